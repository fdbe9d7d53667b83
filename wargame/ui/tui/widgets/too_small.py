"""What a terminal shows that is too small for a screen."""

from __future__ import annotations

from textual.content import Content
from textual.widgets import Static


class TooSmall(Static):
    """Shown instead of everything else on a terminal below 80x24."""

    TEXT = (
        "This terminal is too small.\n\nThe table needs 80 columns and 24 rows. Make the window "
        "larger, or play in line mode:\n\nwargame resume --plain\n\nEvery choice is saved."
    )

    def __init__(self) -> None:
        super().__init__(Content(self.TEXT), classes="too-small")
