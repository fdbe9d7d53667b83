"""Intervals: how sure a share or a mean is."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from math import sqrt
from statistics import fmean, stdev

from attrs import frozen

Z = 1.959964


@frozen
class Figure:
    """A measured figure with its 95 % interval, from `n` games or choices."""

    value: float
    low: float
    high: float
    n: int


def share(hits: float, n: int) -> Figure:
    """Give a share with its Wilson score interval (Wilson, 1927); hits may be shared ones.

    >>> share(0, 10).low
    0.0
    """
    if n == 0:
        return Figure(0.0, 0.0, 1.0, 0)
    p = hits / n
    middle = p + Z * Z / (2 * n)
    width = Z * sqrt(p * (1 - p) / n + Z * Z / (4 * n * n))
    scale = 1 + Z * Z / n
    low, high = max(0.0, (middle - width) / scale), min(1.0, (middle + width) / scale)
    return Figure(p, min(p, low), max(p, high), n)


def ratio(parts: Sequence[tuple[float, float]]) -> Figure:
    """Give a share of what several games hold together, (hits, of how many) a game, with the
    normal interval of a ratio: what lies in one game is not independent (Cochran, 1977, 6.3).

    >>> ratio([(1, 2), (1, 2), (1, 2)]).low
    0.5
    """
    whole = sum(of for _, of in parts)
    if not whole:
        return Figure(0.0, 0.0, 1.0, 0)
    p = sum(hits for hits, _ in parts) / whole
    width = Z * sqrt(sum((hits - p * of) ** 2 for hits, of in parts)) / whole
    return Figure(p, max(0.0, p - width), min(1.0, p + width), round(whole))


def median(games: Sequence[Counter[int]]) -> Figure:
    """Give the median of what several games hold together, each a count of values.

    Its interval reaches from and to the value whose share of what is not above it may be a half
    (Woodruff, 1952).
    """
    whole: Counter[int] = Counter()
    for game in games:
        whole.update(game)
    n = whole.total()
    if not n:
        return Figure(0.0, float("-inf"), float("inf"), 0)
    ends: list[float] = []
    for at in ("high", "value", "low"):
        for value in sorted(whole):
            upto = [(sum(k for v, k in game.items() if v <= value), game.total()) for game in games]
            if getattr(ratio(upto), at) >= 0.5:
                break
        ends.append(float(value))
    low, middle, high = ends
    return Figure(middle, low, high, n)


def mean(values: Sequence[float]) -> Figure:
    """Give a mean with its normal interval."""
    n = len(values)
    if n < 2:
        value = values[0] if values else 0.0
        return Figure(value, float("-inf"), float("inf"), n)
    middle, width = fmean(values), Z * stdev(values) / sqrt(n)
    return Figure(middle, middle - width, middle + width, n)
