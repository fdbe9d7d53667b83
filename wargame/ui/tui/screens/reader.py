"""Dialogs that are read: lines that scroll, and close on enter or escape."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Input, Static

from wargame.ui.tui.keys import bindings
from wargame.ui.tui.screens.base import Dialog
from wargame.ui.tui.text import say
from wargame.ui.tui.widgets.board import QUIET
from wargame.ui.tui.widgets.field import Field
from wargame.ui.tui.widgets.panels import Rule


class Reader(Dialog[None]):
    """Shows one text under a title. One that comes by itself (`unasked`) is not closed by a key
    that was meant for what stood there before."""

    BINDINGS = bindings("close")

    def __init__(self, title: str, text: Content, note: str = "", *, unasked: bool = False) -> None:
        super().__init__()
        self.heading = title
        self.text = text
        self.note = note
        self.unasked = unasked

    def body(self) -> ComposeResult:
        with Vertical(classes="page"):
            rule = Rule(self.heading)
            rule.note = self.note
            yield rule
            with VerticalScroll(classes="reading"):
                yield Static(self.text, classes="text")

    def action_close(self) -> None:
        """Go back."""
        self.dismiss(None)


class Finder(Dialog[None]):
    """Shows lines, and on `/` only those that hold a word."""

    BINDINGS = bindings("close", "find")
    AUTO_FOCUS = ".reading"

    def __init__(self, title: str, lines: list[str], *, newest_last: bool = False) -> None:
        super().__init__()
        self.heading = title
        self.lines = lines
        self.newest_last = newest_last

    def body(self) -> ComposeResult:
        with Vertical(classes="page"):
            yield Rule(self.heading)
            field = Field(placeholder="a word, then enter", classes="find")
            field.display = False
            yield field
            with VerticalScroll(classes="reading"):
                yield Static(self.content(""), classes="text")

    def set_up(self) -> None:
        if self.newest_last:
            self.later(self.to_end)

    def to_end(self) -> None:
        """Scroll to the newest line."""
        self.query_one(VerticalScroll).scroll_end(animate=False)

    def chosen(self) -> list[str]:
        """Give the lines that may be shown."""
        return self.lines

    def content(self, word: str) -> Content:
        """Set the lines that hold a word, phases as headings."""
        found = [line for line in self.chosen() if word.casefold() in line.casefold()]
        if not found:
            return say("Nothing here.", QUIET)
        return Content("\n").join(
            [say(x, "#e0af68 bold" if x.startswith(("—", "Turn ")) else "#cfd8e1") for x in found]
        )

    def show(self) -> None:
        """Show the lines anew."""
        self.query_one(".text", Static).update(self.content(self.query_one(Input).value))

    def action_find(self) -> None:
        """Ask for a word."""
        field = self.query_one(Input)
        field.display = True
        field.focus()

    def on_input_changed(self) -> None:
        self.show()

    def on_input_submitted(self) -> None:
        self.query_one(VerticalScroll).focus()

    def action_close(self) -> None:
        """Leave the word first, then the dialog."""
        field = self.query_one(Input)
        if field.display and field.value:
            field.value = ""
            field.display = False
            self.query_one(VerticalScroll).focus()
        else:
            self.dismiss(None)
