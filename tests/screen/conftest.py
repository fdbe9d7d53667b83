"""What the tests of the screen share: no animation, a driven app, rows of text, canaries."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from functools import cache
from pathlib import Path
from random import Random

import pytest
from textual import screen
from textual.pilot import Pilot
from textual.screen import Screen

from tests.screen.acts import at_rest, burst, leave_undrawn, shown
from wargame.engine.game import Game
from wargame.engine.library import library
from wargame.engine.table_text import sealed_lines
from wargame.rules.model.ledgers import AGENDAS, BIDS, SEALED
from wargame.ui.drafts import Draft
from wargame.ui.learned import STATE, learned, lesson, remember
from wargame.ui.question import at_once
from wargame.ui.session import Session, new_session
from wargame.ui.settings import BEATS
from wargame.ui.tui.app import WargameApp
from wargame.ui.tui.screens.curtain import LIFTS, Curtain
from wargame.ui.tui.screens.dialogs import Reader
from wargame.ui.tui.table_model import ListedOption
from wargame.ui.tui.widgets.key_row import KeyRow
from wargame.ui.tui.widgets.option_picker import OptionPicker

CUT = 30
"""A sentence that the end of the screen cuts shorter than this is not known again."""


@pytest.fixture(autouse=True)
def without_beats(monkeypatch: pytest.MonkeyPatch) -> None:
    """Play without panels, unless a test asks for them."""
    monkeypatch.setenv(BEATS, "off")


@pytest.fixture(autouse=True)
def lesson_learned(
    monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """Let the lesson have been played, unless a test says otherwise."""
    monkeypatch.setenv(STATE, str(tmp_path_factory.getbasetemp() / "learned"))
    if not learned():
        remember(library().program(lesson()).scenario)


@pytest.fixture(autouse=True)
def drawn_at_rest(monkeypatch: pytest.MonkeyPatch) -> None:
    """Draw a screen when it is at rest, and not before: nobody looks until then."""
    monkeypatch.setattr(screen, "UPDATE_PERIOD", 3600.0)
    monkeypatch.setattr(screen.Screen, "_compositor_refresh", leave_undrawn)


HUMANS = {"washington": "human", "tokyo": "human", "seoul": "human"}


@cache
def opening() -> int:
    """Find the first deal that opens with an event that asks Seoul."""
    program = library().program("new-entente")
    for seed in range(1000):
        pending = Game.of(program, seed=seed).decision
        if pending is not None and pending.kind == "event" and pending.seat == 2:
            return seed
    raise AssertionError("no deal opens so")


def table(folder: Path, seed: int | None = None, players: dict[str, str] | None = None) -> Session:
    """Begin a game of the default scenario."""
    dealt = opening() if seed is None else seed
    return new_session(folder, "new-entente", dealt, players or HUMANS)


@asynccontextmanager
async def driven(
    folder: Path,
    session: Session | None,
    size: tuple[int, int] = (80, 24),
    rest: float = 0.0,
    ascii_signs: bool = False,
    beats: bool = False,
) -> AsyncIterator[Pilot[int]]:
    """Run the app without a terminal, with toasts and tooltips as players have them.

    The briefing that a new game opens with has been read.
    """
    if session is not None:
        session.settings = session.settings.having("beats", "all" if beats else "off")
    app = WargameApp(folder, session, rest=rest, ascii_signs=ascii_signs)
    async with app.run_test(size=size, notifications=True, tooltips=True) as pilot:
        steady(pilot)
        await shown(pilot)
        if isinstance(app.screen, Reader) and not app.screen.too_small:
            await read_briefing(pilot)
        yield pilot


def steady(pilot: Pilot[int]) -> None:
    """Let a pilot press each key at a screen that stands on show, as somebody who looks does; it
    waits for what is to be done and not, as Textual's does, for the clock."""

    async def press(*keys: str) -> None:
        for name in keys:
            await shown(pilot)
            burst(pilot, [name])
            await at_rest(pilot)

    async def pause(delay: float | None = None) -> None:
        await at_rest(pilot)

    pilot.press, pilot.pause = press, pause  # type: ignore[method-assign]


async def read_briefing(pilot: Pilot[int]) -> None:
    """Read the briefing that a new game opens with, and go on to its first question."""
    heading = rows(pilot)[0]
    assert "Briefing: " in heading
    assert "enter begins" in heading
    await pilot.press("enter")
    await pilot.pause()


def filled(game: Game, rng: Random) -> Draft:
    """Fill in the form that a question begins by chance, each of its questions. A deal in
    which nothing is changed is turned down."""
    draft = Draft(game)
    while open_ := [one for one in draft.fields() if not one.given]:
        draft.give(open_[0].slot, rng.choice(open_[0].decision.keys))
    if draft.refusal:
        draft = Draft(game)
        draft.give(draft.fields()[0].slot, "no")
    return draft


def calm(screen: Screen[object]) -> str:
    """Name the key that goes on: it lifts the curtain that is down, or else takes what the cursor
    stands on."""
    return LIFTS if isinstance(screen, Curtain) else "enter"


