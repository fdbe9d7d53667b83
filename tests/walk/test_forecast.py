"""Forecasts follow from the view alone, and come true where nothing else changes."""

from __future__ import annotations

from collections import Counter
from random import Random
from typing import cast

from tests.rules.bench import Bench
from tests.worlds import perturb
from wargame.content.program import Program
from wargame.engine import preview
from wargame.engine.game import Game
from wargame.engine.view import SeatView, determinize
from wargame.rules.model.ledgers import DEMANDS, GAME, ISOLATED, SEALED
from wargame.table.decision import Decision
from wargame.table.event import Event
from wargame.ui.describe import drift_line, table_lines
from wargame.ui.tui.table_model import board_lines

LATER = {
    "deal", "deal_item", "deal_due", "backstop",
}  # fmt: skip
"""Open questions of which it is not told what comes at once: they move nothing before a further
question or before the phase is over."""
DEMANDED = ("answer", "countered", "insisted")
LATER_TOO = ("top_up", "pay_pledge", "inherited", "leader", "name_threat", "deal_reply")
"""Questions after which the phase that asks moves levels by the same cause, without a question."""
AFTER_DRIFT = {"pay_pledge", "leader", "inherited", "backstop", "name_threat"}


def test_the_drift_that_is_forecast_is_the_drift_that_comes(umbrella: Program) -> None:
    checked = after = 0
    for seed in range(4):
        rng = Random(seed)
        game = Game.of(umbrella, seed=seed)
        while game.decision is not None:
            bench = Bench(umbrella)
            bench.state = game.state.clone()
            bench.state.frames.clear()
            before = bench.state.levels[:]
            bench.run("drift")
            moved = {
                level: now - was
                for level, (was, now) in enumerate(zip(before, bench.state.levels, strict=True))
                if now != was
            }
            over = game.decision.kind in AFTER_DRIFT
            for seat in (-1, 0, 1, 2):
                assert dict(preview.drift(umbrella, game.view(seat))) == ({} if over else moved)
            checked += len(moved)
            after += over
            game.choose(rng.choice(game.decision.keys))
    assert checked > 100
    assert after > 10


def test_a_forecast_is_the_same_in_all_worlds_that_look_the_same(umbrella: Program) -> None:
    rng = Random(3)
    game = Game.of(umbrella, seed=3)
    while game.decision is not None:
        for seat in (-1, 1):
            other = perturb(game.state, umbrella.book, seat, rng)
            sitting = game.decision.seat if game.decision.private else -1
            mine, theirs = game.view(seat), SeatView(other, seat, sitting)
            for ask in (preview.drift, preview.crisis, preview.standings):
                assert ask(umbrella, mine) == ask(umbrella, theirs)
        game.choose(rng.choice(game.decision.keys))


MARKED = ("comply", "refuse")
"""Answers that turn the mark up, so that what they move rests on it."""


def test_what_an_option_moves_at_once_is_what_comes_of_it(umbrella: Program) -> None:
    """It is told from the public view, and the real game goes so, whatever lies hidden."""
    told: Counter[str] = Counter()
    marks: Counter[int] = Counter()
    for seed in range(12):
        rng = Random(seed)
        game = Game.of(umbrella, seed=seed)
        while game.decision is not None and game.decision is not None:
            for option in game.decision.options:
                found = preview.at_once(umbrella, game.view(-1), game.decision, option)
                if game.decision.kind in ("answer", "insisted") and option.key in MARKED:
                    assert found is None
                    (row,) = [r for r in game.state.ledgers[SEALED] if r[:2] == demand(game)]
                    found = preview.at_once(
                        umbrella, game.view(-1), game.decision, option, mark=row[4]
                    )
                    marks[row[4]] += 1
                if found is None:
                    assert game.decision.private or game.decision.kind in LATER
                    continue
                after = game.fork()
                after.choose(option.key)
                events = after.events[len(game.events) :]
                real = sums(events, causes(game, game.decision))
                if game.decision.kind in LATER_TOO:
                    starts = (sums(events[:at]) for at in range(len(events) + 1))
                    assert dict(found.moved) in starts
                elif found.moved or found.unchanged:
                    assert dict(found.moved) == real, (seed, game.decision, option.key)
                if found.unchanged and not found.asks:
                    assert found.moved == ()
                told[game.decision.kind] += bool(found.moved)
            game.choose(rng.choice(game.decision.keys))
    assert {"use", "ops", "go", "event", "choose", "which", "deal_reply", "top_up"} <= set(+told)
    assert {"answer", "countered", "insisted"} <= set(told)
    assert min(marks[0], marks[1]) > 0, "a refusal moves by its mark, and both were met"


