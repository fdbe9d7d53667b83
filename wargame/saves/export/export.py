"""An export as text: JSON lines, CSV, CSV for spreadsheets, or a Markdown chronicle."""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Callable, Sequence
from io import StringIO

from wargame.rules.model.language import Language
from wargame.saves.export.chronicle import chronicle
from wargame.saves.export.columns import NAMES
from wargame.saves.export.rows import Row, rows_of
from wargame.saves.replay.loaded import Loaded
from wargame.saves.replay.viewer import Viewer

FORMULA = tuple("=+-@＝＋－＠")
"""The signs with which a formula begins in a spreadsheet, half and full width."""
NUMBER = re.compile(r"0\d+|\d{12,}|\d+(?:[eE]\d+|(?:[-./:]\d+)+)")
"""Texts that a spreadsheet reads as a number or a date, and so shows differently."""
BYTE_ORDER_MARK = "\ufeff"


def export(loaded: Loaded, viewer: Viewer, form: str) -> str:
    """Return a game as a viewer knows it, as text; `form` is one of FORMS.

    Raises as `rows_of`; that also says what the caller must check.
    """
    words = loaded.timeline.game.words
    return FORMS[form](rows_of(loaded, viewer), words)


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
    table.writerow(NAMES)
    for row in rows:
        table.writerow([written(row.get(name, "")) for name in NAMES])
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


FORMS: dict[str, Callable[[Sequence[Row], Language], str]] = {
    "jsonl": lambda rows, _: as_lines(rows),
    "csv": lambda rows, _: as_table(rows),
    "spreadsheet": lambda rows, _: as_sheet(rows),
    "md": chronicle,
}
