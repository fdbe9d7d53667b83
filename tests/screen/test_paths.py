"""Paths are printed with nothing in them that a terminal could obey, by whatever prints one."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from wargame.cli.main import outcome
from wargame.engine.game import Game
from wargame.engine.library import library
from wargame.saves.format.errors import BadSave, SaveFailed
from wargame.saves.format.pins import Pins
from wargame.saves.write.journal import Journal
from wargame.ui.session import new_session
from wargame.ui.tui.app import WargameApp

STRANGE = os.fsdecode("a\x1b]0;owned\x07b\x9b31mc\nd".encode())
"""It retitles a window, writes in red (the one byte way) and breaks the line."""

pytestmark = pytest.mark.skipif(os.name != "posix", reason="no such names there")


def run(*words: object, typed: bytes = b"") -> str:
    """Run a command; gives all that it printed."""
    with CliRunner().isolation(input=typed) as streams:
        argv, sys.argv = sys.argv, ["wargame", *map(str, words)]
        try:
            outcome()
            sys.stdout.flush()
            sys.stderr.flush()
        finally:
            sys.argv = argv
        said = b"".join(stream.getvalue() for stream in streams[:2] if stream is not None)
    return said.decode()


def saved(path: Path, code: str | None = None) -> Path:
    """Begin a game in a save of this name."""
    game = Game.of(library().program("first-week"), seed=4)
    Journal.create(path, game, Pins.of(library(), "first-week"), code=code).close()
    return path


def test_no_command_prints_an_escape_of_a_path(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / f"saves-{STRANGE}"
    path, sealed = saved(folder / f"{STRANGE}.jsonl"), saved(folder / "sealed.jsonl", "first snow")
    other, empty = saved(tmp_path / "other.jsonl"), tmp_path / f"empty-{STRANGE}"
    bad, ledger = folder / "bad.jsonl", folder / f"ledger-{STRANGE}"
    bad.write_text("x\n")
    ledger.write_text("x\n")
    monkeypatch.setenv("WARGAME_LAB", str(tmp_path / f"lab-{STRANGE}"))
    new = folder / f"new-{STRANGE}.jsonl"
    arena = ("lab", "arena", "--scenario", "first-week", "--games", "1")
    commands: tuple[tuple[object, ...], ...] = (
        ("resume", path, "--plain"),
        ("resume", path, "--plain", "--no-hints"),
        ("--saves", folder, "resume", "--plain"),
        ("--saves", empty, "resume"),
        ("--saves", folder, "--plain"),
        ("play", "--plain", "--save", path),
        ("play", "--plain", "--save", bad / "x.jsonl"),
        ("verify", path, sealed, bad, folder, empty),
        ("verify", path, "--recover", new),
        ("verify", path, "--recover", new),
        ("replay", path),
        ("replay", sealed),
        ("replay", bad),
        ("replay", empty),
        ("export", path, "--out", path),
        ("export", path, "--as", "tokyo"),
        ("export", sealed),
        ("compare", path, path),
        ("compare", path, other),
        ("compare", path, sealed),
        ("fork", path, "--at", "0", "--save", new),
        ("fork", sealed, "--at", "0", "--save", new, "--code", "no"),
        ("lab", "turning-points", path),
        (*arena, "--results", ledger),
        (*arena, "--results", folder),
        (*arena, "--svg", bad),
        (*arena, "--svg", folder),
        ("check", empty),
    )
    for words in commands:
        typed = b"save\nquit\n" if "--no-hints" in words else b""
        said = run(*words, typed=typed)
        assert said, words
        for sign in ("\x1b", "\x07", "\x9b"):
            assert sign not in said, words
        assert "\nd" not in said, words
    assert r"a\x1b]0;owned" in run("resume", path, "--plain"), "a path that a shell reads back"


def test_the_screen_says_where_the_game_is_saved_without_escapes(tmp_path: Path) -> None:
    session = new_session(tmp_path, "first-week", 4, {}, tmp_path / f"{STRANGE}.jsonl")
    app = WargameApp(tmp_path / STRANGE, session)
    app._handle_exception(ValueError("x"))
    assert r"a\x1b]0;owned" in app.farewell
    assert "report without secrets is in" in app.farewell
    assert app.farewell.isprintable()


@pytest.mark.parametrize("kind", [BadSave, SaveFailed])
def test_errors_clean_their_sentences(kind: type[Exception]) -> None:
    assert str(kind(f"cannot read {STRANGE}")).isprintable()
