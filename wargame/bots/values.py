"""What a position is worth to a seat: the public levels, its own true flag, and what may come.

Nothing here looks at anything but a view. A `Sketch` is a copy of the levels on which effects are
tried out; an `Outlook` prices sketches for one decision.
"""

from __future__ import annotations

from math import exp
from typing import TYPE_CHECKING, cast

from wargame.bots.temper import Temper
from wargame.content.program import Program
from wargame.engine.scoring import ending_of, ending_points
from wargame.engine.view import SeatView
from wargame.table.state import Row, State
from wargame.verbs import ledgers as marks
from wargame.verbs.amounts import Check, LevelOf
from wargame.verbs.book import every_effect
from wargame.verbs.crises import ResolveCrisis, deterrence
from wargame.verbs.demands import Demands
from wargame.verbs.effects import Heat, When
from wargame.verbs.items import Pay
from wargame.verbs.reckoning import Backstop, Drift
from wargame.verbs.standing import total
from wargame.verbs.votes import Votes

if TYPE_CHECKING:
    from wargame.verbs.amounts import Facts

TRADED = 0.3
"""While turns are left, Interest is worth more than its points: it sweetens demands and buys."""
AFTER_DRIFT = {"pay_pledge", "leader", "inherited", "backstop", "name_threat"}
AFTER_ACTS = {"top_up"} | AFTER_DRIFT


class Sketch:
    """Levels on which effects are tried out; `extra[seat]` is what no level shows, in points.

    `by_cards[level]` is how far cards lowered a threat, or raised a relation, on it.
    """

    __slots__ = ("by_cards", "extra", "kept", "ledgers", "levels", "raised")

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

    def copy(self) -> Sketch:
        """Branch off."""
        twin = Sketch(self.levels[:], self.ledgers, self.extra[:], self.kept, self.raised)
        twin.by_cards = self.by_cards.copy()
        return twin


class Rules:
    """What of the rulebook the prices rest on, looked up once for a program."""

    def __init__(self, program: Program) -> None:
        self.program = program
        book = self.book = program.book
        found = list(every_effect(book.turn))
        self.drift = next((v for v in found if isinstance(v, Drift)), None)
        self.votes = next((v for v in found if isinstance(v, Votes)), None)
        self.crisis = next((v for v in found if isinstance(v, ResolveCrisis)), None)
        self.demands = next((v for v in found if isinstance(v, Demands)), None)
        self.backstop = next((v for v in found if isinstance(v, Backstop)), None)
        self.heats = [
            (when.check, effect.theatre.levels[0], effect.by)
            for when in (self.drift.also if self.drift else ())
            if isinstance(when, When)
            for effect in when.then
            if isinstance(effect, Heat)
        ]
        self.nears: dict[int, list[float]] = {}
        lines = program.ruleset.score
        self.linear: list[list[tuple[int, float]]] = []
        self.other = []
        for seat in range(book.seats):
            mine = [line for line in lines if line.seats is None or seat in line.seats]
            self.linear.append(
                [
                    (line.amount.level.at(seat), line.halves / 2)
                    for line in mine
                    if isinstance(line.amount, LevelOf)
                ]
            )
            self.other.append(
                [
                    (line.amount, line.halves / 2)
                    for line in mine
                    if not isinstance(line.amount, LevelOf)
                ]
            )
        self.relations = range(
            book.roles.relation, book.roles.relation + book.seats * (book.seats - 1) // 2
        )
        self.own = [
            tuple(book.relation(seat, other) for other in book.layout.partners[seat])
            for seat in range(book.seats)
        ]
        self.threats = range(book.roles.threat, book.roles.threat + len(book.layout.theatres))

    def near(self, left: int) -> list[float]:
        """List how likely a check is to hold in the end that is missed by 0, 1, 2, … now."""
        if left not in self.nears:
            spread = 0.25 + 0.3 * left
            self.nears[left] = [chance_of(0.5 - short, spread) for short in range(10)]
        return self.nears[left]

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


