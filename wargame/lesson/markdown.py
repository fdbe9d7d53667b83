"""A document as Markdown; a chart is its table."""

from __future__ import annotations

from collections.abc import Iterator

from wargame.lesson.document import Block, Chart, Document, Links, Points, Table, Text
from wargame.saves.export.chronicle import md


def markdown(doc: Document) -> str:
    """Write a document as Markdown."""
    return "\n".join(_lines(doc)).rstrip() + "\n"


def _lines(doc: Document) -> Iterator[str]:
    yield from (f"# {md(doc.title)}", "", md(doc.subtitle))
    for section in doc.sections:
        yield from ("", f"## {md(section.title)}")
        for block in section.blocks:
            yield ""
            yield from _block(block)


def _block(block: Block) -> Iterator[str]:
    match block:
        case Text():
            head = f"**{md(block.head)}** " if block.head else ""
            sign = "> " if block.kind == "quote" else ""
            yield f"{sign}{head}{md(block.text)}"
        case Points():
            for number, item in enumerate(block.items, 1):
                yield f"{number}. {md(item)}" if block.ordered else f"- {md(item)}"
        case Table():
            yield from _table(block)
        case Links():
            yield from (f"- [{md(title)}]({file}): {md(note)}" for file, title, note in block.items)
        case Chart():
            yield f"**{md(block.title)}** {md(block.description)}"
            yield ""
            yield from _table(block.table)


def _table(table: Table) -> Iterator[str]:
    yield f"**{md(table.caption)}**"
    yield ""
    yield f"| {' | '.join(map(md, table.heads))} |"
    signs = ("--:" if at in table.right else "---" for at in range(len(table.heads)))
    yield f"|{'|'.join(signs)}|"
    for row in table.rows:
        yield f"| {' | '.join(map(md, row))} |"
