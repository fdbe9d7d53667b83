"""The journal: every committed choice outlives any death of the process."""

from __future__ import annotations

import json
import os
from pathlib import Path
from random import Random

import pytest

from tests.conftest import micro_pins
from wargame.engine.game import Game
from wargame.saves.format.errors import BadSave, SaveFailed
from wargame.saves.replay.loaded import Verdict, load, verify
from wargame.saves.write.journal import Journal, annotate, read, resume


def played(path: Path, seed: int = 5, code: str | None = None) -> Game:
    """Play a random micro game into a journal, with undos and reasons."""
    rng = Random(seed)
    game = Game.of(micro_pins().program(), seed=seed, seats={"upper": "random"})
    journal = Journal.create(path, game, micro_pins(), code=code)
    while game.decision is not None:
        if rng.random() < 0.2 and game.undo_refusal is None:
            game.undo()
            journal.undo(game)
        game.choose(rng.choice(game.decision.keys))
        journal.choice(game, "because it snows" if rng.random() < 0.2 else "")
    journal.over(game)
    return game


class Died(Exception):
    pass


def test_every_write_is_there_after_a_death_and_the_game_goes_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    number = 0
    while True:
        number += 1
        path = tmp_path / f"{number}.jsonl"
        written: list[int] = []

        def die(path: Path, number: int = number, written: list[int] = written) -> None:
            written.append(path.stat().st_size)
            if len(written) == number:
                raise Died

        monkeypatch.setattr(Journal, "after_write", staticmethod(die))
        try:
            whole = played(path)
        except Died:
            whole = None
        monkeypatch.setattr(Journal, "after_write", None)
        assert path.stat().st_size == written[-1]
        report = verify(path)
        if whole is not None:
            assert report.verdict is Verdict.EXACT
            assert read(path)[1] == whole.choices
            break
        assert report.verdict in (Verdict.OPEN, Verdict.EXACT)
        game, journal = resume(path)
        choices = read(path)[1]
        assert game.choices == choices
        if game.decision is not None:
            game.choose(game.decision.keys[0])
            journal.choice(game)
            assert read(path)[1] == game.choices
        assert verify(path).verdict in (Verdict.OPEN, Verdict.EXACT)
    assert number > 40


def test_a_torn_last_line_is_cut_off_when_the_game_goes_on(tmp_path: Path) -> None:
    path = tmp_path / "torn.jsonl"
    played(path)
    data = path.read_bytes()
    lines = data.splitlines(keepends=True)
    at = next(n for n, line in enumerate(lines) if n > 8 and b'"ply"' in line)
    start = len(b"".join(lines[:at]))
    for cut in range(start + 1, start + len(lines[at]), 7):
        path.write_bytes(data[:cut])
        assert verify(path).verdict is Verdict.DAMAGED
        assert path.read_bytes() == data[:cut]
        game, journal = resume(path)
        assert path.read_bytes().startswith(data[:start])
        assert len(path.read_bytes()) == journal.length
        assert game.choices == read(path)[1]


def test_a_changed_newline_is_no_torn_line(tmp_path: Path) -> None:
    path = tmp_path / "newline.jsonl"
    played(path)
    lines = path.read_bytes().splitlines(keepends=True)
    data = b"".join(lines[:10])[:-1] + b"\x0b"
    path.write_bytes(data)
    with pytest.raises(BadSave, match="DAMAGED"):
        resume(path)
    assert path.read_bytes() == data


def test_undo_lines_take_back_and_erase_nothing(tmp_path: Path) -> None:
    path = tmp_path / "undo.jsonl"
    game = played(path, seed=3)
    assert any("undo" in json.loads(line) for line in path.read_text().splitlines())
    assert read(path)[1] == game.choices


def test_a_mark_that_a_crash_swallowed_is_written_when_the_game_goes_on(tmp_path: Path) -> None:
    path = tmp_path / "mark.jsonl"
    played(path)
    lines = path.read_bytes().splitlines(keepends=True)
    last = max(n for n, line in enumerate(lines) if line.startswith(b'{"mark"'))
    path.write_bytes(b"".join(lines[:last]))
    assert verify(path).verdict is Verdict.OPEN
    resume(path)
    assert path.read_bytes().startswith(b"".join(lines[: last + 1]))
    assert verify(path).verdict is Verdict.EXACT


