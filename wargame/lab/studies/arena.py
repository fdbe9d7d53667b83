"""The arena: who is best, with seats rotated.

Each deal is played once in each rotation of the bots over the seats, so that no bot gains by the
seat it happens to get. A mirror match, the same bot three times, must come out even.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence

from attrs import asdict, frozen

from wargame.lab.findings import Findings, Row
from wargame.lab.intervals import Figure, Sample, share
from wargame.lab.match import GameResult, Match
from wargame.lab.run import Jobs, run


@frozen
class Arena:
    """The figures of an arena. `best` and `points` are by entrant, `seats` by seat.

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
) -> Iterator[Match]:
    """Yield the matches of an arena: deals from `seed` on, each in every rotation."""
    for game in range(games):
        turn = game % len(bots)
        seated = tuple(bots[(seat + turn) % len(bots)] for seat in range(len(bots)))
        yield Match(scenario, seed + game // len(bots), seated, basic, game)


def arena(
    scenario: str,
    bots: Sequence[str],
    games: int,
    seed: int,
    jobs: Jobs = 1,
    done: Callable[[int], None] = lambda count: None,
    basic: bool | None = None,
) -> Arena:
    """Play an arena and return its figures."""
    todo = matches(scenario, bots, games, seed, basic)
    return arena_of(scenario, bots, seed, run(todo, jobs, done))


def arena_of(scenario: str, bots: Sequence[str], seed: int, results: Iterable[GameResult]) -> Arena:
    """Return the figures of results; the game at index k was played in rotation k."""
    count = len(bots)
    hits, seat_hits = [0.0] * count, [0.0] * count
    halves = [Sample() for _ in bots]
    seat_halves = [Sample() for _ in bots]
    titled = collapsed = games = 0
    endings: Counter[str] = Counter()
    for game, result in enumerate(results):
        games += 1
        titled += bool(result.best)
        collapsed += result.collapsed
        endings[result.ending] += 1
        for seat in range(count):
            entrant = (seat + game) % count
            worth = (seat in result.best) / max(1, len(result.best))
            hits[entrant] += worth
            seat_hits[seat] += worth
            halves[entrant].add(result.halves[seat])
            seat_halves[seat].add(result.halves[seat])
    open_ = games - collapsed
    return Arena(
        tuple(bots),
        scenario,
        games,
        seed,
        tuple(share(hit, titled) for hit in hits),
        tuple(own.mean(0.5) for own in halves),
        tuple(share(hit, titled) for hit in seat_hits),
        tuple(own.mean(0.5) for own in seat_halves),
        share(collapsed, games),
        share(open_ - titled, open_),
        tuple(endings.most_common()),
    )


def findings(shown: Arena, seats: Sequence[str]) -> Findings:
    """Return an arena as rows; the mark to compare with is an even share."""
    even = 1 / len(shown.bots)
    names = [f"{bot} ({at})" for at, bot in enumerate(shown.bots, 1)]
    rows = [
        *_rows("best seat, by bot", names, shown.best, even),
        *_rows("best seat, by seat", seats, shown.seats, even),
        *_rows("points, by bot", names, shown.points, None),
        *_rows("points, by seat", seats, shown.seat_points, None),
        *_rows("all games", ["collapse"], [shown.collapse], 0.0),
        *_rows("all games", ["nobody best though no collapse"], [shown.nobody], 0.0),
    ]
    endings = [share(count, shown.games) for _, count in shown.endings]
    rows += _rows("endings", [name for name, _ in shown.endings], endings, 0.0)
    return Findings(tuple(rows), (), asdict(shown))


def _rows(
    group: str, names: Sequence[str], figures: Sequence[Figure], mark: float | None
) -> list[Row]:
    return [
        Row(name, None, None, figure, group, mark is not None, mark or None)
        for name, figure in zip(names, figures, strict=True)
    ]
