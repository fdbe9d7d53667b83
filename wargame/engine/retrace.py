"""A game played once more, to know the facts between two of its choices.

One choice can set much in motion: a whole Reckoning, the news of the next turn. `Game.at` gives the
table before and after it; `retrace` gives it after any event.
"""

from __future__ import annotations

from collections.abc import Collection

from attrs import frozen

from wargame.engine.game import Game
from wargame.engine.loop import option_of
from wargame.table.event import Event
from wargame.table.flow import advance, answer
from wargame.table.state import State


@frozen
class Trace:
    """`facts[n]` are levels and ledgers right after the first `n` events; `before[p]` is how many
    events had happened before choice number `p`, the last at the end."""

    facts: dict[int, State]
    before: tuple[int, ...]

    def ply(self, event: int) -> int:
        """Return the number of choices after which an event, by its number, happened."""
        return next(ply for ply, told in enumerate(self.before) if event < told)


def retrace(game: Game, numbers: Collection[int]) -> Trace:
    """Play a game once more and keep the facts after so many events. For the referee only.

    >>> game = Game.new("new-entente", seed=5)
    >>> trace = retrace(game, [len(game.events)])
    >>> trace.facts[len(game.events)].levels == game.state.levels
    True
    """
    state = game.program.deal(game.seed)
    watched = _Watched(state, frozenset(numbers))
    state.events = watched
    decision = advance(state)
    before = [len(watched)]
    for key in game.choices:
        assert decision is not None
        decision = answer(state, decision, option_of(decision, key))
        before.append(len(watched))
    return Trace(watched.facts, tuple(before))


class _Watched(list[Event]):
    """Events, and the facts after some of them."""

    def __init__(self, state: State, numbers: frozenset[int]) -> None:
        super().__init__()
        self.state, self.numbers = state, numbers
        self.facts: dict[int, State] = {}
        self.keep()

    def append(self, event: Event) -> None:
        super().append(event)
        self.keep()

    def keep(self) -> None:
        """Copy the facts, if they are wanted here."""
        if len(self) in self.numbers:
            self.facts[len(self)] = self.state.clone()
