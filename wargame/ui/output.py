"""What commands print: with rich on a terminal, plain text when piped; the table and a hand."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable

from wargame.content.card_text import card_lines
from wargame.content.gallery import CardPage
from wargame.engine import preview
from wargame.engine.game import Game
from wargame.engine.table_text import sealed_lines
from wargame.engine.table_text import standing_lines as standing_text
from wargame.engine.view import HIDDEN
from wargame.table.layout import Scope
from wargame.ui.printing import data_json, write


def cards(found: Iterable[CardPage]) -> None:
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


def cards_json(found: Iterable[CardPage]) -> None:
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
    data_json(rows, indent=2)


def markdown(text: str, page: Callable[[str], None]) -> None:
    """Print a Markdown text: set and handed to a pager on a terminal, as it stands when piped."""
    if not sys.stdout.isatty():
        write(text.rstrip())
        return
    from rich.console import Console
    from rich.markdown import Markdown

    console = Console()
    with console.capture() as captured:
        console.print(Markdown(text))
    page(captured.get())


def table_lines(game: Game) -> list[str]:
    """Say the public table in lines."""
    words, layout = game.words, game.layout
    view, found = game.view(-1), []
    for track in layout.in_play:
        if track.scope is Scope.SEAT:
            continue
        levels = [
            f"{words.level(at)} {view.levels[at]}"
            for at in range(track.base, track.base + track.size)
        ]
        found.append(", ".join(levels))
    found += [seat_line(game, seat) for seat in range(len(layout.seats))]
    return found + standing_lines(game)


def seat_line(game: Game, seat: int) -> str:
    """Say a seat's public numbers."""
    words, view = game.words, game.view(-1)
    levels = [
        f"{words.track(track)} {view.levels[track.base + seat]}"
        for track in view.layout.in_play
        if track.scope is Scope.SEAT and seat in (track.owners or (seat,))
    ]
    return f"{words.seat(seat)}: " + ", ".join(levels)


def standing_lines(game: Game) -> list[str]:
    """Say what stands on the table, what will drift, and who has sealed a bid, a line each."""
    words, view = game.words, game.view(-1)
    crisis = preview.crisis(game.program, view)
    found = [*standings_lines(game), *standing_text(game.book, view, crisis)]
    if drift := drift_line(game):
        found.append(drift)
    if view.sealed_bids:
        found.append("A bid is sealed by " + words.seats(list(view.sealed_bids)))
    return found


def standings_lines(game: Game) -> list[str]:
    """Say the public standings and who overreaches, a line each; nothing before half-time."""
    said = standings(game)
    return [*overreaching(game), *([said] if said else [])]


def standings(game: Game) -> str:
    """Say the public standings, without agenda and guess; empty before half-time."""
    found = preview.standings(game.program, game.view(-1)) or ()
    rules, specs = game.program.ruleset.verdict, game.program.ruleset.seat
    each = "  ".join(f"{specs[one.seat].shape} {rules.tiers[one.tier]}" for one in found)
    return f"Standing, flags aside:  {each}" if each else ""


def overreaching(game: Game) -> list[str]:
    """Warn of each overreach that can still be mended."""
    found = preview.standings(game.program, game.view(-1)) or ()
    words = game.words
    return [words.overreaching(one.seat) for one in found if one.overreach]


def drift_line(game: Game) -> str:
    """Say what will drift in this turn's Reckoning if nothing else changes; empty if nothing."""
    moved = preview.drift(game.program, game.view(-1))
    said = game.words.moves(moved)
    return f"To drift, as things stand: {said}" if moved else ""


def hand_lines(game: Game, seat: int) -> list[str]:
    """Say a seat's hand, dossier and seals in lines. Only for that seat's eyes."""
    book, view = game.book, game.view(seat)
    hand = view.piles[book.piles.hand[seat]]
    assert HIDDEN not in hand
    found = [line for card in hand for line in card_lines(book, card)]
    for place, pile in enumerate(book.piles.dossier[seat]):
        for card in view.piles[pile]:
            found.append(f"{book.words.ordinal(place)} place: {book.title(card)}")
    return [*found, *sealed_lines(book, view)]
