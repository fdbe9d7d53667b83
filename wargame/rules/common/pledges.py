"""Pledges: the items that may be promised, kept, broken and dropped.

A deed is kept when it was done in one of the turns from the one after the pledge to the one in
which it falls due. A restraint is broken at once by the verb that oversteps it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from wargame.rules.common import relations
from wargame.rules.common.modifiers import total
from wargame.rules.model.deeds import Deed
from wargame.rules.model.events import emit
from wargame.rules.model.language import CardWords
from wargame.rules.model.ledgers import BID_MADE, GAME, ISOLATED, PLEDGE_RAISED, PLEDGES, TURN
from wargame.rules.model.rulebook import Item, Rulebook
from wargame.rules.model.selectors import Seat
from wargame.table.event import ALL
from wargame.table.moves import add, drop, mark, shift
from wargame.table.state import Position, Row, State


@dataclass(eq=False)
class PledgeItem(Item):
    """An item that is a promise, of the `seats` named or of all."""

    seats: tuple[Seat, ...] = field(kw_only=True, default=())

    @property
    def spot(self) -> bool:
        return False

    @property
    def asked_for(self) -> bool:
        """Whether it promises a deed, and is broken if that is not done when it is due."""
        return True

    def ever(self, giver: int, taker: int) -> bool:
        return not self.seats or giver in self.seats

    def lacks(self, state: Position, giver: int, taker: int) -> str:
        return ""

    def possible(self, state: Position, giver: int, taker: int) -> bool:
        return self.ever(giver, taker)

    def done(self, state: State, giver: int, taker: int) -> bool:
        """Say whether the deed has been done this turn."""
        return False

    def testable(self, state: State, giver: int, taker: int) -> bool:
        """Say whether it can be tested this turn at all."""
        return True


@dataclass(eq=False)
class DeedItem(PledgeItem):
    """A promise to do a deed."""

    deed: Deed = field(kw_only=True)

    def done(self, state: State, giver: int, taker: int) -> bool:
        if self.book.numbers.promised_step_by_anybody:
            return any(self.deed.done(state, seat) for seat in self._doers(giver))
        return self.deed.done(state, giver)

    def _doers(self, giver: int) -> Iterable[int]:
        """Return the seats whose deed keeps the giver's word: all, for a step that all may take."""
        step = self.deed.raise_ is not None or self.deed.lower is not None
        return range(self.book.seats) if step else (giver,)

    def testable(self, state: State, giver: int, taker: int) -> bool:
        marks = state.ledgers[TURN]
        return not self.deed.bid or any(row[:2] == (BID_MADE, giver) for row in marks)

    def blocked(self, state: State, giver: int) -> bool:
        """Say whether the track that it would move is at its end."""
        deed = self.deed
        if deed.raise_ is not None:
            level = deed.raise_.at(giver)
            top = state.layout.highs[level]
            if self.book.is_relation(level):
                top = relations.ceiling(state, self.book, level)
            return state.levels[level] >= top
        if deed.lower is not None:
            level = deed.lower.at(giver)
            return state.levels[level] <= state.layout.lows[level]
        return False

    def text(self, words: CardWords) -> str:
        return words.item_deed(self.deed.text(words))


@dataclass(eq=False)
class PayLater(PledgeItem):
    """A promise to pay Capital: in the Reckoning the giver pays or breaks it."""

    amount: int = field(kw_only=True)

    def text(self, words: CardWords) -> str:
        return words.item_pay_later(self.amount)


@dataclass(eq=False)
class Restraint(PledgeItem):
    """A promise not to make a demand (`demand`), lay a penalty or take a step of a track (its id).

    It binds from now on, or from the next turn on (`later`).
    """

    no: str = field(kw_only=True)
    later: bool = field(kw_only=True, default=False)

    @property
    def asked_for(self) -> bool:
        return False

    def text(self, words: CardWords) -> str:
        return words.item_restraint(self.no)


def isolated(state: Position, seat: int) -> bool:
    """Say whether `seat` stands alone."""
    return (ISOLATED, seat, 0) in state.ledgers[GAME]


def most(state: Position, book: Rulebook, seat: int) -> int:
    """Give how many pledges `seat` may have standing."""
    return book.amounts["pledges"].value(state, seat) + total(state, book, "pledges", seat)


def make(state: State, book: Rulebook, by: int, to: int, item: int, due: int) -> None:
    """Write a pledge down."""
    add(state, PLEDGES, (by, to, item, state.turn, due))
    emit(state, ALL, "pledged", by, to, item, due)


def keep(state: State, book: Rulebook, row: Row) -> None:
    """Keep a pledge: the relation and the giver's Credibility rise, within their limits."""
    by, to, item, _, _ = row
    drop(state, PLEDGES, row)
    emit(state, ALL, "pledge_kept", by, to, item)
    numbers = book.numbers
    level = book.relation(by, to)
    if (PLEDGE_RAISED, level, 0) not in state.ledgers[TURN]:
        if state.levels[level] <= numbers.pledge_warms_up_to:
            mark(state, TURN, PLEDGE_RAISED, level, 0)
            relations.warm(state, book, level, numbers.pledge_kept_relation)
    if state.levels[book.roles.credibility + by] <= numbers.pledge_credits_up_to:
        shift(state, book.roles.credibility + by, numbers.pledge_kept_credibility)


def break_(state: State, book: Rulebook, row: Row) -> None:
    """Break a pledge: the relation and the giver's Credibility fall, its Blame rises."""
    by, to, item, _, _ = row
    drop(state, PLEDGES, row)
    emit(state, ALL, "pledge_broken", by, to, item)
    numbers = book.numbers
    relations.strain(state, book.relation(by, to), numbers.pledge_broken_relation)
    shift(state, book.roles.credibility + by, -numbers.pledge_broken_credibility)
    shift(state, book.roles.blame + by, numbers.pledge_broken_blame)


def fall_away(state: State, row: Row) -> None:
    """Remove a pledge that cannot be tested or is over, without gain or loss."""
    by, to, item, _, _ = row
    drop(state, PLEDGES, row)
    emit(state, ALL, "pledge_over", by, to, item)


def break_restraint(state: State, book: Rulebook, by: int, to: int, what: str) -> None:
    """Break each restraint of `by` that `what` oversteps (`to` -1: whoever it was given to)."""
    for row in state.ledgers[PLEDGES]:
        giver, taker, at, made, _ = row
        if giver != by or to not in (-1, taker):
            continue
        item = book.items[at]
        if isinstance(item, Restraint) and item.no == what:
            if not (item.later and made == state.turn):
                break_(state, book, row)
