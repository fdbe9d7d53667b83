"""A beat: one public act in a short panel over the table, until any key goes on."""

from __future__ import annotations

from textual import events
from textual.app import ComposeResult
from textual.containers import VerticalGroup
from textual.widgets import Static

from wargame.ui.beats import Beat
from wargame.ui.tui.door import REPEAT, Act
from wargame.ui.tui.keys import QUIT, STOP, bindings
from wargame.ui.tui.palette import ACCENT, BRIGHT, LIGHT, QUIET
from wargame.ui.tui.screens.base import Dialog
from wargame.ui.tui.text import rows, say

LEAVE = {*STOP.keys.split(","), *QUIT.keys.split(",")}
"""The keys that leave the game."""


class BeatScreen(Dialog[bool]):
    """Shows a beat. Its result is True if a key was held down: then the table goes on to the next
    question at once.

    What stands behind it is the public table alone. It opens by itself, so it hears nothing before
    a pause in the input.
    """

    BINDINGS = bindings("beat")
    unasked = True
    AUTO_FOCUS = None

    def __init__(self, beat: Beat, note: str, guide: str = "") -> None:
        super().__init__()
        self.beat, self.note, self.guide = beat, note, guide
        self.held = False

    def body(self) -> ComposeResult:
        """Yield the widgets of the screen."""
        head, *rest = self.beat.lines or ("",)
        lines = [say(head, BRIGHT), *(say(text, LIGHT) for text in rest)]
        lines += [say(self.guide, ACCENT)] if self.guide else []
        with VerticalGroup(id="beat-box"):
            yield Static(say(self.beat.title, ACCENT), classes="line")
            yield Static(rows(lines), id="beat-lines")
            yield Static(say(self.note, QUIET), classes="line")

    def hears(self, act: Act, quiet: float, again: bool, rest: float) -> bool:
        """A key that is held down goes on through all beats."""
        if isinstance(act, events.Key) and again and quiet < REPEAT * rest:
            self.held = True
            return True
        return super().hears(act, quiet, again, rest)

    def on_key(self, event: events.Key) -> None:
        """Go on at any key that has no other meaning here."""
        if event.key not in LEAVE and not self.too_small:
            event.stop()
            self.dismiss(self.held)

    def action_go_on(self) -> None:
        """Go on."""
        self.dismiss(self.held)

    def on_click(self, event: events.Click) -> None:
        """Go on at a click."""
        event.stop()
        self.dismiss(False)
