"""Spreading work: in this process, over its cores, or over a cluster.

Work is a function of the top level of a module and a list of parts; a part may be worked on
anywhere, so the outcome must depend on the part alone. Outcomes come as they are ready, each with
its part's place in the list.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any, TypeVar

from attrs import frozen

from wargame.lab.manifest import Basis, basis

T = TypeVar("T")
R = TypeVar("R")
CONNECT_SECONDS = 10.0
SILENT_SECONDS = 600.0
"""So long a cluster may send nothing at all before it is given up."""


class LabTrouble(Exception):
    """The lab cannot go on; the message is a sentence for the user."""


class LabMissing(LabTrouble):
    """A package is not installed; the message says how to install it."""


class ClusterTrouble(LabTrouble):
    """A cluster does not answer, or answers wrongly."""


class GameFailed(LabTrouble):
    """A game raised what it should not; the message names the game and how to play it alone."""


@frozen
class Workers:
    """Who does the work: so many processes, or the cluster of a Dask scheduler."""

    jobs: int = 1
    cluster: str | None = None


def spread(work: Callable[[T], R], parts: Sequence[T], workers: Workers) -> Iterator[tuple[int, R]]:
    """Work on parts. Raises `LabTrouble`, and what the work raises."""
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
        yield from Parallel(workers.jobs, return_as="generator_unordered", batch_size=1)(tasks)
        return
    with connected(workers.cluster):
        try:
            yield from Parallel(
                return_as="generator_unordered", batch_size=1, timeout=SILENT_SECONDS
            )(tasks)
        except LabTrouble:
            raise
        except TimeoutError:
            raise ClusterTrouble(
                f"the cluster at {workers.cluster} has sent nothing for {SILENT_SECONDS:.0f} "
                "seconds; perhaps its workers are gone"
            ) from None
        except Exception as error:
            raise ClusterTrouble(
                f"the cluster at {workers.cluster} failed: {type(error).__name__}: {error}"
            ) from error


def numbered(work: Callable[[T], R], place: int, part: T, wanted: Basis | None) -> tuple[int, R]:
    """Work on a part, wherever this is called; elsewhere the basis must be the same."""
    if wanted is not None and basis() != wanted:
        raise ClusterTrouble(
            f"a worker has another game ({basis()}) than this machine ({wanted}); "
            "install the same one on both"
        )
    return place, work(part)


@contextmanager
def connected(address: str) -> Iterator[None]:
    """Let joblib work on the cluster of a scheduler. Raises `LabTrouble`."""
    try:
        from distributed import Client
        from joblib import parallel_config
    except ImportError:
        raise LabMissing(
            "a cluster needs Dask: pip install 'under-the-umbrella[cluster]'"
        ) from None
    try:
        connect: Any = Client
        client = connect(address, timeout=CONNECT_SECONDS, set_as_default=False)
    except Exception as error:
        why = str(error) or type(error).__name__
        raise ClusterTrouble(f'no Dask scheduler answers at "{address}": {why}') from None
    with client, parallel_config("dask", client=client, wait_for_workers_timeout=CONNECT_SECONDS):
        yield
