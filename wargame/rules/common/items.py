"""Items (RULES 5): what one side of a deal, a sweetener or a price may give at once or promise."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final

from wargame.rules.common.penalties import lift
from wargame.rules.common.pledges import DeedItem, PayLater, PledgeItem, Restraint
from wargame.rules.model.events import emit
from wargame.rules.model.language import CardWords
from wargame.rules.model.ledgers import ANSWERED, COMPLIED, PENALTIES, PERMITTED, TURN
from wargame.rules.model.rulebook import DealMenu, Item, Rulebook
from wargame.rules.model.selectors import PenaltyNo, Seat, SeatTrack
from wargame.rules.model.verb import Effects, clauses
from wargame.table.event import ALL
from wargame.table.flow import push
from wargame.table.moves import mark, move_card, shift
from wargame.table.state import Position, Row, State

ITEMS: Final[dict[str, type[Item]]] = {}


def item(name: str, cls: type[Item]) -> None:
    """Register an item under the name that TOML calls it by."""
    ITEMS[name] = cls


item("deed", DeedItem)
item("pay-later", PayLater)
item("restraint", Restraint)


@dataclass(eq=False)
class Pay(Item):
    """An amount of one of the giver's tracks; it goes to the taker."""

    track: SeatTrack = field(kw_only=True)
    amount: int = field(kw_only=True)
    last_turn: bool = field(kw_only=True, default=True)

    @property
    def lacking(self) -> tuple[str, ...]:
        return ("late", "short")

    def __post_init__(self) -> None:
        self.base = self.track.base

    def lacks(self, state: Position, giver: int, taker: int) -> str:
        if not self.last_turn and self.book.last_turn(state):
            return "late"
        return "short" if state.levels[self.base + giver] < self.amount else ""

    def give(self, state: State, giver: int, taker: int) -> None:
        shift(state, self.track.base + giver, -self.amount)
        shift(state, self.track.base + taker, self.amount)

    def text(self, words: CardWords) -> str:
        return words.item_pay(self.amount, self.track)


item("pay", Pay)


@dataclass(eq=False)
class OnOffer(Item):
    """The region card that the giver has on offer; two such cards may be swapped."""

    @property
    def mutual(self) -> bool:
        return True

    @property
    def lacking(self) -> tuple[str, ...]:
        return ("offer",)

    def lacks(self, state: Position, giver: int, taker: int) -> str:
        return "" if state.piles[self.book.piles.offer[giver]] else "offer"

    def give(self, state: State, giver: int, taker: int) -> None:
        piles = self.book.piles
        for card in state.piles[piles.offer[giver]]:
            move_card(state, card, piles.offer[giver], piles.hand[taker], ALL)

    def text(self, words: CardWords) -> str:
        return words.item_offer()


item("offer", OnOffer)


@dataclass(eq=False)
class Relief(Item):
    """Lift one kind of penalty that the giver laid on the taker."""

    penalty: PenaltyNo = field(kw_only=True)

    @property
    def lacking(self) -> tuple[str, ...]:
        return ("unlaid",)

    def ever(self, giver: int, taker: int) -> bool:
        return giver in self.book.penalties[self.penalty].by

    def lacks(self, state: Position, giver: int, taker: int) -> str:
        for kind, by, on, _, _ in state.ledgers[PENALTIES]:
            if kind == self.penalty and by == giver and on == taker:
                return ""
        return "unlaid"

    def give(self, state: State, giver: int, taker: int) -> None:
        lift(state, self.penalty, taker, giver)

    def text(self, words: CardWords) -> str:
        return words.item_relief(self.penalty)


item("relief", Relief)


