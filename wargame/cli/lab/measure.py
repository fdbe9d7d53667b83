"""Running a measurement: progress with the time left, what stops it, and showing what it found."""

from __future__ import annotations

import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TypeAlias, TypeVar

from wargame.cli.lab.options import How, LabInterrupted, LabRefused
from wargame.cli.lab.output import Shape, show
from wargame.cli.lab.words import OutputTrouble
from wargame.cli.terminal import last_words
from wargame.lab.manifest import Manifest, manifest
from wargame.lab.report import Findings, Report
from wargame.lab.run import Runner
from wargame.lab.spread import stop_workers
from wargame.lab.store import Store
from wargame.lab.trouble import ClusterTrouble, GameFailed, LabTrouble, WorkerLost
from wargame.system.signals import Ended, end_by, ending
from wargame.system.signs import printable
from wargame.ui.printing import write

T = TypeVar("T")
Done: TypeAlias = Callable[[int], None]
PERIOD = 120.0
"""So many seconds back the pace is measured for the time left: casts differ in pace."""


def measure(
    how: How,
    scenario: str,
    seed: int,
    total: int,
    work: Callable[[Runner, Done], T],
    findings: Callable[[T], Findings],
    tell: Callable[[T], None] | None = None,
) -> Report:
    """Run a measurement that plays matches, and show what it found.

    `total` is how many games it will ask for; `tell` prints what was found in a way of its own,
    where neither JSON nor CSV is wanted.
    """
    crew = Runner(how.workers, basic=how.basic)

    def kept() -> tuple[int, Path] | None:
        return None if crew.store is None else (len(crew.stored), crew.store.path)

    with refusing(kept), progress(how.said[0], total) as done:
        if not how.fresh:
            crew.store = Store(how.results)
        found = work(crew, done)
    if crew.kept and sys.stderr.isatty():
        write(f"{crew.kept} of {crew.games} games had been played before", err=True)
    return present(
        how, findings(found),
        manifest(how.command, scenario, how.basic, seed, crew.seeds, crew.games),
        None if tell is None else lambda: tell(found),
    )  # fmt: skip


def present(
    how: How,
    found: Findings,
    rests_on: Manifest,
    tell: Callable[[], None] | None = None,
    draw: Callable[[Report, Path], None] | None = None,
) -> Report:
    """Show findings in the shape that was asked for; `tell` and `draw` have ways of their own."""
    report = Report(how.said[0], rests_on, found)
    try:
        show(report, Shape(how.as_json, how.as_csv, how.svg, tell, draw))
    except OutputTrouble as error:
        raise LabRefused(str(error)) from None
    return report


@contextmanager
def refusing(kept: Callable[[], tuple[int, Path] | None]) -> Iterator[None]:
    """Turn what stops a measurement into a sentence that says how many games are not lost.

    `kept` gives how many games of this measurement are kept, and where.
    """
    try:
        with _one_interrupt(), ending():
            yield
    except LabTrouble as error:
        found = kept()
        told = isinstance(error, (ClusterTrouble, GameFailed, WorkerLost)) and found and found[0]
        raise LabRefused(f"{error}; {_count(found)}" if told else str(error)) from None
    except KeyboardInterrupt:
        raise LabInterrupted(f"interrupted; {_count(kept())}") from None
    except Ended as ended:
        stop_workers()
        last_words(f"wargame lab: ended; {_count(kept())}")
        end_by(ended.number)


@contextmanager
def _one_interrupt() -> Iterator[None]:
    """Let ctrl-C be heard once: what it stops takes a moment, and a second one must not cut it."""

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
            # A worker heard it first and handed it on; our own may still be on its way.
            signal.signal(signal.SIGINT, late)
        raise
    finally:
        if signal.getsignal(signal.SIGINT) is stop:
            signal.signal(signal.SIGINT, before)


def _count(found: tuple[int, Path] | None) -> str:
    """Say how many games are kept, and what that is good for."""
    if found is None or not found[0]:
        return "none of its games is kept"
    count, path = found
    one = "1 of its games is" if count == 1 else f"{count} of its games are"
    return f"{one} kept in {printable(path)}; the same command goes on from there"


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
    with Progress(
        *columns, console=Console(stderr=True), transient=True, speed_estimate_period=PERIOD
    ) as bar:
        task = bar.add_task(what, total=games)
        yield lambda count: bar.update(task, completed=count)
