"""The board of a scenario, to print: each level as a row of boxes, as it is dealt."""

from __future__ import annotations

from collections.abc import Iterator

from attrs import frozen

from wargame.content.program import Program
from wargame.table.layout import Scope

MOST_BOXES = 13
"""A row with more is counted on paper."""


@frozen
class BoardRow:
    """A level: its name, its numbers, and the one that it begins at; no numbers for one that is
    counted on paper."""

    name: str
    numbers: tuple[int, ...]
    start: int


@frozen
class BoardPart:
    """The rows of the table, or those of a seat."""

    title: str
    rows: tuple[BoardRow, ...]


def board(program: Program, shared: str) -> Iterator[BoardPart]:
    """Yield the part that all share, under the title `shared`, and that of each seat."""
    words, seats = program.book.words, range(program.book.seats)
    titles = [shared, *(words.seat(seat) for seat in seats)]
    rows: list[list[BoardRow]] = [[] for _ in titles]
    layout, levels = program.book.layout, program.deal(0).levels
    for track in layout.in_play:
        for offset in range(track.size):
            if track.owners and offset not in track.owners:
                continue
            level, own = track.base + offset, track.scope is Scope.SEAT
            name = words.track(track) if own else words.level(level)
            numbers = tuple(range(layout.lows[level], layout.highs[level] + 1))
            kept = numbers if len(numbers) <= MOST_BOXES else ()
            rows[1 + offset if own else 0].append(
                BoardRow(f"{name[:1].upper()}{name[1:]}", kept, levels[level])
            )
    for title, own_rows in zip(titles, rows, strict=True):
        yield BoardPart(title, tuple(own_rows))
