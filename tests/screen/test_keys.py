"""Keys belong to the screen they were typed at; a curtain is lifted on purpose or not at all."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path

import pytest
from textual import events
from textual.pilot import Pilot
from textual.screen import Screen
from textual.widgets import Input

from tests.screen.acts import Hands, at_rest, burst, click, hit, paste, reach_private
from tests.screen.conftest import choices, driven, rows, settled, shown, table, whole
from tests.screen.test_tui import check_canaries, run
from wargame.ui.drafts import NOTHING
from wargame.ui.session import Session
from wargame.ui.tui.app import LEAVING, WargameApp
from wargame.ui.tui.door import HELD, REST_SECONDS
from wargame.ui.tui.keys import KEYS, LATIN, LAYOUTS, PLACES, meant
from wargame.ui.tui.screens import base
from wargame.ui.tui.screens.curtain import LIFTS, Curtain
from wargame.ui.tui.screens.dialogs import MOST, Reader, TextPrompt
from wargame.ui.tui.screens.gallery_screen import GalleryScreen
from wargame.ui.tui.screens.menu import Menu
from wargame.ui.tui.screens.setup import Setup
from wargame.ui.tui.screens.table_screen import TableScreen
from wargame.ui.tui.widgets.option_picker import OptionPicker

SCREENS = Path(base.__file__).parent


# -- the curtain --------------------------------------------------------------------------------


def test_the_key_of_the_curtain_has_no_other_use() -> None:
    keys = [key for each in KEYS.values() if each.id != "lift" for key in each.keys.split(",")]
    assert LIFTS not in keys
    assert LIFTS not in ("enter", "space", "escape")


def test_the_curtain_hears_its_own_key_and_a_confirmed_quit(tmp_path: Path) -> None:
    session = table(tmp_path)

    async def play() -> None:
        async with driven(tmp_path, session) as pilot:
            await reach_private(pilot, lift=False)
            before = rows(pilot)
            game = list(session.game.choices)
            for key in ("1", "h", "l", "b", "c", "w", "u", "g", "r", "f1", "space", "tab", "enter",
                        "ctrl+p", "question_mark", "slash", "0"):  # fmt: skip
                await hit(pilot, key)
                assert isinstance(pilot.app.screen, Curtain), key
                assert rows(pilot) == before, key
            assert session.game.choices == game
            for key in ("q", "escape"):
                await hit(pilot, key)
                assert any("q again quits" in row for row in rows(pilot))
                await hit(pilot, LIFTS)
                assert rows(pilot) == before
            await hit(pilot, "q", "escape")
            assert pilot.app.return_code == 0

    run(play())


def test_a_curtain_needs_a_rest_before_its_key_and_hears_no_held_one(tmp_path: Path) -> None:
    session = table(tmp_path)

    async def play() -> None:
        async with driven(tmp_path, session) as pilot:
            await reach_private(pilot, lift=False)
            hands = Hands(pilot, REST_SECONDS)
            for wait, key, where in (
                (0.29, LIFTS, "too early"),
                (0.31, LIFTS, "as if held since then"),
                *(((0.03, LIFTS, "held"),) * 50),
                (REST_SECONDS * HELD - 0.01, LIFTS, "held, a slow keyboard"),
                *(((0.2, "enter", "another key"),) * 5),
                (0.29, LIFTS, "no rest since"),
                (2.0, "enter", "not its key"),
                (0.2, "a", "again not"),
            ):
                await hands.press(key, wait)
                assert isinstance(pilot.app.screen, Curtain), where
            await hands.press(LIFTS, 0.31)
            assert isinstance(pilot.app.screen, Reader)
            assert session.holder >= 0

    run(play())


def test_only_the_button_of_the_curtain_answers_the_mouse(tmp_path: Path) -> None:
    session = table(tmp_path)

    async def play() -> None:
        async with driven(tmp_path, session) as pilot:
            await reach_private(pilot, lift=False)
            hands = Hands(pilot, REST_SECONDS)
            button = pilot.app.screen.query_one("#lift").region.center
            for x in range(0, 80, 4):
                for y in range(0, 24, 2):
                    if (x, y) not in pilot.app.screen.query_one("#lift").region:
                        await hands.click(x, y, 1.0, settle=False)
            await at_rest(pilot)
            assert isinstance(pilot.app.screen, Curtain)
            await hands.press("escape", 1.0)  # a click on the footer has asked whether to quit
            x, y = int(button[0]), int(button[1])
            await hands.click(x, y, 0.1)
            assert isinstance(pilot.app.screen, Curtain), "the second of two clicks"

    async def lift() -> None:
        async with driven(tmp_path, table(tmp_path)) as pilot:
            await reach_private(pilot, lift=False)
            hands = Hands(pilot, REST_SECONDS)
            x, y = pilot.app.screen.query_one("#lift").region.center
            await hands.click(int(x), int(y), 0.1)
            assert isinstance(pilot.app.screen, Curtain)
            await hands.click(int(x), int(y), 0.4)
            assert isinstance(pilot.app.screen, Reader)

    run(lift())
    run(play())


@pytest.mark.parametrize("keys", ["b" + "\r" * 4, "\r" * 9, f"1\r{LIFTS}\r1", f"{LIFTS}1" * 9])
def test_no_burst_lifts_a_curtain_or_answers_twice(tmp_path: Path, keys: str) -> None:
    session = table(tmp_path)

    async def play() -> None:
        async with driven(tmp_path, session) as pilot:
            Hands(pilot, REST_SECONDS)
            count = len(session.game.choices)
            burst(pilot, keys)
            await at_rest(pilot)
            check_canaries(pilot, session)
            assert session.holder == -1
            assert len(session.game.choices) <= count + 1

    run(play())


def test_a_held_enter_ends_one_question_and_lifts_nothing(tmp_path: Path) -> None:
    session = table(tmp_path)

    async def play() -> None:
        async with driven(tmp_path, session) as pilot:
            hands = Hands(pilot, REST_SECONDS)
            for _ in range(60):
                await hands.press("enter", 0.03)
                check_canaries(pilot, session)
            assert len(session.game.choices) <= 1
            assert session.holder == -1
            for _ in range(20):
                if not isinstance(pilot.app.screen, Curtain):
                    await hands.press("1", 1.0)
            await hands.press(LIFTS, 1.0)
            await hands.press("enter", 1.0)
            count, holder = len(session.game.choices), session.holder
            assert holder >= 0
            screen = pilot.app.screen
            assert isinstance(screen, TableScreen)
            assert screen.draft is not None
            for key in ("0", "enter"):
                given = len(screen.draft.given)
                await hands.press(key, 1.0)
                for _ in range(30):
                    await hands.press(key, 0.03)
                assert len(screen.draft.given) == given + 1
            await hands.press("e", 1.0)
            await hands.press("enter", 1.0)
            assert len(session.game.choices) > count + 1
            sealed = len(session.game.choices)
            for _ in range(30):
                await hands.press("enter", 0.03)
            assert len(session.game.choices) == sealed
            assert session.holder == -1

    run(play())


def test_a_held_or_hasty_answer_to_the_last_question_seals_nothing(tmp_path: Path) -> None:
    session = table(tmp_path)

    async def play() -> None:
        async with driven(tmp_path, session) as pilot:
            await reach_private(pilot)
            hands, count = Hands(pilot, REST_SECONDS), len(session.game.choices)
            screen = pilot.app.screen
            assert isinstance(screen, TableScreen)
            assert screen.draft is not None
            while screen.at < len(screen.draft.fields()) - 1:
                await hands.press("0", 1.0)
            burst(pilot, "0" + "\r" * 9)
            await at_rest(pilot)
            assert screen.at == len(screen.draft.fields())
            assert len(session.game.choices) == count
            for _ in range(9):
                await hands.press("enter", 0.03)
            assert len(session.game.choices) == count
            await hands.press("enter", 1.0)
            assert len(session.game.choices) > count

    run(play())


def test_a_key_meant_for_the_seat_before_answers_for_nobody(tmp_path: Path) -> None:
    session = table(tmp_path)

    async def play() -> None:
        async with driven(tmp_path, session) as pilot:
            while session.decision is not None and session.decision.kind != "deal":
                await hit(pilot, LIFTS if isinstance(pilot.app.screen, Curtain) else "enter")
            hands = Hands(pilot, REST_SECONDS)
            at = NOTHING
            before, count = session.game.decision, len(session.game.choices)
            await hands.press(at, 1.0)
            assert len(session.game.choices) == count + 1
            assert session.game.decision is not before
            for key in ("1", at, "enter"):
                await hands.press(key, 0.2)
                assert len(session.game.choices) == count + 1, "it was not heard"
            await hands.press(at, 0.31)
            assert len(session.game.choices) == count + 2

    run(play())


# -- bursts -------------------------------------------------------------------------------------


BURSTS = ("bqh", "qh", "y\r\r", "y\r\r\r\r", "h11", "h11\r\r", "h\x1b\x1b", "gq\x1b\x1b",
          "lll\x1b\x1b", "l/\r\r\x1b\x1b\x1b", "hbhlhw", "ccww\r\r", "??\r\r", "11\r\r",
          "\x1b1")  # fmt: skip


@pytest.mark.parametrize("private", [False, True])
def test_a_burst_leaves_a_table_that_can_go_on(
    tmp_path: Path, private: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    session = table(tmp_path)
    monkeypatch.setattr(WargameApp, "exit", lambda *_, **__: None)

    async def play() -> None:
        async with driven(tmp_path, session) as pilot:
            if private:
                await reach_private(pilot)
            for keys in BURSTS:
                for _ in range(2):
                    burst(pilot, keys)
                    await at_rest(pilot)
                    if not isinstance(pilot.app.screen, GalleryScreen):
                        check_canaries(pilot, session)
                kinds = [type(screen) for screen in pilot.app.screen_stack]
                assert kinds[:2] == [Screen, TableScreen], keys
                assert len(kinds) <= 3, keys
                while len(pilot.app.screen_stack) > 2 and not isinstance(pilot.app.screen, Curtain):
                    await hit(pilot, "escape")
                if isinstance(pilot.app.screen, Curtain):
                    await hit(pilot, LIFTS, "enter")
                    while len(pilot.app.screen_stack) > 2:
                        await hit(pilot, "escape")
                assert pilot.app.screen.query_one(OptionPicker).choices, keys

    run(play())


def test_a_burst_at_the_menu_opens_one_screen(tmp_path: Path) -> None:
    async def play() -> None:
        async with driven(tmp_path, None) as pilot:
            burst(pilot, "\r\r\r")
            await at_rest(pilot)
            assert [type(screen) for screen in pilot.app.screen_stack] == [Menu, Setup]

    run(play())


def test_screens_are_opened_and_closed_in_one_place() -> None:
    """The rules of `screens/base.py` hold only if nobody goes round them."""
    for path in SCREENS.glob("*.py"):
        if path.name != "base.py":
            text = path.read_text(encoding="utf-8")
            for word in ("push_screen", "pop_screen", "def on_mount", "switch_screen"):
                assert word not in text, f"{path.name}: {word} belongs to base.py"


def test_a_screen_that_is_not_on_top_opens_and_closes_nothing(tmp_path: Path) -> None:
    session = table(tmp_path)

    async def play() -> None:
        async with driven(tmp_path, session) as pilot:
            bottom = pilot.app.screen
            assert isinstance(bottom, TableScreen)
            await hit(pilot, "b")
            board = pilot.app.screen
            bottom.dismiss("over")
            bottom.action_help()
            await at_rest(pilot)
            assert pilot.app.screen is board
            assert isinstance(board, Reader)
            board.dismiss(None)
            board.dismiss(None)
            await at_rest(pilot)
            assert pilot.app.screen is bottom
            bottom.action_board()
            bottom.close_dialogs()
            bottom.action_log()
            bottom.action_board()
            await at_rest(pilot)
            assert len(pilot.app.screen_stack) == 3

    run(play())


# -- the way out --------------------------------------------------------------------------------


async def open_one(pilot: Pilot[int], session: Session, keys: Iterable[str]) -> None:
    """Open a screen by keys; `@` goes to a curtain, `!` into a private sitting."""
    for key in keys:
        if key in "@!":
            await reach_private(pilot, lift=key == "!")
        else:
            await hit(pilot, key)


STAYS = {
    "undo", "more", "quit", "give_up", "tab_after", "tab_before", "tab_last", "put", "take_out",
    "chair",
}  # fmt: skip
"""The keys of the table that open no screen, at a table without a chair."""
OPENS = [key.keys.split(",")[0] for key in PLACES["table"] if key.id not in STAYS]


def test_each_key_of_the_table_opens_a_screen_that_can_be_left(tmp_path: Path) -> None:
    """At the public question, and in a private sitting; the footer names the way out."""
    session = table(tmp_path)

    async def play() -> None:
        async with driven(tmp_path, session) as pilot:
            for place in ("", "!"):
                await open_one(pilot, session, place)
                bottom = pilot.app.screen
                assert isinstance(bottom, TableScreen)
                for name in OPENS:
                    bottom.card = session.game.book.layout.cards[0]
                    await hit(pilot, name)
                    await pilot.app.workers.wait_for_complete()
                    await settled(pilot)
                    assert pilot.app.screen is not bottom, f"{name} opens nothing"
                    if not isinstance(pilot.app.screen, Curtain):
                        assert re.search("Close|Back", rows(pilot)[-1]), name
                    while pilot.app.screen is not bottom:
                        await hit(pilot, "escape")
                        assert not pilot.app._exit, name

    run(play())


def test_stop_leaves_from_every_screen_of_a_table(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    session, left = table(tmp_path), list[str]()
    monkeypatch.setattr(WargameApp, "exit", lambda self, *_, **__: left.append(self.farewell))

    async def play() -> None:
        async with driven(tmp_path, session) as pilot:
            alone = ["", *([name] for name in OPENS), "@", "!", "!h", "!y"]
            for keys in alone:
                await open_one(pilot, session, keys)
                for size, ways in (((80, 24), LEAVING), ((79, 24), [*LEAVING, "q", "escape"])):
                    await pilot.resize_terminal(*size)
                    await at_rest(pilot)
                    for way in ways:
                        await hit(pilot, way)
                        assert len(left) == 1, (keys, size, way)
                        assert str(session.journal.path) in left.pop()
                await pilot.resize_terminal(80, 24)
                await at_rest(pilot)
                if not isinstance(pilot.app.screen, Curtain):
                    while len(pilot.app.screen_stack) > 2:
                        await hit(pilot, "escape")

    run(play())


@pytest.mark.parametrize("way", ["q", "escape", *LEAVING])
def test_the_menu_and_what_it_opens_can_be_left(tmp_path: Path, way: str) -> None:
    async def play() -> None:
        async with driven(tmp_path, None) as pilot:
            count = len(Menu.ITEMS) - 1
            for at in range(count if way not in LEAVING else 1):
                pilot.app.screen.query_one("#menu").highlighted = at  # type: ignore[attr-defined]
                await hit(pilot, "enter")
                assert not isinstance(pilot.app.screen, Menu)
                await hit(pilot, way)
                if way not in LEAVING:
                    assert isinstance(pilot.app.screen, Menu), at
            if way not in LEAVING:
                await hit(pilot, way)
            assert pilot.app._exit

    run(play())


def test_escape_leaves_the_table_when_it_is_meant(tmp_path: Path) -> None:
    session = table(tmp_path)

    async def play() -> None:
        async with driven(tmp_path, session) as pilot:
            await hit(pilot, "b", "escape", "escape")
            assert not pilot.app._exit
            assert any("Escape again" in toast.message for toast in pilot.app._notifications)
            await hit(pilot, "escape")
            assert pilot.app._exit

    run(play())


# -- what is typed ------------------------------------------------------------------------------


def test_a_letter_key_means_its_key_in_every_layout() -> None:
    for layout in LAYOUTS:
        for sign, key in zip(layout, LATIN, strict=False):
            if sign.isalpha() and not (layout.startswith(";") and sign == "ς"):
                assert meant(sign) == key, sign
    for letter in LATIN:
        full = chr(ord(letter) + 0xFEE0)
        assert meant(letter) == meant(letter.upper()) == meant(full) == letter
        assert meant(full.upper()) == letter
    for digit in "0123456789":
        assert meant(chr(ord(digit) + 0xFEE0)) == meant(digit) == digit
    for sign in "?/[]+-=_ é你🙂\x00":
        assert meant(sign) == sign


@pytest.mark.parametrize("sign", ["B", "ㅠ", "Ｂ", "こ"])
def test_the_board_opens_by_its_key_in_another_layout(tmp_path: Path, sign: str) -> None:
    session = table(tmp_path)

    async def play() -> None:
        async with driven(tmp_path, session) as pilot:
            burst(pilot, sign)
            await at_rest(pilot)
            assert isinstance(pilot.app.screen, Reader)
            burst(pilot, "ㅂ")
            await at_rest(pilot)
            assert isinstance(pilot.app.screen, TableScreen)
            burst(pilot, "１")
            await at_rest(pilot)
            assert len(session.game.choices) == 1

    run(play())


def test_what_is_typed_as_a_text_stays_as_it_is(tmp_path: Path) -> None:
    session = table(tmp_path)
    text = "ㅂQｑＱ１йたΨ q?"

    async def play() -> None:
        async with driven(tmp_path, session) as pilot:
            await hit(pilot, "y")
            burst(pilot, text)
            await at_rest(pilot)
            assert pilot.app.screen.query_one(Input).value == text

    async def name() -> None:
        async with driven(tmp_path / "none", None) as pilot:
            await hit(pilot, "enter", "down", "down")
            burst(pilot, "Qㅂ")
            await at_rest(pilot)
            assert pilot.app.screen.query_one("#name-washington", Input).value == "Qㅂ"

    run(play())
    run(name())


def test_a_paste_does_nothing_without_a_field_and_is_cut_to_its_bound(tmp_path: Path) -> None:
    session = table(tmp_path)
    huge = "q1\r\x1bh" * 200_000

    async def play() -> None:
        async with driven(tmp_path, session) as pilot:
            for keys in ("", "b", "@", "!"):
                await open_one(pilot, session, keys)
                before, seen = rows(pilot), list(session.game.choices)
                paste(pilot, huge)
                await at_rest(pilot)
                assert (rows(pilot), session.game.choices) == (before, seen), keys
                if keys == "b":
                    await hit(pilot, "escape")

    async def field() -> None:
        async with driven(tmp_path / "field", table(tmp_path / "field")) as pilot:
            await hit(pilot, "y", "o")
            assert isinstance(pilot.app.screen, TextPrompt)
            answer = pilot.app.screen.query_one(Input)
            paste(pilot, "\n" + "é" * 1_000_000)
            await at_rest(pilot)
            assert answer.value == "o" + "é" * (MOST - 1)
            paste(pilot, "more")
            await at_rest(pilot)
            assert len(answer.value) == MOST
            await hit(pilot, "escape", "g", "slash")
            assert isinstance(pilot.app.screen, GalleryScreen)
            paste(pilot, "bi\x1b[31m\x07ll\nnot this")
            await at_rest(pilot)
            assert pilot.app.screen.query_one(Input).value == "bi[31mll"

    async def menu() -> None:
        async with driven(tmp_path / "none", None) as pilot:
            before = rows(pilot)
            paste(pilot, huge)
            await at_rest(pilot)
            assert rows(pilot) == before
            await hit(pilot, "enter", "down", "down", "n")
            paste(pilot, "é" * 1_000_000)
            await at_rest(pilot)
            assert pilot.app.screen.query_one("#name-washington", Input).value == "n" + "é" * 59

    run(play())
    run(field())
    run(menu())


def test_a_panic_of_the_terminal_is_a_failure_and_tells_no_variable(tmp_path: Path) -> None:
    session = table(tmp_path)

    async def play() -> None:
        async with driven(tmp_path, session) as pilot:
            pilot.app.panic("a traceback with a hand in it")
            assert pilot.app.return_code == 1
            assert not pilot.app._exit_renderables
            assert "The screen has failed" in pilot.app.farewell  # type: ignore[attr-defined]

    with pytest.raises(RuntimeError, match="terminal"):
        run(play())


def test_a_bad_size_or_sequence_is_no_key() -> None:
    from wargame.ui.tui.driver import Parser

    parser = Parser()
    for text in (
        "\x1b[99999999u",
        "\x1b[113;1;1114112u",
        "\x1b[<99999999999999;1;1M",
        "\x1b[57358u",
    ):
        assert all(isinstance(event, events.Event) for event in parser.feed(text))
    (event,) = [event for event in parser.feed("q") if isinstance(event, events.Key)]
    assert re.fullmatch("q", event.key)


def test_a_game_can_be_played_with_full_width_signs_and_the_mouse_alone(tmp_path: Path) -> None:
    session = table(tmp_path)

    async def play() -> None:
        async with driven(tmp_path, session) as pilot:
            app = pilot.app
            assert isinstance(app, WargameApp)
            for _ in range(30):
                screen = app.screen
                if isinstance(screen, Curtain):
                    x, y = screen.query_one("#lift").region.center
                    click(pilot, int(x), int(y))
                elif isinstance(screen, Reader):
                    burst(pilot, "Q")
                else:
                    hotkeys = [one.hotkey for one in choices(pilot) if one.hotkey]
                    burst(pilot, chr(ord(hotkeys[0]) + 0xFEE0))
                await at_rest(pilot)
                check_canaries(pilot, session)
            assert len(session.game.choices) > 10
            assert "Best seat" not in whole(pilot)

    run(play())


def test_the_briefing_waits_for_the_hands_to_rest(tmp_path: Path) -> None:
    async def play() -> None:
        async with driven(tmp_path, None) as pilot:
            await hit(pilot, "enter")
            hands = Hands(pilot, REST_SECONDS)
            await hands.press("f2", 1.0)
            await hands.press("enter", 0.1)
            assert isinstance(pilot.app.screen, Reader)
            await hands.press("down", 0.31)
            assert isinstance(pilot.app.screen, Reader)
            await hands.press("enter", 1.0)
            await shown(pilot)
            assert isinstance(pilot.app.screen, TableScreen | Curtain)

    run(play())
