"""The linter: what loads but is not yet good content. All faults at once."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from wargame.content.facts import known_facts
from wargame.content.faults import BadContent, Fault, nearest
from wargame.content.load import Library
from wargame.content.program import Program
from wargame.rules.model.cards import Branch, EventCard, PlayCard
from wargame.rules.model.verb import clauses


def lint(cards: Path, rules: Path) -> list[Fault]:
    """List the faults of a folder of cards and a folder of rules."""
    try:
        library = Library(cards, rules)
    except BadContent as error:
        return list(error.faults)
    faults: dict[Fault, None] = {}
    for scenario in sorted(library.scenarios):
        try:
            program = library.program(scenario)
        except BadContent as error:
            faults.update(dict.fromkeys(error.faults))
        else:
            faults.update(dict.fromkeys(_lint(program, cards)))
    return list(faults)


def _lint(program: Program, folder: Path) -> Iterator[Fault]:
    book = program.book
    facts = known_facts(folder)
    concepts = program.ruleset.concepts
    texts: dict[str, str] = {}
    for at, card in enumerate(book.cards):
        file = f"{book.decks[book.deck_of[at]].id}.toml"
        for fact in card.facts:
            if facts and fact not in facts:
                yield Fault(
                    file, f"card {card.id}", f'unknown fact "{fact}"; {nearest(fact, facts)}'
                )
        if concepts and card.concept not in concepts:
            hint = nearest(card.concept, concepts)
            yield Fault(file, f"card {card.id}", f'unknown concept "{card.concept}"; {hint}')
        if isinstance(card, PlayCard):
            yield from _play_card(program, card, file)
        elif isinstance(card, EventCard):
            yield from _event_card(card, file)
        text = "\n".join(
            f"{branch.name} {depth} {said}"
            for branch in getattr(card, "branch", ())
            for depth, said in clauses(branch.effects, book.words)
        )
        if text and text in texts:
            yield Fault(file, f"card {card.id}", f"has the same text as {texts[text]}")
        texts[text] = card.id
    for at, lane in enumerate(program.ruleset.lane):
        count = sum(
            len(book.decks[d].cards) for d, deck in enumerate(book.decks) if deck.id in lane.decks
        )
        if count <= book.turns:
            what = f"{count} events for {book.turns} turns; a lane needs at least one more"
            yield Fault(program.ruleset.id + ".toml", f"lane[{at}]", what)


def _play_card(program: Program, card: PlayCard, file: str) -> Iterator[Fault]:
    if len(card.branch) != 2:
        yield Fault(file, f"card {card.id}", f"has {len(card.branch)} branches instead of 2")
    if not 1 <= card.ops <= 3:
        yield Fault(file, f"card {card.id}.ops", f"{card.ops} is not 1 to 3")
    for branch in card.branch:
        if not 0 <= branch.cost <= 4:
            yield Fault(file, f"card {card.id}", f"the cost {branch.cost} is not 0 to 4")
        if not branch.effects:
            yield Fault(file, f"card {card.id}", f'the branch "{branch.name}" does nothing')
    if card.ask is not None:
        price, floor = card.ask.price, card.ask.floor
        for what, found in (("price", price), ("floor", floor)):
            if found.item is not None and found.item not in program.book.item_ids:
                hint = nearest(found.item, program.book.item_ids)
                yield Fault(file, f"card {card.id}.ask.{what}", f"unknown item; {hint}")
        if price.item is None and price.capital + price.support <= floor.capital + floor.support:
            yield Fault(file, f"card {card.id}.ask", "the floor is not below the price")


def _event_card(card: EventCard, file: str) -> Iterator[Fault]:
    where = f"event {card.id}"
    if card.event not in ("flash", "crisis", "condition", "vote"):
        hint = nearest(card.event, ("flash", "crisis", "condition", "vote"))
        yield Fault(file, where, f'unknown kind of event "{card.event}"; {hint}')
    if card.event == "crisis" and (card.theatre is None or not card.threshold):
        yield Fault(file, where, "a crisis needs a theatre and a threshold")
    if card.event == "vote" and card.votes is None:
        yield Fault(file, where, "a vote needs `votes`, the seat that is tested")
    if card.asks is None and len(card.branch) > 1:
        yield Fault(file, where, "several branches, but no seat in `asks` to choose")
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
