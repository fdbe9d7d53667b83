"""Printing a comparison: tables on a terminal, plain text when piped."""

from __future__ import annotations

import sys
from collections.abc import Iterator

from attrs import frozen

from wargame.engine.scoring import halves_text
from wargame.saves.export.compare import Comparison, Made
from wargame.saves.format.errors import printable
from wargame.ui.printing import write

Cell = tuple[str, bool]
"""A text, and whether the games differ in it."""


@frozen
class Table:
    """A table to be printed; the first row is its head."""

    title: str
    rows: list[list[Cell]]


def show(found: Comparison) -> None:
    """Print a comparison."""
    if not sys.stdout.isatty():
        for line in head(found):
            write(line)
        for table in tables(found):
            write()
            write(table.title)
            for line in plain(table):
                write(line)
        return
    from rich.console import Console
    from rich.table import Table as Grid
    from rich.text import Text

    console = Console()
    for line in head(found):
        console.print(Text(line))
    for table in tables(found):
        grid = Grid(title=Text(table.title), title_justify="left")
        for text, _ in table.rows[0]:
            grid.add_column(Text(text))
        for row in table.rows[1:]:
            cells = [Text(text, style="bold yellow" if odd else "") for text, odd in row]
            grid.add_row(*cells)
        console.print(grid)


def head(found: Comparison) -> Iterator[str]:
    """Say which games they are and where they part."""
    yield f"{found.title}: two games of the same deal"
    for letter, side in zip("AB", found.sides, strict=True):
        yield f"{letter}  {printable(side.file)}  {side.verdict}: {side.sentence}"
    if found.branched:
        yield found.branched
    if found.public:
        yield "One of them is unfinished, so this compares what the public saw."
    yield parting(found)
    for letter, made in zip("AB", found.parted, strict=True):
        if not found.alike:
            yield f"  {letter}  {chosen(made)}"


def parting(found: Comparison) -> str:
    """Say where the games part."""
    count = f"{found.same} {'open ' if found.public else ''}choice{'' if found.same == 1 else 's'}"
    if found.alike:
        return f"No choice differs: all {count} are the same."
    made = found.parted[0] or found.parted[1]
    assert made is not None
    ply = f"ply {made.ply}, " if made.ply is not None else ""
    where = f"{ply}turn {made.turn}, {made.phase or 'at the start'}"
    return f"First decision that differs, after {count} that do not: {where}"


def chosen(made: Made | None) -> str:
    """Say what one game chose where they part."""
    if made is None:
        return "has no more choices"
    why = f" — “{made.reason}”" if made.reason else ""
    return f"{made.seat}: {made.prompt} {made.text} ({made.key}){why}"


def tables(found: Comparison) -> Iterator[Table]:
    """Return the levels turn by turn, the verdicts, and what the points are made of."""
    turns = found.turns
    if turns:
        header: list[Cell] = [
            ("", False),
            *((str(turn) if turn else "dealt", False) for turn in turns),
        ]
        rows = [header]
        levels: dict[str, str] = {x.level: x.name for of in turns.values() for x in of}
        for id, name in levels.items():
            row: list[Cell] = [(name, False)]
            for of in turns.values():
                level = next((x for x in of if x.level == id), None)
                one, other = level.values if level is not None else (None, None)
                text = number(one) if one == other else f"{number(one)}/{number(other)}"
                row.append((text, level is not None and level.differs))
            rows.append(row)
        yield Table("Levels at each end of a turn, A/B", rows)
    if any(side.results for side in found.sides):
        yield Table("Verdicts", list(verdicts(found)))


def verdicts(found: Comparison) -> Iterator[list[Cell]]:
    """Return the rows of the verdicts."""
    yield [("", False), ("A", False), ("B", False)]
    endings = [side.ending or "–" for side in found.sides]
    yield [("Ending", False), *((text, endings[0] != endings[1]) for text in endings)]
    for seat, name in found.seats.items():
        results = [side.results.get(seat) for side in found.sides]
        texts = [f"{r.tier}, {halves_text(r.halves)}" if r else "–" for r in results]
        yield [(name, False), *((text, texts[0] != texts[1]) for text in texts)]
        lines = [dict(result.lines) if result else {} for result in results]
        for line in dict.fromkeys([*lines[0], *lines[1]]):
            halves = [of.get(line) for of in lines]
            texts = ["–" if n is None else halves_text(n) for n in halves]
            yield [(f"  {line}", False), *((text, texts[0] != texts[1]) for text in texts)]


def number(value: int | None) -> str:
    """Write a level; – where a game did not get there."""
    return "–" if value is None else str(value).replace("-", "−")


def plain(table: Table) -> Iterator[str]:
    """Set a table in columns, without lines."""
    from rich.cells import cell_len as cells

    columns = range(len(table.rows[0]))
    widths = [max(cells(row[at][0]) for row in table.rows) for at in columns]
    for row in table.rows:
        padded = (
            text + " " * (width - cells(text)) for (text, _), width in zip(row, widths, strict=True)
        )
        yield "  ".join(padded).rstrip()
