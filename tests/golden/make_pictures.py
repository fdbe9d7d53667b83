"""Draw screens: python -m tests.golden.make_pictures draws those of the README anew,
python -m tests.golden.make_pictures FILE.html everything that the app can show, on one page.
"""

from __future__ import annotations

import asyncio
import sys
from base64 import b64encode
from collections.abc import AsyncIterator
from html import escape
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.golden.drawing import SIZES, State, show, stage, states, svg_of

PICTURES = Path(__file__).parent / "pictures"
SHOWN = {"sitting": "fill", "alarm": "alarm", "story": "end"}
"""The pictures of the README, and the states that they show."""
SIZE = (120, 40)
HEAD = """<!DOCTYPE html>
<meta charset="utf-8">
<title>Every screen</title>
<style>
body { background: #333; color: #ddd; font-family: sans-serif }
figure { display: inline-block; margin: 8px }
img { width: 600px }
</style>"""


async def drawn(
    folder: Path, size: tuple[int, int], wanted: dict[str, State]
) -> AsyncIterator[tuple[str, str]]:
    """Yield the name and the picture of each state."""
    async with stage(folder, size) as pilot:
        for name, state in wanted.items():
            await show(pilot, folder, state)
            yield name, svg_of(pilot.app)


async def pictures(folder: Path) -> dict[str, str]:
    """Draw the pictures of the README."""
    wanted = {name: states()[state] for name, state in SHOWN.items()}
    return {name: svg async for name, svg in drawn(folder, SIZE, wanted)}


async def sheet(folder: Path) -> str:
    """Draw everything in every size, on one page that needs nothing else."""
    parts = [HEAD]
    for width, height in SIZES:
        parts.append(f"<h1>{width}x{height}</h1>")
        async for name, svg in drawn(folder, (width, height), states()):
            data = b64encode(svg.encode()).decode()
            image = f"<img alt='{escape(name)}' src='data:image/svg+xml;base64,{data}'>"
            parts.append(f"<figure>{image}<figcaption>{escape(name)}</figcaption></figure>")
    return "\n".join(parts) + "\n"


def main(arguments: list[str]) -> None:
    """Write the pictures, or the page."""
    with TemporaryDirectory() as folder:
        if arguments:
            Path(arguments[0]).write_text(asyncio.run(sheet(Path(folder))), encoding="utf-8")
            return
        PICTURES.mkdir(exist_ok=True)
        for name, svg in asyncio.run(pictures(Path(folder))).items():
            (PICTURES / f"{name}.svg").write_text(svg, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main(sys.argv[1:])
