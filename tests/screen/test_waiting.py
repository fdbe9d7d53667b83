"""The game that a menu offers to go on with: the newest that can, whatever lies beside it."""

from __future__ import annotations

import asyncio
import io
import os
from pathlib import Path

import pytest

from tests.record.forge import forged
from tests.record.test_sealed import unfinished
from tests.screen.conftest import driven, rows, table
from wargame.cli import main
from wargame.ui.session import LOOKED_AT, Waiting, waiting
from wargame.ui.tui.screens.play import Play


def begun(folder: Path, name: str, age: int) -> Path:
    """Write an unfinished game, so many seconds old."""
    session = table(folder, seed=age)
    session.choose(session.game.decision.keys[0])  # type: ignore[union-attr]
    session.journal.close()
    path = folder / name
    session.journal.path.rename(path)
    os.utime(path, (1_000_000 - age, 1_000_000 - age))
    return path


def spoil(path: Path) -> None:
    """Make a save one of other rules: its first mark is not what comes of the deal."""
    was = path.stat().st_mtime
    forged(path, lambda lines: lines[1].update(fingerprint="0" * 32)).replace(path)
    os.utime(path, (was, was))


def test_the_newest_that_can_go_on_is_offered_and_the_newer_ones_are_named(tmp_path: Path) -> None:
    older, newer = begun(tmp_path, "older.jsonl", 20), begun(tmp_path, "newer.jsonl", 10)
    found, note = waiting(tmp_path)
    assert isinstance(found, Waiting)
    assert (found.path, note) == (newer, "")
    assert found.session is not None
    found.session.journal.close()
    spoil(newer)
    found, note = waiting(tmp_path)
    assert found is not None
    assert found.path == older
    assert str(found).startswith("turn 1, ")
    assert note.startswith("newer.jsonl cannot go on here: it was begun under other rules")
    assert str(tmp_path) not in note


def test_a_sealed_one_is_offered_for_its_code_and_a_letter_passed_over(tmp_path: Path) -> None:
    unfinished(tmp_path / "coded.jsonl", "first snow")
    os.utime(tmp_path / "coded.jsonl", (1_000_000, 1_000_000))
    (tmp_path / "letter.jsonl").write_text("Dear sir\n")
    found, note = waiting(tmp_path)
    assert found == Waiting(tmp_path / "coded.jsonl", None)
    assert str(found) == "a game sealed with a code"
    assert "letter.jsonl" in note


def test_a_game_that_is_played_elsewhere_is_passed_over(tmp_path: Path) -> None:
    fcntl = pytest.importorskip("fcntl")
    older, newer = begun(tmp_path, "older.jsonl", 20), begun(tmp_path, "newer.jsonl", 10)
    with newer.open("rb") as elsewhere:
        fcntl.flock(elsewhere, fcntl.LOCK_EX | fcntl.LOCK_NB)
        found, note = waiting(tmp_path)
    assert found is not None
    assert found.path == older
    assert "newer.jsonl is being played by another wargame" in note


def test_not_every_old_save_is_played_through(tmp_path: Path) -> None:
    assert waiting(tmp_path / "nowhere") == (None, "")
    begun(tmp_path, "good.jsonl", 99)
    for age in range(LOOKED_AT):
        (tmp_path / f"letter-{age}.jsonl").write_text("Dear sir\n")
    found, note = waiting(tmp_path)
    assert found is None
    assert "letter-" in note


def test_the_menu_resumes_the_older_game(tmp_path: Path) -> None:
    older, newer = begun(tmp_path, "older.jsonl", 20), begun(tmp_path, "newer.jsonl", 10)
    spoil(newer)

    async def play() -> None:
        async with driven(tmp_path, None) as pilot:
            shown = rows(pilot)
            assert any("Resume: turn 1, " in row for row in shown)
            assert "newer.jsonl cannot go on here" in "\n".join(shown)
            await pilot.press("enter")
            await pilot.pause()
            assert isinstance(pilot.app.screen, Play)
            assert pilot.app.screen.session.journal.path == older

    asyncio.run(play())


def test_the_menu_in_lines_resumes_it_too(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    older, newer = begun(tmp_path, "older.jsonl", 20), begun(tmp_path, "newer.jsonl", 10)
    spoil(newer)

    class Terminal(io.StringIO):
        def isatty(self) -> bool:
            return True

    monkeypatch.setattr("sys.stdin", Terminal("1\n"))
    session = main.plain_menu(tmp_path)
    assert session is not None
    assert session.journal.path == older
    said = capsys.readouterr().out
    assert "1. Resume older.jsonl: turn 1, " in said
    assert "newer.jsonl cannot go on here" in said
