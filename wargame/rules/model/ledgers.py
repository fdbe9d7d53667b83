"""The ledgers that the verbs write: what their rows mean, and who may see them.

Open ledgers are public. In an owner's ledger the first int of a row is the seat that sees it.

Rows are plain tuples: they are built and compared very often, and the fingerprint of a
game is taken of their text. Who reads a row unpacks it by the names below (`for by, to, item, made,
due in …`) and does not count its places; a test plays games and holds the rows to what is said
here. A *theatre* is a place among the theatres, a *level* one among all levels.
"""

from __future__ import annotations

from typing import Final

from wargame.table.layout import Ledger, Visibility

TURN: Final = 0
"""(mark, a, b): what has been done this turn; struck when the turn ends."""
GAME: Final = 1
"""(mark, a, b): what has happened in this game."""
CONDITIONS: Final = 2
"""(condition, seat, life): the oldest first."""
PENALTIES: Final = 3
"""(penalty, by, on, first, last): it works from turn first to turn last, 0: until lifted."""
PLEDGES: Final = 4
"""(by, to, item, made, due): made in one turn, due in another."""
CRISES: Final = 5
"""(card, level, threshold): the crisis that stands; the level is that of its threat."""
PAID: Final = 6
"""(seat, points, counted, bid): bid and top-up as paid, as they count, and the bid alone."""
DEMANDS: Final = 7
"""(asker, addressed, card, sweetener, place): demands that have been turned up."""
DEAL: Final = 8
"""(HEADER, proposer, partner, changed), then (side, item, due) for each item on the form.

Side 0 is the proposer's; due is 0 for what is given at once."""
BIDS: Final = 9
"""(seat, points): a sealed bid."""
SEALED: Final = 10
"""(seat, place, addressed, sweetener, firm): a sealed demand; -1 where not yet settled."""
AGENDAS: Final = 11
"""(seat, agenda): the flag that is secretly true, as the seat has seen it."""
GUESSES: Final = 12
"""(seat, partner, agenda): a sealed guess."""
READ: Final = 13
"""(seat, card): an event card that the seat has read whole before its time."""

HEADER: Final = -1
"""Stands in the place of a side in the first row of DEAL."""

LEDGERS: Final = (
    Ledger("turn", Visibility.OPEN),
    Ledger("game", Visibility.OPEN),
    Ledger("conditions", Visibility.OPEN),
    Ledger("penalties", Visibility.OPEN),
    Ledger("pledges", Visibility.OPEN),
    Ledger("crises", Visibility.OPEN),
    Ledger("paid", Visibility.OPEN),
    Ledger("demands", Visibility.OPEN),
    Ledger("deal", Visibility.OPEN),
    Ledger("bids", Visibility.OWNER),
    Ledger("sealed", Visibility.OWNER),
    Ledger("agendas", Visibility.OWNER),
    Ledger("guesses", Visibility.OWNER),
    Ledger("read", Visibility.OWNER),
)

# Marks of the turn.
RAISED: Final = 0
"""(RAISED, level, by): a relation or a shared track was raised by a seat; -1 if not by a card."""
LOWERED: Final = 1
"""(LOWERED, level, by): a threat was lowered by a card of that seat."""
SPENT: Final = 2
"""(SPENT, theatre, seat): the seat paid for that theatre's crisis."""
HOME_USED: Final = 3
"""(HOME_USED, seat, 0)"""
PERMITTED: Final = 4
"""(PERMITTED, item, pair): that kind of permission was given; the pair is 1 + by * seats + to where
each pair of seats may give it once, else 0."""
EMERGENCY: Final = 5
"""(EMERGENCY, theatre, 0)"""
VOTE_DUE: Final = 6
"""(VOTE_DUE, seat, 0)"""
POLICY_PLAYED: Final = 7
"""(POLICY_PLAYED, seat, 0)"""
BID_MADE: Final = 8
"""(BID_MADE, seat, points)"""
COMPLIED: Final = 9
"""(COMPLIED, addressed, asker)"""
ANSWERED: Final = 10
"""(ANSWERED, addressed, asker): the asker's demand was answered in a way that is no compliance."""
FREE_STALL: Final = 11
"""(FREE_STALL, seat, 0): the stall that costs nothing was used."""
PROPOSED: Final = 12
"""(PROPOSED, number, 0): somebody proposed a deal in that round of deals, counted from 0."""
PLEDGE_RAISED: Final = 13
"""(PLEDGE_RAISED, level, 0): a kept pledge raised that relation this turn."""
SAID_YES: Final = 14
"""(SAID_YES, seat, 0): a yes to the backstop; the rows lie in the order of the answers."""

TURNED_UP: Final = 15
"""(TURNED_UP, 0, 0): the demands have been turned up; what still lies face down is for acting."""

BLOCKED: Final = 16
"""(BLOCKED, pair, item): a deed that fell due and could not be done this turn; the pair is
by * seats + to."""

BY_CARDS: Final = 17
"""(BY_CARDS, level, steps): by cards that threat has fallen, or that relation risen, this turn."""

DECLINED: Final = 18
"""(DECLINED, proposer, partner): a proposal of that seat was turned down this turn, flatly by the
partner or, once the partner had changed it, by the seat itself."""

TOO_DEAR: Final = 19
"""(TOO_DEAR, pair, item): the partner turned down a form because of that item, for which the
proposer cannot ask it again this turn; the pair is proposer * seats + partner."""

# Marks of the game.
BACKSTOPPED: Final = 20
"""(BACKSTOPPED, 0, 0): the game has had its backstop."""
ISOLATED: Final = 21
"""(ISOLATED, seat, 0): the seat stands alone now."""
DREW_CLOSER: Final = 22
"""(DREW_CLOSER, 0, 0): the others have closed ranks over an isolated seat once."""
REFUSED_FIRM: Final = 23
"""(REFUSED_FIRM, asker, 0): the asker's last answered demand was a refused FIRM."""
COLLAPSED: Final = 24
"""(COLLAPSED, check, 0): the game has ended, by that check of the ruleset's `collapse`."""
REMADE: Final = 25
"""(REMADE, deck, turn): the deck was made anew from its discards in that turn."""
NEW_AGENDA: Final = 26
"""(NEW_AGENDA, seat, 0): a new government gets a new true agenda in its next Cabinet."""
