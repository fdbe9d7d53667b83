"""Cards in signs: a line a branch, said by the same clauses as the sentences, and as true."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

import pytest
from rich.cells import cell_len

from tests.cards.test_words import effects_of, mutants
from tests.conftest import micro_library
from tests.rules.bench import Bench
from wargame.content.card_signs import branch_signs, signed_card, signed_face
from wargame.content.card_text import rules
from wargame.content.load import Library
from wargame.content.program import Program
from wargame.engine.game import Game
from wargame.engine.library import library
from wargame.rules.effects.effects import Shift
from wargame.rules.model.cards import Agenda, Branch, Card, EventCard, HomeCard, PlayCard
from wargame.rules.model.rulebook import Linked, Rulebook, every_effect
from wargame.rules.model.verb import Verb
from wargame.table.layout import Scope
from wargame.ui.tui.text import say
from wargame.ui.tui.widgets.signed import card_rows

NARROW, WIDE = 79, 90
"""The cells of a hand at 80 columns, and the most of all."""


def programs() -> Iterator[Program]:
    for content, basic in ((library(), (False, True)), (micro_library(), (False,))):
        for id in content.scenarios:
            for game in basic:
                yield content.program(id, basic=game)


def faces(book: Rulebook) -> list[Card | HomeCard | Agenda]:
    return [*book.cards, *(home for home in book.homes if home is not None), *book.agendas]


def branches(book: Rulebook) -> Iterator[tuple[str, Branch]]:
    for face in faces(book):
        for branch in getattr(face, "branch", ()):
            yield face.id, branch


def said(effect: Verb, book: Rulebook) -> str:
    """Say an effect in signs, linking what has just been made."""
    conditions = len(book.conditions)
    for inner in every_effect((effect,)):
        if isinstance(inner, Linked):
            inner.link(book, "mutant")
    text = book.words.signs.line([*effect.clauses(book.words.signs)])
    del book.conditions[conditions:]
    return text


def test_every_field_of_every_effect_is_in_the_signs(box: Program) -> None:
    """But for the names and the kinds of the branches of a choice: the sentences have those."""
    book, tried = box.book, 0
    for card in book.cards:
        for effects in effects_of(card):
            for effect in effects:
                before = book.words.signs.line([*effect.clauses(book.words.signs)])
                for field, mutant in mutants(effect, box):
                    if not re.search(r"branch\[\d+\]\.(name|kind)$", field):
                        after = said(mutant, book)
                        assert after != before, f"{card.id}: {effect.name}.{field}: {before}"
                        tried += 1
    assert tried > 300


def test_cost_needs_ops_ask_badge_and_once_are_in_the_signs(box: Program) -> None:
    book = box.book

    def text(card: PlayCard) -> str:
        signed = signed_face(book, card)
        return "\n".join((*signed.marks, *signed.lines))

    for card in book.cards:
        if not isinstance(card, PlayCard):
            continue
        assert text(replace(card, ops=card.ops + 1)) != text(card)
        assert text(replace(card, once=not card.once)) != text(card)
        if card.flag is not None:
            assert text(replace(card, flag_effects=())) != text(card)
            assert text(replace(card, flag=None)) != text(card)
        for at, branch in enumerate(card.branch):
            for changed in (replace(branch, cost=branch.cost + 1), replace(branch, needs=())):
                whole = (*card.branch[:at], changed, *card.branch[at + 1 :])
                same = changed.needs == branch.needs and changed.cost == branch.cost
                assert (text(replace(card, branch=whole)) == text(card)) is same


def top_moves(line: str) -> list[str]:
    """Split what a line says outside brackets."""
    parts, depth, part = [], 0, ""
    for sign in line.partition(": ")[2] if re.match(r"(needs )|\d", line) else line:
        depth += (sign == "(") - (sign == ")")
        if sign == "," and not depth:
            parts.append(part.strip())
            part = ""
        else:
            part += sign
    return [*parts, part.strip()]


def levels_meant(said: str, bench: Bench, program: Program, seat: int) -> dict[int, int]:
    """Read one change in signs: which levels it moves for a seat, and by how much."""
    book, ruleset = bench.book, program.ruleset
    found = re.fullmatch(r"(.+) ([+−]\d+)", said)
    assert found is not None, said
    what, by = found[1], int(found[2].replace("−", "-"))
    shapes = {spec.shape: at for at, spec in enumerate(ruleset.seat)}
    partners = book.layout.partners[seat]
    for a in shapes:
        for b in shapes:
            if what == f"{a}–{b}":
                return {book.relation(shapes[a], shapes[b]): by}
    for at, theatre in enumerate(ruleset.theatre):
        if what == (theatre.short or theatre.name):
            return {book.roles.threat + at: by}
    for track in book.layout.tracks:
        spec = next(one for one in ruleset.track if one.id == track.id)
        name = spec.short or spec.name
        if track.scope is Scope.PAIR and what.startswith(f"{name} with "):
            return {book.relation(seat, shapes[what[-1]]): by}
        head = what.removesuffix(name).strip()
        if head == what:
            continue
        match track.scope, head:
            case Scope.SHARED, "":
                return {track.base: by}
            case Scope.SEAT, "":
                return {track.base + seat: by}
            case Scope.SEAT, "all":
                return {track.base + one: by for one in range(book.seats)}
            case Scope.SEAT, "both":
                return {track.base + one: by for one in partners}
            case Scope.SEAT, shape if shape in shapes:
                return {track.base + shapes[shape]: by}
            case Scope.PAIR, "each":
                return dict.fromkeys(book.relations, by)
            case Scope.PAIR, "each own":
                return {book.relation(seat, one): by for one in partners}
            case Scope.THEATRE, "each":
                return dict.fromkeys(book.threats, by)
            case Scope.THEATRE, "own":
                return {book.roles.threat + book.own_theatre[seat]: by}
    raise AssertionError(f"no level is called {what}")


@pytest.mark.parametrize("id", sorted(library().scenarios))
def test_a_change_in_signs_is_what_the_branch_moves(id: str) -> None:
    check_changes(library(), id, at_least=25)


def test_a_change_in_signs_is_what_the_branch_moves_in_the_small_game() -> None:
    check_changes(micro_library(), "one-winter", at_least=3)


def check_changes(content: Library, id: str, at_least: int) -> None:
    """Carry out every branch that only shifts, for every seat that may, and compare."""
    program = content.program(id)
    book, tried = program.book, 0
    owner = {card: book.decks[book.deck_of[at]].owner for at, card in enumerate(book.layout.cards)}
    for card, branch in branches(book):
        plain = [e for e in branch.effects if isinstance(e, Shift) and not e.level.choice]
        if not plain or len(plain) < len(branch.effects):
            continue
        own = owner.get(card, -1)
        for seat in range(book.seats) if own < 0 else (own,):
            bench = Bench(program)
            for track in book.layout.in_play:
                for level in range(track.base, track.base + track.size):
                    bench.state.levels[level] = (track.low + min(track.high, 10)) // 2
            before = bench.state.levels[:]
            for effect in branch.effects:
                effect.run(bench.state, seat, ())
            moved = {
                at: now - was
                for at, (was, now) in enumerate(zip(before, bench.state.levels, strict=True))
                if now != was
            }
            told: dict[int, int] = {}
            for one in top_moves(branch_signs(book, branch)):
                for level, by in levels_meant(one, bench, program, seat).items():
                    told[level] = told.get(level, 0) + by
            assert moved == told, f"{card}: {branch_signs(book, branch)}"
            tried += 1
    assert tried >= at_least


def test_every_branch_of_every_scenario_has_signs_that_fit() -> None:
    """In two rows at 80 columns but for two long ones, at every width without a cut, and shorter
    than the sentences."""
    for program in programs():
        book, long = program.book, 0
        for face in faces(book):
            signed = signed_face(book, face)
            assert signed.lines or (isinstance(face, EventCard) and not face.branch)
            for line in signed.lines:
                assert line.strip()
                assert "…" not in line
                assert max(cell_len(word) for word in line.split()) < NARROW // 3
                long += cell_len(line) > 2 * NARROW - 12
            for cells in (NARROW - 1, WIDE):
                drawn = card_rows(say(f"a  {signed.title}"), signed, cells, whole=True)
                assert all(row.cell_length <= cells for row in drawn)
                flat = "".join("".join(row.plain for row in drawn).split())
                assert flat == "".join(
                    f"a{signed.title}{'·'.join(signed.marks)}{''.join(signed.lines)}".split()
                )
            sentences = [*rules(book, face)]
            assert len("".join((*signed.marks, *signed.lines))) < len("".join(sentences)) + 9
        assert long <= 2


def test_a_card_on_a_single_line_fits_80_columns() -> None:
    for program in programs():
        for at, card in enumerate(program.book.cards):
            if isinstance(card, PlayCard):
                signed, label = signed_card(program.book, at), program.book.words.act_with(at)
                (row,) = card_rows(say(f"a  {label}"), signed, NARROW - 2, whole=False)
                assert row.plain.endswith(" · ".join(signed.brief))


def test_a_hand_of_five_takes_at_most_twenty_two_rows() -> None:
    """The rows below the table at 120x40, less the least of a question."""
    for id in library().scenarios:
        for seed in range(12):
            game = Game.new(id, seed=seed)
            book = game.book
            ministry = [[*game.state.piles[pile]] for pile in book.piles.deck]
            for at, deck in enumerate(book.decks):
                if deck.kind != "ministry":
                    continue
                region = next(n for n, d in enumerate(book.decks) if d.kind == "region")
                hand = [*ministry[at][:3], *ministry[region][:2]]
                rows = sum(
                    len(card_rows(say("a  "), signed_card(book, card), NARROW - 1, whole=True))
                    for card in hand
                )
                assert rows <= 22, [book.title(card) for card in hand]
