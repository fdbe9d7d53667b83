"""Sentences on what is in force on the table and on what a seat has sealed, from a SeatView."""

from __future__ import annotations

from wargame.engine.preview import CrisisOutlook
from wargame.engine.view import SeatView
from wargame.rules.model import ledgers
from wargame.rules.model.language import Language
from wargame.rules.model.rulebook import Rulebook


def crisis_outlook(words: Language, crisis: CrisisOutlook) -> str:
    """Say the points that a crisis has from deterrence and revealed bids, and those it lacks."""
    return words.crisis_outlook(crisis.deterrence, crisis.paid, crisis.needed)


def standing_lines(book: Rulebook, view: SeatView, crisis: CrisisOutlook | None) -> list[str]:
    """Return what is in force on the table, a sentence each.

    `crisis` is the outlook of the current crisis, or None.
    """
    words, piles = book.words, book.piles
    lines = [words.emergency_line(theatre) for theatre in emergencies(view)]
    for seat in range(book.seats):
        lines += [words.in_office(seat, card) for card in view.piles[piles.office[seat]]]
        lines += [
            f"{words.on_offer(seat)} {words.card(card)}" for card in view.piles[piles.offer[seat]]
        ]
    if crisis is not None:
        outlook = crisis_outlook(words, crisis)
        lines.append(words.crisis_line(crisis.card, crisis.level, crisis.threshold, outlook))
    lines += [words.condition_line(*row) for row in view.ledgers[ledgers.CONDITIONS]]
    for penalty, _, on, _, last in view.ledgers[ledgers.PENALTIES]:
        lines.append(words.penalty_line(penalty, on, last))
    lines += [words.pledge_line(row) for row in view.ledgers[ledgers.PLEDGES]]
    for at, lane in enumerate(piles.lane):
        lines += [words.next_event(at, card) for card in view.piles[lane][:1] if card >= 0]
    return lines


def standing_brief(book: Rulebook, view: SeatView, crisis: CrisisOutlook | None) -> list[str]:
    """Return the same in short lines, the most pressing first, figures before titles."""
    words, piles = book.words, book.piles
    lines = [words.emergency_brief(theatre) for theatre in emergencies(view)]
    if crisis is not None:
        counted = crisis.deterrence + (crisis.paid or 0)
        lines.append(words.crisis_brief(crisis.card, crisis.level, counted, crisis.threshold))
    lines += [words.vote_brief(seat) for seat in book.votes.get(view.turn, ())]
    for by, to, item, _, due in view.ledgers[ledgers.PLEDGES]:
        lines.append(words.pledge_brief(by, to, item, due))
    lines += [words.condition_brief(*row) for row in view.ledgers[ledgers.CONDITIONS]]
    for penalty, _, on, _, last in view.ledgers[ledgers.PENALTIES]:
        lines.append(words.penalty_brief(penalty, on, last))
    for lane in piles.lane:
        lines += [words.next_event_brief(card) for card in view.piles[lane][:1] if card >= 0]
    for seat in range(book.seats):
        lines += [words.offer_brief(seat, card) for card in view.piles[piles.offer[seat]]]
    return lines


def emergencies(view: SeatView) -> list[int]:
    """Return the theatres in which an emergency holds."""
    marks = view.ledgers[ledgers.TURN]
    return sorted(theatre for kind, theatre, _ in marks if kind == ledgers.EMERGENCY)


def sealed_lines(book: Rulebook, view: SeatView) -> list[str]:
    """Return what the view's seat has under seal, and its true flag. For that seat alone."""
    flags = [book.words.true_flag_line(agenda) for _, agenda in view.ledgers[ledgers.AGENDAS]]
    return seal_lines(book, view) + flags


def seal_lines(book: Rulebook, view: SeatView) -> list[str]:
    """Return the bid, the demands and the guess that the view's seat has under seal. For that seat
    alone."""
    words = book.words
    lines = [words.sealed_bid_line(points) for _, points in view.ledgers[ledgers.BIDS]]
    for _, place, to, item, firm in view.ledgers[ledgers.SEALED]:
        if firm >= 0:
            lines.append(words.sealed_demand_line(place, to, item, bool(firm)))
    for _, partner, agenda in view.ledgers[ledgers.GUESSES]:
        lines.append(words.sealed_guess_line(partner, agenda))
    return lines
