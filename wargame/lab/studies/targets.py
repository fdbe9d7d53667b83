"""The targets of the game's brief: each row a measure, its bounds, the figure and its interval.

A row HOLDS where the whole interval lies within the bounds, FAILS where it lies outside, and is
UNDECIDED where it crosses one. Rows that this lab cannot measure yet are listed by name, so that
their absence is seen. `matchups` says which games are played, `measures` turns them into rows.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import islice
from typing import Any

from attrs import evolve, frozen

from wargame.lab.findings import Findings, Row
from wargame.lab.match import GameResult, program_of
from wargame.lab.protected import COLLAPSE, FIRM
from wargame.lab.run import Jobs, run
from wargame.lab.studies import measures
from wargame.lab.studies.matchups import MINDS, SEARCH, Matchup, Size, able, matchups
from wargame.lab.studies.measures import share_row

UNDER = ("spendthrift", "pledger")
"""Minds without a lower bound: they may not win too often."""
COLLAPSES = (
    ("all co-operative", 0.0, 0.03),
    ("adaptive", 0.08, 0.20),
    ("random", 0.50, 0.90),
    ("all selfish", 0.90, 1.0),
    ("one saboteur, two vigilant", 0.0, 0.60),
)
TITLED = "of games with a best seat"
Results = Mapping[str, Sequence[GameResult]]
_NONE: Counter[Any] = Counter()


@frozen
class ScenarioTargets:
    """The rows of a scenario, and the names of those that are not measured yet."""

    scenario: str
    rows: tuple[Row, ...]
    not_yet: tuple[str, ...]


def targets(
    scenario: str,
    size: Size,
    seed: int = 1,
    jobs: Jobs = 1,
    done: Callable[[int], None] = lambda count: None,
    basic: bool | None = None,
) -> ScenarioTargets:
    """Measure every row that this size of matchups allows."""
    plan = matchups(scenario, size, seed, basic)
    todo = [match for matchup in plan for match in matchup.matches]
    rows = table(scenario, sorted_out(plan, run(todo, jobs, done)), basic)
    return ScenarioTargets(scenario, tuple(rows), tuple(not_yet(scenario, size, basic)))


def sorted_out(
    plan: Sequence[Matchup], results: Iterable[GameResult]
) -> dict[str, Sequence[GameResult]]:
    """Give each matchup its results, which come in the order of the matchups' matches.

    The results of adaptive games are kept whole, the others in short: there are tens of thousands.
    """
    coming = iter(results)
    return {
        matchup.word: [
            result if matchup.word == "adaptive" else short(result)
            for result in islice(coming, len(matchup.matches))
        ]
        for matchup in plan
    }


def short(result: GameResult) -> GameResult:
    """Return a result reduced to its end and the findings of its probe, to save memory."""
    return evolve(result, options=_NONE, answers=_NONE, used=_NONE, held=(), ends=(), public=())


def table(scenario: str, results: Results, basic: bool | None = None) -> list[Row]:
    """Return the rows of a scenario; a matchup that was not played has none."""
    program = program_of(scenario, basic)
    book, tiers = program.book, program.ruleset.verdict.tiers
    seats = book.layout.seats
    adaptive, chance = results["adaptive"], results["random"]
    lead = seats[book.first]
    by_first = [adaptive if seat == lead else results[f"first: {seat}"] for seat in seats]
    pit = results["random against adaptive"]
    against = [
        *minds(results),
        share_row(
            "random against adaptive, best", 0.0, 0.10, measures.best(pit, _only("random")), TITLED
        ),
        *searches(results, seats, tiers),
    ]
    every = [result for matchup in results.values() for result in matchup]
    protected = [
        measures.never("a collapse betters a verdict, states", COLLAPSE, every),
        measures.never("a refused FIRM raises points, states", FIRM, every),
        measures.legal([*chance, *results["random, other option"]], book.turns),
    ]
    groups = (
        ("best seats and verdicts", measures.balance(adaptive, seats, tiers)),
        ("the first seat", measures.first_seat(by_first, seats)),
        ("how games end", measures.endings(adaptive)),
        ("what can be lost", measures.pressure(adaptive)),
        ("flags", measures.flags(adaptive, seats)),
        ("how a game goes", measures.course(adaptive, book.turns)),
        ("answers to demands", measures.answers(adaptive)),
        ("tracks", measures.ends(adaptive)),
        ("cards", measures.cards(adaptive)),
        ("collapse", collapses(results)),
        ("one bot against two adaptive ones", against),
        ("protected rules", protected),
    )
    return [evolve(row, group=group) for group, rows in groups for row in rows]


def collapses(results: Results) -> list[Row]:
    """Measure how often each matchup of `COMPANIES` collapses."""
    return [
        share_row(f"collapse: {word}", low, high, measures.collapse(results[word]))
        for word, low, high in COLLAPSES
    ]


def minds(results: Results) -> list[Row]:
    """Measure how often each one-track mind is best, of all games in seats that have its track."""
    rows = []
    for word in MINDS:
        if word in results:
            low, high = (0.0, 0.45) if word in UNDER else (0.20, 0.42)
            seats = len({result.match.bots.index(word) for result in results[word]})
            note = f"of all games; {measures.most_points(results[word], _only(word))}"
            note += "" if seats == len(results[word][0].halves) else f", in {seats} seats only"
            figure = measures.win_rate(results[word], _only(word))
            rows.append(share_row(f"one-track mind, best: {word}", low, high, figure, note))
    return rows


def searches(results: Results, seats: Sequence[str], tiers: Sequence[str]) -> list[Row]:
    """Measure the search bot against adaptive ones, and the balance of the seats by it."""
    rows = []
    if "search against adaptive" in results:
        figure = measures.best(results["search against adaptive"], _only(SEARCH))
        rows.append(share_row("search against adaptive, best", 0.50, 0.65, figure, TITLED))
    if SEARCH in results:
        for row in measures.balance(results[SEARCH], seats, tiers)[: len(seats)]:
            rows.append(evolve(row, measure=f"{row.measure}, search"))
    return rows


def not_yet(scenario: str, size: Size, basic: bool | None = None) -> list[str]:
    """Name the rows of the brief that are not measured here, with the reasons."""
    missing = []
    if not size.search:
        missing.append("the search bot against adaptive: only with the search bot")
    if not size.search_mirror:
        missing.append("the balance of the seats by search bots: only in full, with the search bot")
    if program_of(scenario, basic).book.turns < 3:
        missing.append("changes of the expected leader: only from three turns on")
    absent = [word for word in MINDS if not able(scenario, word, basic)]
    if absent:
        missing.append(f"one-track minds without their track in this scenario: {', '.join(absent)}")
    return missing


def _only(word: str) -> Callable[[GameResult], int]:
    """Return a function that finds the seat of a bot in a result."""
    return lambda result: result.match.bots.index(word)


def findings(tables: Sequence[ScenarioTargets]) -> Findings:
    """Put the tables of scenarios together; where there are several, headings name the scenario."""
    rows, notes, counts = [], [], {}
    for own in tables:
        name = f"{own.scenario}: " if len(tables) > 1 else ""
        rows += [evolve(row, group=name + row.group) for row in own.rows]
        notes += [f"NOT YET   {name}{what}" for what in own.not_yet]
        count = Counter(row.verdict for row in own.rows)
        counts[own.scenario] = dict(count)
        notes.append(
            f"{own.scenario}: {count['HOLDS']} of {len(own.rows)} rows hold, "
            f"{count['FAILS']} fail, {count['UNDECIDED']} are undecided"
        )
    return Findings(tuple(rows), tuple(notes), counts)
