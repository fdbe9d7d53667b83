"""The shapes of the rules' TOML: what a ruleset and a scenario say, before they are linked."""

from __future__ import annotations

from attrs import field, frozen

from wargame.rules.model.amounts import Amount, Check
from wargame.rules.model.rulebook import Bonus, Ceiling, Item, Numbers, OpsLine, Penalty
from wargame.rules.model.selectors import Seat
from wargame.rules.model.verb import Effects

COLLAPSE = "collapse"
"""The id of the ending that a collapse brings."""


@frozen
class SeatSpec:
    """A seat: names, and how the screen tells it apart (shape, letter, colour)."""

    id: str
    name: str
    letter: str
    shape: str
    ascii: str
    colour: str
    theatre: str | None = None


@frozen
class Named:
    """A theatre."""

    id: str
    name: str


@frozen
class TrackSpec:
    """A track. `full` marks one that the basic game leaves out; `seats` says whose it is."""

    id: str
    name: str
    scope: str
    low: int
    high: int
    full: bool = False
    seats: tuple[str, ...] = ()


@frozen
class DeckSpec:
    """A deck: `kind` is ministry, region, event or leaders."""

    id: str
    name: str
    kind: str
    owner: str | None = None


@frozen
class LaneSpec:
    """A lane of events and the decks that are shuffled into it."""

    id: str
    name: str
    decks: tuple[str, ...]


@frozen
class ScoreLine:
    """A line of the points: `halves` half points for each unit of `amount`.

    For all seats, or for the `seats` named.
    """

    id: str
    name: str
    amount: Amount
    halves: int
    seats: tuple[Seat, ...] | None = None


@frozen
class EndingLine:
    """An ending: the checks that must all hold, and its points a seat.

    `seat_check`, if given, is tested for each seat of `any_of`; the ending holds if it holds for
    one of them. `points` are added to a seat; with `if_meets` and `if_not` a seat of `any_of`
    gets points by whether it meets `seat_check`.
    """

    id: str
    name: str
    text: str
    points: dict[str, int] = field(factory=dict)
    checks: tuple[Check, ...] = ()
    seat_check: Check | None = None
    any_of: tuple[Seat, ...] = ()
    if_meets: int = 0
    if_not: int = 0


@frozen
class AgendaRules:
    """Points for the grades of an agenda and for a guess."""

    three: int
    five: int
    right: int
    wrong: int


@frozen
class VerdictRules:
    """How verdicts and the best seat are told.

    `tiers` are the names of the verdicts from the lowest; `collapse` is that of every seat where
    the game collapsed, `isolated_at_most` the highest tier (0 to 3) of a seat that stands alone,
    `best_at_least` the lowest tier (0 to 3) of a best seat.
    """

    tiers: tuple[str, str, str, str]
    collapse: str
    best_at_least: int = 1
    isolated_at_most: int = 0


@frozen
class Ruleset:
    """Everything a ruleset says, once names have become things."""

    id: str
    name: str
    seat: tuple[SeatSpec, ...]
    theatre: tuple[Named, ...]
    track: tuple[TrackSpec, ...]
    deck: tuple[DeckSpec, ...]
    lane: tuple[LaneSpec, ...]
    roles: dict[str, str]
    amounts: dict[str, Amount]
    kinds: dict[str, str]
    turn: Effects
    verdict: VerdictRules
    numbers: Numbers = field(factory=Numbers)
    penalty: tuple[Penalty, ...] = ()
    ops: tuple[OpsLine, ...] = ()
    item: tuple[Item, ...] = ()
    ceiling: tuple[Ceiling, ...] = ()
    bonus: tuple[Bonus, ...] = ()
    steps: dict[str, Effects] = field(factory=dict)
    score: tuple[ScoreLine, ...] = ()
    ending: tuple[EndingLine, ...] = ()
    agenda: AgendaRules | None = None
    concepts: dict[str, str] = field(factory=dict)
    facts: tuple[str, ...] = ()


@frozen
class Acting:
    """An acting head of government: whose, by which leader card, until which turn's votes."""

    seat: Seat
    leader: str
    until: int


@frozen
class Par:
    """What a seat is expected to score, and how widely that varies: (points, hundredths).

    `flags` is par by the id of the agenda that the seat holds; the spread is the same for all.
    """

    par: tuple[int, int]
    sd: tuple[int, int]
    flags: dict[str, tuple[int, int]] = field(factory=dict)

    def par_hundredths(self, agenda: str = "") -> int:
        """Return par in hundredths of a point: that of an agenda by its id, or that of the seat."""
        points, hundredths = self.flags.get(agenda, self.par)
        return points * 100 + hundredths

    @property
    def sd_hundredths(self) -> int:
        """The spread in hundredths of a point, at least 1."""
        return max(1, self.sd[0] * 100 + self.sd[1])


@frozen
class VoteDay:
    """A vote of the public calendar."""

    turn: int
    seat: Seat


@frozen
class Scenario:
    """A deal: how long, who begins, where the tracks start, what the calendar holds.

    `par` is that of the full game, and of the basic one where `par_basic` is missing; `par_turn`
    and `par_turn_basic` are par at the end of a turn before the last, by its number.
    `briefing` is read by all before the first turn; `details` (the starts, the calendar, where
    accounts differ) by who asks for them; `secret` by a seat alone, and `flags` with it where there
    are agendas. All four are prose and decide nothing.
    """

    id: str
    name: str
    premise: str
    ruleset: str
    turns: int
    first: Seat
    levels: dict[str, int]
    minutes: int = 45
    votes: tuple[VoteDay, ...] = ()
    hot: tuple[int, ...] = ()
    pressure: dict[str, int] = field(factory=dict)
    calendar: dict[str, int] = field(factory=dict)
    leaders: dict[str, str] = field(factory=dict)
    acting: Acting | None = None
    tariffs: dict[str, str] = field(factory=dict)
    without: tuple[str, ...] = ()
    par: dict[str, Par] = field(factory=dict)
    par_basic: dict[str, Par] = field(factory=dict)
    par_turn: dict[str, dict[str, Par]] = field(factory=dict)
    par_turn_basic: dict[str, dict[str, Par]] = field(factory=dict)
    briefing: str = ""
    details: str = ""
    secret: dict[str, str] = field(factory=dict)
    flags: dict[str, str] = field(factory=dict)
    basic: bool = False
    facts: tuple[str, ...] = ()
