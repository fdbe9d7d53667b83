"""A measurement with processes of its own is ended: none of them is left, and games are kept."""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

pytest.importorskip("joblib")
if not sys.platform.startswith("linux"):
    pytest.skip("processes are looked up in /proc", allow_module_level=True)

DEADLINE = 90.0


def children(pid: int) -> list[int]:
    """List the processes below one."""
    found, parents = [pid], {}
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            stat = (folder / "stat").read_text()
        except OSError:
            continue
        parents[int(folder.name)] = int(stat.rpartition(")")[2].split()[1])
    for above in found:
        found += [child for child, parent in parents.items() if parent == above]
    return found[1:]


def alive(pid: int) -> bool:
    try:
        return (Path("/proc") / str(pid) / "stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def until(seen: Iterator[bool], what: str) -> None:
    """Wait for a state; fails at the deadline."""
    end = time.monotonic() + DEADLINE
    while not next(seen):
        assert time.monotonic() < end, f"waited in vain for {what}"
        time.sleep(0.01)


def games_in(path: Path) -> int:
    """Count the games that a file holds."""
    if not path.exists():
        return 0
    with closing(sqlite3.connect(path)) as database:
        try:
            return int(database.execute("SELECT COUNT(*) FROM kept").fetchone()[0])
        except sqlite3.OperationalError:
            return 0


@pytest.fixture
def lab(tmp_path: Path) -> Iterator[subprocess.Popen[str]]:
    """A long measurement on two processes, some of whose games are kept."""
    games = tmp_path / "games.sqlite"
    words = ["arena", "--bots", "random", "--games", "90000", "--jobs", "2", "--results", games]
    with subprocess.Popen(
        [sys.executable, "-m", "wargame", "lab", *map(str, words)], stderr=subprocess.PIPE,
        stdout=subprocess.DEVNULL, text=True, encoding="utf-8",
    ) as process:  # fmt: skip
        until(iter(lambda: games_in(games) > 40, None), "games")
        yield process
        process.kill()


def workers(pid: int) -> list[int]:
    """List the processes that play; the others below keep an account of resources."""
    found = []
    for child in children(pid):
        words = (Path("/proc") / str(child) / "cmdline").read_bytes()
        if b"LokyProcess" in words:
            found.append(child)
    return found


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
def test_a_signal_ends_its_processes_too(lab: subprocess.Popen[str], number: int) -> None:
    below = children(lab.pid)
    assert len(workers(lab.pid)) == 2
    os.kill(lab.pid, number)
    _, said = lab.communicate(timeout=DEADLINE)
    assert lab.returncode == -number
    assert said.startswith("wargame lab: ended; ")
    assert "of its games are kept in" in said
    assert said.count("\n") == 1
    until(iter(lambda: not any(map(alive, below)), None), "the end of its processes")


def test_a_process_that_is_killed_is_told_in_one_sentence(lab: subprocess.Popen[str]) -> None:
    below = children(lab.pid)
    os.kill(workers(lab.pid)[0], signal.SIGKILL)
    _, said = lab.communicate(timeout=DEADLINE)
    assert lab.returncode == 2
    assert said.startswith("wargame lab: a process that played games was killed")
    assert "of its games are kept in" in said
    assert said.count("\n") == 1
    until(iter(lambda: not any(map(alive, below)), None), "the end of its processes")
