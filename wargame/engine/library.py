"""Where the game's own cards and rules lie, in a checkout, an editable install and a wheel."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from wargame.content.load import Library

PACKAGE = Path(__file__).resolve().parent.parent


def checkout() -> Path | None:
    """Return the folder of the checkout that this package runs from, if it runs from one."""
    top = PACKAGE.parent
    return top if (top / "cards").is_dir() and (top / "pyproject.toml").is_file() else None


def data(name: str) -> Path:
    """Return a folder or file of data, such as `cards`, `rules`, `RULES.md`."""
    top = checkout()
    return (top or PACKAGE / "data") / name


@lru_cache(maxsize=1)
def library() -> Library:
    """Read the game's own content, once."""
    return Library(data("cards"), data("rules"))
