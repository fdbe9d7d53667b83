"""How a report of the lab is shown: a table with a plot, plain lines, JSON, CSV, or a picture."""

from __future__ import annotations

import csv
import sys
from collections.abc import Callable
from io import StringIO
from math import isfinite
from pathlib import Path

from attrs import asdict, frozen

from wargame.cli.lab.words import (
    Axis,
    axis_of,
    bounds_of,
    footer,
    interval_of,
    number,
    own_axis,
    value_of,
)
from wargame.lab.report import Report, Row
from wargame.ui.printing import data, data_json, write

WIDTH = 33
"""Columns of a plot on a terminal; the bounds of a row take its middle third."""
LEAST_PLOT, LEAST_NAME = 9, 14
GAP = 3
"""What stands between two columns of a table on a terminal."""
COLOURS = {"HOLDS": "green", "FAILS": "bold red", "UNDECIDED": "yellow", "": ""}
MANIFEST = ("command", "version", "rules", "words", "bots", "code")


@frozen
class Shape:
    """What was asked for; where nothing was, a terminal gets a table and a pipe plain lines.

    `tell` and `draw` are ways of a report's own to be printed and drawn.
    """

    as_json: bool = False
    as_csv: bool = False
    svg: Path | None = None
    tell: Callable[[], None] | None = None
    draw: Callable[[Report, Path], None] | None = None


def show(report: Report, shape: Shape) -> None:
    """Print a report and draw it; neither is lost if the other fails. Raises `OutputTrouble`."""
    try:
        put(report, shape)
        sys.stdout.flush()
    finally:
        if shape.svg is not None:
            from wargame.cli.lab.svg import draw

            (shape.draw or draw)(report, shape.svg)


def put(report: Report, shape: Shape) -> None:
    """Print a report in its shape."""
    if shape.as_json:
        data_json(report.plain())
    elif shape.as_csv:
        as_csv(report)
    elif shape.tell is not None:
        write(f"# {report.manifest.command}")
        shape.tell()
        write(f"# {footer(report)}")
    elif sys.stdout.isatty():
        table(report)
    else:
        lines(report)


def as_csv(report: Report) -> None:
    """Print the rows as CSV, every row with what reproduces it; notes go to the standard error."""
    for note in report.findings.notes:
        write(note, err=True)
    manifest = asdict(report.manifest)
    text = StringIO()
    out = csv.writer(text, lineterminator="\n")
    basis = [manifest[name] for name in MANIFEST]
    if own := report.findings.table:
        out.writerow([*own[0], *MANIFEST])
        out.writerows([*row.values(), *basis] for row in own)
    else:
        out.writerow(
            ["what", "group", "measure", "value", "low95", "high95", "n", "bound_low",
             "bound_high", "verdict", "note", *MANIFEST]
        )  # fmt: skip
        for row in report.rows:
            figure = row.figure
            out.writerow(
                [report.name, row.group, row.measure, figure.value, figure.low, figure.high,
                 figure.n, row.low, row.high, row.verdict, row.note, *basis]
            )  # fmt: skip
    data(text.getvalue())


def lines(report: Report) -> None:
    """Print plain lines."""
    write(f"# {report.manifest.command}")
    for group, rows in report.groups():
        if group:
            write(f"{group}:")
        for row in rows:
            verdict = f"{row.verdict:9} " if row.verdict else ""
            bounds = f"{bounds_of(row):14} " if row.verdict else ""
            n = f"n={row.figure.n}"
            line = f"{verdict}{row.measure:53} {bounds}{value_of(row)} {interval_of(row)} {n}"
            write(f"{line} {row.note}".rstrip())
    for note in report.findings.notes:
        write(note)
    write(f"# {footer(report)}")


def table(report: Report) -> None:
    """Print tables with a plot in the last column; a narrow terminal gets fewer columns, and one
    that is too narrow for names plain lines."""
    from rich import box
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    console = Console()
    plain = not (console.encoding or "").lower().startswith("utf")
    tables = [
        (group, rows, _columns(rows, console.width, plain)) for group, rows in report.groups()
    ]
    if any(columns is None for _, _, columns in tables):
        lines(report)
        return
    for group, rows, columns in tables:
        assert columns is not None
        title = Text(group) if group else None
        head = Table(title=title, box=box.SIMPLE_HEAD, title_justify="left", title_style="bold",
                     pad_edge=False)  # fmt: skip
        for name in columns:
            right = name in ("value", "95 %", "n")
            head.add_column(Text(name), justify="right" if right else "left", no_wrap=bool(name))
        for row, cells in zip(rows, zip(*columns.values(), strict=True), strict=True):
            colour = COLOURS[row.verdict]
            texts = [Text(cell) for cell in cells]
            texts[-1].stylize(colour or "cyan")
            head.add_row(*texts)
        console.print(head)
        for note, measures in beside(rows).items():
            console.print(Text(f"{', '.join(measures)}: {note}", style="dim"))
    for note in report.findings.notes:
        console.print(Text(note))
    console.print(Text(f"{report.manifest.command}\n{footer(report)}", style="dim"))


def beside(rows: list[Row]) -> dict[str, list[str]]:
    """Give the notes of rows, each with the measures that it stands beside."""
    found: dict[str, list[str]] = {}
    for row in rows:
        if row.note:
            found.setdefault(row.note, []).append(row.measure)
    return found


def _columns(rows: list[Row], room: int, plain: bool) -> dict[str, list[str]] | None:
    """Put rows into columns by their headings, as many as there is room for, the plot last.

    None where there is no room for names.
    """
    columns = {
        "": [row.measure for row in rows],
        "value": [value_of(row) for row in rows],
        "95 %": [interval_of(row) for row in rows],
        "n": [str(row.figure.n) for row in rows],
    }
    if any(row.verdict for row in rows):
        columns["wanted"] = [bounds_of(row) for row in rows]
        columns["verdict"] = [row.verdict for row in rows]
    whole = max(map(len, columns[""]))
    word = max(len(word) for row in rows for word in row.measure.split())
    name = max(min(whole, LEAST_NAME), word)
    spared: tuple[tuple[tuple[str, ...], int, int], ...] = (
        ((), whole, WIDTH // 2), (("95 %", "n"), name, LEAST_PLOT), (("wanted",), name, LEAST_PLOT),
        ((), name, 0),
    )  # fmt: skip
    for heads, wide, least in spared:  # what is left out, the names' room, and the plot's
        columns = {head: columns[head] for head in columns if head not in heads}
        others = [max(map(len, [head, *cells])) for head, cells in columns.items() if head]
        left = room - sum(others) - GAP * len(columns)
        if left - wide < (least + GAP if least else 0):
            continue
        if least:
            axis, width = axis_of(rows), max(LEAST_PLOT, min(WIDTH, left - whole - GAP))
            columns[scale(rows, axis, width)] = [plot(row, axis, plain, width) for row in rows]
        return columns
    return None


def plot(row: Row, axis: Axis | None, plain: bool, width: int = WIDTH) -> str:
    """Draw a row's interval in so many characters.

    >>> from wargame.lab.intervals import Figure
    >>> row = Row("x", 0.2, 0.4, Figure(0.3, 0.25, 0.35, 9))
    >>> plot(row, None, plain=True)
    '           | ---o--- |           '
    """
    point, dash, tick, both, left, right = "o-|+<>" if plain else "●─│┼◂▸"
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
    """Write the ends of the axis over a plot."""
    if axis is None:
        return "wanted".center(width)
    percent = all(row.percent for row in rows)
    low, high = (number(value, percent) for value in (axis.low, axis.high))
    return low + high.rjust(width - len(low))
