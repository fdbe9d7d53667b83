"""What is typed or piped, as bytes of the real world: no traceback, no answer lost or shifted."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from wargame.saves.write import journal
from wargame.system.standard_input import number_in, plain

BOM = b"\xef\xbb\xbf"


def piped(
    folder: Path, words: list[str], stdin: bytes, **env: str
) -> subprocess.CompletedProcess[bytes]:
    """Run the command line with bytes on its standard input."""
    return subprocess.run(
        [sys.executable, "-m", "wargame", "--saves", str(folder), *words], input=stdin,
        env={**os.environ, "PYTHONIOENCODING": "utf-8:strict", **env}, capture_output=True,
        timeout=120, check=False,
    )  # fmt: skip


def lines(folder: Path, stdin: bytes, **env: str) -> tuple[str, list[str]]:
    """Play lines from a pipe; gives what was said, and the choices that were made."""
    save = folder / "x.jsonl"
    run = piped(folder, ["play", "--seed", "7", "--save", str(save)], stdin, **env)
    said = run.stdout.decode("utf-8", "replace")
    assert run.returncode == 2, run.stderr
    assert run.stderr == b""
    assert "End of the input. The game is saved" in said
    return said, journal.read(save)[1]


@pytest.mark.parametrize(
    ("stdin", "env"),
    [
        (BOM + b"1\nhand\n1\n", {}),
        (BOM + b"1\nhand\n1\n", {"PYTHONIOENCODING": "latin-1"}),
        (BOM + b"1\nhand\n1\n", {"PYTHONIOENCODING": "ascii"}),
        ("１\nｈａｎｄ\n１\n".encode(), {}),
        ("１\n　ＨＡＮＤ　\n１\n".encode(), {}),
        ("１\r\nｈａｎｄ\r\n１\r\n".encode(), {}),
        (b"\xff\n1\n\xff\xfe\nhand\n\x80\n1\n", {}),
        (b"\x00\n1\n\x00\nhand\nhand\n1", {}),
    ],
)
def test_the_same_answers_however_they_are_spelled(
    tmp_path: Path, stdin: bytes, env: dict[str, str]
) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "b").mkdir()
    _, wanted = lines(tmp_path / "a", b"1\nhand\n1\n")
    said, choices = lines(tmp_path / "b", stdin, **env)
    assert len(wanted) == 2
    assert choices == wanted
    unread = 2 if b"\xff" in stdin else 1 if b"\x00" in stdin else 0
    assert said.count("Expected a number") == unread


@pytest.mark.parametrize("code", [b"abc\n", BOM + b"abc\n", "ａｂｃ\n".encode()])
def test_a_code_from_a_pipe_opens_what_the_same_letters_sealed(tmp_path: Path, code: bytes) -> None:
    save = tmp_path / "x.jsonl"
    begun = piped(tmp_path, ["play", "--plain", "--save", str(save), "--code"], code + b"quit\n")
    assert begun.returncode == 0, begun.stderr
    again = piped(tmp_path, ["resume", str(save), "--code", "abc"], b"quit\n")
    assert again.returncode == 0, again.stderr


def test_a_code_that_is_no_text_is_a_wrong_code_and_no_traceback(tmp_path: Path) -> None:
    save = tmp_path / "x.jsonl"
    piped(tmp_path, ["play", "--plain", "--save", str(save), "--code", "abc"], b"quit\n")
    run = piped(tmp_path, ["resume", str(save), "--code"], b"\xff\xfe\n")
    assert run.returncode == 2
    assert b"Traceback" not in run.stderr


@pytest.mark.parametrize("stdin", [b"", b"\xff\n", BOM, b"1\n", b"nonsense\n"])
def test_a_menu_without_answers_begins_no_game(tmp_path: Path, stdin: bytes) -> None:
    run = piped(tmp_path, [], stdin)
    assert run.returncode == 2, run.stdout
    assert b"Traceback" not in run.stderr
    assert run.stderr.endswith(b"wargame: the input has ended before the question was answered\n")
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("first", [BOM + b"1", b"\xff\n" + "１".encode()])
def test_a_menu_is_answered_from_a_pipe(tmp_path: Path, first: bytes) -> None:
    run = piped(tmp_path, [], first + b"\n\n\n7\n1\nquit\n")
    assert run.returncode == 0, run.stderr
    (save,) = tmp_path.glob("*.jsonl")
    assert len(journal.read(save)[1]) == 1


def test_signs_of_full_width_are_plain_ones_and_others_stay() -> None:
    assert plain("Ｗｈｙ　３，é²") == "Why 3,é²"
    assert [number_in(text, 9) for text in ("3", "３", "٣", "²", "③", "10", "0", "")] == [
        3, 3, 3, 0, 0, 0, 0, 0,
    ]  # fmt: skip
