"""The bell: what games that are closed after a turn are worth, held against games that were played
to their end.

The games are the same ones: each is scored as it stood after every turn, by the par of that turn.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from statistics import fmean, pstdev

from attrs import asdict, frozen

from wargame.content.program import Program
from wargame.lab.findings import Findings, Row
from wargame.lab.intervals import Figure, mean
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


def bells_of(results: Sequence[GameResult]) -> list[SeatAtBell]:
    """Return each seat at each bell and at the end, scenario by scenario; no game is missing but
    those that ended before the bell."""
    found = list[SeatAtBell]()
    scenarios = dict.fromkeys((r.match.scenario, r.match.basic) for r in results)
    for scenario, basic in scenarios:
        program = program_of(scenario, basic)
        own = [r for r in results if (r.match.scenario, r.match.basic) == (scenario, basic)]
        for turn in (*range(1, program.scenario.turns), 0):
            stood = [at for result in own if (at := _stood(result, turn)) is not None]
            if stood:
                found += _seats(program, scenario, turn, stood)
    return found


def _stood(result: GameResult, turn: int) -> Closed | None:
    """Return what a game was worth at a bell, or (0) at its end; None if it was over before."""
    if not turn:
        return Closed(result.ending, result.halves, result.verdicts, result.best)
    return result.bells[turn - 1] if len(result.bells) >= turn else None


def _seats(
    program: Program, scenario: str, turn: int, stood: Sequence[Closed]
) -> Iterator[SeatAtBell]:
    verdict = program.ruleset.verdict
    for seat, name in enumerate(program.book.layout.seats):
        points = [closed.halves[seat] / 2 for closed in stood]
        counted = Counter(closed.verdicts[seat] for closed in stood)
        tiers = {
            tier: counted[place] / len(stood)
            for place, tier in enumerate((verdict.collapse, *verdict.tiers), -1)
        }
        best = fmean(seat in closed.best for closed in stood)
        yield SeatAtBell(scenario, turn, name, mean(points), pstdev(points), tiers, best)


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
