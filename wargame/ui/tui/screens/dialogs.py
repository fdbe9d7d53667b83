"""Dialogs that any screen may open: a text to read, a line to type, a seat to choose, the keys."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Input, Static

from wargame.ui.hotkeys import CARDS, NOTHING, ROWS
from wargame.ui.terms import Term, found_in, no_term, terms
from wargame.ui.tui.keymap import mine
from wargame.ui.tui.keys import ACTIONS, LIFT, PLACES, STOP, Key, bindings
from wargame.ui.tui.palette import ACCENT, BRIGHT, HEADING, INK, QUIET
from wargame.ui.tui.screens.base import Dialog
from wargame.ui.tui.table_model import ListedOption
from wargame.ui.tui.text import current_face, fit, rows, say
from wargame.ui.tui.widgets.fields import Field
from wargame.ui.tui.widgets.option_picker import OptionPicker
from wargame.ui.tui.widgets.rule import Rule

if TYPE_CHECKING:
    from wargame.saves.replay.replay import Said


class Reader(Dialog[None]):
    """Shows one text under a title. If it opens by itself (`unasked`), a key that was meant for the
    screen before does not close it."""

    BINDINGS = bindings("reader")

    def __init__(self, title: str, text: Content, note: str = "", *, unasked: bool = False) -> None:
        super().__init__()
        self.heading = title
        self.text = text
        self.note = note
        self.unasked = unasked

    def body(self) -> ComposeResult:
        """Yield the widgets of the screen."""
        with Vertical(classes="page"):
            rule = Rule(self.heading)
            rule.note = self.note
            yield rule
            with VerticalScroll(classes="reading"):
                yield Static(self.text, classes="text")

    def action_close(self) -> None:
        """Go back."""
        self.dismiss(None)


HEADS = ("turn", "phase", "digest")
"""The kinds of events that head a part of the log."""


class Finder(Dialog[None]):
    """Shows sentences of a log, and on `/` only those that hold a word."""

    BINDINGS = bindings("finder")
    AUTO_FOCUS = ".reading"

    def __init__(self, title: str, told: Sequence[Said], *, newest_last: bool = False) -> None:
        super().__init__()
        self.heading = title
        self.told = told
        self.newest_last = newest_last

    def body(self) -> ComposeResult:
        """Yield the widgets of the screen."""
        with Vertical(classes="page"):
            yield Rule(self.heading)
            field = Field(placeholder=current_face().find_placeholder(), classes="find")
            field.display = False
            yield field
            with VerticalScroll(classes="reading"):
                yield Static(self.content(""), classes="text")

    def set_up(self) -> None:
        """Fill the widgets and set the focus."""
        if self.newest_last:
            self.later(self.to_end)

    def to_end(self) -> None:
        """Scroll to the newest line."""
        self.query_one(VerticalScroll).scroll_end(animate=False)

    def chosen(self) -> Sequence[Said]:
        """Return the sentences that may be shown."""
        return self.told

    def content(self, word: str) -> Content:
        """Set the sentences that hold a word, turns and phases as headings."""
        found = [one for one in self.chosen() if word.casefold() in one.text.casefold()]
        if not found:
            return say(current_face().nothing_here(), QUIET)
        return rows([say(one.text, HEADING if one.kind in HEADS else INK) for one in found])

    def show(self) -> None:
        """Show the sentences that fit the word."""
        self.query_one(".text", Static).update(self.content(self.query_one(Input).value))

    def action_find(self) -> None:
        """Ask for a word."""
        field = self.query_one(Input)
        field.display = True
        field.focus()

    def on_input_changed(self) -> None:
        """Show the lines that have the typed word."""
        self.show()

    def on_input_submitted(self) -> None:
        """Focus the lines."""
        self.query_one(VerticalScroll).focus()

    def action_close(self) -> None:
        """Leave the search field first, then the dialog."""
        field = self.query_one(Input)
        if field.display and field.value:
            field.value = ""
            field.display = False
            self.query_one(VerticalScroll).focus()
        else:
            self.dismiss(None)


MOST = 2_000


class Answer(Field):
    """The field of a `TextPrompt`; the footer says that enter sends it."""

    BINDINGS = bindings("line")


class TextPrompt(Dialog[str | None]):
    """Asks for one line of text. Its result is that line; None when it is left."""

    BINDINGS = bindings("choice")
    AUTO_FOCUS = "#answer"

    def __init__(
        self, title: str, hint: str, *, value: str = "", secret: bool = False, unasked: bool = False
    ) -> None:
        super().__init__()
        self.heading, self.hint, self.value, self.secret = title, hint, value, secret
        self.unasked = unasked

    def body(self) -> ComposeResult:
        """Yield the widgets of the screen."""
        with Vertical(classes="page"):
            yield Rule(self.heading)
            yield Static(say(self.hint, QUIET), classes="text")
            yield Answer(self.value, id="answer", password=self.secret, max_length=MOST)

    def on_input_submitted(self, event: Answer.Submitted) -> None:
        """Close with the line."""
        event.stop()
        if not self.too_small:
            self.dismiss(event.value)

    def action_back(self) -> None:
        """Leave without an answer."""
        self.dismiss(None)


class Choice(Dialog[str | None]):
    """Asks one small question. Its result is the key of a row; None when it is left."""

    BINDINGS = bindings("choice")
    AUTO_FOCUS = "#choice"

    def __init__(self, title: str, hint: str, listed: tuple[ListedOption, ...]) -> None:
        super().__init__()
        self.heading, self.hint, self.listed = title, hint, listed

    def body(self) -> ComposeResult:
        """Yield the widgets of the screen."""
        with Vertical(classes="page"):
            yield Rule(self.heading)
            yield Static(say(self.hint, QUIET), classes="text")
            yield OptionPicker("choice")

    def set_up(self) -> None:
        """Fill the widgets and set the focus."""
        self.query_one(OptionPicker).ask(self.listed, 0)

    def on_option_picker_chosen(self, event: OptionPicker.Chosen) -> None:
        """Close with the key."""
        event.stop()
        if not self.too_small:
            self.dismiss(event.key)

    def on_option_picker_looked(self, event: OptionPicker.Looked) -> None:
        """Nothing stands behind a row."""
        event.stop()

    def action_back(self) -> None:
        """Leave without an answer."""
        self.dismiss(None)


def whose_hand(names: dict[int, str]) -> Choice:
    """Ask whose hand is to be shown; the result is the number of the seat."""
    listed = tuple(ListedOption(str(seat), name) for seat, name in names.items())
    return Choice(current_face().whose_hand(), current_face().whose_hand_hint(), listed)


class HelpScreen(Finder):
    """The words under the cursor, how the game is played here, the keys, all words of the rulebook.

    `/` leaves the words and keys that hold what is typed; the nearest word is named if none does.
    """

    def __init__(
        self, texts: Sequence[str], legend: Sequence[str] = (), shorts: Sequence[str] = ()
    ) -> None:
        super().__init__(current_face().help_head(), [])
        self.found = found_in(texts)
        self.legend, self.shorts = legend, shorts

    def content(self, word: str) -> Content:
        """Set all of it, or what holds a word."""
        face = current_face()
        keys = [say(fit(signs, 12), BRIGHT) + say(meaning) for signs, meaning in list_keys()]
        keys += key_lines((*PLACES["table"], ACTIONS, STOP, LIFT), 12)
        known = [term_line(term) for term in terms().values()]
        if word.strip():
            held = [one for one in (*known, *keys) if word.casefold() in one.plain.casefold()]
            return rows(held) if held else say(no_term(word), QUIET)
        how = [face.how_it_goes(id, LIFT.keys) for id in ("curtain", "form", "figures")]
        parts: list[Content] = []
        for id, section in (
            ("here", [term_line(term) for term in self.found]),
            ("how", [say(line, INK) for line in (*how, *self.shorts)]),
            ("signs", [say(line, INK) for line in self.legend]),
            ("keys", keys),
            ("words", known),
        ):
            if section:
                title = say(face.help_part(id), ACCENT)
                parts += [*([Content("")] if parts else []), title, *section]
        return rows(parts)


def list_keys() -> tuple[tuple[str, str], ...]:
    """Return the keys of a list and those that stand before options, each with what it does."""
    face = current_face()
    return (
        ("up down", face.key_moves()),
        ("enter", face.key_chooses()),
        (" ".join(CARDS[:6]), face.key_of_card(" ".join(CARDS[6:]))),
        (NOTHING, face.key_of_nothing()),
        ("1-9", face.key_of_row(" ".join(ROWS[9:]))),
    )


def term_line(term: Term) -> Content:
    """Set a term with its meaning."""
    return say(f"{term.name}  ", BRIGHT) + say(term.meaning, INK)


def key_lines(keys: Iterable[Key], cells: int) -> list[Content]:
    """Set a line for each key: its signs in so many cells, then its sentence."""
    face = current_face()
    return [say(fit(mine(key).signs, cells), BRIGHT) + say(face.key_help(key.id)) for key in keys]
