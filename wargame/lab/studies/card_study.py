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
from collections.abc import Collection, Sequence
from math import sqrt
from statistics import fmean
from typing import TypeAlias

from attrs import asdict, evolve, frozen

from wargame.content.program import Program
from wargame.engine.scoring import standing
from wargame.lab.findings import Findings, Row
from wargame.lab.intervals import Figure, Z, share
from wargame.lab.match import GameResult, Match, program_of
from wargame.rules.model.cards import EventCard, PlayCard

LEAST_PLAY = 0.05
POLICY_SHARE = (0.15, 0.85)
LEAST_BRANCH = 0.05
Group: TypeAlias = tuple[object, ...]


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


def card_study(results: Sequence[GameResult]) -> CardStudy:
    """Study the cards of some results, which may be of several scenarios."""
    programs = {_deal(result.match): _program(result.match) for result in results}
    seats = next((p.book.layout.seats for p in programs.values()), ())
    return CardStudy(len(results), seats, _plays(programs, results), _events(programs, results))


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


def difference(groups: dict[Group, tuple[list[float], list[float]]]) -> Figure:
    """Return the mean difference of the first and the second values, taken within groups.

    Groups in which one side is empty are left out. `n` counts the first values that were used.

    >>> difference({("a",): ([3.0, 5.0], [1.0, 3.0])}).value
    2.0
    """
    whole = total = spread = 0.0
    count = 0
    for one, two in groups.values():
        n = len(one) + len(two)
        if not one or not two or n < 3:
            continue
        first, second = fmean(one), fmean(two)
        weight = len(one) * len(two) / n
        inner = sum((v - first) ** 2 for v in one) + sum((v - second) ** 2 for v in two)
        whole += weight
        total += weight * (first - second)
        spread += weight * inner / (n - 2)
        count += len(one)
    if not whole:
        return Figure(0.0, float("-inf"), float("inf"), count)
    value, width = total / whole, Z * sqrt(spread) / whole
    return Figure(value, value - width, value + width, count)


def _deal(match: Match) -> tuple[object, ...]:
    return match.scenario, match.basic, match.first


def _program(match: Match) -> Program:
    return program_of(match.scenario, match.basic, match.first)


def _plays(
    programs: dict[tuple[object, ...], Program], results: Sequence[GameResult]
) -> tuple[CardUse, ...]:
    """Count every card's uses over the results."""
    held: Counter[str] = Counter()
    played: Counter[str] = Counter()
    demanded: Counter[str] = Counter()
    used: dict[str, Counter[str]] = defaultdict(Counter)
    worth: list[tuple[Group, frozenset[str], float, float]] = []
    for result in results:
        program = programs[_deal(result.match)]
        for (_, card, key), count in result.used.items():
            used[card][key] += count
        for seat, halves in enumerate(result.halves):
            acts = {card for by, card, _ in result.used if by == seat}
            hand = result.held[seat] | acts
            held.update(hand)
            played.update(acts)
            demanded.update({c for by, c, key in result.used if by == seat and key == "demand"})
            if not result.collapsed:
                place = standing(program, seat, halves) / 100
                group = (*_deal(result.match), seat)
                worth.append((group, hand, place, float(result.verdicts[seat])))
    able: dict[str, dict[Group, None]] = defaultdict(dict)
    for group, hand, _, _ in worth:
        for card in hand:
            able[card][group] = None
    studied: dict[str, CardUse] = {}
    for program in programs.values():
        book = program.book
        for at, face in enumerate(book.cards):
            if not isinstance(face, PlayCard) or face.id in studied:
                continue
            card = face.id
            uses = used[card]
            policy = [uses[f"policy:{n}"] for n in range(1, len(face.branch) + 1)]
            acted = uses["ops"] + sum(policy)
            studied[card] = CardUse(
                card,
                book.title(at),
                book.decks[book.deck_of[at]].id,
                held[card],
                acted,
                share(played[card], held[card]),
                share(sum(policy), acted),
                tuple(share(count, sum(policy)) for count in policy),
                share(demanded[card], held[card]),
                *_effects(card, able[card], worth),
            )
    return tuple(studied[card] for card in sorted(studied))


def _effects(
    card: str, able: Collection[Group], worth: Sequence[tuple[Group, frozenset[str], float, float]]
) -> tuple[Figure, Figure]:
    """Compare the seats that drew a card with those that could have."""
    places: dict[Group, tuple[list[float], list[float]]] = {group: ([], []) for group in able}
    tiers: dict[Group, tuple[list[float], list[float]]] = {group: ([], []) for group in able}
    for group, hand, place, tier in worth:
        if group in able:
            without = card not in hand
            places[group][without].append(place)
            tiers[group][without].append(tier)
    return difference(places), difference(tiers)


def _events(
    programs: dict[tuple[object, ...], Program], results: Sequence[GameResult]
) -> tuple[EventUse, ...]:
    """Compare the games in which an event was laid out to come with those in which it was not."""
    games: dict[Group, list[tuple[frozenset[int], GameResult]]] = defaultdict(list)
    for result in results:
        deal = _deal(result.match)
        games[deal].append((_laid_out(programs[deal], result.match.seed), result))
    able: dict[str, list[tuple[Group, Program, int]]] = defaultdict(list)
    for deal, program in programs.items():
        for at, face in enumerate(program.book.cards):
            if isinstance(face, EventCard):
                able[face.id].append((deal, program, at))
    events = [_event(places, games) for places in able.values()]
    return tuple(sorted(events, key=lambda event: (-event.collapse.value, event.card)))


def _event(
    places: Sequence[tuple[Group, Program, int]],
    games: dict[Group, list[tuple[frozenset[int], GameResult]]],
) -> EventUse:
    """Study one event; `places` say in which deals it can come, and which card it is there."""
    _, program, at = places[0]
    book = program.book
    collapse: dict[Group, tuple[list[float], list[float]]] = {}
    seats: list[dict[Group, tuple[list[float], list[float]]]] = [{} for _ in range(book.seats)]
    came = count = 0
    for deal, own, card in places:
        ends: tuple[list[float], list[float]] = ([], [])
        worth: list[tuple[list[float], list[float]]] = [([], []) for _ in seats]
        for laid, result in games[deal]:
            without = card not in laid
            ends[without].append(float(result.collapsed))
            if not result.collapsed:
                for seat, halves in enumerate(result.halves):
                    worth[seat][without].append(standing(own, seat, halves) / 100)
        came, count = came + len(ends[0]), count + len(ends[0]) + len(ends[1])
        if ends[0] and ends[1]:
            collapse[deal] = ([*ends[0], 0.0, 1.0], [*ends[1], 0.0, 1.0])
        for seat, values in enumerate(worth):
            seats[seat][deal] = values
    return EventUse(
        book.cards[at].id,
        book.title(at),
        book.decks[book.deck_of[at]].id,
        share(came, count),
        difference(collapse),
        tuple(map(difference, seats)),
    )


def _laid_out(program: Program, seed: int) -> frozenset[int]:
    """List the events that a whole game from this seed turns up, one a lane and turn."""
    state = program.deal(seed)
    turns = program.book.turns
    return frozenset(card for lane in program.book.piles.lane for card in state.piles[lane][:turns])
