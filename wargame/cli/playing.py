"""`wargame play`, `wargame resume`, and the menu that opens without a command."""

from __future__ import annotations

from pathlib import Path

import click
from click.core import ParameterSource

from wargame.cli.group import Refused
from wargame.cli.opening import on_screen, saved
from wargame.cli.path_types import TO_READ, TO_WRITE
from wargame.cli.saves import CODE_VARIABLE, code_option
from wargame.cli.settings import report_faults
from wargame.cli.terminal import screen_wanted
from wargame.engine.library import library
from wargame.saves.format.errors import printable
from wargame.saves.write import locations
from wargame.system.paths import command
from wargame.ui.learned import LEARNERS, learned, learners, lesson
from wargame.ui.options import MOST_MINUTES, Minutes
from wargame.ui.players import PEOPLE, SYNTAX, who_plays
from wargame.ui.printing import spell_output, write
from wargame.ui.session import Session, new_session, saved_session
from wargame.ui.settings import OFF, ON, chosen
from wargame.ui.unfinished import left_out, newest, offered
from wargame.ui.words import ENGLISH
from wargame.ui.words.face import FaceWords

SCENARIO = "new-entente"


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
@click.option(
    "--hints/--no-hints",
    default=None,
    help="Play with hints, or without; by default as the settings say.",
)
@click.option("--reasons", is_flag=True, help="Ask each seat why, once a Cabinet sitting.")
@click.option(
    "--clock",
    "minutes",
    type=click.IntRange(1, MOST_MINUTES),
    metavar="MINUTES",
    help="Count down so many minutes for each sitting and phase; nothing ends by it.",
)
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
    hints: bool | None,
    reasons: bool,
    minutes: int | None,
    no_beats: bool,
    file: Path | None,
    code: str | None,
) -> int:
    """Play a game; with a code nobody can go on with it, or look into it, without that code."""
    players = who_plays(seats, library().program(scenario).book.layout.seats)
    folder = locations.folder(folder, file)
    if hints is None:
        hints = chosen().hints == ON
    clock = None if minutes is None else Minutes(minutes, minutes)
    session = new_session(
        folder, scenario, seed, players, file, basic, hints, code, reasons=reasons, minutes=clock
    )
    if click.get_current_context().get_parameter_source("code") is ParameterSource.ENVIRONMENT:
        session.code_variable = CODE_VARIABLE
    return run(folder, session, plain, ascii_signs, no_beats)


@click.command("learn")
@click.option(
    "--people",
    type=click.Choice([str(people) for people in LEARNERS]),
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
    return run(folder, session, plain, ascii_signs, no_beats)


def run(
    folder: Path, session: Session, plain: bool, ascii_signs: bool, no_beats: bool = False
) -> int:
    """Play a game at this terminal; `plain` and `ascii_signs` may also be given before the
    command."""
    before = click.get_current_context().find_root().params
    if no_beats:
        session.settings = session.settings.having("beats", OFF)
    ascii_signs = ascii_signs or before["ascii_signs"]
    if screen_wanted(plain or before["plain"]):
        return on_screen(folder, session, ascii_signs)
    spell_output(ascii_signs)
    report_faults()
    return in_lines(session)


def in_lines(session: Session) -> int:
    """Play in line mode."""
    from wargame.ui.line.line_table import LineTable

    with saved():
        return LineTable(session).play()


def plain_menu(folder: Path, face: FaceWords = ENGLISH) -> Session | None:
    """Ask in lines what to do, in a pipe too; return None to quit.

    Raises `EndOfInput` if an answer is missing: no game begins unasked.
    """
    from wargame.bots.bot import BOTS

    games, note = offered(folder, face)
    items = [face.menu_resume(printable(game.path.name), game.said(face)) for game in games]
    learn, new = face.menu_item("learn"), face.menu_item("new")
    items += [new, learn] if learned() else [learn, new]
    items.append(face.menu_item("quit"))
    if note:
        write(note)
    for number, item in enumerate(items, 1):
        write(f"{number}. {item}")
    at = click.prompt(face.choose(), type=click.IntRange(1, len(items))) - 1
    if at < len(games):
        code = click.prompt(face.code(), hide_input=True) if games[at].coded else None
        return saved_session(games[at].path, code, language=face.language)
    if at == len(items) - 1:
        return None
    if items[at] == learn:
        for number, people in enumerate(LEARNERS, 1):
            write(f"{number}. {face.learning(people)}")
        which = click.prompt(face.who_learns(), type=click.IntRange(1, len(LEARNERS)), default=1)
        return first_session(folder, LEARNERS[which - 1])
    for id in library().scenarios:
        spec = library().program(id).scenario
        write(face.scenario_line(spec.id, spec.name, spec.premise))
    scenario = click.prompt(face.scenario(), default=SCENARIO)
    known = library().program(scenario).book.layout.seats
    bots = [f"{face.bot_level(id, id)}: {face.bot_about(id)}" for id in BOTS]
    write(face.seats_hint(SYNTAX, known, PEOPLE, bots))
    players = who_plays(click.prompt(face.seats(), default="", show_default=False), known)
    seed = click.prompt(face.seed(), default="", show_default=False).strip()
    if seed and not seed.removeprefix("-").isdecimal():
        raise Refused("a seed is a whole number")
    hints, drawn = chosen().hints == ON, int(seed) if seed else None
    return new_session(folder, scenario, drawn, players, hints=hints, language=face.language)
