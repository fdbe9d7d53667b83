"""State: every fact of a game that can change, in ints, and nothing else.

Three attributes are no facts and are left out of the fingerprint: `layout`, which never changes;
`events`, the list to which moves add (None in a fork that only looks ahead), or one that watches
what is added; and `cause`, the id of what is being carried out, which events name.

Rows of a ledger and piles are tuples that are replaced, never changed, so that a clone copies
lists and no more. A frame is `(steps, next, seat, args)` (`decision.Step` says what a step is). It
holds no secret: what is sealed is in piles and ledgers, which a view hides.
"""

from __future__ import annotations

from collections.abc import MutableSequence
from hashlib import sha256
from typing import Any, TypeAlias

from wargame.table.event import Event
from wargame.table.layout import Layout

Row: TypeAlias = tuple[int, ...]
Frame: TypeAlias = tuple[tuple[Any, ...], int, int, tuple[int, ...]]


class Facts:
    """The part of a position from which an amount is computed. `levels`: all tracks in one list.
    `ledgers[l]`: the rows of ledger l."""

    __slots__ = ("ledgers", "levels")

    levels: list[int]
    ledgers: list[tuple[Row, ...]]


class Position(Facts):
    """What a rule may read: in a State the whole table, in a SeatView what one seat sees of it.

    `piles[p]`: the cards in pile p. `turn` counts from 1; `first` is the seat that the turn's
    order begins with; `actor` is the seat that is acting by a card, or -1.
    """

    __slots__ = ("actor", "first", "layout", "piles", "turn")

    layout: Layout
    turn: int
    first: int
    actor: int
    piles: list[tuple[int, ...]]

    def order(self) -> list[int]:
        """List the seats in order: in a circle from the turn's first seat."""
        return [*self.layout.seat_orders[self.first]]


class State(Position):
    """The facts of one game; only `moves` and `flow` write to it.

    `known_by[c]`: the seats that know where card c lies, one bit a seat. `seed`: the number from
    which all luck follows. `frames`: the stack of the machine (`flow`).
    """

    __slots__ = ("cause", "events", "frames", "known_by", "seed")

    def __init__(
        self,
        layout: Layout,
        seed: int,
        turn: int,
        first: int,
        actor: int,
        levels: list[int],
        piles: list[tuple[int, ...]],
        known_by: list[int],
        ledgers: list[tuple[Row, ...]],
        frames: list[Frame],
        cause: str = "",
    ) -> None:
        self.layout = layout
        self.events: MutableSequence[Event] | None = None
        self.cause = cause
        self.seed = seed
        self.turn = turn
        self.first = first
        self.actor = actor
        self.levels = levels
        self.piles = piles
        self.known_by = known_by
        self.ledgers = ledgers
        self.frames = frames

    @staticmethod
    def empty(layout: Layout, seed: int) -> State:
        """Return a table before its first turn: all levels 0, and no card anywhere."""
        levels, known_by = [0] * len(layout.lows), [0] * len(layout.cards)
        piles: list[tuple[int, ...]] = [()] * len(layout.piles)
        ledgers: list[tuple[Row, ...]] = [()] * len(layout.ledgers)
        return State(layout, seed, 0, 0, -1, levels, piles, known_by, ledgers, [])

    def __repr__(self) -> str:
        deep = len(self.frames)
        return f"<State of turn {self.turn}, seed {self.seed}, {deep} frames on the stack>"

    def clone(self) -> State:
        """Return a copy of the facts, whose moves emit no events."""
        return State(
            self.layout, self.seed, self.turn, self.first, self.actor, self.levels[:],
            self.piles[:], self.known_by[:], self.ledgers[:], self.frames[:], self.cause,
        )  # fmt: skip

    def fingerprint(self, pending: tuple[object, ...] = ()) -> str:
        """Digest all facts, and the pending question, in a fixed order (SHA-256, hex)."""
        frames = [(len(steps), at, seat, args) for steps, at, seat, args in self.frames]
        facts = (
            self.seed, self.turn, self.first, self.actor, self.levels,
            [sorted(pile) for pile in self.piles], self.known_by,
            [sorted(rows) for rows in self.ledgers], frames, pending,
        )  # fmt: skip
        return sha256(repr(facts).encode()).hexdigest()
