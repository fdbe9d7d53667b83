"""What a position is worth to a seat: the public levels, its own true flag, and what may come.

Nothing here looks at anything but a view. A `TrialPosition` is a copy of the levels on which
effects are tried; an `Evaluator` prices such positions for one decision.
"""

from __future__ import annotations

from wargame.bots.evaluate.rulebook_values import Projection, Rules, chance_of, shortfall
from wargame.bots.evaluate.weights import Weights
from wargame.engine.scoring import ending_of, ending_points
from wargame.engine.view import SeatView
from wargame.rules.common.items import Pay
from wargame.rules.common.modifiers import total
from wargame.rules.model import ledgers as marks
from wargame.rules.model.amounts import Check, all_hold
from wargame.rules.phases.crises import deterrence
from wargame.table.state import Facts, Row

AFTER_DRIFT = {"pay_pledge", "leader", "inherited", "backstop", "name_threat"}
AFTER_ACTS = {"top_up"} | AFTER_DRIFT


class TrialPosition(Facts):
    """Levels on which effects are tried out; `extra[seat]` is what no level shows, in points.

    `by_cards[level]` is how far cards lowered a threat, or raised a relation, on it.
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
        """Branch off."""
        twin = TrialPosition(self.levels[:], self.ledgers, self.extra[:], self.kept, self.raised)
        twin.by_cards = self.by_cards.copy()
        return twin


class Evaluator:
    """The prices of one decision: what is pending is worked out once, then sketches are priced."""

    def __init__(self, rules: Rules, temper: Weights, view: SeatView, kind: str) -> None:
        self.rules = rules
        self.temper = temper
        self.view = view
        self.seat = view.seat
        book = self.book = rules.book
        self.left = book.turns - view.turn
        self.pending = kind not in AFTER_DRIFT and rules.drift is not None
        turn = view.ledgers[marks.TURN]
        near = (0.08, 0.55, 0.8) if kind in AFTER_ACTS else (0.45, 0.75, 0.9)
        self.purse = self.temper.capital * (near[self.left] if self.left < 3 else 1.0)
        drift = rules.drift
        self.base: list[float] = []
        self.unkept = 0
        self.fading = 0
        for theatre, level in enumerate(rules.threats):
            by = 0.0
            if drift is not None and self.pending:
                by = total(self.view, book, "drift", level=level)
                by += drift.hot if view.turn in book.hot else 0
                guardian = drift.guardian
                if guardian is not None and not (
                    (marks.SPENT, theatre, guardian) in turn
                    or (marks.LOWERED, level, guardian) in turn
                ):
                    self.unkept |= 1 << theatre
            self.base.append(by)
        if drift is not None and self.pending:
            for level in rules.relations:
                if not any(mark == marks.RAISED and at == level for mark, at, _ in turn):
                    self.fading |= 1 << level
        later = sum(1 for hot in book.hot if hot > view.turn)
        self.near = rules.near(self.left)
        self.growth = 0.65 * self.left + 0.7 * later
        self.spread = 0.35 + 0.22 * self.left
        flags = view.ledgers[marks.AGENDAS]
        self.flag = next((agenda for seat, agenda in flags if seat == self.seat), -1)
        self.vote = [self._next_vote(seat) for seat in range(book.seats)]
        self.crisis = view.ledgers[marks.CRISES][0] if view.ledgers[marks.CRISES] else None
        if self.crisis is not None and kind not in ("top_up", "bid"):
            self.base[self.crisis[1] - book.roles.threat] += 0.4
        self.lines: list[tuple[float, int]] | None = None
        self.sealed = next((bid for seat, bid in view.ledgers[marks.BIDS] if seat == self.seat), 0)
        self.gives = deterrence(self.view, book) if self.crisis else 0
        self.promised = [
            (item.base + self.seat, item.amount)
            for seat, _, _, sweet, _ in view.ledgers[marks.SEALED]
            if seat == self.seat and sweet >= 0 and isinstance(item := book.items[sweet], Pay)
        ]
        self.rates = [
            rules.rates(seat, self.left, self.temper if seat == self.seat else None)
            for seat in range(book.seats)
        ]
        self.known = rules.shelf((
            self.seat, self.left, self.pending, self.purse, *self.base, self.unkept, self.fading,
            self.flag, self.sealed, *self.vote, *self.promised, temper,
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

    def sketch(self) -> TrialPosition:
        """Copy the levels as they are."""
        return TrialPosition(self.view.levels[:], self.view.ledgers, [0.0] * self.book.seats)

    def gain(self, sketch: TrialPosition) -> float:
        """Give what a sketch is worth more than things as they are."""
        if self._now is None:
            self._now = self.utility(self.sketch())
        return self.utility(sketch) - self._now

    def utility(self, sketch: TrialPosition) -> float:
        """Price a sketch for the seat that looks, its partners' points counted as it feels."""
        temper, seat = self.temper, self.seat
        stand = self.stand(sketch)
        worth = temper.points * self._lasting(sketch, stand, seat) - temper.collapse * stand.danger
        if temper.calm:
            worth -= temper.calm * sum([stand.levels[level] for level in self.rules.threats])
        if temper.rivalry:
            partners, theirs = self.book.layout.partners[seat], 0.0
            for partner in partners:
                theirs += self._lasting(sketch, stand, partner)
            worth -= temper.rivalry * theirs / max(1, len(partners))
        return worth

    def worth(self, sketch: TrialPosition, seat: int) -> float:
        """Price a sketch for a partner, as it would if it were as careful as most."""
        stand = self.stand(sketch)
        return self._lasting(sketch, stand, seat) - 14.0 * stand.danger

    def lasting(self, sketch: TrialPosition, seat: int) -> float:
        """Price what a seat has after the drift, in points, its own agenda among it."""
        return self._lasting(sketch, self.stand(sketch), seat)

    def _lasting(self, sketch: TrialPosition, stand: Projection, seat: int) -> float:
        worth = stand.worths[seat]
        if worth is None:
            worth = stand.worths[seat] = self._price(sketch, stand, seat)
        return worth + sketch.extra[seat]

    def stand(self, sketch: TrialPosition) -> Projection:
        """Let what is pending drift; what was worked out for the same levels is kept."""
        key = (*sketch.levels, self.unkept & ~sketch.kept, self.fading & ~sketch.raised)
        found = self.known.get(key)
        if found is None:
            found = self.known[key] = self._drifted(sketch)
        return found

    def _drifted(self, sketch: TrialPosition) -> Projection:
        rules, book = self.rules, self.book
        drift = rules.drift if self.pending else None
        before = sketch.levels
        levels = before[:]
        ahead = Projection(levels, sketch.ledgers, 0.0, book.seats)
        if rules.threats:
            rise = self.base[:]
            first = rules.threats.start
            if drift is not None:
                top = max([before[level] for level in rules.threats])
                unkept = self.unkept & ~sketch.kept
                for theatre, level in enumerate(rules.threats):
                    if before[level] == top:
                        rise[theatre] += drift.highest
                    if unkept >> theatre & 1:
                        rise[theatre] += drift.neglect
                for checks, places, by in rules.heats:
                    if all_hold(checks, sketch, 0):
                        for level in places:
                            rise[level - first] += by
            safe = 1.0
            for theatre, level in enumerate(rules.threats):
                value = before[level] + rise[theatre]
                limit = book.layout.highs[level]
                safe *= 1 - chance_of(value + self.growth - limit + 0.4, self.spread)
                levels[level] = min(limit, int(value))
            ahead.danger = 1 - safe
        if drift is not None:
            fading = self.fading & ~sketch.raised
            for level in rules.relations:
                if fading >> level & 1 and levels[level] >= drift.relation_least:
                    levels[level] -= drift.relation_by
            fade = drift.support
            if fade is not None:
                for level, by in enumerate(rules.fades, book.roles.support):
                    if levels[level] >= fade.least:
                        levels[level] = max(fade.floor, levels[level] - by)
        return ahead

    def _price(self, sketch: TrialPosition, stand: Projection, seat: int) -> float:
        """Price the levels for a seat, without what no level shows."""
        rules, roles = self.rules, self.book.roles
        levels, mine = stand.levels, seat == self.seat
        value = rules.fixed[seat]
        for level, by in self.rates[seat]:
            value += levels[level] * by
        for amount, by in rules.other[seat]:
            value += amount.value(stand, seat) * by
        held = levels[roles.capital + seat]
        if mine and self.sealed:
            held -= self.sealed
            if held < 0:
                value += 0.8 * held
        value += self.purse * rules.purse[max(0, held)]
        if roles.support >= 0:
            held = sketch.levels[roles.support + seat]
            value += 0.1 * self.left * held
            if self.vote[seat] >= 0 and rules.votes is not None:
                value += rules.vote(self.vote[seat])[max(0, held)]
        if not mine:
            return value
        for level, offered in self.promised:
            if levels[level] < offered:
                value -= 0.8
        ending = ending_of(rules.program, stand)
        if ending is not None:
            share = 1.0 if self.left == 0 else 0.5 / self.left
            value += share * ending_points(rules.program, ending, stand, seat)
        return value + self.temper.agenda * self._agenda(stand)

    def _agenda(self, stand: Projection) -> float:
        rules = self.rules.program.ruleset.agenda
        if self.flag < 0 or rules is None:
            return 0.0
        agenda = self.book.agendas[self.flag]
        three = self.likely(agenda.three, stand, self.seat)
        five = three * self.likely(agenda.five, stand, self.seat)
        return rules.three * three + (rules.five - rules.three) * five

    def likely(self, checks: tuple[Check, ...], facts: Facts, seat: int) -> float:
        """Say how likely checks are to hold at the end, from how near they are."""
        likely = 1.0
        for check in checks:
            likely *= self.near[min(shortfall(check, facts, seat), 9)]
        return likely
