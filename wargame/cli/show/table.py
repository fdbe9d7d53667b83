"""One table: set by rich on a terminal, in plain columns in a pipe, and as CSV."""

from __future__ import annotations

import csv
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from io import StringIO
from typing import TYPE_CHECKING, TypeAlias

from attrs import frozen

from wargame.ui.printing import write

if TYPE_CHECKING:
    from rich.table import Table as Grid

GAP = 2
"""The space between two columns of a table, in cells."""
LONGEST = 16
"""Words longer than this may be broken."""
Cell: TypeAlias = str | tuple[str, str]
"""A text, or a text and rich's style for it."""


@frozen
class PlotColumn:
    """A last column that takes the room left: between `least` and `most` cells.

    `draw` returns its heading and a cell for each row at a width; it is not drawn in a pipe.
    """

    draw: Callable[[int], Sequence[Cell]]
    least: int
    most: int


@frozen
class Table:
    """Rows under their heads (none where there are no heads), and a title.

    A column whose cells all begin like numbers is aligned right. On a narrow terminal `spare`
    columns are left out, the first named first, and then the plot; the first column keeps at least
    `name_width` cells if it needs them.
    """

    title: str
    heads: Sequence[str]
    rows: Sequence[Sequence[Cell]]
    spare: Sequence[str] = ()
    plot: PlotColumn | None = None
    name_width: int = 0


def show(table: Table) -> None:
    """Print a table; on a terminal that is too narrow, print plain columns as in a pipe."""
    if not table.rows:
        write(table.title)
        write("  none")
    elif not sys.stdout.isatty() or not show_grids([table]):
        for line in plain_lines(table):
            write(line)


def show_grids(tables: Sequence[Table], after: Callable[[int], None] = lambda at: None) -> bool:
    """Print tables on a terminal; if one does not fit, print none and return False.

    `after` is called with a table's index once it is printed.
    """
    from rich.console import Console

    console = Console()
    grids = [grid(table, console.width) for table in tables]
    if None in grids:
        return False
    for at, drawn in enumerate(grids):
        console.print(drawn)
        after(at)
    return True


def plain_lines(table: Table) -> Iterator[str]:
    """Yield the lines of a table in columns without borders, its title first."""
    from rich.cells import cell_len

    if table.title:
        yield table.title
    rows = [[_text(cell) for cell in row] for row in (table.heads, *table.rows) if row]
    right = _figures(table.rows)
    widths = [max(map(cell_len, column)) for column in zip(*rows, strict=True)]
    for row in rows:
        padded = []
        for text, width, at in zip(row, widths, right, strict=True):
            space = " " * (width - cell_len(text))
            padded.append(space + text if at else text + space)
        yield ("  " + "  ".join(padded)).rstrip()


def csv_text(heads: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """Return rows under their heads as CSV, a bare newline after each."""
    text = StringIO()
    out = csv.writer(text, lineterminator="\n")
    out.writerow(heads)
    out.writerows(rows)
    return text.getvalue()


def grid(table: Table, room: int) -> Grid | None:
    """Return a table for a terminal `room` cells wide, no figure or word broken.

    Return None if it is too narrow for the columns that are not spare.
    """
    kept = list(range(len(table.heads)))
    for count in range(len(table.spare) + 1):
        kept = [at for at, head in enumerate(table.heads) if head not in table.spare[:count]]
        if (drawn := _set(table, kept, table.plot, room)) is not None:
            return drawn
    return None if table.plot is None else _set(table, kept, None, room)


def _set(table: Table, kept: Sequence[int], plot: PlotColumn | None, room: int) -> Grid | None:
    """Return a table of some columns and the plot; None if they do not fit."""
    from rich import box
    from rich.cells import cell_len
    from rich.table import Table as Grid
    from rich.text import Text

    rows: list[list[Cell]] = [[row[at] for at in kept] for row in table.rows]
    heads = [table.heads[at] for at in kept]
    right = _figures(rows)
    texts = [[_text(cell) for cell in column] for column in zip(heads, *rows, strict=True)]
    most = [max(map(cell_len, column)) for column in texts]
    least = [
        max(_longest(column[0]), *(map(cell_len if at else _longest, column[1:])))
        for column, at in zip(texts, right, strict=True)
    ]
    least[0] = max(least[0], min(most[0], table.name_width))
    if plot is not None:
        least, most = [*least, plot.least], [*most, plot.most]
    widths = fit(least, most, room - GAP * len(least))
    if widths is None:
        return None
    if plot is not None:
        head, *cells = plot.draw(widths[-1])
        heads, right = [*heads, _text(head)], [*right, False]
        rows = [[*row, cell] for row, cell in zip(rows, cells, strict=True)]
    drawn = Grid(title=Text(table.title) if table.title else None, title_style="bold",
                 title_justify="left", box=box.SIMPLE_HEAD, pad_edge=False,
                 collapse_padding=True)  # fmt: skip
    for head, at, width in zip(heads, right, widths, strict=True):
        drawn.add_column(
            Text(head), justify="right" if at else "left", overflow="fold", width=width
        )
    for row in rows:
        drawn.add_row(*(Text(_text(cell), style=_style(cell)) for cell in row))
    return drawn


def fit(least: Sequence[int], most: Sequence[int], room: int) -> list[int] | None:
    """Divide a width among columns, narrowing the widest first; return None if it is too small.

    >>> fit([4, 3], [4, 9], 10), fit([4, 3], [4, 9], 6)
    ([4, 6], None)
    """
    if sum(least) > room:
        return None
    widths = list(most)
    while sum(widths) > room:
        loose = [at for at, width in enumerate(widths) if width > least[at]]
        widths[max(loose, key=widths.__getitem__)] -= 1
    return widths


def _figures(rows: Sequence[Sequence[Cell]]) -> list[bool]:
    """Return for each column whether all its cells hold figures."""
    return [all(not _text(cell) or _text(cell)[0] in "+−-–.0123456789" for cell in column)
            for column in zip(*rows, strict=True)]  # fmt: skip


def _longest(text: str) -> int:
    """Return the width of the longest word, or of its part that may not be broken."""
    return min(LONGEST, max(map(len, text.split()), default=0))


def _text(cell: Cell) -> str:
    return cell if isinstance(cell, str) else cell[0]


def _style(cell: Cell) -> str:
    return "" if isinstance(cell, str) else cell[1]
