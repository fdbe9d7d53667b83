"""Speed, each figure a ratio to a yardstick in the same run (python-chess: legal_moves and push).

Run with: python -m pytest tests/benchmarks -o addopts= -s
(the compiled form: in the folder of `tests.compiled`; `peers.py` has both beside other libraries).
Times swing by half on shared machines, so every figure is the best of seven, in turn.
"""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable
from itertools import count, islice
from random import Random

import chess
import pytest

from wargame.bots.bot import BOTS
from wargame.bots.search.search import STRENGTHS
from wargame.content.load import Library
from wargame.content.program import Program
from wargame.engine.game import Game
from wargame.engine.library import data, library
from wargame.engine.view import SeatView, determinize
from wargame.system.form import FORM
from wargame.table.flow import advance, answer

RUNS = 7
WANTED = {"pure": (0.3, 0.5), "compiled": (0.1, 0.17)}
"""Of a chess move: a decision, and one with the view of the seat that is asked."""
SEEDS = count(1)
"""Every game has a seed of its own: what was dealt before lies in caches."""


@pytest.fixture(scope="module")
def program() -> Program:
    return library().program("new-entente")


def yardstick() -> int:
    """Random chess: list the legal moves, push one; gives how many."""
    rng, count = Random(1), 0
    for _ in range(10):
        board = chess.Board()
        for _ in range(120):
            moves = list(board.legal_moves)
            if not moves:
                break
            board.push(rng.choice(moves))
            count += 1
    return count


def bare(program: Program, games: int = 40) -> int:
    """Random games without a listener: options listed and a choice applied; gives how many."""
    rng, count = Random(1), 0
    for seed in islice(SEEDS, games):
        state = program.deal(seed)
        decision = advance(state)
        while decision is not None:
            decision = answer(state, decision, rng.choice(decision.options))
            count += 1
    return count


def door(program: Program, games: int = 40) -> int:
    """The same with the SeatView that a bot is given."""
    rng, count = Random(1), 0
    for seed in islice(SEEDS, games):
        state = program.deal(seed)
        decision = advance(state)
        while decision is not None:
            SeatView(state, decision.seat, decision.seat if decision.private else -1)
            decision = answer(state, decision, rng.choice(decision.options))
            count += 1
    return count


def best(*works: Callable[[], int]) -> list[float]:
    """Time works in turn, seven times; give each one's best seconds a unit."""
    found = [float("inf")] * len(works)
    for _ in range(RUNS):
        for at, work in enumerate(works):
            start = time.perf_counter()
            count = work()
            found[at] = min(found[at], (time.perf_counter() - start) / count)
    return found


def test_decision_against_chess(program: Program) -> None:
    move, decision, viewed = best(yardstick, lambda: bare(program), lambda: door(program))
    print(f"\nchess move {move * 1e6:.1f} µs")
    bare_most, door_most = WANTED[FORM]
    print(f"{FORM}: decision {decision * 1e6:.1f} µs, ", end="")
    print(f"{decision / move:.3f} of chess (wanted {bare_most})")
    print(f"behind the one door {viewed * 1e6:.1f} µs, ", end="")
    print(f"{viewed / move:.3f} of chess (wanted {door_most})")


def test_games_a_second(program: Program) -> None:
    def games() -> int:
        bare(program, 40)
        return 40

    move, game = best(yardstick, games)
    print(
        f"\n{1 / game:.0f} random games a second (wanted 400), {game / move:.0f} chess moves each"
    )


def test_clone_load_and_replay(program: Program) -> None:
    rng = Random(1)
    game = Game.of(program, seed=1)
    while game.decision is not None:
        game.choose(rng.choice(game.decision.keys))
    state = Game.of(program, seed=1).state

    def clones() -> int:
        for _ in range(1000):
            state.clone()
        return 1000

    def loads() -> int:
        Library(data("cards"), data("rules")).program("new-entente")
        return 1

    def replays() -> int:
        Game.of(program, seed=1).play(game.choices)
        return 1

    move, clone, load, replay = best(yardstick, clones, loads, replays)
    print(f"\nclone {clone * 1e6:.1f} µs, {clone / move:.2f} of chess")
    print(f"load of all content {load * 1e3:.0f} ms, {load / move:.0f} of chess (wanted 100 ms)")
    print(
        f"replay of {len(game.choices)} plies {replay * 1e3:.1f} ms, {replay / move:.0f} of chess"
    )


def test_imagine(program: Program) -> None:
    rng, views = Random(1), []
    state = program.deal(1)
    decision = advance(state)
    while decision is not None:
        views.append(SeatView(state, decision.seat, decision.seat if decision.private else -1))
        decision = answer(state, decision, rng.choice(decision.options))

    def imagined() -> int:
        for view in views:
            determinize(view, program, rng)
        return len(views)

    move, world = best(yardstick, imagined)
    print(f"\na world imagined from a view {world * 1e6:.0f} µs, {world / move:.1f} of chess")


def test_bots(program: Program) -> None:
    (move,) = best(yardstick)
    for word, (make, _) in BOTS.items():
        bots = [make(program) for _ in range(program.book.seats)]
        times: list[float] = []
        games = 1 if word in STRENGTHS else 10
        for seed in range(games):
            game = Game.of(program, seed=seed)
            while game.decision is not None:
                decision = game.decision
                assert decision is not None
                view, bot = game.view(decision.seat), bots[decision.seat]
                start = time.perf_counter()
                key = bot.choose(view, decision, Random(seed))
                times.append(time.perf_counter() - start)
                game.choose(key)
        mean, median = sum(times) / len(times), statistics.median(times)
        print(
            f"\n{word}: median {median * 1e6:.0f} µs a decision, {median / move:.1f} of chess "
            f"(adaptive: wanted 300 µs), mean {mean * 1e6:.0f} µs, "
            f"{len(times) / games:.0f} decisions a game"
        )
