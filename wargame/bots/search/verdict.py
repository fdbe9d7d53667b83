"""What a search aims at: the verdict. It reads an imagined world as odds of each tier.

Points in the middle of a game mean little by themselves: some of what they count is gone by the
end, some comes only then. So a few games of three adaptive bots are played once for each program
(`course`), and a seat's points are set against what was usual in them as that turn began, in
spreads. What is left of the game blurs the odds.
"""

from __future__ import annotations

from functools import lru_cache
from math import erf, sqrt
from random import Random
from typing import TypeAlias

from attrs import frozen

from wargame.bots.evaluate.evaluate import Evaluator
from wargame.bots.evaluate.rulebook_values import Rules, chance_of
from wargame.bots.evaluate.weights import Weights
from wargame.bots.greedy.adaptive import Adaptive
from wargame.content.program import Program
from wargame.engine.loop import asked_view, option_of, play_out
from wargame.engine.scoring import ending_of, public_lines, secret_lines, standing
from wargame.engine.view import SeatView
from wargame.rules.model.ledgers import AGENDAS, GAME, ISOLATED
from wargame.table.decision import Decision, Option
from wargame.table.flow import advance
from wargame.table.state import State

GAMES = 24
"""Games that the usual course rests on. With eight, seats were read up to 0.9 spreads too low, with
these at most 0.4 (rules/TUNING.md)."""
USUAL_WEIGHTS = Weights()

TITLE, TIERS, COLLAPSE = 0.5, 0.5, -0.5
"""What the best seat, the highest tier and a collapse are worth; the lowest tier is worth 0.
rules/TUNING.md has what other weights do to a table of three that search."""

BLUR, BLUR_A_TURN = 0.35, 0.4
"""How far points are still open, in spreads (a standard deviation): at the end of the last turn,
and more for each turn that is left, times the root of their number. Set by hand."""
TITLE_BLUR = 1.4
"""The difference of two seats varies more than either: by the root of two."""

EVEN, EVEN_A_TURN = 0.0, -1.8
WIDTH, WIDTH_A_TURN = 0.75, 0.95
"""A logistic model of collapse for each threat, in steps: how far below its maximum a collapse is
as likely as not (negative: above it), and the scale of the curve. Each is given as the last turn
begins, and for each turn more that is left. The earlier it is, the less a level tells, since a
table that knows its danger steers. Fitted to how 1,000 games of three adaptive bots in five
scenarios ended: log loss 0.29 (rules/TUNING.md)."""

Course: TypeAlias = list[list[list[float]]]
"""Usual points by turn, by the seat that prices them, by seat; scaled so that they end at par."""


def expected_points(rules: Rules, world: State, viewer: int) -> list[float]:
    """Return each seat's points after the drift, as seat `viewer` prices them as a turn begins."""
    evaluator = Evaluator(rules, USUAL_WEIGHTS, SeatView(world, viewer), "event")
    trial = evaluator.trial()
    return [evaluator.points(trial, seat) for seat in range(rules.book.seats)]


def final_halves(program: Program, world: State, seat: int) -> int:
    """Count a seat's half points at the end."""
    lines = public_lines(program, world, seat) + secret_lines(program, world, seat)
    return sum(halves for _, halves in lines)


class _Watch:
    """Plays one game of three adaptive bots; adds expected points to the sums as a turn begins."""

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
            for viewer in self.seats:
                for seat, points in enumerate(expected_points(self.rules, world, viewer)):
                    self.sums[self.turn - 1][viewer][seat] += points
        key = self.bots[decision.seat].choose(asked_view(world, decision), decision, self.luck)
        return option_of(decision, key)


@lru_cache(maxsize=16)
def course(program: Program) -> Course:
    """Play `GAMES` games, always the same deals, and return the usual points.

    What these few earn more or less in the end than par, which rests on many, is spread evenly
    over the turns.
    """
    rules = Rules(program)
    turns, seats = max(1, program.book.turns), range(program.book.seats)
    sums = [[[0.0 for _ in seats] for _ in seats] for _ in range(turns)]
    counts, final = [0] * turns, [0.0 for _ in seats]
    for seed in range(GAMES):
        world = program.deal(seed)
        play_out(world, advance(world), _Watch(rules, seed, sums, counts).choose)
        for seat in seats:
            final[seat] += final_halves(program, world, seat) / 2 / GAMES
    par = [seat_par(program, seat)[0] for seat in seats]
    usual: Course = []
    for turn in range(turns):
        gone, count = turn / turns, max(1, counts[turn])
        usual.append(
            [[was[s] / count + (par[s] - final[s]) * gone for s in seats] for was in sums[turn]]
        )
    return usual


