"""Where saves live: `--saves DIR`, else WARGAME_SAVES, else the checkout, else the platform's
data folder."""

from __future__ import annotations

import os
from pathlib import Path

from platformdirs import user_data_path

from wargame.engine.library import checkout
from wargame.record.lines import MOST_BYTES


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


def newest(folder: Path) -> Path | None:
    """Find the save that was written last."""
    try:
        found = [path for path in folder.glob("*.jsonl") if path.is_file()]
        return max(found, key=lambda path: (path.stat().st_mtime, path.name), default=None)
    except OSError:
        return None


def unfinished(folder: Path) -> Path | None:
    """Find the save that was written last and whose game is not over."""
    try:
        found = [path for path in folder.glob("*.jsonl") if path.is_file()]
        found.sort(key=lambda path: (path.stat().st_mtime, path.name), reverse=True)
        for path in found:
            if not _closed(path):
                return path
    except OSError:
        pass
    return None


def _closed(path: Path) -> bool:
    """Say whether a save has its closing line; only notes can stand after it."""
    size = path.stat().st_size
    with path.open("rb") as file:
        for tail in (2_000, MOST_BYTES):
            file.seek(max(0, size - tail))
            if b'\n{"over":' in file.read(tail):
                return True
    return False
