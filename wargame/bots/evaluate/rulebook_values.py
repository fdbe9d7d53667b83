"""Price the rulebook: what steps of levels, Capital, votes and checks are worth, once a program."""

from __future__ import annotations

from collections.abc import Hashable
from math import exp
from typing import TypeAlias

from wargame.bots.evaluate.weights import Weights
from wargame.content.program import Program
from wargame.content.specs import COLLAPSE
from wargame.rules.effects.effects import Shift, When
from wargame.rules.model.amounts import Check, LevelOf, Number
from wargame.rules.model.rulebook import every_effect
from wargame.rules.model.selectors import Theatre
from wargame.rules.phases.crises import ResolveCrisis, TopUp
from wargame.rules.phases.demands import Demands
from wargame.rules.phases.reckoning import Backstop, Drift
from wargame.rules.phases.votes import Votes
from wargame.table.state import Facts, Row

# In points. Set by hand unless a comment names a measurement; rules/TUNING.md tells all of those.
TRADED = 0.8
"""Half points that a step of Interest is worth beyond its score while turns are left: it can be
spent and never decays. With its half point of score that is 0.9 points a step; such a bot was best
in 41.8 % against two that priced the score alone and Capital higher."""
RELATION, CREDIBILITY, VOTE = 0.12, 0.2, 3.2
"""What a step of an own relation is worth beyond its points, one of Credibility for each turn left
(two at most), and a vote to be won."""
CREDIBILITY_TURNS = 2
USUAL_CREDIBILITY = 4
"""The Credibility of a seat that has kept its word so far; taken where a ruleset has none."""
PURSE = ((4, 0.08), (8, 0.056))
PURSE_BEYOND = 0.02
"""What a point of Capital is worth while there is time to spend it, up to so much Capital, and
beyond. A fifth of the first estimate: by least squares over 1,500 games a point of Capital was
worth −0.03 to 0.09 at the end."""
CHECK_SPREAD, CHECK_SPREAD_A_TURN, FARTHEST = 0.25, 0.3, 9
"""How likely a check that is missed now is to hold at the end: the scale of a logistic curve in
steps, and how it widens with each turn left; a check missed by more counts as missed by that."""
VOTE_SPREAD, VOTE_SPREAD_A_TURN, VOTE_MARGIN = 0.5, 0.5, 0.6
"""How likely a vote is to be won: the scale of a logistic curve in steps of Support, how it widens
with each turn until the vote, and how far below the least Support it is even."""
CACHES, CACHED = 32, 4096
"""Bounds on memory: so many caches of projections, of so many each; a full one is emptied."""
Rates: TypeAlias = tuple[tuple[int, float], ...]
"""Places of levels, and what a step of each is worth in points."""


