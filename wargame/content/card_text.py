"""The text of a card: title and figures from TOML, every rule from its effects."""

from __future__ import annotations

from collections.abc import Iterator

from wargame.rules.model.cards import (
    Agenda,
    Branch,
    Card,
    EventCard,
    HomeCard,
    LeaderCard,
    PlayCard,
)
from wargame.rules.model.language import Language
from wargame.rules.model.rulebook import Rulebook, price
from wargame.rules.model.verb import clauses


def card_lines(book: Rulebook, card: int) -> list[str]:
    """Give a card's lines: its head, then its rules, indented."""
    return _lines(book, book.cards[card])


def face_lines(book: Rulebook, id: str) -> list[str]:
    """Give the lines of any face by its id, HOME cards and agendas among them: head, rules, and
    after an empty line the flavour; nothing for an unknown id."""
    faces = (*book.cards, *book.homes, *book.agendas)
    face = next((face for face in faces if face is not None and face.id == id), None)
    if face is None:
        return []
    lines = _lines(book, face)
    return [*lines, "", face.flavour] if face.flavour else lines


def _lines(book: Rulebook, face: Card | HomeCard | Agenda) -> list[str]:
    return [head(book, face), *("  " + line for line in rules(book, face))]


def head(book: Rulebook, face: Card | HomeCard | Agenda) -> str:
    """Give the line that names a card: title, OPS, flag."""
    words = book.words
    if isinstance(face, PlayCard):
        return words.card_head(face.title, face.ops, face.flag)
    return face.title


def rules(book: Rulebook, face: Card | HomeCard | Agenda) -> Iterator[str]:
    """Say a card's rules, line by line; nothing here comes from prose."""
    words = book.words
    if isinstance(face, PlayCard):
        for at, branch in enumerate(face.branch, 1):
            yield from _branch(branch, words, words.policy_label(at))
        if not face.ops:
            yield words.no_ops_line()
        if face.ask is not None:
            yield words.ask_line(
                face.ask.to, price(book, face.ask.price), price(book, face.ask.floor)
            )
        if face.flag is not None and face.flag_effects:
            yield words.flag_line([text for _, text in clauses(face.flag_effects, words)])
        if face.once:
            yield words.once_line()
    elif isinstance(face, EventCard):
        level = face.theatre.levels[0][0] if face.theatre is not None else None
        yield words.event_line(face.event, level, face.threshold, face.votes, face.asks)
        for at, branch in enumerate(face.branch, 1):
            yield from _branch(branch, words, str(at) if face.asks is not None else "")
    elif isinstance(face, LeaderCard):
        for change in face.changes:
            yield words.upper(change.text(words)) + "."
    elif isinstance(face, HomeCard):
        for branch in face.branch:
            yield from _branch(branch, words, words.home_label())
        if face.stall:
            yield words.stall_line()
    else:
        for grade, checks in (("three", face.three), ("five", face.five)):
            conditions = [check.text(words) for check in checks]
            yield words.grade(grade, conditions)


def _branch(branch: Branch, words: Language, label: str) -> Iterator[str]:
    needs = branch.needs_text(words)
    said = words.branch_head(label, branch.name, branch.kind, branch.cost, needs)
    if said:
        yield said
    for depth, text in clauses(branch.effects, words):
        yield "  " * (depth + 1) + text
