"""Which format a first line is of; the older ones are read by an upgrade step each.

Format 1 had neither chain nor pins nor marks: `old.py` reads it into the same script. A format
that is newer than this version is refused with the version that wrote it.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from wargame import __version__
from wargame.saves.format.errors import BadSave
from wargame.saves.format.header import FORMAT

OLDEST = 1


def first_line(raw: bytes) -> dict[str, Any] | None:
    """Read a first line leniently, whatever format it is of."""
    try:
        line = json.loads(raw)
    except (ValueError, RecursionError):
        return None
    return line if isinstance(line, dict) else None


def number_of(line: dict[str, Any] | None) -> int | None:
    """Give the number of the format, if the line has one."""
    number = line.get("wargame") if line is not None else None
    return number if type(number) is int else None


def check(path: Path, raw: bytes) -> None:
    """Refuse a first line that is of no format that can be read here. Raises `BadSave`."""
    line = first_line(raw)
    if line is None:
        raise BadSave(f"{path}, line 1: not a line of a save", 1)
    if "wargame" not in line:
        raise BadSave(f"{path} is no save of this game: line 1 is no header", 1)
    number = number_of(line)
    if number is None or number > FORMAT:
        wrote = str(line.get("version", "a newer one"))[:20]
        said = str(line["wargame"])[:20]
        raise BadSave(
            f"{path}, line 1, says format {said}; this is wargame {__version__} and reads formats "
            f"{OLDEST} to {FORMAT}: wargame {wrote} or later is needed"
        )
