"""The search bot: it tries its best options in imagined worlds, and aims at the verdict.

Theory of operation. This is a Monte Carlo tree search over information sets. The prices of the
adaptive bot, with more rivalry, shortlist the options. Worlds are sampled from the view, one after
the other. In each of them every option that is still in the race is carried out and the turn is
played on, by `search-deep` the next one too: the tree answers the own questions, the rollout policy
those of the others. Luck is keyed by name, so all options meet the same luck in a world, and only
their differences count. The end of the turn is read as odds of the verdicts. After each lap the
worse half of the options drops out (successive halving). A price counts as much as `TRUST` worlds
and more, so that a short search does not throw away what the prices knew, and a long one corrects
them.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from random import Random

from wargame.bots.evaluate.cabinet_values import Prices
from wargame.bots.evaluate.evaluate import Evaluator
from wargame.bots.evaluate.options import forced
from wargame.bots.evaluate.weights import Weights
from wargame.bots.greedy.adaptive import Adaptive
from wargame.bots.search.beliefs import sample_likely
from wargame.bots.search.explain import Advice, OptionResult
from wargame.bots.search.rollout import Playout
from wargame.bots.search.tree import Tree
from wargame.bots.search.verdict import Judge
from wargame.content.program import Program
from wargame.engine.view import SeatView, determinize
from wargame.table.decision import Decision
from wargame.table.flow import answer

WEIGHTS = Weights(rivalry=0.9)
"""A title is won against the partners, so their points count more against the own ones than the
adaptive bot's 0.5. rules/TUNING.md has what 0.5 and 1.3 did."""
SLOPE = 0.08
"""`Reading.worth` for each point of price, near par: turns a price into a prior. Set by hand."""
FARTHEST = 3.0
"""Cap on how far below the best a prior may lie, in points of price."""
CLEAR = 4.0
"""An option whose price leads by so much, in points, is chosen without a search."""
LEAST_ALIVE = 3
"""The least number of options that are tried; a longer search tries more."""
WORLDS = 4
"""Worlds from which public advice is put together, each with another hand for the seat asked."""


