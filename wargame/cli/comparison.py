"""Printing a comparison: tables on a terminal, plain text when piped."""

from __future__ import annotations

from collections.abc import Iterator

from wargame.cli.show.table import Table
from wargame.cli.show.table import show as show_table
from wargame.saves.export.compare import Comparison, Made, VerdictRow
from wargame.saves.format.errors import printable
from wargame.ui.printing import write
from wargame.ui.words import ENGLISH

Cell = tuple[str, bool]
"""A text, and whether the games differ in it."""
NONE = "–"
"""Shown where a game has no such value."""


def show(both: Comparison) -> None:
    """Print a comparison."""
    for line in head(both):
        write(line)
    for table in tables(both):
        write()
        show_table(table)


def head(both: Comparison) -> Iterator[str]:
    """Yield the lines that name the games and say where they first differ."""
    yield ENGLISH.compared(both.title)
    for letter, side in zip("AB", both.sides, strict=True):
        yield f"{letter}  {printable(side.file)}  {side.verdict}: {side.sentence}"
    if both.branched:
        yield both.branched
    if both.notice:
        yield both.notice
    yield both.parting
    for letter, made in zip("AB", both.parted, strict=True):
        if not both.alike:
            yield f"  {letter}  {chosen(made)}"


def chosen(made: Made | None) -> str:
    """Return the choice of one game where they first differ."""
    if made is None:
        return ENGLISH.has_no_more_choices()
    why = f" — “{made.reason}”" if made.reason else ""
    return f"{made.seat}: {made.prompt} {made.text} ({made.key}){why}"


def tables(both: Comparison) -> Iterator[Table]:
    """Yield the levels turn by turn, then the verdicts with what the points are made of."""
    turns = both.turns
    if turns:
        header: list[Cell] = [
            ("", False),
            *((str(turn) if turn else ENGLISH.compared_dealt(), False) for turn in turns),
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
        yield _table(ENGLISH.compared_levels(), rows)
    if verdicts := [*both.verdict_rows()]:
        title: list[Cell] = [("", False), ("A", False), ("B", False)]
        yield _table(ENGLISH.compared_verdicts(), [title, *map(cells, verdicts)])


def cells(row: VerdictRow) -> list[Cell]:
    """Return a row of the verdicts as cells: its name, indented for a line of points, and A, B."""
    name = f"  {row.name}" if row.kind == "line" else row.name
    return [(name, False), *((text or NONE, row.differs) for text in row.texts)]


def number(value: int | None) -> str:
    """Return a level as text; – if the game did not get there."""
    return NONE if value is None else str(value).replace("-", "−")


def _table(title: str, rows: list[list[Cell]]) -> Table:
    """Make a table of rows, the first of which is the head; cells that differ are bright."""
    body = [[(text, "bold yellow" if odd else "") for text, odd in row] for row in rows[1:]]
    return Table(title, [text for text, _ in rows[0]], body)
