"""The games that were played: kept in a ledger, found again by their match.

By default a ledger lies in WARGAME_LAB, else in the platform's cache folder, under a name made of
what decides the games (`Basis`), so that a change of rules or code begins a new one. Every command
shares it: a game that the arena has played need not be played again for the targets.
"""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any, get_origin

from attrs import asdict
from cattrs import Converter
from platformdirs import user_cache_path

from wargame.lab.ledger import Ledger
from wargame.lab.manifest import basis
from wargame.lab.play import Match, Result


def folder() -> Path:
    """Give the folder that played games are kept in."""
    if named := os.environ.get("WARGAME_LAB"):
        return Path(named)
    return Path(user_cache_path("wargame", "under-the-umbrella")) / "lab"


def file(kind: str, given: Path | None = None) -> Path:
    """Give the file that things of a kind are kept in: the one that is named, or one found."""
    return given or folder() / f"{kind}-{basis().short}.jsonl"


def open_ledger(
    kind: str,
    given: Path | None = None,
    visit: Callable[[int, Any], None] = lambda place, thing: None,
) -> Ledger:
    """Open the ledger of a kind of things that rest on this process' basis.

    Raises `LedgerTrouble`; see `Ledger` for `visit`.
    """
    return Ledger(file(kind, given), {"kind": kind, **asdict(basis())}, visit)


class Store:
    """Results by their match. Everything that was added has been handed to the disk."""

    def __init__(self, given: Path | None = None) -> None:
        """Open the store of this process' basis. Raises `LedgerTrouble`."""
        self._places: dict[Match, int] = {}
        self.ledger = open_ledger("games", given, self._index)

    def _index(self, place: int, thing: Any) -> None:
        self._places[_CODE.structure(thing["match"], Match)] = place

    def __contains__(self, match: Match) -> bool:
        return match in self._places

    def __len__(self) -> int:
        return len(self._places)

    def get(self, match: Match) -> Result:
        """Read a kept game; KeyError where there is none."""
        return structure(self.ledger.at(self._places[match]))

    def add(self, results: Iterable[Result]) -> None:
        """Keep games, all in one go. Raises `LedgerTrouble`."""
        new = [result for result in results if result.match not in self]
        places = self.ledger.add(map(unstructure, new))
        self._places.update(zip((result.match for result in new), places, strict=True))


def unstructure(result: Result) -> dict[str, Any]:
    """Turn a result into what JSON can hold; the same result gives the same bytes."""
    found: dict[str, Any] = _CODE.unstructure(result)
    return found


def structure(thing: dict[str, Any]) -> Result:
    """Turn it back."""
    return _CODE.structure(thing, Result)


def _is_counter(type_: Any) -> bool:
    return get_origin(type_) is Counter


def _is_frozenset(type_: Any) -> bool:
    return get_origin(type_) is frozenset


def _converter() -> Converter:
    """Make the converter: counters in the order they were counted in, sets in order."""
    found = Converter()
    found.register_unstructure_hook_func(
        _is_counter,
        lambda counter: [[key, count] for key, count in counter.items()],
    )
    found.register_structure_hook_func(
        _is_counter,
        lambda pairs, _: Counter(
            {tuple(key) if isinstance(key, list) else key: count for key, count in pairs}
        ),
    )
    found.register_unstructure_hook_func(_is_frozenset, sorted)
    return found


_CODE = _converter()
