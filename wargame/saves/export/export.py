"""An export as text: JSON lines, CSV, CSV for spreadsheets, or a Markdown chronicle."""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Callable, Sequence
from io import StringIO

from wargame.saves.export.chronicle import chronicle
from wargame.saves.export.columns import NAMES, SAVE
from wargame.saves.export.rows import Row, rows_of
from wargame.saves.replay.loaded import Loaded
from wargame.saves.replay.viewer import Viewer
from wargame.system.signs import one_line

FORMULA = tuple("=+-@＝＋－＠")
"""The signs with which a formula begins in a spreadsheet, half and full width."""
NUMBER = re.compile(r"0\d+|\d{12,}|\d+(?:[eE]\d+|(?:[-./:]\d+)+)")
"""Texts that a spreadsheet reads as a number or a date, and so shows differently."""
BYTE_ORDER_MARK = "\ufeff"


def export(loaded: Loaded, viewer: Viewer, form: str) -> str:
    """Return a game as a viewer knows it, as text; `form` is one of FORMS.

    Raises as `rows_of`; that also says what the caller must check.
    """
    rows = rows_of(loaded, viewer)
    return TABLES[form](rows) if form in TABLES else chronicle(rows, loaded.timeline.game.words)


def export_all(games: Sequence[tuple[str, Loaded, Viewer]], form: str) -> str:
    """Return several games as one text, each as a viewer knows it; `games` are (name, game,
    viewer). Each row names its save; `form` is one of `TABLES`. Raises as `rows_of`."""
    rows = [
        {SAVE.name: one_line(name), **row}
        for name, loaded, viewer in games
        for row in rows_of(loaded, viewer)
    ]
    return TABLES[form](rows)


def as_lines(rows: Sequence[Row]) -> str:
    """Write rows as JSON lines."""
    return "".join(
        json.dumps(row, ensure_ascii=False, separators=(",", ":")) + "\n" for row in rows
    )


def as_table(rows: Sequence[Row]) -> str:
    """Return rows as CSV with all columns, each cell with its exact text."""
    return _csv(rows, value, "\n")


def as_sheet(rows: Sequence[Row]) -> str:
    """Return rows as CSV that a spreadsheet reads correctly: with a byte order mark, so that it
    reads UTF-8, the line ends it expects, and cells that it reads only as text (`cell`)."""
    return BYTE_ORDER_MARK + _csv(rows, cell, "\r\n")


def _csv(rows: Sequence[Row], written: Callable[[str | int | bool], str], end: str) -> str:
    out = StringIO()
    table = csv.writer(out, lineterminator=end)
    names = (SAVE.name, *NAMES) if any(SAVE.name in row for row in rows[:1]) else NAMES
    table.writerow(names)
    for row in rows:
        table.writerow([written(row.get(name, "")) for name in names])
    return out.getvalue()


def value(cell: str | int | bool) -> str:
    """Return a value as a text for CSV; a bool is true or false."""
    return str(cell).lower() if isinstance(cell, bool) else str(cell)


def cell(content: str | int | bool) -> str:
    """Return a value for a spreadsheet.

    An apostrophe is put before a text that it would read as something else: a formula, a date, or a
    number whose digits it would change.
    """
    if isinstance(content, str) and (
        content.lstrip().startswith(FORMULA) or NUMBER.fullmatch(content)
    ):
        return f"'{content}"
    return value(content)


TABLES: dict[str, Callable[[Sequence[Row]], str]] = {
    "jsonl": as_lines, "csv": as_table, "spreadsheet": as_sheet,
}  # fmt: skip
"""The forms that hold rows, of one game or of several."""
CHRONICLE = "md"
FORMS = (*TABLES, CHRONICLE)
