"""A card in signs: what `card_text` says in sentences, a line for each branch.

Nothing is written for the signs of a card alone: an effect says itself to a `CardSigns` by the same
`clauses` as to a `Language`.
"""

from __future__ import annotations

from attrs import frozen

from wargame.rules.model.cards import (
    Agenda,
    Branch,
    Card,
    EventCard,
    HomeCard,
    LeaderCard,
    PlayCard,
)
from wargame.rules.model.rulebook import Rulebook, price
from wargame.rules.model.verb import clauses


@frozen
class SignedCard:
    """A card in signs: beside its title the `marks` (OPS, badge, ASK), below it a line for each
    branch. `brief` are the marks of a card on a single line: OPS, costs, whose badge and ASK."""

    id: str
    title: str
    marks: tuple[str, ...]
    lines: tuple[str, ...]
    brief: tuple[str, ...] = ()


def signed_card(book: Rulebook, card: int) -> SignedCard:
    """Give a card in signs."""
    return signed_face(book, book.cards[card])


def signed_face(book: Rulebook, face: Card | HomeCard | Agenda) -> SignedCard:
    """Give any face in signs, HOME cards and agendas among them."""
    marks, lines = tuple(_marks(book, face)), tuple(_lines(book, face))
    return SignedCard(face.id, face.title, marks, lines, tuple(_brief(book, face)) or marks)


def branch_signs(book: Rulebook, branch: Branch, label: str = "") -> str:
    """Give a branch on one line: its label, what it needs and costs, its effects."""
    signs = book.words.signs
    effects = signs.line([*clauses(branch.effects, signs)])
    return signs.branch(label, branch.cost, branch.needs_text(signs), effects)


def ask_signs(book: Rulebook, card: int) -> str:
    """Give the ASK of a card that has one."""
    signs, ask = book.words.signs, book.ask_of(card)
    return signs.ask(ask.to, price(book, ask.price, signs), price(book, ask.floor, signs))


def _marks(book: Rulebook, face: Card | HomeCard | Agenda) -> list[str]:
    signs = book.words.signs
    if isinstance(face, PlayCard):
        marks = [signs.ops(face.ops), *([signs.once()] if face.once else [])]
        if face.flag is not None:
            effects = signs.line([*clauses(face.flag_effects, signs)])
            marks.append(signs.badge(face.flag, effects))
        if face.ask is not None:
            marks.append(ask_signs(book, book.layout.cards.index(face.id)))
        return marks
    if isinstance(face, EventCard):
        level = face.theatre.levels[0][0] if face.theatre is not None else None
        return [signs.event(face.event, level, face.threshold, face.votes, face.asks)]
    return [signs.home()] if isinstance(face, HomeCard) else []


def _brief(book: Rulebook, face: Card | HomeCard | Agenda) -> list[str]:
    if not isinstance(face, PlayCard):
        return []
    signs = book.words.signs
    brief = [signs.ops(face.ops), signs.costs([branch.cost for branch in face.branch])]
    brief += [] if face.flag is None else [signs.badge(face.flag, "")]
    return brief if face.ask is None else [*brief, signs.ask(face.ask.to, "", "")]


def _lines(book: Rulebook, face: Card | HomeCard | Agenda) -> list[str]:
    signs = book.words.signs
    if isinstance(face, PlayCard | HomeCard):
        lines = _branches(book, face.branch, numbered=True)
        return [*lines, signs.stall()] if isinstance(face, HomeCard) and face.stall else lines
    if isinstance(face, EventCard):
        return _branches(book, face.branch, numbered=face.asks is not None)
    if isinstance(face, LeaderCard):
        return [change.text(signs) for change in face.changes]
    return [
        signs.grade(grade, [check.text(signs) for check in checks])
        for grade, checks in (("three", face.three), ("five", face.five))
    ]


def _branches(book: Rulebook, branches: tuple[Branch, ...], *, numbered: bool) -> list[str]:
    return [
        branch_signs(book, branch, str(at) if numbered else "")
        for at, branch in enumerate(branches, 1)
    ]
