"""What happened and who may see it. The Game keeps the list of events; no rule reads it.

An event is a tuple `(mask, kind, args, reveals)`: `mask` has bit s set where seat s may see it,
`reveals` says that somebody was shown something that the game kept hidden, which undo may not
take back.
"""

from __future__ import annotations

from typing import Any, Final, TypeAlias

Event: TypeAlias = tuple[int, str, tuple[Any, ...], bool]

ALL: Final = -1


def seen_by(event: Event, seat: int) -> bool:
    """Return whether `seat` may see the event."""
    return bool(event[0] >> seat & 1)
