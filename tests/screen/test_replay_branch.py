"""Going on from a replay: the key, the name, the players, and what is refused."""

from __future__ import annotations

from pathlib import Path
from random import Random

import pytest
from click.testing import CliRunner
from textual.screen import Screen
from textual.widgets import Input

from tests.record.test_journal import played
from tests.record.test_sealed import unfinished
from tests.screen.conftest import HUMANS, driven, go_on, read_briefing, rows, steady, whole
from tests.screen.test_replay import replayed, to_item
from tests.screen.test_replay_lines import stepped
from tests.screen.test_tui import run
from wargame.cli.main import commands
from wargame.saves.format.errors import SaveFailed
from wargame.saves.replay.loaded import Verdict, load
from wargame.saves.replay.replay import Replay
from wargame.saves.replay.viewer import PUBLIC, REFEREE
from wargame.saves.write import locations
from wargame.ui.session import Session, new_session, saved_session
from wargame.ui.tui.app import WargameApp
from wargame.ui.tui.screens.curtain import Curtain
from wargame.ui.tui.screens.dialogs import TextPrompt
from wargame.ui.tui.screens.end import EndScreen
from wargame.ui.tui.screens.replay_screen import ReplayScreen
from wargame.ui.tui.screens.shelf import Shelf
from wargame.ui.tui.screens.table_screen import TableScreen

BOTS = dict.fromkeys(HUMANS, "random")


def finished(folder: Path, players: dict[str, str] = HUMANS, *, but_one: bool = False) -> Session:
    """Play a week by chance, all of it or until the first option ends it; its save is let go."""
    session = new_session(folder, "first-week", 7, players, folder / "week.jsonl")
    rng = Random(3)
    while (pending := session.game.decision) is not None:
        after = session.game.fork()
        after.choose(pending.keys[0])
        if but_one and after.decision is None:
            return session
        session.choose(rng.choice(pending.keys))
    session.journal.close()
    return session


def test_the_key_branches_at_the_shown_ply_and_plays_on(tmp_path: Path) -> None:
    parent = finished(tmp_path / "a").journal.path
    replay = Replay.open(parent)
    before = parent.read_bytes()
    new = tmp_path / "saves" / "week-from-30.jsonl"

    async def play() -> None:
        app = WargameApp(tmp_path / "saves", rest=0.0)
        app.show_replay(replay, ply=30)
        async with app.run_test(size=(80, 24), notifications=True) as pilot:
            steady(pilot)
            await pilot.pause()
            assert "b Branch" in rows(pilot)[-1]
            await pilot.press("question_mark")
            await pilot.press("end")
            await pilot.pause()
            assert "Go on playing from here" in whole(pilot)
            await pilot.press("escape", "b")
            assert isinstance(app.screen, TextPrompt)
            assert app.screen.query_one(Input).value == "week-from-30.jsonl"
            await pilot.press("escape")
            assert isinstance(app.screen, ReplayScreen)
            assert not new.exists()
            await pilot.press("b", "enter")
            await pilot.pause()
            assert isinstance(app.screen, TableScreen | Curtain)
            assert not any(isinstance(screen, ReplayScreen) for screen in app.screen_stack)
            session = app.session
            assert session is not None
            assert session.journal.path == new
            assert session.game.choices == replay.loaded.timeline.game.choices[:30]
            assert any("branched" in toast.message for toast in app._notifications)
            while len(session.game.choices) == 30:
                await go_on(pilot)
            await pilot.press("q")
        assert str(new) in app.farewell

    run(play())
    assert parent.read_bytes() == before
    loaded = load(new)
    assert loaded.verdict is Verdict.OPEN
    assert loaded.header.parent is not None
    assert (loaded.header.parent.name, loaded.header.parent.ply) == ("week.jsonl", 30)
    assert loaded.header.seats == HUMANS
    assert len(loaded.choices) > 30


