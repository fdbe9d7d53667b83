"""Filters input: which keys, clicks and pastes the app passes on.

Rules of the house:

- A key belongs to the screen at which it was typed. Each event holds the time at which it was read,
and a screen handles only events that were read since it is on show: it has been painted, and all
messages of the screen before it are done. So a burst of keys, the first of which closes a screen,
has no effect on the next one.
- A screen that opens by itself (a curtain, a page for all, another seat's question) handles nothing
before a pause in the input, since the player may still be typing for the screen before. A key that
is held down repeats without a pause.
- Keys that leave are always passed on.

Everything else that keeps input and messages from the wrong screen is in `screens/base.py`.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol, TypeGuard

from textual.events import Event, Key, MouseDown, Paste

Act = Key | MouseDown | Paste
"""The events by which people act; moving the mouse is none."""

REST_SECONDS = 0.3
"""Seconds without input before a screen that opens by itself handles a key."""
REPEAT = 0.5
"""The share of that time within which a repeated key counts as held down: even slow keyboards
repeat so fast."""
HELD = 3.5
"""The longest delay before a held key first repeats, as a multiple of that time."""


def read_now() -> float:
    """Return the time, by the clock with which Textual stamps its events."""
    return Event().time


class Hearing(Protocol):
    """A screen, which decides whether it handles an act.

    `quiet` is the number of seconds without input before the act, counted from when the screen was
    on show at the earliest; `again` says whether the act before it was the same key, or a click
    too. `rest` is the length of a pause in seconds."""

    def hears(self, act: Act, quiet: float, again: bool, rest: float) -> bool:
        """Return whether the screen handles an act."""
        ...


class Door:
    """Remembers which screen is on show, since when, and when the last act was read."""

    def __init__(self, rest: float = REST_SECONDS, clock: Callable[[], float] = read_now) -> None:
        self.rest, self.clock = rest, clock
        self.on_show: object = None
        self.since = self.last = float("-inf")
        self.name = ""

    def show(self, screen: object) -> None:
        """Record that a screen is on show from now on."""
        self.on_show, self.since = screen, self.clock()

    def hide(self, screen: object) -> None:
        """Record that the content of a screen is about to change."""
        if self.on_show is screen:
            self.on_show = None

    def is_for(self, screen: object, event: Event) -> bool:
        """Whether an event was read while the screen stood on show."""
        return self.on_show is screen and event.time >= self.since

    def lets_in(self, screen: Hearing, act: Act) -> bool:
        """Whether the screen on top handles an act. Call it once for each act."""
        quiet = act.time - max(self.last, self.since)
        name = act.key if isinstance(act, Key) else type(act).__name__
        again = name == self.name
        self.last, self.name = max(self.last, act.time), name
        return self.is_for(screen, act) and screen.hears(act, quiet, again, self.rest)


def is_act(event: Event) -> TypeGuard[Act]:
    """Whether an event is an act of a person.

    >>> is_act(Key("q", "q")), is_act(Event())
    (True, False)
    """
    return isinstance(event, Act)
