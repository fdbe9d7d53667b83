"""Price demands: what each answer is worth to either side, and how likely it is."""

from __future__ import annotations

from math import exp

from wargame.bots.evaluate.effect_model import give, shift, warm
from wargame.bots.evaluate.evaluate import Evaluator, TrialPosition
from wargame.bots.evaluate.rulebook_values import USUAL_CREDIBILITY, chance_of
from wargame.rules.model import ledgers as marks
from wargame.rules.model.cards import Price
from wargame.rules.model.rulebook import Item

# Set by hand, in points or as odds; rules/TUNING.md has what bots were measured to do with them.
PENALISED = 0.6
"""What the penalty that follows a refused FIRM costs its bearer, if there are turns left."""
UNPAYABLE = -50.0
"""What an answer is worth to a seat that cannot pay for it: it will not be given."""
ANSWER_SPREAD = 0.5
"""How far a partner's own price of an answer lies from the one estimated here (logistic scale)."""
COUNTER_COST = 0.15
"""What it costs to counter: the asker may insist."""
EVEN_FIRM, FIRM_AGAIN, FIRM_CREDIBILITY = 0.5, 0.15, 0.06
"""The odds that a demand is FIRM: even for an asker of `USUAL_CREDIBILITY`, more if its last one
was a refused FIRM, and more for each step of Credibility above."""
LEAST_FIRM, MOST_FIRM = 0.2, 0.85
"""Bounds of these odds: nobody always bluffs, and nobody never does."""


def firm_odds(evaluator: Evaluator, asker: int) -> float:
    """Return how likely a demand is FIRM, from what the table has seen of the asker.

    A refused FIRM is remembered by a mark, a called bluff by lost Credibility.
    """
    odds = EVEN_FIRM
    if (marks.REFUSED_FIRM, asker, 0) in evaluator.view.ledgers[marks.GAME]:
        odds += FIRM_AGAIN
    level = evaluator.book.roles.credibility
    if level >= 0:
        credibility = evaluator.view.levels[level + asker]
        odds += FIRM_CREDIBILITY * (credibility - USUAL_CREDIBILITY)
    return min(MOST_FIRM, max(LEAST_FIRM, odds))


class Demand:
    """One demand, with a trial position for each answer."""

    def __init__(self, evaluator: Evaluator, asker: int, to: int, card: int, sweet: Item) -> None:
        self.evaluator = evaluator
        self.asker, self.to = asker, to
        ask = evaluator.book.play_card(card).ask
        assert ask is not None
        self.price, self.floor = ask.price, ask.floor
        self.sweet = sweet
        self.relation = evaluator.book.relation(asker, to)
        assert evaluator.rules.demands is not None
        self.stakes = evaluator.rules.demands

    def payable(self, price: Price) -> bool:
        """Return whether the seat addressed can pay now."""
        levels, roles = self.evaluator.view.levels, self.evaluator.book.roles
        return (
            levels[roles.capital + self.to] >= price.capital
            and levels[roles.support + self.to] >= price.support
        )

    def paid(self, price: Price, interest: int, *, fair: bool) -> TrialPosition:
        """Return the position after price and sweetener have changed hands.

        `fair`: the sweetener may warm the relation, as it does when the asker gets its price.
        """
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

    def complied(self, firm: bool = False) -> TrialPosition:
        """Return the position after the price is paid; `firm`: the mark is known to be FIRM."""
        trial = self.paid(self.price, self.stakes.comply_interest, fair=True)
        if firm and self.stakes.firm_complied_support:
            level = self.evaluator.book.roles.support + self.asker
            shift(self.evaluator, trial, level, self.stakes.firm_complied_support)
        return trial

    def countered(self) -> TrialPosition:
        """Return the position after the floor is paid."""
        return self.paid(self.floor, self.stakes.counter_interest, fair=False)

    def refused(self, firm: bool) -> TrialPosition:
        """Return the position after a refusal of a FIRM or a BLUFF."""
        evaluator, roles, stakes = self.evaluator, self.evaluator.book.roles, self.stakes
        trial = evaluator.trial()
        if not firm:
            shift(evaluator, trial, roles.credibility + self.asker, -stakes.bluff_credibility)
            shift(evaluator, trial, roles.support + self.asker, -stakes.bluff_support)
            shift(evaluator, trial, roles.interest + self.to, stakes.bluff_refuser_interest)
            shift(evaluator, trial, roles.support + self.to, stakes.bluff_refuser_support)
            return trial
        shift(evaluator, trial, self.relation, -stakes.firm_relation)
        cost = stakes.firm_cost(evaluator.view, self.asker)
        shift(evaluator, trial, roles.support + self.asker, -cost)
        held = trial.levels[roles.interest + self.to]
        shift(evaluator, trial, roles.interest + self.to, -stakes.firm_refuser_interest)
        if held >= stakes.firm_refuser_interest:
            shift(evaluator, trial, roles.support + self.to, stakes.firm_refuser_support)
        trial.extra[self.to] -= PENALISED if evaluator.left else 0
        return trial

    def refusal(self) -> float:
        """Price a refusal for the seat addressed, which is the own one."""
        odds = firm_odds(self.evaluator, self.asker)
        firm, bluff = (
            self.evaluator.gain(self.refused(True)),
            self.evaluator.gain(self.refused(False)),
        )
        return odds * firm + (1 - odds) * bluff

    def takes_counter(self) -> float:
        """Return how likely the asker is to take a counter, as the seat addressed sees it."""
        evaluator, asker = self.evaluator, self.asker
        floor = evaluator.worth(self.countered(), asker)
        price = evaluator.worth(self.complied(), asker)
        firm = evaluator.worth(self.refused(True), asker)
        # Insisting brings the price or a refusal, as often the one as the other.
        return chance_of(floor - 0.5 * (price + firm), ANSWER_SPREAD)

    def sealed(self) -> tuple[float, float]:
        """Price the demand for its asker, which is the own seat: (FIRM, BLUFF)."""
        evaluator, to = self.evaluator, self.to
        comply, counter = self.complied(), self.countered()
        firm, bluff = self.refused(True), self.refused(False)
        odds = firm_odds(evaluator, self.asker)
        says = [
            evaluator.worth(comply, to) if self.payable(self.price) else UNPAYABLE,
            evaluator.worth(counter, to) - COUNTER_COST if self.payable(self.floor) else UNPAYABLE,
            odds * evaluator.worth(firm, to) + (1 - odds) * evaluator.worth(bluff, to),
        ]
        top = max(says)
        chances = [exp((value - top) / ANSWER_SPREAD) for value in says]
        whole = sum(chances, 0.0)
        countered = chances[1] * evaluator.gain(counter)
        prices = []
        for paid, refused in ((self.complied(firm=True), firm), (comply, bluff)):
            complied = chances[0] * evaluator.gain(paid)
            prices.append((complied + countered + chances[2] * evaluator.gain(refused)) / whole)
        return prices[0], prices[1]
