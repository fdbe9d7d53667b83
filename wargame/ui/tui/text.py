"""Text for the screen: cleaned (`signs.py`), spelled, coloured, measured in cells; no markup.

All text on the screen goes through `say` or `fit`, which clean it and spell it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import cast

from attrs import frozen
from rich.cells import cell_len, set_cell_size
from textual._context import active_app
from textual.content import Content

from wargame.content.seats import SeatSpec
from wargame.system.signs import one_line, paragraphs
from wargame.ui.tui.palette import seat_style
from wargame.ui.words import ENGLISH
from wargame.ui.words.face import FaceWords

NAME_CELLS = 24
_PLAIN = {
    "−": "-", "–": "-", "—": "-", "“": '"', "”": '"', "’": "'", "½": ".5", "…": "...", "×": "x",
    "±": "+-", "≤": "<=", "≥": ">=",
    "━": "=", "─": "-", "╌": ".", "·": "-", "▸": ">", "→": ">", "═": "!", "✓": "ok", "✗": "no",
}  # fmt: skip


@frozen
class Look:
    """How text is shown: whether in ASCII alone, and the shapes and colours of the seats.

    The app owns one as its `look` and replaces it when another game is shown.
    """

    ascii: bool = False
    marks: tuple[tuple[str, str], ...] = ()
    """Each seat's shape as it is shown, and the style of its colour."""
    spelling: Mapping[str, str] = {}
    """Replacements of signs; empty unless `ascii`."""

    @classmethod
    def of(cls, seats: Sequence[SeatSpec], ascii_signs: bool) -> Look:
        """Return the look of a game with these seats."""
        marks = tuple(
            (spec.ascii if ascii_signs else spec.shape, seat_style(at))
            for at, spec in enumerate(seats)
        )
        spelling = {**_PLAIN, **{s.shape: s.ascii for s in seats}} if ascii_signs else {}
        return cls(ascii_signs, marks, spelling)


_NO_LOOK = Look()


def current_look() -> Look:
    """Return the look of the running app, or the plain look if none is running.

    Textual keeps the running app in a context variable, which its widgets read as `self.app`.
    """
    return cast("Look", getattr(active_app.get(None), "look", _NO_LOOK))


def current_face() -> FaceWords:
    """Return the words of the running app, or English if none is running."""
    return cast("FaceWords", getattr(active_app.get(None), "face", ENGLISH))


def spell(text: str) -> str:
    """Clean a text and spell it in the signs that the look allows."""
    text = paragraphs(text)
    for sign, plain in current_look().spelling.items():
        text = text.replace(sign, plain)
    return text


def say(text: str, style: str = "") -> Content:
    """Return a text as content, without markup; seats' shapes get their colours."""
    content = Content.styled(spell(text), style) if style else Content(spell(text))
    look = current_look()
    if not look.ascii:
        for shape, colour in look.marks:
            start = content.plain.find(shape)
            while start >= 0:
                content = content.stylize(colour, start, start + 1)
                start = content.plain.find(shape, start + 1)
    return content


def lines(texts: list[str], style: str = "") -> Content:
    """Return lines as content."""
    return Content("\n").join([say(text, style) for text in texts])


def rows(parts: list[Content]) -> Content:
    """Return contents one below the other."""
    return Content("\n").join(parts)


def wrap(text: Content, cells: int) -> list[Content]:
    """Break content into rows of at most `cells` cells, between words where there are any."""
    return [*text.wrap(max(1, cells))]


def flow(pieces: Sequence[Content], cells: int, gap: str = "  ") -> list[Content]:
    """Set pieces one after the other in rows; a piece is broken only if no row can hold it."""
    made: list[Content] = []
    for piece in pieces:
        if made and made[-1].cell_length + len(gap) + piece.cell_length <= cells:
            made[-1] = made[-1] + Content(gap) + piece
        else:
            made += wrap(piece, cells)
    return made


def clean_name(text: str, cells: int = NAME_CELLS) -> str:
    """Return a name that can be shown: cleaned, in one line, at most `cells` cells."""
    text = one_line(text)
    if cell_len(text) <= cells:
        return text
    while cell_len(text) > cells - 1:
        text = text[:-1]
    return text + "…"


def fit(text: str, cells: int, right: bool = False) -> str:
    """Pad or cut a text to `cells` cells, in the signs that the look allows."""
    text, more = spell(text), spell("…")
    if cell_len(text) > cells:
        kept = set_cell_size(text, max(0, cells - cell_len(more))).rstrip() + more
        return set_cell_size(kept, min(cells, cell_len(kept)))
    space = " " * (cells - cell_len(text))
    return space + text if right else text + space
