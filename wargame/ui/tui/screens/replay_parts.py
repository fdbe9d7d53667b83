"""The text of a replayed step: its lines, and the hands that its viewer sees."""

from __future__ import annotations

from textual.content import Content

from wargame.ui.tui.scene import ReplayModel, StyledLine
from wargame.ui.tui.text import rows, say
from wargame.ui.tui.widgets.board import ACCENT, BRIGHT, QUIET

STYLES = {
    "head": BRIGHT, "choice": f"{ACCENT} bold", "reason": "#e8edf2 italic", "moved": ACCENT,
    "event": "#b6c2cf", "note": "#7fa7a0", "asked": BRIGHT, "option": QUIET,
}  # fmt: skip
MARKS = {"choice": "▸ ", "option": "  ", "moved": "  ", "event": "  "}


def set_told(told: tuple[StyledLine, ...]) -> Content:
    """Set the lines of a step."""
    parts: list[Content] = []
    for line in told:
        if line.style == "asked" and parts:
            parts.append(Content(""))
        parts.append(say(MARKS.get(line.style, "") + line.text, STYLES[line.style]))
    return rows(parts) if parts else Content("")


def hands_title(seen: ReplayModel) -> str:
    """Say whose cards are shown."""
    if not seen.cards:
        return "No hand is shown"
    return "All hands" if len(seen.cards) > 1 else f"Hand of {seen.cards[0].seat}"


def hands(seen: ReplayModel) -> Content:
    """Set the cards of those whose eyes the viewer has, in brief."""
    parts: list[Content] = []
    for cards in seen.cards:
        if len(seen.cards) > 1:
            parts.append(say(cards.seat, BRIGHT))
        for card in cards.held:
            place = f"{card.place}: " if card.place else ""
            parts.append(say(f"  {place}{card.title}", ACCENT if place else "#b6c2cf"))
        parts += [say(f"  {line}", QUIET) for line in cards.sealed]
    return rows(parts) if parts else Content("")
