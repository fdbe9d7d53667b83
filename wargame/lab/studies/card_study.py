"""Studies each card: how often and how it is played, and its effect for its holder.

The study uses results of games, whatever bots played them. A card counts as
held once for a game and a seat, when the seat had it in hand as it filled a dossier; as played if
that seat used it in any way in that game. An effect is a difference of means, with and without
the card, taken within each scenario and seat and then averaged (as a regression with those groups
as fixed effects does), so that neither a strong seat nor an easy scenario counts for a card. It is
measured over games without a collapse: those all have the same number of turns, whereas a game that
ends early deals fewer cards. Cards are dealt by luck, so the difference is due to the card, or to
what let its holder draw more cards.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import TypeAlias

from attrs import asdict, define, evolve, field, frozen

from wargame.content.program import Program
from wargame.engine.scoring import standing
from wargame.lab.findings import Findings, Row
from wargame.lab.intervals import Figure, Sample, difference, share
from wargame.lab.match import GameResult, program_of
from wargame.rules.model.cards import EventCard, PlayCard

LEAST_PLAY = 0.05
POLICY_SHARE = (0.15, 0.85)
LEAST_BRANCH = 0.05
Deal: TypeAlias = tuple[str, bool | None, str | None]
"""A match's scenario, and what of its options changes what is dealt."""
Group: TypeAlias = tuple[Deal, int]
"""Games of one deal, as one seat saw them."""


@frozen
class CardUse:
    """The use of one card that can be played.

    `held` counts games and seats, `acted` the times it was acted with. `played` is of `held`,
    `policy` (acts as POLICY) of `acted`, each of `branches` of the acts as POLICY; `demanded` is
    the share of `held` in which it was sealed as a demand. `standing` is the effect of having drawn
    it for its holder, in spreads (sd) of the points; `verdict` is the same in tiers.
    """

    card: str
    title: str
    deck: str
    held: int
    acted: int
    played: Figure
    policy: Figure
    branches: tuple[Figure, ...]
    demanded: Figure
    standing: Figure
    verdict: Figure

    @property
    def rows(self) -> tuple[Row, ...]:
        """Return the rows of the card with their bounds: play, POLICY share, each branch."""
        low, high = POLICY_SHARE
        rows = [
            Row("play", LEAST_PLAY, 1.0, self.played, "played where held", True),
            Row("POLICY share", low, high, self.policy, "POLICY share", True),
        ]
        if len(self.branches) > 1:
            rows += [
                Row(f"branch {at}", LEAST_BRANCH, 1.0, figure, "branches", True)
                for at, figure in enumerate(self.branches, 1)
            ]
        return tuple(rows)

    @property
    def faults(self) -> tuple[str, ...]:
        """Name the faults of the card: dead, one-way, a dominated branch."""
        play, policy, *branches = self.rows
        faults = ["dead"] if play.verdict == "FAILS" else []
        if policy.verdict == "FAILS":
            faults.append("only OPS" if self.policy.value < POLICY_SHARE[0] else "only POLICY")
        for at, row in enumerate(branches, 1):
            if row.verdict == "FAILS":
                faults.append(f"branch {at} dominated")
        return tuple(faults)

    @property
    def undecided(self) -> tuple[str, ...]:
        """Name the rows that only more games can decide."""
        return tuple(row.measure for row in self.rows if row.verdict == "UNDECIDED")


@frozen
class EventUse:
    """The effects of one event card. No seat plays it: whether it comes is luck.

    `laid` is the share of games in which it lay among the cards that a whole game turns up;
    `collapse` is what that changes in the share of games that collapse (after Agresti and Caffo,
    2000: with one collapse and one other game added on each side, so that a share of none has an
    interval as well), `standing` what it changes for each seat in games without one, in spreads.
    It is counted from how the lanes were laid out before the game, so that a game that ended
    early counts as any other.
    """

    card: str
    title: str
    deck: str
    laid: Figure
    collapse: Figure
    standing: tuple[Figure, ...]


