"""Distributes work: in this process, over the cores, or over a cluster.

Work is a function of the top level of a module and a list of parts. A part may be processed
anywhere, so its result must depend on the part alone. Results come as they are ready, each with its
part's index in the list.
"""

from __future__ import annotations

import sys
import warnings
from collections.abc import Callable, Iterator, Sequence
from multiprocessing import util
from typing import Any, TypeVar

from attrs import frozen

from wargame.lab.manifest import Basis, basis
from wargame.lab.trouble import ClusterTrouble, LabMissing, WorkerLost

T = TypeVar("T")
R = TypeVar("R")


@frozen
class Workers:
    """The workers: a number of processes, or the cluster of a Dask scheduler."""

    jobs: int = 1
    cluster: str | None = None


def parallel_map(
    work: Callable[[T], R], parts: Sequence[T], workers: Workers
) -> Iterator[tuple[int, R]]:
    """Yield (index, result) for each part as it is ready. Raises `LabTrouble`, and what the work
    raises."""
    if workers.cluster is None and workers.jobs == 1:
        yield from ((place, work(part)) for place, part in enumerate(parts))
        return
    try:
        from joblib import Parallel, delayed
    except ImportError:
        raise LabMissing(
            "several processes need joblib: pip install 'under-the-umbrella[lab]', or --jobs 1"
        ) from None
    near = workers.cluster is None
    tasks = (
        delayed(numbered)(work, place, part, None if near else basis())
        for place, part in enumerate(parts)
    )
    if workers.cluster is None:
        yield from _near(
            Parallel(workers.jobs, return_as="generator_unordered", batch_size=1), tasks
        )
        return
    from wargame.lab.cluster import on_cluster

    yield from on_cluster(workers.cluster, tasks)


def _near(work: Any, tasks: Iterator[Any]) -> Iterator[tuple[int, Any]]:
    """Run joblib's delayed calls in processes of this machine, which end with this generator.

    Raises `WorkerLost` when one of them is killed. Where the games are stopped joblib would warn of
    the tasks that it drops; the lab has a sentence of its own for that.
    """
    warnings.filterwarnings("ignore", module="joblib.parallel")
    from joblib.externals.loky.process_executor import BrokenProcessPool

    try:
        yield from work(tasks)
    except BrokenProcessPool:
        raise WorkerLost(
            "a process that played games was killed, perhaps because memory ran out"
        ) from None


def stop_workers() -> None:
    """End our worker processes on this machine at once, whatever they do."""
    loky = sys.modules.get("joblib.externals.loky.reusable_executor")
    executor = None if loky is None else loky._executor
    if executor is not None:
        executor.shutdown(wait=True, kill_workers=True)
        # A process that a signal ends does not come to this by itself, and the account that is kept
        # of its semaphores would be printed.
        util._run_finalizers()  # type: ignore[attr-defined]


def in_order(
    work: Callable[[T], R],
    parts: Sequence[T],
    workers: Workers,
    done: Callable[[int], None] = lambda count: None,
) -> list[R]:
    """Return the results of parts in their order; `done` is called with the number of results so
    far."""
    outcomes: dict[int, R] = {}
    for place, outcome in parallel_map(work, parts, workers):
        outcomes[place] = outcome
        done(len(outcomes))
    return [outcomes[place] for place in range(len(parts))]


def numbered(work: Callable[[T], R], place: int, part: T, wanted: Basis | None) -> tuple[int, R]:
    """Return a part's index and result; on another machine, check first that the basis is the
    same."""
    if wanted is not None and basis() != wanted:
        raise ClusterTrouble(
            f"a worker has another game ({basis()}) than this machine ({wanted}); "
            "install the same one on both"
        )
    return place, work(part)
