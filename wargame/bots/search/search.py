"""The search bot: it tries its best options out in imagined worlds, and aims at the verdict.

Theory of operation. This is a Monte Carlo tree search over information sets. Prices, those of the
adaptive bot with a rivalry of its own, shortlist the options. Worlds are imagined from the view,
one after the other; in each of them every option that is still in the race is carried out and the
turn is played on, the own questions answered by the tree and the others' by a quick policy. Since
luck is keyed by name, the same world gives all options the same luck, and only their differences
count. What the world then promises is read as odds of the verdicts. After each lap the worse half
of the options drops out. A price counts as much as `TRUST` worlds and more, so that a short search
does not throw away what the prices knew, and a long one corrects them."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from random import Random

from wargame.bots.evaluate.cabinet import Prices
from wargame.bots.evaluate.evaluate import Evaluator
from wargame.bots.evaluate.weights import Weights
from wargame.bots.greedy.adaptive import Adaptive
from wargame.bots.search.beliefs import sample_likely
from wargame.bots.search.explain import Advice, Sums
from wargame.bots.search.rollout import Playout
from wargame.bots.search.tree import Tree
from wargame.bots.search.verdict import Judge
from wargame.content.program import Program
from wargame.engine.view import SeatView, determinize
from wargame.table.decision import Decision
from wargame.table.flow import answer

WEIGHTS = Weights(rivalry=0.9)
"""A title is won against the partners, so their points count more against the own ones."""
SLOPE = 0.08
"""What a point of price is worth as a reading, near par."""
CLEAR = 4.0
"""A price that leads by so much, in points, needs no search."""
FARTHEST = 3.0
"""No price counts as lying farther below the best, in points."""
WORLDS = 4
"""For advice from public facts: how many hands are imagined for the seat that is asked."""


class Search:
    """Tries options out in `iterations` imagined descents a question; its luck is what it is given.

    The bot never looks at a clock, so the same view, question and luck give the same answer on
    every machine. `slow` tells a screen to let it think beside the event loop.
    """

    slow = True

    def __init__(self, program: Program, iterations: int = 32) -> None:
        self.program = program
        self.iterations = iterations
        self.pricer = Adaptive(program, WEIGHTS)
        self.playout = Playout(program)
        self.judge = Judge(program, self.pricer.rules)

    def choose(self, view: SeatView, decision: Decision, rng: Random) -> str:
        """Answer with the best option found; what is clear by its price is not searched."""
        options = decision.options
        if len(options) == 1 or options[-1].key == "no-more":
            return options[-1].key
        evaluator = self.evaluator(view, decision)
        prices = self.price(evaluator, decision)
        first, second = sorted(prices, reverse=True)[:2]
        if first - second > CLEAR:
            return options[prices.index(first)].key
        found = self.search(evaluator, decision, prices, rng, self.iterations)
        return found[0].key

    def explain(self, view: SeatView, decision: Decision, rng: Random) -> Advice:
        """Rank the options that are worth a try, the best first, with their likely verdicts.

        What `choose` leaves to the prices is searched here too. `view` is the view of the seat
        that is asked.
        """
        evaluator = self.evaluator(view, decision)
        found = self.search(
            evaluator, decision, self.price(evaluator, decision), rng, self.iterations
        )
        return self._advice(decision, found, public=False)

    def explain_in_public(self, view: SeatView, decision: Decision, rng: Random) -> Advice:
        """Rank the options of an open question from the public view alone.

        Some hands are imagined for the seat that is asked, and what it would think with each of
        them is put together. Raises `ValueError` for a private question.
        """
        if decision.private:
            raise ValueError("a private question cannot be answered from what the table knows")
        whole: dict[str, Sums] = {}
        for _ in range(WORLDS):
            world = determinize(view, self.program, rng)
            seen = SeatView(world, decision.seat)
            evaluator = self.evaluator(seen, decision)
            prices = self.price(evaluator, decision)
            share = max(1, self.iterations // WORLDS)
            for sums in self.search(evaluator, decision, prices, rng, share):
                old = whole.get(sums.key, Sums(sums.key, sums.label, 0.0))
                whole[sums.key] = Sums(
                    sums.key,
                    sums.label,
                    old.prior + sums.prior / WORLDS,
                    old.readings + sums.readings,
                )
        ranked = sorted(whole.values(), key=lambda s: (not s.readings, -s.worth))
        return self._advice(decision, ranked, public=True)

    def evaluator(self, view: SeatView, decision: Decision) -> Evaluator:
        """Work out what is pending, for the prices of one question."""
        return Evaluator(self.pricer.rules, WEIGHTS, view, decision.kind)

    def price(self, evaluator: Evaluator, decision: Decision) -> Prices:
        """Price the options in points; where there is no price, all alike."""
        if decision.options[-1].key == "no-more":
            return [-1.0] * (len(decision.options) - 1) + [0.0]
        ask: Callable[[Evaluator, Decision], Prices] | None
        ask = getattr(self.pricer, "price_" + decision.kind, None)
        return [0.0] * len(decision.options) if ask is None else ask(evaluator, decision)

    def search(
        self, evaluator: Evaluator, decision: Decision, prices: Prices, rng: Random, iterations: int
    ) -> list[Sums]:
        """Try options out, those with the best prices; gives what came of each, the best first.

        What dropped out later ranks higher; what was not tried at all comes last, by its price.
        """
        options, seat, turn = decision.options, decision.seat, evaluator.view.turn
        top = max(prices)
        order = sorted(range(len(options)), key=lambda at: -prices[at])
        alive = order[: max(3, 2 + int(iterations**0.5) // 2)]
        sums = {
            at: Sums(
                options[at].key, options[at].label, SLOPE * max(-FARTHEST, prices[at] - top)
            )
            for at in order
        }  # fmt: skip
        self.playout.begin()
        tree = Tree(self.playout, seat)
        laps = max(1, (len(alive) - 1).bit_length())
        ranked = order[len(alive) :]
        for _ in range(laps):
            for _ in range(max(1, iterations // laps // len(alive))):
                base = sample_likely(evaluator, rng)
                for at in alive:
                    world = base.clone()
                    tree.descend(options[at].key)
                    then = answer(world, decision, options[at])
                    then = self.playout.run(world, then, turn, tree.pick)
                    reading = self.judge.read(world, seat, then is None)
                    tree.enter(reading.worth)
                    sums[at].readings.append(reading)
            alive.sort(key=lambda at: -sums[at].worth)
            ranked = alive[max(1, (len(alive) + 1) // 2) :] + ranked
            alive = alive[: max(1, (len(alive) + 1) // 2)]
        return [sums[at] for at in (*alive, *ranked)]

    def _advice(self, decision: Decision, found: list[Sums], public: bool) -> Advice:
        par, spread = self.judge.par[decision.seat], self.judge.spread[decision.seat]
        rules = self.program.ruleset.verdict
        return Advice(
            decision.seat,
            tuple(sums.tried(par, spread) for sums in found),
            rules.tiers,
            rules.collapse,
            public,
        )


STRENGTHS: dict[str, tuple[int, str]] = {
    "search": (32, "tries its best options out in imagined worlds, and plays for the verdict"),
    "search-long": (128, "the same with four times as many worlds, and as much slower"),
    "search-deep": (512, "the same with sixteen times as many worlds; a choice may take a second"),
}
"""Iterations a question, and one line about each; the first takes about 20 ms a decision."""


def searchers() -> dict[str, tuple[Callable[[Program], Search], str]]:
    """List the search bots: word, maker and one line about each."""
    return {
        word: (partial(Search, iterations=count), about)
        for word, (count, about) in STRENGTHS.items()
    }
