"""A file that only grows: a header, then one line a thing, each with its checksum.

A line is the JSON list `[checksum, thing]`. What breaks off in the middle of a line, by a crash
or a second ctrl-C, costs that line alone: the next run drops it and writes on after
the last whole one. A line that was damaged in another way is skipped and counted.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterable
from contextlib import suppress
from itertools import accumulate
from pathlib import Path
from stat import S_ISDIR, S_ISREG
from typing import Any
from zlib import crc32

from wargame.lab.trouble import LedgerTrouble
from wargame.record import disk
from wargame.record.errors import SaveFailed

FORMAT = 1
MOST_LINE = 1_000_000
_APPEND = (
    os.O_WRONLY | os.O_CREAT | os.O_APPEND
    | getattr(os, "O_BINARY", 0) | getattr(os, "O_CLOEXEC", 0)
)  # fmt: skip


class Ledger:
    """A growing file. `damaged` counts the lines that were skipped when it was opened."""

    def __init__(
        self,
        path: Path,
        header: dict[str, Any],
        visit: Callable[[int, Any], None] = lambda place, thing: None,
    ) -> None:
        """Open or begin a ledger; an existing one must have this header.

        `visit` is told where each line begins and what it says; a line that it raises at counts
        as damaged. Raises `LedgerTrouble`; nothing is written before the first `add`.
        """
        self.path = path
        self.header = {"lab": FORMAT, **header}
        self.damaged = 0
        self._visit = visit
        self._good = self._size = 0
        try:
            if self._is_there():
                self._load()
        except OSError as error:
            raise LedgerTrouble(f"cannot read {path}: {error.strerror}") from None

    def _is_there(self) -> bool:
        """Whether there is such a file. A pipe or a device might never end, so it is refused."""
        try:
            mode = self.path.stat().st_mode
        except (FileNotFoundError, NotADirectoryError):
            return False
        if S_ISDIR(mode):
            raise LedgerTrouble(f"{self.path} is a folder; a file is wanted")
        if not S_ISREG(mode):
            raise LedgerTrouble(f"{self.path} is no plain file")
        return True

    def _load(self) -> None:
        with self.path.open("rb") as file:
            at = 0
            while raw := file.readline(MOST_LINE):
                if raw.endswith(b"\n"):
                    self._line(at, raw)
                    self._good = at + len(raw)
                elif len(raw) == MOST_LINE:
                    self.damaged += 1
                at += len(raw)
            self._size = at

    def _line(self, at: int, raw: bytes) -> None:
        thing = read(raw)
        if at == 0:
            self._check(thing)
        elif thing is None:
            self.damaged += raw != b"\n"
        elif thing != self.header:
            try:
                self._visit(at, thing)
            except Exception:
                self.damaged += 1

    def _check(self, header: Any) -> None:
        if header == self.header:
            return
        if not isinstance(header, dict) or "lab" not in header:
            raise LedgerTrouble(
                f"{self.path} holds no games of this lab, or its first line is damaged; "
                "name another file, or take it away"
            )
        raise LedgerTrouble(
            f"{self.path} holds {_named(header)}; what is played here is {_named(self.header)}; "
            "name another file"
        )

    def add(self, things: Iterable[Any]) -> list[int]:
        """Append things in one go and give where each line begins.

        Raises `LedgerTrouble`; what was written in part is taken away again.
        """
        lines = [line(thing) for thing in things]
        try:
            disk.folder(self.path.parent)
            handle = os.open(self.path, _APPEND, disk.PRIVATE)
            try:
                if self._good < self._size:
                    self._mend(handle)
                head = line(self.header) if self._size == 0 else b""
                self._write(handle, head + b"".join(lines))
            finally:
                os.close(handle)
        except SaveFailed as error:
            raise LedgerTrouble(str(error)) from None
        except OSError as error:
            raise LedgerTrouble(f"cannot write {self.path}: {error.strerror}") from None
        ends = accumulate(map(len, reversed(lines)))
        return [self._good - length for length in ends][::-1]

    def _write(self, handle: int, data: bytes) -> None:
        """Write at the end, wherever others have put it meanwhile. Raises `OSError`."""
        left = data
        try:
            while left:
                left = left[os.write(handle, left) :]
        except OSError:
            if len(left) < len(data):
                self._size = os.lseek(handle, 0, os.SEEK_CUR)
                self._good = self._size - (len(data) - len(left))
                with suppress(OSError):
                    self._mend(handle)
            raise
        self._good = self._size = os.lseek(handle, 0, os.SEEK_CUR)

    def _mend(self, handle: int) -> None:
        """Drop a last line that was cut off, unless somebody has gone on with it since."""
        if os.fstat(handle).st_size == self._size:
            os.ftruncate(handle, self._good)
            self._size = self._good
        else:
            disk.write(handle, b"\n")

    def at(self, place: int) -> Any:
        """Read the line that begins at a place. Raises `LedgerTrouble`."""
        try:
            with self.path.open("rb") as file:
                file.seek(place)
                thing = read(file.readline(MOST_LINE))
        except OSError as error:
            raise LedgerTrouble(f"cannot read {self.path}: {error.strerror}") from None
        if thing is None:
            raise LedgerTrouble(f"{self.path} was changed by somebody else meanwhile")
        return thing


def line(thing: Any) -> bytes:
    """Write a thing as a line.

    >>> read(line({"a": 1}))
    {'a': 1}
    """
    text = json.dumps(thing, ensure_ascii=False, separators=(",", ":")).encode()
    return b'["%08x",%b]\n' % (crc32(text), text)


def read(raw: bytes) -> Any:
    """Read a line; None where it is damaged."""
    text = raw[12:-2]
    if raw[:2] != b'["' or raw[-2:] != b"]\n" or raw[2:10] != b"%08x" % crc32(text):
        return None
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        return None


def _named(header: dict[str, Any]) -> str:
    """Name a header in words."""
    words = [f"format {header['lab']!r:.20}"]
    words += [f"{key} {value!s:.12}" for key, value in header.items() if key != "lab"]
    return ", ".join(words)
