"""The targets of the game's brief: each row a measure, its bounds, the figure and its interval.

A row HOLDS where the whole interval lies within the bounds, FAILS where it lies outside, and is
UNDECIDED where it crosses one. Rows that this lab cannot measure yet are listed by name, so that
their absence is seen. Which games are played is in `casts`, what they say in `rows`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from wargame.bots.bot import BOTS
from wargame.lab import rows
from wargame.lab.casts import MINDS, SEARCH, Cast, Size, able, casts
from wargame.lab.match import Result, program_of
from wargame.lab.protected import COLLAPSE, FIRM
from wargame.lab.rows import Row
from wargame.lab.run import run

UNDER = ("spendthrift", "pledger")
"""Minds that may be as bad as they like: only what they gain is bounded."""
Results = Mapping[str, Sequence[Result]]


def targets(
    scenario: str,
    size: Size,
    seed: int = 1,
    jobs: int = 1,
    done: Callable[[int], None] = lambda count: None,
) -> list[Row]:
    """Measure every row that can be measured."""
    plan = casts(scenario, size, seed)
    todo = [match for cast in plan for match in cast.matches]
    return table(scenario, sorted_out(plan, list(run(todo, jobs, done))))


def sorted_out(plan: Sequence[Cast], results: Sequence[Result]) -> dict[str, Sequence[Result]]:
    """Give each cast its results, which come in the order of the casts' matches."""
    found: dict[str, Sequence[Result]] = {}
    at = 0
    for cast in plan:
        found[cast.word] = results[at : at + len(cast.matches)]
        at += len(cast.matches)
    return found


def table(scenario: str, results: Results) -> list[Row]:
    """Make the rows; a cast that was not played has none."""
    book = program_of(scenario).book
    seats = book.layout.seats
    adaptive, chance = results["adaptive"], results["random"]
    lead = seats[book.first]
    by_first = [adaptive if seat == lead else results[f"first: {seat}"] for seat in seats]
    found = rows.balance(adaptive, seats)
    found += rows.first_seat(by_first, seats)
    found += rows.course(adaptive, book.turns)
    found += rows.answers(adaptive)
    found += rows.ends(adaptive)
    found += rows.cards(adaptive)
    for name, word, low, high in (
        ("all co-operative", "all co-operative", 0.0, 0.03),
        ("adaptive", "adaptive", 0.08, 0.20),
        ("random", "random", 0.50, 0.80),
        ("all selfish", "all selfish", 0.90, 1.0),
        ("one saboteur, two vigilant", "one saboteur, two vigilant", 0.0, 0.60),
    ):
        found.append(Row(f"collapse: {name}", low, high, rows.collapse(results[word])))
    found += minds(results)
    pit = results["random against adaptive"]
    found.append(Row("random against adaptive, best", 0.0, 0.10, rows.best(pit, _only("random"))))
    found += searches(results, seats)
    every = [result for cast in results.values() for result in cast]
    found.append(rows.never("a collapse betters a verdict, states", COLLAPSE, every))
    found.append(rows.never("a refused FIRM raises points, states", FIRM, every))
    found.append(rows.legal([*chance, *results["random, other option"]], book.turns))
    return found


def minds(results: Results) -> list[Row]:
    """Measure how often each one-track mind is best, over the seats that have its track."""
    found = []
    for word in MINDS:
        if word in results:
            low, high = (0.0, 0.45) if word in UNDER else (0.20, 0.42)
            seats = len({result.match.bots.index(word) for result in results[word]})
            note = rows.most_points(results[word], _only(word))
            note += "" if seats == len(results[word][0].halves) else f", in {seats} seats only"
            figure = rows.best(results[word], _only(word))
            found.append(Row(f"one-track mind, best: {word}", low, high, figure, note=note))
    return found


def searches(results: Results, seats: Sequence[str]) -> list[Row]:
    """Measure the search bot against adaptive ones, and the balance of the seats by it."""
    found = []
    if "search against adaptive" in results:
        figure = rows.best(results["search against adaptive"], _only(SEARCH))
        found.append(Row("search against adaptive, best", 0.50, 0.65, figure))
    if SEARCH in results:
        for row in rows.balance(results[SEARCH], seats)[: len(seats)]:
            found.append(
                Row(f"{row.measure}, search", row.low, row.high, row.figure, note=row.note)
            )
    return found


def not_yet(scenario: str, size: Size) -> list[str]:
    """Name the rows of the brief that are not measured here, and why."""
    found = []
    if SEARCH not in BOTS:
        found.append("search bot against adaptive: there is no search bot")
    if SEARCH not in BOTS or not size.search_mirror:
        found.append("the balance of the seats by search bots: only in full, with a search bot")
    absent = [word for word in MINDS if not able(scenario, word)]
    if absent:
        found.append(f"one-track minds without their track in this scenario: {', '.join(absent)}")
    return found


def _only(word: str) -> Callable[[Result], int]:
    """Find the seat that a bot sat in."""
    return lambda result: result.match.bots.index(word)
