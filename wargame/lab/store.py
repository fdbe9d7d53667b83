"""Played games, kept in a SQLite file and found again by their match.

By default the file is in the folder WARGAME_LAB, else in the platform's cache folder. Its name is a
digest of what determines the games (`Basis`), so that a change of rules or code begins a new file.
All commands share it: a game that the arena has played need not be played again for the targets.
Each addition is committed at once and whole, or not at all; several processes may add to one file.

Nothing of the file is cached in memory: every look-up is a query, over one connection for each
process. Nobody but its owner may read the file.
"""

from __future__ import annotations

import json
import os
import sqlite3
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeAlias, get_origin
from weakref import finalize

from attrs import asdict
from cattrs import Converter
from platformdirs import user_cache_dir

from wargame.lab.manifest import basis
from wargame.lab.match import GameResult, Match
from wargame.lab.trouble import StoreTrouble
from wargame.saves.format.errors import SaveFailed
from wargame.saves.write import disk
from wargame.system.paths import Wanted, from_environment, platform_folder

FORMAT = 2
MAGIC = b"SQLite format 3\x00"
"""The first bytes of every SQLite file."""
WAIT_SECONDS = 60.0
"""Seconds that a process waits for another one that is writing."""
PAGE = 500
"""The number of values that are read in one query, so that no reader blocks a writer for long."""
Place: TypeAlias = tuple[int, int, int]
"""A process, and the device and inode of a file."""
_INHERITED: list[sqlite3.Connection] = []


def folder() -> Path:
    """Return the folder that played games are kept in. Raises `BadPath` where there is none."""
    if (named := from_environment("WARGAME_LAB", Wanted.FOLDER)) is not None:
        return named
    instead = "--results FILE, or WARGAME_LAB; --fresh keeps no games"
    return platform_folder(user_cache_dir, instead) / "lab"


def file(kind: str, given: Path | None = None) -> Path:
    """Return the file for values of a kind: `given`, or one in the folder."""
    return given or folder() / f"{kind}-{basis().short}.sqlite"


class KeyedStore:
    """JSON values by their keys, in one file for one kind and one basis.

    Nothing is written before the first `add`. A process that was forked opens the file anew, and
    so does one whose file was taken away or replaced. Every method raises `StoreTrouble`.
    """

    def __init__(self, kind: str, given: Path | None = None) -> None:
        self.path = file(kind, given)
        self.header = {"format": str(FORMAT), "kind": kind, **asdict(basis())}
        self._database: sqlite3.Connection | None = None
        self._opened: Place | None = None
        self._close: finalize[Any, KeyedStore] | None = None
        with self._sentences():
            if self.path.is_dir():
                raise StoreTrouble(f"{self.path} is a folder; a file is wanted")
            there = self.path.exists()
            if there and not self.path.is_file():
                raise StoreTrouble(f"{self.path} is no plain file")
            place = self._place()
            if place is not None and self.path.stat().st_size:
                self._look()
                self._check(self._connected(place))

    def _look(self) -> None:
        """Refuse a file that is not SQLite; SQLite would read a short one as an empty database."""
        with self.path.open("rb") as opened:
            if opened.read(len(MAGIC)) != MAGIC:
                raise StoreTrouble(f"{self.path} holds no games of this lab; name another file")

    def __contains__(self, key: str) -> bool:
        return self._value("SELECT 1 FROM kept WHERE key = ?", key) is not None

    def __len__(self) -> int:
        count = self._value("SELECT COUNT(*) FROM kept")
        return 0 if count is None else int(count)

    def __getstate__(self) -> dict[str, Any]:
        """Leave the connection out: another process opens its own."""
        return self.__dict__ | {"_database": None, "_opened": None, "_close": None}

    def get(self, key: str) -> Any:
        """Return the value of a key; None where there is none."""
        text = self._value("SELECT value FROM kept WHERE key = ?", key)
        return None if text is None else json.loads(text)

    def values(self) -> Iterator[Any]:
        """Yield every value, in the order in which they were added."""
        last = 0
        query = f"SELECT rowid, value FROM kept WHERE rowid > ? ORDER BY rowid LIMIT {PAGE}"
        while rows := self._rows(query, last):
            yield from (json.loads(value) for _, value in rows)
            last = rows[-1][0]

    def add(self, things: Iterable[tuple[str, Any]]) -> None:
        """Store values by their keys, all of them or none; a key that exists keeps its value."""
        rows = [
            (key, json.dumps(value, ensure_ascii=False, separators=(",", ":")))
            for key, value in things
        ]
        with self._sentences():
            database = self._connected(self._made())
            with database:
                database.execute("BEGIN IMMEDIATE")
                if not _has_tables(database):
                    database.execute("CREATE TABLE header (name PRIMARY KEY, value)")
                    database.execute("CREATE TABLE kept (key PRIMARY KEY, value)")
                    database.executemany("INSERT INTO header VALUES (?, ?)", self.header.items())
                self._check(database)
                database.executemany("INSERT OR IGNORE INTO kept VALUES (?, ?)", rows)

    def _value(self, query: str, *words: object) -> Any:
        """Return the first column of the first row; None where there is no row."""
        rows = self._rows(query, *words)
        return rows[0][0] if rows else None

    def _rows(self, query: str, *words: object) -> list[Any]:
        """Return the rows of a query; none where nothing was added yet."""
        with self._sentences():
            place = self._place()
            if place is None:
                return []
            database = self._connected(place)
            try:
                return database.execute(query, words).fetchall()
            except sqlite3.OperationalError:
                if _has_tables(database):
                    raise
                return []

    def _connected(self, place: Place) -> sqlite3.Connection:
        """Return the connection of this process to the present file."""
        if self._database is None or self._opened != place:
            if self._close is not None:
                self._close()
            self._database = sqlite3.connect(self.path, timeout=WAIT_SECONDS, isolation_level=None)
            self._close = finalize(self, _close, self._database, os.getpid())
            self._opened = place
        return self._database

    def _place(self) -> Place | None:
        """Return this process and the file at the path as a `Place`; None if there is no file."""
        try:
            state = self.path.stat()
        except (FileNotFoundError, NotADirectoryError):
            return None
        return os.getpid(), state.st_dev, state.st_ino

    def _made(self) -> Place:
        """Make the file and its folder where there are none, both for their owner alone."""
        try:
            disk.folder(self.path.parent)
        except SaveFailed as error:
            raise StoreTrouble(str(error)) from None
        os.close(os.open(self.path, os.O_CREAT | os.O_RDWR, disk.PRIVATE))
        place = self._place()
        assert place is not None
        return place

    def _check(self, database: sqlite3.Connection) -> None:
        """Refuse a file of another kind or basis, or of another program."""
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

    @contextmanager
    def _sentences(self) -> Iterator[None]:
        """Turn an error of the database or the disk into a sentence."""
        try:
            yield
        except sqlite3.DatabaseError as error:
            raise StoreTrouble(
                f"{self.path} cannot be used ({error}); name another file, or take it away"
            ) from None
        except OSError as error:
            raise StoreTrouble(f"cannot use {self.path}: {error.strerror}") from None


