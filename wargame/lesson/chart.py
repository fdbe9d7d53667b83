"""A chart as inline SVG: lines over turns, told apart by dash and name as well as by colour.

It has a title and a description for screen readers; a table of its figures stands beside it on
every page.
"""

from __future__ import annotations

from collections.abc import Iterator
from html import escape
from math import ceil

from attrs import frozen

from wargame.lesson.document import Chart

WIDTH, HEIGHT = 640, 260
LEFT, RIGHT, TOP, BOTTOM = 44, 200, 14, 34
DASHES = ("", "8 4", "2 4", "10 4 2 4", "1 6")
"""The dashes of the lines, in pixels drawn and left out."""
GAP = 17
"""The least distance of two names at the right, in pixels."""
MOST_TICKS = 6
INK, GRID = "#16202a", "#d5dbe0"


@frozen
class _Scale:
    """Where a value and a label of the axis lie, in pixels."""

    chart: Chart

    def x(self, at: int) -> float:
        steps = max(1, len(self.chart.labels) - 1)
        return LEFT + 6 + (WIDTH - LEFT - RIGHT - 12) * at / steps

    def y(self, value: float) -> float:
        span = (self.chart.high - self.chart.low) or 1
        return TOP + (HEIGHT - TOP - BOTTOM) * (self.chart.high - value) / span


def svg(chart: Chart, id: str) -> str:
    """Draw a chart; `id` is unique on the page."""
    scale = _Scale(chart)
    return "".join(
        [
            f'<svg viewBox="0 0 {WIDTH} {HEIGHT}" role="img" '
            f'aria-labelledby="{id}-t {id}-d" font-size="14" fill="{INK}">',
            f'<title id="{id}-t">{escape(chart.title)}</title>',
            f'<desc id="{id}-d">{escape(chart.description)}</desc>',
            *_axes(chart, scale),
            *_lines(chart, scale),
            *_names(chart, scale),
            "</svg>",
        ]
    )


def _axes(chart: Chart, scale: _Scale) -> Iterator[str]:
    step = max(1, ceil((chart.high - chart.low) / MOST_TICKS))
    value = ceil(chart.low)
    while value <= chart.high:
        at = scale.y(value)
        yield f'<path stroke="{GRID}" d="M{LEFT} {at:.1f}H{WIDTH - RIGHT}"/>'
        yield f'<text x="{LEFT - 8}" y="{at + 5:.1f}" text-anchor="end">{value}</text>'
        value += step
    for number, label in enumerate(chart.labels):
        x = scale.x(number)
        yield f'<text x="{x:.1f}" y="{HEIGHT - 10}" text-anchor="middle">{escape(label)}</text>'


def _lines(chart: Chart, scale: _Scale) -> Iterator[str]:
    for line in chart.lines:
        places = [(scale.x(at), scale.y(value)) for at, value in enumerate(line.values)]
        steps = " ".join(f"{x:.1f},{y:.1f}" for x, y in places)
        dash = DASHES[line.dash % len(DASHES)]
        dashed = f' stroke-dasharray="{dash}"' if dash else ""
        drawn = f'stroke="{line.colour}" stroke-width="2.5" fill="none"{dashed}'
        yield f'<polyline points="{steps}" {drawn}/>'
        for x, y in places:
            yield f'<circle cx="{x:.1f}" cy="{y:.1f}" r="3.5" fill="{line.colour}"/>'


def _names(chart: Chart, scale: _Scale) -> Iterator[str]:
    """Write each line's name at its end, from above, no two on one another."""
    ends = sorted((scale.y(line.values[-1]), at) for at, line in enumerate(chart.lines))
    free = float(TOP)
    room = HEIGHT - BOTTOM - GAP * len(ends)
    for number, (y, at) in enumerate(ends):
        line = chart.lines[at]
        place = max(free, min(y, room + GAP * (number + 1)))
        free = place + GAP
        x = WIDTH - RIGHT + 10
        dash = DASHES[line.dash % len(DASHES)]
        dashed = f' stroke-dasharray="{dash}"' if dash else ""
        yield f'<path d="M{x} {place:.1f}h22" stroke="{line.colour}" stroke-width="3"{dashed}/>'
        yield f'<text x="{x + 28}" y="{place + 5:.1f}">{escape(line.name)}</text>'
