"""How numbers, shares, intervals and bounds are written, and the axis that rows share."""

from __future__ import annotations

from math import isfinite

from attrs import frozen

from wargame.lab.findings import Row
from wargame.lab.intervals import Figure
from wargame.lab.manifest import Manifest
from wargame.system.signs import printable


class OutputTrouble(Exception):
    """Findings cannot be shown in the way that was asked for; the message is a sentence."""

    def __init__(self, sentence: str) -> None:
        super().__init__(printable(sentence))


@frozen
class Axis:
    """The axis of a plot, from `low` to `high`."""

    low: float
    high: float

    def at(self, value: float) -> float:
        """Return the position of a value: 0 at the low end, 1 at the high one, other numbers
        outside."""
        return (value - self.low) / (self.high - self.low)


def axis_of(rows: list[Row]) -> Axis | None:
    """Return the axis that rows share; None if each row has bounds and so its own axis."""
    if all(row.verdict for row in rows):
        return None
    values = [
        value
        for row in rows
        for value in (row.figure.low, row.figure.high, row.figure.value, row.mark)
        if value is not None and isfinite(value)
    ]
    low, high = min(values), max(values)
    if low >= 0 and all(row.percent for row in rows):
        low, high = 0.0, min(1.0, high * 1.1) or 1.0
    margin = (high - low) * 0.05 or 1.0
    return Axis(low, high or 1.0) if low == 0 else Axis(low - margin, high + margin)


def own_axis(row: Row) -> Axis:
    """Return the axis of a row with bounds: they take its middle third."""
    assert row.low is not None
    assert row.high is not None
    span = (row.high - row.low) or 1.0
    return Axis(row.low - span, row.high + span)


def number(value: float, percent: bool) -> str:
    """Write a number; a share as percent."""
    if not isfinite(value):
        return "?"
    if not percent:
        return f"{value:.3f}" if abs(value) < 1 else f"{value:.2f}"
    return f"{100 * value:.1f} %"


def value_of(row: Row) -> str:
    """Write a row's value."""
    return number(row.figure.value, row.percent)


def interval_of(row: Row) -> str:
    """Write a row's interval."""
    return interval(row.figure, row.percent)


def interval(figure: Figure, percent: bool) -> str:
    """Write an interval."""
    low, high = (number(value, percent) for value in (figure.low, figure.high))
    return f"({low.removesuffix(' %')} to {high})"


def bounds_of(row: Row) -> str:
    """Write a row's bounds."""
    if row.low is None or row.high is None:
        return ""
    if row.percent:
        same = row.low == row.high
        return f"{100 * row.low:g}{'' if same else f' to {100 * row.high:g}'} %"
    return f"{row.low:g} to {row.high:g}"


def share(figure: Figure) -> str:
    """Write a share and its interval in per cent, such as `12 (8–17)`."""
    if not figure.n:
        return ""
    return f"{100 * figure.value:.0f} ({100 * figure.low:.0f}–{100 * figure.high:.0f})"


def percent(figure: Figure) -> str:
    """Write a share and its interval in full, such as `12.3 % (8.1 to 17.4 %)`."""
    return f"{number(figure.value, True)} {interval(figure, True)}"


def change(figure: Figure, unit: float = 1.0, places: int = 2) -> str:
    """Write a difference and its interval, such as `+0.12 (−0.05 to +0.30)`."""
    if not figure.n or not isfinite(figure.low):
        return ""
    value, low, high = (
        f"{part * unit:+.{places}f}".replace("-", "−")
        for part in (figure.value, figure.low, figure.high)
    )
    return f"{value} ({low} to {high})"


def footer(manifest: Manifest) -> str:
    """Return a manifest in one short line."""
    digests = ", ".join(
        f"{name} {getattr(manifest, name)[:12]}" for name in ("rules", "words", "bots", "code")
    )
    return f"version {manifest.version}, {digests}; 95 % intervals"
