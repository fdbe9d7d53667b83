"""The rulebook: all content of one scenario, linked.

`content/link.py` puts it together once, and all games of the scenario share it. While they are
played it only fills caches (options built when they are first asked for); no rule changes it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, fields
from typing import Any, TypeVar

from wargame.rules.model.amounts import Amount, Check
from wargame.rules.model.cards import (
    Agenda,
    Ask,
    Branch,
    Card,
    Change,
    EventCard,
    HomeCard,
    LeaderCard,
    PlayCard,
    Price,
)
from wargame.rules.model.deeds import Deed
from wargame.rules.model.language import CardWords, Language
from wargame.rules.model.selectors import Seat, Theatre
from wargame.rules.model.verb import Effects, Verb
from wargame.table import chance
from wargame.table.decision import Decision
from wargame.table.flow import Call
from wargame.table.layout import Layout, Track
from wargame.table.shared import Shared
from wargame.table.state import Position, State


@dataclass(frozen=True, eq=False, slots=True)
class Deck:
    """A deck: `kind` is ministry, region, event or leaders; `owner` a seat or -1."""

    id: str
    name: str
    kind: str
    owner: int
    cards: tuple[int, ...] = ()


@dataclass(frozen=True, eq=False, slots=True)
class Penalty:
    """A penalty: what it changes for the seat that bears it, and who may lay it (`by`). `short`
    stands for its name in the signs of cards."""

    id: str
    name: str
    by: tuple[Seat, ...]
    changes: tuple[Change, ...]
    short: str = ""


@dataclass(frozen=True, eq=False, slots=True)
class OpsLine:
    """A line that OPS points may be spent on, at most once a card."""

    id: str
    cost: int
    effects: Effects


@dataclass(frozen=True, eq=False, slots=True)
class Ceiling:
    """A relation of the seat with `patron` can never be above `top` less its `track`."""

    patron: Seat
    track: Track
    top: int


@dataclass(frozen=True, eq=False, slots=True)
class Bonus:
    """While `check` holds for `seat`, its bids in `theatre` count `by` more (less, if negative)."""

    seat: Seat
    theatre: Theatre
    by: int
    check: Check


@dataclass(frozen=True, eq=False, slots=True)
class Roles:
    """The tracks that the phases work with: `[roles]` names the track that plays each role.

    In the program: the place of its first level in `State.levels`; -1 for one not in play.
    """

    relation: int = -1
    threat: int = -1
    capital: int = -1
    support: int = -1
    credibility: int = -1
    interest: int = -1
    prestige: int = -1
    blame: int = -1
    votes: int = -1


@dataclass(frozen=True, eq=False, slots=True)
class Piles:
    """Where the piles lie in `State.piles`.

    `dossier[seat]` are the places for acting and, as the last, the one for a demand alone; it
    stays empty for a seat that has no such place.
    """

    hand: tuple[int, ...]
    dossier: tuple[tuple[int, ...], ...]
    offer: tuple[int, ...]
    office: tuple[int, ...]
    deck: tuple[int, ...]
    discard: tuple[int, ...]
    lane: tuple[int, ...]
    news: int
    played: int
    gone: int

    @property
    def demand_place(self) -> int:
        """The place of the dossier that is for a demand alone."""
        return len(self.dossier[0]) - 1


@dataclass(frozen=True, eq=False, slots=True)
class Numbers:
    """The numerals of the rulebook that no single phase owns."""

    conditions_at_most: int = 4
    penalty_turns: int = 2
    pledge_kept_relation: int = 1
    pledge_warms_up_to: int = 6
    pledge_kept_credibility: int = 1
    pledge_credits_up_to: int = 10
    pledge_broken_relation: int = 1
    pledge_broken_credibility: int = 1
    pledge_broken_blame: int = 1
    isolation_relief: int = 2
    calmed_a_turn: int = 10
    warmed_a_turn: int = 10
    promised_step_by_anybody: bool = False


def _whats(card: LeaderCard) -> list[str]:
    return [change.what for change in card.changes]


@dataclass(eq=False, repr=False, slots=True)
class Rulebook(Shared):
    """All content of one scenario, linked; see the module.

    `lines[card]` are the changes that a leader card makes in office, by what they change.
    `capped[level]` are the ceilings of a relation: a top, and the level that lowers it. Of the
    items, as sets of bits: those given at once (`spot`) and those both sides may give (`mutual`).
    `most_bid` is the highest sealed bid that the ruleset allows.
    """

    layout: Layout
    words: Language
    numbers: Numbers
    roles: Roles
    piles: Piles
    cards: tuple[Card, ...]
    decks: tuple[Deck, ...]
    deck_of: tuple[int, ...]
    luck: tuple[chance.DrawPile, ...]
    homes: tuple[HomeCard | None, ...]
    agendas: tuple[Agenda, ...]
    flags: tuple[tuple[int, ...], ...]
    penalties: tuple[Penalty, ...]
    ops: tuple[OpsLine, ...]
    ceilings: tuple[Ceiling, ...]
    bonuses: tuple[Bonus, ...]
    own_theatre: tuple[int, ...]
    kinds: dict[str, str]
    amounts: dict[str, Amount]
    steps: dict[str, Effects]
    turns: int
    first: int
    hot: tuple[int, ...]
    pressure: dict[int, int]
    votes: dict[int, tuple[int, ...]]
    acting_until: int
    basic: bool = False
    conditions: list[Condition] = field(default_factory=list)
    turn: Effects = ()
    most_bid: int = 0
    items: tuple[Item, ...] = ()
    item_ids: dict[str, Item] = field(default_factory=dict)
    menus: tuple[tuple[DealMenu, ...], ...] = ()
    spot: int = 0
    mutual: int = 0
    seats: int = field(init=False)
    relations: range = field(init=False)
    threats: range = field(init=False)
    lines: dict[int, dict[str, tuple[Change, ...]]] = field(init=False)
    capped: dict[int, list[tuple[int, int]]] = field(init=False)

    def __post_init__(self) -> None:
        self.seats = len(self.layout.seats)
        self.relations = self._levels_of(self.roles.relation)
        self.threats = self._levels_of(self.roles.threat)
        self.lines = {
            at: {what: tuple(c for c in card.changes if c.what == what) for what in _whats(card)}
            for at, card in enumerate(self.cards)
            if isinstance(card, LeaderCard)
        }
        self.capped = {}
        for rule in self.ceilings:
            for seat in self.layout.partners[rule.patron]:
                cap = (rule.top, rule.track.base + seat)
                self.capped.setdefault(self.relation(rule.patron, seat), []).append(cap)

    def __repr__(self) -> str:
        cards, game = len(self.cards), "basic" if self.basic else "full"
        return f"<Rulebook of {self.seats} seats, {self.turns} turns, {cards} cards, {game} game>"

    def _levels_of(self, base: int) -> range:
        size = max((track.size for track in self.layout.tracks if track.base == base), default=0)
        return range(base, base + size)

    def relation(self, a: int, b: int) -> int:
        """Give the place of two seats' relation in `State.levels`."""
        return self.roles.relation + self.layout.pair[a][b]

    def item(self, id: str) -> Item:
        """Give the item with this id."""
        return self.item_ids[id]

    def family_of(self, items: int) -> int:
        """Return the family of the last item of a set, as a set; of the empty set the empty one."""
        return self.items[items.bit_length() - 1].family_mask if items else 0

    def title(self, card: int) -> str:
        """Give the title of a card."""
        return self.cards[card].title

    def is_relation(self, level: int) -> bool:
        """Say whether a level is a relation."""
        return level in self.relations

    def last_turn(self, state: Position) -> bool:
        """Say whether this is the game's last turn."""
        return state.turn >= self.turns

    def play_card(self, card: int) -> PlayCard:
        """Give a ministry or region card."""
        face = self.cards[card]
        assert isinstance(face, PlayCard)
        return face

    def ask_of(self, card: int) -> Ask:
        """Give the ASK of a ministry card that has one."""
        ask = self.play_card(card).ask
        assert ask is not None
        return ask

    def event_card(self, card: int) -> EventCard:
        """Give an event card."""
        face = self.cards[card]
        assert isinstance(face, EventCard)
        return face

    def leader_card(self, card: int) -> LeaderCard:
        """Give a leader card."""
        face = self.cards[card]
        assert isinstance(face, LeaderCard)
        return face


