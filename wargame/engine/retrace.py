"""A game played once more, to know the facts between two of its choices.

One choice can set much in motion: a whole Reckoning, the news of the next turn. `Game.at` gives the
table before and after it; `retrace` gives it after any event.
"""

from __future__ import annotations

from collections.abc import Collection

from attrs import frozen

from wargame.engine.act import Act, answered, receive
from wargame.engine.game import Game
from wargame.engine.loop import option_of
from wargame.table.event import Event
from wargame.table.flow import advance
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
    acts: dict[int, list[Act]] = {}
    for ply, act in game.acts:
        acts.setdefault(ply, []).append(act)
    before, waiting = [len(watched)], list[Act]()
    for ply in range(len(game.choices) + 1):
        for act in acts.get(ply, ()):
            receive(state, act, waiting)
        if ply < len(game.choices):
            assert decision is not None
            option = option_of(decision, game.choices[ply])
            decision = answered(state, game.book, decision, option, waiting)
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
