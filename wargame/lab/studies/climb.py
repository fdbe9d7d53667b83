"""Hill climbing over the weights of a bot, with a step that adapts.

One parent, `width` children a generation; each child changes a few weights by normal steps. All
play the same deals, which are new in each generation, so that no weights are kept because of one
lucky deal: a child takes the parent's place only if it did better, game for game, by
more than one standard error. The steps widen after a success and narrow after a failure.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from math import sqrt
from random import Random
from statistics import fmean, stdev
from typing import Any, TypeAlias

from attrs import evolve, frozen

from wargame.bots.evaluate.weights import Weights, numbers, words

REACH: dict[str, tuple[float, float]] = {
    "points": (0.2, 2.0), "collapse": (-10.0, 30.0), "rivalry": (-1.0, 2.0), "agenda": (0.0, 3.0),
    "capital": (0.0, 3.0), "interest": (0.0, 3.0), "calm": (-1.0, 1.0), "relation": (-1.0, 1.0),
    "accommodation": (-1.0, 2.0), "bid": (0.0, 2.5), "deals": (0.0, 3.0), "warmth": (0.01, 0.5),
}  # fmt: skip
"""The bounds of each weight; one that is not listed may differ by 2 from its usual value."""
WIDER, NARROWER, FIRST_STEP, LEAP = 1.4, 0.75, 0.25, 0.2

Value: TypeAlias = Callable[[Sequence[Weights], int], Sequence[Sequence[float]]]
"""Returns the worth of each set of weights in the games of a generation: one number a game."""


@frozen
class Generation:
    """One generation of a climb.

    `temper` holds the weights after it, `value` their mean worth in its games. `gain` is the mean
    difference of the best child and the parent, game for game, and `error` its standard error.
    `step` is the width of the steps, in shares of a weight's range; `games` is the number compared.
    """

    restart: int
    generation: int
    temper: Weights
    value: float
    gain: float
    error: float
    accepted: bool
    step: float
    games: int


def reach(name: str) -> tuple[float, float]:
    """Return the lower and the upper bound of a weight."""
    usual = numbers()[name]
    return REACH.get(name, (usual - 2, usual + 2))


def somewhere(rng: Random) -> Weights:
    """Draw weights far from the usual ones: half of them are moved by wide steps.

    Weights drawn from their whole range hardly ever make a bot that climbing can improve.
    """
    usual = Weights()
    weights: dict[str, Any] = {}
    for name in numbers():
        if rng.random() < 0.5:
            weights[name] = _moved(usual, name, LEAP, rng)
    for name, choices in words().items():
        weights[name] = rng.choice(choices) if rng.random() < 0.3 else ""
    return Weights(**weights)


def neighbour(weights: Weights, step: float, rng: Random) -> Weights:
    """Change one to three weights; `step` is in shares of their range."""
    names = [*numbers(), *words()]
    changes: dict[str, Any] = {}
    for name in rng.sample(names, rng.randint(1, 3)):
        if name in numbers():
            changes[name] = _moved(weights, name, step, rng)
        else:
            now = getattr(weights, name)
            changes[name] = rng.choice([word for word in words()[name] if word != now])
    return evolve(weights, **changes)


def _moved(weights: Weights, name: str, step: float, rng: Random) -> float:
    low, high = reach(name)
    value: float = getattr(weights, name) + rng.gauss(0.0, step * (high - low))
    return round(min(high, max(low, value)), 3)


def climb(
    start: Weights,
    value: Value,
    rng: Random,
    generations: int,
    width: int,
    restart: int = 0,
    first: int = 0,
) -> list[Generation]:
    """Climb from a start and return the generations; the last has the best weights.

    `first` is the number of the first generation, from which `value` knows which games to play.
    """
    parent, step = start, FIRST_STEP
    trail = []
    for generation in range(first, first + generations):
        children = [neighbour(parent, step, rng) for _ in range(width)]
        worth = value([parent, *children], generation)
        at = max(range(1, width + 1), key=lambda child: fmean(worth[child]))
        gains = [new - old for new, old in zip(worth[at], worth[0], strict=True)]
        gain = fmean(gains)
        error = stdev(gains) / sqrt(len(gains)) if len(gains) > 1 else 0.0
        accepted = gain > error
        if accepted:
            parent = children[at - 1]
        mean = fmean(worth[at if accepted else 0])
        trail.append(
            Generation(restart, generation, parent, mean, gain, error, accepted, step, len(gains))
        )
        step = min(0.5, step * WIDER) if accepted else max(0.03, step * NARROWER)
    return trail
