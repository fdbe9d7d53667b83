"""The findings of a measurement, as data to be printed or drawn."""

from __future__ import annotations

from math import isfinite
from typing import Any

from attrs import asdict, frozen

from wargame.lab.intervals import Figure
from wargame.lab.manifest import Manifest


@frozen
class Row:
    """One measure, with its bounds where it has any.

    `group` is its heading; `percent` says that it is a share, to be shown in per cent; `mark` is a
    value to compare with, such as one third. `every` says that each single case must keep the
    bounds: one case that breaks a rule makes the row fail, and the interval says only how frequent
    such cases can be. `note` is printed beside the row.
    """

    measure: str
    low: float | None
    high: float | None
    figure: Figure
    group: str = ""
    percent: bool = False
    mark: float | None = None
    every: bool = False
    note: str = ""

    @property
    def verdict(self) -> str:
        """HOLDS, FAILS, or UNDECIDED where the interval crosses a bound; empty without bounds."""
        if self.low is None or self.high is None:
            return ""
        if self.every and self.figure.n:
            return "HOLDS" if self.low <= self.figure.value <= self.high else "FAILS"
        if self.low <= self.figure.low and self.figure.high <= self.high:
            return "HOLDS"
        if self.figure.high < self.low or self.figure.low > self.high:
            return "FAILS"
        return "UNDECIDED"


@frozen
class Findings:
    """What a measurement found: rows, notes to print below them, and all of it for JSON.

    `table` are rows in another form, which CSV uses where they hold more.
    """

    rows: tuple[Row, ...]
    notes: tuple[str, ...] = ()
    whole: object = None
    table: tuple[dict[str, object], ...] = ()

    @property
    def failed(self) -> bool:
        """Whether a row fails its bounds."""
        return any(row.verdict == "FAILS" for row in self.rows)

    def groups(self) -> list[tuple[str, list[Row]]]:
        """Return the headings with their rows, in the order of their first rows."""
        groups: dict[str, list[Row]] = {}
        for row in self.rows:
            groups.setdefault(row.group, []).append(row)
        return list(groups.items())

    def plain(self, manifest: Manifest) -> dict[str, Any]:
        """Return everything for JSON, with its manifest; infinities and NaN become null."""
        rows = [{**asdict(row), "verdict": row.verdict} for row in self.rows]
        plain = {
            "what": manifest.study,
            "manifest": asdict(manifest),
            "rows": rows,
            "notes": list(self.notes),
            "found": self.whole,
        }
        return {key: finite(value) for key, value in plain.items()}


def finite(node: Any) -> Any:
    """Replace infinities and NaN, which JSON lacks, by None.

    >>> finite({"a": [1.5, float("inf")]})
    {'a': [1.5, None]}
    """
    if isinstance(node, float):
        return node if isfinite(node) else None
    if isinstance(node, dict):
        return {key: finite(value) for key, value in node.items()}
    return [finite(value) for value in node] if isinstance(node, (list, tuple)) else node
