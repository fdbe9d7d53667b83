"""`wargame report` and `wargame tables`: saved games as pages, one by one and side by side."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from urllib.parse import quote

import click

from wargame.cli.group import Refused
from wargame.cli.path_types import FOLDER, TO_READ, TO_WRITE
from wargame.cli.saves import code_option, named_viewer, no_twins, of_file
from wargame.engine.library import data as content
from wargame.lab.studies.position_course import Course
from wargame.lesson import tables
from wargame.lesson.document import Document
from wargame.lesson.markdown import markdown
from wargame.lesson.report import report
from wargame.saves.format.errors import SaveFailed, printable
from wargame.saves.replay.loaded import Loaded
from wargame.saves.replay.viewer import Viewer, load_to_show, viewers_of
from wargame.saves.write.disk import folder as make_folder
from wargame.saves.write.disk import publish, replace
from wargame.system.paths import command
from wargame.system.told import Told
from wargame.ui.printing import data as data_text
from wargame.ui.printing import write

MADE_BY = {
    "html": b'name="generator" content="Under the Umbrella"', "md": b"# After-action report",
    "pdf": b"%PDF",
}  # fmt: skip
"""What an older report of each format holds: nothing else is written over."""
EARLY = 4096
"""In so many of its first bytes."""
ASKS = b'<section id="questions"'
"""What a report with questions holds."""


@click.command("report")
@click.argument("files", nargs=-1, required=True, type=TO_READ)
@click.option("--as", "reader", metavar="SEAT", default="",
              help="A seat, public or referee; by default the referee, and the public before the "
              "end.")  # fmt: skip
@click.option("--format", "form", type=click.Choice(sorted(MADE_BY)), default="html",
              show_default=True)  # fmt: skip
@click.option("--out", "folder", type=FOLDER, metavar="DIR", default=".",
              help="Where the reports are put; by default here.")  # fmt: skip
@click.option("--playouts", type=click.IntRange(2, 1000), metavar="N",
              help="Measure turning points too, by N futures from each choice; it takes "
              "minutes.")  # fmt: skip
@code_option
def report_command(
    files: tuple[Path, ...], reader: str, form: str, folder: Path, playouts: int | None,
    code: str | None,
) -> int:  # fmt: skip
    """Write the after-action report of each save: a page that opens from the disk.

    Verdicts and their arithmetic, the course in pictures, turning points with the reasons typed
    then, demands, pledges, crises, who knew what, ideas, ten questions for the debrief, sources. An
    older report of the same name is replaced, nothing else. Exit code 1 if a save has no report.
    """
    no_twins(files)
    writer = _writer(form)
    failed = False
    for path in files:
        try:
            loaded = load_to_show(path, code)
            viewer = _viewer(loaded, reader, code)
            if playouts and not viewer.referee:
                raise click.UsageError("--playouts looks at all that was sealed: for the referee")
            doc = report(loaded, viewer, content("cards"), _measured(path, playouts))
            told = f"-{viewer.id}" if reader else ""
            target = folder / f"{path.stem}-report{told}.{form}"
            _publish(target, writer(doc), MADE_BY[form])
        except (click.UsageError, Told) as error:
            if len(files) == 1:
                raise
            failed = True
            write(f"wargame: {of_file(path, error)}", err=True)
        else:
            write(printable(str(target)))
    return int(failed)


def _measured(path: Path, playouts: int | None) -> Course | None:
    """Measure the turning points of a game, if that is wanted. Raises `BadSave`."""
    if playouts is None:
        return None
    from wargame.cli.lab.studies import course_of

    return course_of(path, playouts)


def _writer(form: str) -> Callable[[Document], bytes]:
    """Return what writes a document in a format. Raises `Refused` where its library is missing."""
    if form == "md":
        return lambda doc: markdown(doc).encode()
    try:
        if form == "pdf":
            from wargame.lesson.pdf import NoFont, pdf

            def printed(doc: Document) -> bytes:
                try:
                    return pdf(doc)
                except NoFont as error:
                    raise Refused(str(error)) from None

            return printed
        from wargame.lesson.html import page
    except ImportError:
        raise Refused(
            f"{form} needs the extra `class`: pip install '.[class]'; --format md needs none"
        ) from None
    return lambda doc: page(doc).encode()


def _viewer(loaded: Loaded, reader: str, code: str | None) -> Viewer:
    """Return the viewer of a report. Raises `UsageError`."""
    permitted = viewers_of(loaded, code)
    if not reader:
        return permitted[0]
    viewer = named_viewer(reader, loaded.timeline.game.seats)
    if viewer not in permitted:
        raise click.UsageError(
            f"the game is not over, so {viewer.id} cannot be read without its code; as it stands "
            "it can be reported as: public"
        )
    return viewer


def _publish(path: Path, data: bytes, mark: bytes) -> None:
    """Write a page, over an older one of the same kind. Raises `SaveFailed`."""
    try:
        with path.open("rb") as file:
            if mark not in file.read(EARLY):
                raise SaveFailed(f"{printable(str(path))} is there already and no report: name "
                                 "another folder with --out")  # fmt: skip
    except FileNotFoundError:
        make_folder(path.parent)
    replace(path, data)


@click.command("tables")
@click.argument("files", nargs=-1, required=True, type=TO_READ)
@click.option("--format", "form", type=click.Choice(["html", "md", "pdf", "csv", "jsonl"]),
              default="html", show_default=True)  # fmt: skip
@click.option("--reports", "reports", type=FOLDER, metavar="DIR",
              help="Where their reports lie, to click into.")  # fmt: skip
@click.option("--names", is_flag=True, help="With who sat where, in CSV and JSON lines.")
@click.option("--out", "target", type=TO_WRITE, metavar="FILE",
              help="By default tables.html here; other formats are printed.")  # fmt: skip
def tables_command(
    files: tuple[Path, ...], form: str, reports: Path | None, names: bool, target: Path | None
) -> int:
    """Hold many tables of one deal against each other: a page to project, or data.

    Each seat stands beside the same seat at the other tables; it says where they parted, endings,
    verdicts, demands and promises. Data hold no names unless --names asks for them.
    """
    no_twins(files)
    loaded = [load_to_show(path) for path in files]
    try:
        tables.same_deal(loaded)
    except tables.OtherDeal as error:
        raise Refused(printable(str(error))) from None
    if form in ("csv", "jsonl"):
        rows = tables.results(loaded, names=names)
        text = tables.as_csv(rows) if form == "csv" else tables.as_lines(rows)
        if target is None:
            data_text(text)
        else:
            publish(target, text.encode())
        return 0
    target = target or Path(f"tables.{form}")
    links = [] if reports is None else [_link(target, reports, path) for path in files]
    mark = MADE_BY[form] if form != "md" else b"# All tables"
    _publish(target, _writer(form)(tables.page(loaded, links)), mark)
    write(printable(str(target)))
    missing = [path for path, link in zip(files, links, strict=False) if not link.file]
    if reports is not None and missing:
        whose = printable(", ".join(path.stem for path in missing))
        how = command("report", *missing, "--out", reports)
        where = printable(str(reports))
        write(f"No report of {whose} lies in {where}; this writes what is missing: {how}")
    return 0


def _link(page: Path, reports: Path, save: Path) -> tables.Report:
    """Return a table's report, as seen from the page."""
    report = reports / f"{save.stem}-report.html"
    try:
        text = report.read_bytes()
    except OSError:
        return tables.Report()
    file = quote(Path(os.path.relpath(report, page.parent)).as_posix())
    return tables.Report(file, ASKS in text)
