"""Long: a game is ended at two hundred moments, in lines and on the screen, by TERM, HUP, KILL and
a terminal that is closed. Nothing private is left (KILL apart), no committed choice is lost.
"""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

if sys.platform == "win32":
    pytest.skip("no pseudo-terminal here", allow_module_level=True)

from tests.screen.moments import WAYS, end_at


@pytest.mark.parametrize("moment", range(25))
@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("plain", [True, False], ids=["lines", "screen"])
def test_an_end_at_any_moment_loses_no_choice_and_leaves_no_hand(
    tmp_path: Path, plain: bool, way: str, moment: int
) -> None:
    end_at(tmp_path, 100 + moment, plain, way)
