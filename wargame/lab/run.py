"""Runs matches in this process, over the cores or over a cluster; stored ones are not played again.

The results come in the order of the matches, so that no finding depends on who played them or when.
Only a window of matches and results is held at a time, so memory does not grow with their number.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import chain, islice
from typing import TypeAlias

from attrs import define, evolve, field

from wargame.lab.match import GameResult, Match, play
from wargame.lab.parallel import Workers, parallel_map
from wargame.lab.store import ResultStore
from wargame.lab.trouble import GameFailed, told

BATCH, QUICK_BATCH = 4, 40
"""The number of games that are sent to a worker and stored together: about a second of work."""
WINDOW = 5_000
"""The number of matches that are held at a time. Where a window ends, workers wait for the last of
its batches, so it must be many times what they play together."""


@define
class Runner:
    """Plays matches, or takes their results from the store.

    `basic` is the option of matches that do not name one. `seeds` (lowest, highest) and `games`
    describe the matches that were asked for so far, `kept` counts those that had been played
    before, `stored` those whose results are in the store.
    """

    workers: Workers = field(factory=Workers)
    store: ResultStore | None = None
    basic: bool | None = None
    seeds: tuple[int, int] | None = None
    games: int = 0
    kept: int = 0
    stored: int = 0

    def run(self, matches: Iterable[Match], done: Callable[[int], None]) -> Iterator[GameResult]:
        """Yield the results of matches in their order.

        `done` is called with the number of matches that have a result, those of earlier runs
        included. A match that comes twice within a window is played once.
        """
        coming = (
            match if match.basic is not None else evolve(match, basic=self.basic)
            for match in matches
        )
        while window := list(islice(coming, WINDOW)):
            yield from self._window(window, done)

    def _window(self, wanted: Sequence[Match], done: Callable[[int], None]) -> Iterator[GameResult]:
        before = self.games
        self._note(wanted)
        left = Counter(wanted)
        missing = [match for match in left if self.store is None or match not in self.store]
        waited = set(missing)
        ready = [match for match in wanted if match not in waited]
        self.stored += len(left) - len(missing)
        count = len(ready)
        self.kept += count
        if count:
            done(before + count)
        parts = _batches(missing)
        played: dict[Match, GameResult] = {}
        due = 0
        for place, results in parallel_map(play_batch, parts, self.workers):
            if self.store is not None:
                self.store.add(results)
                self.stored += len(results)
            played.update(zip(parts[place], results, strict=True))
            waited.difference_update(parts[place])
            count += sum(left[match] for match in parts[place])
            done(before + count)
            while due < len(wanted) and wanted[due] not in waited:
                yield self._take(wanted[due], played, left)
                due += 1
        for match in wanted[due:]:
            yield self._take(match, played, left)

    def _take(
        self, match: Match, played: dict[Match, GameResult], left: Counter[Match]
    ) -> GameResult:
        """Return the result of a match, played or stored; it may be asked for several times. If the
        store has been taken away since it was looked up, it is played anew."""
        left[match] -= 1
        if match in played:
            return played[match] if left[match] else played.pop(match)
        assert self.store is not None
        try:
            return self.store.get(match)
        except KeyError:
            results = play_batch([match])
            self.store.add(results)
            return results[0]

    def _note(self, wanted: Sequence[Match]) -> None:
        self.games += len(wanted)
        seeds = [match.seed for match in wanted]
        low, high = self.seeds or (seeds[0], seeds[0])
        self.seeds = min(low, min(seeds)), max(high, max(seeds))


Jobs: TypeAlias = int | Runner
"""A number of processes, or a `Runner`."""


def run(
    matches: Iterable[Match], jobs: Jobs = 1, done: Callable[[int], None] = lambda count: None
) -> Iterator[GameResult]:
    """Play matches; `done` is called with the number of results (see `Runner.run`).

    Raises `LabTrouble`.
    """
    runner = jobs if isinstance(jobs, Runner) else Runner(Workers(jobs))
    return runner.run(matches, done)


def in_parts(results: Iterator[GameResult], count: int) -> Iterator[Iterator[GameResult]]:
    """Yield results in parts of `count`; each part is to be read whole before the next."""
    for first in results:
        yield chain([first], islice(results, count - 1))


def play_batch(matches: Sequence[Match]) -> list[GameResult]:
    """Play a few matches, one after the other. Raises `GameFailed`."""
    return [_play(match) for match in matches]


def _play(match: Match) -> GameResult:
    try:
        return play(match)
    except Exception as error:
        raise GameFailed(
            f"{match} failed: {told(error)}; play it alone with: python -c "
            f'"from wargame.lab.match import Match, play; play({match})"'
        ) from error


def _batches(missing: Sequence[Match]) -> list[list[Match]]:
    """Divide matches into batches, smaller ones for slow bots."""
    parts: list[list[Match]] = []
    at = 0
    while at < len(missing):
        quick = set(missing[at].bots) == {"random"}
        size = QUICK_BATCH if quick else BATCH
        parts.append(list(missing[at : at + size]))
        at += size
    return parts
