"""Strength over time: how often a bot is best against two adaptive seats, and how long it takes.

Games are the same for all bots: the same deals, in each rotation. The time is this machine's, so it
is no part of what the same seeds give again; it stands in the notes of the rows.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from random import Random
from statistics import median
from typing import Final

from attrs import asdict, frozen

from wargame.bots.search.search import STRENGTHS
from wargame.engine.loop import asked_view, option_of, play_out
from wargame.lab.findings import Findings, Row
from wargame.lab.intervals import Figure
from wargame.lab.match import program_of, seat_bots
from wargame.lab.run import Jobs, in_parts, run
from wargame.lab.studies.arena import arena_of, matches
from wargame.table.decision import Decision, Option
from wargame.table.flow import advance
from wargame.table.state import State

PARTNER: Final = "adaptive"
"""Who sits on the other seats; as one of the bots it must come out even."""
LADDER: Final = (PARTNER, *STRENGTHS)
"""The bots of the curve, from the quickest on."""


@frozen
class Rung:
    """What a bot has reached: its share of best seats, and its mean points."""

    bot: str
    best: Figure
    points: Figure


def strength(
    scenario: str,
    bots: Sequence[str],
    games: int,
    seed: int,
    jobs: Jobs = 1,
    done: Callable[[int], None] = lambda count: None,
    basic: bool | None = None,
) -> list[Rung]:
    """Play each bot against two of `PARTNER`, `games` games each; give what it reaches."""
    casts = [(bot, PARTNER, PARTNER) for bot in bots]
    todo = (one for cast in casts for one in matches(scenario, cast, games, seed, basic))
    results = run(todo, jobs, done)
    rungs = []
    for cast, part in zip(casts, in_parts(results, games), strict=True):
        shown = arena_of(scenario, cast, seed, part)
        rungs.append(Rung(cast[0], shown.best[0], shown.points[0]))
    return rungs


def milliseconds(scenario: str, bot: str, seed: int, basic: bool | None = None) -> float:
    """Return the processor time of a bot's choice in milliseconds, the median of one game that it
    plays on the first seat. Questions with one answer are not counted."""
    program = program_of(scenario, basic)
    seats = seat_bots(program, (bot, PARTNER, PARTNER))
    luck, spent = Random(seed), list[float]()

    def choose(state: State, asked: Decision, ply: int) -> Option:
        view, start = asked_view(state, asked), time.process_time()
        key = seats[asked.seat].choose(view, asked, luck)
        if asked.seat == 0 and len(asked.options) > 1:
            spent.append(time.process_time() - start)
        return option_of(asked, key)

    state = program.deal(seed)
    play_out(state, advance(state), choose)
    return median(spent) * 1000


def findings(rungs: Sequence[Rung], times: Sequence[float]) -> Findings:
    """Return the curve as rows, the quickest bot first; `times` are milliseconds a choice."""
    rows = [
        Row(rung.bot, None, None, rung.best, "best seat against two adaptive seats", True, 1 / 3,
            note=f"{spent:.3g} ms a choice")
        for rung, spent in zip(rungs, times, strict=True)
    ]  # fmt: skip
    rows += [Row(rung.bot, None, None, rung.points, "points") for rung in rungs]
    return Findings(tuple(rows), (), [asdict(rung) for rung in rungs])
