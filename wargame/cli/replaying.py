"""`wargame replay`: a saved game step by step; and what each seat knew, and when."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from wargame.cli.path_types import TO_READ
from wargame.cli.saves import code_option, named_viewer
from wargame.cli.terminal import screen_wanted
from wargame.saves.format.errors import CodeNeeded, printable
from wargame.saves.replay.knowledge import Known, knowledge
from wargame.saves.replay.loaded import Loaded, load
from wargame.saves.replay.replay import Replay
from wargame.saves.replay.viewer import Viewer
from wargame.saves.write import locations
from wargame.system.paths import command
from wargame.ui.line.line_replay import LineReplay, transcript
from wargame.ui.printing import data_json, spell_output, write
from wargame.ui.words import ENGLISH


@click.command("replay")
@click.argument("file", type=TO_READ)
@click.option("--plain", is_flag=True, help="Line mode; the whole game when piped.")
@click.option("--ascii", "ascii_signs", is_flag=True, help="Plain signs instead of shapes.")
@click.option("--as", "viewer", metavar="SEAT|referee|public", help="Through whose eyes.")
@click.option("--at", type=int, help="Begin at this ply.")
@click.option(
    "--knowledge", "knower", metavar="SEAT", help="What this seat (or public) knew, and when."
)
@click.option("--json", "as_json", is_flag=True, help="With --knowledge: a list of objects.")
@code_option
@click.pass_context
def replay_command(
    context: click.Context,
    file: Path,
    plain: bool,
    ascii_signs: bool,
    viewer: str | None,
    at: int | None,
    knower: str | None,
    as_json: bool,
    code: str | None,
) -> int:
    """Show a saved game again, step by step; a save is only read, but for notes.

    An unfinished game shows public facts alone, unless the code of its set-up is given.
    """
    if as_json and knower is None:
        raise click.UsageError("--json goes with --knowledge")
    before = context.find_root().params
    signs = ascii_signs or before["ascii_signs"]
    screen = knower is None and screen_wanted(plain or before["plain"])
    if not screen:
        spell_output(signs)
    try:
        replay = Replay.open(file, code)
    except CodeNeeded:
        if code is not None:
            raise
        return locked(load(file))
    if knower is not None:
        return known(replay, knower, as_json)
    eyes = replay.viewers[0] if viewer is None else allowed_viewer(replay, viewer)
    ply = replay.find(at or 0, eyes)
    folder = locations.folder(context.obj, file)
    if screen:
        from wargame.ui.tui import app

        status, farewell = app.run_replay(folder, replay, eyes, ply, signs)
        if farewell:
            write(farewell, err=status != 0)
        return status
    lines = LineReplay(replay, eyes, ply, folder)
    if sys.stdout.isatty():
        return lines.run()
    for line in transcript(replay, eyes):
        lines.say(line)
    return 0


def allowed_viewer(replay: Replay, word: str) -> Viewer:
    """Return the viewer that `word` names, if it may be taken. Raises `UsageError`."""
    viewer = named_viewer(word, replay.names)
    if viewer not in replay.viewers:
        coded = replay.loaded.header.coded
        more = "give its code: --code" if coded else "it was begun without a code to open it"
        raise click.UsageError(f"the game is unfinished and shows public facts alone; {more}")
    return viewer


def known(replay: Replay, name: str, as_json: bool) -> int:
    """Print what a seat knew, and when."""
    viewer, loaded = allowed_viewer(replay, name), replay.loaded
    if viewer.referee:
        raise click.UsageError("the referee knows all; name a seat, or public")
    things = knowledge(loaded.timeline, viewer.seat, replay.last)
    if as_json:
        whole = {
            "file": str(loaded.path),
            "verdict": loaded.verdict.name,
            "why": loaded.sentence,
            "seat": viewer.id,
            "known": [as_object(replay, viewer, thing) for thing in things],
        }
        data_json(whole, indent=2)
        return 0
    write(ENGLISH.save_verdict(loaded.verdict.name, loaded.sentence))
    for line in knowledge_lines(replay, viewer, things):
        write(line)
    return 0


def as_object(replay: Replay, viewer: Viewer, thing: Known) -> dict[str, object]:
    """Return one thing for JSON; while plies are secret, with its stop instead of its ply."""
    fields = thing.as_object()
    if not replay.counts_plies(viewer):
        fields["step"] = replay.nearest(replay.shown_at(fields.pop("ply"), viewer), viewer)
    return fields


def knowledge_lines(replay: Replay, viewer: Viewer, things: list[Known]) -> list[str]:
    """Return what a seat knew in lines, turn by turn."""
    words = replay.loaded.timeline.game.words
    lines, head = [], ""
    for thing in things:
        phase = words.upper(words.phase(thing.phase)) if thing.phase else ""
        if (now := ENGLISH.known_when(thing.turn, printable(phase))) != head:
            lines.append(now)
            head = now
        place = replay.label(replay.shown_at(thing.ply, viewer), viewer).partition(" of")[0]
        lines.append(ENGLISH.known_thing(place, thing.own, thing.kind, thing.text))
    return lines


def locked(loaded: Loaded) -> int:
    """Print the part of a sealed game that needs no code: the choices on the open table."""
    write(ENGLISH.save_verdict(loaded.verdict.name, loaded.sentence))
    write(ENGLISH.locked_head())
    sealed = ""
    for choice in loaded.choices:
        if choice.key is not None:
            write(ENGLISH.of(printable(choice.seat), printable(choice.key)))
        elif choice.seat != sealed:
            write(ENGLISH.locked_private(printable(choice.seat)))
        sealed = choice.seat if choice.key is None else ""
    write(ENGLISH.locked_more(command("replay", loaded.path, "--code")))
    return 0
