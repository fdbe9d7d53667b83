"""The list of saves to replay: verdict, date and scenario of each, the newest first."""

from __future__ import annotations

import asyncio
from pathlib import Path

from attrs import frozen
from rich.cells import cell_len
from textual import work
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from wargame.saves.format.errors import BadSave, printable
from wargame.saves.replay.loaded import Verdict, judged, load
from wargame.saves.write.locations import listed
from wargame.ui.tui.keys import bindings
from wargame.ui.tui.palette import BRIGHT, QUIET, SOFT
from wargame.ui.tui.screens.base import Page
from wargame.ui.tui.text import current_face, fit, say
from wargame.ui.tui.widgets.replay_panels import VERDICTS
from wargame.ui.tui.widgets.rule import Rule

VERDICT = 11
"""The least cells of the column of verdicts."""


@frozen
class ShelfEntry:
    """A row of the list. `verdict` is None for a save that was refused or is not judged yet."""

    path: Path
    verdict: Verdict | None = None
    sentence: str = ""
    date: str = ""
    scenario: str = ""
    locked: bool = False


def shelf_entries(folder: Path) -> list[ShelfEntry]:
    """List the saves of a folder, the last played first, and then the samples beside them. Files
    with the name of a save that are none come last in each list, with their trouble."""
    entries = [entry for top in (folder, folder / "samples") for entry in listed(top)]
    return [ShelfEntry(entry.path, sentence=printable(entry.trouble)) for entry in entries]


def judged_entry(path: Path) -> ShelfEntry:
    """Judge one save; its fault, if any, becomes its sentence."""
    try:
        loaded = load(path)
        report = judged(loaded)
    except BadSave as error:
        return ShelfEntry(path, Verdict.DAMAGED if error.line else None, str(error))
    date = printable(loaded.header.at[:10])
    return ShelfEntry(path, report.verdict, report.sentence, date, report.scenario, loaded.locked)


class Shelf(Page[ShelfEntry | None]):
    """Its result is the save that was chosen. Saves are judged one by one while it is shown."""

    BINDINGS = bindings("choice")
    AUTO_FOCUS = "#shelf"

    def __init__(self, folder: Path) -> None:
        super().__init__()
        self.folder = folder
        self.entries = shelf_entries(folder)

    def body(self) -> ComposeResult:
        """Yield the widgets of the screen."""
        with Vertical(classes="page"):
            yield Rule(current_face().shelf_head())
            yield OptionList(id="shelf", markup=False)
            yield Static("", id="shelf-note", classes="text")

    def set_up(self) -> None:
        """Fill the widgets and set the focus."""
        shelf = self.query_one(OptionList)
        shelf.set_options([Option(self.row(entry)) for entry in self.entries])
        if self.entries:
            shelf.highlighted = 0
            self.judge()
        else:
            where = printable(str(self.folder))
            self.query_one("#shelf-note", Static).update(
                say(current_face().shelf_empty(where), QUIET)
            )

    @work(exclusive=True)
    async def judge(self) -> None:
        """Judge the saves off the event loop, and show each verdict when it is ready."""
        shelf = self.query_one(OptionList)
        for at, one in enumerate(self.entries):
            if one.sentence:
                continue
            self.entries[at] = await asyncio.to_thread(judged_entry, one.path)
            if self.closed:
                break
            shelf.replace_option_prompt_at_index(at, self.row(self.entries[at]))
            if shelf.highlighted == at:
                self.tell(at)

    def row(self, one: ShelfEntry) -> Content:
        """Set one row."""
        name = current_face().refused() if one.sentence else "…"
        style = QUIET
        if one.verdict is not None:
            name, style = one.verdict.name, VERDICTS[one.verdict]
        cells = max(VERDICT, cell_len(current_face().refused()) + 1)
        where = "samples/" if one.path.parent.name == "samples" else ""
        return (
            say(fit(name, cells), style)
            + say(fit(one.date, 12), QUIET)
            + say(fit(one.scenario, 16), BRIGHT)
            + say(f" {where}{printable(one.path.name)}", SOFT)
        )

    def tell(self, at: int) -> None:
        """Show the reason for the verdict of a save."""
        self.query_one("#shelf-note", Static).update(say(self.entries[at].sentence, QUIET))

    def on_option_list_option_highlighted(self, event: OptionList.OptionHighlighted) -> None:
        """Show the reason for the verdict of the row under the cursor."""
        self.tell(event.option_index)

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Return the save."""
        self.dismiss(self.entries[event.option_index])

    def action_back(self) -> None:
        """Leave without a save."""
        self.dismiss(None)
