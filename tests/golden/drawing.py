"""The screen as it is seen, as text and as a picture; and what the app is made to show for it."""

from __future__ import annotations

import io
import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import cast
from unittest.mock import patch

from attrs import frozen
from rich._export_format import CONSOLE_SVG_FORMAT
from rich.color import Color
from rich.console import Console
from rich.segment import Segment, Segments
from rich.terminal_theme import TerminalTheme
from textual._context import visible_screen_stack
from textual.pilot import Pilot

from tests.golden.scenes import Scene, filled, kept, place, recorded, session_of
from tests.screen.conftest import driven, settled
from wargame.ui.learned import STATE
from wargame.ui.session import Session
from wargame.ui.settings import CONFIG, OFF
from wargame.ui.tui.app import WargameApp
from wargame.ui.tui.palette import shades
from wargame.ui.tui.screens.curtain import LIFTS
from wargame.ui.tui.screens.menu import Menu
from wargame.ui.tui.screens.table_screen import TableScreen

FONTS = "Menlo, Consolas, 'DejaVu Sans Mono', 'Liberation Mono', monospace"
SIZES = ((80, 24), (120, 40), (200, 60))


def _colour(name: str) -> tuple[int, int, int]:
    triplet = Color.parse(name).triplet
    assert triplet is not None
    return tuple(triplet)


DARK = shades("dark")
THEME = TerminalTheme(_colour(DARK["ground"]), _colour(DARK["ink"]), [(0, 0, 0)] * 8)


def svg_format() -> str:
    """Return the form of a picture: that of `rich`, with fonts of the reader's machine alone."""
    before, _, after = CONSOLE_SVG_FORMAT.partition("@font-face")
    _, _, after = after.partition(".{unique_id}-matrix")
    return f"{before}.{{unique_id}}-matrix{after}".replace("Fira Code, monospace", FONTS)


def printed(app: WargameApp) -> Console:
    """Print the screen, and what shines through it, on a console that keeps it. Space around a text
    is printed apart, so that no reader of pictures trims it."""
    width, height = app.size
    console = Console(
        width=width, height=height, file=io.StringIO(), force_terminal=True, legacy_windows=False,
        color_system="truecolor", record=True, safe_box=False,
    )  # fmt: skip
    visible_screen_stack.set(app._background_screens)
    pieces = []
    for strip in app.screen._compositor.render_strips():
        for text, style, _ in strip.simplify():
            core = text.strip()
            before, _, after = text.partition(core) if core else (text, "", "")
            pieces += [Segment(piece, style) for piece in (before, core, after) if piece]
        pieces.append(Segment.line())
    console.print(Segments(pieces[:-1]))
    return console


def text_of(app: WargameApp) -> str:
    """Return the rows of the screen."""
    rows = printed(app).export_text().splitlines()
    return "\n".join(row.rstrip() for row in rows) + "\n"


def svg_of(app: WargameApp) -> str:
    """Return the screen as a picture. The same screen gives the same text."""
    made = printed(app).export_svg(
        title=app.TITLE or "", theme=THEME, code_format=svg_format(), unique_id="screen"
    )
    lines = (line.strip() for line in made.replace("&#160;", "\u00a0").splitlines())
    return "\n".join(line for line in lines if line) + "\n"


@frozen
class State:
    """What the app shows: the table at a scene, and the keys that are pressed there.

    `lifted` says that the seat which is asked holds the machine, `beat` that the beat of the scene
    is shown, `turn` that a turn is over. Without a scene it is the menu.
    """

    scene: Scene | None = None
    keys: tuple[str, ...] = ()
    lifted: bool = True
    beat: bool = False
    turn: bool = False


def states() -> dict[str, State]:
    """List what the app can show, by names: each question and beat, and the screens around them."""
    scenes = kept()
    made = {name: State(scene, beat="beat-" in name) for name, scene in scenes.items()}
    sitting, opened = scenes["bid"], scenes["deal"]
    pages = {"hand": "h", "card": "c", "board": "b", "why": "w", "log": "l",
             "refused": "question_mark", "briefing": "i", "reason": "y", "help": "f1"}  # fmt: skip
    return {
        **made,
        "menu": State(),
        "curtain": State(sitting, lifted=False),
        "new": State(sitting, (LIFTS,), lifted=False),
        "turn": State(scenes["event"], turn=True),
        "look": State(opened, ("h",)),
        **{name: State(sitting, (key,)) for name, key in pages.items()},
    }


@asynccontextmanager
async def stage(folder: Path, size: tuple[int, int]) -> AsyncIterator[Pilot[int]]:
    """Run the app on its menu, as somebody meets it who has never played and set nothing."""
    nothing = {STATE: str(folder / "state"), CONFIG: str(folder / "settings")}
    with patch.dict(os.environ, nothing):
        async with driven(folder / "none", None, size) as pilot:
            yield pilot


async def show(pilot: Pilot[int], folder: Path, state: State) -> None:
    """Bring the app to a state, from wherever it is."""
    app = cast("WargameApp", pilot.app)
    seated = any(isinstance(screen, TableScreen) for screen in app.screen_stack)
    if state.scene is None or not seated:
        while not isinstance(app.screen, Menu):
            app.pop_screen()
    if state.scene is not None:
        session = session_of(folder, state.scene)
        if state.lifted and session.needs_curtain:
            session.lift()
        await sit_down(pilot, session, state)
        if state.scene.at and not state.beat:
            fill_in(app, state.scene)
    for key in state.keys:
        await pilot.press(key)
    await settled(pilot)


async def sit_down(pilot: Pilot[int], session: Session, state: State) -> None:
    """Seat the people of a session at the table that is open, or open one."""
    app = cast("WargameApp", pilot.app)
    if isinstance(app.screen, Menu):
        app.open_table(session)
        await settled(pilot)
    (table,) = (screen for screen in app.screen_stack if isinstance(screen, TableScreen))
    assert state.scene is not None
    table.close_dialogs()
    app.clear_notifications()
    app.seat_colours(session.game.program.ruleset.seat)
    app.session = table.session = session
    beats = "all" if state.beat or state.turn else OFF
    session.settings = session.settings.having("beats", beats)
    table.draft, table.at = None, 0
    table.told = session.game.turn + (session.decision is None) - state.turn
    table.shown_until = state.scene.at if state.beat else len(session.game.events)
    table.advance()


def fill_in(app: WargameApp, scene: Scene) -> None:
    """Answer the form as it was answered, up to the question of the scene, and go there."""
    table = app.screen
    assert isinstance(table, TableScreen)
    assert table.draft is not None
    played = recorded(scene.game)
    draft = filled(table.draft, played.keys[scene.ply :], scene.at)
    at = place(draft, played.at(scene.ply + scene.at))
    table.go_to(len(draft.fields()) if at is None else at)
