"""How a report of the lab is shown: a table with a plot, plain lines, JSON, CSV, or a picture."""

from __future__ import annotations

import csv
import json
import sys
from math import isfinite
from pathlib import Path

from attrs import asdict, frozen

from wargame.commands.lab_words import (
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
from wargame.show import write

WIDTH = 33
"""Columns of a plot on a terminal; the bounds of a row take its middle third."""
COLOURS = {"HOLDS": "green", "FAILS": "bold red", "UNDECIDED": "yellow", "": ""}
MANIFEST = ("command", "version", "rules", "words", "bots", "code")


@frozen
class Shape:
    """What was asked for; where nothing was, a terminal gets a table and a pipe plain lines."""

    as_json: bool = False
    as_csv: bool = False
    svg: Path | None = None


def show(report: Report, shape: Shape) -> None:
    """Show a report. Raises `OutputTrouble`."""
    if shape.svg is not None:
        from wargame.commands.lab_svg import draw

        draw(report, shape.svg)
    if shape.as_json:
        write(json.dumps(report.plain(), ensure_ascii=True))
    elif shape.as_csv:
        as_csv(report)
    elif sys.stdout.isatty():
        table(report)
    else:
        lines(report)


def as_csv(report: Report) -> None:
    """Print the rows as CSV; every row carries what reproduces it."""
    manifest = asdict(report.manifest)
    out = csv.writer(sys.stdout, lineterminator="\n")
    out.writerow(
        ["what", "group", "measure", "value", "low95", "high95", "n", "bound_low", "bound_high",
         "verdict", *MANIFEST]
    )  # fmt: skip
    for row in report.rows:
        figure = row.figure
        out.writerow(
            [report.name, row.group, row.measure, figure.value, figure.low, figure.high, figure.n,
             row.low, row.high, row.verdict, *(manifest[name] for name in MANIFEST)]
        )  # fmt: skip


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
            write(f"{verdict}{row.measure:48} {bounds}{value_of(row)} {interval_of(row)} {n}")
    for note in report.findings.notes:
        write(note)
    write(f"# {footer(report)}")


def table(report: Report) -> None:
    """Print tables with a plot in the last column."""
    from rich import box
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    console = Console()
    plain = not (console.encoding or "").lower().startswith("utf")
    for group, rows in report.groups():
        judged = any(row.verdict for row in rows)
        axis = axis_of(rows)
        head = Table(title=group or None, box=box.SIMPLE_HEAD, title_justify="left",
                     title_style="bold", pad_edge=False)  # fmt: skip
        head.add_column("")
        for name in ("value", "95 %", "n"):
            head.add_column(name, justify="right", no_wrap=True)
        if judged:
            head.add_column("wanted", no_wrap=True)
            head.add_column("", no_wrap=True)
        head.add_column(scale(rows, axis), no_wrap=True, min_width=WIDTH)
        for row in rows:
            colour = COLOURS[row.verdict]
            cells = [Text(row.measure), Text(value_of(row)), Text(interval_of(row)),
                     Text(str(row.figure.n))]  # fmt: skip
            if judged:
                cells += [Text(bounds_of(row)), Text(row.verdict, style=colour)]
            cells.append(Text(plot(row, axis, plain), style=colour or "cyan"))
            head.add_row(*cells)
        console.print(head)
    for note in report.findings.notes:
        console.print(Text(note))
    console.print(Text(f"{report.manifest.command}\n{footer(report)}", style="dim"))


def plot(row: Row, axis: Axis | None, plain: bool) -> str:
    """Draw a row's interval in characters.

    >>> from wargame.lab.intervals import Figure
    >>> row = Row("x", 0.2, 0.4, Figure(0.3, 0.25, 0.35, 9))
    >>> plot(row, None, plain=True)
    '           | ---o--- |           '
    """
    point, dash, tick, both, left, right = "o-|+<>" if plain else "●─│┼◂▸"
    on = axis or own_axis(row)
    cells = [" "] * WIDTH

    def place(value: float) -> int:
        return round(on.at(value) * (WIDTH - 1)) if isfinite(value) else -1

    ticks = (row.mark,) if row.mark is not None else (row.low, row.high)
    for value in ticks:
        if value is not None and 0 <= place(value) < WIDTH:
            cells[place(value)] = tick
    low = max(-9 * WIDTH, place(row.figure.low)) if isfinite(row.figure.low) else -1
    high = place(row.figure.high) if isfinite(row.figure.high) else WIDTH
    for at in range(max(0, low), min(WIDTH - 1, high) + 1):
        cells[at] = both if cells[at] in (tick, both) else dash
    if low < 0:
        cells[0] = left
    if high >= WIDTH:
        cells[-1] = right
    middle = place(row.figure.value)
    if 0 <= middle < WIDTH:
        cells[middle] = point
    return "".join(cells)


def scale(rows: list[Row], axis: Axis | None) -> str:
    """Write the ends of the axis over a plot."""
    if axis is None:
        return "below" + "wanted".center(WIDTH - 10) + "above"
    percent = all(row.percent for row in rows)
    low, high = (number(value, percent) for value in (axis.low, axis.high))
    return low + high.rjust(WIDTH - len(low))
