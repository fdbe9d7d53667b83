"""Scoring (RULES 11): points in halves, ending, verdicts, best seat."""

from __future__ import annotations

from fractions import Fraction

from attrs import frozen

from wargame.content.program import Program
from wargame.content.specs import COLLAPSE, EndingLine, Par
from wargame.rules.model.amounts import all_hold
from wargame.rules.model.ledgers import AGENDAS, COLLAPSED, GAME, GUESSES, ISOLATED
from wargame.table.state import Facts


@frozen
class Score:
    """One seat's result. `halves` are points in half points, `lines` the (name, half points) that
    add up to them.

    `verdict` is a tier's place (0 the lowest), -1 for a collapse; `standing` is how many
    hundredths of a spread the seat lies above its par.
    """

    seat: int
    halves: int
    lines: tuple[tuple[str, int], ...]
    verdict: int
    tier: str
    standing: int
    agenda: int | None = None
    grade: int = 0


@frozen
class Outcome:
    """How a game ended: its ending, the scores in the order of the seats, the best seats.

    `overreach` are the seats whose Triumph was paid for by a partner in the lowest tier.
    """

    ending: str
    ending_name: str
    ending_text: str
    scores: tuple[Score, ...]
    best: tuple[int, ...]
    overreach: tuple[int, ...]
    collapsed: bool

    def points(self, seat: int) -> str:
        """Return a seat's points as text, such as 14½."""
        return halves_text(self.scores[seat].halves)


def halves_text(halves: int) -> str:
    """Write half points as text: 14½, 0, −2."""
    sign = "−" if halves < 0 else ""
    whole, half = divmod(abs(halves), 2)
    if half:
        return f"{sign}{whole or ''}½"
    return f"{sign}{whole}"


def ending_of(program: Program, facts: Facts) -> EndingLine | None:
    """Find the first ending that holds."""
    for ending in program.ruleset.ending:
        if ending.id == COLLAPSE:
            if COLLAPSED in [row[0] for row in facts.ledgers[GAME]]:
                return ending
            continue
        if not all_hold(ending.checks, facts, 0):
            continue
        check = ending.seat_check
        if check is None or any(check.holds(facts, seat) for seat in ending.any_of):
            return ending
    return None


def ending_points(program: Program, ending: EndingLine | None, facts: Facts, seat: int) -> int:
    """Return the points of an ending's line for one seat."""
    if ending is None:
        return 0
    points = ending.points.get(program.book.layout.seats[seat], 0)
    if ending.seat_check is not None and seat in ending.any_of:
        points += ending.if_meets if ending.seat_check.holds(facts, seat) else ending.if_not
    return points


def agenda_grade(program: Program, facts: Facts, seat: int, agenda: int) -> int:
    """Return the points of the highest grade that a seat's flag meets: 0, three or five."""
    rules = program.ruleset.agenda
    if rules is None:
        return 0
    face = program.book.agendas[agenda]
    if not all_hold(face.three, facts, seat):
        return 0
    return rules.five if all_hold(face.five, facts, seat) else rules.three


def plain_lines(program: Program, facts: Facts, seat: int) -> list[tuple[str, int]]:
    """List the lines of the points before agenda, guess and ending: (name, half points)."""
    return [
        (line.name, line.amount.value(facts, seat) * line.halves)
        for line in program.ruleset.score
        if line.seats is None or seat in line.seats
    ]


def public_lines(program: Program, facts: Facts, seat: int) -> list[tuple[str, int]]:
    """List the lines of the points that follow from public facts: the plain ones, the ending."""
    lines = plain_lines(program, facts, seat)
    ending = ending_of(program, facts)
    bonus = ending_points(program, ending, facts, seat)
    if bonus:
        assert ending is not None
        lines.append((ending.name, 2 * bonus))
    return lines


def flag_lines(program: Program, facts: Facts, seat: int) -> list[tuple[str, int]]:
    """Give the line of a seat's true agenda; none where it is not among the facts."""
    return [
        (program.book.agendas[held].title, 2 * agenda_grade(program, facts, seat, held))
        for owner, held in facts.ledgers[AGENDAS]
        if owner == seat
    ]


