"""The journal: every committed choice outlives any death of the process."""

from __future__ import annotations

import json
from pathlib import Path
from random import Random

import pytest

from tests.conftest import micro_library
from wargame.engine.game import Game
from wargame.record.journal import BadSave, Journal, SaveFailed, read, resume


def played(path: Path, seed: int = 5) -> Game:
    """Play a random micro game into a journal."""
    library = micro_library()
    rng = Random(seed)
    game = Game.of(library.program("one-winter"), seed=seed, seats={"upper": "random"})
    journal = Journal.create(path, game, library.digest(), "0")
    while game.decision is not None:
        if rng.random() < 0.2 and game.undo_refusal is None:
            game.undo()
            journal.undo(game)
        game.choose(rng.choice(game.decision.keys))
        journal.choice(game)
    journal.over(game)
    return game


class Died(Exception):
    pass


def test_every_line_that_was_written_is_there_after_a_death(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = tmp_path / "whole.jsonl"
    played(whole)
    lines = whole.read_bytes().splitlines(keepends=True)
    for number in range(1, len(lines) + 1):
        path = tmp_path / f"{number}.jsonl"
        written = 0

        def die(_: Path, number: int = number) -> None:
            nonlocal written
            written += 1
            if written == number:
                raise Died

        monkeypatch.setattr(Journal, "after_write", staticmethod(die))
        with pytest.raises(Died):
            played(path)
        monkeypatch.setattr(Journal, "after_write", None)
        assert path.read_bytes() == b"".join(lines[:number])
        library = micro_library()
        game, journal = resume(path, library, library.digest())
        assert game.choices == read(path)[1]
        if game.decision is not None:
            game.choose(game.decision.keys[0])
            journal.choice(game)
            assert read(path)[1] == game.choices


def test_a_torn_last_line_is_cut_off_when_the_game_goes_on(tmp_path: Path) -> None:
    path = tmp_path / "torn.jsonl"
    played(path)
    data = path.read_bytes()
    lines = data.splitlines(keepends=True)
    library = micro_library()
    start = len(b"".join(lines[:4]))
    for cut in range(start, start + len(lines[4])):
        path.write_bytes(data[:cut])
        game, journal = resume(path, library, library.digest())
        assert path.read_bytes() == data[:start]
        assert game.choices == read(path)[1]
        assert journal.length == start


def test_undo_lines_take_back_and_erase_nothing(tmp_path: Path) -> None:
    path = tmp_path / "undo.jsonl"
    game = played(path, seed=3)
    assert any("undo" in json.loads(line) for line in path.read_text().splitlines())
    assert read(path)[1] == game.choices


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "empty"),
        (b"hello\n", "line 1"),
        (b"[1]\n", "line 1"),
        (b'{"a": 1}\n', "no save of this game"),
        (b'{"wargame": 99}\n', "format 99"),
        (b'{"wargame": 1, "scenario": 3}\n', "header"),
        (b"[" * 100_000 + b"\n", "line 1"),
        (b'{"wargame": 1, "seed": ' + b"9" * 10_000 + b"}\n", "line 1"),
        (b"\x00\x00\n", "line 1"),
        (b"\xff\xfe\n", "line 1"),
    ],
)
def test_a_foreign_file_is_refused_in_a_sentence(tmp_path: Path, content: bytes, says: str) -> None:
    path = tmp_path / "foreign.jsonl"
    path.write_bytes(content)
    with pytest.raises(BadSave, match=says):
        read(path)
    assert path.read_bytes() == content


def test_a_folder_a_missing_file_and_a_taken_name_are_refused(tmp_path: Path) -> None:
    with pytest.raises(BadSave, match="folder"):
        read(tmp_path)
    with pytest.raises(BadSave, match="not there"):
        read(tmp_path / "none.jsonl")
    path = tmp_path / "taken.jsonl"
    played(path)
    with pytest.raises(SaveFailed, match="already"):
        played(path)


def test_a_full_disk_loses_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "full.jsonl"
    library = micro_library()
    game = Game.of(library.program("one-winter"), seed=1)
    journal = Journal.create(path, game, library.digest(), "0")
    game.choose(game.decision.keys[0])  # type: ignore[union-attr]
    journal.choice(game)
    before = path.read_bytes()

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("wargame.record.journal.os.fsync", full)
    game.choose(game.decision.keys[0])  # type: ignore[union-attr]
    with pytest.raises(SaveFailed, match="No space left"):
        journal.choice(game)
    assert path.read_bytes() == before


def test_other_rules_are_named(tmp_path: Path) -> None:
    path = tmp_path / "old.jsonl"
    played(path)
    with pytest.raises(BadSave, match="other cards or rules"):
        resume(path, micro_library(), "0" * 64)
