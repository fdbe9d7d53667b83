"""The end, to be read aloud: ending, best seat, verdicts with par, flags and lines of points."""

from __future__ import annotations

from collections.abc import Sequence

from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Static

from wargame.engine.game import Game
from wargame.engine.scoring import Outcome, Score, halves_text, par_of, secret_lines
from wargame.ui.telling import best_seats, outcome_rows, painted
from wargame.ui.tui.keys import bindings
from wargame.ui.tui.palette import ACCENT, ALARM, BRIGHT, HEADING, LIGHT, QUIET, SOFT, WARNING
from wargame.ui.tui.screens.base import Page
from wargame.ui.tui.screens.table_dialogs import LogScreen, why_screen
from wargame.ui.tui.table_model import player
from wargame.ui.tui.text import fit, rows, say
from wargame.ui.tui.widgets.panels import Rule

STYLES = (ALARM, f"{SOFT} bold", BRIGHT, HEADING)
WARNINGS = {
    "overreach": "{who} overreaches: {text}.",
    "isolated": "{who} is isolated: {text}.",
}
"""The forms of the rows of the outcome that explain a verdict."""
VIEW = (
    "The articles behind the cards all take an allied view: none of them lets Beijing, Pyongyang, "
    "Moscow or Taipei speak for itself."
)


class Verdicts(VerticalScroll):
    """The verdicts; if they do not fit, the footer names the key that scrolls."""

    BINDINGS = bindings("verdicts")

    def on_resize(self) -> None:
        """Adapt to the new size."""
        self.call_after_refresh(self.refresh_bindings)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Return whether an action can be carried out now."""
        return action != "scroll_down" or self.max_scroll_y > 0


class EndScreen(Page[bool]):
    """The end of a game, with all secrets revealed. Its result says whether to replay the game."""

    BINDINGS = bindings("end")
    AUTO_FOCUS = "#verdicts"
    unasked = True

    def __init__(self, game: Game, opened: Sequence[str] = ()) -> None:
        """Take the game, and the sentences about its deal, which is now revealed."""
        super().__init__()
        self.game, self.opened = game, opened
        outcome = game.outcome
        assert outcome is not None
        self.result: Outcome = outcome

    def body(self) -> ComposeResult:
        """Yield the widgets of the screen."""
        result = self.result
        with Vertical(classes="page"):
            yield Rule(f"{self.game.program.scenario.name}: the end")
            yield Static(say(result.ending_name, HEADING), id="ending")
            yield Static(say(result.ending_text, LIGHT), id="ending-text")
            yield Static(self.best(), id="best")
            with Verdicts(id="verdicts"):
                with Horizontal(id="verdict-row"):
                    for score in result.scores:
                        yield Static(self.verdict(score), classes="verdict")
                yield Static(say(self.scale(), QUIET), classes="remark")
                yield Static(say(VIEW, QUIET), classes="remark")
            for row in painted(outcome_rows(self.game), WARNINGS):
                yield Static(say(row, WARNING), classes="text")
            for text in self.opened:
                yield Static(say(text, QUIET), classes="text")

    def best(self) -> Content:
        """Say who is the best seat."""
        return say(f"Best seat: {best_seats(self.result, self.game.words)}", BRIGHT)

    def scale(self) -> str:
        """Say how points make a verdict."""
        rules = self.game.program.ruleset.verdict
        if self.result.collapsed:
            return "A collapse counts whatever the points: nobody is held against a par."
        low, under, over, high = rules.tiers
        return (
            f"Par is what a seat usually scores here, ± how much that varies. {low}: more than one "
            f"± below par. {under}: below par. {over}: from par on. {high}: from one ± above it."
        )

    def points(self, score: Score) -> list[str]:
        """Return a seat's points, compared with its par."""
        text = f"{halves_text(score.halves)} points"
        if self.game.seats[score.seat] not in self.game.program.par or self.result.collapsed:
            return [text]
        par, spread = par_of(self.game.program, score.seat, score.agenda)
        above = score.halves * 50 - par
        side = "above" if above >= 0 else "below"
        return [
            f"{text}, {hundredths_text(abs(above))} {side}",
            f"par {hundredths_text(par)}, ±{hundredths_text(spread)}",
        ]

    def verdict(self, score: Score) -> Content:
        """Return one seat's verdict and the lines of its points, padded to the length of the other
        seats'.

        Sealed things come first, since nobody has seen them before.
        """
        words = self.game.words
        style = STYLES[score.verdict] if score.verdict >= 0 else STYLES[0]
        parts = [say(words.seat(score.seat), BRIGHT)]
        if any(player(self.game, each.seat) for each in self.result.scores):
            parts.append(say(player(self.game, score.seat), QUIET))
        parts.append(say(score.tier, style))
        parts += [say(text, LIGHT) for text in self.points(score)]
        if score.agenda is not None:
            parts += [say("True flag", QUIET), say(words.agenda(score.agenda), ACCENT)]
        parts.append(Content(""))
        sealed = secret_lines(self.game.program, self.game.state, score.seat)
        public = score.lines[: len(score.lines) - len(sealed)]
        for line, halves in (*sealed, *public):
            parts.append(
                say(fit(halves_text(halves), 4, right=True), LIGHT) + say(f"  {line}", QUIET)
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
        self.open(LogScreen(self.game, -1, "Log"))

    def action_why(self) -> None:
        """Show what moved each level."""
        self.open(why_screen(self.game))


def hundredths_text(hundredths: int) -> str:
    """Write hundredths of a point, not below 0: 19.26."""
    return f"{hundredths // 100}.{hundredths % 100:02}"