@dataclass(eq=False)
class Item(Shared):
    """One thing that one side of a deal may give.

    `family`: of one family a side gives at most one; an item without a family is in no deal.
    `sweetens`: 0 no sweetener, 1 one that is worth 1 Interest or less, 2 a fair one.

    In the program: `giver` and `taker` are seats. Sets of items are ints, one bit an item. Linking
    numbers the items: `index` is the item's place, `bit` the set of it alone, `family_mask` the set
    of its family, `excludes` the set that the other side may not give while it lies on the form.
    """

    id: str
    family: str = ""
    sweetens: int = 0

    @property
    def spot(self) -> bool:
        """Whether it is given at once; otherwise it is a pledge."""
        return True

    @property
    def mutual(self) -> bool:
        """Whether both sides may give one."""
        return False

    @property
    def lacking(self) -> tuple[str, ...]:
        """The reasons that `lacks` can name."""
        return ()

    def link(self, book: Rulebook, index: int, family_mask: int) -> None:
        """Take the book, the item's place among the items, and the set of its family."""
        self.book = book
        self.index = index
        self.bit = 1 << index
        self.family_mask = family_mask
        self.excludes = 0 if self.mutual else family_mask

    def ever(self, giver: int, taker: int) -> bool:
        """Say whether the giver, being who it is, can ever give it to the taker."""
        return True

    def lacks(self, state: Position, giver: int, taker: int) -> str:
        """Name the reason why the giver, if it ever can, cannot give it now; "" if it can."""
        raise NotImplementedError

    def ready(self, state: Position, giver: int, taker: int) -> bool:
        """Say whether the giver, if it ever can, can give it now."""
        return not self.lacks(state, giver, taker)

    def possible(self, state: Position, giver: int, taker: int) -> bool:
        """Say whether the giver can give it now."""
        return self.ready(state, giver, taker)

    def give(self, state: State, giver: int, taker: int) -> None:
        """Hand it over (a spot item)."""
        raise NotImplementedError

    def text(self, words: CardWords) -> str:
        """Return its name."""
        raise NotImplementedError


