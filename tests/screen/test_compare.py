"""The screen of two games side by side, driven by keys."""

from __future__ import annotations

import asyncio
from pathlib import Path
from random import Random

import pytest

from tests.record.test_fork import GOLDEN, plays_on
from tests.screen.conftest import rows, steady
from wargame.saves.export.compare import Comparison, compare
from wargame.saves.write.fork import fork
from wargame.ui.tui.app import CompareApp
from wargame.ui.tui.screens.compare_screen import MARK, Compare

SIZES = [(80, 24), (120, 40)]


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> Comparison:
    """The golden game and a branch of it."""
    new = fork(GOLDEN, 30, tmp_path_factory.mktemp("compare") / "branch.jsonl")
    plays_on(new, Random(1))
    return compare(GOLDEN, new)


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("ascii_signs", [False, True])
def test_every_page_shows_both_games(
    tmp_path: Path, found: Comparison, size: tuple[int, int], ascii_signs: bool
) -> None:
    async def look() -> None:
        app = CompareApp(tmp_path, found, ascii_signs=ascii_signs)
        async with app.run_test(size=size) as pilot:
            steady(pilot)
            await pilot.pause()
            screen = pilot.app.screen
            assert isinstance(screen, Compare)
            text = "\n".join(rows(pilot))
            assert "where they part (1 of" in text
            assert GOLDEN.name in text
            assert rows(pilot)[-1].split() == ["esc", "Close", "arrows", "Page"]
            assert "branch.jsonl" in text
            for made in found.parted:
                assert made is not None
                assert made.text.split()[0] in text
            for at, (turn, levels) in enumerate(found.turns.items(), 2):
                await pilot.press("right")
                await pilot.pause()
                lines = rows(pilot)
                text = "\n".join(lines)
                assert f"({at} of {len(screen.leaves)})" in text
                assert (f"end of turn {turn}" if turn else "as dealt") in text
                mark = ">" if ascii_signs else MARK.strip()
                first = levels[0]
                name = first.name.replace("–", "-") if ascii_signs else first.name
                line = next(line for line in lines if name in line)
                assert line.count(name) == 2  # both columns stand in one line
                assert line.count(f"{mark} {name}") == (2 if first.differs else 0)
            await pilot.press("right", "right", "right")
            await pilot.pause()
            text = "\n".join(rows(pilot))
            assert "verdicts" in text
            assert found.sides[0].ending in text
            await pilot.press("end")
            await pilot.pause()
            await pilot.press("left")
            await pilot.pause()
            assert "end of turn" in "\n".join(rows(pilot))
            await pilot.press("escape")
        assert app.return_code in (None, 0)

    asyncio.run(look())


def test_a_public_comparison_says_so_and_has_no_verdicts(tmp_path: Path) -> None:
    lines = GOLDEN.read_bytes().splitlines(keepends=True)
    for name, count in (("a", 60), ("b", 80)):
        (tmp_path / f"{name}.jsonl").write_bytes(b"".join(lines[:count]))
    found = compare(tmp_path / "a.jsonl", tmp_path / "b.jsonl")

    async def look() -> None:
        async with CompareApp(tmp_path, found).run_test(size=(80, 24)) as pilot:
            steady(pilot)
            await pilot.pause()
            text = " ".join(" ".join(rows(pilot)).split())
            assert "this is what the public saw" in text
            assert "No more choices." in text
            for _ in range(6):
                await pilot.press("right")
            await pilot.pause()
            assert "verdicts" not in "\n".join(rows(pilot))
            await pilot.press("q")

    asyncio.run(look())


def test_a_small_terminal_says_what_it_needs(tmp_path: Path, found: Comparison) -> None:
    async def look() -> None:
        async with CompareApp(tmp_path, found).run_test(size=(60, 20)) as pilot:
            steady(pilot)
            await pilot.pause()
            assert "80" in "\n".join(rows(pilot))

    asyncio.run(look())
