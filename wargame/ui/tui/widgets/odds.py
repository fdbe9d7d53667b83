"""Draws odds: one bar, divided among the possible verdicts of an option."""

from __future__ import annotations

from collections.abc import Sequence

from textual.content import Content

from wargame.ui.tui.palette import ACCENT, BELOW_PAR, CALM, QUIET, WARNING
from wargame.ui.tui.text import current_look, say

SIGNS, ASCII_SIGNS = "×░▒▓█", "x.-+#"
COLOURS = (WARNING, BELOW_PAR, QUIET, CALM, ACCENT)
"""From a collapse up to the highest tier; signs distinguish them where colours do not."""


def odds_bar(odds: Sequence[float], cells: int) -> Content:
    """Draw `odds` (from a collapse upwards, together 1) in so many cells."""
    bar = Content("")
    for count, sign, colour in zip(parted(odds, cells), _signs(), COLOURS, strict=False):
        bar += say(sign * count, colour)
    return bar


def odds_legend(names: Sequence[str]) -> Content:
    """Say which sign is which verdict, from a collapse upwards."""
    parts = [
        say(sign, colour) + say(f" {name}", QUIET)
        for sign, colour, name in zip(_signs(), COLOURS, names, strict=False)
    ]
    return Content("  ").join(parts)


def parted(odds: Sequence[float], cells: int) -> list[int]:
    """Divide cells by odds that sum to 1: first whole cells, then by the largest remainders.

    Odds of 0 get none.

    >>> parted([0.3, 0.21, 0.25, 0.17, 0.07], 10)
    [3, 2, 2, 2, 1]
    >>> parted([0.0, 0.0, 1.0], 8)
    [0, 0, 8]
    """
    exact = [max(0.0, share) * cells for share in odds]
    counts = [int(share) for share in exact]
    some = [at for at, share in enumerate(exact) if share]
    left = sorted(some, key=lambda at: counts[at] - exact[at])
    for at in left[: max(0, cells - sum(counts))]:
        counts[at] += 1
    return counts


def _signs() -> str:
    return ASCII_SIGNS if current_look().ascii else SIGNS
