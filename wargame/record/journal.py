"""The journal: a game as JSON lines, a header and a line a choice, appended and fsynced.

Line 1 is the header. Then `{"ply", "seat", "key"}` for a choice, `{"undo": ply}` for one taken
back (nothing is ever erased), and `{"over": …}` at the end. A line counts once its newline is on
the disk; what a crash leaves behind the last newline is cut off when the game goes on.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any, ClassVar

from attrs import define, field, frozen

from wargame.content.load import Library
from wargame.engine.game import Game, IllegalChoice

FORMAT = 1
MOST_BYTES = 64_000_000
MOST_LINE = 100_000


class BadSave(Exception):
    """The file is no save that can be gone on with; the message says why and what to do."""


class SaveFailed(Exception):
    """The journal cannot be written; the message names the file and the cause."""


@frozen
class Header:
    """What a save says of its game before the first choice."""

    scenario: str
    seed: int
    seats: dict[str, str]
    basic: bool | None
    version: str
    rules: str


@define(eq=False)
class Journal:
    """An open save. Each write is on the disk when the call returns."""

    path: Path
    length: int = field(init=False, default=0)
    after_write: ClassVar[Callable[[Path], None] | None] = None
    """For tests alone: called after each line has been committed."""

    @classmethod
    def create(cls, path: Path, game: Game, digest: str, version: str) -> Journal:
        """Begin a save; it never overwrites a file. Raises `SaveFailed`."""
        journal = cls(path)
        header = {
            "wargame": FORMAT,
            "version": version,
            "scenario": game.program.scenario.id,
            "basic": game.program.book.basic,
            "seed": game.seed,
            "seats": game.players,
            "rules": digest,
        }
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise SaveFailed(f"cannot write to {path.parent}: {error.strerror}") from None
        try:
            with path.open("xb"):
                pass
            _sync_folder(path.parent)
        except FileExistsError:
            raise SaveFailed(f"{path} is there already; resume it, or name another file") from None
        except OSError as error:
            raise SaveFailed(f"cannot write {path}: {error.strerror}") from None
        journal.write(header)
        return journal

    def choice(self, game: Game) -> None:
        """Write down the game's last choice."""
        ply = len(game.choices) - 1
        self.write({"ply": ply, "seat": game.seats[game.chooser], "key": game.choices[-1]})

    def undo(self, game: Game) -> None:
        """Write down that the choice after the game's last was taken back."""
        self.write({"undo": len(game.choices)})

    def over(self, game: Game) -> None:
        """Write down how the game ended."""
        outcome = game.outcome
        assert outcome is not None
        self.write({"over": outcome.ending, "fingerprint": game.fingerprint()})

    def write(self, line: dict[str, Any]) -> None:
        """Append one line and sync it; a write that fails leaves the file as it was."""
        data = json.dumps(line, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"
        try:
            with self.path.open("r+b") as file:
                file.seek(self.length)
                try:
                    file.write(data)
                    file.flush()
                    os.fsync(file.fileno())
                except OSError:
                    file.truncate(self.length)
                    raise
        except OSError as error:
            raise SaveFailed(f"cannot write {self.path}: {error.strerror}") from None
        self.length += len(data)
        if Journal.after_write is not None:
            Journal.after_write(self.path)


def read(path: Path) -> tuple[Header, list[str], int]:
    """Read a save: header, the choices that stand, and the bytes that are good.

    Raises `BadSave` for a file that is no save, is damaged, or is too large.
    """
    lines, good = _lines(path)
    if not lines:
        raise BadSave(f"{path} is empty: there is no game in it")
    header = _header(path, lines[0])
    choices: list[str] = []
    for number, line in enumerate(lines[1:], 2):
        if isinstance(line.get("key"), str) and line.get("ply") == len(choices):
            choices.append(line["key"])
        elif "undo" in line and line["undo"] == len(choices) - 1:
            choices.pop()
        elif "over" not in line:
            raise BadSave(f"{path}, line {number}: not the line that should follow")
    return header, choices, good


def _lines(path: Path) -> tuple[list[dict[str, Any]], int]:
    try:
        if not path.is_file():
            what = "is a folder" if path.is_dir() else "is not there, or is no plain file"
            raise BadSave(f"{path} {what}")
        if path.stat().st_size > MOST_BYTES:
            raise BadSave(f"{path} is larger than any game can be")
        data = path.read_bytes()
    except OSError as error:
        raise BadSave(f"cannot read {path}: {error.strerror}") from None
    good = data.rfind(b"\n") + 1
    lines = []
    for number, raw in enumerate(data[:good].splitlines(), 1):
        try:
            if len(raw) > MOST_LINE:
                raise ValueError
            line = json.loads(raw)
        except (ValueError, RecursionError):
            raise BadSave(f"{path}, line {number}: not a line of a save") from None
        if not isinstance(line, dict):
            raise BadSave(f"{path}, line {number}: not a line of a save")
        lines.append(line)
    return lines, good


def _header(path: Path, line: dict[str, Any]) -> Header:
    if "wargame" not in line:
        raise BadSave(f"{path} is no save of this game: its first line is no header")
    if line["wargame"] != FORMAT:
        raise BadSave(f"{path} is of format {line['wargame']!r:.20}; this version reads {FORMAT}")
    seats, basic = line.get("seats"), line.get("basic")
    if (
        isinstance(line.get("scenario"), str)
        and isinstance(line.get("seed"), int)
        and isinstance(line.get("version"), str)
        and isinstance(line.get("rules"), str)
        and isinstance(seats, dict)
        and all(isinstance(who, str) for who in seats.values())
        and (basic is None or isinstance(basic, bool))
    ):
        return Header(line["scenario"], line["seed"], seats, basic, line["version"], line["rules"])
    raise BadSave(f"{path}, line 1: the header lacks something, or holds it wrongly")


def resume(path: Path, library: Library, digest: str) -> tuple[Game, Journal]:
    """Bring a saved game back to its last committed choice, ready to be gone on with."""
    header, choices, good = read(path)
    if header.rules != digest:
        raise BadSave(
            f"{path} was played under other cards or rules (digest {header.rules[:12]}, "
            f"here {digest[:12]}); it can be gone on with under those alone"
        )
    program = library.program(header.scenario, basic=header.basic)
    game = Game.of(program, seed=header.seed, seats=header.seats)
    for ply, key in enumerate(choices):
        try:
            game.choose(key)
        except IllegalChoice as error:
            raise BadSave(f"{path}, ply {ply}: {error}") from None
    journal = Journal(path)
    journal.length = good
    try:
        with path.open("r+b") as file:
            file.truncate(good)
    except OSError as error:
        raise SaveFailed(f"cannot write {path}: {error.strerror}") from None
    return game, journal


def _sync_folder(folder: Path) -> None:
    """Sync a folder, so that a new file's name outlives a crash; not every system can."""
    try:
        handle = os.open(folder, os.O_RDONLY)
    except OSError:
        return
    try:
        os.fsync(handle)
    except OSError:
        pass
    finally:
        os.close(handle)
