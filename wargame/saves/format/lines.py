"""Lines on a disk: canonical JSON, each chained to the one before, read with bounds.

A line is `{…,"chain":"<32 hex>"}`. The chain is the SHA-256 (its first 32 hex digits) of the
chain of the line before, as text, and of the line's own bytes less `,"chain":"…"`. So the first
line that was changed, moved, doubled or left out no longer fits its chain.
"""

from __future__ import annotations

import json
import os
import re
import stat
from collections.abc import Iterator, Mapping
from hashlib import sha256
from pathlib import Path
from types import MappingProxyType
from typing import Any, BinaryIO

from wargame.content.faults import short
from wargame.saves.format.errors import BadSave

MOST_BYTES = 64_000_000
MOST_LINES = 60_000
MOST_LINE = 16_000
MOST_HEADER = 1_500_000
MOST_NUMBER = 10**9
LINK = 32
NOTHING: Mapping[str, type] = MappingProxyType({})
KINDS = {str: "a text", int: "a whole number", bool: "true or false", dict: "a table"}
_TAIL = re.compile(rb'(\{.*),"chain":"([0-9a-f]{32})"\}', re.DOTALL)
_PLAIN = getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0) | getattr(os, "O_CLOEXEC", 0)


def canonical(data: Any) -> bytes:
    """Return a value as canonical JSON: keys in their given order, no spaces, UTF-8."""
    return json.dumps(data, ensure_ascii=False, separators=(",", ":"), allow_nan=False).encode()


def link(before: str, body: bytes) -> str:
    """Return the chain of a line, from the chain of the line before it and its own bytes."""
    return sha256(before.encode() + body).hexdigest()[:LINK]


def chained(before: str, data: dict[str, Any]) -> tuple[bytes, str]:
    """Return the bytes of one line, with its newline, and its chain."""
    body = canonical(data)
    chain = link(before, body)
    return body[:-1] + b',"chain":"' + chain.encode() + b'"}\n', chain


def taken_apart(raw: bytes) -> tuple[bytes, str]:
    """Split a line into its body and its chain. Raises `ValueError`."""
    match = _TAIL.fullmatch(raw)
    if match is None:
        raise ValueError("no chain at its end")
    return match[1] + b"}", match[2].decode()


def parsed(body: bytes) -> dict[str, Any]:
    """Parse a body strictly: an object whose numbers are whole, written canonically.

    Raises `ValueError`.
    """
    try:
        data = json.loads(body, parse_float=_refuse, parse_constant=_refuse)
        if isinstance(data, dict) and canonical(data) == body:
            return data
    except RecursionError:
        raise ValueError("nested too deep") from None
    except UnicodeEncodeError:
        pass
    raise ValueError("not written as this format writes")


def shaped(
    line: object, needed: Mapping[str, type], perhaps: Mapping[str, type] = NOTHING
) -> dict[str, Any]:
    """Return a table after checking that it has these fields, each of exactly this type, and no
    others.

    The rule of the house: nothing that a file says is used before its shape has been tested here.
    A number is at least 0 and has at most 9 digits; `True` is no number. Raises `ValueError`, which
    names the field.

    >>> shaped({"undo": -1, "at": ""}, {"undo": int, "at": str})
    Traceback (most recent call last):
    ValueError: holds -1 as undo, where a number from 0 to 999999999 belongs
    """
    if type(line) is not dict:
        raise ValueError("is no table")
    for name, kind in needed.items():
        if name not in line:
            raise ValueError(f"lacks {name}")
        _of_kind(name, line[name], kind)
    for name, value in line.items():
        if name not in needed:
            if name not in perhaps:
                raise ValueError(f"holds {short(name)}, which this format does not know there")
            _of_kind(name, value, perhaps[name])
    return line


def _of_kind(name: str, value: object, kind: type) -> None:
    if type(value) is not kind:
        raise ValueError(f"holds {short(value)} as {name}, where {KINDS[kind]} belongs")
    if type(value) is int and not 0 <= value < MOST_NUMBER:
        raise ValueError(
            f"holds {short(value)} as {name}, where a number from 0 to {MOST_NUMBER - 1} belongs"
        )


def _refuse(text: str) -> object:
    raise ValueError(f"a number that is not whole: {text[:20]}")


def open_plain(path: Path) -> BinaryIO:
    """Open a plain file for reading; never waits for a pipe. Raises `BadSave`."""
    try:
        _plain(path, path.stat())
        handle = os.open(path, os.O_RDONLY | _PLAIN)
        try:
            _plain(path, os.fstat(handle))
            return os.fdopen(handle, "rb")
        except BaseException:
            os.close(handle)
            raise
    except FileNotFoundError:
        raise BadSave(f"{path} is not there") from None
    except (OSError, ValueError) as error:
        why = getattr(error, "strerror", None) or str(error)
        raise BadSave(f"cannot read {path}: {why}") from None


def _plain(path: Path, status: os.stat_result) -> None:
    if stat.S_ISDIR(status.st_mode):
        raise BadSave(f"{path} is a folder")
    if not stat.S_ISREG(status.st_mode):
        raise BadSave(f"{path} is no plain file")
    if status.st_size > MOST_BYTES:
        raise BadSave(f"{path} is larger than any game can be")


TORN = "is not finished: the file was cut, or its end changed"
"""The fault of a last line that has no newline."""


ENDS_CHANGED = (
    "and those after it end in CR LF: another program has changed the line ends, and "
    "--recover NEW puts that right"
)
"""The fault of a file whose line ends were changed, reported at its first line."""


def ends_mended(data: bytes) -> bytes:
    """Return the bytes of a save with CR LF turned back into LF. No line of a save holds a carriage
    return: JSON writes it as an escape."""
    return data.replace(b"\r\n", b"\n")


def raw_lines(file: BinaryIO) -> Iterator[tuple[bytes, bool]]:
    """Yield each line without its newline, and whether it had one; hold one line in memory.

    Raises `ValueError` for a line that is too long and for too many lines.
    """
    most = MOST_HEADER
    for _ in range(MOST_LINES):
        raw = file.readline(most + 1)
        if not raw:
            return
        if len(raw) > most:
            raise ValueError("longer than any line can be")
        whole = raw.endswith(b"\n")
        yield (raw[:-1] if whole else raw), whole
        most = MOST_LINE
    if file.read(1):
        raise ValueError(f"a save has at most {MOST_LINES} lines")