class Projection(Facts):
    """A trial position after the drift of this turn.

    `danger`: the odds of a collapse by the end of the game. `worths[seat]`: what the levels are
    worth to a seat, in points; None until it is asked for.
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
    """What prices need of the rulebook, looked up once, and the rates and odds that they share."""

    def __init__(self, program: Program) -> None:
        self.program = program
        book = self.book = program.book
        verbs = list(every_effect(book.turn))
        self.drift = next((v for v in verbs if isinstance(v, Drift)), None)
        self.votes = next((v for v in verbs if isinstance(v, Votes)), None)
        self.crisis = next((v for v in verbs if isinstance(v, ResolveCrisis)), None)
        self.demands = next((v for v in verbs if isinstance(v, Demands)), None)
        self.top_up = next((v for v in verbs if isinstance(v, TopUp)), None)
        self.backstop = next((v for v in verbs if isinstance(v, Backstop)), None)
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
                [
                    line.amount.number * line.halves / 2
                    for line in mine
                    if isinstance(line.amount, Number)
                ],
                0.0,
            )
            for mine in lines
        ]
        self.roads = [
            ending
            for ending in program.ruleset.ending
            if ending.id != COLLAPSE and (ending.checks or ending.seat_check is not None)
        ]
        """The endings that a table can work towards, in the order in which they are tested."""
        self.relations = book.relations
        self.own = [
            tuple(book.relation(seat, other) for other in book.layout.partners[seat])
            for seat in range(book.seats)
        ]
        self.threats = book.threats
        steps = range(1 + max(book.layout.highs, default=0))
        (few, first), (more, second) = PURSE
        self.purse = [
            first * min(n, few)
            + second * max(0, min(n - few, more - few))
            + PURSE_BEYOND * max(0, n - more)
            for n in steps
        ]
        """What so much Capital is worth while there is time to spend it."""
        fade = self.drift.support if self.drift else None
        self.fades = [fade.more.get(seat, fade.by) for seat in book.layout.seats] if fade else []
        self._steps = steps
        self._caches: dict[tuple[Hashable, ...], dict[tuple[int, ...], Projection]] = {}
        self._nears: dict[int, list[float]] = {}
        self._votes: dict[int, list[float]] = {}
        self._rates: dict[tuple[int, int, Weights | None], Rates] = {}

    def cache(self, basis: tuple[Hashable, ...]) -> dict[tuple[int, ...], Projection]:
        """Return the projections by levels for one basis: whose prices, and what is pending.

        Projections follow from basis and levels alone, so keeping them only saves time.
        """
        cache = self._caches.get(basis)
        if cache is None:
            if len(self._caches) >= CACHES:
                self._caches.clear()
            cache = self._caches[basis] = {}
        elif len(cache) >= CACHED:
            cache.clear()
        return cache

    def near(self, left: int) -> list[float]:
        """List how likely a check missed by 0, 1, 2, … `FARTHEST` now is to hold at the end."""
        if left not in self._nears:
            spread = CHECK_SPREAD + CHECK_SPREAD_A_TURN * left
            missed = range(FARTHEST + 1)
            self._nears[left] = [chance_of(0.5 - short, spread) for short in missed]
        return self._nears[left]

    def vote(self, ahead: int) -> list[float]:
        """List what a vote in so many turns is worth with a Support of 0, 1, 2, … now."""
        if ahead not in self._votes:
            least = 0 if self.votes is None else self.votes.least
            spread = VOTE_SPREAD + VOTE_SPREAD_A_TURN * ahead
            self._votes[ahead] = [
                VOTE * chance_of(held - least + VOTE_MARGIN, spread) for held in self._steps
            ]
        return self._votes[ahead]

    def rates(self, seat: int, left: int, weights: Weights | None) -> Rates:
        """List what steps of levels are worth to a seat; `weights`: as its bot has them."""
        rates = self._rates.get((seat, left, weights))
        if rates is None:
            rates = self._rates[seat, left, weights] = self._list_rates(seat, left, weights)
        return rates

    def _list_rates(self, seat: int, left: int, weights: Weights | None) -> Rates:
        roles = self.book.roles
        rates: dict[int, float] = {}

        def add(level: int, by: float) -> None:
            if level >= 0 and by:
                rates[level] = rates.get(level, 0.0) + by

        for level, by in self.linear[seat]:
            add(level, by)
        for level in self.own[seat]:
            add(level, RELATION + (weights.relation if weights else 0.0))
        if roles.credibility >= 0:
            add(roles.credibility + seat, CREDIBILITY * min(left, CREDIBILITY_TURNS))
        if weights is None:
            return tuple(rates.items())
        if roles.interest >= 0:
            add(roles.interest + seat, (weights.interest + (TRADED if left else 0.0) - 1) / 2)
        add(self.seat_level("accommodation", seat), weights.accommodation)
        for track, by in weights.wants:
            add(self.seat_level(track, seat), by)
        return tuple(rates.items())

    def seat_level(self, track: str, seat: int) -> int:
        """Return the place of a seat's level of a track by its id; -1 if there is no such track."""
        at = self.book.layout.track_index.get(track)
        return -1 if at is None else at.base + seat


def chance_of(margin: float, spread: float) -> float:
    """Return how likely a margin is to hold: a logistic curve, one half at 0, with that scale."""
    at = margin / spread
    return 1.0 if at > 30 else 0.0 if at < -30 else 1 / (1 + exp(-at))


def shortfall(check: Check, facts: Facts, seat: int) -> int:
    """Return by how much a check is missed; 0 if it holds."""
    value = check.of.value(facts, seat)
    short, least, most, over = 0, check.least, check.most, check.over
    if least is not None and least > value:
        short = least - value
    if most is not None and value - most > short:
        short = value - most
    if over is not None and (behind := over.value(facts, seat) + check.by - value) > short:
        short = behind
    return short
