"""A dialog that asks which seat will look at its hand, while an open question waits."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widgets import Static

from wargame.ui.tui.glance import Choice
from wargame.ui.tui.keys import bindings
from wargame.ui.tui.screens.base import Dialog
from wargame.ui.tui.text import say
from wargame.ui.tui.widgets.board import QUIET
from wargame.ui.tui.widgets.options import Options
from wargame.ui.tui.widgets.panels import Rule


class ChooseSeat(Dialog[int | None]):
    """Gives the seat that was chosen, or None when it is left."""

    BINDINGS = bindings("back")
    AUTO_FOCUS = "#whose"

    def __init__(self, names: dict[int, str]) -> None:
        super().__init__()
        self.names = names

    def body(self) -> ComposeResult:
        with Vertical(classes="page"):
            yield Rule("Whose hand?")
            yield Static(say("A curtain comes first. The others look away.", QUIET), classes="text")
            yield Options("whose")

    def set_up(self) -> None:
        self.query_one(Options).ask(
            tuple(Choice(str(seat), name) for seat, name in self.names.items()), 0
        )

    def on_options_chosen(self, event: Options.Chosen) -> None:
        """Give the seat."""
        event.stop()
        if not self.too_small:
            self.dismiss(int(event.key))

    def on_options_looked(self, event: Options.Looked) -> None:
        """Nothing stands behind a name."""
        event.stop()

    def action_back(self) -> None:
        """Leave without a hand."""
        self.dismiss(None)
