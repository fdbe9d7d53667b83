"""Forecasts, computed from what a seat sees and from nothing else.

A forecast never touches the real game. The drift is computed on a world determinized from the view;
it follows from public facts alone, so it is the same in every such world. What is forecast for the
end of a turn holds if nothing else changes: no card, no bid, no result of a crisis.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from random import Random
from typing import TypeVar

from attrs import frozen

from wargame.content.program import Program
from wargame.content.specs import COLLAPSE, EndingLine
from wargame.engine.scoring import ending_of, public_lines, standing, verdict_of
from wargame.engine.view import SeatView, determinize
from wargame.rules.common.pledges import break_, keep
from wargame.rules.effects.effects import When
from wargame.rules.model.amounts import Check
from wargame.rules.model.ledgers import (
    COLLAPSED,
    CRISES,
    GAME,
    ISOLATED,
    PAID,
    PENALTIES,
    PLEDGES,
    SEALED,
    TURN,
)
from wargame.rules.model.rulebook import Item, every_effect, phases_of
from wargame.rules.model.verb import Verb
from wargame.rules.phases.crises import deterrence
from wargame.rules.phases.demands import Demands
from wargame.rules.phases.news import Emergency
from wargame.rules.phases.reckoning import Collapse, Drift
from wargame.rules.phases.votes import Votes
from wargame.table import flow
from wargame.table.decision import Decision, Option, Step
from wargame.table.moves import add, swap
from wargame.table.state import Facts, Frame, Position, State


@frozen
class CrisisOutlook:
    """The current crisis: the points from deterrence, the points from bids (None before they are
    revealed), and the points that are still needed."""

    card: int
    level: int
    threshold: int
    deterrence: int
    paid: int | None
    needed: int


@frozen
class Standing:
    """A seat's public standing, without agenda and guess.

    `hundredths` of a spread above par; `tier` the verdict's place; `overreach` says that this
    would be a Triumph while a partner is in the lowest tier.
    """

    seat: int
    halves: int
    hundredths: int
    tier: int
    overreach: bool


@frozen
class Reason:
    """Why a level drifts: by how much, by which line of the rule (`reckoning.DriftPart`; `also`: an
    effect on top of them), and the checks under which that line holds."""

    by: int
    line: str
    checks: tuple[Check, ...] = ()


@frozen
class Drifting:
    """A level that drifts. The reasons can add up to more than the way from `now` to `after`, which
    ends where the track ends."""

    level: int
    now: int
    after: int
    reasons: tuple[Reason, ...]


@frozen
class TurnEnd:
    """What the end of this turn brings: the levels that drift in their order, the checks of the
    ruleset that then bring a collapse, and the levels that would bring it alone."""

    drift: tuple[Drifting, ...]
    collapse: tuple[Check, ...]
    falling: tuple[int, ...]


def turn_end(program: Program, view: SeatView) -> TurnEnd:
    """Return what the end of this turn brings; nothing drifts once its drift is over."""
    state = determinize(view, program, Random(0))
    moved = _drift(state)
    ends = _collapse_checks(program)
    collapse = tuple(check for check in ends if check.holds(state, state.first))
    falling: tuple[int, ...] = ()
    if collapse:
        levels = enumerate(state.levels)
        falling = tuple(at for at, value in levels if _falls_alone(collapse, state, at, value))
    return TurnEnd(tuple(moved), collapse, falling)


def drift(program: Program, view: SeatView) -> list[tuple[int, int]]:
    """List (level, by) for what will drift in this turn's Reckoning if nothing else changes.

    The list is empty once the drift of this turn is over.
    """
    moved = _drift(determinize(view, program, Random(0)))
    return [(one.level, one.after - one.now) for one in moved if one.after != one.now]


def drift_here(program: Program, view: SeatView) -> list[Drifting]:
    """List what drifts if the drift comes right now."""
    state = determinize(view, program, Random(0))
    return [
        one for rules in phases_of(program.book.turn, Drift)[:1] for one in _carry(rules, state)
    ]


def _drift(state: State) -> list[Drifting]:
    """Carry out the drift that is to come this turn, and list what it means for each level."""
    to_come = [phase for steps, at, _, _ in state.frames if (phase := _find(Drift, steps[at:]))]
    return _carry(to_come[0], state) if to_come else []


def _carry(phase: Drift, state: State) -> list[Drifting]:
    """Carry out a drift, and list what it means for each level."""
    before = state.levels[:]
    reasons: dict[int, list[Reason]] = {}
    for level, by, line, checks in phase.parts(state):
        if by:
            reasons.setdefault(level, []).append(Reason(by, line, checks))
    flow.restart(state, (), state.first)
    phase.run(state, state.first, ())
    for effect in phase.also:
        checks = tuple(_conditions(effect))
        levels = state.levels[:]
        flow.restart(state, (effect,), state.first)
        flow.advance(state)
        for level, by in _moves(levels, state.levels):
            reasons.setdefault(level, []).append(Reason(by, "also", checks))
    after = state.levels
    return [
        Drifting(level, before[level], after[level], tuple(reasons[level]))
        for level in sorted(reasons)
    ]


def _conditions(effect: Verb) -> Iterator[Check]:
    """Yield the checks of the conditions in an effect."""
    for inner in every_effect((effect,)):
        if isinstance(inner, When):
            yield from inner.check


def _collapse_checks(program: Program) -> list[Check]:
    return [check for phase in phases_of(program.ruleset.turn, Collapse) for check in phase.any]


def collapsed_by(program: Program, facts: Facts) -> Check | None:
    """Return the check of the ruleset that brought the collapse; None if there was none."""
    found = [at for kind, at, _ in facts.ledgers[GAME] if kind == COLLAPSED]
    return _collapse_checks(program)[found[0]] if found else None


def _falls_alone(checks: Sequence[Check], facts: Position, level: int, value: int) -> bool:
    """Return whether a level brings a collapse by itself at a value: while all levels of its track
    lie at one of its ends there is none, and with this one at the value there is."""
    layout = facts.layout
    track = next(t for t in layout.tracks if t.base <= level < t.base + t.size)
    trial = Facts()
    trial.ledgers = facts.ledgers
    for ends in (layout.lows, layout.highs):
        trial.levels = facts.levels[:]
        for at in range(track.base, track.base + track.size):
            trial.levels[at] = ends[at]
        if not any(check.holds(trial, 0) for check in checks):
            trial.levels[level] = value
            if any(check.holds(trial, 0) for check in checks):
                return True
    return False


def brink(program: Program, view: SeatView, level: int) -> int | None:
    """Return the lowest value above its low end at which a level brings a collapse by itself; None
    if there is none."""
    low, high = view.layout.lows[level], view.layout.highs[level]
    checks = _collapse_checks(program)
    found = (at for at in range(low + 1, high + 1) if _falls_alone(checks, view, level, at))
    return next(found, None)


def emergency_at(program: Program) -> int | None:
    """Return the threat that brings an emergency in the next News; None if none does."""
    found = [phase.least for phase in phases_of(program.ruleset.turn, Emergency)]
    return min(found, default=None)


@frozen
class VoteOutlook:
    """A seat's next vote as far as is known: its turn, the Support that the seat has and needs."""

    seat: int
    turn: int
    has: int
    needs: int


