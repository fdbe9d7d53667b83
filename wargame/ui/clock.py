"""The soft clock of a table: it counts the time of a sitting or a phase, and never acts.

It is told the time at each look and has none of its own. What has passed between two looks counts
for the span that ran at the first of them.
"""

from __future__ import annotations

from typing import Final, TypeAlias

from attrs import define, field

from wargame.engine.game import Game
from wargame.ui.options import Minutes

Span: TypeAlias = tuple[str, int, int]
"""What has a time of its own: a phase of a turn, with the seat of a sitting, else -1."""
OPEN: Final = ("table", "acts")
"""The phases on the open table that have a time."""
JUMP: Final = 30.0
"""A screen that has not looked for so many seconds has slept: that counts as a pause."""
SITTING: Final = "sitting"


def span_of(game: Game) -> Span | None:
    """Return the span that a game stands in; None where no time is counted."""
    pending = game.decision
    if pending is None:
        return None
    if pending.private:
        return SITTING, game.turn, pending.seat
    phase = next((args[0] for _, kind, args, _ in reversed(game.events) if kind == "phase"), "")
    return (str(phase), game.turn, -1) if phase in OPEN else None


@define(eq=False)
class SoftClock:
    """The seconds that each span has taken."""

    minutes: Minutes
    _spent: dict[Span, float] = field(init=False, factory=dict)
    _ran: Span | None = field(init=False, default=None)
    _looked: float = field(init=False, default=0.0)

    def give(self, minutes: int, span: Span | None) -> None:
        """Give a span more time."""
        if span is not None:
            self._spent[span] = self._spent.get(span, 0.0) - minutes * 60

    def look(self, now: float, span: Span | None, *, runs: bool, jump: float = JUMP) -> int | None:
        """Count up to `now`, and return the seconds that a span has left, below 0 those that it has
        taken over its time; None without a span. `runs` says whether it runs from now on; a gap
        of more than `jump` seconds counts for nothing."""
        if self._ran is not None and 0 < now - self._looked <= jump:
            self._spent[self._ran] = self._spent.get(self._ran, 0.0) + now - self._looked
        self._looked, self._ran = now, span if runs else None
        if span is None:
            return None
        minutes = self.minutes.sitting if span[0] == SITTING else self.minutes.phase
        return minutes * 60 - int(self._spent.get(span, 0.0))


def clock_text(left: int) -> str:
    """Write seconds that are left, or those over the time.

    >>> clock_text(185), clock_text(0), clock_text(-40)
    ('3:05', '0:00', '+0:40')
    """
    minutes, seconds = divmod(abs(left), 60)
    return f"{'+' if left < 0 else ''}{minutes}:{seconds:02}"
