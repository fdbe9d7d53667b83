"""The empty table: which seats, tracks, piles and ledgers there are, and how far a track goes.

A layout is fixed for a whole game; `State` holds only what can change.
"""

from __future__ import annotations

from enum import Enum
from itertools import groupby

from attrs import field, frozen


class Scope(Enum):
    """What one level of a track belongs to; a track has one level for each."""

    SHARED = "shared"
    SEAT = "seat"
    PAIR = "pair"
    THEATRE = "theatre"


class Visibility(Enum):
    """Who may look into a pile or a ledger.

    Nobody knows what lies in a hidden pile, unless it is ordered: of that one a seat may have been
    shown the cards on top, one after the other.
    """

    OPEN = "open"
    OWNER = "owner"
    HIDDEN = "hidden"


@frozen
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
        """Give how high one of its levels can go."""
        moves = not self.left_out and (not self.owners or offset in self.owners)
        return self.high if moves else self.low


@frozen
class Pile:
    """A place where cards lie. `owner` is a seat, or -1 for a pile of nobody's.

    Only in an `ordered` pile does it matter which card lies on top of which.
    """

    id: str
    sight: Visibility
    owner: int = -1
    ordered: bool = False


@frozen
class Ledger:
    """A list of rows of ints. In one with `Visibility.OWNER` the first int of a row is its seat."""

    id: str
    sight: Visibility


@frozen
class Layout:
    """Everything about the table that stays the same for a whole game.

    `cards` are all card ids in the order of the decks: a card is an index into it.
    `circles[first]` are the seats in order, from the first on.
    `pair[a][b]` is the offset of two seats' level in a pair track, -1 for a seat with itself.
    """

    seats: tuple[str, ...]
    theatres: tuple[str, ...]
    tracks: tuple[Track, ...]
    piles: tuple[Pile, ...]
    ledgers: tuple[Ledger, ...]
    cards: tuple[str, ...]
    lows: tuple[int, ...] = field(init=False)
    highs: tuple[int, ...] = field(init=False)
    levels: tuple[str, ...] = field(init=False)
    pair: tuple[tuple[int, ...], ...] = field(init=False)
    partners: tuple[tuple[int, ...], ...] = field(init=False)
    seat_orders: tuple[tuple[int, ...], ...] = field(init=False)
    pile_index: dict[str, int] = field(init=False)
    track_index: dict[str, Track] = field(init=False)
    in_play: tuple[Track, ...] = field(init=False)
    open_piles: tuple[slice, ...] = field(init=False, eq=False)
    owned_piles: tuple[tuple[int, int], ...] = field(init=False)
    hidden_piles: tuple[int, ...] = field(init=False)
    ordered_piles: tuple[int, ...] = field(init=False)
    public_ledgers: tuple[slice, ...] = field(init=False, eq=False)
    sealed_ledgers: tuple[int, ...] = field(init=False)

    @open_piles.default
    def _open_piles(self) -> tuple[slice, ...]:
        return runs([pile.sight is Visibility.OPEN for pile in self.piles])

    @owned_piles.default
    def _owned_piles(self) -> tuple[tuple[int, int], ...]:
        owned = ((at, p.owner) for at, p in enumerate(self.piles) if p.sight is Visibility.OWNER)
        return tuple(owned)

    @hidden_piles.default
    def _hidden_piles(self) -> tuple[int, ...]:
        piles = enumerate(self.piles)
        return tuple(at for at, p in piles if p.sight is Visibility.HIDDEN and not p.ordered)

    @ordered_piles.default
    def _ordered_piles(self) -> tuple[int, ...]:
        return tuple(at for at, p in enumerate(self.piles) if p.ordered)

    @public_ledgers.default
    def _public_ledgers(self) -> tuple[slice, ...]:
        return runs([ledger.sight is Visibility.OPEN for ledger in self.ledgers])

    @sealed_ledgers.default
    def _sealed_ledgers(self) -> tuple[int, ...]:
        return tuple(at for at, p in enumerate(self.ledgers) if p.sight is not Visibility.OPEN)

    @lows.default
    def _lows(self) -> tuple[int, ...]:
        return tuple(track.low for track in self.tracks for _ in range(track.size))

    @highs.default
    def _highs(self) -> tuple[int, ...]:
        return tuple(track.top(n) for track in self.tracks for n in range(track.size))

    @levels.default
    def _levels(self) -> tuple[str, ...]:
        return tuple(name for track in self.tracks for name in self.level_names(track))

    @pair.default
    def _pair(self) -> tuple[tuple[int, ...], ...]:
        grid = [[-1] * len(self.seats) for _ in self.seats]
        for offset, (a, b) in enumerate(pairs(len(self.seats))):
            grid[a][b] = grid[b][a] = offset
        return tuple(map(tuple, grid))

    @partners.default
    def _partners(self) -> tuple[tuple[int, ...], ...]:
        seats = range(len(self.seats))
        return tuple(tuple(other for other in seats if other != seat) for seat in seats)

    @seat_orders.default
    def _circles(self) -> tuple[tuple[int, ...], ...]:
        seats = tuple(range(len(self.seats)))
        return tuple(seats[first:] + seats[:first] for first in seats)

    @pile_index.default
    def _pile_index(self) -> dict[str, int]:
        return {pile.id: at for at, pile in enumerate(self.piles)}

    @track_index.default
    def _track_index(self) -> dict[str, Track]:
        return {track.id: track for track in self.tracks}

    @in_play.default
    def _in_play(self) -> tuple[Track, ...]:
        return tuple(track for track in self.tracks if not track.left_out)

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
    """Give the places that are marked as slices, each from the first to the last of a run.

    >>> runs([True, True, False, True])
    (slice(0, 2, None), slice(3, 4, None))
    """
    found, at = [], 0
    for mark, run in groupby(marks):
        end = at + len(list(run))
        if mark:
            found.append(slice(at, end))
        at = end
    return tuple(found)


def scope_size(scope: Scope, seats: int, theatres: int) -> int:
    """Count the levels that a track of this scope has."""
    return {
        Scope.SHARED: 1,
        Scope.SEAT: seats,
        Scope.PAIR: len(pairs(seats)),
        Scope.THEATRE: theatres,
    }[scope]
