"""A rehearsal: random games of every scenario, which test that the content can be played.

The linter finds the kinds of faults that it knows. Random games find the others, which are reported
as faults too.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from random import Random

from wargame.content.faults import BadContent, Fault
from wargame.content.lint import lint
from wargame.content.load import Library
from wargame.content.program import Program
from wargame.engine.game import Game
from wargame.engine.view import determinize

SEEDS = (1,)
"""The seeds of the games that are played for each scenario."""
PLIES = 2_000
"""A random game with more choices than this counts as endless."""


def check(cards: Path, rules: Path) -> list[Fault]:
    """List the faults of a folder of cards and a folder of rules; if there are none, play random
    games and list theirs."""
    return lint(cards, rules) or list(rehearse(Library(cards, rules)))


def rehearse(library: Library) -> Iterator[Fault]:
    """Play every scenario to its end: the full game, and the basic game if it has one."""
    for scenario, deal in sorted(library.scenarios.items()):
        for basic in (False, True):
            try:
                program = library.program(scenario, basic=basic)
            except BadContent as error:
                yield from error.faults
                break
            for seed in SEEDS:
                if what := trouble(program, seed):
                    yield Fault(deal["file"], "basic" if basic else "", what)
                    break
            if not any(track.full for track in program.ruleset.track):
                break


def trouble(program: Program, seed: int) -> str:
    """Play one random game and say what went wrong; return "" if it reached its end."""
    rng = Random(seed)
    ply = 0
    try:
        game = Game.of(program, seed=seed)
        while (decision := game.decision) is not None:
            if ply >= PLIES:
                return f"a game at random (seed {seed}) has no end after {PLIES} choices"
            determinize(game.view(decision.seat), program, rng)
            game.choose(rng.choice(decision.keys))
            ply += 1
        game.log(-1)
        if game.outcome is None or not game.outcome.ending:
            return f"a game at random (seed {seed}) comes to no ending"
    except Exception as error:  # unforeseen faults of content are reported in a sentence
        text = str(error) or "no more is known"
        return (
            f"a game at random (seed {seed}) stops at choice {ply}: {type(error).__name__}, {text}"
        )
    return ""
