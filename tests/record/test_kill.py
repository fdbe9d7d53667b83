"""Real processes: `kill -9` loses no committed choice, and a seed gives one transcript."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path
from random import Random

import pytest

from wargame.saves.write.journal import read

BOTS = "washington=random,tokyo=random,seoul=random"
DEADLINE = 60.0


def command(*words: str) -> list[str]:
    return [sys.executable, "-m", "wargame", *words]


def start(words: list[str]) -> subprocess.Popen[bytes]:
    return subprocess.Popen(words, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL)


def lines(path: Path) -> int:
    return path.read_bytes().count(b"\n") if path.exists() else 0


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="no SIGKILL here")
def test_kills_lose_no_committed_choice(tmp_path: Path) -> None:
    kill_again_and_again(tmp_path / "killed.jsonl", 5)


def kill_again_and_again(path: Path, kills: int) -> None:
    """Kill a game of bots so many times as it goes on, and then let it end."""
    rng = Random(9)
    committed: list[str] = []
    for kill in range(kills):
        if kill == 0 or not path.exists():
            words = command("play", "--plain", "--seed", "4", "--seats", BOTS, "--save", str(path))
        else:
            words = command("resume", str(path), "--plain")
        before = lines(path)
        wanted = before + rng.randrange(1, 15)
        process = start(words)
        until = time.monotonic() + DEADLINE
        while lines(path) < wanted and process.poll() is None:
            assert time.monotonic() < until, "the game does not go on"
            with suppress(subprocess.TimeoutExpired):
                process.wait(0.004)
        process.kill()
        process.wait()
        choices = read(path)[1]
        assert choices[: len(committed)] == committed
        assert len(choices) >= min(len(committed), before)
        committed = choices
    done = subprocess.run(command("resume", str(path), "--plain"), capture_output=True, text=True,
                          encoding="utf-8", check=False,
                          env={**os.environ, "PYTHONUTF8": "1"})  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert "Verdict:" in done.stdout
    assert read(path)[1][: len(committed)] == committed


def test_the_same_seed_gives_the_same_transcript_under_any_hash_seed(tmp_path: Path) -> None:
    outputs = []
    for run, seed in enumerate(("0", "0", "12345")):
        path = tmp_path / f"{run}.jsonl"
        words = command("play", "--plain", "--scenario", "new-entente", "--seed", "7", "--seats",
                        BOTS, "--save", str(path))  # fmt: skip
        env = {**os.environ, "PYTHONHASHSEED": seed, "PYTHONIOENCODING": "utf-8"}
        done = subprocess.run(words, capture_output=True, env=env, check=True)
        outputs.append(done.stdout.replace(path.name.encode(), b"SAVE"))
    assert outputs[0] == outputs[1] == outputs[2]
    assert outputs[0].decode().count("Verdict:") == 3
