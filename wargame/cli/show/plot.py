"""Rows as a picture: one panel a group, one line a row, laid out and drawn by matplotlib.

The same rows give the same bytes: no date, no random ids. Text stays text, so that the picture can
be searched and needs no font of its own. Panels, labels and margins are placed by matplotlib's
constrained layout, so that no text lies over another.
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

from wargame.cli.show.figures import (
    Axis,
    OutputTrouble,
    axis_of,
    bounds_of,
    footer,
    number,
    own_axis,
    value_of,
)
from wargame.lab.findings import Findings, Row
from wargame.lab.manifest import Manifest
from wargame.saves.format.errors import SaveFailed
from wargame.saves.write.disk import replace
from wargame.system.signs import printable

INK, QUIET, BAND, RULE = "#24303a", "#6b7884", "#dfeae7", "#d5dbe0"
SIGNS = {
    "": ("#2f6f8f", "o"), "HOLDS": ("#2e7d6b", "o"), "FAILS": ("#c2491d", "X"),
    "UNDECIDED": ("#b8860b", "D"),
}  # fmt: skip
"""Each verdict has a colour and a shape, for readers who cannot tell the colours apart."""
WIDTH, LINE, PANEL, MARGINS = 10.7, 0.26, 0.6, 1.4
"""In inches: the picture's width; the heights of a row, of a panel's heading with its axis, and of
the title with the lines at the foot."""
COLUMNS = (7, 52, 128)
"""The offsets of value, interval and bounds from the right edge of a panel, in points."""
STYLE = {
    "svg.hashsalt": "wargame", "svg.fonttype": "none", "font.size": 8.5, "text.color": INK,
    "font.family": "sans-serif", "font.sans-serif": ["Helvetica", "Arial", "DejaVu Sans"],
    "text.parse_math": False, "axes.titlesize": 10, "axes.titleweight": "bold",
    "axes.titlelocation": "left", "axes.titlecolor": INK, "axes.edgecolor": RULE,
    "axes.spines.top": False, "axes.spines.right": False, "axes.spines.left": False,
    "axes.spines.bottom": False, "axes.axisbelow": True, "grid.color": RULE, "grid.linewidth": 0.6,
    "xtick.labelsize": 7, "xtick.labelcolor": QUIET, "xtick.color": QUIET,
    "xtick.major.size": 2, "xtick.major.pad": 1, "ytick.major.size": 0, "ytick.major.pad": 8,
    "ytick.labelcolor": INK,
}  # fmt: skip
PICTURE = re.compile(rb"\s*(<\?xml[^>]*>\s*)?(<!--.*?-->\s*)*<(!DOCTYPE )?svg", re.DOTALL)
"""How an SVG file begins."""


def check_path(path: Path, others: Iterable[Path] = ()) -> None:
    """Check that a picture can be drawn to a path: it is free, or holds an older picture.

    `others` are the files that a command reads or writes. Raises `OutputTrouble`.
    """
    _matplotlib()
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


def draw_rows(findings: Findings, manifest: Manifest, path: Path) -> None:
    """Draw rows into an SVG file. Raises `OutputTrouble`."""
    groups = findings.groups()
    legend = "points with 95 % intervals"
    if any(row.mark is not None for row in findings.rows):
        legend += "; dashed: an even share"
    if any(row.verdict for row in findings.rows):
        legend += "; band: what is wanted; ● holds   ◆ undecided   ✖ fails"
    title = f"{manifest.study}: {manifest.scenario}, {manifest.games} games"
    height = MARGINS + PANEL * len(groups) + LINE * len(findings.rows)
    with picture(manifest, path, height, title, [legend]) as figure:
        deep = [len(rows) for _, rows in groups]
        panels = figure.subplots(len(groups), height_ratios=deep, squeeze=False)[:, 0]
        for panel, (group, rows) in zip(panels, groups, strict=True):
            _draw_group(panel, group, rows)


@contextmanager
def picture(
    manifest: Manifest, path: Path, height: float, title: str, foot: list[str]
) -> Iterator[Any]:
    """Return a figure to draw on, with title and foot, and save it. Raises `OutputTrouble`.

    `height` is in inches; `foot` are lines above those that name the command.
    """
    matplotlib, new_figure = _matplotlib()
    with matplotlib.rc_context(STYLE):
        figure = new_figure(figsize=(WIDTH, height), facecolor="white", layout="constrained")
        figure.get_layout_engine().set(w_pad=0.15, h_pad=0.08, hspace=0)
        figure.suptitle(printable(title), x=0.02, ha="left", size=14, weight="bold")
        lines = [*foot, manifest.command, footer(manifest)]
        figure.supxlabel(
            "\n".join(map(printable, lines)),
            x=0.02,
            ha="left",
            size=7.5,
            color=QUIET,
            linespacing=1.5,
        )
        yield figure
        drawn = BytesIO()
        named = {"Date": None, "Creator": None, "Title": printable(manifest.command)}
        figure.savefig(drawn, format="svg", metadata=named)
        try:
            replace(path, drawn.getvalue())
        except SaveFailed as error:
            raise OutputTrouble(str(error)) from None


def _matplotlib() -> tuple[Any, Any]:
    """Return matplotlib and its figures. Raises `OutputTrouble`.

    A back end that the environment names is ignored: it may be missing, and none is needed.
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


