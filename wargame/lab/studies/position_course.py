"""The course of a finished game: the beliefs about its verdicts, choice by choice."""

from __future__ import annotations

from collections.abc import Sequence
from math import sqrt
from pathlib import Path
from statistics import fmean
from typing import Any

from attrs import asdict, field, frozen

from wargame.content.program import Program
from wargame.engine.bell import close
from wargame.engine.game import Game
from wargame.engine.library import library
from wargame.lab.findings import Findings, Row
from wargame.lab.intervals import Figure
from wargame.lab.match import program_of
from wargame.lab.studies.futures import COLLAPSE, FutureEnd
from wargame.saves.format.errors import BadSave
from wargame.saves.format.pins import Pins, safe_program, unpacked
from wargame.saves.replay.loaded import Verdict, load
from wargame.system.paths import command


@frozen
class Played:
    """A finished game, reduced to its deal and its choices.

    `content` are the pins that it was played under, packed, where they are not those of today.
    `bell` is the turn after which it was closed, 0 if it was played to its end; what was chosen
    after that turn is left out.
    """

    scenario: str
    seed: int
    choices: tuple[str, ...]
    basic: bool | None = None
    first: str | None = None
    content: str = field(default="", repr=False)
    bell: int = 0

    @property
    def program(self) -> Program:
        """The program that it was played under; its par is that of the bell, if it was closed."""
        if self.content:
            program = safe_program(unpacked(self.content), self.basic)
        else:  # built once in each process
            program = program_of(self.scenario, self.basic, self.first)
        return program.at_bell(self.bell) if self.bell else program

    @property
    def game(self) -> Game:
        """The game when it was over."""
        game = Game.of(self.program, seed=self.seed).play(self.choices)
        if self.bell:
            close(game)
        return game


@frozen
class Belief:
    """The belief about the verdicts at one moment, from `n` futures.

    `tiers[seat]` are the shares of collapse and of the tiers from the lowest up; they sum to 1.
    `expected[seat]` is the mean tier (-1 for a collapse, 0 the lowest tier), `standings[seat]` the
    mean standing in spreads above par, collapses included.
    """

    tiers: tuple[tuple[float, ...], ...]
    expected: tuple[float, ...]
    standings: tuple[float, ...]
    n: int

    @property
    def collapse(self) -> float:
        """The share of futures that collapse."""
        return self.tiers[0][0]


@frozen
class ChoicePoint:
    """One choice: who made it, and the belief before it and after it.

    `prompt` and `label` are the question and the answer in words; `options` counts what could be
    chosen. `swing` is how far the choice moved the belief, `luck` how far luck moved it from there
    to the next choice (`distance`: 0 to 1).
    """

    ply: int
    turn: int
    seat: int
    kind: str
    prompt: str
    key: str
    label: str
    options: int
    before: Belief
    after: Belief
    swing: float
    luck: float


@frozen
class Alternative:
    """Another option of a choice, measured under the same futures as the choice made.

    `gain` is the change of the chooser's expected tier by it, with its interval.
    """

    key: str
    label: str
    belief: Belief
    gain: Figure


@frozen
class TurningPoint:
    """One of the largest swings, measured anew.

    `change` is the change of the chooser's expected tier by the choice, with its interval; `tried`
    counts the alternatives; `best` is the best of them, None where nothing else could be chosen.
    """

    ply: int
    before: Belief
    after: Belief
    swing: float
    change: Figure
    tried: int
    best: Alternative | None


@frozen
class Course:
    """A game's course: every choice, the largest swings, and the largest moves of luck (plies).

    A move of luck follows the choice at its ply. `tiers` names collapse and the tiers; `end` is the
    belief after the last choice, which is certain.
    """

    played: Played
    seats: tuple[str, ...]
    tiers: tuple[str, ...]
    ending: str
    futures: int
    moments: tuple[ChoicePoint, ...]
    swings: tuple[TurningPoint, ...]
    luck: tuple[int, ...]
    end: Belief


