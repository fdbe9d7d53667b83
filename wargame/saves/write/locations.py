"""Where saves are kept: `--saves
DIR`, else WARGAME_SAVES, else the checkout if it can be written to,
else the platform's data folder."""

from __future__ import annotations

import json
import os
import re
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from itertools import count
from pathlib import Path

from attrs import frozen
from platformdirs import user_data_dir

from wargame.engine.library import checkout
from wargame.saves.format.errors import BadSave, SaveFailed
from wargame.saves.format.lines import open_plain
from wargame.system.paths import BadPath, Wanted, from_environment, platform_folder

MOST_NAME = 120
WRITTEN = "%Y-%m-%dT%H:%M:%SZ"
"""How a save writes its times."""
_TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")
_START = b'{"wargame":'
_APART = '/\\:*?"<>|'
"""Signs that separate the parts of a path, or that some file system does not accept."""


def folder(given: Path | None = None, at_hand: Path | None = None) -> Path:
    """Return the folder that saves are kept in. Call it only when the folder is needed.

    `at_hand` is a save that was named: its folder is used if there is no other. Raises `BadPath` if
    there is none at all.
    """
    if given is not None:
        return given
    if (named := from_environment("WARGAME_SAVES", Wanted.FOLDER)) is not None:
        return named
    if (top := checkout()) is not None and _may_write(top / "saves"):
        return top / "saves"
    try:
        return platform_folder(user_data_dir, "--saves DIR, or WARGAME_SAVES") / "saves"
    except BadPath:
        if at_hand is None:
            raise
        return at_hand.parent


def _may_write(folder: Path) -> bool:
    return os.access(folder if folder.exists() else folder.parent, os.W_OK)


def new_file(folder: Path, scenario: str, seed: int | None = None) -> Path:
    """Return the path of a save that does not exist yet. Give no seed if it was drawn: it is
    secret."""
    name = scenario if seed is None else f"{scenario}-{seed}"
    number = 1
    while True:
        path = folder / f"{name}-{number}.jsonl"
        if not path.exists():
            return path
        number += 1


def branch_name(folder: Path, parent: Path, ply: int) -> str:
    """Return a name for a branch that does not exist
    yet: parent-from-12.jsonl, parent-from-12-2.jsonl."""
    kept = "".join(c for c in parent.stem if c.isprintable() and c not in _APART)
    letters = sys.getfilesystemencoding()
    short = kept.encode(letters, "ignore")[:80].decode(letters, "ignore").strip(". ")
    name = f"{short or 'save'}-from-{ply}"
    tried = (f"{name}{f'-{number}' if number > 1 else ''}.jsonl" for number in count(1))
    return next(one for one in tried if not (folder / one).exists())


def named(folder: Path, name: str) -> Path:
    """Return the path of a new save in the folder; ".jsonl" is added to its name if it is missing.

    Raises `SaveFailed` for a name that is not a plain file name, or that exists already.
    """
    name = name.strip()
    if not name.isprintable():
        raise SaveFailed("the name of a save holds no escapes and no other signs without a shape")
    if any(c in _APART for c in name):
        raise SaveFailed(f"a name was expected, no path: none of {' '.join(_APART)}")
    if not name or name.startswith("."):
        raise SaveFailed("the name of a save begins with a letter, a digit or the like")
    try:
        os.fsencode(name)
    except UnicodeEncodeError:
        raise SaveFailed("this system has no such letters in the names of its files") from None
    if len(name.encode()) > MOST_NAME:
        raise SaveFailed(f"the name of a save has at most {MOST_NAME} bytes")
    path = folder / (name if name.endswith(".jsonl") else f"{name}.jsonl")
    if path.exists():
        raise SaveFailed(f"{name} is there already; give another name")
    return path


@frozen
class Entry:
    """A file with the name of a save. `at` is the time of its last line that has one.

    `trouble` says why it cannot be a save (a folder, a pipe, a link to nothing, an export); empty
    where it may be one. `over`: its game has ended.
    """

    path: Path
    at: str
    over: bool = False
    trouble: str = ""


def listed(folder: Path) -> list[Entry]:
    """List all files with the name of a save, the last played first.

    A file that cannot be a save is listed too, at the end, with its trouble. The time is the one in
    the save; if there is none, that of the file, which a copy changes.
    """
    entries = []
    try:
        names = [name for name in os.listdir(folder) if name.endswith(".jsonl")]
    except OSError:
        return []
    for name in names:
        path = folder / name
        try:
            entries.append(_entry(path))
        except BadSave as error:
            entries.append(Entry(path, "", trouble=str(error)))
        except OSError as error:
            entries.append(Entry(path, "", trouble=f"cannot read {path}: {error.strerror}"))
    return sorted(entries, key=lambda e: (not e.trouble, e.at, e.path.name), reverse=True)


def unfinished(folder: Path) -> Iterator[Entry]:
    """Yield the files that may be unfinished games, the last played first; then those with the name
    of a save that cannot be one."""
    return (entry for entry in listed(folder) if not entry.over)


def _entry(path: Path) -> Entry:
    """Read the beginning and the end of a file; nothing is replayed."""
    with open_plain(path) as file:
        start = file.read(len(_START))
        if start and not start.startswith(_START[: len(start)]):
            return Entry(path, "", trouble=f"{path} is no save: it does not begin as one does")
        size = file.seek(0, os.SEEK_END)
        for most in (4_000, size):
            file.seek(max(0, size - most))
            at, over, played = _last(file.read(most))
            if (at and played) or most >= size:
                break
    stamp = path.stat().st_mtime
    return Entry(path, at or datetime.fromtimestamp(stamp, UTC).strftime(WRITTEN), over)


def _last(tail: bytes) -> tuple[str, bool, bool]:
    """Return the last time in the end of a file, whether the game is over, and whether a line that
    is no note was found. Only notes follow the closing line."""
    at = ""
    for raw in reversed(tail.split(b"\n")):
        try:
            line = json.loads(raw)
        except (ValueError, RecursionError):
            continue
        if not isinstance(line, dict):
            continue
        when = line.get("at")
        if not at and isinstance(when, str) and _TIME.fullmatch(when):
            at = when
        if at and "note" not in line:
            return at, "over" in line, True
        if "over" in line:
            return at, True, True
    return at, False, False
