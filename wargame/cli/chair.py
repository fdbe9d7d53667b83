"""`wargame chair`: what the chair of a lesson does at its tables, from outside of them."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import click

from wargame.cli.group import Refused
from wargame.cli.path_types import TO_READ
from wargame.cli.saves import code_option
from wargame.engine.act import Act
from wargame.engine.chair import CannotAct, phase_starts
from wargame.engine.game import Game
from wargame.engine.library import data
from wargame.saves.format.errors import BadSave, SaveFailed, printable
from wargame.saves.format.header import ChairSeat
from wargame.saves.replay.loaded import Loaded, Verdict, load
from wargame.saves.write.journal import ready
from wargame.ui.chair import (
    Door,
    act_of,
    acts_done,
    order,
    prepared,
    refuse,
    said_openly,
    waiting,
)
from wargame.ui.players import BadPlayers
from wargame.ui.printing import write
from wargame.ui.words import ENGLISH

VARIABLE = "WARGAME_CHAIR"
"""The variable that the chair's code is taken from without the option."""
Wanted = Callable[[Game], Act]


@click.group("chair")
def chair_command() -> None:
    """Act as the chair of tables that `wargame lesson` has made.

    The lesson's folder holds the chair's code. News, words, conditions, corrections, seats, undo
    and the end come into force when the next phase begins, so that no question changes under a
    player's hand; a pause and more time hold at once. A table that is being played takes an order
    up by itself; one that is not, when it is opened. All of it stands in the save.
    """


def _acts(command: Any) -> Any:
    """Add what all acts share: the saves, the chair's code, the code of the saves."""
    command = click.option(
        "--chair", "chair", envvar=VARIABLE, show_envvar=True, metavar="CODE",
        help="The code of the chair; asked for if left out.",
    )(code_option(command))  # fmt: skip
    return click.argument("files", nargs=-1, required=True, type=TO_READ)(command)


def _do(files: tuple[Path, ...], chair: str | None, code: str | None, wanted: Wanted) -> int:
    """Order an act at each table; say what became of it. Return 1 if a table could not be told."""
    doors = _Doors(chair)
    failed = False
    for path in files:
        name = printable(str(path))
        try:
            loaded = _open(path, code)
            doors.pass_through(loaded)
            game = loaded.timeline.game
            told = order(path, loaded.header, game, wanted(game), ENGLISH)
        except (BadSave, SaveFailed, CannotAct, BadPlayers) as error:
            failed = True
            said_so = printable(str(error))
            write(said_so if said_so.startswith(name) else f"{name}: {said_so}", err=True)
        else:
            write(f"{name}: {printable(told)}")
    return int(failed)


def _open(path: Path, code: str | None) -> Loaded:
    """Load a table at which a chair can act. Raises `BadSave`."""
    loaded = load(path, code=code)
    if loaded.finished and loaded.verdict in (Verdict.EXACT, Verdict.UNVERIFIED):
        raise BadSave(f"{path}: {loaded.timeline.game.words.chair_over()}")
    return ready(path, code)


class _Doors:
    """The doors of several tables; a code that was typed is tried at the next table too."""

    def __init__(self, code: str | None) -> None:
        self.typed, self.code = code is None, code
        self.left: dict[ChairSeat | None, Door] = {}

    def pass_through(self, loaded: Loaded) -> None:
        """Go in. Raises `CannotAct` where this table has no chair or another code; `Refused` after
        three wrong codes."""
        seat = loaded.header.chair
        door = self.left.setdefault(seat, Door(seat, ENGLISH))
        if why := door.refusal():
            raise CannotAct(why)
        if not self.typed and seat is not None and not door.opens(self.code or ""):
            raise CannotAct(ENGLISH.chair_not_its_code())
        while not door.open:
            asks = self.typed and sys.stdin.isatty()
            code = self.code
            if code is None:
                code = click.prompt(ENGLISH.chair_ask_code(), hide_input=asks)
            why = door.knock(code)
            self.code = code if door.open or not self.typed else None
            if not door.open and not door.left:
                raise Refused(why)
            if why:
                write(why, err=True)


@chair_command.command("state")
@_acts
def state_command(files: tuple[Path, ...], chair: str | None, code: str | None) -> int:
    """Say how each table stands, what the chair has done there, and what waits."""
    doors = _Doors(chair)
    failed = False
    for path in files:
        try:
            loaded = load(path, code=code)
            doors.pass_through(loaded)
            game = loaded.timeline.game
        except (BadSave, CannotAct) as error:
            failed = True
            write(f"{printable(str(path))}: {printable(str(error))}", err=True)
            continue
        write(f"{printable(str(path))}: {loaded.verdict.name}, {loaded.sentence}")
        done = [
            ENGLISH.chair_done(one.turn, game.words.phase(one.phase), said_openly(game, one.act))
            for one in acts_done(loaded)
        ]
        for line in [*done, *waiting(path, loaded.header, game, ENGLISH)]:
            write(f"  {printable(line)}")
    return int(failed)


@chair_command.command("news")
@_acts
@click.option("--title", required=True, help="The headline.")
@click.option("--text", required=True, help="What all read.")
def news_command(files: tuple[Path, ...], title: str, text: str, **codes: str | None) -> int:
    """Announce news to all."""
    return _do(files, **codes, wanted=_typed("news", title=title, text=text))


