"""The chair's pages: all tables, and behind the chair's code a form for each act.

No secret stands on them: what is chosen from is open to all. Forms are posted by a page of this
server (`access`), from a browser that has shown the code; that browser is known by a cookie which
is drawn anew. An order goes into the box of each table that was ticked.
"""

from __future__ import annotations

import asyncio
import secrets
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Final

from aiohttp import web

from wargame.engine.act import KINDS, Act, ActKind
from wargame.engine.chair import CannotAct, phase_starts
from wargame.engine.game import Game
from wargame.engine.library import data
from wargame.lesson.html import served
from wargame.lesson.languages import ENGLISH as CLASS
from wargame.lesson.serving.state import state_of
from wargame.saves.format.errors import BadSave, SaveFailed, printable
from wargame.saves.format.header import ChairSeat
from wargame.saves.replay.loaded import Loaded, load
from wargame.saves.write.journal import ready
from wargame.ui.chair import ActField, Door, Inject, act_of, fields, order, prepared
from wargame.ui.players import BadPlayers
from wargame.ui.words import ENGLISH

COOKIE: Final = "chair"
HEADERS: Final = {"Referrer-Policy": "same-origin"}
"""With no referrer at all a browser would not say which page has posted a form."""


class ChairPage:
    """The pages of the chair of some tables, below a token."""

    def __init__(self, saves: Mapping[str, Path], token: str) -> None:
        self.saves, self.token = saves, token
        self.words = CLASS.serving
        self.doors: dict[ChairSeat, Door] = {}
        self.known: set[str] = set()
        """The cookies of browsers that have shown the code."""
        self.writing = asyncio.Lock()

    def serve(self, app: web.Application) -> None:
        """Add the pages to an application."""
        app.router.add_get(f"/{self.token}/", self.overview)
        app.router.add_post(f"/{self.token}/code", self.knock)
        app.router.add_get(f"/{self.token}/act", self.form)
        app.router.add_post(f"/{self.token}/act", self.act)

    def written(self, name: str, **given: object) -> web.Response:
        """Write a page."""
        text = served(name, words=self.words, **given)
        return web.Response(text=text, content_type="text/html", headers=HEADERS)

    def is_open(self, request: web.Request) -> bool:
        """Return whether a browser has shown the code."""
        cookie = request.cookies.get(COOKIE, "").encode()
        return any(secrets.compare_digest(one.encode(), cookie) for one in self.known)

    async def overview(self, request: web.Request) -> web.Response:
        """Show all tables: turn, phase, who is waited for, minutes, public points; and the acts."""
        return await self.shown(self.is_open(request))

    async def shown(self, is_open: bool, told: str = "") -> web.Response:
        """Show all tables, and a sentence."""
        states = [await asyncio.to_thread(state_of, save) for save in self.saves.values()]
        acts: list[tuple[str, str]] = [(kind, ENGLISH.chair_kind(kind)) for kind in KINDS]
        acts += [(one.id, ENGLISH.chair_inject(one.name)) for one in prepared(data("rules"))]
        return self.written("chair.html", states=states, open=is_open, acts=acts, told=told)

    async def knock(self, request: web.Request) -> web.Response:
        """Try a code at the doors of all tables; one that opens lets the browser in."""
        code = str((await request.post()).get("code", ""))
        why = await asyncio.to_thread(self.tried, code)
        if why:
            return await self.shown(False, self.words.sentence(why))
        cookie = secrets.token_urlsafe()
        self.known.add(cookie)
        answer = web.Response(status=303, headers={"Location": f"/{self.token}/", **HEADERS})
        answer.set_cookie(COOKIE, cookie, path=f"/{self.token}/", httponly=True, samesite="Strict")
        return answer

    def tried(self, code: str) -> str:
        """Try a code; return why no door opens, "" if one does."""
        seats = set[ChairSeat]()
        for save in self.saves.values():
            try:
                seat = load(save).header.chair
            except (BadSave, OSError):
                continue
            seats |= {seat} if seat is not None else set()
        doors = [self.doors.setdefault(seat, Door(seat, ENGLISH)) for seat in seats]
        said = [door.knock(code) for door in doors]
        return "" if "" in said else next(iter(said), ENGLISH.chair_none())

    async def form(self, request: web.Request) -> web.StreamResponse:
        """Show the form of an act."""
        if not self.is_open(request):
            raise web.HTTPNotFound
        kind = request.query.get("kind", "")
        inject = _inject(kind)
        if inject is None and kind not in KINDS:
            raise web.HTTPNotFound
        asked = await asyncio.to_thread(self.asked, kind, inject)
        title = ENGLISH.chair_kind(kind) if inject is None else inject.name
        text = "" if inject is None else f"{inject.title} {inject.text}".strip()
        return self.written(
            "chair_act.html", kind=kind, title=title, text=text, fields=asked, tables=[*self.saves]
        )

    def asked(self, kind: str, inject: Inject | None) -> list[ActField]:
        """List what is filled in for an act at some table or other."""
        found: dict[str, ActField] = {}
        for _, loaded in self.tables([*self.saves]):
            game = loaded.timeline.game
            for one in _fields(game, kind, inject):
                ways = dict([*(found[one.name].ways if one.name in found else ()), *one.ways])
                found[one.name] = ActField(one.name, one.label, tuple(ways.items()))
        return list(found.values())

    def tables(self, names: list[str]) -> Iterator[tuple[str, Loaded]]:
        """Load the tables of these names at which a chair can act."""
        for name in names:
            if name in self.saves:
                try:
                    yield name, ready(self.saves[name])
                except (BadSave, SaveFailed):
                    continue

    async def act(self, request: web.Request) -> web.StreamResponse:
        """Order an act at the tables that were ticked, and say what became of it at each."""
        if not self.is_open(request):
            raise web.HTTPNotFound
        posted = await request.post()
        names = [str(one) for one in posted.getall("table", [])]
        values = {key: str(value) for key, value in posted.items() if key != "table"}
        async with self.writing:
            told = await asyncio.to_thread(
                lambda: [(name, self.ordered(name, values)) for name in names]
            )
        return self.written("chair_done.html", told=told or [("", self.words.no_table())])

    def ordered(self, name: str, values: Mapping[str, str]) -> str:
        """Order an act at a table; say what became of it."""
        if name not in self.saves:
            return self.words.no_table()
        path, kind = self.saves[name], values.get("kind", "")
        try:
            loaded = load(path)
            door = self.doors.get(loaded.header.chair) if loaded.header.chair else None
            if door is None or not door.open:
                raise CannotAct(ENGLISH.chair_none())
            if loaded.finished:
                raise CannotAct(loaded.timeline.game.words.chair_over())
            game = ready(path).timeline.game
            told = order(path, loaded.header, game, _act(game, kind, values), ENGLISH)
        except (BadSave, SaveFailed, CannotAct, BadPlayers) as error:
            told = self.words.sentence(str(error))
        return printable(told)


