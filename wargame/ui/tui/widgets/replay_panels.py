"""The widgets of the replay: its header, its verdict, and a curve for each track over all stops."""

from __future__ import annotations

from rich.cells import cell_len
from textual.content import Content
from textual.events import Click
from textual.geometry import Size
from textual.message import Message
from textual.widget import Widget

from wargame.saves.replay.loaded import Verdict
from wargame.ui.tui.palette import (
    ACCENT,
    ALARM,
    BRIGHT,
    BROKEN,
    CALM,
    EMPTY,
    HEADING,
    QUIET,
    SOFT,
    THREAT,
)
from wargame.ui.tui.scene import Curve, ReplayModel, Strip
from wargame.ui.tui.text import current_face, current_look, fit, rows, say, spell

BARS = "▁▂▃▄▅▆▇█"
ASCII_BARS = "_.-=+*#@"
LABEL = 14
"""The least cells of the curves' labels."""
VALUE = 12
VERDICTS = {
    Verdict.EXACT: f"{CALM} bold", Verdict.OPEN: HEADING, Verdict.UNVERIFIED: ALARM,
    Verdict.DIVERGED: BROKEN, Verdict.DAMAGED: BROKEN,
}  # fmt: skip


class ReplayWidget(Widget):
    """A widget that draws a replay model, again at each `show`."""

    scene: ReplayModel | None = None

    def show(self, scene: ReplayModel) -> None:
        """Set the model that is drawn."""
        self.scene = scene
        self.refresh(layout=True)

    def render(self) -> Content:
        """Draw the widget."""
        return Content("") if self.scene is None else self.draw(self.scene, self.size)

    def draw(self, scene: ReplayModel, size: Size) -> Content:
        """Draw a replay model in so many cells."""
        raise NotImplementedError


class ReplayHeader(ReplayWidget):
    """One line: the scenario, turn and phase; the viewer, the ply, whether it is playing."""

    playing = ""

    def draw(self, scene: ReplayModel, size: Size) -> Content:
        """Draw a replay model for a widget of this size."""
        parts = [scene.eyes, scene.where, self.playing]
        right = say("  ·  ".join(part for part in parts if part), ACCENT)
        place = f"  ·  {scene.phase}" if scene.phase else ""
        room = size.width - right.cell_length - cell_len(scene.turn) - cell_len(place) - 4
        title = scene.title if cell_len(spell(scene.title)) <= room else ""
        left = say(f"{title}  " if title else "", QUIET) + say(scene.turn, BRIGHT)
        left += say(place, QUIET)
        gap = size.width - left.cell_length - right.cell_length
        return left + Content(" " * max(1, gap)) + right


class VerdictLine(ReplayWidget):
    """The verdict and its sentence, which are always shown."""

    def draw(self, scene: ReplayModel, size: Size) -> Content:
        """Draw a replay model for a widget of this size."""
        word = say(f" {scene.verdict.name} ", VERDICTS[scene.verdict])
        return word + say(f" {spell(scene.sentence)}", SOFT)


class Curves(ReplayWidget):
    """The ruler and the curves. A click goes to the stop that is drawn there."""

    class Pointed(Message):
        """A stop was pointed at, by its number."""

        def __init__(self, number: int) -> None:
            self.number = number
            super().__init__()

    def draw(self, scene: ReplayModel, size: Size) -> Content:
        """Draw a replay model for a widget of this size."""
        return rows(strip_rows(scene.strip, size.width))

    def on_click(self, event: Click) -> None:
        """Go where the mouse points."""
        if self.scene is None:
            return
        label = label_cells(self.scene.strip)
        cells, at = self.size.width - label - VALUE, event.x - label
        inner = event.get_content_offset(self)
        if inner is not None:
            at = inner.x - label
        if 0 <= at < cells:
            self.post_message(self.Pointed(stop_of(self.scene.strip, at, cells)))


def label_cells(strip: Strip) -> int:
    """Return the cells that the labels of the curves take, with a space."""
    labels = [current_face().curves_turn(), *(curve.label for curve in strip.curves)]
    return max(LABEL, *(cell_len(spell(label)) + 1 for label in labels))


def strip_rows(strip: Strip, width: int) -> list[Content]:
    """Draw the ruler and the curves; nothing without room for it."""
    label = label_cells(strip)
    cells = width - label - VALUE
    if cells < 1:
        return []
    return [_ruler(strip, cells, label)] + [_curve(strip, c, cells, label) for c in strip.curves]


def _ruler(strip: Strip, cells: int, label: int) -> Content:
    """Draw where turns and phases begin, and the cursor over them."""
    signs = [" "] * (cells + 3)
    for stop in strip.phases:
        signs[column(strip, stop, cells)] = "." if current_look().ascii else "·"
    for stop, turn in strip.turns:
        at = column(strip, stop, cells)
        for offset, sign in enumerate(f"{'|' if current_look().ascii else '▏'}{turn}"):
            signs[at + offset] = sign
    line = "".join(signs[:cells])
    head = say(fit(current_face().curves_turn(), label), QUIET)
    if strip.at < 0:
        return head + say(line, QUIET)
    here = column(strip, strip.at, cells)
    cursor = "v" if current_look().ascii else "▼"
    return head + say(line[:here], QUIET) + say(cursor, HEADING) + say(line[here + 1 :], QUIET)


def _curve(strip: Strip, curve: Curve, cells: int, label: int) -> Content:
    """Draw one track: the past, the cursor, the future; its value and change at the right."""
    here = column(strip, strip.at, cells) if strip.at >= 0 else cells
    bars = "".join(_bar(strip, curve, at, here, cells) for at in range(cells))
    colour = ALARM if curve.alarm else THREAT if curve.threat else CALM
    made = say(bars[:here], colour) + say(bars[here : here + 1], f"{BRIGHT} reverse")
    made += say(bars[here + 1 :], EMPTY)
    change = f" {curve.change:+d}".replace("-", "−") if curve.change else ""
    value = say(f" {curve.value}{'!' if curve.alarm else ''}", ALARM if curve.alarm else BRIGHT)
    style = HEADING if change else SOFT
    return say(fit(curve.label, label), style) + made + value + say(change, HEADING)


def _bar(strip: Strip, curve: Curve, at: int, here: int, cells: int) -> str:
    """Return the sign of one column."""
    stop = strip.at if at == here else stop_of(strip, at, cells)
    point = curve.points[stop]
    if point is None:
        return " "
    signs = ASCII_BARS if current_look().ascii else BARS
    low, high = curve.low, max(curve.high, curve.low + 1)
    share = (min(max(point, low), high) - low) / (high - low)
    return signs[min(len(signs) - 1, int(share * len(signs)))]


def column(strip: Strip, stop: int, cells: int) -> int:
    """Return the column in which a stop is drawn."""
    return min(cells - 1, stop * cells // strip.stops)


def stop_of(strip: Strip, at: int, cells: int) -> int:
    """Return the last stop that is drawn in a column, or the one before it."""
    return max(0, min(strip.stops - 1, ((at + 1) * strip.stops - 1) // cells))
