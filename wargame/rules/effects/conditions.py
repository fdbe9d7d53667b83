"""The verbs that start a condition, and end one before its time."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Final

from wargame.rules.common import relations
from wargame.rules.common.modifiers import start
from wargame.rules.model.cards import Change
from wargame.rules.model.deeds import Deed
from wargame.rules.model.events import emit
from wargame.rules.model.language import CardWords, Language
from wargame.rules.model.ledgers import CONDITIONS
from wargame.rules.model.questions import ask
from wargame.rules.model.rulebook import Condition, Linked, Rulebook
from wargame.rules.model.selectors import Who
from wargame.rules.model.verb import Clause, SeatNeed, effect
from wargame.table.decision import Decision, Need, Option
from wargame.table.event import ALL
from wargame.table.moves import drop
from wargame.table.state import Row, State

MAY_CHANGE: Final = ("income", "bid", "deterrence", "cost", "drift", "ceiling")


@dataclass(eq=False)
class Start(Linked):
    """Start a condition: what it changes, for whom (`seat`; nobody in particular without one),
    for how many Reckonings, and which deed by which seats (`by`) clears it."""

    change: Change
    life: int
    until: Deed
    by: Who
    seat: Who | None = None

    def __post_init__(self) -> None:
        if self.change.what not in MAY_CHANGE:
            raise ValueError(f"a condition changes {', '.join(MAY_CHANGE)}, not {self.change.what}")
        self.conditions: dict[int, int] = {}

    def link(self, book: Rulebook, source: str) -> None:
        super().link(book, source)
        if not self.conditions:
            for seat in range(book.seats):
                self.conditions[seat] = len(book.conditions)
                book.conditions.append(
                    Condition(source, self.change, self.life, self.until, self.by.seats[seat])
                )

    def run(self, state: State, seat: int, args: tuple[int, ...]) -> None:
        if self.seat is None:
            start(state, self.book, self.conditions[seat], -1)
        else:
            for target in self.seat.seats[seat]:
                start(state, self.book, self.conditions[seat], target)
        relations.press_down(state, self.book)

    def seat_need(self) -> SeatNeed:
        seats = [self.by] if self.seat is None else [self.by, self.seat]
        return "none" if all(who.fixed for who in seats) else "actor"

    def clauses(self, words: CardWords) -> Iterator[Clause]:
        change, until = self.change.text(words), self.until.text(words)
        yield 0, words.start(change, self.life, until, self.by, self.seat)


effect("start", Start)


@dataclass(eq=False)
class EndRow(Linked):
    """The answer to "which condition?".

    The same condition may stand more than once: `nth` counts its rows, the oldest first.
    """

    condition: int
    nth: int = 0

    def row(self, rows: Sequence[Row]) -> Row | None:
        """Find the row that is meant among those that stand; None if it does not stand."""
        standing = [row for row in rows if row[0] == self.condition]
        return standing[self.nth] if self.nth < len(standing) else None

    def run(self, state: State, seat: int, args: tuple[int, ...]) -> None:
        row = self.row(state.ledgers[CONDITIONS])
        if row is not None:
            drop(state, CONDITIONS, row)
            emit(state, ALL, "condition_ended", row[0])
        relations.press_down(state, self.book)


@dataclass(eq=False)
class StillStands(Need):
    """The condition that an answer ends stands."""

    ends: EndRow

    def holds(self, state: State, seat: int) -> bool:
        return self.ends.row(state.ledgers[CONDITIONS]) is not None

    def why(self, words: Language) -> str:
        return words.needs_condition(self.ends.condition)


@dataclass(eq=False)
class End(Linked):
    """End a standing condition of one's choice.

    In the program: a condition that stands once is `end:54`. Of one that stands more than once
    the oldest keeps that key, the others are `end:54:2` and so on.
    """

    def link(self, book: Rulebook, source: str) -> None:
        super().link(book, source)
        self.ending: Callable[[Row, int, bool], Option] = cache(self.make_ending)

    def run(self, state: State, seat: int, args: tuple[int, ...]) -> Decision | None:
        rows = state.ledgers[CONDITIONS]
        ids = [row[0] for row in rows]
        standing = [
            self.ending(row, ids[:at].count(row[0]), ids.count(row[0]) > 1)
            for at, row in enumerate(rows)
        ]
        return ask(state, seat, ("end_which",), standing) if standing else None

    def make_ending(self, row: Row, nth: int, twin: bool) -> Option:
        """Give the option that ends a row; twins are told apart by whom they are for and how
        long they stand."""
        step = EndRow(row[0], nth)
        step.link(self.book, "end")
        key = f"end:{row[0]}:{nth + 1}" if nth else f"end:{row[0]}"
        words = self.book.words
        label = words.condition_row(row) if twin else words.condition(row[0])
        return Option(key, label, (step,), (StillStands(step),))

    def seat_need(self) -> SeatNeed:
        return "chooser"

    def clauses(self, words: CardWords) -> Iterator[Clause]:
        yield 0, words.end()


effect("end", End)
