"""The replay on the screen, driven by keys: what may be seen and what is always seen."""

from __future__ import annotations

import shutil
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from random import Random
from typing import Any

import pytest
from textual.pilot import Pilot

from tests.conftest import micro_pins
from tests.golden.make_samples import SAMPLES
from tests.record.forge import forged
from tests.record.test_journal import played
from tests.record.test_strangers import set_key
from tests.screen.conftest import (
    check_seals,
    driven,
    hidden_titles,
    rows,
    settled,
    steady,
    table,
    whole,
)
from tests.screen.test_tui import SIZES, check_frame, reach_private, run
from wargame.bots.bot import RandomBot
from wargame.engine.game import Game
from wargame.rules.model.ledgers import BIDS, SEALED
from wargame.saves.replay.loaded import load
from wargame.saves.replay.replay import Replay
from wargame.saves.replay.viewer import PUBLIC, REFEREE
from wargame.saves.write.journal import Journal
from wargame.ui.drafts import NOTHING
from wargame.ui.session import Session, new_session
from wargame.ui.tui.app import WargameApp
from wargame.ui.tui.screens.curtain import LIFTS, Curtain
from wargame.ui.tui.screens.dialogs import Finder, Reader, TextPrompt
from wargame.ui.tui.screens.menu import Menu
from wargame.ui.tui.screens.replay_screen import SPEEDS, ReplayScreen
from wargame.ui.tui.screens.shelf import Shelf
from wargame.ui.tui.screens.table_screen import TableScreen
from wargame.ui.tui.widgets.key_row import KeyRow

SAMPLE = min(SAMPLES.glob("first-week-*.jsonl"))


@asynccontextmanager
async def replayed(
    replay: Replay, size: tuple[int, int] = (80, 24), ascii_signs: bool = False
) -> AsyncIterator[tuple[Pilot[int], ReplayScreen]]:
    """Open a replay on a screen whose clock stands still."""
    app = WargameApp(replay.loaded.path.parent, ascii_signs=ascii_signs)
    app.show_replay(replay)
    async with app.run_test(size=size, notifications=True, tooltips=True) as pilot:
        steady(pilot)
        await pilot.pause()
        screen = pilot.app.screen
        assert isinstance(screen, ReplayScreen)
        yield pilot, screen


def stopped(replay: Replay) -> list[int]:
    """List the stops of the first viewer."""
    return replay.stops(replay.viewers[0])


def test_the_footers_have_room_for_what_they_announce() -> None:
    async def play() -> None:
        async with replayed(Replay.open(SAMPLE)) as (pilot, _):
            for words in ("Step Play View Knows Table Branch Back", "Done Back"):
                await settled(pilot)
                footer = rows(pilot)[-1]
                assert footer.endswith("Back")
                assert [word for word in footer.split() if word in words.split()] == words.split()
                row = pilot.app.screen.query_one(KeyRow)
                assert tuple(one for _, _, one in row.spans) == row.keys
                await pilot.press("g")

    run(play())


def test_the_keys_that_go(tmp_path: Path) -> None:
    replay = Replay.open(SAMPLE)
    second = next(ply for ply, turn in replay.turns if turn == 2)
    last = len(replay.loaded.choices)

    async def play() -> None:
        async with replayed(replay) as (pilot, screen):
            for keys, ply in (
                (["right"], 1), (["right", "right"], 3), (["left"], 2), (["end"], last),
                (["right"], last), (["home"], 0), (["left"], 0), (["end", "left"], last - 1),
                (["left_square_bracket"], second),
                (["shift+left"], 0), (["shift+right"], second),
                (["right_square_bracket"], last), (["g", *"57", "enter"], 57),
                (["g", *"t2", "enter"], second),
                (["g", *"9999", "enter"], last), (["g", "escape"], last),
            ):  # fmt: skip
                await pilot.press(*keys)
                await pilot.pause()
                assert screen.ply == ply, keys
                assert f"ply {ply} of {last}" in rows(pilot)[0]
            await pilot.press("g", *"t77", "enter")
            assert any("turns that can be shown" in t.message for t in pilot.app._notifications)
            told = screen.query_one("#told")
            screen.go(last)
            await pilot.pause()
            assert told.scroll_y == 0
            await pilot.press("down")
            assert told.scroll_y > 0
            await pilot.press("up")
            assert told.scroll_y == 0
            assert screen.ply == last
            await pilot.click("#curves", offset=(14 + 1, 3))
            assert screen.ply < 5
            await pilot.press("escape")

    run(play())


