"""The walk: any legal choice, again and again, and what must hold at each step."""

from __future__ import annotations

from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests import worlds
from wargame.bots.bot import BOTS, answer
from wargame.content.program import Program
from wargame.engine.game import Game, IllegalChoice
from wargame.engine.library import library
from wargame.rules.model.ledgers import CONDITIONS


def walk(program: Program, seed: int, every: int = 1) -> Game:
    """Play one random game and run the checks at every `every`-th decision."""
    rng = Random(seed)
    game = Game.of(program, seed=seed)
    step = 0
    while (decision := game.decision) is not None:
        assert decision.options
        assert len(set(decision.keys)) == len(decision.keys)
        looked = step % every == 0
        if looked:
            worlds.check_conserved(game)
            worlds.check_views(game, rng)
            worlds.check_names(game)
        before = game.state.clone() if looked else None
        key = rng.choice(decision.keys)
        game.choose(key)
        if before is not None:
            worlds.check_open_question(before, decision, key, game, rng)
            worlds.check_undo(game, rng)
        step += 1
    worlds.check_log(game)
    worlds.check_replay(game)
    assert game.outcome is not None
    return game


@given(seed=st.integers(0, 2**32))
def test_any_walk_through_the_micro_game(micro: Program, seed: int) -> None:
    walk(micro, seed)


@settings(max_examples=12)
@given(seed=st.integers(0, 2**32))
def test_any_walk_through_the_full_game(umbrella: Program, seed: int) -> None:
    walk(umbrella, seed, every=7)


@pytest.mark.parametrize("scenario", sorted(library().scenarios))
def test_the_keys_of_every_question_are_distinct(scenario: str) -> None:
    """Also where everything that can stand twice does: each condition is doubled as it comes."""
    adaptive, doubled = BOTS["adaptive"][0], 0
    for basic in (True, False):
        program = library().program(scenario, basic=basic)
        bot = adaptive(program)
        for seed in range(12):
            rng = Random(seed)
            game = Game.of(program, seed=seed)
            while (decision := game.decision) is not None:
                assert len(set(decision.keys)) == len(decision.keys), decision.question
                if decision.kind == "end_which":
                    doubled += len(decision.keys) > 1
                    game.choose(answer(game, bot))
                    continue
                game.choose(rng.choice(decision.keys))
                ids = [row[0] for row in game.state.ledgers[CONDITIONS]]
                for row in game.state.ledgers[CONDITIONS]:
                    if ids.count(row[0]) == 1 and len(ids) < 4:
                        twin = (*row[:2], row[2] + 1)
                        game.state.ledgers[CONDITIONS] += (twin,)
                        ids.append(row[0])
    assert doubled, "no question put two conditions of one card"


def test_an_illegal_key_changes_nothing(micro: Program) -> None:
    game = Game.of(micro, seed=1)
    before = game.fingerprint()
    with pytest.raises(IllegalChoice, match="Legal") as caught:
        game.choose("act:U")
    assert caught.value.legal
    assert game.fingerprint() == before


def test_undo_takes_back_one_choice_and_no_more_after_the_machine_passed(micro: Program) -> None:
    game = Game.of(micro, seed=1)
    before = game.fingerprint()
    game.choose("bid:1")
    assert game.undo_refusal is None
    game.undo()
    assert game.fingerprint() == before
    while game.decision is not None and game.decision.seat == 0:
        game.choose(game.decision.keys[-1])
    assert "Lower Village" in (game.undo_refusal or "")
