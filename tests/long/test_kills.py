"""Long: `kill -9` in the middle of a draft, of a beat and of a game of bots, twenty times each.

Run with: python -m pytest tests/long/test_kills.py -o addopts=
"""

from __future__ import annotations

from pathlib import Path

from tests.record.test_kill import kill_again_and_again
from tests.screen.moments import end_in_beat, end_in_draft

KILLS = 20


def folder(root: Path, moment: int) -> Path:
    """Make a folder of its own for a moment."""
    made = root / str(moment)
    made.mkdir()
    return made


def test_a_kill_in_a_draft_loses_no_committed_choice(tmp_path: Path) -> None:
    """In some of them the form is being sealed: what is in the save then is a beginning of it."""
    found = [end_in_draft(folder(tmp_path, moment), moment) for moment in range(KILLS)]
    assert any(sealed for _, sealed in found)
    assert any(given and not sealed for given, sealed in found)


def test_a_kill_in_a_beat_loses_no_committed_choice(tmp_path: Path) -> None:
    for moment in range(KILLS):
        end_in_beat(folder(tmp_path, moment), moment)


def test_a_kill_in_a_game_of_bots_loses_no_committed_choice(tmp_path: Path) -> None:
    kill_again_and_again(tmp_path / "killed.jsonl", KILLS)
