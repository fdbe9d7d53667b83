"""A field with a few values, turned with left and right."""

from __future__ import annotations

from textual.binding import Binding
from textual.content import Content
from textual.message import Message
from textual.widget import Widget

from wargame.ui.tui.text import Look, say
from wargame.ui.tui.widgets.board import BRIGHT, QUIET


class Cycle(Widget, can_focus=True):
    """Shows one of its values; posts `Turned` when it changes."""

    BINDINGS = [
        Binding("left", "turn(-1)", show=False),
        Binding("right,enter,space", "turn(1)", show=False),
    ]

    class Turned(Message):
        """The value has changed."""

    def __init__(self, values: list[tuple[str, str]], id: str) -> None:
        super().__init__(id=id)
        self.values = values
        self.at = 0

    @property
    def value(self) -> str:
        """The id of the value that is shown."""
        return self.values[self.at][0]

    def render(self) -> Content:
        left, right = ("<", ">") if Look.ascii else ("◂", "▸")
        style = BRIGHT if self.has_focus else "#cfd8e1"
        value = say(self.values[self.at][1], style)
        return say(f"{left} ", QUIET) + value + say(f" {right}", QUIET)

    def action_turn(self, by: int) -> None:
        """Turn to the next value."""
        self.at = (self.at + by) % len(self.values)
        self.refresh()
        self.post_message(self.Turned())

    def on_click(self) -> None:
        self.action_turn(1)