def votes(program: Program, view: SeatView) -> list[VoteOutlook]:
    """List the next vote of each seat that still has one."""
    state = determinize(view, program, Random(0))
    found = []
    for phase in phases_of(program.ruleset.turn, Votes)[:1]:
        test = phase.routine(phase.test)
        waiting = {seat for steps, _, seat, _ in state.frames if steps is test}
        ahead = any(_find(Votes, steps[at:]) for steps, at, _, _ in state.frames)
        for seat in range(program.book.seats):
            over = not ahead and seat not in waiting
            if turn := phase.next_turn(state, seat, over):
                has = view.levels[program.book.roles.support + seat]
                found.append(VoteOutlook(seat, turn, has, phase.least))
    return found


@frozen
class Tick:
    """A check as it stands: whether it holds, the value that is tested, and the value that it must
    exceed (None where the check names numbers)."""

    check: Check
    holds: bool
    value: int
    over: int | None


def ticks(checks: Sequence[Check], facts: Facts, seat: int) -> list[Tick]:
    """Test each check for a seat."""
    return [
        Tick(
            check, check.holds(facts, seat), check.of.value(facts, seat),
            None if check.over is None else check.over.value(facts, seat),
        )
        for check in checks
    ]  # fmt: skip


def ending_now(program: Program, view: SeatView) -> EndingLine | None:
    """Return the ending if the game ended as it stands; that of a collapse if the turn ends in
    one."""
    if turn_end(program, view).collapse:
        return next((e for e in program.ruleset.ending if e.id == COLLAPSE), None)
    return ending_of(program, view)


