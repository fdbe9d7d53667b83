"""Work spread over processes: the answers come back in the order of the questions."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeVar

from wargame.lab.run import LabMissing

T = TypeVar("T")
R = TypeVar("R")


def work_through(
    work: Callable[[T], R],
    items: Sequence[T],
    jobs: int = 1,
    done: Callable[[int], None] = lambda count: None,
) -> list[R]:
    """Do `work` on each item with so many processes; `done` is told how many have been done.

    `work` is a function of a module and depends on its item alone. Raises `LabMissing` where more
    than one process is wanted and joblib is not installed.
    """
    found: list[R] = []
    if jobs == 1:
        for item in items:
            found.append(work(item))
            done(len(found))
        return found
    try:
        from joblib import Parallel, delayed
    except ImportError:
        raise LabMissing(
            "several processes need joblib: pip install 'under-the-umbrella[lab]', or --jobs 1"
        ) from None
    for answer in Parallel(n_jobs=jobs, return_as="generator", batch_size=1)(
        delayed(work)(item) for item in items
    ):
        found.append(answer)
        done(len(found))
    return found
