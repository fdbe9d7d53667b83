"""The app decides which screen follows which. It holds no rule and draws nothing itself.

It imports a screen, and what that needs of the game, when it is first opened: the menu is there
before the engine is.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from textual import events
from textual.app import App
from textual.driver import Driver
from textual.events import AppBlur
from textual.keys import _character_to_key
from textual.screen import Screen
from textual.scrollbar import ScrollBar, ScrollBarRender
from textual.theme import Theme

from wargame.content.seats import SeatSpec
from wargame.engine.library import library
from wargame.saves.format.errors import BadSave, SaveFailed, printable
from wargame.system.paths import command
from wargame.ui.learned import learned
from wargame.ui.settings import OFF, ON, Settings, chosen, kept
from wargame.ui.tui.door import REST_SECONDS, Act, Door, is_act, read_now
from wargame.ui.tui.driver import driver_with_way_out, read_without_trust, way_out
from wargame.ui.tui.keymap import mine, read_keymap
from wargame.ui.tui.keys import SETTINGS, STOP, bindings, meant
from wargame.ui.tui.palette import OWN, own_themes, seat_shades, shades
from wargame.ui.tui.screens.actions import ActionsScreen, Offer, offers_of
from wargame.ui.tui.screens.base import Dialog, HelpWanted, Page, Stop
from wargame.ui.tui.screens.menu import Menu
from wargame.ui.tui.text import Look
from wargame.ui.words import face_words

if TYPE_CHECKING:
    from wargame.content.program import Program
    from wargame.saves.export.compare import Comparison
    from wargame.saves.replay.replay import Replay
    from wargame.saves.replay.viewer import Viewer
    from wargame.ui.session import Session
    from wargame.ui.tui.screens.end import Next
    from wargame.ui.tui.screens.setup import GameSettings
    from wargame.ui.tui.screens.shelf import ShelfEntry
    from wargame.ui.unfinished import Resumable

DEFAULT = "new-entente"
LEAVING = STOP.keys.split(",")


class PlainBars(ScrollBarRender):
    """Draws scrollbars in whole cells, without blocks."""

    VERTICAL_BARS = [" "] * len(ScrollBarRender.VERTICAL_BARS)
    HORIZONTAL_BARS = [" "] * len(ScrollBarRender.HORIZONTAL_BARS)


class WargameApp(App[int], inherit_bindings=False):
    """The app. Without a `session` it opens the menu. `farewell` is the sentence to print at the
    end."""

    CSS_PATH = "theme.tcss"
    TITLE = "Under the Umbrella"
    ENABLE_COMMAND_PALETTE = False
    ALLOW_SELECT = False
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (80, "-std"), (120, "-wide"), (200, "-vast")]
    VERTICAL_BREAKPOINTS = [(0, "-short"), (24, "-low"), (40, "-tall")]
    BINDINGS = bindings("everywhere")

    def __init__(
        self,
        folder: Path,
        session: Session | None = None,
        *,
        ascii_signs: bool | None = None,
        language: str = "en",
        clock: Callable[[], float] = read_now,
        rest: float = REST_SECONDS,
    ) -> None:
        self.face = face_words(language) if session is None else session.face
        self.shown = None if session is None else session.game.program
        """The program of the game that the app was opened for."""
        self.heading, seats = library().cover(DEFAULT)
        if self.shown is not None:
            self.heading, seats = self.shown.ruleset.name, self.shown.ruleset.seat
        self.settings = session.settings if session is not None else chosen()
        if ascii_signs is not None:
            self.settings = self.settings.having("ascii", ON if ascii_signs else OFF)
        self.seats: Sequence[SeatSpec] = seats
        self.look = Look.of(self.seats, self.settings.plain_signs)
        keymap = read_keymap()
        self.chosen_keys = keymap.keys
        self.faults = (*kept().faults, *keymap.faults)
        read_without_trust()
        # Set before Textual reads its style sheets, which a change would have it read again.
        self.set_reactive(App.theme, f"{OWN}{self.settings.theme}")
        super().__init__()
        self.door = Door(rest, clock)
        self.folder = folder
        self.session = session
        self.replay: tuple[Replay, Viewer, int] | None = None
        self.waiting: list[Resumable] = []
        self.farewell = ""

    def seat_colours(self, seats: Sequence[SeatSpec]) -> None:
        """Set the shapes and colours of the seats to those of the game that is shown."""
        before = [spec.colour for spec in self.seats]
        self.seats = seats
        self.look = Look.of(seats, self.settings.plain_signs)
        if self.is_running and before != [spec.colour for spec in seats]:
            self.refresh_css(animate=False)

    @cached_property
    def program(self) -> Program:
        """The game whose cards the menu shows: the one that the app was opened for, or the
        default."""
        return self.shown or library().program(DEFAULT, language=self.face.language)

    def show_replay(self, replay: Replay, viewer: Viewer | None = None, ply: int = 0) -> None:
        """Open on a replay and nothing else; called before the app runs."""
        self.shown = replay.loaded.timeline.game.program
        self.seat_colours(self.shown.ruleset.seat)
        self.replay = (replay, replay.viewers[0] if viewer is None else viewer, ply)

    def on_mount(self) -> None:
        """Open the first screen."""
        self.set_keymap(dict(self.chosen_keys))
        self.use(self.settings)
        if self.faults:
            self.call_after_refresh(self.tell_faults)
        if self.session is not None:
            self.open_table(self.session)
        elif self.replay is not None:
            self.see_again(*self.replay, then=self.exit)

    def tell_faults(self) -> None:
        """Tell the first fault of the files of settings, and where the others stand."""
        said, more = self.faults[0], len(self.faults) - 1
        if more:
            said = self.face.more_faults(said, more, mine(SETTINGS).signs)
        self.notify(said, markup=False, severity="warning")

    @property
    def available_themes(self) -> dict[str, Theme]:
        """Our themes beside Textual's own."""
        return {**super().available_themes, **own_themes()}

    def get_theme_variable_defaults(self) -> dict[str, str]:
        """Return the colours of the palette and of the seats, by their names in `theme.tcss`."""
        theme = self.settings.theme
        return shades(theme) | seat_shades(theme, [spec.colour for spec in self.seats])

    def use(self, settings: Settings) -> None:
        """Put settings in force: all that is shown follows at once."""
        signs = settings.plain_signs != self.settings.plain_signs
        self.settings = settings
        if self.session is not None:
            self.session.settings = settings
        self.theme = f"{OWN}{settings.theme}"
        self.look = Look.of(self.seats, settings.plain_signs)
        self.set_class(settings.plain_signs, "-ascii")
        ScrollBar.renderer = PlainBars if settings.plain_signs else ScrollBarRender
        if signs and self.is_running:
            self.refresh_css(animate=False)
        for screen in self.screen_stack if signs else ():
            if isinstance(screen, Page | Dialog):
                screen.show_again()

    def get_driver_class(self) -> type[Driver]:
        """Return a driver that leaves the terminal on signals."""
        return driver_with_way_out(super().get_driver_class())

    async def _on_app_blur(self, event: AppBlur) -> None:
        # A browser's terminal sends this at the start; without focus the first key would have no
        # effect.
        event.prevent_default()

    def get_default_screen(self) -> Screen[Any]:
        """Return the screen at the bottom of the stack: the menu, or an empty one where a game or a
        replay is opened over it at once."""
        busy = self.session is not None or self.replay is not None
        return Screen() if busy else self.menu()

    def menu(self) -> Menu:
        """Make the menu."""
        saved, note = self.find_saved()
        marks = "  ".join(shape for shape, _ in self.look.marks)
        return Menu(self.heading, saved, note, marks, learned=learned())

    # -- what is typed ------------------------------------------------------------------------

    async def on_event(self, event: events.Event) -> None:
        """Pass an act of a person on if the screen on top handles it; see `door`.

        An act comes here when it has been read, and a key a second time if no widget handled it. By
        then another screen may be on top, for which the key was not meant.
        """
        if not is_act(event) or await self.let_in(event):
            await super().on_event(event)

    async def let_in(self, event: Act) -> bool:
        """Return whether an act is passed on; replace a key by the one that it means."""
        screen = self.screen_stack[-1] if self.screen_stack else None
        if not isinstance(screen, Page | Dialog):
            return True
        if isinstance(event, events.Key):
            if not event.is_forwarded:
                self.take_meaning(event)
            if event.key in LEAVING:
                return True
        if event.is_forwarded:
            return self.door.is_for(screen, event)
        heard = self.door.lets_in(screen, event)
        if not heard and isinstance(event, events.MouseDown):
            self._mouse_down_widget = None  # else its release would be a click
        if heard and screen.too_small and isinstance(event, events.Key):
            if event.key in ("q", "escape"):
                await self.action_quit()
            return False
        return heard

    def take_meaning(self, event: events.Key) -> None:
        """Replace a key by the one that its sign means, unless a text is being typed."""
        focused = self.focused
        typing = focused is not None and focused.check_consume_key(event.key, event.character)
        before, _, sign = event.key.rpartition("+")
        if typing or len(sign) != 1 or meant(sign) == sign:
            return
        sign = meant(sign)
        name = sign if sign.isalnum() else _character_to_key(sign)
        event.key = f"{before}+{name}" if before else name
        event.character = None if before else sign

    # -- the menu -----------------------------------------------------------------------------

    def find_saved(self) -> tuple[list[str], str]:
        """Return the menu's lines for unfinished games, and a note."""
        from wargame.ui.unfinished import offered

        self.waiting, note = offered(self.folder, self.face)
        return [game.said(self.face) for game in self.waiting], note

    def to_menu(self) -> None:
        """Close all screens but the menu."""
        self.session = None
        menu = next((one for one in self.screen_stack if isinstance(one, Menu)), None)
        if menu is None:
            self.push_screen(self.menu())
        else:
            menu.offer(*self.find_saved(), learned=learned())

    def on_menu_picked(self, event: Menu.Picked) -> None:
        """Open the chosen item, once: nothing is opened below another screen."""
        if not isinstance(self.screen, Menu):
            return
        if event.item.startswith("resume-"):
            game = self.waiting[int(event.item.removeprefix("resume-"))]
            if game.coded:
                self.ask_code(game.path, self.unseal)
            else:
                self.unseal(game.path)
        elif event.item == "replay":
            self.to_shelf()
        elif event.item == "learn":
            from wargame.ui.tui.screens.setup import who_learns

            self.push_screen(who_learns(), self.learn)
        elif event.item == "new":
            self.to_setup()
        elif event.item == "cards":
            from wargame.ui.tui.screens.table_dialogs import gallery_screen

            self.push_screen(gallery_screen(self.program))
        elif event.item == "rules":
            from wargame.ui.tui.screens.rulebook_screen import RulebookScreen

            self.push_screen(RulebookScreen())
        elif event.item == "settings":
            self.screen.action_settings()
        elif event.item == "help":
            self.help_with(())
        elif event.item == "quit":
            self.exit()

    def learn(self, people: str | None) -> None:
        """Deal the lesson for one person, or for three."""
        from wargame.ui.learned import learners, lesson
        from wargame.ui.tui.screens.setup import GameSettings

        if people is not None:
            self.begin(GameSettings(lesson(), learners(int(people)), None))

    def to_setup(self) -> None:
        """Ask for the settings of a new game."""
        from wargame.ui.tui.screens.setup import Setup

        content = library()
        order = sorted(content.scenarios, key=lambda id: (id != DEFAULT, id))
        programs = [content.program(id, language=self.face.language) for id in order]
        self.push_screen(
            Setup([(p.scenario, p.ruleset) for p in programs], hints=self.settings.hints == ON),
            self.begin,
        )

    def ask_code(self, path: Path, opens: Callable[[Path, str], None]) -> None:
        """Ask for the code of a save; without an answer nothing happens."""
        from wargame.ui.tui.screens.dialogs import TextPrompt

        title = self.face.ask_code(printable(path.name))
        ask = TextPrompt(title, self.face.ask_code_hint(), secret=True)
        self.push_screen(ask, lambda code: opens(path, code) if code else None)

    def unseal(self, path: Path, code: str | None = None) -> None:
        """Resume a game, sealed or not, or say why that is impossible."""
        from wargame.ui.session import saved_session

        try:
            session = saved_session(path, code, language=self.face.language)
        except (BadSave, SaveFailed) as error:
            self.notify(str(error), markup=False, severity="error")
            return
        self.open_table(session)

    def shelved(self, entry: ShelfEntry | None) -> None:
        """Replay the save that was chosen; one that is locked asks for its code."""
        if entry is None:
            return
        if entry.locked:
            self.ask_code(entry.path, self.open_replay)
        else:
            self.open_replay(entry.path)

    def open_replay(self, path: Path, code: str | None = None) -> None:
        """Replay a save, or say why that is impossible."""
        from wargame.saves.replay.replay import Replay

        try:
            replay = Replay.open(path, code, self.face.language)
        except (BadSave, SaveFailed) as error:
            self.notify(str(error), markup=False, severity="error")
            self.to_shelf()
            return
        self.seat_colours(replay.loaded.timeline.game.program.ruleset.seat)
        self.see_again(replay, then=self.to_shelf)

    def to_shelf(self) -> None:
        """Go back to the list of saves."""
        from wargame.ui.tui.screens.shelf import Shelf

        self.push_screen(Shelf(self.folder), self.shelved)

    def see_again(
        self,
        replay: Replay,
        viewer: Viewer | None = None,
        ply: int = 0,
        *,
        then: Callable[[], None],
        branches: bool = True,
    ) -> None:
        """Open a replay; call `then` when it is closed, unless a branch of the game follows."""
        from wargame.ui.tui.screens.replay_screen import ReplayScreen

        def left(branch: Path | None) -> None:
            if branch is None or not self.play_branch(branch, replay.code):
                then()

        self.push_screen(ReplayScreen(replay, viewer, ply, self.folder, branches), left)

    def play_branch(self, path: Path, code: str | None) -> bool:
        """Play a branch that has just been written; returns whether it can be."""
        from wargame.ui.session import saved_session

        try:
            session = saved_session(path, code, language=self.face.language)
        except (BadSave, SaveFailed) as error:
            self.notify(str(error), markup=False, severity="error")
            return False
        self.open_table(session)
        said = [self.face.this_game(printable(path.name)), *session.promises]
        self.notify(" ".join(said), markup=False)
        return True

    def begin(self, wish: GameSettings | None) -> None:
        """Deal the game that was asked for."""
        from wargame.ui.session import new_session

        if wish is None:
            return
        try:
            session = new_session(
                self.folder,
                wish.scenario,
                wish.seed,
                wish.players,
                basic=wish.basic,
                hints=wish.hints,
                code=wish.code,
                language=self.face.language,
            )
        except SaveFailed as error:
            self.notify(str(error), markup=False, severity="error")
            return
        self.open_table(session)
        if not session.opens:
            self.notify(" ".join(session.promises), markup=False)

    # -- the table ----------------------------------------------------------------------------

    def open_table(self, session: Session) -> None:
        """Play a session to its end."""
        from wargame.ui.tui.screens.table_screen import TableScreen

        self.session, self.waiting = session, []
        session.settings = self.settings
        self.seat_colours(session.game.program.ruleset.seat)
        self.push_screen(TableScreen(session), self.table_left)

    def table_left(self, _: str | None) -> None:
        """Show how it ended."""
        assert self.session is not None
        self.session.journal.close()
        self.clear_notifications()
        self.to_end()

    def to_end(self) -> None:
        """Show the end of the game that was played."""
        from wargame.ui.tui.screens.end import EndScreen

        assert self.session is not None
        session = self.session
        self.push_screen(EndScreen(session.game, session.opened, session.shared), self.end_left)

    def end_left(self, wish: Next | None) -> None:
        """Do what was wished after the end: see the game again and come back to its end, deal it
        again, set up another one; else go to the menu."""
        from wargame.saves.replay.replay import Replay
        from wargame.ui.session import same_deal
        from wargame.ui.tui.screens.end import Next

        assert self.session is not None
        try:
            if wish is Next.REPLAY:
                path = self.session.journal.path
                replay = Replay.open(path, language=self.face.language)
                self.see_again(replay, then=self.to_end, branches=not self.session.shared)
                return
            if wish is Next.SAME_DEAL:
                self.open_table(same_deal(self.folder, self.session))
                return
        except (BadSave, SaveFailed) as error:
            self.notify(str(error), markup=False, severity="error")
            self.to_end()
            return
        self.to_menu()
        if wish is Next.ANOTHER:
            self.to_setup()

    def on_help_wanted(self, event: HelpWanted) -> None:
        """Open help over the screen that asks for it."""
        self.help_with(event.texts)

    def help_with(self, texts: Sequence[str]) -> None:
        """Open help on some texts, once, with what the signs of this game's cards mean."""
        from wargame.ui.tui.screens.dialogs import HelpScreen

        if not isinstance(self.screen, HelpScreen):
            from wargame.ui.tui.table_model import short_heads

            legend = self.program.book.words.signs.legend()
            shorts = short_heads(self.program.book, self.face)
            self.push_screen(HelpScreen(texts, legend.splitlines(), shorts))

    def on_stop(self, event: Stop) -> None:
        """Leave with a sentence and an exit code."""
        self.farewell = event.sentence
        self.exit(return_code=event.code)

    async def action_stop(self) -> None:
        """Leave, wherever that is asked."""
        await self.action_quit()

    def action_actions(self) -> None:
        """List all that can be done on the screen on top, and do what is chosen."""
        screen = self.screen
        if isinstance(screen, Page | Dialog) and screen.offers:
            screen.open(ActionsScreen(offers_of(screen)), self.act)

    def act(self, offer: Offer | None) -> None:
        """Carry out an action that was chosen from the list, if its screen is on top again."""
        if offer is not None and isinstance(self.screen, Page | Dialog):
            self.screen.later(lambda: self.call_next(self.run_action, offer.key.id, offer.node))

    async def action_quit(self) -> None:
        """Leave; everything is saved but answers of a form that is not sealed."""
        if self.session is not None and self.session.decision is not None:
            dropped = [s.unsealed for s in self.screen_stack if isinstance(s, Page) and s.unsealed]
            self.farewell = " ".join([*dropped, self._saved_sentence()])
        self.exit()

    def cover(self) -> None:
        """Cover a hand that is shown, by the table screen if there is one."""
        for screen in [*self.screen_stack]:
            if isinstance(screen, Page):
                screen.cover()

    def _saved_sentence(self) -> str:
        how = command("resume") if self.session is None else self.session.how_to_resume
        return self.face.game_saved(how)

    def panic(self, *renderables: object) -> None:
        """End as after any other failure: Textual would show a traceback that could hold a hand,
        and give exit code 0."""
        self._handle_exception(RuntimeError("the terminal could not be read"))

    def _handle_exception(self, error: Exception) -> None:
        # Textual would print all local variables, which can hold a hand.
        self._return_code = 1
        if self._exception is None:
            self._exception = error
            self._exception_event.set()
        from wargame.ui.tui import crash

        path = crash.report(error, self.folder)
        failed = self.face.screen_failed(printable(path) if path else "")
        self.farewell = f"{failed} {self._saved_sentence()}"
        self._close_messages_no_wait()


