"""Both forms play the same games to the byte: every scenario, basic and full.

    python -m tests.both_forms FOLDER [PLIES]

FOLDER holds the compiled form (`python -m tests.compiled FOLDER`). The same random choices are
played in both forms, by default 100,000; of every ply the keys, the fingerprint, every seat's view
and the choice of the adaptive bot are compared, now and then that of the searching bot, and of
every game its events and its outcome.
"""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from hashlib import sha256
from itertools import count, zip_longest
from pathlib import Path
from random import Random

from wargame.bots.bot import answer, make
from wargame.engine.game import Game
from wargame.engine.library import library
from wargame.system.form import FORM

PLIES = 100_000
SEARCHED = 40
"""The searching bot is asked once in so many plies."""


def games(plies: int) -> Iterator[str]:
    """Play until there were so many plies; yield a line a game, with the digest of all that was
    compared."""
    played = 0
    for seed in count(1):
        for scenario in library().scenarios:
            for basic in (True, False):
                if played >= plies:
                    return
                game, digest = played_out(scenario, basic, seed)
                played += len(game.choices)
                kind = "basic" if basic else "full"
                yield f"{scenario} {kind} {seed}: {len(game.choices)} plies, {digest}"


def played_out(scenario: str, basic: bool, seed: int) -> tuple[Game, str]:
    """Play one game at random; return it with its digest."""
    game, rng, digest = Game.new(scenario, seed=seed, basic=basic), Random(seed), sha256()
    adaptive, searching = make("adaptive", game.program), make("search", game.program)
    seats = range(-1, len(game.seats))
    while game.decision is not None:
        ply = len(game.choices)
        facts: list[object] = [game.decision.keys, game.fingerprint(), game.prompt]
        facts += [game.view(seat).facts() for seat in seats]
        facts += [answer(game, adaptive)]
        if (ply + seed) % SEARCHED == 0:
            facts += [answer(game, searching)]
        digest.update(repr(facts).encode())
        game.choose(rng.choice(game.decision.keys))
    digest.update(repr([game.fingerprint(), game.outcome, game.events, game.log(-1)]).encode())
    return game, digest.hexdigest()


def child(folder: Path, plies: int) -> subprocess.Popen[str]:
    """Play the games with the form that lies in `folder`."""
    words = [sys.executable, "-m", "tests.both_forms", "--play", str(plies)]
    return subprocess.Popen(words, cwd=folder, stdout=subprocess.PIPE, text=True)


def compare(folder: Path, plies: int) -> str:
    """Compare both forms; return what was found equal. Raises `AssertionError` at a difference."""
    here = Path(__file__).resolve().parent.parent
    players = [child(here, plies), child(folder, plies)]
    try:
        pure, compiled = (iter(player.stdout or ()) for player in players)
        forms = [next(pure, "").strip(), next(compiled, "").strip()]
        assert forms == ["pure", "compiled"], forms
        played = total = 0
        for one, other in zip_longest(pure, compiled):
            assert one == other, f"the forms differ:\npure     {one}\ncompiled {other}"
            played, total = played + 1, total + int(one.split()[3])
        for player in players:
            assert player.wait(timeout=60) == 0
    finally:
        for player in players:
            player.kill()
            player.communicate()
    return f"{played} games, {total} plies: the same in both forms"


if __name__ == "__main__":
    if sys.argv[1] == "--play":
        print(FORM, flush=True)
        for line in games(int(sys.argv[2])):
            print(line, flush=True)
    else:
        print(compare(Path(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else PLIES))
