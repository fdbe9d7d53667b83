"""What one seat sees, and the worlds that it cannot tell apart.

A view is built up from nothing: what is not copied cannot leak. Levels, open piles, open ledgers,
the frames (which hold no secret) and the public place of cards are copied; of a private pile only
the number of cards, and those whose place the seat knows.
"""

from __future__ import annotations

from random import Random
from typing import Final

from wargame.content.program import Program
from wargame.rules.model.cards import PlayCard
from wargame.rules.model.ledgers import AGENDAS, BIDS, CRISES, DEMANDS, SEALED, TURN, TURNED_UP
from wargame.table.layout import Layout, Visibility
from wargame.table.state import Frame, Position, Row, State

HIDDEN: Final = -1
_UNKNOWN: Final = tuple((HIDDEN,) * n for n in range(513))


class SeatView(Position):
    """All that `seat` (-1: the public) sees.

    `levels` and `ledgers` are as in State, an owner's ledger with the seat's own rows only.
    `piles[p]` are the cards of a pile, -1 for a card that it does not know; a hidden pile that
    has no order lists those it knows first. `read` are event cards that it has read whole.
    """

    __slots__ = ("_frames", "sealed_bids", "seat")

    def __init__(self, state: State, seat: int, sitting: int = -1) -> None:
        """Look at `state` as `seat`; `sitting` is the seat that is asked in private, or -1."""
        layout: Layout = state.layout
        bit = 1 << (seat if seat >= 0 else len(layout.seats))
        known_by = state.known_by
        self.layout = layout
        self.seat = seat
        self.turn = state.turn
        self.first = state.first
        self.actor = state.actor
        self.levels = state.levels[:]
        rows = state.ledgers
        ledgers: list[tuple[Row, ...]] = [()] * len(rows)
        for run in layout.public_ledgers:
            ledgers[run] = rows[run]
        for at in layout.sealed_ledgers:
            if rows[at]:
                ledgers[at] = tuple([row for row in rows[at] if row[0] == seat])
        self.ledgers = ledgers
        self.sealed_bids = tuple(sorted([row[0] for row in rows[BIDS]])) if rows[BIDS] else ()
        held = state.piles
        piles: list[tuple[int, ...]] = [()] * len(held)
        for run in layout.open_piles:
            piles[run] = held[run]
        for at, owner in layout.owned_piles:
            if not (cards := held[at]):
                continue
            if owner == seat:
                piles[at] = tuple(sorted(cards))
                continue
            piles[at] = _UNKNOWN[len(cards)]
            for card in cards:
                if known_by[card] & bit:
                    known = sorted([card for card in cards if known_by[card] & bit])
                    piles[at] = (*known, *_UNKNOWN[len(cards) - len(known)])
                    break
        for at in layout.hidden_piles:
            piles[at] = _UNKNOWN[len(held[at])]
        for at in layout.ordered_piles:
            cards = held[at]
            shown = 0
            for card in cards:
                if not known_by[card] & bit:
                    break
                shown += 1
            piles[at] = cards[:shown] + _UNKNOWN[len(cards) - shown]
        self.piles = piles
        frames = state.frames[:]
        if sitting not in (-1, seat):
            # The frames of a private sitting are on top of the stack; no other seat sees them.
            while frames and frames[-1][2] == sitting:
                frames.pop()
        self._frames: list[Frame] = frames

    def __repr__(self) -> str:
        who = self.layout.seats[self.seat] if self.seat >= 0 else "the public"
        return f"<SeatView of {who}, turn {self.turn}>"

    def __eq__(self, other: object) -> bool:
        return isinstance(other, SeatView) and self.facts() == other.facts()

    __hash__ = None  # type: ignore[assignment]

    def facts(self) -> tuple[object, ...]:
        """Return everything that the seat sees, to compare two views."""
        frames = tuple((len(steps), at, seat, args) for steps, at, seat, args in self._frames)
        return (
            self.seat, self.turn, self.first, self.actor, tuple(self.levels),
            tuple(self.ledgers), self.sealed_bids, tuple(self.piles), frames,
        )  # fmt: skip

    def level(self, name: str) -> int:
        """Return a level by its name, such as `tokyo.support`, `relation.tokyo-seoul`, `order`."""
        return self.levels[self.layout.levels.index(name)]

    def pile(self, id: str) -> tuple[int, ...]:
        """Return a pile by its id, such as `tokyo.hand`."""
        return self.piles[self.layout.pile_index[id]]

    def cards(self, id: str) -> list[str]:
        """List the ids of the known cards of a pile."""
        return [self.layout.cards[card] for card in self.pile(id) if card != HIDDEN]


