"""The widgets below the table: question, option in detail, hand, log."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.geometry import Size
from textual.widgets import Static

from wargame.ui.tui.palette import ACCENT, BRIGHT, LIGHT, QUIET, SOFT
from wargame.ui.tui.table_model import Held, TableModel
from wargame.ui.tui.text import rows, say, wrap
from wargame.ui.tui.widgets.board import TableWidget, indented
from wargame.ui.tui.widgets.signed import card_rows, opened


class Prompt(Static):
    """The question."""

    text = ""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)

    def tell(self, text: str) -> None:
        """Show a question."""
        self.text = text
        self.update(say(text, BRIGHT))

    def need(self, cells: int) -> int:
        """Return the rows that the question takes in so many cells."""
        return len(wrap(say(self.text, BRIGHT), cells)) if self.text else 0


class GuideStrip(Static):
    """What a learner is told above the question; it takes no room while there is nothing."""

    STYLES: ClassVar = {"meant": SOFT, "say": LIGHT, "word": QUIET, "do": f"{ACCENT} bold"}
    texts: tuple[tuple[str, str], ...] = ()
    """Lines with their roles."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)

    def tell(self, texts: tuple[tuple[str, str], ...]) -> None:
        """Show lines."""
        self.texts = texts
        self.display = bool(texts)
        self.update(rows([say(text, self.STYLES[role]) for text, role in texts]))

    def need(self, cells: int) -> int:
        """Return the rows that the lines take in so many cells."""
        return sum(len(wrap(say(text), cells)) for text, _ in self.texts)


class Log(TableWidget):
    """The last lines of the log, the newest the lowest and the brightest. A line stands whole or
    not at all; of the newest, if it has no room, the first rows stand, and the key to the rest."""

    rest = "l"
    """The key that shows all lines."""

    def draw(self, seen: TableModel, size: Size) -> Content:
        """Draw a table model for a widget of this size."""
        height = max(1, size.height)
        drawn: list[Content] = []
        for text in reversed(seen.log[-height:]):
            line = indented(say(text, QUIET if drawn else SOFT), size.width)
            if drawn and len(line) + len(drawn) > height:
                break
            drawn = line + drawn
        if len(drawn) > height:
            left = seen.words.more_by_key(len(drawn) - height, self.rest)
            more = say(f"  {left}", QUIET)
            last, *_ = wrap(drawn[height - 1], size.width - more.cell_length)
            drawn[height - 1 :] = [last + more]
        return rows(drawn)


class Detail(VerticalScroll, can_focus=False):
    """The text about the highlighted option."""

    def compose(self) -> ComposeResult:
        """Yield the child widgets."""
        yield Static(id="detail-text")

    content = Content("")

    def need(self, cells: int) -> int:
        """Return the rows of the text in so many cells."""
        return len(wrap(self.content, cells - 2)) if self.content.plain else 0

    def tell(self, text: Sequence[str], note: str = "", signs: Sequence[str] = ()) -> None:
        """Show a note, what the question is about in signs, and lines: the first as a head, one
        after an empty line as flavour."""
        parts = [say(note, ACCENT)] if note else []
        parts += [say(line, BRIGHT) for line in signs]
        parts += [Content("")] if signs and text else []
        parts += [card_content(text)] if text else []
        self.content = rows(parts) if parts else Content("")
        self.query_one("#detail-text", Static).update(self.content)
        self.scroll_home(animate=False)


class Hand(VerticalScroll, can_focus=False):
    """A seat's own cards in signs. Empty unless a private question is asked."""

    cards: tuple[Held, ...] = ()

    def compose(self) -> ComposeResult:
        """Yield the child widgets."""
        yield Static(id="hand-text")

    def tell(self, cards: tuple[Held, ...]) -> None:
        """Set the hand that is shown; it is drawn by `fill`."""
        self.cards = cards
        if not cards:
            self.query_one("#hand-text", Static).update("")

    def need(self, cells: int) -> int:
        """Return the rows of all cards in so many cells."""
        return sum(len(held_rows(card, cells, whole=True)) for card in self.cards)

    def fill(self, cells: int, height: int) -> None:
        """Draw the cards in so many cells and rows: as many in signs as have room, the others on a
        single line."""
        ways = [
            [held_rows(card, cells, whole=whole) for whole in (False, True)] for card in self.cards
        ]
        whole = opened([(len(single), len(signs)) for single, signs in ways], height, 0)
        parts = [row for at, way in enumerate(ways) for row in way[at in whole]]
        self.query_one("#hand-text", Static).update(rows(parts) if parts else Content(""))


def held_rows(held: Held, cells: int, *, whole: bool) -> list[Content]:
    """Draw a card of a hand, its hotkey or its place before its title."""
    mark = say(f"{held.place}: ", ACCENT) if held.place else say(f"{held.hotkey:>1}  ", QUIET)
    return card_rows(mark + say(held.card.title, LIGHT), held.card, cells, whole=whole)


def card_content(text: Sequence[str]) -> Content:
    """Return a card's lines as content: head bright, rules plain, flavour after an empty line in
    italics."""
    parts, flavour = [], False
    for at, line in enumerate(text):
        flavour = flavour or (at > 0 and not line)
        if at == 0:
            parts.append(say(line, BRIGHT))
        elif flavour:
            parts.append(say(line, f"{QUIET} italic"))
        elif line.lstrip().startswith(("POLICY", "ASK", "Badge", "HOME", "Once")):
            parts.append(say(line.strip(), SOFT))
        else:
            parts.append(say(line.removeprefix("  "), LIGHT))
    return rows(parts) if parts else Content("")
