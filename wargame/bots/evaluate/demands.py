"""Demands as a bot sees them: what each answer is worth to either side, and how likely it is."""

from __future__ import annotations

from math import exp

from wargame.bots.evaluate.effect_model import give, shift, warm
from wargame.bots.evaluate.evaluate import Evaluator, TrialPosition
from wargame.rules.model import ledgers as marks
from wargame.rules.model.cards import Price
from wargame.rules.model.rulebook import Item

PENALISED = 0.6
PAYABLE = -50.0


def firm_odds(out: Evaluator, asker: int) -> float:
    """Say how likely a demand is FIRM, from what the table has seen of the asker.

    A refused FIRM is remembered by a mark, a called bluff by lost Credibility.
    """
    odds = 0.5
    if (marks.REFUSED_FIRM, asker, 0) in out.view.ledgers[marks.GAME]:
        odds += 0.15
    level = out.book.roles.credibility
    if level >= 0:
        odds += 0.06 * (out.view.levels[level + asker] - 4)
    return min(0.85, max(0.2, odds))


class Demand:
    """One demand, with the sketches of what follows from each answer."""

    def __init__(self, out: Evaluator, asker: int, to: int, card: int, sweet: Item) -> None:
        self.out = out
        self.asker, self.to = asker, to
        found = out.book.play_card(card).ask
        assert found is not None
        self.price, self.floor = found.price, found.floor
        self.sweet = sweet
        self.relation = out.book.relation(asker, to)
        assert out.rules.demands is not None
        self.stakes = out.rules.demands

    def payable(self, price: Price) -> bool:
        """Say whether the seat addressed could pay now."""
        levels, roles = self.out.view.levels, self.out.book.roles
        return (
            levels[roles.capital + self.to] >= price.capital
            and levels[roles.support + self.to] >= price.support
        )

    def paid(self, price: Price, interest: int, *, fair: bool) -> TrialPosition:
        """Let price and sweetener change hands."""
        out, roles = self.out, self.out.book.roles
        sketch = out.sketch()
        if price.item is not None:
            give(out, sketch, out.book.item(price.item), self.to, self.asker)
        shift(out, sketch, roles.capital + self.to, -price.capital)
        shift(out, sketch, roles.capital + self.asker, price.capital)
        shift(out, sketch, roles.support + self.to, -price.support)
        give(out, sketch, self.sweet, self.asker, self.to)
        shift(out, sketch, roles.interest + self.asker, interest)
        if fair and self.sweet.sweetens > 1:
            warm(out, sketch, self.relation, self.stakes.fair_relation, False)
        return sketch

    def complied(self) -> TrialPosition:
        """Let the price be paid."""
        return self.paid(self.price, self.stakes.comply_interest, fair=True)

    def countered(self) -> TrialPosition:
        """Let the floor be paid."""
        return self.paid(self.floor, self.stakes.counter_interest, fair=False)

    def refused(self, firm: bool) -> TrialPosition:
        """Let it be refused."""
        out, roles, stakes = self.out, self.out.book.roles, self.stakes
        sketch = out.sketch()
        if not firm:
            shift(out, sketch, roles.credibility + self.asker, -stakes.bluff_credibility)
            shift(out, sketch, roles.support + self.asker, -stakes.bluff_support)
            shift(out, sketch, roles.interest + self.to, stakes.bluff_refuser_interest)
            shift(out, sketch, roles.support + self.to, stakes.bluff_refuser_support)
            return sketch
        shift(out, sketch, self.relation, -stakes.firm_relation)
        again = (marks.REFUSED_FIRM, self.asker, 0) in out.view.ledgers[marks.GAME]
        cost = stakes.firm_support_again if again else stakes.firm_support
        shift(out, sketch, roles.support + self.asker, -cost)
        held = sketch.levels[roles.interest + self.to]
        shift(out, sketch, roles.interest + self.to, -stakes.firm_refuser_interest)
        if held >= stakes.firm_refuser_interest:
            shift(out, sketch, roles.support + self.to, stakes.firm_refuser_support)
        sketch.extra[self.to] -= PENALISED if out.left else 0
        return sketch

    def refusal(self) -> float:
        """Price a refusal for the seat addressed, which is the one that looks."""
        odds = firm_odds(self.out, self.asker)
        firm, bluff = self.out.gain(self.refused(True)), self.out.gain(self.refused(False))
        return odds * firm + (1 - odds) * bluff

    def takes_counter(self) -> float:
        """Say how likely the asker is to take a counter, as the seat addressed sees it."""
        out, asker = self.out, self.asker
        floor, price = out.worth(self.countered(), asker), out.worth(self.complied(), asker)
        firm = out.worth(self.refused(True), asker)
        return 1 / (1 + exp(min(20.0, (0.5 * (price + firm) - floor) / 0.5)))

    def sealed(self) -> tuple[float, float]:
        """Price the demand for its asker, which is the one that looks: (FIRM, BLUFF)."""
        out, to = self.out, self.to
        comply, counter = self.complied(), self.countered()
        firm, bluff = self.refused(True), self.refused(False)
        odds = firm_odds(out, self.asker)
        says = [
            out.worth(comply, to) if self.payable(self.price) else PAYABLE,
            out.worth(counter, to) - 0.15 if self.payable(self.floor) else PAYABLE,
            odds * out.worth(firm, to) + (1 - odds) * out.worth(bluff, to),
        ]
        top = max(says)
        weights = [exp((value - top) / 0.5) for value in says]
        whole = sum(weights)
        paid = [out.gain(comply), out.gain(counter)]
        common = sum(w * g for w, g in zip(weights, paid, strict=False)) / whole
        refuses = weights[2] / whole
        return common + refuses * out.gain(firm), common + refuses * out.gain(bluff)
