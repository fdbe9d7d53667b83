"""`wargame lesson`: everything for a class in one folder."""

from __future__ import annotations

from pathlib import Path

import click

from wargame.cli.group import Refused
from wargame.cli.path_types import FOLDER, TO_READ
from wargame.engine.library import data, library
from wargame.lesson.plan import plan, run_for
from wargame.lesson.roster import BadRoster, read_roster
from wargame.saves.format.errors import printable
from wargame.system.paths import command
from wargame.ui.printing import write

MOST_TABLES = 40


@click.command("lesson")
@click.argument("folder", type=FOLDER)
@click.option("--scenario", metavar="ID", default="",
              help="By default the one that fits the minutes.")  # fmt: skip
@click.option("--minutes", type=click.Choice(["20", "45", "90"]), default="45", show_default=True)
@click.option("--tables", type=click.IntRange(1, MOST_TABLES), default=1, show_default=True)
@click.option("--roster", type=TO_READ, metavar="FILE.csv",
              help="Who sits where: columns table, seat, name.")  # fmt: skip
@click.option(
    "--pdf",
    is_flag=True,
    help="The pages as PDF too, to print; a browser prints rules, cards and board.",
)
def lesson_command(
    folder: Path, scenario: str, minutes: str, tables: int, roster: Path | None, pdf: bool
) -> int:
    """Make a folder for a class: saves of all tables on one sealed deal, and pages to print.

    The folder must be new or empty. index.html is the teacher's page: what to do next, the run
    sheet, role sheets, briefing, guide, quiz, rubric, rules, cards. It opens from the disk.
    """
    try:
        from wargame.lesson.folder import CHAIR, INDEX, NotEmpty, make
        from wargame.lesson.pages import PAPER
    except ImportError:
        raise Refused("a lesson needs the extra `class`: pip install '.[class]'") from None
    run = run_for(plan(data("rules")), int(minutes))
    chosen = scenario or run.scenario
    seats = library().program(chosen).book.layout.seats
    players = [dict.fromkeys(seats, "human") for _ in range(tables)]
    if roster is not None:
        try:
            players = read_roster(roster, tables, seats)
        except BadRoster as error:
            raise Refused(printable(str(error))) from None
    try:
        saves = make(folder, chosen, run.minutes, players, pdf=pdf)
    except NotEmpty as error:
        raise Refused(printable(str(error))) from None
    count = f"{tables} table{'' if tables == 1 else 's'}"
    write(f"{count} of {chosen}, {minutes} minutes, one sealed deal: {printable(str(folder))}")
    index, chair = printable(str(folder / INDEX)), printable(str(folder / CHAIR))
    write(f"Open {index} and print what it lists; {chair} has the code of your chair.")
    if pdf:
        *most, last = (f"{page}.html" for page in PAPER)
        write(f"{', '.join(most)} and {last} have no PDF: print them from a browser.")
    write(f"Then open each table: {command('resume', saves[0])}")
    return 0
