"""The widgets of the public table: header, gauges, long-run tracks, seats, what stands."""

from __future__ import annotations

from rich.cells import cell_len
from textual.content import Content
from textual.geometry import Size
from textual.widget import Widget

from wargame.ui.tui.palette import ACCENT, ALARM, BRIGHT, CALM, EMPTY, LIGHT, QUIET, SOFT, THREAT
from wargame.ui.tui.table_model import Gauge, TableModel
from wargame.ui.tui.text import fit, rows, say, spell


class TableWidget(Widget):
    """A widget that draws a table model, again at each `show`."""

    seen: TableModel | None = None

    def show(self, seen: TableModel | None) -> None:
        """Set the model that is drawn; None draws nothing."""
        self.seen = seen
        self.refresh(layout=True)

    def render(self) -> Content:
        """Draw the widget."""
        if self.seen is None:
            return Content("")
        return self.draw(self.seen, self.size)

    def draw(self, seen: TableModel, size: Size) -> Content:
        """Draw a table model in so many cells."""
        raise NotImplementedError


class TableHeader(TableWidget):
    """One line: the turn, the phase, who is asked, and whether the table lies open."""

    def draw(self, seen: TableModel, size: Size) -> Content:
        """Draw a table model for a widget of this size."""
        left = say(f"{seen.turn}", BRIGHT) + say(f"  ·  {seen.phase}", QUIET)
        if seen.asked < 0:
            return left
        tail = f" is asked  ·  {'private sitting' if seen.private else 'open table'}"
        name, room = spell(seen.asked_name), size.width - left.cell_length - 2
        if cell_len(name) + cell_len(tail) > room:
            tail = f" · {'private' if seen.private else 'open'}"
            name = fit(name, min(cell_len(name), room - cell_len(tail)))
        right = say(name, BRIGHT) + say(tail, QUIET)
        gap = size.width - left.cell_length - right.cell_length
        return left + Content(" " * max(2, gap)) + right


class Gauges(TableWidget):
    """Relations and threats: a number, its change since the seat's last sitting, a bar."""

    def draw(self, seen: TableModel, size: Size) -> Content:
        """Draw a table model for a widget of this size."""
        if not seen.gauges:
            return Content("")
        labels = [cell_len(spell(gauge.label)) for gauge in seen.gauges]
        extra, rest = divmod(size.width - sum(labels), len(labels))
        heads, bars = Content(""), Content("")
        for at, gauge in enumerate(seen.gauges):
            cells = labels[at] + extra + (rest if at == len(labels) - 1 else 0)
            heads += self.head(gauge, cells - 2) + Content("  ")
            bars += self.bar(gauge, cells - 2) + Content("  ")
        return rows([heads, bars])

    def head(self, gauge: Gauge, cells: int) -> Content:
        """Draw the label at the left, the value and its change at the right."""
        label = spell(gauge.label)
        change = f" {gauge.change:+d}".replace("-", "−") if gauge.change else ""
        value = say(f"{gauge.value}{'!' if gauge.alarm else ''}", ALARM if gauge.alarm else BRIGHT)
        tail = value + say(change, ACCENT)
        space = cells - cell_len(label) - tail.cell_length
        if space < 1:
            label, space = fit(label, cells - tail.cell_length - 1), 1
        return say(label, SOFT) + Content(" " * max(1, space)) + tail

    def bar(self, gauge: Gauge, cells: int) -> Content:
        """Draw the level as a bar."""
        full = cells * gauge.value // gauge.high
        colour = ALARM if gauge.alarm else THREAT if gauge.threat else CALM
        return say("━" * full, colour) + say("╌" * (cells - full), EMPTY)


class Tracks(TableWidget):
    """One line of long-run tracks."""

    def draw(self, seen: TableModel, size: Size) -> Content:
        """Draw a table model for a widget of this size."""
        gap = "   "
        need = sum(cell_len(name) + cell_len(value) + 4 for name, value in seen.tracks)
        if need > size.width + 3:
            gap = "  "
        parts = [say(f"{name} ", QUIET) + say(value, LIGHT) for name, value in seen.tracks]
        line = Content(gap).join(parts)
        if line.cell_length > size.width:
            short = {"West-minus-one": "West", "Accommodation": "Accom."}
            parts = [
                say(f"{short.get(name, name)} ", QUIET) + say(value, LIGHT)
                for name, value in seen.tracks
            ]
            line = Content(gap).join(parts)
        return line


class Seats(TableWidget):
    """The seats' public numbers, a row each."""

    def draw(self, seen: TableModel, size: Size) -> Content:
        """Draw a table model for a widget of this size."""
        name_width = max(cell_len(spell(name)) for name, _ in seen.seats) + 3
        long = self.wide(seen, name_width, size.width)
        heads = [pair[1] if long else pair[0] for pair in seen.columns]
        widths = [max(3, cell_len(head)) for head in heads]
        for _, row in seen.seats:
            widths = [max(w, min(cell_len(v), 8)) for w, v in zip(widths, row, strict=True)]
        room = size.width - name_width - sum(widths)
        gap = " " * max(1, min(4, room // max(1, len(widths))))
        head = " " * (name_width + len(gap) - 1) + gap.join(
            fit(h, w, right=True) for h, w in zip(heads, widths, strict=True)
        )
        drawn = [say(head, QUIET)]
        for at, (name, row) in enumerate(seen.seats):
            asked = at == seen.asked
            title = fit(("▸" if asked else " ") + name, name_width + len(gap) - 1)
            numbers = gap.join(fit(v, w, right=True) for v, w in zip(row, widths, strict=True))
            drawn.append(say(title, BRIGHT if asked else SOFT) + say(numbers, LIGHT))
        return rows(drawn)

    @staticmethod
    def wide(seen: TableModel, name_width: int, width: int) -> bool:
        """Return whether the columns' long names fit."""
        return name_width + sum(max(4, cell_len(p[1])) + 2 for p in seen.columns) <= width + 2


class StandingPanel(TableWidget):
    """What is in force, the most pressing first; lines that do not fit are counted."""

    rest = "b"
    """The key that shows all lines."""

    def draw(self, seen: TableModel, size: Size) -> Content:
        """Draw a table model for a widget of this size."""
        if not seen.standing:
            return say("Nothing stands on the table.", QUIET)
        height = max(1, size.height)
        shown = seen.standing
        if len(shown) > height:
            shown = shown[: height - 1]
        drawn = []
        for text in shown:
            style = ALARM if text.startswith(("Crisis", "Overreach")) else SOFT
            drawn.append(say(fit(text, size.width), style))
        if len(shown) < len(seen.standing):
            drawn.append(say(f"… {len(seen.standing) - len(shown)} more: key {self.rest}", QUIET))
        return rows(drawn)
