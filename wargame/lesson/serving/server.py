"""A server of tables: one link a table, one for the chair; the same screen as in a terminal.

Each window is a process of its own that resumes the table's save, so a reload comes back to the
same table behind a curtain, and stopping the server loses nothing that was chosen.
"""

from __future__ import annotations

import asyncio
import copy
import logging
import shlex
import sys
from asyncio.subprocess import Process
from collections.abc import Awaitable, Callable, Mapping, Sequence
from importlib.resources import files
from pathlib import Path
from typing import Any, Final
from weakref import WeakSet

from aiohttp import web
from textual_serve.app_service import AppService
from textual_serve.server import Server, to_int

from wargame.lesson.languages import ENGLISH
from wargame.lesson.serving.access import Access, new_token
from wargame.lesson.serving.chair_page import ChairPage

CHAIR: Final = ":chair"
"""What the chair's token opens; no table has this name."""
HEARTBEAT: Final = 15.0
"""Seconds after which a window that does not answer counts as closed."""
SIZE: Final = {"width": 80, "height": 24}
"""The cells of a window that does not say how large it is."""
GRACE: Final = 5.0
"""Seconds that a new window waits for the last one, which a reload is about to close."""
HEADERS: Final = {
    "Cache-Control": "no-store", "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff", "X-Frame-Options": "DENY",
}  # fmt: skip
Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


class TableService(AppService):
    """The process of one window."""

    async def _open_app_process(self, width: int = 80, height: int = 24) -> Process:
        """Start the process without a shell: to kill a shell would leave it at the table."""
        pipe = asyncio.subprocess.PIPE
        self._process = process = await asyncio.create_subprocess_exec(
            *shlex.split(self.command), stdin=pipe, stdout=pipe, stderr=pipe,
            env=self._build_environment(width=width, height=height),
        )  # fmt: skip
        assert process.stdin is not None
        self._stdin = process.stdin
        return process

    async def end(self) -> None:
        """Ask the process to quit, and wait for that; one that does not is killed."""
        process = self._process
        if process is None:
            return
        await self.send_meta({"type": "quit"})
        try:
            await asyncio.wait_for(process.wait(), GRACE)
        except TimeoutError:
            process.kill()
        await self.stop()
        self.stdin.close()
        await process.communicate()


class TableServer(Server):
    """Serves one table to one window at a time."""

    def __init__(self, save: Path, ascii_signs: bool = False) -> None:
        words = [sys.executable, "-m", "wargame", *(["--ascii"] if ascii_signs else []), "resume",
                 str(save)]  # fmt: skip
        super().__init__(shlex.join(words), title=save.stem,
                         templates_path=str(files("wargame.lesson") / "templates"))  # fmt: skip
        self.words = ENGLISH.serving
        self.taken = asyncio.Lock()
        self.windows = WeakSet[web.WebSocketResponse]()
        self.endings = set[asyncio.Task[None]]()
        """What ends the processes of closed windows."""

    async def on_shutdown(self, app: web.Application) -> None:
        """Close the windows that are open: a server that stops waits for none of them."""
        await asyncio.gather(*(window.close() for window in list(self.windows)))

    async def on_cleanup(self, app: web.Application) -> None:
        """Wait until no process is left."""
        await asyncio.gather(*self.endings)

    def initialize_logging(self) -> None:
        """Log nothing: a log could hold what a table has typed."""

    async def on_startup(self, app: web.Application) -> None:
        """Say nothing at the start."""

    async def handle_index(self, request: web.Request) -> Any:
        """Serve the page of the table, with addresses as the browser reached it."""
        here = copy.copy(self)
        here.public_url = f"http://{request.host}"
        return await Server.handle_index(here, request)

    async def handle_websocket(self, request: web.Request) -> web.WebSocketResponse:
        """Let a window play, unless another one does."""
        try:
            await asyncio.wait_for(self.taken.acquire(), GRACE)
        except TimeoutError:
            return await self.refused(request)
        try:
            return await self.play(request)
        finally:
            self.taken.release()

    async def window(self, request: web.Request) -> web.WebSocketResponse:
        """Open a window."""
        socket = web.WebSocketResponse(heartbeat=HEARTBEAT)
        await socket.prepare(request)
        self.windows.add(socket)
        return socket

    async def play(self, request: web.Request) -> web.WebSocketResponse:
        """Run the table for a window until it is closed; the next one waits for the end of that."""
        socket = await self.window(request)

        async def close() -> None:
            await socket.close()

        service = TableService(
            self.command, write_bytes=socket.send_bytes, write_str=socket.send_str,
            close=close, download_manager=self.download_manager,
        )  # fmt: skip
        cells = [to_int(request.query.get(side, ""), least) for side, least in SIZE.items()]
        try:
            await service.start(*cells)
            await self._process_messages(socket, service)
        finally:
            ending = asyncio.create_task(service.end())
            self.endings.add(ending)
            ending.add_done_callback(self.endings.discard)
            await asyncio.shield(ending)
        return socket

    async def refused(self, request: web.Request) -> web.WebSocketResponse:
        """Tell a second window that the table is open in another one."""
        socket = await self.window(request)
        await socket.send_bytes(f"\r\n  {self.words.taken(self.title)}\r\n".encode())
        async for _ in socket:  # it stays open, so that the sentence can be read
            pass
        return socket


class ClassServer:
    """All tables of a folder, and the chair's page.

    `links` are the tokens of the tables by name, `chair` is that of the chair. Nobody else is let
    in.
    """

    def __init__(
        self, saves: Sequence[Path], hosts: Sequence[str], ascii_signs: bool = False
    ) -> None:
        self.saves = {save.stem: save for save in saves}
        self.links = {name: new_token() for name in self.saves}
        self.chair = new_token()
        tokens = {token: name for name, token in self.links.items()} | {self.chair: CHAIR}
        self.access = Access(frozenset(hosts), tokens)
        self.words = ENGLISH.serving
        self.ascii_signs = ascii_signs
        self.chair_page = ChairPage(self.saves, self.chair)

    async def app(self) -> web.Application:
        """Make the application: each table below its token, the chair below another."""
        logging.getLogger("textual-serve").setLevel(logging.CRITICAL)
        app = web.Application(middlewares=[self.guard])
        for name, save in self.saves.items():
            table = TableServer(save, self.ascii_signs)
            below = await table._make_app()
            below.on_cleanup.append(table.on_cleanup)
            app.add_subapp(f"/{self.links[name]}", below)
        self.chair_page.serve(app)
        return app

    @property
    def guard(self) -> Any:
        """The middleware that lets in whom `access` lets in, and tells nobody else anything."""

        @web.middleware
        async def guard(request: web.Request, handler: Handler) -> web.StreamResponse:
            token = request.path.strip("/").partition("/")[0]
            if not self.access.own(request.headers) or self.access.opens(token) is None:
                return web.Response(status=404, text="", headers=HEADERS)
            if request.path == f"/{token}":
                raise web.HTTPFound(f"/{token}/")
            response = await handler(request)
            if not response.prepared:
                for name, value in HEADERS.items():
                    response.headers.setdefault(name, value)
            return response

        return guard


def addresses(hosts: Sequence[str], links: Mapping[str, str]) -> list[tuple[str, str]]:
    """List the address of each table, at the first of the hosts."""
    return [(name, f"http://{hosts[0]}/{token}/") for name, token in links.items()]
