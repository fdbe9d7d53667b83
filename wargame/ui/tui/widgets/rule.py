"""A titled line between the parts of a screen."""

from __future__ import annotations

from rich.cells import cell_len
from textual.content import Content
from textual.widget import Widget

from wargame.ui.tui.palette import ACCENT, LINE, QUIET, WARNING
from wargame.ui.tui.text import say, spell


class Rule(Widget):
    """A line with a title at its left and, where there is room for all of it, a note at its right;
    a double one while it is `loud`."""

    title = ""
    note = ""
    loud = False

    def __init__(self, title: str = "", *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.title = title

    def tell(self, title: str | None = None, note: str | None = None) -> None:
        """Change title or note."""
        self.title = self.title if title is None else title
        self.note = self.note if note is None else note
        self.refresh()

    def render(self) -> Content:
        """Draw the widget."""
        dash = spell("═" if self.loud else "─")
        line = WARNING if self.loud else LINE
        width = self.size.width
        room = width - cell_len(spell(self.title)) - 8
        note = self.note if cell_len(spell(self.note)) <= room else ""
        left = say(dash, line) + (say(f" {self.title} ", QUIET) if self.title else Content(""))
        right = (say(f" {note} ", ACCENT) if note else Content("")) + say(dash, line)
        gap = width - left.cell_length - right.cell_length
        return left + say(dash * max(0, gap), line) + right
