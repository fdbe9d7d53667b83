"""The app's door: which keys, clicks and pastes are let in.

Rules of the house:

- A key belongs to the screen that it was typed at. Each event carries the time at which it was
  read, and a screen hears only what was read since it stood on show: painted, and whatever the
  screen before it had to say already done. A burst, in which the first key closes a screen, thus
  ends there.
- What comes unasked (a curtain, a page for all, the question of another seat) hears nothing until
  the hands have rested, since they may still be at work for what stood there before. A key that is
  held down repeats without a rest.
- Leaving is always let in.

Everything else that keeps a screen from hearing what is not its own stands in `screens/base.py`.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol, TypeGuard

from textual.events import Event, Key, MouseDown, Paste

Act = Key | MouseDown | Paste
"""What people do; a mouse that only moves does nothing."""

REST_SECONDS = 0.3
"""How long hands must have rested before something that comes unasked hears a key."""
REPEAT = 0.5
"""The share of that time within which the same key is a held one: even slow keyboards repeat."""
HELD = 3.5
"""How many times that long a held key may wait, at most, before it repeats for the first time."""


def read_now() -> float:
    """Return the time, by the clock with which Textual stamps its events."""
    return Event().time


class Hearing(Protocol):
    """A screen that is asked whether it hears an act.

    `quiet` is for how many seconds nothing had been read before it since the screen was on show,
    `again` whether the act before it was the same key, or a click too. `rest` is the app's
    measure of a rest in seconds."""

    def hears(self, act: Act, quiet: float, again: bool, rest: float) -> bool: ...


class Door:
    """Knows since when which screen is on show, and when the last act was read."""

    def __init__(self, rest: float = REST_SECONDS, clock: Callable[[], float] = read_now) -> None:
        self.rest, self.clock = rest, clock
        self.on_show: object = None
        self.since = self.last = float("-inf")
        self.name = ""

    def show(self, screen: object) -> None:
        """Take note that a screen is on show from now on."""
        self.on_show, self.since = screen, self.clock()

    def hide(self, screen: object) -> None:
        """Take note that what a screen shows is about to change."""
        if self.on_show is screen:
            self.on_show = None

    def is_for(self, screen: object, event: Event) -> bool:
        """Whether an event was read while the screen stood on show."""
        return self.on_show is screen and event.time >= self.since

    def lets_in(self, screen: Hearing, act: Act) -> bool:
        """Whether the screen on top hears an act. Each act is asked about once."""
        quiet = act.time - max(self.last, self.since)
        name = act.key if isinstance(act, Key) else type(act).__name__
        again = name == self.name
        self.last, self.name = max(self.last, act.time), name
        return self.is_for(screen, act) and screen.hears(act, quiet, again, self.rest)


def is_act(event: Event) -> TypeGuard[Act]:
    """Whether an event is something that people do.

    >>> is_act(Key("q", "q")), is_act(Event())
    (True, False)
    """
    return isinstance(event, Act)
