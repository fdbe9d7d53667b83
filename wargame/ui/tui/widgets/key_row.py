"""The footer: the keys of the screen in one row, each with its name; a click on one presses it."""

from __future__ import annotations

from attrs import frozen
from textual import events
from textual.content import Content
from textual.screen import Screen
from textual.widget import Widget

from wargame.ui.tui.keys import KEYS, LASTING
from wargame.ui.tui.palette import CAPTION, HEADING
from wargame.ui.tui.text import current_face, say


@frozen
class ShownKey:
    """A key of the footer: its id, what is pressed, and the sign that it is shown by."""

    id: str
    key: str
    sign: str


class KeyRow(Widget, can_focus=False):
    """Draws the keys that are named and work now. Where they have no room together, whole keys are
    left out, the last first, but never one of `LASTING`."""

    keys: tuple[ShownKey, ...] = ()
    spans: tuple[tuple[int, int, ShownKey], ...] = ()
    """Where each key was drawn: its first cell, and the cell after its last."""

    def on_mount(self) -> None:
        """Follow the keys of the screen."""
        self.screen.bindings_updated_signal.subscribe(self, self.follow)

    def on_unmount(self) -> None:
        """Follow them no longer."""
        self.screen.bindings_updated_signal.unsubscribe(self)

    def follow(self, screen: Screen[object]) -> None:
        """Draw the keys that work now, if they are others."""
        made: dict[str, ShownKey] = {}
        for _, binding, _, _ in screen.active_bindings.values():
            if binding.show and binding.id in KEYS and binding.id not in made:
                sign = self.app.get_key_display(binding)
                made[binding.id] = ShownKey(binding.id, binding.key, sign)
        if self.keys != (keys := tuple(made.values())):
            self.keys = keys
            self.refresh()

    def render(self) -> Content:
        """Draw the keys."""
        drawn = [(one, self.named(one)) for one in self.keys]
        free = self.size.width - sum(name.cell_length for _, name in drawn)
        for one, name in reversed(drawn):
            if free < 0 and one.id not in LASTING:
                drawn.remove((one, name))
                free += name.cell_length
        row, spans = Content(""), list[tuple[int, int, ShownKey]]()
        for one, name in drawn:
            spans.append((row.cell_length, row.cell_length + name.cell_length, one))
            row += name
        self.spans = tuple(spans)
        return row

    def named(self, one: ShownKey) -> Content:
        """Set a key with its name."""
        return say(f" {one.sign} ", HEADING) + say(f"{current_face().key_name(one.id)} ", CAPTION)

    def at(self, event: events.MouseEvent) -> ShownKey | None:
        """Return the key under the mouse."""
        return next((one for left, end, one in self.spans if left <= event.x < end), None)

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """Explain the key under the mouse."""
        one = self.at(event)
        told = None if one is None else current_face().key_help(one.id)
        if self.tooltip != told:
            self.tooltip = told

    def on_mouse_down(self, event: events.MouseDown) -> None:
        """Press the key under the mouse."""
        if (one := self.at(event)) is not None:
            self.app.simulate_key(one.key)
