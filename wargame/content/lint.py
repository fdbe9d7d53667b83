"""The linter: content that loads and is faulty all the same. All faults at once.

Every scenario is read in the full game and, where its ruleset has one, in the basic game; what
could be read is looked at even where the rest could not. A fault is reported if a game would end in
an error, if a piece could never be used, or if a reader would be misled.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import fields
from pathlib import Path

from wargame.content.checks import odd_ids, unlinkable, unplayable
from wargame.content.facts import read_facts
from wargame.content.faults import BadContent, Fault, nearest
from wargame.content.link import link
from wargame.content.load import Library
from wargame.content.program import Program
from wargame.content.read import CardEntry, Content, read
from wargame.content.text import LANGUAGES, tongue
from wargame.content.unused import unused
from wargame.rules.common.pledges import DeedItem
from wargame.rules.effects.conditions import Start
from wargame.rules.model.cards import (
    Branch,
    Change,
    EventCard,
    Face,
    HomeCard,
    LeaderCard,
    PlayCard,
    Price,
)
from wargame.rules.model.deeds import Deed
from wargame.rules.model.language import CardSigns, Language, sentences
from wargame.rules.model.rulebook import every_effect, phases_of
from wargame.rules.model.selectors import Place
from wargame.rules.model.verb import VERBS, Effects, Verb, clauses
from wargame.rules.phases.cabinet import SealBid
from wargame.table.layout import Track

EVENTS = ("flash", "crisis", "condition", "vote")


def lint(cards: Path, rules: Path) -> list[Fault]:
    """List the faults of a folder of cards and a folder of rules."""
    library = Library(cards, rules, strict=False)
    facts, wrong = read_facts(cards)
    faults = dict.fromkeys([*languages(), *library.faults, *wrong])
    silent = any(fault.file == LANGUAGE for fault in faults)
    played = [deal.get("ruleset") for deal in library.scenarios.values()]
    if not library.faults and all(id in [*library.rulesets] for id in played):
        for id, rules_of in library.rulesets.items():
            if id not in played:
                what = "no scenario is for this ruleset"
                faults[Fault(rules_of["file"], "id", what)] = None
    tariffs = [deal.get("tariffs") for deal in library.scenarios.values()]
    laid = [id for table in tariffs if isinstance(table, dict) for id in table.values()]
    for scenario in sorted(library.scenarios):
        for basic in (False, True):
            try:
                content = _read(library, scenario, basic)
            except BadContent as error:
                faults.update(dict.fromkeys(error.faults))
                break
            after = [
                *unlinkable(content, whole=not library.faults),
                *unplayable(content, facts),
                *_cards(content, facts),
            ]
            if not (basic or content.faults or library.faults):
                after += unused(content, laid)
            unread = {(fault.file, _key(fault)) for fault in content.faults}
            noted = [*content.faults, *(f for f in after if (f.file, _key(f)) not in unread)]
            faults.update(dict.fromkeys(noted))
            if not noted and not silent:
                faults.update(dict.fromkeys(_linked(content)))
            if content.ruleset is None or not any(t.full for t in content.ruleset.track):
                break
    return list(faults)


def _key(fault: Fault) -> str:
    """Return the key of its file in which a fault lies.

    Nothing more is reported of a key that could not be read.
    """
    return re.split(r"[.\[:]", fault.where)[0]


def _read(library: Library, scenario: str, basic: bool) -> Content:
    deal = library.scenarios[scenario]
    return read(library.ruleset_of(deal), deal, library.documents, basic)


LANGUAGE = "content/text"
"""What stands for the file in a fault of a language."""


def languages() -> Iterator[Fault]:
    """Yield the sentences that a language lacks, and the effects that have no sentence."""
    for id in LANGUAGES:
        language = tongue(id)
        yield from _lacking(id, language, Language, "sentence")
        yield from _lacking(f"{id}.signs", language.SIGNS, CardSigns, "sign")
    for name, verb in VERBS.items():
        if verb.effect and verb.clauses is Verb.clauses:
            what = f"may stand on a card, but {verb.__name__} says no sentence (`clauses`)"
            yield Fault(LANGUAGE, f"`{name}`", what)


def _lacking(id: str, language: type, protocol: type, what: str) -> Iterator[Fault]:
    """Yield what a language lacks of a protocol."""
    asked = sentences(protocol)
    own = [n for n in dir(language) if not n.startswith("_") and n not in asked]
    for name in asked:
        if getattr(language, name, None) in (None, getattr(protocol, name)):
            fault = f"the language has no such {what}; {nearest(name, own)}"
            yield Fault(LANGUAGE, f"{id}.{name}", fault)


# -- what was read -------------------------------------------------------------------------------


def _cards(content: Content, facts: Collection[str]) -> Iterator[Fault]:
    concepts = content.ruleset.concepts if content.ruleset is not None else {}
    for entry in content.cards:
        card: Face = entry.card
        for fact in card.facts:
            if facts and fact not in facts:
                what = f'unknown fact "{fact}"; {nearest(fact, facts)}'
                yield Fault(entry.file, entry.where, what)
        if concepts and card.concept not in concepts:
            what = f'unknown concept "{card.concept}"; {nearest(card.concept, concepts)}'
            yield Fault(entry.file, entry.where, what)
        if not card.title.strip():
            yield Fault(entry.file, entry.where, "it has no title")
        yield from odd_ids(entry.file, entry.where, [card.id])
        for branch in getattr(card, "branch", ()):
            yield from _branch(content, entry, branch)
        if isinstance(card, PlayCard):
            yield from _effects(content, entry, card.flag_effects)
            if content.ruleset is not None:
                yield from _play_card(content, entry, card)
        elif isinstance(card, EventCard):
            yield from _event_card(content, card, entry.file)
        elif isinstance(card, LeaderCard | HomeCard):
            yield from _of_seat(content, entry, card)
    if content.ruleset is not None:
        for at, penalty in enumerate(content.ruleset.penalty):
            for change in penalty.changes:
                yield from _change(content.rules_file, f"penalty[{at}]", change)
        bench = [("steps." + id, steps) for id, steps in content.ruleset.steps.items()]
        bench += [("ops " + line.id, line.effects) for line in content.ruleset.ops]
        bench.append(("turn", tuple(v for v in phases_of(content.ruleset.turn, Verb) if v.effect)))
        for where, effects in bench:
            yield from _verbs(content, content.rules_file, where, effects)
        for item in content.ruleset.item:
            if isinstance(item, DeedItem):
                yield from _deed(content, content.rules_file, f"item {item.id}", item.deed)
        yield from _lanes(content)


def _branch(content: Content, entry: CardEntry, branch: Branch) -> Iterator[Fault]:
    kinds = content.ruleset.kinds if content.ruleset is not None else {}
    if branch.kind and kinds and branch.kind not in kinds:
        what = f'unknown kind "{branch.kind}"; {nearest(branch.kind, kinds)}'
        yield Fault(entry.file, entry.where, what)
    yield from _effects(content, entry, branch.effects)
    for effect in every_effect(branch.effects):
        for inner in getattr(effect, "branch", ()):
            if inner.kind and kinds and inner.kind not in kinds:
                what = f'unknown kind "{inner.kind}"; {nearest(inner.kind, kinds)}'
                yield Fault(entry.file, entry.where, what)


def _effects(content: Content, entry: CardEntry, effects: Effects) -> Iterator[Fault]:
    yield from _verbs(content, entry.file, entry.where, tuple(every_effect(effects)))


def _verbs(content: Content, file: str, where: str, effects: Effects) -> Iterator[Fault]:
    """Check the numbers of effects: a level moves by 1 or more, and by no more than its track."""
    for effect in effects:
        track: Track | None = None
        for attribute in fields(effect):
            value = getattr(effect, attribute.name)
            if isinstance(value, Track):
                track = value
            elif isinstance(value, Place):
                levels = [level for row in value.levels for level in row]
                track = _track_of(content, levels[0]) if levels else None
        by = getattr(effect, "by", None)
        if isinstance(by, int):
            span = track.high - track.low if track is not None else None
            if by == 0:
                yield Fault(file, where, f"`{effect.name}` moves nothing: `by` is 0")
            elif span is not None and abs(by) > span:
                named = f'"{track.id}"' if track is not None else ""
                what = f"`{effect.name}` moves {named} by {by}, and it has {span} steps"
                yield Fault(file, where, what)
        for name in ("cards", "life"):
            value = getattr(effect, name, None)
            if isinstance(value, int) and value < 1:
                yield Fault(file, where, f"`{effect.name}`: `{name}` is {value}, below 1")
        if isinstance(effect, Start):
            yield from _change(file, where, effect.change)
            yield from _deed(content, file, where, effect.until)


def _track_of(content: Content, level: int) -> Track:
    return next(t for t in content.layout.tracks if t.base <= level < t.base + t.size)


def _change(file: str, where: str, change: Change) -> Iterator[Fault]:
    """Check what a condition, a penalty or a leader changes."""
    if change.by == 0 and change.what != "ceiling":
        yield Fault(file, where, f"a change of `{change.what}` by 0 changes nothing")
    if change.what == "places" and change.by > 0:
        yield Fault(file, where, "a change of `places` takes places away: `by` is below 0")
    for place in (change.theatre, change.pair):
        if place is not None and (place.choice or not place.fixed):
            what = f'"{place.name}" depends on who looks; name the one that is meant, or all'
            yield Fault(file, where, what)


def _deed(content: Content, file: str, where: str, deed: Deed) -> Iterator[Fault]:
    """Check a deed that a condition is cleared by, or that is promised."""
    told = [deed.bid > 0, deed.raise_ is not None, deed.lower is not None, deed.comply]
    if sum(told) != 1:
        what = "a deed is told by one of `bid`, `raise`, `lower`, `comply`"
        yield Fault(file, where, f"{what}, not by {sum(told)} of them")
    for key, level, scopes in (
        ("raise", deed.raise_, ("pair", "shared")),
        ("lower", deed.lower, ("theatre",)),
    ):
        if level is not None and _track_of(content, level.index).scope.value not in scopes:
            what = f'`{key}` "{level.name}": only a {" or ".join(scopes)} track can be meant'
            yield Fault(file, where, what)
    ruleset = content.ruleset
    most = [phase.most for phase in phases_of(ruleset.turn, SealBid)] if ruleset else []
    if most and deed.bid > max(most):
        yield Fault(file, where, f"a bid of {deed.bid} where {max(most)} is the most")


def _play_card(content: Content, entry: CardEntry, card: PlayCard) -> Iterator[Fault]:
    file, ruleset = entry.file, content.ruleset
    assert ruleset is not None
    if len(card.branch) != 2:
        yield Fault(file, f"card {card.id}", f"has {len(card.branch)} branches instead of 2")
    if not 0 <= card.ops <= 3:
        yield Fault(file, f"card {card.id}.ops", f"{card.ops} is not 0 to 3")
    if not card.ops and card.flag_effects:
        what = "a flag fires with OPS alone, and the card has none"
        yield Fault(file, f"card {card.id}.flag_effects", what)
    for at, branch in enumerate(card.branch):
        where = f"card {card.id}.branch[{at}]"
        if not 0 <= branch.cost <= 4:
            yield Fault(file, f"{where}.cost", f"the cost {branch.cost} is not 0 to 4")
        if not branch.effects:
            yield Fault(file, where, f'the branch "{branch.name}" does nothing')
        if branch.name in [other.name for other in card.branch[:at]]:
            yield Fault(file, f"{where}.name", f'"{branch.name}" is a branch of it already')
    if card.ask is None:
        return
    owners = [d.owner for d in ruleset.deck if d.id == entry.deck and d.owner is not None]
    for seat in card.ask.to:
        if content.layout.seats[seat] in owners:
            others = [s for s in content.layout.seats if s not in owners]
            what = f'"{owners[0]}" would ask itself; the others are {", ".join(others)}'
            yield Fault(file, f"card {card.id}.ask.to", what)
    if not card.ask.to:
        yield Fault(file, f"card {card.id}.ask.to", "it is put to nobody")
    price, floor = card.ask.price, card.ask.floor
    items = {item.id: item for item in ruleset.item}
    for where, asked in (("price", price), ("floor", floor)):
        place = f"card {card.id}.ask.{where}"
        if asked.item is not None:
            if asked.item not in items:
                what = f'unknown item "{asked.item}"; {nearest(asked.item, items)}'
                yield Fault(file, place, what)
            elif not items[asked.item].spot:
                spot = [id for id, item in items.items() if item.spot]
                what = f'"{asked.item}" is a promise, and cannot be paid at once'
                yield Fault(file, place, f"{what}; {nearest(asked.item, spot)}")
        elif _worth(asked) < 1 or asked.capital < 0 or asked.support < 0:
            yield Fault(file, place, "it asks for nothing, or for less")
    if price.item is None and _worth(price) <= _worth(floor):
        yield Fault(file, f"card {card.id}.ask", "the floor is not below the price")
    if not any(item.sweetens for item in ruleset.item):
        yield Fault(file, f"card {card.id}.ask", "no item of the ruleset can sweeten a demand")


def _worth(price: Price) -> int:
    return price.capital + price.support


def _event_card(content: Content, card: EventCard, file: str) -> Iterator[Fault]:
    where = f"event {card.id}"
    if card.event not in EVENTS:
        yield Fault(
            file, where, f'unknown kind of event "{card.event}"; {nearest(card.event, EVENTS)}'
        )
    if card.event == "crisis" and (card.theatre is None or card.threshold < 1):
        yield Fault(file, where, "a crisis needs a theatre and a threshold")
    theatres = content.layout.theatres
    theatre = card.theatre
    if theatre is not None and (not theatre.fixed or len(theatre.levels[0]) != 1):
        what = f'"{theatre.name}" is no single theatre; {nearest(theatre.name, theatres)}'
        yield Fault(file, where, what)
    if card.event == "vote" and card.votes is None:
        yield Fault(file, where, "a vote needs `votes`, the seat that is tested")
    if card.asks is None and len(card.branch) > 1:
        yield Fault(file, where, "several branches, but no seat in `asks` to choose")
    if card.asks is not None and not card.branch:
        yield Fault(file, where, "`asks` names a seat, but there is no branch to choose")
    if card.asks is not None and card.branch and (card.branch[-1].cost or card.branch[-1].needs):
        yield Fault(file, where, "the last branch must be free")
    if card.asks is None:
        for branch in card.branch:
            yield from (Fault(file, where, what) for what in _chosen_by_nobody(branch))


def _chosen_by_nobody(branch: Branch) -> Iterator[str]:
    for effect in branch.effects:
        match effect.seat_need():
            case "chooser":
                yield f"`{effect.name}` leaves a choice, but no seat is asked"
            case "actor":
                yield f"`{effect.name}` is for the acting seat, but none acts; name the seats"
            case "none":
                pass


def _of_seat(content: Content, entry: CardEntry, card: LeaderCard | HomeCard) -> Iterator[Fault]:
    """Check a leader (its seat has a deck of leaders) or a HOME card (one a seat)."""
    seat = content.layout.seats[card.seat]
    if isinstance(card, HomeCard):
        others = [
            f.card.id for f in content.cards
            if f.section == "home" and f.card.seat == card.seat and f.card.id != card.id
        ]  # fmt: skip
        if others:
            yield Fault(entry.file, entry.where, f"{seat} has the HOME card {others[0]} already")
        return
    for change in card.changes:
        yield from _change(entry.file, entry.where, change)
    ruleset = content.ruleset
    if ruleset is not None:
        owners = [deck.owner for deck in ruleset.deck if deck.kind == "leaders"]
        if seat not in owners:
            having = ", ".join(map(str, owners)) or "no seat"
            what = f"{seat} has no deck of leaders; {having} has"
            yield Fault(entry.file, entry.where, what)


def _lanes(content: Content) -> Iterator[Fault]:
    ruleset, scenario = content.ruleset, content.scenario
    if ruleset is None or scenario is None or content.faults:
        return
    events = [
        entry.deck for entry in content.cards
        if entry.section == "event" and entry.card.id not in scenario.without
    ]  # fmt: skip
    for at, lane in enumerate(ruleset.lane):
        count = sum(deck in lane.decks for deck in events)
        if count <= scenario.turns:
            what = f"{count} events for {scenario.turns} turns; a lane needs at least one more"
            yield Fault(content.rules_file, f"lane[{at}]", what)


# -- what was linked -----------------------------------------------------------------------------


def _linked(content: Content) -> Iterator[Fault]:
    assert content.ruleset is not None
    assert content.scenario is not None
    layout, entries = content.layout, content.cards
    program = link(layout, content.ruleset, content.scenario, entries, content.basic, "en")
    yield from _same_texts(content, program)


def _same_texts(content: Content, program: Program) -> Iterator[Fault]:
    files = {entry.card.id: entry for entry in content.cards}
    texts: dict[str, str] = {}
    for card in program.book.cards:
        text = "\n".join(
            f"{branch.name} {depth} {said}"
            for branch in getattr(card, "branch", ())
            for depth, said in clauses(branch.effects, program.book.words)
        )
        if text and text in texts:
            where = files[card.id].where
            yield Fault(files[card.id].file, where, f"has the same text as {texts[text]}")
        texts[text] = card.id