def seat_par(program: Program, seat: int) -> tuple[float, float]:
    """Return a seat's par and spread in points; 0 and 1 where the scenario states none."""
    par = program.par.get(program.book.layout.seats[seat])
    return (par.par_hundredths() / 100, par.sd_hundredths / 100) if par else (0.0, 1.0)


@frozen
class Reading:
    """How an imagined world may end for a seat.

    `standing`: spreads above par. `title`: the odds of being the best seat. `tiers`: the odds of
    each tier from the lowest, if the alliance holds. `collapse`: the odds that it does not.
    """

    standing: float
    title: float
    tiers: tuple[float, float, float, float]
    collapse: float

    @property
    def worth(self) -> float:
        """Weigh title, tier and collapse into one number, at most 1."""
        place = (self.tiers[1] + 2 * self.tiers[2] + 3 * self.tiers[3]) / 3
        held = TITLE * self.title + TIERS * place
        return (1 - self.collapse) * held + self.collapse * COLLAPSE


class Judge:
    """Reads worlds for one program. The usual course is played when it is first asked for: a bot
    that thinks on a thread of its own plays it there."""

    def __init__(self, program: Program, rules: Rules) -> None:
        self.program = program
        self.rules = rules
        self.turns = max(1, program.book.turns)
        pars = [seat_par(program, seat) for seat in range(program.book.seats)]
        self.par = [par for par, _ in pars]
        self.spread = [spread for _, spread in pars]

    def read(self, world: State, seat: int, over: bool) -> Reading:
        """Read a world for `seat` as a turn begins; `over`: its game has ended."""
        seats = range(self.program.book.seats)
        if over:
            places = [self._final(world, each) for each in seats]
            ending = ending_of(self.program, world)
            danger = float(ending is not None and ending.id == "collapse")
            blur = BLUR
        else:
            danger = self.danger(world)
            usual = course(self.program)[world.turn - 1][seat]
            points = expected_points(self.rules, world, seat)
            places = [(points[each] - usual[each]) / self.spread[each] for each in seats]
            blur = BLUR + BLUR_A_TURN * sqrt(self.turns - world.turn + 1)
        mine = places[seat]
        below = [_below((bar - mine) / blur) for bar in (-1.0, 0.0, 1.0)]
        if (ISOLATED, seat, 0) in world.ledgers[GAME]:
            below = [1.0, 1.0, 1.0]
        tiers = (below[0], below[1] - below[0], below[2] - below[1], 1 - below[2])
        title = _title(places, seat, TITLE_BLUR * blur)
        if over:
            title *= sum(tiers[self.program.ruleset.verdict.best_at_least :], 0.0)
        return Reading(mine, title, tiers, danger)

    def danger(self, world: State) -> float:
        """Return the odds of a collapse, as a turn begins."""
        left = self.turns - world.turn
        even, width = EVEN + EVEN_A_TURN * left, WIDTH + WIDTH_A_TURN * left
        safe = 1.0
        for level in self.rules.threats:
            room = self.rules.book.layout.highs[level] - world.levels[level]
            safe *= 1 - chance_of(even - room, width)
        return 1 - safe

    def _final(self, world: State, seat: int) -> float:
        held = next((agenda for at, agenda in world.ledgers[AGENDAS] if at == seat), None)
        halves = final_halves(self.program, world, seat)
        return standing(self.program, seat, halves, held) / 100


def _title(places: list[float], seat: int, blur: float) -> float:
    """Return the odds that a seat stands best: those that it beats each other, made to sum to 1."""
    ahead = []
    for mine in range(len(places)):
        odds = 1.0
        for other in range(len(places)):
            if other != mine:
                odds *= _below((places[mine] - places[other]) / blur)
        ahead.append(odds)
    return ahead[seat] / max(1e-9, sum(ahead, 0.0))


def _below(spreads: float) -> float:
    """Return the odds that a normal variable lies below so many standard deviations."""
    return 0.5 * (1 + erf(spreads / sqrt(2)))
