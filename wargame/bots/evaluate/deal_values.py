"""Price deals: what each item is worth to giver and taker, and which form to propose."""

from __future__ import annotations

from typing import NamedTuple, TypeAlias

from wargame.bots.evaluate.effect_model import BROKEN, give, shift, warm
from wargame.bots.evaluate.evaluate import UNPAID_SWEETENER, Evaluator
from wargame.bots.evaluate.rulebook_values import USUAL_CREDIBILITY
from wargame.rules.common.items import ComplyAll
from wargame.rules.common.pledges import DeedItem, PayLater, Restraint
from wargame.rules.model import ledgers as marks
from wargame.rules.model.rulebook import Item
from wargame.rules.phases.deals import Form

Worth: TypeAlias = tuple[float, float]
"""What something is worth to the own seat and to its partner, in points."""
Plan: TypeAlias = tuple[float, int, int]
"""How well a form ranks, in points, the item to give and the item to take, by their index."""


class PledgeTerms(NamedTuple):
    """What a pledge is worth before relations: how likely it is to be kept (0 to 1), what it
    costs its giver and what it brings its taker if it is kept, in points."""

    kept: float
    cost: float
    brings: float


# Set by hand, from what a deed costs and moves; rules/TUNING.md has what the bot did with them.
KEPT_PAYMENT = 0.92
"""How likely a later payment is to be kept: nearly always, since it takes only Capital."""
POINT = 0.3
"""What a point of Capital paid later costs and brings."""
KEPT_BID, BID_POINT = 0.6, 0.12
"""How likely a pledged bid is to be kept, and what each point of it costs and brings beyond the
crisis itself, which both sides price anyway."""
RAISE_RELATION = PledgeTerms(0.7, 0.15, 0.3)
RAISE_SHARED = PledgeTerms(0.35, 0.2, 0.2)
"""To raise a track of the long run takes a card that may not come, so it is kept less often."""
LOWER_THREAT = PledgeTerms(0.7, 0.1, 0.4)
COMPLY = PledgeTerms(0.45, 0.8, 0.7)
OTHER = PledgeTerms(0.5, 0.3, 0.3)
RESTRAINTS = {"demand": PledgeTerms(1.0, 0.35, 0.4), "tariff": PledgeTerms(1.0, 0.1, 0.2)}
NO_STEP = PledgeTerms(1.0, 0.15, 0.05)
"""Restraints, by what they forbid (any other: a step of a track). They are taken to be kept."""

TRUST, TRUST_CREDIBILITY, TRUST_BROKEN = 0.8, 0.05, 0.08
"""How much of a partner's pledge is believed, as a share: at Credibility 0 and without a broken
pledge; more for each step of Credibility; less for each point of blame."""
LEAST_TRUST = 0.4
"""The least share that is believed."""
KEPT_WORD = 0.2
"""What a kept pledge earns its giver besides the relation: Credibility later on."""
WARMTH_LASTS = 0.6
"""The share of a warmer relation that is left when it counts: relations cool with the drift."""

LEAST_GAIN, LEAST_PARTNER_GAIN = 0.4, 0.27
"""The least gain of proposer and partner for a form to be proposed, in points. From 0.15 on, seats
made 83 choices in 8 turns; with 0.4 they make 67 and play as well (rules/TUNING.md)."""
ENVY = 0.15
"""How much of the proposer's gain counts against the form in the eyes of its partner."""
PARTNER_SHARE, PARTNER_ENOUGH = 0.3, 1.0
"""How much a partner's gain, up to `PARTNER_ENOUGH`, adds to a form's rank: it is signed more
often."""


