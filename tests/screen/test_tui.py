"""The screen, driven by keys: nobody reads what is another's, and nothing breaks it."""

from __future__ import annotations

import asyncio
import os
import re
from collections.abc import Coroutine
from pathlib import Path
from random import Random
from typing import Any

import pytest
from textual.pilot import Pilot
from textual.widgets import Input

from tests.screen.conftest import (
    HUMANS,
    choices,
    driven,
    go_on,
    hidden_titles,
    read_briefing,
    rows,
    settled,
    table,
    whole,
)
from wargame.bots.bot import DIFFICULTY, STUDY
from wargame.saves.write.journal import SaveFailed
from wargame.ui.session import Session
from wargame.ui.tui.screens.curtain import LIFTS, Curtain
from wargame.ui.tui.screens.dialogs import Reader
from wargame.ui.tui.screens.gallery_screen import GalleryScreen
from wargame.ui.tui.screens.setup import Setup, read_seed, who_may_sit
from wargame.ui.tui.screens.table_screen import TableScreen
from wargame.ui.tui.text import clean_name
from wargame.ui.tui.widgets.fields import Cycle
from wargame.ui.words import ENGLISH

FRAMES = Path(__file__).parent.parent / "golden" / "frames"
SIZES = [(80, 24), (120, 40), (200, 60)]


def run(coroutine: Coroutine[Any, Any, None]) -> None:
    """Run one driven app."""
    asyncio.run(coroutine)


async def reach_private(pilot: Pilot[int], session: Session, *, lift: bool = True) -> None:
    """Take what the cursor stands on until the first curtain; then lift it and close the digest."""
    while not isinstance(pilot.app.screen, Curtain):
        await pilot.press("enter")
    if lift:
        await pilot.press(LIFTS)
        await pilot.press("enter")
        assert isinstance(pilot.app.screen, TableScreen)


def check_canaries(pilot: Pilot[int], session: Session) -> None:
    """Nothing that can be read is hidden from whoever reads now."""
    reader = session.holder
    pending = session.game.decision
    screen = pilot.app.screen
    assert pending is not None
    looks = isinstance(screen, Reader) and screen.heading.startswith("Hand of")
    if looks:
        names = [spec.name for spec in session.game.program.ruleset.seat]
        reader = next(at for at, name in enumerate(names) if screen.heading.endswith(name))
    if isinstance(screen, Curtain):
        assert reader == -1
    game, text = session.game, whole(pilot)
    own = {*game.log(reader), *game.log(-1)}
    log = " ".join(own)
    for title in hidden_titles(session, reader):
        assert title not in text or title in log, f"{title} can be read by {reader}:\n{text}"
    for seat in range(3):
        if seat != reader:
            for line in set(game.log(seat)) - own:
                assert line[:70] not in text, f"{line} can be read by {reader}:\n{text}"
    if reader < 0:
        for word in ("true flag:", "sealed bid:", "sealed guess:", "place:"):
            assert word not in text


HOSTILE = ["[/]", "[b]bold[/b] [link=x]y", "\x1b[31mred\x1b[0m\x1b]0;title\x07", "x" * 200,
           "金大中尹錫悦石破茂岸田文雄安倍晋三", "a\u202eb\u0000c\n\nd"]  # fmt: skip


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_names_are_shown_as_text(tmp_path: Path, name: str) -> None:
    from rich.cells import cell_len

    clean = clean_name(name)
    assert cell_len(clean) <= 24
    assert clean.isprintable()
    players = dict.fromkeys(("washington", "tokyo", "seoul"), f"human:{name}")
    session = table(tmp_path, None, players)

    async def play() -> None:
        async with driven(tmp_path, session) as pilot:
            assert f"({clean})" in rows(pilot)[0]
            await reach_private(pilot, session, lift=False)
            begins = clean.removesuffix("…")[:10]
            assert any(begins in row for row in rows(pilot)), "a long name is wrapped"
            assert all(cell_len(row) <= 80 for row in rows(pilot))
            assert pilot.app.title == "Under the Umbrella"
            await pilot.press(LIFTS, "enter")
            assert rows(pilot)[0].endswith(("private sitting", "· private"))

    run(play())


def test_a_terminal_that_is_too_small_says_so_and_obeys_nothing(tmp_path: Path) -> None:
    session = table(tmp_path)

    async def play() -> None:
        async with driven(tmp_path, session, size=(79, 24)) as pilot:
            text = "\n".join(rows(pilot))
            assert "wargame resume --plain" in text
            assert "is asked" not in text
            for key in ("1", "enter", "h", "l", "b"):
                await pilot.press(key)
            assert session.game.choices == []
            assert isinstance(pilot.app.screen, Reader)
            await pilot.resize_terminal(80, 24)
            await read_briefing(pilot)
            assert re.search("is asked|· open", rows(pilot)[0])
            await pilot.press("1")
            assert len(session.game.choices) == 1

    run(play())


