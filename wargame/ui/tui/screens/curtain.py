"""The curtain: while the machine is handed over it shows public facts and one seat's name."""

from __future__ import annotations

from textual import events
from textual.app import ComposeResult
from textual.containers import Center, Middle, VerticalGroup
from textual.message import Message
from textual.widgets import Static

from wargame.ui.tui.door import HELD, Act
from wargame.ui.tui.keys import LIFT, QUIT, bindings
from wargame.ui.tui.palette import ACCENT, BRIGHT, QUIET, SOFT
from wargame.ui.tui.screens.base import Dialog
from wargame.ui.tui.text import current_face, current_look, say

LIFTS = LIFT.keys


class LiftButton(Static):
    """The button that lifts the curtain, for the mouse; no key ever comes to it."""

    class Pressed(Message):
        """It was clicked."""

    def __init__(self) -> None:
        super().__init__(say(current_face().lifts(LIFTS), f"{ACCENT} reverse"), id="lift")

    def on_click(self, event: events.Click) -> None:
        """Post that the button was clicked."""
        event.stop()
        self.post_message(self.Pressed())


class Curtain(Dialog[bool]):
    """Covers the table until it is lifted, by a key of its own or by its button with the mouse.

    Lifting it must be deliberate: no repeated key and no burst of keys may do it. So the key does
    nothing anywhere else. Before it, as before a click, nothing may have been typed or clicked for
    300 ms, counted from when the curtain is on show; if the act before it was the same key, which
    may be held down, for about a second.

    The curtain gets only texts that the whole table may read. It ignores every other key, except
    those that leave: q and escape must be pressed twice. An `optional` curtain can be left by
    escape, with the result False.
    """

    BINDINGS = bindings("curtain")
    unasked = True
    offers = False

    def __init__(
        self, seat: str, player: str, colour: str, facts: str, why: str, optional: bool = False
    ) -> None:
        super().__init__()
        self.optional = optional
        self.seat, self.player, self.colour = seat, player, colour
        self.facts, self.why = facts, why
        self.asked_to_quit = False

    def body(self) -> ComposeResult:
        """Yield the widgets of the screen."""
        with Middle(classes="page"), Center(), VerticalGroup(id="curtain-box"):
            yield Static(say(self.facts, QUIET), classes="line")
            yield Static(say(current_face().pass_machine(), QUIET), classes="line gap")
            yield Static(say(f"  {self.seat.upper()}  ", f"{self.colour} bold"), id="curtain-seat")
            yield Static(say(self.player, BRIGHT), classes="line")
            yield Static(say(self.why, SOFT), classes="line gap")
            yield Static(say(current_face().look_away(), ACCENT), id="how")
            with Center():
                yield LiftButton()

    def set_up(self) -> None:
        """Fill the widgets and set the focus."""
        self.query_one("#curtain-box").styles.border = (
            "ascii" if current_look().ascii else "heavy",
            self.app.theme_variables[self.colour.removeprefix("$")],
        )

    def hears(self, act: Act, quiet: float, again: bool, rest: float) -> bool:
        """Return whether an act is handled: lifting only after a pause in the input."""
        if isinstance(act, events.MouseDown):
            return quiet >= rest
        if isinstance(act, events.Key) and act.key == LIFTS:
            return quiet >= (HELD if again else 1) * rest
        return super().hears(act, quiet, again, rest)

    def action_lift(self) -> None:
        """Lift the curtain; while quitting is asked for, only take that back."""
        if self.asked_to_quit:
            self.asked_to_quit = False
            self._how(current_face().look_away())
        else:
            self.dismiss(True)

    def on_lift_button_pressed(self) -> None:
        """Lift the curtain."""
        self.action_lift()

    async def action_down(self) -> None:
        """Go back to the table without lifting it if it is optional; else quit."""
        if self.optional:
            self.dismiss(False)
        else:
            await self.action_quit()

    async def action_quit(self) -> None:
        """Quit on the second press."""
        if self.asked_to_quit:
            await super().action_quit()
        self.asked_to_quit = True
        self._how(current_face().quit_or_lift(QUIT.keys, LIFTS))

    def _how(self, text: str) -> None:
        self.query_one("#how", Static).update(say(text, ACCENT))
