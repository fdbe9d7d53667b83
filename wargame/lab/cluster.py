"""Work on other machines: joblib's Dask backend.

Workers may come and go: the scheduler gives the batches of a lost worker to others. If the
scheduler is gone or the workers send nothing any more, the work ends with a sentence, and the
results so far are kept.
"""

from __future__ import annotations

import asyncio
import logging
import multiprocessing
import re
from collections.abc import Iterable, Iterator
from concurrent.futures import CancelledError
from contextlib import contextmanager, suppress
from typing import Any

from wargame.lab.trouble import ClusterTrouble, LabMissing, LabTrouble, told

CONNECT_SECONDS = 10.0
WORKER_SECONDS = 10.0
"""Seconds to wait for the first worker of a scheduler."""
SILENT_SECONDS = 600.0
"""Seconds without any result after which a cluster is given up."""
AT_ONCE = 32
"""Batches are sent for at least so many workers, so that late ones find work. With only one worker
joblib would play everything in this process."""
ADDRESS = re.compile(r"(?:(?:tcp|tls|wss?|ucx)://)?(?:[^\s/:\[\]]+|\[[0-9a-f:]+\]):\d{1,5}")


def on_cluster(address: str, tasks: Iterable[Any]) -> Iterator[Any]:
    """Run joblib's delayed calls on a cluster; yield results as they are ready.

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
        except (CancelledError, OSError):
            raise ClusterTrouble(f"the scheduler at {address} is gone") from None
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
            try:
                return max(AT_ONCE, int(super().effective_n_jobs(n_jobs)))
            except TimeoutError:
                raise ClusterTrouble(
                    f"the scheduler at {address} has no worker: none came within "
                    f"{WORKER_SECONDS:.0f} seconds; start some with: dask worker {address}"
                ) from None

    class Caller(Client):
        """A client that gives up on an address that listens and does not answer, and that is closed
        if it could not start; Dask's own would go on trying until Python ends."""

        async def _start(self, *words: Any, **more: Any) -> Any:
            started: Any = super()._start
            try:
                return await asyncio.wait_for(started(*words, **more), 1.2 * CONNECT_SECONDS)
            except Exception:
                await self._close(fast=True)
                raise

    logging.getLogger("distributed.client").setLevel(logging.CRITICAL)
    try:
        connect: Any = Caller
        client = connect(address, timeout=CONNECT_SECONDS, set_as_default=False)
    except Exception as error:
        why = str(error) or "it says nothing"
        raise ClusterTrouble(f'no Dask scheduler answers at "{address}": {why}') from None
    try:
        backend = Backend(client=client, wait_for_workers_timeout=WORKER_SECONDS)
        with parallel_config(backend):
            yield
    finally:
        _close(client)


def _close(client: Any) -> None:
    with suppress(TimeoutError, OSError):
        client.close(timeout=2)