def test_playing_steps_by_the_clock_and_stops_at_the_end(monkeypatch: pytest.MonkeyPatch) -> None:
    replay = Replay.open(SAMPLE)
    clocks: list[float] = []

    class Clock:
        def stop(self) -> None:
            clocks.append(0)

    def clock(self: ReplayScreen) -> Clock:
        clocks.append(1 / SPEEDS[self.speed])
        return Clock()

    monkeypatch.setattr(ReplayScreen, "clock", clock)

    async def play() -> None:
        async with replayed(replay) as (pilot, screen):
            await pilot.press("space")
            assert clocks == [1 / SPEEDS[1]]
            assert "▶ 1/s" in rows(pilot)[0]
            for ply in range(1, 6):
                screen.tick()
                assert screen.ply == ply
            await pilot.press("plus", "plus", "minus")
            assert clocks[1:] == [0, 1 / 2, 0, 1 / 4, 0, 1 / 2]
            await pilot.press("l")  # another screen lies over it
            screen.tick()
            assert screen.ply == 5
            await pilot.press("escape", "space")
            assert screen.timer is None
            assert "▶" not in rows(pilot)[0]
            await pilot.press("space")
            while screen.timer is not None:
                screen.tick()
            assert screen.ply == replay.last
            await pilot.press("space")
            assert screen.ply == 0
            await pilot.press("right")
            assert screen.timer is None

    run(play())


