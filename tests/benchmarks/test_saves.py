"""How long saves take: any ply, a whole game, a thousand files.

Run with: python -m pytest tests/benchmarks/test_saves.py -o addopts= -s
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from wargame.engine.library import checkout
from wargame.saves.replay.loaded import Verdict, load, verify

TOP = checkout() or Path()
LONG = max((TOP / "saves" / "samples").glob("*.jsonl"), key=lambda path: path.stat().st_size)


def best(work: Callable[[], object], runs: int = 7) -> float:
    """Time some work; give the best of seven, in milliseconds."""
    found = []
    for _ in range(runs):
        start = time.perf_counter()
        work()
        found.append((time.perf_counter() - start) * 1000)
    return min(found)


def test_any_ply_is_shown_within_50_ms() -> None:
    timeline = load(LONG).timeline
    worst = max(best(lambda ply=ply: timeline.at(ply), 3) for ply in range(timeline.plies + 1))
    print(f"\nthe slowest of {timeline.plies} plies {worst:.2f} ms (wanted 50)")
    assert worst < 50


def test_a_game_is_verified_within_100_ms() -> None:
    assert verify(LONG).verdict is Verdict.EXACT  # the content is built and kept
    for path in sorted(LONG.parent.glob("*.jsonl")):
        report = verify(path)
        spent = best(lambda path=path: verify(path))
        print(f"\n{path.stem}: {report.plies} plies {spent:.1f} ms (wanted 100)", end="")
        assert spent < 100
    print()


@pytest.mark.parametrize("count", [1000])
def test_a_thousand_saves_in_one_command(tmp_path: Path, count: int) -> None:
    samples = sorted(LONG.parent.glob("*.jsonl"))
    files = []
    for at in range(count):
        source = samples[at % len(samples)]
        files.append(str(shutil.copy(source, tmp_path / f"{at}.jsonl")))
    start = time.perf_counter()
    run = subprocess.run(
        [sys.executable, "-m", "wargame", "verify", *files], capture_output=True, text=True,
        check=True, cwd=TOP,
    )  # fmt: skip
    assert run.stdout.count("EXACT") == count
    print(f"\n{count} saves in one command: {time.perf_counter() - start:.1f} s")
