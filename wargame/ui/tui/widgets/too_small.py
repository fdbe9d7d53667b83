"""What a terminal shows that is too small for a screen."""

from __future__ import annotations

from textual.content import Content
from textual.widgets import Static

from wargame.system.paths import command
from wargame.ui.tui.text import current_face


class TooSmall(Static):
    """Shown instead of everything else on a terminal below 80x24."""

    def __init__(self) -> None:
        text = current_face().too_small(command("resume", "--plain"))
        super().__init__(Content(text), classes="too-small")
