"""`wargame lab …`: what the lab measures, on the command line."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from typing import Any

import click
from attrs import asdict

from wargame import __version__
from wargame.bots.bot import UnknownBot, check
from wargame.engine.library import library
from wargame.lab.arena import arena as play_arena
from wargame.lab.casts import FULL, QUICK, casts
from wargame.lab.intervals import Figure
from wargame.lab.par import FIRST_SEED
from wargame.lab.par import par as measure_par
from wargame.lab.run import LabMissing
from wargame.lab.targets import not_yet
from wargame.lab.targets import targets as measure_targets

MOST_GAMES = 1_000_000
_COMMON: Sequence[Callable[..., Any]] = (
    click.option("--scenario", default="new-entente", show_default=True, metavar="ID"),
    click.option("--jobs", type=click.IntRange(1, 64), default=1, show_default=True),
    click.option("--json", "as_json", is_flag=True, help="One object, with a manifest."),
)
GAMES = click.option("--games", type=click.IntRange(1, MOST_GAMES), default=300, show_default=True)


class LabRefused(click.ClickException):
    """A sentence for the user; exit code 2."""

    exit_code = 2

    def show(self, file: Any = None) -> None:
        click.echo(f"wargame lab: {self.format_message()}", err=True)


def common(command: Callable[..., Any]) -> Callable[..., Any]:
    """Give a command the options that all measurements share."""
    for option in reversed(_COMMON):
        command = option(command)
    return command


@click.group()
def lab() -> None:
    """Measure the game with its own bots.

    Every figure comes with its 95 % interval; the same seeds give the same figures, with any
    number of processes. More than one needs joblib (the extra `lab`).
    """


@lab.command()
@common
@GAMES
@click.option("--seed", type=click.IntRange(0, FIRST_SEED - 1), default=1, show_default=True)
@click.option("--bots", default="adaptive,adaptive,adaptive", show_default=True, metavar="A,B,C")
def arena(scenario: str, games: int, jobs: int, as_json: bool, seed: int, bots: str) -> None:
    """Play three bots against one another, seats rotated; a mirror match must come out even."""
    program = library().program(scenario)
    names = known_bots(bots, program.book.seats)
    with progress("arena", games, as_json) as done:
        shown = guarded(lambda: play_arena(scenario, names, games, seed, jobs, done))
    if as_json:
        say_json("arena", asdict(shown), scenario, seed, games)
        return
    click.echo(f"{scenario}, {games} games from seed {seed}")
    for name, best, points in zip(names, shown.best, shown.points, strict=True):
        click.echo(f"{name:14} best {percent(best)}   points {plain(points)}")
    for seat, best, points in zip(
        program.book.layout.seats, shown.seats, shown.seat_points, strict=True
    ):
        click.echo(f"seat {seat:14} best {percent(best)}   points {plain(points)}")
    click.echo(f"collapse {percent(shown.collapse)}, nobody best {percent(shown.nobody)}")
    click.echo("endings " + ", ".join(f"{name} {count}" for name, count in shown.endings))


@lab.command()
@common
@GAMES
@click.option("--bot", default="adaptive", show_default=True)
def par(scenario: str, games: int, jobs: int, as_json: bool, bot: str) -> None:
    """Measure par and spread: the lines for a scenario's TOML, from seeds kept for it alone."""
    library().program(scenario)
    (name,) = known_bots(bot, 1)
    with progress("par", games, as_json) as done:
        rows = guarded(lambda: measure_par(scenario, name, games, jobs, done))
    if as_json:
        say_json("par", [asdict(row) for row in rows], scenario, FIRST_SEED, games)
        return
    click.echo(f"# wargame lab par --scenario {scenario} --bot {name} --games {games}")
    click.echo(f"# {rows[0].n} of them without a collapse, seeds from {FIRST_SEED}")
    for row in rows:
        click.echo(row.toml())


@lab.command()
@common
@click.option("--seed", type=click.IntRange(0, FIRST_SEED - 1), default=1, show_default=True)
@click.option("--quick", is_flag=True, help="Fewer games: all scenarios in a quarter of an hour.")
def targets(scenario: str, jobs: int, as_json: bool, seed: int, quick: bool) -> int:
    """Hold the game against the targets of its brief; exit code 1 where a row fails.

    `--scenario all` measures every scenario. How many games a row rests on is fixed, so that the
    intervals are narrow enough to decide; `--quick` plays fewer.
    """
    ids = sorted(library().scenarios) if scenario == "all" else [scenario]
    failed = False
    for id in ids:
        library().program(id)
        size = QUICK if quick else FULL
        games = sum(len(cast.matches) for cast in casts(id, size, seed))
        with progress(f"targets {id}", games, as_json) as done:
            rows = guarded(partial(measure_targets, id, size, seed, jobs, done))
        failed |= any(row.verdict == "FAILS" for row in rows)
        if as_json:
            found = [{**asdict(row), "verdict": row.verdict} for row in rows]
            say_json("targets", found, id, seed, games)
            continue
        click.echo(f"{id}, {games} games from seed {seed}")
        for row in rows:
            bounds = f"{row.low:g} to {row.high:g}"
            figure = f"{row.figure.value:.3f} ({row.figure.low:.3f} to {row.figure.high:.3f})"
            line = f"{row.verdict:9} {row.measure:54} {bounds:12} {figure} n={row.figure.n}"
            click.echo(f"{line} {row.note}".rstrip())
        for name in not_yet(id, size):
            click.echo(f"{'NOT YET':9} {name}")
    return int(failed)


def known_bots(words: str, count: int) -> tuple[str, ...]:
    """Read a list of bots; one word stands for all seats."""
    names = tuple(word.strip() for word in words.split(","))
    names = names * count if len(names) == 1 else names
    for name in names:
        try:
            check(name)
        except UnknownBot as error:
            raise LabRefused(str(error)) from None
    if len(names) != count:
        raise LabRefused(f"{count} bots are wanted, one a seat; {len(names)} are named")
    return names


def guarded(work: Callable[[], Any]) -> Any:
    """Run a measurement; what is missing is told in a sentence."""
    try:
        return work()
    except LabMissing as error:
        raise LabRefused(str(error)) from None


@contextmanager
def progress(what: str, games: int, quiet: bool) -> Iterator[Callable[[int], None]]:
    """Draw a progress bar with the time left, where there is a terminal to draw it on."""
    if quiet or not sys.stderr.isatty():
        yield lambda count: None
        return
    from rich.console import Console
    from rich.progress import (
        BarColumn,
        MofNCompleteColumn,
        Progress,
        TextColumn,
        TimeRemainingColumn,
    )

    columns = (TextColumn(what), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(what, total=games)
        before = [0, 0]

        def done(count: int) -> None:
            if count < before[1]:
                before[0] += before[1]
            before[1] = count
            bar.update(task, completed=before[0] + count)

        yield done


def say_json(what: str, found: object, scenario: str, seed: int, games: int) -> None:
    """Print a result with what is needed to find it again."""
    manifest = {
        "version": __version__,
        "rules": library().digest(),
        "scenario": scenario,
        "seed": seed,
        "games": games,
    }
    click.echo(json.dumps({"what": what, "manifest": manifest, "found": found}, default=str))


def percent(figure: Figure) -> str:
    """Write a share with its interval."""
    return f"{100 * figure.value:5.1f} % ({100 * figure.low:.1f} to {100 * figure.high:.1f})"


def plain(figure: Figure) -> str:
    """Write a mean with its interval."""
    return f"{figure.value:5.2f} ({figure.low:.2f} to {figure.high:.2f})"
