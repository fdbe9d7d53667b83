"""The adaptive bot behind the curtain: what it prices in a sealed sitting."""

from __future__ import annotations

from math import exp
from typing import TypeAlias

from wargame.bots.evaluate.acts import best_use
from wargame.bots.evaluate.crises import bids
from wargame.bots.evaluate.demands import Demand
from wargame.bots.evaluate.effect_model import shift
from wargame.bots.evaluate.evaluate import Evaluator
from wargame.bots.evaluate.rulebook_values import Rules
from wargame.bots.evaluate.weights import Weights
from wargame.content.program import Program
from wargame.engine.scoring import agenda_grade
from wargame.rules.model import ledgers as marks
from wargame.table.decision import Decision, Option

Prices: TypeAlias = list[float]


def number(option: Option) -> int:
    """Give the number at the end of a key."""
    return int(option.key.rpartition(":")[2])


class CabinetPricing:
    """Knows the rulebook and its own weights; of the game it is told what its seat sees."""

    def __init__(self, program: Program, temper: Weights | None = None) -> None:
        self.temper = temper or Weights()
        self.rules = Rules(program)
        self.book = program.book
        self.card_index = {id: at for at, id in enumerate(program.book.layout.cards)}
        self.seat_index = {id: at for at, id in enumerate(program.book.layout.seats)}
        self.items = {item.id: item for item in program.book.items}
        self.lines = {line.id: at for at, line in enumerate(program.book.ops)}

    def card(self, option: Option) -> int:
        """Give the card that an option names."""
        return self.card_index[option.key.partition(":")[2]]

    def card_worth(self, out: Evaluator, card: int) -> float:
        """Price a card by the best that can be done with it now."""
        return best_use(out, card)

    # -- cabinet --------------------------------------------------------------------------------

    def price_shelve(self, out: Evaluator, decision: Decision) -> Prices:
        """Price putting a card away: it must be much worse than a fresh one."""
        sketch = out.sketch()
        shift(out, sketch, self.book.roles.capital + out.seat, -decision.about[0])
        cost = out.gain(sketch)
        uses = [self.card_worth(out, self.card(o)) for o in decision.options if o.key != "keep"]
        usual = sum(uses) / max(1, len(uses))
        spare = 0.5 if len(uses) > 2 else 1.0
        found = iter(uses)
        return [
            0.0 if o.key == "keep" else cost + spare * (min(usual, 1.2) - next(found)) * 0.7
            for o in decision.options
        ]

    def price_bid(self, out: Evaluator, decision: Decision) -> Prices:
        """Price the bids."""
        return bids(out, [number(option) for option in decision.options])

    def price_fill(self, out: Evaluator, decision: Decision) -> Prices:
        """Price what may lie on a place of the dossier."""
        prices = []
        for option in decision.options:
            word = option.key.partition(":")[0]
            if word == "leave":
                prices.append(0.0)
            elif word == "act":
                prices.append(self.card_worth(out, self.card(option)))
            else:
                prices.append(self._best_demand(out, self.card(option)))
        return prices

    def _best_demand(self, out: Evaluator, card: int) -> float:
        asked = self.book.play_card(card).ask
        assert asked is not None
        taken = {to for asker, _, to, _, _ in out.view.ledgers[marks.SEALED] if asker == out.seat}
        sweets = [item for item in self.book.items if item.sweetens][:2]
        return max(
            (
                max(self.demand_prices(out, to, card, item.index))
                for to in asked.to
                if to != out.seat and to not in taken
                for item in sweets
                if item.possible(out.view, out.seat, to)
            ),
            default=-1.0,
        )

    def demand_prices(self, out: Evaluator, to: int, card: int, item: int) -> tuple[float, float]:
        """Price a demand of the own seat, FIRM and BLUFF."""
        return Demand(out, out.seat, to, card, self.book.items[item]).sealed()

    def price_demand_to(self, out: Evaluator, decision: Decision) -> Prices:
        """Price the seats that a demand may be put to."""
        card = decision.about[0]
        sweet = next(item for item in self.book.items if item.sweetens)
        return [
            max(self.demand_prices(out, self.seat_index[o.key[3:]], card, sweet.index))
            for o in decision.options
        ]

    def price_demand_with(self, out: Evaluator, decision: Decision) -> Prices:
        """Price the sweeteners."""
        card, to = decision.about
        return [
            max(self.demand_prices(out, to, card, self.items[o.key[5:]].index))
            for o in decision.options
        ]

    def price_demand_mark(self, out: Evaluator, decision: Decision) -> Prices:
        """Price FIRM and BLUFF; who is read like a book is refused, so luck has a say."""
        card, to = decision.about
        if self.temper.mark:
            return [float(9 * (o.key == self.temper.mark)) for o in decision.options]
        rows = out.view.ledgers[marks.SEALED]
        item = next(i for _, _, at, i, firm in rows if at == to and firm < 0 <= i)
        firm, bluff = self.demand_prices(out, to, card, item)
        return [firm if o.key == "firm" else bluff for o in decision.options]

    def price_lay_offer(self, out: Evaluator, decision: Decision) -> Prices:
        """Price what may be laid on offer: a card that others need more."""
        prices = []
        for option in decision.options:
            if option.key == "no-offer":
                prices.append(0.0)
                continue
            face = self.book.play_card(self.card(option))
            foreign = face.flag is not None and face.flag != out.seat
            prices.append(0.2 if foreign else -0.1)
        return prices

    def price_guess(self, out: Evaluator, decision: Decision) -> Prices:
        """Price the guesses: the nearer a partner is to a flag, the likelier it is its own."""
        rules = self.rules.program.ruleset.agenda
        assert rules is not None
        ids = {agenda.id: at for at, agenda in enumerate(self.book.agendas)}
        prices = []
        for option in decision.options:
            if option.key == "no-guess":
                prices.append(0.0)
                continue
            flag = ids[option.key[6:]]
            seat = self.book.agendas[flag].seat
            weights = {
                f: exp(0.25 * agenda_grade(self.rules.program, out.view, seat, f))
                for f in self.book.flags[seat]
            }
            odds = weights[flag] / sum(weights.values())
            prices.append(odds * rules.right + (1 - odds) * rules.wrong)
        return prices