PLAIN = frozenset((
    "use", "ops", "go", "event", "choose", "which", "end_which", "deal_reply", "top_up", "penalty",
    "name_threat", "pay_pledge", "inherited", "leader", "answer", "countered", "insisted",
))  # fmt: skip
"""Questions whose answers have effects that follow from public facts alone. The one exception is
the refusal of a demand, which depends on a sealed mark."""


@frozen
class Preview:
    """What an answer changes before the next question. `moved` are the changes as (level, by),
    those of the rest of its card included; `asks` is the kind of a question of the same card that
    follows, or empty, and `asked` its seat, or -1. `unchanged`: nothing changed except the marks of
    the turn. `penalty`: a penalty is imposed."""

    moved: tuple[tuple[int, int], ...]
    asks: str
    asked: int
    unchanged: bool
    penalty: bool


def at_once(
    program: Program, view: SeatView, decision: Decision, option: Option, mark: int | None = None
) -> Preview | None:
    """Return what an option changes at once; None where that depends on something sealed.

    The effect of a refusal depends on the demand's mark: it is computed for `mark` (0 BLUFF, 1
    FIRM).

    >>> from wargame.engine.game import Game
    >>> game = Game.new("new-entente", seed=77)
    >>> answers = game.decision.options
    >>> preview = at_once(game.program, game.view(-1), game.decision, answers[0])
    >>> [(game.layout.levels[level], by) for level, by in preview.moved]
    [('tokyo.capital', -1), ('tokyo.support', -1), ('tokyo.credibility', 1)]
    """
    if decision.private or decision.kind not in PLAIN:
        return None
    if mark is None and shows_mark(program, decision, option):
        return None
    state = determinize(view, program, Random(0))
    if mark is not None:
        for row in state.ledgers[SEALED]:
            swap(state, SEALED, row, (*row[:4], mark))
    frames = state.frames
    frames[:] = frames[len(frames) - _of_the_card(frames) :]
    before = state.clone()
    flow.push(state, option.steps, decision.seat, decision.args)
    follows = flow.advance(state)
    asks, asked = ("", -1) if follows is None else (follows.kind, follows.seat)
    moved = tuple(_moves(before.levels, state.levels))
    laid = len(state.ledgers[PENALTIES]) > len(before.ledgers[PENALTIES])
    unchanged = not moved and _same(before, state)
    return Preview(moved, asks, asked, unchanged, laid or asks == "penalty")


@frozen
class Terms:
    """What a thing in a deal brings as things stand: the levels that move as (level, by), and the
    half points by which the public points of giver and taker change."""

    moved: tuple[tuple[int, int], ...]
    giver: int
    taker: int


def handed_over(program: Program, view: SeatView, giver: int, taker: int, item: Item) -> Terms:
    """Return what it brings if an item that is given at once changes hands."""

    def give(state: State) -> None:
        flow.restart(state, (), giver)
        item.give(state, giver, taker)
        flow.advance(state)

    return _terms(program, view, giver, taker, give)


