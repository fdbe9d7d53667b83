"""`wargame cards`, `wargame rules` and `wargame check`: the content, to read and to lint."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from pathlib import Path

import click

from wargame.cli.group import Refused
from wargame.cli.path_types import FOLDER
from wargame.cli.playing import SCENARIO
from wargame.cli.terminal import page
from wargame.content.faults import nearest
from wargame.content.gallery import CardPage, all_cards, gallery
from wargame.content.load import Library
from wargame.engine.library import data, library
from wargame.saves.format.errors import printable
from wargame.saves.write import disk
from wargame.ui.printing import data_json, write


@click.command("cards")
@click.option("--deck", metavar="DECK", help="Only this deck.")
@click.option("--json", "as_json", is_flag=True, help="A list of objects.")
@click.option("--scenario", metavar="ID", help="Only the cards of this scenario.")
def cards_command(deck: str | None, as_json: bool, scenario: str | None) -> None:
    """Show all cards of the game: text, facts, sources."""
    if scenario is None:
        pages = all_cards(library(), data("cards"), first=SCENARIO)
    else:
        pages = list(gallery(library().program(scenario), data("cards")))
    decks = list(dict.fromkeys(card.deck for card in pages))
    if deck is not None and deck not in decks:
        raise Refused(f'there is no deck "{deck}"; {nearest(deck, decks)}')
    chosen = [card for card in pages if deck in (None, card.deck)]
    (print_json if as_json else print_cards)(chosen)


@click.command("rules")
def rules_command() -> None:
    """Read the rulebook."""
    print_markdown(data("RULES.md").read_text(encoding="utf-8"))


def print_cards(pages: Iterable[CardPage]) -> None:
    """Print cards, deck by deck."""
    if not sys.stdout.isatty():
        for card in pages:
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
    for card in pages:
        body = Text("\n".join(card.text))
        if card.flavour:
            body.append(f"\n{card.flavour}", style="italic dim")
        for source in card.sources:
            body.append(f"\n{source}", style="dim")
        title = Text(f"{card.id}  {card.head}")
        console.print(Panel(body, title=title, subtitle=Text(card.deck), title_align="left"))


def print_json(pages: Iterable[CardPage]) -> None:
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
        for card in pages
    ]
    data_json(rows, indent=2)


def print_markdown(text: str) -> None:
    """Print a Markdown text: formatted and in a pager on a terminal, unchanged in a pipe."""
    if not sys.stdout.isatty():
        write(text.rstrip())
        return
    from rich.console import Console
    from rich.markdown import Markdown

    console = Console()
    with console.capture() as captured:
        console.print(Markdown(text))
    page(captured.get())


@click.command("check")
@click.argument("folder", required=False, type=FOLDER, metavar="[DIR]")
@click.option("--reference", is_flag=True, help="Then renew the reference in cards/README.md and "
              "rules/README.md: all words that TOML may use.")  # fmt: skip
def check_command(folder: Path | None, reference: bool) -> int:
    """Lint cards and rules, every fault at once; if there is none, play games at random."""
    from wargame.engine.rehearsal import check as faults_of

    top = folder or data("")
    faults = faults_of(top / "cards", top / "rules")
    for fault in faults:
        write(printable(fault))
    count = len(faults)
    write("no fault found" if not count else f"{count} fault{'s' if count > 1 else ''}")
    if faults:
        return 1
    if reference:
        _write_reference(top)
    return 0


def _write_reference(top: Path) -> None:
    """Renew the generated part of the two pages. Raises `Refused` where one cannot be read."""
    from wargame.content.reference import pages, renewed

    for name, reference in pages(Library(top / "cards", top / "rules")).items():
        path = top / name
        try:
            page = path.read_text(encoding="utf-8")
            new = renewed(page, reference)
        except (OSError, ValueError) as error:
            why = getattr(error, "strerror", None) or error
            raise Refused(f"{path} cannot be renewed: {why}") from None
        if new != page:
            disk.replace(path, new.encode())
            write(f"{path} is renewed")
