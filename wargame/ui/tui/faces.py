"""Cards as the screen shows them: a seat's own hand, a face by its id, its page in the gallery."""

from __future__ import annotations

from attrs import frozen

from wargame.content.card_text import card_lines
from wargame.content.gallery import CardPage, gallery
from wargame.engine.game import Game
from wargame.engine.library import data
from wargame.engine.view import HIDDEN
from wargame.rules.model.cards import PlayCard


@frozen
class Held:
    """A card in a hand: its lines, and where it lies (empty: in the hand)."""

    title: str
    lines: tuple[str, ...]
    brief: str
    place: str = ""


def hand(game: Game, seat: int) -> tuple[Held, ...]:
    """List a seat's own cards: hand, then dossier. Only for that seat's eyes."""
    book, view = game.book, game.view(seat)
    found = []
    for card in view.piles[book.piles.hand[seat]]:
        found.append(held(game, card))
    for place, pile in enumerate(book.piles.dossier[seat]):
        for card in view.piles[pile]:
            found.append(held(game, card, f"{book.words.ordinal(place)} place"))
    return tuple(found)


def held(game: Game, card: int, place: str = "") -> Held:
    """Show one card of a hand."""
    book = game.book
    assert card != HIDDEN
    face = book.cards[card]
    brief = ""
    if isinstance(face, PlayCard):
        costs = "/".join(str(branch.cost) for branch in face.branch)
        flag = "" if face.flag is None else f" {game.program.ruleset.seat[face.flag].shape}"
        brief = f"OPS {face.ops} · cost {costs}{' · ASK' if face.ask else ''}{flag}"
    return Held(face.title, tuple(card_lines(book, card)), brief, place)


def shown_card(game: Game, id: str) -> CardPage | None:
    """Find a card in the gallery by its id, with sources and facts."""
    return next((c for c in gallery(game.program, data("cards")) if c.id == id), None)
