"""Where saves live: `--saves DIR`, else WARGAME_SAVES, else the checkout, else the platform's
data folder."""

from __future__ import annotations

import os
from pathlib import Path

from platformdirs import user_data_path

from wargame.engine.library import checkout


def folder(given: str | None = None) -> Path:
    """Give the folder that saves are kept in."""
    if given:
        return Path(given)
    if named := os.environ.get("WARGAME_SAVES"):
        return Path(named)
    if (top := checkout()) is not None:
        return top / "saves"
    return Path(user_data_path("wargame", "under-the-umbrella")) / "saves"


def new_file(folder: Path, scenario: str, seed: int) -> Path:
    """Name a save that does not exist yet."""
    number = 1
    while True:
        path = folder / f"{scenario}-{seed}-{number}.jsonl"
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
            with path.open("rb") as file:
                file.seek(max(0, path.stat().st_size - 400))
                if b'{"over":' not in file.read():
                    return path
    except OSError:
        pass
    return None
