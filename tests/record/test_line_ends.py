"""A save whose line ends were changed by another program, and checkouts that change none."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from tests.conftest import MICRO, micro_pins
from wargame.content.load import Library
from wargame.saves.format.errors import BadSave
from wargame.saves.format.pins import Pins
from wargame.saves.replay.loaded import Verdict, load, verify
from wargame.saves.write import journal
from wargame.saves.write.journal import annotate, recover

TOP = Path(__file__).parents[2]
SAMPLES = TOP / "saves" / "samples"
FINISHED = SAMPLES / "hide-plan-wait-random-1.jsonl"


def changed(path: Path, good: bytes) -> Path:
    """Write a file as git with core.autocrlf, or an editor, would leave it."""
    path.write_bytes(good.replace(b"\n", b"\r\n"))
    return path


@pytest.mark.parametrize("lines", [None, 40, 1])
def test_changed_line_ends_are_named_and_can_be_put_right(
    lines: int | None, tmp_path: Path
) -> None:
    good = b"".join(FINISHED.read_bytes().splitlines(keepends=True)[:lines])
    path, new = changed(tmp_path / "x.jsonl", good), tmp_path / "new.jsonl"
    before = path.read_bytes()
    loaded = load(path)
    assert loaded.verdict is Verdict.DAMAGED
    assert loaded.line == 1
    assert "CR LF" in loaded.sentence
    assert "--recover NEW puts that right" in loaded.sentence
    with pytest.raises(BadSave, match="--recover"):
        journal.resume(path)
    with pytest.raises(BadSave):
        annotate(path, 0, "a note")
    made = recover(path, new)
    assert made.verdict is (Verdict.EXACT if lines is None else Verdict.OPEN)
    assert new.read_bytes() == good
    assert path.read_bytes() == before


def test_what_is_damaged_besides_is_cut_off(tmp_path: Path) -> None:
    rows = FINISHED.read_bytes().splitlines(keepends=True)
    bent = b"".join([*rows[:50], rows[50].replace(b'"at":"2', b'"at":"3'), *rows[51:]])
    path, new = changed(tmp_path / "x.jsonl", bent), tmp_path / "new.jsonl"
    assert verify(path).line == 51
    recover(path, new)
    assert new.read_bytes() == b"".join(rows[:50])


def test_one_changed_line_end_is_no_changed_file(tmp_path: Path) -> None:
    """A file whose first line is whole was not changed as a whole."""
    rows = FINISHED.read_bytes().splitlines(keepends=True)
    path = tmp_path / "x.jsonl"
    path.write_bytes(b"".join([*rows[:50], changed(tmp_path / "row", rows[50]).read_bytes()]))
    report = verify(path)
    assert report.line == 51
    assert "CR LF" not in report.sentence


def test_content_has_the_same_digests_with_any_line_ends(tmp_path: Path) -> None:
    for path in [*MICRO.glob("cards/*"), *MICRO.glob("rules/**/*.*")]:
        other = tmp_path / path.relative_to(MICRO)
        other.parent.mkdir(parents=True, exist_ok=True)
        changed(other, path.read_bytes())
    found = Library(tmp_path / "cards", tmp_path / "rules")
    pins, as_it_was = Pins.of(found, "one-winter"), micro_pins()
    assert (pins.rules, pins.words) == (as_it_was.rules, as_it_was.words)


def test_a_clone_that_changes_line_ends_changes_none_here(tmp_path: Path) -> None:
    git = shutil.which("git")
    if git is None or not (TOP / ".git").exists():
        pytest.skip("no clone can be made here")
    words = ["clone", "-q", "--depth", "1", "-c", "core.autocrlf=true", TOP.as_uri(), "clone"]
    subprocess.run([git, *words], cwd=tmp_path, check=True)
    for name in ("saves/samples", "tests/golden", "cards", "rules", ".ci"):
        for path in (tmp_path / "clone" / name).rglob("*.*"):
            assert path.is_dir() or b"\r\n" not in path.read_bytes(), path
    assert verify(tmp_path / "clone" / FINISHED.relative_to(TOP)).verdict is Verdict.EXACT
