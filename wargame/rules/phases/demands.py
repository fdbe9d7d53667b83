"""Demands (RULES 4): turned up mark hidden, and answered one by one on the open screen.

The demands that wait for an answer lie in the ledger DEMANDS in the order of their answers; the
first row is the one in question. Its mark stays in the asker's sealed row until it is refused.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from wargame.rules.common import relations
from wargame.rules.common.decks import discard
from wargame.rules.common.modifiers import did, total
from wargame.rules.common.penalties import bears_standing, lay
from wargame.rules.common.pledges import break_restraint, isolated
from wargame.rules.model.cards import Ask, Price
from wargame.rules.model.events import emit
from wargame.rules.model.language import Language
from wargame.rules.model.ledgers import (
    ANSWERED,
    COMPLIED,
    DEMANDS,
    FREE_STALL,
    GAME,
    HOME_USED,
    REFUSED_FIRM,
    SEALED,
    TURN,
    TURNED_UP,
)
from wargame.rules.model.questions import ask
from wargame.rules.model.rulebook import Linked, Rulebook
from wargame.rules.model.verb import phase
from wargame.table.decision import Decision, Need, Option
from wargame.table.event import ALL
from wargame.table.flow import Call, push
from wargame.table.moves import add, drop, mark, move_card, set_actor, shift
from wargame.table.state import Position, Row, State

COMPLY: Final = "comply"
REFUSE: Final = "refuse"
"""Keys of answers: a refusal shows the mark, and compliance does where that pays."""


def current(state: Position) -> Row:
    """Give the demand in question: (asker, addressed, card, sweetener, place)."""
    return state.ledgers[DEMANDS][0]


def asked_by(book: Rulebook, row: Row) -> Ask:
    """Give the ASK of a demand."""
    _, _, card, _, _ = row
    asked = book.play_card(card).ask
    assert asked is not None
    return asked


def payable(state: Position, book: Rulebook, price: Price, asker: int, addressed: int) -> bool:
    """Say whether the seat addressed can pay a price."""
    if price.item is not None:
        return book.item(price.item).possible(state, addressed, asker)
    roles = book.roles
    return (
        state.levels[roles.capital + addressed] >= price.capital
        and state.levels[roles.support + addressed] >= price.support
    )


@dataclass(frozen=True, eq=False)
class CanPay(Need):
    """The seat addressed can pay the price, or the floor, of the demand in question."""

    book: Rulebook
    floor: bool

    def holds(self, state: State, seat: int) -> bool:
        row = current(state)
        asked = asked_by(self.book, row)
        price = asked.floor if self.floor else asked.price
        asker, addressed, *_ = row
        return payable(state, self.book, price, asker, addressed)

    def why(self, words: Language) -> str:
        return words.needs_price(self.floor)


@dataclass(frozen=True, eq=False)
class CanStall(Need):
    """The seat can pay for a stall: with Credibility, its HOME card, or its office."""

    book: Rulebook
    by: str
    credibility: int

    def holds(self, state: State, seat: int) -> bool:
        if self.by == "home":
            home = self.book.homes[seat]
            return (
                home is not None and home.stall and (HOME_USED, seat, 0) not in state.ledgers[TURN]
            )
        if self.by == "office":
            used = (FREE_STALL, seat, 0) in state.ledgers[TURN]
            return not used and total(state, self.book, "stall", seat) > 0
        return state.levels[self.book.roles.credibility + seat] >= self.credibility

    def why(self, words: Language) -> str:
        return words.needs_stall(self.by, self.credibility)


@dataclass(frozen=True, eq=False)
class MayLay(Need):
    """The asker of a refused FIRM may lay this penalty on the refuser."""

    book: Rulebook
    penalty: int

    def holds(self, state: State, seat: int) -> bool:
        if seat not in self.book.penalties[self.penalty].by:
            return False
        return not bears_standing(state, current(state)[1], self.penalty)

    def why(self, words: Language) -> str:
        return words.needs_no_penalty(self.penalty)


@dataclass(eq=False)
class Demands(Linked):
    """Turn all demands up, then have them answered. The fields are the stakes of each answer.

    With `firm_complied_support` the mark is shown when a demand is complied with as well, and the
    asker of a FIRM gains so much Support. With `firm_support_again` a refused FIRM is remembered
    until the asker has another answer; the next one then costs it so much Support instead.
    """

    comply_interest: int
    fair_relation: int
    counter_interest: int
    firm_relation: int
    firm_support: int
    firm_refuser_interest: int
    firm_refuser_support: int
    bluff_credibility: int
    bluff_support: int
    bluff_refuser_interest: int
    bluff_refuser_support: int
    stall_credibility: int
    firm_complied_support: int = 0
    firm_support_again: int | None = None

    def link(self, book: Rulebook, source: str) -> None:
        super().link(book, source)
        words = book.words
        comply = Option(COMPLY, words.comply(), (Call(self.comply),), (CanPay(book, False),))
        counter = Option("counter", words.counter(), (Call(self.counter),), (CanPay(book, True),))
        refuse = Option(REFUSE, words.refuse(), (Call(self.refuse),))
        stalls = [
            Option(
                key,
                words.stall(by, self.stall_credibility),
                (Call(self.stall, by),),
                (CanStall(book, by, self.stall_credibility),),
            )
            for key, by in (
                ("stall", "credibility"),
                ("stall:home", "home"),
                ("stall:office", "office"),
            )
        ]
        self.answers = (comply, counter, refuse, *stalls)
        self.insisted = (comply, refuse)
        self.takes = (
            Option("take-counter", words.take_counter(), (Call(self.take),)),
            Option("insist", words.insist(), (Call(self.insist),)),
        )
        self.penalties = tuple(
            Option(
                f"penalty:{penalty.id}",
                penalty.name,
                (Call(self.punish, at),),
                (MayLay(book, at),),
            )
            for at, penalty in enumerate(book.penalties)
        )

    def run(self, state: State, seat: int, args: tuple[int, ...]) -> None:
        book = self.book
        set_actor(state, -1, "demands")
        mark(state, TURN, TURNED_UP, 0, 0)
        turned: list[Row] = []
        for asker in state.order():
            rows = sorted([row for row in state.ledgers[SEALED] if row[0] == asker])
            for _, place, addressed, sweetener, _ in rows:
                pile = book.piles.dossier[asker][place]
                card = state.piles[pile][0]
                move_card(state, card, pile, book.piles.played)
                row: Row = (asker, addressed, card, sweetener, place)
                emit(state, ALL, "demand", asker, addressed, card, sweetener)
                break_restraint(state, book, asker, addressed, "demand")
                turned.append(row)
        if turned:
            order = state.order()
            for row in sorted(turned, key=lambda row: (order.index(row[1]), order.index(row[0]))):
                add(state, DEMANDS, row)
            push(state, self.routine(self.next) * len(turned), seat)

    def shows_mark(self, answer: str) -> bool:
        """Return whether an answer, by its key, turns the mark of the demand up."""
        return answer == REFUSE or (answer == COMPLY and self.firm_complied_support > 0)

    def next(self, state: State, seat: int, args: tuple[int, ...]) -> Decision | None:
        """Ask for the answer to the next demand; one that can no longer be met goes back."""
        row = current(state)
        asker, addressed, card, sweetener, _ = row
        price = asked_by(self.book, row).price
        met = self.book.items[sweetener].possible(state, asker, addressed)
        if price.item is not None:
            met = met and self.book.item(price.item).possible(state, addressed, asker)
        if not met or isolated(state, asker) or isolated(state, addressed):
            emit(state, ALL, "demand_back", asker, card)
            self._close(state, back=True)
            return None
        return ask(state, addressed, ("answer", asker, addressed, card, sweetener), self.answers)

    def _close(self, state: State, *, back: bool) -> Row:
        """Remove the demand in question; its card goes back to the asker or to the discards."""
        book = self.book
        row = current(state)
        asker, _, card, _, place = row
        drop(state, DEMANDS, row)
        sealed = next(r for r in state.ledgers[SEALED] if r[:2] == (asker, place))
        drop(state, SEALED, sealed)
        if back:
            move_card(state, card, book.piles.played, book.piles.hand[asker], ALL)
        else:
            discard(state, book, card, book.piles.played)
        return sealed

    def _answered(self, state: State, firm: bool) -> None:
        if self.firm_support_again is None:
            return
        asker, *_ = current(state)
        mark_row = (REFUSED_FIRM, asker, 0)
        if mark_row in state.ledgers[GAME] and not firm:
            drop(state, GAME, mark_row)
        elif firm:
            mark(state, GAME, *mark_row)

    def firm_cost(self, state: Position, asker: int) -> int:
        """Return how much Support a refused FIRM costs its asker."""
        again = self.firm_support_again
        remembered = (REFUSED_FIRM, asker, 0) in state.ledgers[GAME]
        return again if remembered and again is not None else self.firm_support

    def refused(
        self, state: Position, asker: int, addressed: int, *, firm: bool
    ) -> list[tuple[int, int]]:
        """List what a refusal moves, by the mark that it turns up: (level, by) in their order."""
        book, roles = self.book, self.book.roles
        if not firm:
            moves = [
                (roles.credibility + asker, -self.bluff_credibility),
                (roles.support + asker, -self.bluff_support),
                (roles.interest + addressed, self.bluff_refuser_interest),
                (roles.support + addressed, self.bluff_refuser_support),
            ]
        else:
            whole = state.levels[roles.interest + addressed] >= self.firm_refuser_interest
            moves = [
                (book.relation(asker, addressed), -self.firm_relation),
                (roles.support + asker, -self.firm_cost(state, asker)),
                (roles.interest + addressed, -self.firm_refuser_interest),
                (roles.support + addressed, self.firm_refuser_support if whole else 0),
            ]
        return [(level, by) for level, by in moves if by]

    def _pay(self, state: State, price: Price, interest: int, *, fair: bool) -> None:
        """Let the price and the sweetener change hands."""
        book = self.book
        asker, addressed, _, at, _ = current(state)
        roles = book.roles
        if price.item is not None:
            book.item(price.item).give(state, addressed, asker)
        shift(state, roles.capital + addressed, -price.capital)
        shift(state, roles.capital + asker, price.capital)
        shift(state, roles.support + addressed, -price.support)
        sweetener = book.items[at]
        sweetener.give(state, asker, addressed)
        shift(state, roles.interest + asker, interest)
        if fair and sweetener.sweetens > 1:
            relations.warm(state, book, book.relation(asker, addressed), self.fair_relation)
        did(state, book, COMPLIED, addressed, asker)
        self._answered(state, firm=False)
        self._close(state, back=False)

    def comply(self, state: State, seat: int, args: tuple[int, ...]) -> None:
        """Pay the price."""
        row = current(state)
        asker, addressed, card, _, place = row
        set_actor(state, -1, self.book.layout.cards[card])
        emit(state, ALL, "complied", addressed, asker, card)
        if self.firm_complied_support:
            *_, firm = next(r for r in state.ledgers[SEALED] if r[:2] == (asker, place))
            emit(state, ALL, "mark_shown", asker, firm, reveals=True)
            if firm:
                shift(state, self.book.roles.support + asker, self.firm_complied_support)
        self._pay(state, asked_by(self.book, row).price, self.comply_interest, fair=True)

    def counter(self, state: State, seat: int, args: tuple[int, ...]) -> Decision:
        """Offer the floor; the asker takes it or insists."""
        asker, addressed, card, sweetener, _ = current(state)
        emit(state, ALL, "countered", addressed, asker, card)
        return ask(state, asker, ("countered", asker, addressed, card, sweetener), self.takes)

    def take(self, state: State, seat: int, args: tuple[int, ...]) -> None:
        """Take the floor."""
        row = current(state)
        asker, addressed, card, _, _ = row
        set_actor(state, -1, self.book.layout.cards[card])
        emit(state, ALL, "counter_taken", asker, addressed, card)
        self._pay(state, asked_by(self.book, row).floor, self.counter_interest, fair=False)

    def insist(self, state: State, seat: int, args: tuple[int, ...]) -> Decision:
        """Insist: only comply or refuse is left."""
        asker, addressed, card, sweetener, _ = current(state)
        emit(state, ALL, "insisted", asker, addressed, card)
        return ask(state, addressed, ("insisted", asker, addressed, card, sweetener), self.insisted)

    def refuse(self, state: State, seat: int, args: tuple[int, ...]) -> Decision | None:
        """Refuse: the mark is shown, and the stakes of a refused FIRM or BLUFF are settled."""
        book = self.book
        asker, addressed, card, _, place = current(state)
        set_actor(state, -1, book.layout.cards[card])
        sealed = next(row for row in state.ledgers[SEALED] if row[:2] == (asker, place))
        *_, firm = sealed
        emit(state, ALL, "refused", addressed, asker, card, firm, reveals=True)
        mark(state, TURN, ANSWERED, addressed, asker)
        for level, by in self.refused(state, asker, addressed, firm=bool(firm)):
            if book.is_relation(level):
                relations.strain(state, level, -by)
            else:
                shift(state, level, by)
        self._answered(state, firm=bool(firm))
        if not firm:
            self._close(state, back=False)
            return None
        open_ = [option for option in self.penalties if option.open(state, asker)]
        if len(open_) > 1:
            return ask(state, asker, ("penalty", addressed), self.penalties)
        push(state, open_[0].steps if open_ else (Call(self.no_penalty),), asker)
        return None

    def punish(self, penalty: int, state: State, seat: int, args: tuple[int, ...]) -> None:
        """Lay the penalty."""
        lay(state, self.book, penalty, seat, current(state)[1])
        self._close(state, back=False)

    def no_penalty(self, state: State, seat: int, args: tuple[int, ...]) -> None:
        """There is no penalty that this seat may lay."""
        self._close(state, back=False)

    def stall(self, by: str, state: State, seat: int, args: tuple[int, ...]) -> None:
        """Put the answer off: the card goes back, the mark stays secret."""
        asker, addressed, card, _, _ = current(state)
        emit(state, ALL, "stalled", addressed, asker, card, by)
        if by == "home":
            mark(state, TURN, HOME_USED, seat, 0)
        elif by == "office":
            mark(state, TURN, FREE_STALL, seat, 0)
        else:
            set_actor(state, -1, "stall")
            shift(state, self.book.roles.credibility + seat, -self.stall_credibility)
        mark(state, TURN, ANSWERED, addressed, asker)
        self._close(state, back=True)


phase("demands", Demands, uses_roles=("capital", "support", "credibility", "interest", "relation"))
