"""Ends from outside: signals, a stop, a terminal that is gone. Nothing private is left behind."""

from __future__ import annotations

import os
import signal
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

if sys.platform == "win32":
    pytest.skip("no pseudo-terminal here", allow_module_level=True)

import termios

from tests.screen.moments import (
    DEADLINE,
    KEYS,
    LIFTS,
    LINE_ENDS,
    WAYS,
    Child,
    end_at,
    end_in_beat,
    end_in_draft,
    kept,
    nothing_stands,
    private_game,
)
from wargame.ui.words import ENGLISH


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("plain", [True, False], ids=["lines", "screen"])
def test_an_end_at_any_moment_loses_no_choice_and_leaves_no_hand(
    tmp_path: Path, plain: bool, way: str
) -> None:
    end_at(tmp_path, 1, plain, way)


@pytest.mark.parametrize(("moment", "way"), [(1, "KILL"), (2, "KILL"), (3, "TERM"), (4, "gone")])
def test_an_end_in_a_draft_loses_no_choice_and_makes_none(
    tmp_path: Path, moment: int, way: str
) -> None:
    end_in_draft(tmp_path, moment, way)


@pytest.mark.parametrize("moment", [1, 2])
def test_what_a_beat_tells_is_in_the_save(tmp_path: Path, moment: int) -> None:
    end_in_beat(tmp_path, moment)


CARD = "   OPS "
"""What stands on cards alone: their points, behind the title."""


def to_a_hand(child: Child) -> str:
    """Lift the curtain that comes first; gives what is shown."""
    shown = child.rest(*LINE_ENDS)
    while CARD not in child.text or "Choose" not in shown:
        last = shown.splitlines()[-1]
        child.send(
            "\n"
            if last == ENGLISH.line_more()
            else "hand\n"
            if "has the machine" in last
            else "1\n"
        )
        shown = child.rest(*LINE_ENDS)
    return shown


def stopped(child: Child) -> bool:
    """Whether the system says that the child is stopped."""
    stat = Path(f"/proc/{child.process.pid}/stat").read_text()
    return stat.rpartition(")")[2].split()[0] == "T"


def until(seen: Callable[[], bool], child: Child) -> None:
    """Wait for a state; fails at the deadline."""
    end = time.monotonic() + DEADLINE
    while not seen():
        assert time.monotonic() < end, child.text
        child.read(0.02)


linux = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="states are in /proc")


@linux
@pytest.mark.parametrize("way", ["TSTP", "STOP"])
def test_lines_that_were_stopped_ask_again_behind_the_curtain(tmp_path: Path, way: str) -> None:
    save = private_game(tmp_path)
    child = Child("resume", str(save), "--plain")
    try:
        to_a_hand(child)
        os.kill(child.process.pid, getattr(signal, f"SIG{way}"))
        until(lambda: stopped(child), child)
        child.read(0.05)
        if way == "TSTP":
            child.restored()
            nothing_stands(child, save)
        os.kill(child.process.pid, signal.SIGCONT)
        child.waits = True
        assert "Type hand when" in child.rest("has the machine.").splitlines()[-1]
        nothing_stands(child, save)
        child.send("hand\n")
        assert child.rest(*LINE_ENDS).endswith(ENGLISH.line_more())
        child.end("TERM")
        nothing_stands(child, save)
    finally:
        child.close()


@linux
@pytest.mark.parametrize("way", ["TSTP", "STOP"])
def test_a_screen_that_was_stopped_comes_back_behind_the_curtain(tmp_path: Path, way: str) -> None:
    save = private_game(tmp_path)
    child = Child("resume", str(save))
    try:
        until_hand(child)
        os.kill(child.process.pid, getattr(signal, f"SIG{way}"))
        until(lambda: stopped(child), child)
        child.read(0.05)
        if way == "TSTP":
            child.restored()
            nothing_stands(child, save)
        os.kill(child.process.pid, signal.SIGCONT)
        until(lambda: "Pass the machine" in child.text, child)
        child.rest()
        nothing_stands(child, save)
        until_hand(child)
        child.end("TERM")
        child.restored()
        nothing_stands(child, save)
    finally:
        child.close()


def until_hand(child: Child) -> None:
    """Lift the curtain of the screen, and look at the hand."""
    end = time.monotonic() + DEADLINE
    while CARD not in "\n".join(child.screen.display):
        assert time.monotonic() < end, child.text
        shown = child.rest()
        lifts = LIFTS.search(shown)
        key = KEYS.get(lifts[1], lifts[1][-1].lower()) if lifts else "h"
        child.send("\r" if "─ New" in shown else key)
        child.rest()


def test_ctrl_c_from_outside_leaves_the_screen(tmp_path: Path) -> None:
    save = private_game(tmp_path)
    child = Child("resume", str(save))
    try:
        until_hand(child)
        child.end("INT")
        assert child.process.returncode == -signal.SIGINT
        child.restored()
        nothing_stands(child, save)
    finally:
        child.close()


@pytest.mark.parametrize("plain", [True, False], ids=["lines", "screen"])
def test_a_terminal_that_is_gone_ends_a_game_that_ignores_the_hang_up(
    tmp_path: Path, plain: bool
) -> None:
    save = private_game(tmp_path)
    before = signal.signal(signal.SIGHUP, signal.SIG_IGN)
    try:
        child = Child("resume", str(save), *(["--plain"] if plain else []))
    finally:
        signal.signal(signal.SIGHUP, before)
    try:
        child.rest(*(LINE_ENDS if plain else ()))
        os.kill(child.process.pid, signal.SIGHUP)
        child.send("?\n" if plain else "?")
        child.rest(*(LINE_ENDS if plain else ()))
        was = save.read_bytes()
        child.end("gone")
        kept(save, was)
    finally:
        child.close()


def test_the_code_is_asked_for_without_echo_and_echo_is_back_after_a_signal(
    tmp_path: Path,
) -> None:
    child = Child("play", "--code", "--save", str(tmp_path / "x.jsonl"))
    try:
        child.rest("Code:")
        assert not termios.tcgetattr(child.slave)[3] & termios.ECHO
        child.end("TERM")
        child.restored()
        assert not (tmp_path / "x.jsonl").exists()
    finally:
        child.close()


def test_the_code_may_hold_bytes_that_are_no_text(tmp_path: Path) -> None:
    child = Child("play", "--plain", "--code", "--save", str(tmp_path / "x.jsonl"),
                  PYTHONIOENCODING="utf-8:strict")  # fmt: skip
    try:
        child.rest("Code:")
        os.write(child.master, b"a\xffb\n")
        until(lambda: "sealed with a code" in child.text, child)
    finally:
        child.close()
