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
from wargame.ui.tui.text import current_look, rows, say, spell

GAP = 2
ROWS = 2
"""The most rows of a form's tabs."""


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
        """Draw the tabs in so many cells, with as many answers as have room; none is cut. Where the
        form is sealed its review says all of them.

        Of more than `ROWS` lines those about the cursor are drawn.
        """
        lines, spans = self.lines(form, size.width, self.answered(form, size.width))
        first = max(0, min(spans[form.at][0] - ROWS // 2, len(lines) - ROWS))
        self.spans = tuple((at - first, left, right) for at, left, right in spans)
        return rows(lines[first : first + ROWS])

    def on_click(self, event: Click) -> None:
        """Go to the tab that was clicked."""
        where = event.get_content_offset(self)
        for at, (line, first, end) in enumerate(self.spans):
            if where is not None and where.y == line and first <= where.x < end:
                self.post_message(self.Went(at))

    def answered(self, form: FormModel, width: int) -> set[int]:
        """Return the tabs that stand with their answers: the shortest, as long as there is
        room."""
        shown: set[int] = set()
        lengths = sorted(
            (cell_len(spell(tab[1])), at) for at, tab in enumerate(form.tabs) if tab[1]
        )
        for _, at in () if form.seals else lengths:
            if len(self.lines(form, width, {*shown, at})[0]) > ROWS:
                break
            shown.add(at)
        return shown

    def lines(
        self, form: FormModel, width: int, answered: set[int]
    ) -> tuple[list[Content], list[tuple[int, int, int]]]:
        """Draw all lines of tabs, and say where each tab stands."""
        lines, line, used, spans = [], Content(""), 0, list[tuple[int, int, int]]()
        if form.done is not None:
            line = self.tab(*form.done, given=True, here=False)
            used = line.cell_length
        for at, (name, answer, given) in enumerate(form.tabs):
            tab = self.tab(name, answer if at in answered else "", given, here=at == form.at)
            if used and used + GAP + tab.cell_length > width:
                lines.append(line)
                line, used = Content(""), 0
            if used:
                line += Content(" " * GAP)
                used += GAP
            line += tab
            spans.append((len(lines), used, used + tab.cell_length))
            used += tab.cell_length
        return [*lines, line], spans

    def tab(self, name: str, answer: str, given: bool, *, here: bool) -> Content:
        """Draw one tab."""
        plain = current_look().ascii
        done = ("*" if plain else "✓") if given else " "
        left, right = (("[", "]") if plain else ("▐", "▌")) if here else (" ", " ")
        content = say(f"{left}{done}{name}", BRIGHT if here else LIGHT if given else QUIET)
        if answer:
            content += say(f" {answer}", ACCENT if given else QUIET)
        return content + say(right, BRIGHT)
