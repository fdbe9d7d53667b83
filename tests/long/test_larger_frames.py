"""The golden frames of everything that the app shows, on larger screens."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.screen.test_frames import LARGER, check_frames


@pytest.mark.parametrize("size", LARGER, ids=lambda size: f"{size[0]}x{size[1]}")
def test_golden_frames_of_all_states_on_larger_screens(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    check_frames(tmp_path, size)
