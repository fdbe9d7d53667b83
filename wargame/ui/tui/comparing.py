"""The app of `wargame compare`: one screen, in the look of the game."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from textual.screen import Screen

from wargame.saves.export.compare import Comparison
from wargame.ui.tui.app import WargameApp
from wargame.ui.tui.screens.compare import Compare
from wargame.ui.tui.text import Look
from wargame.ui.tui.way_out import way_out


class CompareApp(WargameApp):
    """Shows a comparison and nothing else."""

    def __init__(self, folder: Path, both: Comparison, *, ascii_signs: bool = False) -> None:
        super().__init__(folder, ascii_signs=ascii_signs)
        Look.of(both.shapes)
        self.both = both

    def get_default_screen(self) -> Screen[Any]:
        return Compare(self.both)


def run(folder: Path, both: Comparison, ascii_signs: bool) -> int:
    """Open the screen; gives the exit code."""
    app = CompareApp(folder, both, ascii_signs=ascii_signs)
    with way_out(app):
        app.run()
    return app.return_code or 0
