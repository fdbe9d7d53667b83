"""Playouts: an imagined world is played on by quick prices until its turn is over.

A playout asks hundreds of questions where a bot is asked one, so prices are worked out once for
each search and kept: a card's worth to a seat does not change much within a turn. Nobody proposes
new deals in a playout; whatever is already on the table is answered with care.
"""

from __future__ import annotations

from collections.abc import Callable
from itertools import accumulate
from math import exp
from typing import TypeAlias, cast

from wargame.bots.evaluate.acts import best_use, home_price, policy_price
from wargame.bots.evaluate.cabinet import Prices
from wargame.bots.evaluate.evaluate import Evaluator
from wargame.bots.greedy.adaptive import LUCK, Adaptive
from wargame.content.program import Program
from wargame.engine.view import SeatView
from wargame.rules.model.ledgers import DEAL
from wargame.table import chance
from wargame.table.decision import Decision, Option
from wargame.table.flow import answer
from wargame.table.state import State

PLIES = 400
RICH = 4
"""So much Capital pays for any POLICY."""
Picker: TypeAlias = Callable[[State, Decision, int], Option]
KEPT = {"fill", "go", "use", "ops", "shelve"}
"""Questions about cards: their prices are kept, whatever has moved since."""


class RolloutPolicy(Adaptive):
    """The adaptive bot with the prices of cards kept; for imagined worlds only."""

    def __init__(self, program: Program) -> None:
        super().__init__(program)
        self.begin()

    def begin(self) -> None:
        """Forget all prices."""
        self.evaluators: dict[tuple[int, int, int], Evaluator] = {}
        self.worths: dict[tuple[int, int, int, str, int], float] = {}

    def evaluator(self, world: State, decision: Decision) -> Evaluator:
        """Give the outlook of the seat that is asked: a fresh one, or one kept from this turn."""
        kind, seat = decision.kind, decision.seat
        if kind not in KEPT:
            return Evaluator(self.rules, self.weights, SeatView(world, seat), kind)
        key = (seat, world.turn, self.purse(world, seat))
        evaluator = self.evaluators.get(key)
        if evaluator is None:
            view = SeatView(world, seat)
            evaluator = self.evaluators[key] = Evaluator(self.rules, self.weights, view, kind)
        return evaluator

    def purse(self, world: State, seat: int) -> int:
        """Give a seat's Capital, as far as more of it lets it pay for more."""
        return min(RICH, world.levels[self.book.roles.capital + seat])

    def prices(self, world: State, decision: Decision) -> Prices | None:
        """Price the answers; None where the adaptive bot has no price."""
        kind = decision.kind
        if kind == "go":
            return self._go(world, decision)
        if kind == "fill":
            return self._fill(world, decision)
        if kind == "use":
            card = cast(int, decision.question[1])
            return [self._worth(world, decision, option.key, card) for option in decision.options]
        found = getattr(self, "price_" + kind, None)
        if found is None:
            return None
        return cast(Prices, found(self.evaluator(world, decision), decision))

    def _go(self, world: State, decision: Decision) -> Prices:
        prices = []
        for option in decision.options:
            word, _, at = option.key.partition(":")
            if word == "home":
                prices.append(self._worth(world, decision, "home", int(at) - 1) + 0.3)
            elif word == "turn-up":
                pile = self.book.piles.dossier[decision.seat][int(at) - 1]
                prices.append(self._worth(world, decision, "act", world.piles[pile][0]))
            else:
                prices.append(0.0 if word == "wait" else 0.02)
        return prices

    def _fill(self, world: State, decision: Decision) -> Prices:
        prices = []
        for option in decision.options:
            word = option.key.partition(":")[0]
            card = 0 if word == "leave" else self.card(option)
            prices.append(0.0 if word == "leave" else self._worth(world, decision, word, card))
        return prices

    def _worth(self, world: State, decision: Decision, word: str, at: int) -> float:
        key = (decision.seat, world.turn, self.purse(world, decision.seat), word, at)
        worth = self.worths.get(key)
        if worth is None:
            evaluator = self.evaluator(world, decision)
            if word == "home":
                worth = home_price(evaluator, at)
            elif word == "ops":
                worth = best_use(evaluator, at, ops_only=True)
            elif word == "act":
                branches = len(self.book.play_card(at).branch)
                uses = ["ops", *[f"policy:{n + 1}" for n in range(branches)]]
                worth = max(self._worth(world, decision, use, at) for use in uses)
            elif word == "demand":
                worth = self._best_demand(evaluator, at)
            else:
                worth = policy_price(evaluator, self.book.play_card(at).branch[int(word[7:]) - 1])
            self.worths[key] = worth
        return worth


class Playout:
    """Answers for every seat in imagined worlds, as the adaptive bot would, only quicker.

    `begin` forgets the prices of the last search; between two calls of it they are kept.
    """

    def __init__(self, program: Program) -> None:
        self.program = program
        self.policy = RolloutPolicy(program)
        self.sums: dict[tuple[object, ...], list[float]] = {}

    def begin(self) -> None:
        """Forget all prices."""
        self.policy.begin()
        self.sums.clear()

    def run(
        self, world: State, decision: Decision | None, turn: int, pick: Picker
    ) -> Decision | None:
        """Play on until a question of a later turn than `turn`, or the end, which gives None."""
        for ply in range(PLIES):
            if decision is None or world.turn > turn:
                break
            decision = answer(world, decision, pick(world, decision, ply))
        return decision

    def pick(self, world: State, decision: Decision, ply: int) -> Option:
        """Answer one question; its luck is the world's own, so that like worlds go alike."""
        options, seat = decision.options, decision.seat
        if len(options) == 1 or options[-1].key == "no-more":
            return options[-1]
        if decision.kind == "deal":
            return next((option for option in options if option.key == "pass"), options[-1])
        sums = self._sums(world, decision)
        luck = chance.draw(world.seed, world.turn, "bot", seat, ply) / 2**64 * sums[-1]
        for option, upto in zip(options, sums, strict=True):
            if luck < upto:
                return option
        return options[-1]

    def odds(self, world: State, decision: Decision) -> list[float] | None:
        """Give how likely each answer is by the policy; None where it does not choose."""
        if decision.kind == "deal" or decision.options[-1].key == "no-more":
            return None
        sums = self._sums(world, decision)
        return [(upto - low) / sums[-1] for low, upto in zip([0.0, *sums], sums, strict=False)]

    def _sums(self, world: State, decision: Decision) -> list[float]:
        seat = decision.seat
        key: tuple[object, ...] = (
            seat, world.turn, world.ledgers[DEAL],
            *[part if isinstance(part, (int, str)) else id(part) for part in decision.question],
            *[option.key for option in decision.options],
        )  # fmt: skip
        if decision.kind == "go":
            dossier = self.program.book.piles.dossier[seat]
            key = (*key, *[world.piles[pile] for pile in dossier])
        sums = self.sums.get(key)
        if sums is None:
            sums = self.sums[key] = self._weigh(world, decision)
        return sums

    def _weigh(self, world: State, decision: Decision) -> list[float]:
        prices = self.policy.prices(world, decision)
        if prices is None:
            return [float(at + 1) for at in range(len(decision.options))]
        warmth = self.policy.weights.warmth * LUCK.get(decision.kind, 1)
        top = max(prices)
        return list(accumulate(exp(max(-30.0, (price - top) / warmth)) for price in prices))
