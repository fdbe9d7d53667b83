"""The commands. Exit codes: 0 done, 1 something found wrong, 2 not understood, 130 interrupted.

Output that nobody reads to its end (`| head`) counts as done; output that cannot be written is 2.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from io import StringIO
from pathlib import Path
from typing import Any

import click
from click.core import ParameterSource

from wargame import __version__
from wargame.bots.bot import BOTS
from wargame.cli.branch import compare_command, export_command, fork_command
from wargame.cli.environment import tidy
from wargame.cli.helped import helped
from wargame.cli.lab.commands import lab
from wargame.cli.lab.studies import STUDIES
from wargame.cli.pager import page
from wargame.cli.paths import FOLDER, TO_READ, TO_WRITE
from wargame.cli.replay import replay_command
from wargame.cli.saves import CODE_VARIABLE, code_option, verify_command
from wargame.cli.streams import Commands, Unread, finish, give_up, last_words, open_streams
from wargame.cli.terminal import screen_wanted
from wargame.content.faults import BadContent, nearest
from wargame.content.gallery import all_cards, gallery
from wargame.content.load import UnknownScenario
from wargame.engine.library import data, library
from wargame.saves.format.errors import BadSave, SaveFailed, printable
from wargame.saves.write import locations
from wargame.system.paths import BadPath, command
from wargame.system.standard_input import EndOfInput
from wargame.table.flow import RulesetRunsAway
from wargame.ui import output
from wargame.ui.players import BadPlayers, who_plays
from wargame.ui.printing import spell_output, write
from wargame.ui.session import Session, left_out, new_session, newest, offered, saved_session

SCENARIO = "new-entente"
SCREENS = ("play", "resume", "replay", "fork", "compare")
"""Commands that may open a screen, which draws plain signs in its own way."""


class Refused(Exception):
    """What was asked for cannot be done; the message says why."""

    def __init__(self, sentence: str) -> None:
        super().__init__(printable(sentence))


class Interrupted(click.ClickException):
    """Ctrl-C in a game."""

    exit_code = 130

    def show(self, file: Any = None) -> None:
        write(f"\n{self.message}", err=True)


TOLD = (
    Refused,
    BadPath,
    BadPlayers,
    BadSave,
    EndOfInput,
    SaveFailed,
    UnknownScenario,
    RulesetRunsAway,
    BadContent,
)
"""What ends a command with its sentence and exit code 2."""


def main() -> None:
    """Run the command line; what goes wrong is told in one sentence, never in a traceback."""
    open_streams()
    tidy()
    helped(commands)
    try:
        code = outcome()
        finish()
    except Unread:
        code = 0
        give_up()
    except OSError as error:
        code = 2
        give_up()
        what = "the output cannot be written"
        if error.filename:
            what = f"cannot use {os.fsdecode(error.filename)}"
        last_words(f"wargame: {what}: {error.strerror or error}")
    sys.exit(code)


def outcome() -> int:
    """Run the command line and give the exit code. Raises `Unread` and `OSError`."""
    try:
        code = commands.main(standalone_mode=False)
    except click.ClickException as error:
        # It quotes what was given, and that may be the name of a stranger's file.
        error.show(said := StringIO())
        if said.getvalue():
            last_words(said.getvalue().rstrip("\n"))
        return error.exit_code
    except (click.Abort, KeyboardInterrupt):
        last_words("Interrupted.")
        return 130
    except TOLD as error:
        last_words(f"wargame: {error}")
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
@click.option("--saves", "folder", type=FOLDER, metavar="DIR", help="Where saves are kept.")
@click.option("--plain", is_flag=True, help="Line mode.")
@click.option("--ascii", "ascii_signs", is_flag=True, help="Plain signs instead of shapes.")
@click.pass_context
def commands(
    context: click.Context, folder: Path | None, plain: bool, ascii_signs: bool
) -> int | None:
    """Under the Umbrella: a policy wargame for three at one terminal.

    Without a command the menu opens.
    """
    context.obj = folder
    if context.invoked_subcommand is not None:
        if ascii_signs and context.invoked_subcommand not in SCREENS:
            spell_output(ascii_signs=True)
        return None
    folder = locations.folder(folder)
    if screen_wanted(plain):
        return on_screen(folder, None, ascii_signs)
    spell_output(ascii_signs)
    session = plain_menu(folder)
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
@click.option("--save", "file", type=TO_WRITE, metavar="FILE", help="Where to save this game.")
@code_option
@click.pass_obj
def play(
    folder: Path | None,
    scenario: str,
    seed: int | None,
    seats: str,
    basic: bool | None,
    plain: bool,
    ascii_signs: bool,
    no_hints: bool,
    file: Path | None,
    code: str | None,
) -> int:
    """Play a game; with a code nobody can go on with it, or look into it, without that code."""
    players = who_plays(seats, library().program(scenario).book.layout.seats)
    folder = locations.folder(folder, file)
    session = new_session(folder, scenario, seed, players, file, basic, not no_hints, code)
    if click.get_current_context().get_parameter_source("code") is ParameterSource.ENVIRONMENT:
        session.sealed_by = f"the code in {CODE_VARIABLE}"
    return run(folder, session, plain, ascii_signs)


@commands.command()
@click.argument("file", required=False, type=TO_READ)
@click.option("--plain", is_flag=True, help="Line mode.")
@click.option("--ascii", "ascii_signs", is_flag=True, help="Plain signs instead of shapes.")
@click.option("--no-hints", is_flag=True, help="Play without hints.")
@code_option
@click.pass_obj
def resume(
    folder: Path | None,
    file: Path | None,
    plain: bool,
    ascii_signs: bool,
    no_hints: bool,
    code: str | None,
) -> int:
    """Go on with a saved game (by default the one that was played last and can go on)."""
    folder = locations.folder(folder, file)
    if file is None:
        found, passed = newest(folder)
        for sentence in left_out(passed):
            write(f"wargame: {sentence}", err=True)
        if found is None:
            raise Refused(
                f"there is no save in {folder} to go on with; begin with: {command('play')}"
            )
        file = found.path
    return run(folder, saved_session(file, code, not no_hints), plain, ascii_signs)


@commands.command()
@click.option("--deck", metavar="DECK", help="Only this deck.")
@click.option("--json", "as_json", is_flag=True, help="A list of objects.")
@click.option("--scenario", metavar="ID", help="Only the cards of this scenario.")
def cards(deck: str | None, as_json: bool, scenario: str | None) -> None:
    """Show all cards of the game: text, facts, sources."""
    if scenario is None:
        found = all_cards(library(), data("cards"), first=SCENARIO)
    else:
        found = list(gallery(library().program(scenario), data("cards")))
    decks = list(dict.fromkeys(card.deck for card in found))
    if deck is not None and deck not in decks:
        raise Refused(f'there is no deck "{deck}"; {nearest(deck, decks)}')
    chosen = [card for card in found if deck in (None, card.deck)]
    (output.cards_json if as_json else output.cards)(chosen)


@commands.command()
def rules() -> None:
    """Read the rulebook."""
    output.markdown(data("RULES.md").read_text(encoding="utf-8"), page)


def run(folder: Path, session: Session, plain: bool, ascii_signs: bool) -> int:
    """Play a game at this terminal; both options may also stand before the command."""
    before = click.get_current_context().find_root().params
    ascii_signs = ascii_signs or before["ascii_signs"]
    if screen_wanted(plain or before["plain"]):
        return on_screen(folder, session, ascii_signs)
    spell_output(ascii_signs)
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
        write(farewell, err=code != 0)
    return code


def plain_menu(folder: Path) -> Session | None:
    """Ask in lines what to do, in a pipe too; None quits. Raises `EndOfInput` where answers lack:
    nothing is begun that nobody asked for."""
    games, note = offered(folder)
    items = [f"Resume {printable(found.path.name)}: {found}" for found in games]
    items += ["New game", "Quit"]
    if note:
        write(note)
    for number, item in enumerate(items, 1):
        write(f"{number}. {item}")
    at = click.prompt("Choose", type=click.IntRange(1, len(items))) - 1
    if at < len(games):
        code = click.prompt("Code", hide_input=True) if games[at].coded else None
        return saved_session(games[at].path, code)
    chosen = items[at]
    if chosen == "Quit":
        return None
    for id in library().scenarios:
        spec = library().program(id).scenario
        write(f"{spec.id}: {spec.name}. {spec.premise}")
    scenario = click.prompt("Scenario", default=SCENARIO)
    known = library().program(scenario).book.layout.seats
    bots = "; ".join(f"{id} ({about})" for id, (_, about) in BOTS.items())
    write(f"Seats: SEAT=WHO,… with {', '.join(known)}; human, human:NAME, or a bot: {bots}")
    players = who_plays(click.prompt("Seats", default="", show_default=False), known)
    seed = click.prompt("Seed (empty: a new one)", default="", show_default=False).strip()
    if seed and not seed.removeprefix("-").isdecimal():
        raise Refused("a seed is a whole number")
    return new_session(folder, scenario, int(seed) if seed else None, players)


@commands.command()
@click.argument("folder", required=False, type=FOLDER, metavar="[DIR]")
def check(folder: Path | None) -> int:
    """Lint cards and rules, every fault at once; if there is none, play games at random."""
    from wargame.engine.rehearsal import check as faults_of

    top = folder or data("")
    faults = faults_of(top / "cards", top / "rules")
    for fault in faults:
        write(str(fault))
    count = len(faults)
    write("no fault found" if not count else f"{count} fault{'s' if count > 1 else ''}")
    return 1 if faults else 0


commands.add_command(lab)
for study in STUDIES:
    lab.add_command(study)
commands.add_command(verify_command)
for saved_game in (replay_command, fork_command, compare_command, export_command):
    commands.add_command(saved_game)
