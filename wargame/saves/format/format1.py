"""Format 1, parsed into the same `ParsedSave`: no chain, no marks, no pins, nothing encrypted.

Such a game can be replayed, but nothing in the file proves it: it is UNVERIFIED at best. The file
does not hold its content, so it is replayed under today's; the digest of a whole library in its
header says whether that is the same.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, BinaryIO

from wargame.content.load import Library
from wargame.saves.format.errors import BadSave
from wargame.saves.format.header import Header, seats_of, seed_of
from wargame.saves.format.lines import TORN, canonical, raw_lines, shaped
from wargame.saves.format.pins import Pins
from wargame.saves.format.script import Choice, Closing, Damage, ParsedSave, Undo

HEADER = (
    {"wargame": int, "version": str, "scenario": str, "seats": dict, "rules": str},
    {"basic": bool},
)
CHOICE = {"ply": int, "seat": str, "key": str}
UNDO = {"undo": int}
CLOSING = {"over": str, "fingerprint": str}
"""The shapes of the lines, each field with its type; the fields of the second table are
optional."""


def is_format1(file: BinaryIO) -> bool:
    """Return whether a file, opened at its beginning, is of format 1; its position is unchanged."""
    start = file.readline(64)
    file.seek(0)
    return start.startswith((b'{"wargame":1,', b'{"wargame": 1,'))


def read_format1(path: Path, file: BinaryIO, library: Library) -> ParsedSave:
    """Read a save of format 1; `library` is today's content. Raises `BadSave`."""
    script: ParsedSave | None = None
    try:
        for number, (raw, whole) in enumerate(raw_lines(file), 1):
            if not whole:
                raise ValueError(TORN)
            line = _parsed(raw)
            if script is None:
                script = ParsedSave(path, _header(line, library))
            else:
                _take(script, line)
            script.size += len(raw) + 1
            script.lines = number
    except (ValueError, OSError) as error:
        why = str(error) or "is not a line of a save"
        if script is None:
            raise BadSave(f"{path}, line 1: the header {why}", 1) from None
        script.damage = Damage(script.lines + 1, why)
    assert script is not None
    return script


def _parsed(raw: bytes) -> dict[str, Any]:
    """Parse a line of JSON; numbers must be finite. Raises `ValueError`."""
    try:
        line = json.loads(raw)
        canonical(line)
    except RecursionError:
        raise ValueError("is nested too deep") from None
    except UnicodeError:
        raise ValueError("is no text in UTF-8") from None
    except ValueError:
        raise ValueError("is no JSON, or holds a number that is none") from None
    if not isinstance(line, dict):
        raise ValueError("is no object")
    return line


def _header(line: dict[str, Any], library: Library) -> Header:
    seed = line.get("seed")
    shaped({name: what for name, what in line.items() if name != "seed"}, *HEADER)
    if type(seed) is not int:
        raise ValueError("holds no whole number as seed")
    header = Header(
        scenario=line["scenario"], seats=seats_of(line["seats"]), deal="typed",
        options={"basic": line.get("basic")}, version=line["version"], epoch=0,
        rules=line["rules"], words="", format=1, seed=seed_of(str(seed)), secret=b"",
    )  # fmt: skip
    if header.scenario in library.scenarios:
        header.content = Pins.of(library, header.scenario).packed()
    return header


def _take(script: ParsedSave, line: dict[str, Any]) -> None:
    number = script.lines + 1
    if script.closing is not None:
        raise ValueError("stands after the end of the game")
    if "over" in line:
        shaped(line, CLOSING)
        script.closing = Closing(line["over"], script.plies, line["fingerprint"], line=number)
    elif "undo" in line:
        shaped(line, UNDO)
        if line["undo"] != script.plies - 1:
            raise ValueError("is not the line that should follow")
        script.entries.append(Undo(line["undo"], line=number))
        script.plies -= 1
    else:
        shaped(line, CHOICE)
        if line["ply"] != script.plies:
            raise ValueError("is not the line that should follow")
        choice = Choice(line["ply"], line["seat"], line["key"], line=number)
        script.entries.append(choice)
        script.plies += 1
