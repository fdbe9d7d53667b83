"""What is at stake on the table, as one reader may see it, for line mode and the screen.

Everything follows from a program and a view: points, flags and endings by the checks and amounts
that the engine scores with, the drift by the forecasts of `engine/preview.py`. The true flag and
the total with it are there for the reader's own seat alone. Texts are said here, by the language of
the program; an interface chooses which of them it has room for.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from attrs import frozen

from wargame.content.program import Program
from wargame.content.specs import EndingLine
from wargame.engine import preview
from wargame.engine.preview import Drifting, TurnEnd
from wargame.engine.scoring import (
    agenda_grade,
    ending_points,
    flag_lines,
    halves_text,
    public_lines,
    standing,
    verdict_of,
)
from wargame.engine.table_text import emergencies
from wargame.engine.view import SeatView
from wargame.rules.common.relations import by_cards, ceiling, most_by_cards
from wargame.rules.model.amounts import Check
from wargame.rules.model.language import Language
from wargame.rules.model.ledgers import AGENDAS, TURN
from wargame.table.layout import Scope

QUIET, EMERGENCY, COLLAPSE = 0, 1, 2
"""How loud a stake is: an emergency holds or a threat is as high as that; a collapse is coming."""


@frozen
class Piece:
    """A few words that are shown whole or not at all; `brief` where room is scarce."""

    text: str
    brief: str


@frozen
class TrackStake:
    """A level and where it drifts: `now` and `after`, both up to `limit`.

    `alarm` is QUIET, EMERGENCY or COLLAPSE and `word` says it, or what it will be (None: nothing);
    `why` are the reasons of the drift, and `notes` what else bears on the level, the most important
    first.
    """

    level: int
    label: str
    now: int
    after: int
    limit: int
    alarm: int
    word: Piece | None
    why: tuple[str, ...]
    notes: tuple[Piece, ...]


@frozen
class Condition:
    """What a flag or an ending asks for: its text with the figure, and whether it holds."""

    text: str
    holds: bool


@frozen
class Grade:
    """A grade of a flag: its points, and what it asks for besides what lower grades do."""

    points: int
    conditions: tuple[Condition, ...]


@frozen
class FlagStake:
    """A flag that a seat may hold: the points it would bring now, its grades from the lowest.

    `true` says that the reader holds it.
    """

    title: str
    points: int
    grades: tuple[Grade, ...]
    true: bool = False


@frozen
class SeatStake:
    """A seat's public points in halves with their parts, its verdict so far (empty before
    half-time), its next vote (empty if there is none), the flags that it may hold.

    `total` are its points with its true flag and `total_tier` the verdict on them: for the reader's
    own seat, else None and empty.
    """

    seat: int
    shape: str
    halves: int
    parts: tuple[tuple[str, int], ...]
    tier: str
    vote: str
    flags: tuple[FlagStake, ...]
    total: int | None = None
    total_tier: str = ""

    @property
    def flag(self) -> FlagStake | None:
        """The true flag, if the reader may know it."""
        return next((flag for flag in self.flags if flag.true), None)


@frozen
class EndingStake:
    """An ending: whether it comes as things stand, its points for each seat, what it asks for."""

    name: str
    comes: bool
    points: tuple[int, ...]
    conditions: tuple[Condition, ...]


@frozen
class Stakes:
    """All stakes for `reader` (-1: the public).

    `tracks` are all relations and threats, and the other levels that drift. `banner` says the
    alarm, the longest form first; it is empty while `alarm` is QUIET.
    """

    reader: int
    tracks: tuple[TrackStake, ...]
    seats: tuple[SeatStake, ...]
    endings: tuple[EndingStake, ...]
    alarm: int
    banner: tuple[str, ...]

    @property
    def own(self) -> SeatStake | None:
        """The stakes of the reader's seat; None for the public."""
        return self.seats[self.reader] if self.reader >= 0 else None

    @property
    def ending(self) -> EndingStake | None:
        """The ending that comes as things stand."""
        return next((ending for ending in self.endings if ending.comes), None)

    def track(self, level: int) -> TrackStake | None:
        """Return the stake of a level; None for one that does not drift."""
        return next((track for track in self.tracks if track.level == level), None)


def stakes(program: Program, view: SeatView) -> Stakes:
    """Return what is at stake, for the seat of the view."""
    end = preview.turn_end(program, view)
    tracks = tuple(_tracks(program, view, end))
    alarm = max((track.alarm for track in tracks), default=QUIET)
    alarm = COLLAPSE if end.collapse else alarm
    return Stakes(
        reader=view.seat,
        tracks=tracks,
        seats=tuple(_seats(program, view)),
        endings=tuple(_endings(program, view, end)),
        alarm=alarm,
        banner=tuple(_banner(program, tracks, alarm)),
    )


