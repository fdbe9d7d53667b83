"""Price the questions of the Cabinet: shelve, bids, dossier, demands to be sealed, offer, guess."""

from __future__ import annotations

from math import exp
from typing import TypeAlias

from wargame.bots.evaluate.act_values import best_use
from wargame.bots.evaluate.crisis_values import bids
from wargame.bots.evaluate.demand_values import Demand
from wargame.bots.evaluate.effect_model import shift
from wargame.bots.evaluate.evaluate import Evaluator
from wargame.bots.evaluate.options import named, number, word
from wargame.bots.evaluate.rulebook_values import Rules
from wargame.bots.evaluate.weights import Weights
from wargame.content.program import Program
from wargame.engine.scoring import agenda_grade
from wargame.rules.model import ledgers as marks
from wargame.table.decision import Decision, Option

Prices: TypeAlias = list[float]
"""One price for each option of a decision, in its order, in points."""

# Set by hand, in points; rules/TUNING.md tells what the bot was measured to do with them.
SPARE, SPARE_OF_MANY, FEW = 1.0, 0.5, 2
"""How much of a better card's gain counts when a card is shelved: all of it, if no more than
`FEW` could be shelved, or half, since of many cards the seat would play others first."""
FRESH_CARD = 1.2
"""What a card drawn from a deck is worth at most: the mean of the hand is no better estimate."""
SHELVE_SHARE = 0.7
"""The share of the gain by a fresh card that counts, since it may be no better."""
NO_DEMAND = -1.0
"""The price of a demand that could be put to nobody."""
SWEETENERS_TRIED = 2
"""How many sweeteners a demand is priced with before its seat is chosen, to save time."""
HABITUAL = 9.0
"""The price of the answer or mark that `Weights` prescribe, above any other."""
OFFER_FOREIGN, OFFER_OTHER = 0.2, -0.1
"""What it is worth to offer a region card with a partner's flag, and any other."""
FLAG_EVIDENCE = 0.25
"""How much evidence a point of a flag's grade is for that flag being the true one, in log odds."""


def flag_likelihoods(evaluator: Evaluator, seat: int) -> dict[int, float]:
    """Return how likely each flag of a seat is to be its true one, not yet made to sum to 1.

    The nearer a seat has come to what a flag asks for, the likelier it is its own.
    """
    program = evaluator.rules.program
    return {
        flag: exp(FLAG_EVIDENCE * agenda_grade(program, evaluator.view, seat, flag))
        for flag in evaluator.book.flags[seat]
    }


