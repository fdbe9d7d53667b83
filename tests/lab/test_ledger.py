"""A ledger loses nothing but the line that broke off, and takes no other one's lines."""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wargame.lab.ledger import Ledger, line, read
from wargame.lab.trouble import LedgerTrouble

HEADER = {"kind": "letters", "code": "abc"}
THINGS: list[Any] = [{"a": 1}, ["ö", None], 3]


def content(path: Path) -> tuple[list[Any], int]:
    """Open a ledger; give what it holds and how many lines were damaged."""
    found: list[Any] = []
    ledger = Ledger(path, HEADER, lambda place, thing: found.append(thing))
    return found, ledger.damaged


def test_what_is_added_is_found_again(tmp_path: Path) -> None:
    path = tmp_path / "new" / "x.jsonl"
    ledger = Ledger(path, HEADER)
    assert not path.exists()
    places = ledger.add(THINGS[:2]) + ledger.add(THINGS[2:])
    assert [ledger.at(place) for place in places] == THINGS
    assert content(path) == (THINGS, 0)
    assert [json.loads(raw)[1] for raw in path.read_text("utf-8").splitlines()][1:] == THINGS


@pytest.mark.parametrize("cut", range(1, 60, 7))
def test_a_line_that_broke_off_is_dropped(tmp_path: Path, cut: int) -> None:
    path = tmp_path / "x.jsonl"
    Ledger(path, HEADER).add(THINGS)
    path.write_bytes(path.read_bytes()[:-cut])
    held, _ = content(path)
    assert held == THINGS[: len(held)]
    Ledger(path, HEADER).add(["more"])
    assert content(path) == ([*held, "more"], 0)


def test_a_header_that_broke_off_is_written_anew(tmp_path: Path) -> None:
    path = tmp_path / "x.jsonl"
    Ledger(path, HEADER).add(THINGS)
    path.write_bytes(path.read_bytes()[:9])
    Ledger(path, HEADER).add(THINGS)
    assert content(path) == (THINGS, 0)


def test_a_damaged_line_is_skipped_and_counted(tmp_path: Path) -> None:
    path = tmp_path / "x.jsonl"
    Ledger(path, HEADER).add(THINGS)
    path.write_bytes(path.read_bytes().replace(b'"a":1', b'"a":2'))
    assert content(path) == (THINGS[1:], 1)


def test_two_that_write_to_one_file_do_no_harm(tmp_path: Path) -> None:
    path = tmp_path / "x.jsonl"
    one, two = Ledger(path, HEADER), Ledger(path, HEADER)
    first, second = one.add(THINGS), two.add(THINGS)
    third = one.add(THINGS)
    assert [one.at(place) for place in first + second + third] == THINGS * 3
    assert content(path) == (THINGS * 3, 0)


def test_who_goes_on_after_another_ones_half_line_cuts_nothing_off(tmp_path: Path) -> None:
    path = tmp_path / "x.jsonl"
    Ledger(path, HEADER).add(THINGS)
    whole = path.read_bytes()
    path.write_bytes(whole[:-2])
    late = Ledger(path, HEADER)
    path.write_bytes(whole)
    late.add(["late"])
    assert content(path) == ([*THINGS, "late"], 0)


def test_another_ones_file_is_refused_and_both_are_named(tmp_path: Path) -> None:
    path = tmp_path / "x.jsonl"
    Ledger(path, {**HEADER, "code": "xyz"}).add(THINGS)
    with pytest.raises(LedgerTrouble, match=r"code xyz; .* code abc; name another file"):
        Ledger(path, HEADER)
    path.write_text("Dear sir\n")
    with pytest.raises(LedgerTrouble, match="no games of this lab"):
        Ledger(path, HEADER)
    assert path.read_text() == "Dear sir\n"


def test_a_folder_that_cannot_be_written(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    ledger = Ledger(tmp_path / "file" / "x.jsonl", HEADER)
    with pytest.raises(LedgerTrouble, match="cannot"):
        ledger.add(THINGS)


@pytest.mark.skipif(sys.platform == "win32", reason="no such files there")
def test_what_is_no_plain_file_is_refused(tmp_path: Path) -> None:
    """A pipe would be waited for, and a device may never end."""
    os.mkfifo(tmp_path / "pipe")
    for path, says in (
        (tmp_path, "is a folder"),
        (tmp_path / "pipe", "is no plain file"),
        (Path(os.devnull), "is no plain file"),
        (tmp_path / ("x" * 300), "cannot read"),
    ):
        with pytest.raises(LedgerTrouble, match=says):
            Ledger(path, HEADER)


@given(st.binary(max_size=80))
def test_no_bytes_are_read_as_a_line_by_chance(raw: bytes) -> None:
    assert read(raw + b"\n") is None
    assert read(line({"x": raw.hex()})) == {"x": raw.hex()}
