"""The story of a finished game: its ending, the arithmetic of each verdict, flags, course, turns.

Everything follows from the game and its outcome, and may be read once the game is over. Line mode
and the screen write the same sections, each with forms of its own for the kinds of rows.

Points are in halves. Par, spread and the way to par are in hundredths of a point as they are shown:
they are rounded alike, as coarsely as still gives each seat its verdict and the seats their order,
so what a reader works out from them is the outcome.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from fractions import Fraction
from functools import cached_property
from itertools import accumulate, combinations

from attrs import define, field, frozen

from wargame.content.program import Program
from wargame.content.specs import COLLAPSE
from wargame.engine import preview
from wargame.engine.bell import turns_begun
from wargame.engine.game import Game
from wargame.engine.retrace import Trace, retrace
from wargame.engine.scoring import (
    Outcome,
    Score,
    ending_of,
    ending_points,
    halves_text,
    par_of,
    standing,
    verdict_of,
)
from wargame.rules.model.events import sentence
from wargame.rules.model.ledgers import AGENDAS, GAME, GUESSES, ISOLATED
from wargame.saves.format.errors import printable
from wargame.ui.beats import Beat, next_beat
from wargame.ui.courses import POINTS, THREAT, Course, courses, public_points
from wargame.ui.players import player_name
from wargame.ui.stakes import FlagStake, conditions, flag_stake, ways
from wargame.ui.telling import Told

GRAINS = (50, 10, 1)
"""What figures are rounded to, in hundredths of a point, the coarsest first."""
TURNING = 3
SPREAD = 100
"""A change of the ending, as things stand, weighs as much as one spread of one seat, in hundredths
of a spread; a collapse weighs more than anything."""
ALL_OVER = 10**9
HEADS = (
    "event", "agreed", "complied", "counter_taken", "refused", "mark_shown", "used_home",
    "played_policy", "played_ops", "crisis_reached", "crisis_near", "crisis_failed", "vote_passed",
    "vote_failed", "pledge_kept", "pledge_broken", "backstop", "collapsed",
)  # fmt: skip
"""The events by which a turning point is told."""
ANSWERS = ("complied", "counter_taken", "refused")


@frozen
class Usual:
    """A seat's points held against what is usual, in hundredths as they are shown."""

    par: int
    spread: int
    above: int

    @property
    def share(self) -> Fraction:
        """How many spreads the points lie above par."""
        return Fraction(self.above, self.spread)


@frozen
class TurningPoint:
    """A public act and what it changed; `ply` is the number of choices before it began.

    `size` is by how much the standings changed, in hundredths of a spread summed over the seats;
    `gains` are changes of public points in halves, `before` and `after` the ids of the endings, as
    things stood.
    """

    ply: int
    turn: int
    phase: str
    beat: Beat
    size: int
    gains: tuple[int, ...]
    before: str
    after: str


@frozen
class Answers:
    """What a seat did with its word: pledges kept, the broken ones as (to, item, turn); demands
    that it complied with, settled at the floor, refused as FIRM, called as BLUFF."""

    kept: int
    broken: tuple[tuple[int, int, int], ...]
    complied: int
    settled: int
    refused: int
    called: int


@frozen
class Guess:
    """A guess at a partner's flag; `held` is the true one, -1 for none."""

    by: int
    partner: int
    agenda: int
    held: int
    points: int

    @property
    def right(self) -> bool:
        """Whether it names the true flag."""
        return self.agenda == self.held


@frozen
class Section:
    """A part of the story: its title and its rows. `grid` is a table, its first row the heads."""

    id: str
    title: str
    rows: tuple[Told, ...]
    grid: tuple[tuple[str, ...], ...] = ()


