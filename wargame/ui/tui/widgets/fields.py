"""Fields of a form: a line to type in, and a value to turn."""

from __future__ import annotations

from typing import Any

from textual import events
from textual.binding import Binding
from textual.content import Content
from textual.message import Message
from textual.widget import Widget
from textual.widgets import Input

from wargame.ui.tui.palette import BRIGHT, INK, QUIET
from wargame.ui.tui.text import current_look, say

WORD = 200
"""The usual most characters of a field: a word to find, a seed."""


class Field(Input):
    """Takes at most `max_length` characters, typed or pasted, and no sign that cannot be shown."""

    def __init__(self, *arguments: Any, max_length: int = WORD, **options: Any) -> None:
        super().__init__(*arguments, max_length=max_length, compact=True, **options)

    def _on_paste(self, event: events.Paste) -> None:
        event.stop()
        event.prevent_default()
        chosen = self.selection
        room = self.max_length - (len(self.value) - len(self.selected_text))  # type: ignore[operator]
        line = next(iter(event.text.lstrip("\r\n")[: 4 * self.max_length].splitlines()), "")  # type: ignore[operator]
        text = "".join(sign for sign in line if sign.isprintable())[: max(0, room)]
        if text:
            self.replace(text, *chosen)


class Cycle(Widget, can_focus=True):
    """Shows one of its values; posts `Turned` when it changes."""

    BINDINGS = [
        Binding("left", "turn(-1)", show=False),
        Binding("right,enter,space", "turn(1)", show=False),
    ]

    class Turned(Message):
        """The value has changed."""

    def __init__(self, values: list[tuple[str, str]], id: str, at: int = 0) -> None:
        super().__init__(id=id)
        self.values = values
        self.at = at

    @property
    def value(self) -> str:
        """The id of the value that is shown."""
        return self.values[self.at][0]

    def render(self) -> Content:
        """Draw the widget."""
        left, right = ("<", ">") if current_look().ascii else ("◂", "▸")
        style = BRIGHT if self.has_focus else INK
        value = say(self.values[self.at][1], style)
        return say(f"{left} ", QUIET) + value + say(f" {right}", QUIET)

    def action_turn(self, by: int) -> None:
        """Turn to the next value."""
        self.at = (self.at + by) % len(self.values)
        self.refresh()
        self.post_message(self.Turned())

    def on_click(self) -> None:
        """Turn to the next value."""
        self.action_turn(1)
