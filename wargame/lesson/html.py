"""A document as one HTML page that opens from the disk and asks for nothing from outside."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files

from jinja2 import DictLoader, Environment, StrictUndefined
from markdown_it import MarkdownIt
from markupsafe import Markup

from wargame.content.gallery import CardPage
from wargame.lesson.board import MOST_BOXES, BoardPart
from wargame.lesson.chart import svg
from wargame.lesson.document import Block, Chart, Document, Links, Points, Table, Text


def page(doc: Document) -> str:
    """Write a document as HTML."""
    return _environment().get_template("page.html").render(doc=doc, svg=_drawn)


def prose(title: str, text: str) -> str:
    """Write Markdown of our own as a page: one sheet of paper."""
    written = MarkdownIt("commonmark", {"html": False}).enable("table").render(text)
    return _environment().get_template("prose.html").render(title=title, body=Markup(written))


def cards(title: str, pages: Sequence[CardPage], decks: Mapping[str, str]) -> str:
    """Write cards to print, nine to a sheet; `decks` has the name of each deck by its id."""
    return _environment().get_template("cards.html").render(title=title, cards=pages, decks=decks)


def board(title: str, how: str, parts: Sequence[BoardPart]) -> str:
    """Write the board to print: one sheet of paper."""
    template = _environment().get_template("board.html")
    return template.render(title=title, how=how, parts=parts, boxes=MOST_BOXES)


def served(name: str, **given: object) -> str:
    """Write a page of a server from its template."""
    return _environment().get_template(name).render(**given)


@cache
def _environment() -> Environment:
    folder = files("wargame.lesson") / "templates"
    texts = {each.name: each.read_text(encoding="utf-8") for each in folder.iterdir()}
    env = Environment(
        loader=DictLoader(texts), autoescape=True, undefined=StrictUndefined,
        trim_blocks=True, lstrip_blocks=True,
    )  # fmt: skip
    env.filters["kind"] = _kind
    return env


def _drawn(chart: Chart, id: str) -> Markup:
    return Markup(svg(chart, id))  # `svg` escapes its texts


def _kind(block: Block) -> str:
    """Return which macro writes a block."""
    match block:
        case Text():
            return block.kind
        case Points():
            return "points"
        case Table():
            return "table"
        case Links():
            return "links"
        case Chart():
            return "chart"
