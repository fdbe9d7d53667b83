"""`wargame lab cards`, `exploit`, `turning-points`: the studies, on the command line."""

from __future__ import annotations

from math import isfinite
from pathlib import Path
from typing import Any

import click
from attrs import asdict

from wargame.commands.lab import GAMES, common, guarded, known_bots, percent, progress, say_json
from wargame.commands.tables import change, columns, say, share, spark, table
from wargame.engine.library import library
from wargame.lab.arena import matches
from wargame.lab.card_study import CardStudy, card_study
from wargame.lab.course import Belief, Course, TurningPoint, read_finished, rows
from wargame.lab.exploit import Exploit, Line, games_of, word_of
from wargame.lab.exploit import exploit as seek
from wargame.lab.match import program_of
from wargame.lab.par import FIRST_SEED
from wargame.lab.run import run
from wargame.lab.turning_points import turning_points as study_game
from wargame.lab.turning_points import works

SEED = click.option("--seed", type=click.IntRange(0, FIRST_SEED - 1), default=1, show_default=True)
JOBS = click.option("--jobs", type=click.IntRange(1, 64), default=1, show_default=True)
JSON = click.option("--json", "as_json", is_flag=True, help="One object, with a manifest.")


@click.command()
@common
@GAMES
@SEED
@click.option("--bots", default="adaptive", show_default=True, metavar="A,B,C")
def cards(scenario: str, games: int, jobs: int, as_json: bool, seed: int, bots: str) -> int:
    """Study the cards: play rate, POLICY and branch shares, effect when drawn.

    Names dead cards, one-way cards and dominated branches; exit code 1 where there are any.
    """
    program = library().program(scenario)
    names = known_bots(bots, program.book.seats)
    with progress("cards", games, as_json) as done:
        todo = matches(scenario, names, games, seed)
        study = guarded(lambda: card_study(list(run(todo, jobs, done))))
    if as_json:
        found = [{**asdict(card), "faults": card.faults, "undecided": card.undecided}
                 for card in study.cards]  # fmt: skip
        events = [asdict(event) for event in study.events]
        whole = {"verdict": study.verdict, "cards": found, "events": events}
        say_json("cards", finite(whole), scenario, seed, games)
    else:
        say(f"{scenario}, {games} games of {', '.join(names)} from seed {seed}")
        show_cards(study)
    return 1 if study.verdict == "FAILS" else 0


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
    table("Cards", heads, body)
    events = [
        (event.card, event.title, share(event.laid), change(event.collapse, 100, 0),
         *(change(figure) for figure in event.standing))
        for event in study.events if event.collapse.n
    ]  # fmt: skip
    seats = [f"{seat}, sd" for seat in study.seats]
    heads_ = ("event", "title", "comes in % of games", "collapse, % points", *seats)
    table("Events: that they come is luck; what they change for the seats", heads_, events)
    for card in study.cards:
        if card.faults:
            say(f"FAILS {card.card} {card.title}: {', '.join(card.faults)}")
    open_ = sum(bool(card.undecided) for card in study.cards)
    failed = sum(bool(card.faults) for card in study.cards)
    say(
        f"{study.verdict}: {failed} of {len(study.cards)} cards fail, {open_} are undecided in part"
    )


@click.command()
@click.option("--scenario", default="new-entente", show_default=True, metavar="ID")
@click.option("--games", type=click.IntRange(1, 1_000_000), default=1500, show_default=True,
              help="The budget of the search.")  # fmt: skip
@click.option("--measure", type=click.IntRange(3, 1_000_000), default=600, show_default=True,
              help="Games for the measurement afterwards.")  # fmt: skip
@click.option("--restarts", type=click.IntRange(1, 50), default=2, show_default=True)
@JOBS
@SEED
@JSON
def exploit(
    scenario: str, games: int, measure: int, restarts: int, jobs: int, seed: int, as_json: bool
) -> int:
    """Seek the weights that get furthest against two adaptive seats, and measure them anew.

    Exit code 1 if the best line found is best for certain in more than 45 % of games.
    """
    library().program(scenario)
    with progress("exploit", games_of(scenario, games, restarts, measure), as_json) as done:
        found: Exploit = guarded(
            lambda: seek(
                scenario, games, seed, lambda todo: run(todo, jobs, done), restarts, measure
            )
        )
    if as_json:
        whole = {**asdict(found), "verdict": found.row.verdict, "limit": found.row.high}
        say_json("exploit", finite(whole), scenario, seed, found.sought)
    else:
        show_exploit(found)
    return 1 if found.row.verdict == "FAILS" else 0


