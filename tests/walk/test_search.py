"""The search bot: legal and alike everywhere, honest about its odds, and no reader of secrets."""

from __future__ import annotations

from functools import cache
from random import Random

import pytest

from tests import worlds
from tests.walk.test_bots import TINY
from wargame.bots.bot import BOTS
from wargame.bots.evaluate.rulebook_values import Rules
from wargame.bots.search.explain import Advice
from wargame.bots.search.search import STRENGTHS, Search
from wargame.bots.search.verdict import Judge, course
from wargame.content.program import Program
from wargame.engine.game import Game
from wargame.engine.library import library
from wargame.engine.view import SeatView


@cache
def first_of_each_kind(scenario: str, basic: bool | None, seed: int = 4) -> tuple[list[str], ...]:
    """List the choices that lead to the first question of each kind in a game of adaptive bots."""
    program = library().program(scenario, basic=basic)
    game, rng = Game.of(program, seed=seed), Random(seed)
    bot = BOTS["adaptive"][0](program)
    found: dict[str, list[str]] = {}
    while (decision := game.decision) is not None:
        if len(decision.options) > 1:
            found.setdefault(decision.kind, game.choices[:])
        game.choose(bot.choose(game.view(decision.seat), decision, rng))
    return tuple(found.values())


def check_odds(advice: Advice) -> None:
    assert len(advice.best) == min(3, len(advice.tried))
    for tried in advice.best:
        assert tried.visits > 0
        assert abs(sum(tried.tiers) + tried.collapse - 1) < 1e-9
        assert min(*tried.tiers, tried.collapse, tried.title) >= 0
        assert tried.worth <= 1


SCENARIOS = [*((id, None) for id in library().scenarios), ("new-entente", True)]


@pytest.mark.parametrize(("scenario", "basic"), SCENARIOS)
def test_every_kind_of_question_is_explained_and_answered(
    scenario: str, basic: bool | None
) -> None:
    program = library().program(scenario, basic=basic)
    bot = Search(program, TINY)
    for choices in first_of_each_kind(scenario, basic):
        game = Game.of(program, seed=4).play(choices)
        decision = game.decision
        assert decision is not None
        view = game.view(decision.seat)
        assert bot.choose(view, decision, Random(1)) in decision.keys
        advice = bot.explain(view, decision, Random(1))
        check_odds(advice)
        assert {tried.key for tried in advice.tried} == set(decision.keys)
        if decision.kind in ("fill", "deal"):
            assert bot.explain(view, decision, Random(1)) == advice
        if decision.private:
            with pytest.raises(ValueError, match="private"):
                bot.explain_in_public(game.view(-1), decision, Random(1))
        else:
            check_odds(bot.explain_in_public(game.view(-1), decision, Random(1)))


def test_the_micro_ruleset_is_explained(micro: Program) -> None:
    game, bot = Game.of(micro, seed=3), Search(micro, TINY)
    while (decision := game.decision) is not None:
        view = game.view(decision.seat)
        check_odds(bot.explain(view, decision, Random(1)))
        game.choose(bot.choose(view, decision, Random(1)))
    assert game.outcome is not None


def test_advice_in_public_is_the_same_whatever_lies_in_hands(umbrella: Program) -> None:
    game, rng = Game.of(umbrella, seed=6), Random(6)
    bot, adaptive = Search(umbrella, TINY), BOTS["adaptive"][0](umbrella)
    asked = 0
    while (decision := game.decision) is not None:
        if not decision.private and len(game.choices) % 8 == 0:
            here = bot.explain_in_public(game.view(-1), decision, Random(2))
            other = worlds.perturb(game.state, umbrella.book, -1, rng)
            there = bot.explain_in_public(SeatView(other, -1), decision, Random(2))
            assert here == there, f"{decision.kind}: the advice tells what is hidden"
            asked += 1
        game.choose(adaptive.choose(game.view(decision.seat), decision, rng))
    assert asked > 8


