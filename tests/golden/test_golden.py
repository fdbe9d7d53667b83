"""Golden: what was true is still true, byte for byte, unless a person says that it changed.

`WARGAME_GOLDEN=write` writes the files anew; the diff is then read by a person.
"""

from __future__ import annotations

import json
import os
from pathlib import Path
from random import Random
from typing import Any

import pytest

from wargame.content.gallery import gallery
from wargame.content.program import Program
from wargame.engine.game import Game
from wargame.engine.library import data
from wargame.table import chance

HERE = Path(__file__).parent
GAMES = range(8)


def golden(name: str, found: Any) -> None:
    """Compare with the golden file, or write it."""
    path = HERE / name
    text = found if isinstance(found, str) else json.dumps(found, indent=1, ensure_ascii=False)
    if os.environ.get("WARGAME_GOLDEN") == "write":
        path.write_text(text + "\n", encoding="utf-8")
    assert path.is_file(), f"no golden file {name}; write it with WARGAME_GOLDEN=write"
    assert text + "\n" == path.read_text(encoding="utf-8")


def played(program: Program, seed: int) -> Game:
    rng = Random(seed)
    game = Game.of(program, seed=seed)
    while game.decision is not None:
        game.choose(rng.choice(game.decision.keys))
    return game


def test_luck_is_what_it_was() -> None:
    """The mix may never change: every saved game rests on it."""
    assert chance.mix(0) == 0xE220A8397B1DCDAF  # SplitMix64's first number for seed 0
    found = [chance.draw(seed, turn, purpose, seat, index)
             for seed, turn, purpose, seat, index in
             [(0, 0, "agenda", 0, 0), (7, 1, "agenda", 2, 0), (7, 1, "lane", 0, 99),
              (2**63, 8, "deck:tokyo", 1, 5), (-3, 2, "bot", 0, 1)]]  # fmt: skip
    golden("luck.json", found)


def test_saved_games_end_as_they_ended(umbrella: Program, micro: Program) -> None:
    found = []
    for program in (micro, umbrella):
        for seed in GAMES:
            game = played(program, seed)
            assert game.outcome is not None
            found.append(
                {
                    "scenario": program.scenario.id,
                    "seed": seed,
                    "plies": len(game.choices),
                    "ending": game.outcome.ending,
                    "halves": [score.halves for score in game.outcome.scores],
                    "fingerprint": game.fingerprint(),
                    "choices": " ".join(game.choices),
                }
            )
    golden("games.json", found)


def perft(game: Game, depth: int) -> list[int]:
    """Count the legal keys at each depth (python-chess calls this perft)."""
    counts = [0] * depth

    def visit(node: Game, at: int) -> None:
        if node.decision is None or at == depth:
            return
        counts[at] += len(node.decision.keys)
        for key in node.decision.keys:
            child = node.fork()
            child.choose(key)
            visit(child, at + 1)

    visit(game, 0)
    return counts


def test_the_legal_keys_to_depth_three_are_counted(umbrella: Program, micro: Program) -> None:
    found = {
        program.scenario.id: {str(seed): perft(Game.of(program, seed=seed), 3) for seed in (1, 2)}
        for program in (micro, umbrella)
    }
    golden("perft.json", found)


def test_every_card_reads_as_it_read(umbrella: Program) -> None:
    lines = []
    for card in gallery(umbrella, data("cards")):
        lines += [f"{card.id} {card.head} [{card.deck}]", *("  " + line for line in card.text), ""]
    golden("cards.txt", "\n".join(lines))


@pytest.mark.parametrize("seed", [3, 11])
def test_the_log_of_a_game_reads_as_it_read(umbrella: Program, seed: int) -> None:
    golden(f"log-{seed}.txt", "\n".join(played(umbrella, seed).log(-1)))
