"""Random games of ours and of peers: options listed, one of them chosen and applied.

`peers.py` runs this file with the Python that has the peer:

    python peer_games.py NAME SECONDS

and reads decisions and seconds of processor time. Every game has seeds of its own, so that no cache
holds what is dealt.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from itertools import count
from random import Random
from typing import Any


def chess() -> Iterator[int]:
    """List the legal moves and push one, at most 120 plies a game."""
    from chess import Board

    rng = Random(1)
    while True:
        board, plies = Board(), 0
        while plies < 120 and (moves := list(board.legal_moves)):
            board.push(rng.choice(moves))
            plies += 1
        yield plies


def ours(look: Callable[[Any, Any], object] | None = None) -> Iterator[int]:
    """Play without a listener; `look` is what is done at each decision besides."""
    from wargame.engine.library import library
    from wargame.table.flow import advance, answer

    program, rng = library().program("new-entente"), Random(1)
    for seed in count():
        state, plies = program.deal(seed), 0
        decision = advance(state)
        while decision is not None:
            if look is not None:
                look(state, decision)
            decision = answer(state, decision, rng.choice(decision.options))
            plies += 1
        yield plies


def ours_viewed() -> Iterator[int]:
    """Play behind the one door: the view of the seat that is asked, at each decision."""
    from wargame.engine.loop import asked_view

    return ours(asked_view)


def ours_readme() -> Iterator[int]:
    """Play as the README shows it, with events, and a view at each decision."""
    from wargame import Game

    rng = Random(1)
    for seed in count():
        game = Game.new("new-entente", seed=seed)
        while game.decision:
            game.view(game.decision.seat)
            game.choose(rng.choice(game.decision.keys))
        yield len(game.choices)


def spiel(name: str) -> Iterator[int]:
    """Play a game of OpenSpiel; the draws of chance are made and not counted."""
    import pyspiel

    if name.startswith("python"):
        import open_spiel.python.games  # noqa: F401

    game, rng = pyspiel.load_game(name), Random(1)
    while True:
        state, plies = game.new_initial_state(), 0
        while not state.is_terminal():
            if state.is_chance_node():
                outcomes, odds = zip(*state.chance_outcomes(), strict=True)
                state.apply_action(rng.choices(outcomes, odds)[0])
                continue
            state.apply_action(rng.choice(state.legal_actions()))
            plies += 1
        yield plies


def zoo(name: str) -> Iterator[int]:
    """Play a classic environment of PettingZoo by its masks."""
    import numpy
    from pettingzoo import classic

    env, rng = getattr(classic, name).env(), Random(1)
    for seed in count():
        env.reset(seed=seed)
        plies = 0
        for _ in env.agent_iter():
            seen, _, ended, cut, _ = env.last()
            if ended or cut:
                env.step(None)
                continue
            env.step(rng.choice(numpy.flatnonzero(seen["action_mask"])))
            plies += 1
        yield plies


def poker() -> Iterator[int]:
    """Play no-limit hold'em of three seats in PokerKit: fold, call, or the least raise."""
    from pokerkit import Automation, NoLimitTexasHoldem

    rng = Random(1)
    while True:
        hand = NoLimitTexasHoldem.create_state(tuple(Automation), True, 0, (1, 2), 2, 200, 3)
        plies = 0
        while hand.status:
            legal = [
                act
                for may, act in (
                    (hand.can_fold, hand.fold),
                    (hand.can_check_or_call, hand.check_or_call),
                    (hand.can_complete_bet_or_raise_to, hand.complete_bet_or_raise_to),
                )
                if may()
            ]
            rng.choice(legal)()
            plies += 1
        yield plies


WORKS: dict[str, Callable[[], Iterator[int]]] = {
    "chess": chess,
    "ours": ours,
    "ours-viewed": ours_viewed,
    "ours-readme": ours_readme,
    "poker": poker,
}


def work(name: str) -> Iterator[int]:
    """Return the games of a name; `spiel:NAME` and `zoo:NAME` are the peers' own."""
    library, _, game = name.partition(":")
    return {"spiel": spiel, "zoo": zoo}[library](game) if game else WORKS[name]()


def main(name: str, seconds: float) -> None:
    """Play one game to warm up, then for so many seconds of processor time."""
    games = work(name)
    next(games)
    decisions, start = 0, time.process_time()
    while (spent := time.process_time() - start) < seconds:
        decisions += next(games)
    print(decisions, spent)


if __name__ == "__main__":
    main(sys.argv[1], float(sys.argv[2]))