class Outlook:
    """The prices of one decision: what is pending is worked out once, then sketches are priced."""

    def __init__(self, rules: Rules, temper: Temper, view: SeatView, kind: str) -> None:
        self.rules = rules
        self.temper = temper
        self.view = view
        self.seat = view.seat
        self.as_state = cast(State, view)
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
                by = total(self.as_state, book, "drift", level=level)
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
                if not any(row[0] == marks.RAISED and row[1] == level for row in turn):
                    self.fading |= 1 << level
        later = sum(1 for hot in book.hot if hot > view.turn)
        self.near = rules.near(self.left)
        self.growth = 0.65 * self.left + 0.7 * later
        self.spread = 0.35 + 0.22 * self.left
        self.flag = next((row[1] for row in view.ledgers[marks.AGENDAS] if row[0] == self.seat), -1)
        self.vote = [self._next_vote(seat) for seat in range(book.seats)]
        self.crisis = view.ledgers[marks.CRISES][0] if view.ledgers[marks.CRISES] else None
        if self.crisis is not None and kind not in ("top_up", "bid"):
            self.base[self.crisis[1] - book.roles.threat] += 0.4
        self.lines: list[tuple[float, int]] | None = None
        self.sealed = next((r[1] for r in view.ledgers[marks.BIDS] if r[0] == self.seat), 0)
        self.gives = deterrence(self.as_state, book) if self.crisis else 0
        self.promised = [
            (item.base + self.seat, item.amount)
            for row in view.ledgers[marks.SEALED]
            if row[0] == self.seat and row[3] >= 0 and isinstance(item := book.items[row[3]], Pay)
        ]
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

    def sketch(self) -> Sketch:
        """Copy the levels as they are."""
        return Sketch(self.view.levels[:], self.view.ledgers, [0.0] * self.book.seats)

    def gain(self, sketch: Sketch) -> float:
        """Give what a sketch is worth more than things as they are."""
        if self._now is None:
            self._now = self.utility(self.sketch())
        return self.utility(sketch) - self._now

    def utility(self, sketch: Sketch) -> float:
        """Price a sketch for the seat that looks, its partners' points counted as it feels."""
        temper = self.temper
        ahead, danger = self.after_drift(sketch)
        worth = (
            temper.points * self.lasting(sketch, ahead, self.seat) - self.temper.collapse * danger
        )
        if temper.calm:
            worth -= temper.calm * sum(ahead.levels[level] for level in self.rules.threats)
        if temper.rivalry:
            partners = self.book.layout.partners[self.seat]
            theirs = sum(self.lasting(sketch, ahead, seat) for seat in partners)
            worth -= self.temper.rivalry * theirs / max(1, len(partners))
        return worth

    def worth(self, sketch: Sketch, seat: int) -> float:
        """Price a sketch for a partner, as it would if it were as careful as most."""
        ahead, danger = self.after_drift(sketch)
        return self.lasting(sketch, ahead, seat) - 14.0 * danger

    def after_drift(self, sketch: Sketch) -> tuple[Sketch, float]:
        """Let what is pending drift, and say how likely a collapse then is by the end."""
        drift, rules, book = self.rules.drift, self.rules, self.book
        levels = sketch.levels[:]
        ahead = Sketch(levels, sketch.ledgers, sketch.extra)
        danger = 0.0
        if len(rules.threats):
            top = max(levels[level] for level in rules.threats)
            rise = self.base[:]
            if drift is not None and self.pending:
                for theatre, level in enumerate(rules.threats):
                    if sketch.levels[level] == top:
                        rise[theatre] += drift.highest
                    if self.unkept & ~sketch.kept & 1 << theatre:
                        rise[theatre] += drift.neglect
                for checks, places, by in rules.heats:
                    if all(check.holds(sketch, 0) for check in checks):
                        for level in places:
                            rise[level - book.roles.threat] += by
            safe = 1.0
            for theatre, level in enumerate(rules.threats):
                value = levels[level] + rise[theatre]
                limit = book.layout.highs[level]
                safe *= 1 - chance_of(value + self.growth - limit + 0.4, self.spread)
                levels[level] = min(limit, int(value))
            danger = 1 - safe
        if drift is not None and self.pending:
            for level in rules.relations:
                if levels[level] >= drift.relation_least:
                    if self.fading & ~sketch.raised & 1 << level:
                        levels[level] -= drift.relation_by
            fade = drift.support
            if fade is not None:
                for seat, name in enumerate(book.layout.seats):
                    level = book.roles.support + seat
                    if levels[level] >= fade.least:
                        levels[level] = max(
                            fade.floor, levels[level] - fade.more.get(name, fade.by)
                        )
        return ahead, danger

    def lasting(self, sketch: Sketch, ahead: Sketch, seat: int) -> float:
        """Price what a seat has after the drift, in points, its own agenda among it."""
        rules, roles, temper = self.rules, self.book.roles, self.temper
        levels, mine = ahead.levels, seat == self.seat
        value = sketch.extra[seat]
        for level, by in rules.linear[seat]:
            value += levels[level] * by
        for amount, by in rules.other[seat]:
            value += amount.value(ahead, seat) * by
        for level in rules.own[seat]:
            value += 0.12 * levels[level]
        held = levels[roles.capital + seat]
        if mine and self.sealed:
            held -= self.sealed
            if held < 0:
                value += 0.8 * held
                held = 0
        value += self.purse * (0.4 * min(held, 4) + 0.28 * max(0, min(held - 4, 4)))
        value += self.purse * 0.1 * max(0, held - 8)
        if self.left and roles.credibility >= 0:
            value += 0.2 * min(self.left, 2) * levels[roles.credibility + seat]
        if roles.support >= 0:
            held = sketch.levels[roles.support + seat]
            value += 0.1 * self.left * held
            if self.vote[seat] >= 0 and self.rules.votes is not None:
                margin = held - self.rules.votes.least + 0.6
                value += 3.2 * chance_of(margin, 0.5 + 0.5 * self.vote[seat])
        if not mine:
            return value
        for level, offered in self.promised:
            if levels[level] < offered:
                value -= 0.8
        interest = temper.interest + (TRADED if self.left else 0.0) - 1
        if interest and roles.interest >= 0:
            value += interest * levels[roles.interest + seat] / 2
        if temper.relation:
            value += temper.relation * sum(levels[level] for level in rules.own[seat])
        if temper.accommodation:
            level = rules.seat_level("accommodation", seat)
            if level >= 0:
                value += temper.accommodation * levels[level]
        for track, by in temper.wants:
            level = rules.seat_level(track, seat)
            if level >= 0:
                value += by * levels[level]
        ending = ending_of(rules.program, ahead)
        if ending is not None:
            share = 1.0 if self.left == 0 else 0.5 / self.left
            value += share * ending_points(rules.program, ending, ahead, seat)
        return value + temper.agenda * self._agenda(ahead, self.flag)

    def _agenda(self, ahead: Sketch, flag: int) -> float:
        rules = self.rules.program.ruleset.agenda
        if flag < 0 or rules is None:
            return 0.0
        agenda = self.book.agendas[flag]
        three = self.likely(agenda.three, ahead, self.seat)
        five = three * self.likely(agenda.five, ahead, self.seat)
        return rules.three * three + (rules.five - rules.three) * five

    def likely(self, checks: tuple[Check, ...], facts: Facts, seat: int) -> float:
        """Say how likely checks are to hold at the end, from how near they are."""
        likely = 1.0
        for check in checks:
            likely *= self.near[min(shortfall(check, facts, seat), 9)]
        return likely
