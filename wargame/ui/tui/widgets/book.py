"""A long text in Markdown, set once for its width; only the rows on show are drawn."""

from __future__ import annotations

from rich.console import Console
from rich.markdown import Markdown
from rich.segment import Segment
from rich.theme import Theme
from textual.geometry import Size
from textual.scroll_view import ScrollView
from textual.strip import Strip

from wargame.ui.tui.palette import ACCENT, BRIGHT, HEADING, INK, LIGHT, LINE, QUIET
from wargame.ui.tui.text import spell

WIDEST = 90
"""The most cells of a line."""
STYLES = Theme({
    "markdown.h1": HEADING, "markdown.h1.border": LINE, "markdown.h2": HEADING,
    "markdown.h3": ACCENT, "markdown.strong": BRIGHT, "markdown.em": f"{LIGHT} italic",
    "markdown.code": LIGHT, "markdown.code_block": LIGHT, "markdown.text": INK,
    "markdown.item.bullet": QUIET, "markdown.item.number": QUIET,
    "markdown.table.header": ACCENT, "markdown.table.border": LINE,
})  # fmt: skip


class Book(ScrollView, can_focus=True):
    """Textual's own Markdown makes a widget of each paragraph, which takes a second for the rules;
    Rich sets the same text in a tenth of it."""

    def __init__(self, *, classes: str) -> None:
        super().__init__(classes=classes)
        self.source = ""
        self.rows: list[Strip] = []
        self.set_for = 0
        """The width that the rows are set for."""

    def tell(self, source: str) -> None:
        """Set a text."""
        self.source, self.set_for = source, 0
        self.lay_out()

    def lay_out(self) -> None:
        """Set the text for the present width, once."""
        width = min(WIDEST, max(20, self.scrollable_content_region.width))
        if width == self.set_for or not self.source:
            return
        self.set_for = width
        console = Console(
            width=width, theme=STYLES, force_terminal=True, color_system="truecolor",
            legacy_windows=False,
        )  # fmt: skip
        lines = console.render_lines(Markdown(self.source, code_theme="ansi_dark"), pad=False)
        self.rows = [
            Strip([Segment(spell(text), style) for text, style, _ in line]) for line in lines
        ]
        self.virtual_size = Size(width, len(self.rows))
        self.refresh()

    def on_resize(self) -> None:
        """Set the text anew where its width has changed."""
        self.lay_out()

    def render_line(self, y: int) -> Strip:
        """Draw one row."""
        at = y + self.scroll_offset.y
        row = self.rows[at] if at < len(self.rows) else Strip.blank(0)
        return row.extend_cell_length(self.size.width).apply_style(self.rich_style)

    def find(self, word: str) -> list[int]:
        """List the rows that hold a word, or in which it begins."""
        texts = [row.text.casefold() for row in self.rows]
        pairs = zip(texts, [*texts[1:], ""], strict=True)
        return [
            at for at, (row, after) in enumerate(pairs)
            if word in row or (word not in after and word in f"{row.rstrip()} {after.lstrip()}")
        ]  # fmt: skip
