"""The pieces that the book is made of: plain data, frozen."""

from __future__ import annotations

from attrs import frozen

from wargame.rules.model.amounts import Check
from wargame.rules.model.cards import Change
from wargame.rules.model.selectors import Seat, Theatre
from wargame.rules.model.verb import Effects
from wargame.table.layout import Track


@frozen(eq=False)
class Deck:
    """A deck: `kind` is ministry, region, event or leaders; `owner` a seat or -1."""

    id: str
    name: str
    kind: str
    owner: int
    cards: tuple[int, ...] = ()


@frozen(eq=False)
class Penalty:
    """A penalty: what it changes for the seat that bears it, and who may lay it (`by`)."""

    id: str
    name: str
    by: tuple[Seat, ...]
    changes: tuple[Change, ...]


@frozen(eq=False)
class OpsLine:
    """A line that OPS points may be spent on, at most once a card."""

    id: str
    cost: int
    effects: Effects


@frozen(eq=False)
class Ceiling:
    """A relation of the seat with `patron` can never be above `top` less its `track`."""

    patron: Seat
    track: Track
    top: int


@frozen(eq=False)
class Bonus:
    """While `check` holds for `seat`, its bids in `theatre` count `by` more (less, if negative)."""

    seat: Seat
    theatre: Theatre
    by: int
    check: Check


@frozen(eq=False)
class Roles:
    """Where in `State.levels` the tracks lie that the phases work with; -1 for one not in play."""

    relation: int = -1
    threat: int = -1
    capital: int = -1
    support: int = -1
    credibility: int = -1
    interest: int = -1
    prestige: int = -1
    blame: int = -1
    votes: int = -1


@frozen(eq=False)
class Piles:
    """Where the piles lie in `State.piles`."""

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


@frozen(eq=False)
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
