"""The end as a story: the ending, the verdicts, the best seat and why; flags, course, turns."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from enum import Enum

from rich.cells import cell_len
from textual.app import ComposeResult
from textual.containers import Container, Vertical, VerticalGroup, VerticalScroll
from textual.content import Content
from textual.geometry import Size
from textual.widget import Widget
from textual.widgets import Static

from wargame.engine.game import Game
from wargame.ui.courses import THREAT, Course
from wargame.ui.story import Section, Story, grid_lines
from wargame.ui.tui.keys import bindings
from wargame.ui.tui.palette import (
    ACCENT,
    ALARM,
    BRIGHT,
    CALM,
    HEADING,
    LIGHT,
    QUIET,
    SOFT,
    WARNING,
)
from wargame.ui.tui.scene import Curve, Strip
from wargame.ui.tui.screens.base import Page
from wargame.ui.tui.screens.table_dialogs import LogScreen, why_screen
from wargame.ui.tui.text import current_face, current_look, rows, say, spell
from wargame.ui.tui.widgets.board import indented
from wargame.ui.tui.widgets.replay_panels import strip_rows
from wargame.ui.tui.widgets.rule import Rule

TIERS = (ALARM, f"{SOFT} bold", BRIGHT, HEADING)
PROSE = 90
"""The widest line of prose."""
STYLES = {
    "ending": HEADING, "text": LIGHT, "because": SOFT, "best": BRIGHT, "reason": SOFT,
    "more": LIGHT, "tie": LIGHT, "overreach": WARNING, "sum": LIGHT, "flag": BRIGHT, "met": SOFT,
    "unmet": LIGHT, "guess": LIGHT, "word": LIGHT, "note": QUIET,
}  # fmt: skip
"""The style of each kind of row; rows of other kinds are drawn otherwise or not."""
TICKS = {"met": ("  ✓ ", CALM), "unmet": ("  ✗ ", ALARM)}
LEFT = ("ending", "points", "flags")
"""The sections that stand at the left where there are two columns."""


class Next(Enum):
    """What is wished after the end."""

    MENU = "menu"
    REPLAY = "replay"
    SAME_DEAL = "same deal"
    ANOTHER = "another"


class Verdicts(VerticalScroll):
    """The story; if it does not fit, the footer names the key that scrolls."""

    BINDINGS = bindings("verdicts")

    def on_resize(self) -> None:
        """Adapt to the new size."""
        self.call_after_refresh(self.refresh_bindings)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Return whether an action can be carried out now."""
        return action != "scroll_down" or self.max_scroll_y > 0


class Drawn(Widget):
    """A widget as high as what it draws."""

    def lines(self, width: int) -> list[Content]:
        """Draw it in so many columns."""
        raise NotImplementedError

    def render(self) -> Content:
        """Draw the widget."""
        return rows(self.lines(self.size.width))

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """Return the rows that it takes."""
        return len(self.lines(width))


class Prose(Drawn):
    """Lines of text; the rows after the first of each are indented."""

    def __init__(self, texts: Sequence[Content], classes: str = "") -> None:
        super().__init__(classes=f"told {classes}")
        self.texts = texts

    def lines(self, width: int) -> list[Content]:
        """Draw it in so many columns."""
        room = max(1, min(width, PROSE))
        return [row for text in self.texts for row in indented(text, room)]


class Courses(Drawn):
    """A curve over the turns for each seat and each threat."""

    def __init__(self, courses: Sequence[Course]) -> None:
        super().__init__(classes="told")
        stops = len(courses[0].points)
        curves = tuple(
            Curve(course.label, course.points, course.low, course.high, course.text(stops - 1),
                  threat=course.kind == THREAT)
            for course in courses
        )  # fmt: skip
        self.strip = Strip(stops, -1, tuple((turn, turn) for turn in range(1, stops)), (), curves)

    def lines(self, width: int) -> list[Content]:
        """Draw it in so many columns."""
        return strip_rows(self.strip, min(width, PROSE))


