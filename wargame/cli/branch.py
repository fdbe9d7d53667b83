"""`wargame fork`, `wargame compare`, `wargame export`: branches, comparisons and exports of
saves."""

from __future__ import annotations

from pathlib import Path

import click

from wargame.cli.path_types import TO_READ, TO_WRITE
from wargame.cli.saves import code_option, named_viewer
from wargame.cli.terminal import screen_wanted
from wargame.saves.export.columns import dictionary
from wargame.saves.export.compare import compare
from wargame.saves.export.export import FORMS, export
from wargame.saves.format.errors import SaveFailed, printable
from wargame.saves.replay.loaded import Loaded, Verdict
from wargame.saves.replay.viewer import PUBLIC, Viewer, load_to_show, viewers_of
from wargame.saves.write import locations
from wargame.saves.write.disk import publish
from wargame.saves.write.fork import fork
from wargame.ui.players import who_plays
from wargame.ui.printing import data, data_json, encoded, spell_output, write


@click.command("fork")
@click.argument("file", type=TO_READ)
@click.option("--at", required=True, type=int, metavar="PLY", help="Before which choice, from 0.")
@click.option("--save", "new", required=True, type=TO_WRITE, metavar="NEW", help="The new save.")
@click.option("--seats", default="", metavar="SEAT=WHO,…", help="Who plays; others as before.")
@click.option("--no-play", is_flag=True, help="Only write the new save.")
@click.option("--plain", is_flag=True, help="Line mode.")
@click.option("--ascii", "ascii_signs", is_flag=True, help="Plain signs instead of shapes.")
@code_option
@click.pass_context
def fork_command(
    context: click.Context, file: Path, at: int, new: Path, seats: str, no_play: bool,
    plain: bool, ascii_signs: bool, code: str | None,
) -> int:  # fmt: skip
    """Go on playing from any decision of a game, with the same luck, in a new save.

    A game that is not finished is branched from with its code alone.
    """
    players = None
    if seats.strip():
        header, game = (loaded := load_to_show(file, code)).header, loaded.timeline.game
        players = who_plays(seats, game.seats, header.seats)
    before = context.find_root().params
    if no_play or not screen_wanted(plain or before["plain"]):
        spell_output(ascii_signs or before["ascii_signs"])
    made = fork(file, at, new, code, players)
    write(f"{_name(made)} branched from {_name(file)} at ply {at}.", err=not no_play)
    if no_play:
        return 0
    group = context.find_root().command
    assert isinstance(group, click.Group)
    how = {"plain": plain, "ascii_signs": ascii_signs, "code": code}
    played: int = context.invoke(group.commands["resume"], file=made, **how)
    return played


@click.command("compare")
@click.argument("one", metavar="A", type=TO_READ)
@click.argument("other", metavar="B", type=TO_READ)
@click.option("--json", "as_json", is_flag=True, help="One object.")
@click.option(
    "--screen/--text", "screen", default=None,
    help="A screen or tables; by default a screen where there is a terminal.",
)  # fmt: skip
@click.option("--ascii", "ascii_signs", is_flag=True, help="Plain signs instead of shapes.")
@code_option
@click.pass_obj
def compare_command(
    folder: Path | None, one: Path, other: Path, as_json: bool, screen: bool | None,
    ascii_signs: bool, code: str | None,
) -> int:  # fmt: skip
    """Set two games of the same deal side by side.

    The first decision that differs, the levels turn by turn, the verdicts. Of a game that is not
    finished only public facts are compared, unless its code is given.
    """
    both = compare(one, other, code)
    if as_json:
        data_json(both.as_object())
        return 0
    before = click.get_current_context().find_root().params
    if screen is None:
        screen = screen_wanted(bool(before.get("plain")))
    ascii_signs = ascii_signs or bool(before.get("ascii_signs"))
    if screen:
        from wargame.ui.tui.app import run_comparison

        return run_comparison(locations.folder(folder, one), both, ascii_signs)
    spell_output(ascii_signs)
    from wargame.cli import comparison

    comparison.show(both)
    return 0


@click.command("export")
@click.argument("file", required=False, type=TO_READ)
@click.option("--as", "who", default="referee", show_default=True, metavar="SEAT",
              help="Whose knowledge: a seat, referee or public.")  # fmt: skip
@click.option("--format", "form", type=click.Choice(list(FORMS)), default="jsonl",
              show_default=True,
              help="JSON lines; CSV for programs, or to be opened in Excel; Markdown.")  # fmt: skip
@click.option("--out", type=TO_WRITE, metavar="FILE", help="Write there instead of printing.")
@click.option("--dictionary", "columns", is_flag=True, help="Say what every column means.")
@code_option
def export_command(
    file: Path | None, who: str, form: str, out: Path | None, columns: bool, code: str | None
) -> int:
    """Write a game as a seat, the public or the referee knows it.

    A game that is not finished is told as the public knows it, unless its code is given.
    """
    if columns:
        data(dictionary())
        return 0
    if file is None:
        raise click.UsageError("Missing argument 'FILE'.")
    loaded = load_to_show(file, code)
    wanted = named_viewer(who, loaded.timeline.game.seats)
    viewer = wanted if wanted in viewers_of(loaded, code) else PUBLIC
    text = export(loaded, viewer, form)
    if out is None:
        data(text)
    elif out.exists():
        raise SaveFailed(f"{_name(out)} is there already; name another file")
    else:
        publish(out, encoded(text))
    for sentence in _cautions(loaded, viewer, wanted):
        write(f"wargame: {sentence}", err=True)
    return 0


def _cautions(loaded: Loaded, viewer: Viewer, wanted: Viewer) -> list[str]:
    """Warn if less is shown than was asked for, or if the save has faults."""
    cautions: list[str] = []
    if viewer != wanted:
        cautions.append(f"{_name(loaded.path)} is not finished: these are public facts only")
    if loaded.verdict in (Verdict.DIVERGED, Verdict.DAMAGED):
        cautions.append(f"{_name(loaded.path)} is {loaded.verdict.name}: {loaded.sentence}")
    return cautions


def _name(path: Path) -> str:
    return printable(str(path))
