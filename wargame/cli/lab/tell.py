"""Prints the findings that have their own form: tables of cards, a search, a course."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from shutil import get_terminal_size
from statistics import fmean

from wargame.cli.show.figures import change, percent, share
from wargame.cli.show.table import Table, show
from wargame.lab.studies.card_study import CardStudy
from wargame.lab.studies.exploit import LIMIT, Exploit, MeasuredLine, word_of
from wargame.lab.studies.position_course import Belief, Course, TurningPoint
from wargame.ui.printing import write

BLOCKS = "▁▂▃▄▅▆▇█"
DIGITS = "01234567"
WIDTH = 72


def show_cards(study: CardStudy) -> None:
    """Print a study of cards."""
    body = [
        (
            card.card,
            card.title,
            str(card.held),
            share(card.played),
            share(card.policy),
            " / ".join(f"{100 * branch.value:.0f}" for branch in card.branches if branch.n),
            share(card.demanded) if card.demanded.value else "",
            change(card.standing),
            "; ".join((*card.faults, *(f"{what}?" for what in card.undecided))),
        )
        for card in study.cards
    ]
    heads = ("card", "title", "held", "played %", "POLICY %", "branches %", "demand %",
             "standing when drawn, sd", "fails; undecided?")  # fmt: skip
    spare = ("demand %", "branches %", "held", "standing when drawn, sd", "POLICY %")
    show(Table("Cards", heads, body, spare))
    events = [
        (event.card, event.title, share(event.laid), change(event.collapse, 100, 0),
         *(change(figure) for figure in event.standing))
        for event in study.events if event.collapse.n
    ]  # fmt: skip
    seats = [f"{seat}, sd" for seat in study.seats]
    heads_ = ("event", "title", "comes in % of games", "collapse, % points", *seats)
    title = "Events: that they come is luck; what they change for the seats"
    show(Table(title, heads_, events, (*reversed(seats), "comes in % of games")))
    for card in study.cards:
        if card.faults:
            say(f"FAILS {card.card} {card.title}: {', '.join(card.faults)}")
    open_ = sum(bool(card.undecided) for card in study.cards)
    failed = sum(bool(card.faults) for card in study.cards)
    say(
        f"{study.verdict}: {failed} of {len(study.cards)} cards fail, {open_} are undecided in part"
    )


def show_exploit(search: Exploit) -> None:
    """Print a search: its steps, the lines compared on common deals, and the best measured anew."""
    say(f"{search.scenario}, {search.sought} games of search from seed {search.seed}")
    body = [
        (str(step.restart + 1), str(step.generation + 1), f"{step.value:.3f}", f"{step.gain:+.3f}",
         f"{step.error:.3f}", "taken" if step.accepted else "", word_of(step.temper))
        for step in search.trail
    ]  # fmt: skip
    steps = ("start", "generation", "worth", "gain", "± error", "", "line")
    show(Table("Trail", steps, body, ("± error", "worth")))

    def lines(rows_: tuple[tuple[str, MeasuredLine], ...]) -> list[tuple[str, ...]]:
        return [
            (name, str(line.games), percent(line.best), change(line.lead),
             percent(line.collapse), line.word)
            for name, line in rows_
        ]  # fmt: skip

    heads = ("", "games", "best seat", "lead, sd", "collapse", "line")
    body_ = lines(tuple((f"line {at}", line) for at, line in enumerate(search.heat, 1)))
    spare = ("games", "collapse", "lead, sd")
    show(Table("The lines found, on common deals", heads, body_, spare))
    body_ = lines((("best line", search.line), ("adaptive", search.usual)))
    show(Table("The best, measured anew on fresh deals", heads, body_, spare))
    row = search.row
    say(f"{row.verdict}: {row.measure} {percent(row.figure)}, at most {100 * LIMIT:g} %")


def show_course(course: Course) -> None:
    """Print a game's course: the beliefs of each turn, their plot, the swings."""
    program = course.played.program
    names = [program.book.words.seat(seat) for seat in range(len(course.seats))]
    moments = course.moments
    starts = {m.turn: m for m in reversed(moments)}
    stages = [(f"turn {turn}", starts[turn].before) for turn in sorted(starts)]
    stages.append(("end", course.end))
    body = [
        (stage if not seat else "", names[seat], *(f"{100 * p:.0f}" for p in belief.tiers[seat]),
         f"{belief.expected[seat]:.2f}")
        for stage, belief in stages
        for seat in range(len(names))
    ]  # fmt: skip
    bell = course.played.bell
    say(f"{course.played.scenario}, seed {course.played.seed}: {len(moments)} choices, "
        f"{course.ending}{f' at the bell of turn {bell}' if bell else ''}; "
        f"{course.futures} futures from each choice")  # fmt: skip
    heads = ("", "seat", *course.tiers, "expected tier")
    if course.played.content:
        say("Under the cards and rules of the save, which are not today's")
    show(Table("Belief in each verdict, %", heads, body, course.tiers[:0:-1]))
    say("Expected tier after each choice, from collapse (lowest) to " + course.tiers[-1])
    wide = max(map(len, (*names, "collapse")))
    left = room(wide + 4)
    for seat, name in enumerate(names):
        values = [*(m.after.expected[seat] for m in moments), course.end.expected[seat]]
        colour = program.ruleset.seat[seat].colour
        say(f"  {name:{wide}}  {spark(values, -1, 3, left)}", colour)
    values = [*(m.after.collapse for m in moments), course.end.collapse]
    say(f"  {'collapse':{wide}}  {spark(values, 0, 1, left)}", "red")
    parts = columns(len(moments) + 1, left)
    marks = [""] * len(parts)
    for turn, moment in starts.items():
        at = next(at for at, part in enumerate(parts) if moment.ply in part)
        marks[at] = str(turn % 10)
    say(f"  {'turn':{wide}}  {''.join(mark or ' ' for mark in marks)}")
    say("The largest swings, measured anew")
    for number, point in enumerate(course.swings, 1):
        show_swing(course, names, number, point)
    if not course.swings:
        say("  no choice moved the belief: all were as was to be expected")
    say("What luck moved most (cards drawn, events turned up) came after")
    for ply in course.luck:
        m = moments[ply]
        say(f"  ply {ply}, turn {m.turn}, {names[m.seat]}: {m.label} (moved {m.luck:.2f})")


