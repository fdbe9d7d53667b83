"""Items (RULES 5): what one side of a deal, a sweetener or a price may give at once or promise."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from attrs import define, field

from wargame.rules.common.penalties import lift
from wargame.rules.common.pledges import DeedItem, PayLater, PledgeItem, Restraint
from wargame.rules.model.events import emit
from wargame.rules.model.language import Language
from wargame.rules.model.ledgers import ANSWERED, COMPLIED, PENALTIES, PERMITTED, TURN
from wargame.rules.model.rulebook import DealMenu, Item, Rulebook
from wargame.rules.model.selectors import PenaltyNo, Seat, SeatTrack
from wargame.rules.model.verb import Effects, clauses
from wargame.table.event import ALL
from wargame.table.flow import push
from wargame.table.moves import mark, move_card, shift
from wargame.table.state import State

_I = TypeVar("_I", bound=type[Item])
ITEMS: dict[str, type[Item]] = {"deed": DeedItem, "pay-later": PayLater, "restraint": Restraint}


def item(name: str) -> Callable[[_I], _I]:
    """Register an item under the name that TOML calls it by."""

    def register(cls: _I) -> _I:
        ITEMS[name] = cls
        return cls

    return register


@item("pay")
@define(eq=False)
class Pay(Item):
    """So much of a track of the giver's: it goes to the taker."""

    track: SeatTrack = field(kw_only=True)
    amount: int = field(kw_only=True)
    last_turn: bool = field(kw_only=True, default=True)
    base: int = field(init=False)

    def __attrs_post_init__(self) -> None:
        self.base = self.track.base

    def ready(self, state: State, giver: int, taker: int) -> bool:
        if state.levels[self.base + giver] < self.amount:
            return False
        return self.last_turn or not self.book.last_turn(state)

    def give(self, state: State, giver: int, taker: int) -> None:
        shift(state, self.track.base + giver, -self.amount)
        shift(state, self.track.base + taker, self.amount)

    def text(self, words: Language) -> str:
        return words.item_pay(self.amount, self.track)


@item("offer")
@define(eq=False)
class OnOffer(Item):
    """The region card that the giver has on offer; two such cards may be swapped."""

    mutual = True

    def ready(self, state: State, giver: int, taker: int) -> bool:
        return bool(state.piles[self.book.piles.offer[giver]])

    def give(self, state: State, giver: int, taker: int) -> None:
        piles = self.book.piles
        for card in state.piles[piles.offer[giver]]:
            move_card(state, card, piles.offer[giver], piles.hand[taker], ALL)

    def text(self, words: Language) -> str:
        return words.item_offer()


@item("relief")
@define(eq=False)
class Relief(Item):
    """Lift one kind of penalty that the giver laid on the taker."""

    penalty: PenaltyNo = field(kw_only=True)

    def ever(self, giver: int, taker: int) -> bool:
        return giver in self.book.penalties[self.penalty].by

    def ready(self, state: State, giver: int, taker: int) -> bool:
        for kind, by, on, _, _ in state.ledgers[PENALTIES]:
            if kind == self.penalty and by == giver and on == taker:
                return True
        return False

    def give(self, state: State, giver: int, taker: int) -> None:
        lift(state, self.book, self.penalty, taker, giver)

    def text(self, words: Language) -> str:
        return words.item_relief(self.penalty)


@item("permission")
@define(eq=False)
class Permission(Item):
    """A leave that one seat can give another, each kind once a turn.

    `from_` and `to` are the seats that may give and take it; the taker's `track` must be able to
    rise.
    """

    from_: tuple[Seat, ...] = field(kw_only=True)
    to: tuple[Seat, ...] = field(kw_only=True)
    track: SeatTrack | None = field(kw_only=True, default=None)
    taker: Effects = field(kw_only=True, default=())
    giver: Effects = field(kw_only=True, default=())

    def ever(self, giver: int, taker: int) -> bool:
        return giver in self.from_ and taker in self.to

    def ready(self, state: State, giver: int, taker: int) -> bool:
        if self.track is not None:
            level = self.track.base + taker
            if state.levels[level] >= state.layout.highs[level]:
                return False
        return (PERMITTED, self.index, 0) not in state.ledgers[TURN]

    def possible(self, state: State, giver: int, taker: int) -> bool:
        return self.ever(giver, taker) and self.ready(state, giver, taker)

    def give(self, state: State, giver: int, taker: int) -> None:
        mark(state, TURN, PERMITTED, self.index, 0)
        emit(state, ALL, "permitted", giver, taker, self.index)
        push(state, self.giver, giver)
        push(state, self.taker, taker)

    def text(self, words: Language) -> str:
        said = [
            [text for _, text in clauses(effects, words)] for effects in (self.taker, self.giver)
        ]
        return words.item_permission(self.id, *said)


@item("comply")
@define(eq=False)
class ComplyAll(PledgeItem):
    """A promise to comply with, or have a counter taken on, every demand of the taker that turn."""

    def done(self, state: State, giver: int, taker: int) -> bool:
        marks = state.ledgers[TURN]
        return (COMPLIED, giver, taker) in marks and (ANSWERED, giver, taker) not in marks

    def testable(self, state: State, giver: int, taker: int) -> bool:
        marks = state.ledgers[TURN]
        return (COMPLIED, giver, taker) in marks or (ANSWERED, giver, taker) in marks

    def text(self, words: Language) -> str:
        return words.item_comply()


def _purses(pays: list[Pay], giver: int) -> tuple[tuple[int, dict[int, int]], ...]:
    """Say for each track that is paid from where its level lies, and what it then pays for."""
    tracks = {found.base: found.track for found in pays}
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
    items = [found for found in book.items if found.family and found.ever(giver, taker)]
    pays = [found for found in items if isinstance(found, Pay)]
    return DealMenu(
        giver,
        taker,
        book.turns,
        _purses(pays, giver),
        _purses([found for found in pays if found.last_turn], giver),
        tuple(found for found in items if found.spot and not isinstance(found, Pay)),
        sum(found.bit for found in items if not found.spot),
    )


def link_items(book: Rulebook) -> None:
    """Hand the book to the items, number them, and link what they do."""
    kin: dict[str, int] = {}
    for at, found in enumerate(book.items):
        found.index = at
        found.bit = 1 << at
        kin[found.family] = kin.get(found.family, 0) | found.bit
    for found in book.items:
        found.kin = kin[found.family]
        found.bar = 0 if found.mutual else found.kin
        found.link(book)
    book.spot = sum(found.bit for found in book.items if found.spot)
    book.mutual = sum(found.bit for found in book.items if found.mutual)
    seats = range(book.seats)
    book.menus = tuple(tuple(_menu(book, giver, taker) for taker in seats) for giver in seats)


def item_effects(found: Item) -> Effects:
    """List the effects that an item carries out."""
    return (*found.taker, *found.giver) if isinstance(found, Permission) else ()
