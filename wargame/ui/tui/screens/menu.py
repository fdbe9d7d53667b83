"""The menu. Its first items resume unfinished games."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.containers import Center, Middle, VerticalGroup
from textual.message import Message
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from wargame.ui.tui.keys import bindings
from wargame.ui.tui.palette import ACCENT, BRIGHT, QUIET
from wargame.ui.tui.screens.base import Page
from wargame.ui.tui.text import current_face, say


class Menu(Page[None]):
    """`saved` names the games to resume, such as "turn 3, ● Tokyo next", the last one first.
    `note` says what could not be resumed, or is not offered."""

    class Picked(Message):
        """An item was chosen: resume-0, resume-1…, learn, new, replay, cards, rules, settings, help
        or quit."""

        def __init__(self, item: str) -> None:
            self.item = item
            super().__init__()

    LEARN = "learn"
    ITEMS = (LEARN, "new", "replay", "cards", "rules", "settings", "help", "quit")
    LATER = 2
    """The place of the lesson, from 0, once it has been played."""
    BINDINGS = bindings("menu")
    AUTO_FOCUS = "#menu"

    def __init__(
        self, title: str, saved: list[str], note: str, marks: str, *, learned: bool = False
    ) -> None:
        super().__init__()
        self.heading, self.saved, self.note, self.marks = title, saved, note, marks
        self.learned = learned

    def body(self) -> ComposeResult:
        """Yield the widgets of the screen."""
        with Middle(classes="page"), Center(), VerticalGroup(id="menu-box"):
            yield Static(say(self.marks), classes="line", id="menu-marks")
            yield Static(say(self.heading.upper(), BRIGHT), classes="line")
            yield Static(say(current_face().menu_tagline(), QUIET), classes="line")
            yield OptionList(id="menu", markup=False)
            yield Static(classes="line", id="menu-note")

    def set_up(self) -> None:
        """Fill the widgets and set the focus."""
        self.offer(self.saved, self.note, learned=self.learned)

    def offer(self, saved: list[str], note: str, *, learned: bool) -> None:
        """List the items again; the lesson leads until it has been played."""
        self.saved, self.note, self.learned = saved, note, learned
        rest = [item for item in self.ITEMS if item != self.LEARN]
        rest.insert(self.LATER if learned else 0, self.LEARN)
        face = current_face()
        items = [(f"resume-{at}", face.menu_resumes(game)) for at, game in enumerate(saved)]
        items += [(item, face.menu_item(item)) for item in rest]
        made = [Option(say(label), id=id) for id, label in items]
        self.query_one(OptionList).set_options(made)
        self.query_one(OptionList).highlighted = 0
        self.query_one("#menu-note", Static).update(say(note, ACCENT))

    def show_again(self) -> None:
        """Draw everything anew, since the signs have changed."""
        super().show_again()
        self.query_one("#menu-marks", Static).update(say(self.marks))
        self.offer(self.saved, self.note, learned=self.learned)

    def action_settings(self) -> None:
        """Open the settings."""
        from wargame.ui.tui.screens.settings_screen import SettingsScreen

        self.open(SettingsScreen(self.app))

    async def action_give_up(self) -> None:
        """Leave."""
        await self.action_quit()

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Post the selected item."""
        if event.option.id:
            self.post_message(self.Picked(event.option.id))
