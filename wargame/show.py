"""What commands print: with rich on a terminal, plain text when piped."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable

from wargame.content.gallery import Shown


def cards(found: Iterable[Shown]) -> None:
    """Print cards, deck by deck."""
    if not sys.stdout.isatty():
        for card in found:
            write(f"{card.id} {card.head} [{card.deck}]")
            for line in card.text:
                write("  " + line)
            if card.flavour:
                write(f"  {card.flavour}")
            for source in card.sources:
                write(f"  Source: {source}")
            write()
        return
    from rich.console import Console
    from rich.panel import Panel
    from rich.text import Text

    console = Console()
    for card in found:
        body = Text("\n".join(card.text))
        if card.flavour:
            body.append(f"\n{card.flavour}", style="italic dim")
        for source in card.sources:
            body.append(f"\n{source}", style="dim")
        title = Text(f"{card.id}  {card.head}")
        console.print(Panel(body, title=title, subtitle=Text(card.deck), title_align="left"))


def cards_json(found: Iterable[Shown]) -> None:
    """Print cards as a JSON list of objects."""
    rows = [
        {
            "id": card.id,
            "deck": card.deck,
            "title": card.title,
            "text": "\n".join([card.head, *card.text]),
            "flavour": card.flavour,
            "concept": card.concept,
            "facts": list(card.facts),
            "sources": list(card.sources),
        }
        for card in found
    ]
    write(json.dumps(rows, ensure_ascii=sys.stdout.encoding.lower() != "utf-8", indent=2))


def markdown(text: str) -> None:
    """Print a Markdown text: set on a terminal, as it stands when piped."""
    if not sys.stdout.isatty():
        write(text.rstrip())
        return
    from rich.console import Console
    from rich.markdown import Markdown

    console = Console()
    with console.pager(styles=True):
        console.print(Markdown(text))


def write(text: str = "") -> None:
    """Print a line, spelling what the stream cannot encode."""
    encoding = sys.stdout.encoding or "utf-8"
    sys.stdout.write(text.encode(encoding, "replace").decode(encoding) + "\n")
