"""The adaptive bot: it prices every option for its seat and takes the best, or nearly the best."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from math import exp
from random import Random

from wargame.bots.evaluate.acts import (
    best_use,
    branch_price,
    filled,
    home_price,
    line_prices,
    policy_price,
)
from wargame.bots.evaluate.cabinet import CabinetPricing, Prices, number
from wargame.bots.evaluate.crises import stand_by, top_ups
from wargame.bots.evaluate.deals import Dealers, on_form
from wargame.bots.evaluate.demands import Demand
from wargame.bots.evaluate.effect_model import (
    BROKEN,
    KEPT,
    aim,
    carry_out,
    change_price,
    penalty_price,
    shift,
)
from wargame.bots.evaluate.evaluate import Evaluator
from wargame.bots.evaluate.weights import Weights
from wargame.content.program import Program
from wargame.engine.view import SeatView
from wargame.rules.effects.conditions import EndRow
from wargame.rules.effects.effects import Aimed, Choose
from wargame.rules.model import ledgers as marks
from wargame.rules.model.cards import Branch, LeaderCard, PlayCard
from wargame.table.decision import Decision

LUCK = {"demand_mark": 6, "bid": 4}
"""Where a seat that can be read like a book would pay for it, luck has more say."""


class Adaptive(CabinetPricing):
    """Prices what is asked by its kind; a question that it has no price for is left to luck."""

    def __init__(self, program: Program, weights: Weights | None = None) -> None:
        super().__init__(program, weights)
        self.dealers = Dealers()

    def choose(self, view: SeatView, decision: Decision, rng: Random) -> str:
        """Answer with one of the best options; luck decides between near ties only."""
        options = decision.options
        if len(options) == 1:
            return options[0].key
        if options[-1].key == "no-more":
            return "no-more"
        ask: Callable[[Evaluator, Decision], Prices] | None
        ask = getattr(self, "price_" + decision.kind, None)
        if ask is None:
            return rng.choice(options).key
        evaluator = Evaluator(self.rules, self.weights, view, decision.kind)
        prices = ask(evaluator, decision)
        warmth = self.weights.warmth * LUCK.get(decision.kind, 1)
        top = max(prices)
        chances = [exp(max(-30.0, (price - top) / warmth)) for price in prices]
        return rng.choices(options, chances)[0].key

    # -- news -----------------------------------------------------------------------------------

    def price_event(self, evaluator: Evaluator, decision: Decision) -> Prices:
        """Price the branches of an event."""
        return self._branches(evaluator, decision, self.book.event_card(decision.about[0]).branch)

    def price_choose(self, evaluator: Evaluator, decision: Decision) -> Prices:
        """Price the branches of a choice that an effect offers."""
        found = decision.about[0]
        assert isinstance(found, Choose)
        return self._branches(evaluator, decision, found.branch)

    def _branches(
        self, evaluator: Evaluator, decision: Decision, branches: Sequence[Branch]
    ) -> Prices:
        seat = decision.seat
        return [branch_price(evaluator, branches[number(o) - 1], seat) for o in decision.options]

    def price_which(self, evaluator: Evaluator, decision: Decision) -> Prices:
        """Price the targets of an effect."""
        effect = decision.about[0]
        assert isinstance(effect, Aimed)
        seat = decision.seat
        prices = []
        for target in effect.aims[seat]:
            trial = evaluator.trial()
            aim(evaluator, trial, effect, target, seat, evaluator.view.actor >= 0)
            prices.append(evaluator.gain(trial))
        return prices

    def price_end_which(self, evaluator: Evaluator, decision: Decision) -> Prices:
        """Price the conditions that might be ended."""
        prices = []
        for option in decision.options:
            ended = option.steps[0]
            assert isinstance(ended, EndRow)
            row = ended.row(evaluator.view.ledgers[marks.CONDITIONS])
            assert row is not None
            condition, on, life = row
            worth = change_price(evaluator, self.book.conditions[condition].change, life)
            share = 1.0 if on in (-1, evaluator.seat) else -evaluator.weights.rivalry / 2
            prices.append(-worth * share)
        return prices

    # -- table ----------------------------------------------------------------------------------

    def price_deal(self, evaluator: Evaluator, decision: Decision) -> Prices:
        """Price a proposal to each partner, against a pass."""
        prices = []
        for option in decision.options:
            if option.key == "pass":
                prices.append(0.0)
                continue
            plan = self.dealers.dealer(evaluator, self.seat_index[option.key[5:]]).plan()
            prices.append(-1.0 if plan is None else plan[0] * 0.7 - 0.1)
        return prices

    def price_deal_item(self, evaluator: Evaluator, decision: Decision) -> Prices:
        """Price the items of a form: as planned, one on each side."""
        side, _, partner = decision.about
        dealer = self.dealers.dealer(evaluator, partner)
        gives, _ = on_form(evaluator)
        plan = dealer.plan(gives[0] if side and gives else None)
        wanted = -1 if plan is None else plan[2] if side else plan[1]
        prices = []
        for option in decision.options:
            item = self.items[option.key.partition(":")[2]]
            prices.append(9.0 if item.index == wanted else dealer.item(item, not side)[0] - 5)
        return prices

    def price_deal_due(self, evaluator: Evaluator, decision: Decision) -> Prices:
        """Price when a pledge falls due: later leaves more turns to keep it."""
        own = evaluator.view.ledgers[marks.DEAL][-1][0] == 0
        return [0.1 * number(option) * (1 if own else -1) for option in decision.options]

    def price_deal_reply(self, evaluator: Evaluator, decision: Decision) -> Prices:
        """Price a form: yes, no, or one that suits better."""
        dealer = self.dealers.dealer(evaluator, decision.about[0])
        takes, gives = on_form(evaluator)
        gain, theirs = dealer.rows(gives, takes)
        gain -= 0.1 * max(0.0, theirs) * evaluator.weights.rivalry
        prices = []
        for option in decision.options:
            if option.key == "yes":
                prices.append(gain * self.weights.deals)
            elif option.key == "no":
                prices.append(0.0)
            else:
                plan = dealer.plan() if gain < 0.8 else None
                prices.append(-1.0 if plan is None else 0.5 * plan[0] - 0.2)
        return prices

    def price_answer(self, evaluator: Evaluator, decision: Decision) -> Prices:
        """Price the answers to a demand."""
        asker, to, card, item = decision.about
        demand = Demand(evaluator, asker, to, card, self.book.items[item])
        refuse = demand.refusal()
        comply = evaluator.gain(demand.complied()) if demand.payable(demand.price) else -9.0
        prices = []
        for option in decision.options:
            word = option.key.partition(":")[0]
            if word == "comply":
                price = comply
            elif word == "counter":
                taken = demand.takes_counter()
                price = taken * evaluator.gain(demand.countered())
                price += (1 - taken) * max(comply, refuse)
            elif word == "refuse":
                price = refuse
            else:
                price = -0.35 - (0.45 if option.key == "stall" else 0.0)
            prices.append(price + 9 * (word == self.weights.answer))
        return prices

    def price_insisted(self, evaluator: Evaluator, decision: Decision) -> Prices:
        """Price what is left when the asker insists."""
        return self.price_answer(evaluator, decision)

    def price_countered(self, evaluator: Evaluator, decision: Decision) -> Prices:
        """Price taking the floor against insisting."""
        asker, to, card, item = decision.about
        demand = Demand(evaluator, asker, to, card, self.book.items[item])
        firm = next((f for _, _, at, _, f in evaluator.view.ledgers[marks.SEALED] if at == to), 0)
        comply = evaluator.worth(demand.complied(), to) if demand.payable(demand.price) else -50.0
        refused = 0.5 * evaluator.worth(demand.refused(True), to)
        refused += 0.5 * evaluator.worth(demand.refused(False), to)
        odds = 1 / (1 + exp(max(-20.0, min(20.0, (refused - comply) / 0.5))))
        insist = odds * evaluator.gain(demand.complied())
        insist += (1 - odds) * evaluator.gain(demand.refused(bool(firm)))
        floor = evaluator.gain(demand.countered())
        return [floor if o.key == "take-counter" else insist for o in decision.options]

    def price_penalty(self, evaluator: Evaluator, decision: Decision) -> Prices:
        """Price the penalties: the one that hurts most, unless it hurts the own cause."""
        ids = {penalty.id: at for at, penalty in enumerate(self.book.penalties)}
        prices = []
        for option in decision.options:
            prices.append(0.2 * penalty_price(evaluator, ids[option.key[8:]], 2))
        return prices

    # -- acts -----------------------------------------------------------------------------------

    def price_go(self, evaluator: Evaluator, decision: Decision) -> Prices:
        """Price the goes: the better card first, and what is worth nothing stays unseen."""
        prices = []
        for option in decision.options:
            word, _, at = option.key.partition(":")
            if word == "home":
                prices.append(home_price(evaluator, int(at) - 1) + 0.3)
            elif word == "turn-up":
                pile = self.book.piles.dossier[evaluator.seat][int(at) - 1]
                prices.append(self.card_worth(evaluator, evaluator.view.piles[pile][0]))
            else:
                prices.append(0.0 if word == "wait" else 0.02)
        return prices

    def price_use(self, evaluator: Evaluator, decision: Decision) -> Prices:
        """Price the uses of a card."""
        card = decision.about[0]
        prices = []
        for option in decision.options:
            if option.key == "ops":
                prices.append(best_use(evaluator, card, ops_only=True))
            else:
                branch = self.book.play_card(card).branch[number(option) - 1]
                prices.append(policy_price(evaluator, branch))
        return prices

    def price_ops(self, evaluator: Evaluator, decision: Decision) -> Prices:
        """Price the lines: each with the best that the points left over could still bring."""
        card, points = decision.about
        worth = line_prices(evaluator)
        open_ = {self.lines[o.key[4:]] for o in decision.options if o.key.startswith("ops:")}
        prices = []
        for option in decision.options:
            if option.key.startswith("ops:"):
                at = self.lines[option.key[4:]]
                gain, cost = worth[at]
                rest = [worth[o] for o in open_ - {at}]
                prices.append(gain + filled(rest, points - cost))
            elif option.key == "flag":
                face = self.book.cards[card]
                assert isinstance(face, PlayCard)
                assert face.flag is not None
                trial = evaluator.trial()
                carry_out(evaluator, trial, face.flag_effects, face.flag, True)
                prices.append(evaluator.gain(trial) * 0.1 - 0.2)
            else:
                prices.append(-0.01)
        return prices

    # -- reckoning ------------------------------------------------------------------------------

    def price_top_up(self, evaluator: Evaluator, decision: Decision) -> Prices:
        """Price the points that may be added."""
        points = [number(o) if o.key.startswith("top-up") else 0 for o in decision.options]
        return top_ups(evaluator, points, decision.about[0])

    def price_backstop(self, evaluator: Evaluator, decision: Decision) -> Prices:
        """Price standing up."""
        yes = stand_by(evaluator)
        return [yes if o.key == "stand" else 0.0 for o in decision.options]

    def price_name_threat(self, evaluator: Evaluator, decision: Decision) -> Prices:
        """Price the threats that the backstop may lower."""
        prices = []
        for option in decision.options:
            theatre = self.book.layout.theatres.index(option.key[5:])
            trial = evaluator.trial()
            shift(evaluator, trial, self.book.roles.threat + theatre, -decision.about[0])
            prices.append(evaluator.gain(trial))
        return prices

    def price_pay_pledge(self, evaluator: Evaluator, decision: Decision) -> Prices:
        """Price paying what was promised."""
        to, amount = decision.about
        roles = self.book.roles
        paid, broken = evaluator.trial(), evaluator.trial()
        shift(evaluator, paid, roles.capital + evaluator.seat, -amount)
        shift(evaluator, paid, roles.capital + to, amount)
        shift(evaluator, paid, self.book.relation(evaluator.seat, to), 1)
        shift(evaluator, broken, self.book.relation(evaluator.seat, to), -1)
        shift(evaluator, broken, roles.blame + evaluator.seat, 1)
        pay, not_pay = evaluator.gain(paid) + 0.2, evaluator.gain(broken) - 0.2
        return [pay if o.key == "pay-pledge" else not_pay for o in decision.options]

    def price_inherited(self, evaluator: Evaluator, decision: Decision) -> Prices:
        """Price keeping a pledge of the old government."""
        trial = evaluator.trial()
        shift(evaluator, trial, self.book.relation(evaluator.seat, decision.about[0]), -1)
        drop = evaluator.gain(trial)
        keep = (KEPT - BROKEN) / 2
        return [keep if o.key == "keep-pledge" else drop for o in decision.options]

    def price_leader(self, evaluator: Evaluator, decision: Decision) -> Prices:
        """Price the leaders by what they change."""
        prices = []
        for option in decision.options:
            face = self.book.cards[self.card(option)]
            assert isinstance(face, LeaderCard)
            prices.append(sum(change_price(evaluator, change, 9) for change in face.changes))
        return prices
