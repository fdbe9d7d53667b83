"""A cluster: the same results as at home, a lost worker does no harm, silence is a sentence."""

from __future__ import annotations

import os
import signal
import socket
import sys
from collections.abc import Iterator
from typing import Any

import pytest
from attrs import evolve

from wargame.lab import cluster, parallel
from wargame.lab.match import Match
from wargame.lab.parallel import Workers, numbered
from wargame.lab.run import Runner, play_batch, run
from wargame.lab.store import ResultStore, unstructure
from wargame.lab.studies import arena
from wargame.lab.trouble import ClusterTrouble, GameFailed

distributed = pytest.importorskip("distributed")
SCENARIO = "new-entente"
RANDOM = ("random", "random", "random")
TODO = list(arena.matches(SCENARIO, RANDOM, 200, 1))


@pytest.fixture(scope="module")
def here() -> Iterator[str]:
    """The address of a cluster within this process: one worker, one thread."""
    with distributed.LocalCluster(
        n_workers=1, threads_per_worker=1, processes=False, dashboard_address="127.0.0.1:0",
        host="127.0.0.1", protocol="tcp",
    ) as found:  # fmt: skip
        yield found.scheduler_address


def test_a_cluster_gives_what_one_process_and_two_give(here: str) -> None:
    far, near, two = (
        arena.arena(SCENARIO, RANDOM, 60, 1, Runner(workers))
        for workers in (Workers(cluster=here), Workers(), Workers(jobs=2))
    )
    assert far == near == two


def test_the_games_are_played_there_and_kept_here(
    here: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[int] = []
    runner = Runner(Workers(cluster=here), ResultStore())
    far = list(run(TODO, runner, told.append))
    assert sorted(told) == told
    assert told[-1] == len(TODO)
    monkeypatch.setattr(parallel, "parallel_map", None)
    assert [*map(unstructure, run(TODO, Runner(store=ResultStore())))] == [*map(unstructure, far)]


@pytest.mark.skipif(sys.platform == "win32", reason="no SIGKILL there")
def test_a_run_outlives_a_worker_that_is_killed() -> None:
    with distributed.LocalCluster(
        n_workers=2, threads_per_worker=1, processes=True, dashboard_address="127.0.0.1:0",
        host="127.0.0.1", silence_logs=50,
    ) as found:  # fmt: skip
        killed: list[int] = []

        def kill(count: int) -> None:
            if not killed:
                killed.append(next(iter(found.workers.values())).pid)
                os.kill(killed[0], signal.SIGKILL)

        far = list(run(TODO, Runner(Workers(cluster=found.scheduler_address)), kill))
    assert killed
    assert far == list(run(TODO))


def test_a_game_that_fails_there_is_named_here(here: str) -> None:
    bad = Match(SCENARIO, 3, ("random", "random", "nobody"))
    with pytest.raises(GameFailed, match="nobody"):
        list(run([bad], Runner(Workers(cluster=here))))


def test_a_worker_with_another_game_is_refused() -> None:
    other = evolve(parallel.basis(), code="0" * 64)
    with pytest.raises(ClusterTrouble, match="a worker has another game"):
        numbered(play_batch, 0, TODO[:1], other)


def test_a_scheduler_that_does_not_answer(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cluster, "CONNECT_SECONDS", 0.5)
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        address = f"tcp://127.0.0.1:{taken.getsockname()[1]}"
        with pytest.raises(ClusterTrouble, match="no Dask scheduler answers"):
            list(run(TODO, Runner(Workers(cluster=address))))


def test_workers_that_send_nothing(here: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cluster, "SILENT_SECONDS", 0.0)
    with pytest.raises(ClusterTrouble, match="has sent nothing for 0 seconds"):
        list(run(TODO, Runner(Workers(cluster=here))))


def test_what_listens_and_is_no_scheduler(monkeypatch: pytest.MonkeyPatch) -> None:
    """It is given up and the client closed, which would else go on trying until Python ends."""
    monkeypatch.setattr(cluster, "CONNECT_SECONDS", 0.5)
    with socket.socket() as silent:
        silent.bind(("127.0.0.1", 0))
        silent.listen()
        address = f"tcp://127.0.0.1:{silent.getsockname()[1]}"
        with pytest.raises(ClusterTrouble, match="no Dask scheduler answers"):
            list(run(TODO, Runner(Workers(cluster=address))))
    assert "connecting" not in {client.status for client in distributed.Client._instances}


def test_a_scheduler_without_workers(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cluster, "WORKER_SECONDS", 0.1)
    with distributed.LocalCluster(
        n_workers=0, processes=False, dashboard_address="127.0.0.1:0", host="127.0.0.1",
        protocol="tcp",
    ) as found, pytest.raises(ClusterTrouble, match="has no worker: none came within"):  # fmt: skip
        list(run(TODO, Runner(Workers(cluster=found.scheduler_address))))


def test_a_scheduler_that_is_lost_is_told_in_plain_words(here: str) -> None:
    def lost() -> Iterator[Any]:
        raise distributed.client.FutureCancelledError("batch-1", "scheduler-connection-lost")
        yield

    with pytest.raises(ClusterTrouble) as told:
        list(cluster.on_cluster(here, lost()))
    assert str(told.value) == f"the scheduler at {here} is gone"


@pytest.mark.parametrize("address", ["", "x", "tcp://", "no such:x", "tcp://host", "a b:1",
                                     "http://127.0.0.1:8786", "inproc://127.0.0.1:1"])  # fmt: skip
def test_what_is_no_address(address: str) -> None:
    with pytest.raises(ClusterTrouble, match="no address"):
        list(run(TODO, Runner(Workers(cluster=address))))


def test_without_dask_there_is_a_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    missing: Any = None
    monkeypatch.setitem(sys.modules, "distributed", missing)
    with pytest.raises(parallel.LabMissing, match=r"pip install 'under-the-umbrella\[cluster\]'"):
        list(run(TODO, Runner(Workers(cluster="127.0.0.1:8786"))))
