"""Find pieces of a ruleset that no game uses: most often a name was changed in one place alone.

Only the full game is looked at, and only if everything could be read: what could not be read may
use the piece.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator

from wargame.content.faults import Fault
from wargame.content.read import Content
from wargame.content.specs import Ruleset
from wargame.rules.common.items import item_effects
from wargame.rules.effects.effects import Choose, Draw, Lay, StepUp
from wargame.rules.model.cards import Branch, LeaderCard, PlayCard
from wargame.rules.model.rulebook import every_effect, phases_of
from wargame.rules.model.verb import VERBS, Verb
from wargame.rules.phases.acts import Acts
from wargame.rules.phases.cabinet import FillHand
from wargame.rules.phases.deals import Deals
from wargame.rules.phases.demands import Demands
from wargame.rules.phases.dossier import Dossier


def unused(content: Content, laid: Collection[object]) -> Iterator[Fault]:
    """Yield the named pieces of a ruleset that nothing uses.

    `laid` are the penalties that its scenarios lay at the start.
    """
    ruleset, file = content.ruleset, content.rules_file
    assert ruleset is not None
    effects = list(_effects(content, ruleset))
    kinds = {b.kind for b in _branches(content)}
    kinds.update(b.kind for e in effects if isinstance(e, Choose) for b in e.branch)
    concepts = {entry.card.concept for entry in content.cards}
    used = {*content.tracks, *ruleset.roles.values()}
    for track in ruleset.track:
        if track.id not in used:
            yield Fault(file, f"track {track.id}", "nothing moves it, and nothing looks at it")
    for kind in ruleset.kinds:
        if kind not in kinds:
            yield Fault(file, f"kinds.{kind}", "no branch of a card is of this kind")
    for concept in ruleset.concepts:
        if concept not in concepts:
            yield Fault(file, f"concepts.{concept}", "no card names it as its concept")
    for id in ruleset.theory:
        if id not in ruleset.concepts:
            yield Fault(file, f"theory.{id}", "there is no concept of this name")
    taken = {e.track.id for e in effects if isinstance(e, StepUp) and not e.leave}
    for id in ruleset.steps:
        if id not in taken:
            yield Fault(file, f"steps.{id}", "no `step` without `leave` is taken on this track")
    if ruleset.ops and not phases_of(ruleset.turn, Acts):
        yield Fault(file, f"ops {ruleset.ops[0].id}", "no phase is `acts`, where OPS are spent")
    yield from _amounts(content, ruleset)
    yield from _decks(content, ruleset, effects)
    if not phases_of(ruleset.turn, Demands):
        yield from _penalties(content, ruleset, effects, laid)
    yield from _items(content, ruleset)


def _branches(content: Content) -> Iterator[Branch]:
    for entry in content.cards:
        yield from getattr(entry.card, "branch", ())


def _effects(content: Content, ruleset: Ruleset) -> Iterator[Verb]:
    """Walk everything that can be carried out: by cards, OPS, items, steps and phases."""
    for branch in _branches(content):
        yield from every_effect(branch.effects)
    for entry in content.cards:
        if isinstance(entry.card, PlayCard):
            yield from every_effect(entry.card.flag_effects)
    for line in ruleset.ops:
        yield from every_effect(line.effects)
    for item in ruleset.item:
        yield from every_effect(item_effects(item))
    for steps in ruleset.steps.values():
        yield from every_effect(steps)
    yield from every_effect(ruleset.turn)


def _amounts(content: Content, ruleset: Ruleset) -> Iterator[Fault]:
    """Find amounts of phases that the turn has not; `checks` finds those of no phase at all."""
    asked = {amount for phase in phases_of(ruleset.turn, Verb) for amount in phase.uses_amounts}
    for amount in ruleset.amounts:
        users = sorted(name for name, verb in VERBS.items() if amount in verb.uses_amounts)
        if users and amount not in asked:
            what = f"only {' and '.join(users)} would use it, and the turn has no such phase"
            yield Fault(content.rules_file, f"amounts.{amount}", what)


def _decks(content: Content, ruleset: Ruleset, effects: list[Verb]) -> Iterator[Fault]:
    """Find decks without cards, and decks of cards that nobody draws.

    Those that lie in no lane `checks` finds.
    """
    seats = content.layout.seats
    drawn = {effect.deck for effect in effects if isinstance(effect, Draw)}
    for hand in phases_of(ruleset.turn, FillHand):
        drawn.update(kind for kind in ("ministry", "region") if getattr(hand, kind) > 0)
    led = {seats[e.card.seat] for e in content.cards if isinstance(e.card, LeaderCard)}
    filled = {entry.deck for entry in content.cards if entry.section in ("card", "event")}
    for deck in ruleset.deck:
        where = f"deck {deck.id}"
        if deck.id not in filled if deck.kind != "leaders" else deck.owner not in led:
            yield Fault(content.rules_file, where, "there is no card for it")
        elif deck.kind in ("ministry", "region") and deck.kind not in drawn:
            what = f"nothing draws from a deck of kind {deck.kind}"
            yield Fault(content.rules_file, where, what)


def _penalties(
    content: Content, ruleset: Ruleset, effects: list[Verb], laid: Collection[object]
) -> Iterator[Fault]:
    """Find penalties that nobody can lay, in a game without demands (a refused one may lay any)."""
    named = {ruleset.penalty[e.penalty].id for e in effects if isinstance(e, Lay)}
    for penalty in ruleset.penalty:
        if penalty.id not in named and penalty.id not in laid:
            what = "nothing lays it: no phase is `demands`, and no effect and no scenario names it"
            yield Fault(content.rules_file, f"penalty {penalty.id}", what)


def _items(content: Content, ruleset: Ruleset) -> Iterator[Fault]:
    """Find items that no deal, no sweetener and no price can hold."""
    deals, sealed = phases_of(ruleset.turn, Deals), phases_of(ruleset.turn, Dossier)
    asks = [e.card.ask for e in content.cards if isinstance(e.card, PlayCard) and e.card.ask]
    asked = {price.item for ask in asks for price in (ask.price, ask.floor)}
    for item in ruleset.item:
        dealt, sweet = bool(deals and item.family), bool(sealed and asks and item.sweetens)
        if not (dealt or sweet or item.id in asked):
            what = "it can be in no deal (no `family`, or no phase is `deals`), sweetens no demand"
            yield Fault(content.rules_file, f"item {item.id}", f"{what} and is no card's price")
