"""The chair at a table on the screen: the page of a pause, and the console behind its code."""

from __future__ import annotations

from pathlib import Path

from textual.pilot import Pilot

from tests.lesson.conftest import to_sitting
from tests.screen.conftest import driven, whole
from tests.screen.test_tui import run
from wargame.engine.act import Act
from wargame.saves.format.header import ChairSeat
from wargame.saves.write.chair_box import put
from wargame.ui.beats import next_beat
from wargame.ui.session import Session, new_session
from wargame.ui.tui.screens.chair_console import PauseScreen
from wargame.ui.tui.screens.curtain import LIFTS, Curtain
from wargame.ui.tui.screens.dialogs import Choice, TextPrompt
from wargame.ui.tui.screens.table_screen import TableScreen

CODE = "rain"


def begun(folder: Path) -> Session:
    """Begin a game of three people with a chair, and play it to the first sitting."""
    session = new_session(folder, "first-week", 5, {}, folder / "a.jsonl", chair=ChairSeat.of(CODE))
    to_sitting(session)
    return session


def call(session: Session, deed: Act) -> None:
    assert session.journal.header is not None
    put(session.journal.path, session.journal.header, deed)


def table_of(pilot: Pilot[int]) -> TableScreen:
    """Return the screen of the table, whatever stands over it."""
    return next(one for one in pilot.app.screen_stack if isinstance(one, TableScreen))


def test_a_pause_hides_a_sitting_and_the_chair_goes_back_behind_it(tmp_path: Path) -> None:
    session = begun(tmp_path)

    async def play() -> None:
        async with driven(tmp_path, session) as pilot:
            await pilot.press(LIFTS, "enter")
            assert session.game.prompt in whole(pilot)
            prompt = session.game.prompt
            call(session, Act("pause"))
            table_of(pilot).heed()
            await pilot.pause()
            assert isinstance(pilot.app.screen, PauseScreen)
            assert session.holder == -1
            assert prompt not in whole(pilot)
            await pilot.press("enter", "1", "x")
            assert isinstance(pilot.app.screen, PauseScreen)
            call(session, Act("undo", to=0))
            call(session, Act("go-on"))
            table_of(pilot).heed()
            await pilot.pause()
            assert session.game.choices == []
            assert isinstance(pilot.app.screen, TableScreen)
            beat = next_beat(session.game, table_of(pilot).shown_until)
            assert beat is not None
            assert beat.lines == ("The chair has taken the table back to here.",)

    run(play())


def test_the_console_asks_for_the_code_and_then_for_what_an_act_needs(tmp_path: Path) -> None:
    session = begun(tmp_path)

    async def play() -> None:
        async with driven(tmp_path, session) as pilot:
            await pilot.press(LIFTS, "enter")
            await pilot.press("f5")
            assert isinstance(pilot.app.screen, TextPrompt)
            await pilot.press("r", "a", "enter")
            assert isinstance(pilot.app.screen, TableScreen)
            await pilot.press("f5", *CODE, "enter")
            assert isinstance(pilot.app.screen, Choice)
            assert "is waited for" in whole(pilot)
            await pilot.press("1")
            for text in ("Rain", "Wet"):
                assert isinstance(pilot.app.screen, TextPrompt)
                await pilot.press(*text, "enter")
            assert isinstance(pilot.app.screen, Choice)
            assert [act.title for _, act in session.journal.acts] == ["Rain"]
            await pilot.press("8")
            assert isinstance(pilot.app.screen, PauseScreen)
            await pilot.press("f5", *CODE, "enter")
            await pilot.press("8")
            assert isinstance(pilot.app.screen, Curtain)
            assert [act.kind for _, act in session.journal.acts] == ["news", "pause", "go-on"]

    run(play())
