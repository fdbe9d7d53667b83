"""Every sentence of the page of all tables."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from wargame.lesson.words import TableWords

HEADS: Final = {
    "side": "The tables side by side", "seats": "Each seat against the same seat elsewhere",
    "parting": "Where the tables parted", "word": "Demands and promises", "reports": "Reports",
}  # fmt: skip


class EnglishTables(TableWords):
    """The sentences of the page of all tables, in English."""

    language = "en"

    def title(self, scenario: str) -> str:
        return f"All tables: {scenario}"

    def under(self, tables: int) -> str:
        return f"{tables} tables of one deal: the same cards and the same news."

    def head(self, id: str) -> str:
        return HEADS[id]

    def not_over(self, turn: int) -> str:
        return f"not over, turn {turn}"

    def holds(self, verdict: str, turn: int) -> str:
        """Say how far a save holds of which the end cannot be read."""
        return f"the save is {verdict}, it holds up to turn {turn}"

    def ending(self, name: str, bell: int) -> str:
        return f"{name}, after turn {bell}" if bell else name

    def result(self, tier: str, points: str, best: bool) -> str:
        return f"{tier} {points}{' ★' if best else ''}"

    def side_heads(self, seats: Sequence[str]) -> tuple[str, ...]:
        return ("Table", "Ending", *seats)

    def endings(self, counted: Sequence[tuple[str, int]]) -> str:
        each = ", ".join(f"{name} {count}" for name, count in counted)
        return f"Endings: {each}. ★ is a best seat of its table."

    def left_out(self, tables: Sequence[str]) -> str:
        return (
            f"The chair has touched the game at {', '.join(tables)}: these tables stand here, and "
            "are held against no other below."
        )

    def against(self, seat: str, spread: float) -> str:
        return f"{seat}: {spread:.1f} points between the best and the worst"

    def seat_heads(self) -> tuple[str, ...]:
        return ("Table", "Verdict", "Points", "Above usual")

    def above(self, points: float) -> str:
        return f"{points:+.1f}".replace("-", "−") if round(points, 1) else "0.0"

    def no_parting(self, plies: int) -> str:
        return f"All tables made the same {plies} choices."

    def parted(self, seat: str, when: str) -> str:
        return f"{when}: {seat} is asked, and the tables part."

    def when(self, turn: int, phase: str) -> str:
        return f"Turn {turn}, {phase}" if phase else f"Turn {turn}"

    def parting_heads(self) -> tuple[str, ...]:
        return ("Table", "What it chose")

    def word_heads(self) -> tuple[str, ...]:
        return (
            "Table", "Seat", "Demands it made", "Demands on it: complied with",
            "Demands on it: refused", "Pledges it made", "Pledges kept", "Pledges broken",
        )  # fmt: skip

    def report(self, questions: bool) -> str:
        return f"what happened there{', and ten questions' if questions else ''}"

    def no_report(self, tables: Sequence[str]) -> str:
        return f"No report lies there yet: {', '.join(tables)}."
