"""What all measurements of the lab share on the command line: options, progress, refusals."""

from __future__ import annotations

import signal
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import wraps
from pathlib import Path
from typing import Any

import click
from attrs import frozen

from wargame.bots.bot import BOTS
from wargame.commands.lab_output import Shape, show
from wargame.commands.lab_words import OutputTrouble
from wargame.content.faults import nearest
from wargame.lab.legal import Kept
from wargame.lab.manifest import manifest
from wargame.lab.par import FIRST_SEED
from wargame.lab.report import Findings, Report
from wargame.lab.run import Crew
from wargame.lab.spread import Workers
from wargame.lab.store import Store
from wargame.lab.trouble import ClusterTrouble, GameFailed, LabTrouble

MOST_GAMES = 1_000_000
MOST_JOBS = 64
FILE = click.Path(path_type=Path)
GROUPS: dict[str, Sequence[Callable[..., Any]]] = {
    "who": (
        click.option("--games", type=click.IntRange(1, MOST_GAMES), default=300, show_default=True),
        click.option("--jobs", type=click.IntRange(1, MOST_JOBS), default=1, show_default=True,
                     help="Processes on this machine."),
        click.option("--cluster", metavar="ADDRESS", help="A Dask scheduler, instead of --jobs."),
        click.option("--basic/--full", "basic", default=None, help="The basic game, or the full "
                     "one; by default as the scenario says."),
        click.option("--results", type=FILE, metavar="FILE", help="Where played games are kept; "
                     "by default in the cache folder, or WARGAME_LAB."),
        click.option("--fresh", is_flag=True, help="Play all games anew, and keep none."),
    ),
    "shape": (
        click.option("--json", "as_json", is_flag=True, help="One object, with a manifest."),
        click.option("--csv", "as_csv", is_flag=True, help="The rows as CSV, with a manifest."),
        click.option("--svg", type=FILE, metavar="FILE", help="Draw the rows into a file."),
    ),
}  # fmt: skip


class LabRefused(click.ClickException):
    """A sentence for the user; exit code 2."""

    exit_code = 2

    def show(self, file: Any = None) -> None:
        click.echo(f"wargame lab: {self.format_message()}", err=True)


class LabInterrupted(LabRefused):
    """Ctrl-C; exit code 130."""

    exit_code = 130


@frozen
class How:
    """The options that all measurements share."""

    games: int
    jobs: int
    cluster: str | None
    basic: bool | None
    results: Path | None
    fresh: bool
    as_json: bool
    as_csv: bool
    svg: Path | None

    @property
    def workers(self) -> Workers:
        """Who plays the games."""
        return Workers(self.jobs, self.cluster)

    @property
    def words(self) -> list[str]:
        """The options that decide what is found, as they are written in a command."""
        table = [] if self.basic is None else ["--basic" if self.basic else "--full"]
        return ["--games", str(self.games), *table]


def common(command: Callable[..., Any]) -> Callable[..., Any]:
    """Give a command the shared options; it takes them as one `How`."""
    names = [attribute.name for attribute in How.__attrs_attrs__]

    @wraps(command)
    def taken(**options: Any) -> Any:
        how = How(**{name: options.pop(name) for name in names})
        if how.cluster is not None and how.jobs != 1:
            raise LabRefused("--jobs and --cluster exclude each other")
        if how.fresh and how.results is not None:
            raise LabRefused("--fresh and --results exclude each other")
        if how.as_json and how.as_csv:
            raise LabRefused("--json and --csv exclude each other")
        return command(how=how, **options)

    for options in reversed(GROUPS.values()):
        for option in reversed(options):
            taken = option(taken)
    return taken


scenario = click.option("--scenario", default="new-entente", show_default=True, metavar="ID")
seed = click.option("--seed", type=click.IntRange(0, FIRST_SEED - 1), default=1, show_default=True)


