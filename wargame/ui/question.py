"""The pending question and the meaning of its options, as text, for line mode and the screen.

Everything here follows from public facts, but for the cards that the options of a private question
name themselves: those are shown to nobody but the seat that is asked.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from wargame.content.card_text import face_lines
from wargame.engine import preview
from wargame.engine.game import Game
from wargame.engine.scoring import halves_text
from wargame.engine.table_text import crisis_outlook
from wargame.rules.common.items import OnOffer
from wargame.rules.model.ledgers import DEAL, PLEDGES
from wargame.rules.model.rulebook import Item, phases_of
from wargame.rules.phases.reckoning import Backstop
from wargame.table.decision import Option
from wargame.ui.describe import seat_line
from wargame.ui.drafts import Draft, Field

_CARD_AT = {"event": 0, "bid": 0, "demand_to": 0, "demand_with": 0, "demand_mark": 0, "use": 0,
            "ops": 0, "answer": 2, "countered": 2, "insisted": 2}  # fmt: skip
"""The index of the card in `Decision.about`, by the kind of the question."""


def question(game: Game) -> str:
    """Return the pending question with its context: for a bid the points that all bids must reach
    together, for a form the items that it has so far, for a backstop what it lowers."""
    decision = game.decision
    assert decision is not None
    words, view = game.words, game.view(-1)
    note = ""
    if decision.kind == "bid":
        crisis = preview.crisis(game.program, view)
        assert crisis is not None
        note = crisis_outlook(words, crisis)
    elif decision.kind == "deal_item":
        note = words.form_so_far(view.ledgers[DEAL][1:])
    elif decision.kind == "backstop":
        note = _backstop_brings(game)
    elif decision.kind in ("demand_with", "demand_mark") and _void_now(game, *decision.about):
        note = words.void_now()
    return f"{game.prompt} {words.upper(note)}." if note else game.prompt


def _backstop_brings(game: Game) -> str:
    """Say which threats a backstop can lower, by how much, and what it takes."""
    rules, view, roles = phases_of(game.book.turn, Backstop)[0], game.view(-1), game.book.roles
    near = [roles.threat + at for at in rules.threats(view)]
    levels = [(level, view.levels[level]) for level in near]
    return game.words.backstop_brings(levels, rules.by, rules.needed)


def _void_now(game: Game, card: int, to: int) -> bool:
    """Return whether the price of a demand is an item that cannot be given at present."""
    book, decision = game.book, game.decision
    ask = book.play_card(card).ask
    if decision is None or ask is None or ask.price.item is None:
        return False
    item = book.item(ask.price.item)
    return not item.possible(game.state, to, decision.seat)


def behind(game: Game, option: Option) -> tuple[str, list[str]]:
    """Return the card behind an option, or else behind its question: its id and its lines.

    For a deal, the lines are the partner's public numbers, for a pledge what it brings, and the id
    is empty. Most other options have neither.
    """
    for id in (*option.parts, *_offered(game, option), _asked_about(game)):
        if lines := face_lines(game.book, id):
            return id, lines
    if promised := _promised(game, option):
        return "", promised
    seat = _other_party(game, option)
    return "", [] if seat is None else _party_lines(game, seat)


def at_once(game: Game, option: Option) -> str:
    """Say what an option changes before the next question; for a refusal, for each of the two
    marks.

    It says so if an option changes nothing at all, as points of OPS may. It is empty if nothing can
    be forecast.
    """
    decision, words = game.decision, game.words
    assert decision is not None
    see = partial(preview.at_once, game.program, game.view(-1), decision, option)
    shown = preview.shows_mark(game.program, decision, option)
    if shown and (firm := see(1)) and (bluff := see(0)):
        return str(words.at_once_by_mark(firm.moved, firm.penalty, bluff.moved))
    change = see()
    if change is None or not option.steps:
        return ""
    spent = decision.kind == change.asks == "ops"
    if not change.moved and (not change.unchanged or (change.asks and not spent)):
        return ""
    return str(words.at_once(change.moved, change.asked))


def terms(draft: Draft, asked: Field, key: str) -> list[str]:
    """Say what a thing on a side of a deal brings, from public facts: the levels that it moves and
    the public points of both, a pledge if it is kept and if it is broken."""
    game = draft.game
    book, words, view = game.book, game.words, game.view(-1)
    side, _, partner = asked.decision.about
    item = book.item_ids.get(key.partition(":")[2])
    seats = (draft.seat, partner)
    giver, taker = reversed(seats) if side else seats
    if item is None:
        return []
    if item.spot:
        brings = preview.handed_over(game.program, view, giver, taker, item)
        return [words.item_brings(brings.moved, _points(brings, giver, taker))]
    return _pledge_terms(game, giver, taker, item)


def _pledge_terms(game: Game, giver: int, taker: int, item: Item) -> list[str]:
    """Say what a pledge brings if it is kept, and if it is broken."""
    said = []
    for kept in (True, False):
        brings = preview.pledge_over(game.program, game.view(-1), giver, taker, item, kept=kept)
        said.append(game.words.pledge_brings(kept, brings.moved, _points(brings, giver, taker)))
    return said


def _promised(game: Game, option: Option) -> list[str]:
    """Say what the pledge brings that is asked about: one that a new government keeps on, or one
    whose due turn is asked for."""
    decision, book = game.decision, game.book
    assert decision is not None
    if decision.kind == "inherited" and not option.steps:
        to, item, _ = decision.about
        return _pledge_terms(game, decision.seat, to, book.items[item])
    if decision.kind == "deal_due":
        (_, proposer, partner, _), *rows = game.view(-1).ledgers[DEAL]
        side, item, _ = rows[-1]
        giver, taker = (partner, proposer) if side else (proposer, partner)
        return _pledge_terms(game, giver, taker, book.items[item])
    return []


def list_terms(draft: Draft, at: int) -> Iterator[tuple[str, list[str]]]:
    """Yield the things that a side of a deal may hold with what each brings."""
    one = draft.fields()[at]
    if not one.many or one.decision.kind != "deal_item":
        return
    for answer in one.answers:
        if not answer.why and answer.key != one.decision.idle:
            yield answer.label, terms(draft, one, answer.key)


def _points(brings: preview.Terms, giver: int, taker: int) -> list[tuple[int, str]]:
    """Write the public points that a thing brings giver and taker, where it brings any."""
    gains = ((giver, brings.giver), (taker, brings.taker))
    return [(seat, ("+" if by > 0 else "") + halves_text(by)) for seat, by in gains if by]


def warning(game: Game, option: Option) -> str:
    """Say what an answer loses that cannot be had back; empty for most. A player is asked once
    more before such an answer counts."""
    decision, words = game.decision, game.words
    assert decision is not None
    word = option.key.partition(":")[0]
    if word == "take-back":
        return str(words.loses_act())
    if word == "stand-back":
        return str(words.loses_backstop())
    if word == "home":
        change = preview.at_once(game.program, game.view(-1), decision, option)
        own = game.layout.levels
        if change is not None and not change.asks and not change.penalty and change.unchanged:
            return str(words.moves_nothing())
        if change is not None and not change.asks and change.moved and not change.penalty:
            seat = decision.seat
            paid = all(
                by < 0 and own[level].startswith(f"{game.seats[seat]}.")
                for level, by in change.moved
            )
            return str(words.only_costs()) if paid else ""
    return ""


def _asked_about(game: Game) -> str:
    """Return the id of the card that the question is about or comes from; else the card of the
    phase, or ""."""
    decision = game.decision
    assert decision is not None
    at = _CARD_AT.get(decision.kind)
    return game.state.cause if at is None else str(game.layout.cards[decision.about[at]])


def _offered(game: Game, option: Option) -> list[str]:
    """Return the lines of the region card that changes hands by this option of a form."""
    book, decision = game.book, game.decision
    assert decision is not None
    id = option.key.partition(":")[2]
    if decision.kind != "deal_item" or not isinstance(book.item_ids.get(id), OnOffer):
        return []
    side, _, partner = decision.about
    giver = partner if side else decision.seat
    return [book.layout.cards[card] for card in game.view(-1).piles[book.piles.offer[giver]]]


def _other_party(game: Game, option: Option) -> int | None:
    """Return the partner of the deal that the question is about; None if it is about none."""
    decision = game.decision
    assert decision is not None
    if decision.kind == "deal":
        return next((at for at, id in enumerate(game.seats) if id in option.parts), None)
    at = {"deal_item": 2, "deal_reply": 0}.get(decision.kind)
    return None if at is None else int(decision.about[at])


def _party_lines(game: Game, seat: int) -> list[str]:
    """Return what a seat has, what it has promised or was promised, and what it offers."""
    book, words, view = game.book, game.words, game.view(-1)
    lines = [seat_line(game, seat)]
    lines += [words.pledge_line(row) for row in view.ledgers[PLEDGES] if seat in row[:2]]
    for card in view.piles[book.piles.offer[seat]]:
        lines += ["", words.on_offer(seat), *face_lines(book, book.layout.cards[card])]
    return lines
