"""Archetypes: the adaptive bot with other weights, or with one habit.

They test whether one fixed way of play beats bots that weigh all options. What does not touch the
habit is played as the adaptive bot plays it; where the habit leaves no option, all are open again.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from random import Random

from attrs import field, frozen

from wargame.bots.evaluate.act_values import best_use, policy_price
from wargame.bots.evaluate.cabinet_values import Prices
from wargame.bots.evaluate.deal_values import Plan, on_form
from wargame.bots.evaluate.evaluate import Evaluator
from wargame.bots.evaluate.options import named, word
from wargame.bots.evaluate.weights import Weights
from wargame.bots.greedy.adaptive import Adaptive
from wargame.content.program import Program
from wargame.engine.view import SeatView
from wargame.rules.common.pledges import DeedItem, PayLater
from wargame.rules.model.questions import QuestionKind
from wargame.rules.model.rulebook import Item
from wargame.rules.phases.deals import Form
from wargame.table.decision import Decision, Option

ALWAYS = 9.0
"""A price in points that no other consideration comes near."""
SPEND_SUPPORT = Weights(wants=(("support", -3.0),))
"""Support has a price below 0, so a card that costs some ranks higher for it."""
PARTNER_GAIN, ENVY = 0.1, 0.15
"""The least gain of the partner for a form that a trader proposes, in points, and how much of the
trader's own gain counts against it: less than the adaptive bot asks, so that it deals more."""


def only_policy(evaluator: Evaluator, card: int) -> float:
    """Price a card by its best POLICY."""
    return max(policy_price(evaluator, branch) for branch in evaluator.book.play_card(card).branch)


def only_ops(evaluator: Evaluator, card: int) -> float:
    """Price a card by its OPS."""
    return best_use(evaluator, card, ops_only=True)


@frozen
class Habit:
    """What an archetype always or never does.

    `only` and `never` name, by the kind of a question, the word of the keys that it keeps to or
    leaves out. `worth` prices a card. `about` is one line for the list of bots.
    """

    about: str
    weights: Weights = field(factory=Weights)
    only: Mapping[QuestionKind, str] = field(factory=dict)
    never: Mapping[QuestionKind, str] = field(factory=dict)
    worth: Callable[[Evaluator, int], float] = best_use

    def keeps(self, decision: Decision) -> Sequence[Option]:
        """List the options that the habit leaves; all of them, if it leaves none."""
        kind: QuestionKind = decision.question[0]
        only, never = self.only.get(kind), self.never.get(kind)
        kept: Sequence[Option] = decision.options
        if only is not None:
            kept = tuple(option for option in kept if word(option) == only)
        elif never is not None:
            kept = tuple(option for option in kept if word(option) != never)
        return kept or decision.options


class Archetype(Adaptive):
    """The adaptive bot with a habit."""

    def __init__(self, program: Program, habit: Habit) -> None:
        super().__init__(program, habit.weights)
        self.habit = habit

    def choose(self, view: SeatView, decision: Decision, rng: Random) -> str:
        """Answer as the adaptive bot would, among the options that the habit leaves."""
        kept = self.habit.keeps(decision)
        if len(kept) < len(decision.options):
            decision = Decision(
                decision.seat, decision.question, decision.private, kept, decision.candidates,
                decision.args,
            )  # fmt: skip
        return super().choose(view, decision, rng)

    def card_worth(self, evaluator: Evaluator, card: int) -> float:
        """Price a card by the use that the habit has for it."""
        return self.habit.worth(evaluator, card)


class Trader(Archetype):
    """Proposes, of the forms that the partner would take, the cheapest for itself, at any cost."""

    def gives(self, item: Item) -> bool:
        """Return whether it would give this item in a form of its own."""
        return True

    def offer(self, evaluator: Evaluator, partner: int, given: Item | None = None) -> Plan | None:
        """Find the form of one item for one that the partner would take and that costs least."""
        pricing = self.pricings.pricing(evaluator, partner)
        form = Form(evaluator.view, evaluator.book, evaluator.seat, partner)
        spots = form.spots(partner, evaluator.seat, form.dear)
        pledges = form.pledges(partner, evaluator.seat, form.dear, 0)
        best: Plan | None = None
        for item in form.open(0) if given is None else [given]:
            if not self.gives(item):
                continue
            for back in [*spots, *pledges] if item.spot else spots:
                if back.family == item.family and not item.mutual:
                    continue
                gain, theirs = pricing.rows([item], [back])
                if theirs - ENVY * max(0.0, gain) < PARTNER_GAIN:
                    continue
                if best is None or gain > best[0]:
                    best = gain, item.index, back.index
        return best

    def price_deal(self, evaluator: Evaluator, decision: Decision) -> Prices:
        """Price a proposal: any that would be taken comes before a pass."""
        prices = super().price_deal(evaluator, decision)
        for at, option in enumerate(decision.options):
            if option.key != "pass":
                plan = self.offer(evaluator, self.seat_index[named(option)])
                prices[at] += 0.0 if plan is None else ALWAYS + plan[0]
        return prices

    def price_deal_item(self, evaluator: Evaluator, decision: Decision) -> Prices:
        """Price the items of a form: as offered, else as the adaptive bot would."""
        side, _, partner = decision.about
        gives, _ = on_form(evaluator)
        plan = self.offer(evaluator, partner, gives[0] if side and gives else None)
        prices = super().price_deal_item(evaluator, decision)
        if plan is not None:
            wanted = plan[2] if side else plan[1]
            for at, option in enumerate(decision.options):
                item = self.items[named(option)]
                prices[at] += 2 * ALWAYS * (item.index == wanted)
        return prices