@dataclass(frozen=True, eq=False, slots=True)
class DealMenu:
    """What `giver`, being who it is, can give `taker` in a deal, as sets of items (`Item.bit`).

    `affordable` are pairs (level, items paid from it by how it stands); `affordable_last` the same
    for the last turn, when fewer items may be paid. `others` are given at once too, `pledges` are
    promised.
    """

    giver: int
    taker: int
    turns: int
    affordable: tuple[tuple[int, dict[int, int]], ...]
    affordable_last: tuple[tuple[int, dict[int, int]], ...]
    others: tuple[Item, ...]
    pledges: int

    def payable(self, state: Position) -> int:
        """Return the set of items that the giver can pay for out of a track now."""
        items = 0
        for level, pays in self.affordable_last if state.turn >= self.turns else self.affordable:
            items |= pays[state.levels[level]]
        return items

    def givable(self, state: Position) -> int:
        """Return the set of items that the giver can give at once now."""
        items = self.payable(state)
        for item in self.others:
            if item.ready(state, self.giver, self.taker):
                items |= item.bit
        return items


@dataclass(frozen=True, eq=False, slots=True)
class Condition:
    """A condition as a card states it: what it changes and for whom, its life, what clears it."""

    card: str
    change: Change
    life: int
    until: Deed
    by: tuple[int, ...]


class Linked(Verb):
    """A verb that needs the book: the loader hands it over once, before any game.

    `source` is the id of the card, item or phase that the verb stands on.
    """

    def link(self, book: Rulebook, source: str) -> None:
        """Take the book, and build what follows from it: options, tables, routines."""
        self.book = book
        self.routines: dict[Callable[..., Any], tuple[Call, ...]] = {}

    def routine(self, deed: Callable[..., Decision | None]) -> tuple[Call, ...]:
        """Give one of the verb's own methods as steps for the stack, made once."""
        steps = self.routines.get(deed)
        if steps is None:
            steps = self.routines[deed] = (Call(deed),)
        return steps


def price(book: Rulebook, price: Price, words: CardWords | None = None) -> str:
    """Say a price or a floor, by default in the words of the book."""
    words = book.words if words is None else words
    if price.item is not None:
        return book.item(price.item).text(words)
    return words.price(price.capital, price.support)


_V = TypeVar("_V", bound=Verb)


def phases_of(turn: Effects, kind: type[_V]) -> list[_V]:
    """List the verbs of a kind in a ruleset's turn, however deep, in their order."""
    return [verb for verb in every_effect(turn) if isinstance(verb, kind)]


def every_effect(effects: Effects) -> Iterator[Verb]:
    """Walk effects and what is nested in them."""
    for effect in effects:
        yield effect
        for attribute in fields(effect):
            yield from _nested(getattr(effect, attribute.name))


def _nested(value: object) -> Iterator[Verb]:
    if isinstance(value, Verb):
        yield from every_effect((value,))
    elif isinstance(value, Branch):
        yield from every_effect(value.effects)
    elif isinstance(value, tuple):
        for inner in value:
            yield from _nested(inner)
    elif isinstance(value, dict):
        for inner in value.values():
            yield from _nested(inner)
