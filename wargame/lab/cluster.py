"""Work on other machines: joblib's Dask backend.

A worker that is lost costs the batches it had, which the scheduler gives to others; workers may
come and go. What cannot be mended, a scheduler that is gone or workers that send nothing any more,
is told in a sentence, and what has come back until then is kept.
"""

from __future__ import annotations

import logging
import multiprocessing
import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any

from wargame.lab.trouble import ClusterTrouble, LabMissing, LabTrouble, told

CONNECT_SECONDS = 10.0
SILENT_SECONDS = 600.0
"""So long a cluster may send nothing at all before it is given up."""
AT_ONCE = 32
"""Batches are sent for at least so many workers, so that late ones find work; with one worker
joblib would else play everything here."""
ADDRESS = re.compile(r"(?:[a-z]+://)?[^\s/:]+:\d{1,5}|[a-z]+://\[[0-9a-f:]+\]:\d{1,5}")


def on_cluster(address: str, tasks: Iterable[Any]) -> Iterator[Any]:
    """Carry out joblib's delayed calls on a cluster; outcomes come as they are ready.

    Raises `LabTrouble`.
    """
    from joblib import Parallel

    with _connected(address):
        work = Parallel(return_as="generator_unordered", batch_size=1, timeout=SILENT_SECONDS)
        try:
            yield from work(tasks)
        except (LabTrouble, GeneratorExit):
            raise
        except (TimeoutError, multiprocessing.TimeoutError):
            raise ClusterTrouble(
                f"the cluster at {address} has sent nothing for {SILENT_SECONDS:.0f} seconds; "
                "perhaps its workers are gone"
            ) from None
        except Exception as error:
            raise ClusterTrouble(f"the cluster at {address} failed: {told(error)}") from error


@contextmanager
def _connected(address: str) -> Iterator[None]:
    try:
        from distributed import Client
        from joblib import parallel_config
        from joblib._dask import DaskDistributedBackend
    except ImportError:
        raise LabMissing(
            "a cluster needs Dask: pip install 'under-the-umbrella[cluster]'"
        ) from None
    if not ADDRESS.fullmatch(address):
        raise ClusterTrouble(f'"{address}" is no address of a scheduler, such as tcp://HOST:8786')

    class Backend(DaskDistributedBackend):  # type: ignore[misc]
        def effective_n_jobs(self, n_jobs: int) -> int:
            return max(AT_ONCE, int(super().effective_n_jobs(n_jobs)))

    logging.getLogger("distributed.client").setLevel(logging.CRITICAL)
    try:
        connect: Any = Client
        client = connect(address, timeout=CONNECT_SECONDS, set_as_default=False)
    except Exception as error:
        why = str(error) or type(error).__name__
        raise ClusterTrouble(f'no Dask scheduler answers at "{address}": {why}') from None
    try:
        backend = Backend(client=client, wait_for_workers_timeout=CONNECT_SECONDS)
        with parallel_config(backend):
            yield
    finally:
        client.close(timeout=2)
