"""All cards of a program, as a reader sees them: text, facts, sources."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from attrs import frozen

from wargame.content.card_text import head, rules
from wargame.content.facts import sources
from wargame.content.load import Library
from wargame.content.program import Program
from wargame.rules.model.cards import Agenda, Card, HomeCard


@frozen
class CardPage:
    """A card in the gallery. `text` is computed from its effects, `sources` from its facts."""

    id: str
    deck: str
    title: str
    head: str
    text: tuple[str, ...]
    flavour: str
    concept: str
    facts: tuple[str, ...]
    sources: tuple[str, ...]


def gallery(program: Program, folder: Path) -> Iterator[CardPage]:
    """Show every card: those of the decks in their order, then HOME cards and agendas."""
    book = program.book
    for at, card in enumerate(book.cards):
        yield _shown(program, folder, card, book.decks[book.deck_of[at]].id)
    for home in book.homes:
        if home is not None:
            yield _shown(program, folder, home, "home")
    for agenda in book.agendas:
        yield _shown(program, folder, agenda, "flags")


def all_cards(library: Library, folder: Path, first: str) -> list[CardPage]:
    """List every card of the game once, deck by deck, with all its decks whole.

    A scenario may leave cards out, so the full game of every scenario is read, that of `first`
    before the others; a card is shown as in the first scenario that has it.
    """
    pages: dict[str, CardPage] = {}
    for scenario in sorted(library.scenarios, key=lambda id: (id != first, id)):
        for card in gallery(library.program(scenario, basic=False), folder):
            pages.setdefault(card.id, card)
    decks = list(dict.fromkeys(card.deck for card in pages.values()))
    return sorted(pages.values(), key=lambda card: decks.index(card.deck))


def _shown(program: Program, folder: Path, face: Card | HomeCard | Agenda, deck: str) -> CardPage:
    concept = program.ruleset.concepts.get(face.concept, face.concept)
    return CardPage(
        face.id,
        deck,
        face.title,
        head(program.book, face),
        tuple(rules(program.book, face)),
        face.flavour,
        concept,
        face.facts,
        tuple(sources(folder, face.facts)),
    )
