"""Runs a measurement: shows its progress and the time left, handles failures, shows the
findings."""

from __future__ import annotations

import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TypeAlias, TypeVar

from wargame.cli.lab.common import LabInterrupted, LabOptions, LabRefused
from wargame.cli.lab.report import show
from wargame.cli.show.figures import OutputTrouble
from wargame.cli.terminal import last_words
from wargame.lab.findings import Findings
from wargame.lab.manifest import Manifest, manifest
from wargame.lab.parallel import stop_workers
from wargame.lab.run import Runner
from wargame.lab.store import ResultStore
from wargame.lab.trouble import ClusterTrouble, GameFailed, LabTrouble, WorkerLost
from wargame.system.signals import Ended, end_by, ending
from wargame.system.signs import printable
from wargame.ui.printing import write

T = TypeVar("T")
Done: TypeAlias = Callable[[int], None]
PERIOD = 120.0
"""The time left is estimated from the pace of the last so many seconds: matchups differ in pace."""


def measure(
    options: LabOptions,
    scenario: str,
    seed: int,
    total: int,
    work: Callable[[Runner, Done], T],
    findings: Callable[[T], Findings],
    tell: Callable[[T], None] | None = None,
) -> Findings:
    """Run a measurement that plays matches, and show its findings.

    `total` is the number of games that it will ask for; `tell` prints the findings in its own way
    if neither JSON nor CSV is wanted.
    """
    runner = Runner(options.workers, basic=options.basic)

    def kept() -> tuple[int, Path] | None:
        return None if runner.store is None else (runner.stored, runner.store.path)

    with refusing(kept), progress(options.words[0], total) as done:
        if not options.fresh:
            runner.store = ResultStore(options.results)
        outcome = work(runner, done)
    if runner.kept and sys.stderr.isatty():
        write(f"{runner.kept} of {runner.games} games had been played before", err=True)
    return present(
        options, findings(outcome),
        manifest(options.command, scenario, options.basic, seed, runner.seeds, runner.games),
        None if tell is None else lambda: tell(outcome),
    )  # fmt: skip


def present(
    options: LabOptions,
    findings: Findings,
    rests_on: Manifest,
    tell: Callable[[], None] | None = None,
    draw: Callable[[Path], None] | None = None,
) -> Findings:
    """Show findings as the options say; `tell` and `draw` replace the usual way to print and
    draw."""
    try:
        show(findings, rests_on, options, tell, draw)
    except OutputTrouble as error:
        raise LabRefused(str(error)) from None
    return findings


@contextmanager
def refusing(kept: Callable[[], tuple[int, Path] | None]) -> Iterator[None]:
    """Turn a failure of a measurement into a sentence that says how many of its games are kept.

    `kept` returns how many games of this measurement are kept, and where.
    """
    try:
        with _one_interrupt(), ending():
            yield
    except LabTrouble as error:
        games = kept()
        told = isinstance(error, (ClusterTrouble, GameFailed, WorkerLost)) and games and games[0]
        raise LabRefused(f"{error}; {_count(games)}" if told else str(error)) from None
    except KeyboardInterrupt:
        raise LabInterrupted(f"interrupted; {_count(kept())}") from None
    except Ended as ended:
        stop_workers()
        last_words(f"wargame lab: ended; {_count(kept())}")
        end_by(ended.number)


@contextmanager
def _one_interrupt() -> Iterator[None]:
    """Handle ctrl-C once: stopping takes a moment, and a second ctrl-C must not cut it short."""

    def stop(number: int, frame: object) -> None:
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        raise KeyboardInterrupt

    def late(number: int, frame: object) -> None:
        signal.signal(signal.SIGINT, before)

    before = signal.signal(signal.SIGINT, stop)
    try:
        yield
    except KeyboardInterrupt:
        if signal.getsignal(signal.SIGINT) is stop:
            # A worker got the signal first and passed it on; our own may still arrive.
            signal.signal(signal.SIGINT, late)
        raise
    finally:
        if signal.getsignal(signal.SIGINT) is stop:
            signal.signal(signal.SIGINT, before)


def _count(games: tuple[int, Path] | None) -> str:
    """Say how many games are kept, and that the same command continues from them."""
    if games is None or not games[0]:
        return "none of its games is kept"
    count, path = games
    one = "1 of its games is" if count == 1 else f"{count} of its games are"
    return f"{one} kept in {printable(path)}; the same command goes on from there"


@contextmanager
def progress(what: str, games: int) -> Iterator[Callable[[int], None]]:
    """Draw a progress bar with the time left, if there is a terminal."""
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
    with Progress(
        *columns, console=Console(stderr=True), transient=True, speed_estimate_period=PERIOD
    ) as bar:
        task = bar.add_task(what, total=games)
        yield lambda count: bar.update(task, completed=count)
