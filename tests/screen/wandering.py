"""A random walk over all screens: keys in bursts, clicks, pastes, resizes, at a clock of its own.

It holds that nothing breaks, and that nobody reads a hand that is another's.
"""

from __future__ import annotations

from pathlib import Path
from random import Random
from typing import cast

import pytest

from tests.screen.acts import Hands, at_rest, burst, click, paste
from tests.screen.conftest import driven, table
from tests.screen.test_tui import check_canaries
from wargame.ui.tui.app import WargameApp
from wargame.ui.tui.door import REST_SECONDS
from wargame.ui.tui.keys import KEYS
from wargame.ui.tui.screens.curtain import LIFTS, Curtain
from wargame.ui.tui.screens.gallery_screen import GalleryScreen
from wargame.ui.tui.screens.rulebook_screen import RulebookScreen
from wargame.ui.tui.screens.table_screen import TableScreen

SIZES = ((80, 24), (80, 24), (79, 24), (80, 23), (120, 40), (200, 60), (20, 5))
GAPS = (0.0, 0.03, 0.2, 0.31, 1.2)
ANY = [key for each in KEYS.values() for key in each.keys.split(",")]
OFTEN = ["enter", "1", "2", "3", "escape", "h", "y", LIFTS, LIFTS, "down", "tab", "ㅂ", "Ｈ", "é"]
PUBLIC = {GalleryScreen, RulebookScreen}
"""Screens that name cards wherever those lie: what is in the box is hidden from nobody."""
PASTES = ("q", "1\r1\r", "x" * 5_000, "\x1b[31m", "")


async def walk(folder: Path, seed: int, steps: int, patch: pytest.MonkeyPatch) -> dict[str, int]:
    """Walk; gives how many keys were sent, curtains met, choices made and ways out taken."""
    rng, count = Random(seed), {"keys": 0, "curtains": 0, "choices": 0, "left": 0, "lifted": 0}

    async def stay(app: WargameApp) -> None:
        count["left"] += 1

    patch.setattr(WargameApp, "action_quit", stay)
    patch.setattr(WargameApp, "exit", lambda *_, **__: None)
    session = table(folder, seed)
    async with driven(folder, session) as pilot:
        app, hands = cast("WargameApp", pilot.app), Hands(pilot, REST_SECONDS)
        for _ in range(steps):
            hands.now += rng.choice(GAPS)
            act, before = rng.random(), app.screen
            if act < 0.04:
                await pilot.resize_terminal(*rng.choice(SIZES))
            elif act < 0.12:
                click(pilot, rng.randrange(app.size.width), rng.randrange(app.size.height))
            elif act < 0.15:
                paste(pilot, rng.choice(PASTES))
            else:
                keys = [rng.choice(OFTEN if rng.random() < 0.6 else ANY)
                        for _ in range(rng.choice((1, 1, 2, 4, 8)))]  # fmt: skip
                if isinstance(before, Curtain) and rng.random() < 0.5:
                    keys = [LIFTS]
                burst(pilot, keys)
                count["keys"] += len(keys)
            if rng.random() < 0.1:
                continue  # the next act comes before the screens have come to rest
            await at_rest(pilot)
            now = app.session
            count["curtains"] += isinstance(app.screen, Curtain)
            if now is not None and now.decision is not None:
                kinds = {type(screen) for screen in app.screen_stack}
                if TableScreen in kinds and not kinds & PUBLIC:
                    check_canaries(pilot, now)
                    count["lifted"] += now.holder >= 0
                count["choices"] = max(count["choices"], len(now.game.choices))
        await at_rest(pilot)
    return count
