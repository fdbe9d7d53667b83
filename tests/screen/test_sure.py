"""An answer that loses something is asked for twice."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.screen.conftest import driven, table
from tests.screen.test_tui import run
from wargame.bots.bot import answer, make
from wargame.engine.game import Game
from wargame.engine.library import library
from wargame.ui.drafts import Draft
from wargame.ui.question import warning
from wargame.ui.session import Session
from wargame.ui.tui.screens.curtain import LIFTS, Curtain


def reach(session: Session, key: str) -> str:
    """Let bots choose until a question has such an answer; give its hotkey."""
    bot = make("adaptive", session.game.program)
    while session.decision is not None:
        for one in Draft(session.game).fields()[0].answers:
            if one.hotkey and one.key.startswith(key):
                return one.hotkey
        session.choose(answer(session.game, bot))
    raise AssertionError(f"no question has {key}")


@pytest.mark.parametrize("key", ["take-back", "stand-back"])
def test_what_loses_something_needs_its_key_twice(tmp_path: Path, key: str) -> None:
    session = table(tmp_path, seed=3)
    hotkey = reach(session, key)

    async def play() -> None:
        async with driven(tmp_path, session) as pilot:
            if isinstance(pilot.app.screen, Curtain):
                await pilot.press(LIFTS, "enter")
            before = len(session.game.choices)
            await pilot.press(hotkey)
            assert len(session.game.choices) == before
            assert any("The same key again" in toast.message for toast in pilot.app._notifications)
            await pilot.press(hotkey)
            assert len(session.game.choices) == before + 1
            assert session.game.choices[-1].startswith(key)
            assert not [*pilot.app._notifications]

    run(play())


def test_a_warning_follows_from_public_facts_and_most_answers_have_none() -> None:
    game = Game.of(library().program("cracks"), seed=4)
    bot, warned, asked = make("adaptive", game.program), 0, 0
    while game.decision is not None:
        if not game.decision.private:
            for option in game.decision.options:
                why = warning(game, option)
                warned += bool(why)
                asked += 1
                if why and option.key.startswith("home:"):
                    after = game.copy()
                    after.choose(option.key)
                    pairs = zip(game.state.levels, after.state.levels, strict=True)
                    seat = game.seats[game.decision.seat]
                    moved = [
                        game.layout.levels[at] for at, (was, now) in enumerate(pairs) if now != was
                    ]
                    assert all(level.startswith(f"{seat}.") for level in moved)
        game.choose(answer(game, bot))
    assert 0 < warned < asked / 2