class Search:
    """Tries options in `iterations` worlds a question, all options together.

    Each world is played on for so many `turns`; 1: to the end of the turn that it is. The bot looks
    at no clock and has no luck but the `rng` that it is given, so the same view, question and luck
    give the same answer on every machine. `slow` tells a screen to let it think beside the event
    loop.
    """

    slow = True

    def __init__(self, program: Program, iterations: int = 32, turns: int = 1) -> None:
        self.program = program
        self.iterations = iterations
        self.turns = turns
        self.pricer = Adaptive(program, WEIGHTS)
        self.playout = Playout(program)
        self.judge = Judge(program, self.pricer.rules)

    def choose(self, view: SeatView, decision: Decision, rng: Random) -> str:
        """Answer with the best option; where one price leads by `CLEAR`, nothing is searched."""
        options = decision.options
        option = forced(decision)
        if option is not None:
            return option.key
        evaluator = self.evaluator(view, decision)
        prices = self.price(evaluator, decision)
        first, second = sorted(prices, reverse=True)[:2]
        if first - second > CLEAR:
            return options[prices.index(first)].key
        return self.search(evaluator, decision, prices, rng, self.iterations)[0].key

    def explain(self, view: SeatView, decision: Decision, rng: Random) -> Advice:
        """Rank the options, the best first, with the likely verdicts of those that were tried.

        A decision that `choose` leaves to the prices is searched here too. `view` is the view of
        the seat that is asked.
        """
        evaluator = self.evaluator(view, decision)
        prices = self.price(evaluator, decision)
        ranked = self.search(evaluator, decision, prices, rng, self.iterations)
        return self._advice(decision, ranked, public=False)

    def explain_in_public(self, view: SeatView, decision: Decision, rng: Random) -> Advice:
        """Rank the options of an open question from the public view alone.

        `WORLDS` hands are sampled for the seat that is asked, and what it would think with each of
        them is averaged. Raises `ValueError` for a private question.
        """
        if decision.private:
            raise ValueError("a private question cannot be answered from what the table knows")
        whole: dict[str, OptionResult] = {}
        for _ in range(WORLDS):
            world = determinize(view, self.program, rng)
            seen = SeatView(world, decision.seat)
            evaluator = self.evaluator(seen, decision)
            prices = self.price(evaluator, decision)
            share = max(1, self.iterations // WORLDS)
            for result in self.search(evaluator, decision, prices, rng, share):
                old = whole.get(result.key, OptionResult(result.key, result.label, 0.0))
                whole[result.key] = OptionResult(
                    result.key,
                    result.label,
                    old.prior + result.prior / WORLDS,
                    old.readings + result.readings,
                )
        ranked = sorted(whole.values(), key=lambda result: (not result.readings, -result.worth))
        return self._advice(decision, ranked, public=True)

    def evaluator(self, view: SeatView, decision: Decision) -> Evaluator:
        """Return an evaluator for the prices of one decision."""
        return Evaluator(self.pricer.rules, WEIGHTS, view, decision.kind)

    def price(self, evaluator: Evaluator, decision: Decision) -> Prices:
        """Price the options in points; a forced one leads all others by a point."""
        if forced(decision) is not None:
            return [-1.0] * (len(decision.options) - 1) + [0.0]
        return self.pricer.price(evaluator, decision)

    def search(
        self, evaluator: Evaluator, decision: Decision, prices: Prices, rng: Random, iterations: int
    ) -> list[OptionResult]:
        """Try the options with the best prices; return the results of all, the best first.

        An option that dropped out later ranks higher; those that were not tried come last, by
        price. `iterations` is the number of descents, at least one an option and lap.
        """
        options, seat = decision.options, decision.seat
        last = evaluator.view.turn + self.turns - 1
        top = max(prices)
        order = sorted(range(len(options)), key=lambda at: -prices[at])
        alive = order[: max(LEAST_ALIVE, 2 + int(iterations**0.5) // 2)]
        results = [
            OptionResult(option.key, option.label, SLOPE * max(-FARTHEST, price - top))
            for option, price in zip(options, prices, strict=True)
        ]
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
                    then = self.playout.run(world, then, last, tree.pick)
                    reading = self.judge.read(world, seat, then is None)
                    tree.enter(reading.worth)
                    results[at].readings.append(reading)
            alive.sort(key=lambda at: -results[at].worth)
            ranked = alive[max(1, (len(alive) + 1) // 2) :] + ranked
            alive = alive[: max(1, (len(alive) + 1) // 2)]
        return [results[at] for at in (*alive, *ranked)]

    def _advice(self, decision: Decision, ranked: list[OptionResult], public: bool) -> Advice:
        par, spread = self.judge.par[decision.seat], self.judge.spread[decision.seat]
        rules = self.program.ruleset.verdict
        return Advice(
            decision.seat,
            tuple(result.tried(par, spread) for result in ranked),
            rules.tiers,
            rules.collapse,
            public,
        )


STRENGTHS: dict[str, tuple[int, int, str]] = {
    "search-brief": (8, 1, "the search bot with a quarter of the worlds, and as much quicker"),
    "search": (32, 1, "tries its best options out in imagined worlds, and plays for the verdict"),
    "search-long": (128, 1, "the same with four times as many worlds, and as much slower"),
    "search-deep": (128, 2, "as many, played on for a turn more; a choice may take a second"),
}
"""Iterations a question, turns that a world is played on, and one line about each; the quickest
comes first."""


def searchers() -> dict[str, tuple[Callable[[Program], Search], str]]:
    """List the search bots: word, maker and one line about each."""
    return {
        word: (partial(Search, iterations=count, turns=turns), about)
        for word, (count, turns, about) in STRENGTHS.items()
    }
