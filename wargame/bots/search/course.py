"""The usual course of a game: what a seat may hope for at the beginning of each turn.

Prospects in the middle of a game mean little by themselves: some of what they count is gone by
the end, some comes only then. So a few games of three adaptive bots are played, once for each
program, and prospects are set against what was usual there. What these few earn more or less in
the end than par, which rests on many, is spread evenly over the turns.
"""

from __future__ import annotations

from functools import lru_cache
from random import Random

from wargame.bots.evaluate.evaluate import Outlook
from wargame.bots.evaluate.rulebook_values import Rules
from wargame.bots.evaluate.weights import Temper
from wargame.bots.greedy.adaptive import Adaptive
from wargame.bots.search.rollout import shown
from wargame.content.program import Program
from wargame.engine.scoring import public_lines, secret_lines
from wargame.engine.view import SeatView
from wargame.table.flow import advance, answer
from wargame.table.state import State

GAMES = 24
CALM = Temper()

Course = list[list[list[float]]]
"""By turn, by the seat that looks, by seat: prospects in points, such that par is par."""


def prospects(rules: Rules, world: State, looks: int) -> list[float]:
    """Price what each seat may hope for, in points, as one of them sees it as a turn begins."""
    out = Outlook(rules, CALM, SeatView(world, looks), "event")
    sketch = out.sketch()
    return [out.lasting(sketch, seat) for seat in range(rules.book.seats)]


def points(program: Program, world: State, seat: int) -> float:
    """Count a seat's points at the end."""
    lines = public_lines(program, world, seat) + secret_lines(program, world, seat)
    return sum(halves for _, halves in lines) / 2


@lru_cache(maxsize=16)
def course(program: Program) -> Course:
    """Play the games and give the usual prospects; the deals are always the same ones."""
    rules = Rules(program)
    turns, seats = max(1, program.book.turns), range(program.book.seats)
    sums = [[[0.0 for _ in seats] for _ in seats] for _ in range(turns)]
    counts, final = [0] * turns, [0.0 for _ in seats]
    for seed in range(GAMES):
        world, turn, luck = program.deal(seed), 0, Random(seed)
        bots = [Adaptive(program) for _ in seats]
        asked = advance(world)
        while asked is not None:
            if world.turn > turn:
                turn = world.turn
                counts[turn - 1] += 1
                for looks in seats:
                    for seat, worth in enumerate(prospects(rules, world, looks)):
                        sums[turn - 1][looks][seat] += worth
            view = SeatView(world, asked.seat, asked.seat if asked.private else -1)
            option = asked.option(bots[asked.seat].choose(view, shown(asked), luck))
            assert option is not None, "a bot chose what is not legal"
            asked = answer(world, asked, option)
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
