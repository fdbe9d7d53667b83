"""What hands do, sent as a terminal sends it: bursts, held keys, clicks, pastes, at given times."""

from __future__ import annotations

import asyncio
import time
import unicodedata
from typing import cast
from weakref import WeakSet

from textual import events
from textual.geometry import Size
from textual.keys import REPLACED_KEYS, _character_to_key, _get_unicode_name_from_key
from textual.pilot import Pilot
from textual.screen import Screen

from wargame.ui.tui.app import WargameApp
from wargame.ui.tui.screens.curtain import LIFTS, Curtain
from wargame.ui.tui.screens.table_screen import TableScreen

DEADLINE = 20.0
MOST_REFRESHES = 20
"""After so many a screen that never stops is taken as it is: something on it may blink."""
NAMES = {"\r": "enter", "\x1b": "escape", "\t": "tab", " ": "space", "\x7f": "backspace"}


def send(pilot: Pilot[int], event: events.Event, at: float | None = None) -> None:
    """Send what was read, at a time of the app's clock; by default now."""
    app = cast("WargameApp", pilot.app)
    event.time = app.door.clock() if at is None else at
    event.set_sender(app)
    assert app._driver is not None
    app._driver.send_message(event)


def key(name: str) -> events.Key:
    """Make a key of a sign, or of the name of a key."""
    if len(name) > 1:
        try:
            unicode = _get_unicode_name_from_key(REPLACED_KEYS.get(name, name))
            return events.Key(name, unicodedata.lookup(unicode))
        except KeyError:
            return events.Key(name, None)
    sign = NAMES.get(name) or (name if name.isalnum() else _character_to_key(name))
    return events.Key(sign, name)


def burst(pilot: Pilot[int], keys: str | list[str], at: float | None = None) -> None:
    """Send keys at once, as one write of a terminal does."""
    for one in keys:
        send(pilot, key(one), at)


def click(pilot: Pilot[int], x: int, y: int, at: float | None = None) -> None:
    """Press and let go the mouse."""
    for kind in (events.MouseDown, events.MouseUp):
        send(pilot, kind(None, x, y, 0, 0, 1, False, False, False, x, y), at)


def paste(pilot: Pilot[int], text: str) -> None:
    """Paste a text."""
    send(pilot, events.Paste(text))


def resize(pilot: Pilot[int], width: int, height: int) -> None:
    """Give the terminal another size, and wait for nothing."""
    size = Size(width, height)
    assert pilot.app._driver is not None
    pilot.app._driver._size = size  # type: ignore[attr-defined]
    pilot.app.post_message(events.Resize(size, size))


UNDRAWN = WeakSet[Screen[object]]()
"""The screens of which something has changed since they were drawn."""


def leave_undrawn(screen: Screen[object]) -> None:
    """Take the place of `Screen._compositor_refresh`: draw nothing yet."""
    UNDRAWN.add(screen)
    screen._dirty_widgets.clear()
    screen._compositor._dirty_regions.clear()
    screen.app._update_mouse_over(screen)


async def drained(app: WargameApp) -> None:
    """Wait until no widget has a message left, and none is at work on one."""
    quiet = 0
    for _ in range(400):
        await asyncio.sleep(0)
        pumps = (app, *app._registry)
        quiet = 0 if any(pump.message_queue_size for pump in pumps) else quiet + 1
        if quiet == 4:
            return


async def shown(pilot: Pilot[int]) -> None:
    """Wait until the screen on top stands on show: before that it hears no key."""
    app = cast("WargameApp", pilot.app)
    end = time.monotonic() + DEADLINE
    while app.is_running and not app._exit and app.door.on_show is not app.screen:
        assert time.monotonic() < end, f"{app.screen} does not come on show"
        await drained(app)
        app.screen._on_timer_update()
        await asyncio.sleep(0)


def waits(screen: Screen[object]) -> bool:
    """Whether a screen has something to do at its next refresh."""
    return bool(
        screen._layout_required
        or screen._scroll_required
        or screen._repaint_required
        or screen._recompose_required
        or screen._dirty_widgets
        or screen._callbacks
    )


async def at_rest(pilot: Pilot[int]) -> None:
    """Wait until everything that was sent has been taken in and what comes of it is on show."""
    app = cast("WargameApp", pilot.app)
    quiet = 0
    for _ in range(MOST_REFRESHES):
        while app._resize_timer is not None:  # of many sizes at once the last is taken
            await asyncio.sleep(0.002)
        await drained(app)
        if app._exit or not app.is_running:
            return
        await app.animator.wait_until_complete()
        await shown(pilot)
        current = [one for one in app.screen_stack if one.is_current]
        quiet = 0 if any(map(waits, current)) else quiet + 1
        if quiet == 2:
            break
        for one in current:
            one._on_timer_update()
    if app.screen in UNDRAWN:
        UNDRAWN.discard(app.screen)
        app.screen._compositor.render_strips()


async def hit(pilot: Pilot[int], *names: str) -> None:
    """Press keys one after the other, each at what the one before it has brought up."""
    for name in names:
        burst(pilot, [name])
        await at_rest(pilot)


async def reach_private(pilot: Pilot[int], *, lift: bool = True) -> None:
    """Choose the first option until the first curtain; then lift it and close the digest."""
    while not isinstance(pilot.app.screen, Curtain):
        await hit(pilot, "enter")
    if lift:
        await hit(pilot, LIFTS, "enter")
        assert isinstance(pilot.app.screen, TableScreen)


class Hands:
    """Hands at a clock of their own: each act says how long after the one before it comes."""

    def __init__(self, pilot: Pilot[int], rest: float) -> None:
        self.pilot = pilot
        door = cast("WargameApp", pilot.app).door
        self.now = door.clock()
        door.rest, door.clock = rest, lambda: self.now
        door.since = door.last = self.now

    async def press(self, name: str, wait: float) -> None:
        """Press a key and see what comes of it."""
        self.now += wait
        burst(self.pilot, [name])
        await at_rest(self.pilot)

    async def click(self, x: int, y: int, wait: float, settle: bool = True) -> None:
        """Click and see what comes of it."""
        self.now += wait
        click(self.pilot, x, y)
        if settle:
            await at_rest(self.pilot)
