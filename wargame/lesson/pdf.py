"""A document as a PDF, by typst: A4, black on white, the same bytes every time.

The fonts are those that typst itself brings; none of the system's is used, so that a page looks the
same everywhere. A text that they cannot write is refused: a page with boxes in it helps nobody.
"""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from typing import Final, Literal

import typst
from attrs import asdict

from wargame.lesson.chart import svg
from wargame.lesson.document import Chart, Document, Links, Points, Table, Text

NAMESPACE: Final = 'xmlns="http://www.w3.org/2000/svg"'
WRITES = ("LATIN", "GREEK", "CYRILLIC")
"""The scripts that the fonts can write."""


class NoFont(ValueError):
    """A text is in a script that the fonts cannot write; the message shows it."""


def pdf(doc: Document) -> bytes:
    """Write a document as a PDF. Raises `NoFont`.

    The page is laid out by `templates/page.typ`, which reads the document as JSON.
    """
    made = _laid_out(doc, "pdf")
    assert isinstance(made, bytes)
    return made


def pages(doc: Document) -> int:
    """Return how many pages of paper a document takes."""
    made = _laid_out(doc, "svg")
    return len(made) if isinstance(made, list) else 1


def _laid_out(doc: Document, form: Literal["pdf", "svg"]) -> object:
    data = _plain(doc)
    for text in _texts(data):
        if strange := next((letter for letter in text if not _written(letter)), ""):
            script = unicodedata.name(strange, "it").partition(" ")[0]
            raise NoFont(
                f"no font here writes {script if script == 'CJK' else script.capitalize()}: "
                f"“{strange}” in “{text[:40]}”; the HTML page shows it, and a browser prints it"
            )
    source = (files("wargame.lesson") / "templates" / "page.typ").read_bytes()
    return typst.compile(
        source, format=form, ignore_system_fonts=True, timestamp=0,
        sys_inputs={"document": json.dumps(data, ensure_ascii=False)},
    )  # fmt: skip


def _plain(doc: Document) -> dict[str, object]:
    """Return a document as JSON holds it, each block with its kind."""
    sections = [
        {"title": one.title, "blocks": [_block(block) for block in one.blocks]}
        for one in doc.sections
    ]
    return {"title": doc.title, "subtitle": doc.subtitle, "language": doc.language,
            "sheet": doc.sheet, "sections": sections}  # fmt: skip


def _block(block: Text | Points | Table | Links | Chart) -> dict[str, object]:
    match block:
        case Links():
            items = [f"{title}: {note}" for _, title, note in block.items]
            return {"kind": "points", "items": items, "ordered": False, "boxes": False}
        case Chart():
            drawn = svg(block, "chart").replace("<svg", f"<svg {NAMESPACE}", 1)
            return {"kind": "chart", "title": block.title, "description": block.description,
                    "svg": drawn, "table": asdict(block.table)}  # fmt: skip
        case Text():
            return {"kind": "text", "style": block.kind, "head": block.head, "text": block.text}
        case _:
            return {"kind": type(block).__name__.lower(), **asdict(block)}


def _texts(data: object) -> Iterator[str]:
    if isinstance(data, str):
        yield data
    elif isinstance(data, dict):
        for value in data.values():
            yield from _texts(value)
    elif isinstance(data, list | tuple):
        for value in data:
            yield from _texts(value)


@cache
def _written(letter: str) -> bool:
    """Return whether the fonts write a letter: all signs, and the letters of some scripts."""
    if not unicodedata.category(letter).startswith(("L", "M")):
        return True
    return unicodedata.name(letter, "").startswith((*WRITES, "COMBINING", "MODIFIER"))
