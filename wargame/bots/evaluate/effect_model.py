"""Estimate effects on a trial position: what a card, a branch or an item would do.

Levels are moved as the rules move them. What no level shows (cards drawn, penalties, conditions,
pledges) is entered in `TrialPosition.extra` as points of the seat that it concerns.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeAlias

from wargame.bots.evaluate.evaluate import Evaluator, TrialPosition
from wargame.rules.common.items import OnOffer, Pay, Permission, Relief
from wargame.rules.common.pledges import DeedItem, Restraint
from wargame.rules.common.relations import by_cards, ceiling
from wargame.rules.effects import effects as do
from wargame.rules.effects.conditions import End, Start
from wargame.rules.model import ledgers as marks
from wargame.rules.model.cards import Branch, Change, What
from wargame.rules.model.rulebook import Item
from wargame.rules.model.verb import Effects, Verb
from wargame.table.layout import Scope

# What no level shows, in points. Set by hand from the points that such a thing moves in a game;
# rules/TUNING.md has what bots were measured to do with them.
CARD, READ, REGION_CARD = 0.15, 0.05, 0.2
"""A card drawn, an event read beforehand, a region card taken from a partner's offer."""
GIVEN_CARD = REGION_CARD / 4
"""What a region card is worth to the seat that laid it on offer: it could do without."""
CONDITION = 0.35
"""The end of a condition of one's choice."""
PENALTY = {"income": 0.45, "bid": 0.3, "policy": 0.35}
OTHER_PENALTY = 0.3
"""What each change of a penalty costs its bearer a turn, by what it changes."""
KEPT, BROKEN = 0.5, 1.2
"""What a kept pledge is worth and a broken one costs, relations and Credibility included."""
NO_RETURN = 1.0
"""What the breach costs besides, if it is a step that somebody was promised not to take."""
TO_THE_END = 9
"""Turns: longer than any game, for what stands until the end."""

CHANGES: dict[What, float] = {
    "income": 0.4, "deterrence": 0.4, "bid": 0.25, "drift": -0.8, "stall": 0.6, "places": 0.6,
    "cost": -0.25, "policy": -0.25, "ops": -0.25, "home": -0.25, "pledges": 0.15, "penalty": 0.15,
}  # fmt: skip
OTHER_CHANGE = 0.1
"""What a standing change is worth a turn, for each point of it, to the seat that it bears on."""
CEILING = -0.5
"""What a lowered ceiling of a relation costs beyond the level that it presses down, once."""
COMMON, COMMON_DRIFT = 0.7, 0.8
"""The share of a condition's worth that counts when it begins: others may end it early. A change
of drift is harder to end."""


def shift(evaluator: Evaluator, trial: TrialPosition, level: int, by: int) -> int:
    """Move a level, stopping at its ends; return by how much it moved."""
    layout = evaluator.book.layout
    before = trial.levels[level]
    after = max(layout.lows[level], min(layout.highs[level], before + by))
    trial.levels[level] = after
    return after - before


def warm(
    evaluator: Evaluator, trial: TrialPosition, level: int, by: int, card: bool = True
) -> None:
    """Raise a relation up to its ceiling and, by a card, to the limit of cards a turn."""
    by = min(by, ceiling(evaluator.view, evaluator.book, level) - trial.levels[level])
    if card:
        by = min(by, evaluator.book.numbers.warmed_a_turn - _so_far(evaluator, trial, level))
    if by > 0 and shift(evaluator, trial, level, by):
        trial.raised |= 1 << level
        if card:
            trial.by_cards[level] = trial.by_cards.get(level, 0) + by
            _deed(evaluator, trial, level, -1)


def calm(
    evaluator: Evaluator, trial: TrialPosition, level: int, by: int, seat: int, card: bool
) -> None:
    """Lower a threat, by a card to the limit of cards a turn; note it as not neglected."""
    theatre = level - evaluator.book.roles.threat
    if card:
        twice = 2 if (marks.EMERGENCY, theatre, 0) in evaluator.view.ledgers[marks.TURN] else 1
        room = evaluator.book.numbers.calmed_a_turn * twice - _so_far(evaluator, trial, level)
        by = max(0, min(by * twice, room))
    fell = -shift(evaluator, trial, level, -by)
    if fell and card:
        trial.by_cards[level] = trial.by_cards.get(level, 0) + fell
        drift = evaluator.rules.drift
        if drift is not None and (drift.helped or drift.guardian == seat):
            trial.kept |= 1 << theatre
        _deed(evaluator, trial, -1, level)


def move(
    evaluator: Evaluator, trial: TrialPosition, effect: do.Shift, level: int, seat: int, card: bool
) -> None:
    """Move a level by an effect, as `relations.mover` moves it on the table."""
    book, by = evaluator.book, effect.by
    if by > 0 and level in book.relations:
        warm(evaluator, trial, level, by, card)
    elif by < 0 and level in book.threats:
        calm(evaluator, trial, level, -by, seat, card)
    else:
        moved = shift(evaluator, trial, level, by)
        if moved > 0 and card and effect.level.track.scope is Scope.SHARED:
            _deed(evaluator, trial, level, -1)


