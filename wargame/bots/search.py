"""The search bot: it tries its best options out in imagined worlds, and aims at the verdict."""

from __future__ import annotations

from collections.abc import Callable
from random import Random

from wargame.bots.adaptive import Adaptive
from wargame.bots.beliefs import believe
from wargame.bots.rollout import Playout
from wargame.bots.sitting import Prices
from wargame.bots.temper import Temper
from wargame.bots.values import Outlook
from wargame.bots.verdict import Judge
from wargame.content.program import Program
from wargame.engine.game import Decision
from wargame.engine.view import SeatView
from wargame.table.decision import Decision as Asked
from wargame.table.decision import Option
from wargame.table.flow import answer

TEMPER = Temper(rivalry=1.3, collapse=3, warmth=0.02)
TRUST = 8.0
SLOPE = 0.08

class Search:
    def __init__(self, program: Program, iterations: int = 16, trust=TRUST, slope=SLOPE, width=0) -> None:
        self.program = program
        self.iterations = iterations
        self.trust, self.slope, self.width = trust, slope, width or 2 + int(iterations**0.5)//2
        self.pricer = Adaptive(program, TEMPER)
        self.playout = Playout(program)
        self.judge = Judge(program, self.pricer.rules)

    def choose(self, view: SeatView, decision: Decision, rng: Random) -> str:
        options = decision.options
        if len(options) == 1:
            return options[0].key
        if options[-1].key == "no-more":
            return "no-more"
        out = Outlook(self.pricer.rules, TEMPER, view, decision.kind)
        prices = self.price(out, decision)
        return self.think(out, decision, prices, rng).key

    def price(self, out: Outlook, decision: Decision) -> Prices:
        ask: Callable[[Outlook, Decision], Prices] | None
        ask = getattr(self.pricer, "price_" + decision.kind, None)
        if ask is None:
            return [0.0] * len(decision.options)
        return ask(out, decision)

    def think(self, out, decision, prices, rng) -> Option:
        view = out.view
        order = sorted(range(len(prices)), key=lambda at: -prices[at])
        alive = order[: self.width]
        if prices[order[0]] - prices[order[1]] > 4: return decision.options[order[0]]
        top = prices[order[0]]
        self.playout.begin()
        asked = Asked(decision.seat_index, (decision.kind, *decision.about), decision.private,
                      decision.options, decision.options, decision.it)
        sums = dict.fromkeys(alive, 0.0)
        n = 0
        rounds = max(1, (len(alive) - 1).bit_length())
        seat = decision.seat_index
        for r in range(rounds):
            each = max(1, self.iterations // rounds // len(alive))
            for _ in range(each):
                base = believe(out, rng)
                for at in alive:
                    world = base.clone()
                    then = answer(world, asked, decision.options[at])
                    then = self.playout.run(world, then, view.turn)
                    reading = self.judge.read(world, seat, then is None)
                    sums[at] += reading.worth
            n += each
            def score(at):
                return (self.trust * self.slope * (prices[at] - top) + sums[at]) / (self.trust + n)
            alive.sort(key=score, reverse=True)
            alive = alive[: max(1, (len(alive) + 1) // 2)]
        return decision.options[alive[0]]
