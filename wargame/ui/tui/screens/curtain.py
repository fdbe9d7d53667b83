"""The curtain: while the machine is handed over it shows public facts and one seat's name."""

from __future__ import annotations

import time
from collections.abc import Callable

from textual.app import ComposeResult
from textual.containers import Center, Middle, VerticalGroup
from textual.widgets import Static

from wargame.ui.tui.keys import bindings
from wargame.ui.tui.screens.base import Dialog
from wargame.ui.tui.text import Look, say
from wargame.ui.tui.widgets.board import ACCENT, BRIGHT, QUIET

DEAF_SECONDS = 0.3


class Curtain(Dialog[bool]):
    """Lifted by enter alone. Keys are not heard for 300 ms after it appears.

    It is given words only, and none that the whole table may not read. Every key but enter and
    quit is swallowed here; quit must be pressed twice. One that nobody has to lift (`optional`)
    can be left, which gives False.
    """

    BINDINGS = bindings("lift", "back", "quit")
    clock: Callable[[], float] = time.monotonic
    deaf_seconds = DEAF_SECONDS

    def __init__(
        self, seat: str, player: str, colour: str, facts: str, why: str, optional: bool = False
    ) -> None:
        super().__init__()
        self.optional = optional
        self.seat, self.player, self.colour = seat, player, colour
        self.facts, self.why = facts, why
        self.born = 0.0
        self.asked_to_quit = False

    def body(self) -> ComposeResult:
        with Middle(classes="page"), Center(), VerticalGroup(id="curtain-box"):
            yield Static(say(self.facts, QUIET), classes="line")
            yield Static(say("Pass the machine to", QUIET), classes="line gap")
            yield Static(say(f"  {self.seat.upper()}  ", f"{self.colour} bold"), id="curtain-seat")
            yield Static(say(self.player, BRIGHT), classes="line")
            yield Static(say(self.why, "#b6c2cf"), classes="line gap")
            yield Static(say("The others look away. Enter lifts the curtain.", ACCENT), id="how")

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        if action == "back" and not self.optional:
            return False
        return super().check_action(action, parameters)

    def on_mount(self) -> None:
        self.query_one("#curtain-box").styles.border = (
            "ascii" if Look.ascii else "heavy",
            self.colour,
        )
        self.born = type(self).clock()

    def action_lift(self) -> None:
        """Lift the curtain, unless it has only just come down."""
        if self.asked_to_quit:
            self.asked_to_quit = False
            self._how("The others look away. Enter lifts the curtain.")
        elif type(self).clock() - self.born >= self.deaf_seconds:
            self.dismiss(True)

    def action_back(self) -> None:
        """Leave it down and go back to the table."""
        self.dismiss(False)

    async def action_quit(self) -> None:
        """Quit on the second press."""
        if type(self).clock() - self.born < self.deaf_seconds:
            return
        if self.asked_to_quit:
            await super().action_quit()
        self.asked_to_quit = True
        self._how("Quit? The game is saved. Press q again to quit, enter to go on.")

    def _how(self, text: str) -> None:
        self.query_one("#how", Static).update(say(text, ACCENT))
