"""The arena: who is best, with seats rotated.

Each deal is played once in each rotation of the bots over the seats, so that no bot gains by the
seat it happens to get. A mirror match, the same bot three times, must come out even.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence

from attrs import frozen

from wargame.lab.intervals import Figure, mean, share
from wargame.lab.match import Match, Result
from wargame.lab.run import run


@frozen
class Arena:
    """What an arena found. `best` and `points` are by entrant, `seats` by seat.

    A best seat that several share counts for each in equal parts. `collapse` is the share of games
    that collapsed; best-seat shares are of the games that had a best seat.
    """

    bots: tuple[str, ...]
    scenario: str
    games: int
    seed: int
    best: tuple[Figure, ...]
    points: tuple[Figure, ...]
    seats: tuple[Figure, ...]
    seat_points: tuple[Figure, ...]
    collapse: Figure
    nobody: Figure
    endings: tuple[tuple[str, int], ...]


def matches(
    scenario: str, bots: Sequence[str], games: int, seed: int, basic: bool | None = None
) -> list[Match]:
    """List the matches of an arena: deals from `seed` on, each in every rotation."""
    found = []
    for game in range(games):
        turn = game % len(bots)
        seated = tuple(bots[(seat + turn) % len(bots)] for seat in range(len(bots)))
        found.append(Match(scenario, seed + game // len(bots), seated, basic, game))
    return found


def arena(
    scenario: str,
    bots: Sequence[str],
    games: int,
    seed: int,
    jobs: int = 1,
    done: Callable[[int], None] = lambda count: None,
    basic: bool | None = None,
) -> Arena:
    """Play an arena and work out what it shows."""
    todo = matches(scenario, bots, games, seed, basic)
    return found(scenario, bots, seed, list(run(todo, jobs, done)))


def found(scenario: str, bots: Sequence[str], seed: int, results: Sequence[Result]) -> Arena:
    """Work out what results show; the game at place k was played in rotation k."""
    count = len(bots)
    hits, seat_hits = [0.0] * count, [0.0] * count
    points: list[list[float]] = [[] for _ in bots]
    seat_points: list[list[float]] = [[] for _ in bots]
    titled = 0
    for game, result in enumerate(results):
        titled += bool(result.best)
        for seat in range(count):
            entrant = (seat + game) % count
            worth = (seat in result.best) / max(1, len(result.best))
            hits[entrant] += worth
            seat_hits[seat] += worth
            points[entrant].append(result.halves[seat] / 2)
            seat_points[seat].append(result.halves[seat] / 2)
    collapsed = sum(result.collapsed for result in results)
    open_ = len(results) - collapsed
    return Arena(
        tuple(bots),
        scenario,
        len(results),
        seed,
        tuple(share(hit, titled) for hit in hits),
        tuple(map(mean, points)),
        tuple(share(hit, titled) for hit in seat_hits),
        tuple(map(mean, seat_points)),
        share(collapsed, len(results)),
        share(open_ - titled, open_),
        tuple(Counter(result.ending for result in results).most_common()),
    )
