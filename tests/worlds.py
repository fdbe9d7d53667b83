"""Worlds that a seat cannot tell apart, and the checks that compare them.

`perturb` is written from the list of secrets in RULES.md, not from the view: it changes what a
seat must not know and leaves the rest alone. The checks raise AssertionError; the walk runs them
on the real engine and `test_mutants` on engines with a planted fault.
"""

from __future__ import annotations

from random import Random

from wargame.engine.game import Game
from wargame.engine.view import SeatView
from wargame.rules.model.ledgers import AGENDAS, BIDS, GUESSES, SEALED
from wargame.rules.model.rulebook import Rulebook
from wargame.table import flow
from wargame.table.decision import Decision
from wargame.table.layout import Visibility
from wargame.table.state import State


def perturb(state: State, book: Rulebook, seat: int, rng: Random) -> State:
    """Change what `seat` cannot know: cards in others' hands and dossiers, in decks and lanes,
    sealed bids, marks, true flags, guesses, and the luck to come."""
    other = state.clone()
    other.seed = rng.getrandbits(40)
    bit = 1 << seat if seat >= 0 else 1 << book.seats
    piles = other.piles
    hidden: dict[int, list[tuple[int, int]]] = {}
    for at, pile in enumerate(state.layout.piles):
        if pile.sight is Visibility.OPEN or pile.owner == seat >= 0 or pile.ordered:
            continue
        demand = any(row[1] == _place(book, at) for row in state.ledgers[SEALED]
                     if row[0] == pile.owner)  # fmt: skip
        for card in state.piles[at]:
            if not state.known_by[card] & bit and not demand:
                hidden.setdefault(book.deck_of[card], []).append((at, card))
    for found in hidden.values():
        cards = [card for _, card in found]
        rng.shuffle(cards)
        for (at, _), _card in zip(found, cards, strict=True):
            piles[at] = ()
    for at, pile in enumerate(state.layout.piles):
        if pile.sight is not Visibility.OPEN and not pile.ordered:
            kept = [c for c in state.piles[at] if not any((at, c) in f for f in hidden.values())]
            piles[at] = tuple(kept)
    for found in hidden.values():
        cards = [card for _, card in found]
        rng.shuffle(cards)
        for (at, _), card in zip(found, cards, strict=True):
            piles[at] = (*piles[at], card)
            owner = state.layout.piles[at].owner
            other.known_by[card] = 1 << owner if owner >= 0 else 0
    for lane in book.piles.lane:
        fixed = [card if state.known_by[card] & bit else None for card in state.piles[lane]]
        rest = [card for card in state.piles[lane] if not state.known_by[card] & bit]
        rng.shuffle(rest)
        piles[lane] = tuple(card if card is not None else rest.pop() for card in fixed)
    ledgers = other.ledgers
    ledgers[BIDS] = tuple(
        row if row[0] == seat else (row[0], rng.randint(0, 3)) for row in ledgers[BIDS]
    )
    ledgers[SEALED] = tuple(
        row if row[0] == seat or row[4] < 0 else (*row[:4], rng.randint(0, 1))
        for row in ledgers[SEALED]
    )
    ledgers[AGENDAS] = tuple(
        row if row[0] == seat else (row[0], rng.choice(book.flags[row[0]]))
        for row in ledgers[AGENDAS]
    )
    ledgers[GUESSES] = tuple(row for row in ledgers[GUESSES] if row[0] == seat)
    return other


def _place(book: Rulebook, pile: int) -> int:
    for dossier in book.piles.dossier:
        if pile in dossier:
            return dossier.index(pile)
    return -1


def check_views(game: Game, rng: Random) -> None:
    """No seat sees a difference between worlds that differ in what it must not know."""
    pending = game.decision
    sitting = pending.seat if pending is not None and pending.private else -1
    book = game.book
    for seat in range(-1, book.seats):
        other = perturb(game.state, book, seat, rng)
        mine, theirs = SeatView(game.state, seat, sitting), SeatView(other, seat, sitting)
        assert mine.facts() == theirs.facts(), f"seat {seat} sees what it must not know"


