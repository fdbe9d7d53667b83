"""What is wrong with content: all faults at once, each with its file, its place and the nearest
known name.
"""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches

from attrs import frozen

from wargame.system.told import Told

DEPTH = 16
NUMBER = 1000


@frozen
class Fault:
    """One fault: in which file, where in it, and what."""

    file: str
    where: str
    what: str

    def __str__(self) -> str:
        return (
            f"{self.file}: {self.where}: {self.what}" if self.where else f"{self.file}: {self.what}"
        )


class BadContent(Told):
    """The cards or rules cannot be used; `faults` lists everything that is wrong with them."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults = tuple(faults)
        super().__init__("\n".join(map(str, self.faults)))

    def __reduce__(self) -> tuple[type[BadContent], tuple[tuple[Fault, ...]]]:
        return type(self), (self.faults,)


def nearest(word: str, known: Iterable[str]) -> str:
    """Say what was probably meant: the nearest known words, or all if they are few."""
    names = sorted(set(known))
    close = get_close_matches(word, names, n=3, cutoff=0.5)
    if close:
        return "did you mean " + " or ".join(f'"{name}"' for name in close) + "?"
    if not names:
        return "none is known"
    if len(names) <= 12:
        return "known: " + ", ".join(names)
    return f"there are {len(names)} known names, from {names[0]} to {names[-1]}"


def bounds(node: object, where: str = "", depth: int = 0) -> Iterable[tuple[str, str]]:
    """Find what is nested too deep or too large, as (where, what); never recurses past DEPTH."""
    if depth > DEPTH:
        yield where, f"nested deeper than {DEPTH} levels"
    elif isinstance(node, dict | list):
        entries = node.items() if isinstance(node, dict) else enumerate(node)
        for key, value in entries:
            # Most values are texts, to which no bound but that of depth applies.
            if type(value) is not str or depth == DEPTH:
                inner = f"[{key}]" if isinstance(node, list) else f".{key}" if where else str(key)
                yield from bounds(value, where + inner, depth + 1)
    elif isinstance(node, int) and not isinstance(node, bool) and abs(node) > NUMBER:
        yield where, f"{short(node)} is outside -{NUMBER} to {NUMBER}"
    elif not isinstance(node, str | int | float | None):
        yield where, f"{short(node)} is a date or a time; neither has a place here"


def short(value: object) -> str:
    """Quote a value from a file, cut to a length that fits a message."""
    if isinstance(value, int) and not isinstance(value, bool) and abs(value) > 10**12:
        return "a number of more than 12 digits"
    text = repr(value)
    return text if len(text) <= 60 else text[:57] + "..."
