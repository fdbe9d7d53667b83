"""The only writers of State (`flow` alone moves the frames). Each move emits one event.

A move does not test whether it is legal: the options do that. It stops at the ends of a track. A
mark is a row of a ledger that records that something has been done.
"""

from __future__ import annotations

from wargame.table.event import ALL
from wargame.table.layout import Visibility
from wargame.table.state import Row, State


def emit(state: State, mask: int, kind: str, *args: object, reveals: bool = False) -> None:
    """Report something that happened to the seats in `mask`."""
    if state.events is not None:
        state.events.append((mask, kind, args, reveals))


def shift(state: State, level: int, by: int) -> int:
    """Move a level by `by` steps, stopping at its ends; return the actual change."""
    layout = state.layout
    before = state.levels[level]
    after = before + by
    if after > layout.highs[level]:
        after = layout.highs[level]
    elif after < layout.lows[level]:
        after = layout.lows[level]
    if after != before:
        state.levels[level] = after
        if state.events is not None:
            state.events.append((ALL, "moved", (level, after - before, after, state.cause), False))
    return after - before


def set_level(state: State, level: int, to: int) -> int:
    """Shift a level to a value, stopping at its ends; return the actual change."""
    return shift(state, level, to - state.levels[level])


def move_card(state: State, card: int, source: int, target: int, mask: int | None = None) -> None:
    """Move a card from one pile to another.

    Afterwards the seats in `mask` know where it lies. By default these are all seats for an open
    pile and the owner for a private one: another seat that knew the card no longer knows where it
    is, since it lies face down. For a hidden pile it is always no seat.
    """
    layout = state.layout
    pile = layout.piles[target]
    piles = state.piles
    left = piles[source]
    at = left.index(card)
    piles[source] = left[:at] + left[at + 1 :]
    piles[target] += (card,)
    if pile.sight is Visibility.HIDDEN:
        mask = 0
    elif mask is None:
        mask = ALL if pile.sight is Visibility.OPEN else 1 << pile.owner
    fresh = mask & ~state.known_by[card]
    state.known_by[card] = mask
    if state.events is not None:
        shown = fresh if layout.piles[source].sight is not Visibility.OPEN else 0
        state.events.append((mask, "carried", (card, source, target), bool(shown)))


def reshuffle(state: State, source: int, target: int) -> None:
    """Move a whole open pile into a hidden one, as when a deck is reshuffled."""
    cards = state.piles[source]
    state.piles[target] = (*state.piles[target], *cards)
    state.piles[source] = ()
    for card in cards:
        state.known_by[card] = 0
    emit(state, ALL, "remade", target)


def reorder(state: State, pile: int, cards: tuple[int, ...]) -> None:
    """Put the cards of a pile in another order; no event is emitted. For forks alone."""
    assert sorted(cards) == sorted(state.piles[pile])
    state.piles[pile] = cards


def reseed(state: State, seed: int) -> None:
    """Draw all later luck from another seed. For forks alone."""
    state.seed = seed


def learn(state: State, card: int, mask: int) -> None:
    """Let the seats in `mask` know where a card lies."""
    fresh = mask & ~state.known_by[card]
    if fresh:
        state.known_by[card] |= mask
        emit(state, mask, "learned", card, reveals=True)


def add(state: State, ledger: int, row: Row) -> None:
    """Write a row into a ledger."""
    state.ledgers[ledger] += (row,)


def drop(state: State, ledger: int, row: Row) -> None:
    """Remove one row from a ledger."""
    rows = state.ledgers[ledger]
    at = rows.index(row)
    state.ledgers[ledger] = rows[:at] + rows[at + 1 :]


def swap(state: State, ledger: int, row: Row, other: Row) -> None:
    """Replace one row of a ledger."""
    state.ledgers[ledger] = tuple([other if r == row else r for r in state.ledgers[ledger]])


def clear(state: State, ledger: int) -> None:
    """Remove all rows of a ledger."""
    state.ledgers[ledger] = ()


def mark(state: State, ledger: int, *row: int) -> None:
    """Write a row unless the ledger has it already."""
    if row not in state.ledgers[ledger]:
        state.ledgers[ledger] = (*state.ledgers[ledger], row)


def open_turn(state: State, turn: int, first: int) -> None:
    """Begin a turn with its first seat."""
    state.turn = turn
    state.first = first
    emit(state, ALL, "turn", turn, first)


def set_actor(state: State, seat: int, cause: str) -> None:
    """Set the seat that acts by a card from now on (-1: none), and the cause that events name."""
    state.actor = seat
    state.cause = cause
