"""The only writers of State (`flow` alone moves the frames). Each move emits one event.

A move does what it is told and stops at the ends of a track; whether it may be done is a
question for the options. Marks are rows that say that something has been done.
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
    """Move a level, stopping at its ends, and give what it really moved."""
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
    """Set a level to a value, as if shifted there."""
    return shift(state, level, to - state.levels[level])


def move_card(state: State, card: int, source: int, target: int, mask: int | None = None) -> None:
    """Move a card from one pile to another.

    Afterwards the seats in `mask` know where it lies. By default that is everybody for an open
    pile and its owner for a private one (and whoever watched a card they knew go into it is not
    among them: it went face down); for a hidden one it is always nobody.
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
    """Turn a whole open pile into a hidden one, as when a deck is made anew."""
    cards = state.piles[source]
    state.piles[target] = (*state.piles[target], *cards)
    state.piles[source] = ()
    for card in cards:
        state.known_by[card] = 0
    emit(state, ALL, "remade", target)


def reorder(state: State, pile: int, cards: tuple[int, ...]) -> None:
    """Lay the same cards of a pile in another order; nobody is told. For forks alone."""
    assert sorted(cards) == sorted(state.piles[pile])
    state.piles[pile] = cards


def reseed(state: State, seed: int) -> None:
    """Let another seed decide what luck has not yet decided. For forks alone."""
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
    """Strike one row from a ledger."""
    rows = state.ledgers[ledger]
    at = rows.index(row)
    state.ledgers[ledger] = rows[:at] + rows[at + 1 :]


def swap(state: State, ledger: int, row: Row, other: Row) -> None:
    """Replace one row of a ledger."""
    state.ledgers[ledger] = tuple([other if r == row else r for r in state.ledgers[ledger]])


def clear(state: State, ledger: int) -> None:
    """Strike all rows of a ledger."""
    state.ledgers[ledger] = ()


def mark(state: State, ledger: int, *row: int) -> None:
    """Write a row unless it stands already."""
    if row not in state.ledgers[ledger]:
        state.ledgers[ledger] = (*state.ledgers[ledger], row)


def open_turn(state: State, turn: int, first: int) -> None:
    """Begin a turn with its first seat."""
    state.turn = turn
    state.first = first
    emit(state, ALL, "turn", turn, first)


def set_actor(state: State, seat: int, cause: str) -> None:
    """Say who acts by a card from here on (-1: nobody) and what events are caused by."""
    state.actor = seat
    state.cause = cause