def _so_far(evaluator: Evaluator, trial: TrialPosition, level: int) -> int:
    return by_cards(evaluator.view.ledgers[marks.TURN], level) + trial.by_cards.get(level, 0)


def _deed(evaluator: Evaluator, trial: TrialPosition, raised: int, lowered: int) -> None:
    """Enter what it is worth to keep a pledge by this deed."""
    view = evaluator.view
    for by, _, at, made, due in view.ledgers[marks.PLEDGES]:
        item = evaluator.book.items[at]
        if by != evaluator.seat or made >= view.turn or not isinstance(item, DeedItem):
            continue
        deed = item.deed
        if (deed.raise_ is not None and deed.raise_.at(by) == raised) or (
            deed.lower is not None and deed.lower.at(by) == lowered
        ):
            trial.extra[by] += pledge_kept(evaluator, due)


def pledge_kept(evaluator: Evaluator, due: int) -> float:
    """Return what it is worth to keep a pledge that is due in that turn.

    The breach that it averts counts in full in that turn, and half before: there is time left.
    """
    return KEPT + (BROKEN if due == evaluator.view.turn else BROKEN / 2)


def carry_out(
    evaluator: Evaluator, trial: TrialPosition, effects: Effects, seat: int, card: bool
) -> None:
    """Carry effects out on a trial position for `seat`; `card`: it acts by a card.

    Phases, which a ruleset may also name where effects stand, are not estimated.
    """
    for effect in effects:
        handler = HANDLERS.get(type(effect))
        if handler is not None:
            handler(evaluator, trial, effect, seat, card)


def best_branch(
    evaluator: Evaluator,
    trial: TrialPosition,
    tries: list[Callable[[TrialPosition], None]],
    seat: int,
) -> None:
    """Carry out the attempt that suits `seat` best."""
    if len(tries) == 1:
        tries[0](trial)
        return
    best: tuple[float, TrialPosition] | None = None
    for attempt in tries:
        branch = trial.copy()
        attempt(branch)
        value = (
            evaluator.utility(branch) if seat == evaluator.seat else evaluator.worth(branch, seat)
        )
        if best is None or value > best[0]:
            best = value, branch
    if best is not None:
        trial.become(best[1])


def branch_on(
    evaluator: Evaluator, trial: TrialPosition, branch: Branch, cost: int, seat: int, card: bool
) -> None:
    """Pay for a branch and carry it out; `card`: as part of a card that is played."""
    if cost:
        shift(evaluator, trial, evaluator.book.roles.capital + seat, -cost)
    carry_out(evaluator, trial, branch.effects, seat, card)


def penalty_price(evaluator: Evaluator, penalty: int, turns: int) -> float:
    """Return what a penalty costs the seat that bears it, over so many turns, in points."""
    turns = min(turns, evaluator.left)
    changes = evaluator.book.penalties[penalty].changes
    return turns * sum([PENALTY.get(change.what, OTHER_PENALTY) for change in changes], 0.0)


def _lay(
    evaluator: Evaluator, trial: TrialPosition, effect: do.Lay, target: int, seat: int, card: bool
) -> None:
    turns = TO_THE_END if effect.stands else evaluator.book.numbers.penalty_turns
    trial.extra[target] -= penalty_price(evaluator, effect.penalty, turns)


def _lift(
    evaluator: Evaluator, trial: TrialPosition, effect: do.Lift, target: int, seat: int, card: bool
) -> None:
    for kind, _, on, _, last in evaluator.view.ledgers[marks.PENALTIES]:
        if on == target and effect.penalty in (None, kind):
            turns = last - evaluator.view.turn if last else TO_THE_END
            trial.extra[target] += penalty_price(evaluator, kind, turns)


AIMED: dict[type[do.Aimed], Callable[[Evaluator, TrialPosition, Any, int, int, bool], None]] = {
    do.Shift: move, do.Lay: _lay, do.Lift: _lift,
}  # fmt: skip
"""The estimate of each effect with targets, at one of them."""


def aim(
    evaluator: Evaluator, trial: TrialPosition, effect: do.Aimed, target: int, seat: int, card: bool
) -> None:
    """Carry out an effect at one target."""
    AIMED[type(effect)](evaluator, trial, effect, target, seat, card)


def _aimed(
    evaluator: Evaluator, trial: TrialPosition, effect: do.Aimed, seat: int, card: bool
) -> None:
    targets = effect.aims[seat]
    if len(targets) > 1 and effect.picks:
        tries: list[Callable[[TrialPosition], None]] = [
            lambda s, t=target: aim(evaluator, s, effect, t, seat, card)  # type: ignore[misc]
            for target in targets
        ]
        best_branch(evaluator, trial, tries, seat)
        return
    for target in targets:
        aim(evaluator, trial, effect, target, seat, card)


