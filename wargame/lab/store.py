"""Played games, kept in a SQLite file and found again by their match.

By default the file lies in WARGAME_LAB, else in the platform's cache folder, under a name made of
what decides the games (`Basis`), so that a change of rules or code begins a new one. Every command
shares it: a game that the arena has played need not be played again for the targets. What is
added is committed at once and whole, or not at all; several processes may add to one file.
"""

from __future__ import annotations

import json
import sqlite3
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any, get_origin

from attrs import asdict
from cattrs import Converter
from platformdirs import user_cache_dir

from wargame.lab.manifest import basis
from wargame.lab.play import Match, Result
from wargame.lab.trouble import StoreTrouble
from wargame.system.paths import Wanted, from_environment, platform_folder

FORMAT = 2
MAGIC = b"SQLite format 3\x00"
"""How every file of SQLite begins."""
WAIT_SECONDS = 60.0
"""How long a process waits for another one that is writing."""


def folder() -> Path:
    """Return the folder that played games are kept in. Raises `BadPath` where there is none."""
    if (named := from_environment("WARGAME_LAB", Wanted.FOLDER)) is not None:
        return named
    instead = "--results FILE, or WARGAME_LAB; --fresh keeps no games"
    return platform_folder(user_cache_dir, instead) / "lab"


def file(kind: str, given: Path | None = None) -> Path:
    """Return the file that things of a kind are kept in: `given`, or one in the folder."""
    return given or folder() / f"{kind}-{basis().short}.sqlite"


class KeyedStore:
    """Values of JSON by their keys, in one file of one kind and one basis.

    Nothing is written before the first `add`. Every method raises `StoreTrouble`.
    """

    def __init__(self, kind: str, given: Path | None = None) -> None:
        self.path = file(kind, given)
        self.header = {"format": str(FORMAT), "kind": kind, **asdict(basis())}
        with self._told():
            if self.path.is_dir():
                raise StoreTrouble(f"{self.path} is a folder; a file is wanted")
            there = self.path.exists()
            if there and not self.path.is_file():
                raise StoreTrouble(f"{self.path} is no plain file")
            if there and self.path.stat().st_size:
                self._check()

    def _check(self) -> None:
        with self.path.open("rb") as file:  # SQLite takes a short file for an empty one
            if file.read(len(MAGIC)) != MAGIC:
                raise StoreTrouble(f"{self.path} holds no games of this lab; name another file")
        with closing(self._connect()) as database:
            try:
                header = dict(database.execute("SELECT name, value FROM header"))
            except sqlite3.OperationalError:
                header = {}
        if header == self.header:
            return
        if "kind" not in header:
            raise StoreTrouble(f"{self.path} holds no games of this lab; name another file")
        raise StoreTrouble(
            f"{self.path} holds {_named(header)}; what is played here is {_named(self.header)}; "
            "name another file"
        )

    def get(self, key: str) -> Any:
        """Return the value of a key; None where there is none."""
        if not self.path.exists():
            return None
        with self._told(), closing(self._connect()) as database:
            row = database.execute("SELECT value FROM kept WHERE key = ?", (key,)).fetchone()
        return None if row is None else json.loads(row[0])

    def keys(self) -> list[str]:
        """Return every key, in the order in which they were added."""
        if not self.path.exists():
            return []
        with self._told(), closing(self._connect()) as database:
            return [key for (key,) in database.execute("SELECT key FROM kept ORDER BY rowid")]

    def values(self) -> Iterator[Any]:
        """Yield every value, in the order in which they were added."""
        if not self.path.exists():
            return
        with self._told(), closing(self._connect()) as database:
            for (value,) in database.execute("SELECT value FROM kept ORDER BY rowid"):
                yield json.loads(value)

    def add(self, things: Iterable[tuple[str, Any]]) -> None:
        """Keep values by their keys, all of them or none; a key that is there keeps its value."""
        rows = [
            (key, json.dumps(value, ensure_ascii=False, separators=(",", ":")))
            for key, value in things
        ]
        with self._told():
            self.path.parent.mkdir(parents=True, exist_ok=True)
            with closing(self._connect()) as database, database:
                database.execute("CREATE TABLE IF NOT EXISTS header (name PRIMARY KEY, value)")
                database.execute("CREATE TABLE IF NOT EXISTS kept (key PRIMARY KEY, value)")
                database.executemany(
                    "INSERT OR IGNORE INTO header VALUES (?, ?)", self.header.items()
                )
                database.executemany("INSERT OR IGNORE INTO kept VALUES (?, ?)", rows)

    def _connect(self) -> sqlite3.Connection:
        return sqlite3.connect(self.path, timeout=WAIT_SECONDS)

    @contextmanager
    def _told(self) -> Iterator[None]:
        try:
            yield
        except sqlite3.DatabaseError as error:
            raise StoreTrouble(
                f"{self.path} cannot be used ({error}); name another file, or take it away"
            ) from None
        except OSError as error:
            raise StoreTrouble(f"cannot use {self.path}: {error.strerror}") from None


class Store:
    """Results by their match. Everything that was added has been handed to the disk."""

    def __init__(self, given: Path | None = None) -> None:
        """Open the store of this process' basis. Raises `StoreTrouble`."""
        self.kept = KeyedStore("games", given)
        self._keys = set(self.kept.keys())

    @property
    def path(self) -> Path:
        """The file."""
        return self.kept.path

    def __contains__(self, match: Match) -> bool:
        return key_of(match) in self._keys

    def __len__(self) -> int:
        return len(self._keys)

    def get(self, match: Match) -> Result:
        """Read a kept game; KeyError where there is none. Raises `StoreTrouble`."""
        value = self.kept.get(key_of(match))
        if value is None:
            raise KeyError(match)
        try:
            return structure(value)
        except Exception:  # cattrs raises groups, and whatever a wrong value raises
            raise StoreTrouble(f"{self.path} is damaged; take it away") from None

    def add(self, results: Iterable[Result]) -> None:
        """Keep games, all in one go. Raises `StoreTrouble`."""
        new = {key_of(result.match): result for result in results}
        self.kept.add((key, unstructure(result)) for key, result in new.items())
        self._keys |= new.keys()


def key_of(match: Match) -> str:
    """Write a match as the text that it is found by."""
    return json.dumps(_CODE.unstructure(match), ensure_ascii=False, separators=(",", ":"))


def unstructure(result: Result) -> dict[str, Any]:
    """Turn a result into what JSON can hold; the same result gives the same bytes."""
    made: dict[str, Any] = _CODE.unstructure(result)
    return made


def structure(thing: dict[str, Any]) -> Result:
    """Turn it back."""
    return _CODE.structure(thing, Result)


def _named(header: dict[str, str]) -> str:
    """Name a header in words."""
    return ", ".join(f"{name} {value:.12}" for name, value in header.items())


def _is_counter(type_: Any) -> bool:
    return get_origin(type_) is Counter


def _is_frozenset(type_: Any) -> bool:
    return get_origin(type_) is frozenset


def _converter() -> Converter:
    """Make the converter: counters in the order they were counted in, sets in order."""
    made = Converter()
    made.register_unstructure_hook_func(
        _is_counter,
        lambda counter: [[key, count] for key, count in counter.items()],
    )
    made.register_structure_hook_func(
        _is_counter,
        lambda pairs, _: Counter(
            {tuple(key) if isinstance(key, list) else key: count for key, count in pairs}
        ),
    )
    made.register_unstructure_hook_func(_is_frozenset, sorted)
    return made


_CODE = _converter()
