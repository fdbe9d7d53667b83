"""A report as a picture: one panel a group, one line a row, drawn by matplotlib.

The same report gives the same bytes: no date, no random ids. Text stays text, so that the picture
can be searched and needs no font of its own.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from io import BytesIO
from math import isfinite
from pathlib import Path
from stat import S_ISREG
from typing import Any

from wargame.cli.lab.words import (
    Axis,
    OutputTrouble,
    axis_of,
    bounds_of,
    footer,
    number,
    own_axis,
    value_of,
)
from wargame.lab.report import Report, Row
from wargame.saves.format.errors import SaveFailed
from wargame.saves.write.disk import replace
from wargame.system.signs import printable

INK, QUIET, BAND, RULE = "#24303a", "#6b7884", "#dfeae7", "#d5dbe0"
SIGNS = {
    "": ("#2f6f8f", "o"), "HOLDS": ("#2e7d6b", "o"), "FAILS": ("#c2491d", "X"),
    "UNDECIDED": ("#b8860b", "D"),
}  # fmt: skip
"""Colour and shape say the same, for those who do not tell colours apart."""
LINE, HEAD, WIDTH, LEFT, RIGHT = 0.26, 0.62, 10.7, 3.8, 3.0
"""In inches: a row, a panel's heading with its axis, the picture, its margins for words."""
PICTURE = re.compile(rb"\s*(<\?xml[^>]*>\s*)?(<!--.*?-->\s*)*<(!DOCTYPE )?svg", re.DOTALL)
"""How an SVG file begins."""


def check_path(path: Path, others: Iterable[Path] = ()) -> None:
    """Say nothing of a path that a picture can be drawn to: nothing is there, or an older picture.

    `others` are the files that a command reads or writes. Raises `OutputTrouble`.
    """
    _figure()
    if any(os.path.realpath(path) == os.path.realpath(other) for other in others):
        raise OutputTrouble(f"--svg would overwrite {path}, which is used here; name another file")
    try:
        allowed = os.access(Path(os.path.realpath(path)).parent, os.W_OK | os.X_OK)
        if not _is_new(path):
            with path.open("rb") as file:
                head = file.read(4096)
            if head and not PICTURE.match(head):
                raise OutputTrouble(f"{path} is there already and is no SVG; name another file")
            allowed &= os.access(path, os.W_OK)
    except OSError as error:
        raise OutputTrouble(f"cannot write {path}: {error.strerror}") from None
    if not allowed:
        raise OutputTrouble(f"cannot write {path}: Permission denied")


def _is_new(path: Path) -> bool:
    try:
        mode = path.stat().st_mode
    except FileNotFoundError:
        path.parent.stat()
        return True
    if not S_ISREG(mode):
        raise OutputTrouble(f"cannot write {path}: it is no plain file")
    return False


def draw(report: Report, path: Path) -> None:
    """Draw a report into an SVG file. Raises `OutputTrouble`."""
    groups = report.groups()
    height = sum(HEAD + LINE * len(rows) for _, rows in groups) + 1.35
    title = f"{report.name}: {report.manifest.scenario}, {report.manifest.games} games"
    with canvas(report, path, height, title) as picture:
        top = height - 0.6
        for group, rows in groups:
            _panel(picture, group, rows, top, height)
            top -= HEAD + LINE * len(rows)
        legend = "points with 95 % intervals"
        if any(row.mark is not None for row in report.rows):
            legend += "; dashed: an even share"
        if any(row.verdict for row in report.rows):
            legend += "; band: what is wanted; ● holds   ◆ undecided   ✖ fails"
        say(picture, 0.25, 0.50, height, legend, size=8, color=QUIET)


@contextmanager
def canvas(report: Report, path: Path, height: float, title: str) -> Iterator[Any]:
    """Give a picture to draw on, with title and footer, and save it. Raises `OutputTrouble`."""
    matplotlib, figure = _figure()
    style: Any = {
        "svg.hashsalt": "wargame", "svg.fonttype": "none", "font.size": 9, "text.color": INK,
        "font.family": "sans-serif", "text.parse_math": False,
        "font.sans-serif": ["Helvetica", "Arial", "DejaVu Sans"],
    }  # fmt: skip
    m = report.manifest
    with matplotlib.rc_context(style):
        picture = figure(figsize=(WIDTH, height), facecolor="white")
        say(picture, 0.25, height - 0.38, height, title, size=14, weight="bold")
        yield picture
        say(picture, 0.25, 0.31, height, m.command, size=7, color=QUIET)
        say(picture, 0.25, 0.14, height, footer(report), size=7, color=QUIET)
        drawn = BytesIO()
        told = {"Date": None, "Creator": None, "Title": printable(m.command)}
        picture.savefig(drawn, format="svg", metadata=told)
        try:
            replace(path, drawn.getvalue())
        except SaveFailed as error:
            raise OutputTrouble(str(error)) from None


