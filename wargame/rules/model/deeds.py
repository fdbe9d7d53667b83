"""Deeds: what a seat can be seen to do in a turn.

A pledge promises one, a condition is cleared by one. A deed is never looked up in the log: the
verb that does it leaves a mark of the turn, and the deed says which marks are it.
"""

from __future__ import annotations

from dataclasses import dataclass

from wargame.rules.model.language import CardWords
from wargame.rules.model.ledgers import BID_MADE, COMPLIED, LOWERED, RAISED, TURN
from wargame.rules.model.selectors import Level
from wargame.table.state import State


@dataclass(frozen=True, slots=True)
class Deed:
    """One deed, told by the first field that is set.

    `bid`: bid at least so many points. `raise_`: raise this relation or shared track by a card.
    `lower`: lower this threat by a card. `comply`: comply with a demand.
    """

    bid: int = 0
    raise_: Level | None = None
    lower: Level | None = None
    comply: bool = False

    def matches(self, mark: tuple[int, ...], seat: int) -> bool:
        """Say whether the mark `(kind, a, b)` is this deed done by `seat`."""
        if self.bid:
            return mark[0] == BID_MADE and mark[1] == seat and mark[2] >= self.bid
        if self.raise_ is not None:
            return mark == (RAISED, self.raise_.at(seat), seat)
        if self.lower is not None:
            return mark == (LOWERED, self.lower.at(seat), seat)
        return mark[0] == COMPLIED and mark[1] == seat

    def done(self, state: State, seat: int) -> bool:
        """Say whether `seat` has done it this turn."""
        for mark in state.ledgers[TURN]:
            if self.matches(mark, seat):
                return True
        return False

    def text(self, words: CardWords) -> str:
        """Say the deed, as in "bids at least 2"."""
        if self.bid:
            return words.deed_bid(self.bid)
        if self.raise_ is not None:
            return words.deed_raise(self.raise_)
        if self.lower is not None:
            return words.deed_lower(self.lower)
        return words.deed_comply()
