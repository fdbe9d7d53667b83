"""The shapes of cards, as TOML writes them; on this floor because the phases play them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias, assert_never

from wargame.rules.model.amounts import Check
from wargame.rules.model.language import CardWords
from wargame.rules.model.selectors import Pair, Seat, Theatre
from wargame.rules.model.verb import Effects

What: TypeAlias = Literal[
    "income", "bid", "deterrence", "cost", "policy", "drift", "ceiling", "ops", "pledges",
    "penalty", "places", "stall", "foresight", "home",
]  # fmt: skip


@dataclass(frozen=True, eq=False, slots=True)
class Change:
    """What one standing thing (condition, penalty, leader) changes, while it stands.

    `what`: `income`, `bid` (points a bid of the seat counts more), `deterrence`, `cost` (of
    branches of `kind`, or of all), `policy` (the first POLICY of a turn), `drift` (of `theatre`),
    `ceiling` (of `pair`: `by` is the highest it may be), `ops` (the cost of the line `line`),
    `pledges` (how many may stand), `penalty` (turns that the seat's penalties last), `places` (in
    the dossier), `stall` (free stalls a turn), `foresight` (1: reads the next events whole),
    `home` (the cost of the HOME card).
    """

    what: What
    by: int
    kind: str | None = None
    line: str | None = None
    theatre: Theatre | None = None
    pair: Pair | None = None

    def __post_init__(self) -> None:
        for what, key in (("drift", "theatre"), ("ceiling", "pair"), ("ops", "line")):
            if self.what == what and getattr(self, key) is None:
                raise ValueError(f"a change of `{what}` needs `{key}`")

    def text(self, words: CardWords) -> str:
        """Return the sentence of the change."""
        by = self.by
        match self.what:
            case "income":
                return words.change_income(by)
            case "bid":
                return words.change_bid(by)
            case "deterrence":
                return words.change_deterrence(by)
            case "cost":
                return words.change_cost(self.kind, by)
            case "policy":
                return words.change_policy(by)
            case "drift":
                assert self.theatre is not None
                return words.change_drift(self.theatre, by)
            case "ceiling":
                assert self.pair is not None
                return words.change_ceiling(self.pair, by)
            case "ops":
                assert self.line is not None
                return words.change_ops(self.line, by)
            case "pledges":
                return words.change_pledges(by)
            case "penalty":
                return words.change_penalty(by)
            case "places":
                return words.change_places(by)
            case "stall":
                return words.change_stall(by)
            case "foresight":
                return words.change_foresight()
            case "home":
                return words.change_home(by)
            case _:
                assert_never(self.what)


@dataclass(frozen=True, eq=False, slots=True)
class Branch:
    """One POLICY of a card: what it costs, needs and does."""

    name: str
    effects: Effects
    kind: str = ""
    cost: int = 0
    needs: tuple[Check, ...] = ()

    def needs_text(self, words: CardWords) -> list[str]:
        """Return the sentence of each need."""
        return [check.text(words) for check in self.needs]


@dataclass(frozen=True, eq=False, slots=True)
class Price:
    """What an ASK wants: Capital and Support together, or one permission or relief (`item`)."""

    capital: int = 0
    support: int = 0
    item: str | None = None


@dataclass(frozen=True, eq=False, slots=True)
class Ask:
    """The ASK of a ministry card: to whom it may be put, its price and its lower floor."""

    to: tuple[Seat, ...]
    price: Price
    floor: Price


@dataclass(frozen=True, eq=False, kw_only=True, slots=True)
class Face:
    """What every card shows besides its rules."""

    id: str
    title: str
    flavour: str = ""
    facts: tuple[str, ...] = ()
    concept: str = ""


@dataclass(frozen=True, eq=False, kw_only=True, slots=True)
class PlayCard(Face):
    """A ministry or region card.

    `flag` is the seat whose flag a region card bears, if one. A card with `ops` 0 cannot be spent
    as OPS; it is played as POLICY or laid aside.
    """

    ops: int
    branch: tuple[Branch, ...]
    ask: Ask | None = None
    flag: Seat | None = None
    flag_effects: Effects = ()
    once: bool = False


@dataclass(frozen=True, eq=False, kw_only=True, slots=True)
class EventCard(Face):
    """An event: `flash`, `crisis`, `condition` or `vote`.

    A flash with `asks` lets that seat choose among `branch`, otherwise its only branch applies.
    A crisis has a `theatre` (its place among the threats) and a `threshold`. A vote tests `votes`.
    """

    event: str
    branch: tuple[Branch, ...] = ()
    asks: Seat | None = None
    theatre: Theatre | None = None
    threshold: int = 0
    votes: Seat | None = None


@dataclass(frozen=True, eq=False, kw_only=True, slots=True)
class LeaderCard(Face):
    """A leader: while in office it makes its `changes`."""

    seat: Seat
    changes: tuple[Change, ...]
    acting: bool = False


@dataclass(frozen=True, eq=False, kw_only=True, slots=True)
class HomeCard(Face):
    """A seat's HOME card: branches to use in its goes, or an answer to a demand (`stall`)."""

    seat: Seat
    branch: tuple[Branch, ...] = ()
    stall: bool = False


@dataclass(frozen=True, eq=False, kw_only=True, slots=True)
class Agenda(Face):
    """A flag: the checks of its two grades, `five` on top of `three`."""

    seat: Seat
    three: tuple[Check, ...]
    five: tuple[Check, ...]


Card: TypeAlias = PlayCard | EventCard | LeaderCard
