"""Tables in browsers: who is let in, one window a table, and no secret in what the server sends."""

from __future__ import annotations

import asyncio
import gc
import shlex
import signal
import sys
from asyncio.subprocess import Process
from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest
from aiohttp import ClientError, WSMsgType
from aiohttp.test_utils import TestClient, TestServer
from textual_serve.download_manager import DownloadManager

from tests.lesson.conftest import play_to
from wargame.lesson.serving import server as serving
from wargame.lesson.serving.access import LENGTH, Access, new_token
from wargame.lesson.serving.server import ClassServer, TableService, addresses
from wargame.lesson.serving.state import state_of
from wargame.ui.session import new_session

DEADLINE = 60.0
Visit = Callable[[TestClient, ClassServer], Awaitable[None]]


@pytest.fixture
def saves(tmp_path: Path) -> list[Path]:
    """Two tables in the middle of turn 1."""
    made = []
    for number in (1, 2):
        path = tmp_path / f"table-{number}.jsonl"
        session = new_session(tmp_path, "first-week", number, {}, path)
        play_to(session, 1)
        session.journal.close()
        made.append(path)
    return made


def visit(saves: list[Path], act: Visit) -> None:
    """Serve tables on a loopback port of the system's choice, and let a client act."""

    async def run() -> None:
        classes = ClassServer(saves, [])
        async with TestServer(await classes.app()) as server:
            classes.access.hosts = frozenset({f"127.0.0.1:{server.port}"})
            async with TestClient(server) as client:
                await asyncio.wait_for(act(client, classes), DEADLINE)

    asyncio.run(run())


def test_nobody_is_let_in_without_the_token_of_the_table_or_from_another_page(
    saves: list[Path],
) -> None:
    async def act(client: TestClient, classes: ClassServer) -> None:
        right = f"/{classes.links['table-1']}/"
        tries = [
            ("/", {}), ("/ws", {}), ("/static/js/textual.js", {}), ("/table-1/", {}),
            (f"/{new_token()}/", {}), (f"/{new_token()}/ws", {}), (f"{right[:-2]}/", {}),
            (right.upper(), {}), (f"/{classes.links['table-2']}x/", {}),
            (right, {"Origin": "http://evil.example"}), (right, {"Origin": "null"}),
            (f"{right}ws", {"Origin": "http://evil.example"}),
            (right, {"Host": "evil.example"}), (right, {"Host": "127.0.0.1:1"}),
        ]  # fmt: skip
        for path, headers in tries:
            answer = await client.get(path, headers=headers)
            assert (answer.status, await answer.text()) == (404, ""), (path, headers)
        for path, headers in tries:
            with pytest.raises(ClientError):
                await client.ws_connect(path, headers=headers)
        assert (await client.get(right)).status == 200
        assert (await client.get(f"/{classes.chair}/")).status == 200

    visit(saves, act)


def test_a_token_of_one_table_opens_no_other() -> None:
    access = Access(frozenset(), {"aaaaaaaaaa": "table-1", "bbbbbbbbbb": "table-2"})
    assert access.opens("aaaaaaaaaa") == "table-1"
    assert access.opens("") is None
    assert len(new_token()) == LENGTH
    assert new_token() != new_token()


def test_wrong_tokens_lock_nobody_out() -> None:
    """Every browser asks for /favicon.ico, which has no token."""
    access = Access(frozenset(), {"aaaaaaaaaa": "table-1"})
    for _ in range(1000):
        assert access.opens("favicon.ico") is None
    assert access.opens("aaaaaaaaaa") == "table-1"


def test_the_chair_s_page_tells_public_facts_alone(saves: list[Path]) -> None:
    async def act(client: TestClient, classes: ClassServer) -> None:
        answer = await client.get(f"/{classes.chair}/")
        text = await answer.text()
        assert "table-1" in text
        assert "Washington" in text
        assert not any(token in text for token in classes.links.values())
        assert answer.headers["Cache-Control"] == "no-store"
        assert answer.headers["Referrer-Policy"] == "same-origin", "a form says where it came from"
        table = await client.get(f"/{classes.links['table-1']}/")
        assert table.headers["Referrer-Policy"] == "no-referrer"

    visit(saves, act)
    told = state_of(saves[0])
    assert (told.turn, told.trouble) == (1, "")
    assert state_of(saves[0].with_name("none.jsonl")).trouble


def test_a_window_plays_the_table_a_second_one_is_told_and_a_reload_comes_back(
    saves: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(serving, "GRACE", 1.0)

    async def first_bytes(socket) -> bytes:  # type: ignore[no-untyped-def]
        async for message in socket:
            if message.type is WSMsgType.BINARY:
                return bytes(message.data)
        return b""

    async def act(client: TestClient, classes: ClassServer) -> None:
        path = f"/{classes.links['table-1']}/ws?width=80&height=24"
        before = saves[0].read_bytes()
        async with client.ws_connect(path) as socket:
            assert b"\x1b[" in await first_bytes(socket)
            async with client.ws_connect(path) as second:
                assert b"open in another window" in await first_bytes(second)
        monkeypatch.setattr(serving, "GRACE", DEADLINE)
        async with client.ws_connect(path) as again:
            assert b"\x1b[" in await first_bytes(again)
        assert saves[0].read_bytes() == before, "a window that only looks changes nothing"

    visit(saves, act)
    gc.collect()  # a process that outlives its window would be told here


def test_a_server_that_stops_closes_its_windows_and_ends_their_processes(
    saves: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    begun = []

    async def noted(service: TableService, width: int = 80, height: int = 24) -> Process:
        begun.append(await start(service, width, height))
        return begun[-1]

    start = TableService._open_app_process
    monkeypatch.setattr(TableService, "_open_app_process", noted)

    async def act(client: TestClient, classes: ClassServer) -> None:
        socket = await client.ws_connect(f"/{classes.links['table-1']}/ws?width=80&height=24")
        assert (await socket.receive()).type is WSMsgType.BINARY

    visit(saves, act)
    assert [process.returncode for process in begun] == [0]
    gc.collect()


def test_a_window_s_process_that_does_not_quit_is_killed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(serving, "GRACE", 0.05)
    code = "import time; print('__GANGLION__', flush=True); time.sleep(1000)"

    async def nothing(*_: object) -> None:
        pass

    async def run() -> int | None:
        service = TableService(
            shlex.join([sys.executable, "-c", code]), write_bytes=nothing, write_str=nothing,
            close=nothing, download_manager=DownloadManager(),
        )  # fmt: skip
        await service.start(80, 24)
        assert service._process is not None
        await asyncio.wait_for(service.end(), DEADLINE)
        return service._process.returncode

    assert asyncio.run(run()) == -signal.SIGKILL
    gc.collect()


def test_addresses_name_each_table() -> None:
    assert addresses(["10.0.0.5:8000"], {"table-1": "abc"}) == [
        ("table-1", "http://10.0.0.5:8000/abc/")
    ]