def _tracks(program: Program, view: SeatView, end: TurnEnd) -> Iterator[TrackStake]:
    """Yield the relations and threats in the order of the table, then what else drifts."""
    drifts = {one.level: one for one in end.drift}
    shown = [
        level
        for track in view.layout.in_play
        if track.scope in (Scope.PAIR, Scope.THEATRE)
        for level in range(track.base, track.base + track.size)
    ]
    for level in [*shown, *(level for level in drifts if level not in shown)]:
        yield _track(program, view, level, drifts.get(level), end)


def _track(
    program: Program, view: SeatView, level: int, drifting: Drifting | None, end: TurnEnd
) -> TrackStake:
    book, words, now = program.book, program.book.words, view.levels[level]
    after = now if drifting is None else drifting.after
    least = preview.emergency_at(program) if level in book.threats else None
    holds = level in [book.roles.threat + theatre for theatre in emergencies(view)]
    alarm: int = QUIET
    word: Piece | None = None
    if holds or (least is not None and now >= least):
        alarm = EMERGENCY
    if holds:
        word = Piece(words.emergency_word(), words.emergency_word())
    elif least is not None and after >= least and not book.last_turn(view):
        word = Piece(words.emergency_ahead(), words.emergency_ahead_brief())
    if level in end.falling:
        alarm, word = COLLAPSE, Piece(words.collapse_word(), words.collapse_word())
    why = () if drifting is None else drift_reasons(words, drifting)
    brink = preview.brink(program, view, level) if level in book.threats else None
    limit = view.layout.highs[level] if brink is None else brink
    notes = tuple(_notes(program, view, level))
    return TrackStake(level, words.level(level), now, after, limit, alarm, word, why, notes)


def drift_reasons(words: Language, drifting: Drifting) -> tuple[str, ...]:
    """Say why a level drifts, a few words for each line of the rule."""
    return tuple(
        words.drift_why(reason.line, reason.by, [check.text(words) for check in reason.checks])
        for reason in drifting.reasons
    )


def _notes(program: Program, view: SeatView, level: int) -> Iterator[Piece]:
    """Yield what bears on a level besides its drift: the crisis, what cards can no longer do, a
    ceiling that has been reached."""
    book, words = program.book, program.book.words
    crisis = preview.crisis(program, view) if level in book.threats else None
    if crisis is not None and crisis.level == level:
        figure = words.crisis_figure(crisis.deterrence + (crisis.paid or 0), crisis.threshold)
        yield Piece(figure, figure)
    if level in book.threats or level in book.relations:
        marks = view.ledgers[TURN]
        if by_cards(marks, level) >= most_by_cards(marks, book, level):
            yield Piece(words.spent_by_cards(), words.spent_brief(level in book.threats))
    if level in book.relations:
        top = ceiling(view, book, level)
        if top < view.layout.highs[level] and view.levels[level] >= top:
            yield Piece(words.at_most(top), words.at_most(top))


def _seats(program: Program, view: SeatView) -> Iterator[SeatStake]:
    book, words = program.book, program.book.words
    votes = {one.seat: one for one in preview.votes(program, view)}
    tiers = program.ruleset.verdict.tiers
    standings = preview.standings(program, view)
    held = {row[0]: row[1] for row in view.ledgers[AGENDAS] if row[0] == view.seat}
    for seat in range(book.seats):
        parts = public_lines(program, view, seat)
        halves = sum(points for _, points in parts)
        vote, flag = votes.get(seat), held.get(seat)
        total = None
        if seat == view.seat:
            total = halves + sum(points for _, points in flag_lines(program, view, seat))
        tier = "" if standings is None else tiers[standings[seat].tier]
        total_tier = ""
        if total is not None and tier:
            total_tier = tiers[verdict_of(standing(program, seat, total, flag))]
        yield SeatStake(
            seat=seat,
            shape=program.ruleset.seat[seat].shape,
            halves=halves,
            parts=tuple(parts),
            tier=tier,
            vote="" if vote is None else words.vote_stake(vote.has, vote.needs, vote.turn),
            flags=tuple(flag_stake(program, view, seat, one, flag) for one in book.flags[seat]),
            total=total,
            total_tier=total_tier,
        )


def flag_stake(
    program: Program, view: SeatView, seat: int, agenda: int, held: int | None
) -> FlagStake:
    face, rules = program.book.agendas[agenda], program.ruleset.agenda
    assert rules is not None
    grades = (
        Grade(rules.three, conditions(program, view, seat, face.three)),
        Grade(rules.five, conditions(program, view, seat, face.five)),
    )
    points = agenda_grade(program, view, seat, agenda)
    return FlagStake(face.title, points, grades, agenda == held)


