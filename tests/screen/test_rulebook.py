"""The rulebook on the screen: its rows, what the search finds, another width."""

from __future__ import annotations

import asyncio
from pathlib import Path

from rich.cells import cell_len

from tests.screen.conftest import driven, rows
from wargame.ui.tui.screens.rulebook_screen import RulebookScreen, text
from wargame.ui.tui.widgets.book import WIDEST, Book


def test_the_rulebook_is_whole_and_each_passage_is_found(tmp_path: Path) -> None:
    async def read() -> None:
        async with driven(tmp_path, None, size=(120, 40), ascii_signs=True) as pilot:
            await pilot.app.push_screen(RulebookScreen())
            await pilot.pause()
            book = pilot.app.screen.query_one(Book)
            heads = [line.lstrip("# ") for line in text().splitlines() if line.startswith("#")]
            for head in heads:
                assert book.find(head.casefold().split("`")[0].strip()), head
            assert max(cell_len(row.text) for row in book.rows) <= WIDEST
            await pilot.press("slash", *"emergency", "enter")
            await pilot.pause()
            found = book.find("emergency")
            assert book.scroll_offset.y == found[0]
            assert f"1 of {len(found)}" in rows(pilot)[0]
            await pilot.press("enter")
            assert book.scroll_offset.y == min(found[1], book.max_scroll_y)
            await pilot.resize_terminal(80, 24)
            await pilot.pause()
            assert max(cell_len(row.text) for row in book.rows) < 80
            shown = "\n".join(rows(pilot))
            assert shown.isascii(), shown

    asyncio.run(read())
