"""Trying effects out on a sketch: what a card, a branch or an item would do, by estimate.

What a level shows is moved on the sketch; the rest (cards drawn, penalties, conditions) is
entered as points of the seat that it concerns.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeAlias

from wargame.bots.evaluate.evaluate import Evaluator, TrialPosition
from wargame.rules.common.items import OnOffer, Pay, Permission, Relief
from wargame.rules.common.pledges import DeedItem
from wargame.rules.common.relations import by_cards, ceiling
from wargame.rules.effects import effects as do
from wargame.rules.effects.conditions import End, Start
from wargame.rules.model import ledgers as marks
from wargame.rules.model.cards import Branch, Change
from wargame.rules.model.rulebook import Item
from wargame.rules.model.verb import Effects, Verb
from wargame.table.layout import Scope

CARD, READ, REGION_CARD, CONDITION = 0.15, 0.05, 0.2, 0.35
PENALTY = {"income": 0.45, "bid": 0.3, "policy": 0.35}
KEPT, BROKEN = 0.5, 1.2


def shift(out: Evaluator, sketch: TrialPosition, level: int, by: int) -> int:
    """Move a level of a sketch, stopping at its ends."""
    layout = out.book.layout
    before = sketch.levels[level]
    after = max(layout.lows[level], min(layout.highs[level], before + by))
    sketch.levels[level] = after
    return after - before


def warm(out: Evaluator, sketch: TrialPosition, level: int, by: int, card: bool = True) -> None:
    """Raise a relation as far as its ceiling, by a card as far as cards may."""
    by = min(by, ceiling(out.view, out.book, level) - sketch.levels[level])
    if card:
        by = min(by, out.book.numbers.warmed_a_turn - _so_far(out, sketch, level))
    if by > 0 and shift(out, sketch, level, by):
        sketch.raised |= 1 << level
        if card:
            sketch.by_cards[level] = sketch.by_cards.get(level, 0) + by
            _deed(out, sketch, level, -1)


def calm(out: Evaluator, sketch: TrialPosition, level: int, by: int, seat: int, card: bool) -> None:
    """Lower a threat, by a card as far as cards may, and keep neglect away."""
    theatre = level - out.book.roles.threat
    if card:
        twice = 2 if (marks.EMERGENCY, theatre, 0) in out.view.ledgers[marks.TURN] else 1
        room = out.book.numbers.calmed_a_turn * twice - _so_far(out, sketch, level)
        by = max(0, min(by * twice, room))
    fell = -shift(out, sketch, level, -by)
    if fell and card:
        sketch.by_cards[level] = sketch.by_cards.get(level, 0) + fell
        drift = out.rules.drift
        if drift is not None and drift.guardian == seat:
            sketch.kept |= 1 << theatre
        _deed(out, sketch, -1, level)


def move(
    out: Evaluator, sketch: TrialPosition, effect: do.Shift, level: int, seat: int, card: bool
) -> None:
    """Move a level of a sketch by an effect, as `relations.mover` has it moved on the table."""
    book, by = out.book, effect.by
    if by > 0 and level in book.relations:
        warm(out, sketch, level, by, card)
    elif by < 0 and level in book.threats:
        calm(out, sketch, level, -by, seat, card)
    else:
        moved = shift(out, sketch, level, by)
        if moved > 0 and card and effect.level.track.scope is Scope.SHARED:
            _deed(out, sketch, level, -1)


def _so_far(out: Evaluator, sketch: TrialPosition, level: int) -> int:
    return by_cards(out.view.ledgers[marks.TURN], level) + sketch.by_cards.get(level, 0)


def _deed(out: Evaluator, sketch: TrialPosition, raised: int, lowered: int) -> None:
    """Enter what it is worth to have done a pledged deed."""
    view = out.view
    for by, _, at, made, due in view.ledgers[marks.PLEDGES]:
        item = out.book.items[at]
        if by != out.seat or made >= view.turn or not isinstance(item, DeedItem):
            continue
        deed = item.deed
        if (deed.raise_ is not None and deed.raise_.at(by) == raised) or (
            deed.lower is not None and deed.lower.at(by) == lowered
        ):
            sketch.extra[by] += KEPT + (BROKEN if due == view.turn else BROKEN / 2)


def carry_out(
    out: Evaluator, sketch: TrialPosition, effects: Effects, seat: int, card: bool
) -> None:
    """Carry effects out on a sketch for `seat`; `card`: it acts by a card.

    A phase, which a ruleset may also name where effects stand, is worth nothing to an estimate.
    """
    for effect in effects:
        handler = HANDLERS.get(type(effect))
        if handler is not None:
            handler(out, sketch, effect, seat, card)


def best_branch(
    out: Evaluator, sketch: TrialPosition, tries: list[Callable[[TrialPosition], None]], seat: int
) -> None:
    """Let `seat` choose what suits it best, and carry that out on the sketch."""
    if len(tries) == 1:
        tries[0](sketch)
        return
    best: tuple[float, TrialPosition] | None = None
    for attempt in tries:
        branch = sketch.copy()
        attempt(branch)
        value = out.utility(branch) if seat == out.seat else out.worth(branch, seat)
        if best is None or value > best[0]:
            best = value, branch
    if best is not None:
        found = best[1]
        sketch.levels, sketch.extra = found.levels, found.extra
        sketch.kept, sketch.raised = found.kept, found.raised
        sketch.by_cards = found.by_cards


def branch_on(
    out: Evaluator, sketch: TrialPosition, branch: Branch, cost: int, seat: int, card: bool
) -> None:
    """Pay for a branch and carry it out on a sketch; `card`: as part of a card that is played."""
    if cost:
        shift(out, sketch, out.book.roles.capital + seat, -cost)
    carry_out(out, sketch, branch.effects, seat, card)


def penalty_price(out: Evaluator, penalty: int, turns: int) -> float:
    """Say what a penalty costs the seat that bears it, over so many turns."""
    turns = min(turns, out.left)
    return turns * sum(PENALTY.get(c.what, 0.3) for c in out.book.penalties[penalty].changes)


def _lay(
    out: Evaluator, sketch: TrialPosition, effect: do.Lay, target: int, seat: int, card: bool
) -> None:
    turns = 9 if effect.stands else out.book.numbers.penalty_turns
    sketch.extra[target] -= penalty_price(out, effect.penalty, turns)


def _lift(
    out: Evaluator, sketch: TrialPosition, effect: do.Lift, target: int, seat: int, card: bool
) -> None:
    for kind, _, on, _, last in out.view.ledgers[marks.PENALTIES]:
        if on == target and effect.penalty in (None, kind):
            turns = last - out.view.turn if last else 9
            sketch.extra[target] += penalty_price(out, kind, turns)


AIMED: dict[type[do.Aimed], Callable[[Evaluator, TrialPosition, Any, int, int, bool], None]] = {
    do.Shift: move, do.Lay: _lay, do.Lift: _lift,
}  # fmt: skip
"""The estimate of each effect with targets, at one of them."""


def aim(
    out: Evaluator, sketch: TrialPosition, effect: do.Aimed, target: int, seat: int, card: bool
) -> None:
    """Carry out an effect at one target."""
    AIMED[type(effect)](out, sketch, effect, target, seat, card)


def _aimed(out: Evaluator, sketch: TrialPosition, effect: do.Aimed, seat: int, card: bool) -> None:
    targets = effect.aims[seat]
    if len(targets) > 1 and effect.picks:
        tries: list[Callable[[TrialPosition], None]] = [
            lambda s, t=target: aim(out, s, effect, t, seat, card)  # type: ignore[misc]
            for target in targets
        ]
        best_branch(out, sketch, tries, seat)
        return
    for target in targets:
        aim(out, sketch, effect, target, seat, card)


def _step(out: Evaluator, sketch: TrialPosition, effect: do.StepUp, seat: int, card: bool) -> None:
    book = out.book
    if not shift(out, sketch, effect.track.base + seat, 1):
        return
    if not effect.leave:
        carry_out(out, sketch, book.steps.get(effect.track.id, ()), seat, False)
    for by, _, at, _, _ in out.view.ledgers[marks.PLEDGES]:
        if by == seat and getattr(book.items[at], "no", "") == effect.track.id:
            sketch.extra[seat] -= BROKEN + 1
    for rule in book.ceilings:
        if rule.track.id == effect.track.id and seat != rule.patron:
            level = book.relation(rule.patron, seat)
            top = rule.top - sketch.levels[effect.track.base + seat]
            sketch.levels[level] = min(sketch.levels[level], top)


def _retreat(
    out: Evaluator, sketch: TrialPosition, effect: do.StepDown, seat: int, card: bool
) -> None:
    shift(out, sketch, effect.track.base + seat, -1)


def _draw(out: Evaluator, sketch: TrialPosition, effect: do.Draw, seat: int, card: bool) -> None:
    if out.left:
        sketch.extra[seat] += CARD * effect.cards


def _peek(out: Evaluator, sketch: TrialPosition, effect: do.Peek, seat: int, card: bool) -> None:
    if out.left:
        sketch.extra[seat] += READ * effect.cards


def _choose(
    out: Evaluator, sketch: TrialPosition, effect: do.Choose, seat: int, card: bool
) -> None:
    purse = sketch.levels[out.book.roles.capital + seat]
    tries: list[Callable[[TrialPosition], None]] = [
        lambda s, b=branch: branch_on(out, s, b, b.cost, seat, card)  # type: ignore[misc]
        for branch in effect.branch
        if branch.cost <= purse and all(check.holds(sketch, seat) for check in branch.needs)
    ]
    if tries:
        best_branch(out, sketch, tries, seat)


def _when(out: Evaluator, sketch: TrialPosition, effect: do.When, seat: int, card: bool) -> None:
    holds = all(check.holds(sketch, seat) for check in effect.check)
    carry_out(out, sketch, effect.then if holds else effect.otherwise, seat, card)


def _each(out: Evaluator, sketch: TrialPosition, effect: do.Each, seat: int, card: bool) -> None:
    for target in effect.seats.seats[seat]:
        carry_out(out, sketch, effect.effects, target, card)


def change_price(out: Evaluator, change: Change, turns: int) -> float:
    """Say what a standing change is worth to a seat that it bears on, over so many turns."""
    turns = min(turns, out.left + 1)
    match change.what:
        case "income" | "cost" | "policy" | "ops" | "home":
            worth = 0.4 if change.what == "income" else -0.25
        case "bid":
            worth = 0.25
        case "deterrence":
            worth = 0.4
        case "drift":
            worth = -0.8
        case "ceiling":
            return -0.5
        case "stall" | "places":
            worth = 0.6
        case "pledges" | "penalty":
            worth = 0.15
        case _:
            worth = 0.1
    return worth * change.by * turns


def _start(out: Evaluator, sketch: TrialPosition, effect: Start, seat: int, card: bool) -> None:
    change = effect.change
    if change.what == "ceiling" and change.pair is not None:
        for level in change.pair.levels[0]:
            sketch.levels[level] = min(sketch.levels[level], change.by)
    if change.what == "drift":
        shared = change_price(out, change, effect.life) * 0.8
    else:
        shared = change_price(out, change, effect.life) * 0.7
    bear = range(out.book.seats) if effect.seat is None else effect.seat.seats[seat]
    for target in bear:
        sketch.extra[target] += shared


def _end(out: Evaluator, sketch: TrialPosition, effect: End, seat: int, card: bool) -> None:
    if out.view.ledgers[marks.CONDITIONS]:
        sketch.extra[seat] += CONDITION


def give(out: Evaluator, sketch: TrialPosition, item: Item, giver: int, taker: int) -> None:
    """Hand a spot item over on a sketch."""
    match item:
        case Pay():
            shift(out, sketch, item.base + giver, -item.amount)
            shift(out, sketch, item.base + taker, item.amount)
        case OnOffer():
            sketch.extra[giver] -= REGION_CARD / 4
            sketch.extra[taker] += REGION_CARD if out.left else 0
        case Relief():
            for kind, by, on, _, last in out.view.ledgers[marks.PENALTIES]:
                if (kind, by, on) == (item.penalty, giver, taker):
                    turns = last - out.view.turn if last else 9
                    sketch.extra[taker] += penalty_price(out, kind, turns)
        case Permission():
            carry_out(out, sketch, item.giver, giver, False)
            carry_out(out, sketch, item.taker, taker, False)


Handler: TypeAlias = Callable[[Evaluator, TrialPosition, Any, int, bool], None]
HANDLERS: dict[type[Verb], Handler] = {
    **dict.fromkeys(AIMED, _aimed),
    do.StepUp: _step, do.StepDown: _retreat, do.Draw: _draw, do.Peek: _peek,
    do.Choose: _choose, do.When: _when, do.Each: _each, Start: _start, End: _end,
}  # fmt: skip
"""The estimate of each effect; a test asks for all, for one without would be free to a bot."""
