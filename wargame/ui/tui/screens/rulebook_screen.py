"""The rulebook, with a search."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widgets import Input

from wargame.engine.library import data
from wargame.ui.tui.keys import bindings
from wargame.ui.tui.screens.base import Dialog
from wargame.ui.tui.text import current_face
from wargame.ui.tui.widgets.book import Book
from wargame.ui.tui.widgets.fields import Field
from wargame.ui.tui.widgets.rule import Rule


class RulebookScreen(Dialog[None]):
    """RULES.md, set. `/` goes to the next passage that holds a word."""

    BINDINGS = bindings("library")
    AUTO_FOCUS = ".reading"

    def __init__(self) -> None:
        super().__init__()
        self.word, self.hit = "", 0

    def body(self) -> ComposeResult:
        """Yield the widgets of the screen."""
        with Vertical(classes="page"):
            yield Rule(current_face().rules_head())
            yield Field(placeholder=current_face().find_rule(), classes="find")
            yield Book(classes="reading")

    def set_up(self) -> None:
        """Fill the widgets and set the focus."""
        # Setting the whole book takes a while; the screen is there, and can be left, before.
        self.later(self.fill)

    def fill(self) -> None:
        """Set the text."""
        self.query_one(Book).tell(text())

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Scroll to the next row that holds the word."""
        word = event.value.strip().casefold()
        book = self.query_one(Book)
        found = book.find(word) if word else []
        self.hit = self.hit + 1 if word == self.word else 0
        self.word = word
        if not found:
            self.query_one(Rule).tell(note=current_face().not_found() if word else "")
            return
        at = self.hit % len(found)
        book.scroll_to(y=found[at], animate=False)
        self.query_one(Rule).tell(note=current_face().count_of(at + 1, len(found)))

    def action_find(self) -> None:
        """Go to the search."""
        self.query_one(Input).focus()

    def action_back(self) -> None:
        """Leave the search first, then the rulebook."""
        if self.query_one(Input).has_focus:
            self.query_one(Book).focus()
        else:
            self.dismiss(None)


def text() -> str:
    """Read the rulebook; a sentence where it is missing."""
    try:
        return data("RULES.md").read_text(encoding="utf-8")
    except OSError:
        return current_face().no_rulebook()
