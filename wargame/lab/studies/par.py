"""Par: what each seat is expected to score, measured over games without a collapse.

Par is the mean of a seat's points, its spread their standard deviation (of these games: divided by
n). The interval of par is that of a sample's mean, divided by n - 1.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import groupby
from math import sqrt
from statistics import fmean

from attrs import asdict, field, frozen

from wargame.lab.findings import Findings, Row
from wargame.lab.intervals import Figure, Z
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
    todo = [Match(scenario, FIRST_SEED + game, (bot,) * len(seats), basic) for game in range(games)]
    results = list(run(todo, jobs, done))
    turns = range(1, program.scenario.turns)
    return [one for turn in (0, *turns) for one in par_of(seats, results, turn)]


def par_of(seats: Sequence[str], results: Sequence[GameResult], turn: int = 0) -> list[SeatPar]:
    """Compute par from results, at the end of a turn or (0) of the game. Raises `TooFew`."""
    if turn:
        whole = [result for result in results if len(result.bells) >= turn]
    else:
        whole = [result for result in results if not result.collapsed]
    if len(whole) < 2:
        raise TooFew(
            f"too few games without a collapse: {len(whole)} of {len(results)}; "
            "par needs two at least, and hundreds to be of use"
        )
    return [_seat_par(name, seat, whole, turn) for seat, name in enumerate(seats)]


def _seat_par(name: str, seat: int, whole: Sequence[GameResult], turn: int) -> SeatPar:
    halves = [result.bells[turn - 1].halves if turn else result.halves for result in whole]
    points = [own[seat] / 2 for own in halves]
    held = [result.agendas[seat] if result.agendas else "" for result in whole]
    by_flag: dict[str, list[float]] = {}
    for flag, own in zip(held, points, strict=True):
        by_flag.setdefault(flag, []).append(own)
    flags = {
        flag: fmean(own) for flag, own in by_flag.items() if flag and len(own) >= FEWEST_OF_A_FLAG
    }
    par = fmean(points)
    apart = [own - flags.get(flag, par) for flag, own in zip(held, points, strict=True)]
    return SeatPar(name, par, sqrt(fmean([by * by for by in apart])), len(points), flags, turn)


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
