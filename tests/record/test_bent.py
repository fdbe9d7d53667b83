"""Saves bent at any place, their chains made good: no command falls over them."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from random import Random
from typing import Any

import pytest

from tests.record.bending import CODE, Bend, bends, cheap_code, reads, sources, write
from tests.record.forge import forged, with_content
from tests.record.test_journal import played
from wargame.saves.format.errors import BadSave
from wargame.saves.format.lines import chained, shaped
from wargame.saves.replay.loaded import Verdict, load, verify
from wargame.ui.unfinished import offered

SOME = 50
ISSUED = '{"wargame":1,"scenario":"x","seats":[],"seed":1,"version":"0","rules":"x"}\n'
"""A header of format 1 whose seats are a list; every command fell over it once."""


def check(bend: Bend, path: Path, other: Path, some: Random | None) -> None:
    """Write a bent save and read it with the commands."""
    write(path, bend)
    for words, status, said in reads(path, other, bend.source.code, some):
        place = f"{bend}: wargame {' '.join(words)}"
        assert status in (0, 1, 2), place
        assert "Traceback" not in said, place
        assert "\x1b" not in said, place


def test_no_command_falls_over_a_bent_save(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    cheap_code(monkeypatch)
    (work := tmp_path / "work").mkdir()
    rng = Random(20261130)
    found = list(bends(tmp_path))
    assert len(found) > 10_000
    for bend in rng.sample(found, SOME):
        check(bend, work / "bent.jsonl", tmp_path / "ended.jsonl", rng)


def test_saves_that_are_not_bent_are_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is written of a save without a bend is as good as it was, so the bends are tested."""
    cheap_code(monkeypatch)
    good = {"ended": "EXACT", "open": "OPEN", "coded": "UNVERIFIED", "coded-ended": "EXACT",
            "branch": "OPEN", "format-1": "UNVERIFIED DIVERGED"}  # fmt: skip
    path = tmp_path / "bent.jsonl"
    for one in sources(tmp_path):
        field = "ply" if one.name == "format-1" else "turn"
        write(path, Bend(one, 1, (field,), one.lines[1][field]))
        assert verify(path).name in good[one.name], one.name
        if one.name == "coded":
            assert verify(path, code=CODE).verdict is Verdict.OPEN


def test_a_header_whose_seats_are_a_list_stops_no_command_and_no_menu(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    cheap_code(monkeypatch)
    other = tmp_path / "other" / "ended.jsonl"
    played(other)
    path = tmp_path / "saves" / "sl.jsonl"
    path.parent.mkdir()
    path.write_text(ISSUED)
    for words, status, said in reads(path, other, None):
        assert status in (1, 2), words
        assert "Traceback" not in said
    report = verify(path)
    assert report.verdict is Verdict.DAMAGED
    assert "holds [] as seats, where a table belongs" in report.sentence
    games, note = offered(path.parent)
    assert games == []
    assert "seats" in note


@pytest.mark.parametrize("undo", [-1, -2, True, 10**20])
def test_an_undo_of_what_never_was_is_damage(tmp_path: Path, undo: Any) -> None:
    played(tmp_path / "save.jsonl", seed=3)

    def back(lines: list[dict[str, Any]]) -> None:
        lines.insert(1, {"undo": undo, "at": ""})

    report = verify(forged(tmp_path / "save.jsonl", back))
    assert (report.verdict, report.line) == (Verdict.DAMAGED, 2)
    old = tmp_path / "old.jsonl"
    header = json.loads(ISSUED) | {"seats": {}, "scenario": "first-week"}
    old.write_text(f"{json.dumps(header, separators=(',', ':'))}\n{json.dumps({'undo': undo})}\n")
    assert load(old).damage is not None
    assert load(old).choices == []


def prose(whole: dict[str, Any], value: Any) -> None:
    whole["scenario"]["briefing"] = {"premise": value}


def rule(whole: dict[str, Any], value: Any) -> None:
    whole["ruleset"]["amounts"]["more"] = value


@pytest.mark.parametrize("where", [prose, rule])
@pytest.mark.parametrize("value", [float("inf"), float("-inf"), float("nan")])
def test_content_that_cannot_be_written_again_is_refused(
    tmp_path: Path, where: Callable[[dict[str, Any], Any], None], value: Any
) -> None:
    played(tmp_path / "save.jsonl", seed=3)
    report = verify(with_content(tmp_path / "save.jsonl", lambda whole: where(whole, value)))
    assert (report.verdict, report.line) == (Verdict.DAMAGED, 1)
    assert "not packed as it should be" in report.sentence


def test_a_shape_is_exact() -> None:
    for line in ({"a": True}, {"a": "1"}, {"a": 1.0}, {"a": -1}, {"a": 10**9}, {}, {"a": 1, "b": 2},
                 [], None, {"a": None}):  # fmt: skip
        with pytest.raises(ValueError, match=r"^(holds|lacks|is no)"):
            shaped(line, {"a": int})
    assert shaped({"a": 1, "b": "x"}, {"a": int}, {"b": str}) == {"a": 1, "b": "x"}


@pytest.mark.parametrize(
    "bent",
    [
        {"epoch": -5},
        {"upgraded": -1},
        {"seats": {"upper": 5}},
        {"salt": "x"},
        {"parent": {"chain": "", "ply": -1, "name": ""}},
        {"more": 1},
    ],
)
def test_a_bent_header_is_a_sentence_on_line_1(tmp_path: Path, bent: dict[str, Any]) -> None:
    path = tmp_path / "save.jsonl"
    played(path, seed=3)
    first, *others = path.read_bytes().splitlines(keepends=True)
    header = json.loads(first)
    del header["chain"]
    path.write_bytes(chained("", {**header, **bent})[0] + b"".join(others))
    with pytest.raises(BadSave) as said:
        load(path)
    assert said.value.line == 1