def show_swing(course: Course, names: list[str], number: int, point: TurningPoint) -> None:
    """Print one swing and the best alternative."""
    m = course.moments[point.ply]
    who = names[m.seat]
    say(f"  {number}. ply {m.ply}, turn {m.turn}, {who}: {m.prompt}")
    say(f"     chose {m.label} (moved {point.swing:.2f})")
    what = moved(names, point.before, point.after)
    say(f"     {who}'s expected tier {change(point.change)}; {what}")
    if point.best is None:
        say("     nothing else could be chosen")
        return
    best, gain = point.best, point.best.gain
    others = "the alternative" if point.tried == 1 else f"the best of {point.tried} alternatives"
    sure = "better" if gain.low > 0 else "worse" if gain.high < 0 else "no certain difference"
    say(f"     {others}: {best.label}: {change(gain)}, {sure}; "
        f"{moved(names, point.after, best.belief)}")  # fmt: skip


def moved(names: list[str], one: Belief, two: Belief) -> str:
    """Say how expected tiers and collapse differ between two beliefs."""
    parts = [
        f"{name} {a:.2f} → {b:.2f}"
        for name, a, b in zip(names, one.expected, two.expected, strict=True)
    ]
    whole = ", ".join(parts).replace("-", "−")
    return f"{whole}, collapse {100 * one.collapse:.0f} → {100 * two.collapse:.0f} %"


def say(text: str = "", colour: str = "") -> None:
    """Print a line, in a colour where there is a terminal."""
    if colour and sys.stdout.isatty():
        from rich.console import Console
        from rich.text import Text

        Console().print(Text(text, style=colour), soft_wrap=True)
    else:
        write(text)


def room(taken: int) -> int:
    """Return the width of a plot beside `taken` other columns."""
    columns = get_terminal_size().columns if sys.stdout.isatty() else WIDTH + taken
    return max(1, min(WIDTH, columns - taken))


def spark(values: Sequence[float], low: float, high: float, width: int = WIDTH) -> str:
    """Draw values as a row of at most `width` bars; values that share a bar are averaged."""
    signs = BLOCKS if "utf" in (sys.stdout.encoding or "").lower() else DIGITS
    drawn = []
    for part in columns(len(values), width):
        value = fmean(values[at] for at in part)
        place = (value - low) / (high - low) * len(signs)
        drawn.append(signs[max(0, min(len(signs) - 1, int(place)))])
    return "".join(drawn)


def columns(count: int, width: int = WIDTH) -> list[range]:
    """Divide `count` places among at most `width` columns."""
    wide = min(count, width)
    return [range(at * count // wide, (at + 1) * count // wide) for at in range(wide)]