def read_finished(path: Path) -> Played:
    """Read a finished game from its save. Raises `BadSave` with the reason if it cannot be used.

    Only this function of the lab depends on the format of saves.
    """
    loaded = load(path)
    if loaded.verdict in (Verdict.DIVERGED, Verdict.DAMAGED):
        raise BadSave(f"{path} is {loaded.verdict.name}: {loaded.sentence}", loaded.line)
    header, choices = loaded.header, [choice.key or "" for choice in loaded.choices]
    if not loaded.finished or header.seed is None:
        raise BadSave(f"{path} is not over; play it to its end first: {command('resume', path)}")
    bell = loaded.timeline.game.bell
    if bell:
        late = (moment.ply for moment in loaded.timeline.moments if moment.turn > bell)
        del choices[next(late, len(choices)) :]
    if any(one.act.touches for one in loaded.acts):
        raise BadSave(
            f"{path}: the chair has acted in this game, and it is left out: it is another one than "
            f"its players alone would have had. Its report tells its turning points: "
            f"{command('report', path)}"
        )
    here = library()
    known = header.scenario in here.scenarios
    same = known and header.rules == Pins.of(here, header.scenario).rules
    content = "" if same else header.content
    if not same and not content:
        raise BadSave(f"{path} was played under other cards or rules, and does not hold them")
    return Played(header.scenario, header.seed, tuple(choices), header.basic, None, content, bell)


def belief(ends: Sequence[FutureEnd]) -> Belief:
    """Return the belief that the ends of futures add up to."""
    n = len(ends)
    seats = range(len(ends[0].tiers))
    tiers = tuple(
        tuple(sum(end.tiers[seat] == tier for end in ends) / n for tier in range(COLLAPSE, 4))
        for seat in seats
    )
    expected = tuple(fmean(end.tiers[seat] for end in ends) for seat in seats)
    standings = tuple(fmean(end.standings[seat] for end in ends) / 100 for seat in seats)
    return Belief(tiers, expected, standings, n)


def rows(course: Course) -> list[dict[str, object]]:
    """List every choice as one flat row, for a table of any kind: beliefs after it, and its swing.

    Columns are `SEAT.TIER` for each share, `SEAT.expected` and `SEAT.standing`.
    """
    table = []
    for m in course.moments:
        row: dict[str, object] = {
            "ply": m.ply, "turn": m.turn, "seat": course.seats[m.seat], "kind": m.kind,
            "key": m.key, "label": m.label, "options": m.options, "swing": round(m.swing, 6),
            "luck": round(m.luck, 6), "collapse": m.after.collapse,
        }  # fmt: skip
        for at, seat in enumerate(course.seats):
            for tier, part in zip(course.tiers, m.after.tiers[at], strict=True):
                row[f"{seat}.{tier}"] = part
            row[f"{seat}.expected"] = m.after.expected[at]
            row[f"{seat}.standing"] = m.after.standings[at]
        table.append(row)
    return table


def distance(one: Sequence[FutureEnd], other: Sequence[FutureEnd]) -> float:
    """Return the distance, 0 to 1, of the beliefs of two lists of ends of the same futures.

    0: not at all; 1: from certainty of one tier to certainty of another, for every seat. It is the
    Euclidean distance of the shares of the tiers, averaged over the seats, without the part that
    few futures add by chance (the square is estimated from pairs of different futures, so that
    independent random moves cancel out on average).
    """
    n = len(one)
    square = 0.0
    for seat in range(len(one[0].tiers)):
        moved = [0] * (4 - COLLAPSE)
        alone = 0
        for a, b in zip(one, other, strict=True):
            if a.tiers[seat] != b.tiers[seat]:
                moved[a.tiers[seat] - COLLAPSE] -= 1
                moved[b.tiers[seat] - COLLAPSE] += 1
                alone += 2
        whole = sum(count * count for count in moved)
        square += (whole - alone) / (n * (n - 1)) if n > 1 else whole
    return sqrt(max(0.0, square / len(one[0].tiers)) / 2)


def findings(course: Course) -> Findings:
    """Return a course as rows (the swings); every choice is a row of the table for CSV."""
    shown = []
    for number, point in enumerate(course.swings, 1):
        m = course.moments[point.ply]
        name = f"{number}. ply {m.ply}, turn {m.turn}, {course.seats[m.seat]}"
        group = "expected tier of the chooser: what the choice changed"
        shown.append(Row(name, None, None, point.change, group, note=m.label))
        if point.best is not None:
            group = "expected tier of the chooser: what the best alternative would have"
            shown.append(Row(name, None, None, point.best.gain, group, note=point.best.label))
    every = rows(course)
    whole: dict[str, Any] = {**asdict(course), "plies": every}
    del whole["moments"], whole["played"]["content"]
    notes = ("under the cards and rules of the save, not today's",) if course.played.content else ()
    return Findings(tuple(shown), notes, whole, tuple(every))