def demand(game: Game) -> tuple[int, int]:
    """Give (asker, place) of the demand that is to be answered."""
    asker, _, _, _, place = game.state.ledgers[DEMANDS][0]
    return asker, place


def causes(game: Game, decision: Decision) -> tuple[str, ...]:
    """Name what moves are caused by that come of an answer."""
    book = game.book
    if decision.kind == "go":
        home = book.homes[decision.seat]
        assert home is not None
        return (home.id,)
    if decision.kind == "use":
        return (book.layout.cards[decision.about[0]],)
    if decision.kind in DEMANDED:
        return (book.layout.cards[decision.about[2]], "stall")
    return (game.state.cause,)


def sums(events: list[Event], cause: tuple[str, ...] = ()) -> dict[int, int]:
    """Sum how far each level was moved, by causes if some are given."""
    found: Counter[int] = Counter()
    for _, kind, args, _ in events:
        if kind == "moved" and (not cause or args[3] in cause):
            level, by = cast("tuple[int, int]", args[:2])
            found[level] += by
    return {level: by for level, by in found.items() if by}


def test_standings_are_told_from_half_time_on(umbrella: Program) -> None:
    rng = Random(5)
    game = Game.of(umbrella, seed=5)
    while game.decision is not None:
        found = preview.standings(umbrella, game.view(-1))
        assert (found is None) == (game.turn < 3)
        game.choose(rng.choice(game.decision.keys))


def test_an_imagined_world_looks_the_same_and_plays_to_an_end(umbrella: Program) -> None:
    """The seat that is asked cannot tell it from the real one; luck and secrets are its own."""
    rng = Random(7)
    game = Game.of(umbrella, seed=7)
    step = 0
    while game.decision is not None:
        if step % 9 == 0:
            seat = game.decision.seat
            view = game.view(seat)
            world = determinize(view, umbrella, rng)
            assert world.seed != game.state.seed
            assert (
                SeatView(world, seat, seat if game.decision.private else -1).facts() == view.facts()
            )
            lying = sorted(card for cards in world.piles for card in cards)
            assert lying == list(range(len(world.layout.cards)))
            play_on(world, game, rng)
        game.choose(rng.choice(game.decision.keys))
        step += 1


def play_on(world: object, game: Game, rng: Random) -> None:
    from wargame.table.flow import answer
    from wargame.table.state import State

    assert isinstance(world, State)
    decision = game.decision
    assert decision is not None
    while decision is not None:
        decision = answer(world, decision, rng.choice(list(decision.options)))


def test_the_table_in_words_tells_the_drift_that_is_to_come(umbrella: Program) -> None:
    game = Game.of(umbrella, seed=5)
    game.state.levels[umbrella.book.roles.capital + 1] = 9
    line = drift_line(game)
    assert "Tokyo Capital −3" in line
    assert line in table_lines(game)
    assert line in board_lines(game)


def test_a_triumph_over_an_isolated_seat_is_no_overreach(umbrella: Program) -> None:
    bench = Bench(umbrella).set(prestige=0, support=0, relation=0)
    bench.set(**{"washington.prestige": 40, "seoul.prestige": 40, "washington-seoul": 5})
    bench.state.turn = umbrella.book.turns

    def over() -> list[bool]:
        found = preview.standings(umbrella, SeatView(bench.state, -1))
        assert found is not None
        assert [one.tier for one in found] == [3, 0, 3]
        return [one.overreach for one in found]

    assert over() == [True, False, True]
    bench.row(GAME, ISOLATED, 1, 0)
    assert over() == [False, False, False]