def test_undo_drops_the_last_answer_of_the_form_and_then_a_choice(tmp_path: Path) -> None:
    session = table(tmp_path)

    async def play() -> None:
        async with driven(tmp_path, session) as pilot:
            await reach_private(pilot, session)
            seat, count = session.holder, len(session.game.choices)
            assert any("No undo" in row for row in rows(pilot))
            before = rows(pilot)
            first, second = (one.hotkey for one in choices(pilot)[:2])
            await pilot.press(first)
            after = rows(pilot)
            await pilot.press(second)
            for wanted in (after, before):
                await pilot.press("u")
                await pilot.pause()
                assert rows(pilot) == wanted
            await pilot.press("u")
            assert any("No undo" in toast.message for toast in pilot.app._notifications)
            assert len(session.game.choices) == count
            assert session.holder == seat

    run(play())


def test_undo_takes_back_a_choice_that_was_made_before_the_form(tmp_path: Path) -> None:
    session = table(tmp_path)
    while session.decision is not None and not session.decision.private:
        session.choose(session.decision.keys[0])
    assert session.decision is not None
    session.choose(session.decision.keys[0])
    made = list(session.game.choices)

    async def play() -> None:
        async with driven(tmp_path, session) as pilot:
            await pilot.press(LIFTS, "enter")
            assert any("Undo: 1 step" in row for row in rows(pilot))
            await pilot.press(choices(pilot)[0].hotkey, "u")
            assert session.game.choices == made
            await pilot.press("u")
            assert session.game.choices == made[:-1]
            await pilot.press("u")
            assert session.game.choices == made[:-1]

    run(play())


def test_what_was_not_sealed_is_dropped_at_the_end_and_never_resumed(tmp_path: Path) -> None:
    session = table(tmp_path)
    seen: list[str] = []

    async def first() -> None:
        async with driven(tmp_path, session) as pilot:
            await reach_private(pilot, session)
            seen.extend(rows(pilot))
            await pilot.press(choices(pilot)[0].hotkey)
            assert rows(pilot) != seen
            await pilot.press("q")
            assert pilot.app.return_code == 0
            farewell = pilot.app.farewell  # type: ignore[attr-defined]
            assert str(session.journal.path) in farewell
            assert farewell.startswith("The form of ▲ Washington was not sealed, and is dropped.")

    async def second() -> None:
        async with driven(tmp_path, None) as pilot:
            assert any("Resume: turn 1, ▲ Washington next" in row for row in rows(pilot))
            await pilot.press("enter")
            assert isinstance(pilot.app.screen, Curtain)
            await pilot.press(LIFTS)
            await pilot.press("enter")
            assert rows(pilot)[9:-3] == seen[9:-3]
            screen = pilot.app.screen
            assert isinstance(screen, TableScreen)
            assert screen.draft is not None
            assert not screen.draft.given
            await pilot.press("q")
            assert "not sealed" not in pilot.app.farewell  # type: ignore[attr-defined]

    run(first())
    run(second())


ASKED_TWICE = ("take-back:", "home:", "stand-back")
"""Answers that may lose something: their key does it the second time."""


def test_a_hotkey_chooses_at_once_in_lists_of_any_length(tmp_path: Path) -> None:
    lengths, rng = set[int](), Random(1)

    async def play(session: Session) -> None:
        async with driven(tmp_path, session) as pilot:
            while session.decision is not None and session.game.turn == 1:
                if {2, 3} < lengths and max(lengths) > 12:
                    return
                screen = pilot.app.screen
                listed = choices(pilot) if isinstance(screen, TableScreen) else ()
                legal = [one for one in listed if not one.why]
                if len(legal) < 2 or not isinstance(screen, TableScreen):
                    await go_on(pilot)
                    continue
                draft, before = screen.draft, len(session.game.choices)
                assert draft is not None
                sure = [row for row in legal if row.hotkey and not row.key.startswith(ASKED_TWICE)]
                if not sure:
                    await go_on(pilot)
                    continue
                one = rng.choice(sure)
                lengths.add(len(legal))
                await pilot.press(one.hotkey)
                assert one.key in [*draft.given.values(), *session.game.choices[before:]]

    for seed in range(3):
        run(play(table(tmp_path / str(seed), seed)))
    assert {2, 3} < lengths
    assert max(lengths) > 12


