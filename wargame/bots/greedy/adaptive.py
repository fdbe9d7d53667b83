"""The adaptive bot: it prices every option for its seat and takes the best, or nearly the best."""

from __future__ import annotations

from collections.abc import Sequence
from math import exp
from random import Random
from typing import assert_never

from wargame.bots.evaluate.act_values import (
    best_use,
    branch_price,
    filled,
    home_price,
    line_prices,
    policy_price,
)
from wargame.bots.evaluate.cabinet_values import HABITUAL, CabinetPricing, Prices
from wargame.bots.evaluate.crisis_values import stand_by, top_ups
from wargame.bots.evaluate.deal_values import DealPricing, DealPricings, on_form
from wargame.bots.evaluate.demand_values import ANSWER_SPREAD, UNPAYABLE, Demand
from wargame.bots.evaluate.effect_model import (
    BROKEN,
    KEPT,
    TO_THE_END,
    aim,
    carry_out,
    change_price,
    penalty_price,
    shift,
)
from wargame.bots.evaluate.evaluate import Evaluator
from wargame.bots.evaluate.options import forced, named, number, word
from wargame.bots.evaluate.rulebook_values import chance_of
from wargame.bots.evaluate.weights import Weights
from wargame.content.program import Program
from wargame.engine.view import SeatView
from wargame.rules.effects.conditions import EndRow
from wargame.rules.effects.effects import Aimed, Choose
from wargame.rules.model import ledgers as marks
from wargame.rules.model.cards import Branch, LeaderCard, PlayCard
from wargame.rules.model.questions import QuestionKind
from wargame.rules.model.rulebook import Item
from wargame.table.decision import Decision

LUCK: dict[QuestionKind, float] = {"demand_mark": 6, "bid": 4}
"""Factors on `Weights.warmth`: these sealed choices are randomised more, because a partner that
can predict a BLUFF or a bid takes advantage of it."""
LEAST_EXPONENT = -30.0
"""`exp` of less is taken to be `exp` of this: one in 10^13, never chosen, and no underflow."""

# Prices that no level shows, in points. Set by hand; rules/TUNING.md tells what the bot was
# measured to do with them.
PROPOSAL_SHARE, PROPOSAL_COST = 0.7, 0.1
"""A planned form is taken by its partner about so often; to ask and be refused costs so much."""
CHANGE_SHARE, CHANGE_COST, GOOD_FORM = 0.5, 0.2, 0.8
"""The same for a form of one's own in answer to another's. From a gain of `GOOD_FORM` on, the
form on the table is not changed."""
NO_PLAN = -1.0
"""The price of a proposal without a form that both sides would sign."""
PLANNED, OFF_PLAN = 9.0, -5.0
"""The price of the item that was planned, and what is added to all others: the plan wins, and
without one the better item still ranks higher."""
UNSAID = -9.0
"""The price of each way to say no but the one that the seat chooses: they are one answer."""
ENVY = 0.1
"""How much of a partner's gain by a form counts against it, times rivalry."""
DUE_STEP = 0.1
"""What a turn more is worth to the seat that has to keep a pledge; the taker loses as much."""
CANNOT_PAY = -9.0
"""The price of an answer that the seat cannot pay for."""
STALL, PAID_STALL = -0.35, -0.45
"""The price of a stall, which leaves the demand open, and what is added if it costs something."""
FIRM_ODDS = 0.5
"""How likely the seat that countered takes the demand to be FIRM, when it decides on a refusal."""
PENALTY_SHARE = 0.2
"""What a penalty is worth to the seat that lays it, as a share of what it costs its bearer."""
HOME_BONUS = 0.3
"""HOME is played before a card of the same worth: it takes no place of the dossier."""
TAKE_BACK = 0.02
"""The price of a card taken back unplayed: a little more than to wait, which is 0."""
FLAG_SHARE, FLAG_COST = 0.1, 0.2
"""A flag that has not fired before the OPS fires after them, so firing it first gains only a
share of its effect, and costs a little because it seldom matters."""
ENOUGH = -0.01
"""The price of ending OPS: any line that gains something comes first."""
WORD = 0.2
"""What paying a promised sum is worth beyond the levels that it moves; not paying costs as much."""


