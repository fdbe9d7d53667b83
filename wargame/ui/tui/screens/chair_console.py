"""The console of the chair at a table, a chain of dialogs, and the page of a table that is paused.

Nothing of a seat's secrets stands on either: what is listed is open to all.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import chain, repeat
from typing import Any

from textual.app import ComposeResult
from textual.containers import Center, Middle, VerticalGroup
from textual.widgets import Static

from wargame.engine.act import KINDS, Act, ActKind
from wargame.engine.chair import CannotAct
from wargame.engine.library import data
from wargame.saves.format.errors import SaveFailed
from wargame.ui.chair import (
    ActField,
    Door,
    Inject,
    act_of,
    fields,
    order,
    prepared,
    standing,
    waiting,
)
from wargame.ui.hotkeys import ROWS
from wargame.ui.players import BadPlayers
from wargame.ui.session import Session
from wargame.ui.tui.keys import bindings
from wargame.ui.tui.palette import ACCENT, BRIGHT, SOFT
from wargame.ui.tui.screens.base import Dialog, Page
from wargame.ui.tui.screens.dialogs import Choice, TextPrompt
from wargame.ui.tui.table_model import ListedOption
from wargame.ui.tui.text import current_look, say


class Console:
    """The console of the chair. It asks for the code whenever it is opened; `heeded` is called with
    what the table did at once."""

    def __init__(self, session: Session, heeded: Callable[[list[Act]], None]) -> None:
        self.session, self.heeded = session, heeded
        header = session.journal.header
        self.door = Door(None if header is None else header.chair, session.face)
        self.screen: Page[Any] | Dialog[Any] | None = None
        self.kind: ActKind = "news"
        self.left: list[ActField] = []
        self.values: dict[str, str] = {}
        self.inject: Inject | None = None

    def open_over(self, screen: Page[Any] | Dialog[Any]) -> None:
        """Ask for the code over a screen, or say why that is of no use."""
        self.screen, self.door.open = screen, False
        if why := self.door.refusal():
            self.tell(why)
            return
        face = self.session.face
        screen.open(TextPrompt(face.chair_title(), face.chair_ask_code(), secret=True), self.knock)

    def knock(self, code: str | None) -> None:
        """Try the code that was typed."""
        if code is None:
            return
        if why := self.door.knock(code):
            self.tell(why)
        else:
            self.list_acts()

    def tell(self, text: str) -> None:
        """Show a sentence."""
        assert self.screen is not None
        self.screen.notify(self.session.game.words.upper(text), markup=False)

    def list_acts(self) -> None:
        """List what the chair can do, under how the table stands and what waits."""
        face, session = self.session.face, self.session
        header = session.journal.header
        assert header is not None
        assert self.screen is not None
        state = [
            standing(session.game),
            *waiting(session.journal.path, header, session.game, face)[-3:],
        ]
        ids: list[tuple[str, str]] = [
            (kind, face.chair_kind(kind)) for kind in KINDS if kind != self.moot
        ]
        ids += [
            (f"inject:{one.id}", face.chair_inject(one.name)) for one in prepared(data("rules"))
        ]
        self.screen.open(Choice(face.chair_title(), "\n".join(state), _listed(ids)), self.chosen)

    @property
    def moot(self) -> str:
        """The kind of act that would change nothing now."""
        return "pause" if self.session.paused else "go-on"

    def chosen(self, id: str | None) -> None:
        """Ask what has to be filled in for an act."""
        if id is None:
            return
        game, face = self.session.game, self.session.face
        self.values, self.inject = {}, None
        if id.startswith("inject:"):
            name = id.partition(":")[2]
            self.inject = next(one for one in prepared(data("rules")) if one.id == name)
            self.kind = self.inject.act
            seats = fields(game, "words", face)[:1] if self.inject.to else ()
            self.left = [ActField(one.name, one.label, one.ways[1:]) for one in seats]
        else:
            self.kind = next(kind for kind in KINDS if kind == id)
            self.left = list(fields(game, self.kind, face))
        self.ask()

    def ask(self) -> None:
        """Ask for the next thing that is missing; do the act if nothing is."""
        assert self.screen is not None
        if not self.left:
            self.finish()
            return
        asked, face = self.left[0], self.session.face
        title = face.chair_kind(self.kind)
        if asked.ways:
            self.screen.open(Choice(title, asked.label, _listed(asked.ways)), self.filled)
        else:
            self.screen.open(TextPrompt(title, asked.label), self.filled)

    def filled(self, value: str | None) -> None:
        """Take what was filled in; leaving it leads back to the list."""
        if value is None:
            self.list_acts()
            return
        self.values[self.left.pop(0).name] = value
        self.ask()

    def finish(self) -> None:
        """Order the act, let the table take up what it can at once, and list the acts again."""
        session, header = self.session, self.session.journal.header
        assert header is not None
        try:
            if self.inject is not None:
                act = self.inject.filled(self.values.get("seat", ""))
            else:
                act = act_of(session.game, self.kind, self.values, session.face)
            told = order(session.journal.path, header, session.game, act, session.face)
            done = session.heed(free=session.paused)
        except (CannotAct, BadPlayers, SaveFailed) as error:
            self.tell(str(error))
            self.list_acts()
            return
        self.tell(told)
        self.heeded(done)
        if self.screen is not None and self.screen.on_top:
            self.list_acts()


def _listed(ways: Sequence[tuple[str, str]]) -> tuple[ListedOption, ...]:
    """List ways to answer, the first of them with hotkeys."""
    signs = chain(ROWS, repeat(""))
    return tuple(
        ListedOption(id, label, sign) for (id, label), sign in zip(ways, signs, strict=False)
    )


class PauseScreen(Dialog[None]):
    """Hides everything while the chair has paused the table; the chair alone lets it go on."""

    BINDINGS = bindings("paused")
    unasked = True
    offers = False

    def __init__(self, console: Console) -> None:
        super().__init__()
        self.console = console
        self.giving_up = False

    def body(self) -> ComposeResult:
        """Yield the widgets of the screen."""
        face = self.console.session.face
        with Middle(classes="page"), Center(), VerticalGroup(id="curtain-box"):
            yield Static(say(face.chair_paused(), BRIGHT), classes="line")
            yield Static(say(face.chair_paused_text(), SOFT), classes="line gap")

    def set_up(self) -> None:
        """Draw the box as a curtain's."""
        self.query_one("#curtain-box").styles.border = (
            "ascii" if current_look().ascii else "heavy",
            self.app.theme_variables[ACCENT.removeprefix("$")],
        )

    async def action_give_up(self) -> None:
        """Leave on the second press."""
        if self.giving_up:
            await self.action_quit()
        self.giving_up = True
        self.notify(self.console.session.face.quits_again(), markup=False)

    def action_chair(self) -> None:
        """Open the console of the chair."""
        self.console.open_over(self)