class EndScreen(Page[Next]):
    """The end of a game, with all secrets revealed. Its result says what comes next."""

    BINDINGS = bindings("end")
    AUTO_FOCUS = "#verdicts"
    unasked = True

    def __init__(self, game: Game, opened: Sequence[str] = (), shared: bool = False) -> None:
        """Take the game, and the sentences about its deal. From a `shared` one, which other tables
        may still play, no way leads to other games."""
        super().__init__()
        self.game, self.opened, self.shared = game, opened, shared
        self.story = Story(game)

    def body(self) -> ComposeResult:
        """Yield the widgets of the screen."""
        sections = self.story.sections()
        with Vertical(classes="page"):
            yield Rule(current_face().the_end_of(self.game.program.scenario.name))
            with Verdicts(id="verdicts"), Container(id="story"):
                for place in (True, False):
                    side = "story-left" if place else "story-right"
                    with VerticalGroup(id=side, classes="side-of-story"):
                        for section in sections:
                            if (section.id in LEFT) is place:
                                yield from self.told(section)
                        if not place:
                            yield Prose([say(current_face().view_taken(), QUIET)])
            for text in self.opened:
                yield Static(say(text, QUIET), classes="text")

    def told(self, section: Section) -> Iterator[Widget]:
        """Yield the widgets of a section."""
        if section.id != "ending":
            yield Rule(section.title)
        if section.id == "course":
            yield Courses(self.story.courses())
        if section.grid and (section.id != "course" or current_look().ascii):
            lines = grid_lines([[*map(spell, row)] for row in section.grid], cell_len)
            yield Static(rows([say(line, LIGHT) for line in lines]), classes="told")
        if section.id == "ending":
            yield from self.opening(section)
        elif texts := [*self.texts(section)]:
            yield Prose(texts)

    def opening(self, section: Section) -> Iterator[Widget]:
        """Yield the ending, the verdicts, and the best seat with the reason."""
        parts: list[list[Content]] = [[], [], []]
        for content, kind in zip(self.texts(section), section.rows, strict=True):
            parts[1 if kind.kind == "verdict" else 2 if parts[1] else 0].append(content)
        for part in filter(None, parts):
            yield Prose(part)

    def texts(self, section: Section) -> Iterator[Content]:
        """Yield the rows of a section in their styles."""
        scores = iter(self.story.outcome.scores)
        ending = [row for row in section.rows if row.kind == "verdict"]
        widest = max((cell_len(spell(row.who)) for row in ending), default=0)
        for row in section.rows:
            if row.kind == "verdict":
                tier = next(scores)
                style = TIERS[tier.verdict] if tier.verdict >= 0 else ALARM
                gap = " " * (widest - cell_len(spell(row.who)) + 2)
                rest = row.text.removeprefix(tier.tier)
                yield say(row.who, BRIGHT) + Content(gap) + say(tier.tier, style) + say(rest, LIGHT)
            elif row.kind == "turning":
                yield say(f"{row.who}  ", ACCENT) + say(row.text, LIGHT)
            elif row.kind == "grade":
                yield say(f"  {row.text}", ACCENT)
            elif row.kind in STYLES:
                tick = say(*TICKS[row.kind]) if row.kind in TICKS else Content("")
                said = current_face().story_row(row.kind, row.who, row.text)
                yield tick + say(said, STYLES[row.kind])

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer no other game where other tables play this one."""
        if self.shared and action in ("menu", "same_deal", "another"):
            return False
        return super().check_action(action, parameters)

    def action_menu(self) -> None:
        """Go back to the menu."""
        self.dismiss(Next.MENU)

    def action_again(self) -> None:
        """See the whole game again."""
        self.dismiss(Next.REPLAY)

    def action_same_deal(self) -> None:
        """Play the same deal again."""
        self.dismiss(Next.SAME_DEAL)

    def action_another(self) -> None:
        """Set up another game."""
        self.dismiss(Next.ANOTHER)

    def action_log(self) -> None:
        """Show the public log."""
        self.open(LogScreen(self.game, -1, current_face().log_head()))

    def action_why(self) -> None:
        """Show what moved each level."""
        self.open(why_screen(self.game))