@chair_command.command("words")
@_acts
@click.option("--seat", default="all", show_default=True, help="The seat that alone reads it.")
@click.option("--text", required=True, help="What is said.")
def words_command(files: tuple[Path, ...], seat: str, text: str, **codes: str | None) -> int:
    """Say something to one seat, or to all."""
    return _do(files, **codes, wanted=_typed("words", seat=seat, text=text))


@chair_command.command("condition")
@_acts
@click.option("--card", required=True, metavar="ID", help="The id of an event with a condition.")
def condition_command(files: tuple[Path, ...], card: str, **codes: str | None) -> int:
    """Turn up a condition of the game before its time."""
    return _do(files, **codes, wanted=_typed("condition", card=card))


@chair_command.command("track")
@_acts
@click.option("--level", required=True, metavar="ID", help="Such as tokyo.support, strait, order.")
@click.option("--to", required=True, metavar="N", help="What it is set to.")
@click.option("--why", required=True, help="The reason, which all read.")
def track_command(
    files: tuple[Path, ...], level: str, to: str, why: str, **codes: str | None
) -> int:
    """Correct a level."""
    return _do(files, **codes, wanted=_typed("track", level=level, to=to, text=why))


@chair_command.command("seat")
@_acts
@click.option("--seat", required=True)
@click.option("--player", required=True, help="A bot, such as adaptive; human; human:NAME.")
def seat_command(files: tuple[Path, ...], seat: str, player: str, **codes: str | None) -> int:
    """Let a bot take a seat, or give it back to a person."""
    return _do(files, **codes, wanted=_typed("seat", seat=seat, player=player))


@chair_command.command("undo")
@_acts
@click.option("--turn", type=click.IntRange(1), required=True)
@click.option("--phase", default="", help="By default the first of the turn.")
def undo_command(files: tuple[Path, ...], turn: int, phase: str, **codes: str | None) -> int:
    """Take a table back to where a turn or a phase began. What is taken back stays in the save."""
    return _do(files, **codes, wanted=lambda game: _back_to(game, turn, phase))


@chair_command.command("close")
@_acts
def close_command(files: tuple[Path, ...], **codes: str | None) -> int:
    """Close the games: they are scored as they stood after the last whole turn."""
    return _do(files, **codes, wanted=_typed("close"))


@chair_command.command("pause")
@_acts
def pause_command(files: tuple[Path, ...], **codes: str | None) -> int:
    """Pause tables behind a page that hides everything."""
    return _do(files, **codes, wanted=_typed("pause"))


@chair_command.command("go-on")
@_acts
def go_on_command(files: tuple[Path, ...], **codes: str | None) -> int:
    """Let tables go on that were paused."""
    return _do(files, **codes, wanted=_typed("go-on"))


@chair_command.command("time")
@_acts
@click.option("--minutes", required=True, metavar="N")
def time_command(files: tuple[Path, ...], minutes: str, **codes: str | None) -> int:
    """Give more minutes to the sitting or phase that the soft clock counts."""
    return _do(files, **codes, wanted=_typed("time", minutes=minutes))


@chair_command.command("prepared")
@click.argument("files", nargs=-1, type=TO_READ)
@click.option("--inject", "id", metavar="ID", default="", help="Which one; a list without.")
@click.option("--seat", default="", help="To whom, for words that are for one seat.")
@click.option("--chair", "chair", envvar=VARIABLE, show_envvar=True, metavar="CODE",
              help="The code of the chair; asked for if left out.")  # fmt: skip
@code_option
def prepared_command(
    files: tuple[Path, ...], id: str, seat: str, chair: str | None, code: str | None
) -> int:
    """Bring a prepared inject to tables, or list what is prepared."""
    injects = prepared(data("rules"))
    if not id:
        for one in injects:
            write(f"{one.id:12} {ENGLISH.chair_kind(one.act)}: {one.name}")
        return 0
    inject = next((one for one in injects if one.id == id), None)
    if inject is None:
        known = ", ".join(one.id for one in injects)
        raise Refused(f"nothing of the name “{id[:40]}” is prepared; there are {known}")
    if (inject.to == "seat") != bool(seat):
        raise Refused(
            f"{id} is for one seat: name it with --seat" if inject.to else f"{id} is for all"
        )
    if not files:
        raise click.UsageError("name the saves of the tables")
    act = inject.filled(seat)

    def wanted(game: Game) -> Act:
        refuse(game, act)
        return act

    return _do(files, chair, code, wanted)


def _typed(kind: str, **values: str) -> Wanted:
    """Return what makes an act of what was typed."""
    given: Mapping[str, str] = values
    return lambda game: act_of(game, kind, given, ENGLISH)


def _back_to(game: Game, turn: int, phase: str) -> Act:
    """Return the undo to where a turn or a phase of it began. Raises `CannotAct`."""
    starts = [one for one in phase_starts(game) if one.turn == turn]
    for one in starts:
        if not phase or phase.casefold() in (one.phase, game.words.phase(one.phase).casefold()):
            return act_of(game, "undo", {"to": str(one.ply)}, ENGLISH)
    known = ", ".join(f"turn {one.turn} {one.phase}" for one in phase_starts(game))
    raise CannotAct(ENGLISH.chair_no_place(known))
