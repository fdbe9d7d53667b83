"""Running matches: in this process, or over the cores through joblib.

The matches are cut into batches in their order and the results come back in that order, so what
is found does not depend on how many workers there were.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from wargame.lab.match import Match, Result, play

BATCH = 20


def run(
    matches: Sequence[Match], jobs: int = 1, done: Callable[[int], None] = lambda count: None
) -> Iterator[Result]:
    """Play matches with so many processes; `done` is told how many have ended.

    Raises `LabMissing` where more than one process is wanted and joblib is not installed.
    """
    batches = [matches[at : at + BATCH] for at in range(0, len(matches), BATCH)]
    count = 0
    for batch in _batches(batches, jobs):
        yield from batch
        count += len(batch)
        done(count)


class LabMissing(Exception):
    """joblib is not installed; the message says how to install it."""


def _batches(batches: Sequence[Sequence[Match]], jobs: int) -> Iterator[list[Result]]:
    if jobs == 1:
        yield from map(play_batch, batches)
        return
    try:
        from joblib import Parallel, delayed
    except ImportError:
        raise LabMissing(
            "several processes need joblib: pip install 'under-the-umbrella[lab]', or --jobs 1"
        ) from None
    work = Parallel(n_jobs=jobs, return_as="generator", batch_size=1)
    yield from work(delayed(play_batch)(batch) for batch in batches)


def play_batch(matches: Sequence[Match]) -> list[Result]:
    """Play a few matches, one after the other."""
    return [play(match) for match in matches]