class Adaptive(CabinetPricing):
    """Prices the options of every kind of question, and chooses by price."""

    def __init__(self, program: Program, weights: Weights | None = None) -> None:
        super().__init__(program, weights)
        self.pricings = DealPricings()

    def choose(self, view: SeatView, decision: Decision, rng: Random) -> str:
        """Answer with one of the best options; luck decides between near ties only."""
        option = forced(decision)
        if option is not None:
            return option.key
        evaluator = Evaluator(self.rules, self.weights, view, decision.kind)
        likelihoods = self.likelihoods(decision, self.price(evaluator, decision))
        return rng.choices(decision.options, likelihoods)[0].key

    def likelihoods(self, decision: Decision, prices: Prices) -> list[float]:
        """Return how likely each option is to be chosen, relative to the best, which has 1.

        This is a softmax: `Weights.warmth` points less make an option e times less likely.
        """
        kind: QuestionKind = decision.question[0]
        warmth = self.weights.warmth * LUCK.get(kind, 1)
        top = max(prices)
        return [exp(max(LEAST_EXPONENT, (price - top) / warmth)) for price in prices]

    def price(self, evaluator: Evaluator, decision: Decision) -> Prices:
        """Price each option of a decision, in points.

        Every kind of question has its case. A kind whose answers are all alike to bots gets zeros
        here and an entry in `UNPRICED` of `tests/walk/test_bots.py`.
        """
        kind: QuestionKind = decision.question[0]
        match kind:
            case "event":
                return self.price_event(evaluator, decision)
            case "choose":
                return self.price_choose(evaluator, decision)
            case "which":
                return self.price_which(evaluator, decision)
            case "end_which":
                return self.price_end_which(evaluator, decision)
            case "shelve":
                return self.price_shelve(evaluator, decision)
            case "bid":
                return self.price_bid(evaluator, decision)
            case "fill":
                return self.price_fill(evaluator, decision)
            case "demand_to":
                return self.price_demand_to(evaluator, decision)
            case "demand_with":
                return self.price_demand_with(evaluator, decision)
            case "demand_mark":
                return self.price_demand_mark(evaluator, decision)
            case "lay_offer":
                return self.price_lay_offer(evaluator, decision)
            case "guess":
                return self.price_guess(evaluator, decision)
            case "deal":
                return self.price_deal(evaluator, decision)
            case "deal_item":
                return self.price_deal_item(evaluator, decision)
            case "deal_due":
                return self.price_deal_due(evaluator, decision)
            case "deal_reply":
                return self.price_deal_reply(evaluator, decision)
            case "answer" | "insisted":
                return self.price_answer(evaluator, decision)
            case "countered":
                return self.price_countered(evaluator, decision)
            case "penalty":
                return self.price_penalty(evaluator, decision)
            case "go":
                return self.price_go(evaluator, decision)
            case "use":
                return self.price_use(evaluator, decision)
            case "ops":
                return self.price_ops(evaluator, decision)
            case "top_up":
                return self.price_top_up(evaluator, decision)
            case "backstop":
                return self.price_backstop(evaluator, decision)
            case "name_threat":
                return self.price_name_threat(evaluator, decision)
            case "pay_pledge":
                return self.price_pay_pledge(evaluator, decision)
            case "inherited":
                return self.price_inherited(evaluator, decision)
            case "leader":
                return self.price_leader(evaluator, decision)
            case _:
                assert_never(kind)

    # -- news -----------------------------------------------------------------------------------

    def price_event(self, evaluator: Evaluator, decision: Decision) -> Prices:
        """Price the branches of an event."""
        branches = self.book.event_card(decision.about[0]).branch
        return self._branches(evaluator, decision, branches)

    def price_choose(self, evaluator: Evaluator, decision: Decision) -> Prices:
        """Price the branches of a choice that an effect offers."""
        effect = decision.about[0]
        assert isinstance(effect, Choose)
        return self._branches(evaluator, decision, effect.branch)

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
        """Price the end of each condition: minus its worth to the seat, or to a rival."""
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
            plan = self.pricings.pricing(evaluator, self.seat_index[named(option)]).plan()
            prices.append(NO_PLAN if plan is None else plan[0] * PROPOSAL_SHARE - PROPOSAL_COST)
        return prices

    def price_deal_item(self, evaluator: Evaluator, decision: Decision) -> Prices:
        """Price the items of a form: as planned, one on each side."""
        side, _, partner = decision.about
        pricing = self.pricings.pricing(evaluator, partner)
        gives, _ = on_form(evaluator)
        plan = pricing.plan(gives[0] if side and gives else None)
        wanted = -1 if plan is None else plan[2] if side else plan[1]
        prices = []
        for option in decision.options:
            item = self.items[named(option)]
            planned = item.index == wanted
            prices.append(PLANNED if planned else pricing.item(item, not side)[0] + OFF_PLAN)
        return prices

    def price_deal_due(self, evaluator: Evaluator, decision: Decision) -> Prices:
        """Price when a pledge falls due: later leaves more turns to keep it."""
        own = evaluator.view.ledgers[marks.DEAL][-1][0] == 0
        return [DUE_STEP * number(option) * (1 if own else -1) for option in decision.options]

    def price_deal_reply(self, evaluator: Evaluator, decision: Decision) -> Prices:
        """Price a form: yes, no, or one that suits better.

        A no names the item that costs the seat most, since the form is nearer to a yes without it;
        it is a flat one if no item costs the seat anything.
        """
        pricing = self.pricings.pricing(evaluator, decision.about[0])
        takes, gives = on_form(evaluator)
        gain, theirs = pricing.rows(gives, takes)
        gain -= ENVY * max(0.0, theirs) * evaluator.weights.rivalry
        refusal = self._refusal(pricing, gives, decision)
        prices = []
        for option in decision.options:
            if option.key == "yes":
                prices.append(gain * self.weights.deals)
            elif word(option) in ("no", "too-dear"):
                prices.append(0.0 if option.key == refusal else UNSAID)
            else:
                plan = pricing.plan() if gain < GOOD_FORM else None
                prices.append(NO_PLAN if plan is None else CHANGE_SHARE * plan[0] - CHANGE_COST)
        return prices

    def _refusal(self, pricing: DealPricing, gives: list[Item], decision: Decision) -> str:
        """Return the key with which the seat says no, if it does."""
        costs = {f"too-dear:{item.id}": pricing.item(item, True)[0] for item in gives}
        dear = [key for key in decision.keys if costs.get(key, 0.0) < 0]
        return min(dear, key=costs.__getitem__, default="no")

    def price_answer(self, evaluator: Evaluator, decision: Decision) -> Prices:
        """Price the answers to a demand, also those that are left when the asker insists."""
        asker, to, card, item = decision.about
        demand = Demand(evaluator, asker, to, card, self.book.items[item])
        refuse = demand.refusal()
        payable = demand.payable(demand.price)
        comply = evaluator.gain(demand.complied()) if payable else CANNOT_PAY
        prices = []
        for option in decision.options:
            answer = word(option)
            if answer == "comply":
                price = comply
            elif answer == "counter":
                taken = demand.takes_counter()
                price = taken * evaluator.gain(demand.countered())
                price += (1 - taken) * max(comply, refuse)
            elif answer == "refuse":
                price = refuse
            else:
                price = STALL + (PAID_STALL if option.key == "stall" else 0.0)
            prices.append(price + HABITUAL * (answer == self.weights.answer))
        return prices

    def price_countered(self, evaluator: Evaluator, decision: Decision) -> Prices:
        """Price taking the floor against insisting."""
        asker, to, card, item = decision.about
        demand = Demand(evaluator, asker, to, card, self.book.items[item])
        sealed = evaluator.view.ledgers[marks.SEALED]
        firm = next((mark for _, _, at, _, mark in sealed if at == to), 0)
        payable = demand.payable(demand.price)
        comply = evaluator.worth(demand.complied(), to) if payable else UNPAYABLE
        refused = FIRM_ODDS * evaluator.worth(demand.refused(True), to)
        refused += (1 - FIRM_ODDS) * evaluator.worth(demand.refused(False), to)
        odds = chance_of(comply - refused, ANSWER_SPREAD)
        insist = odds * evaluator.gain(demand.complied())
        insist += (1 - odds) * evaluator.gain(demand.refused(bool(firm)))
        floor = evaluator.gain(demand.countered())
        return [floor if o.key == "take-counter" else insist for o in decision.options]

    def price_penalty(self, evaluator: Evaluator, decision: Decision) -> Prices:
        """Price the penalties by what each costs the seat that bears it."""
        index = {penalty.id: at for at, penalty in enumerate(self.book.penalties)}
        turns = self.book.numbers.penalty_turns
        return [
            PENALTY_SHARE * penalty_price(evaluator, index[named(option)], turns)
            for option in decision.options
        ]

    # -- acts -----------------------------------------------------------------------------------

    def price_go(self, evaluator: Evaluator, decision: Decision) -> Prices:
        """Price the goes: the better card first; a card that is worth nothing stays face down."""
        prices = []
        for option in decision.options:
            go = word(option)
            if go == "home":
                prices.append(home_price(evaluator, number(option) - 1) + HOME_BONUS)
            elif go == "turn-up":
                pile = self.book.piles.dossier[evaluator.seat][number(option) - 1]
                prices.append(self.card_worth(evaluator, evaluator.view.piles[pile][0]))
            else:
                prices.append(0.0 if go == "wait" else TAKE_BACK)
        return prices

    def price_use(self, evaluator: Evaluator, decision: Decision) -> Prices:
        """Price the uses of a card."""
        card = decision.about[0]
        prices = []
        for option in decision.options:
            if option.key in ("ops", "lay-aside"):
                prices.append(best_use(evaluator, card, ops_only=True))
            else:
                branch = self.book.play_card(card).branch[number(option) - 1]
                prices.append(policy_price(evaluator, branch))
        return prices

    def price_ops(self, evaluator: Evaluator, decision: Decision) -> Prices:
        """Price the lines: each with the best that the points left over could still bring."""
        card, points = decision.about
        worth = line_prices(evaluator)
        open_ = {self.lines[named(o)] for o in decision.options if word(o) == "ops"}
        prices = []
        for option in decision.options:
            if word(option) == "ops":
                at = self.lines[named(option)]
                gain, cost = worth[at]
                rest = [worth[o] for o in open_ - {at}]
                prices.append(gain + filled(rest, points - cost))
            elif option.key == "flag":
                face = self.book.cards[card]
                assert isinstance(face, PlayCard)
                assert face.flag is not None
                trial = evaluator.trial()
                carry_out(evaluator, trial, face.flag_effects, face.flag, True)
                prices.append(evaluator.gain(trial) * FLAG_SHARE - FLAG_COST)
            else:
                prices.append(ENOUGH)
        return prices

    # -- reckoning ------------------------------------------------------------------------------

    def price_top_up(self, evaluator: Evaluator, decision: Decision) -> Prices:
        """Price the points that may be added."""
        points = [number(o) if word(o) == "top-up" else 0 for o in decision.options]
        return top_ups(evaluator, points, decision.about[0])

    def price_backstop(self, evaluator: Evaluator, decision: Decision) -> Prices:
        """Price standing up."""
        stand = stand_by(evaluator)
        return [stand if o.key == "stand" else 0.0 for o in decision.options]

    def price_name_threat(self, evaluator: Evaluator, decision: Decision) -> Prices:
        """Price the threats that the backstop may lower."""
        prices = []
        for option in decision.options:
            theatre = self.book.layout.theatres.index(named(option))
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
        pay, not_pay = evaluator.gain(paid) + WORD, evaluator.gain(broken) - WORD
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
            prices.append(
                sum([change_price(evaluator, change, TO_THE_END) for change in face.changes], 0.0)
            )
        return prices
