"""Hints: for the eyes that read them and no others, in lines and on the screen."""

from __future__ import annotations

import asyncio
import io
from collections.abc import Iterator
from pathlib import Path
from random import Random

import pytest
from textual.pilot import Pilot

from tests import worlds
from tests.screen.conftest import check_seals, driven, hidden_titles, rows, table, whole
from tests.screen.test_tui import reach_private, run
from wargame.bots.search.search import Search
from wargame.ui.line.line_table import LineTable
from wargame.ui.session import NoHint, Session, hint_lines
from wargame.ui.tui.screens.dialogs import Reader
from wargame.ui.tui.screens.setup import Setup
from wargame.ui.tui.screens.table_dialogs import ODDS
from wargame.ui.tui.screens.table_screen import TableScreen
from wargame.ui.tui.widgets.odds import SIGNS, parted

TINY = 6


def quick(folder: Path) -> Session:
    session = table(folder)
    session.hint_worlds = TINY
    return session


def lines(session: Session, words: list[str]) -> str:
    """Type words in line mode; gives what was printed."""
    typed: Iterator[str] = iter([word + "\n" for word in words])
    made = LineTable(session, read=lambda: next(typed, ""))
    made.out = io.StringIO()
    made.play()
    return made.out.getvalue()


def to_private(session: Session) -> None:
    """Choose the first option until a private question."""
    while session.decision is not None and not session.decision.private:
        session.choose(session.decision.keys[0])


async def hint_shown(pilot: Pilot[int]) -> Reader:
    """Press the key and wait for the thought to end."""
    await pilot.press("t")
    await pilot.app.workers.wait_for_complete()
    await pilot.pause()
    screen = pilot.app.screen
    assert isinstance(screen, Reader)
    return screen


def test_a_hint_on_the_open_table_names_nothing_hidden(tmp_path: Path) -> None:
    session = quick(tmp_path)
    text = lines(session, ["hint", "quit"])
    assert "Hint: From what the whole table knows" in text
    assert text.count("Tried") == min(3, len(session.decision.keys))  # type: ignore[union-attr]
    for title in hidden_titles(session, -1):
        assert title not in text


def test_a_hint_is_the_same_in_worlds_that_its_readers_cannot_tell_apart(tmp_path: Path) -> None:
    session, rng = quick(tmp_path), Random(1)
    for seats in range(2):
        decision = session.decision
        assert decision is not None
        reader = decision.seat if decision.private else -1
        here = session.hint()
        assert here.public == (seats == 0)
        state = session.game.state
        session.game.state = worlds.perturb(state, session.game.book, reader, rng)
        session.game.seed += 1
        assert session.hint() == here
        session.game.state = state
        session.game.seed -= 1
        to_private(session)
        session.lift()


def test_a_private_hint_stays_in_its_sitting(tmp_path: Path) -> None:
    session = quick(tmp_path)
    to_private(session)
    with pytest.raises(NoHint, match="private"):
        session.hint()
    name = session.game.program.ruleset.seat[session.decision.seat].name  # type: ignore[union-attr]
    text = lines(session, ["hand", "hint", "quit"])
    hint = [line for line in text.splitlines() if "most promising" in line or "Tried" in line]
    assert len(hint) >= 3
    assert all(line.startswith(f"{name}: ") for line in hint)


def test_a_table_may_play_without_hints(tmp_path: Path) -> None:
    session = quick(tmp_path)
    session.hints = False
    assert "No hint: this table has agreed to play without" in lines(session, ["hint", "quit"])

    async def play() -> None:
        async with driven(tmp_path, session) as pilot:
            await pilot.press("t")
            await pilot.pause()
            assert isinstance(pilot.app.screen, TableScreen)
            assert any("without hints" in toast.message for toast in pilot.app._notifications)

    run(play())


def test_set_up_switches_hints_off(tmp_path: Path) -> None:
    async def play() -> None:
        async with driven(tmp_path, None) as pilot:
            await pilot.press("enter")
            assert isinstance(pilot.app.screen, Setup)
            await pilot.press("up", "up", "up", "right", "f2")
            await pilot.pause()
            assert pilot.app.session.hints is False  # type: ignore[attr-defined]

    run(play())


def test_hints_on_the_screen_show_no_canary(tmp_path: Path) -> None:
    session = quick(tmp_path)

    async def play() -> None:
        async with driven(tmp_path, session) as pilot:
            reader = await hint_shown(pilot)
            assert reader.heading.startswith("Hint for")
            assert "From what the whole table knows" in whole(pilot)
            for title in hidden_titles(session, -1):
                assert title not in whole(pilot)
            check_seals(session.game, -1, whole(pilot))
            await pilot.press("escape")
            await reach_private(pilot, session)
            seat = session.holder
            await hint_shown(pilot)
            assert "From what ■ Seoul knows" in whole(pilot) or seat != 2
            for title in hidden_titles(session, seat):
                assert title not in whole(pilot)
            check_seals(session.game, seat, whole(pilot))
            await pilot.press("escape")
            assert isinstance(pilot.app.screen, TableScreen)
            assert not any("on its way" in row for row in rows(pilot))

    run(play())


def test_a_hint_that_comes_too_late_is_not_shown(tmp_path: Path) -> None:
    session = quick(tmp_path)

    async def play() -> None:
        async with driven(tmp_path, session) as pilot:
            screen = pilot.app.screen
            assert isinstance(screen, TableScreen)
            screen.think(session.hint_thought(), screen.asked - 1)
            await pilot.app.workers.wait_for_complete()
            await pilot.pause()
            assert pilot.app.screen is screen

    run(play())


def test_a_slow_bot_thinks_beside_the_screen(tmp_path: Path) -> None:
    """The event loop goes on while it thinks, and its answers are those it gives elsewhere."""
    players = {"washington": "search", "tokyo": "search", "seoul": "human"}
    session, plain = table(tmp_path / "a", None, players), table(tmp_path / "b", None, players)
    for each in (session, plain):
        each.bots = {at: Search(each.game.program, TINY) for at in each.bots}
    plain.choose(plain.decision.keys[0])  # type: ignore[union-attr]
    while plain.bot is not None:
        assert plain.bot_is_slow
        plain.let_bot_answer()

    async def play() -> None:
        async with driven(tmp_path, session) as pilot:
            while not session.game.choices:
                await pilot.press("enter")
            await pilot.app.workers.wait_for_complete()
            await pilot.pause()
            assert session.game.choices == plain.game.choices
            assert len(session.game.choices) > 1

    asyncio.run(play())


def test_a_hint_in_words(tmp_path: Path) -> None:
    session = quick(tmp_path)
    advice = session.hint()
    said = hint_lines(session.game, advice)
    assert len(said) == 2 + len(advice.best)
    assert advice.best[0].label in said[1]
    assert "%" in said[1]


def test_a_hint_is_a_picture_too(tmp_path: Path) -> None:
    session = quick(tmp_path)

    async def play() -> None:
        async with driven(tmp_path, session) as pilot:
            await hint_shown(pilot)
            drawn = rows(pilot)
            advice = session.hint()
            bars = [row.strip() for row in drawn if len(row.strip()) == ODDS and len(set(row)) <= 6]
            assert len(bars) == len(advice.best)
            for bar, tried in zip(bars, advice.best, strict=True):
                shown = [bar.count(sign) for sign in SIGNS]
                assert shown == parted((tried.collapse, *tried.tiers), ODDS)
            assert any(all(f"{sign} " in row for sign in SIGNS) for row in drawn)

    run(play())
