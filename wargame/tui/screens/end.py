"""The end, to be read aloud: ending, verdicts with the lines of their points, flags, best seat."""

from __future__ import annotations

from collections.abc import Sequence

from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Static

from wargame.engine.game import Game
from wargame.engine.scoring import Outcome, Score, halves_text
from wargame.tui.glance import player
from wargame.tui.keys import bindings
from wargame.tui.screens.base import Page
from wargame.tui.screens.logscreen import LogScreen, why_screen
from wargame.tui.text import fit, rows, say
from wargame.tui.widgets.board import ACCENT, BRIGHT, QUIET
from wargame.tui.widgets.panels import Rule

TIERS = ("#ff9e64 bold", "#b6c2cf bold", BRIGHT, f"{ACCENT} bold")


class End(Page[bool]):
    """Nothing is hidden any more. Gives whether the game is to be seen again."""

    BINDINGS = bindings("menu", "again", "log", "why", "quit")
    AUTO_FOCUS = "#verdicts"

    def __init__(self, game: Game, opened: Sequence[str] = ()) -> None:
        """Take the game, and what is said of its deal now that it is opened."""
        super().__init__()
        self.game, self.opened = game, opened
        outcome = game.outcome
        assert outcome is not None
        self.result: Outcome = outcome

    def body(self) -> ComposeResult:
        result, words = self.result, self.game.program.book.words
        with Vertical(classes="page"):
            yield Rule(f"{self.game.program.scenario.name}: the end")
            yield Static(say(result.ending_name, f"{ACCENT} bold"), id="ending")
            yield Static(say(result.ending_text, "#e8edf2"), id="ending-text")
            yield Static(self.best(), id="best")
            with VerticalScroll(id="verdicts"), Horizontal(id="verdict-row"):
                for score in result.scores:
                    yield Static(self.verdict(score), classes="verdict")
            for seat in result.overreach:
                said = f"{words.say('seat', seat)} overreaches: its triumph left a partner behind."
                yield Static(say(said, "#ff9e64"))
            for text in self.opened:
                yield Static(say(text, QUIET))

    def best(self) -> Content:
        """Say who is the best seat."""
        words = self.game.program.book.words
        if not self.result.best:
            return say("Best seat: nobody", BRIGHT)
        return say("Best seat: " + words.say("seats", list(self.result.best)), BRIGHT)

    def verdict(self, score: Score) -> Content:
        """Set one seat's verdict and what it is made of, as many lines as the other seats have."""
        words = self.game.program.book.words
        style = TIERS[score.verdict] if score.verdict >= 0 else TIERS[0]
        parts = [say(words.say("seat", score.seat), BRIGHT)]
        if any(player(self.game, each.seat) for each in self.result.scores):
            parts.append(say(player(self.game, score.seat), QUIET))
        parts += [say(score.tier, style), say(f"{halves_text(score.halves)} points", "#e8edf2")]
        if score.agenda is not None:
            parts += [say("True flag", QUIET), say(words.say("agenda", score.agenda), ACCENT)]
        parts.append(Content(""))
        for line, halves in score.lines:
            parts.append(
                say(fit(halves_text(halves), 4, right=True), "#e8edf2") + say(f"  {line}", QUIET)
            )
        return rows(parts)

    def action_menu(self) -> None:
        """Go back to the menu."""
        self.dismiss(False)

    def action_again(self) -> None:
        """See the whole game again."""
        self.dismiss(True)

    def action_log(self) -> None:
        """Show the public log."""
        self.app.push_screen(LogScreen(self.game, -1, "Log"))

    def action_why(self) -> None:
        """Show what moved each level."""
        self.app.push_screen(why_screen(self.game))
