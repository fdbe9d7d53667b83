"""The dossier (RULES 3.2): what a seat seals for this turn, cards to act with and demands.

While a demand is being sealed only routines lie on the stack; what has been settled so far lies
in the dossier's pile and in the seat's own row of SEALED, where no other seat looks.
"""

from __future__ import annotations

from dataclasses import dataclass

from wargame.rules.common.modifiers import total
from wargame.rules.common.pledges import isolated
from wargame.rules.model.amounts import Check
from wargame.rules.model.cards import Ask, PlayCard
from wargame.rules.model.events import emit
from wargame.rules.model.language import Language
from wargame.rules.model.ledgers import SEALED
from wargame.rules.model.questions import ask, pose
from wargame.rules.model.rulebook import Linked, Rulebook
from wargame.rules.model.selectors import Seat
from wargame.rules.model.verb import phase
from wargame.rules.phases.news import emergency_holds
from wargame.table.decision import Decision, Need, Option
from wargame.table.event import ALL
from wargame.table.flow import Call, push
from wargame.table.moves import add, move_card, swap
from wargame.table.state import Position, State


@dataclass(eq=False)
class MayDemand(Need):
    """A demand with this ASK may be sealed by the seat now."""

    dossier: Dossier
    ask: Ask

    def holds(self, state: State, seat: int) -> bool:
        return bool(self.dossier.addressable(state, seat, self.ask))

    def why(self, words: Language) -> str:
        return words.needs_addressee()


@dataclass(frozen=True, eq=False)
class NoDemand(Need):
    """No demand may lie on this place now: the emergency, the last turn, isolation, another one."""

    reason: str
    places: int

    def holds(self, state: State, seat: int) -> bool:
        return False

    def why(self, words: Language) -> str:
        return words.needs_demands_open(self.reason, self.places)


