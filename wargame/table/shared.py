"""What is made once, when content is loaded, and shared by all games from then on.

A copy of such a thing is the thing itself: `copy.deepcopy` of a State or a SeatView copies facts
and leaves the rulebook where it is. It is never pickled: a game is a header and a list of keys,
and whoever opens it finds the content again by scenario and digest (`Game.__reduce__`).
"""

from __future__ import annotations

from typing import NoReturn


class Shared:
    """Base of everything that belongs to the content and not to one game."""

    __slots__ = ()

    def __copy__(self) -> Shared:
        return self

    def __deepcopy__(self, memo: object) -> Shared:
        return self

    def __reduce__(self) -> NoReturn:
        raise TypeError(
            f"{type(self).__name__} is content, which all games share, and cannot be pickled; "
            "pickle a Game (it keeps its scenario, seed and choices) or write a save"
        )
