"""The list of options: up and down and enter, or the hotkey of a row."""

from __future__ import annotations

from attrs import evolve
from textual.content import Content
from textual.events import Click, MouseMove
from textual.geometry import Offset, Size
from textual.message import Message
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from wargame.ui.tui.keys import HOTKEYS
from wargame.ui.tui.palette import BRIGHT, QUIET
from wargame.ui.tui.table_model import ListedOption
from wargame.ui.tui.text import current_face, current_look, rows, say
from wargame.ui.tui.widgets.board import indented
from wargame.ui.tui.widgets.signed import INDENT, card_rows, opened

MARGIN = 4
"""The cells beside the text of a row."""


class OptionPicker(OptionList):
    """Lists choices; posts `Chosen` with a key and `Looked` with the choice under the cursor.

    What cannot be chosen stands in the list with its reason; the cursor passes it by. Where not all
    rows have room, those of them that stand last are folded into one, with the key that shows them.
    """

    BINDINGS = HOTKEYS

    class Chosen(Message):
        """A choice was made. `asked` counts the questions, so that none is answered twice; `column`
        is the list that it stands on, `entered` says that it was made by the key that goes on."""

        def __init__(self, key: str, asked: int, column: int = 0, entered: bool = False) -> None:
            self.key = key
            self.asked = asked
            self.column = column
            self.entered = entered
            super().__init__()

    class Looked(Message):
        """The cursor stands on a choice (None: on nothing) of a column."""

        def __init__(self, choice: ListedOption | None, column: int = 0) -> None:
            self.choice = choice
            self.column = column
            super().__init__()

    choices: tuple[ListedOption, ...] = ()
    asked = 0
    whole: set[int]
    """The rows that are drawn with all that they say."""
    folded = 0
    """How many of the last rows are folded into one."""
    rest = "?"
    """The key that shows what is folded."""
    pointed = clicked = -1
    """The row that the mouse points at, and the row that was clicked last."""

    def __init__(self, id: str, column: int = 0) -> None:
        super().__init__(id=id, markup=False)
        self.whole = set()
        self.column = column

    def ask(self, choices: tuple[ListedOption, ...], asked: int, at: int = 0) -> None:
        """List the choices of question number `asked`, the cursor on row `at`.

        Choices without hotkeys get their row's number as long as it is one digit.
        """
        if len(choices) <= 9 and not any(choice.hotkey for choice in choices):
            choices = tuple(
                choice if choice.why else evolve(choice, hotkey=str(number))
                for number, choice in enumerate(choices, 1)
            )
        same = [one.key for one in choices] == [one.key for one in self.choices]
        scrolled = self.scroll_offset if same else Offset()
        self.choices, self.asked = choices, asked
        self.pointed = self.clicked = -1
        self.whole, self.folded = self._whole(max(0, at)), self._folds()
        self.set_options(self._rows())
        self.highlighted = at if choices and not choices[at].why else None
        self.scroll_to(*scrolled, animate=False)
        if self.highlighted:
            self.scroll_to_highlight()

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """Return the rows of the list; a list without room has one."""
        return super().get_content_height(container, viewport, width) if width > MARGIN else 1

    @property
    def signed(self) -> bool:
        """Whether cards of the hand stand in the list, in signs."""
        return any(choice.card is not None for choice in self.choices)

    def need(self, cells: int) -> int:
        """Return the rows of all choices in so many cells, cards with all that they say."""
        return sum(len(draw(choice, cells, whole=True)) for choice in self.choices)

    def least(self, cells: int) -> int:
        """Return the rows of all that can be chosen in so many cells, and one for the rest."""
        legal = [choice for choice in self.choices if not choice.why]
        rest = len(legal) < len(self.choices)
        return sum(len(draw(one, cells, whole=False)) for one in legal) + rest

    @property
    def _cells(self) -> int:
        return max(20, self.size.width - 1) if self.size.width else 37

    def _whole(self, at: int) -> set[int]:
        """Return the rows that are drawn whole while the cursor stands on row `at`. Cards come
        before the other rows, which may have to be scrolled to."""
        if not self.signed:
            return set()
        cards = [number for number, choice in enumerate(self.choices) if choice.card is not None]
        sizes = [
            (
                len(draw(self.choices[number], self._cells, whole=False)),
                len(draw(self.choices[number], self._cells, whole=True)),
            )
            for number in cards
        ]
        first = cards.index(at) if at in cards else 0
        room = self.size.height or 1000
        return {cards[number] for number in opened(sizes, room, first)}

    def _folds(self) -> int:
        """Return how many of the last rows have to be folded into one: all that cannot be chosen,
        if the rows have no room otherwise and there are several."""
        last = len(self.choices)
        while last and self.choices[last - 1].why:
            last -= 1
        room, folded = self.size.height or 1000, len(self.choices) - last
        sizes = (
            len(draw(choice, self._cells, whole=at in self.whole))
            for at, choice in enumerate(self.choices)
        )
        return folded if last and folded > 1 and sum(sizes) > room else 0

    def _rows(self) -> list[Option]:
        """Draw the rows."""
        shown = self.choices[: len(self.choices) - self.folded]
        drawn = [
            Option(
                rows(draw(choice, self._cells, whole=at in self.whole)), disabled=bool(choice.why)
            )
            for at, choice in enumerate(shown)
        ]
        if self.folded:
            more = say(f"·  {current_face().refused_more(self.folded, self.rest)}", QUIET)
            drawn.append(Option(rows(indented(more, self._cells, INDENT)), disabled=True))
        return drawn

    def on_resize(self) -> None:
        """Wrap the lines for the new width, and fold what has no room."""
        self.unfold()

    def unfold(self) -> None:
        """Draw the rows anew, those at the cursor whole."""
        self.whole = self._whole(self.highlighted or 0)
        if (folded := self._folds()) != self.folded:
            self.folded, at = folded, self.highlighted
            self.set_options(self._rows())
            self.highlighted = at
            return
        for at, made in enumerate(self._rows()):
            self.replace_option_prompt_at_index(at, made.prompt)

    def on_mouse_move(self, event: MouseMove) -> None:
        """Show what stands behind the choice that the mouse points at."""
        at = event.style.meta.get("option")
        listed = len(self.choices) - self.folded
        if isinstance(at, int) and at != self.pointed and at < listed:
            self.pointed = at
            self.post_message(self.Looked(self.choices[at], self.column))

    async def _on_click(self, event: Click) -> None:
        """Move to a choice at the first click; a second click on it takes it."""
        at = event.style.meta.get("option")
        if isinstance(at, int) and at < len(self.choices) and at != self.clicked:
            event.stop()
            event.prevent_default()
            self.clicked = at
            if not self.choices[at].why:
                self.highlighted = at
            return
        await super()._on_click(event)

    def action_hotkey(self, sign: str) -> None:
        """Choose an option by its hotkey."""
        for at, choice in enumerate(self.choices):
            if choice.hotkey == sign:
                self.pick(at)

    def look(self) -> None:
        """Post the choice under the cursor."""
        at = self.highlighted
        if at is not None and at < len(self.choices):
            self.post_message(self.Looked(self.choices[at], self.column))

    def action_select(self) -> None:
        """Choose what the cursor stands on."""
        if self.highlighted is not None:
            self.pick(self.highlighted, entered=True)

    def pick(self, at: int, entered: bool = False) -> None:
        """Choose the option at a place."""
        if 0 <= at < len(self.choices) and not self.choices[at].why:
            self.highlighted = at
            key = self.choices[at].key
            self.post_message(self.Chosen(key, self.asked, self.column, entered))

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Post the choice that was selected."""
        event.stop()
        self.pick(event.option_index)

    def on_option_list_option_highlighted(self, event: OptionList.OptionHighlighted) -> None:
        """Post the choice under the cursor."""
        event.stop()
        at = event.option_index
        if self.signed and at < len(self.choices) and self._whole(at) != self.whole:
            self.unfold()
            self.scroll_to_highlight()
        choice = self.choices[at] if at < len(self.choices) else None
        self.post_message(self.Looked(choice, self.column))


def draw(choice: ListedOption, cells: int, *, whole: bool) -> list[Content]:
    """Draw a choice; long lines are indented, a card says what it does if it is drawn `whole`."""
    lies = ("*" if current_look().ascii else "✓") if choice.held else " "
    mark = say(f"{choice.hotkey or '·':>1}{lies} ", BRIGHT if choice.held else QUIET)
    if choice.card is not None:
        return card_rows(mark + say(choice.label), choice.card, cells, whole=whole)
    text = f"{choice.label}: {choice.why}" if choice.why else choice.label
    line = mark + say(text, QUIET if choice.why else "")
    note = say(f"   {choice.note}", QUIET) if choice.note else Content("")
    return indented(line + note, cells, INDENT)