def _draw_group(panel: Any, group: str, rows: list[Row]) -> None:
    """Draw a group: its heading, then a line for each row."""
    panel.set_title(printable(group))
    panel.set_xlim(0, 1)
    panel.set_ylim(len(rows) - 0.5, -0.5)
    panel.set_yticks(range(len(rows)), [printable(row.measure) for row in rows])
    panel.grid(axis="y")
    axis = axis_of(rows)
    if axis is None:
        panel.axvspan(1 / 3, 2 / 3, color=BAND, linewidth=0, zorder=0)
        panel.set_xticks([])
    else:
        _draw_ticks(panel, rows, axis)
        for mark in sorted({row.mark for row in rows if row.mark is not None}):
            panel.axvline(axis.at(mark), color=INK, linewidth=0.8, linestyle=(0, (3, 3)))
    for at, row in enumerate(rows):
        _draw_row(panel, row, at, axis or own_axis(row))


def _draw_ticks(panel: Any, rows: list[Row], axis: Axis) -> None:
    """Write round numbers below a panel."""
    from matplotlib.ticker import MaxNLocator

    values = [v for v in MaxNLocator(5).tick_values(axis.low, axis.high) if 0 <= axis.at(v) <= 1]
    percent = all(row.percent for row in rows)
    names = [f"{100 * v:g} %" if percent else f"{round(v, 9):g}" for v in values]
    panel.set_xticks([axis.at(v) for v in values], names)


def _draw_row(panel: Any, row: Row, at: int, axis: Axis) -> None:
    """Draw one row with its figures beside it; an interval that leaves the axis ends in an
    arrow."""
    colour, sign = SIGNS[row.verdict]
    figure = row.figure
    low = axis.at(figure.low) if isfinite(figure.low) else -1.0
    high = axis.at(figure.high) if isfinite(figure.high) else 2.0
    middle = axis.at(figure.value)
    start, end = min(max(0.0, low), 1.0), max(min(1.0, high), 0.0)
    panel.errorbar((start + end) / 2, at, xerr=abs(end - start) / 2, color=colour, elinewidth=2)
    for beyond, edge, arrow in ((low < 0, 0.0, "<"), (high > 1, 1.0, ">")):
        if beyond:
            panel.plot(edge, at, arrow, color=colour, markersize=5, clip_on=False)
    if 0 <= middle <= 1:
        panel.plot(middle, at, sign, color=colour, markersize=6, clip_on=False,
                   markeredgecolor="white", markeredgewidth=0.6)  # fmt: skip
    percent = row.percent
    interval = f"{number(figure.low, percent).removesuffix(' %')} to {number(figure.high, percent)}"
    words: list[tuple[str, dict[str, Any]]] = [
        (value_of(row), {"weight": "bold", "color": colour}),
        (interval, {"size": 7.5, "color": QUIET}),
    ]
    if row.verdict:
        words.append((f"want {bounds_of(row)}", {"size": 7.5, "color": INK}))
    for (text, style), right in zip(words, COLUMNS, strict=False):
        panel.annotate(text, (1, at), (right, 0), ("axes fraction", "data"), "offset points",
                       va="center", annotation_clip=False, **style)  # fmt: skip
