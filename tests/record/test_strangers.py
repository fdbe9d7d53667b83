"""Saves made by strangers: chains that hold, and content, keys and numbers that do harm."""

from __future__ import annotations

import itertools
import re
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from random import Random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.record.forge import Change, forged, repack, with_content
from tests.record.test_journal import played
from wargame.saves.format.epoch import EPOCH
from wargame.saves.format.lines import link
from wargame.saves.format.pins import unpacked
from wargame.saves.replay.loaded import Verdict, load, verify


@pytest.fixture
def save(tmp_path: Path) -> Path:
    """A finished game."""
    played(tmp_path / "save.jsonl", seed=3)
    return tmp_path / "save.jsonl"


def choice(lines: list[dict[str, Any]], sealed: bool = False) -> dict[str, Any]:
    """Find a choice that was made on the open table, or a sealed one."""
    return next(x for x in lines[9:] if "ply" in x and ("promise" in x) == sealed)


def set_key(key: Any) -> Change:
    return lambda lines: choice(lines).update(key=key)


@pytest.mark.parametrize(
    "change",
    [
        set_key("never:legal"),
        set_key("../../etc/passwd\x1b[31m"),
        set_key("x" * 10_000),
        lambda lines: choice(lines).update(seat="upper\x1b]0;"),
        lambda lines: lines[-1].update(over="victory"),
        lambda lines: lines[-1].update(fingerprint="0" * 64),
        lambda lines: lines[-1]["halves"].update(upper=99),
        lambda lines: lines[-1].update(seed="77"),
        lambda lines: lines[-1].update(secret="00" * 32),
        lambda lines: lines[1].update(fingerprint="0" * 32),
        lambda lines: lines[1].update(phase="acts"),
        lambda lines: choice(lines, True).update(promise="0" * 32),
        lambda lines: choice(lines, True).update(sealed="AAAA"),
        lambda lines: lines[0]["promises"].update(deal="0" * 64),
    ],
)
def test_a_game_that_was_not_so_diverges(save: Path, change: Change) -> None:
    report = verify(forged(save, change))
    assert report.verdict is Verdict.DIVERGED, report
    assert "ply" in report.sentence
    assert report.sentence.isprintable()


def test_the_first_ply_that_differs_is_named_though_only_a_mark_shows_it(save: Path) -> None:
    found = []

    def other_fingerprints(lines: list[dict[str, Any]]) -> None:
        marks = [n for n, line in enumerate(lines) if "mark" in line]
        one, two = next((a, b) for a, b in itertools.pairwise(marks) if b - a > 5)
        at = one + 3
        for line in lines[at:]:
            if "ply" in line:
                line["state"] = "0" * 8
                found.append(line["ply"])
        lines[two]["fingerprint"] = "0" * 32

    report = verify(forged(save, other_fingerprints))
    assert (report.verdict, report.ply) == (Verdict.DIVERGED, found[0])


def test_an_epoch_is_named_as_the_cause(save: Path) -> None:
    def older(lines: list[dict[str, Any]]) -> None:
        lines[0]["epoch"] = 0
        lines[-1]["fingerprint"] = "0" * 64

    said = f"played in epoch 0, this is epoch {EPOCH}: the first engine"
    assert said in verify(forged(save, older)).sentence


def test_marks_left_out_leave_a_game_unverified(save: Path) -> None:
    def no_marks(lines: list[dict[str, Any]]) -> None:
        lines[:] = [line for line in lines if "mark" not in line]

    assert verify(forged(save, no_marks)).verdict is Verdict.UNVERIFIED

    def no_last_mark(lines: list[dict[str, Any]]) -> None:
        del lines[max(n for n, line in enumerate(lines) if "mark" in line)]

    report = verify(forged(save, no_last_mark))
    assert report.verdict is Verdict.UNVERIFIED
    assert "1 marks" in report.sentence


@pytest.mark.parametrize(
    "change",
    [
        lambda lines: lines[3].update(ply=10**9),
        lambda lines: lines[3].update(ply=True),
        lambda lines: lines[3].update(key=5),
        lambda lines: lines[3].update(more=1),
        lambda lines: lines.insert(3, {"undo": 10**6, "at": ""}),
        lambda lines: lines.insert(3, {}),
        lambda lines: lines.insert(3, {"note": "x", "ply": 0}),
        lambda lines: lines.insert(3, {"over": "spring"}),
        lambda lines: lines.insert(3, {"x": "y" * 20_000}),
        lambda lines: lines[3].update(at=None),
        lambda lines: lines[3].update(at=5, undo=2),
    ],
)
def test_a_line_of_another_shape_is_damage(save: Path, change: Change) -> None:
    report = verify(forged(save, change))
    assert (report.verdict, report.line) == (Verdict.DAMAGED, 4), report


@pytest.mark.parametrize(
    "raw", [b"[" * 15_000, b"9" * 10_000, b"NaN", b"1.5", b"\x00", b'"\\ud800"']
)
def test_json_that_is_none(save: Path, raw: bytes) -> None:
    lines = save.read_bytes().splitlines(keepends=True)
    before = lines[2][-35:-3].decode()
    body = b'{"ply":' + raw + b"}"
    lines[3] = body[:-1] + b',"chain":"' + link(before, body).encode() + b'"}\n'
    save.write_bytes(b"".join(lines))
    report = verify(save)
    assert (report.verdict, report.line) == (Verdict.DAMAGED, 4), report


def ruleset(**changes: Any) -> Callable[[dict[str, Any]], None]:
    return lambda whole: whole["ruleset"].update(changes)


def deep(whole: dict[str, Any]) -> None:
    node: Any = 1
    for _ in range(40):
        node = [node]
    whole["ruleset"]["amounts"]["income"] = node


