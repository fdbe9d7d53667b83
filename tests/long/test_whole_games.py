"""Two whole games, from the menu to the end: by keys alone, and by the mouse alone.

The first week is played, two turns with all that a turn has; what a reader may not know is looked
for after each act.
"""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from random import Random
from typing import cast

from textual import events
from textual.geometry import Region
from textual.pilot import Pilot
from textual.widgets import OptionList

from tests.screen.acts import at_rest, click, send
from tests.screen.conftest import (  # noqa: F401 (fixtures)
    choices,
    drawn_at_rest,
    driven,
    lesson_learned,
    rows,
)
from tests.screen.test_tui import check_canaries, run
from wargame.saves.write import journal
from wargame.ui.session import Session
from wargame.ui.tui.app import WargameApp
from wargame.ui.tui.screens.beat_screen import BeatScreen
from wargame.ui.tui.screens.curtain import LIFTS, Curtain
from wargame.ui.tui.screens.end import EndScreen
from wargame.ui.tui.screens.menu import Menu
from wargame.ui.tui.screens.setup import Setup
from wargame.ui.tui.screens.table_screen import TableScreen
from wargame.ui.tui.widgets.fields import Cycle
from wargame.ui.tui.widgets.form_tabs import FormTabs
from wargame.ui.tui.widgets.key_row import KeyRow
from wargame.ui.tui.widgets.option_picker import OptionPicker
from wargame.ui.words import ENGLISH

SCENARIO, SEED = "first-week", 12
MOST_ACTS = 1500


class Table:
    """An app that is played, and what its screens were."""

    def __init__(self, pilot: Pilot[int]) -> None:
        self.pilot = pilot
        self.app = cast("WargameApp", pilot.app)
        self.seen = Counter[str]()

    @property
    def session(self) -> Session:
        assert self.app.session is not None
        return self.app.session

    def look(self) -> None:
        """Find nothing on the screen that its reader may not know."""
        self.seen[type(self.app.screen).__name__] += 1
        if self.session.decision is not None:
            check_canaries(self.pilot, self.session)

    def check_end(self) -> None:
        """Find the end of the game that the save holds."""
        game = self.session.game
        text = "\n".join(rows(self.pilot))
        assert game.outcome is not None
        assert game.outcome.ending_name in text
        assert "Best seat" in text
        assert journal.read(self.session.journal.path)[1] == game.choices
        assert (game.program.scenario.id, game.book.basic) == (SCENARIO, True)
        assert self.seen["Curtain"] >= 6
        assert self.seen["BeatScreen"] >= 12


def test_by_keys_alone(tmp_path: Path) -> None:
    rng = Random(5)

    def keys(table: Table) -> list[str]:
        """Choose as hands do that look about, leaf back and try keys that mean nothing here."""
        screen = table.app.screen
        if isinstance(screen, Curtain):
            return [LIFTS]
        if isinstance(screen, BeatScreen):
            return ["space"]
        if not isinstance(screen, TableScreen):
            return ["escape"]
        if rng.random() < 0.1:
            return [rng.choice([*"hhblwcuee", "left", "right", "tab"])]
        hotkeys = [one.hotkey for one in choices(table.pilot) if one.hotkey]
        return [rng.choice(hotkeys) if hotkeys else "enter"]

    async def play() -> None:
        async with driven(tmp_path, None) as pilot:
            table = Table(pilot)
            await pilot.press("enter")
            setup = pilot.app.screen
            assert isinstance(setup, Setup)
            while setup.query_one("#scenario", Cycle).value != SCENARIO:
                await pilot.press("right")
            await pilot.press("up", *str(SEED), "enter")
            for _ in range(MOST_ACTS):
                if isinstance(pilot.app.screen, EndScreen):
                    break
                for key in keys(table):
                    await pilot.press(key)
                    table.look()
            assert table.session.game.seed == SEED
            table.check_end()
            await pilot.press("enter")
            assert isinstance(pilot.app.screen, Menu)

    run(play())


class Mouse:
    """A mouse that points, clicks, and turns its wheel."""

    def __init__(self, pilot: Pilot[int]) -> None:
        self.pilot = pilot

    async def click(self, region: Region, x: int = 1, y: int = 0) -> None:
        """Click at a place of a region of the screen."""
        click(self.pilot, region.x + x, region.y + y)
        await at_rest(self.pilot)

    async def footer(self, label: str) -> None:
        """Click a key of the footer."""
        row = self.pilot.app.screen.query_one(KeyRow)
        named = ENGLISH.key_name
        left = next(left for left, _, one in row.spans if named(one.id) == label)
        await self.click(row.region, left + 1)

    async def option(self, picker: OptionList, at: int) -> None:
        """Click an option until it is taken; the wheel brings it in sight."""
        row = sum(len(str(picker.get_option_at_index(n).prompt).splitlines()) for n in range(at))
        region = picker.scrollable_content_region
        while not (0 <= (y := row - round(picker.scroll_offset.y)) < region.height):
            x, top = region.x + 6, region.y + 1
            wheel = events.MouseScrollDown if y > 0 else events.MouseScrollUp
            before = picker.scroll_offset.y
            send(self.pilot, wheel(None, x, top, 0, 0, 0, False, False, False, x, top))
            await at_rest(self.pilot)
            assert picker.scroll_offset.y != before, f"row {row} cannot be reached"
        await self.click(region, 6, y)

    async def answer(self, screen: TableScreen, at: int) -> None:
        """Click an answer, and once more to take it."""
        picker = screen.query_one(OptionPicker)
        await self.option(picker, at)
        assert picker.clicked == at
        await self.option(picker, at)


def test_by_the_mouse_alone(tmp_path: Path) -> None:
    rng = Random(6)

    async def act(mouse: Mouse, screen: object) -> None:
        """Click on what goes on: a tab of a form now and then, else any answer."""
        if isinstance(screen, Curtain):
            await mouse.click(screen.query_one("#lift").region)
        elif isinstance(screen, BeatScreen):
            await mouse.click(screen.query_one("#beat-box").region)
        elif not isinstance(screen, TableScreen):
            await mouse.footer("Close")
        else:
            tabs = screen.query_one(FormTabs)
            listed = screen.query_one(OptionPicker).choices
            legal = [at for at, one in enumerate(listed) if not one.why]
            if tabs.spans and (not legal or rng.random() < 0.2):
                # What a form lacks is its last question; the tab after that seals it.
                line, first, _ = rng.choice(tabs.spans) if legal else tabs.spans[-2]
                await mouse.click(tabs.content_region, first + 1, line)
            else:
                await mouse.answer(screen, rng.choice(legal))

    async def play() -> None:
        async with driven(tmp_path, None) as pilot:
            table, mouse = Table(pilot), Mouse(pilot)
            menu = pilot.app.screen.query_one(OptionList)
            await mouse.option(menu, 0)
            setup = pilot.app.screen
            assert isinstance(setup, Setup)
            while (scenario := setup.query_one("#scenario", Cycle)).value != SCENARIO:
                await mouse.click(scenario.region)
            await mouse.click(setup.query_one("#begin").region)
            for _ in range(MOST_ACTS):
                if isinstance(pilot.app.screen, EndScreen):
                    break
                await act(mouse, pilot.app.screen)
                table.look()
            table.check_end()
            await mouse.footer("Menu")
            assert isinstance(pilot.app.screen, Menu)

    run(play())
