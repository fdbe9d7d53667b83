"""What commands print: with rich on a terminal, plain text when piped; the table and a hand."""

from __future__ import annotations

import codecs
import io
import json
import sys
from collections.abc import Iterable
from functools import cache
from unicodedata import normalize

from wargame.content.card_text import card_lines
from wargame.content.faults import BadContent
from wargame.content.gallery import Shown
from wargame.content.specs import SeatSpec
from wargame.engine import preview
from wargame.engine.game import Game
from wargame.engine.library import library
from wargame.engine.table_text import sealed_lines
from wargame.engine.table_text import standing_lines as standing_text
from wargame.engine.view import HIDDEN
from wargame.table.layout import Scope

SPELLED = "wargame.spelled"
"""How text is encoded: what an encoding lacks is spelled in signs that all of them have."""
_PLAIN = {
    "−": "-", "–": "-", "—": "-", "“": '"', "”": '"', "’": "'", "½": ".5", "…": "...", "×": "x",
    "±": "+-", "→": "->", "·": "-", "•": "*", "─": "-", "━": "-", "│": "|", "▌": "|", "◊": "<>",
}  # fmt: skip


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
    sys.stdout.write(encodable(text, sys.stdout.encoding or "utf-8", ()) + "\n")


def encodable(text: str, encoding: str, seats: Iterable[SeatSpec]) -> str:
    """Spell a text in signs that an encoding has, the shapes of the seats among them."""
    try:
        text.encode(encoding)
    except UnicodeEncodeError:
        for spec in seats:
            text = text.replace(spec.shape, spec.ascii)
        return text.encode(encoding, SPELLED).decode(encoding)
    return text


def spell_output(ascii_signs: bool = False) -> None:
    """Let the output spell what it cannot encode, whoever prints; or all that is not ASCII."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="ascii" if ascii_signs else None, errors=SPELLED)


def _spell(error: UnicodeError) -> tuple[str, int]:
    """Spell what could not be encoded, and say where to go on; see `codecs.register_error`."""
    assert isinstance(error, UnicodeEncodeError)
    found = _signs()
    signs = error.object[error.start : error.end]
    return "".join(found.get(sign) or _letters(sign) for sign in signs), error.end


def _letters(sign: str) -> str:
    """Give a letter without its accents; ? for what has no plain form."""
    return normalize("NFKD", sign).encode("ascii", "ignore").decode() or "?"


@cache
def _signs() -> dict[str, str]:
    """Give the plain forms of signs, and of the shapes of seats."""
    try:
        rulesets = library().rulesets.values()
    except BadContent:
        return _PLAIN
    return {seat["shape"]: seat["ascii"] for rules in rulesets for seat in rules["seat"]} | _PLAIN


codecs.register_error(SPELLED, _spell)


def table_lines(game: Game) -> list[str]:
    """Say the public table in lines."""
    words, layout = game.program.book.words, game.program.book.layout
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
    words, view = game.program.book.words, game.view(-1)
    levels = [
        f"{words.track(track)} {view.levels[track.base + seat]}"
        for track in view.layout.in_play
        if track.scope is Scope.SEAT and seat in (track.owners or (seat,))
    ]
    return f"{words.seat(seat)}: " + ", ".join(levels)


def standing_lines(game: Game) -> list[str]:
    """Say what stands on the table, what will drift, and who has sealed a bid, a line each."""
    words, view = game.program.book.words, game.view(-1)
    crisis = preview.crisis(game.program, view)
    found = standing_text(game.program.book, view, crisis)
    if drift := drift_line(game):
        found.append(drift)
    if view.sealed_bids:
        found.append("A bid is sealed by " + words.seats(list(view.sealed_bids)))
    return found


def drift_line(game: Game) -> str:
    """Say what will drift in this turn's Reckoning if nothing else changes; empty if nothing."""
    moved = preview.drift(game.program, game.view(-1))
    said = game.program.book.words.moves(moved)
    return f"To drift, as things stand: {said}" if moved else ""


def hand_lines(game: Game, seat: int) -> list[str]:
    """Say a seat's hand, dossier and seals in lines. Only for that seat's eyes."""
    book, view = game.program.book, game.view(seat)
    hand = view.piles[book.piles.hand[seat]]
    assert HIDDEN not in hand
    found = [line for card in hand for line in card_lines(book, card)]
    for place, pile in enumerate(book.piles.dossier[seat]):
        for card in view.piles[pile]:
            found.append(f"{book.words.ordinal(place)} place: {book.title(card)}")
    return [*found, *sealed_lines(book, view)]