def test_the_end_of_a_turn_is_told_to_the_table(tmp_path: Path) -> None:
    session = table(tmp_path, players={**HUMANS, "tokyo": "random"})

    async def play() -> None:
        async with driven(tmp_path, session) as pilot:
            while session.game.turn == 1 and session.decision is not None:
                await go_on(pilot)
            await settled(pilot)
            text = "\n".join(rows(pilot))
            assert "Turn 1 is over" in text
            assert "Reckoning" in text
            check_canaries(pilot, session)
            await pilot.press("enter")
            await settled(pilot)
            assert "Turn 1 is over" not in "\n".join(rows(pilot))

    run(play())


def test_a_curtain_before_a_look_can_be_left(tmp_path: Path) -> None:
    session = table(tmp_path)

    async def play() -> None:
        async with driven(tmp_path, session) as pilot:
            question = rows(pilot)
            await pilot.press("h", "2")
            assert isinstance(pilot.app.screen, Curtain)
            assert any("WASHINGTON" in row for row in rows(pilot))
            await pilot.press("escape")
            assert rows(pilot) == question

    run(play())


@pytest.mark.parametrize(("key", "seat"), [("1", "■ Seoul"), ("3", "● Tokyo")])
def test_a_look_at_the_hand_comes_behind_a_curtain_and_goes(
    tmp_path: Path, key: str, seat: str
) -> None:
    session = table(tmp_path)

    async def play() -> None:
        async with driven(tmp_path, session) as pilot:
            question = rows(pilot)
            await pilot.press("h", key)
            assert isinstance(pilot.app.screen, Curtain)
            await pilot.press(LIFTS)
            assert any(row.startswith(f"─ Hand of {seat}") for row in rows(pilot))
            assert session.holder == -1
            await pilot.press("enter")
            assert rows(pilot) == question

    run(play())


def test_a_failed_save_ends_the_sitting_with_its_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    session = table(tmp_path)

    def fails(*_: object) -> None:
        raise SaveFailed("cannot write it: the disk is full")

    async def play() -> None:
        async with driven(tmp_path, session) as pilot:
            monkeypatch.setattr(type(session.journal), "choice", fails)
            await pilot.press("1")
            assert pilot.app.return_code == 2
            assert "disk is full" in pilot.app.farewell  # type: ignore[attr-defined]

    run(play())


