"""The empty table: which seats, tracks, piles and ledgers there are, and how far a track goes.

A layout is fixed for a whole game; `State` holds only what can change.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from itertools import groupby

from wargame.table.shared import Shared


class Scope(Enum):
    """What one level of a track belongs to; a track has one level for each."""

    SHARED = "shared"
    SEAT = "seat"
    PAIR = "pair"
    THEATRE = "theatre"


class Visibility(Enum):
    """Who may look into a pile or a ledger.

    No seat knows the cards in a hidden pile. Only if the pile is ordered may a seat have been shown
    its top cards, one after the other.
    """

    OPEN = "open"
    OWNER = "owner"
    HIDDEN = "hidden"


@dataclass(frozen=True)
class Track:
    """A scale from `low` to `high`, with `size` levels that start at `base` in `State.levels`.

    A seat track may be of some seats only (`owners`); for the others its level never moves. A
    track that is `left_out` of this game stands at its low end and never moves at all.
    """

    id: str
    scope: Scope
    base: int
    size: int
    low: int
    high: int
    owners: tuple[int, ...] = ()
    left_out: bool = False

    def top(self, offset: int) -> int:
        """Return the upper bound of the level at this offset."""
        moves = not self.left_out and (not self.owners or offset in self.owners)
        return self.high if moves else self.low


@dataclass(frozen=True)
class Pile:
    """A place where cards lie. `owner` is a seat, or -1 for a pile of nobody's.

    Only in an `ordered` pile does it matter which card lies on top of which.
    """

    id: str
    sight: Visibility
    owner: int = -1
    ordered: bool = False


@dataclass(frozen=True)
class Ledger:
    """A list of rows of ints. In one with `Visibility.OWNER` the first int of a row is its seat."""

    id: str
    sight: Visibility


class Layout(Shared):
    """Everything about the table that stays the same for a whole game.

    `cards` are all card ids in the order of the decks: a card is an index into it. `lows` and
    `highs` bound each level, `levels` names it. `seat_orders[first]` are the seats in order, from
    the first on. `pair[a][b]` is the offset of two seats' level in a pair track, -1 for a seat
    with itself. Piles and ledgers are sorted by who may look into them, as a view copies them.
    """

    def __init__(
        self,
        seats: tuple[str, ...],
        theatres: tuple[str, ...],
        tracks: tuple[Track, ...],
        piles: tuple[Pile, ...],
        ledgers: tuple[Ledger, ...],
        cards: tuple[str, ...],
    ) -> None:
        self.seats = seats
        self.theatres = theatres
        self.tracks = tracks
        self.piles = piles
        self.ledgers = ledgers
        self.cards = cards
        numbers = tuple(range(len(seats)))
        self.partners = tuple(tuple(o for o in numbers if o != seat) for seat in numbers)
        self.seat_orders = tuple(numbers[first:] + numbers[:first] for first in numbers)
        grid = [[-1] * len(seats) for _ in seats]
        for offset, (a, b) in enumerate(pairs(len(seats))):
            grid[a][b] = grid[b][a] = offset
        self.pair = tuple(map(tuple, grid))
        self.track_index = {track.id: track for track in tracks}
        self.in_play = tuple(track for track in tracks if not track.left_out)
        self.lows = tuple(track.low for track in tracks for _ in range(track.size))
        self.highs = tuple(track.top(n) for track in tracks for n in range(track.size))
        self.levels = tuple(name for track in tracks for name in self.level_names(track))
        self.pile_index = {pile.id: at for at, pile in enumerate(piles)}
        self.open_piles = runs([pile.sight is Visibility.OPEN for pile in piles])
        self.owned_piles = tuple(
            (at, pile.owner) for at, pile in enumerate(piles) if pile.sight is Visibility.OWNER
        )
        self.hidden_piles = tuple(
            at
            for at, pile in enumerate(piles)
            if pile.sight is Visibility.HIDDEN and not pile.ordered
        )
        self.ordered_piles = tuple(at for at, pile in enumerate(piles) if pile.ordered)
        self.public_ledgers = runs([ledger.sight is Visibility.OPEN for ledger in ledgers])
        self.sealed_ledgers = tuple(
            at for at, ledger in enumerate(ledgers) if ledger.sight is not Visibility.OPEN
        )

    def __repr__(self) -> str:
        seats, levels, cards = ", ".join(self.seats), len(self.lows), len(self.cards)
        return f"<Layout of {seats}: {levels} levels, {len(self.piles)} piles, {cards} cards>"

    def level_names(self, track: Track) -> list[str]:
        """Name each level of `track`: `strait`, `tokyo.support`, `washington-tokyo`, `order`."""
        match track.scope:
            case Scope.SHARED:
                return [track.id]
            case Scope.SEAT:
                return [f"{seat}.{track.id}" for seat in self.seats]
            case Scope.PAIR:
                return [
                    f"{track.id}.{self.seats[a]}-{self.seats[b]}" for a, b in pairs(len(self.seats))
                ]
            case Scope.THEATRE:
                return [f"{track.id}.{theatre}" for theatre in self.theatres]


def pairs(seats: int) -> list[tuple[int, int]]:
    """List each pair of `seats` seats once, the lower seat first: the order of a pair track."""
    return [(a, b) for a in range(seats) for b in range(a + 1, seats)]


def runs(marks: list[bool]) -> tuple[slice, ...]:
    """Return a slice for each run of True.

    >>> runs([True, True, False, True])
    (slice(0, 2, None), slice(3, 4, None))
    """
    slices, at = [], 0
    for mark, run in groupby(marks):
        end = at + len(list(run))
        if mark:
            slices.append(slice(at, end))
        at = end
    return tuple(slices)


def scope_size(scope: Scope, seats: int, theatres: int) -> int:
    """Count the levels that a track of this scope has."""
    return {
        Scope.SHARED: 1,
        Scope.SEAT: seats,
        Scope.PAIR: len(pairs(seats)),
        Scope.THEATRE: theatres,
    }[scope]
