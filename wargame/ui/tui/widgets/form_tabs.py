"""The questions of a form with their answers, in one or two lines above the list of options."""

from __future__ import annotations

from rich.cells import cell_len
from textual.content import Content
from textual.events import Click
from textual.geometry import Size
from textual.message import Message
from textual.widget import Widget

from wargame.ui.tui.palette import ACCENT, BRIGHT, LIGHT, QUIET
from wargame.ui.tui.table_model import FormModel
from wargame.ui.tui.text import current_look, fit, rows, say, spell

GAP = 2
ROWS = 2
"""The most rows of a form's tabs."""
LEAST = 6
"""The fewest cells for an answer; with less room only the name stands."""


class FormTabs(Widget):
    """Draws the tabs of a form; the cursor's tab is marked, what the seat has answered is ticked.

    It takes no room while there is no form.
    """

    class Went(Message):
        """A tab was clicked: the number of its question."""

        def __init__(self, at: int) -> None:
            self.at = at
            super().__init__()

    form: FormModel | None = None
    spans: tuple[tuple[int, int, int], ...] = ()
    """Where each tab was drawn: its line, its first cell, the cell after its last. The lines above
    those that are drawn are below 0."""

    def tell(self, form: FormModel | None) -> None:
        """Set the form that is drawn."""
        self.form = form
        self.display = form is not None and bool(form.tabs)
        self.refresh(layout=True)

    def need(self, cells: int) -> int:
        """Return the rows that it takes in so many cells."""
        if self.form is None or not self.form.tabs:
            return 0
        return min(ROWS, self.draw(self.form, Size(cells, ROWS)).plain.count("\n") + 1)

    def render(self) -> Content:
        """Draw the tabs."""
        if self.form is None or not self.form.tabs:
            return Content("")
        return self.draw(self.form, self.size)

    def draw(self, form: FormModel, size: Size) -> Content:
        """Draw the tabs in so many cells, each with as much of its answer as there is room for.

        Of more than `ROWS` lines those about the cursor are drawn.
        """
        lines, line, used, spans = [], Content(""), 0, list[tuple[int, int, int]]()
        share = self.share(form, size.width)
        if form.done is not None:
            line = self.tab(*form.done, given=True, here=False, cells=size.width // 3)
            used = line.cell_length
        for at, (name, answer, given) in enumerate(form.tabs):
            tab = self.tab(name, answer, given, here=at == form.at, cells=share)
            if used and used + GAP + tab.cell_length > size.width:
                lines.append(line)
                line, used = Content(""), 0
            if used:
                line += Content(" " * GAP)
                used += GAP
            line += tab
            spans.append((len(lines), used, used + tab.cell_length))
            used += tab.cell_length
        lines.append(line)
        first = max(0, min(spans[form.at][0] - ROWS // 2, len(lines) - ROWS))
        self.spans = tuple((at - first, left, right) for at, left, right in spans)
        return rows(lines[first : first + ROWS])

    def on_click(self, event: Click) -> None:
        """Go to the tab that was clicked."""
        where = event.get_content_offset(self)
        for at, (line, first, end) in enumerate(self.spans):
            if where is not None and where.y == line and first <= where.x < end:
                self.post_message(self.Went(at))

    def share(self, form: FormModel, width: int) -> int:
        """Return the cells for each answer if all tabs shall stand in two lines."""
        names = sum(cell_len(spell(name)) + 4 + GAP for name, _, _ in form.tabs)
        return max(0, (2 * width - names - width // 4) // max(1, len(form.tabs) - 1))

    def tab(self, name: str, answer: str, given: bool, *, here: bool, cells: int) -> Content:
        """Draw one tab."""
        plain = current_look().ascii
        done = ("*" if plain else "✓") if given else " "
        left, right = (("[", "]") if plain else ("▐", "▌")) if here else (" ", " ")
        content = say(f"{left}{done}{name}", BRIGHT if here else LIGHT if given else QUIET)
        if answer and cells >= LEAST:
            short = fit(answer, min(cells, cell_len(spell(answer)) + 1)).rstrip()
            content += say(f" {short}", ACCENT if given else QUIET)
        return content + say(right, BRIGHT)
