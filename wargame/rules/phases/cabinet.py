"""Cabinet (RULES 3.2): a seat's sealed sitting. Every question here is private."""

from __future__ import annotations

from dataclasses import dataclass

from wargame.rules.common.decks import discard, draw
from wargame.rules.common.modifiers import total
from wargame.rules.common.pledges import isolated
from wargame.rules.effects.effects import Peek
from wargame.rules.model.events import emit
from wargame.rules.model.ledgers import AGENDAS, BIDS, CRISES, GAME, GUESSES, NEW_AGENDA
from wargame.rules.model.questions import ask, pose
from wargame.rules.model.rulebook import Linked, Rulebook
from wargame.rules.model.selectors import LaneNo
from wargame.rules.model.verb import phase
from wargame.table import chance
from wargame.table.decision import Decision, Option
from wargame.table.event import ALL
from wargame.table.flow import Call, push
from wargame.table.moves import add, drop, move_card, shift, swap
from wargame.table.state import State


@dataclass(eq=False)
class LookAtAgenda(Linked):
    """Deal the true agenda in the first Cabinet and after a change of government, and see it."""

    def run(self, state: State, seat: int, args: tuple[int, ...]) -> None:
        old = None
        for row in state.ledgers[AGENDAS]:
            if row[0] == seat:
                old = row
        fresh = (NEW_AGENDA, seat, 0)
        if old is not None and fresh not in state.ledgers[GAME]:
            return
        flags = self.book.flags[seat]
        if not flags:
            return
        agenda = flags[chance.pick(len(flags), state.seed, state.turn, "agenda", seat)]
        if old is None:
            add(state, AGENDAS, (seat, agenda))
        else:
            swap(state, AGENDAS, old, (seat, agenda))
            drop(state, GAME, fresh)
        emit(state, 1 << seat, "agenda", seat, agenda, reveals=True)


phase("look-at-agenda", LookAtAgenda)


@dataclass(eq=False)
class Foresee(Linked):
    """A head of government with foresight reads the next two events of each lane whole."""

    def link(self, book: Rulebook, source: str) -> None:
        super().link(book, source)
        self.peeks = tuple(Peek(LaneNo(lane), 2) for lane in range(len(book.piles.lane)))
        for peek in self.peeks:
            peek.link(book, source)

    def run(self, state: State, seat: int, args: tuple[int, ...]) -> None:
        if total(state, self.book, "foresight", seat):
            push(state, self.peeks, seat)


phase("foresee", Foresee)


@dataclass(eq=False)
class Income(Linked):
    """Take the income."""

    def run(self, state: State, seat: int, args: tuple[int, ...]) -> None:
        amount = self.book.amounts["income"].value(state, seat)
        amount += total(state, self.book, "income", seat)
        shift(state, self.book.roles.capital + seat, max(0, amount))


phase("income", Income, uses_roles=("capital",), uses_amounts=("income",))


@dataclass(eq=False)
class TakeBackOffer(Linked):
    """Take the card that was on offer back into the hand."""

    def run(self, state: State, seat: int, args: tuple[int, ...]) -> None:
        piles = self.book.piles
        for card in state.piles[piles.offer[seat]]:
            move_card(state, card, piles.offer[seat], piles.hand[seat], ALL)


phase("take-back-offer", TakeBackOffer)


@dataclass(eq=False)
class Shelve(Linked):
    """A seat may pay to put one card of its hand away; in the last turn only with `last_turn`."""

    cost: int
    last_turn: bool = True

    def link(self, book: Rulebook, source: str) -> None:
        super().link(book, source)
        self.options = tuple(
            Option(f"shelve:{id}", book.title(card), (Call(self.put_away, card),), (), (id,))
            for card, id in enumerate(book.layout.cards)
        )
        self.none = Option("keep", book.words.keep_hand(), idle=True)

    def run(self, state: State, seat: int, args: tuple[int, ...]) -> Decision | None:
        hand = state.piles[self.book.piles.hand[seat]]
        if not hand or state.levels[self.book.roles.capital + seat] < self.cost:
            return None
        if state.turn == self.book.turns and not self.last_turn:
            return None
        options = [self.options[card] for card in sorted(hand)]
        options.append(self.none)
        return pose(seat, ("shelve", self.cost), True, options, options)

    def put_away(self, card: int, state: State, seat: int, args: tuple[int, ...]) -> None:
        """Pay, and discard the card."""
        shift(state, self.book.roles.capital + seat, -self.cost)
        discard(state, self.book, card, self.book.piles.hand[seat])


