"""The list of options: up and down, enter, or digits."""

from __future__ import annotations

from textwrap import wrap

from textual.message import Message
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from wargame.ui.tui.keys import DIGITS
from wargame.ui.tui.palette import QUIET
from wargame.ui.tui.table_model import ListedOption
from wargame.ui.tui.text import say, spell


class OptionPicker(OptionList):
    """Lists choices; posts `Chosen` with a key and `Looked` with the choice under the cursor."""

    BINDINGS = DIGITS

    class Chosen(Message):
        """A choice was made. `asked` counts the questions, so that none is answered twice."""

        def __init__(self, key: str, asked: int) -> None:
            self.key = key
            self.asked = asked
            super().__init__()

    class Looked(Message):
        """The cursor stands on a choice (None: on nothing)."""

        def __init__(self, choice: ListedOption | None) -> None:
            self.choice = choice
            super().__init__()

    choices: tuple[ListedOption, ...] = ()
    asked = 0
    typed = 0
    """The number that has been typed so far, in a list of more than nine."""

    def __init__(self, id: str) -> None:
        super().__init__(id=id, markup=False)

    def ask(self, choices: tuple[ListedOption, ...], asked: int) -> None:
        """List the choices of question number `asked`."""
        self.choices, self.asked, self.typed = choices, asked, 0
        self.set_options(self._prompts())
        self.highlighted = 0 if choices else None
        self.scroll_home(animate=False)

    def _prompts(self) -> list[Option]:
        """Number the choices; long ones are wrapped and indented."""
        wide = len(str(len(self.choices)))
        room = max(20, self.size.width - wide - 5) if self.size.width else 32
        made = []
        for number, choice in enumerate(self.choices, 1):
            label = f"\n{' ' * (wide + 2)}".join(wrap(spell(choice.label), room) or [""])
            made.append(Option(say(f"{number:>{wide}}  ", QUIET) + say(label)))
        return made

    def on_resize(self) -> None:
        """Wrap the lines for the new width."""
        for at, made in enumerate(self._prompts()):
            self.replace_option_prompt_at_index(at, made.prompt)

    def action_digit(self, digit: int) -> None:
        """Choose an option by its number. In a list of more than nine one digit may be the first
        of two, so digits only move there, and enter chooses."""
        if len(self.choices) <= 9:
            self.pick(digit - 1)
            return
        for number in (self.typed * 10 + digit, digit):
            if 1 <= number <= len(self.choices):
                self.typed = number
                self.highlighted = number - 1
                break

    def pick(self, at: int) -> None:
        """Choose the option at a place."""
        if 0 <= at < len(self.choices):
            self.highlighted = at
            self.post_message(self.Chosen(self.choices[at].key, self.asked))

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Post the choice that was selected."""
        event.stop()
        self.pick(event.option_index)

    def on_option_list_option_highlighted(self, event: OptionList.OptionHighlighted) -> None:
        """Post the choice under the cursor."""
        event.stop()
        at = event.option_index
        if at != self.typed - 1:
            self.typed = 0
        self.post_message(self.Looked(self.choices[at] if at < len(self.choices) else None))