def determinize(view: SeatView, program: Program, rng: Random) -> State:
    """Build a state that the seat cannot tell from the real one; its luck is drawn from `rng`.

    Unknown cards are dealt at random over the places where an unknown card lies; sealed bids,
    demands, flags and guesses of the others are filled in from what the rules allow.
    """
    book = program.book
    layout = book.layout
    state = State.empty(layout, rng.getrandbits(63))
    state.turn, state.first, state.actor = view.turn, view.first, view.actor
    state.levels = view.levels[:]
    state.ledgers = view.ledgers[:]
    state.frames = view._frames[:]
    seen = {card for cards in view.piles for card in cards if card != HIDDEN}
    unknown = [card for card in range(len(layout.cards)) if card not in seen]
    rng.shuffle(unknown)
    state.piles = _deal_unknown(view, program, unknown, rng)
    bit = 1 << view.seat if view.seat >= 0 else 0
    known_by = state.known_by
    for pile, cards in zip(layout.piles, state.piles, strict=True):
        owner = -1 if pile.sight is Visibility.OPEN else 1 << pile.owner if pile.owner >= 0 else 0
        for card in cards:
            known_by[card] = owner | bit if card in seen else owner
    _imagine_sealed(view, program, state, rng)
    return state


def _deal_unknown(
    view: SeatView, program: Program, unknown: list[int], rng: Random
) -> list[tuple[int, ...]]:
    """Deal unknown cards so that each lies where a card of its deck can lie.

    The place that takes only demands gets a card with an ASK first. Decks and lanes get as many
    cards as they have. The rest of a ministry deck can only be in its seat's hand and dossier, and
    region cards fill the places that remain.
    """
    book = program.book
    places = book.piles
    left: dict[int, list[int]] = {at: [] for at in range(len(book.decks))}
    for card in unknown:
        left[book.deck_of[card]].append(card)
    piles = [list(cards) for cards in view.piles]

    def fill(pile: int, cards: list[int]) -> None:
        piles[pile] = [cards.pop() if card == HIDDEN else card for card in piles[pile]]

    own = {d.owner: at for at, d in enumerate(book.decks) if d.kind == "ministry"}
    for seat in range(book.seats):
        alone = places.dossier[seat][places.demand_place]
        if HIDDEN in piles[alone]:
            demand = next(card for card in left[own[seat]] if _has_ask(program, card))
            left[own[seat]].remove(demand)
            fill(alone, [demand])
    for at, pile in enumerate(places.deck):
        fill(pile, left[at])
    for lane, pile in enumerate(places.lane):
        decks = [at for at, d in enumerate(book.decks) if d.id in program.ruleset.lane[lane].decks]
        events = [card for at in decks for card in left[at]]
        rng.shuffle(events)
        fill(pile, events)
    shared = [c for at, d in enumerate(book.decks) if d.kind == "region" for c in left[at]]
    for seat in range(book.seats):
        hidden = [*places.dossier[seat], places.hand[seat]]
        count = sum(piles[pile].count(HIDDEN) for pile in hidden)
        pool = left[own[seat]][:] if seat in own else []
        pool += [shared.pop() for _ in range(count - len(pool))]
        rng.shuffle(pool)
        for pile in hidden:
            fill(pile, pool)
    return [tuple(cards) for cards in piles]


def _has_ask(program: Program, card: int) -> bool:
    face = program.book.cards[card]
    return isinstance(face, PlayCard) and face.ask is not None


def _imagine_sealed(view: SeatView, program: Program, state: State, rng: Random) -> None:
    book = program.book
    for seat in range(book.seats):
        if seat == view.seat:
            continue
        if book.flags[seat] and view.turn:
            row = (seat, rng.choice(book.flags[seat]))
            state.ledgers[AGENDAS] = (*state.ledgers[AGENDAS], row)
        if seat in view.sealed_bids and view.ledgers[CRISES]:
            state.ledgers[BIDS] = (*state.ledgers[BIDS], (seat, rng.randint(0, book.most_bid)))
        for asker, to, _, item, place in view.ledgers[DEMANDS]:
            if asker == seat:
                turned_up = (asker, place, to, item, rng.randint(0, 1))
                state.ledgers[SEALED] = (*state.ledgers[SEALED], turned_up)
        if (TURNED_UP, 0, 0) not in view.ledgers[TURN]:
            _imagine_demands(program, state, seat, rng)


def _imagine_demands(program: Program, state: State, seat: int, rng: Random) -> None:
    """Turn some of a seat's face-down cards into demands, as far as the rules allow."""
    book = program.book
    taken: set[int] = set()
    for place, pile in reversed(list(enumerate(book.piles.dossier[seat]))):
        alone = place == book.piles.demand_place
        for card in state.piles[pile]:
            ask = book.play_card(card).ask
            seats = [to for to in ask.to if to != seat and to not in taken] if ask else []
            if not seats or not (alone or rng.random() < 0.4):
                continue
            to = rng.choice(seats)
            sweet = [i for i in book.items if i.sweetens]
            items = [i for i in sweet if i.possible(state, seat, to)] or sweet
            taken.add(to)
            row = (seat, place, to, rng.choice(items).index, rng.randint(0, 1))
            state.ledgers[SEALED] = (*state.ledgers[SEALED], row)
            if not alone:
                return
