"""What a name in TOML (a seat, a level, a place, a penalty, a lane) refers to after loading."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NewType

from wargame.table.layout import Track

Seat = NewType("Seat", int)
"""A seat, by its place among the layout's seats."""
PenaltyNo = NewType("PenaltyNo", int)
"""A penalty, by its place among the ruleset's penalties."""
LaneNo = NewType("LaneNo", int)
"""A lane of events, by its place among the ruleset's lanes."""
SeatTrack = NewType("SeatTrack", Track)
"""A track of which each seat has its own level."""


@dataclass(frozen=True)
class Level:
    """One level: the same for everybody, or each seat's own."""

    index: int
    own: bool
    name: str

    def at(self, seat: int) -> int:
        """Give its place in `State.levels` for `seat`."""
        return self.index + seat if self.own else self.index


@dataclass(frozen=True)
class Place:
    """What an address means: levels of one track, seen from each seat.

    An address is `WHOSE.TRACK` on a seat track (`seoul.support`, `self.interest`,
    `partners.support`), `TRACK.WHICH` on a pair or theatre track (`relation.tokyo-seoul`,
    `relation.own`, `threat.either`; where the last part is one pair or theatre it is enough:
    `tokyo-seoul`, `strait`), and the track itself where all share it (`order`).

    An address means all of its levels, or lets the seat pick one of them (`own`, `either`,
    `partner`); none, where a seat would meet itself.

    In the program: `which` is the part beside the track, empty on a shared one. `levels[seat]` are
    the levels meant for that seat, and `choice` says that it picks one of them.
    """

    name: str
    track: Track
    which: str
    levels: tuple[tuple[int, ...], ...]
    choice: bool

    @property
    def fixed(self) -> bool:
        """Whether it means the same levels whichever seat acts."""
        return len(set(self.levels)) == 1


@dataclass(frozen=True)
class Who:
    """Seats, seen from each seat: `seats[seat]`; `choice` says that it picks one of them."""

    name: str
    seats: tuple[tuple[int, ...], ...]
    choice: bool

    @property
    def fixed(self) -> bool:
        """Whether it means the same seats whichever seat acts."""
        return len(set(self.seats)) == 1


class Pair(Place):
    """The field type of a place among the relations."""


class Theatre(Place):
    """The field type of a place among the threats."""
