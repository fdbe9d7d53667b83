"""Thousands of keys, in bursts and out of turn: nothing breaks, nothing leaks."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.screen.test_tui import run
from tests.screen.wandering import walk


@pytest.mark.parametrize("seed", [1])
def test_a_random_walk_breaks_nothing_and_shows_no_hand(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, seed: int
) -> None:
    count: dict[str, int] = {}

    async def play() -> None:
        count.update(await walk(tmp_path, seed, 340, monkeypatch))

    run(play())
    assert count["keys"] > 700
    assert count["curtains"] > 0
    assert count["choices"] > 0
    assert count["left"] > 5
    assert count["lifted"] > 5
