"""What is new to a seat since its last sitting follows from the game alone: a table that was left
and resumed says the same as one that never was."""

from __future__ import annotations

from pathlib import Path
from shutil import copy

from tests.screen.conftest import table
from wargame.bots.bot import answer, make
from wargame.engine.game import Game
from wargame.ui.session import Session, saved_session
from wargame.ui.tui.table_model import Gauge, changes, since_lines, table_model

TURNS = 2


def new_to(session: Session) -> tuple[tuple[Gauge, ...], list[object]]:
    """Say what is new to each seat, and to the one that is asked on its board."""
    each = [
        (since_lines(session, seat), session.since(seat), session.own_briefing(seat))
        for seat in range(len(session.game.seats))
    ]
    return table_model(session).gauges, [*each]


def test_a_resumed_table_says_what_one_says_that_was_never_left(tmp_path: Path) -> None:
    session, seen = table(tmp_path, seed=11), 0
    game, bot = session.game, make("adaptive", session.game.program)
    asked: object = None
    while game.decision is not None and game.turn <= TURNS:
        now = game.decision.seat, game.decision.kind
        if now != asked and len(game.choices) > 1:
            left = saved_session(Path(copy(session.journal.path, tmp_path / f"{seen}.jsonl")))
            if session.needs_curtain:
                assert left.needs_curtain
            elif game.decision.private:
                left.lift()
            assert new_to(left) == new_to(session)
            left.journal.close()
            seen += 1
        asked = now
        if session.needs_curtain:
            session.lift()
        session.choose(answer(game, bot))
    assert seen > 20


def test_the_figures_of_a_resumed_table_count_from_the_seats_own_sitting(tmp_path: Path) -> None:
    session = table(tmp_path, seed=11)
    game, bot = session.game, make("adaptive", session.game.program)
    sat: dict[int, int] = {}
    while game.decision is not None and game.turn <= TURNS:
        seat, private = game.decision.seat, game.decision.private
        session.choose(answer(game, bot))
        if private and (game.decision is None or game.decision.seat != seat):
            sat[seat] = len(game.events)
        if game.decision is not None and game.decision.kind == "go":
            break
    session.journal.close()
    left = saved_session(session.journal.path)
    assert sorted(sat) == [0, 1, 2]
    assert left.decision is not None
    moved = changes(left.game, sat[left.decision.seat])
    for gauge in table_model(left).gauges:
        assert gauge.change == moved.get(gauge.level, 0)
    for seat, until in sat.items():
        assert left.sat(seat) == until
        assert left.own_briefing(seat) == []


def test_a_sitting_that_is_not_over_is_not_the_last(tmp_path: Path) -> None:
    session = table(tmp_path, seed=11)
    game: Game = session.game
    while game.decision is not None and not game.decision.private:
        session.choose(game.decision.keys[0])
    assert game.decision is not None
    seat = game.decision.seat
    session.lift()
    session.choose(game.decision.keys[0])
    assert (game.decision.seat, game.decision.private) == (seat, True)
    assert session.sat(seat) is None
    while session.holder == seat:
        session.choose(game.decision.keys[0])
    assert session.sat(seat) == len(game.events)