@define(eq=False, slots=False)
class Story:
    """The story of a game that is over."""

    game: Game
    outcome: Outcome = field(init=False)

    def __attrs_post_init__(self) -> None:
        outcome = self.game.outcome
        assert outcome is not None, "a story is told once the game is over"
        self.outcome = outcome

    @property
    def program(self) -> Program:
        """The program of the game."""
        return self.game.scored

    # -- what the verdicts rest on --------------------------------------------------------------

    @cached_property
    def grain(self) -> int:
        """The coarsest rounding of par and spread that gives the same verdicts and order."""
        return next(g for g in GRAINS if _agrees(self.program, self.outcome.scores, g))

    @cached_property
    def usual(self) -> tuple[Usual, ...]:
        """What is usual for each seat with its flag."""
        return tuple(_usual(self.program, score, self.grain) for score in self.outcome.scores)

    def figure(self, hundredths: int) -> str:
        """Write hundredths of a point, without a sign, as finely as this story needs."""
        if self.grain == GRAINS[0]:
            return halves_text(abs(hundredths) // 50)
        whole, rest = divmod(abs(hundredths), 100)
        return f"{whole}.{rest:02}" if self.grain == 1 else f"{whole}.{rest // 10}"

    @cached_property
    def shares(self) -> tuple[str, ...]:
        """How many spreads each seat is above what is usual, as finely as their order needs."""
        shares = [usual.share for usual in self.usual]
        for digits in range(1, 9):
            said = [round(share * 10**digits) for share in shares]
            if len(set(said)) == len(set(shares)):
                break
        return tuple(f"{float(share):+.{digits}f}".replace("-", "−") for share in shares)

    def flags(self) -> Iterator[tuple[int, int, FlagStake]]:
        """Yield (seat, agenda, flag) for each flag that was true."""
        view = self.game.view(-1)
        for score in self.outcome.scores:
            if (held := score.agenda) is not None:
                yield score.seat, held, flag_stake(self.program, view, score.seat, held, held)

    def guesses(self) -> Iterator[Guess]:
        """Yield each guess at a flag."""
        rules, ledgers = self.program.ruleset.agenda, self.game.state.ledgers
        held = {row[0]: row[1] for row in ledgers[AGENDAS]}
        for by, partner, agenda in sorted(ledgers[GUESSES]):
            if rules is not None:
                true = held.get(partner, -1)
                points = rules.right if agenda == true else rules.wrong
                yield Guess(by, partner, agenda, true, points)

    # -- the course of the game -----------------------------------------------------------------

    @cached_property
    def beats(self) -> tuple[Beat, ...]:
        """All public acts, in their order."""
        found, since = [], 0
        while (beat := next_beat(self.game, since)) is not None:
            found.append(beat)
            since = beat.until
        return tuple(found)

    @cached_property
    def turns(self) -> tuple[int, ...]:
        """The numbers of events after which the deal and then each turn was over."""
        return (*turns_begun(self.game), len(self.game.events))

    @cached_property
    def trace(self) -> Trace:
        """The facts before and after each public act, and at the end of each turn."""
        acts = [number for beat in self.beats for number in (beat.first, beat.until)]
        return retrace(self.game, {*acts, *self.turns})

    def courses(self) -> tuple[Course, ...]:
        """Return the public points of each seat and each threat, at the deal and after each
        turn."""
        facts = [self.trace.facts[number] for number in self.turns]
        return tuple(one for one in courses(self.game, facts) if one.kind in (POINTS, THREAT))

    @cached_property
    def turning(self) -> tuple[TurningPoint, ...]:
        """The public acts after which the public standings changed most, in their order.

        It measures how far each seat's public points moved during one beat, against the seat's
        spread, summed over the seats, and whether the ending turned, as things stood. It does not
        measure what is sealed (flags, guesses), what an act prevented or made possible, what chance
        had a part in, nor what moved step by step: a single beat has to show it. No bot is asked;
        `wargame lab turning-points` plays the futures out instead.
        """
        best: dict[int, TurningPoint] = {}
        for point in self._points_of_beats():
            if point.size and point.size > (best[point.ply].size if point.ply in best else 0):
                best[point.ply] = point
        largest = sorted(best.values(), key=lambda point: (-point.size, point.ply))[:TURNING]
        return tuple(sorted(largest, key=lambda point: point.ply))

    def _points_of_beats(self) -> Iterator[TurningPoint]:
        program, game, seats = self.program, self.game, range(len(self.game.seats))
        phases = list(accumulate(game.events, _place, initial=(0, "")))
        for beat in self.beats:
            sides = [self.trace.facts[number] for number in (beat.first, beat.until)]
            points = [public_points(program, facts) for facts in sides]
            held = [[standing(program, seat, side[seat]) for seat in seats] for side in points]
            ids = ["" if end is None else end.id for end in (ending_of(program, f) for f in sides)]
            size = sum(abs(after - before) for before, after in zip(*held, strict=True))
            if ids[0] != ids[1]:
                size += ALL_OVER if ids[1] == COLLAPSE else SPREAD
            gains = tuple(after - before for before, after in zip(*points, strict=True))
            turn, phase = phases[beat.first]
            yield TurningPoint(
                self.trace.ply(beat.first), turn, phase, beat, size, gains, ids[0], ids[1]
            )

    def answers(self) -> tuple[Answers, ...]:
        """Return what each seat did with pledges and demands."""
        seats = range(len(self.game.seats))
        kept: Counter[int] = Counter()
        done: Counter[tuple[int, str]] = Counter()
        broken: list[list[tuple[int, int, int]]] = [[] for _ in seats]
        turn = 0
        for _, kind, args, _ in self.game.events:
            if kind == "turn":
                turn = args[0]
            elif kind == "pledge_kept":
                kept[args[0]] += 1
            elif kind == "pledge_broken":
                broken[args[0]].append((args[1], args[2], turn))
            elif kind == "counter_taken":
                done[args[1], kind] += 1
            elif kind in ANSWERS:
                called = kind == "refused" and not args[3]
                done[args[0], "called" if called else kind] += 1
        return tuple(
            Answers(kept[seat], tuple(broken[seat]), done[seat, "complied"],
                    done[seat, "counter_taken"], done[seat, "refused"], done[seat, "called"])
            for seat in seats
        )  # fmt: skip

    # -- in rows --------------------------------------------------------------------------------

    def sections(self) -> tuple[Section, ...]:
        """Return the story in sections, the most important first; those without rows are left
        out."""
        told = (
            ("ending", self._ending(), ()),
            ("points", self._sums(), self._parts_grid()),
            ("flags", self._turned_up(), ()),
            ("course", self._course(), self._course_grid()),
            ("turning", self._turning(), ()),
            ("word", self._word(), ()),
        )
        made = [(id, tuple(map(_printable, rows)), grid) for id, rows, grid in told]
        words = self.game.words
        return tuple(
            Section(id, words.story_head(id), rows, grid) for id, rows, grid in made if rows
        )

    def who(self, seat: int) -> str:
        """Name a seat, with its player if that has a name."""
        title, name = (
            self.game.words.seat(seat),
            player_name(self.game.players, self.game.seats[seat]),
        )
        return f"{title} ({name})" if name else title

    def _ending(self) -> Iterator[Told]:
        words, outcome = self.game.words, self.outcome
        yield Told("ending", outcome.ending_name)
        yield Told("text", outcome.ending_text)
        yield Told("because", self.because())
        for score in outcome.scores:
            above = "" if outcome.collapsed else self.figure(self.usual[score.seat].above)
            side = self.usual[score.seat].above
            points = halves_text(score.halves)
            text = words.story_verdict(score.tier, points, above, side)
            yield Told("verdict", text, self.who(score.seat))
        yield Told("best", words.story_best(outcome.best))
        yield from self._best_because()

    def because(self) -> str:
        """Say what the ending was made of, with figures."""
        words, program, view = self.game.words, self.program, self.game.view(-1)
        check = preview.collapsed_by(program, view)
        if check is not None:
            asked = conditions(program, view, 0, (check,))
            return words.story_holds(self.outcome.ending_name, [one.text for one in asked])
        lacking: list[tuple[str, list[str]]] = []
        for ending in program.ruleset.ending:
            asked = tuple(ways(program, view, ending))
            if ending.id == self.outcome.ending:
                met = [one.text for one in asked if one.holds]
                said = [words.story_holds(ending.name, met) if met
                        else words.story_else(ending.name, lacking)]  # fmt: skip
                points = [
                    ending_points(program, ending, view, seat)
                    for seat in range(len(self.game.seats))
                ]
                return " ".join([*said, *([words.story_brings(points)] if any(points) else [])])
            if ending.id != COLLAPSE:
                lacking.append((ending.name, [one.text for one in asked if not one.holds]))
        return ""

    def _best_because(self) -> Iterator[Told]:
        words, outcome, rules = self.game.words, self.outcome, self.program.ruleset.verdict
        least, marks = rules.tiers[rules.best_at_least], self.game.state.ledgers[GAME]
        if outcome.collapsed:
            yield Told("reason", words.story_nobody_collapse())
            return
        for seat in outcome.overreach:
            low = [
                each.seat for each in outcome.scores
                if each.verdict == 0 and (ISOLATED, each.seat, 0) not in marks
            ]  # fmt: skip
            text = words.story_overreach(rules.tiers[3], low, rules.tiers[0])
            yield Told("overreach", text, words.seat(seat))
        if not outcome.best:
            text = words.story_nobody_able(least)
            if outcome.overreach:
                text = words.story_nobody_else(outcome.overreach, least)
            yield Told("reason", text)
            return
        order = sorted(outcome.scores, key=lambda score: -self.usual[score.seat].share)
        rows = [(score.seat, self.shares[score.seat]) for score in order]
        yield Told("reason", words.story_farthest(rows))
        top = min((outcome.scores[seat] for seat in outcome.best), key=lambda score: score.halves)
        for score in outcome.scores:
            if score.halves > top.halves and score.seat not in outcome.best:
                text = words.story_more(halves_text(score.halves), self._why_not(score, top))
                yield Told("more", text, words.seat(score.seat))
            if self._ties(score, top):
                yield Told("tie", self._decided(score, top), words.seat(score.seat))

    def _why_not(self, score: Score, top: Score) -> str:
        """Say why a seat with more points is not the best one."""
        words, rules = self.game.words, self.program.ruleset.verdict
        mine, best = self.usual[score.seat], self.usual[top.seat]
        if score.seat in self.outcome.overreach:
            return words.story_more_overreach()
        if score.verdict < rules.best_at_least and _capped(score):
            return words.story_more_below(score.tier, rules.tiers[rules.best_at_least])
        if mine.share == best.share:
            return words.story_more_tie()
        if mine.above < best.above:
            agenda = -1 if score.agenda is None else score.agenda
            par, above = self.figure(mine.par), self.figure(mine.above)
            return words.story_more_usual(par, agenda, above, mine.above)
        above, spread = self.figure(mine.above), self.figure(mine.spread)
        shares = self.shares[score.seat], self.shares[top.seat]
        return words.story_more_spread(above, mine.above, spread, *shares)

    def _ties(self, score: Score, top: Score) -> bool:
        """Return whether a seat is as far above what is usual as the best one, and not best."""
        able = score.verdict >= self.program.ruleset.verdict.best_at_least
        same = self.usual[score.seat].share == self.usual[top.seat].share
        out = score.seat in (*self.outcome.best, *self.outcome.overreach)
        return able and same and not out

    def _decided(self, score: Score, top: Score) -> str:
        """Say what decides between two seats that are as far above what is usual."""
        book, levels = self.game.book, self.game.state.levels
        own, other = (
            max(
                (levels[book.relation(seat, each)] for each in book.layout.partners[seat]),
                default=0,
            )
            for seat in (top.seat, score.seat)
        )
        relation = own != other
        if not relation:
            own, other = (levels[book.roles.support + each.seat] for each in (top, score))
        return self.game.words.story_tie(top.seat, relation, own, other)

    def _sums(self) -> Iterator[Told]:
        words, program, outcome = self.game.words, self.program, self.outcome
        rules, flags = program.ruleset.verdict, {seat: flag for seat, _, flag in self.flags()}
        for score in outcome.scores:
            seat, usual = score.seat, self.usual[score.seat]
            who = words.seat(seat)
            parts = [(name, halves_text(halves)) for name, halves in score.lines if halves]
            yield Told("parts", words.story_parts(halves_text(score.halves), parts), who)
            said = []
            if score.agenda is not None and (flag := flags.get(seat)) is not None:
                grades = [(grade.points, flag.points >= grade.points) for grade in flag.grades]
                said.append(words.story_grades(score.agenda, grades))
            if not outcome.collapsed:
                agenda = -1 if score.agenda is None else score.agenda
                stated = self.game.seats[seat] in program.par
                said.append(words.story_usual(self.figure(usual.par), agenda, stated))
                above, spread = self.figure(usual.above), self.figure(usual.spread)
                tier = rules.tiers[verdict_of(score.standing)]
                said.append(words.story_above(above, usual.above, spread, tier))
                if _capped(score):
                    said.append(words.story_alone(score.tier))
            if said:
                yield Told("sum", " ".join(said), who)
        scale = words.story_scale(rules.tiers)
        yield Told("note", words.story_no_scale(rules.collapse) if outcome.collapsed else scale)

    def _parts_grid(self) -> tuple[tuple[str, ...], ...]:
        """Return the parts of the points, a column for each seat."""
        words, scores = self.game.words, self.outcome.scores
        names = dict.fromkeys(name for score in scores for name, halves in score.lines if halves)
        heads = ("", *(words.seat(score.seat) for score in scores))
        worth = [_summed(score.lines) for score in scores]
        lines = [
            (name, *(halves_text(part[name]) if name in part else "" for part in worth))
            for name in names
        ]
        total = (words.together_head(), *(halves_text(score.halves) for score in scores))
        return tuple(tuple(map(printable, row)) for row in (heads, *lines, total))

    def _turned_up(self) -> Iterator[Told]:
        words = self.game.words
        for seat, agenda, flag in self.flags():
            yield Told("flag", words.story_flag(agenda, flag.points), words.seat(seat))
            for grade in flag.grades:
                yield Told("grade", words.grade_head(grade.points))
                for one in grade.conditions:
                    yield Told("met" if one.holds else "unmet", one.text)
        for guess in self.guesses():
            points = words.signed(guess.points)
            text = words.story_guess(guess.partner, guess.agenda, guess.held, points)
            yield Told("guess", text, words.seat(guess.by))

    def _course(self) -> Iterator[Told]:
        yield Told("note", self.game.words.story_course_note())

    def _course_grid(self) -> tuple[tuple[str, ...], ...]:
        """Return the courses as a table, a row for each turn."""
        words, courses = self.game.words, self.courses()
        heads = (words.story_turn_head(), *(course.label for course in courses))
        turns = [
            (str(at) if at else words.story_dealt(), *(course.text(at) for course in courses))
            for at in range(len(self.turns))
        ]
        return tuple(tuple(map(printable, row)) for row in (heads, *turns))

    def _turning(self) -> Iterator[Told]:
        words, names = self.game.words, {e.id: e.name for e in self.program.ruleset.ending}
        for point in self.turning:
            gains = [
                (seat, f"{'+' if by > 0 else ''}{halves_text(by)}")
                for seat, by in enumerate(point.gains)
                if by
            ]
            before, after = (names.get(id, "") for id in (point.before, point.after))
            moved = words.story_moved(gains, before, after, point.after == COLLAPSE)
            text = " ".join([*self._said(point.beat), moved]).rstrip()
            yield Told("turning", text, words.story_when(point.turn, point.phase))
        if self.turning:
            yield Told("note", words.story_turning_note())

    def _said(self, beat: Beat) -> list[str]:
        """Say a beat in short: who did what, and what it moved."""
        words, events = self.game.words, self.game.events[beat.first : beat.until]
        proposed = [event for event in events if event[1] == "proposed"][-1:]
        heads = [sentence(words, e) for e in (*proposed, *(e for e in events if e[1] in HEADS))]
        moves = [line for line in beat.lines[-1:] if line not in heads]
        titled = [] if heads and beat.group != "crisis" else [f"{beat.title}:"]
        return [*titled, *heads, *moves]

    def _word(self) -> Iterator[Told]:
        words = self.game.words
        for seat, one in enumerate(self.answers()):
            said = [words.story_pledges(one.kept, len(one.broken))]
            said += [words.story_broken(*row) for row in one.broken]
            said.append(words.story_demands(one.complied, one.settled, one.refused, one.called))
            yield Told("word", " ".join(filter(None, said)), words.seat(seat))


def grid_lines(grid: Sequence[Sequence[str]], measure: Callable[[str], int] = len) -> list[str]:
    """Write a table in lines of aligned columns, the first at the left, the others at the right.

    >>> grid_lines([("", "A"), ("votes", "2")])
    ['       A', 'votes  2']
    """
    widths = [max(map(measure, column)) for column in zip(*grid, strict=True)]
    lines = []
    for first, *rest in grid:
        line = first + " " * (widths[0] - measure(first))
        for text, width in zip(rest, widths[1:], strict=True):
            line += " " * (2 + width - measure(text)) + text
        lines.append(line.rstrip())
    return lines


def _usual(program: Program, score: Score, grain: int) -> Usual:
    """Hold a score against par, rounded."""
    exact = par_of(program, score.seat, score.agenda)
    par, spread = ((hundredths + grain // 2) // grain * grain for hundredths in exact)
    return Usual(par, max(grain, spread), score.halves * 50 - par)


def _agrees(program: Program, scores: Sequence[Score], grain: int) -> bool:
    """Return whether rounded figures give each seat its verdict and the seats their order."""
    rough, exact = ([_usual(program, score, size) for score in scores] for size in (grain, 1))
    for score, usual in zip(scores, rough, strict=True):
        if verdict_of(usual.above * 100 // usual.spread) != verdict_of(score.standing):
            return False
    pairs = combinations(range(len(scores)), 2)
    return all(
        (rough[a].share > rough[b].share) == (exact[a].share > exact[b].share)
        and (rough[a].share < rough[b].share) == (exact[a].share < exact[b].share)
        for a, b in pairs
    )


def _capped(score: Score) -> bool:
    """Return whether a seat stands alone, and its verdict is lower for it."""
    return 0 <= score.verdict < verdict_of(score.standing)


def _summed(lines: Sequence[tuple[str, int]]) -> Mapping[str, int]:
    """Add up the lines of the same name."""
    total: Counter[str] = Counter()
    for name, halves in lines:
        total[name] += halves
    return total


def _place(place: tuple[int, str], event: tuple[object, ...]) -> tuple[int, str]:
    """Return the turn and phase after an event."""
    _, kind, args, _ = event
    assert isinstance(args, tuple)
    if kind == "turn":
        return args[0], ""
    return (place[0], str(args[0])) if kind == "phase" else place


def _printable(row: Told) -> Told:
    return Told(row.kind, printable(row.text), printable(row.who))
