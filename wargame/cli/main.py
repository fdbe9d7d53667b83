"""The commands. Exit codes: 0 done, 1 something found wrong, 2 not understood, 130 interrupted.

Output that nobody reads to its end (`| head`) gives 0; output that cannot be written gives 2.
"""

from __future__ import annotations

import os
import sys
from io import StringIO
from pathlib import Path

import click

from wargame import __version__
from wargame.cli.branch import compare_command, export_command, fork_command
from wargame.cli.closing import close_command
from wargame.cli.contents import cards_command, check_command, rules_command
from wargame.cli.group import Commands, Refused, fill_help
from wargame.cli.lab.commands import lab
from wargame.cli.lab.studies import STUDIES
from wargame.cli.lesson import lesson_command
from wargame.cli.path_types import FOLDER
from wargame.cli.playing import (
    in_lines,
    learn_command,
    on_screen,
    plain_menu,
    play_command,
    resume_command,
)
from wargame.cli.replaying import replay_command
from wargame.cli.reporting import report_command, tables_command
from wargame.cli.saves import verify_command
from wargame.cli.serving import serve_command
from wargame.cli.terminal import (
    Unread,
    finish,
    give_up,
    last_words,
    open_streams,
    screen_wanted,
    tidy,
)
from wargame.content.faults import BadContent
from wargame.content.load import UnknownScenario
from wargame.saves.format.errors import BadSave, SaveFailed
from wargame.saves.write import locations
from wargame.system.paths import BadPath
from wargame.system.standard_input import EndOfInput
from wargame.table.flow import RulesetRunsAway
from wargame.ui.players import BadPlayers
from wargame.ui.printing import spell_output

SCREENS = ("learn", "play", "resume", "replay", "fork", "compare")
"""Commands that may open a screen, which has its own way to draw plain signs."""


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
"""The exceptions that end a command with their sentence and exit code 2."""


def main() -> None:
    """Run the command line; report a failure in one sentence, never in a traceback."""
    open_streams()
    tidy()
    fill_help(commands)
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
    """Run the command line and return the exit code. Raises `Unread` and `OSError`."""
    try:
        code = commands.main(standalone_mode=False)
    except click.ClickException as error:
        # The error quotes the arguments, which may hold the name of a stranger's file.
        error.show(usage := StringIO())
        if usage.getvalue():
            last_words(usage.getvalue().rstrip("\n"))
        return error.exit_code
    except (click.Abort, KeyboardInterrupt):
        last_words("Interrupted.")
        return 130
    except TOLD as error:
        last_words(f"wargame: {error}")
        return 2
    return code if isinstance(code, int) else 0


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


for each in (
    learn_command, play_command, resume_command, cards_command, rules_command, check_command, lab,
    verify_command, replay_command, fork_command, compare_command, export_command,
    report_command, tables_command, close_command, lesson_command, serve_command,
):  # fmt: skip
    commands.add_command(each)
for study in STUDIES:
    lab.add_command(study)