def test_a_deep_search_looks_a_turn_further_while_there_is_one(umbrella: Program) -> None:
    """In the last turn it sees what a search does that ends with the turn."""
    near, far = Search(umbrella, TINY, 1), Search(umbrella, TINY, 2)
    seen: set[tuple[int, bool]] = set()
    for choices in first_of_each_kind("new-entente", None):
        game = Game.of(umbrella, seed=4).play(choices)
        decision = game.decision
        assert decision is not None
        if game.turn in (1, umbrella.book.turns):
            view = game.view(decision.seat)
            one = near.explain(view, decision, Random(1))
            seen.add((game.turn, one == far.explain(view, decision, Random(1))))
    assert seen == {(1, False), (umbrella.book.turns, True)}


def test_the_best_option_is_what_is_chosen(umbrella: Program) -> None:
    """Where the prices alone do not settle it."""
    game = Game.of(umbrella, seed=8)
    bot, same = Search(umbrella, TINY), 0
    for _ in range(60):
        decision = game.decision
        assert decision is not None
        view = game.view(decision.seat)
        key = bot.choose(view, decision, Random(4))
        same += key == bot.explain(view, decision, Random(4)).key
        game.choose(key)
    assert same >= 50


def test_strengths_are_one_bot_with_more_worlds_or_turns() -> None:
    sizes = [(count, turns) for count, turns, _ in STRENGTHS.values()]
    assert sizes == sorted(sizes)
    assert [count * turns / sizes[0][0] for count, turns in sizes] == [1, 4, 16, 32]
    assert set(STRENGTHS) <= set(BOTS)


def test_a_finished_game_is_read_as_it_is_scored(umbrella: Program) -> None:
    judge, adaptive = Judge(umbrella, Rules(umbrella)), BOTS["adaptive"][0](umbrella)
    ends = set()
    for seed in range(12):
        game, rng = Game.of(umbrella, seed=seed), Random(seed)
        while (decision := game.decision) is not None:
            game.choose(adaptive.choose(game.view(decision.seat), decision, rng))
        outcome = game.outcome
        assert outcome is not None
        ends.add(outcome.collapsed)
        readings = [judge.read(game.state, seat, True) for seat in range(3)]
        for score, reading in zip(outcome.scores, readings, strict=True):
            assert reading.standing == score.standing / 100
            assert reading.collapse == outcome.collapsed
            if not outcome.collapsed:
                assert max(reading.tiers) < reading.tiers[score.verdict] + 0.2
        titles = [reading.title for reading in readings]
        if outcome.best:
            assert titles.index(max(titles)) in outcome.best
        elif not outcome.collapsed:
            least = umbrella.ruleset.verdict.best_at_least
            assert all(score.verdict < least for score in outcome.scores)
        assert sum(titles) <= 1 + 1e-9
    assert ends == {True, False}


def test_the_usual_course_is_the_same_for_every_build_of_a_program() -> None:
    one, two = (library().program("new-entente") for _ in range(2))
    assert course(one) == course(two)
    assert len(course(one)) == one.book.turns


def test_danger_rises_with_a_threat_and_tells_less_the_earlier_it_is() -> None:
    program = library().program("new-entente")
    judge = Search(program).judge
    world = program.deal(1)

    def danger(turn: int, level: int) -> float:
        world.turn = turn
        for threat in judge.rules.threats:
            world.levels[threat] = level
        return judge.danger(world)

    last = program.book.turns
    for turn in range(1, last + 1):
        odds = [danger(turn, level) for level in range(11)]
        assert odds == sorted(odds)
        assert 0 < odds[0] < odds[-1] < 1
    assert danger(last, 2) < danger(1, 2)
    assert danger(last, 9) > danger(1, 9)
    assert 0.05 < danger(1, 5) < 0.25, "an adaptive table of this scenario collapses in a tenth"


def test_a_bot_is_made_at_once_and_plays_the_usual_course_when_it_thinks(micro: Program) -> None:
    """A table that begins with it, or asks for the first hint, waits for nothing."""
    course.cache_clear()
    bot = Search(micro, TINY)
    assert course.cache_info().currsize == 0
    game = Game.of(micro, seed=3)
    assert game.decision is not None
    bot.explain(game.view(game.decision.seat), game.decision, Random(1))
    assert course.cache_info().currsize == 1
