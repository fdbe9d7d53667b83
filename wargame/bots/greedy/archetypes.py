"""One-track minds: the adaptive bot in all but one thing, which it does always or never.

They look for a habit that pays against seats that think. What does not touch the track is played
as the adaptive bot plays it; where the track leaves no option, the rest is open again."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import partial
from random import Random

from attrs import field, frozen

from wargame.bots.evaluate.acts import best_use, policy_price
from wargame.bots.evaluate.cabinet import Prices
from wargame.bots.evaluate.deals import Plan, on_form
from wargame.bots.evaluate.evaluate import Evaluator
from wargame.bots.evaluate.weights import Weights
from wargame.bots.greedy.adaptive import Adaptive
from wargame.content.program import Program
from wargame.engine.view import SeatView
from wargame.rules.common.pledges import DeedItem, PayLater
from wargame.rules.model.rulebook import Item
from wargame.rules.phases.deals import Form
from wargame.table.decision import Decision, Option

ALWAYS = 9.0
"""A price that no other consideration comes near."""
SUNK = Weights(wants=(("support", -3.0),))


def only_policy(out: Evaluator, card: int) -> float:
    """Price a card by its better POLICY."""
    return max(policy_price(out, branch) for branch in out.book.play_card(card).branch)


def only_ops(out: Evaluator, card: int) -> float:
    """Price a card by its OPS."""
    return best_use(out, card, ops_only=True)


@frozen
class Habit:
    """What a mind is set on. `only` and `never` name, by the kind of a question, how the keys
    begin that it keeps to or leaves out; `worth` is what it takes a card to be worth."""

    about: str
    temper: Weights = field(factory=Weights)
    only: Mapping[str, str] = field(factory=dict)
    never: Mapping[str, str] = field(factory=dict)
    worth: Callable[[Evaluator, int], float] = best_use

    def keeps(self, decision: Decision) -> Sequence[Option]:
        """List the options that the mind would look at; all of them, if the track leaves none."""
        only, never = self.only.get(decision.kind), self.never.get(decision.kind)
        kept: Sequence[Option] = decision.options
        if only is not None:
            kept = tuple(option for option in kept if option.key.startswith(only))
        elif never is not None:
            kept = tuple(option for option in kept if not option.key.startswith(never))
        return kept or decision.options


class Archetype(Adaptive):
    """Adaptive, but for its track."""

    def __init__(self, program: Program, track: Habit) -> None:
        super().__init__(program, track.temper)
        self.track = track

    def choose(self, view: SeatView, decision: Decision, rng: Random) -> str:
        """Answer as the adaptive bot would, of those options that the track leaves."""
        kept = self.track.keeps(decision)
        if len(kept) < len(decision.options):
            decision = replace(decision, options=kept)
        return super().choose(view, decision, rng)

    def card_worth(self, out: Evaluator, card: int) -> float:
        """Price a card by the use that the track knows for it."""
        return self.track.worth(out, card)


class Trader(Archetype):
    """Proposes the form that suits it best of those that the partner would take, at any cost."""

    def gives(self, item: Item) -> bool:
        """Say whether it would give this with a form of its own."""
        return True

    def offer(self, out: Evaluator, partner: int, given: Item | None = None) -> Plan | None:
        """Find the form of one item for one that the partner would take and that costs least."""
        dealer = self.dealers.dealer(out, partner)
        form = Form(out.view, out.book, out.seat, partner)
        spots = form.spots(partner, out.seat, 0)
        pledges = form.pledges(partner, out.seat, 0, 0)
        best: Plan | None = None
        for item in form.open(0) if given is None else [given]:
            if not self.gives(item):
                continue
            for back in [*spots, *pledges] if item.spot else spots:
                if back.family == item.family and not item.mutual:
                    continue
                gain, theirs = dealer.rows([item], [back])
                if theirs - 0.15 * max(0.0, gain) < 0.1:
                    continue
                if best is None or gain > best[0]:
                    best = gain, item.index, back.index
        return best

    def price_deal(self, out: Evaluator, decision: Decision) -> Prices:
        """Price a proposal: any that would be taken comes before a pass."""
        prices = super().price_deal(out, decision)
        for at, option in enumerate(decision.options):
            if option.key != "pass":
                plan = self.offer(out, self.seat_index[option.key[5:]])
                prices[at] += 0.0 if plan is None else ALWAYS + plan[0]
        return prices

    def price_deal_item(self, out: Evaluator, decision: Decision) -> Prices:
        """Price the items of a form: as offered, else as the adaptive bot would."""
        side, _, partner = decision.about
        gives, _ = on_form(out)
        plan = self.offer(out, partner, gives[0] if side and gives else None)
        prices = super().price_deal_item(out, decision)
        if plan is not None:
            wanted = plan[2] if side else plan[1]
            for at, option in enumerate(decision.options):
                item = self.items[option.key.partition(":")[2]]
                prices[at] += 2 * ALWAYS * (item.index == wanted)
        return prices


class Pledger(Trader):
    """Gives its word for whatever the partner pays for it, and keeps it."""

    def gives(self, item: Item) -> bool:
        """Say whether it is a deed: only those earn Credibility and a relation."""
        return isinstance(item, (DeedItem, PayLater))

    def price_pay_pledge(self, out: Evaluator, decision: Decision) -> Prices:
        """Pay what was promised."""
        return [ALWAYS * (option.key == "pay-pledge") for option in decision.options]

    def price_inherited(self, out: Evaluator, decision: Decision) -> Prices:
        """Keep what an old government promised."""
        return [ALWAYS * (option.key == "keep-pledge") for option in decision.options]


class Spendthrift(Archetype):
    """Spends its Support as long as a vote of its own lies ahead, to start afresh after it."""

    def choose(self, view: SeatView, decision: Decision, rng: Random) -> str:
        """Answer with a temper of the hour."""
        ahead = any(
            turn >= view.turn and view.seat in seats for turn, seats in self.book.votes.items()
        )
        self.temper = SUNK if ahead else self.track.temper
        return super().choose(view, decision, rng)


TRACKS: dict[str, tuple[type[Archetype], Habit]] = {
    "undemanding": (Archetype, Habit("never makes a demand", never={"fill": "demand:"})),
    "demander": (Archetype, Habit("demands whatever it can", only={"fill": "demand:"})),
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
        Habit("plays cards as POLICY only", only={"use": "policy:"}, worth=only_policy),
    ),
    "operator": (Archetype, Habit("plays cards as OPS only", only={"use": "ops"}, worth=only_ops)),
    "egoist": (
        Archetype,
        Habit("cares for its own points alone", Weights(collapse=0.0, rivalry=0.0)),
    ),
    "spendthrift": (Spendthrift, Habit("spends its Support until its last vote")),
}


ADAPTIVE = "prices every option for its seat and takes the best"
TEMPERS: dict[str, tuple[Weights, str]] = {
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


def makers() -> dict[str, tuple[Callable[[Program], Adaptive], str]]:
    """Return the adaptive bot, the temperaments and the one-track minds: word, maker, one line."""
    bots: dict[str, tuple[Callable[[Program], Adaptive], str]] = {"adaptive": (Adaptive, ADAPTIVE)}
    for word, (temper, about) in TEMPERS.items():
        bots[word] = partial(Adaptive, temper=temper), about
    for word, (kind, track) in TRACKS.items():
        bots[word] = partial(kind, track=track), track.about
    return bots
