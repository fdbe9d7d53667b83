"""`wargame play`, `wargame resume`, and the menu that opens without a command."""

from __future__ import annotations

from pathlib import Path

import click
from click.core import ParameterSource

from wargame.cli.group import Refused
from wargame.cli.opening import on_screen, saved
from wargame.cli.path_types import TO_READ, TO_WRITE
from wargame.cli.saves import CODE_VARIABLE, code_option
from wargame.cli.terminal import screen_wanted
from wargame.engine.library import library
from wargame.saves.format.errors import printable
from wargame.saves.write import locations
from wargame.system.paths import command
from wargame.ui.learned import WHO_LEARNS, learned, learners, lesson
from wargame.ui.players import who_plays
from wargame.ui.printing import spell_output, write
from wargame.ui.session import Session, new_session, saved_session
from wargame.ui.unfinished import left_out, newest, offered

SCENARIO = "new-entente"
LEARN = "Learn in 20 minutes"


@click.command("play")
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
@click.option("--no-beats", is_flag=True, help="No panel of its own for each act on the screen.")
@click.option("--save", "file", type=TO_WRITE, metavar="FILE", help="Where to save this game.")
@code_option
@click.pass_obj
def play_command(
    folder: Path | None,
    scenario: str,
    seed: int | None,
    seats: str,
    basic: bool | None,
    plain: bool,
    ascii_signs: bool,
    no_hints: bool,
    no_beats: bool,
    file: Path | None,
    code: str | None,
) -> int:
    """Play a game; with a code nobody can go on with it, or look into it, without that code."""
    players = who_plays(seats, library().program(scenario).book.layout.seats)
    folder = locations.folder(folder, file)
    session = new_session(folder, scenario, seed, players, file, basic, not no_hints, code)
    session.beats = session.beats and not no_beats
    if click.get_current_context().get_parameter_source("code") is ParameterSource.ENVIRONMENT:
        session.sealed_by = f"the code in {CODE_VARIABLE}"
    return run(folder, session, plain, ascii_signs)


@click.command("learn")
@click.option(
    "--people",
    type=click.Choice([str(people) for people in WHO_LEARNS]),
    default="1",
    show_default=True,
    help="How many of you learn; bots sit at the other seats.",
)
@click.option("--plain", is_flag=True, help="Line mode.")
@click.option("--ascii", "ascii_signs", is_flag=True, help="Plain signs instead of shapes.")
@click.pass_obj
def learn_command(folder: Path | None, people: str, plain: bool, ascii_signs: bool) -> int:
    """Learn the game in 20 minutes: two turns, told step by step."""
    folder = locations.folder(folder)
    return run(folder, first_session(folder, int(people)), plain, ascii_signs)


def first_session(folder: Path, people: int) -> Session:
    """Begin the lesson, for one person or for three. Raises `SaveFailed`."""
    return new_session(folder, lesson(), None, learners(people))


@click.command("resume")
@click.argument("file", required=False, type=TO_READ)
@click.option("--plain", is_flag=True, help="Line mode.")
@click.option("--ascii", "ascii_signs", is_flag=True, help="Plain signs instead of shapes.")
@click.option("--no-hints", is_flag=True, help="Play without hints.")
@click.option("--no-beats", is_flag=True, help="No panel of its own for each act on the screen.")
@code_option
@click.pass_obj
def resume_command(
    folder: Path | None,
    file: Path | None,
    plain: bool,
    ascii_signs: bool,
    no_hints: bool,
    no_beats: bool,
    code: str | None,
) -> int:
    """Go on with a saved game (by default the one that was played last and can go on)."""
    folder = locations.folder(folder, file)
    if file is None:
        game, passed = newest(folder)
        for sentence in left_out(passed):
            write(f"wargame: {sentence}", err=True)
        if game is None:
            raise Refused(
                f"there is no save in {folder} to go on with; begin with: {command('play')}"
            )
        file = game.path
    session = saved_session(file, code, not no_hints)
    session.beats = session.beats and not no_beats
    return run(folder, session, plain, ascii_signs)


def run(folder: Path, session: Session, plain: bool, ascii_signs: bool) -> int:
    """Play a game at this terminal; both options may also be given before the command."""
    before = click.get_current_context().find_root().params
    ascii_signs = ascii_signs or before["ascii_signs"]
    if screen_wanted(plain or before["plain"]):
        return on_screen(folder, session, ascii_signs)
    spell_output(ascii_signs)
    return in_lines(session)


def in_lines(session: Session) -> int:
    """Play in line mode."""
    from wargame.ui.line.line_table import LineTable

    with saved():
        return LineTable(session).play()


def plain_menu(folder: Path) -> Session | None:
    """Ask in lines what to do, in a pipe too; return None to quit.

    Raises `EndOfInput` if an answer is missing: no game begins unasked.
    """
    from wargame.bots.bot import BOTS, DIFFICULTY, STUDY

    games, note = offered(folder)
    items = [f"Resume {printable(game.path.name)}: {game}" for game in games]
    items += ["New game", LEARN] if learned() else [LEARN, "New game"]
    items.append("Quit")
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
    if chosen == LEARN:
        for number, text in enumerate(WHO_LEARNS.values(), 1):
            write(f"{number}. {text}")
        which = click.prompt("Who learns?", type=click.IntRange(1, len(WHO_LEARNS)), default=1)
        return first_session(folder, [*WHO_LEARNS][which - 1])
    for id in library().scenarios:
        spec = library().program(id).scenario
        write(f"{spec.id}: {spec.name}. {spec.premise}")
    scenario = click.prompt("Scenario", default=SCENARIO)
    known = library().program(scenario).book.layout.seats
    bots = "; ".join(
        f"{id} ({DIFFICULTY.get(id, STUDY)}: {about})" for id, (_, about) in BOTS.items()
    )
    write(f"Seats: SEAT=WHO,… with {', '.join(known)}; human, human:NAME, or a bot: {bots}")
    players = who_plays(click.prompt("Seats", default="", show_default=False), known)
    seed = click.prompt("Seed (empty: a new one)", default="", show_default=False).strip()
    if seed and not seed.removeprefix("-").isdecimal():
        raise Refused("a seed is a whole number")
    return new_session(folder, scenario, int(seed) if seed else None, players)