def test_a_step_is_drawn_without_delay() -> None:
    replay = Replay.open(max(SAMPLES.glob("*.jsonl"), key=lambda path: path.stat().st_size))

    async def play() -> None:
        async with replayed(replay, (120, 40)) as (_, screen):
            spent = []
            for ply in (*range(200, 240), *range(240, 200, -1)):
                start = time.perf_counter()
                screen.go(ply)
                spent.append(time.perf_counter() - start)
            print(f"\na step takes {sorted(spent)[len(spent) // 2] * 1000:.1f} ms")
            assert sorted(spent)[len(spent) // 2] < 0.05

    run(play())


def test_the_viewpoint_shows_that_seats_hand_alone() -> None:
    replay = Replay.open(min(SAMPLES.glob("new-entente-*.jsonl")))

    async def play() -> None:
        async with replayed(replay, (200, 60)) as (pilot, screen):
            for _ in range(2 * len(replay.viewers)):
                for ply in (64, 200):
                    screen.go(ply)
                    await pilot.pause()
                    game = replay.game(screen.ply)
                    if screen.viewer == REFEREE:
                        continue
                    for key in (None, "k", "l", "h", "t"):
                        if key:
                            await pilot.press(key)
                        text, log = whole(pilot), " ".join(game.log(screen.viewer.seat))
                        session = Session(game, Journal(SAMPLE))
                        for title in hidden_titles(session, screen.viewer.seat):
                            assert title not in text or title in log, f"{title} {screen.viewer}"
                        check_seals(game, screen.viewer.seat, text)
                        if key:
                            assert isinstance(pilot.app.screen, Reader | Finder)
                            await pilot.press("escape")
                await pilot.press("v")
            assert screen.viewer == REFEREE

    run(play())


def midgame(folder: Path, code: str | None = None) -> Session:
    """Play the great scenario into its second turn, with a reason for each choice."""
    humans = {"washington": "human", "tokyo": "human", "seoul": "human"}
    session = new_session(folder, "new-entente", 29, humans, code=code)
    rng, bot = Random(3), RandomBot()
    for count in range(400):
        decision = session.decision
        assert decision is not None
        if session.game.turn == 2 and decision.private and count > 60:
            ledgers = session.game.state.ledgers
            if ledgers[BIDS] and any(row[4] >= 0 for row in ledgers[SEALED]):
                break
        session.reason = "QUIETTHOUGHT"
        session.choose(bot.choose(session.game.view(decision.seat), decision, rng))
    session.journal.close()
    return session


def test_no_hidden_title_of_an_open_game_is_on_the_screen(tmp_path: Path) -> None:
    session = midgame(tmp_path)
    replay = Replay.open(session.journal.path)
    counts = dict.fromkeys(("bids", "marks", "agendas"), 0)

    async def play() -> None:
        async with replayed(replay, (200, 60)) as (pilot, screen):
            await pilot.press("v")
            assert screen.viewer == PUBLIC
            for ply in [*replay.stops(PUBLIC)[::9], replay.last]:
                screen.go(ply)
                await pilot.pause()
                game = replay.game(screen.ply)
                there = Session(game, session.journal)
                log = " ".join(game.log(-1))
                for key in ("x", "k", "h", "t", "l", "question_mark"):
                    await pilot.press(key)
                    text = whole(pilot)
                    assert "QUIETTHOUGHT" not in text
                    for title in hidden_titles(there, -1):
                        assert title not in text or title in log, f"{title} at {ply}, {key}"
                    for kind, count in check_seals(game, -1, text).items():
                        counts[kind] += count
                    if key != "x":
                        await pilot.press("escape")

    run(play())
    assert min(counts.values()) > 0


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
def test_the_verdict_stands_on_every_screen_of_the_game(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    played(tmp_path / "save.jsonl", seed=3)
    path = forged(tmp_path / "save.jsonl", set_key("never:legal"))
    assert load(path).ply

    async def play() -> None:
        replay = Replay.open(path)
        async with replayed(replay, size) as (pilot, screen):
            for key in ("end", "right", "right", "home", "v", "v", "end"):
                await pilot.press(key)
                assert rows(pilot)[1].startswith("  DIVERGED  ply ")
                assert screen.ply <= replay.last
            for key in "khtl":
                await pilot.press(key)
                assert "DIVERGED" in rows(pilot)[0]
                await pilot.press("escape")
            await pilot.press("question_mark")
            text = " ".join("\n".join(rows(pilot)).split())
            assert replay.cut in text
            assert "never shows a game that did not happen" in text

    run(play())


def test_a_note_is_typed_and_found_again(tmp_path: Path) -> None:
    path = Path(shutil.copy(SAMPLE, tmp_path / "copy.jsonl"))
    replay = Replay.open(path)

    async def play() -> None:
        async with replayed(replay) as (pilot, _):
            await pilot.press("home", "n", *"q [/] here", "enter")
            assert any("Note: q [/] here" in row for row in rows(pilot))
            assert any("1 note in the file" in row for row in rows(pilot))
            await pilot.press("n", "escape", "n", "enter", "right")
            assert not any("Note:" in row for row in rows(pilot))

    run(play())
    assert [(note.ply, note.text) for note in load(path).notes] == [(0, "q [/] here")]


def test_a_note_on_a_game_that_is_played_is_refused_kindly(tmp_path: Path) -> None:
    session = table(tmp_path)
    replay = Replay.open(session.journal.path)

    async def play() -> None:
        async with replayed(replay) as (pilot, _):
            await pilot.press("n", *"now", "enter")
            assert any("No note" in toast.message for toast in pilot.app._notifications)

    run(play())
    assert not load(session.journal.path).notes


def test_hostile_words_in_a_file_are_shown_as_text(tmp_path: Path) -> None:
    path = tmp_path / "save.jsonl"
    game = Game.of(micro_pins().program(), seed=5, seats={"upper": "human:\x1b[2J[/]"})
    journal = Journal.create(path, game, micro_pins())
    rng = Random(5)
    while game.decision is not None:
        game.choose(rng.choice(game.decision.keys))
        journal.choice(game, "[/] [b]x[/b] [link=y] \x1b]0;title\x07")
    journal.over(game)
    replay = Replay.open(path)

    async def play() -> None:
        async with replayed(replay) as (pilot, screen):
            for ply in range(0, replay.last + 1, 5):
                screen.go(ply)
                await pilot.pause()
                assert all(row.isprintable() for row in rows(pilot))
            assert pilot.app.title == "Under the Umbrella"

    run(play())


# -- from the menu ------------------------------------------------------------------------------


async def to_item(pilot: Pilot[int], word: str) -> None:
    """Go down the menu to an item and take it."""
    menu = pilot.app.screen.query_one("#menu")
    while word not in str(menu.get_option_at_index(menu.highlighted).prompt):  # type: ignore
        await pilot.press("down")
    await pilot.press("enter")


def test_the_menu_lists_the_saves_with_their_verdicts(tmp_path: Path) -> None:
    shutil.copy(SAMPLE, tmp_path / "one.jsonl")
    (tmp_path / "letter.jsonl").write_text("Dear sir\n")
    coded = midgame(tmp_path, "first snow").journal.path.name

    async def play() -> None:
        async with driven(tmp_path, None, (120, 40)) as pilot:
            await to_item(pilot, "Replay")
            assert isinstance(pilot.app.screen, Shelf)
            await pilot.app.workers.wait_for_complete()
            await pilot.pause()
            found = {row.split()[-1]: row for row in rows(pilot) if ".jsonl" in row}
            assert "EXACT" in found["one.jsonl"]
            assert "first-week" in found["one.jsonl"]
            assert "DAMAGED" in found["letter.jsonl"] or "REFUSED" in found["letter.jsonl"]
            assert "UNVERIFIED" in found[coded]
            order = list(found)
            # A sealed game asks for its code; a wrong one is refused in a sentence.
            for _ in range(order.index(coded)):
                await pilot.press("down")
            await pilot.press("enter")
            assert isinstance(pilot.app.screen, TextPrompt)
            await pilot.press(*"no", "enter")
            assert "first snow" not in whole(pilot)
            assert isinstance(pilot.app.screen, Shelf)
            for _ in range(order.index(coded)):
                await pilot.press("down")
            await pilot.app.workers.wait_for_complete()
            await pilot.press("enter", *"first snow", "enter")
            assert isinstance(pilot.app.screen, ReplayScreen)
            assert "OPEN" in rows(pilot)[1]
            await pilot.press("escape")
            assert isinstance(pilot.app.screen, Shelf)
            await pilot.press("escape")
            assert isinstance(pilot.app.screen, Menu)

    run(play())


def test_the_menu_says_in_one_sentence_what_cannot_be_gone_on_with(tmp_path: Path) -> None:
    played(tmp_path / "save.jsonl", seed=3)

    def unfinished(lines: list[dict[str, Any]]) -> None:
        set_key("never:legal")(lines)
        lines.pop()

    path = forged(tmp_path / "save.jsonl", unfinished)
    (tmp_path / "save.jsonl").unlink()

    async def play() -> None:
        async with driven(tmp_path, None) as pilot:
            text = " ".join(" ".join(rows(pilot)).split())
            assert "Resume" not in text
            assert f"{path.name} cannot go on here: it was begun under other rules" in text
            assert "Replay shows it, wargame verify says more." in text
            assert str(tmp_path)[:20] not in text
            await to_item(pilot, "Replay")
            assert isinstance(pilot.app.screen, Shelf)

    run(play())


def test_the_menu_asks_for_the_code_of_a_sealed_game(tmp_path: Path) -> None:
    midgame(tmp_path, "first snow")

    async def play() -> None:
        async with driven(tmp_path, None) as pilot:
            assert any("Resume: a game sealed with a code" in row for row in rows(pilot))
            await pilot.press("enter")
            assert isinstance(pilot.app.screen, TextPrompt)
            await pilot.press(*"wrong", "enter")
            assert isinstance(pilot.app.screen, Menu)
            assert any("code" in toast.message for toast in pilot.app._notifications)
            await pilot.press("enter", *"first snow")
            assert "first snow" not in " ".join(rows(pilot))
            await pilot.press("enter")
            await pilot.pause()
            assert isinstance(pilot.app.screen, TableScreen | Curtain)

    run(play())


# -- reasons while playing ----------------------------------------------------------------------


def test_a_reason_is_typed_on_the_play_screen_and_behind_the_curtain(tmp_path: Path) -> None:
    session = table(tmp_path)

    async def play() -> None:
        async with driven(tmp_path, session) as pilot:
            await pilot.press("y", *"open 1", "enter")
            assert session.reason == "open 1"
            await pilot.press("1")
            assert session.reason == ""
            await reach_private(pilot, session, lift=False)
            await pilot.press("y")
            assert isinstance(pilot.app.screen, Curtain)
            await pilot.press(LIFTS, "enter", "y", *"quiet 2", "enter")
            assert session.holder >= 0
            await pilot.press("y")
            assert any("quiet 2" in row for row in rows(pilot))  # its own, to be changed
            await pilot.press("escape", NOTHING, "y")
            assert any("quiet 2" in row for row in rows(pilot))  # the form is not sealed yet
            await pilot.press("escape", "e", "enter")
            assert isinstance(pilot.app.screen, Curtain)
            await pilot.press(LIFTS, "enter", "y")
            assert not any("quiet 2" in row for row in rows(pilot))
            await pilot.press("escape")

    run(play())
    reasons = [choice.reason for choice in load(session.journal.path).choices]
    assert "open 1" in reasons
    assert "quiet 2" in reasons


@pytest.mark.parametrize("size", SIZES[:2], ids=lambda size: f"{size[0]}x{size[1]}")
def test_golden_frames_of_the_replay(tmp_path: Path, size: tuple[int, int]) -> None:
    replay = Replay.open(SAMPLE)

    async def play() -> None:
        async with replayed(replay, size) as (pilot, screen):
            screen.go(57)
            await pilot.pause()
            await check_frame("replay", pilot)
            await pilot.press("k")
            await check_frame("replay-knows", pilot)
            await pilot.press("escape", "v", "v", "end")
            await check_frame("replay-end", pilot)

    run(play())


def test_ascii_has_no_sign_beyond_its_own() -> None:
    async def play() -> None:
        async with replayed(Replay.open(SAMPLE), ascii_signs=True) as (pilot, screen):
            screen.go(50)
            await pilot.press("space", "space")
            assert all(sign.isascii() for sign in "".join(rows(pilot)[:13])), rows(pilot)[:13]

    run(play())
