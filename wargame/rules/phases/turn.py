"""Who is next: phases that let the seats act one after the other."""

from __future__ import annotations

from attrs import define

from wargame.rules.model.events import emit
from wargame.rules.model.ledgers import COLLAPSED, GAME, TURN
from wargame.rules.model.rulebook import Linked
from wargame.rules.model.verb import Effects, Verb, verb
from wargame.table.event import ALL
from wargame.table.flow import push
from wargame.table.moves import act, clear, open_turn
from wargame.table.state import State


@verb("in-order", effect=False)
@define(eq=False)
class InOrder(Verb):
    """Let each seat in order go through steps, all of them in one sitting."""

    phase: str
    steps: Effects

    def run(self, state: State, seat: int, args: tuple[int, ...]) -> None:
        act(state, -1, self.phase)
        emit(state, ALL, "phase", self.phase)
        for each in reversed(state.order()):
            push(state, self.steps, each)


@verb("phase", effect=False)
@define(eq=False)
class Phase(Verb):
    """Name a phase and go through its steps."""

    phase: str
    steps: Effects

    def run(self, state: State, seat: int, args: tuple[int, ...]) -> None:
        act(state, -1, self.phase)
        emit(state, ALL, "phase", self.phase)
        push(state, self.steps, seat)


@define(eq=False)
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
