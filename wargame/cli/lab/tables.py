"""What studies print: tables and plots, set with rich on a terminal, plain text when piped."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from math import isfinite
from shutil import get_terminal_size
from statistics import fmean

from wargame.cli.lab.words import interval, number
from wargame.lab.intervals import Figure
from wargame.ui.printing import write

BLOCKS = "▁▂▃▄▅▆▇█"
DIGITS = "01234567"
WIDTH = 72
GAP = 2
"""What stands between two columns of a table on a terminal."""
LONGEST = 16
"""Words that are longer may be broken."""


def table(
    title: str, heads: Sequence[str], rows: Sequence[Sequence[str]], spare: Sequence[str] = ()
) -> None:
    """Print a table; cells that hold a figure stand at the right of their column.

    On a narrow terminal `spare` columns are left out, the first named first; one that is too narrow
    for the others gets the lines of a pipe.
    """
    write(title)
    if not rows:
        write("  none")
        return
    if sys.stdout.isatty():
        for count in range(len(spare) + 1):
            kept = [at for at, head in enumerate(heads) if head not in spare[:count]]
            if grid([heads[at] for at in kept], [[row[at] for at in kept] for row in rows]):
                return
    right = figures(rows)
    sizes = [max(map(len, col)) for col in zip(heads, *rows, strict=True)]
    for row in (heads, *rows):
        cells = [cell.rjust(size) if at else cell.ljust(size)
                 for cell, size, at in zip(row, sizes, right, strict=True)]  # fmt: skip
        write(("  " + "  ".join(cells)).rstrip())


def figures(rows: Sequence[Sequence[str]]) -> list[bool]:
    """Say of each column whether all its cells hold figures."""
    return [all(not cell or cell[0] in "+−-.0123456789" for cell in col)
            for col in zip(*rows, strict=True)]  # fmt: skip


def grid(heads: Sequence[str], rows: Sequence[Sequence[str]]) -> bool:
    """Print a table on a terminal, no figure or word broken; False where it is too narrow."""
    from rich import box
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    console, right = Console(), figures(rows)
    columns = list(zip(heads, *rows, strict=True))
    least = [
        max([widest(head), *(len(cell) if at else widest(cell) for cell in cells)])
        for (head, *cells), at in zip(columns, right, strict=True)
    ]
    widths = fit(least, [max(map(len, col)) for col in columns], console.width - GAP * len(columns))
    if widths is None:
        return False
    found = Table(box=box.SIMPLE_HEAD, pad_edge=False, collapse_padding=True)
    for head, at, width in zip(heads, right, widths, strict=True):
        found.add_column(
            Text(head), justify="right" if at else "left", overflow="fold", width=width
        )
    for row in rows:
        found.add_row(*map(Text, row))
    console.print(found)
    return True


def widest(text: str) -> int:
    """Give the length of the longest word that may not be broken."""
    return min(LONGEST, max(map(len, text.split()), default=0))


def fit(least: Sequence[int], most: Sequence[int], room: int) -> list[int] | None:
    """Share a room out over columns, the widest giving way first; None where it is too small.

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


def say(text: str = "", colour: str = "") -> None:
    """Print a line, in a colour where there is a terminal."""
    if colour and sys.stdout.isatty():
        from rich.console import Console
        from rich.text import Text

        Console().print(Text(text, style=colour), soft_wrap=True)
    else:
        write(text)


def room(taken: int) -> int:
    """Give how wide a plot may be beside so many columns that are taken."""
    columns = get_terminal_size().columns if sys.stdout.isatty() else WIDTH + taken
    return max(1, min(WIDTH, columns - taken))


def spark(values: Sequence[float], low: float, high: float, width: int = WIDTH) -> str:
    """Draw values as a row of bars, at most `width`; where more fall together, their mean."""
    signs = BLOCKS if "utf" in (sys.stdout.encoding or "").lower() else DIGITS
    drawn = []
    for part in columns(len(values), width):
        value = fmean(values[at] for at in part)
        place = (value - low) / (high - low) * len(signs)
        drawn.append(signs[max(0, min(len(signs) - 1, int(place)))])
    return "".join(drawn)


def columns(count: int, width: int = WIDTH) -> list[range]:
    """Share `count` places out over at most `width` columns."""
    wide = min(count, width)
    return [range(at * count // wide, (at + 1) * count // wide) for at in range(wide)]


def share(figure: Figure) -> str:
    """Write a share and its interval in per cent, such as `12 (8–17)`."""
    if not figure.n:
        return ""
    return f"{100 * figure.value:.0f} ({100 * figure.low:.0f}–{100 * figure.high:.0f})"


def percent(figure: Figure) -> str:
    """Write a share and its interval in full, such as `12.3 % (8.1 to 17.4 %)`."""
    return f"{number(figure.value, True)} {interval(figure, True)}"


def change(figure: Figure, unit: float = 1.0, places: int = 2) -> str:
    """Write a difference and its interval, such as `+0.12 (−0.05 to +0.30)`."""
    if not figure.n or not isfinite(figure.low):
        return ""
    value, low, high = (
        f"{part * unit:+.{places}f}".replace("-", "−")
        for part in (figure.value, figure.low, figure.high)
    )
    return f"{value} ({low} to {high})"
