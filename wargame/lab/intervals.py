"""95 % confidence intervals of shares, ratios, medians, means and differences of means."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from math import sqrt
from statistics import fmean, stdev

from attrs import define, frozen

Z = 1.959964


@frozen
class Figure:
    """A measured figure with its 95 % interval, from `n` games or choices."""

    value: float
    low: float
    high: float
    n: int


@define
class Sample:
    """Whole numbers that come one after the other, kept as their number, sum and sum of squares.

    >>> Sample.of([3, 5]).mean().value
    4.0
    """

    n: int = 0
    total: int = 0
    squares: int = 0

    @classmethod
    def of(cls, values: Iterable[int]) -> Sample:
        """Return the sample of some values."""
        sample = cls()
        for value in values:
            sample.add(value)
        return sample

    def add(self, value: int) -> None:
        """Add a value."""
        self.n += 1
        self.total += value
        self.squares += value * value

    def __add__(self, other: Sample) -> Sample:
        """Return both samples as one."""
        return Sample(self.n + other.n, self.total + other.total, self.squares + other.squares)

    def __sub__(self, part: Sample) -> Sample:
        """Return the sample without a part of it."""
        return Sample(self.n - part.n, self.total - part.total, self.squares - part.squares)

    @property
    def inner(self) -> float:
        """The sum of squared distances from the mean."""
        return (self.n * self.squares - self.total**2) / self.n if self.n else 0.0

    def mean(self, unit: float = 1.0) -> Figure:
        """Return the mean with its normal interval, in a unit: 0.5 where values are half points."""
        if self.n < 2:
            return Figure(self.total * unit, float("-inf"), float("inf"), self.n)
        middle = self.total / self.n * unit
        width = Z * sqrt(self.inner / (self.n - 1) / self.n) * unit
        return Figure(middle, middle - width, middle + width, self.n)


def share(hits: float, n: int) -> Figure:
    """Return a share with its Wilson score interval (Wilson, 1927); `hits` may be fractional.

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
    """Return the share of hits over several games, given (hits, trials) of each game. Its interval
    is the normal one of a ratio, since the trials of one game are not independent (Cochran, 1977,
    6.3).

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
    """Return the median of the values of several games, given the counts of each game.

    The bounds of its interval are the values at which the interval of the cumulative share covers a
    half (Woodruff, 1952).
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
    """Return a mean with its normal interval."""
    n = len(values)
    if n < 2:
        value = values[0] if values else 0.0
        return Figure(value, float("-inf"), float("inf"), n)
    middle, width = fmean(values), Z * stdev(values) / sqrt(n)
    return Figure(middle, middle - width, middle + width, n)


def difference(pairs: Iterable[tuple[Sample, Sample]], unit: float = 1.0) -> Figure:
    """Return the mean difference of the first and the second samples, taken within pairs, in a
    unit.

    Pairs in which one side is empty are left out. `n` counts the first values that were used.

    >>> difference([(Sample.of([3, 5]), Sample.of([1, 3]))]).value
    2.0
    """
    whole = total = spread = 0.0
    count = 0
    for one, two in pairs:
        n = one.n + two.n
        if not one.n or not two.n or n < 3:
            continue
        weight = one.n * two.n / n
        whole += weight
        total += weight * (one.total / one.n - two.total / two.n)
        spread += weight * (one.inner + two.inner) / (n - 2)
        count += one.n
    if not whole:
        return Figure(0.0, float("-inf"), float("inf"), count)
    value, width = total / whole * unit, Z * sqrt(spread) / whole * unit
    return Figure(value, value - width, value + width, count)