def show_exploit(found: Exploit) -> None:
    """Print a search: the trail, the lines that met, and the best measured anew."""
    say(f"{found.scenario}, {found.sought} games of search from seed {found.seed}")
    body = [
        (str(step.restart + 1), str(step.generation + 1), f"{step.value:.3f}", f"{step.gain:+.3f}",
         f"{step.error:.3f}", "taken" if step.accepted else "", word_of(step.temper))
        for step in found.trail
    ]  # fmt: skip
    table("Trail", ("start", "generation", "worth", "gain", "± error", "", "line"), body)

    def lines(rows_: tuple[tuple[str, Line], ...]) -> list[tuple[str, ...]]:
        return [
            (name, str(line.games), percent(line.best).strip(), change(line.lead),
             percent(line.collapse).strip(), line.word)
            for name, line in rows_
        ]  # fmt: skip

    heads = ("", "games", "best seat", "lead, sd", "collapse", "line")
    body_ = lines(tuple((f"start {at}", line) for at, line in enumerate(found.heat, 1)))
    table("The lines found, on common deals", heads, body_)
    body_ = lines((("best line", found.line), ("adaptive", found.usual)))
    table("The best, measured anew on fresh deals", heads, body_)
    row = found.row
    say(f"{row.verdict}: {row.measure} {percent(row.figure).strip()}, at most {100 * row.high:g} %")


@click.command("turning-points")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--playouts", type=click.IntRange(2, 10_000), default=16, show_default=True,
              help="Futures from each choice; four times as many for large swings.")  # fmt: skip
@click.option("--bot", default="adaptive", show_default=True, help="Who plays the futures.")
@JOBS
@SEED
@JSON
@click.pass_context
def turning_points(
    context: click.Context, file: Path, playouts: int, bot: str, jobs: int, seed: int, as_json: bool
) -> None:
    """Study a finished game: beliefs after every choice, the three largest swings, alternatives.

    A referee's tool: it looks at everything that was sealed. Beliefs come from playouts under luck
    drawn anew, so they do not know what the game's own luck held in store.
    """
    played = read_finished(file)
    (name,) = known_bots(bot, 1)
    with progress("turning points", works(playouts), as_json) as done:
        course: Course = guarded(lambda: study_game(played, playouts, seed, jobs, done, name))
    if as_json:
        whole = {**asdict(course), "plies": rows(course)}
        del whole["moments"]
        say_json("turning-points", finite(whole), played.scenario, seed, playouts)
    else:
        show_course(course, bool(context.find_root().params.get("ascii_signs")))


def show_course(course: Course, plain: bool = False) -> None:
    """Print a game's course: beliefs a turn, their plot, the swings."""
    program = program_of(course.played.scenario, course.played.basic, course.played.first)
    names = [program.book.words.say("seat", seat) for seat in range(len(course.seats))]
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
    say(f"{course.played.scenario}, seed {course.played.seed}: {len(moments)} choices, "
        f"{course.ending}; {course.futures} futures from each choice")  # fmt: skip
    table("Belief in each verdict, %", ("", "seat", *course.tiers, "expected tier"), body)
    say("Expected tier after each choice, from collapse (lowest) to " + course.tiers[-1])
    wide = max(map(len, (*names, "collapse")))
    for seat, name in enumerate(names):
        values = [*(m.after.expected[seat] for m in moments), course.end.expected[seat]]
        colour = program.ruleset.seat[seat].colour
        say(f"  {name:{wide}}  {spark(values, -1, 3, plain)}", colour)
    values = [*(m.after.collapse for m in moments), course.end.collapse]
    say(f"  {'collapse':{wide}}  {spark(values, 0, 1, plain)}", "red")
    parts = columns(len(moments) + 1)
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


def finite(found: Any) -> Any:
    """Put null where a number is none, since JSON has no infinity."""
    if isinstance(found, dict):
        return {key: finite(value) for key, value in found.items()}
    if isinstance(found, list | tuple):
        return [finite(value) for value in found]
    return None if isinstance(found, float) and not isfinite(found) else found


STUDIES = (cards, exploit, turning_points)
