"""A document as one HTML page that opens from the disk and asks for nothing from outside."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

from jinja2 import DictLoader, Environment, StrictUndefined
from markupsafe import Markup

from wargame.lesson.chart import svg
from wargame.lesson.document import Block, Chart, Document, Points, Table, Text


def page(doc: Document) -> str:
    """Write a document as HTML."""
    return _environment().get_template("page.html").render(doc=doc)


@cache
def _environment() -> Environment:
    folder = files("wargame.lesson") / "templates"
    texts = {each.name: each.read_text(encoding="utf-8") for each in folder.iterdir()}
    env = Environment(
        loader=DictLoader(texts), autoescape=True, undefined=StrictUndefined,
        trim_blocks=True, lstrip_blocks=True,
    )  # fmt: skip
    env.globals["svg"] = _drawn
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
        case Chart():
            return "chart"
