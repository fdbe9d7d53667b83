"""The course of a game: public points, relations, threats and Support after each turn.

The end of a game draws some of it, its report all.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from attrs import frozen

from wargame.content.program import Program
from wargame.engine.game import Game
from wargame.engine.scoring import halves_text, public_lines
from wargame.table.layout import Scope, Track
from wargame.table.state import Facts

POINTS: Final = "points"
RELATION: Final = "relation"
THREAT: Final = "threat"
SUPPORT: Final = "support"


@frozen
class Course:
    """A line over the turns, the deal first: a seat's public points in halves, or a level; `kind`
    is one of the four above."""

    kind: str
    label: str
    points: tuple[int, ...]
    low: int
    high: int

    @property
    def grain(self) -> int:
        """How many steps of the line make one of what it counts."""
        return 2 if self.kind == POINTS else 1

    def text(self, at: int) -> str:
        """Write the value at a turn."""
        return halves_text(self.points[at]) if self.kind == POINTS else str(self.points[at])


def public_points(program: Program, facts: Facts) -> list[int]:
    """List the public points of each seat, in halves, as things stand."""
    seats = range(program.book.seats)
    return [sum(halves for _, halves in public_lines(program, facts, seat)) for seat in seats]


def courses(game: Game, facts: Sequence[Facts]) -> Iterator[Course]:
    """Yield the courses of a game, of which these are the facts at the deal and after each turn."""
    public = [public_points(game.program, one) for one in facts]
    reached = [halves for row in public for halves in row]
    low, high = min(0, *reached), max(1, *reached)
    for seat in range(len(game.seats)):
        points = tuple(row[seat] for row in public)
        yield Course(POINTS, game.words.seat(seat), points, low, high)
    layout = game.layout
    for track in layout.in_play:
        if not (kind := _kind(game, track)):
            continue
        for level in range(track.base, track.base + track.size):
            values = tuple(one.levels[level] for one in facts)
            name = game.words.level(level)
            yield Course(kind, name, values, layout.lows[level], layout.highs[level])


def _kind(game: Game, track: Track) -> str:
    if track.scope is Scope.PAIR:
        return RELATION
    if track.scope is Scope.THEATRE:
        return THREAT
    return SUPPORT if track.base == game.book.roles.support else ""