@dataclass(eq=False)
class Permission(Item):
    """A permission that one seat can give another, each kind once a turn.

    `from_` and `to` are the seats that may give and take it; the taker's `track` must be able to
    rise. With `each_pair`, each kind once a turn in deals between the same two seats, and demands
    for it are not bound by this.
    """

    from_: tuple[Seat, ...] = field(kw_only=True)
    to: tuple[Seat, ...] = field(kw_only=True)
    track: SeatTrack | None = field(kw_only=True, default=None)
    taker: Effects = field(kw_only=True, default=())
    giver: Effects = field(kw_only=True, default=())
    each_pair: bool = field(kw_only=True, default=False)

    @property
    def lacking(self) -> tuple[str, ...]:
        return ("full", "once")

    def _mark(self, giver: int, taker: int) -> Row:
        return PERMITTED, self.index, 1 + giver * self.book.seats + taker if self.each_pair else 0

    def ever(self, giver: int, taker: int) -> bool:
        return giver in self.from_ and taker in self.to

    def lacks(self, state: Position, giver: int, taker: int) -> str:
        if not self._rises(state, taker):
            return "full"
        return "once" if self._mark(giver, taker) in state.ledgers[TURN] else ""

    def possible(self, state: Position, giver: int, taker: int) -> bool:
        if self.each_pair:
            return self.ever(giver, taker) and self._rises(state, taker)
        return self.ever(giver, taker) and self.ready(state, giver, taker)

    def _rises(self, state: Position, taker: int) -> bool:
        if self.track is None:
            return True
        level = self.track.base + taker
        return state.levels[level] < state.layout.highs[level]

    def give(self, state: State, giver: int, taker: int) -> None:
        mark(state, TURN, *self._mark(giver, taker))
        emit(state, ALL, "permitted", giver, taker, self.index)
        push(state, self.giver, giver)
        push(state, self.taker, taker)

    def text(self, words: CardWords) -> str:
        said = [
            [text for _, text in clauses(effects, words)] for effects in (self.taker, self.giver)
        ]
        return words.item_permission(self.id, *said)


item("permission", Permission)


@dataclass(eq=False)
class ComplyAll(PledgeItem):
    """A promise to comply with, or have a counter taken on, every demand of the taker that turn."""

    def done(self, state: State, giver: int, taker: int) -> bool:
        marks = state.ledgers[TURN]
        return (COMPLIED, giver, taker) in marks and (ANSWERED, giver, taker) not in marks

    def testable(self, state: State, giver: int, taker: int) -> bool:
        marks = state.ledgers[TURN]
        return (COMPLIED, giver, taker) in marks or (ANSWERED, giver, taker) in marks

    def text(self, words: CardWords) -> str:
        return words.item_comply()


item("comply", ComplyAll)


def _affordable(pays: list[Pay], giver: int) -> tuple[tuple[int, dict[int, int]], ...]:
    """Return (level, payable items by its value) for each track that the giver pays from."""
    tracks = {pay.base: pay.track for pay in pays}
    return tuple(
        (
            base + giver,
            {
                level: sum(pay.bit for pay in pays if pay.base == base and pay.amount <= level)
                for level in range(track.low, track.high + 1)
            },
        )
        for base, track in tracks.items()
    )


def _menu(book: Rulebook, giver: int, taker: int) -> DealMenu:
    items = [item for item in book.items if item.family and item.ever(giver, taker)]
    pays = [item for item in items if isinstance(item, Pay)]
    return DealMenu(
        giver,
        taker,
        book.turns,
        _affordable(pays, giver),
        _affordable([pay for pay in pays if pay.last_turn], giver),
        tuple(item for item in items if item.spot and not isinstance(item, Pay)),
        sum(item.bit for item in items if not item.spot),
    )


def link_items(book: Rulebook) -> None:
    """Hand the book to the items, number them, and work out who can give whom what."""
    families: dict[str, int] = {}
    for at, item in enumerate(book.items):
        families[item.family] = families.get(item.family, 0) | 1 << at
    for at, item in enumerate(book.items):
        item.link(book, at, families[item.family])
    book.spot = sum(item.bit for item in book.items if item.spot)
    book.mutual = sum(item.bit for item in book.items if item.mutual)
    seats = range(book.seats)
    book.menus = tuple(tuple(_menu(book, giver, taker) for taker in seats) for giver in seats)


def item_effects(item: Item) -> Effects:
    """List the effects that an item carries out."""
    return (*item.taker, *item.giver) if isinstance(item, Permission) else ()
