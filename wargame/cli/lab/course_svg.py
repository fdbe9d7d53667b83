"""The course of a game as a picture: beliefs over the choices, the largest swings marked."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from wargame.cli.lab.svg import INK, QUIET, RULE, WIDTH, canvas, say
from wargame.lab.report import Report
from wargame.lab.studies.position_course import Course

LEFT, RIGHT, TIERS, COLLAPSE, GAP, HEAD, FOOT, LINE = 1.35, 1.3, 3.4, 1.0, 0.45, 0.95, 0.95, 0.19
"""In inches: margins, the two panels, the gap between them, above, below, a line of words."""
COLOURS = ("#2f6f8f", "#c2491d", "#2e7d6b", "#b8860b", "#6a4c93")
STYLES = ("-", (0, (5, 2)), (0, (1.5, 1.5)), (0, (6, 2, 1.5, 2)), "-")
"""Colour and dashes say the same, for those who do not tell colours apart."""


def draw_course(report: Report, course: Course, path: Path) -> None:
    """Draw a course into an SVG file. Raises `OutputTrouble`."""
    words = [
        f"{number}. ply {m.ply}, turn {m.turn}, {course.seats[m.seat]}: {m.label}"
        for number, point in enumerate(course.swings, 1)
        for m in [course.moments[point.ply]]
    ]
    foot = FOOT + LINE * len(words)
    height = HEAD + TIERS + GAP + COLLAPSE + foot
    played = course.played
    title = f"{report.name}: {played.scenario}, seed {played.seed}"
    with canvas(report, path, height, title) as picture:
        what = f"belief after each choice, from {course.futures} futures; ended: {course.ending}"
        say(picture, 0.25, height - 0.62, height, what, size=9, color=QUIET)
        wide = (WIDTH - LEFT - RIGHT) / WIDTH
        low = foot / height
        upper = picture.add_axes(
            (LEFT / WIDTH, (foot + COLLAPSE + GAP) / height, wide, TIERS / height)
        )
        lower = picture.add_axes((LEFT / WIDTH, low, wide, COLLAPSE / height))
        _tiers(upper, course)
        _collapse(lower, course)
        for plot in (upper, lower):
            _frame(plot, course)
        for at, text in enumerate(reversed(words)):
            say(picture, 0.25, 0.5 + LINE * at, height, text, size=7.5, color=INK)


def _tiers(plot: Any, course: Course) -> None:
    """Draw each seat's expected tier, and number the swings."""
    ends = []
    for seat, name in enumerate(course.seats):
        values = [*(m.after.expected[seat] for m in course.moments), course.end.expected[seat]]
        colour, style = COLOURS[seat % len(COLOURS)], STYLES[seat % len(STYLES)]
        plot.plot(range(len(values)), values, color=colour, linestyle=style, linewidth=1.4)
        ends.append((values[-1], name, colour))
    spot = -9.0
    for value, name, colour in sorted(ends):
        spot = max(value, spot + 0.24)
        plot.text(1.015 * len(course.moments), spot, name,
                  color=colour, va="center", fontsize=8.5, clip_on=False)  # fmt: skip
    for number, point in enumerate(course.swings, 1):
        m = course.moments[point.ply]
        plot.plot(m.ply, m.after.expected[m.seat], "o", color=INK, markersize=11)
        plot.text(m.ply, m.after.expected[m.seat], str(number), color="white", ha="center",
                  va="center_baseline", fontsize=7.5, weight="bold")  # fmt: skip
    plot.set_ylim(-1.15, 3.15)
    plot.set_yticks(range(-1, len(course.tiers) - 1), course.tiers, fontsize=8, color=QUIET)
    plot.set_title("expected verdict", fontsize=9, weight="bold", loc="left", color=INK)


def _collapse(plot: Any, course: Course) -> None:
    values = [*(m.after.collapse for m in course.moments), course.end.collapse]
    plot.fill_between(range(len(values)), values, color=RULE, linewidth=0)
    plot.plot(range(len(values)), values, color=INK, linewidth=1.2)
    plot.set_ylim(0, 1)
    plot.set_yticks([0, 0.5, 1], ["0 %", "50 %", "100 %"], fontsize=8, color=QUIET)
    plot.set_title("collapse", fontsize=9, weight="bold", loc="left", color=INK)


def _frame(plot: Any, course: Course) -> None:
    """Mark where the turns begin."""
    starts = {m.turn: m.ply for m in reversed(course.moments)}
    plot.set_xlim(0, len(course.moments))
    plot.set_xticks(
        list(starts.values()), [f"turn {turn}" for turn in starts], fontsize=7.5, color=QUIET
    )
    plot.grid(color=RULE, linewidth=0.6)
    plot.set_axisbelow(True)
    plot.tick_params(length=0)
    for side in ("top", "left", "right", "bottom"):
        plot.spines[side].set_visible(False)
