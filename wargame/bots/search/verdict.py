"""What a search aims at: the verdict. It reads an imagined world as odds of each tier.

A world in the middle of a game is not read by points as they stand: a seat's prospects (the
prices of `values`) are set against what is usual when that turn begins (`course`), in spreads.
What is left of the game blurs the odds.
"""

from __future__ import annotations

from math import erf, sqrt

from attrs import frozen

from wargame.bots.evaluate.rulebook_values import Rules, chance_of
from wargame.bots.search.course import course, prospects
from wargame.content.program import Program
from wargame.engine.scoring import ending_of, public_lines, secret_lines, standing
from wargame.rules.model.ledgers import GAME, ISOLATED
from wargame.table.state import State

TITLE, TIERS, RUIN = 0.5, 0.5, -0.5
"""What the best seat, the highest tier and a collapse are worth; the lowest tier is 0.
`rules/TUNING.md` has what other weights do to a table of three that search."""
BLUR = (0.35, 0.4)
"""Spreads that are open at the end of the last turn, and for each turn more (as a root)."""

EVEN, WIDTH = (0.0, -1.8), (0.75, 0.95)
"""How many steps below its end a threat ends the alliance as often as not, and how wide the odds
are spread round that, in steps: as the last turn begins, and more for each turn that is left.
A table that knows its danger steers, so the earlier it is, the less a level tells. Fitted to how
1,000 games of three adaptive bots in five scenarios ended."""


@frozen
class Reading:
    """One world as a seat may hope for it.

    `standing` in spreads above par, `title` the odds of being the best seat, `tiers` those of
    each tier from the lowest, given that the alliance holds, `collapse` those that it does not.
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
        return (1 - self.collapse) * held + self.collapse * RUIN


class Judge:
    """Reads worlds for one program."""

    def __init__(self, program: Program, rules: Rules) -> None:
        self.program = program
        self.rules = rules
        self.turns = max(1, program.book.turns)
        self.usual = course(program)
        self.par, self.spread = [], []
        for name in program.book.layout.seats:
            par = program.par.get(name)
            self.par.append(par.par_hundredths / 100 if par else 0.0)
            self.spread.append(par.sd_hundredths / 100 if par else 1.0)

    def read(self, world: State, seat: int, over: bool) -> Reading:
        """Read a world for `seat`; `over` says that its game has ended."""
        seats = range(self.program.book.seats)
        if over:
            places = [self._final(world, each) for each in seats]
            ending = ending_of(self.program, world)
            danger = float(ending is not None and ending.id == "collapse")
            blur = BLUR[0]
        else:
            danger = self.danger(world)
            usual = self.usual[world.turn - 1][seat]
            hoped = prospects(self.rules, world, seat)
            places = [(hoped[each] - usual[each]) / self.spread[each] for each in seats]
            blur = BLUR[0] + BLUR[1] * sqrt(self.turns - world.turn + 1)
        mine = places[seat]
        below = [_below((bar - mine) / blur) for bar in (-1.0, 0.0, 1.0)]
        if (ISOLATED, seat, 0) in world.ledgers[GAME]:
            below = [1.0, 1.0, 1.0]
        tiers = (below[0], below[1] - below[0], below[2] - below[1], 1 - below[2])
        title = _title(places, seat, 1.4 * blur)
        if over:
            title *= 1 - below[0]
        return Reading(mine, title, tiers, danger)

    def danger(self, world: State) -> float:
        """Give the odds of a collapse, at the beginning of a turn."""
        left = self.turns - world.turn
        even, width = EVEN[0] + EVEN[1] * left, WIDTH[0] + WIDTH[1] * left
        safe = 1.0
        for level in self.rules.threats:
            room = self.rules.book.layout.highs[level] - world.levels[level]
            safe *= 1 - chance_of(even - room, width)
        return 1 - safe

    def _final(self, world: State, seat: int) -> float:
        lines = public_lines(self.program, world, seat) + secret_lines(self.program, world, seat)
        return standing(self.program, seat, sum(points for _, points in lines)) / 100


def _title(places: list[float], seat: int, blur: float) -> float:
    """Give the odds that a seat stands best: those that it beats each other, made to sum to 1."""
    ahead = []
    for mine in range(len(places)):
        odds = 1.0
        for other in range(len(places)):
            if other != mine:
                odds *= _below((places[mine] - places[other]) / blur)
        ahead.append(odds)
    return ahead[seat] / max(1e-9, sum(ahead))


def _below(spreads: float) -> float:
    """Give the odds that a normal variable lies below so many spreads."""
    return 0.5 * (1 + erf(spreads / sqrt(2)))
