"""What all screens share: a size to live in, no selection, and their keys in a footer."""

from __future__ import annotations

from typing import Any, ClassVar, cast

from textual.app import ComposeResult
from textual.message import Message
from textual.screen import ModalScreen, Screen, ScreenResultType
from textual.widgets import Footer

from wargame.ui.tui.widgets.panels import TooSmall


class _Shared:
    """Keys that every screen has: quit. A terminal that is too small obeys no other."""

    ALLOW_SELECT = False
    AUTO_FOCUS: ClassVar[str | None] = "*"

    def compose(self) -> ComposeResult:
        yield TooSmall()
        yield from self.body()
        yield Footer(show_command_palette=False)

    def body(self) -> ComposeResult:
        """Give the widgets of the screen."""
        raise NotImplementedError

    @property
    def too_small(self) -> bool:
        """Whether the terminal is below 80x24 now."""
        size = cast("Screen[Any]", self).app.size
        return size.width < 80 or size.height < 24

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        return not self.too_small or action == "quit"

    async def action_quit(self) -> None:
        await cast("Screen[Any]", self).app.action_quit()


class Page(_Shared, Screen[ScreenResultType]):
    """A whole screen."""


class Dialog(_Shared, ModalScreen[ScreenResultType]):
    """An opaque screen over another: nothing of that shows through, and no key reaches it."""


class Stop(Message):
    """The sitting cannot go on: `sentence` says why, `code` is the exit code."""

    def __init__(self, code: int, sentence: str) -> None:
        self.code = code
        self.sentence = sentence
        super().__init__()