def check_open_question(
    before: State, decision: Decision, key: str, game: Game, rng: Random
) -> None:
    """An open question is the same in every world that looks the same in public.

    `before` is the state when `decision` was asked, `key` what was answered then; `game` has
    gone on. The same answer is given in a perturbed world. Where nothing hidden came to light on
    the way, the next question must be the same, to the letter.
    """
    if game.decision is None or game.decision.private or decision.private:
        return
    book = game.book
    other = perturb(before, book, -1, rng)
    start = game._plies[-1][1]
    other.events = game.events[:start]
    option = decision.option(key)
    assert option is not None
    asked = flow.answer(other, decision, option)
    since, elsewhere = game.events[start:], other.events[start:]
    if any(event[3] for event in (*since, *elsewhere)):
        return
    public = len(game.seats)
    mine = [event for event in since if event[0] >> public & 1]
    theirs = [event for event in elsewhere if event[0] >> public & 1]
    assert mine == theirs, "the public log differs between worlds that look the same"
    assert asked is not None
    assert (asked.seat, asked.question, asked.private) == (
        game.decision.seat, game.decision.question, game.decision.private)  # fmt: skip
    assert asked.keys == game.decision.keys, "an open question's options betray what is hidden"
    assert [o.label for o in asked.options] == [o.label for o in game.decision.options]


def check_names(game: Game) -> None:
    """No card that the public does not know is named in what an open question shows."""
    pending = game.decision
    if pending is None or pending.private:
        return
    state, book = game.state, game.book
    public = 1 << book.seats
    hidden = {
        book.layout.cards[card]
        for at, pile in enumerate(state.layout.piles)
        if pile.sight is not Visibility.OPEN
        for card in state.piles[at]
        if not state.known_by[card] & public
    }
    for option in pending.options:
        for id in hidden:
            assert id not in option.key.split(":"), f"the key {option.key} names a hidden card"
            assert id not in option.parts
            assert book.title(book.layout.cards.index(id)) not in option.label


def check_log(game: Game) -> None:
    """No log names a card that lies in a hand, deck or lane and that the seat does not know."""
    state, book = game.state, game.book
    for seat in range(-1, book.seats):
        bit = 1 << seat if seat >= 0 else 1 << book.seats
        lines = "\n".join(game.log(seat))
        for at, pile in enumerate(state.layout.piles):
            if pile.sight is Visibility.OPEN:
                continue
            for card in state.piles[at]:
                never = not state.known_by[card] & bit and not was_seen(game, card, bit)
                assert not (never and book.title(card) in lines), (
                    f"the log of seat {seat} names {book.title(card)}"
                )


def was_seen(game: Game, card: int, bit: int) -> bool:
    """Say whether the card once lay open, or in the seat's own hands."""
    book = game.book
    for kind, args in ((event[1], event[2]) for event in game.events):
        if kind == "carried" and args[0] == card:
            for at in args[1:]:
                pile = book.layout.piles[at]
                if pile.sight is Visibility.OPEN or (pile.owner >= 0 and bit == 1 << pile.owner):
                    return True
    return False


def check_undo(game: Game, rng: Random) -> None:
    """Undo is offered only where the chooser has learned nothing since it chose.

    In worlds that it could not tell apart before its choice, the choice must have shown it the
    same: else to take it back would be to use what was learned.
    """
    if game.undo_refusal is not None:
        return
    book = game.book
    before = game.at(len(game.choices) - 1)
    decision = before.decision
    assert decision is not None
    seat = decision.seat
    other = perturb(before.state, book, seat, rng)
    other.events = []
    option = decision.option(game.choices[-1])
    assert option is not None
    asked = flow.answer(other, decision, option)
    assert asked is not None
    sitting = asked.seat if asked.private else -1
    mine, theirs = game.view(seat), SeatView(other, seat, sitting)
    assert mine.facts() == theirs.facts(), "undo is offered although something was learned"


def check_conserved(game: Game) -> None:
    """Every card lies in exactly one place; every track is within its ends."""
    state = game.state
    lying = sorted(card for cards in state.piles for card in cards)
    assert lying == list(range(len(state.layout.cards)))
    for level, value in enumerate(state.levels):
        assert state.layout.lows[level] <= value <= state.layout.highs[level]


def check_replay(game: Game) -> None:
    """Played again from its keys, the game is the same to the bit."""
    twin = game.fork()
    assert twin.fingerprint() == game.fingerprint()
    assert twin.events == game.events
