"""Intervals: how sure a share or a mean is."""

from __future__ import annotations

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


def mean(values: Sequence[float]) -> Figure:
    """Give a mean with its normal interval."""
    n = len(values)
    if n < 2:
        value = values[0] if values else 0.0
        return Figure(value, float("-inf"), float("inf"), n)
    middle, width = fmean(values), Z * stdev(values) / sqrt(n)
    return Figure(middle, middle - width, middle + width, n)
