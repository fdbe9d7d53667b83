"""Value a position for a seat: the public levels, its own true flag, and what may come.

Only a view is read. A `TrialPosition` is a copy of the levels on which effects are tried; it is
projected past the drift of this turn, and an `Evaluator` prices the projection for one decision.
"""

from __future__ import annotations

from wargame.bots.evaluate.rulebook_values import FARTHEST, Projection, Rules, chance_of, shortfall
from wargame.bots.evaluate.weights import Weights
from wargame.engine.scoring import ending_points
from wargame.engine.view import SeatView
from wargame.rules.common.items import Pay
from wargame.rules.common.modifiers import total
from wargame.rules.model import ledgers as marks
from wargame.rules.model.amounts import Check, all_hold
from wargame.rules.phases.crises import deterrence
from wargame.table.state import Facts, Row

AFTER_DRIFT = {"pay_pledge", "leader", "inherited", "backstop", "name_threat"}
"""Questions of the Reckoning after its drift: nothing is left to be projected in this turn."""
AFTER_ACTS = {"top_up"} | AFTER_DRIFT
"""Questions after Acts: Capital buys nothing more in this turn."""

# Set by hand, in points or in steps of a level; rules/TUNING.md has what bots were measured to do
# with them.
CAPITAL_BEFORE_ACTS, CAPITAL_AFTER_ACTS = (0.45, 0.75, 0.9), (0.08, 0.55, 0.8)
"""What Capital is worth with 0, 1 and 2 turns left after this one, as a share of its worth early in
a game: the less time there is to spend it, the less."""
OVERSPENT = 0.8
"""What each point costs that the sealed bid exceeds the seat's Capital."""
UNPAID_SWEETENER = 0.8
"""What it costs to be unable to pay a sweetener that the seat has sealed."""
SUPPORT_A_TURN = 0.1
"""What a step of Support is worth for each turn left, beside the votes that it wins."""

CRISIS_HEAT = 0.4
"""Steps by which an open crisis is expected to raise the threat of its theatre."""
GROWTH, HOT_GROWTH = 0.65, 0.7
"""Steps by which a threat is expected to rise in each turn left, and in each hot one besides."""
DANGER_MARGIN = 0.4
"""Steps below its maximum, after growth, at which a threat is as likely as not to end the game."""
DANGER_SPREAD, DANGER_SPREAD_A_TURN = 0.35, 0.22
"""The scale of that logistic curve, in steps, and how it widens with each turn left."""
PARTNER_COLLAPSE = 14.0
"""What a collapse costs a partner, as the own seat sees it: twice the usual `Weights.collapse`, so
that a partner is taken to be careful."""


class TrialPosition(Facts):
    """Levels on which effects are tried.

    `extra[seat]`: value in points not visible on any level. `kept`: a bit for each theatre that
    the guardian did not neglect in the trial. `raised`: a bit for the level of each relation that
    rose. `by_cards[level]`: how far cards lowered a threat, or raised a relation.
    """

    __slots__ = ("by_cards", "extra", "kept", "raised")

    def __init__(
        self,
        levels: list[int],
        ledgers: list[tuple[Row, ...]],
        extra: list[float],
        kept: int = 0,
        raised: int = 0,
    ) -> None:
        self.levels = levels
        self.ledgers = ledgers
        self.extra = extra
        self.kept = kept
        self.raised = raised
        self.by_cards: dict[int, int] = {}

    def copy(self) -> TrialPosition:
        """Return an independent copy."""
        twin = TrialPosition(self.levels[:], self.ledgers, self.extra[:], self.kept, self.raised)
        twin.by_cards = self.by_cards.copy()
        return twin

    def become(self, other: TrialPosition) -> None:
        """Take over what another trial of the same position has come to."""
        self.levels, self.extra = other.levels, other.extra
        self.kept, self.raised = other.kept, other.raised
        self.by_cards = other.by_cards