def test_a_crash_writes_no_value_of_any_variable(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    session = table(tmp_path)
    secret = "Hand Over Command"

    async def play() -> None:
        async with driven(tmp_path, session) as pilot:
            monkeypatch.setattr(TableScreen, "action_board", lambda self: {}[secret])
            await pilot.press("b")

    with pytest.raises(KeyError):
        run(play())
    (report,) = tmp_path.glob("crash-*.txt")
    text = report.read_text(encoding="utf-8")
    assert "KeyError" in text
    assert "tests.screen.test_tui:" in text
    assert secret not in text
    out = capfd.readouterr()
    assert secret not in out.out + out.err


def test_bots_play_on_and_the_mouse_chooses(tmp_path: Path) -> None:
    players = {"washington": "random", "tokyo": "random", "seoul": "human"}
    session = table(tmp_path, None, players)

    async def play() -> None:
        async with driven(tmp_path, session) as pilot:
            for _ in range(4):
                if isinstance(pilot.app.screen, TableScreen):
                    await pilot.click("#options", offset=(5, 0))
                await pilot.pause()
            assert len(session.game.choices) >= 1
            for _ in range(200):
                await pilot.pause()
                if isinstance(pilot.app.screen, Curtain):
                    break
            assert session.decision is not None
            assert session.game.seats[session.decision.seat] == "seoul"
            check_canaries(pilot, session)

    run(play())


def test_setup_deals_what_was_asked_for(tmp_path: Path) -> None:
    async def play() -> None:
        async with driven(tmp_path, None) as pilot:
            await pilot.press("enter")
            assert isinstance(pilot.app.screen, Setup)
            await pilot.press("up", *"12x", "enter")
            assert any("A seed is a whole number" in row for row in rows(pilot))
            assert any("or nothing." in row for row in rows(pilot))
            await pilot.press("backspace")
            assert not any("whole number" in row for row in rows(pilot))
            await pilot.press("enter")
            await read_briefing(pilot)
            assert isinstance(pilot.app.screen, TableScreen)
            session = pilot.app.session  # type: ignore[attr-defined]
            assert session.game.seed == 12
            assert not session.game.book.basic

    async def play_basic() -> None:
        async with driven(tmp_path / "basic", None) as pilot:
            await pilot.press("enter")
            pilot.app.screen.query_one("#table").focus()
            await pilot.press("right", "f2")
            session = pilot.app.session  # type: ignore[attr-defined]
            assert session.game.book.basic

    run(play())
    run(play_basic())
    with pytest.raises(ValueError, match="whole number"):
        read_seed("٣")
    assert read_seed(" ") is None


def test_setup_fits_the_least_screen_and_starts_on_its_first_field(tmp_path: Path) -> None:
    async def play() -> None:
        async with driven(tmp_path, None) as pilot:
            await pilot.press("enter")
            screen = pilot.app.screen
            assert isinstance(screen, Setup)
            for scenario, _ in screen.scenarios:
                text = " ".join(" ".join(rows(pilot)).split())
                assert scenario.name in text
                assert scenario.premise in text
                assert "Seed a sealed deal" in text
                assert "Begin Back" in text
                await pilot.press("enter")
                assert pilot.app.screen is screen
            assert screen.focused is screen.query_one("#scenario")
            fields = [field for field in screen.query("Cycle, Input") if field.visible]
            for field in fields:
                assert screen.focused is field
                await pilot.press("down")
            assert screen.focused is screen.query_one("#buttons #begin")

    run(play())


def test_a_seat_says_what_its_bot_is_and_takes_letters_for_its_name(tmp_path: Path) -> None:
    async def play() -> None:
        async with driven(tmp_path, None) as pilot:
            await pilot.press("enter", "down", "down")
            who, name = map(pilot.app.screen.query_one, ("#who-washington", "#name-washington"))
            assert isinstance(who, Cycle)
            assert isinstance(name, Input)
            await pilot.press("space", *"queen", "space", *"an", "up")
            assert (who.value, name.value) == ("human", "queen an")
            assert pilot.app.screen.focused is who
            await pilot.press("space", *"na")
            assert (who.value, name.value) == ("human", "queen anna")
            await pilot.press("up")
            for word in [*who_may_sit()][1:]:
                await pilot.press("right")
                level, about = DIFFICULTY.get(word, STUDY), ENGLISH.bot_about(word)
                assert any(f"◂ {word}, {level} ▸" in row for row in rows(pilot))
                assert any(row.strip() == about for row in rows(pilot))
            await pilot.press("q", "up")
            assert not any(row.strip() == about for row in rows(pilot))
            assert name.value == "queen anna"

    run(play())


def test_a_code_is_typed_twice_before_it_seals(tmp_path: Path) -> None:
    async def play() -> None:
        async with driven(tmp_path, None) as pilot:
            await pilot.press("enter", "up", "up", *"snow", "f2")
            screen = pilot.app.screen
            assert isinstance(screen, Setup)
            assert any(ENGLISH.code_twice() in row for row in rows(pilot))
            assert screen.focused is screen.query_one("#again")
            await pilot.press(*"snw", "f2")
            assert pilot.app.screen is screen
            assert any(ENGLISH.code_twice() in row for row in rows(pilot))
            await pilot.press(*"snow")
            assert not any(ENGLISH.code_twice() in row for row in rows(pilot))
            assert "snow" not in "".join(rows(pilot))
            await pilot.press("f2")
            await read_briefing(pilot)
            assert pilot.app.session.journal.header.coded  # type: ignore[attr-defined]

    run(play())


def test_every_dialog_opens_and_closes(tmp_path: Path) -> None:
    session = table(tmp_path)

    async def play() -> None:
        async with driven(tmp_path, session, ascii_signs=True) as pilot:
            first = rows(pilot)
            assert not any(sign in "".join(first) for sign in "▲●■─━▏")
            for key in ("b", "l", "w", "c", "question_mark", "g", "r", "f1"):
                await pilot.press(key)
                assert not isinstance(pilot.app.screen, TableScreen), key
                if isinstance(pilot.app.screen, GalleryScreen):
                    await pilot.press("slash", *"bill", "enter")
                await pilot.press("escape")
                assert isinstance(pilot.app.screen, TableScreen), key
            assert rows(pilot) == first
            await pilot.press("l", "m")
            assert not any("News:" in row for row in rows(pilot))
            title = session.game.book.title(session.decision.about[0])
            await pilot.press("m", "slash", *title.split()[-1], "enter")
            text = rows(pilot)
            assert any(title.split()[-1] in row for row in text)
            assert not any("Turn 1" in row for row in text)
            await pilot.press("escape", "escape")
            assert rows(pilot) == first

    run(play())


# -- golden frames ------------------------------------------------------------------------------


async def check_frame(name: str, pilot: Pilot[int]) -> None:
    """Compare the screen with its golden frame; WARGAME_GOLDEN=write writes it anew."""
    await settled(pilot)
    path = FRAMES / f"{name}-{pilot.app.size.width}x{pilot.app.size.height}.txt"
    text = "\n".join(rows(pilot)) + "\n"
    if os.environ.get("WARGAME_GOLDEN") == "write":
        path.write_text(text, encoding="utf-8")
    assert text == path.read_text(encoding="utf-8"), f"{path.name} differs"