def _step(
    evaluator: Evaluator, trial: TrialPosition, effect: do.StepUp, seat: int, card: bool
) -> None:
    book = evaluator.book
    if not shift(evaluator, trial, effect.track.base + seat, 1):
        return
    if not effect.leave:
        carry_out(evaluator, trial, book.steps.get(effect.track.id, ()), seat, False)
    for by, _, at, _, _ in evaluator.view.ledgers[marks.PLEDGES]:
        item = book.items[at]
        if by == seat and isinstance(item, Restraint) and item.no == effect.track.id:
            trial.extra[seat] -= BROKEN + NO_RETURN
    for rule in book.ceilings:
        if rule.track.id == effect.track.id and seat != rule.patron:
            level = book.relation(rule.patron, seat)
            top = rule.top - trial.levels[effect.track.base + seat]
            trial.levels[level] = min(trial.levels[level], top)


def _retreat(
    evaluator: Evaluator, trial: TrialPosition, effect: do.StepDown, seat: int, card: bool
) -> None:
    shift(evaluator, trial, effect.track.base + seat, -1)


def _draw(
    evaluator: Evaluator, trial: TrialPosition, effect: do.Draw, seat: int, card: bool
) -> None:
    if evaluator.left:
        trial.extra[seat] += CARD * effect.cards


def _peek(
    evaluator: Evaluator, trial: TrialPosition, effect: do.Peek, seat: int, card: bool
) -> None:
    if evaluator.left:
        trial.extra[seat] += READ * effect.cards


def _choose(
    evaluator: Evaluator, trial: TrialPosition, effect: do.Choose, seat: int, card: bool
) -> None:
    purse = trial.levels[evaluator.book.roles.capital + seat]
    tries: list[Callable[[TrialPosition], None]] = [
        lambda s, b=branch: branch_on(evaluator, s, b, b.cost, seat, card)  # type: ignore[misc]
        for branch in effect.branch
        if branch.cost <= purse and all(check.holds(trial, seat) for check in branch.needs)
    ]
    if tries:
        best_branch(evaluator, trial, tries, seat)


def _when(
    evaluator: Evaluator, trial: TrialPosition, effect: do.When, seat: int, card: bool
) -> None:
    holds = all(check.holds(trial, seat) for check in effect.check)
    carry_out(evaluator, trial, effect.then if holds else effect.otherwise, seat, card)


def _each(
    evaluator: Evaluator, trial: TrialPosition, effect: do.Each, seat: int, card: bool
) -> None:
    for target in effect.seats.seats[seat]:
        carry_out(evaluator, trial, effect.effects, target, card)


def change_price(evaluator: Evaluator, change: Change, turns: int) -> float:
    """Return what a change is worth to a seat that it bears on, over so many turns, in points."""
    turns = min(turns, evaluator.left + 1)
    if change.what == "ceiling":
        return CEILING
    return CHANGES.get(change.what, OTHER_CHANGE) * change.by * turns


def _start(
    evaluator: Evaluator, trial: TrialPosition, effect: Start, seat: int, card: bool
) -> None:
    change = effect.change
    if change.what == "ceiling" and change.pair is not None:
        for level in change.pair.levels[0]:
            trial.levels[level] = min(trial.levels[level], change.by)
    share = COMMON_DRIFT if change.what == "drift" else COMMON
    worth = change_price(evaluator, change, effect.life) * share
    bear = range(evaluator.book.seats) if effect.seat is None else effect.seat.seats[seat]
    for target in bear:
        trial.extra[target] += worth


def _end(evaluator: Evaluator, trial: TrialPosition, effect: End, seat: int, card: bool) -> None:
    if evaluator.view.ledgers[marks.CONDITIONS]:
        trial.extra[seat] += CONDITION


def give(evaluator: Evaluator, trial: TrialPosition, item: Item, giver: int, taker: int) -> None:
    """Hand a spot item over."""
    match item:
        case Pay():
            shift(evaluator, trial, item.base + giver, -item.amount)
            shift(evaluator, trial, item.base + taker, item.amount)
        case OnOffer():
            trial.extra[giver] -= GIVEN_CARD
            trial.extra[taker] += REGION_CARD if evaluator.left else 0
        case Relief():
            for kind, by, on, _, last in evaluator.view.ledgers[marks.PENALTIES]:
                if (kind, by, on) == (item.penalty, giver, taker):
                    turns = last - evaluator.view.turn if last else TO_THE_END
                    trial.extra[taker] += penalty_price(evaluator, kind, turns)
        case Permission():
            carry_out(evaluator, trial, item.giver, giver, False)
            carry_out(evaluator, trial, item.taker, taker, False)


Handler: TypeAlias = Callable[[Evaluator, TrialPosition, Any, int, bool], None]
HANDLERS: dict[type[Verb], Handler] = {
    **dict.fromkeys(AIMED, _aimed),
    do.StepUp: _step, do.StepDown: _retreat, do.Draw: _draw, do.Peek: _peek,
    do.Choose: _choose, do.When: _when, do.Each: _each, Start: _start, End: _end,
}  # fmt: skip
"""The estimate of each effect. A test asks for all: without one, an effect would be worth 0."""