class DealPricing:
    """Prices items between the own seat and one partner, each once."""

    def __init__(self, evaluator: Evaluator, partner: int) -> None:
        self.evaluator = evaluator
        self.partner = partner
        self.cache: dict[tuple[int, bool], Worth] = {}
        self.plans: dict[int, Plan | None] = {}
        here = evaluator.trial()
        self.theirs = evaluator.worth(here, partner)
        level = evaluator.book.relation(evaluator.seat, partner)
        closer, apart = evaluator.trial(), evaluator.trial()
        if evaluator.view.levels[level] <= evaluator.book.numbers.pledge_warms_up_to:
            warm(evaluator, closer, level, 1, False)
        shift(evaluator, apart, level, -1)
        self.closer = (
            WARMTH_LASTS * evaluator.gain(closer),
            WARMTH_LASTS * (evaluator.worth(closer, partner) - self.theirs),
        )
        self.apart = evaluator.gain(apart), evaluator.worth(apart, partner) - self.theirs

    def item(self, item: Item, mine: bool) -> Worth:
        """Price one item; `mine`: the own seat gives it."""
        worth = self.cache.get((item.index, mine))
        if worth is None:
            worth = self.cache[item.index, mine] = (
                self._spot(item, mine) if item.spot else self._pledge(item, mine)
            )
        return worth

    def _spot(self, item: Item, mine: bool) -> Worth:
        evaluator = self.evaluator
        giver, taker = (evaluator.seat, self.partner) if mine else (self.partner, evaluator.seat)
        trial = evaluator.trial()
        give(evaluator, trial, item, giver, taker)
        if mine and (self.partner, item.index) in evaluator.offered:
            trial.extra[giver] -= UNPAID_SWEETENER
        return evaluator.gain(trial), evaluator.worth(trial, self.partner) - self.theirs

    def _pledge(self, item: Item, mine: bool) -> Worth:
        evaluator = self.evaluator
        giver = evaluator.seat if mine else self.partner
        kept, cost, brings = self._terms(item)
        if isinstance(item, Restraint):
            back, gain = -cost, brings
        else:
            at = 0 if mine else 1
            trusted = kept if mine else kept * self._trust(giver)
            broken = 1 - trusted
            back = (
                trusted * (self.closer[at] + KEPT_WORD) + broken * (self.apart[at] - BROKEN) - cost
            )
            gain = trusted * (self.closer[1 - at] + brings) + broken * self.apart[1 - at]
        return (back, gain) if mine else (gain, back)

    def _trust(self, giver: int) -> float:
        roles, levels = self.evaluator.book.roles, self.evaluator.view.levels
        blame = levels[roles.blame + giver] if roles.blame >= 0 else 0
        credibility = USUAL_CREDIBILITY
        if roles.credibility >= 0:
            credibility = levels[roles.credibility + giver]
        trust = TRUST + TRUST_CREDIBILITY * credibility - TRUST_BROKEN * blame
        return max(LEAST_TRUST, min(1.0, trust))

    def _terms(self, item: Item) -> PledgeTerms:
        match item:
            case PayLater():
                return PledgeTerms(KEPT_PAYMENT, POINT * item.amount, POINT * item.amount)
            case ComplyAll():
                return COMPLY
            case Restraint():
                return RESTRAINTS.get(item.no, NO_STEP)
            case DeedItem():
                deed = item.deed
                if deed.bid:
                    return PledgeTerms(KEPT_BID, BID_POINT * deed.bid, BID_POINT * deed.bid)
                if deed.lower is not None:
                    return LOWER_THREAT
                raised = deed.raise_
                relation = raised is not None and self.evaluator.book.is_relation(raised.index)
                return RAISE_RELATION if relation else RAISE_SHARED
            case _:
                return OTHER

    def rows(self, gives: list[Item], takes: list[Item]) -> Worth:
        """Price a whole form."""
        items = [self.item(item, True) for item in gives]
        items += [self.item(item, False) for item in takes]
        return sum([own for own, _ in items], 0.0), sum([theirs for _, theirs in items], 0.0)

    def plan(self, given: Item | None = None) -> Plan | None:
        """Find the form of one item for one that gains most and that the partner would take."""
        at = -1 if given is None else given.index
        if at not in self.plans:
            self.plans[at] = self._plan(given)
        return self.plans[at]

    def _plan(self, given: Item | None) -> Plan | None:
        evaluator = self.evaluator
        form = Form(evaluator.view, evaluator.book, evaluator.seat, self.partner)
        mine = [given] if given is not None else form.open(0)
        spots = form.spots(self.partner, evaluator.seat, form.dear)
        pledges = form.pledges(self.partner, evaluator.seat, form.dear, 0)
        back_spots = [(back, *self.item(back, False)) for back in spots]
        back_all = back_spots + [(back, *self.item(back, False)) for back in pledges]
        best: Plan | None = None
        for item in mine:
            cost, joy = self.item(item, True)
            for back, gain, loss in back_all if item.spot else back_spots:
                if back.family == item.family and not item.mutual:
                    continue
                total, theirs = cost + gain, joy + loss
                content = theirs - ENVY * max(0.0, total)
                if content < LEAST_PARTNER_GAIN or total < LEAST_GAIN:
                    continue
                value = total + PARTNER_SHARE * min(theirs, PARTNER_ENOUGH)
                if best is None or value > best[0]:
                    best = value, item.index, back.index
        return best


class DealPricings:
    """Keeps the pricing of the form that is being filled in, which takes a question for each item.

    It is kept as long as its seat sees the same, apart from the form itself.
    """

    def __init__(self) -> None:
        self.basis: tuple[object, ...] = ()
        self.kept: DealPricing | None = None

    def pricing(self, evaluator: Evaluator, partner: int) -> DealPricing:
        """Return the pricing with a partner: the one that is kept, or a fresh one."""
        view = evaluator.view
        ledgers = view.ledgers[:]
        ledgers[marks.DEAL] = ()
        basis = (partner, view.seat, view.turn, view.levels, view.piles, ledgers)
        if self.kept is None or basis != self.basis:
            self.basis, self.kept = basis, DealPricing(evaluator, partner)
        return self.kept


def on_form(evaluator: Evaluator) -> tuple[list[Item], list[Item]]:
    """List what lies on the form: what its proposer gives, and what it takes."""
    rows = evaluator.view.ledgers[marks.DEAL][1:]
    items = evaluator.book.items
    return [items[at] for side, at, _ in rows if not side], [items[at] for s, at, _ in rows if s]
