"""`wargame lab bell`, `cards`, `exploit`, `strength`, `turning-points`, on the command line."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain
from pathlib import Path

import click
from attrs import evolve

from wargame.cli.lab import common
from wargame.cli.lab.common import MOST_GAMES, LabOptions, LabRefused, below_par, known_bots
from wargame.cli.lab.course_plot import draw_course
from wargame.cli.lab.measure import Done, measure, present, progress, refusing
from wargame.cli.lab.tell import show_cards, show_course, show_exploit
from wargame.cli.path_types import TO_READ
from wargame.engine.library import library
from wargame.lab.findings import Findings
from wargame.lab.manifest import manifest
from wargame.lab.match import Match
from wargame.lab.run import Runner, run
from wargame.lab.studies import bells, card_study, position_course, turning_points
from wargame.lab.studies import exploit as exploits
from wargame.lab.studies import strength as strengths
from wargame.lab.studies.arena import matches
from wargame.lab.trouble import LabTrouble, told
from wargame.saves.format.pins import unpacked


@click.command("cards")
@common.bots_game("adaptive")
def cards(options: LabOptions, scenario: str, bots: str, seed: int, games: int) -> int:
    """Study the cards: play rate, POLICY and branch shares, effect when drawn.

    Names dead cards, one-way cards and dominated branches; exit code 1 where there are any.
    """
    names = known_bots(bots, library().program(scenario).book.seats)
    below_par(seed, -(-games // len(names)))

    def work(runner: Runner, done: Done) -> card_study.CardStudy:
        todo = matches(scenario, names, games, seed)
        return card_study.card_study(run(todo, runner, done))

    report = measure(options, scenario, seed, games, work, card_study.findings, show_cards)
    return int(report.failed)


@click.command("bell")
@common.measurement
@click.option("--scenario", default="all", show_default=True, metavar="ID",
              help="One of them, or all of them.")  # fmt: skip
@click.option("--bots", default="adaptive", show_default=True, metavar="A,B,C")
@common.seed
@common.games
def bell(options: LabOptions, scenario: str, bots: str, seed: int, games: int) -> None:
    """Hold games closed after each turn against full ones: points, their spread, verdicts.

    Every game of a scenario is scored as it stood after each of its turns, by the par of that turn.
    """
    wanted = sorted(library().scenarios) if scenario == "all" else [scenario]
    todo: list[Iterator[Match]] = []
    for id in wanted:
        names = known_bots(bots, library().program(id).book.seats)
        below_par(seed, -(-games // len(names)))
        todo.append(matches(id, names, games, seed, options.basic))

    def work(runner: Runner, done: Done) -> list[bells.SeatAtBell]:
        return bells.bells_of(run(chain.from_iterable(todo), runner, done))

    measure(options, scenario, seed, games * len(todo), work, bells.findings)


@click.command("exploit")
@common.measurement
@common.scenario
@common.seed
@click.option("--games", type=click.IntRange(1, MOST_GAMES), default=1500, show_default=True,
              help="The budget of the search.")  # fmt: skip
@click.option("--measure", "measured", type=click.IntRange(3, MOST_GAMES), default=600,
              show_default=True, help="Games for the measurement afterwards.")  # fmt: skip
@click.option("--restarts", type=click.IntRange(1, 50), default=2, show_default=True)
def exploit(
    options: LabOptions, scenario: str, seed: int, games: int, measured: int, restarts: int
) -> int:
    """Seek the weights that get furthest against two adaptive seats, and measure them anew.

    Exit code 1 if the best line found is best for certain in more than 45 % of games.
    """
    below_par(seed, exploits.deals_of(scenario, games, restarts, measured))
    total = exploits.games_of(scenario, games, restarts, measured)

    def work(runner: Runner, done: Done) -> exploits.Exploit:
        return exploits.exploit(
            scenario, games, seed, lambda todo: run(todo, runner, done), restarts, measured
        )

    report = measure(options, scenario, seed, total, work, exploits.findings, show_exploit)
    return int(report.failed)


@click.command("turning-points")
@common.takes(*common.JOBS, *common.OUTPUT)
@click.argument("file", type=TO_READ)
@click.option("--playouts", type=click.IntRange(2, 10_000), default=16, show_default=True,
              help="Futures from each choice; four times as many for large swings.")  # fmt: skip
@click.option("--bot", default="adaptive", show_default=True, help="Who plays the futures.")
@common.seed
def turning(options: LabOptions, file: Path, playouts: int, bot: str, seed: int) -> None:
    """Study a finished game: beliefs after every choice, the three largest swings, alternatives.

    A referee's tool: it looks at everything that was sealed. Beliefs come from playouts under luck
    drawn anew, so they do not know what the game's own luck held in store. Those of a game that was
    closed at the bell go to the same bell.
    """
    (name,) = known_bots(bot, 1)
    course = course_of(file, playouts, seed, options.jobs, name)
    played = course.played
    seeds = (played.seed, played.seed)
    rests_on = manifest(options.command, played.scenario, played.basic, seed, seeds, 1)
    if played.content:
        pins = unpacked(played.content)
        rests_on = evolve(rests_on, rules=pins.rules, words=pins.words)
    present(
        options, position_course.findings(course), rests_on,
        lambda: show_course(course), lambda path: draw_course(rests_on, course, path),
    )  # fmt: skip


@click.command("strength")
@common.bots_game(",".join(strengths.LADDER))
def strength(options: LabOptions, scenario: str, bots: str, seed: int, games: int) -> None:
    """Draw strength over time: each bot against two adaptive seats, with the time of its choices.

    Each bot plays as many games, on the same deals. The time is that of this machine.
    """
    book = library().program(scenario).book
    names = known_bots(bots, bots.count(",") + 1)
    common.below_par(seed, -(-games // book.seats))

    def work(runner: Runner, done: Done) -> list[strengths.Rung]:
        return strengths.strength(scenario, names, games, seed, runner, done, options.basic)

    def findings(rungs: list[strengths.Rung]) -> Findings:
        times = [strengths.milliseconds(scenario, name, seed, options.basic) for name in names]
        return strengths.findings(rungs, times)

    measure(options, scenario, seed, games * len(names), work, findings)


def course_of(
    file: Path, playouts: int, seed: int = 1, jobs: int = 1, bot: str = "adaptive"
) -> position_course.Course:
    """Measure the course of the game in a save, with a progress bar. Raises `BadSave`."""
    played = position_course.read_finished(file)
    with (
        refusing(lambda: None),
        progress("turning points", turning_points.works(playouts)) as done,
    ):
        try:
            return turning_points.turning_points(played, playouts, seed, jobs, done, bot)
        except Exception as error:
            if not played.content or isinstance(error, LabTrouble):
                raise
            why = f"{file} was played under other cards or rules, and bots cannot go on under them"
            raise LabRefused(f"{why}: {told(error)}") from None


STUDIES = (bell, cards, exploit, strength, turning)
