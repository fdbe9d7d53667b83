"""The commands. Exit codes: 0 done, 1 something found wrong, 2 not understood, 130 interrupted.

Output that nobody reads to its end (`| head`) counts as done; output that cannot be written is 2.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import chain
from pathlib import Path
from typing import Any

import click

from wargame import __version__
from wargame.bots.bot import BOTS
from wargame.cli.branch import compare_command, export_command, fork_command
from wargame.cli.lab.commands import lab
from wargame.cli.lab.studies import STUDIES
from wargame.cli.replay import replay_command
from wargame.cli.saves import code_option, verify_command
from wargame.cli.streams import Commands, Unread, finish, give_up, open_streams
from wargame.cli.terminal import screen_wanted
from wargame.content.faults import BadContent, nearest
from wargame.content.gallery import gallery
from wargame.content.load import UnknownScenario
from wargame.engine.library import data, library
from wargame.saves.format.errors import BadSave, SaveFailed, printable
from wargame.saves.write import locations
from wargame.table.flow import RulesetRunsAway
from wargame.ui import output
from wargame.ui.players import BadPlayers, who_plays
from wargame.ui.session import Session, new_session, saved_session, waiting

SCENARIO = "new-entente"
PRINTED = ("cards", "rules", "lab")
"""Commands that print and have no screen, on which plain signs are drawn in another way."""


class Refused(Exception):
    """What was asked for cannot be done; the message says why."""


class Interrupted(click.ClickException):
    """Ctrl-C in a game."""

    exit_code = 130

    def show(self, file: Any = None) -> None:
        click.echo(f"\n{self.message}", err=True)


TOLD = (Refused, BadPlayers, BadSave, SaveFailed, UnknownScenario, RulesetRunsAway, BadContent)
"""What ends a command with its sentence and exit code 2."""


def main() -> None:
    """Run the command line; what goes wrong is told in one sentence, never in a traceback."""
    open_streams()
    try:
        code = outcome()
        finish()
    except Unread:
        code = 0
        give_up()
    except OSError as error:
        code = 2
        give_up()
        what = f"cannot use {error.filename}" if error.filename else "the output cannot be written"
        click.echo(f"wargame: {what}: {error.strerror or error}", err=True)
    sys.exit(code)


def outcome() -> int:
    """Run the command line and give the exit code. Raises `Unread` and `OSError`."""
    try:
        code = commands.main(standalone_mode=False)
    except click.ClickException as error:
        error.show()
        return error.exit_code
    except (click.Abort, KeyboardInterrupt):
        click.echo("Interrupted.", err=True)
        return 130
    except TOLD as error:
        click.echo(f"wargame: {error}", err=True)
        return 2
    return code if isinstance(code, int) else 0


@contextmanager
def saved() -> Iterator[None]:
    """Say of a game that is interrupted that it can be gone on with. Raises `Interrupted`."""
    try:
        yield
    except (click.Abort, KeyboardInterrupt):
        raise Interrupted("Interrupted. Every choice made is saved.") from None


@click.group(
    cls=Commands,
    invoke_without_command=True,
    context_settings={"help_option_names": ["-h", "--help"]},
)
@click.version_option(__version__, prog_name="wargame")
@click.option("--saves", "folder", metavar="DIR", help="Where saves are kept.")
@click.option("--plain", is_flag=True, help="Line mode.")
@click.option("--ascii", "ascii_signs", is_flag=True, help="Plain signs instead of shapes.")
@click.pass_context
def commands(
    context: click.Context, folder: str | None, plain: bool, ascii_signs: bool
) -> int | None:
    """Under the Umbrella: a policy wargame for three at one terminal.

    Without a command the menu opens.
    """
    context.obj = locations.folder(folder)
    if context.invoked_subcommand is not None:
        if ascii_signs and context.invoked_subcommand in PRINTED:
            output.spell_output(ascii_signs=True)
        return None
    if screen_wanted(plain):
        return on_screen(context.obj, None, ascii_signs)
    session = plain_menu(context.obj)
    return 0 if session is None else in_lines(session)


@commands.command()
@click.option("--scenario", default=SCENARIO, show_default=True, metavar="ID")
@click.option("--seed", type=int, help="The deal; by default a new one.")
@click.option(
    "--seats",
    default="",
    metavar="SEAT=WHO,…",
    help="human (default), or a bot; human:NAME names a player.",
)
@click.option(
    "--basic/--full",
    "basic",
    default=None,
    help="The basic game (RULES 1.4), or the full one; by default as the scenario says.",
)
@click.option("--plain", is_flag=True, help="Line mode.")
@click.option("--ascii", "ascii_signs", is_flag=True, help="Plain signs instead of shapes.")
@click.option("--no-hints", is_flag=True, help="Play without hints.")
@click.option("--save", "file", metavar="FILE", help="Where to save this game.")
@code_option
@click.pass_obj
def play(
    folder: Path,
    scenario: str,
    seed: int | None,
    seats: str,
    basic: bool | None,
    plain: bool,
    ascii_signs: bool,
    no_hints: bool,
    file: str | None,
    code: str | None,
) -> int:
    """Play a game; with a code nobody can go on with it, or look into it, without that code."""
    players = who_plays(seats, library().program(scenario).book.layout.seats)
    path = Path(file) if file else None
    session = new_session(folder, scenario, seed, players, path, basic, not no_hints, code)
    return run(folder, session, plain, ascii_signs)


@commands.command()
@click.argument("file", required=False)
@click.option("--plain", is_flag=True, help="Line mode.")
@click.option("--ascii", "ascii_signs", is_flag=True, help="Plain signs instead of shapes.")
@click.option("--no-hints", is_flag=True, help="Play without hints.")
@code_option
@click.pass_obj
def resume(
    folder: Path,
    file: str | None,
    plain: bool,
    ascii_signs: bool,
    no_hints: bool,
    code: str | None,
) -> int:
    """Go on with a saved game (by default the last one that is not over)."""
    found = chain(locations.unfinished(folder), locations.newest_first(folder))
    path = Path(file) if file else next(found, None)
    if path is None:
        raise Refused(f"there is no save in {folder}; begin with: wargame play")
    return run(folder, saved_session(path, code, not no_hints), plain, ascii_signs)


@commands.command()
@click.option("--deck", metavar="DECK", help="Only this deck.")
@click.option("--json", "as_json", is_flag=True, help="A list of objects.")
@click.option("--scenario", default=SCENARIO, show_default=True, metavar="ID")
def cards(deck: str | None, as_json: bool, scenario: str) -> None:
    """Show the cards: text, facts, sources."""
    found = list(gallery(library().program(scenario), data("cards")))
    decks = list(dict.fromkeys(card.deck for card in found))
    if deck is not None and deck not in decks:
        raise Refused(f'there is no deck "{deck}"; {nearest(deck, decks)}')
    chosen = [card for card in found if deck in (None, card.deck)]
    (output.cards_json if as_json else output.cards)(chosen)


@commands.command()
def rules() -> None:
    """Read the rulebook."""
    output.markdown(data("RULES.md").read_text(encoding="utf-8"))


def run(folder: Path, session: Session, plain: bool, ascii_signs: bool) -> int:
    """Play a game at this terminal; both options may also stand before the command."""
    before = click.get_current_context().find_root().params
    if screen_wanted(plain or before["plain"]):
        return on_screen(folder, session, ascii_signs or before["ascii_signs"])
    return in_lines(session)


def in_lines(session: Session) -> int:
    """Play in line mode."""
    from wargame.ui.line.table import LineTable

    with saved():
        return LineTable(session).play()


def on_screen(folder: Path, session: Session | None, ascii_signs: bool) -> int:
    """Open the screen; textual is imported here and nowhere before."""
    from wargame.ui.tui import app

    with saved():
        code, farewell = app.run(folder, session, ascii_signs)
    if farewell:
        click.echo(farewell, err=code != 0)
    return code


def plain_menu(folder: Path) -> Session | None:
    """Ask in lines what to do; None quits. Without a terminal the default game begins."""
    if not sys.stdin.isatty():
        return new_session(folder, SCENARIO, None, {})
    found, note = waiting(folder)
    items = [f"Resume {printable(found.path.name)}: {found}"] if found else []
    items += ["New game", "Quit"]
    if note:
        click.echo(note)
    for number, item in enumerate(items, 1):
        click.echo(f"{number}. {item}")
    chosen = items[click.prompt("Choose", type=click.IntRange(1, len(items))) - 1]
    if found is not None and chosen not in items[1:]:
        return found.session or saved_session(found.path, click.prompt("Code", hide_input=True))
    if chosen == "Quit":
        return None
    for id in library().scenarios:
        spec = library().program(id).scenario
        click.echo(f"{spec.id}: {spec.name}. {spec.premise}")
    scenario = click.prompt("Scenario", default=SCENARIO)
    known = library().program(scenario).book.layout.seats
    bots = "; ".join(f"{id} ({about})" for id, (_, about) in BOTS.items())
    click.echo(f"Seats: SEAT=WHO,… with {', '.join(known)}; human, human:NAME, or a bot: {bots}")
    players = who_plays(click.prompt("Seats", default="", show_default=False), known)
    seed = click.prompt("Seed (empty: a new one)", default="", show_default=False).strip()
    if seed and not seed.removeprefix("-").isdecimal():
        raise Refused("a seed is a whole number")
    return new_session(folder, scenario, int(seed) if seed else None, players)


@commands.command()
@click.argument("folder", required=False, type=click.Path(path_type=Path))
def check(folder: Path | None) -> int:
    """Lint cards and rules, every fault at once; if there is none, play games at random."""
    from wargame.engine.rehearsal import check as faults_of

    top = folder or data("")
    faults = faults_of(top / "cards", top / "rules")
    for fault in faults:
        click.echo(str(fault))
    count = len(faults)
    click.echo("no fault found" if not count else f"{count} fault{'s' if count > 1 else ''}")
    return 1 if faults else 0


commands.add_command(lab)
for study in STUDIES:
    lab.add_command(study)
commands.add_command(verify_command)
for command in (replay_command, fork_command, compare_command, export_command):
    commands.add_command(command)
