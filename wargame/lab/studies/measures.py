"""The rows of the targets: measures of the results of a matchup, each with its bounds."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from functools import partial
from itertools import pairwise
from statistics import fmean, pstdev

from wargame.lab.findings import Row
from wargame.lab.intervals import Figure, mean, median, ratio, share
from wargame.lab.match import GameResult


def share_row(
    measure: str, low: float, high: float, figure: Figure, note: str = "", every: bool = False
) -> Row:
    """Make a row of a share."""
    return Row(measure, low, high, figure, percent=True, note=note, every=every)


def title_share(result: GameResult, seat: int) -> float:
    """Return a seat's share of the title: 1 if it alone is best, 1/k if k are, else 0."""
    return (seat in result.best) / max(1, len(result.best))


def best(results: Sequence[GameResult], seat: Callable[[GameResult], int]) -> Figure:
    """Return the share of games in which a seat is best, of those that have a best seat."""
    titled = [result for result in results if result.best]
    return share(sum(title_share(result, seat(result)) for result in titled), len(titled))


def win_rate(results: Sequence[GameResult], seat: Callable[[GameResult], int]) -> Figure:
    """Return the share of all games in which a seat is best; a collapse counts as a loss."""
    return share(sum(title_share(result, seat(result)) for result in results), len(results))


def most_points(results: Sequence[GameResult], seat: Callable[[GameResult], int]) -> str:
    """Say how often a seat has the most points, whatever its par, of the games without a
    collapse."""
    open_ = [result for result in results if not result.collapsed]
    most = 0.0
    for result in open_:
        top = max(result.halves)
        most += (result.halves[seat(result)] == top) / result.halves.count(top)
    return f"most points {100 * most / max(1, len(open_)):.1f} %"


def _always(seat: int, result: GameResult) -> int:
    return seat


def collapse(results: Sequence[GameResult]) -> Figure:
    """Return the share of games that collapse."""
    return share(sum(result.collapsed for result in results), len(results))


def balance(results: Sequence[GameResult], seats: Sequence[str], tiers: Sequence[str]) -> list[Row]:
    """Measure the best-seat share and the verdicts of each seat, with its share of most points as
    note.

    `tiers` are the names of the verdicts from the lowest, as the ruleset has them.
    """
    open_ = [result for result in results if not result.collapsed]
    rows = []
    for at, seat in enumerate(seats):
        own = partial(_always, at)
        figure, note = best(results, own), most_points(results, own)
        rows.append(share_row(f"best seat: {seat}", 0.28, 0.39, figure, note=note))
    for at, seat in enumerate(seats):
        verdicts = Counter(result.verdicts[at] for result in open_)
        for tier, name in enumerate(tiers):
            rows.append(share_row(f"{name}: {seat}", 0.08, 0.45, share(verdicts[tier], len(open_))))
    nobody = share(sum(not result.best for result in open_), len(open_))
    rows.append(share_row("nobody best though no collapse", 0.0, 0.35, nobody))
    return rows


ENOUGH = 0.08
"""The share of games from which on an ending counts as one that tables meet."""


def endings(results: Sequence[GameResult]) -> list[Row]:
    """Measure how games end: how many endings are seen, how many often, and the commonest."""
    counts = Counter(result.ending for result in results)
    n = max(1, len(results))
    shares = {ending: count / n for ending, count in counts.most_common()}
    often = sum(own >= ENOUGH for own in shares.values())
    top = max(counts.values(), default=0)
    note = ", ".join(f"{ending} {100 * own:.1f} %" for ending, own in shares.items())
    seen = float(len(shares))
    return [
        Row("endings that are seen", 4.0, 5.0, Figure(seen, seen, seen, len(results)), note),
        Row("endings in 8 % or more", 3.0, 5.0, Figure(often, often, often, len(results))),
        share_row("the commonest ending", 0.0, 0.60, share(top, len(results))),
    ]


def pressure(results: Sequence[GameResult]) -> list[Row]:
    """Measure what can be lost: crises, votes, and demands that go back unanswered."""
    total: Counter[str] = Counter()
    for result in results:
        total.update(result.happened)
    votes = total["vote_passed"] + total["vote_failed"]
    crises = total["crisis"]
    return [
        share_row("crises met", 0.70, 0.90, share(total["crisis_reached"], crises)),
        share_row("crises failed", 0.05, 0.15, share(total["crisis_failed"], crises)),
        share_row("votes lost", 0.15, 0.40, share(total["vote_failed"], votes)),
        share_row("demands unanswered", 0.0, 0.10, share(total["demand_back"], total["demand"])),
    ]


