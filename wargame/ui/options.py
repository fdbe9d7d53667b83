"""What a table was set up with, as the header of its save keeps it: hints, reasons, the clock."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from attrs import frozen

MOST_MINUTES: Final = 99


@frozen
class Minutes:
    """The minutes of the soft clock: for a Cabinet sitting, and for a phase that all play."""

    sitting: int
    phase: int

    @classmethod
    def read(cls, kept: object) -> Minutes | None:
        """Read what a header keeps; None for what is no clock.

        >>> Minutes.read({"sitting": 1, "phase": 2}), Minutes.read({"sitting": 0, "phase": True})
        (Minutes(sitting=1, phase=2), None)
        """
        if not isinstance(kept, dict) or set(kept) != {"sitting", "phase"}:
            return None
        if not all(type(one) is int and 1 <= one <= MOST_MINUTES for one in kept.values()):
            return None
        return cls(**kept)

    @property
    def kept(self) -> dict[str, int]:
        """The minutes as a header keeps them."""
        return {"sitting": self.sitting, "phase": self.phase}


@frozen
class TableOptions:
    """Whether there are hints, whether a seat is asked why once a sitting, and the clock.

    `shared`: other tables play the same deal, so that nobody is told its seed at the end.
    """

    hints: bool = True
    reasons: bool = False
    minutes: Minutes | None = None
    shared: bool = False

    @classmethod
    def read(cls, kept: Mapping[str, Any]) -> TableOptions:
        """Read the options of a header; what is not there, or is nothing known, is as usual."""
        hints, reasons = kept.get("hints") is not False, kept.get("reasons") is True
        shared = kept.get("shared") is True
        return cls(hints, reasons, Minutes.read(kept.get("minutes")), shared)

    @property
    def kept(self) -> dict[str, Any]:
        """The options as a header keeps them: what is off is left out.

        >>> TableOptions().kept, TableOptions(reasons=True, minutes=Minutes(1, 2)).kept
        ({'hints': True}, {'hints': True, 'reasons': True, 'minutes': {'sitting': 1, 'phase': 2}})
        """
        reasons = {"reasons": True} if self.reasons else {}
        minutes = {"minutes": self.minutes.kept} if self.minutes is not None else {}
        shared = {"shared": True} if self.shared else {}
        return {"hints": self.hints, **reasons, **minutes, **shared}
