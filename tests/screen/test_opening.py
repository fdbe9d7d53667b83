"""What a screen costs when it opens: styles are read once, and each widget is styled once."""

from __future__ import annotations

import asyncio
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from textual.css.stylesheet import Stylesheet
from textual.dom import DOMNode

from tests.screen.conftest import driven, table
from wargame.ui.tui.widgets.board import TableWidget


@pytest.mark.parametrize("theme", ["dark", "light"])
@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
def test_a_table_is_styled_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, size: tuple[int, int], theme: str
) -> None:
    """In whatever theme, and for the size of the terminal from the beginning."""
    session = table(tmp_path)
    session.settings = session.settings.having("theme", theme)
    styled: Counter[DOMNode] = Counter()
    read: list[Stylesheet] = []
    apply, reparse = Stylesheet.apply, Stylesheet.reparse

    def count(sheet: Stylesheet, node: DOMNode, **more: Any) -> None:
        styled[node] += 1
        apply(sheet, node, **more)

    def again(sheet: Stylesheet) -> None:
        read.append(sheet)
        reparse(sheet)

    monkeypatch.setattr(Stylesheet, "apply", count)
    monkeypatch.setattr(Stylesheet, "reparse", again)

    async def opened() -> list[TableWidget]:
        async with driven(tmp_path, session, size) as pilot:
            assert pilot.app.current_theme.dark == (theme == "dark")
            return [*pilot.app.screen.query(TableWidget)]

    shown = asyncio.run(opened())
    assert not read
    assert len(shown) > 5
    assert {styled[widget] for widget in shown} == {1}
