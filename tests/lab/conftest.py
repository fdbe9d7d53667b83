"""What the lab keeps, it keeps in a folder of the test."""

from __future__ import annotations

from pathlib import Path

import pytest


@pytest.fixture(autouse=True)
def kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give the folder that played games are kept in."""
    folder = tmp_path / "kept"
    monkeypatch.setenv("WARGAME_LAB", str(folder))
    return folder
