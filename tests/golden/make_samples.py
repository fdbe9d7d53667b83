"""Write the golden saves of saves/samples/ anew: python -m tests.golden.make_samples.

Bots play games in a fixed order of scenarios, casts and seeds, and a game is kept where it shows
what no kept game has shown: a scenario, an ending, a kind of question, an undo. Run it in the
commit that changes what a choice leads to; it gives the same files every time.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from functools import partial
from hashlib import sha256
from pathlib import Path
from random import Random

from wargame.bots.bot import BOTS, answer
from wargame.content.text import tongue
from wargame.engine.game import Game
from wargame.engine.library import library
from wargame.saves.format.pins import Pins
from wargame.saves.write.journal import Journal

SAMPLES = Path(__file__).parent.parent.parent / "saves" / "samples"
OLD = SAMPLES / "formats" / "format-1.jsonl"
WHEN = "2025-08-23T12:00:00Z"
NO_QUESTION = {"line"}
LEAST = 10
"""So many games at least, for the tests that ask something of every one."""
CASTS = (("random", 12), ("adaptive", 12), ("hedger", 12), ("co-operator", 12), ("random", 120))


def wanted() -> set[str]:
    """List what the samples must show between them."""
    found = {f"scenario {id}" for id in library().scenarios}
    for ruleset in library().rulesets.values():
        found |= {f"ending {ending['id']}" for ending in ruleset["ending"]}
    return found | {f"question {kind}" for kind in questions()} | {"undo"}


def questions() -> set[str]:
    """List every kind of question that a game asks."""
    asks = (name.removeprefix("ask_") for name in dir(tongue("en")) if name[:4] == "ask_")
    return {ask for ask in asks if ask not in NO_QUESTION}


def played(scenario: str, cast: str, seed: int) -> tuple[Game, list[str], set[str]]:
    """Let bots play; random ones also take back a choice now and then, marked by an empty key."""
    program = library().program(scenario)
    game = Game.of(program, seed=seed, seats=dict.fromkeys(program.book.layout.seats, cast))
    bot = BOTS[cast][0](program)
    rng = Random(seed)
    keys: list[str] = []
    shown = {f"scenario {scenario}"}
    while game.decision is not None:
        shown.add(f"question {game.decision.kind}")
        keys.append(answer(game, bot))
        game.choose(keys[-1])
        if cast == "random" and rng.random() < 0.03 and game.undo_refusal is None:
            game.undo()
            keys.append("")
            shown.add("undo")
            game.choose(keys[-2])
            keys.append(keys[-2])
    assert game.outcome is not None
    return game, keys, shown | {f"ending {game.outcome.ending}"}


def candidates() -> Iterator[tuple[str, str, int]]:
    """Yield games in the order in which they are tried."""
    for cast, seeds in CASTS:
        for seed in range(1, seeds + 1):
            for scenario in library().scenarios:
                yield scenario, cast, seed


def write(path: Path, game: Game, keys: list[str]) -> None:
    """Write a game with salt, secret and clock that are its own, so that the file is the same."""
    again = game.at(0)
    journal = Journal.create(
        path, again, Pins.of(library(), game.program.scenario.id), version="0", typed=True,
        entropy=partial(_entropy, path.name), clock=lambda: WHEN,
    )  # fmt: skip
    for key in keys:
        if key:
            again.choose(key)
            journal.choice(again, "so that a reason is kept" if len(again.choices) == 9 else "")
        else:
            again.undo()
            journal.undo(again)
    journal.over(again)
    journal.close()


def _entropy(name: str, count: int) -> bytes:
    return sha256(f"{name} {count}".encode()).digest()[:count]


def write_old(path: Path, game: Game) -> None:
    """Write a game as format 1 did."""
    header = {
        "wargame": 1, "version": "0.1.0", "scenario": game.program.scenario.id,
        "basic": game.book.basic, "seed": game.seed, "seats": game.players,
        "rules": library().digest(),
    }  # fmt: skip
    lines: list[object] = [header]
    again = game.at(0)
    for ply, key in enumerate(game.choices):
        again.choose(key)
        lines.append({"ply": ply, "seat": again.seats[again.chooser], "key": key})
    assert game.outcome is not None
    lines.append({"over": game.outcome.ending, "fingerprint": game.fingerprint()})
    text = "".join(json.dumps(x, ensure_ascii=False, separators=(",", ":")) + "\n" for x in lines)
    path.parent.mkdir(exist_ok=True)
    path.write_text(text, encoding="utf-8", newline="")


def main() -> int:
    """Choose the games and write them; gives 1 if something is shown by none."""
    missing = wanted()
    kept = []
    for scenario, cast, seed in candidates():
        if not missing:
            break
        game, keys, shown = played(scenario, cast, seed)
        if shown & missing:
            missing -= shown
            kept.append((f"{scenario}-{cast}-{seed}.jsonl", game, keys, shown))
    for old in SAMPLES.glob("*.jsonl"):
        old.unlink()
    kept = filled_up(without_spare(kept))
    for name, game, keys, _ in kept:
        write(SAMPLES / name, game, keys)
    write_old(OLD, min((game for _, game, _, _ in kept), key=lambda game: len(game.choices)))
    size = sum(path.stat().st_size for path in SAMPLES.rglob("*.jsonl"))
    print(f"{len(kept)} games, {size // 1000} kB; not shown: {', '.join(sorted(missing)) or '-'}")
    return 1 if missing else 0


Kept = list[tuple[str, Game, list[str], set[str]]]


def without_spare(kept: Kept) -> Kept:
    """Leave out, from the first on, what the others show as well."""
    for entry in list(kept):
        others = [other for other in kept if other is not entry]
        if entry[3] & wanted() <= set().union(*(other[3] for other in others)):
            kept = others
    return kept


def filled_up(kept: Kept) -> Kept:
    """Add the first games that are not kept, one a scenario and cast, up to `LEAST`."""
    found = list(kept)
    for scenario, cast, seed in candidates():
        if len(found) >= LEAST:
            break
        start = f"{scenario}-{cast}-"
        if not any(name.startswith(start) for name, *_ in found):
            game, keys, shown = played(scenario, cast, seed)
            found.append((f"{start}{seed}.jsonl", game, keys, shown))
    return found


if __name__ == "__main__":
    sys.exit(main())
