"""The bell in the lab: a game that is scored at each turn's end is worth what closing it brings."""

from __future__ import annotations

from functools import cache
from random import Random

from attrs import evolve

from wargame.engine.bell import close
from wargame.engine.game import Game
from wargame.engine.loop import asked_view
from wargame.lab.match import GameResult, Match, play, program_of, seat_bots
from wargame.lab.studies.bells import bells_of, findings
from wargame.table import chance

MATCHES = [Match("cracks", seed, ("adaptive",) * 3, basic=True) for seed in range(3)]


def closings(match: Match) -> list[Game]:
    """Play a match as a game, and close a copy of it where each turn but the first begins."""
    program = program_of(match.scenario, match.basic)
    game, closed = Game.of(program, seed=match.seed), list[Game]()
    bots = seat_bots(program, match.bots)
    luck = [Random(chance.draw(match.seed, 0, "bot", seat, 0)) for seat in range(3)]
    while (asked := game.decision) is not None:
        if game.turn == len(closed) + 2:
            closed.append(game.copy())
            close(closed[-1])
        view = asked_view(game.state, asked)
        game.choose(bots[asked.seat].choose(view, asked, luck[asked.seat]))
    return closed


@cache
def results() -> list[GameResult]:
    return [play(match) for match in MATCHES]


def test_a_bell_brings_what_closing_the_game_brings() -> None:
    for match, result in zip(MATCHES, results(), strict=True):
        closed = closings(match)
        assert len(closed) == len(result.bells) == 3
        for game, bell in zip(closed, result.bells, strict=True):
            outcome = game.outcome
            assert outcome is not None
            assert bell.halves == tuple(one.halves for one in outcome.scores)
            assert bell.verdicts == tuple(one.verdict for one in outcome.scores)
            assert (bell.ending, bell.best) == (outcome.ending, outcome.best)


def test_each_seat_stands_at_each_bell_and_at_the_end() -> None:
    played = results()
    found = bells_of(played)
    assert [(one.turn, one.seat) for one in found] == [
        (turn, seat) for turn in (1, 2, 3, 0) for seat in ("washington", "tokyo", "seoul")
    ]
    for one in found:
        assert one.points.n == len(played)
        assert abs(sum(one.tiers.values()) - 1) < 1e-9
    told = findings(found)
    assert len(told.rows) == len(told.table) == 12
    assert {row.measure for row in told.rows} == {
        *(f"closed after turn {turn}" for turn in (1, 2, 3)), "played to its end",
    }  # fmt: skip


def test_a_game_that_was_over_before_a_bell_is_missing_there() -> None:
    long, short = results()[:2]
    found = bells_of([long, evolve(short, bells=short.bells[:1])])
    assert [one.points.n for one in found if one.seat == "tokyo"] == [2, 1, 1, 2]