def unknown_verb(whole: dict[str, Any]) -> None:
    whole["ruleset"]["turn"].append({"do": "teleport"})


def many_cards(whole: dict[str, Any]) -> None:
    document = whole["cards"]["upper.toml"]
    document["card"] = [{**document["card"][0], "id": f"C{n}"} for n in range(510)]


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (unknown_verb, "unknown `do` 'teleport'.*that version or a later one is needed"),
        (many_cards, "at most 512"),
        (deep, "nested deeper than 16"),
        (lambda whole: whole["scenario"].update(turns=10**12), "12 digits|outside"),
        (lambda whole: whole["scenario"].update(turns=-1), "at least 1 turn"),
        (lambda whole: whole["scenario"].update(levels={"gold": 2.5}), "expected a whole number"),
        (ruleset(name="x" * 30_000), "more than 20000 characters"),
        (ruleset(seat=[{"id": f"s{n}"} for n in range(400)]), "at most 6"),
        (ruleset(roles=[1, 2]), "cannot be used"),
        (ruleset(kinds=7), "cannot be used"),
        (ruleset(seat=3), "cannot be used"),
        (ruleset(amounts={"income": {"sum": [1] * 600}}), "more than 512 entries"),
        (lambda whole: {"cards": 1, "ruleset": 2, "scenario": 3}, "expected three tables"),
        (lambda whole: [1], "not packed"),
        (lambda whole: b"[" * 1_000_000, "not packed"),
        (lambda whole: b" " * 50_000_000, "more than 2000000 bytes"),
        (lambda whole: whole["cards"].update(x=[]), "expected tables"),
    ],
)
def test_content_of_a_stranger_is_refused(
    save: Path, change: Callable[[dict[str, Any]], Any], says: str
) -> None:
    start = time.monotonic()
    report = verify(with_content(save, change))
    assert report.verdict in (None, Verdict.DAMAGED), report
    assert re.search(says, report.sentence), report
    assert time.monotonic() - start < 10


def test_a_ruleset_without_a_question_is_refused_not_run(save: Path) -> None:
    def mute(whole: dict[str, Any]) -> None:
        whole["ruleset"]["turn"] = [{"do": "phase", "phase": "news", "steps": [{"do": "digest"}]}]
        whole["scenario"]["turns"] = 1000
        whole["ruleset"]["turn"] *= 400

    start = time.monotonic()
    report = verify(with_content(save, mute))
    assert report.verdict is None
    assert "without a question" in report.sentence
    assert time.monotonic() - start < 10


def test_content_that_is_not_what_its_digest_says(save: Path) -> None:
    def swapped(lines: list[dict[str, Any]]) -> None:
        digest = lines[0]["rules"]
        whole = unpacked(lines[0]["content"]).whole
        whole = {**whole, "scenario": {**whole["scenario"], "minutes": 7}}
        repack(lines[0], whole)
        lines[0]["rules"] = digest

    report = verify(forged(save, swapped))
    assert (report.verdict, report.line) == (Verdict.DAMAGED, 1)


@pytest.mark.skipif(sys.platform == "win32", reason="no limit on memory here")
def test_a_huge_file_takes_bounded_memory(save: Path) -> None:
    lines = save.read_bytes().splitlines(keepends=True)
    save.write_bytes(b"".join(lines[:5]) + b"x" * 50_000_000 + b"\n")
    script = (
        "import resource, sys; from pathlib import Path;"
        "from wargame.saves.replay.loaded import verify; import wargame.engine.library;"
        "before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss;"
        "print(verify(Path(sys.argv[1])).line);"
        "print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before)"
    )
    run = subprocess.run(
        [sys.executable, "-c", script, str(save)], capture_output=True, text=True, check=True
    )
    line, kilobytes = map(int, run.stdout.split())
    assert line == 6
    assert kilobytes < 64_000


def test_notes_are_chained_and_names_do_no_harm(save: Path) -> None:
    def names(lines: list[dict[str, Any]]) -> None:
        lines[0]["seats"]["upper"] = "human:../../x\x1b[2J"

    loaded = load(forged(save, names))
    assert loaded.verdict is Verdict.EXACT
    assert loaded.sentence.isprintable()


JUNK: tuple[Any, ...] = (
    1000, -1000, 0, -1, "x", "", [], {}, None, True, [1000] * 5, "upper", {"a": {}}, 10**30,
    {"do": "acts", "rounds": 1000, "places": 2},
)  # fmt: skip


def places(node: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """Yield the way to every part of some content."""
    if path:
        yield path
    parts: Any = ()
    if isinstance(node, dict | list):
        parts = list(node.items() if isinstance(node, dict) else enumerate(node))
    for key, value in parts:
        yield from places(value, (*path, key))


@pytest.fixture(scope="module")
def ended(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A finished game, to be read only."""
    path = tmp_path_factory.mktemp("ended") / "save.jsonl"
    played(path, seed=3)
    return path


@given(st.integers(0, 2**32))
def test_content_bent_anywhere_gives_a_verdict_soon(ended: Path, luck: int) -> None:
    rng = Random(luck)

    def bend(whole: dict[str, Any]) -> None:
        for _ in range(rng.choice((1, 1, 2, 4))):
            path = rng.choice(list(places(whole)))
            node: Any = whole
            for key in path[:-1]:
                node = node[key]
            old = node[path[-1]]
            node[path[-1]] = old * 50 if isinstance(old, list) else rng.choice(JUNK)

    start = time.monotonic()
    report = verify(with_content(ended, bend))
    assert report.sentence.isprintable()
    assert time.monotonic() - start < 30
