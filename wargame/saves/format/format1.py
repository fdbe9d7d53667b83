"""Format 1, read into a script: no chain, no marks, no pins, nothing sealed.

What stands in such a file can be played through, and no more: it is UNVERIFIED at best. The
content it was played under is not in it; it is played under today's, and its header says (by the
digest of a whole library) whether that is the same.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from wargame.content.load import Library
from wargame.saves.format.errors import BadSave
from wargame.saves.format.header import Header
from wargame.saves.format.lines import TORN, open_plain, raw_lines
from wargame.saves.format.pins import Pins
from wargame.saves.format.script import Choice, Closing, Damage, Script, Undo


def is_old(path: Path) -> bool:
    """Say whether a file is of format 1. Raises `BadSave` if it cannot be read at all."""
    with open_plain(path) as file:
        return file.readline(64).startswith((b'{"wargame":1,', b'{"wargame": 1,'))


def read_old(path: Path, library: Library) -> Script:
    """Read a save of format 1; `library` is today's content. Raises `BadSave`."""
    script: Script | None = None
    with open_plain(path) as file:
        number = 0
        try:
            for raw, whole in raw_lines(file):
                number += 1
                if not whole:
                    raise ValueError(TORN)
                line = json.loads(raw)
                if not isinstance(line, dict):
                    raise ValueError("is no object")
                if script is None:
                    script = Script(path, _header(line, library))
                else:
                    _take(script, line)
                script.size += len(raw) + 1
                script.lines = number
        except (ValueError, KeyError, TypeError, RecursionError, OSError) as error:
            if script is None:
                raise BadSave(
                    f"{path}, line 1: the header lacks something, or holds it wrongly", 1
                ) from None
            script.damage = Damage(script.lines + 1, str(error) or "not a line of a save")
    assert script is not None
    return script


def _header(line: dict[str, Any], library: Library) -> Header:
    scenario, seats, seed = line["scenario"], line["seats"], line["seed"]
    if type(seed) is not int or not all(isinstance(who, str) for who in seats.values()):
        raise ValueError
    header = Header(
        scenario=str(scenario), seats=dict(seats), deal="typed",
        options={"basic": line.get("basic")}, version=str(line["version"]), epoch=0,
        rules=str(line["rules"]), words="", format=1, seed=seed, secret=b"",
    )  # fmt: skip
    if header.scenario in library.scenarios:
        header.content = Pins.of(library, header.scenario).packed()
    return header


def _take(script: Script, line: dict[str, Any]) -> None:
    number = script.lines + 1
    if script.closing is not None:
        raise ValueError("stands after the end of the game")
    if "over" in line:
        ending, fingerprint = str(line["over"]), str(line["fingerprint"])
        script.closing = Closing(ending, script.plies, fingerprint, line=number)
    elif "undo" in line:
        if line["undo"] != script.plies - 1:
            raise ValueError("is not the line that should follow")
        script.entries.append(Undo(line["undo"], line=number))
        script.plies -= 1
    else:
        if line["ply"] != script.plies or not isinstance(line["key"], str):
            raise ValueError("is not the line that should follow")
        choice = Choice(line["ply"], str(line["seat"]), line["key"], line=number)
        script.entries.append(choice)
        script.plies += 1
