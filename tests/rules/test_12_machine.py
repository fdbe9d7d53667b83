"""RULES 12: playing at one machine: what can be taken back, and what is told on the way."""

from __future__ import annotations

from collections.abc import Callable
from random import Random

import pytest

from wargame.content.program import Program
from wargame.engine import preview
from wargame.engine.game import CannotUndo, Game
from wargame.engine.library import library
from wargame.table.decision import Decision


def reached(program: Program, holds: Callable[[Decision], bool]) -> Game:
    """Play games by varied keys until a question comes for which something holds."""
    for seed in range(40):
        game = Game.of(program, seed=seed)
        while game.decision is not None:
            if holds(game.decision):
                return game
            demands = [key for key in game.decision.keys if key.startswith("demand:")]
            keys = demands or game.decision.keys
            game.choose(keys[len(game.choices) % len(keys)])
    raise AssertionError("no such question was met")


def test_12_a_sealed_bid_can_be_taken_back_in_the_same_sitting(umbrella: Program) -> None:
    game = reached(umbrella, lambda asked: asked.kind == "bid")
    before = game.fingerprint()
    assert game.decision is not None
    seat = game.decision.seat
    game.choose("bid:2")
    assert game.decision.seat == seat
    assert game.undo() == "bid:2"
    assert game.fingerprint() == before


def test_12_a_sitting_taken_back_step_by_step_is_played_again_once(
    umbrella: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    longest = Game.of(umbrella, seed=4)
    game, rng = Game.of(umbrella, seed=4), Random(4)
    while game.decision is not None:
        if game.undo_steps > longest.undo_steps:
            longest = game.fork()
        game.choose(rng.choice(game.decision.keys))
    steps, length = longest.undo_steps, len(longest.choices)
    stood = [longest.at(ply) for ply in range(length - steps, length)]
    played: list[int] = []
    at = Game.at
    monkeypatch.setattr(Game, "at", lambda game, ply: played.append(ply) or at(game, ply))
    assert steps > 3
    for before in reversed(stood):
        was = longest.copy()
        assert was.undo() == longest.undo()
        for one in (was, longest):
            assert (one.fingerprint(), one.events, one.choices) == (
                before.fingerprint(), before.events, before.choices,
            )  # fmt: skip
            one.copy().choose(before.decision.keys[0])  # type: ignore[union-attr]
    assert len(played) == 2, "once for the game, once for its first copy"


def test_12_no_undo_once_another_seat_is_asked(umbrella: Program) -> None:
    game = reached(umbrella, lambda asked: asked.kind == "deal" and "pass" in asked.keys)
    game.choose("pass")
    with pytest.raises(CannotUndo, match="has been asked since"):
        game.undo()


def test_12_no_undo_of_what_drew_a_card(umbrella: Program) -> None:
    drew = 0
    for seed in range(20):
        game, rng = Game.of(umbrella, seed=seed), Random(seed)
        while game.decision is not None:
            seat, told = game.decision.seat, len(game.events)
            game.choose(rng.choice(game.decision.keys))
            drawn = [e for e in game.events[told:] if e[1] == "drew" and e[2][0] == seat]
            if drawn and game.decision is not None and game.decision.seat == seat:
                drew += 1
                with pytest.raises(CannotUndo, match="has seen"):
                    game.undo()
    assert drew


@pytest.mark.parametrize("answer", ["comply", "refuse"])
def test_12_no_undo_once_a_mark_was_turned_up(umbrella: Program, answer: str) -> None:
    game = reached(umbrella, lambda asked: asked.kind == "answer" and answer in asked.keys)
    game.choose(answer)
    with pytest.raises(CannotUndo):
        game.undo()
    assert game.undo_steps == 0


def test_12_a_counter_can_not_be_taken_back_once_the_asker_is_asked(umbrella: Program) -> None:
    game = reached(umbrella, lambda asked: asked.kind == "answer" and "counter" in asked.keys)
    game.choose("counter")
    with pytest.raises(CannotUndo, match="has been asked since"):
        game.undo()


@pytest.mark.parametrize(("scenario", "first"), [("new-entente", 3), ("long-year", 5)])
def test_12_public_standings_are_told_once_half_of_the_turns_are_over(
    scenario: str, first: int
) -> None:
    program = library().program(scenario, basic=False)
    for turn in range(1, program.book.turns + 1):
        game = Game.of(program, seed=1)
        game.state.turn = turn
        told = preview.standings(program, game.view(-1))
        assert (told is not None) is (turn >= first)
