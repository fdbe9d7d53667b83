"""Measure par and spread of a scenario with random bots: python -m tests.long.par [GAMES] [ID].

Over games without a collapse, as GAME section 11 asks; prints the lines for the scenario's TOML.
Random bots are the only ones so far, so this is a random table's par.
"""

from __future__ import annotations

import sys
from collections import Counter
from random import Random
from statistics import fmean, pstdev

from wargame.engine.library import library
from wargame.engine.scoring import score
from wargame.table.flow import advance, answer


def main(games: int = 4000, scenario: str = "new-entente") -> None:
    """Play until `games` games have ended without a collapse."""
    program = library().program(scenario)
    points: list[list[float]] = [[] for _ in range(program.book.seats)]
    endings: Counter[str] = Counter()
    verdicts: Counter[tuple[int, str]] = Counter()
    rng, seed = Random(1), 1_000_000
    while len(points[0]) < games:
        seed += 1
        state = program.deal(seed)
        decision = advance(state)
        while decision is not None:
            decision = answer(state, decision, rng.choice(decision.options))
        outcome = score(program, state, program.book.words)
        endings[outcome.ending] += 1
        for each in outcome.scores:
            verdicts[each.seat, each.tier] += 1
            if not outcome.collapsed:
                points[each.seat].append(each.halves / 2)
    total = sum(endings.values())
    print(f"# {total} games, seeds from 1000001, {games} of them without a collapse")
    for ending, count in endings.most_common():
        print(f"# {ending}: {100 * count / total:.1f} %")
    for seat, name in enumerate(program.book.layout.seats):
        par, sd = round(fmean(points[seat]) * 100), round(pstdev(points[seat]) * 100)
        said = f"par = [{par // 100}, {par % 100}], sd = [{sd // 100}, {sd % 100}]"
        print(f"{name} = {{ {said} }}")
        tiers = {t: f"{100 * n / total:.0f}" for (s, t), n in verdicts.items() if s == seat}
        print(f"#   verdicts in % under the par of the file: {tiers}")


if __name__ == "__main__":
    main(*(kind(word) for kind, word in zip((int, str), sys.argv[1:], strict=False)))