def known_bots(words: str, count: int) -> tuple[str, ...]:
    """Read a list of bots; one word stands for all seats."""
    names = tuple(word.strip() for word in words.split(","))
    names = names * count if len(names) == 1 else names
    for name in names:
        if name not in BOTS:
            raise LabRefused(f'there is no bot "{name}"; {nearest(name, BOTS)}')
    if len(names) != count:
        raise LabRefused(f"{count} bots are wanted, one a seat; {len(names)} are named")
    return names


def measure(
    how: How,
    words: Sequence[str],
    scenario: str,
    seed: int,
    total: int,
    work: Callable[[Crew, Callable[[int], None]], Findings],
) -> Report:
    """Run a measurement that plays matches, and show what it found.

    `words` are the command and its own options, `total` how many games it will ask for.
    """
    crew = Crew(how.workers, basic=how.basic)
    with refusing(lambda: crew.store), progress(words[0], total) as done:
        if not how.fresh:
            crew.store = Store(how.results)
            warn(crew.store)
        found = work(crew, done)
    if crew.kept and sys.stderr.isatty():
        click.echo(f"{crew.kept} of {crew.games} games had been played before", err=True)
    command = " ".join(["wargame lab", *words, *how.words])
    return present(
        how, words[0], found,
        manifest(command, scenario, how.basic, seed, crew.seeds, crew.games),
    )  # fmt: skip


def present(how: How, name: str, found: Findings, rests_on: Any) -> Report:
    """Show findings in the shape that was asked for."""
    report = Report(name, rests_on, found)
    try:
        show(report, Shape(how.as_json, how.as_csv, how.svg))
    except OutputTrouble as error:
        raise LabRefused(str(error)) from None
    return report


def warn(kept: Store | Kept) -> None:
    """Tell of lines that could not be read."""
    if kept.damaged:
        lines = "1 damaged line was" if kept.damaged == 1 else f"{kept.damaged} damaged lines were"
        click.echo(f"wargame lab: {lines} skipped in {kept.path}", err=True)


@contextmanager
def refusing(kept: Callable[[], Store | Kept | None]) -> Iterator[None]:
    """Turn what stops a measurement into a sentence that says how many games are not lost."""
    try:
        with _one_interrupt():
            yield
    except LabTrouble as error:
        found = kept()
        lost = isinstance(error, (ClusterTrouble, GameFailed)) and found
        raise LabRefused(f"{error}; {_count(found)}" if lost else str(error)) from None
    except KeyboardInterrupt:
        raise LabInterrupted(f"interrupted; {_count(kept())}") from None


@contextmanager
def _one_interrupt() -> Iterator[None]:
    """Let ctrl-C be heard once: what it stops takes a moment, and a second one must not cut it."""

    def stop(number: int, frame: object) -> None:
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        raise KeyboardInterrupt

    before = signal.signal(signal.SIGINT, stop)
    try:
        yield
    finally:
        if signal.getsignal(signal.SIGINT) is stop:
            signal.signal(signal.SIGINT, before)


def _count(found: Store | Kept | None) -> str:
    """Say how many games are kept, and what that is good for."""
    if found is None:
        return "no game is kept"
    count = f"{len(found)} game{' is' if len(found) == 1 else 's are'}"
    return f"{count} kept in {found.path}; the same command goes on from there"


@contextmanager
def progress(what: str, games: int) -> Iterator[Callable[[int], None]]:
    """Draw a progress bar with the time left, where there is a terminal to draw it on."""
    if not sys.stderr.isatty():
        yield lambda count: None
        return
    from rich.console import Console
    from rich.progress import (
        BarColumn,
        MofNCompleteColumn,
        Progress,
        TextColumn,
        TimeElapsedColumn,
        TimeRemainingColumn,
    )

    columns = (
        TextColumn(what),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        TextColumn("left"),
        TimeRemainingColumn(),
    )
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(what, total=games)
        before = [0, 0]

        def done(count: int) -> None:
            if count < before[1]:
                before[0] += before[1]
            before[1] = count
            bar.update(task, completed=before[0] + count)

        yield done
