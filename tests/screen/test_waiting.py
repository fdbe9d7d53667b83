"""The game that a menu offers to go on with: the newest that can, whatever lies beside it."""

from __future__ import annotations

import asyncio
import io
import os
import shutil
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from tests.record.forge import forged
from tests.record.test_sealed import unfinished
from tests.screen.conftest import driven, rows, table
from wargame.cli import main, playing
from wargame.saves.write.locations import listed
from wargame.ui.tui.screens.shelf import shelf_entries
from wargame.ui.tui.screens.table_screen import TableScreen
from wargame.ui.unfinished import OFFERED, newest, offered
from wargame.ui.words import ENGLISH


def begun(folder: Path, name: str, age: int) -> Path:
    """Write an unfinished game, so many seconds old."""
    session = table(folder, seed=age)
    session.choose(session.game.decision.keys[0])  # type: ignore[union-attr]
    session.journal.close()
    path = folder / name
    session.journal.path.rename(path)

    def dated(lines: list[dict[str, Any]]) -> None:
        for line in lines:
            if "at" in line:
                line["at"] = f"2026-01-01T00:{59 - age // 60:02}:{59 - age % 60:02}Z"

    forged(path, dated).replace(path)
    return path


def spoil(path: Path) -> None:
    """Make a save one of other rules: its first mark is not what comes of the deal."""
    forged(path, lambda lines: lines[1].update(fingerprint="0" * 32)).replace(path)


def test_the_newest_that_can_go_on_is_offered_and_the_newer_ones_are_named(tmp_path: Path) -> None:
    older, newer = begun(tmp_path, "older.jsonl", 20), begun(tmp_path, "newer.jsonl", 10)
    games, note = offered(tmp_path)
    assert ([game.path for game in games], note) == ([newer, older], "")
    spoil(newer)
    games, note = offered(tmp_path)
    assert [game.path for game in games] == [older]
    assert games[0].said(ENGLISH).startswith("turn 1, ")
    assert "New Entente" in games[0].said(ENGLISH)
    assert "tokyo: human" in games[0].said(ENGLISH)
    assert note.startswith("newer.jsonl cannot go on here: it was begun under other rules")
    assert str(tmp_path) not in note
    assert newest(tmp_path)[0] == games[0]


def test_a_sealed_one_is_offered_for_its_code_and_a_letter_passed_over(tmp_path: Path) -> None:
    unfinished(tmp_path / "coded.jsonl", "first snow")
    (tmp_path / "letter.jsonl").write_text("Dear sir\n")
    games, note = offered(tmp_path)
    assert [(game.path, game.coded) for game in games] == [(tmp_path / "coded.jsonl", True)]
    assert games[0].said(ENGLISH).startswith("a game sealed with a code")
    assert "letter.jsonl" in note


def test_a_game_that_is_played_elsewhere_is_passed_over(tmp_path: Path) -> None:
    fcntl = pytest.importorskip("fcntl")
    older, newer = begun(tmp_path, "older.jsonl", 20), begun(tmp_path, "newer.jsonl", 10)
    with newer.open("rb") as elsewhere:
        fcntl.flock(elsewhere, fcntl.LOCK_EX | fcntl.LOCK_NB)
        games, note = offered(tmp_path)
    assert [game.path for game in games] == [older]
    assert "newer.jsonl is being played by another wargame" in note


def test_each_that_is_left_out_has_a_sentence_with_a_stop_and_a_command_that_says_why(
    tmp_path: Path,
) -> None:
    """Of a game that is open elsewhere `verify` says only that it is not over."""
    fcntl = pytest.importorskip("fcntl")
    one, other = begun(tmp_path, "one.jsonl", 20), begun(tmp_path, "other.jsonl", 10)
    with one.open("rb") as first, other.open("rb") as second:
        fcntl.flock(first, fcntl.LOCK_EX | fcntl.LOCK_NB)
        fcntl.flock(second, fcntl.LOCK_EX | fcntl.LOCK_NB)
        games, note = offered(tmp_path)
        resumed = CliRunner().invoke(main.commands, ["resume", "--plain", str(one)])
    assert games == []
    assert note.endswith("other.jsonl. 1 more cannot go on now; wargame resume FILE says why.")
    assert "is being played by another wargame" in str(resumed.exception)


def test_no_entry_breaks_the_list_and_each_is_named(tmp_path: Path) -> None:
    good = begun(tmp_path, "good.jsonl", 99)
    (tmp_path / "export.jsonl").write_text('{"kind":"game"}\n')
    (tmp_path / "dangling.jsonl").symlink_to(tmp_path / "nowhere")
    (tmp_path / "loop.jsonl").symlink_to(tmp_path / "loop.jsonl")
    (tmp_path / "folder.jsonl").mkdir()
    os.mkfifo(tmp_path / "pipe.jsonl")
    (tmp_path / "empty.jsonl").touch()
    found = {entry.path.name: entry.trouble for entry in listed(tmp_path)}
    assert {name for name, trouble in found.items() if not trouble} == {"good.jsonl", "empty.jsonl"}
    assert all(name in trouble for name, trouble in found.items() if trouble)
    assert {one.path.name for one in shelf_entries(tmp_path)} == set(found)
    chosen, _ = newest(tmp_path)
    assert chosen is not None
    assert chosen.path == good
    run = CliRunner().invoke(main.commands, ["--saves", str(tmp_path), "resume", "--plain"],
                             input="quit\n")  # fmt: skip
    assert run.exception is None
    assert "Sealed deal" not in run.output


def test_the_time_in_the_save_decides_and_not_the_file_s(tmp_path: Path) -> None:
    older, newer = begun(tmp_path, "older.jsonl", 20), begun(tmp_path, "newer.jsonl", 10)
    os.utime(older, (2_000_000, 2_000_000))
    assert [entry.path for entry in listed(tmp_path)] == [newer, older]


def test_more_than_are_offered_are_counted(tmp_path: Path) -> None:
    first = begun(tmp_path, "game.jsonl", 5)
    for number in range(OFFERED + 2):
        shutil.copy(first, tmp_path / f"copy-{number}.jsonl")
    games, note = offered(tmp_path)
    assert len(games) == OFFERED
    assert note == "3 older unfinished: wargame resume FILE."
    assert offered(tmp_path / "nowhere") == ([], "")


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
            assert isinstance(pilot.app.screen, TableScreen)
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
    session = playing.plain_menu(tmp_path)
    assert session is not None
    assert session.journal.path == older
    said = capsys.readouterr().out
    assert "1. Resume older.jsonl: turn 1, " in said
    assert "newer.jsonl cannot go on here" in said