class Evaluator:
    """Prices trial positions for one decision; what all of them share is worked out once."""

    def __init__(self, rules: Rules, weights: Weights, view: SeatView, kind: str) -> None:
        self.rules = rules
        self.weights = weights
        self.view = view
        self.seat = view.seat
        book = self.book = rules.book
        self.left = book.turns - view.turn
        self.pending = kind not in AFTER_DRIFT and rules.drift is not None
        turn = view.ledgers[marks.TURN]
        late = CAPITAL_AFTER_ACTS if kind in AFTER_ACTS else CAPITAL_BEFORE_ACTS
        self.purse = self.weights.capital * (late[self.left] if self.left < len(late) else 1.0)
        drift = rules.drift
        self.base: list[float] = []
        self.unkept = 0
        self.fading = 0
        for theatre, level in enumerate(rules.threats):
            by = 0.0
            if drift is not None and self.pending:
                by = float(total(self.view, book, "drift", level=level))
                by += float(drift.hot) if view.turn in book.hot else 0.0
                if drift.neglects(turn, theatre, level):
                    self.unkept |= 1 << theatre
            self.base.append(by)
        if drift is not None and self.pending:
            for level in rules.relations:
                if not any(mark == marks.RAISED and at == level for mark, at, _ in turn):
                    self.fading |= 1 << level
        later = sum(1 for hot in book.hot if hot > view.turn)
        self.near = rules.near(self.left)
        self.growth = GROWTH * self.left + HOT_GROWTH * later
        self.spread = DANGER_SPREAD + DANGER_SPREAD_A_TURN * self.left
        flags = view.ledgers[marks.AGENDAS]
        self.flag = next((agenda for seat, agenda in flags if seat == self.seat), -1)
        self.vote = [self._next_vote(seat) for seat in range(book.seats)]
        self.crisis = view.ledgers[marks.CRISES][0] if view.ledgers[marks.CRISES] else None
        if self.crisis is not None and kind not in ("top_up", "bid"):
            self.base[self.crisis[1] - book.roles.threat] += CRISIS_HEAT
        self.lines: list[tuple[float, int]] | None = None
        self.sealed = next((bid for seat, bid in view.ledgers[marks.BIDS] if seat == self.seat), 0)
        self.gives = deterrence(self.view, book) if self.crisis else 0
        self.promised = [
            (item.base + self.seat, item.amount)
            for seat, _, _, sweet, _ in view.ledgers[marks.SEALED]
            if seat == self.seat and sweet >= 0 and isinstance(item := book.items[sweet], Pay)
        ]
        self.offered = [
            (to, sweet)
            for seat, _, to, sweet, _ in view.ledgers[marks.SEALED]
            if seat == self.seat and sweet >= 0 and not isinstance(book.items[sweet], Pay)
        ]
        self.rates = [
            rules.rates(seat, self.left, self.weights if seat == self.seat else None)
            for seat in range(book.seats)
        ]
        self.cache = rules.cache((
            self.seat, self.left, self.pending, self.purse, *self.base, self.unkept, self.fading,
            self.flag, self.sealed, *self.vote, *self.promised, weights,
            view.ledgers[marks.PENALTIES], view.ledgers[marks.GAME],
        ))  # fmt: skip
        self._now: float | None = None

    def _next_vote(self, seat: int) -> int:
        view, book = self.view, self.book
        if self.rules.votes is None:
            return -1
        if self.pending and (marks.VOTE_DUE, seat, 0) in view.ledgers[marks.TURN]:
            return 0
        for ahead in range(0 if self.pending else 1, self.left + 1):
            if seat in book.votes.get(view.turn + ahead, ()):
                return ahead
        return -1

    def trial(self) -> TrialPosition:
        """Return a trial position: the levels as they are."""
        return TrialPosition(self.view.levels[:], self.view.ledgers, [0.0] * self.book.seats)

    def gain(self, trial: TrialPosition) -> float:
        """Return by how much a trial is worth more to the own seat than the position as it is."""
        if self._now is None:
            self._now = self.utility(self.trial())
        return self.utility(trial) - self._now

    def utility(self, trial: TrialPosition) -> float:
        """Price a trial for the own seat, by its weights."""
        weights, seat = self.weights, self.seat
        projection = self.project(trial)
        worth = (
            weights.points * self._points(trial, projection, seat)
            - weights.collapse * projection.danger
        )
        if weights.calm:
            worth -= weights.calm * sum([projection.levels[level] for level in self.rules.threats])
        if weights.rivalry:
            partners, theirs = self.book.layout.partners[seat], 0.0
            for partner in partners:
                theirs += self._points(trial, projection, partner)
            worth -= weights.rivalry * theirs / max(1, len(partners))
        return worth

    def worth(self, trial: TrialPosition, seat: int) -> float:
        """Price a trial for a partner, whose weights are not known: its points less the danger."""
        projection = self.project(trial)
        return self._points(trial, projection, seat) - PARTNER_COLLAPSE * projection.danger

    def points(self, trial: TrialPosition, seat: int) -> float:
        """Return a seat's points after the drift; the agenda counts for the own seat alone."""
        return self._points(trial, self.project(trial), seat)

    def _points(self, trial: TrialPosition, projection: Projection, seat: int) -> float:
        worth = projection.worths[seat]
        if worth is None:
            worth = projection.worths[seat] = self._price(trial, projection, seat)
        return worth + trial.extra[seat]

    def project(self, trial: TrialPosition) -> Projection:
        """Project a trial past the drift; the projection of the same levels is kept."""
        key = (*trial.levels, self.unkept & ~trial.kept, self.fading & ~trial.raised)
        projection = self.cache.get(key)
        if projection is None:
            projection = self.cache[key] = self._drifted(trial)
        return projection

    def _drifted(self, trial: TrialPosition) -> Projection:
        rules, book = self.rules, self.book
        drift = rules.drift if self.pending else None
        before = trial.levels
        levels = before[:]
        ahead = Projection(levels, trial.ledgers, 0.0, book.seats)
        if rules.threats:
            rise = self.base[:]
            first = rules.threats.start
            if drift is not None:
                top = max([before[level] for level in rules.threats])
                unkept = self.unkept & ~trial.kept
                for theatre, level in enumerate(rules.threats):
                    if before[level] == top:
                        rise[theatre] += drift.highest
                    if unkept >> theatre & 1:
                        rise[theatre] += drift.neglect
                for checks, places, by in rules.heats:
                    if all_hold(checks, trial, 0):
                        for level in places:
                            rise[level - first] += by
            safe = 1.0
            for theatre, level in enumerate(rules.threats):
                value = before[level] + rise[theatre]
                limit = book.layout.highs[level]
                safe *= 1 - chance_of(value + self.growth - limit + DANGER_MARGIN, self.spread)
                levels[level] = min(limit, int(value))
            ahead.danger = 1 - safe
        if drift is not None:
            fading = self.fading & ~trial.raised
            for level in rules.relations:
                raised = not fading >> level & 1
                if raised and level not in drift.pulled:
                    continue
                falls = drift.falls(trial, level, raised=raised)
                if falls:
                    low = book.layout.lows[level]
                    levels[level] = max(low, levels[level] - drift.relation_by * falls)
            fade = drift.support
            if fade is not None:
                for level, by in enumerate(rules.fades, book.roles.support):
                    if levels[level] >= fade.least:
                        levels[level] = max(fade.floor, levels[level] - by)
        return ahead

    def _price(self, trial: TrialPosition, projection: Projection, seat: int) -> float:
        """Price the levels for a seat, without `TrialPosition.extra`."""
        rules, roles = self.rules, self.book.roles
        levels, mine = projection.levels, seat == self.seat
        value = rules.fixed[seat]
        for level, by in self.rates[seat]:
            value += levels[level] * by
        for amount, by in rules.other[seat]:
            value += amount.value(projection, seat) * by
        held = levels[roles.capital + seat]
        if mine and self.sealed:
            held -= self.sealed
            if held < 0:
                value += OVERSPENT * held
        value += self.purse * rules.purse[max(0, held)]
        if roles.support >= 0:
            held = trial.levels[roles.support + seat]
            value += SUPPORT_A_TURN * self.left * held
            if self.vote[seat] >= 0 and rules.votes is not None:
                value += rules.vote(self.vote[seat])[max(0, held)]
        if not mine:
            return value
        for level, offered in self.promised:
            if levels[level] < offered:
                value -= UNPAID_SWEETENER
        value += self.weights.ending * self._endings(projection)
        return value + self.weights.agenda * self._agenda(projection)

    def _endings(self, projection: Projection) -> float:
        """Price the endings that may come: the points of each, by how near its checks are.

        The first that holds comes, so each counts by the odds that none before it holds.
        """
        program, before, value = self.rules.program, 1.0, 0.0
        for ending in self.rules.roads:
            odds = self.likely(ending.checks, projection, 0)
            if ending.seat_check is not None:
                missed = 1.0
                for seat in ending.any_of:
                    missed *= 1 - self.likely((ending.seat_check,), projection, seat)
                odds *= 1 - missed
            value += before * odds * ending_points(program, ending, projection, self.seat)
            before *= 1 - odds
        return value

    def _agenda(self, projection: Projection) -> float:
        rules = self.rules.program.ruleset.agenda
        if self.flag < 0 or rules is None:
            return 0.0
        agenda = self.book.agendas[self.flag]
        three = self.likely(agenda.three, projection, self.seat)
        five = three * self.likely(agenda.five, projection, self.seat)
        return rules.three * three + (rules.five - rules.three) * five

    def likely(self, checks: tuple[Check, ...], facts: Facts, seat: int) -> float:
        """Return how likely checks are to hold at the end, from how near they are."""
        likely = 1.0
        for check in checks:
            likely *= self.near[min(shortfall(check, facts, seat), FARTHEST)]
        return likely
