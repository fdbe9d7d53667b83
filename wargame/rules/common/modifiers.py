"""Modifiers: leaders in office, penalties and conditions, which change numbers while they stand.

One question serves all phases: `total` sums the changes of one kind that bear on a seat. And one
report, `did`, is made by every verb when a deed is done: it leaves the mark of the turn and ends
the conditions that this deed clears.
"""

from __future__ import annotations

from wargame.rules.model.cards import Change
from wargame.rules.model.events import emit
from wargame.rules.model.ledgers import CONDITIONS, PENALTIES, TURN
from wargame.rules.model.rulebook import Rulebook
from wargame.table.event import ALL
from wargame.table.moves import add, drop, mark
from wargame.table.state import Position, State


def total(
    state: Position, book: Rulebook, what: str, seat: int = -1, *, kind: str = "", level: int = -1
) -> int:
    """Return the sum of the standing changes of one kind that bear on `seat` (-1: on no seat).

    `kind` narrows to a kind of branch or a line of OPS, `level` to a theatre.
    """
    by = 0
    if seat >= 0:
        for card in state.piles[book.piles.office[seat]]:
            lines = book.lines[card]
            if what in lines:
                for change in lines[what]:
                    by += _worth(change, kind, level)
        for penalty, _, on, first, _ in state.ledgers[PENALTIES]:
            if on == seat and first <= state.turn:
                for change in book.penalties[penalty].changes:
                    if change.what == what:
                        by += _worth(change, kind, level)
    for condition, on, _ in state.ledgers[CONDITIONS]:
        change = book.conditions[condition].change
        if change.what == what and (on < 0 or on == seat):
            by += _worth(change, kind, level)
    return by


def _worth(change: Change, kind: str, level: int) -> int:
    if (change.kind or change.line) not in (None, kind):
        return 0
    if level >= 0 and change.theatre is not None and level not in change.theatre.levels[0]:
        return 0
    return change.by


def has_acting_head(state: Position, book: Rulebook, seat: int) -> bool:
    """Say whether the seat's office is held by an acting head."""
    for card in state.piles[book.piles.office[seat]]:
        if book.leader_card(card).acting:
            return True
    return False


def did(state: State, book: Rulebook, kind: int, a: int, b: int) -> None:
    """Mark a deed of this turn, and end the conditions that it clears."""
    mark(state, TURN, kind, a, b)
    for row in state.ledgers[CONDITIONS]:
        condition = book.conditions[row[0]]
        for seat in condition.by:
            if condition.until.matches((kind, a, b), seat):
                drop(state, CONDITIONS, row)
                emit(state, ALL, "condition_cleared", row[0])
                break


def start(state: State, book: Rulebook, condition: int, seat: int) -> None:
    """Start a condition; if `conditions_at_most` stand already, the oldest ends."""
    rows = state.ledgers[CONDITIONS]
    if len(rows) >= book.numbers.conditions_at_most:
        emit(state, ALL, "condition_crowded", rows[0][0])
        drop(state, CONDITIONS, rows[0])
    add(state, CONDITIONS, (condition, seat, book.conditions[condition].life))
    emit(state, ALL, "condition_started", condition, seat)