async def go_on(pilot: Pilot[int]) -> None:
    """Press the key that goes on."""
    await pilot.press(calm(pilot.app.screen))


def choices(pilot: Pilot[int]) -> tuple[ListedOption, ...]:
    """List the rows of the screen on top, with their hotkeys and refusals."""
    return pilot.app.screen.query_one(OptionPicker).choices


async def settled(pilot: Pilot[int]) -> None:
    """Wait until the screen on top has its footer, and two looks at it show the same."""
    before: list[str] = []
    for _ in range(200):
        await pilot.pause()
        footers = pilot.app.screen.query(KeyRow)
        now = rows(pilot)
        if now == before and all(footer.keys for footer in footers):
            return
        before = now
    raise AssertionError("the screen does not come to rest")


def rows(pilot: Pilot[int]) -> list[str]:
    """Give the rows of the screen on top, as text."""
    strips = pilot.app.screen._compositor.render_strips()
    return [strip.text.rstrip() for strip in strips]


def whole(pilot: Pilot[int]) -> str:
    """Give everything that could be read: each screen of the stack, toasts, title, clipboard."""
    app = pilot.app
    texts = [strip.text for s in app.screen_stack for strip in s._compositor.render_strips()]
    texts += [toast.message for toast in app._notifications]
    texts += [app.title, app.sub_title, app.clipboard]
    # A title that is broken over two lines of the list or of the detail is still that title.
    return " ".join(" ".join(texts).replace("▏", " ").split())


def hidden_titles(session: Session, reader: int) -> set[str]:
    """List the titles of cards whose place the reader (-1: the table) does not know."""
    game = session.game
    view = game.view(reader)
    known = {card for pile in view.piles for card in pile if card >= 0}
    known |= {card for _, card in view.ledgers[13]}
    book = game.book
    return {book.title(card) for card in range(len(book.cards)) if card not in known}


def unbriefed(game: Game, reader: int, flat: str) -> str:
    """Take out of a text the briefings that its reader may read, the end of the screen cutting
    sentences short: they explain marks and flags by their names."""
    seats = {-1, reader}
    for paragraph in [text for seat in seats for text in game.program.briefing(seat)]:
        for sentence in paragraph.split(". "):
            end = len(sentence)
            while end >= CUT and sentence[:end] not in flat:
                end -= 1
            if end >= CUT:
                flat = flat.replace(sentence[:end], "")
    return flat


def check_seals(game: Game, reader: int, text: str, asked: str = "") -> dict[str, int]:
    """Find no sealed bid, demand mark or true agenda of another seat in what a reader (-1: the
    table) can see; gives how many of each there were to be found. `asked` are questions put to the
    reader before that may still be read."""
    flat = unbriefed(game, reader, " ".join(text.replace("▏", " ").split()))
    words, pending = game.words, game.decision
    own = [*game.log(-1), *game.log(reader)]
    if reader >= 0:
        own += sealed_lines(game.book, game.view(reader))
    if pending is not None and (not pending.private or pending.seat == reader):
        assert game.decision is not None
        own += [game.prompt, *(option.label for option in game.decision.options)]
        own += [at_once(game, option) for option in game.decision.options]
    said = "\n".join([*own, asked])
    ledgers = game.state.ledgers
    bids = [row for row in ledgers[BIDS] if row[0] != reader]
    marks = [row for row in ledgers[SEALED] if row[0] != reader and row[4] >= 0]
    agendas = [row for row in ledgers[AGENDAS] if row[0] != reader]
    # Whatever the words for it: the words of seals, and lines with marks, stand only in one's own.
    for word in ("sealed bid:", "sealed guess:", "true flag", "seals a"):
        assert word not in flat or word in said, f"{word} can be read by {reader}:\n{text}"
    for seat in {row[0] for row in marks}:
        for line in (*sealed_lines(game.book, game.view(seat)), *game.log(seat)):
            if "FIRM" in line or "BLUFF" in line:
                assert line not in flat or line in said, f"{line} can be read by {reader}:\n{text}"
    for kind, pattern in (("bid", r"sealed bid: \d+"), ("event", r"\w+ seals a bid of \d+"),
                          ("flag", r"true flag(?: is)?:? “[^”]*”")):  # fmt: skip
        for found in re.findall(pattern, flat):
            assert found in said, f"{kind} “{found}” can be read by {reader}:\n{text}"
    for _, agenda in agendas:
        title = words.agenda(agenda)
        assert title not in flat or title in said, f"{title} can be read by {reader}:\n{text}"
    for seat in {row[0] for row in (*bids, *marks, *agendas)}:
        lines = [*game.log(seat), *sealed_lines(game.book, game.view(seat))]
        for line in lines:
            for part in {line, line[:48]} if len(line) > 12 else ():
                assert part not in flat or part in said, f"{part}, read by {reader}:\n{text}"
    return {"bids": len(bids), "marks": len(marks), "agendas": len(agendas)}
