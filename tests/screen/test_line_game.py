"""A whole game from the menu to the end, by one line a form."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from random import Random

from tests.screen.conftest import HUMANS, filled
from wargame.engine.game import Game
from wargame.engine.library import library
from wargame.saves.write import journal
from wargame.ui.drafts import Field
from wargame.ui.line.line_table import numbered

SCENARIO, SEED = "first-week", 12


def part(asked: Field, key: str) -> str:
    """Write one answer as it stands in a line: the name of its field, and its hotkey or key."""
    hotkey = next(one.hotkey for one in asked.answers if one.key == key)
    return f"{asked.name} {hotkey or key}"


def script(game: Game, rng: Random) -> Iterator[str]:
    """Play a game by chance; yield what is typed for it, a line for each form."""
    held = -1
    while (decision := game.decision) is not None:
        if decision.private and held != decision.seat:
            yield "hand"
        held = decision.seat if decision.private else -1
        draft = filled(game, rng)
        keys = draft.choices()
        if draft.is_form:
            parts = [
                part(one, key)
                for one in draft.fields()
                for key in (one.held or (one.key or one.decision.idle,))
                if any(each.key == key for each in one.answers)
            ]
            yield ", ".join([*parts, "seal"])
        else:
            (number,) = (n for n, one in numbered(decision).items() if one.key == keys[0])
            yield str(number)
        game.play(keys)


def test_by_lines_alone_a_line_for_each_form(tmp_path: Path) -> None:
    game = Game.of(library().program(SCENARIO), seed=SEED, seats=HUMANS)
    lines = ["1", SCENARIO, "", str(SEED), *script(game, Random(7))]
    done = subprocess.run(
        [sys.executable, "-m", "wargame", "--saves", str(tmp_path), "--plain"],
        input="".join(f"{line}\n" for line in lines).encode(), capture_output=True, check=False,
        env={**os.environ, "PYTHONUTF8": "1"},
    )  # fmt: skip
    said = done.stdout.decode()
    assert done.returncode == 0, said[-2000:]
    assert "Not done" not in said
    assert "Expected" not in said
    (save,) = tmp_path.glob("*.jsonl")
    assert journal.read(save)[1] == game.choices
    assert game.outcome is not None
    assert f"Ending: {game.outcome.ending_name}" in said
    assert said.count("Verdict: ") == 3
    forms = sum(line.endswith("seal") for line in lines)
    assert forms > 10
    assert len(game.choices) > 3 * forms
