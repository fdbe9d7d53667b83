"""Looks at a game where each of its turns is over."""

from __future__ import annotations

from collections.abc import Callable

from wargame.table.event import Event


class TurnEnds(list[Event]):
    """Events of a state. Before a turn begins, `over` is called with the number of the last one;
    the state then stands as that turn left it."""

    def __init__(self, over: Callable[[int], None]) -> None:
        super().__init__()
        self.over = over

    def append(self, event: Event) -> None:
        if event[1] == "turn" and event[2][0] > 1:
            self.over(event[2][0] - 1)
        super().append(event)