@frozen
class CardStudy:
    """All cards of the games studied: those that are played, and events (worst collapse first).

    `seats` names the seats in their order, as the first of the games has them.
    """

    games: int
    seats: tuple[str, ...]
    cards: tuple[CardUse, ...]
    events: tuple[EventUse, ...]

    @property
    def verdict(self) -> str:
        """FAILS if a card fails; UNDECIDED if one is; else HOLDS."""
        if any(card.faults for card in self.cards):
            return "FAILS"
        return "UNDECIDED" if any(card.undecided for card in self.cards) else "HOLDS"


def card_study(results: Iterable[GameResult]) -> CardStudy:
    """Study the cards of some results, which may be of several scenarios."""
    programs: dict[Deal, Program] = {}
    plays, events = _Plays(), _Events()
    games = 0
    for result in results:
        games += 1
        match = result.match
        deal = (match.scenario, match.basic, match.first)
        if deal not in programs:
            programs[deal] = program_of(*deal)
        plays.add(programs[deal], deal, result)
        events.add(programs[deal], deal, result)
    seats = next((p.book.layout.seats for p in programs.values()), ())
    return CardStudy(games, seats, plays.studied(programs), events.studied(programs))


def findings(study: CardStudy) -> Findings:
    """Return a study as rows, card after card under each heading."""
    rows = []
    for card in study.cards:
        name = f"{card.card} {card.title}"
        for row in card.rows:
            branch = f", {row.measure}" if row.group == "branches" else ""
            rows.append(evolve(row, measure=name + branch))
        rows.append(Row(name, None, None, card.standing, "standing when drawn, in spreads"))
    for event in study.events:
        name = f"{event.card} {event.title}"
        rows.append(Row(name, None, None, event.laid, "events: games they come in", True))
        rows.append(Row(name, None, None, event.collapse, "events: change in collapse"))
        rows += [
            Row(name, None, None, figure, f"events: change for {seat}, in spreads")
            for seat, figure in zip(study.seats, event.standing, strict=True)
        ]
    cards = [{**asdict(card), "faults": card.faults, "undecided": card.undecided}
             for card in study.cards]  # fmt: skip
    events = [asdict(event) for event in study.events]
    whole = {"verdict": study.verdict, "cards": cards, "events": events}
    return Findings(tuple(rows), (), whole)


@define
class _Worth:
    """What games were worth to a seat: standings in hundredths of a spread, and tiers."""

    standing: Sample = field(factory=Sample)
    tier: Sample = field(factory=Sample)

    def add(self, standing: int, tier: int) -> None:
        """Add a game."""
        self.standing.add(standing)
        self.tier.add(tier)


class _Plays:
    """Counts every card's uses, and what games were worth to the seats that drew it."""

    def __init__(self) -> None:
        self.held: Counter[str] = Counter()
        self.played: Counter[str] = Counter()
        self.demanded: Counter[str] = Counter()
        self.used: dict[str, Counter[str]] = defaultdict(Counter)
        self.drawn: dict[str, dict[Group, _Worth]] = defaultdict(lambda: defaultdict(_Worth))
        self.every: dict[Group, _Worth] = defaultdict(_Worth)

    def add(self, program: Program, deal: Deal, result: GameResult) -> None:
        """Count a game."""
        for (_, card, key), count in result.used.items():
            self.used[card][key] += count
        for seat, halves in enumerate(result.halves):
            own = [(card, key) for by, card, key in result.used if by == seat]
            acts = {card for card, _ in own}
            hand = result.held[seat] | acts
            self.held.update(hand)
            self.played.update(acts)
            self.demanded.update({card for card, key in own if key == "demand"})
            if not result.collapsed:
                place, tier = standing(program, seat, halves), result.verdicts[seat]
                group = (deal, seat)
                self.every[group].add(place, tier)
                for card in hand:
                    self.drawn[card][group].add(place, tier)

    def studied(self, programs: Mapping[Deal, Program]) -> tuple[CardUse, ...]:
        """Return the use of every card that can be played in one of the programs."""
        studied: dict[str, CardUse] = {}
        for program in programs.values():
            for at, face in enumerate(program.book.cards):
                if isinstance(face, PlayCard) and face.id not in studied:
                    studied[face.id] = self._studied(program, at, face)
        return tuple(studied[card] for card in sorted(studied))

    def _studied(self, program: Program, at: int, face: PlayCard) -> CardUse:
        book, card = program.book, face.id
        uses = self.used[card]
        policy = [uses[f"policy:{n}"] for n in range(1, len(face.branch) + 1)]
        acted = uses["ops"] + sum(policy)
        # The seats that drew a card are compared with those that could have.
        pairs = [(drawn, self.every[group]) for group, drawn in self.drawn[card].items()]
        return CardUse(
            card,
            book.title(at),
            book.decks[book.deck_of[at]].id,
            self.held[card],
            acted,
            share(self.played[card], self.held[card]),
            share(sum(policy), acted),
            tuple(share(count, sum(policy)) for count in policy),
            share(self.demanded[card], self.held[card]),
            difference([(one.standing, every.standing - one.standing) for one, every in pairs],
                0.01),
            difference([(one.tier, every.tier - one.tier) for one, every in pairs]),
        )  # fmt: skip


