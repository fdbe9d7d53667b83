"""The screen of a lesson's table: the bell, the reason that is asked for, the clock, teams."""

from __future__ import annotations

from itertools import count
from pathlib import Path

import pytest
from textual.pilot import Pilot

from tests.lesson.conftest import play_to, to_sitting
from tests.screen.acts import shown
from tests.screen.conftest import HUMANS, driven, go_on, rows, steady, whole
from tests.screen.test_tui import reach_private, run
from wargame.ui.bell import LATER, ring
from wargame.ui.options import Minutes
from wargame.ui.session import Session, new_session
from wargame.ui.tui.app import WargameApp
from wargame.ui.tui.screens import table_screen
from wargame.ui.tui.screens.curtain import LIFTS, Curtain
from wargame.ui.tui.screens.dialogs import Choice, TextPrompt
from wargame.ui.tui.screens.end import EndScreen
from wargame.ui.tui.screens.table_screen import TableScreen
from wargame.ui.tui.widgets.board import TableHeader

TEAM = " & ".join(letter * 40 for letter in "ABC")
"""The longest name that a roster gives to a seat."""


def begun(folder: Path, turn: int = 1, team: str = "human", **how: object) -> Session:
    """Begin a game of three people, or teams, and play it to the first question of a turn."""
    players = dict.fromkeys(HUMANS, team)
    session = new_session(folder, "first-week", 5, players, folder / "a.jsonl", **how)  # type: ignore[arg-type]
    play_to(session, turn)
    return session


async def sit_down(pilot: Pilot[int]) -> None:
    """Lift the curtain, and close what is new to the seat."""
    assert isinstance(pilot.app.screen, Curtain)
    await pilot.press(LIFTS, "enter")
    assert isinstance(pilot.app.screen, TableScreen)


def test_f4_closes_the_game_from_a_form_and_says_what_is_dropped(tmp_path: Path) -> None:
    session = begun(tmp_path, 2)
    to_sitting(session)

    async def play() -> None:
        async with driven(tmp_path, session) as pilot:
            await sit_down(pilot)
            await pilot.press("0", "f4")
            assert isinstance(pilot.app.screen, Choice)
            asked = whole(pilot)
            assert "scored as it stood after turn 1" in asked
            seat = session.holder
            assert session.game.words.form_dropped(seat).split(".")[0] in asked
            await pilot.press("escape")
            assert isinstance(pilot.app.screen, TableScreen)
            assert session.decision is not None
            await pilot.press("f4", "1")
            assert isinstance(pilot.app.screen, EndScreen)
            assert session.game.bell == 1

    run(play())


def test_a_curtain_rings_no_bell_and_a_later_one_stands_in_the_header(tmp_path: Path) -> None:
    session = begun(tmp_path)

    async def play() -> None:
        async with driven(tmp_path, session) as pilot:
            await pilot.press("f4", "1")
            assert isinstance(pilot.app.screen, Choice), "turn 1 is not over: that row is grey"
            await pilot.press("2")
            assert "Turn 1, then the bell" in rows(pilot)[0]
            await reach_private(pilot, session, lift=False)
            await pilot.press("f4")
            assert isinstance(pilot.app.screen, Curtain)

    run(play())


def test_a_sealed_sitting_is_asked_why_behind_its_curtain(tmp_path: Path) -> None:
    session = begun(tmp_path, reasons=True)
    to_sitting(session)

    async def play() -> None:
        async with driven(tmp_path, session) as pilot:
            await sit_down(pilot)
            seat, before = session.holder, len(session.game.choices)
            await pilot.press("e", "enter")
            assert isinstance(pilot.app.screen, TextPrompt)
            assert len(session.game.choices) == before
            await pilot.press("s", "o", "enter")
            assert len(session.game.choices) > before
            assert session.holder != seat
            assert isinstance(pilot.app.screen, Curtain)

    run(play())


def test_the_clock_stands_still_in_dialogs_and_only_marks_what_is_over(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(table_screen, "TICK", 3600.0)
    session = begun(tmp_path, minutes=Minutes(1, 1))
    to_sitting(session)
    looks, passed = count(1), [0]
    app = WargameApp(tmp_path, session, rest=0.0, clock=lambda: passed[0] + next(looks) / 1e6)

    async def play() -> None:
        async with app.run_test(size=(80, 24)) as pilot:
            steady(pilot)
            await shown(pilot)
            await sit_down(pilot)
            screen = app.screen
            assert isinstance(screen, TableScreen)

            def after(seconds: int) -> str:
                for _ in range(seconds):
                    passed[0] += 1
                    screen.tick()
                return screen.query_one(TableHeader).time

            assert after(5) == "0:55"
            await pilot.press("f1")
            after(1)
            assert after(20) == "0:54"
            await pilot.press("escape")
            assert after(1) == "0:54"
            assert after(94) == "+0:40"
            await pilot.pause()
            assert "+0:40" in rows(pilot)[0]
            assert session.holder >= 0, "nothing was done by it"

    run(play())


def test_a_team_of_three_long_names_is_read_whole_at_the_curtain_and_the_end(
    tmp_path: Path,
) -> None:
    session = begun(tmp_path, 2, f"human:{TEAM}")
    to_sitting(session)

    async def play() -> None:
        async with driven(tmp_path, session) as pilot:
            for letter in "ABC":
                assert any(letter * 40 in row for row in rows(pilot))
            assert "lifts the curtain" in whole(pilot)
            await pilot.press("x", "enter", "f4", "1")
            assert isinstance(pilot.app.screen, EndScreen)
            for letter in "ABC":
                assert whole(pilot).count(letter * 40) >= 3

    run(play())


def test_the_answer_that_ends_the_turn_leads_to_the_end_of_a_game_that_closes_later(
    tmp_path: Path,
) -> None:
    through = begun(tmp_path, 2).game
    session = new_session(tmp_path, "first-week", 5, {}, tmp_path / "b.jsonl")
    last = through.at(len(through.choices))
    while last.turn > 1:
        last = through.at(len(last.choices) - 1)
    for key in last.choices:
        session.choose(key)
    ring(session, LATER)

    async def play() -> None:
        async with driven(tmp_path, session, beats=True) as pilot:
            for _ in range(20):
                if isinstance(pilot.app.screen, EndScreen):
                    break
                await go_on(pilot)
            assert isinstance(pilot.app.screen, EndScreen)
            assert session.game.bell == 1

    run(play())
