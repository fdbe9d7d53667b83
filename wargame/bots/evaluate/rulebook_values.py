"""What of the rulebook the prices rest on, looked up and worked out once for a program."""

from __future__ import annotations

from collections.abc import Hashable
from math import exp
from typing import TypeAlias

from wargame.bots.evaluate.weights import Weights
from wargame.content.program import Program
from wargame.rules.effects.effects import Shift, When
from wargame.rules.model.amounts import Check, LevelOf, Number
from wargame.rules.model.rulebook import every_effect
from wargame.rules.model.selectors import Theatre
from wargame.rules.phases.crises import ResolveCrisis, TopUp
from wargame.rules.phases.demands import Demands
from wargame.rules.phases.reckoning import Backstop, Drift
from wargame.rules.phases.votes import Votes
from wargame.table.state import Facts, Row

TRADED = 0.8
"""While turns are left, Interest is worth more than its points: it buys, and nothing wears it."""
RELATION, CREDIBILITY, VOTE = 0.12, 0.2, 3.2
"""What a step of an own relation, one of Credibility a turn and a vote to be won are worth."""
SHELVES, STANDS = 32, 4096
"""So much is kept of what was worked out; then it is begun anew."""
Rates: TypeAlias = tuple[tuple[int, float], ...]
"""Places of levels, and what a step of each is worth in points."""


class Projection(Facts):
    """Levels as they stand once what is pending has drifted, and the odds of a collapse then.

    `worths[seat]` is what they are worth to a seat; None until somebody asks.
    """

    __slots__ = ("danger", "worths")

    def __init__(
        self, levels: list[int], ledgers: list[tuple[Row, ...]], danger: float, seats: int
    ) -> None:
        self.levels = levels
        self.ledgers = ledgers
        self.danger = danger
        self.worths: list[float | None] = [None] * seats


