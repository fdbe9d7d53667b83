"""What can be looked at while a question waits at the table; none of it changes the game."""

from __future__ import annotations

from wargame.ui.session import Session
from wargame.ui.tui.faces import shown_card
from wargame.ui.tui.screens import play_dialogs as dialogs
from wargame.ui.tui.screens.base import Page
from wargame.ui.tui.screens.card_detail import card_screen
from wargame.ui.tui.screens.help import help_screen
from wargame.ui.tui.screens.logscreen import LogScreen, why_screen
from wargame.ui.tui.screens.rulebook import RulebookScreen
from wargame.ui.tui.widgets.options import Options
from wargame.ui.tui.widgets.panels import Detail


class TableDialogs(Page[str]):
    """A page with a table of which parts can be read larger. `card` is the id of the card behind
    the highlighted option, or empty."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.session = session
        self.card = ""

    def action_briefing(self) -> None:
        """Read the briefing, with the holder's own if one holds the machine."""
        self.open(dialogs.briefing_screen(self.session))

    def action_more(self) -> None:
        """Read on beside the options; at the end, from the top again."""
        detail = self.query_one(Detail)
        if detail.scroll_y >= detail.max_scroll_y:
            detail.scroll_home(animate=False)
        else:
            detail.scroll_page_down(animate=False)

    def action_board(self) -> None:
        """Show the whole public table."""
        self.open(dialogs.board_screen(self.session.game))

    def action_log(self) -> None:
        """Show the log as far as it may be read now."""
        seat = self.session.holder
        title = "Log"
        if seat >= 0:
            title = f"Log of {self.session.game.words.seat(seat)}"
        self.open(LogScreen(self.session.game, seat, title))

    def action_why(self) -> None:
        """Show what moved each level."""
        self.open(why_screen(self.session.game))

    def action_card(self) -> None:
        """Show the card of the highlighted option whole."""
        card = shown_card(self.session.game, self.card) if self.card else None
        if card is None:
            self.notify("No card stands behind this option.", markup=False)
        else:
            self.open(card_screen(card))

    def action_refused(self) -> None:
        """Show what cannot be chosen now, and why."""
        if self.query_one(Options).choices:
            self.open(dialogs.refused_screen(self.session.game))

    def action_gallery(self) -> None:
        """Show all cards."""
        self.open(dialogs.gallery_screen(self.session.game.program))

    def action_rules(self) -> None:
        """Show the rulebook."""
        self.open(RulebookScreen())

    def action_help(self) -> None:
        """Show the keys."""
        self.open(help_screen())
