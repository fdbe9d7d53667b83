"""What a class gets wrong: rosters, saves that are not over or damaged, files of one name, extras
that are missing, a port that is taken."""

from __future__ import annotations

import re
import shutil
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from tests.command_line import wargame
from tests.lesson.conftest import play_to
from wargame.lesson.roster import BadRoster, read_roster
from wargame.saves.replay.loaded import load
from wargame.ui.players import player_name
from wargame.ui.session import new_session, saved_session

SEATS = ("washington", "tokyo", "seoul")


def roster(folder: Path, text: str) -> Path:
    path = folder / "roster.csv"
    path.write_text(f"table,seat,name\n{text}", encoding="utf-8")
    return path


def cut(save: Path, to: Path) -> Path:
    """Write the first two thirds of a save."""
    data = save.read_bytes()
    to.write_bytes(data[: len(data) * 2 // 3])
    return to


# -- rosters --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        ("", "names nobody"),
        ("2,tokyo,Ann", "no table from 1 to 1; --tables says how many"),
        ("1,tokyo", "line 2: the name is missing"),
        ('1,tokyo,Ann\n"1,tokyo', "is no table"),
        ("0,tokyo,Ann", "is no table"),
        ("１,tokyo,Ann", "is no table"),
    ],
)
def test_a_roster_that_is_too_short_or_too_long_is_told(
    tmp_path: Path, lines: str, said: str
) -> None:
    with pytest.raises(BadRoster, match=re.escape(said)):
        read_roster(roster(tmp_path, lines), 1, SEATS)


def test_a_roster_that_is_not_there_makes_no_folder(tmp_path: Path) -> None:
    run = wargame("lesson", str(tmp_path / "class"), "--roster", str(tmp_path / "none.csv"))
    assert run.returncode == 2
    assert "cannot be read" in run.stderr
    assert not (tmp_path / "class").exists()


@pytest.mark.parametrize(
    "name", ['O\'Neil "Bob", the 2nd', "x=y:z", "random", "<b>x</b> [red]", "金 유나", "a\u202eb"]
)
def test_a_strange_name_is_a_name_from_roster_to_report(tmp_path: Path, name: str) -> None:
    quoted = name.replace('"', '""')
    path = roster(tmp_path, f'1,tokyo,"{quoted}"\n')
    words = ["--minutes", "20", "--tables", "1", "--roster", str(path)]
    assert wargame("lesson", str(tmp_path / "class"), *words).returncode == 0
    (save,) = (tmp_path / "class" / "tables").glob("*.jsonl")
    shown = name.replace("\u202e", "·")
    assert player_name(load(save).header.seats, "tokyo") == shown
    session = saved_session(save)
    assert not session.bots
    play_to(session, 2)
    session.close()
    session.journal.close()
    assert wargame("report", str(save), "--out", str(tmp_path)).returncode == 0
    text = (tmp_path / "table-1-report.html").read_text(encoding="utf-8")
    assert "<b>x</b>" not in text
    assert "\u202e" not in text


# -- saves ----------------------------------------------------------------------------------------


def test_open_and_damaged_saves_are_reported_up_to_where_they_hold_and_that_is_said(
    lesson: Path, tmp_path: Path
) -> None:
    good = lesson / "tables" / "table-1.jsonl"
    damaged, empty = cut(good, tmp_path / "damaged.jsonl"), tmp_path / "empty.jsonl"
    empty.write_bytes(b"")
    begun = new_session(tmp_path, "first-week", 5, {}, tmp_path / "begun.jsonl")
    play_to(begun, 2)
    begun.journal.close()
    files = [str(path) for path in (damaged, empty, begun.journal.path, good)]
    words = ["--format", "md", "--out", str(tmp_path)]
    run = wargame("report", *files, *words)
    assert run.returncode == 1
    assert run.stdout.count("-report.md") == 3
    assert f"{empty}, line 1: it is empty" in run.stderr
    text = (tmp_path / "damaged-report.md").read_text(encoding="utf-8")
    assert "The save is DAMAGED" in text
    assert "nothing after that is told" in text
    assert "There are no verdicts yet" in (tmp_path / "begun-report.md").read_text(encoding="utf-8")


def test_a_damaged_table_is_told_beside_the_others_and_has_no_verdict(
    lesson: Path, tmp_path: Path
) -> None:
    good = lesson / "tables" / "table-1.jsonl"
    damaged = cut(good, tmp_path / "damaged.jsonl")
    target = tmp_path / "tables.md"
    words = ["tables", str(good), str(damaged)]
    assert wargame(*words, "--format", "md", "--out", str(target)).returncode == 0
    assert "the save is DAMAGED, it holds up to turn" in target.read_text(encoding="utf-8")
    data = wargame(*words, "--format", "csv").stdout.splitlines()
    assert [line.partition(",")[0] for line in data] == ["table", *["table-1"] * 3]


def test_tables_of_mixed_deals_make_no_page(lesson: Path, tmp_path: Path) -> None:
    other = new_session(tmp_path, "first-week", 1, {}, tmp_path / "other.jsonl")
    play_to(other, 9)
    other.journal.close()
    files = [str(lesson / "tables" / "table-1.jsonl"), str(other.journal.path)]
    run = wargame("tables", *files, "--out", str(tmp_path / "tables.html"))
    assert run.returncode == 2
    assert "table-1.jsonl and other.jsonl are not of the same deal" in run.stderr
    assert not (tmp_path / "tables.html").exists()


@pytest.mark.parametrize("command", ["report", "tables"])
def test_two_saves_of_one_name_are_refused(lesson: Path, tmp_path: Path, command: str) -> None:
    save = lesson / "tables" / "table-1.jsonl"
    shutil.copy(save, tmp_path)
    for twin in (save, tmp_path / save.name):
        run = wargame(command, str(save), str(twin), "--out", str(tmp_path / "made"))
        assert run.returncode == 2
        assert "2 of the saves are called table-1" in run.stderr
    assert not (tmp_path / "made").exists()


# -- extras, port ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("library", "words", "said"),
    [
        ("jinja2", ["lesson", "{}/class"], "a lesson needs the extra `class`"),
        ("jinja2", ["report", "{}/tables/table-1.jsonl"], "--format md needs none"),
        ("typst", ["report", "{}/tables/table-1.jsonl", "--format", "pdf"], "pdf needs the extra"),
        ("textual_serve", ["serve", "{}"], "serving needs the extra `class`"),
    ],
)
def test_an_extra_that_is_missing_is_told_with_its_command(
    lesson: Path, library: str, words: list[str], said: str
) -> None:
    given = ["wargame", *(word.format(lesson) for word in words)]
    without = f"import sys; sys.modules[{library!r}] = None; sys.argv = {given!r}"
    run = subprocess.run(
        [sys.executable, "-c", f"{without}; from wargame.__main__ import main; main()"],
        capture_output=True, text=True, encoding="utf-8", timeout=60, check=False,
    )  # fmt: skip
    assert run.returncode == 2
    assert said in run.stderr
    assert "pip install '.[class]'" in run.stderr
    assert "Traceback" not in run.stderr


def test_a_port_that_is_taken_is_told_and_no_links_are_written(lesson: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        run = wargame("serve", str(lesson), "--port", str(port))
    assert run.returncode == 2
    assert f"port {port} cannot be used" in run.stderr
    assert "try --port" in run.stderr
    assert not (lesson / "links.html").exists()
