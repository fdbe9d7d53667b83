"""The menu. Its first item goes on with the game that was not finished."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.containers import Center, Middle, VerticalGroup
from textual.message import Message
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from wargame.ui.tui.keys import bindings
from wargame.ui.tui.screens.base import Page
from wargame.ui.tui.text import say
from wargame.ui.tui.widgets.board import ACCENT, BRIGHT, QUIET


class Menu(Page[None]):
    """`saved` names the game to resume, such as "turn 3, ● Tokyo next"; empty for none. `note`
    says what could not be resumed."""

    class Picked(Message):
        """An item was chosen: resume, new, replay, cards, rules or quit."""

        def __init__(self, item: str) -> None:
            self.item = item
            super().__init__()

    ITEMS = (("new", "New game"), ("replay", "Replay"), ("cards", "Cards"), ("rules", "Rules"),
             ("help", "Help"), ("quit", "Quit"))  # fmt: skip
    BINDINGS = bindings("quit")
    AUTO_FOCUS = "#menu"

    def __init__(self, title: str, saved: str, note: str, marks: str) -> None:
        super().__init__()
        self.heading, self.saved, self.note, self.marks = title, saved, note, marks

    def body(self) -> ComposeResult:
        with Middle(classes="page"), Center(), VerticalGroup(id="menu-box"):
            yield Static(say(self.marks), classes="line")
            yield Static(say(self.heading.upper(), BRIGHT), classes="line")
            yield Static(say("A policy wargame for three at one terminal", QUIET), classes="line")
            yield OptionList(id="menu", markup=False)
            yield Static(classes="line", id="menu-note")

    def on_mount(self) -> None:
        self.offer(self.saved, self.note)

    def offer(self, saved: str, note: str) -> None:
        """List the items anew."""
        items = [("resume", f"Resume: {saved}")] if saved else []
        made = [Option(say(label), id=id) for id, label in (*items, *self.ITEMS)]
        self.query_one(OptionList).set_options(made)
        self.query_one(OptionList).highlighted = 0
        self.query_one("#menu-note", Static).update(say(note, ACCENT))

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        if event.option.id:
            self.post_message(self.Picked(event.option.id))
