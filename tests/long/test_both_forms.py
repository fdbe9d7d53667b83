"""Long: 100,000 plies are the same to the byte in the pure and the compiled form.

Run with: python -m pytest tests/long/test_both_forms.py -o addopts= -s
It builds the compiled form, for which it needs a C compiler.
"""

from __future__ import annotations

from pathlib import Path

from tests.both_forms import PLIES, compare
from tests.compiled import build


def test_both_forms_play_the_same_games(tmp_path: Path) -> None:
    build(tmp_path / "form")
    print(compare(tmp_path / "form", PLIES))
