"""`wargame verify`: how far saves can be believed, a line a file; and options that saves share."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import click

from wargame.cli.path_types import TO_READ, TO_WRITE
from wargame.engine.library import library
from wargame.saves.format.errors import BadSave, printable
from wargame.saves.replay.loaded import Report, Verdict, judged, load, verify
from wargame.saves.replay.recheck import under_current
from wargame.saves.replay.viewer import UnknownViewer, Viewer, viewer_named
from wargame.saves.write import journal
from wargame.ui.printing import data_json, write

BAR_FROM = 20
CODE_VARIABLE = "WARGAME_CODE"
"""The variable that a code is taken from without the option; `play` says so when it begins."""


def code_option(command: Any) -> Any:
    """Add the option `--code` to a command; without a value the code is asked for and not shown."""
    return click.option(
        "--code", prompt="Code", prompt_required=False, hide_input=True,
        envvar=CODE_VARIABLE, show_envvar=True,
        metavar="[CODE]", help="The code that the game was sealed with; asked for if left out.",
        callback=_no_empty_code,
    )(command)  # fmt: skip


def _no_empty_code(context: click.Context, option: click.Parameter, code: str | None) -> str | None:
    if code is not None and not code.strip():
        raise click.BadParameter("an empty code seals nothing and opens nothing; leave --code out")
    return code


def of_file(path: Path, error: Exception) -> str:
    """Return what is wrong with one of several files; the sentence names it."""
    name, said = printable(str(path)), printable(str(error))
    return said if name in said else f"{name}: {said}"


def no_twins(files: Sequence[Path]) -> None:
    """Refuse files of one name: what is made of each is called by that. Raises `UsageError`."""
    stems = Counter(path.stem for path in files)
    ((name, count),) = stems.most_common(1)
    if count > 1:
        raise click.UsageError(f"{count} of the saves are called {printable(name)}")


def named_viewer(word: str, seats: Sequence[str]) -> Viewer:
    """Return the viewer that an option names. Raises `UsageError`."""
    try:
        return viewer_named(word, seats)
    except UnknownViewer as error:
        raise click.UsageError(str(error)) from None


@click.command("verify")
@click.argument("files", nargs=-1, required=True, type=TO_READ)
@click.option("--json", "as_json", is_flag=True, help="A list of objects, one a file.")
@click.option(
    "--rules",
    type=click.Choice(["pinned", "current"]),
    default="pinned",
    show_default=True,
    help="Under a save's own content, or also under today's.",
)
@click.option(
    "--recover", "new", metavar="NEW", type=TO_WRITE,
    help="Put the good part of the file into a new one.",
)  # fmt: skip
@code_option
def verify_command(
    files: tuple[Path, ...], as_json: bool, rules: str, new: Path | None, code: str | None
) -> int:
    """Judge saves: EXACT, OPEN, UNVERIFIED, DIVERGED, DAMAGED (or REFUSED: no save to judge).

    Exit code 0 if none is worse than OPEN, else 1. A save is only read, never changed.
    """
    if new is not None:
        if len(files) != 1:
            raise click.UsageError("--recover takes one file")
        loaded = journal.recover(files[0], new, code)
        write(line(Report(new, loaded.verdict, loaded.sentence)))
        return 0
    reports = []
    barred = len(files) >= BAR_FROM and sys.stderr.isatty()
    for path in _with_bar(files) if barred else files:
        report = verify_current(path, code) if rules == "current" else verify(path, code=code)
        reports.append(report)
        if not as_json and not barred:
            write(line(report))
    if barred and not as_json:
        write("\n".join(map(line, reports)))
    if as_json:
        data_json([as_object(report) for report in reports])
    good = (Verdict.EXACT, Verdict.OPEN)
    return 0 if all(report.verdict in good for report in reports) else 1


def verify_current(path: Path, code: str | None) -> Report:
    """Judge a save under its own content and, if it is good, under today's."""
    try:
        loaded = load(path, code=code)
        report = judged(loaded)
        if loaded.locked or loaded.damage or report.verdict is Verdict.DIVERGED:
            return report
        difference = under_current(loaded, library())
    except BadSave as error:
        return Report(path, Verdict.DAMAGED if error.line else None, str(error), error.line)
    if difference.ply is None:
        return judged(loaded, f"{report.sentence}; {difference.what}")
    return Report(
        path, Verdict.DIVERGED,
        printable(f"under today's content, ply {difference.ply}: {difference.what}"), 0,
        difference.ply, report.plies, report.scenario, report.epoch, report.ending,
    )  # fmt: skip


def line(report: Report) -> str:
    """Return the line of a file."""
    return f"{report.name:<10} {printable(str(report.path))}: {report.sentence}"


def as_object(report: Report) -> dict[str, Any]:
    """Return the report on a file for `--json`."""
    return {
        "file": str(report.path),
        "verdict": report.name,
        "why": report.sentence,
        "line": report.line or None,
        "ply": report.ply,
        "plies": report.plies,
        "scenario": report.scenario,
        "epoch": report.epoch,
        "ending": report.ending or None,
    }


def _with_bar(files: tuple[Path, ...]) -> Iterator[Path]:
    """Yield many files, with a progress bar on the standard error."""
    with click.progressbar(files, label="Verifying", file=sys.stderr) as bar:
        yield from bar
