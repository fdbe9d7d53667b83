"""The settings: each with its values and what they mean. A change shows at once and is kept."""

from __future__ import annotations

from typing import Protocol, cast

from textual.app import App, ComposeResult
from textual.containers import Horizontal, Vertical
from textual.widgets import Static

from wargame.saves.format.errors import SaveFailed
from wargame.system.paths import BadPath
from wargame.ui.settings import SETTINGS, Settings, keep, kept
from wargame.ui.tui.keymap import read_keymap
from wargame.ui.tui.keys import bindings
from wargame.ui.tui.palette import INK, QUIET, WARNING
from wargame.ui.tui.screens.base import Dialog
from wargame.ui.tui.text import current_face, rows, say
from wargame.ui.tui.widgets.fields import Cycle
from wargame.ui.tui.widgets.rule import Rule


class Holder(Protocol):
    """The app, which has the settings in force."""

    settings: Settings

    def use(self, settings: Settings) -> None:
        """Put other settings in force."""
        ...


class SettingsScreen(Dialog[None]):
    """Shows the settings in force; a value that is turned is in force, and kept, at once."""

    BINDINGS = bindings("settings")
    AUTO_FOCUS = "Cycle"

    def __init__(self, app: App[int]) -> None:
        super().__init__()
        self.holder = cast("Holder", app)
        self.note = ""

    def body(self) -> ComposeResult:
        """Yield the widgets of the screen."""
        face = current_face()
        with Vertical(classes="page"):
            yield Rule(face.settings_head())
            for id, values in SETTINGS.items():
                now = self.holder.settings.values[id]
                listed = [
                    (value, f"{value}: {face.setting_value(f'{id}.{value}')}") for value in values
                ]
                with Horizontal(classes="field"):
                    yield Static(say(face.setting_name(id)), classes="label")
                    yield Cycle(listed, id, values.index(now))
            yield Static(id="setting-about", classes="text")
            yield Static(id="setting-files", classes="text")

    def set_up(self) -> None:
        """Fill the widgets and set the focus."""
        self.tell()

    def show_again(self) -> None:
        """Draw everything anew, since the signs have changed."""
        super().show_again()
        self.tell()

    def tell(self) -> None:
        """Say what the setting under the cursor is for, where all are kept, what is wrong there."""
        at, face = self.focused, current_face()
        about = face.setting_about(at.id or "") if isinstance(at, Cycle) else ""
        self.query_one("#setting-about", Static).update(say(about, INK))
        found, keys = kept(), read_keymap()
        lines = [say(self.note, WARNING)] if self.note else []
        lines += [say(fault, WARNING) for fault in (*found.faults, *keys.faults)]
        if found.path is not None:
            lines += [say(face.kept_in(str(found.path)), QUIET)]
        if keys.path is not None:
            lines += [say(face.keymap_in(str(keys.path)), QUIET)]
        self.query_one("#setting-files", Static).update(rows(lines))

    def on_descendant_focus(self) -> None:
        """Explain the setting with the focus."""
        self.tell()

    def on_cycle_turned(self) -> None:
        """Put the value that was turned in force, and keep it."""
        for cycle in self.query(Cycle):
            id = cycle.id or ""
            if self.holder.settings.values[id] != cycle.value:
                face = current_face()
                try:
                    aside = keep(id, cycle.value)
                    self.note = "" if aside is None else face.put_aside(str(aside))
                except (SaveFailed, BadPath) as error:
                    self.note = face.not_kept(str(error))
                self.holder.use(self.holder.settings.having(id, cycle.value))
                self.tell()

    def action_field_before(self) -> None:
        """Go to the setting before."""
        self.focus_previous("Cycle")

    def action_field_after(self) -> None:
        """Go to the next setting."""
        self.focus_next("Cycle")

    def action_back(self) -> None:
        """Go back."""
        self.dismiss(None)
