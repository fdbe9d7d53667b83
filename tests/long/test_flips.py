"""Long: each byte of a finished game flipped, and the game cut at each.

Run with: python -m pytest tests/long/test_flips.py -o addopts=
"""

from __future__ import annotations

from pathlib import Path

from tests.record.test_flips import cut, finished, flip


def test_each_byte_flipped(tmp_path: Path) -> None:
    flip(tmp_path / "flipped.jsonl", finished(tmp_path / "whole.jsonl"), 1)


def test_cut_at_each_byte(tmp_path: Path) -> None:
    whole = finished(tmp_path / "whole.jsonl")
    cut(tmp_path / "cut.jsonl", whole, range(len(whole)))
