"""`wargame close`: the bell. Games that are not over are closed and scored."""

from __future__ import annotations

from pathlib import Path

import click

from wargame.cli.path_types import TO_READ
from wargame.cli.saves import code_option, of_file
from wargame.engine.bell import CannotClose
from wargame.engine.scoring import halves_text
from wargame.saves.format.errors import BadSave, SaveFailed, printable
from wargame.saves.replay.loaded import load
from wargame.saves.write.lock import Busy
from wargame.system.paths import command
from wargame.ui.printing import write
from wargame.ui.session import Session, saved_session


@click.command("close")
@click.argument("files", nargs=-1, required=True, type=TO_READ)
@code_option
def close_command(files: tuple[Path, ...], code: str | None) -> int:
    """Close games at the bell: each is scored as it stood after its last whole turn.

    Points are held against what is usual at the end of that turn. A closed game has verdicts,
    report and turning points, and can be branched from, as one that was played to its end. Exit
    code 1 if a game could not be closed; it is then as it was.
    """
    failed = False
    for path in files:
        name = printable(str(path))
        try:
            session = saved_session(path, code)
            try:
                session.close()
            finally:
                session.journal.close()
        except Busy:
            failed = True
            write(f"{name} {_elsewhere(path)}", err=True)
        except (BadSave, SaveFailed, CannotClose) as error:
            failed = True
            write(of_file(path, error), err=True)
        else:
            write(f"{name}: {_told(session)}")
    return int(failed)


def _elsewhere(path: Path) -> str:
    """Say how a game is closed that is open in another window."""
    ways = ["by F4 there, or the word close in lines"]
    if load(path).header.chair is not None:
        ways += ["by the chair on its page under `serve`", f"by {command('chair close', path)}"]
    return f"is open in another window, and is closed {', '.join(ways)}; or end that window first"


def _told(session: Session) -> str:
    game = session.game
    outcome = game.outcome
    assert outcome is not None
    scores = ", ".join(
        f"{game.words.seat(one.seat)} {one.tier} {halves_text(one.halves)}"
        for one in outcome.scores
    )
    return printable(f"closed after turn {game.bell}, {outcome.ending_name}; {scores}")
