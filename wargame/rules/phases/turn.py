"""Who is next: phases that let the seats act one after the other."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from wargame.rules.model.events import emit
from wargame.rules.model.ledgers import COLLAPSED, GAME, TURN
from wargame.rules.model.rulebook import Linked
from wargame.rules.model.verb import Effects, Verb, phase
from wargame.table.event import ALL, Event
from wargame.table.flow import push
from wargame.table.layout import Scope
from wargame.table.moves import clear, open_turn, set_actor
from wargame.table.state import State


@dataclass(eq=False)
class InOrder(Verb):
    """Let each seat in order go through steps, all of them in one sitting."""

    phase: str
    steps: Effects

    def run(self, state: State, seat: int, args: tuple[int, ...]) -> None:
        set_actor(state, -1, self.phase)
        emit(state, ALL, "phase", self.phase)
        for each in reversed(state.order()):
            push(state, self.steps, each)


phase("in-order", InOrder)


@dataclass(eq=False)
class Phase(Verb):
    """Name a phase and go through its steps."""

    phase: str
    steps: Effects

    def run(self, state: State, seat: int, args: tuple[int, ...]) -> None:
        set_actor(state, -1, self.phase)
        emit(state, ALL, "phase", self.phase)
        push(state, self.steps, seat)


phase("phase", Phase)


@dataclass(eq=False)
class Turns(Linked):
    """The whole game: turn after turn until the last is over or the game has collapsed."""

    def run(self, state: State, seat: int, args: tuple[int, ...]) -> None:

        if state.turn >= self.book.turns or has_collapsed(state):
            emit(state, ALL, "over")
            return
        turn = state.turn + 1
        clear(state, TURN)
        open_turn(state, turn, (self.book.first + turn - 1) % self.book.seats)
        push(state, self.routine(self.run), seat)
        push(state, self.book.turn, state.first)


def has_collapsed(state: State) -> bool:
    """Say whether the game has ended in a collapse."""
    return COLLAPSED in [row[0] for row in state.ledgers[GAME]]


@dataclass(eq=False)
class Digest(Linked):
    """Close the turn: add up, for each seat and for the table, what moved and what moved it."""

    def run(self, state: State, seat: int, args: tuple[int, ...]) -> None:
        set_actor(state, -1, "")
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

    def moved(self, events: Sequence[Event]) -> dict[int, tuple[tuple[str, int], ...]]:
        """Give for each level that moved this turn its causes, and by how much each moved it."""
        moves: dict[int, dict[str, int]] = {}
        for _, kind, args, _ in reversed(events):
            if kind == "turn":
                break
            if kind == "moved":
                level, by, _, cause = args
                assert isinstance(level, int)
                assert isinstance(by, int)
                causes = moves.setdefault(level, {})
                causes[str(cause)] = causes.get(str(cause), 0) + by
        return {
            level: tuple((cause, by) for cause, by in reversed(causes.items()))
            for level, causes in moves.items()
        }


phase("digest", Digest)
