"""The base class of content: made once, when it is loaded, and shared by all games.

Copying content returns the same object: `copy.deepcopy` of a State or a SeatView copies facts and
not the rulebook. Content is never pickled: a pickled game is a header and a list of keys, and the
content is found again by scenario and digest (`Game.__reduce__`).
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