def conditions(
    program: Program, view: SeatView, seat: int, checks: Sequence[Check]
) -> tuple[Condition, ...]:
    """Say how checks stand for a seat."""
    words = program.book.words
    said = []
    for tick in preview.ticks(checks, view, seat):
        check = tick.check
        over = None if check.over is None else check.over.text(words)
        text = words.figure(
            check.of.text(words), tick.value, check.least, check.most, over, tick.over, check.by
        )
        said.append(Condition(text, tick.holds))
    return tuple(said)


def _endings(program: Program, view: SeatView, end: TurnEnd) -> Iterator[EndingStake]:
    comes = preview.ending_now(program, view)
    for ending in program.ruleset.ending:
        yield EndingStake(
            ending.name,
            ending is comes,
            tuple(ending_points(program, ending, view, seat) for seat in range(program.book.seats)),
            tuple(ways(program, view, ending)),
        )


def ways(program: Program, view: SeatView, ending: EndingLine) -> Iterator[Condition]:
    """Yield what an ending asks for; of the seats of which one must meet a check, each."""
    yield from conditions(program, view, 0, ending.checks)
    if ending.seat_check is not None:
        words = program.book.words
        for seat in ending.any_of:
            for one in conditions(program, view, seat, (ending.seat_check,)):
                yield Condition(words.of_seat(seat, one.text), one.holds)


def _banner(program: Program, tracks: Sequence[TrackStake], alarm: int) -> Iterator[str]:
    """Yield the alarm in words, the longest form first."""
    words = program.book.words
    if alarm == COLLAPSE:
        yield from (words.collapse_banner(), words.collapse_brief(), words.collapse_word())
    elif alarm == EMERGENCY:
        loud = [track for track in tracks if track.alarm == EMERGENCY]
        rows = [(track.level, track.now, track.limit) for track in loud]
        yield from (words.emergency_banner(rows), words.emergency_word())


# -- in lines ----------------------------------------------------------------------------------


def public_stake_lines(words: Language, seen: Stakes) -> list[str]:
    """Say the stakes that all may read, a line each, the most pressing first."""
    lines = [line for part in table_stake_parts(words, seen) for line in part]
    for seat in seen.seats:
        lines += [flag_line(words, seat.seat, flag) for flag in seat.flags]
    return lines


def table_stake_parts(words: Language, seen: Stakes) -> tuple[list[str], list[str], list[str]]:
    """Say danger, points and the ending as things stand, without the flags that may be held."""
    danger = [*seen.banner[:1], *(track_line(words, track) for track in seen.tracks)]
    points = []
    for seat in seen.seats:
        parts = [(name, halves_text(halves)) for name, halves in seat.parts]
        points.append(
            words.stake_seat(seat.seat, halves_text(seat.halves), parts, seat.tier, seat.vote)
        )
    return danger, points, ending_lines(words, seen)


def own_stake_lines(words: Language, seen: Stakes) -> list[str]:
    """Say the reader's own flag and its total with it. Only for that seat."""
    own = seen.own
    if own is None or own.total is None or own.flag is None:
        return []
    total = words.stake_total(halves_text(own.total), own.total_tier)
    return [flag_line(words, -1, own.flag), total]


def track_line(words: Language, track: TrackStake) -> str:
    """Say where a level stands and drifts, why, and what bears on it."""
    word = "" if track.word is None else track.word.text
    said = words.stake_track(track.level, track.now, track.after, word, track.why)
    return words.with_notes(said, [note.text for note in track.notes])


def flag_line(words: Language, seat: int, flag: FlagStake) -> str:
    """Say a flag with its grades; `seat` is -1 for the reader's own true flag."""
    grades = [(grade.points, ticked(words, grade.conditions)) for grade in flag.grades]
    return words.stake_flag(seat, flag.title, flag.points, grades)


def ending_lines(words: Language, seen: Stakes) -> list[str]:
    """Say which ending comes, and what each asks for."""
    lines = []
    if seen.ending is not None:
        lines.append(words.stake_ending(seen.ending.name, seen.ending.points))
    lines += [
        words.stake_way(ending.name, ticked(words, ending.conditions))
        for ending in seen.endings
        if ending.conditions
    ]
    return lines


def ticked(words: Language, conditions: Sequence[Condition]) -> list[str]:
    """Say of each condition whether it is met."""
    return [words.ticked(one.text, one.holds) for one in conditions]
