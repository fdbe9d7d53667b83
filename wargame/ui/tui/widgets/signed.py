"""Cards in signs, drawn in rows: whole, or on a single line where there is less room."""

from __future__ import annotations

from collections.abc import Sequence

from textual.content import Content

from wargame.content.card_signs import SignedCard
from wargame.ui.tui.palette import QUIET, SOFT
from wargame.ui.tui.text import say
from wargame.ui.tui.widgets.board import indented

INDENT = 3


def card_rows(head: Content, card: SignedCard, cells: int, *, whole: bool) -> list[Content]:
    """Draw a card below and beside its head: with all its branches, or its head alone."""
    marks = " · ".join(card.marks if whole else card.brief)
    drawn = indented(head + say(f"   {marks}" if marks else "", QUIET), cells, INDENT)
    if whole:
        for line in card.lines:
            broken = indented(say(line, SOFT), cells - INDENT)
            drawn += [Content(" " * INDENT) + row for row in broken]
    return drawn


def opened(sizes: Sequence[tuple[int, int]], room: int, first: int) -> set[int]:
    """Return which things are shown whole, of those whose rows (on a single line, whole) are
    given: number `first`, those after it and those before it, as long as there is room."""
    left = room - sum(single for single, _ in sizes)
    shown = set()
    for at in (*range(first, len(sizes)), *range(first)):
        more = sizes[at][1] - sizes[at][0]
        if at == first or more <= left:
            left -= more
            shown.add(at)
    return shown