def secret_lines(program: Program, facts: Facts, seat: int) -> list[tuple[str, int]]:
    """List the lines that follow from what was sealed: agenda and guess."""
    rules = program.ruleset.agenda
    if rules is None:
        return []
    flags = {row[0]: row[1] for row in facts.ledgers[AGENDAS]}
    lines = flag_lines(program, facts, seat)
    for by, partner, agenda in facts.ledgers[GUESSES]:
        if by == seat:
            right = flags.get(partner) == agenda
            points = rules.right if right else rules.wrong
            lines.append((program.book.words.guess_points(), 2 * points))
    return lines


def standing(program: Program, seat: int, halves: int, agenda: int | None = None) -> int:
    """Return (points − par) / sd in hundredths, rounded down, for one seat.

    With an agenda, par is that of seats that hold it; without one, that of the seat.
    """
    par, spread = par_of(program, seat, agenda)
    return (halves * 50 - par) * 100 // spread


def par_of(program: Program, seat: int, agenda: int | None = None) -> tuple[int, int]:
    """Return a seat's par and spread in hundredths of a point; par is that of an agenda if given.

    Where the scenario states no par they are 0 and one point.
    """
    par = program.par.get(program.book.layout.seats[seat], Par((0, 0), (1, 0)))
    held = "" if agenda is None else program.book.agendas[agenda].id
    return par.par_hundredths(held), par.sd_hundredths


def verdict_of(standing: int) -> int:
    """Return the tier's index, 0 to 3: below −1 sd, below par, below +1 sd, +1 sd or more."""
    return 0 if standing < -100 else 1 if standing < 0 else 2 if standing < 100 else 3


def score(program: Program, facts: Facts) -> Outcome:
    """Return the outcome that follows from the facts at the end of a game."""
    ending = ending_of(program, facts)
    collapsed = ending is not None and ending.id == COLLAPSE
    rules = program.ruleset.verdict
    flags = {row[0]: row[1] for row in facts.ledgers[AGENDAS]}
    scores = []
    for seat in range(program.book.seats):
        lines = public_lines(program, facts, seat) + secret_lines(program, facts, seat)
        halves = sum(points for _, points in lines)
        agenda = flags.get(seat)
        place = standing(program, seat, halves, agenda)
        verdict = verdict_of(place)
        if (ISOLATED, seat, 0) in facts.ledgers[GAME]:
            verdict = min(verdict, rules.isolated_at_most)
        tier = rules.tiers[verdict]
        if collapsed:
            verdict, tier = -1, rules.collapse
        grade = 0 if agenda is None else agenda_grade(program, facts, seat, agenda)
        scores.append(Score(seat, halves, tuple(lines), verdict, tier, place, agenda, grade))
    overreach = (
        ()
        if collapsed
        else tuple(s.seat for s in scores if s.verdict == 3 and _steps_on(facts, scores, s.seat))
    )
    best = () if collapsed else _best(program, facts, scores, overreach)
    return Outcome(
        ending.id if ending else "",
        ending.name if ending else "",
        ending.text if ending else "",
        tuple(scores),
        best,
        overreach,
        collapsed,
    )


def _steps_on(facts: Facts, scores: list[Score], seat: int) -> bool:
    return any(
        other.seat != seat
        and other.verdict == 0
        and (ISOLATED, other.seat, 0) not in facts.ledgers[GAME]
        for other in scores
    )


def _best(
    program: Program, facts: Facts, scores: list[Score], overreach: tuple[int, ...]
) -> tuple[int, ...]:
    least = program.ruleset.verdict.best_at_least
    able = [s for s in scores if s.verdict >= least and s.seat not in overreach]
    if not able:
        return ()
    book = program.book

    def rank(score: Score) -> tuple[Fraction, int, int]:
        relations = sorted(
            facts.levels[book.relation(score.seat, other)]
            for other in book.layout.partners[score.seat]
        )
        support = facts.levels[book.roles.support + score.seat] if book.roles.support >= 0 else 0
        par, spread = par_of(program, score.seat, score.agenda)
        exact = Fraction(score.halves * 50 - par, spread)
        return exact, relations[-1] if relations else 0, support

    top = max(rank(score) for score in able)
    return tuple(score.seat for score in able if rank(score) == top)
