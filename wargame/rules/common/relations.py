"""Relations and threats: the one place where they are raised and lowered.

A relation stops at its ceilings as well as at its ends. By cards a relation rises and a threat
falls only so far in a turn; in an emergency there both the fall and its bound are doubled. Both
leave the marks that drift, pledges and conditions ask for.
"""

from __future__ import annotations

from wargame.rules.common.modifiers import did
from wargame.rules.model.ledgers import BY_CARDS, CONDITIONS, EMERGENCY, LOWERED, RAISED, TURN
from wargame.rules.model.rulebook import Book
from wargame.table.moves import mark, settle, shift, swap
from wargame.table.state import Row, State


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


def by_cards(turn: tuple[Row, ...], level: int) -> int:
    """Say how far cards have lowered a threat, or raised a relation, this turn."""
    return next((steps for kind, at, steps in turn if kind == BY_CARDS and at == level), 0)


def _note(state: State, level: int, before: int, steps: int) -> None:
    if before:
        swap(state, TURN, (BY_CARDS, level, before), (BY_CARDS, level, before + steps))
    else:
        mark(state, TURN, BY_CARDS, level, steps)


def warm(state: State, book: Book, level: int, by: int) -> int:
    """Raise a relation, as far as its ceiling, by cards so far a turn; give what it really rose."""
    by = min(by, ceiling(state, book, level) - state.levels[level])
    before = 0
    if state.actor >= 0:
        before = by_cards(state.ledgers[TURN], level)
        by = min(by, book.numbers.warmed_a_turn - before)
    risen = shift(state, level, by) if by > 0 else 0
    if risen:
        if state.actor >= 0:
            _note(state, level, before, risen)
        did(state, book, RAISED, level, state.actor)
    return risen


def strain(state: State, level: int, by: int) -> None:
    """Lower a relation."""
    shift(state, level, -by)


def calm(state: State, book: Book, level: int, by: int) -> None:
    """Lower a threat; by cards so far a turn and no farther, and all double in an emergency."""
    if state.actor < 0:
        shift(state, level, -by)
        return
    turn = state.ledgers[TURN]
    before = by_cards(turn, level)
    twice = 2 if (EMERGENCY, level - book.roles.threat, 0) in turn else 1
    by = min(by * twice, book.numbers.calmed_a_turn * twice - before)
    fell = -shift(state, level, -by) if by > 0 else 0
    if fell:
        _note(state, level, before, fell)
        did(state, book, LOWERED, level, state.actor)


def heat(state: State, level: int, by: int) -> None:
    """Raise a threat."""
    shift(state, level, by)
