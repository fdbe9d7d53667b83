"""The usual course of a game: what a seat may hope for at the beginning of each turn.

Prospects in the middle of a game mean little by themselves: some of what they count is gone by
the end, some comes only then. So a few games of three adaptive bots are played, once for each
program, and prospects are set against what was usual there. What these few earn more or less in
the end than par, which rests on many, is spread evenly over the turns.
"""

from __future__ import annotations

from functools import lru_cache
from random import Random

from wargame.bots.evaluate.evaluate import Evaluator
from wargame.bots.evaluate.rulebook_values import Rules
from wargame.bots.evaluate.weights import Weights
from wargame.bots.greedy.adaptive import Adaptive
from wargame.content.program import Program
from wargame.engine.loop import asked_view, option_of, play_out
from wargame.engine.scoring import public_lines, secret_lines
from wargame.engine.view import SeatView
from wargame.table.decision import Decision, Option
from wargame.table.flow import advance
from wargame.table.state import State

GAMES = 24
CALM = Weights()

Course = list[list[list[float]]]
"""By turn, by the seat that looks, by seat: prospects in points, such that par is par."""


def prospects(rules: Rules, world: State, looks: int) -> list[float]:
    """Price what each seat may hope for, in points, as one of them sees it as a turn begins."""
    evaluator = Evaluator(rules, CALM, SeatView(world, looks), "event")
    trial = evaluator.trial()
    return [evaluator.points(trial, seat) for seat in range(rules.book.seats)]


def points(program: Program, world: State, seat: int) -> float:
    """Count a seat's points at the end."""
    lines = public_lines(program, world, seat) + secret_lines(program, world, seat)
    return sum(halves for _, halves in lines) / 2


class _Watch:
    """One game of three adaptive bots; adds its prospects to the sums as each turn begins."""

    def __init__(self, rules: Rules, seed: int, sums: Course, counts: list[int]) -> None:
        self.rules, self.sums, self.counts = rules, sums, counts
        self.seats = range(rules.book.seats)
        self.bots = [Adaptive(rules.program) for _ in self.seats]
        self.luck = Random(seed)
        self.turn = 0

    def choose(self, world: State, decision: Decision, ply: int) -> Option:
        if world.turn > self.turn:
            self.turn = world.turn
            self.counts[self.turn - 1] += 1
            for looks in self.seats:
                for seat, worth in enumerate(prospects(self.rules, world, looks)):
                    self.sums[self.turn - 1][looks][seat] += worth
        key = self.bots[decision.seat].choose(asked_view(world, decision), decision, self.luck)
        return option_of(decision, key)


@lru_cache(maxsize=16)
def course(program: Program) -> Course:
    """Play the games and give the usual prospects; the deals are always the same ones."""
    rules = Rules(program)
    turns, seats = max(1, program.book.turns), range(program.book.seats)
    sums = [[[0.0 for _ in seats] for _ in seats] for _ in range(turns)]
    counts, final = [0] * turns, [0.0 for _ in seats]
    for seed in range(GAMES):
        world = program.deal(seed)
        play_out(world, advance(world), _Watch(rules, seed, sums, counts).choose)
        for seat in seats:
            final[seat] += points(program, world, seat) / GAMES
    found: Course = []
    for turn in range(turns):
        gone, count = turn / turns, max(1, counts[turn])
        found.append(
            [[was[s] / count + (_par(program, s) - final[s]) * gone for s in seats]
             for was in sums[turn]]
        )  # fmt: skip
    return found


def _par(program: Program, seat: int) -> float:
    par = program.par.get(program.book.layout.seats[seat])
    return par.par_hundredths / 100 if par else 0.0
