"""Drawing cards. Each seat draws from a deck in its own order, skipping what is gone."""

from __future__ import annotations

from wargame.rules.model.events import emit
from wargame.rules.model.ledgers import GAME, REMADE
from wargame.rules.model.rulebook import Rulebook
from wargame.table import chance
from wargame.table.event import ALL
from wargame.table.moves import mark, move_card, reshuffle
from wargame.table.state import State


def next_card(state: State, book: Rulebook, seat: int, deck: int) -> int | None:
    """Find the card that `seat` draws next; an empty deck is made anew from its discards.

    None where the discards are empty too.
    """
    pile = book.piles.deck[deck]
    if not state.piles[pile]:
        discard = book.piles.discard[deck]
        if not state.piles[discard]:
            return None
        reshuffle(state, discard, pile)
        mark(state, GAME, REMADE, deck, state.turn)
    made = 0
    for kind, remade, turn in state.ledgers[GAME]:
        if kind == REMADE and remade == deck:
            made = max(made, turn)
    numbers = chance.order(book.luck[deck], state.seed, made, seat)
    return min(state.piles[pile], key=numbers.__getitem__)


def draw(state: State, book: Rulebook, seat: int, deck: int, cards: int) -> None:
    """Draw up to `cards` cards into the hand of `seat`."""
    drawn = 0
    for _ in range(cards):
        card = next_card(state, book, seat, deck)
        if card is None:
            emit(state, ALL, "deck_empty", deck)
            break
        move_card(state, card, book.piles.deck[deck], book.piles.hand[seat])
        drawn += 1
    if drawn and state.events is not None:
        emit(state, ALL & ~(1 << seat), "drew", seat, deck, drawn)


def discard(state: State, book: Rulebook, card: int, source: int) -> None:
    """Put a used card face up to its deck's discards."""
    move_card(state, card, source, book.piles.discard[book.deck_of[card]])
