"""A line to type in; what is pasted is cut to its bound."""

from __future__ import annotations

from typing import Any

from textual import events
from textual.widgets import Input

WORD = 200
"""Characters of a line that needs no more: a word to find, a seed."""


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
