"""English: what a hint says. A part of `en.English`."""

from __future__ import annotations

from collections.abc import Sequence

from wargame.rules.model.language import Language


class Hints(Language):
    """Hints, why there is none, and who is thinking."""

    def hints_off(self) -> str:
        return "this table has agreed to play without hints"

    def hint_behind_curtain(self, seat: int) -> str:
        return f"the question is private: {self.seat(seat)} asks when it has the machine"

    def hint_nobody(self) -> str:
        return "no person is asked now"

    def thinking(self, seat: int) -> str:
        return f"{self.seat(seat)} is thinking"

    def hint_thinking(self) -> str:
        return "a hint is being thought out"

    def hint_title(self, seat: int) -> str:
        return f"Hint for {self.seat(seat)}"

    def hint_single(self) -> str:
        return "There is one answer only."

    def hint_public(self) -> str:
        return (
            "From what the whole table knows; nobody’s hand, dossier or flag has been "
            "looked at. These would be tried first:"
        )

    def hint_private(self, seat: int) -> str:
        return f"From what {self.seat(seat)} knows; these would be tried first:"

    def hint_line(
        self, label: str, points: float, odds: Sequence[tuple[str, float]], best: float, visits: int
    ) -> str:
        said = ", ".join(f"{name} {share(part)}" for name, part in odds)
        return (
            f"{label}. About {points:.0f} points: {said}. "
            f"Best seat {share(best)}. Tried {visits} times."
        )

    def collapse(self) -> str:
        return "collapse"

    def hint_note(self) -> str:
        return (
            "The estimates come from imagined worlds, played on quickly; the order weighs the "
            "price of each option besides. A person may know better."
        )


def share(odds: float) -> str:
    """Write odds as people do.

    >>> share(0.4961)
    '50 %'
    """
    return f"{round(100 * odds)} %"
