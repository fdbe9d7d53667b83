"""Deals as a bot sees them: what each item is worth to giver and taker, and the form to propose."""

from __future__ import annotations

from typing import TypeAlias

from wargame.bots.evaluate.effect_model import give, shift, warm
from wargame.bots.evaluate.evaluate import Evaluator
from wargame.rules.common.items import ComplyAll
from wargame.rules.common.pledges import DeedItem, PayLater, Restraint
from wargame.rules.model import ledgers as marks
from wargame.rules.model.rulebook import Item
from wargame.rules.phases.deals import Form

Worth: TypeAlias = tuple[float, float]
"""What it is worth to the seat that looks, and to its partner."""
Plan: TypeAlias = tuple[float, int, int]
"""The own gain, the item to give and the item to take."""

# How likely a pledge is to be kept, what it costs the giver and brings the taker, in points.
PAY, BID, RAISE, LOWER, WEST, COMPLY = (
    (0.92, 0.0, 0.0), (0.6, 0.3, 0.35), (0.7, 0.15, 0.3), (0.7, 0.1, 0.4),
    (0.35, 0.2, 0.2), (0.45, 0.8, 0.7),
)  # fmt: skip
RESTRAINT = {"demand": (0.35, 0.4), "tariff": (0.1, 0.2)}
STEP = (0.15, 0.05)
POINT = 0.3
WORTHWHILE = (0.4, 0.27)
"""What a form brings its proposer and its partner, at least: no table has time for trifles."""


class Dealer:
    """Prices items between the seat that looks and one partner, each once."""

    def __init__(self, out: Evaluator, partner: int) -> None:
        self.out = out
        self.partner = partner
        self.known: dict[tuple[int, bool], Worth] = {}
        self.plans: dict[int, Plan | None] = {}
        here = out.sketch()
        self.theirs = out.worth(here, partner)
        level = out.book.relation(out.seat, partner)
        closer, apart = out.sketch(), out.sketch()
        if out.view.levels[level] <= out.book.numbers.pledge_warms_up_to:
            warm(out, closer, level, 1, False)
        shift(out, apart, level, -1)
        fade = 0.6
        self.closer = fade * out.gain(closer), fade * (out.worth(closer, partner) - self.theirs)
        self.apart = out.gain(apart), out.worth(apart, partner) - self.theirs

    def item(self, item: Item, mine: bool) -> Worth:
        """Price one item; `mine`: the seat that looks gives it."""
        found = self.known.get((item.index, mine))
        if found is None:
            found = self.known[item.index, mine] = (
                self._spot(item, mine) if item.spot else self._pledge(item, mine)
            )
        return found

    def _spot(self, item: Item, mine: bool) -> Worth:
        out = self.out
        giver, taker = (out.seat, self.partner) if mine else (self.partner, out.seat)
        sketch = out.sketch()
        give(out, sketch, item, giver, taker)
        return out.gain(sketch), out.worth(sketch, self.partner) - self.theirs

    def _pledge(self, item: Item, mine: bool) -> Worth:
        out = self.out
        giver = out.seat if mine else self.partner
        kept, cost, brings = self._terms(item)
        if isinstance(item, Restraint):
            back, gain = -cost, brings
        else:
            at = 0 if mine else 1
            trusted = kept if mine else kept * self._trust(giver)
            back = trusted * (self.closer[at] + 0.2) + (1 - trusted) * (self.apart[at] - 1.2) - cost
            gain = trusted * (self.closer[1 - at] + brings) + (1 - trusted) * self.apart[1 - at]
        return (back, gain) if mine else (gain, back)

    def _trust(self, giver: int) -> float:
        roles = self.out.book.roles
        broken = self.out.view.levels[roles.blame + giver] if roles.blame >= 0 else 0
        word = self.out.view.levels[roles.credibility + giver] if roles.credibility >= 0 else 4
        return max(0.4, min(1.0, 0.8 + 0.05 * word - 0.08 * broken))

    def _terms(self, item: Item) -> tuple[float, float, float]:
        match item:
            case PayLater():
                return PAY[0], POINT * item.amount, POINT * item.amount
            case ComplyAll():
                return COMPLY
            case Restraint():
                cost, brings = RESTRAINT.get(item.no, STEP)
                return 1.0, cost, brings
            case DeedItem():
                deed = item.deed
                if deed.bid:
                    return BID[0], 0.12 * deed.bid, 0.12 * deed.bid
                if deed.lower is not None:
                    return LOWER
                raised = deed.raise_
                relation = raised is not None and self.out.book.is_relation(raised.index)
                return RAISE if relation else WEST
            case _:
                return 0.5, 0.3, 0.3

    def rows(self, gives: list[Item], takes: list[Item]) -> Worth:
        """Price a whole form."""
        found = [self.item(item, True) for item in gives]
        found += [self.item(item, False) for item in takes]
        return sum(worth[0] for worth in found), sum(worth[1] for worth in found)

    def plan(self, given: Item | None = None) -> Plan | None:
        """Find the form of one item for one that gains most and that the partner would take."""
        at = -1 if given is None else given.index
        if at not in self.plans:
            self.plans[at] = self._plan(given)
        return self.plans[at]

    def _plan(self, given: Item | None) -> Plan | None:
        out = self.out
        form = Form(out.view, out.book, out.seat, self.partner)
        mine = [given] if given is not None else form.open(0)
        spots = form.spots(self.partner, out.seat, 0)
        pledges = form.pledges(self.partner, out.seat, 0, 0)
        back_spots = [(back, *self.item(back, False)) for back in spots]
        back_all = back_spots + [(back, *self.item(back, False)) for back in pledges]
        best: Plan | None = None
        for item in mine:
            cost, joy = self.item(item, True)
            for back, gain, loss in back_all if item.spot else back_spots:
                if back.family == item.family and not item.mutual:
                    continue
                total, theirs = cost + gain, joy + loss
                if theirs - 0.15 * max(0.0, total) < WORTHWHILE[1] or total < WORTHWHILE[0]:
                    continue
                value = total + 0.3 * min(theirs, 1.0)
                if best is None or value > best[0]:
                    best = value, item.index, back.index
        return best


class Dealers:
    """Keeps the dealer of the form that is being filled in, which takes a question for each item.

    What it rests on is everything that its seat sees, but for the form itself.
    """

    def __init__(self) -> None:
        self.basis: tuple[object, ...] = ()
        self.kept: Dealer | None = None

    def dealer(self, out: Evaluator, partner: int) -> Dealer:
        """Give the dealer with a partner: the one that is kept, or a fresh one."""
        view = out.view
        ledgers = view.ledgers[:]
        ledgers[marks.DEAL] = ()
        basis = (partner, view.seat, view.turn, view.levels, view.piles, ledgers)
        if self.kept is None or basis != self.basis:
            self.basis, self.kept = basis, Dealer(out, partner)
        return self.kept


def on_form(out: Evaluator) -> tuple[list[Item], list[Item]]:
    """List what lies on the form: what its proposer gives, and what it takes."""
    rows = out.view.ledgers[marks.DEAL][1:]
    items = out.book.items
    return [items[at] for side, at, _ in rows if not side], [items[at] for s, at, _ in rows if s]