phase("shelve", Shelve, uses_roles=("capital",))


@dataclass(eq=False)
class FillHand(Linked):
    """Draw up to so many cards of each kind of deck."""

    ministry: int
    region: int

    def link(self, book: Rulebook, source: str) -> None:
        super().link(book, source)
        wanted = {"ministry": self.ministry, "region": self.region}
        # For each seat the decks that it draws from, and how many cards of each it wants.
        self.wanted = tuple(
            tuple(
                (at, wanted[deck.kind])
                for at, deck in enumerate(book.decks)
                if deck.kind in wanted and deck.owner in (-1, seat)
            )
            for seat in range(book.seats)
        )

    def run(self, state: State, seat: int, args: tuple[int, ...]) -> None:
        book = self.book
        held = [book.deck_of[card] for card in state.piles[book.piles.hand[seat]]]
        for deck, wanted in self.wanted[seat]:
            missing = wanted - held.count(deck)
            if missing > 0:
                draw(state, book, seat, deck, missing)


phase("fill-hand", FillHand)


@dataclass(eq=False)
class SealBid(Linked):
    """While a crisis stands, seal a bid of 0 to `most` Capital. Sealing reserves nothing."""

    most: int

    def link(self, book: Rulebook, source: str) -> None:
        super().link(book, source)
        self.options = tuple(
            Option(
                f"bid:{points}", book.words.bid(points), (Call(self.seal, points),), idle=not points
            )
            for points in range(self.most + 1)
        )

    def run(self, state: State, seat: int, args: tuple[int, ...]) -> Decision | None:
        if not state.ledgers[CRISES] or isolated(state, seat):
            return None
        crisis = state.ledgers[CRISES][0]
        return pose(seat, ("bid", *crisis), True, self.options, self.options)

    def seal(self, points: int, state: State, seat: int, args: tuple[int, ...]) -> None:
        """Put the bid under seal."""
        add(state, BIDS, (seat, points))
        emit(state, 1 << seat, "sealed_bid", seat, points)


phase("seal-bid", SealBid)


@dataclass(eq=False)
class LayOffer(Linked):
    """A seat may lay one region card that it keeps face up, on offer until its next Cabinet."""

    def link(self, book: Rulebook, source: str) -> None:
        super().link(book, source)
        self.options = {
            card: Option(f"offer:{id}", book.title(card), (Call(self.lay, card),), (), (id,))
            for card, id in enumerate(book.layout.cards)
            if book.decks[book.deck_of[card]].kind == "region"
        }
        self.none = Option("no-offer", book.words.no_offer(), idle=True)

    def run(self, state: State, seat: int, args: tuple[int, ...]) -> Decision | None:
        hand = state.piles[self.book.piles.hand[seat]]
        options = [self.options[card] for card in sorted(hand) if card in self.options]
        if not options:
            return None
        options.append(self.none)
        return pose(seat, ("lay_offer",), True, options, options)

    def lay(self, card: int, state: State, seat: int, args: tuple[int, ...]) -> None:
        """Lay it face up."""
        move_card(state, card, self.book.piles.hand[seat], self.book.piles.offer[seat])


phase("lay-offer", LayOffer)


@dataclass(eq=False)
class SealGuess(Linked):
    """In the last Cabinet a seat may seal one guess at one partner's true flag."""

    def link(self, book: Rulebook, source: str) -> None:
        super().link(book, source)
        none = Option("no-guess", book.words.no_guess(), idle=True)
        rows: list[tuple[Option, ...]] = []
        for seat in range(book.seats):
            options = [
                Option(
                    f"guess:{book.agendas[flag].id}",
                    book.words.guess(partner, flag),
                    (Call(self.seal, partner, flag),),
                    (),
                    (book.agendas[flag].id,),
                )
                for partner in book.layout.partners[seat]
                for flag in book.flags[partner]
            ]
            rows.append((*options, none))
        self.options = tuple(rows)

    def run(self, state: State, seat: int, args: tuple[int, ...]) -> Decision | None:
        if not self.book.last_turn(state) or len(self.options[seat]) < 2:
            return None
        return ask(state, seat, ("guess",), self.options[seat], private=True)

    def seal(self, partner: int, flag: int, state: State, seat: int, args: tuple[int, ...]) -> None:
        """Put the guess under seal."""
        add(state, GUESSES, (seat, partner, flag))
        emit(state, 1 << seat, "sealed_guess", seat, partner, flag)


phase("seal-guess", SealGuess)
