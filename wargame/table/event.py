"""What happened and who may see it. Events lie with the game, outside State; no rule asks them.

An event is a tuple `(mask, kind, args, reveals)`: `mask` has bit s set where seat s may see it,
`reveals` says that somebody was shown something that the game kept hidden, which undo may not
take back.
"""

from __future__ import annotations

from typing import Any, TypeAlias

Event: TypeAlias = tuple[int, str, tuple[Any, ...], bool]

ALL = -1


def seen_by(event: Event, seat: int) -> bool:
    """Say whether `seat` may see the event."""
    return bool(event[0] >> seat & 1)
