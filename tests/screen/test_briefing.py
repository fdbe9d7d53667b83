"""A new game opens with its briefing; each seat reads its secret one behind its first curtain."""

from __future__ import annotations

import io
from pathlib import Path

from tests.screen.conftest import HUMANS, go_on, read_briefing, steady, table, whole
from tests.screen.test_tui import run
from wargame.saves.write.fork import fork
from wargame.ui.line.line_table import LineTable
from wargame.ui.session import Session, saved_session
from wargame.ui.tui.app import WargameApp
from wargame.ui.tui.screens.curtain import Curtain
from wargame.ui.tui.screens.dialogs import Reader
from wargame.ui.tui.screens.table_screen import TableScreen


def heads(session: Session, seat: int) -> list[str]:
    """Give the beginning of each paragraph, which no width of a screen breaks."""
    return [text[:24] for text in session.game.program.briefing(seat)]


def test_the_briefing_comes_first_and_a_secret_one_behind_the_first_curtain(tmp_path: Path) -> None:
    session = table(tmp_path)
    read: dict[int, int] = {}

    async def play() -> None:
        app = WargameApp(tmp_path, session, rest=0.0)
        async with app.run_test(size=(120, 40), notifications=True) as pilot:
            steady(pilot)
            await pilot.pause()
            assert all(head in whole(pilot) for head in heads(session, -1))
            assert session.promises[0].split(",")[0] in whole(pilot)
            await read_briefing(pilot)
            for _ in range(400):
                text = whole(pilot)
                if isinstance(app.screen, Reader) and app.screen.heading.startswith("New to"):
                    seat = session.holder
                    for other in range(3):
                        if other != seat:
                            assert not any(head in text for head in heads(session, other))
                    shown = [head in text for head in heads(session, seat)]
                    assert all(shown) == any(shown) == (seat not in read)
                    read[seat] = read.get(seat, 0) + 1
                else:
                    for seat in range(3):
                        assert not any(head in text for head in heads(session, seat))
                if read and min(read.values()) > 1 and len(read) == 3:
                    break
                if isinstance(app.screen, TableScreen) and session.holder >= 0:
                    await pilot.press("e")
                await go_on(pilot)

    run(play())
    assert len(read) == 3
    assert min(read.values()) > 1, "no seat has had the machine twice"


def test_a_game_gone_on_with_and_a_table_of_bots_open_at_once(tmp_path: Path) -> None:
    session = table(tmp_path)
    session.choose(session.game.decision.keys[0])  # type: ignore[union-attr]
    session.journal.close()
    again = saved_session(session.journal.path)
    bots = table(tmp_path, players=dict.fromkeys(HUMANS, "random"))

    async def play() -> None:
        async with WargameApp(tmp_path, again).run_test() as pilot:
            steady(pilot)
            await pilot.pause()
            assert isinstance(pilot.app.screen, TableScreen | Curtain)

    assert not again.opens
    assert not bots.opens
    run(play())


def test_in_lines_too(tmp_path: Path) -> None:
    session = table(tmp_path)
    words = iter(["1\n"] * 9)
    said = io.StringIO()

    def read() -> str:
        return "hand\n" if "Type hand when" in said.getvalue()[-60:] else next(words, "")

    LineTable(session, read=read, out=said).play()
    text = said.getvalue()
    told = [line for line in text.splitlines() if line.startswith("Briefing: ")]
    assert told == [f"Briefing: {part}" for part in session.game.program.briefing(-1)]
    assert text.index(told[0]) < text.index("Event: ")
    first = text.index("Type hand when ") + len("Type hand when ")
    name = text[first : text.index(" has the machine", first)]
    seat = [spec.name for spec in session.game.program.ruleset.seat].index(name)
    for part in session.game.program.briefing(seat):
        assert text.count(f"{name}: {part}") == 1
        assert text.index(part) > first
    for other in range(3):
        before = text[: text.index("Type hand when", first + 1)] if other != seat else text[:first]
        assert not any(part in before for part in session.game.program.briefing(other))


def test_a_branch_from_a_later_turn_says_that_the_briefing_is_of_turn_1(tmp_path: Path) -> None:
    ply = -1
    for seed in range(3, 40):
        session = table(tmp_path, seed, dict.fromkeys(HUMANS, "adaptive"))
        while session.game.decision is not None:
            if ply < 0 and session.game.turn == 3 and session.game.decision.private:
                ply = len(session.game.choices)
            session.let_bot_answer()
        session.journal.close()
        if ply >= 0:
            break
    fork(session.journal.path, ply, tmp_path / "branch.jsonl", players=HUMANS)
    branch = saved_session(tmp_path / "branch.jsonl")
    assert branch.game.decision is not None
    seat = branch.game.decision.seat
    told = [*branch.game.program.briefing(seat)]
    assert branch.own_briefing(seat) == ["What it was told before turn 1; it is turn 3 now.", *told]
    branch.lift()
    while branch.holder == seat:
        branch.choose(branch.game.decision.keys[0])
    assert branch.own_briefing(seat) == []
    fresh = table(tmp_path, seed=4)
    assert fresh.own_briefing(seat) == [*fresh.game.program.briefing(seat)]
