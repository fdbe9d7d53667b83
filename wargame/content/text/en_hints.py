"""English: what a hint says. A part of `en.English`."""

from __future__ import annotations

from typing import Any

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

    def hint_head(self, advice: Any) -> str:
        """Say what a hint rests on."""
        if len(advice.tried) == 1:
            return "There is one answer only."
        if advice.public:
            return (
                "From what the whole table knows; nobody’s hand, dossier or flag has been "
                "looked at. These would be tried first:"
            )
        return f"From what {self.seat(advice.seat)} knows; these would be tried first:"

    def hint_line(self, advice: Any, place: int) -> str:
        """Tell one of the best options, with what is to be expected of it."""
        tried = advice.best[place]
        odds = [
            f"{tier} {share(odds)}"
            for tier, odds in zip(advice.tiers, tried.tiers, strict=False)
            if odds >= 0.005
        ]
        if tried.collapse >= 0.005:
            odds.append(f"{advice.collapse or 'collapse'} {share(tried.collapse)}")
        return (
            f"{tried.label}. About {tried.points:.0f} points: {', '.join(odds)}. "
            f"Best seat {share(tried.title)}. Tried {tried.visits} times."
        )

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
