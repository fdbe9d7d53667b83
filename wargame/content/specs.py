"""The shapes of the rules' TOML: what a ruleset and a scenario say, before they are linked."""

from __future__ import annotations

from attrs import field, frozen

from wargame.content.seats import SeatSpec
from wargame.rules.model.amounts import Amount, Check
from wargame.rules.model.rulebook import Bonus, Ceiling, Item, Numbers, OpsLine, Penalty
from wargame.rules.model.selectors import Seat
from wargame.rules.model.verb import Effects

COLLAPSE = "collapse"
"""The id of the ending that a collapse brings."""
SEALING = "seal"
"""The moment of a guide at the end of a form, where no question is asked."""


@frozen
class Named:
    """A theatre. `short` stands for its name where room is scarce and in the signs of cards."""

    id: str
    name: str
    short: str = ""


@frozen
class TrackSpec:
    """A track. `full` marks one that the basic game leaves out; `seats` says whose it is; `short`
    stands for its name where room is scarce and in the signs of cards."""

    id: str
    name: str
    scope: str
    low: int
    high: int
    full: bool = False
    seats: tuple[str, ...] = ()
    short: str = ""


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
    theory: dict[str, str] = field(factory=dict)
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
class Moment:
    """What a learner is told at a question: `say` is what goes on, `do` what there is to decide.

    `at` is the kind of the question, or `seal` for the end of a form. With a `turn` it is told in
    that turn alone; with a `seat` that seat alone; with a `part` at that place of the dossier, side
    of a deal or round alone (from 1); with `answers` only where one of them can be given, and the
    first of these is advised. An answer is named by the beginning of its key, as in `"bid:2"` or
    `"demand"`. `words` are terms of the rulebook that are explained beside it in the first turn.
    `then` says what an answer means, by the beginning of its key ("" for any). The first moment
    that fits a question is told.
    """

    at: str
    say: str
    do: str
    turn: int = 0
    seat: Seat | None = None
    part: int = 0
    answers: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    then: dict[str, str] = field(factory=dict)


@frozen
class Consequence:
    """What a learner is told after an event that all see, once a turn: `of` is its kind."""

    of: str
    say: str


@frozen
class Scenario:
    """A deal: how long, who begins, where the tracks start, what the calendar holds.

    `par` is that of the full game, and of the basic one where `par_basic` is missing; `par_turn`
    and `par_turn_basic` are par at the end of a turn before the last, by its number.
    `briefing` is read by all before the first turn; `details` (the starts, the calendar, where
    accounts differ) by who asks for them; `secret` by a seat alone, and `flags` with it where there
    are agendas. `guide` and `consequences` lead a learner through the scenario. All of it is prose
    and decides nothing.
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
    guide: tuple[Moment, ...] = ()
    consequences: tuple[Consequence, ...] = ()
    basic: bool = False
    facts: tuple[str, ...] = ()
