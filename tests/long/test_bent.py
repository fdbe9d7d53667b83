"""Long: every bend of every kind of line, through every command; about an hour on two cores.

Run with: python -m pytest tests/long/test_bent.py -o addopts= -n 2
"""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.record.bending import bends, cheap_code
from tests.record.test_bent import check

PARTS = 64


@pytest.mark.parametrize("part", range(PARTS))
def test_no_command_falls_over_any_bent_save(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, part: int
) -> None:
    cheap_code(monkeypatch)
    (work := tmp_path / "work").mkdir()
    for bend in list(bends(tmp_path))[part::PARTS]:
        check(bend, work / "bent.jsonl", tmp_path / "ended.jsonl", None)
