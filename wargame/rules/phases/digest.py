"""The digest (RULES 3.5): who gained what this turn, and why.

It is narration and no rule: the one verb that reads the events, and all it does is tell.
"""

from __future__ import annotations

from attrs import define

from wargame.rules.model.events import emit
from wargame.rules.model.rulebook import Linked
from wargame.rules.model.verb import verb
from wargame.table.event import ALL, Event
from wargame.table.layout import Scope
from wargame.table.moves import act
from wargame.table.state import State


@verb("digest", effect=False)
@define(eq=False)
class Digest(Linked):
    """Close the turn: add up, for each seat and for the table, what moved and what moved it."""

    def run(self, state: State, seat: int, args: tuple[int, ...]) -> None:
        act(state, -1, "")
        if state.events is None:
            return
        moved = self.moved(state.events)
        tracks = self.book.layout.tracks
        for each in state.order():
            own = [track.base + each for track in tracks if track.scope is Scope.SEAT]
            rows = tuple((level, moved[level]) for level in own if level in moved)
            if rows:
                emit(state, ALL, "gained", each, rows)
        shared = [
            track.base + offset
            for track in tracks
            if track.scope is not Scope.SEAT
            for offset in range(track.size)
        ]
        rows = tuple((level, moved[level]) for level in shared if level in moved)
        if rows:
            emit(state, ALL, "gained", -1, rows)
        emit(state, ALL, "digest", state.turn)

    def moved(self, events: list[Event]) -> dict[int, tuple[tuple[str, int], ...]]:
        """Give for each level that moved this turn its causes, and by how much each moved it."""
        found: dict[int, dict[str, int]] = {}
        for _, kind, args, _ in reversed(events):
            if kind == "turn":
                break
            if kind == "moved":
                level, by, _, cause = args
                assert isinstance(level, int)
                assert isinstance(by, int)
                causes = found.setdefault(level, {})
                causes[str(cause)] = causes.get(str(cause), 0) + by
        return {
            level: tuple((cause, by) for cause, by in reversed(causes.items()))
            for level, causes in found.items()
        }
