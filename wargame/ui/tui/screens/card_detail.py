"""One card whole: its computed text, its flavour, its source articles and facts."""

from __future__ import annotations

from textual.content import Content

from wargame.content.facts import known_facts
from wargame.content.gallery import CardPage
from wargame.engine.library import data
from wargame.ui.tui.screens.reader import Reader
from wargame.ui.tui.text import rows, say
from wargame.ui.tui.widgets.board import ACCENT, QUIET
from wargame.ui.tui.widgets.panels import card_content


def card_page(card: CardPage) -> Content:
    """Set a card for reading."""
    facts = known_facts(data("cards"))
    text = [card.head, *("  " + line for line in card.text)]
    if card.flavour:
        text += ["", card.flavour]
    parts = [card_content(text)]
    if card.concept:
        parts += [Content(""), say(f"Idea: {card.concept}", "#b6c2cf")]
    if card.sources:
        parts += [Content(""), say("Sources", ACCENT)]
        parts += [say(f"  {source}", QUIET) for source in card.sources]
    known = [facts[id] for id in card.facts if id in facts]
    if known:
        parts += [Content(""), say("Facts", ACCENT)]
        parts += [say(f"  {fact.id}  {fact.statement}", "#b6c2cf") for fact in known]
    return rows(parts)


def card_screen(card: CardPage) -> Reader:
    """Make the dialog of one card."""
    return Reader("Card", card_page(card), card.deck)
