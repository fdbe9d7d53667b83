"""Long: a random walk of keys, clicks, pastes and resizes over all screens, 100,000 keys.

Run with: python -m pytest tests/long/test_wandering.py -o addopts=
"""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from tests.screen.wandering import walk


@pytest.mark.parametrize("seed", range(100, 140))
def test_a_long_random_walk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, seed: int) -> None:
    count = asyncio.run(walk(tmp_path, seed, 1_000, monkeypatch))
    assert count["keys"] > 2_000
