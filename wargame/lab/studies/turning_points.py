"""Turning points of a finished game: where the beliefs about its verdicts changed most, and the
alternatives.

The game is played again from its choices. Before each choice every future (`futures`) is played
out twice: once with the bot choosing, and once with the choice that was made. So the belief moves
in two steps. From *before* to *after* it moves by the choice: how much better or worse it was than
the choice expected of the seat. From one choice's after to the next one's before it moves
by luck alone: cards drawn, events turned up, flags dealt. After the last choice the game is over
and the belief is certain. A game that was closed at a bell ends with the turn of the bell, and so
do its futures; what was chosen later is left out.

A future that agrees with the game in choice and luck is reused at the next choice.

The largest of very many swings that were estimated from few futures would mostly be the luckiest
one. So the first look only nominates candidates; they are measured again under more and fresh
futures, and ranked by that. The same holds for alternatives: all of them
(or those that a bot might choose, where there are very many) are tried, and the best is measured
anew.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from statistics import fmean

from attrs import evolve, frozen

from wargame.bots.bot import make
from wargame.engine.game import Game
from wargame.lab.intervals import Figure, mean
from wargame.lab.parallel import Workers, in_order
from wargame.lab.studies.futures import FutureEnd, choose, end_of, finish, fork, same, seed_of
from wargame.lab.studies.position_course import (
    Alternative,
    ChoicePoint,
    Course,
    Played,
    TurningPoint,
    belief,
    distance,
)
from wargame.table import flow

NOMINEES = 6
LARGEST = 3
AGAIN = 4
"""The number of futures of the second look, as a multiple of the first."""
MOST_ALTERNATIVES = 12


@frozen
class Task:
    """One piece of work that a process does: futures of one game."""

    played: Played
    bot: str
    seed: int
    futures: tuple[int, ...]
    ply: int = 0


def turning_points(
    played: Played,
    futures: int = 16,
    seed: int = 1,
    jobs: int = 1,
    done: Callable[[int], None] = lambda count: None,
    bot: str = "adaptive",
) -> Course:
    """Return a finished game's course; it depends on the seed, but not on the number of jobs.

    `futures` are played from each choice, `AGAIN` times as many from those that are nominated.
    `done` is told how many of `works(futures)` pieces of work have been done.
    """
    workers = Workers(jobs)
    program = played.program
    game = played.game
    outcome = game.outcome
    assert outcome is not None
    tasks = [Task(played, bot, seed, (future,)) for future in range(futures)]
    trails = in_order(trail, tasks, workers, done)
    last = [end_of(program, game.state)] * futures
    moments = _moments(played, [list(ends) for ends in zip(*trails, strict=True)], last)
    order = sorted(moments, key=lambda m: (-m.swing, m.ply))
    nominees = [m for m in order[:NOMINEES] if m.swing > 0]
    again = tuple(range(futures, futures + AGAIN * futures))
    tasks = [Task(played, bot, seed, again, m.ply) for m in nominees]
    looks = in_order(look, tasks, workers, lambda count: done(futures + count))
    points = [_point(m, *ends) for m, ends in zip(nominees, looks, strict=True)]
    best = sorted(range(len(points)), key=lambda at: (-points[at].swing, points[at].ply))[:LARGEST]
    start = futures + len(nominees)
    tasks = [Task(played, bot, seed, again, points[at].ply) for at in best]
    others = in_order(alternatives, tasks, workers, lambda count: done(start + count))
    swings = [
        _with_best(played, points[at], looks[at][1], tried, other)
        for at, (tried, other) in zip(best, others, strict=True)
    ]
    lucky = sorted(moments, key=lambda m: (-m.luck, m.ply))[:LARGEST]
    verdict = program.ruleset.verdict
    tiers = (verdict.collapse, *verdict.tiers)
    return Course(
        played,
        game.seats,
        tiers,
        outcome.ending_name,
        futures,
        tuple(moments),
        tuple(swings),
        tuple(m.ply for m in lucky if m.luck > 0),
        belief(last),
    )


def works(futures: int) -> int:
    """Return the most pieces of work that a course can have."""
    return futures + NOMINEES + LARGEST


# -- what the processes do ----------------------------------------------------------------------


def trail(task: Task) -> list[tuple[FutureEnd, FutureEnd]]:
    """Follow one future along the whole game: how it ends before and after each choice."""
    played, luck = task.played, seed_of(task.seed, task.futures[0])
    program = played.program
    bots = [make(task.bot, program) for _ in range(program.book.seats)]
    state = program.deal(played.seed)
    asked = flow.advance(state)
    known: FutureEnd | None = None
    ends = []
    for ply, key in enumerate(played.choices):
        assert asked is not None
        if known is None:
            known = finish(program, fork(program, state, luck), asked, bots, ply)
        before = after = known
        if key != before.keys[0]:
            after = finish(program, fork(program, state, luck), asked, bots, ply, key)
        ends.append((_bare(before), _bare(after)))
        option = asked.option(key)
        assert option is not None
        there = fork(program, state, luck)
        then = flow.answer(there, asked, option)
        asked = flow.answer(state, asked, option)
        carried = same(fork(program, state, luck), there, asked, then)
        known = evolve(after, keys=after.keys[1:]) if carried else None
    return ends


def look(task: Task) -> tuple[list[FutureEnd], list[FutureEnd]]:
    """Play futures from one choice on, twice: the bot chooses, and the choice made is repeated."""
    made = task.played.choices[task.ply]
    before = _ends(task, "", task.futures)
    own = [future for future, end in zip(task.futures, before, strict=True) if end.keys[0] != made]
    others = iter(_ends(task, made, own))
    return before, [end if end.keys[0] == made else next(others) for end in before]


def alternatives(task: Task) -> tuple[int, tuple[str, list[FutureEnd]] | None]:
    """Try the alternatives at a ply; return their number, and the best one with its ends.

    The trial runs under other futures than the measurement: those of the first look.
    """
    game = _at(task)
    asked = game.decision
    assert asked is not None
    seat, made = asked.seat, task.played.choices[task.ply]
    first = tuple(range(task.futures[0]))
    others = [key for key in asked.keys if key != made]
    if len(others) > MOST_ALTERNATIVES:
        others = _likeliest(task, game, others)
    if not others:
        return 0, None
    worth = {key: _worth(_ends(task, key, first), seat) for key in others}
    best = max(others, key=worth.__getitem__)
    return len(others), (best, _ends(task, best, task.futures))


def _likeliest(task: Task, game: Game, keys: Sequence[str]) -> list[str]:
    """Select some of many keys: first those that bots choose under different luck, then in list
    order."""
    asked = game.decision
    assert asked is not None
    program = game.program
    bots = [make(task.bot, program) for _ in game.seats]
    wished = [
        choose(game.state, asked, bots, seed_of(task.seed, future), task.ply)
        for future in task.futures
    ]
    return [key for key in dict.fromkeys([*wished, *keys]) if key in keys][:MOST_ALTERNATIVES]


def _at(task: Task) -> Game:
    played = task.played
    program = played.program
    return Game.of(program, seed=played.seed).play(played.choices[: task.ply])


def _ends(task: Task, key: str, futures: Sequence[int]) -> list[FutureEnd]:
    game = _at(task)
    bots = [make(task.bot, game.program) for _ in game.seats]
    ends = []
    for future in futures:
        state = fork(game.program, game.state, seed_of(task.seed, future))
        end = finish(game.program, state, game.decision, bots, task.ply, key or None)
        ends.append(FutureEnd(end.tiers, end.standings, end.keys[:1]))
    return ends


def _bare(end: FutureEnd) -> FutureEnd:
    return FutureEnd(end.tiers, end.standings)


# -- what is made of it -------------------------------------------------------------------------


def _worth(ends: Sequence[FutureEnd], seat: int) -> tuple[float, float]:
    """Rank ends for a seat: by its tier, then by its standing."""
    return fmean(end.tiers[seat] for end in ends), fmean(end.standings[seat] for end in ends)


def _moments(
    played: Played,
    trails: Sequence[Sequence[tuple[FutureEnd, FutureEnd]]],
    last: Sequence[FutureEnd],
) -> list[ChoicePoint]:
    """Return the choices with their words and beliefs."""
    program = played.program
    game = Game.of(program, seed=played.seed)
    befores = [*([before for before, _ in ends] for ends in trails), last]
    moments = []
    for ply, (key, ends) in enumerate(zip(played.choices, trails, strict=True)):
        decision = game.decision
        assert decision is not None
        before, after, then = befores[ply], [end for _, end in ends], befores[ply + 1]
        label = next(option.label for option in decision.options if option.key == key)
        moments.append(
            ChoicePoint(
                ply,
                game.turn,
                decision.seat,
                decision.kind,
                game.prompt,
                key,
                label,
                len(decision.options),
                belief(before),
                belief(after),
                distance(before, after),
                distance(after, then),
            )
        )
        game.choose(key)
    return moments


def _point(
    moment: ChoicePoint, before: Sequence[FutureEnd], after: Sequence[FutureEnd]
) -> TurningPoint:
    change = _paired(after, before, moment.seat)
    swing = distance(before, after)
    return TurningPoint(moment.ply, belief(before), belief(after), swing, change, 0, None)


def _paired(one: Sequence[FutureEnd], other: Sequence[FutureEnd], seat: int) -> Figure:
    """Return the mean difference of a seat's tiers between two lists of ends, future for future."""
    return mean([float(a.tiers[seat] - b.tiers[seat]) for a, b in zip(one, other, strict=True)])


def _with_best(
    played: Played,
    point: TurningPoint,
    made: Sequence[FutureEnd],
    tried: int,
    other: tuple[str, list[FutureEnd]] | None,
) -> TurningPoint:
    if other is None:
        return point
    program = played.program
    game = Game.of(program, seed=played.seed).play(played.choices[: point.ply])
    decision = game.decision
    assert decision is not None
    key, ends = other
    label = next(option.label for option in decision.options if option.key == key)
    gain = _paired(ends, made, decision.seat)
    best = Alternative(key, label, belief(ends), gain)
    return evolve(point, tried=tried, best=best)
