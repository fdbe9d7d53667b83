"""Par: what each seat is expected to score, measured over games without a collapse.

Par is the mean of a seat's points, its spread their standard deviation (of these games: divided by
n). The interval of par is that of a sample's mean, divided by n - 1.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from math import sqrt
from statistics import fmean, pstdev

from attrs import asdict, frozen

from wargame.lab.findings import Findings, Row
from wargame.lab.intervals import Figure, Z
from wargame.lab.match import GameResult, Match, program_of
from wargame.lab.run import Jobs, run
from wargame.lab.trouble import TooFew

FIRST_SEED = 1_000_000
"""Par is measured on seeds from here on; all other measurements use lower ones."""


@frozen
class SeatPar:
    """Par and spread of one seat, in points, over `n` games."""

    seat: str
    par: float
    sd: float
    n: int

    def toml(self) -> str:
        """Return the line for a scenario's TOML."""
        par, sd = (divmod(round(value * 100), 100) for value in (self.par, self.sd))
        return f"{self.seat} = {{ par = [{par[0]}, {par[1]}], sd = [{sd[0]}, {sd[1]}] }}"


def par(
    scenario: str,
    bot: str,
    games: int,
    jobs: Jobs = 1,
    done: Callable[[int], None] = lambda count: None,
    basic: bool | None = None,
) -> list[SeatPar]:
    """Let the same bot play all seats, and compute par from the games that did not collapse.

    Raises `LabTrouble`, also if fewer than two games are left.
    """
    program = program_of(scenario, basic)
    seats = program.book.layout.seats
    todo = [Match(scenario, FIRST_SEED + game, (bot,) * len(seats), basic) for game in range(games)]
    return par_of(seats, list(run(todo, jobs, done)))


def par_of(seats: Sequence[str], results: Sequence[GameResult]) -> list[SeatPar]:
    """Compute par from results. Raises `TooFew`."""
    whole = [result for result in results if not result.collapsed]
    if len(whole) < 2:
        raise TooFew(
            f"too few games without a collapse: {len(whole)} of {len(results)}; "
            "par needs two at least, and hundreds to be of use"
        )
    points = [[result.halves[seat] / 2 for result in whole] for seat in range(len(seats))]
    return [
        SeatPar(seat, fmean(own), pstdev(own), len(own))
        for seat, own in zip(seats, points, strict=True)
    ]


def findings(pars: Sequence[SeatPar]) -> Findings:
    """Return par as rows, with the lines for a scenario's TOML as notes."""
    rows = []
    for own in pars:
        width = Z * own.sd / sqrt(own.n - 1)
        figure = Figure(own.par, own.par - width, own.par + width, own.n)
        rows.append(Row(own.seat, None, None, figure, "par, in points"))
        rows.append(Row(f"{own.seat}, spread", None, None, Figure(own.sd, own.sd, own.sd, own.n),
                        "standard deviation, in points"))  # fmt: skip
    notes = (f"# {pars[0].n} games without a collapse, seeds from {FIRST_SEED}",)
    return Findings(tuple(rows), (*notes, *(own.toml() for own in pars)), [*map(asdict, pars)])
