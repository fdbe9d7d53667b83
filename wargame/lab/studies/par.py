"""Par: what each seat is expected to score, measured over games without a collapse.

Par is the mean of a seat's points, its spread their standard deviation (of these games: divided by
n). The interval of par is that of a sample's mean, divided by n - 1.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from itertools import groupby
from math import sqrt
from statistics import fmean

from attrs import asdict, define, field, frozen

from wargame.lab.findings import Findings, Row
from wargame.lab.intervals import Figure, Sample, Z
from wargame.lab.match import GameResult, Match, program_of
from wargame.lab.run import Jobs, run
from wargame.lab.trouble import TooFew

FIRST_SEED = 1_000_000
"""Par is measured on seeds from here on; all other measurements use lower ones."""

FEWEST_OF_A_FLAG = 30
"""Games with a flag that its par needs; with fewer, the seat's par stands for it."""


@frozen
class SeatPar:
    """Par and spread of one seat, in points, over `n` games.

    `flags` is par by the agenda that the seat held; `sd` is the spread about these pars.
    """

    seat: str
    par: float
    sd: float
    n: int
    flags: dict[str, float] = field(factory=dict)
    turn: int = 0
    """The turn at whose end it is measured; 0: the end of the game."""

    def toml(self) -> str:
        """Return the line for a scenario's TOML."""
        flags = ", ".join(f"{id} = {_pair(par)}" for id, par in sorted(self.flags.items()))
        more = f", flags = {{ {flags} }}" if flags else ""
        return f"{self.seat} = {{ par = {_pair(self.par)}, sd = {_pair(self.sd)}{more} }}"


def _pair(points: float) -> list[int]:
    """Return points as TOML has them: [points, hundredths]."""
    return list(divmod(round(points * 100), 100))


def par(
    scenario: str,
    bot: str,
    games: int,
    jobs: Jobs = 1,
    done: Callable[[int], None] = lambda count: None,
    basic: bool | None = None,
) -> list[SeatPar]:
    """Let the same bot play all seats, and compute par from the games that did not collapse: that
    of the end first, then that of the end of each turn before the last.

    Raises `LabTrouble`, also if fewer than two games are left.
    """
    program = program_of(scenario, basic)
    seats = program.book.layout.seats
    todo = (Match(scenario, FIRST_SEED + game, (bot,) * len(seats), basic) for game in range(games))
    return pars_of(seats, run(todo, jobs, done), range(1, program.scenario.turns))


@define
class _Counted:
    """The games that par at one time rests on: for each seat, how often it held a flag and got so
    many half points."""

    turn: int
    seats: list[Counter[tuple[str, int]]]


def pars_of(
    seats: Sequence[str], results: Iterable[GameResult], turns: Iterable[int] = ()
) -> list[SeatPar]:
    """Compute par from results: at the end of the game, then at the end of some turns.

    Raises `TooFew`.
    """
    counted = [_Counted(turn, [Counter() for _ in seats]) for turn in (0, *turns)]
    games = 0
    for result in results:
        games += 1
        flags = result.agendas or [""] * len(seats)
        for own in counted:
            if own.turn:
                halves = result.bells[own.turn - 1].halves if len(result.bells) >= own.turn else ()
            else:
                halves = () if result.collapsed else result.halves
            for seat, points in enumerate(halves):
                own.seats[seat][flags[seat], points] += 1
    for own in counted:
        if (whole := own.seats[0].total()) < 2:
            raise TooFew(
                f"too few games without a collapse: {whole} of {games}; "
                "par needs two at least, and hundreds to be of use"
            )
    return [
        _seat_par(name, seat, own.turn)
        for own in counted
        for name, seat in zip(seats, own.seats, strict=True)
    ]


def _seat_par(name: str, counted: Counter[tuple[str, int]], turn: int) -> SeatPar:
    by_flag: dict[str, Sample] = {}
    for flag, halves in counted.elements():
        by_flag.setdefault(flag, Sample()).add(halves)
    whole = sum(by_flag.values(), Sample())
    flags = {
        flag: own.mean(0.5).value
        for flag, own in by_flag.items()
        if flag and own.n >= FEWEST_OF_A_FLAG
    }
    par = whole.mean(0.5).value
    apart = fmean((halves / 2 - flags.get(flag, par)) ** 2 for flag, halves in counted.elements())
    return SeatPar(name, par, sqrt(apart), whole.n, flags, turn)


def findings(pars: Sequence[SeatPar]) -> Findings:
    """Return par at the end as rows, with the lines for a scenario's TOML as notes; those of the
    turns before stand under their own heads."""
    rows = []
    for own in (one for one in pars if not one.turn):
        width = Z * own.sd / sqrt(own.n - 1)
        figure = Figure(own.par, own.par - width, own.par + width, own.n)
        rows.append(Row(own.seat, None, None, figure, "par, in points"))
        rows.append(Row(f"{own.seat}, spread", None, None, Figure(own.sd, own.sd, own.sd, own.n),
                        "standard deviation, in points"))  # fmt: skip
    notes = [f"# {pars[0].n} games without a collapse, seeds from {FIRST_SEED}"]
    for turn, own_turn in groupby(pars, key=lambda own: own.turn):
        notes += [f"[par_turn.{turn}]"] if turn else []
        notes += [own.toml() for own in own_turn]
    return Findings(tuple(rows), tuple(notes), [*map(asdict, pars)])
