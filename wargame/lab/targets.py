"""The targets of the game's brief: each row a measure, its bounds, the figure and its interval.

A row HOLDS where the whole interval lies within the bounds, FAILS where it lies outside, and is
UNDECIDED where it crosses one. Rows that this lab cannot measure yet are listed by name, so that
their absence is seen.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from statistics import median

from attrs import asdict

from wargame.lab.arena import arena, found, matches
from wargame.lab.intervals import Figure, mean, share
from wargame.lab.match import Result, program_of
from wargame.lab.report import Findings, Row
from wargame.lab.run import Jobs, run

NOT_MEASURED = (
    "change of the best-seat shares with the first seat",
    "how seldom a card is played at all",
    "sink Support, farm pledges, only Latency, only Accommodation and the other one-track minds",
    "search bot against adaptive",
    "states where forcing a collapse improves a verdict; where a refused FIRM pays",
)
CASTS = (
    ("all co-operative", ("co-operator",) * 3, 0.0, 0.03),
    ("adaptive", ("adaptive",) * 3, 0.08, 0.20),
    ("random", ("random",) * 3, 0.50, 0.80),
    ("all selfish", ("selfish",) * 3, 0.90, 1.0),
    ("one saboteur, two vigilant", ("saboteur", "vigilant", "vigilant"), 0.0, 0.60),
)


def targets(
    scenario: str,
    games: int,
    seed: int,
    jobs: Jobs = 1,
    done: Callable[[int], None] = lambda count: None,
) -> list[Row]:
    """Measure every row that can be measured, with so many games a row."""
    program = program_of(scenario, None)
    todo = matches(scenario, ("adaptive",) * 3, games, seed)
    results = list(run(todo, jobs, done))
    rows = _balance(scenario, seed, results, program.book.layout.seats)
    rows += _course(results, program.book.turns)
    rows += _ends(results)
    rows += _cards(results)
    for at, (name, cast, low, high) in enumerate(CASTS):
        if name == "adaptive":
            collapse = share(sum(r.collapsed for r in results), len(results))
        else:
            start = seed + (at + 1) * games
            collapse = arena(scenario, cast, games, start, jobs, done).collapse
        rows.append(Row(f"collapse: {name}", low, high, collapse))
    pit = arena(scenario, ("random", "adaptive", "adaptive"), games, seed + 7 * games, jobs, done)
    rows.append(Row("random against adaptive, best", 0.0, 0.10, pit.best[0]))
    return rows


def _balance(
    scenario: str, seed: int, results: Sequence[Result], seats: Sequence[str]
) -> list[Row]:
    shown = found(scenario, ("adaptive",) * 3, seed, results)
    rows = [
        Row(f"best seat: {seat}", 0.28, 0.39, figure)
        for seat, figure in zip(seats, shown.seats, strict=True)
    ]
    open_ = [result for result in results if not result.collapsed]
    for at, seat in enumerate(seats):
        tiers = Counter(result.verdicts[at] for result in open_)
        for tier, name in enumerate(("Setback", "Managed", "Success", "Triumph")):
            rows.append(Row(f"{name}: {seat}", 0.10, 0.40, share(tiers[tier], len(open_))))
    rows.append(Row("nobody best though no collapse", 0.0, 0.08, shown.nobody))
    return rows


def _course(results: Sequence[Result], turns: int) -> list[Row]:
    """Measure how a game goes: leads, choices, options, hand-overs, answers."""
    behind = [
        leader not in result.best for result in results if result.best for leader in result.leaders
    ]
    changes = [
        8 / turns * sum(a != b for a, b in zip(r.leaders, r.leaders[1:], strict=False))
        for r in results
    ]
    full = [result for result in results if result.turns == turns]
    choices = [8 / turns * count for result in full for count in result.choices]
    options: Counter[int] = Counter()
    answers: Counter[str] = Counter()
    for result in results:
        options.update(result.options)
        answers.update(result.answers)
    first = sorted(options.elements())
    middle = float(median(first)) if first else 0.0
    asked, given = sum(options.values()), sum(answers.values())
    rows = [
        Row("turns in which the later best seat is behind", 0.30, 0.50,
            share(sum(behind), len(behind))),
        Row("changes of the expected leader, per 8 turns", 1.5, 3.0, mean(changes)),
        Row("choices of a seat, per 8 turns", 45, 70, mean(choices)),
        Row("options at the first step of a choice, median", 6, 20,
            Figure(middle, middle, middle, len(first))),
        Row("forced choices", 0.0, 0.10, share(sum(r.forced for r in results), asked)),
        Row("hand-overs of the machine a turn", 0.0, 3.0,
            mean([result.sittings / result.turns for result in results])),
    ]  # fmt: skip
    for key in ("comply", "counter", "refuse", "stall"):
        rows.append(Row(f"answers to demands: {key}", 0.12, 1.0, share(answers[key], given)))
    return rows


def _ends(results: Sequence[Result]) -> list[Row]:
    open_ = [result for result in results if not result.collapsed]
    ends = Counter(name for result in open_ for name in result.ends)
    return [
        Row(f"ends at an end: {name}", 0.0, 0.10, share(count, len(open_)))
        for name, count in ends.most_common()
        if count / max(1, len(open_)) > 0.02
    ]


def _cards(results: Sequence[Result]) -> list[Row]:
    """Measure the share of POLICY for each card; rows only for those outside or near a bound."""
    policy: Counter[str] = Counter()
    acted: Counter[str] = Counter()
    for result in results:
        for (_, card, key), count in result.used.items():
            if key != "demand":
                acted[card] += count
                policy[card] += count if key.startswith("policy") else 0
    rows = [Row(f"POLICY share: {card}", 0.15, 0.85, share(policy[card], acted[card]))
            for card in sorted(acted)]  # fmt: skip
    within = sum(row.verdict == "HOLDS" for row in rows)
    kept = [row for row in rows if row.verdict != "HOLDS"]
    return [*kept, Row("cards whose POLICY share holds", 0.9, 1.0, share(within, len(rows)))]


def findings(rows: Sequence[Row]) -> Findings:
    """Put the rows together with the names of those that cannot be measured yet."""
    found = [{**asdict(row), "verdict": row.verdict} for row in rows]
    return Findings(tuple(rows), tuple(f"NOT YET   {name}" for name in NOT_MEASURED), found)
