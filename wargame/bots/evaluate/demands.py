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


def firm_odds(evaluator: Evaluator, asker: int) -> float:
    """Say how likely a demand is FIRM, from what the table has seen of the asker.

    A refused FIRM is remembered by a mark, a called bluff by lost Credibility.
    """
    odds = 0.5
    if (marks.REFUSED_FIRM, asker, 0) in evaluator.view.ledgers[marks.GAME]:
        odds += 0.15
    level = evaluator.book.roles.credibility
    if level >= 0:
        odds += 0.06 * (evaluator.view.levels[level + asker] - 4)
    return min(0.85, max(0.2, odds))


class Demand:
    """One demand, with the sketches of what follows from each answer."""

    def __init__(self, evaluator: Evaluator, asker: int, to: int, card: int, sweet: Item) -> None:
        self.evaluator = evaluator
        self.asker, self.to = asker, to
        found = evaluator.book.play_card(card).ask
        assert found is not None
        self.price, self.floor = found.price, found.floor
        self.sweet = sweet
        self.relation = evaluator.book.relation(asker, to)
        assert evaluator.rules.demands is not None
        self.stakes = evaluator.rules.demands

    def payable(self, price: Price) -> bool:
        """Say whether the seat addressed could pay now."""
        levels, roles = self.evaluator.view.levels, self.evaluator.book.roles
        return (
            levels[roles.capital + self.to] >= price.capital
            and levels[roles.support + self.to] >= price.support
        )

    def paid(self, price: Price, interest: int, *, fair: bool) -> TrialPosition:
        """Let price and sweetener change hands."""
        evaluator, roles = self.evaluator, self.evaluator.book.roles
        trial = evaluator.trial()
        if price.item is not None:
            give(evaluator, trial, evaluator.book.item(price.item), self.to, self.asker)
        shift(evaluator, trial, roles.capital + self.to, -price.capital)
        shift(evaluator, trial, roles.capital + self.asker, price.capital)
        shift(evaluator, trial, roles.support + self.to, -price.support)
        give(evaluator, trial, self.sweet, self.asker, self.to)
        shift(evaluator, trial, roles.interest + self.asker, interest)
        if fair and self.sweet.sweetens > 1:
            warm(evaluator, trial, self.relation, self.stakes.fair_relation, False)
        return trial

    def complied(self) -> TrialPosition:
        """Let the price be paid."""
        return self.paid(self.price, self.stakes.comply_interest, fair=True)

    def countered(self) -> TrialPosition:
        """Let the floor be paid."""
        return self.paid(self.floor, self.stakes.counter_interest, fair=False)

    def refused(self, firm: bool) -> TrialPosition:
        """Let it be refused."""
        evaluator, roles, stakes = self.evaluator, self.evaluator.book.roles, self.stakes
        trial = evaluator.trial()
        if not firm:
            shift(evaluator, trial, roles.credibility + self.asker, -stakes.bluff_credibility)
            shift(evaluator, trial, roles.support + self.asker, -stakes.bluff_support)
            shift(evaluator, trial, roles.interest + self.to, stakes.bluff_refuser_interest)
            shift(evaluator, trial, roles.support + self.to, stakes.bluff_refuser_support)
            return trial
        shift(evaluator, trial, self.relation, -stakes.firm_relation)
        again = (marks.REFUSED_FIRM, self.asker, 0) in evaluator.view.ledgers[marks.GAME]
        cost = stakes.firm_support_again if again else stakes.firm_support
        shift(evaluator, trial, roles.support + self.asker, -cost)
        held = trial.levels[roles.interest + self.to]
        shift(evaluator, trial, roles.interest + self.to, -stakes.firm_refuser_interest)
        if held >= stakes.firm_refuser_interest:
            shift(evaluator, trial, roles.support + self.to, stakes.firm_refuser_support)
        trial.extra[self.to] -= PENALISED if evaluator.left else 0
        return trial

    def refusal(self) -> float:
        """Price a refusal for the seat addressed, which is the one that looks."""
        odds = firm_odds(self.evaluator, self.asker)
        firm, bluff = (
            self.evaluator.gain(self.refused(True)),
            self.evaluator.gain(self.refused(False)),
        )
        return odds * firm + (1 - odds) * bluff

    def takes_counter(self) -> float:
        """Say how likely the asker is to take a counter, as the seat addressed sees it."""
        evaluator, asker = self.evaluator, self.asker
        floor, price = (
            evaluator.worth(self.countered(), asker),
            evaluator.worth(self.complied(), asker),
        )
        firm = evaluator.worth(self.refused(True), asker)
        return 1 / (1 + exp(min(20.0, (0.5 * (price + firm) - floor) / 0.5)))

    def sealed(self) -> tuple[float, float]:
        """Price the demand for its asker, which is the one that looks: (FIRM, BLUFF)."""
        evaluator, to = self.evaluator, self.to
        comply, counter = self.complied(), self.countered()
        firm, bluff = self.refused(True), self.refused(False)
        odds = firm_odds(evaluator, self.asker)
        says = [
            evaluator.worth(comply, to) if self.payable(self.price) else PAYABLE,
            evaluator.worth(counter, to) - 0.15 if self.payable(self.floor) else PAYABLE,
            odds * evaluator.worth(firm, to) + (1 - odds) * evaluator.worth(bluff, to),
        ]
        top = max(says)
        chances = [exp((value - top) / 0.5) for value in says]
        whole = sum(chances)
        paid = [evaluator.gain(comply), evaluator.gain(counter)]
        common = sum(w * g for w, g in zip(chances, paid, strict=False)) / whole
        refuses = chances[2] / whole
        return common + refuses * evaluator.gain(firm), common + refuses * evaluator.gain(bluff)
