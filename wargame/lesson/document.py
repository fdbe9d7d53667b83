"""A page as plain data: sections of paragraphs, lists, tables and charts, for every format.

Texts are bare: each format escapes them.
"""

from __future__ import annotations

from typing import TypeAlias

from attrs import frozen

Row: TypeAlias = tuple[str, ...]


@frozen
class Text:
    """A paragraph. `kind` is "text", "lead" (the sentence to begin with), "note" or "quote"; a
    `head` stands before it in bold."""

    text: str
    kind: str = "text"
    head: str = ""


@frozen
class Points:
    """A list; numbered if `ordered`, without dots if its items begin with `boxes`."""

    items: Row
    ordered: bool = False
    boxes: bool = False


@frozen
class Table:
    """A table with its caption; the columns whose numbers are in `right` stand at the right."""

    caption: str
    heads: Row
    rows: tuple[Row, ...]
    right: tuple[int, ...] = ()


@frozen
class Links:
    """Pages of the same folder: each as (file, title, what it is for)."""

    items: tuple[tuple[str, str, str], ...]


@frozen
class Line:
    """One line of a chart: a value for each label of its axis. `dash` is 0, 1, 2, …: lines differ
    by it, so that a chart reads in black and white."""

    name: str
    values: tuple[float, ...]
    colour: str
    dash: int


@frozen
class Chart:
    """Lines over the same labels. `description` says in words what they show; a table of the same
    figures follows it."""

    title: str
    description: str
    labels: Row
    lines: tuple[Line, ...]
    low: float
    high: float
    table: Table


Block: TypeAlias = Text | Points | Table | Links | Chart


@frozen
class Section:
    """A part of a page under a heading; `id` is unique on the page."""

    id: str
    title: str
    blocks: tuple[Block, ...]


@frozen
class Document:
    """A page: its title, one line below it, its sections in order."""

    title: str
    subtitle: str
    sections: tuple[Section, ...]
    language: str = "en"
    sheet: bool = False
    """Whether it is one sheet of paper, without a list of its sections."""
