"""Two games of the same deal side by side: where they part, each turn's levels, the verdicts."""

from __future__ import annotations

from collections.abc import Callable

from attrs import frozen
from textual.app import ComposeResult
from textual.containers import Horizontal, ScrollableContainer, Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Static

from wargame.engine.scoring import halves_text
from wargame.saves.export.compare import Comparison, Level, Made, Result
from wargame.ui.tui.keys import bindings
from wargame.ui.tui.palette import ACCENT, BRIGHT, INK, QUIET
from wargame.ui.tui.screens.base import Page
from wargame.ui.tui.text import fit, rows, say
from wargame.ui.tui.widgets.panels import Rule

PLAIN = INK
ODD = f"{ACCENT} bold"
MARK = "▸ "


@frozen
class Leaf:
    """One page: its name, and how each side of it is set."""

    name: str
    side: Callable[[int], Content]


class Sides(VerticalScroll, inherit_bindings=False):
    """Both columns, scrolled together; left and right turn the page instead."""

    BINDINGS = [
        binding
        for binding in ScrollableContainer.BINDINGS
        if not {"left", "right"} & set(getattr(binding, "key", "").split(","))
    ]


class Compare(Page[None]):
    """Two columns, A and B; what differs is bright and marked."""

    BINDINGS = bindings("compare")
    AUTO_FOCUS = "#sides"

    def __init__(self, found: Comparison) -> None:
        super().__init__()
        self.found = found
        turns = [Leaf(turn_name(turn), self.levels(of)) for turn, of in found.turns.items()]
        self.leaves = [Leaf("where they part", self.parting), *turns]
        if any(side.results for side in found.sides):
            self.leaves.append(Leaf("verdicts", self.verdicts))
        self.at = 0

    def body(self) -> ComposeResult:
        with Vertical(classes="page"):
            yield Rule(f"{self.found.title}: two games of the same deal", id="leaf")
            with Horizontal(id="sides-head"):
                yield Static(self.head(0), classes="side")
                yield Static(self.head(1), classes="side side-b")
            yield Static(say(self.where(), PLAIN), id="parting")
            with Sides(id="sides"), Horizontal(id="sides-row"):
                yield Static(classes="side", id="side-a")
                yield Static(classes="side side-b", id="side-b")

    def set_up(self) -> None:
        self.turn_to(0)

    def turn_to(self, at: int) -> None:
        """Show a page."""
        self.at = max(0, min(at, len(self.leaves) - 1))
        leaf = self.leaves[self.at]
        self.query_one("#leaf", Rule).tell(
            note=f"{leaf.name} ({self.at + 1} of {len(self.leaves)})"
        )
        self.query_one("#side-a", Static).update(leaf.side(0))
        self.query_one("#side-b", Static).update(leaf.side(1))
        self.query_one(Sides).scroll_home(animate=False)

    def head(self, side: int) -> Content:
        """Name a game and its verdict."""
        game = self.found.sides[side]
        return say(f"{'AB'[side]}  {fit(game.file, 34).rstrip()}", BRIGHT) + say(
            f"\n   {game.verdict}" + (f", {game.ending}" if game.ending else ""), QUIET
        )

    def where(self) -> str:
        """Say how far they go alike."""
        found = self.found
        made = found.parted[0] or found.parted[1]
        said = f"{found.branched}. " if found.branched else ""
        if found.public:
            said += "One is unfinished, so this is what the public saw. "
        which = "open choices" if found.public else "choices"
        if made is None:
            return f"{said}No choice differs: the {which}, {found.same} of them, are the same."
        ply = f"ply {made.ply}, " if made.ply is not None else ""
        return f"{said}They part after {found.same} {which}: {ply}turn {made.turn}."

    def parting(self, side: int) -> Content:
        """Set what one game chose where they part."""
        made: Made | None = self.found.parted[side]
        if made is None:
            return say("No other choice." if self.found.alike else "No more choices.", QUIET)
        parts = [
            say(self.found.seats.get(made.seat, made.seat), BRIGHT),
            say(made.prompt, PLAIN),
            say(MARK + made.text, ODD),
        ]
        if made.reason:
            parts.append(say(f"“{made.reason}”", QUIET))
        return rows(parts)

    def levels(self, levels: list[Level]) -> Callable[[int], Content]:
        """Give what sets the levels of a turn, those that differ marked."""

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
        """Set one game's verdicts with the lines of their points."""
        one, other = self.found.sides[side], self.found.sides[1 - side]
        lines = [say(one.ending or "not over", ODD if one.ending != other.ending else PLAIN)]
        for seat, name in self.found.seats.items():
            mine, its = one.results.get(seat), other.results.get(seat)
            lines += [Content(""), say(name, BRIGHT), *self.result(mine, its)]
        return rows(lines)

    def result(self, mine: Result | None, its: Result | None) -> list[Content]:
        """Set one seat's result; a line that the other game does not have alike is marked."""
        if mine is None:
            return [say("  –", QUIET)]
        same = its is not None and (its.tier, its.halves) == (mine.tier, mine.halves)
        text = f"{mine.tier}, {halves_text(mine.halves)} points"
        found = [say(("  " if same else MARK) + text, PLAIN if same else ODD)]
        others = dict(its.lines) if its is not None else {}
        for name, halves in mine.lines:
            alike = others.get(name) == halves
            line = f"{fit(name, 26)} {fit(halves_text(halves), 4, right=True)}"
            found.append(say(("  " if alike else MARK) + line, QUIET if alike else ODD))
        return found

    def action_page_before(self) -> None:
        """Turn back."""
        self.turn_to(self.at - 1)

    def action_page_after(self) -> None:
        """Turn on."""
        self.turn_to(self.at + 1)

    def action_close(self) -> None:
        """Go back; leave if there is nothing behind."""
        if len(self.app.screen_stack) == 1:
            self.app.exit()
        else:
            self.dismiss(None)


def turn_name(turn: int) -> str:
    """Name the page of a turn."""
    return f"end of turn {turn}" if turn else "as dealt"
