"""A dialog that asks for one line: a reason, a note, a place to jump to, a code."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widgets import Static

from wargame.ui.tui.keys import bindings
from wargame.ui.tui.screens.base import Dialog
from wargame.ui.tui.text import say
from wargame.ui.tui.widgets.board import QUIET
from wargame.ui.tui.widgets.field import Field
from wargame.ui.tui.widgets.panels import Rule

MOST = 2_000


class Answer(Field):
    """The line; it says in the footer that enter sends it."""

    BINDINGS = bindings("submit")


class TextPrompt(Dialog[str | None]):
    """Gives what was typed, or None when it is left. Nothing of the screen below shows through."""

    BINDINGS = bindings("back")
    AUTO_FOCUS = "#answer"

    def __init__(self, title: str, hint: str, *, value: str = "", secret: bool = False) -> None:
        super().__init__()
        self.heading, self.hint, self.value, self.secret = title, hint, value, secret

    def body(self) -> ComposeResult:
        with Vertical(classes="page"):
            yield Rule(self.heading)
            yield Static(say(self.hint, QUIET), classes="text")
            yield Answer(self.value, id="answer", password=self.secret, max_length=MOST)

    def on_input_submitted(self, event: Answer.Submitted) -> None:
        """Give the line."""
        event.stop()
        if not self.too_small:
            self.dismiss(event.value)

    def action_back(self) -> None:
        """Leave without an answer."""
        self.dismiss(None)