def test_a_game_that_ended_and_was_not_closed_is_closed(tmp_path: Path) -> None:
    path = tmp_path / "over.jsonl"
    played(path)
    lines = path.read_bytes().splitlines(keepends=True)
    path.write_bytes(b"".join(lines[:-1]))
    assert verify(path).verdict is Verdict.OPEN
    resume(path)
    assert verify(path).verdict is Verdict.EXACT


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "empty"),
        (b"hello\n", "line 1"),
        (b"[1]\n", "line 1"),
        (b'{"a": 1}\n', "no save of this game"),
        (
            b'{"wargame": 99, "version": "7.0"}\n',
            "format 99.*newer wargame is needed .it says: 7.0",
        ),
        (b'{"wargame": 1, "scenario": 3}\n', "header"),
        (b'{"wargame": 2, "scenario": 3}\n', "line 1"),
        (b"[" * 100_000 + b"\n", "line 1"),
        (b'{"wargame": 1, "seed": ' + b"9" * 10_000 + b"}\n", "line 1"),
        (b'{"wargame": NaN}\n', "line 1"),
        (b"\x00\x00\n", "line 1"),
        (b"\xff\xfe\n", "line 1"),
        (b"x" * 2_000_000 + b"\n", "line 1"),
    ],
)
def test_a_foreign_file_is_refused_in_a_sentence(tmp_path: Path, content: bytes, says: str) -> None:
    path = tmp_path / "foreign.jsonl"
    path.write_bytes(content)
    with pytest.raises(BadSave, match=says):
        read(path)
    assert verify(path).verdict in (None, Verdict.DAMAGED)
    assert path.read_bytes() == content


def test_a_folder_a_missing_file_and_a_taken_name_are_refused(tmp_path: Path) -> None:
    with pytest.raises(BadSave, match="folder"):
        read(tmp_path)
    with pytest.raises(BadSave, match="not there"):
        read(tmp_path / "none.jsonl")
    path = tmp_path / "taken.jsonl"
    played(path)
    before = path.read_bytes()
    with pytest.raises(SaveFailed, match="already"):
        played(path)
    assert path.read_bytes() == before
    assert [found.name for found in tmp_path.iterdir()] == ["taken.jsonl"]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes with a name here")
def test_a_pipe_is_refused_without_waiting(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(BadSave, match="no plain file"):
        load(tmp_path / "pipe")


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may read all")
def test_a_file_that_may_not_be_read(tmp_path: Path) -> None:
    path = tmp_path / "locked.jsonl"
    played(path)
    path.chmod(0)
    with pytest.raises(BadSave, match="cannot read"):
        load(path)


def test_a_full_disk_loses_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "full.jsonl"
    game = Game.of(micro_pins().program(), seed=1)
    journal = Journal.create(path, game, micro_pins())
    game.choose(game.decision.keys[0])  # type: ignore[union-attr]
    journal.choice(game)
    before = path.read_bytes()

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr("os.fsync", full)
        game.choose(game.decision.keys[0])  # type: ignore[union-attr]
        with pytest.raises(SaveFailed, match="No space left"):
            journal.choice(game)
        assert path.read_bytes() == before
        with pytest.raises(SaveFailed, match="No space left"):
            Journal.create(tmp_path / "new.jsonl", game, micro_pins())
        assert [found.name for found in tmp_path.iterdir()] == ["full.jsonl"]
    journal.choice(game)
    assert verify(path).verdict is Verdict.OPEN
    assert read(path)[1] == game.choices


def test_a_save_of_a_game_in_progress_holds_all_of_it(tmp_path: Path) -> None:
    game = Game.of(micro_pins().program(), seed=8)
    rng = Random(8)
    while game.decision is not None:
        path = tmp_path / f"{len(game.choices)}.jsonl"
        Journal.create(path, game, micro_pins())
        loaded = load(path)
        assert loaded.verdict is Verdict.OPEN
        assert [choice.key for choice in loaded.choices] == game.choices
        assert loaded.timeline.game.fingerprint() == game.fingerprint()
        game.choose(rng.choice(game.decision.keys))
    Journal.create(tmp_path / "end.jsonl", game, micro_pins())
    assert verify(tmp_path / "end.jsonl").verdict is Verdict.EXACT


def test_notes_can_be_added_to_an_ended_and_to_an_unfinished_game(tmp_path: Path) -> None:
    path = tmp_path / "noted.jsonl"
    game = Game.of(micro_pins().program(), seed=8)
    journal = Journal.create(path, game, micro_pins())
    game.choose(game.decision.keys[0])  # type: ignore[union-attr]
    journal.choice(game)
    with pytest.raises(SaveFailed, match="being played"):
        annotate(path, 0, "too early")
    journal.close()
    annotate(path, 1, "a fine\nmove \x1b[31m", "Ann")
    again, journal = resume(path)
    rng = Random(8)
    while again.decision is not None:
        again.choose(rng.choice(again.decision.keys))
        journal.choice(again)
    journal.over(again)
    journal.close()
    annotate(path, len(again.choices), "the end")
    loaded = load(path)
    assert loaded.verdict is Verdict.EXACT
    assert next((n.ply, n.text, n.by) for n in loaded.notes) == (1, "a fine move ·", "Ann")
    with pytest.raises(BadSave, match="no ply"):
        annotate(path, 10_000, "beyond")
