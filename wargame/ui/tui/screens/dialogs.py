"""Dialogs that any screen may open: a text to read, a line to type, a seat to choose, the keys."""

from __future__ import annotations

from collections.abc import Iterable

from textual.app import ComposeResult
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Input, Static

from wargame.ui.drafts import CARDS, NOTHING, ROWS
from wargame.ui.tui.keys import LIFT, PLACES, STOP, Key, bindings
from wargame.ui.tui.palette import ACCENT, BRIGHT, HEADING, INK, QUIET
from wargame.ui.tui.screens.base import Dialog
from wargame.ui.tui.table_model import ListedOption
from wargame.ui.tui.text import fit, rows, say
from wargame.ui.tui.widgets.fields import Field
from wargame.ui.tui.widgets.option_picker import OptionPicker
from wargame.ui.tui.widgets.panels import Rule


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


class Finder(Dialog[None]):
    """Shows lines, and on `/` only those that hold a word."""

    BINDINGS = bindings("finder")
    AUTO_FOCUS = ".reading"

    def __init__(self, title: str, lines: list[str], *, newest_last: bool = False) -> None:
        super().__init__()
        self.heading = title
        self.lines = lines
        self.newest_last = newest_last

    def body(self) -> ComposeResult:
        """Yield the widgets of the screen."""
        with Vertical(classes="page"):
            yield Rule(self.heading)
            field = Field(placeholder="a word, then enter", classes="find")
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

    def chosen(self) -> list[str]:
        """Return the lines that may be shown."""
        return self.lines

    def content(self, word: str) -> Content:
        """Set the lines that hold a word, phases as headings."""
        lines = [line for line in self.chosen() if word.casefold() in line.casefold()]
        if not lines:
            return say("Nothing here.", QUIET)
        return Content("\n").join(
            [say(x, HEADING if x.startswith(("—", "Turn ")) else INK) for x in lines]
        )

    def show(self) -> None:
        """Show the lines that fit the word."""
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

    def __init__(self, title: str, hint: str, *, value: str = "", secret: bool = False) -> None:
        super().__init__()
        self.heading, self.hint, self.value, self.secret = title, hint, value, secret

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


class ChooseSeat(Dialog[int | None]):
    """Asks whose hand is to be shown. Its result is the seat; None when it is left."""

    BINDINGS = bindings("choice")
    AUTO_FOCUS = "#choose-seat"

    def __init__(self, names: dict[int, str]) -> None:
        super().__init__()
        self.names = names

    def body(self) -> ComposeResult:
        """Yield the widgets of the screen."""
        with Vertical(classes="page"):
            yield Rule("Whose hand?")
            yield Static(say("A curtain comes first. The others look away.", QUIET), classes="text")
            yield OptionPicker("choose-seat")

    def set_up(self) -> None:
        """Fill the widgets and set the focus."""
        self.query_one(OptionPicker).ask(
            tuple(ListedOption(str(seat), name) for seat, name in self.names.items()), 0
        )

    def on_option_picker_chosen(self, event: OptionPicker.Chosen) -> None:
        """Close with the seat."""
        event.stop()
        if not self.too_small:
            self.dismiss(int(event.key))

    def on_option_picker_looked(self, event: OptionPicker.Looked) -> None:
        """Nothing stands behind a name."""
        event.stop()

    def action_back(self) -> None:
        """Leave without a hand."""
        self.dismiss(None)


SITTING = (
    "The table lies open to all. A private question comes behind a curtain: pass the machine to "
    f"the seat that is named; it lifts the curtain with {LIFT.keys}, pressed on purpose: "
    "after a moment in which no key is touched.",
    "Questions between which nothing is shown are one form, a tab for each. Its answers can be "
    "changed until its last tab seals them; then every choice is saved. A question that stands "
    "alone is answered at once. What is grey cannot be chosen, for the reason that stands there.",
    "A figure after a level is its change since the asked seat’s last sitting; ! is an emergency "
    "that holds.",
    "Cap Capital · Sup Support · Crd Credibility · Int Interest · Prs Prestige · Blm Blame · "
    "Vot votes passed · Hnd cards in hand. West is West-minus-one, Accom. Accommodation.",
)

HOTKEYS = (
    (" ".join(CARDS[:6]), f"The cards of the hand, in its order; then {' '.join(CARDS[6:])}"),
    (NOTHING, "The answer that does nothing"),
    ("1-9", f"An amount, or another answer; after 9 come {' '.join(ROWS[9:])}"),
)
"""The keys that stand before the options."""


def help_screen() -> Reader:
    """Make the dialog of keys."""
    parts: list[Content] = [say("How it goes", ACCENT)]
    parts += [say(line, INK) for line in SITTING]
    parts += [Content(""), say("Keys", ACCENT)]
    parts.append(say(fit("up down", 12), BRIGHT) + say("Move; page up and down, home, end too"))
    parts.append(say(fit("enter", 12), BRIGHT) + say("Choose the option under the cursor"))
    parts += [say(fit(signs, 12), BRIGHT) + say(meaning) for signs, meaning in HOTKEYS]
    parts += key_lines((*PLACES["table"], STOP, LIFT), 12)
    return Reader("Help", rows(parts))


def key_lines(keys: Iterable[Key], cells: int) -> list[Content]:
    """Set a line for each key: its signs in so many cells, then its sentence."""
    return [say(fit(key.signs, cells), BRIGHT) + say(key.tooltip) for key in keys]