def test_a_replay_from_the_menu_branches_too_and_names_count_up(tmp_path: Path) -> None:
    finished(tmp_path)
    (tmp_path / "week-from-0.jsonl").write_text("")

    async def play() -> None:
        async with driven(tmp_path, None) as pilot:
            app = pilot.app
            await to_item(pilot, "Replay")
            await app.workers.wait_for_complete()
            assert isinstance(app.screen, Shelf)
            names = [entry.path.name for entry in app.screen.entries]
            for _ in range(names.index("week.jsonl")):
                await pilot.press("down")
            await pilot.press("enter")
            await pilot.pause()
            assert isinstance(app.screen, ReplayScreen)
            await pilot.press("b")
            box = app.screen.query_one(Input)
            assert box.value == "week-from-0-2.jsonl"
            box.value = "tea [b] time"
            await pilot.press("enter")
            await pilot.pause()
            await read_briefing(pilot)
            assert isinstance(app.screen, TableScreen | Curtain)

    run(play())
    assert load(tmp_path / "tea [b] time.jsonl").choices == []


BAD = [("a/b", "no path"), ("..\\b", "no path"), ("x\x1b[2Jy", "escapes"), ("", "begins with"),
       ("..", "begins with"), ("week", "is there already"), ("x" * 200, "at most")]  # fmt: skip


def test_names_that_are_refused_in_a_sentence(tmp_path: Path) -> None:
    path = finished(tmp_path).journal.path

    async def play() -> None:
        async with replayed(Replay.open(path)) as (pilot, _):
            await pilot.press("b")
            for name, says in BAD:
                with pytest.raises(SaveFailed, match=says):
                    locations.named(tmp_path, name)
                pilot.app.clear_notifications()
                pilot.app.screen.query_one(Input).value = name
                await pilot.press("enter")
                assert isinstance(pilot.app.screen, TextPrompt)  # it asks again
                assert any(says in toast.message for toast in pilot.app._notifications)
            await pilot.press("escape")
            assert isinstance(pilot.app.screen, ReplayScreen)

    run(play())
    assert [path.name for path in tmp_path.glob("*.jsonl")] == ["week.jsonl"]


def test_a_name_from_a_strange_parent_is_a_name(tmp_path: Path) -> None:
    for stem in ("..", "a\x1b[2J", "長" * 70, "CON:", "\udcff", ""):
        name = locations.branch_name(tmp_path, Path("x") / f"{stem}.jsonl", 10**6)
        assert locations.named(tmp_path, name) == tmp_path / name


def test_the_end_and_an_unfinished_game_are_not_branched_from(tmp_path: Path) -> None:
    over = Replay.open(finished(tmp_path).journal.path)
    unfinished(tmp_path / "open.jsonl")
    unfinished(tmp_path / "coded.jsonl", "first snow")

    async def play() -> None:
        async with replayed(over) as (pilot, _):
            await pilot.press("end", "b")
            assert isinstance(pilot.app.screen, ReplayScreen)
            assert any("is over after that" in toast.message for toast in pilot.app._notifications)
        async with replayed(Replay.open(tmp_path / "open.jsonl")) as (pilot, _):
            await pilot.press("b")
            assert isinstance(pilot.app.screen, ReplayScreen)
            assert any("not finished" in toast.message for toast in pilot.app._notifications)
        replay = Replay.open(tmp_path / "coded.jsonl", "first snow")
        async with replayed(replay) as (pilot, _):
            await pilot.press("right", "b")
            assert isinstance(pilot.app.screen, TextPrompt)
            assert "first snow" not in whole(pilot)
            await pilot.press("enter")
            await pilot.pause()
            assert isinstance(pilot.app.screen, TableScreen | Curtain)
        assert load(tmp_path / "coded-from-1.jsonl").locked

    run(play())


def test_where_bots_alone_played_it_is_asked_who_plays(tmp_path: Path) -> None:
    path = finished(tmp_path, BOTS).journal.path

    async def play() -> None:
        async with replayed(Replay.open(path)) as (pilot, _):
            app = pilot.app
            assert isinstance(app, WargameApp)
            app.door.rest = 0.0
            await pilot.press("b", "enter")
            await pilot.pause()
            box = app.screen.query_one(Input)
            assert box.value == "washington=human,tokyo=human,seoul=human"
            assert not list(tmp_path.glob("week-from*"))
            box.value = "tokio=random"
            await pilot.press("enter")
            await pilot.pause()
            assert any('did you mean "tokyo"' in toast.message for toast in app._notifications)
            app.screen.query_one(Input).value = "tokyo=random"
            await pilot.press("enter")
            await pilot.pause()
            await read_briefing(pilot)
            assert isinstance(app.screen, TableScreen | Curtain)

    run(play())
    assert load(tmp_path / "week-from-0.jsonl").header.seats == HUMANS | {"tokyo": "random"}


