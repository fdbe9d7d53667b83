"""Writing rows for others to read: JSON lines, CSV, and the Markdown chronicle."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable, Sequence
from io import StringIO

from wargame.saves.export.chronicle import chronicle
from wargame.saves.export.columns import NAMES
from wargame.saves.export.rows import Row, rows_of
from wargame.saves.replay.load import Loaded

FORMULA = tuple("=+-@＝＋－＠")
"""What a spreadsheet takes for the beginning of a formula, in both widths."""


def export(loaded: Loaded, reader: int, form: str) -> str:
    """Write a game as a reader knows it; `form` is one of FORMS. Raises `BadSave`.

    Ask `allowed.reader_of` first who a reader may be.
    """
    return FORMS[form](rows_of(loaded, reader))


def as_lines(rows: Sequence[Row]) -> str:
    """Write rows as JSON lines."""
    return "".join(
        json.dumps(row, ensure_ascii=False, separators=(",", ":")) + "\n" for row in rows
    )


def as_table(rows: Sequence[Row]) -> str:
    """Write rows as CSV with all columns."""
    out = StringIO()
    table = csv.writer(out, lineterminator="\n")
    table.writerow(NAMES)
    for row in rows:
        table.writerow([cell(row.get(name, "")) for name in NAMES])
    return out.getvalue()


def cell(value: str | int | bool) -> str:
    """Give the text of a cell, so that no spreadsheet takes what somebody typed for a formula."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int):
        return str(value)
    return f"'{value}" if value.lstrip().startswith(FORMULA) else value


FORMS: dict[str, Callable[[Sequence[Row]], str]] = {
    "jsonl": as_lines,
    "csv": as_table,
    "md": chronicle,
}
