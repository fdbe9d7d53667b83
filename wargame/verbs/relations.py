"""Relations and threats: the one place where they are raised and lowered.

A relation stops at its ceilings as well as at its ends. A lowering of a threat by a card counts
double in an emergency there. Both leave the marks that drift, pledges and conditions ask for.
"""

from __future__ import annotations

from wargame.table.moves import settle, shift
from wargame.table.state import State
from wargame.verbs.book import Book
from wargame.verbs.ledgers import CONDITIONS, EMERGENCY, LOWERED, RAISED, TURN
from wargame.verbs.standing import did


def ceiling(state: State, book: Book, level: int) -> int:
    """Give the highest that a relation may be now."""
    top = state.layout.highs[level]
    for most, place in book.capped.get(level, ()):
        top = min(top, most - state.levels[place])
    for condition, _, _ in state.ledgers[CONDITIONS]:
        change = book.conditions[condition].change
        if change.what == "ceiling" and change.pair is not None and level in change.pair.levels[0]:
            top = min(top, change.by)
    return top


def press_down(state: State, book: Book) -> None:
    """Lower each relation that stands above its ceiling."""
    for level in book.relations:
        top = max(ceiling(state, book, level), state.layout.lows[level])
        if state.levels[level] > top:
            settle(state, level, top)


def warm(state: State, book: Book, level: int, by: int) -> int:
    """Raise a relation, as far as its ceiling; give what it really rose."""
    room = ceiling(state, book, level) - state.levels[level]
    risen = shift(state, level, min(by, room)) if room > 0 else 0
    if risen:
        did(state, book, RAISED, level, state.actor)
    return risen


def strain(state: State, level: int, by: int) -> None:
    """Lower a relation."""
    shift(state, level, -by)


def calm(state: State, book: Book, level: int, by: int) -> None:
    """Lower a threat; by a card it counts double in an emergency there."""
    if state.actor < 0:
        shift(state, level, -by)
        return
    if (EMERGENCY, level - book.roles.threat, 0) in state.ledgers[TURN]:
        by *= 2
    if shift(state, level, -by):
        did(state, book, LOWERED, level, state.actor)


def heat(state: State, level: int, by: int) -> None:
    """Raise a threat."""
    shift(state, level, by)