def _figure() -> tuple[Any, Any]:
    """Give matplotlib and its figures. Raises `OutputTrouble`.

    A back end that is named for other programs is not asked for: it need not be there, and
    pictures are drawn without one.
    """
    os.environ.pop("MPLBACKEND", None)
    try:
        import matplotlib
        from matplotlib.figure import Figure
    except ImportError:
        raise OutputTrouble(
            "a picture needs matplotlib: pip install 'under-the-umbrella[lab]'"
        ) from None
    return matplotlib, Figure


def say(picture: Any, x: float, y: float, height: float, text: str, **style: Any) -> None:
    """Write a text at a place given in inches from the lower left corner."""
    picture.text(x / WIDTH, y / height, printable(text), **style)


def _panel(picture: Any, group: str, rows: list[Row], top: float, height: float) -> None:
    """Draw a group: its heading, then a line for each row."""
    say(picture, 0.25, top - 0.28, height, group, size=10, weight="bold")
    deep = LINE * len(rows)
    plot = picture.add_axes(
        (LEFT / WIDTH, (top - 0.36 - deep) / height, (WIDTH - LEFT - RIGHT) / WIDTH, deep / height)
    )
    axis = axis_of(rows)
    plot.set_xlim(0, 1)
    plot.set_ylim(len(rows) - 0.5, -0.5)
    plot.set_yticks([])
    for side in ("top", "left", "right", "bottom"):
        plot.spines[side].set_visible(False)
    plot.hlines(range(len(rows)), 0, 1, color=RULE, linewidth=0.6, zorder=0)
    if axis is None:
        plot.axvspan(1 / 3, 2 / 3, color=BAND, linewidth=0, zorder=-1)
        plot.set_xticks([])
    else:
        _ticks(plot, rows, axis)
        for mark in {row.mark for row in rows if row.mark is not None}:
            plot.axvline(axis.at(mark), color=INK, linewidth=0.8, linestyle=(0, (3, 3)))
    for at, row in enumerate(rows):
        _row(plot, row, at, axis or own_axis(row))


def _ticks(plot: Any, rows: list[Row], axis: Axis) -> None:
    """Write round numbers below a panel."""
    from matplotlib.ticker import MaxNLocator

    values = [v for v in MaxNLocator(5).tick_values(axis.low, axis.high) if 0 <= axis.at(v) <= 1]
    percent = all(row.percent for row in rows)
    names = [f"{100 * v:g} %" if percent else f"{round(v, 9):g}" for v in values]
    plot.set_xticks([axis.at(v) for v in values], names, fontsize=7, color=QUIET)
    plot.tick_params(length=2, color=QUIET, pad=1)


def _row(plot: Any, row: Row, at: int, axis: Axis) -> None:
    """Draw one row; what lies beyond the axis ends in an arrow."""
    colour, sign = SIGNS[row.verdict]
    figure = row.figure
    low = axis.at(figure.low) if isfinite(figure.low) else -1.0
    high = axis.at(figure.high) if isfinite(figure.high) else 2.0
    middle = axis.at(figure.value)
    plot.hlines(at, min(max(0.0, low), 1.0), max(min(1.0, high), 0.0), color=colour, linewidth=2)
    for beyond, edge, arrow in ((low < 0, 0.0, "<"), (high > 1, 1.0, ">")):
        if beyond:
            plot.plot(edge, at, arrow, color=colour, markersize=5, clip_on=False)
    if 0 <= middle <= 1:
        plot.plot(middle, at, sign, color=colour, markersize=6, clip_on=False,
                  markeredgecolor="white", markeredgewidth=0.6)  # fmt: skip
    words = {"va": "center", "clip_on": False}
    inch = 1 / (WIDTH - LEFT - RIGHT)
    plot.text(-0.08 * inch, at, printable(row.measure), ha="right", fontsize=8.5, **words)
    percent = row.percent
    interval = f"{number(figure.low, percent).removesuffix(' %')} to {number(figure.high, percent)}"
    plot.text(
        1 + 0.12 * inch, at, value_of(row), weight="bold", fontsize=8.5, color=colour, **words
    )
    plot.text(1 + 0.74 * inch, at, interval, fontsize=7.5, color=QUIET, **words)
    if row.verdict:
        plot.text(1 + 1.85 * inch, at, f"want {bounds_of(row)}", fontsize=7.5, color=INK, **words)
