"""Two games of the same deal side by side: where they first differ, each turn's levels,
verdicts."""

from __future__ import annotations

from collections.abc import Callable

from attrs import frozen
from textual.app import ComposeResult
from textual.containers import Horizontal, ScrollableContainer, Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Static

from wargame.saves.export.compare import ComparedLevel, Comparison, Made, VerdictRow
from wargame.ui.tui.keys import bindings
from wargame.ui.tui.palette import ACCENT, BRIGHT, INK, QUIET
from wargame.ui.tui.screens.base import Page
from wargame.ui.tui.text import current_face, fit, rows, say
from wargame.ui.tui.widgets.rule import Rule

PLAIN = INK
ODD = f"{ACCENT} bold"
MARK = "▸ "


@frozen
class Leaf:
    """One page: its name, and the function that returns the content of each side."""

    name: str
    side: Callable[[int], Content]


class Sides(VerticalScroll, inherit_bindings=False):
    """Both columns, scrolled together; the keys left and right turn the page."""

    BINDINGS = [
        binding
        for binding in ScrollableContainer.BINDINGS
        if not {"left", "right"} & set(getattr(binding, "key", "").split(","))
    ]


class Compare(Page[None]):
    """Two columns, A and B; what differs is bright and marked."""

    BINDINGS = bindings("compare")
    AUTO_FOCUS = "#sides"

    def __init__(self, both: Comparison) -> None:
        super().__init__()
        self.both = both
        face = current_face()
        turns = [Leaf(face.levels_at(turn), self.levels(of)) for turn, of in both.turns.items()]
        self.leaves = [Leaf(face.where_they_part(), self.parting), *turns]
        if any(both.verdict_rows()):
            self.leaves.append(Leaf(face.verdicts_page(), self.verdicts))
        self.at = 0

    def body(self) -> ComposeResult:
        """Yield the widgets of the screen."""
        with Vertical(classes="page"):
            yield Rule(current_face().compared(self.both.title))
            with Horizontal(id="sides-head"):
                yield Static(self.head(0), classes="side")
                yield Static(self.head(1), classes="side side-b")
            yield Static(say(self.where(), PLAIN), id="parting")
            yield Rule(id="leaf")
            with Sides(id="sides"), Horizontal(id="sides-row"):
                yield Static(classes="side", id="side-a")
                yield Static(classes="side side-b", id="side-b")

    def set_up(self) -> None:
        """Fill the widgets and set the focus."""
        self.turn_to(0)

    def turn_to(self, at: int) -> None:
        """Show a page."""
        self.at = max(0, min(at, len(self.leaves) - 1))
        leaf = self.leaves[self.at]
        name = current_face().page_of(leaf.name, self.at + 1, len(self.leaves))
        self.query_one("#leaf", Rule).tell(name)
        self.query_one("#side-a", Static).update(leaf.side(0))
        self.query_one("#side-b", Static).update(leaf.side(1))
        self.query_one(Sides).scroll_home(animate=False)

    def head(self, side: int) -> Content:
        """Name a game and its verdict."""
        game = self.both.sides[side]
        return say(f"{'AB'[side]}  {fit(game.file, 34).rstrip()}", BRIGHT) + say(
            f"\n   {game.verdict}" + (f", {game.ending}" if game.ending else ""), QUIET
        )

    def where(self) -> str:
        """Return how the games are related, and where they first differ."""
        both = self.both
        branched = f"{both.branched}." if both.branched else ""
        return " ".join(filter(None, (branched, both.notice, both.parting)))

    def parting(self, side: int) -> Content:
        """Return the choice of one game where they first differ."""
        made: Made | None = self.both.parted[side]
        if made is None:
            face = current_face()
            return say(face.no_other_choice() if self.both.alike else face.no_more_choices(), QUIET)
        parts = [
            say(self.both.seats.get(made.seat, made.seat), BRIGHT),
            say(made.prompt, PLAIN),
            say(MARK + made.text, ODD),
        ]
        if made.reason:
            parts.append(say(f"“{made.reason}”", QUIET))
        return rows(parts)

    def levels(self, levels: list[ComparedLevel]) -> Callable[[int], Content]:
        """Return what draws the levels of a turn for a side, marking those that differ."""

        def side(at: int) -> Content:
            lines = []
            for level in levels:
                value = level.values[at]
                text = "–" if value is None else str(value)
                mark = MARK if level.differs else "  "
                style = ODD if level.differs else PLAIN
                lines.append(say(f"{mark}{fit(level.name, 26)} {fit(text, 4, right=True)}", style))
            return rows(lines)

        return side

    def verdicts(self, side: int) -> Content:
        """Return one game's verdicts with the lines of their points, marking those that differ."""
        return rows([part for row in self.both.verdict_rows() for part in verdict(row, side)])

    def action_page_before(self) -> None:
        """Show the page before."""
        self.turn_to(self.at - 1)

    def action_page_after(self) -> None:
        """Show the next page."""
        self.turn_to(self.at + 1)

    def action_close(self) -> None:
        """Go back; leave if there is nothing behind."""
        if len(self.app.screen_stack) == 1:
            self.app.exit()
        else:
            self.dismiss(None)


def verdict(row: VerdictRow, side: int) -> list[Content]:
    """Return one row of the verdicts for one game; a line that only the other game has is left
    out."""
    text, mark = row.texts[side], MARK if row.differs else "  "
    if row.kind == "ending":
        return [say(text or current_face().not_over(), ODD if row.differs else PLAIN)]
    if row.kind == "line":
        if text is None:
            return []
        line = f"{fit(row.name, 26)} {fit(text, 4, right=True)}"
        return [say(mark + line, ODD if row.differs else QUIET)]
    head = [Content(""), say(row.name, BRIGHT)]
    if text is None:
        return [*head, say("  –", QUIET)]
    return [*head, say(f"{mark}{current_face().points(text)}", ODD if row.differs else PLAIN)]
