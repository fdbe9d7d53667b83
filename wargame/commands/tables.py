"""What studies print: tables and plots, set with rich on a terminal, plain text when piped."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from math import isfinite
from statistics import fmean

from wargame.commands.lab_words import interval, number
from wargame.lab.intervals import Figure
from wargame.show import write

BLOCKS = "▁▂▃▄▅▆▇█"
DIGITS = "01234567"
WIDTH = 72


def table(title: str, heads: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    """Print a table; cells that hold a figure stand at the right of their column."""
    write(title)
    if not rows:
        write("  none")
        return
    right = [all(not cell or cell[0] in "+−-.0123456789" for cell in col)
             for col in zip(*rows, strict=True)]  # fmt: skip
    if sys.stdout.isatty():
        from rich import box
        from rich.console import Console
        from rich.table import Table
        from rich.text import Text

        grid = Table(box=box.SIMPLE_HEAD, pad_edge=False)
        for head, at in zip(heads, right, strict=True):
            grid.add_column(head, justify="right" if at else "left", overflow="fold")
        for row in rows:
            grid.add_row(*map(Text, row))
        Console().print(grid)
        return
    sizes = [max(map(len, col)) for col in zip(heads, *rows, strict=True)]
    for row in (heads, *rows):
        cells = [cell.rjust(size) if at else cell.ljust(size)
                 for cell, size, at in zip(row, sizes, right, strict=True)]  # fmt: skip
        write(("  " + "  ".join(cells)).rstrip())


def say(text: str = "", colour: str = "") -> None:
    """Print a line, in a colour where there is a terminal."""
    if colour and sys.stdout.isatty():
        from rich.console import Console
        from rich.text import Text

        Console().print(Text(text, style=colour), soft_wrap=True)
    else:
        write(text)


def spark(values: Sequence[float], low: float, high: float, plain: bool, width: int = WIDTH) -> str:
    """Draw values as a row of bars, at most `width`; where more fall together, their mean."""
    signs = DIGITS if plain or "utf" not in (sys.stdout.encoding or "").lower() else BLOCKS
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