class CompareApp(WargameApp):
    """The app of `wargame compare`: one screen, in the look of the game."""

    def __init__(self, folder: Path, both: Comparison, *, ascii_signs: bool | None = None) -> None:
        super().__init__(folder, ascii_signs=ascii_signs)
        self.seat_colours(both.shapes)
        self.both = both

    def get_default_screen(self) -> Screen[Any]:
        """Return the screen at the bottom of the stack."""
        from wargame.ui.tui.screens.compare_screen import Compare

        return Compare(self.both)


def run(folder: Path, session: Session | None, ascii_signs: bool) -> tuple[int, str]:
    """Open the screen; returns the exit code and the sentence to print afterwards."""
    return _run(WargameApp(folder, session, ascii_signs=ascii_signs))


def run_replay(
    folder: Path, replay: Replay, viewer: Viewer, ply: int, ascii_signs: bool
) -> tuple[int, str]:
    """Open the screen on a replay; returns the exit code and the sentence to print afterwards."""
    app = WargameApp(folder, ascii_signs=ascii_signs)
    app.show_replay(replay, viewer, ply)
    return _run(app)


def run_comparison(folder: Path, both: Comparison, ascii_signs: bool) -> int:
    """Open the screen on a comparison; returns the exit code."""
    return _run(CompareApp(folder, both, ascii_signs=ascii_signs))[0]


def _run(app: WargameApp) -> tuple[int, str]:
    with way_out(app, app.face.stopped()):
        app.run()
    return app.return_code or 0, app.farewell
