"""The home front (RULES 7): votes, changes of government, and the end of an acting presidency."""

from __future__ import annotations

from dataclasses import dataclass

from wargame.rules.common import relations
from wargame.rules.common.decks import next_card
from wargame.rules.common.modifiers import has_acting_head
from wargame.rules.model.events import emit
from wargame.rules.model.ledgers import GAME, NEW_AGENDA, PLEDGES, TURN, VOTE_DUE
from wargame.rules.model.questions import ask
from wargame.rules.model.rulebook import Linked, Rulebook
from wargame.rules.model.verb import phase
from wargame.table.decision import Decision, Option
from wargame.table.event import ALL
from wargame.table.flow import Call, push
from wargame.table.moves import drop, mark, move_card, set_actor, set_level, shift
from wargame.table.state import Position, Row, State


@dataclass(eq=False)
class Votes(Linked):
    """Test each seat that has a vote this turn: Support `least` or more passes.

    A vote passed brings `capital`. Otherwise the government changes: Support becomes `support`,
    Capital is divided by `divide`, one of `leaders` new leaders takes office, and the pledges are
    kept on or dropped (`dropped` off the relation). An acting head leaves in the turn that the
    scenario names, with at least `acting_support` Support and `acting_capital` more Capital.
    """

    least: int
    capital: int
    support: int
    divide: int
    leaders: int
    dropped: int
    acting_support: int
    acting_capital: int

    def link(self, book: Rulebook, source: str) -> None:
        super().link(book, source)
        ids = book.layout.cards
        self.choose = {
            card: Option(
                f"leader:{ids[card]}",
                book.title(card),
                (Call(self.appoint, card),),
                (),
                (ids[card],),
            )
            for deck in book.decks
            if deck.kind == "leaders"
            for card in deck.cards
        }
        self.fate = (
            Option("keep-pledge", book.words.keep_pledge()),
            Option("drop-pledge", book.words.drop_pledge(), (Call(self.drop_pledge),)),
        )

    def run(self, state: State, seat: int, args: tuple[int, ...]) -> None:
        test = self.routine(self.test)
        for each in reversed(state.order()):
            push(state, test, each)

    def test(self, state: State, seat: int, args: tuple[int, ...]) -> None:
        """Test one seat, if it has a vote or its acting head leaves."""
        book = self.book
        set_actor(state, -1, "votes")
        if not self.due(state, seat):
            return
        passed = state.levels[book.roles.support + seat] >= self.least
        if has_acting_head(state, book, seat):
            emit(state, ALL, "acting_over", seat)
            if passed:
                shift(state, book.roles.votes + seat, 1)
            if state.levels[book.roles.support + seat] < self.acting_support:
                set_level(state, book.roles.support + seat, self.acting_support)
            shift(state, book.roles.capital + seat, self.acting_capital)
            push(state, (Call(self.new_leader),), seat)
            return
        if passed:
            emit(state, ALL, "vote_passed", seat)
            shift(state, book.roles.votes + seat, 1)
            shift(state, book.roles.capital + seat, self.capital)
            return
        emit(state, ALL, "vote_failed", seat)
        set_level(state, book.roles.support + seat, self.support)
        held = state.levels[book.roles.capital + seat]
        set_level(state, book.roles.capital + seat, held // self.divide)
        if not book.last_turn(state) and book.flags[seat]:
            mark(state, GAME, NEW_AGENDA, seat, 0)
        for row in reversed(state.ledgers[PLEDGES]):
            if row[0] == seat:
                push(state, (Call(self.ask_fate),), seat, row)
        push(state, (Call(self.new_leader),), seat)

    def due(self, state: Position, seat: int) -> bool:
        """Say whether a seat is tested this turn."""
        book = self.book
        if has_acting_head(state, book, seat):
            return state.turn >= book.acting_until
        return seat in book.votes.get(state.turn, ()) or (
            (VOTE_DUE, seat, 0) in state.ledgers[TURN]
        )

    def next_turn(self, state: Position, seat: int, over: bool) -> int:
        """Return the turn in which a seat is tested next, as far as is known; 0 if in none.

        `over` says that it has been tested this turn, or cannot be any more.
        """
        if not over and self.due(state, seat):
            return state.turn
        book = self.book
        until = book.acting_until if has_acting_head(state, book, seat) else 0
        if until > state.turn:
            return until if until <= book.turns else 0
        later = [turn for turn, seats in book.votes.items() if turn > state.turn and seat in seats]
        return min(later, default=0)

    def new_leader(self, state: State, seat: int, args: tuple[int, ...]) -> Decision | None:
        """Draw new leaders and ask which takes office; the last one does so unasked."""
        book = self.book
        drawn: list[int] = []
        for at, deck in enumerate(book.decks):
            if deck.kind == "leaders" and deck.owner == seat:
                while len(drawn) < self.leaders:
                    if not state.piles[book.piles.deck[at]]:
                        break
                    card = next_card(state, book, seat, at)
                    assert card is not None
                    move_card(state, card, book.piles.deck[at], book.piles.played)
                    drawn.append(card)
        if len(drawn) < 2:
            for card in drawn:
                self.appoint(card, state, seat, args)
            return None
        return ask(state, seat, ("leader", seat), [self.choose[card] for card in sorted(drawn)])

    def appoint(self, card: int, state: State, seat: int, args: tuple[int, ...]) -> None:
        """Put a leader into office in place of the old; the one passed over goes back."""
        book = self.book
        office = book.piles.office[seat]
        for old in state.piles[office]:
            move_card(state, old, office, book.piles.gone)
        move_card(state, card, book.piles.played, office)
        emit(state, ALL, "appointed", seat, card)
        for other in state.piles[book.piles.played]:
            if other in self.choose:
                deck = book.piles.deck[book.deck_of[other]]
                move_card(state, other, book.piles.played, deck)

    def ask_fate(self, state: State, seat: int, args: Row) -> Decision:
        """Ask the new government about one pledge of the old; `args` is the pledge's row."""
        _, to, item, _, due = args
        return ask(state, seat, ("inherited", to, item, due), self.fate, args=args)

    def drop_pledge(self, state: State, seat: int, args: Row) -> None:
        """Drop it: the relation suffers, nothing else."""
        by, to, item, _, _ = args
        drop(state, PLEDGES, args)
        emit(state, ALL, "pledge_dropped", by, to, item)
        relations.strain(state, self.book.relation(by, to), self.dropped)


phase("votes", Votes, uses_roles=("support", "votes", "capital", "relation"))
