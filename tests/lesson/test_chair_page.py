"""The chair's pages under `serve`: the code, the forms, what reaches the tables, who stays out."""

from __future__ import annotations

import re
from datetime import datetime
from pathlib import Path

import pytest
from aiohttp.test_utils import TestClient

from tests.lesson.conftest import play_to
from tests.lesson.test_serving import visit
from wargame.engine.act import KINDS
from wargame.lesson.serving.server import ClassServer
from wargame.lesson.serving.state import state_of
from wargame.saves.format.header import ChairSeat
from wargame.saves.replay.loaded import Verdict, load
from wargame.saves.write.chair_box import box_of
from wargame.ui.session import new_session, saved_session

CODE = "rain-on-glass"


@pytest.fixture
def saves(tmp_path: Path) -> list[Path]:
    """Three tables, the last of them over."""
    made, seat = [], ChairSeat.of(CODE)
    for number, turn in ((1, 1), (2, 2), (3, 9)):
        path = tmp_path / f"table-{number}.jsonl"
        session = new_session(tmp_path, "first-week", number, {}, path, chair=seat)
        play_to(session, turn)
        session.journal.close()
        made.append(path)
    return made


async def let_in(client: TestClient, classes: ClassServer) -> str:
    """Show the code; return the address of the chair, and keep the cookie."""
    chair = f"/{classes.chair}/"
    answer = await client.post(f"{chair}code", data={"code": CODE}, allow_redirects=False)
    assert answer.status == 303
    cookie = answer.cookies["chair"]
    assert cookie["httponly"]
    assert cookie["samesite"] == "Strict"
    client.session.headers["Cookie"] = f"chair={cookie.value}"
    return chair


def test_an_act_is_ordered_at_the_tables_that_are_ticked(saves: list[Path]) -> None:
    async def act(client: TestClient, classes: ClassServer) -> None:
        chair = await let_in(client, classes)
        page = await (await client.get(chair)).text()
        assert all(f"act?kind={kind}" in page for kind in (*KINDS, "embassy"))
        for kind, values in (
            ("track", {"level": "strait", "to": "1", "text": "As <agreed>."}),
            ("embassy", {"seat": "seoul"}),
            ("undo", {"to": "1/news"}),
            ("pause", {}),
        ):
            form = await (await client.get(f"{chair}act?kind={kind}")).text()
            assert all(f'name="{name}"' in form for name in values)
            data = {"kind": kind, **values}
            posted = [*data.items(), ("table", "table-1"), ("table", "table-3")]
            answer = await client.post(f"{chair}act", data=posted)
            told = await answer.text()
            assert told.count("Ordered. ") == 1, (kind, told.partition("<ul>")[2])
            assert "The game is over, and the chair" in told
            assert "<agreed>" not in told
        overview = await (await client.get(chair)).text()
        assert overview.count("Waits: ") == 4
        assert "keep it to yourself" not in overview, "words to one seat stay with that seat"
        nothing = await client.post(f"{chair}act", data={"kind": "pause"})
        assert "No table was ticked" in await nothing.text()

    visit(saves, act)
    assert not box_of(saves[1]).exists()
    assert not box_of(saves[2]).exists()
    session = saved_session(saves[0])
    assert session.paused
    assert session.game.turn == 1
    session.journal.close()
    assert load(saves[0]).verdict is Verdict.OPEN
    assert state_of(saves[0]).paused


def test_without_the_code_nothing_is_ordered_and_three_wrong_ones_shut_the_door(
    saves: list[Path],
) -> None:
    async def act(client: TestClient, classes: ClassServer) -> None:
        chair = f"/{classes.chair}/"
        order = {"kind": "pause", "table": "table-1"}
        page = await (await client.get(chair)).text()
        assert "act?kind=" not in page
        assert (await client.get(f"{chair}act?kind=pause")).status == 404
        assert (await client.post(f"{chair}act", data=order)).status == 404
        forged = {"Cookie": "chair=guessed"}
        assert (await client.post(f"{chair}act", data=order, headers=forged)).status == 404
        for said in ("2 more tries", "1 more try", "Three wrong codes"):
            answer = await client.post(f"{chair}code", data={"code": "wrong"})
            assert said in await answer.text()
        answer = await client.post(f"{chair}code", data={"code": CODE})
        assert "Three wrong codes" in await answer.text()

    visit(saves, act)
    assert not box_of(saves[0]).exists()


def test_a_form_of_another_page_is_not_heard(saves: list[Path]) -> None:
    async def act(client: TestClient, classes: ClassServer) -> None:
        chair = await let_in(client, classes)
        order = {"kind": "pause", "table": "table-1"}
        for headers in ({"Origin": "http://evil.example"}, {"Origin": "null"}):
            for path in ("act", "code"):
                answer = await client.post(f"{chair}{path}", data=order, headers=headers)
                assert (answer.status, await answer.text()) == (404, "")
        table = f"/{classes.links['table-1']}/"
        for path in ("act", "code"):
            assert (await client.post(f"{table}{path}", data=order)).status in (404, 405)
        unknown = await client.get(f"{chair}act?kind=coup")
        assert unknown.status == 404
        assert (
            "cannot do"
            in await (
                await client.post(f"{chair}act", data={"kind": "coup", "table": "table-1"})
            ).text()
        )

    visit(saves, act)
    assert not box_of(saves[0]).exists()


def test_no_page_of_the_chair_holds_a_secret(saves: list[Path]) -> None:
    """Hands, what lies sealed, the code, and the links of the tables."""
    game = load(saves[1]).timeline.game
    hidden = {
        game.book.title(card)
        for seat in range(3)
        for card in game.state.piles[game.book.piles.hand[seat]]
    }
    assert hidden

    async def act(client: TestClient, classes: ClassServer) -> None:
        chair = await let_in(client, classes)
        pages = [chair, *(f"{chair}act?kind={kind}" for kind in (*KINDS, "embassy"))]
        for page in pages:
            text = await (await client.get(page)).text()
            assert not any(title in text for title in hidden), page
            assert CODE not in text
            assert not any(link in text for link in classes.links.values())
            assert classes.chair not in text
            assert not re.search(r"(src|href)=\"(https?:)?//", text)

    visit(saves, act)


def test_minutes_are_those_since_the_last_choice(saves: list[Path]) -> None:
    then = datetime.fromisoformat(load(saves[0]).choices[-1].at) if load(saves[0]).choices else None
    told = state_of(saves[1], datetime.fromisoformat("2099-01-01T00:00:00+00:00"))
    assert told.minutes is not None
    assert told.minutes > 60
    if then is not None:
        assert state_of(saves[0], then).minutes == 0
