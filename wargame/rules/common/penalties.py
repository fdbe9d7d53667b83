"""Penalties: tariff, troop review, licence freeze, or whatever the ruleset calls them."""

from __future__ import annotations

from typing import Final

from wargame.rules.common.modifiers import total
from wargame.rules.common.pledges import break_restraint
from wargame.rules.model.events import emit
from wargame.rules.model.ledgers import PENALTIES
from wargame.rules.model.rulebook import Rulebook
from wargame.table.event import ALL
from wargame.table.moves import add, drop, swap
from wargame.table.state import Position, State

UNTIL_LIFTED: Final = 0


def bears_standing(state: Position, seat: int, penalty: int) -> bool:
    """Say whether a penalty of this kind stands against `seat` until it is lifted."""
    return any(
        kind == penalty and on == seat and last == UNTIL_LIFTED
        for kind, _, on, _, last in state.ledgers[PENALTIES]
    )


def lay(
    state: State, book: Rulebook, penalty: int, by: int, on: int, *, stands: bool = False
) -> None:
    """Lay a penalty: it works from the next turn on. Laid again, it works so many turns more.

    Nothing is laid on what stands until it is lifted, and that breaks no promise.
    """
    length = book.numbers.penalty_turns + total(state, book, "penalty", by)
    for row in state.ledgers[PENALTIES]:
        kind, layer, bearer, first, last = row
        if kind == penalty and layer == by and bearer == on:
            if last == UNTIL_LIFTED or stands:
                return
            swap(state, PENALTIES, row, (kind, layer, bearer, first, last + length))
            emit(state, ALL, "penalty_prolonged", by, penalty, on, last + length)
            break
    else:
        first = state.turn + 1
        last = UNTIL_LIFTED if stands else state.turn + length
        add(state, PENALTIES, (penalty, by, on, first, last))
        emit(state, ALL, "penalty_laid", by, penalty, on, last)
    break_restraint(state, book, by, on, book.penalties[penalty].id)


def lift(state: State, penalty: int | None, on: int, by: int | None = None) -> None:
    """Lift the penalties of a kind (or of all) that stand against a seat (or that `by` laid)."""
    for row in state.ledgers[PENALTIES]:
        kind, layer, bearer, _, _ = row
        if bearer == on and penalty in (None, kind) and by in (None, layer):
            drop(state, PENALTIES, row)
            emit(state, ALL, "penalty_lifted", kind, on)


def count_down(state: State) -> None:
    """End the penalties whose last turn this was."""
    for row in state.ledgers[PENALTIES]:
        penalty, _, on, _, last = row
        if last != UNTIL_LIFTED and last <= state.turn:
            drop(state, PENALTIES, row)
            emit(state, ALL, "penalty_ended", penalty, on)
