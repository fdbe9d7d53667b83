"""`wargame fork`, `wargame compare`, `wargame export`: branches, comparisons and exports of
saves."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import click

from wargame.cli.path_types import TO_READ, TO_WRITE
from wargame.cli.saves import code_option, named_viewer, of_file
from wargame.cli.terminal import screen_wanted
from wargame.saves.export.columns import dictionary
from wargame.saves.export.compare import Comparison, compare
from wargame.saves.export.export import CHRONICLE, FORMS, export, export_all
from wargame.saves.format.errors import BadSave, SaveFailed, printable
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
@click.argument("files", nargs=-1, required=True, type=TO_READ, metavar="A B…")
@click.option("--json", "as_json", is_flag=True, help="One object; a list of them for several B.")
@click.option(
    "--screen/--text", "screen", default=None,
    help="A screen or tables; by default a screen where there is a terminal and one B.",
)  # fmt: skip
@click.option("--ascii", "ascii_signs", is_flag=True, help="Plain signs instead of shapes.")
@code_option
@click.pass_obj
def compare_command(
    folder: Path | None, files: tuple[Path, ...], as_json: bool, screen: bool | None,
    ascii_signs: bool, code: str | None,
) -> int:  # fmt: skip
    """Set games of the same deal side by side: each of the others beside the first.

    The first decision that differs, the levels turn by turn, the verdicts. Of a game that is not
    finished only public facts are compared, unless its code is given. Of several, one that cannot
    be compared is named and left out; exit code 1.
    """
    if len(files) < 2:
        raise click.UsageError("Missing argument 'B'.")
    if screen and len(files) > 2:
        raise click.UsageError("the screen shows two games; take --text")
    found, failed = _compared(files, code)
    if as_json:
        told = [both.as_object() for both in found]
        data_json(told if len(files) > 2 else told[0])
        return int(failed)
    before = click.get_current_context().find_root().params
    ascii_signs = ascii_signs or bool(before.get("ascii_signs"))
    if screen is None:
        screen = len(files) == 2 and screen_wanted(bool(before.get("plain")))
    if screen:
        from wargame.ui.tui.app import run_comparison

        return run_comparison(locations.folder(folder, files[0]), found[0], ascii_signs)
    spell_output(ascii_signs)
    from wargame.cli import comparison

    for number, both in enumerate(found):
        if number:
            write()
        comparison.show(both)
    return int(failed)


def _compared(files: Sequence[Path], code: str | None) -> tuple[list[Comparison], bool]:
    """Compare each of the other files with the first; return also whether one of several could not
    be, which is then told."""
    first, *others = files
    if len(others) == 1:
        return [compare(first, others[0], code)], False
    load_to_show(first, code)
    found, failed = list[Comparison](), False
    for path in others:
        try:
            found.append(compare(first, path, code))
        except BadSave as error:
            failed = True
            write(f"wargame: {of_file(path, error)}", err=True)
    return found, failed


@click.command("export")
@click.argument("files", nargs=-1, type=TO_READ, metavar="FILE…")
@click.option("--as", "who", default="referee", show_default=True, metavar="SEAT",
              help="Whose knowledge: a seat, referee or public.")  # fmt: skip
@click.option("--format", "form", type=click.Choice(FORMS), default="jsonl", show_default=True,
              help="JSON lines; CSV for programs, or to be opened in Excel; Markdown.")  # fmt: skip
@click.option("--out", type=TO_WRITE, metavar="FILE", help="Write there instead of printing.")
@click.option("--dictionary", "columns", is_flag=True, help="Say what every column means.")
@code_option
def export_command(
    files: tuple[Path, ...], who: str, form: str, out: Path | None, columns: bool,
    code: str | None,
) -> int:  # fmt: skip
    """Write games as a seat, the public or the referee knows them.

    A game that is not finished is told as the public knows it, unless its code is given. Several
    make one table, in which the column save names the file of each row; if one of them cannot be
    read, nothing is written.
    """
    if columns:
        data(dictionary())
        return 0
    if not files:
        raise click.UsageError("Missing argument 'FILE…'.")
    if len(files) > 1 and form == CHRONICLE:
        raise click.UsageError(f"--format {CHRONICLE} tells one game; name one file")
    games = [_to_export(path, who, code, several=len(files) > 1) for path in files]
    if len(games) == 1:
        ((loaded, viewer, _),) = games
        text = export(loaded, viewer, form)
    else:
        names = _save_names(files)
        told = [(names[at], loaded, viewer) for at, (loaded, viewer, _) in enumerate(games)]
        text = export_all(told, form)
    if out is None:
        data(text)
    elif out.exists():
        raise SaveFailed(f"{_name(out)} is there already; name another file")
    else:
        publish(out, encoded(text))
    for game in games:
        for sentence in _cautions(*game):
            write(f"wargame: {sentence}", err=True)
    return 0


def _to_export(
    path: Path, who: str, code: str | None, *, several: bool
) -> tuple[Loaded, Viewer, Viewer]:
    """Load a game; return it with the viewer that it is told to, and the one that was asked for."""
    try:
        loaded = load_to_show(path, code)
    except BadSave as error:
        if several:
            raise BadSave(f"{of_file(path, error)}; nothing is written", error.line) from None
        raise
    wanted = named_viewer(who, loaded.timeline.game.seats)
    return loaded, wanted if wanted in viewers_of(loaded, code) else PUBLIC, wanted


def _save_names(files: Sequence[Path]) -> list[str]:
    """Name several saves: by their file, or by their path where two files have one name."""
    if len(set(files)) < len(files):
        (twice, _), *_ = Counter(files).most_common(1)
        raise click.UsageError(f"{_name(twice)} is named twice")
    stems = Counter(path.stem for path in files)
    return [path.stem if stems[path.stem] == 1 else str(path) for path in files]


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
