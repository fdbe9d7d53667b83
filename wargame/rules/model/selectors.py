"""Names that became things: what a string in TOML points at, once the loader has read it."""

from __future__ import annotations

from typing import NewType

from attrs import frozen

from wargame.table.layout import Track

Seat = NewType("Seat", int)
"""A seat, by its place among the layout's seats."""
PenaltyNo = NewType("PenaltyNo", int)
"""A penalty, by its place among the ruleset's penalties."""
LaneNo = NewType("LaneNo", int)
"""A lane of events, by its place among the ruleset's lanes."""


@frozen
class Level:
    """One level: the same for everybody, or each seat's own."""

    index: int
    own: bool
    name: str

    def at(self, seat: int) -> int:
        """Give its place in `State.levels` for `seat`."""
        return self.index + seat if self.own else self.index


@frozen
class Place:
    """Levels of a theatre or pair track, seen from each seat.

    `levels[seat]` are the levels meant for that seat; `choice` says that it picks one of them,
    otherwise all are meant (none, where a seat would meet itself).
    """

    name: str
    levels: tuple[tuple[int, ...], ...]
    choice: bool


@frozen
class Who:
    """Seats, seen from each seat: `seats[seat]`; `choice` says that it picks one of them."""

    name: str
    seats: tuple[tuple[int, ...], ...]
    choice: bool


class SharedTrack(Track):
    """The field type of a track of which there is one level for all."""


class SeatTrack(Track):
    """The field type of a track of which each seat has its own level."""


class Pair(Place):
    """The field type of a place among the relations."""


class Theatre(Place):
    """The field type of a place among the threats."""
