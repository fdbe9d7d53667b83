"""The bell: a game is closed before its last turn, and scored as it stood after a whole one.

A lesson ends at a given minute. What was done since the last whole turn stays among the choices and
counts for nothing; points are held against what is usual at the end of that turn.
"""

from __future__ import annotations

from wargame.engine.game import Game
from wargame.engine.retrace import retrace


class CannotClose(ValueError):
    """The game cannot be closed now; the message says why."""


def turns_begun(game: Game) -> list[int]:
    """List the number of the event with which each turn began."""
    return [number for number, event in enumerate(game.events) if event[1] == "turn"]


def whole_turns(game: Game) -> int:
    """Return how many turns have been played to their end."""
    return len(turns_begun(game)) - (game.decision is not None)


def close_refusal(game: Game) -> str | None:
    """Return why a game cannot be closed now; None if it can."""
    words, turn = game.words, whole_turns(game)
    if game.decision is None:
        return words.close_over()
    if turn < 1:
        return words.close_too_soon()
    if not game.program.at_bell(turn).par:
        return words.close_without_par(turn)
    return None


def close_refusal_after(game: Game) -> str | None:
    """Return why a game cannot be closed when the turn that is played is over; None if it can."""
    words, turn = game.words, game.turn
    if game.decision is None:
        return words.close_over()
    if turn >= game.program.scenario.turns:
        return words.close_last_turn()
    if not game.program.at_bell(turn).par:
        return words.close_without_par(turn)
    return None


def close(game: Game) -> None:
    """Close a game after its last whole turn. Raises `CannotClose` and changes nothing.

    >>> game = Game.new("first-week", seed=3)
    >>> while game.turn < 2:
    ...     game.choose(game.decision.keys[0])
    >>> close(game)
    >>> game.bell, game.decision is None, game.outcome is None
    (1, True, False)
    """
    refusal = close_refusal(game)
    if refusal is not None:
        raise CannotClose(refusal)
    turn = whole_turns(game)
    until = turns_begun(game)[turn]
    game.state = retrace(game, {until}).facts[until]
    del game.events[until:]
    game.state.events = game.events
    game.decision, game.bell = None, turn
