"""Forecasts, computed from what a seat sees and from nothing else.

A forecast never touches the real game. The drift is computed on a world determinized from the view;
it follows from public facts alone, so it is the same in every such world.
"""

from __future__ import annotations

from collections.abc import Sequence
from random import Random

from attrs import frozen

from wargame.content.program import Program
from wargame.engine.scoring import public_lines, standing, verdict_of
from wargame.engine.view import SeatView, determinize
from wargame.rules.model.ledgers import CRISES, GAME, ISOLATED, PAID, PENALTIES, SEALED, TURN
from wargame.rules.model.rulebook import phases_of
from wargame.rules.phases.crises import deterrence
from wargame.rules.phases.demands import Demands
from wargame.rules.phases.reckoning import Drift
from wargame.table import flow
from wargame.table.decision import Decision, Option, Step
from wargame.table.moves import swap
from wargame.table.state import Frame, State


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


def drift(program: Program, view: SeatView) -> list[tuple[int, int]]:
    """List (level, by) for what will drift in this turn's Reckoning if nothing else changes.

    The list is empty once the drift of this turn is over.
    """
    state: State = determinize(view, program, Random(0))
    to_come = [phase for steps, at, _, _ in state.frames if (phase := _find(steps[at:]))]
    if not to_come:
        return []
    before = state.levels[:]
    flow.restart(state, (to_come[0],), state.first)
    flow.advance(state)
    return _moves(before, state.levels)


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
    follows, or empty. `unchanged`: nothing changed except the marks of the turn. `penalty`: a
    penalty is imposed."""

    moved: tuple[tuple[int, int], ...]
    asks: str
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
    asked = flow.advance(state)
    asks = "" if asked is None else asked.kind
    moved = tuple(_moves(before.levels, state.levels))
    laid = len(state.ledgers[PENALTIES]) > len(before.ledgers[PENALTIES])
    return Preview(moved, asks, not moved and _same(before, state), laid or asks == "penalty")


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


def _find(steps: Sequence[Step]) -> Drift | None:
    for step in steps:
        if isinstance(step, Drift):
            return step
        inner = _find(getattr(step, "steps", ()))
        if inner is not None:
            return inner
    return None
