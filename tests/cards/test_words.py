"""A card's words are computed from its effects: change any field of any effect, and they change."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import fields, is_dataclass, replace
from random import Random
from typing import Any

import pytest

from tests.conftest import umbrella_names
from wargame.content.card_text import rules
from wargame.content.gallery import all_cards
from wargame.content.load import SECTIONS
from wargame.content.program import Program
from wargame.engine.game import Game
from wargame.engine.library import data, library
from wargame.rules.model.amounts import Check
from wargame.rules.model.cards import Ask, Branch, Change, EventCard, LeaderCard, PlayCard
from wargame.rules.model.deeds import Deed
from wargame.rules.model.rulebook import Linked, Rulebook, every_effect
from wargame.rules.model.selectors import Level, Pair, Place, Theatre, Who
from wargame.rules.model.verb import VERBS, Effects, Verb
from wargame.table.layout import Track

SAME = object()


def effects_of(card: Any) -> Iterator[Effects]:
    for branch in getattr(card, "branch", ()):
        yield branch.effects
    yield getattr(card, "flag_effects", ())


def other(value: Any, field: str, program: Program) -> Any:
    """Give another value of the same kind, or SAME where there is none."""
    names, book = umbrella_names(program), program.book
    match value:
        case bool():
            return not value
        case int() if field == "penalty":
            return (value + 1) % len(book.penalties)
        case int() if field == "lane":
            return 1 - value
        case int() if field == "cards":
            return value + 1
        case int():
            return value + 1
        case Track():
            same = [t for t in book.layout.tracks if t.scope is value.scope and t.id != value.id]
            return same[0]
        case Pair():
            return next(p for p in names.pairs.values() if p.name != value.name)
        case Theatre():
            return next(p for p in names.theatres.values() if p.name != value.name)
        case Place():
            same = [p for p in names.places.values() if p.track.scope is value.track.scope]
            return next(p for p in same if p.name != value.name)
        case Who():
            return next(p for p in names.who.values() if p.name != value.name)
        case Level():
            return next(p for p in names.levels.values() if p.name != value.name)
        case Change() | Deed() | Check():
            return mutants(value, program)
        case str() if field == "deck":
            return "region" if value == "ministry" else "ministry"
        case str() if field == "what":
            return "income" if value != "income" else "bid"
        case str() if field == "kind":
            return next(kind for kind in book.kinds if kind != value)
        case str() if field == "name":
            return value + " (changed)"
        case _:
            return SAME


def mutants(thing: Any, program: Program) -> Iterator[tuple[str, Any]]:
    """Yield (field, mutant) for each field of an effect or a check that can be changed."""
    for field in fields(thing):
        if isinstance(thing, Change) and field.name == "what":
            continue
        value = getattr(thing, field.name)
        if isinstance(value, tuple):
            for at, inner in enumerate(value):
                if is_dataclass(inner):
                    for name, changed in mutants(inner, program):
                        whole = (*value[:at], changed, *value[at + 1 :])
                        yield f"{field.name}[{at}].{name}", replace(thing, **{field.name: whole})
            continue
        changed = other(value, field.name, program)
        if changed is SAME or (value == 0 and isinstance(thing, Deed)):
            continue
        if isinstance(thing, Deed) and isinstance(value, bool):
            continue
        if isinstance(thing, Check) and field.name == "by" and thing.over is None:
            continue  # `by` is how far above `over`
        if isinstance(changed, Iterator):
            for name, inner in changed:
                yield f"{field.name}.{name}", replace(thing, **{field.name: inner})
        else:
            yield field.name, replace(thing, **{field.name: changed})


def said(effect: Verb, book: Rulebook) -> str:
    """Say an effect, linking what has just been made."""
    conditions = len(book.conditions)
    for inner in every_effect((effect,)):
        if isinstance(inner, Linked):
            inner.link(book, "mutant")
    text = "\n".join(text for _, text in effect.clauses(book.words))
    del book.conditions[conditions:]
    return text


def test_every_field_of_every_effect_is_in_the_words(box: Program) -> None:
    book = box.book
    tried = 0
    for card in book.cards:
        for effects in effects_of(card):
            for effect in effects:
                before = "\n".join(text for _, text in effect.clauses(book.words))
                for field, mutant in mutants(effect, box):
                    after = said(mutant, book)
                    assert after != before, f"{card.id}: {effect.name}.{field} is not in the words"
                    tried += 1
    assert tried > 300


def test_cost_kind_needs_ops_and_ask_are_in_the_words(box: Program) -> None:
    book = box.book

    def text(card: Any) -> str:
        from wargame.content.card_text import head

        return head(book, card) + "\n".join(rules(book, card))

    for card in book.cards:
        if isinstance(card, PlayCard):
            assert text(replace(card, ops=card.ops + 1)) != text(card)
            assert text(replace(card, once=not card.once)) != text(card)
            for at, branch in enumerate(card.branch):
                changes: list[Branch] = [replace(branch, cost=branch.cost + 1)]
                changes.append(replace(branch, name=branch.name + "!"))
                if branch.needs:
                    changes.append(replace(branch, needs=()))
                for changed in changes:
                    whole = (*card.branch[:at], changed, *card.branch[at + 1 :])
                    assert text(replace(card, branch=whole)) != text(card)
            if card.ask is not None:
                ask: Ask = card.ask
                for price in ("price", "floor"):
                    asked = getattr(ask, price)
                    dearer = replace(asked, capital=asked.capital + 1, item=None)
                    changed_ask = replace(ask, **{price: dearer})
                    assert text(replace(card, ask=changed_ask)) != text(card)
        elif isinstance(card, EventCard) and card.event == "crisis":
            assert text(replace(card, threshold=card.threshold + 1)) != text(card)
        elif isinstance(card, LeaderCard):
            for change in card.changes:
                more = replace(card, changes=(replace(change, by=change.by + 1),))
                if change.what not in ("foresight",):
                    assert text(more) != text(card)


def test_no_two_cards_have_the_same_text(box: Program) -> None:
    """Not even within a deck after numerals are removed."""
    import re

    whole: dict[str, str] = {}
    bare: dict[tuple[int, str], str] = {}
    book = box.book
    for at, card in enumerate(book.cards):
        text = "\n".join(rules(book, card))
        assert text not in whole, f"{card.id} reads like {whole[text]}"
        whole[text] = card.id
        effects = "\n".join(
            said for e in effects_of(card) for v in e for _, said in v.clauses(book.words)
        )
        key = (book.deck_of[at], re.sub(r"[0-9+−]", "", text + effects))
        assert key not in bare, f"{card.id} differs from {bare[key]} in numbers alone"
        bare[key] = card.id


@pytest.mark.parametrize("name", sorted(name for name, verb in VERBS.items() if verb.effect))
def test_every_effect_verb_is_used_by_a_card_or_a_rule(box: Program, name: str) -> None:
    book = box.book
    faces = [*book.cards, *(h for h in book.homes if h is not None)]
    stands = {v.name for c in faces for e in effects_of(c) for v in every_effect(e)}
    stands |= {v.name for v in every_effect(book.turn)}
    assert name in stands


def test_the_gallery_of_the_game_shows_every_card_once() -> None:
    """Whatever a scenario leaves in the box."""
    documents = library().documents.values()
    written = [row["id"] for d in documents for section in SECTIONS for row in d.get(section, ())]
    shown = [card.id for card in all_cards(library(), data("cards"), "new-entente")]
    assert sorted(shown) == sorted(written)


def test_the_words_name_the_tracks_of_their_own_ruleset(micro: Program, umbrella: Program) -> None:
    """The game of two villages has none of the tracks of the other: no sentence names one."""
    own = {track.name for track in micro.ruleset.track}
    foreign = {track.name for track in umbrella.ruleset.track} - own
    game, rng, said = Game.of(micro, seed=4), Random(4), set[str]()
    while game.decision is not None:
        said.update((game.prompt, *game.log(-1)[-3:]))
        said.update(option.label for option in game.decision.candidates)
        said.update(f"{refusal.label}: {refusal.why}" for refusal in game.refused())
        game.choose(rng.choice(game.decision.keys))
    words = micro.book.words
    said |= {words.stall("", 1), words.needs_stall("", 1), words.price(1, 1)}
    said.add(words.story_tie(0, False, 1, 2))
    named = {text for text in said for name in foreign if re.search(rf"\b{name}\b", text)}
    assert len(said) > 50
    assert not named