@define
class _Ends:
    """How games ended: collapses as a sample of 0 and 1, and the standings of each seat."""

    collapse: Sample = field(factory=Sample)
    seats: dict[int, Sample] = field(factory=lambda: defaultdict(Sample))


class _Events:
    """Counts how games ended, and how those did in which an event was laid out to come."""

    def __init__(self) -> None:
        self.every: dict[Deal, _Ends] = defaultdict(_Ends)
        self.laid: dict[tuple[Deal, int], _Ends] = defaultdict(_Ends)

    def add(self, program: Program, deal: Deal, result: GameResult) -> None:
        """Count a game."""
        laid = [self.laid[deal, card] for card in _laid_out(program, result.match.seed)]
        for ends in (self.every[deal], *laid):
            ends.collapse.add(result.collapsed)
        if not result.collapsed:
            for seat, halves in enumerate(result.halves):
                place = standing(program, seat, halves)
                for ends in (self.every[deal], *laid):
                    ends.seats[seat].add(place)

    def studied(self, programs: Mapping[Deal, Program]) -> tuple[EventUse, ...]:
        """Return the effects of every event of the programs, the worst collapse first."""
        able: dict[str, list[tuple[Deal, Program, int]]] = defaultdict(list)
        for deal, program in programs.items():
            for at, face in enumerate(program.book.cards):
                if isinstance(face, EventCard):
                    able[face.id].append((deal, program, at))
        events = [self._studied(places) for places in able.values()]
        return tuple(sorted(events, key=lambda event: (-event.collapse.value, event.card)))

    def _studied(self, places: Sequence[tuple[Deal, Program, int]]) -> EventUse:
        """Study one event; `places` say in which deals it can come, and which card it is there."""
        _, program, at = places[0]
        book = program.book
        met = [(self.laid[deal, card], self.every[deal]) for deal, _, card in places]
        ends = [(one.collapse, every.collapse - one.collapse) for one, every in met]
        came = sum(with_.n for with_, _ in ends)
        one_each = Sample.of([0, 1])
        return EventUse(
            book.cards[at].id,
            book.title(at),
            book.decks[book.deck_of[at]].id,
            share(came, came + sum(without.n for _, without in ends)),
            difference((a + one_each, b + one_each) for a, b in ends if a.n and b.n),
            tuple(
                difference(
                    [(one.seats[seat], every.seats[seat] - one.seats[seat]) for one, every in met],
                    0.01,
                )
                for seat in range(book.seats)
            ),
        )


def _laid_out(program: Program, seed: int) -> frozenset[int]:
    """List the events that a whole game from this seed turns up, one a lane and turn."""
    state = program.deal(seed)
    turns = program.book.turns
    return frozenset(card for lane in program.book.piles.lane for card in state.piles[lane][:turns])