class Rules:
    """What is looked up once; rates and odds that many prices share are worked out when asked."""

    def __init__(self, program: Program) -> None:
        self.program = program
        book = self.book = program.book
        found = list(every_effect(book.turn))
        self.drift = next((v for v in found if isinstance(v, Drift)), None)
        self.votes = next((v for v in found if isinstance(v, Votes)), None)
        self.crisis = next((v for v in found if isinstance(v, ResolveCrisis)), None)
        self.demands = next((v for v in found if isinstance(v, Demands)), None)
        self.top_up = next((v for v in found if isinstance(v, TopUp)), None)
        self.backstop = next((v for v in found if isinstance(v, Backstop)), None)
        self.heats = [
            (when.check, effect.level.levels[0], effect.by)
            for when in (self.drift.also if self.drift else ())
            if isinstance(when, When)
            for effect in when.then
            if isinstance(effect, Shift) and isinstance(effect.level, Theatre) and effect.by > 0
        ]
        lines = [
            [line for line in program.ruleset.score if line.seats is None or seat in line.seats]
            for seat in range(book.seats)
        ]
        self.linear = [
            [
                (line.amount.level.at(seat), line.halves / 2)
                for line in mine
                if isinstance(line.amount, LevelOf)
            ]
            for seat, mine in enumerate(lines)
        ]
        self.other = [
            [
                (line.amount, line.halves / 2)
                for line in mine
                if not isinstance(line.amount, LevelOf | Number)
            ]
            for mine in lines
        ]
        self.fixed = [
            sum(
                line.amount.number * line.halves / 2
                for line in mine
                if isinstance(line.amount, Number)
            )
            for mine in lines
        ]
        self.relations = book.relations
        self.own = [
            tuple(book.relation(seat, other) for other in book.layout.partners[seat])
            for seat in range(book.seats)
        ]
        self.threats = book.threats
        steps = range(1 + max(book.layout.highs, default=0))
        self.purse = [0.08 * min(n, 4) + 0.056 * max(0, min(n - 4, 4)) + 0.02 * max(0, n - 8)
                      for n in steps]  # fmt: skip
        """What so much Capital is worth while there is time to spend it: less for each more."""
        fade = self.drift.support if self.drift else None
        self.fades = [fade.more.get(seat, fade.by) for seat in book.layout.seats] if fade else []
        self._steps = steps
        self._shelves: dict[tuple[Hashable, ...], dict[tuple[int, ...], Projection]] = {}
        self._nears: dict[int, list[float]] = {}
        self._votes: dict[int, list[float]] = {}
        self._rates: dict[tuple[int, int, Weights | None], Rates] = {}

    def shelf(self, basis: tuple[Hashable, ...]) -> dict[tuple[int, ...], Projection]:
        """Give what was worked out on the same basis: what is pending, and who looks.

        Prices follow from basis and levels alone, so keeping them changes nothing but the time.
        """
        found = self._shelves.get(basis)
        if found is None:
            if len(self._shelves) >= SHELVES:
                self._shelves.clear()
            found = self._shelves[basis] = {}
        elif len(found) >= STANDS:
            found.clear()
        return found

    def near(self, left: int) -> list[float]:
        """List how likely a check is to hold in the end that is missed by 0, 1, 2, … now."""
        if left not in self._nears:
            spread = 0.25 + 0.3 * left
            self._nears[left] = [chance_of(0.5 - short, spread) for short in range(10)]
        return self._nears[left]

    def vote(self, ahead: int) -> list[float]:
        """List what a vote so many turns ahead is worth with a Support of 0, 1, 2, … now."""
        if ahead not in self._votes:
            least = 0 if self.votes is None else self.votes.least
            spread = 0.5 + 0.5 * ahead
            self._votes[ahead] = [
                VOTE * chance_of(held - least + 0.6, spread) for held in self._steps
            ]
        return self._votes[ahead]

    def rates(self, seat: int, left: int, temper: Weights | None) -> Rates:
        """List what steps of levels are worth to a seat; `temper`: to the bot that sits there."""
        found = self._rates.get((seat, left, temper))
        if found is None:
            found = self._rates[seat, left, temper] = self._list_rates(seat, left, temper)
        return found

    def _list_rates(self, seat: int, left: int, temper: Weights | None) -> Rates:
        roles = self.book.roles
        found: dict[int, float] = {}

        def add(level: int, by: float) -> None:
            if level >= 0 and by:
                found[level] = found.get(level, 0.0) + by

        for level, by in self.linear[seat]:
            add(level, by)
        for level in self.own[seat]:
            add(level, RELATION + (temper.relation if temper else 0.0))
        if roles.credibility >= 0:
            add(roles.credibility + seat, CREDIBILITY * min(left, 2))
        if temper is None:
            return tuple(found.items())
        if roles.interest >= 0:
            add(roles.interest + seat, (temper.interest + (TRADED if left else 0.0) - 1) / 2)
        add(self.seat_level("accommodation", seat), temper.accommodation)
        for track, by in temper.wants:
            add(self.seat_level(track, seat), by)
        return tuple(found.items())

    def seat_level(self, track: str, seat: int) -> int:
        """Give the place of a seat's level of a track by its id; -1 if there is none."""
        found = self.book.layout.track_index.get(track)
        return -1 if found is None else found.base + seat


def chance_of(margin: float, spread: float) -> float:
    """Give how likely it is that a margin holds, if what is to come has such a spread."""
    at = margin / spread
    return 1.0 if at > 30 else 0.0 if at < -30 else 1 / (1 + exp(-at))


def shortfall(check: Check, facts: Facts, seat: int) -> int:
    """Say by how much a check is missed; 0 if it holds."""
    value = check.of.value(facts, seat)
    short = 0
    if check.least is not None:
        short = max(short, check.least - value)
    if check.most is not None:
        short = max(short, value - check.most)
    if check.over is not None:
        short = max(short, check.over.value(facts, seat) + check.by - value)
    return short
