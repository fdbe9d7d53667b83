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
from wargame.cli.group import Commands, Homes
from wargame.cli.path_types import FOLDER
from wargame.cli.settings import report_faults
from wargame.cli.terminal import (
    Unread,
    finish,
    give_up,
    last_words,
    open_streams,
    screen_wanted,
    tidy,
)
from wargame.system.form import FORM
from wargame.system.told import Told
from wargame.ui.printing import spell_output
from wargame.ui.settings import chosen

SCREENS = ("learn", "play", "resume", "replay", "fork", "compare")
"""Commands that may open a screen, which has its own way to draw plain signs."""


COMMANDS = {
    "learn": "wargame.cli.playing:learn_command",
    "play": "wargame.cli.playing:play_command",
    "resume": "wargame.cli.playing:resume_command",
    "cards": "wargame.cli.contents:cards_command",
    "rules": "wargame.cli.contents:rules_command",
    "check": "wargame.cli.contents:check_command",
    "lab": "wargame.cli.lab.commands:lab",
    "verify": "wargame.cli.saves:verify_command",
    "replay": "wargame.cli.replaying:replay_command",
    "fork": "wargame.cli.branch:fork_command",
    "compare": "wargame.cli.branch:compare_command",
    "export": "wargame.cli.branch:export_command",
    "settings": "wargame.cli.settings:settings_command",
    "report": "wargame.cli.reporting:report_command",
    "tables": "wargame.cli.reporting:tables_command",
    "close": "wargame.cli.closing:close_command",
    "lesson": "wargame.cli.lesson:lesson_command",
    "chair": "wargame.cli.chair:chair_command",
    "serve": "wargame.cli.serving:serve_command",
}
"""Every command and where it is; a module is imported for the first of its commands that is run."""


def main() -> None:
    """Run the command line; report a failure in one sentence, never in a traceback."""
    open_streams()
    tidy()
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
    except Told as error:
        last_words(f"wargame: {error}")
        return 2
    return code if isinstance(code, int) else 0


@click.group(
    cls=Commands,
    commands=Homes(COMMANDS),
    invoke_without_command=True,
    context_settings={"help_option_names": ["-h", "--help"]},
)
@click.version_option(f"{__version__} ({FORM})", prog_name="wargame")
@click.option("--saves", "folder", type=FOLDER, metavar="DIR", help="Where saves are kept.")
@click.option("--plain", is_flag=True, help="Line mode.")
@click.option(
    "--ascii/--no-ascii", "ascii_signs", default=None,
    help="Plain signs instead of shapes, or not; by default as the settings say.",
)  # fmt: skip
@click.pass_context
def commands(
    context: click.Context, folder: Path | None, plain: bool, ascii_signs: bool | None
) -> int | None:
    """Under the Umbrella: a policy wargame for three at one terminal.

    Without a command the menu opens.
    """
    context.obj = folder
    if ascii_signs is None:
        ascii_signs = context.params["ascii_signs"] = chosen().plain_signs
    if context.invoked_subcommand is not None:
        if ascii_signs and context.invoked_subcommand not in SCREENS:
            spell_output(ascii_signs=True)
        return None
    from wargame.saves.write import locations

    folder = locations.folder(folder)
    if screen_wanted(plain):
        from wargame.cli.opening import on_screen

        return on_screen(folder, None, ascii_signs)
    from wargame.cli.playing import in_lines, plain_menu

    spell_output(ascii_signs)
    report_faults()
    session = plain_menu(folder)
    return 0 if session is None else in_lines(session)
