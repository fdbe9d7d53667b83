"""Where saves live: `--saves DIR`, else WARGAME_SAVES, else the checkout, else the platform's
data folder."""

from __future__ import annotations

import os
from collections.abc import Iterator
from itertools import count
from pathlib import Path

from platformdirs import user_data_path

from wargame.engine.library import checkout
from wargame.saves.format.errors import SaveFailed
from wargame.saves.format.lines import MOST_BYTES

MOST_NAME = 120
_APART = '/\\:*?"<>|'
"""Signs that part a path, or that some file system does not take."""


def folder(given: str | None = None) -> Path:
    """Give the folder that saves are kept in."""
    if given:
        return Path(given)
    if named := os.environ.get("WARGAME_SAVES"):
        return Path(named)
    if (top := checkout()) is not None:
        return top / "saves"
    return Path(user_data_path("wargame", "under-the-umbrella")) / "saves"


def new_file(folder: Path, scenario: str, seed: int | None = None) -> Path:
    """Name a save that does not exist yet; a seed that was drawn is not told in its name."""
    name = scenario if seed is None else f"{scenario}-{seed}"
    number = 1
    while True:
        path = folder / f"{name}-{number}.jsonl"
        if not path.exists():
            return path
        number += 1


def branch_name(folder: Path, parent: Path, ply: int) -> str:
    """Name a branch that is not there yet: parent-from-12.jsonl, parent-from-12-2.jsonl."""
    kept = "".join(c for c in parent.stem if c.isprintable() and c not in _APART)
    short = kept.encode()[:80].decode(errors="ignore").strip(". ")
    name = f"{short or 'save'}-from-{ply}"
    tried = (f"{name}{f'-{number}' if number > 1 else ''}.jsonl" for number in count(1))
    return next(one for one in tried if not (folder / one).exists())


def named(folder: Path, name: str) -> Path:
    """Give the path of a new save in the folder; ".jsonl" is added to its name where it lacks.

    Raises `SaveFailed` for what is no plain name of a file, or is there already.
    """
    name = name.strip()
    if not name.isprintable():
        raise SaveFailed("the name of a save holds no escapes and no other signs without a shape")
    if any(c in _APART for c in name):
        raise SaveFailed(f"a name was expected, no path: none of {' '.join(_APART)}")
    if not name or name.startswith("."):
        raise SaveFailed("the name of a save begins with a letter, a digit or the like")
    if len(name.encode()) > MOST_NAME:
        raise SaveFailed(f"the name of a save has at most {MOST_NAME} bytes")
    path = folder / (name if name.endswith(".jsonl") else f"{name}.jsonl")
    if path.exists():
        raise SaveFailed(f"{name} is there already; give another name")
    return path


def newest_first(folder: Path) -> list[Path]:
    """List the saves, the one that was written last first."""
    found: list[tuple[float, str, Path]] = []
    try:
        for path in folder.glob("*.jsonl"):
            if path.is_file():
                found.append((path.stat().st_mtime, path.name, path))
    except OSError:
        pass
    return [path for *_, path in sorted(found, reverse=True)]


def unfinished(folder: Path) -> Iterator[Path]:
    """Find the saves whose game is not over, the one that was written last first."""
    for path in newest_first(folder):
        try:
            if _closed(path):
                continue
        except OSError:
            continue
        yield path


def _closed(path: Path) -> bool:
    """Say whether a save has its closing line; only notes can stand after it."""
    size = path.stat().st_size
    with path.open("rb") as file:
        for tail in (2_000, MOST_BYTES):
            file.seek(max(0, size - tail))
            if b'\n{"over":' in file.read(tail):
                return True
    return False