def test_the_end_screen_shows_the_game_again_and_branches(tmp_path: Path) -> None:
    session = finished(tmp_path, but_one=True)

    async def play() -> None:
        async with driven(tmp_path, session, (120, 40)) as pilot:
            app = pilot.app
            for _ in range(6):
                if not isinstance(app.screen, EndScreen):
                    await pilot.press("enter")
                    await pilot.pause()
            assert isinstance(app.screen, EndScreen)
            assert "r Replay" in rows(pilot)[-1]
            await pilot.press("r")
            await pilot.pause()
            assert isinstance(app.screen, ReplayScreen)
            assert app.screen.viewer == REFEREE
            await pilot.press("n", *"well", "enter", "escape")
            await pilot.pause()
            assert isinstance(app.screen, EndScreen)
            await pilot.press("r")
            await pilot.pause()
            await pilot.press("b", "enter")
            await pilot.pause()
            await read_briefing(pilot)
            assert isinstance(app.screen, TableScreen | Curtain)
            await pilot.pause()
            assert type(app.screen_stack[0]) is Screen
            assert (
                len([s for s in app.screen_stack if isinstance(s, EndScreen | ReplayScreen)]) == 0
            )

    run(play())
    assert [note.text for note in load(session.journal.path).notes] == ["well"]
    assert (tmp_path / "week-from-0.jsonl").exists()


# -- in lines -----------------------------------------------------------------------------------


def test_the_word_branch_writes_a_save_and_says_how_to_go_on(tmp_path: Path) -> None:
    path = tmp_path / "save.jsonl"
    seats = played(path).seats
    said = stepped(Replay.open(path), REFEREE, "3", "branch", "branch", "branch my own", "?",
                   "branch a/b", "branch save", f"branch other {seats[0]}=random",
                   f"branch x {seats[0]}=randm", "end", "branch")  # fmt: skip
    for name in ("save-from-3", "save-from-3-2", "other"):
        assert f"Go on with: wargame resume {tmp_path / name}.jsonl" in said
        assert load(tmp_path / f"{name}.jsonl").header.parent is not None
        assert len(saved_session(tmp_path / f"{name}.jsonl").game.choices) == 3
    assert f"wargame resume '{tmp_path / 'my own.jsonl'}'" in said
    for sentence in ("no path", "is there already", 'did you mean "random"', "is over after that"):
        assert sentence in said
    assert "branch NAME" in said
    assert not (tmp_path / "x.jsonl").exists()
    assert load(tmp_path / "other.jsonl").header.seats[seats[0]] == "random"


def test_in_lines_humans_go_on_where_bots_alone_played(tmp_path: Path) -> None:
    path = finished(tmp_path, BOTS).journal.path
    said = stepped(Replay.open(path), REFEREE, "branch one", "branch two seoul=random")
    assert "Played by: washington=human,tokyo=human,seoul=human" in said
    assert load(tmp_path / "one.jsonl").header.seats == HUMANS
    assert load(tmp_path / "two.jsonl").header.seats == HUMANS | {"seoul": "random"}


def test_in_lines_an_unfinished_game_is_refused_without_its_code(tmp_path: Path) -> None:
    unfinished(tmp_path / "open.jsonl")
    assert "No branch: " in stepped(Replay.open(tmp_path / "open.jsonl"), PUBLIC, "branch")
    unfinished(tmp_path / "coded.jsonl", "first snow")
    replay = Replay.open(tmp_path / "coded.jsonl", "first snow")
    said = stepped(replay, REFEREE, "2", "branch new")
    assert f"wargame resume {tmp_path / 'new.jsonl'} --code" in said
    assert "first snow" not in said
    assert load(tmp_path / "new.jsonl").locked
    run = CliRunner().invoke(
        commands, ["resume", "--plain", str(tmp_path / "new.jsonl"), "--code", "first snow"],
        input="quit\n",
    )  # fmt: skip
    assert run.exit_code == 0, run.output
