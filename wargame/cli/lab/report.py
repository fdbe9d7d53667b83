"""Shows the findings of the lab: as tables with plots, plain lines, JSON, CSV, and as a picture."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from math import isfinite
from pathlib import Path

from wargame.cli.lab.common import LabOptions
from wargame.cli.show.figures import (
    Axis,
    axis_of,
    bounds_of,
    footer,
    interval_of,
    number,
    own_axis,
    value_of,
)
from wargame.cli.show.table import (
    Cell,
    PlotColumn,
    Table,
    csv_text,
    plain_lines,
    show_grids,
)
from wargame.lab.findings import Findings, Row
from wargame.lab.manifest import Manifest
from wargame.ui.printing import data, data_json, write

WIDTH, LEAST_PLOT, NAME_WIDTH = 33, 16, 18
"""Columns of a plot on a terminal (greatest and least), and the least for a measure's name."""
COLOURS = {"HOLDS": "green", "FAILS": "bold red", "UNDECIDED": "yellow", "": ""}
MANIFEST = ("command", "version", "rules", "words", "bots", "code")
HEADS = ("what", "group", "measure", "value", "low95", "high95", "n", "bound_low", "bound_high",
         "verdict", "note")  # fmt: skip


def show(
    findings: Findings,
    manifest: Manifest,
    options: LabOptions,
    tell: Callable[[], None] | None = None,
    draw: Callable[[Path], None] | None = None,
) -> None:
    """Print findings and draw them; if one of the two fails, the other is still done. Raises
    `OutputTrouble`.

    `tell` and `draw` replace the usual way to print and to draw them.
    """
    try:
        if options.as_json:
            data_json(findings.plain(manifest))
        elif options.as_csv:
            print_csv(findings, manifest)
        elif tell is not None:
            write(f"# {manifest.command}")
            tell()
            write(f"# {footer(manifest)}")
        else:
            print_tables(findings, manifest)
        sys.stdout.flush()
    finally:
        if options.svg is not None:
            from wargame.cli.show.plot import draw_rows

            if draw is None:
                draw_rows(findings, manifest, options.svg)
            else:
                draw(options.svg)


def print_csv(findings: Findings, manifest: Manifest) -> None:
    """Print the rows as CSV, each with the manifest; notes go to the standard error."""
    for note in findings.notes:
        write(note, err=True)
    heads: Sequence[str] = HEADS
    rows: list[list[object]] = [
        [manifest.study, row.group, row.measure, row.figure.value, row.figure.low, row.figure.high,
         row.figure.n, row.low, row.high, row.verdict, row.note]
        for row in findings.rows
    ]  # fmt: skip
    if findings.table:
        heads = tuple(findings.table[0])
        rows = [list(row.values()) for row in findings.table]
    basis = [getattr(manifest, name) for name in MANIFEST]
    data(csv_text((*heads, *MANIFEST), ([*row, *basis] for row in rows)))


def print_tables(findings: Findings, manifest: Manifest) -> None:
    """Print a table for each heading, with a plot on a terminal. A narrow terminal gets fewer
    columns; one too narrow for the names gets the output of a pipe."""
    if not sys.stdout.isatty() or not _print_grids(findings, manifest):
        print_lines(findings, manifest)


def print_lines(findings: Findings, manifest: Manifest) -> None:
    """Print the output for a pipe: plain columns."""
    write(f"# {manifest.command}")
    for group, rows in findings.groups():
        judged = any(row.verdict for row in rows)
        cells = [
            [*([row.verdict] if judged else []), row.measure, *([bounds_of(row)] if judged else []),
             value_of(row), interval_of(row), f"n={row.figure.n}", row.note]
            for row in rows
        ]  # fmt: skip
        for line in plain_lines(Table(f"{group}:" if group else "", (), cells)):
            write(line)
    for note in findings.notes:
        write(note)
    write(f"# {footer(manifest)}")


def _print_grids(findings: Findings, manifest: Manifest) -> bool:
    """Print tables on a terminal; return False if it is too narrow for one of them."""
    from rich.console import Console
    from rich.text import Text

    console = Console()
    ascii_only = not (console.encoding or "").lower().startswith("utf")
    groups = findings.groups()

    def say_notes(at: int) -> None:
        for note, measures in noted(groups[at][1]).items():
            console.print(Text(f"{', '.join(measures)}: {note}", style="dim"))

    tables = [_table(group, rows, ascii_only) for group, rows in groups]
    if not show_grids(tables, say_notes):
        return False
    for note in findings.notes:
        console.print(Text(note))
    console.print(Text(f"{manifest.command}\n{footer(manifest)}", style="dim"))
    return True


def noted(rows: Sequence[Row]) -> dict[str, list[str]]:
    """Return the notes of rows, each with the measures that have it."""
    notes: dict[str, list[str]] = {}
    for row in rows:
        if row.note:
            notes.setdefault(row.note, []).append(row.measure)
    return notes


def _table(group: str, rows: list[Row], ascii_only: bool) -> Table:
    """Return the rows of a heading as a table with a plot as its last column."""
    judged = any(row.verdict for row in rows)
    cells = [
        [row.measure, value_of(row), interval_of(row), str(row.figure.n),
         *([bounds_of(row), row.verdict] if judged else [])]
        for row in rows
    ]  # fmt: skip
    axis = axis_of(rows)

    def draw(width: int) -> list[Cell]:
        return [
            scale(rows, axis, width),
            *((plot(row, axis, ascii_only, width), COLOURS[row.verdict] or "cyan") for row in rows),
        ]

    heads = ("", "value", "95 %", "n", *(("wanted", "verdict") if judged else ()))
    return Table(
        group,
        heads,
        cells,
        ("n", "95 %", "wanted"),
        PlotColumn(draw, LEAST_PLOT, WIDTH),
        NAME_WIDTH,
    )


def plot(row: Row, axis: Axis | None, ascii_only: bool, width: int = WIDTH) -> str:
    """Return a row's interval, drawn in `width` characters.

    >>> from wargame.lab.intervals import Figure
    >>> row = Row("x", 0.2, 0.4, Figure(0.3, 0.25, 0.35, 9))
    >>> plot(row, None, ascii_only=True)
    '           | ---o--- |           '
    """
    point, dash, tick, both, left, right = "o-|+<>" if ascii_only else "●─│┼◂▸"
    on = axis or own_axis(row)
    cells = [" "] * width

    def place(value: float) -> int:
        return round(on.at(value) * (width - 1)) if isfinite(value) else -1

    ticks = (row.mark,) if row.mark is not None else (row.low, row.high)
    for value in ticks:
        if value is not None and 0 <= place(value) < width:
            cells[place(value)] = tick
    low = max(-9 * width, place(row.figure.low)) if isfinite(row.figure.low) else -1
    high = place(row.figure.high) if isfinite(row.figure.high) else width
    for at in range(max(0, low), min(width - 1, high) + 1):
        cells[at] = both if cells[at] in (tick, both) else dash
    if low < 0:
        cells[0] = left
    if high >= width:
        cells[-1] = right
    middle = place(row.figure.value)
    if 0 <= middle < width:
        cells[middle] = point
    return "".join(cells)


def scale(rows: list[Row], axis: Axis | None, width: int) -> str:
    """Return the head of a plot: the two ends of its axis."""
    if axis is None:
        return "wanted".center(width)
    percent = all(row.percent for row in rows)
    low, high = (number(value, percent) for value in (axis.low, axis.high))
    return low + high.rjust(width - len(low))
