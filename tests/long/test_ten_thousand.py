"""Long: ten thousand random games of the default scenario all end, and no question is empty.

Run with: HYPOTHESIS_PROFILE=long python -m pytest tests/long tests/walk -o addopts=
"""

from __future__ import annotations

from random import Random

from wargame.content.program import Program
from wargame.engine.scoring import score
from wargame.table.flow import advance, answer


def test_ten_thousand_random_games_end_legally(umbrella: Program) -> None:
    rng = Random()
    for seed in range(10_000):
        state = umbrella.deal(seed)
        decision = advance(state)
        plies = 0
        while decision is not None:
            assert decision.options
            decision = answer(state, decision, rng.choice(decision.options))
            plies += 1
        assert plies < 2_000
        assert score(umbrella, state).scores
