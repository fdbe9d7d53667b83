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
from wargame.ui.tui.widgets.panels import Rule

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
    "Vot votes passed · Hnd cards in hand. West is West-minus-one, Accom Accommodation.",
)

HOTKEYS = (
    (" ".join(CARDS[:6]), f"The cards of the hand, in its order; then {' '.join(CARDS[6:])}"),
    (NOTHING, "The answer that does nothing"),
    ("1-9", f"An amount, or another answer; after 9 come {' '.join(ROWS[9:])}"),
)
"""The keys that stand before the options."""


class HelpScreen(Finder):
    """The words under the cursor, how the game is played here, the keys, all words of the rulebook.

    `/` leaves the words and keys that hold what is typed; the nearest word is named if none does.
    """

    def __init__(self, texts: Sequence[str], legend: Sequence[str] = ()) -> None:
        super().__init__("Help", [])
        self.found = found_in(texts)
        self.legend = legend

    def content(self, word: str) -> Content:
        """Set all of it, or what holds a word."""
        keys = [say(fit("up down", 12), BRIGHT) + say("Move; page up and down, home, end too")]
        keys.append(say(fit("enter", 12), BRIGHT) + say("Choose the option under the cursor"))
        keys += [say(fit(signs, 12), BRIGHT) + say(meaning) for signs, meaning in HOTKEYS]
        keys += key_lines((*PLACES["table"], ACTIONS, STOP, LIFT), 12)
        known = [term_line(term) for term in terms().values()]
        if word.strip():
            held = [one for one in (*known, *keys) if word.casefold() in one.plain.casefold()]
            return rows(held) if held else say(no_term(word), QUIET)
        parts: list[Content] = []
        for title, section in (
            ("Words here", [term_line(term) for term in self.found]),
            ("How it goes", [say(line, INK) for line in SITTING]),
            ("Cards in signs", [say(line, INK) for line in self.legend]),
            ("Keys", keys),
            ("All words of the rulebook", known),
        ):
            if section:
                parts += [*([Content("")] if parts else []), say(title, ACCENT), *section]
        return rows(parts)


def term_line(term: Term) -> Content:
    """Set a term with its meaning."""
    return say(f"{term.name}  ", BRIGHT) + say(term.meaning, INK)


def key_lines(keys: Iterable[Key], cells: int) -> list[Content]:
    """Set a line for each key: its signs in so many cells, then its sentence."""
    return [say(fit(mine(key).signs, cells), BRIGHT) + say(key.tooltip) for key in keys]
