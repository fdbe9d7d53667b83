"""Moving a level by an effect: the track and the sign decide how.

A relation stops at its ceilings as well as at its ends. Cards raise a relation and lower a threat
only up to a limit a turn; in an emergency of that theatre the fall and its limit are doubled. These
two moves, and the rise of a shared track, are marked for drift, pledges and conditions. Every other
level moves up to its ends.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

from wargame.rules.common.modifiers import did
from wargame.rules.model.ledgers import BY_CARDS, CONDITIONS, EMERGENCY, LOWERED, RAISED, TURN
from wargame.rules.model.rulebook import Rulebook
from wargame.table.layout import Scope, Track
from wargame.table.moves import mark, set_level, shift, swap
from wargame.table.state import Position, Row, State

Mover: TypeAlias = Callable[[State, int, int], object]


def ceiling(state: Position, book: Rulebook, level: int) -> int:
    """Return how high a relation may stand now: its top, lowered by rules and conditions."""
    top = state.layout.highs[level]
    for most, place in book.capped.get(level, ()):
        top = min(top, most - state.levels[place])
    for condition, _, _ in state.ledgers[CONDITIONS]:
        change = book.conditions[condition].change
        if change.what == "ceiling" and change.pair is not None and level in change.pair.levels[0]:
            top = min(top, change.by)
    return top


def press_down(state: State, book: Rulebook) -> None:
    """Lower each relation that stands above its ceiling."""
    for level in book.relations:
        top = max(ceiling(state, book, level), state.layout.lows[level])
        if state.levels[level] > top:
            set_level(state, level, top)


def by_cards(turn: tuple[Row, ...], level: int) -> int:
    """Return how far cards have lowered a threat, or raised a relation, this turn."""
    return next((steps for kind, at, steps in turn if kind == BY_CARDS and at == level), 0)


def most_by_cards(turn: tuple[Row, ...], book: Rulebook, level: int) -> int:
    """Return how far cards may lower a threat, or raise a relation, this turn."""
    if level in book.threats:
        return book.numbers.calmed_a_turn * _times(turn, book, level)
    return book.numbers.warmed_a_turn


def _times(turn: tuple[Row, ...], book: Rulebook, level: int) -> int:
    """Return how many times as far as its words say a card lowers a threat: twice in an
    emergency."""
    return 2 if (EMERGENCY, level - book.roles.threat, 0) in turn else 1


def _note(state: State, level: int, before: int, steps: int) -> None:
    if before:
        swap(state, TURN, (BY_CARDS, level, before), (BY_CARDS, level, before + steps))
    else:
        mark(state, TURN, BY_CARDS, level, steps)


def warm(state: State, book: Rulebook, level: int, by: int) -> int:
    """Raise a relation up to its ceiling and the limit for cards a turn; return how far it rose."""
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


def calm(state: State, book: Rulebook, level: int, by: int) -> None:
    """Lower a threat; an emergency doubles both the fall by cards and its limit a turn."""
    if state.actor < 0:
        shift(state, level, -by)
        return
    turn = state.ledgers[TURN]
    before = by_cards(turn, level)
    by = min(by * _times(turn, book, level), most_by_cards(turn, book, level) - before)
    fell = -shift(state, level, -by) if by > 0 else 0
    if fell:
        _note(state, level, before, fell)
        did(state, book, LOWERED, level, state.actor)


def mover(book: Rulebook, track: Track, by: int) -> Mover:
    """Return how an effect moves the levels of a track by `by`: called with (state, level, by)."""
    if by > 0 and track.base in book.relations:
        return lambda state, level, by: warm(state, book, level, by)
    if by < 0 and track.base in book.threats:
        return lambda state, level, by: calm(state, book, level, -by)
    if by > 0 and track.scope is Scope.SHARED:
        return lambda state, level, by: _advance(state, book, level, by)
    return shift


def _advance(state: State, book: Rulebook, level: int, by: int) -> None:
    if shift(state, level, by):
        did(state, book, RAISED, level, state.actor)
