"""Every path from outside goes through one function, and printed commands can be pasted."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from io import BytesIO, TextIOWrapper
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from wargame.cli import main
from wargame.cli.path_types import PathFrom
from wargame.saves.write import journal, locations
from wargame.system.paths import BadPath, Wanted, command, from_environment, given, quoted

TOP = Path(main.__file__).parents[1]
SAMPLE = TOP.parent / "saves" / "samples" / "hide-plan-wait-random-1.jsonl"
NO_PATHS = {
    "scenario", "seats", "code", "deck", "who", "viewer", "knower", "reader", "bots", "bot",
    "cluster", "key", "value", "chair", "title", "text", "seat", "card", "level", "to", "why",
    "player", "phase", "minutes", "id",
}  # fmt: skip
"""The options that take a text which is no path. A new one belongs here, or takes a path type."""
LINUX = pytest.mark.skipif(sys.platform != "linux", reason="names are text there")


def parameters(
    group: click.Command = main.commands, name: str = "wargame"
) -> Iterator[tuple[str, click.Parameter]]:
    """Walk all options and arguments of all commands."""
    for parameter in group.params:
        yield name, parameter
    for below in getattr(group, "commands", {}).values():
        yield from parameters(below, f"{name} {below.name}")


def test_every_text_from_the_command_line_is_a_path_of_ours_or_no_path() -> None:
    paths = 0
    for name, parameter in parameters():
        kind = parameter.type
        assert not isinstance(kind, (click.Path, click.File)), f"{name}: {parameter.name}"
        if isinstance(kind, PathFrom):
            paths += 1
        elif kind is click.STRING:
            assert parameter.name in NO_PATHS, (
                f"{name}: {parameter.name}: see wargame/system/paths.py"
            )
    assert paths > 15


def test_no_other_way_in_for_paths_and_out_for_commands() -> None:
    for file in TOP.rglob("*.py"):
        text = file.read_text(encoding="utf-8")
        assert "click.Path" not in text, file
        assert not re.search(
            r"wargame (play|resume|verify|replay|fork|export|compare) ?\{", text
        ), file
        if file != TOP / "system" / "paths.py":
            assert not re.search(r"os\.environ[^\n]*WARGAME_(SAVES|LAB)", text), file
            assert not re.search(r"\.expanduser\(|Path\.home\(", text), file


@pytest.mark.parametrize(
    ("text", "wanted", "says"),
    [
        ("", Wanted.TO_READ, "empty"),
        ("", Wanted.TO_WRITE, "empty"),
        ("", Wanted.FOLDER, "empty"),
        ("a\0b", Wanted.TO_READ, "NUL"),
        (".", Wanted.TO_WRITE, "is a folder"),
        ("/", Wanted.TO_WRITE, "is a folder"),
        ("..", Wanted.TO_WRITE, "is a folder"),
        ("new/", Wanted.TO_WRITE, "is a folder"),
        ("file/x.jsonl", Wanted.TO_WRITE, "file is no folder"),
        ("file/x/y.jsonl", Wanted.TO_WRITE, "file is no folder"),
        ("file", Wanted.FOLDER, "no folder"),
        ("file/x", Wanted.FOLDER, "no folder"),
    ],
)
def test_a_path_that_cannot_be_what_it_is_for(
    text: str, wanted: Wanted, says: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("file").write_text("")
    with pytest.raises(BadPath, match=says):
        given(text, wanted)


@pytest.mark.skipif(sys.platform == "win32", reason="HOME is nothing there")
def test_a_tilde_stands_for_the_home_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("WARGAME_SAVES", "~/g")
    for wanted in Wanted:
        assert given("~/a/b", wanted) == tmp_path / "a" / "b"
    assert given("~", Wanted.FOLDER) == tmp_path
    assert given("~no-such-user.jsonl", Wanted.TO_READ) == Path("~no-such-user.jsonl")
    assert given("a/~", Wanted.TO_WRITE) == Path("a/~")
    assert locations.folder() == tmp_path / "g"
    monkeypatch.setenv("WARGAME_SAVES", "")
    assert from_environment("WARGAME_SAVES", Wanted.FOLDER) is None


@pytest.mark.skipif(shutil.which("bash") is None, reason="no such shell here")
@pytest.mark.parametrize("encoding", ["utf-8", "ascii"])
def test_a_quoted_name_comes_out_of_a_shell_as_it_was(
    encoding: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "stdout", TextIOWrapper(BytesIO(), encoding=encoding))
    for name in (
        b"plain",
        b"two words",
        b"it's",
        b'"$HOME" `x` \\',
        b"two\nlines",
        b"-option",
        b"\x1b]52;c;x\x07",
        "ü 長'\u202e".encode(),
        b"fin\xe9.jsonl",
        b"~",
        b"a*;&|",
    ):
        text = quoted(Path(os.fsdecode(name)))
        text.encode(encoding)
        assert text.isprintable()
        run = subprocess.run(["bash", "-c", f"printf %s {text}"], capture_output=True, check=True)
        assert run.stdout.removeprefix(b"./") == name


def test_a_command_for_a_shell() -> None:
    assert command("resume", Path("my game.jsonl"), "--code") in (
        "wargame resume 'my game.jsonl' --code", 'wargame resume "my game.jsonl" --code',
    )  # fmt: skip


@pytest.mark.parametrize(
    "words",
    [
        ["play", "--plain", "--save", "."],
        ["play", "--plain", "--save", "/"],
        ["play", "--plain", "--save", ""],
        ["verify", str(SAMPLE), "--recover", "."],
        ["verify", ""],
        ["verify", str(SAMPLE), "--recover", f"{SAMPLE}/x"],
        ["fork", str(SAMPLE), "--at", "3", "--save", ".."],
        ["export", str(SAMPLE), "--out", "."],
        ["--saves", "", "resume"],
        ["--saves", str(SAMPLE), "resume"],
        ["lab", "arena", "--results", "."],
        ["lab", "arena", "--svg", "/"],
        ["check", str(SAMPLE)],
    ],
)
def test_a_command_refuses_such_a_path_in_a_sentence(words: list[str]) -> None:
    run = CliRunner().invoke(main.commands, words)
    assert run.exit_code == 2, run.output
    assert "Invalid value for" in run.output
    assert isinstance(run.exception, SystemExit)


def test_a_variable_is_named_in_its_refusal(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("WARGAME_SAVES", str(SAMPLE))
    monkeypatch.setattr(sys, "argv", ["wargame", "resume"])
    assert main.outcome() == 2
    assert f"WARGAME_SAVES: {SAMPLE} is no folder" in capsys.readouterr().err


@pytest.fixture
def homeless(monkeypatch: pytest.MonkeyPatch) -> None:
    """A user whom the system does not know, outside a checkout."""
    pwd = pytest.importorskip("pwd")

    def nobody(uid: int) -> None:
        raise KeyError(uid)

    for name in ("HOME", "XDG_DATA_HOME", "XDG_CACHE_HOME", "WARGAME_SAVES", "WARGAME_LAB"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(pwd, "getpwuid", nobody)
    monkeypatch.setattr(locations, "checkout", lambda: None)


@pytest.mark.usefixtures("homeless")
@pytest.mark.parametrize(
    "words",
    [["verify", str(SAMPLE)], ["cards", "--deck", "seoul"], ["rules"], ["replay", str(SAMPLE)],
     ["--help"], ["--version"], ["check"],
     ["export", str(SAMPLE), "--format", "md"]],
)  # fmt: skip
def test_what_needs_no_folder_needs_no_home(
    words: list[str], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "argv", ["wargame", *words])
    assert main.outcome() == 0
    assert capsys.readouterr().out


@pytest.mark.usefixtures("homeless")
@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["resume"], "say where: --saves DIR, or WARGAME_SAVES"),
        (["play", "--plain"], "say where: --saves DIR, or WARGAME_SAVES"),
        (["lab", "arena", "--bots", "random", "--games", "3"], "--results FILE, or WARGAME_LAB"),
        (["verify", "~/x"], "no home folder that ~ in ~/x could stand for"),
    ],
)
def test_what_needs_a_folder_says_what_to_give(
    words: list[str], says: str, monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    monkeypatch.setattr(sys, "argv", ["wargame", *words])
    assert main.outcome() == 2
    assert says in " ".join(capsys.readouterr().err.split())


@pytest.mark.usefixtures("homeless")
def test_a_save_at_hand_lends_its_folder(tmp_path: Path) -> None:
    assert locations.folder(None, tmp_path / "x.jsonl") == tmp_path


def test_a_checkout_that_cannot_be_written_to_keeps_no_saves(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("WARGAME_SAVES", raising=False)
    monkeypatch.setattr(locations, "platform_folder", lambda find, instead: tmp_path)
    assert locations.folder() == TOP.parent / "saves"
    monkeypatch.setattr(os, "access", lambda path, mode: False)
    assert locations.folder() == tmp_path / "saves"


@LINUX
def test_a_name_that_is_no_text(tmp_path: Path) -> None:
    """Latin-1 names on a system of today: every command takes them, and a branch names them.

    Where the system's own names are Latin-1 the name is a text, and stays as it is.
    """
    old, new = (tmp_path / os.fsdecode(name) for name in (b"fin\xe9.jsonl", b"f\xe9.jsonl"))
    old.write_bytes(SAMPLE.read_bytes())
    runner = CliRunner()
    for words in (
        ["fork", str(old), "--at", "3", "--no-play", "--save", str(new)],
        ["verify", str(old), str(new)],
        ["replay", str(old)],
        ["compare", "--text", str(old), str(new)],
        ["export", str(old), "--format", "md"],
    ):
        run = runner.invoke(main.commands, words)
        assert run.exit_code == 0, (words, run.output, run.exception)
    _, branch = journal.resume(new)
    assert branch.header is not None
    assert branch.header.parent is not None
    read = b"fin\xe9.jsonl".decode(sys.getfilesystemencoding(), "replace")
    assert branch.header.parent.name == read
    branch.close()