def _close(database: sqlite3.Connection, process: int) -> None:
    """Close a connection in the process that opened it.

    A forked process must not even drop its reference: that would close the connection too.
    """
    if os.getpid() == process:
        database.close()
    else:
        _INHERITED.append(database)


def _has_tables(database: sqlite3.Connection) -> bool:
    """Return whether a file holds any table: an empty one is new."""
    return database.execute("SELECT 1 FROM sqlite_master LIMIT 1").fetchone() is not None


class ResultStore:
    """Results by their match. Everything that was added is on the disk."""

    def __init__(self, given: Path | None = None) -> None:
        """Open the store of this process' basis. Raises `StoreTrouble`."""
        self.kept = KeyedStore("games", given)

    @property
    def path(self) -> Path:
        """The file."""
        return self.kept.path

    def __contains__(self, match: Match) -> bool:
        return key_of(match) in self.kept

    def __len__(self) -> int:
        return len(self.kept)

    def get(self, match: Match) -> GameResult:
        """Read a kept game; KeyError where there is none. Raises `StoreTrouble`."""
        value = self.kept.get(key_of(match))
        if value is None:
            raise KeyError(match)
        try:
            return structure(value)
        except Exception:  # cattrs raises exception groups, and a wrong value can raise anything
            raise StoreTrouble(f"{self.path} is damaged; take it away") from None

    def add(self, results: Iterable[GameResult]) -> None:
        """Store games, all in one transaction. Raises `StoreTrouble`."""
        self.kept.add((key_of(result.match), unstructure(result)) for result in results)


def key_of(match: Match) -> str:
    """Return the key of a match: the text by which it is found."""
    return json.dumps(_CODE.unstructure(match), ensure_ascii=False, separators=(",", ":"))


def unstructure(result: GameResult) -> dict[str, Any]:
    """Turn a result into a JSON value; equal results give equal bytes."""
    made: dict[str, Any] = _CODE.unstructure(result)
    return made


def structure(thing: dict[str, Any]) -> GameResult:
    """Turn such a value back into a result."""
    return _CODE.structure(thing, GameResult)


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