def flags(results: Sequence[GameResult], seats: Sequence[str]) -> list[Row]:
    """Measure for each flag how often it is met, and how often the seat that holds it is best."""
    rows = []
    for seat in range(len(seats)):
        for flag in sorted({result.agendas[seat] for result in results if result.agendas} - {""}):
            held = [r for r in results if r.agendas[seat] == flag and not r.collapsed]
            titled = [result for result in held if result.best]
            met = share(sum(result.grades[seat] > 0 for result in held), len(held))
            first = share(sum(title_share(result, seat) for result in titled), len(titled))
            rows.append(share_row(f"flag met: {flag}", 0.20, 0.80, met))
            rows.append(share_row(f"best seat with {flag}", 0.20, 0.47, first))
    return rows


def first_seat(by_first: Sequence[Sequence[GameResult]], seats: Sequence[str]) -> list[Row]:
    """Measure the advantage of being the first seat of the first turn.

    `by_first[f]` are the results with seat f as first seat, on the same deals for every f. The
    figure is the best-seat share of a seat when it is first, minus the mean of its shares when
    another is. The interval is that of the differences deal by deal, so the advantage of a deal
    cancels out. The share is one of games with a best seat, so each game enters by its influence on
    it.
    """
    rows = []
    for own, seat in enumerate(seats):
        shares, moves = [], []
        for results in by_first:
            share_, move = _moves(results, own)
            shares.append(share_)
            moves.append(move)
        others = [at for at in range(len(seats)) if at != own]
        change = shares[own] - sum(shares[at] for at in others) / len(others)
        apart = [
            deal[own] - sum(deal[at] for at in others) / len(others)
            for deal in zip(*moves, strict=True)
        ]
        spread = mean(apart)
        half = (spread.high - spread.low) / 2
        figure = Figure(change, change - half, change + half, len(apart))
        rows.append(
            share_row(f"best-seat share as first seat, change: {seat}", -0.04, 0.04, figure)
        )
    return rows


def _moves(results: Sequence[GameResult], seat: int) -> tuple[float, list[float]]:
    """Return a seat's share of the title, and each game's influence on it (times the games)."""
    titled = sum(bool(result.best) for result in results)
    share_ = sum(title_share(result, seat) for result in results) / max(1, titled)
    weight = max(1, titled) / max(1, len(results))
    return share_, [(title_share(r, seat) - share_ * bool(r.best)) / weight for r in results]


def course(results: Sequence[GameResult], turns: int) -> list[Row]:
    """Measure the course of a game: leads, choices, options, hand-overs."""
    leads = expected(results)
    behind = [
        (sum(leader not in result.best for leader in led), len(led))
        for result, led in zip(results, leads, strict=True)
        if result.best
    ]
    # The leader can change when any turn but the first two begins, in eight turns six times.
    pairs = [[*pairwise(led)] for led in leads if len(led) > 1]
    changes = [6 / len(led) * sum(a != b for a, b in led) for led in pairs]
    full = [result for result in results if result.turns == turns]
    choices = [8 / turns * fmean(result.choices) for result in full]
    forced = ratio([(result.forced, result.plies) for result in results])
    rows = [
        share_row("turns in which the later best seat is behind", 0.30, 0.50, ratio(behind)),
        Row("choices of a seat, per 8 turns", 0, 64, mean(choices)),
        Row("options at the first step of a choice, median", 6, 20,
            median([result.options for result in results])),
        share_row("forced choices", 0.0, 0.10, forced),
        Row("hand-overs of the machine a turn", 0.0, 3.0,
            mean([result.sittings / result.turns for result in results])),
    ]  # fmt: skip
    if changes:
        rows.insert(1, Row("changes of the expected leader, per 8 turns", 1.5, 3.0, mean(changes)))
    return rows


