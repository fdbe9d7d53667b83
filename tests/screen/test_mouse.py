"""The mouse: pointing previews, a click selects, a second one takes; tabs and curtain by click."""

from __future__ import annotations

from pathlib import Path

from tests.screen.conftest import driven, rows, shown, table
from tests.screen.test_tui import run
from wargame.ui.drafts import Draft
from wargame.ui.tui.screens.beat_screen import BeatScreen
from wargame.ui.tui.screens.curtain import Curtain, LiftButton
from wargame.ui.tui.screens.dialogs import Reader
from wargame.ui.tui.screens.table_screen import TableScreen
from wargame.ui.tui.widgets.form_tabs import FormTabs
from wargame.ui.tui.widgets.option_picker import OptionPicker


def test_pointing_previews_a_click_selects_and_a_second_click_takes(tmp_path: Path) -> None:
    session = table(tmp_path)

    async def play() -> None:
        async with driven(tmp_path, session) as pilot:
            options = pilot.app.screen.query_one(OptionPicker)
            before = rows(pilot)
            await pilot.hover(OptionPicker, offset=(6, 1))
            await shown(pilot)
            assert rows(pilot) != before
            assert options.highlighted == 0
            await pilot.click(OptionPicker, offset=(6, 1))
            await shown(pilot)
            assert (options.highlighted, session.game.choices) == (1, [])
            await pilot.click(OptionPicker, offset=(6, 1))
            await shown(pilot)
            assert session.game.choices or pilot.app.screen.draft.given  # type: ignore[attr-defined]

    run(play())


def test_a_sitting_by_the_mouse_alone(tmp_path: Path) -> None:
    session = table(tmp_path)

    async def play() -> None:
        async with driven(tmp_path, session) as pilot:
            app = pilot.app
            sealed = 0
            for _ in range(200):
                seat = session.holder
                screen = app.screen
                if isinstance(screen, Curtain):
                    if sealed:
                        break
                    await pilot.click(LiftButton)
                elif isinstance(screen, BeatScreen):
                    await pilot.click("#beat-box")
                elif isinstance(screen, Reader):
                    await pilot.press("escape")
                elif isinstance(screen, TableScreen) and screen.draft is not None:
                    tabs = screen.query_one(FormTabs)
                    if tabs.spans and screen.at < len(screen.draft.fields()):
                        line, first, _ = tabs.spans[-1]
                        await pilot.click(FormTabs, offset=(1 + first + 1, line))
                        await shown(pilot)
                        if not screen.draft.complete:
                            await pilot.click(OptionPicker, offset=(6, 0))
                            await pilot.click(OptionPicker, offset=(6, 0))
                    else:
                        sealed += bool(tabs.spans) and seat >= 0
                        await pilot.click(OptionPicker, offset=(6, 0))
                        await pilot.click(OptionPicker, offset=(6, 0))
                await shown(pilot)
            assert sealed
            assert session.game.choices

    run(play())


def test_no_click_takes_what_cannot_be_chosen(tmp_path: Path) -> None:
    session = table(tmp_path, seed=3)
    from tests.screen.test_sure import reach

    reach(session, "deal:")

    async def play() -> None:
        async with driven(tmp_path, session) as pilot:
            await pilot.press("1")
            await shown(pilot)
            screen = pilot.app.screen
            assert isinstance(screen, TableScreen)
            options = screen.query_one(OptionPicker)
            greyed = next(n for n, row in enumerate(options.choices) if row.why)
            assert isinstance(screen.draft, Draft)
            before = dict(screen.draft.given)
            options.pick(greyed)
            await shown(pilot)
            assert screen.draft.given == before
            assert options.highlighted != greyed

    run(play())