def pledge_over(
    program: Program, view: SeatView, giver: int, taker: int, item: Item, *, kept: bool
) -> Terms:
    """Return what it brings if a pledge is kept, or what it costs if it is broken; the deed that it
    promises is not counted."""
    row = (giver, taker, item.index, view.turn, view.turn)

    def end(state: State) -> None:
        add(state, PLEDGES, row)
        (keep if kept else break_)(state, program.book, row)

    return _terms(program, view, giver, taker, end)


def _terms(
    program: Program, view: SeatView, giver: int, taker: int, done: Callable[[State], None]
) -> Terms:
    state = determinize(view, program, Random(0))
    before, after = state.clone(), state
    done(after)
    halves = [
        sum(points for _, points in public_lines(program, after, seat))
        - sum(points for _, points in public_lines(program, before, seat))
        for seat in (giver, taker)
    ]
    return Terms(tuple(_moves(before.levels, after.levels)), *halves)


def shows_mark(program: Program, decision: Decision, option: Option) -> bool:
    """Return whether an answer turns up the mark of the demand, which decides what it moves."""
    return decision.kind in ("answer", "insisted") and any(
        phase.shows_mark(option.key) for phase in phases_of(program.ruleset.turn, Demands)
    )


def crisis(program: Program, view: SeatView) -> CrisisOutlook | None:
    """Return the outlook of the current crisis; None if there is none."""
    rows = view.ledgers[CRISES]
    if not rows:
        return None
    card, level, threshold = rows[0]
    gives = deterrence(determinize(view, program, Random(0)), program.book)
    paid = sum(counts for _, _, counts, _ in view.ledgers[PAID]) if view.ledgers[PAID] else None
    needed = max(0, threshold - gives - (paid or 0))
    return CrisisOutlook(card, level, threshold, gives, paid, needed)


def standings(program: Program, view: SeatView) -> list[Standing] | None:
    """Return each seat's public standing, once half of the turns are over; None before."""
    if view.turn * 2 <= program.book.turns:
        return None
    rows: list[tuple[int, int, int]] = []
    for seat in range(program.book.seats):
        halves = sum(points for _, points in public_lines(program, view, seat))
        rows.append((seat, halves, standing(program, seat, halves)))
    low = {
        seat
        for seat, _, hundredths in rows
        if verdict_of(hundredths) == 0 and (ISOLATED, seat, 0) not in view.ledgers[GAME]
    }
    told = []
    for seat, halves, place in rows:
        tier = verdict_of(place)
        told.append(Standing(seat, halves, place, tier, tier == 3 and bool(low - {seat})))
    return told


def _of_the_card(frames: Sequence[Frame]) -> int:
    """Count the frames on top that hold effects alone: the rest of the card that asks."""
    count = 0
    for steps, at, _, _ in reversed(frames):
        if not all(getattr(step, "effect", False) for step in steps[at:]):
            break
        count += 1
    return count


def _same(before: State, after: State) -> bool:
    """Return whether piles and ledgers are equal; the ledger of the turn is not compared."""
    ledgers = [
        mine == its
        for at, (mine, its) in enumerate(zip(before.ledgers, after.ledgers, strict=True))
        if at != TURN
    ]
    return before.piles == after.piles and all(ledgers)


def _moves(before: Sequence[int], after: Sequence[int]) -> list[tuple[int, int]]:
    moved = enumerate(zip(before, after, strict=True))
    return [(level, now - was) for level, (was, now) in moved if now != was]


_V = TypeVar("_V")


def _find(kind: type[_V], steps: Sequence[Step]) -> _V | None:
    """Return the first step of a kind, however deep."""
    for step in steps:
        if isinstance(step, kind):
            return step
        inner = _find(kind, getattr(step, "steps", ()))
        if inner is not None:
            return inner
    return None
