"""Rollouts: an imagined world is played on by cached prices until its turn, or the next, is over.

A rollout asks hundreds of questions where a bot is asked one, so prices are worked out once for
each search and kept: a card's worth to a seat does not change much within a turn. Nobody proposes
new deals in a rollout; whatever is already on the table is answered with care.
"""

from __future__ import annotations

from collections.abc import Callable
from itertools import accumulate
from typing import TypeAlias, cast

from wargame.bots.evaluate.act_values import best_use, home_price, policy_price
from wargame.bots.evaluate.cabinet_values import Prices
from wargame.bots.evaluate.evaluate import Evaluator
from wargame.bots.evaluate.options import forced, number, word
from wargame.bots.greedy.adaptive import HOME_BONUS, TAKE_BACK, Adaptive
from wargame.content.program import Program
from wargame.engine.view import SeatView
from wargame.rules.model.ledgers import DEAL
from wargame.rules.model.questions import QuestionKind
from wargame.table import chance
from wargame.table.decision import Decision, Option
from wargame.table.flow import answer
from wargame.table.state import State

PLIES = 400
"""Questions after which a rollout is judged as it stands: many times what a turn asks."""
RICH = 4
"""So much Capital pays for any POLICY; prices of cards are kept apart for each amount below."""
Picker: TypeAlias = Callable[[State, Decision, int], Option]
"""Answers a question of a world; the int is its ply, counted from 0 where the rollout began."""
ABOUT_CARDS: frozenset[QuestionKind] = frozenset({"fill", "go", "use", "ops", "shelve"})
"""Questions whose prices are kept for a seat's turn, whatever has moved since."""


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
        """Return the evaluator of the seat that is asked: a fresh one, or one kept this turn."""
        kind, seat = decision.kind, decision.seat
        if kind not in ABOUT_CARDS:
            return Evaluator(self.rules, self.weights, SeatView(world, seat), kind)
        key = (seat, world.turn, self.purse(world, seat))
        evaluator = self.evaluators.get(key)
        if evaluator is None:
            view = SeatView(world, seat)
            evaluator = self.evaluators[key] = Evaluator(self.rules, self.weights, view, kind)
        return evaluator

    def purse(self, world: State, seat: int) -> int:
        """Return a seat's Capital, as far as more of it lets it pay for more."""
        return min(RICH, world.levels[self.book.roles.capital + seat])

    def prices(self, world: State, decision: Decision) -> Prices:
        """Price the answers to a question of a world, in points."""
        match decision.kind:
            case "go":
                return self._go(world, decision)
            case "fill":
                return [self._fill(world, decision, option) for option in decision.options]
            case "use":
                card = cast(int, decision.about[0])
                return [self._worth(world, decision, o.key, card) for o in decision.options]
            case _:
                return self.price(self.evaluator(world, decision), decision)

    def _go(self, world: State, decision: Decision) -> Prices:
        prices = []
        for option in decision.options:
            go = word(option)
            if go == "home":
                worth = self._worth(world, decision, "home", number(option) - 1)
                prices.append(worth + HOME_BONUS)
            elif go == "turn-up":
                pile = self.book.piles.dossier[decision.seat][number(option) - 1]
                prices.append(self._worth(world, decision, "act", world.piles[pile][0]))
            else:
                prices.append(0.0 if go == "wait" else TAKE_BACK)
        return prices

    def _fill(self, world: State, decision: Decision, option: Option) -> float:
        if option.key == "leave":
            return 0.0
        return self._worth(world, decision, word(option), self.card(option))

    def _worth(self, world: State, decision: Decision, use: str, at: int) -> float:
        """Price one use of the card `at`, or the branch `at` of HOME, and keep it."""
        key = (decision.seat, world.turn, self.purse(world, decision.seat), use, at)
        worth = self.worths.get(key)
        if worth is None:
            evaluator = self.evaluator(world, decision)
            if use == "home":
                worth = home_price(evaluator, at)
            elif use in ("ops", "lay-aside"):
                worth = best_use(evaluator, at, ops_only=True)
            elif use == "act":
                branches = len(self.book.play_card(at).branch)
                uses = ["ops", *[f"policy:{n + 1}" for n in range(branches)]]
                worth = max(self._worth(world, decision, each, at) for each in uses)
            elif use == "demand":
                worth = self.best_demand(evaluator, at)
            else:
                branch = int(use.removeprefix("policy:"))
                worth = policy_price(evaluator, self.book.play_card(at).branch[branch - 1])
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
        """Play on to the first question of a turn after `turn`; None once the game has ended."""
        for ply in range(PLIES):
            if decision is None or world.turn > turn:
                break
            decision = answer(world, decision, pick(world, decision, ply))
        return decision

    def pick(self, world: State, decision: Decision, ply: int) -> Option:
        """Answer one question; its luck is the world's own, so that like worlds go alike."""
        options, seat = decision.options, decision.seat
        option = forced(decision)
        if option is not None:
            return option
        if decision.kind == "deal":
            return next((option for option in options if option.key == "pass"), options[-1])
        sums = self._sums(world, decision)
        luck = chance.draw(world.seed, world.turn, "bot", seat, ply) / 2**64 * sums[-1]
        for option, upto in zip(options, sums, strict=True):
            if luck < upto:
                return option
        return options[-1]

    def odds(self, world: State, decision: Decision) -> list[float] | None:
        """Return how likely each answer is by the policy; None where it does not choose."""
        if decision.kind == "deal" or forced(decision) is not None:
            return None
        sums = self._sums(world, decision)
        return [(upto - low) / sums[-1] for low, upto in zip([0.0, *sums], sums, strict=False)]

    def _sums(self, world: State, decision: Decision) -> list[float]:
        """Return the running sums of the likelihoods of the answers, and keep them."""
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
            prices = self.policy.prices(world, decision)
            sums = list(accumulate(self.policy.likelihoods(decision, prices)))
            self.sums[key] = sums
        return sums
