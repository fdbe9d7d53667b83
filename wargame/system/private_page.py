"""A page of the terminal for one seat in line mode, which no scrollback keeps.

A private sitting is written on the alternate screen where the terminal has one. That alone is not
enough (GNU screen ignores it by default, and keeps what is cleared), so the page never scrolls.
Before a line that does not fit, the reader is asked to go on, and every row is erased on its own,
which no terminal copies into its scrollback. The terminal must be able to move the cursor and to
erase a row; its entry in terminfo says whether it can.
"""

from __future__ import annotations

import os
import sys
from unicodedata import category, east_asian_width

from attrs import field, frozen

ALTERNATE, MAIN = "\x1b[?1049h", "\x1b[?1049l"
SPARE = 3
"""Rows that are kept free: for the line that asks to go on, for what is typed, for the cursor."""


@frozen
class PrivatePage:
    """A page on a terminal. `hides` is False where it cannot erase, and can only scroll lines
    away."""

    handle: int
    hides: bool = True
    enter: str = ALTERNATE
    leave: str = MAIN
    _used: list[int] = field(factory=lambda: [0], init=False)

    @classmethod
    def of(cls, handle: int) -> PrivatePage:
        """Return the page of a terminal, as terminfo knows it."""
        if sys.platform == "win32":
            return cls(handle)
        blind = cls(handle, False, "", "")
        try:
            import curses
        except ImportError:
            return blind
        try:
            curses.setupterm(fd=handle)
        except curses.error:
            return blind
        if not all(map(curses.tigetstr, ("cup", "el"))):
            return blind
        enter, leave = (curses.tigetstr(name) or b"" for name in ("smcup", "rmcup"))
        return cls(handle, True, enter.decode("latin-1"), leave.decode("latin-1"))

    @property
    def size(self) -> tuple[int, int]:
        """Columns and rows now."""
        try:
            columns, rows = os.get_terminal_size(self.handle)
        except OSError:
            columns, rows = 0, 0
        return columns or 80, rows or 24

    def lift(self) -> str:
        """Begin a page; returns what must be written."""
        return self.enter + self.erase() if self.hides else ""

    def lower(self) -> str:
        """Erase the page and leave it; returns what must be written."""
        if self.hides:
            return self.erase() + self.leave
        return "\n" * (2 * self.size[1])

    def erase(self) -> str:
        """Empty the page; returns what must be written."""
        self._used[0] = 0
        rows = self.size[1]
        return "\x1b[m" + "".join(f"\x1b[{row};1H\x1b[K" for row in range(rows, 0, -1))

    def room(self, text: str) -> bool:
        """Return whether a text fits on the page; if it does, count its rows as used."""
        if not self.hides:
            return True
        columns, rows = self.size
        need = sum(max(1, -(-width(part) // columns)) for part in text.split("\n"))
        if self._used[0] and self._used[0] + need > max(rows - SPARE, 1):
            return False
        self._used[0] += need
        return True

    def typed(self, text: str) -> bool:
        """Count a line that was typed; return False when the next line needs a new page."""
        if not self.hides:
            return True
        columns, rows = self.size
        self._used[0] += 1 + width(text.rstrip("\n")) // columns
        return self._used[0] < rows - SPARE


def width(text: str) -> int:
    """Return the largest number of cells that a text can take."""
    return sum(
        2 if east_asian_width(c) in "WFA" and ord(c) > 0x2E7F else category(c) != "Mn" for c in text
    )
