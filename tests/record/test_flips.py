"""Whatever happens to a byte or a line of a finished game, it is named and never EXACT."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path

import pytest

from tests.record.test_journal import played
from wargame.saves.replay.loaded import Report, Verdict, verify
from wargame.saves.write.journal import annotate, recover


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """A finished game with undos, reasons and notes."""
    return finished(tmp_path_factory.mktemp("whole") / "whole.jsonl")


def finished(path: Path) -> bytes:
    """Write a finished game with undos, reasons and notes."""
    played(path, seed=3)
    annotate(path, 3, "a fine move", "Ann")
    annotate(path, 7, "“less so”")
    assert verify(path).verdict is Verdict.EXACT
    return path.read_bytes()


def line_of(data: bytes, at: int) -> int:
    """Give the number of the line that a byte lies in."""
    return data.count(b"\n", 0, at) + 1


def judged(path: Path, data: bytes) -> Report:
    path.write_bytes(data)
    report = verify(path)
    assert "\n" not in report.sentence
    return report


STEP = 7
"""Each so many bytes one is tried: in each line some, and each bit of a byte. All are in
`tests/long`."""


def test_bytes_flipped(tmp_path: Path, whole: bytes) -> None:
    flip(tmp_path / "flipped.jsonl", whole, STEP)


def flip(path: Path, whole: bytes, step: int) -> None:
    """Flip one bit of each `step`-th byte; each time its line is named."""
    path.write_bytes(whole)
    lines = set[int]()
    with path.open("r+b", buffering=0) as file:
        for at in range(0, len(whole), step):
            byte = whole[at]
            file.seek(at)
            file.write(bytes([byte ^ 1 << at % 8]))
            report = verify(path)
            file.seek(at)
            file.write(bytes([byte]))
            lines.add(line_of(whole, at))
            line = line_of(whole, at)
            if report.verdict is None:
                assert "line 1, says format" in report.sentence
                assert line == 1
            else:
                assert (report.verdict, report.line) == (Verdict.DAMAGED, line), (at, report)
    assert path.read_bytes() == whole
    assert lines == set(range(1, whole.count(b"\n") + 1))


def test_cut_within_and_between_lines(tmp_path: Path, whole: bytes) -> None:
    between = [at for at in range(len(whole)) if whole[at - 1 : at] == b"\n"]
    cut(tmp_path / "cut.jsonl", whole, sorted({*between, *range(0, len(whole), STEP)}))


def cut(path: Path, whole: bytes, places: Iterable[int]) -> None:
    """Cut a file at places, the last first; each time the cut is named."""
    path.write_bytes(whole)
    end = whole.index(b"\n", whole.index(b'{"over"')) + 1
    for at in reversed(list(places)):
        os.truncate(path, at)
        report = verify(path)
        if at == 0 or whole[at - 1 : at] != b"\n":
            assert report.verdict is Verdict.DAMAGED
            assert report.line == line_of(whole, at), (at, report)
        elif at < end:
            assert report.verdict is Verdict.OPEN, (at, report)
        else:
            assert report.verdict is Verdict.EXACT  # the game is whole; notes are no part of it


def test_lines_swapped_doubled_and_removed(tmp_path: Path, whole: bytes) -> None:
    path = tmp_path / "lines.jsonl"
    lines = whole.splitlines(keepends=True)
    for at in range(len(lines)):
        if at + 1 < len(lines):
            swapped = [*lines[:at], lines[at + 1], lines[at], *lines[at + 2 :]]
            report = judged(path, b"".join(swapped))
            assert (report.verdict, report.line) == (Verdict.DAMAGED, at + 1), report
            report = judged(path, b"".join([*lines[:at], *lines[at + 1 :]]))
            assert (report.verdict, report.line) == (Verdict.DAMAGED, at + 1), report
        report = judged(path, b"".join([*lines[: at + 1], lines[at], *lines[at + 1 :]]))
        assert (report.verdict, report.line) == (Verdict.DAMAGED, at + 2), report


def test_the_good_part_of_a_damaged_game_is_recovered(tmp_path: Path, whole: bytes) -> None:
    path = tmp_path / "bad.jsonl"
    lines = whole.splitlines(keepends=True)
    for at in range(1, len(lines), 9):
        bad = b"".join([*lines[:at], b"x" + lines[at], *lines[at + 1 :]])
        path.write_bytes(bad)
        new = tmp_path / f"good-{at}.jsonl"
        loaded = recover(path, new)
        assert loaded.verdict in (Verdict.OPEN, Verdict.EXACT)
        assert new.read_bytes() == b"".join(lines[:at])
        assert path.read_bytes() == bad