def _inject(id: str) -> Inject | None:
    return next((one for one in prepared(data("rules")) if one.id == id), None)


def _fields(game: Game, kind: str, inject: Inject | None) -> Iterator[ActField]:
    """List what is filled in for an act at a table. Where it can go back to is told by turn and
    phase, which mean the same at every table."""
    if inject is not None:
        if inject.to:
            (seat, *_) = fields(game, "words", ENGLISH)
            yield ActField(seat.name, seat.label, seat.ways[1:])
        return
    known: ActKind = next(one for one in KINDS if one == kind)
    for one in fields(game, known, ENGLISH):
        if known == "undo":
            starts = reversed(phase_starts(game))
            ways = tuple((f"{s.turn}/{s.phase}", _place(game, s.turn, s.phase)) for s in starts)
            yield ActField(one.name, one.label, ways)
        elif one.name == "level":
            levels = game.layout.levels
            ways = tuple((id, game.words.level(levels.index(id))) for id, _ in one.ways)
            yield ActField(one.name, one.label, ways)
        else:
            yield one


def _place(game: Game, turn: int, phase: str) -> str:
    return ENGLISH.chair_place(turn, game.words.phase(phase))


def _act(game: Game, kind: str, values: Mapping[str, str]) -> Act:
    """Make the act that a form has asked for. Raises `CannotAct`."""
    inject = _inject(kind)
    if inject is not None:
        return inject.filled(values.get("seat", ""))
    if kind == "undo":
        turn, _, phase = values.get("to", "").partition("/")
        plies = [s.ply for s in phase_starts(game) if (str(s.turn), s.phase) == (turn, phase)]
        if not plies:
            known = ", ".join(_place(game, s.turn, s.phase) for s in phase_starts(game))
            raise CannotAct(ENGLISH.chair_no_place(known))
        values = {"to": str(plies[0])}
    return act_of(game, kind, values, ENGLISH)
