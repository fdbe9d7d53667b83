"""The first game leads the menu until it is played, and tells at each question what goes on."""

from __future__ import annotations

import asyncio
import re
from pathlib import Path

from textual.pilot import Pilot

from tests.screen.conftest import driven, rows
from wargame.ui.learned import learned, lesson
from wargame.ui.session import new_session
from wargame.ui.tui.screens.end import EndScreen
from wargame.ui.tui.screens.table_screen import TableScreen

NAMES = {"esc": "escape"}
"""Keys whose name in a footer is not their name here."""


def named_key(pilot: Pilot[int]) -> str:
    """Find the key that the screen names: in its guidance, else first in its footer."""
    seen = rows(pilot)
    advice = re.search(r" Press (\S+): ", " ".join(" ".join(seen).split()))
    sign = advice[1] if advice else seen[-1].split()[0]
    return NAMES.get(sign, sign)


def test_a_literal_reader_finishes_the_first_week(tmp_path: Path) -> None:
    """Whoever presses only keys that the screen names comes to the end at 80x24."""
    players = {"washington": "human", "tokyo": "random", "seoul": "random"}
    session = new_session(tmp_path, lesson(), 7, players)
    pressed: list[str] = []

    async def play() -> None:
        async with driven(tmp_path, session) as pilot:
            while not isinstance(pilot.app.screen, EndScreen):
                assert len(pressed) < 150, rows(pilot)
                pressed.append(named_key(pilot))
                await pilot.press(pressed[-1])
                while isinstance(pilot.app.screen, TableScreen) and session.bot is not None:
                    await pilot.pause()

    asyncio.run(play())
    print(len(pressed), pressed)
    assert session.decision is None
    assert learned()
