"""The bell: what games that are closed after a turn are worth, held against games that were played
to their end.

The games are the same ones: each is scored as it stood after every turn, by the par of that turn.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from math import sqrt

from attrs import asdict, field, frozen

from wargame.content.program import Program
from wargame.lab.findings import Findings, Row
from wargame.lab.intervals import Figure, Sample
from wargame.lab.match import Closed, GameResult, program_of


@frozen
class SeatAtBell:
    """A seat at the end of a turn, or (`turn` 0) of the game: mean and spread of its points, the
    shares of its tiers by name (collapse first), and in how many games it is a best seat."""

    scenario: str
    turn: int
    seat: str
    points: Figure
    spread: float
    tiers: dict[str, float]
    best: float


@frozen
class _Seat:
    """What a seat was worth at one bell: half points, verdicts, and how often it was a best seat
    (as a sample of 0 and 1)."""

    halves: Sample = field(factory=Sample)
    verdicts: Counter[int] = field(factory=Counter)
    best: Sample = field(factory=Sample)


def bells_of(results: Iterable[GameResult]) -> list[SeatAtBell]:
    """Return each seat at each bell and at the end, scenario by scenario; no game is missing but
    those that ended before the bell."""
    counted: dict[tuple[str, bool | None], dict[int, list[_Seat]]] = {}
    for result in results:
        at_bells = counted.setdefault((result.match.scenario, result.match.basic), {})
        stood: Sequence[GameResult | Closed] = (result, *result.bells)
        for turn, closed in enumerate(stood):
            seats = at_bells.setdefault(turn, [_Seat() for _ in closed.halves])
            for seat, own in enumerate(seats):
                own.halves.add(closed.halves[seat])
                own.verdicts[closed.verdicts[seat]] += 1
                own.best.add(seat in closed.best)
    return [
        at_bell
        for (scenario, basic), at_bells in counted.items()
        for turn in (*sorted(at_bells.keys() - {0}), 0)
        for at_bell in _seats(program_of(scenario, basic), scenario, turn, at_bells[turn])
    ]


def _seats(
    program: Program, scenario: str, turn: int, seats: Sequence[_Seat]
) -> Iterator[SeatAtBell]:
    verdict = program.ruleset.verdict
    for name, own in zip(program.book.layout.seats, seats, strict=True):
        n = own.halves.n
        tiers = {
            tier: own.verdicts[place] / n
            for place, tier in enumerate((verdict.collapse, *verdict.tiers), -1)
        }
        points, spread = own.halves.mean(0.5), sqrt(own.halves.inner / n) / 2
        yield SeatAtBell(scenario, turn, name, points, spread, tiers, own.best.mean().value)


def findings(found: Sequence[SeatAtBell]) -> Findings:
    """Return the points of each seat as rows, with spread and tiers beside them."""
    rows = [
        Row(_when(one), None, None, one.points, f"{one.scenario}, {one.seat}: points",
            note=_told(one))
        for one in sorted(found, key=lambda one: (one.scenario, one.seat))
    ]  # fmt: skip
    table: tuple[dict[str, object], ...] = tuple(
        {
            "scenario": one.scenario, "turn": one.turn, "seat": one.seat, "n": one.points.n,
            "points": one.points.value, "spread": one.spread, **one.tiers, "best": one.best,
        }
        for one in found
    )  # fmt: skip
    return Findings(tuple(rows), (), [*map(asdict, found)], table)


def _when(one: SeatAtBell) -> str:
    return f"closed after turn {one.turn}" if one.turn else "played to its end"


def _told(one: SeatAtBell) -> str:
    tiers = ", ".join(f"{name} {share:.0%}" for name, share in one.tiers.items())
    return f"spread {one.spread:.1f}; {tiers}; best {one.best:.0%}"
