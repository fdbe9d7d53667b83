"""The compiled form, built beside the checkout, so that its tests can be run there.

    python -m tests.compiled FOLDER
    cd FOLDER && python -m pytest tests/rules

FOLDER gets the modules of a compiled wheel, and a link to everything else of the checkout.
"""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from pathlib import Path

TOP = Path(__file__).resolve().parent.parent
QUICKLY = {"WARGAME_COMPILED": "1", "WARGAME_OPTIMIZE": os.environ.get("WARGAME_OPTIMIZE", "1")}


def build(folder: Path) -> None:
    """Build the compiled wheel, and lay it out in `folder` as a checkout."""
    folder.mkdir(parents=True)
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)],
        cwd=TOP, env={**os.environ, **QUICKLY}, check=True, timeout=900,
        stdout=subprocess.DEVNULL,
    )  # fmt: skip
    (wheel,) = folder.glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(folder)
    wheel.unlink()
    for path in TOP.iterdir():
        if path.name not in ("wargame", ".git") and not (folder / path.name).exists():
            (folder / path.name).symlink_to(path)


if __name__ == "__main__":
    build(Path(sys.argv[1]))
