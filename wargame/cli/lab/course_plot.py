"""The course of a game as a picture: beliefs over the choices, the largest swings marked."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from wargame.cli.show.plot import INK, LINE, QUIET, RULE, picture
from wargame.lab.manifest import Manifest
from wargame.lab.studies.position_course import Course

HEIGHT, SHARES = 6.2, (3.4, 1.0)
"""The height without the lines of the swings, in inches, and the ratio of the two panels."""
APART = 0.24
"""The least distance between the seats' names, in tiers."""
COLOURS = ("#2f6f8f", "#c2491d", "#2e7d6b", "#b8860b", "#6a4c93")
STYLES = ("-", (0, (5, 2)), (0, (1.5, 1.5)), (0, (6, 2, 1.5, 2)), "-")
"""Each seat has a colour and a dash pattern, for readers who cannot tell the colours apart."""


def draw_course(manifest: Manifest, course: Course, path: Path) -> None:
    """Draw a course into an SVG file. Raises `OutputTrouble`."""
    swings = [
        f"{number}. ply {m.ply}, turn {m.turn}, {course.seats[m.seat]}: {m.label}"
        for number, point in enumerate(course.swings, 1)
        for m in [course.moments[point.ply]]
    ]
    what = f"belief after each choice, from {course.futures} futures; ended: {course.ending}"
    title = f"{manifest.study}: {course.played.scenario}, seed {course.played.seed}"
    height = HEIGHT + LINE * len(swings)
    with picture(manifest, path, height, title, [*swings, what]) as figure:
        upper, lower = figure.subplots(2, sharex=True, height_ratios=SHARES)
        _draw_tiers(upper, course)
        _draw_collapse(lower, course)
        starts = {m.turn: m.ply for m in reversed(course.moments)}
        lower.set_xlim(0, len(course.moments))
        lower.set_xticks(list(starts.values()), [f"turn {turn}" for turn in starts], size=7.5)
        for panel in (upper, lower):
            panel.grid()
            panel.tick_params(length=0, pad=6, labelcolor=QUIET)


def _draw_tiers(panel: Any, course: Course) -> None:
    """Draw each seat's expected tier, and number the swings."""
    ends = []
    for seat, name in enumerate(course.seats):
        values = [*(m.after.expected[seat] for m in course.moments), course.end.expected[seat]]
        colour, style = COLOURS[seat % len(COLOURS)], STYLES[seat % len(STYLES)]
        panel.plot(range(len(values)), values, color=colour, linestyle=style, linewidth=1.4)
        ends.append((values[-1], name, colour))
    spot = -9.0
    for value, name, colour in sorted(ends):
        spot = max(value, spot + APART)
        panel.annotate(name, (1, spot), (6, 0), ("axes fraction", "data"), "offset points",
                       va="center", color=colour, annotation_clip=False)  # fmt: skip
    for number, point in enumerate(course.swings, 1):
        m = course.moments[point.ply]
        place = m.ply, m.after.expected[m.seat]
        panel.plot(*place, "o", color=INK, markersize=11)
        panel.annotate(str(number), place, color="white", ha="center", va="center_baseline",
                       size=7.5, weight="bold")  # fmt: skip
    panel.set_ylim(-1.15, 3.15)
    panel.set_yticks(range(-1, len(course.tiers) - 1), course.tiers)
    panel.set_title("expected verdict")


def _draw_collapse(panel: Any, course: Course) -> None:
    """Draw the share of futures that collapse."""
    values = [*(m.after.collapse for m in course.moments), course.end.collapse]
    panel.fill_between(range(len(values)), values, color=RULE, linewidth=0)
    panel.plot(range(len(values)), values, color=INK, linewidth=1.2)
    panel.set_ylim(0, 1)
    panel.set_yticks([0, 0.5, 1], ["0 %", "50 %", "100 %"])
    panel.set_title("collapse")
