"""The common part of all screens: the smallest size, no selection, keys in a footer, and how
screens open, close and get input.

Rules of the house, kept here and in `tui/door.py`:

- A screen is set up by `set_up`, not by `on_mount`: one that is closed before it was on show is not
set up at all.
- Only the screen on top can open another, by `open`, or close, by `dismiss`; on any other both do
nothing. A screen that must continue closes those over it by `close_dialogs`.
- A closed screen gets nothing any more: no message of its widgets, no callback of `later`.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, ClassVar, cast

from textual import events, messages
from textual.app import ComposeResult
from textual.await_complete import AwaitComplete
from textual.message import Message
from textual.screen import ModalScreen, Screen, ScreenResultType

from wargame.ui.tui.door import Act, Door
from wargame.ui.tui.keys import ACTIONS, bindings
from wargame.ui.tui.widgets.key_row import KeyRow
from wargame.ui.tui.widgets.too_small import TooSmall

if TYPE_CHECKING:
    _Base = Screen[Any]
else:
    _Base = object


class _Shared(_Base):
    """The common part of pages and dialogs. On a terminal that is too small only `stop` works."""

    ALLOW_SELECT = False
    AUTO_FOCUS: ClassVar[str | None] = "*"
    unasked = False
    """Whether it opens by itself; then it handles a key only after a pause in the input."""
    _rested = False
    _styled = False
    """Whether it has been on show; before that its widgets have just been styled."""
    offers = True
    """Whether the list of its actions can be opened."""

    def compose(self) -> ComposeResult:
        """Yield the child widgets."""
        self._take_size()
        yield TooSmall()
        yield from self.body()
        yield KeyRow()

    def _take_size(self) -> None:
        """Take the classes of the terminal's size before there are widgets. Textual does so after
        they have been styled, and styles all of them again."""
        width, height = self.app.size
        sides = (width, self.app.HORIZONTAL_BREAKPOINTS), (height, self.app.VERTICAL_BREAKPOINTS)
        for size, points in sides:
            self.add_class(*[name for least, name in points or () if size >= least][-1:])

    def body(self) -> ComposeResult:
        """Yield the widgets of the screen."""
        raise NotImplementedError

    def set_up(self) -> None:
        """Set the widgets up; called once, when they are there."""

    # -- where it stands ----------------------------------------------------------------------

    @property
    def too_small(self) -> bool:
        """Whether the terminal is below 80x24 now."""
        size = self.app.size
        return size.width < 80 or size.height < 24

    @property
    def closed(self) -> bool:
        """Whether it is no longer among the screens of the app."""
        return self not in self.app.screen_stack

    @property
    def on_top(self) -> bool:
        """Whether it is the screen on top."""
        return bool(self.app.screen_stack) and self.app.screen_stack[-1] is self

    # -- opening and closing ------------------------------------------------------------------

    def open(
        self, screen: Screen[ScreenResultType], then: Callable[[Any], None] | None = None
    ) -> None:
        """Open a screen over this one, if this one is on top; `then` gets its result."""
        if self.on_top:
            self.app.push_screen(screen, then)

    def dismiss(self, result: Any = None) -> AwaitComplete:
        """Close with a result, once, if this screen is on top."""
        return super().dismiss(result) if self.on_top else AwaitComplete()

    def close_dialogs(self) -> None:
        """Close all screens over this one, without results."""
        while not self.closed and not self.on_top:
            self.app.pop_screen()

    def later(self, callback: Callable[[], object]) -> None:
        """Call `callback` when the screen has been drawn, unless it is closed by then."""
        self.call_after_refresh(lambda: None if self.closed else callback())

    # -- hearing ------------------------------------------------------------------------------

    @property
    def door(self) -> Door:
        """The app's door."""
        return cast("Door", getattr(self.app, "door"))  # noqa: B009

    def hears(self, act: Act, quiet: float, again: bool, rest: float) -> bool:
        """Whether an act is handled; see `door.Hearing`."""
        if self.unasked and not self._rested:
            self._rested = quiet >= rest
            return self._rested
        return True

    def show_soon(self) -> None:
        """Handle no input until the present content has been painted."""
        self.door.hide(self)
        self.call_after_refresh(self._painted)

    def _painted(self) -> None:
        # First let the queues of the screen before and of the app run empty.
        self.call_next(self.app.call_next, self._note_it)

    def _note_it(self) -> None:
        if self.on_top:
            self.door.show(self)

    def on_mount(self) -> None:
        """Set the screen up, when it is on show."""
        if not self.closed:
            self.set_up()

    def on_screen_resume(self) -> None:
        """Handle no input until the screen has been painted."""
        self.show_soon()

    async def _dispatch_message(self, message: Message) -> None:
        if isinstance(message, events.ScreenResume) and not self._styled:
            # What has just been made has its styles.
            self._styled, message.refresh_styles = True, False
        own = isinstance(message, events.Event) or type(message).__module__ == messages.__name__
        if own or not self.closed:
            await super()._dispatch_message(message)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Return whether an action can be carried out now."""
        if action == ACTIONS.id and not self.offers:
            return False
        return not self.too_small or action == "stop"

    def refusal(self, action: str) -> str:
        """Say why an action would do nothing now; empty if it would do something."""
        return ""

    def show_again(self) -> None:
        """Draw everything anew, since the signs have changed."""
        self.query("*").refresh()

    def action_actions(self) -> None:
        """List all that can be done here."""
        self.app.action_actions()  # type: ignore[attr-defined]

    # -- help ---------------------------------------------------------------------------------

    def here(self) -> list[str]:
        """Return the texts under the cursor, whose words help explains."""
        return []

    def action_help(self) -> None:
        """Ask for help: the words under the cursor, the keys, all words of the rulebook."""
        if self.on_top:
            self.post_message(HelpWanted(self.here()))

    # -- leaving ------------------------------------------------------------------------------

    async def action_stop(self) -> None:
        """Leave the app at once."""
        await self.app.action_quit()

    async def action_quit(self) -> None:
        """Leave the app."""
        await self.app.action_quit()


class Page(_Shared, Screen[ScreenResultType]):
    """A whole screen."""

    BINDINGS = bindings("everywhere")

    @property
    def unsealed(self) -> str:
        """The sentence that says what is lost when it closes now; "" for nothing."""
        return ""

    def cover(self) -> None:
        """Cover what one seat alone may read; most pages have nothing of the kind."""


class Dialog(_Shared, ModalScreen[ScreenResultType]):
    """An opaque screen over another: nothing of that shows through, and no key reaches it."""

    BINDINGS = bindings("everywhere")


class HelpWanted(Message):
    """Help is asked for on the words of some texts."""

    def __init__(self, texts: list[str]) -> None:
        self.texts = texts
        super().__init__()


class Stop(Message):
    """The sitting cannot continue: `sentence` says why, `code` is the exit code."""

    def __init__(self, code: int, sentence: str) -> None:
        self.code = code
        self.sentence = sentence
        super().__init__()