class CabinetPricing:
    """Prices what is asked in the Cabinet; it knows the rulebook, its weights and a view."""

    def __init__(self, program: Program, weights: Weights | None = None) -> None:
        self.weights = weights or Weights()
        self.rules = Rules(program)
        self.book = program.book
        self.card_index = {id: at for at, id in enumerate(program.book.layout.cards)}
        self.seat_index = {id: at for at, id in enumerate(program.book.layout.seats)}
        self.items = {item.id: item for item in program.book.items}
        self.lines = {line.id: at for at, line in enumerate(program.book.ops)}

    def card(self, option: Option) -> int:
        """Return the card that an option names."""
        return self.card_index[named(option)]

    def card_worth(self, evaluator: Evaluator, card: int) -> float:
        """Price a card by the best that can be done with it now."""
        return best_use(evaluator, card)

    # -- cabinet --------------------------------------------------------------------------------

    def price_shelve(self, evaluator: Evaluator, decision: Decision) -> Prices:
        """Price putting a card away: it must be much worse than a fresh one."""
        trial = evaluator.trial()
        shift(evaluator, trial, self.book.roles.capital + evaluator.seat, -decision.about[0])
        cost = evaluator.gain(trial)
        uses = [
            self.card_worth(evaluator, self.card(o)) for o in decision.options if o.key != "keep"
        ]
        fresh = min(sum(uses, 0.0) / max(1, len(uses)), FRESH_CARD)
        spare = SPARE_OF_MANY if len(uses) > FEW else SPARE
        held = iter(uses)
        return [
            0.0 if o.key == "keep" else cost + spare * (fresh - next(held)) * SHELVE_SHARE
            for o in decision.options
        ]

    def price_bid(self, evaluator: Evaluator, decision: Decision) -> Prices:
        """Price the bids."""
        return bids(evaluator, [number(option) for option in decision.options])

    def price_fill(self, evaluator: Evaluator, decision: Decision) -> Prices:
        """Price what may lie on a place of the dossier."""
        prices = []
        for option in decision.options:
            if option.key == "leave":
                prices.append(0.0)
            elif word(option) == "act":
                prices.append(self.card_worth(evaluator, self.card(option)))
            else:
                prices.append(self.best_demand(evaluator, self.card(option)))
        return prices

    def best_demand(self, evaluator: Evaluator, card: int) -> float:
        """Price a card as a demand, put to the seat and with the mark that suit it best."""
        asked = self.book.play_card(card).ask
        assert asked is not None
        taken = {
            to
            for asker, _, to, _, _ in evaluator.view.ledgers[marks.SEALED]
            if asker == evaluator.seat
        }
        sweets = [item for item in self.book.items if item.sweetens][:SWEETENERS_TRIED]
        return max(
            (
                max(self.demand_prices(evaluator, to, card, item.index))
                for to in asked.to
                if to != evaluator.seat and to not in taken
                for item in sweets
                if item.possible(evaluator.view, evaluator.seat, to)
            ),
            default=NO_DEMAND,
        )

    def demand_prices(
        self, evaluator: Evaluator, to: int, card: int, item: int
    ) -> tuple[float, float]:
        """Price a demand of the own seat, FIRM and BLUFF."""
        return Demand(evaluator, evaluator.seat, to, card, self.book.items[item]).sealed()

    def price_demand_to(self, evaluator: Evaluator, decision: Decision) -> Prices:
        """Price the seats that a demand may be put to."""
        card = decision.about[0]
        sweet = next(item for item in self.book.items if item.sweetens)
        return [
            max(self.demand_prices(evaluator, self.seat_index[named(o)], card, sweet.index))
            for o in decision.options
        ]

    def price_demand_with(self, evaluator: Evaluator, decision: Decision) -> Prices:
        """Price the sweeteners."""
        card, to = decision.about
        return [
            max(self.demand_prices(evaluator, to, card, self.items[named(o)].index))
            for o in decision.options
        ]

    def price_demand_mark(self, evaluator: Evaluator, decision: Decision) -> Prices:
        """Price FIRM and BLUFF; `LUCK` then keeps the choice from being predictable."""
        card, to = decision.about
        if self.weights.mark:
            return [HABITUAL * (o.key == self.weights.mark) for o in decision.options]
        rows = evaluator.view.ledgers[marks.SEALED]
        item = next(i for _, _, at, i, firm in rows if at == to and firm < 0 <= i)
        firm, bluff = self.demand_prices(evaluator, to, card, item)
        return [firm if o.key == "firm" else bluff for o in decision.options]

    def price_lay_offer(self, evaluator: Evaluator, decision: Decision) -> Prices:
        """Price what may be laid on offer: best a card with a partner's flag."""
        prices = []
        for option in decision.options:
            if option.key == "no-offer":
                prices.append(0.0)
                continue
            face = self.book.play_card(self.card(option))
            foreign = face.flag is not None and face.flag != evaluator.seat
            prices.append(OFFER_FOREIGN if foreign else OFFER_OTHER)
        return prices

    def price_guess(self, evaluator: Evaluator, decision: Decision) -> Prices:
        """Price the guesses: the nearer a partner is to a flag, the likelier it is its own."""
        rules = self.rules.program.ruleset.agenda
        assert rules is not None
        index = {agenda.id: at for at, agenda in enumerate(self.book.agendas)}
        prices = []
        for option in decision.options:
            if option.key == "no-guess":
                prices.append(0.0)
                continue
            flag = index[named(option)]
            likelihoods = flag_likelihoods(evaluator, self.book.agendas[flag].seat)
            odds = likelihoods[flag] / sum(likelihoods.values(), 0.0)
            prices.append(odds * rules.right + (1 - odds) * rules.wrong)
        return prices