def expected(results: Sequence[GameResult]) -> list[list[int]]:
    """Return the expected leader at the start of each turn but the first.

    Seats gain points at different times (a vote is early for one and late for another). So a seat's
    points are compared with its mean points at that turn, in standard deviations of its final
    points; the seat farthest above leads. Points are public ones, without agenda and guess.
    """
    if not results:
        return []
    seats = range(len(results[0].halves))
    spread = [max(1.0, pstdev([r.halves[seat] for r in results])) for seat in seats]
    usual: dict[int, list[float]] = {}
    for turn in range(max(len(r.public) for r in results)):
        there = [r.public[turn] for r in results if turn < len(r.public)]
        usual[turn] = [fmean(points[seat] for points in there) for seat in seats]
    return [
        [
            max(seats, key=lambda s: (points[s] - usual[turn][s]) / spread[s])
            for turn, points in enumerate(result.public)
        ]
        for result in results
    ]


def answers(results: Sequence[GameResult]) -> list[Row]:
    """Measure how demands are answered."""
    given: Counter[str] = Counter()
    for result in results:
        given.update(result.answers)
    note = f"{sum(given.values()) / max(1, len(results)):.2f} answers a game"
    return [
        share_row(f"answers to demands: {key}", 0.08, 1.0, share(given[key], sum(given.values())),
            note=note)
        for key in ("comply", "counter", "refuse", "stall")
    ]  # fmt: skip


def ends(results: Sequence[GameResult]) -> list[Row]:
    """Measure how often each track ends at an end of its range."""
    open_ = [result for result in results if not result.collapsed]
    counts = Counter(name for result in open_ for name in result.ends)
    return [
        share_row(f"ends at an end: {name}", 0.0, 0.10, share(count, len(open_)))
        for name, count in counts.most_common()
        if count / max(1, len(open_)) > 0.02
    ]


def cards(results: Sequence[GameResult]) -> list[Row]:
    """Measure for each card how often it is played where it is held, and how often as POLICY.

    A seat that held a card in a game plays it if it acts with it or seals it as a demand at least
    once. Cards within their bounds are counted in one row; each other card has its own.
    """
    policy: Counter[str] = Counter()
    acted: Counter[str] = Counter()
    held: Counter[str] = Counter()
    played: Counter[str] = Counter()
    for result in results:
        for (_, card, key), count in result.used.items():
            if key != "demand":
                acted[card] += count
                policy[card] += count if key.startswith("policy") else 0
        used = {(seat, card) for seat, card, _ in result.used}
        for seat, hand in enumerate(result.held):
            held.update(hand)
            played.update(card for card in hand if (seat, card) in used)
    as_policy = [
        share_row(f"POLICY share: {card}", 0.12, 0.88, share(policy[card], acted[card]))
        for card in sorted(acted)
    ]
    at_all = [
        share_row(f"played where held: {card}", 0.05, 1.0, share(played[card], held[card]))
        for card in sorted(held)
    ]
    return [
        *_summed("cards that are used as POLICY often and seldom enough", as_policy),
        *_summed("cards that are played often enough", at_all),
    ]


def _summed(measure: str, rows: Sequence[Row]) -> list[Row]:
    """Return one row for rows that must all hold: the share that holds, at most the share that does
    not fail."""
    n = max(1, len(rows))
    holds = sum(row.verdict == "HOLDS" for row in rows) / n
    most = 1 - sum(row.verdict == "FAILS" for row in rows) / n
    kept = [row for row in rows if row.verdict != "HOLDS"]
    return [share_row(measure, 1.0, 1.0, Figure(holds, holds, most, len(rows))), *kept]


def legal(results: Sequence[GameResult], turns: int) -> Row:
    """Measure the share of games that end as the rules say: after the last turn, or in a
    collapse."""
    good = sum(
        bool(r.ending) and (r.collapsed or r.turns == turns) and r.turns <= turns for r in results
    )
    return share_row(
        "random games that reach a legal end", 1.0, 1.0, share(good, len(results)), every=True
    )


def never(measure: str, rule: str, results: Sequence[GameResult]) -> Row:
    """Count the states that break a protected rule, of those looked at; the first is named."""
    breaches = [(r.match, breach) for r in results for breach in r.broken if breach[0] == rule]
    looked = sum(result.looked[rule] for result in results)
    note = ""
    if breaches:
        match, (_, ply, seat) = breaches[0]
        table = f"{match.scenario}, seed {match.seed}, bots {','.join(match.bots)}"
        note = f"first: {table}, luck {match.luck}, ply {ply}, seat {seat}"
    states = {(match, breach[1]) for match, breach in breaches}
    return share_row(
        measure, 0.0, 0.0, share(len(states), max(looked, len(states))), note, every=True
    )