@dataclass(eq=False)
class Dossier(Linked):
    """Fill the dossier: `places` for a card to act with or a demand (at most one of them), and
    for the seats in `third` another for a demand only. `fair` is what a seat must show before
    it has to be offered a fair sweetener. With `givable`, an ASK for an item is put only to a
    seat that can give that item now."""

    places: int
    third: tuple[Seat, ...] = ()
    fair: Check | None = None
    givable: bool = False

    def link(self, book: Rulebook, source: str) -> None:
        super().link(book, source)
        words = book.words
        ids = book.layout.cards
        self.acts = tuple(
            Option(f"act:{id}", words.act_with(card), (Call(self.put, card),), (), (id,))
            for card, id in enumerate(ids)
        )
        self.asked: dict[int, Ask] = {}
        self.demands: dict[int, Option] = {}
        for card, id in enumerate(ids):
            face = book.cards[card]
            if isinstance(face, PlayCard) and face.ask is not None:
                self.asked[card] = face.ask
                needs: tuple[Need, ...] = (MayDemand(self, face.ask),)
                label = words.demand_with(card)
                steps = (Call(self.demand, card),)
                self.demands[card] = Option(f"demand:{id}", label, steps, needs, (id,))
        self.leave = Option("leave", words.leave_empty(), idle=True)
        self.to = tuple(
            Option(f"to:{id}", words.seat(seat), (Call(self.address, seat),), (), (id,))
            for seat, id in enumerate(book.layout.seats)
        )
        self.sweets = tuple(item for item in book.items if item.sweetens)
        self.fair_sweets = tuple(item for item in self.sweets if item.sweetens > 1)
        self.small_sweets = tuple(item for item in self.sweets if item.sweetens == 1)
        self.sweeteners = tuple(
            Option(f"with:{item.id}", item.text(words), (Call(self.sweeten, item.index),))
            for item in self.sweets
        )
        self.marks = (
            Option("firm", words.mark_firm(), (Call(self.resolve, 1),)),
            Option("bluff", words.mark_bluff(), (Call(self.resolve, 0),)),
        )

    def run(self, state: State, seat: int, args: tuple[int, ...]) -> None:
        places = self.places + total(state, self.book, "places", seat)
        fill = self.routine(self.fill)
        if seat in self.third:
            push(state, fill, seat, (self.places,))
        for place in reversed(range(max(0, places))):
            push(state, fill, seat, (place,))

    def fill(self, state: State, seat: int, args: tuple[int, ...]) -> Decision | None:
        """Ask what goes on one place; nothing is asked where only "leave it empty" is left."""
        (place,) = args
        hand = sorted(state.piles[self.book.piles.hand[seat]])
        options = [self.acts[card] for card in hand] if place < self.places else []
        considered = options[:]
        demands = [card for card in hand if card in self.demands]
        if demands:
            if reason := self.no_demand(state, seat, place):
                considered += [self.barred(card, reason) for card in demands]
            else:
                seats = self.open_seats(state, seat)
                for card in demands:
                    considered.append(self.demands[card])
                    if self.answerable(state, seat, self.asked[card], seats):
                        options.append(self.demands[card])
        if not options:
            return None
        options.append(self.leave)
        return pose(seat, ("fill", place), True, options, considered, args)

    def no_demand(self, state: State, seat: int, place: int) -> str:
        """Say why no demand may lie on this place, or nothing. None may in the last turn, in an
        emergency, or of an isolated seat, and at most one on the places for acting."""
        if self.book.last_turn(state):
            return "last_turn"
        if emergency_holds(state):
            return "emergency"
        if isolated(state, seat):
            return "isolated"
        if place < self.places:
            for asker, at, _, _, _ in state.ledgers[SEALED]:
                if asker == seat and at < self.places:
                    return "one"
        return ""

    def barred(self, card: int, reason: str) -> Option:
        """Give a demand that was looked at and cannot be made, with its reason."""
        option = self.demands[card]
        return Option(option.key, option.label, (), (NoDemand(reason, self.places),), option.parts)

    def addressable(self, state: State, seat: int, asked: Ask) -> list[int]:
        """List the seats that a demand with this ASK may be put to now."""
        return self.answerable(state, seat, asked, self.open_seats(state, seat))

    def answerable(self, state: State, seat: int, asked: Ask, seats: set[int]) -> list[int]:
        """List those of the open seats that a demand with this ASK may be put to."""
        item = None
        if self.givable and asked.price.item is not None:
            item = self.book.item(asked.price.item)
        open_ = [to for to in asked.to if to in seats]
        return [to for to in open_ if item is None or item.possible(state, to, seat)]

    def open_seats(self, state: Position, seat: int) -> set[int]:
        """Find the seats that `seat` may put another demand to now, with something to offer."""
        taken = [to for asker, _, to, _, _ in state.ledgers[SEALED] if asker == seat]
        return {
            to
            for to in self.book.layout.partners[seat]
            if to not in taken and not isolated(state, to) and self.has_sweetener(state, seat, to)
        }

    def has_sweetener(self, state: Position, seat: int, to: int) -> bool:
        """Say whether `seat` has anything to offer to `to` now."""
        for item in self.fair_sweets:
            if item.possible(state, seat, to):
                return True
        for item in self.small_sweets:
            if item.possible(state, seat, to):
                return self.fair is None or not self.fair.holds(state, to)
        return False

    def sweet(self, state: State, seat: int, to: int) -> list[Option]:
        """List the sweeteners that `seat` can offer to `to` now."""
        fair = self.fair is not None and self.fair.holds(state, to)
        return [
            option
            for item, option in zip(self.sweets, self.sweeteners, strict=True)
            if item.possible(state, seat, to) and (item.sweetens > 1 or not fair)
        ]

    def put(self, card: int, state: State, seat: int, args: tuple[int, ...]) -> None:
        """Lay a card face down on the place."""
        piles = self.book.piles
        move_card(state, card, piles.hand[seat], piles.dossier[seat][args[0]], 1 << seat)
        if state.events is not None:
            emit(state, ALL & ~(1 << seat), "filled", seat, args[0])

    def demand(self, card: int, state: State, seat: int, args: tuple[int, ...]) -> None:
        """Lay a demand face down, then settle the seat addressed, the sweetener and the mark."""
        self.put(card, state, seat, args)
        add(state, SEALED, (seat, args[0], -1, -1, -1))
        push(state, (Call(self.ask_to), Call(self.ask_sweetener), Call(self.ask_mark)), seat, args)

    def _row(self, state: State, seat: int, place: int) -> tuple[int, ...]:
        return next(row for row in state.ledgers[SEALED] if row[:2] == (seat, place))

    def _card(self, state: State, seat: int, place: int) -> int:
        return state.piles[self.book.piles.dossier[seat][place]][0]

    def ask_to(self, state: State, seat: int, args: tuple[int, ...]) -> Decision | None:
        """Ask whom the demand is put to, where there is a choice."""
        card = self._card(state, seat, args[0])
        asked = self.book.play_card(card).ask
        assert asked is not None
        seats = self.addressable(state, seat, asked)
        if len(seats) == 1:
            self.address(seats[0], state, seat, args)
            return None
        options = [self.to[to] for to in seats]
        return ask(state, seat, ("demand_to", card), options, private=True, args=args)

    def address(self, to: int, state: State, seat: int, args: tuple[int, ...]) -> None:
        """Write down the seat addressed."""
        row = self._row(state, seat, args[0])
        asker, place, *_ = row
        swap(state, SEALED, row, (asker, place, to, -1, -1))

    def ask_sweetener(self, state: State, seat: int, args: tuple[int, ...]) -> Decision | None:
        """Ask what is offered with the demand."""
        _, _, to, _, _ = self._row(state, seat, args[0])
        card = self._card(state, seat, args[0])
        options = self.sweet(state, seat, to)
        return ask(state, seat, ("demand_with", card, to), options, private=True, args=args)

    def sweeten(self, item: int, state: State, seat: int, args: tuple[int, ...]) -> None:
        """Write down the sweetener."""
        row = self._row(state, seat, args[0])
        asker, place, to, _, _ = row
        swap(state, SEALED, row, (asker, place, to, item, -1))

    def ask_mark(self, state: State, seat: int, args: tuple[int, ...]) -> Decision | None:
        """Ask for the mark, FIRM or BLUFF."""
        card = self._card(state, seat, args[0])
        _, _, to, _, _ = self._row(state, seat, args[0])
        return ask(state, seat, ("demand_mark", card, to), self.marks, private=True, args=args)

    def resolve(self, firm: int, state: State, seat: int, args: tuple[int, ...]) -> None:
        """Write down the mark."""
        row = self._row(state, seat, args[0])
        asker, place, to, item, _ = row
        swap(state, SEALED, row, (asker, place, to, item, firm))
        card = self._card(state, seat, args[0])
        emit(state, 1 << seat, "sealed_demand", seat, card, to, item, firm)


phase("dossier", Dossier)
