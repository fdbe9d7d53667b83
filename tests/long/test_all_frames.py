"""The golden frames of everything that the app shows, in all sizes."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.golden.drawing import SIZES, states
from tests.screen.test_frames import check_frames


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
def test_golden_frames_of_all_states(tmp_path: Path, size: tuple[int, int]) -> None:
    check_frames(tmp_path, size, states())