class Pledger(Trader):
    """Gives its word for whatever the partner pays for it, and keeps it."""

    def gives(self, item: Item) -> bool:
        """Return whether a deed keeps it: such pledges earn Credibility and a relation."""
        return isinstance(item, (DeedItem, PayLater))

    def price_pay_pledge(self, evaluator: Evaluator, decision: Decision) -> Prices:
        """Pay what was promised."""
        return [ALWAYS * (option.key == "pay-pledge") for option in decision.options]

    def price_inherited(self, evaluator: Evaluator, decision: Decision) -> Prices:
        """Keep what an old government promised."""
        return [ALWAYS * (option.key == "keep-pledge") for option in decision.options]


class Spendthrift(Archetype):
    """Spends its Support as long as a vote of its own lies ahead, to start afresh after it."""

    def choose(self, view: SeatView, decision: Decision, rng: Random) -> str:
        """Answer with the weights that suit the time before or after the vote."""
        ahead = any(
            turn >= view.turn and view.seat in seats for turn, seats in self.book.votes.items()
        )
        self.weights = SPEND_SUPPORT if ahead else self.habit.weights
        return super().choose(view, decision, rng)


ARCHETYPES: dict[str, tuple[type[Archetype], Habit]] = {
    "undemanding": (Archetype, Habit("never makes a demand", never={"fill": "demand"})),
    "demander": (Archetype, Habit("demands whatever it can", only={"fill": "demand"})),
    "loner": (Archetype, Habit("never deals", only={"deal": "pass", "deal_reply": "no"})),
    "trader": (
        Trader,
        Habit(
            "deals whenever it can, and takes every deal",
            only={"deal_reply": "yes"},
            never={"deal": "pass"},
        ),
    ),
    "pledger": (Pledger, Habit("pledges as many deeds as it can keep")),
    "proliferator": (
        Archetype,
        Habit("takes every step of Latency", Weights(wants=(("latency", ALWAYS),))),
    ),
    "accommodator": (
        Archetype,
        Habit("takes every step towards Beijing", Weights(wants=(("accommodation", ALWAYS),))),
    ),
    "legislator": (
        Archetype,
        Habit("plays cards as POLICY only", only={"use": "policy"}, worth=only_policy),
    ),
    "operator": (Archetype, Habit("plays cards as OPS only", only={"use": "ops"}, worth=only_ops)),
    "egoist": (
        Archetype,
        Habit("cares for its own points alone", Weights(collapse=0.0, rivalry=0.0)),
    ),
    "spendthrift": (Spendthrift, Habit("spends its Support until its last vote")),
}
"""Bots with a habit, by their word: the class and the habit."""

ADAPTIVE = "prices every option for its seat and takes the best"
TEMPERAMENTS: dict[str, tuple[Weights, str]] = {
    "co-operator": (
        Weights(rivalry=-0.6, collapse=22, calm=0.3),
        "counts its partners' points nearly as its own",
    ),
    "selfish": (
        Weights(collapse=0, rivalry=0.7, bid=0.0, interest=1.3, calm=-0.4),
        "wants to be ahead, and leaves the common danger to others",
    ),
    "saboteur": (
        Weights(points=0.2, collapse=-40, rivalry=0.3, calm=-2.0, bid=0.0, answer="refuse"),
        "wants the alliance to collapse",
    ),
    "refuser": (Weights(answer="refuse"), "refuses every demand"),
    "free-rider": (Weights(bid=0.0), "never bids, and never pays for what all enjoy"),
    "hawk": (Weights(mark="firm", interest=1.3), "seals every demand FIRM"),
    "hedger": (Weights(accommodation=0.8), "leans towards Beijing to be less exposed"),
    "bluffer": (Weights(mark="bluff"), "never means a demand"),
    "vigilant": (
        Weights(collapse=30, calm=0.5, bid=1.3, rivalry=0.0),
        "pays to keep the threats down, whatever others do",
    ),
}
"""Adaptive bots with other weights, by their word: the weights and one line. Set by hand to be
clear cases; none is meant to be the best."""


def makers() -> dict[str, tuple[Callable[[Program], Adaptive], str]]:
    """Return the adaptive bot, its temperaments and the archetypes: word, maker, one line."""
    bots: dict[str, tuple[Callable[[Program], Adaptive], str]] = {"adaptive": (Adaptive, ADAPTIVE)}
    for name, (weights, about) in TEMPERAMENTS.items():
        bots[name] = partial(Adaptive, weights=weights), about
    for name, (kind, habit) in ARCHETYPES.items():
        bots[name] = partial(kind, habit=habit), habit.about
    return bots
