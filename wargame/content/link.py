"""Build a program from typed pieces: resolve what a scenario names, put the rulebook together, and
build every option once."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from wargame.content.program import Program
from wargame.content.read import CardEntry
from wargame.content.specs import Ruleset, Scenario
from wargame.content.text import tongue
from wargame.rules.common.items import item_effects, link_items
from wargame.rules.model.cards import Card, EventCard, PlayCard
from wargame.rules.model.ledgers import LEDGERS
from wargame.rules.model.rulebook import (
    Deck,
    Linked,
    Piles,
    Roles,
    Rulebook,
    every_effect,
    phases_of,
)
from wargame.rules.model.verb import Effects
from wargame.rules.phases.cabinet import SealBid
from wargame.rules.phases.dossier import Dossier
from wargame.rules.phases.turn import Turns
from wargame.table import chance
from wargame.table.layout import Layout, Pile, Visibility


def link(
    layout: Layout,
    ruleset: Ruleset,
    scenario: Scenario,
    entries: Sequence[CardEntry],
    basic: bool,
    language: str,
) -> Program:
    """Put the book together and hand it to every verb."""
    leaders = {spec.owner: spec.id for spec in ruleset.deck if spec.kind == "leaders"}
    cards: list[Card] = []
    decks: list[Deck] = []
    deck_of: list[int] = []
    for at, spec in enumerate(ruleset.deck):
        start = len(cards)
        for deck, section, card in ((f.deck, f.section, f.card) for f in entries):
            if card.id in scenario.without:
                continue
            home = leaders.get(layout.seats[card.seat]) if section == "leader" else deck
            if home == spec.id and section in ("card", "event", "leader"):
                cards.append(card)
                deck_of.append(at)
        owner = layout.seats.index(spec.owner) if spec.owner in layout.seats else -1
        decks.append(Deck(spec.id, spec.name, spec.kind, owner, tuple(range(start, len(cards)))))
    ids = tuple(card.id for card in cards)
    piles, places = _piles(layout.seats, ruleset)
    layout = Layout(layout.seats, layout.theatres, layout.tracks, piles, LEDGERS, ids)
    agendas = tuple(f.card for f in entries if f.section == "agenda") if not basic else ()
    homes = {f.card.seat: f.card for f in entries if f.section == "home"}
    roles = {role: layout.track_index[id].base for role, id in ruleset.roles.items()}
    words = tongue(language)(ruleset)
    book = Rulebook(
        layout=layout,
        words=words,
        numbers=ruleset.numbers,
        roles=Roles(**roles),
        piles=places,
        cards=tuple(cards),
        decks=tuple(decks),
        deck_of=tuple(deck_of),
        luck=tuple(
            chance.DrawPile("deck:" + deck.id, ((c, ids[c]) for c in deck.cards)) for deck in decks
        ),
        homes=tuple(homes.get(seat) for seat in range(len(layout.seats))),
        agendas=agendas,
        flags=tuple(
            tuple(at for at, agenda in enumerate(agendas) if agenda.seat == seat)
            for seat in range(len(layout.seats))
        ),
        penalties=ruleset.penalty,
        ops=ruleset.ops,
        ceilings=ruleset.ceiling,
        bonuses=ruleset.bonus,
        own_theatre=tuple(
            layout.theatres.index(spec.theatre) if spec.theatre in layout.theatres else -1
            for spec in ruleset.seat
        ),
        kinds=ruleset.kinds,
        amounts=ruleset.amounts,
        steps=ruleset.steps,
        turns=scenario.turns,
        first=scenario.first,
        hot=scenario.hot,
        pressure={int(turn): points for turn, points in scenario.pressure.items()},
        votes=_votes(scenario),
        acting_until=scenario.acting.until if scenario.acting else 0,
        basic=basic,
        turn=ruleset.turn,
        most_bid=max((phase.most for phase in phases_of(ruleset.turn, SealBid)), default=0),
        items=ruleset.item,
        item_ids={item.id: item for item in ruleset.item},
    )
    words.bind(book)
    link_items(book)
    for source, effects in _all_effects(book, ruleset):
        for effect in every_effect(effects):
            if isinstance(effect, Linked):
                effect.link(book, source)
    turns = Turns()
    turns.link(book, "turn")
    return Program(ruleset, scenario, book, turns)


def _votes(scenario: Scenario) -> dict[int, tuple[int, ...]]:
    days: dict[int, tuple[int, ...]] = {}
    for day in scenario.votes:
        days[day.turn] = (*days.get(day.turn, ()), day.seat)
    return days


def _piles(seats: tuple[str, ...], ruleset: Ruleset) -> tuple[tuple[Pile, ...], Piles]:
    piles: list[Pile] = []

    def put(id: str, sight: Visibility, owner: int = -1, *, ordered: bool = False) -> int:
        piles.append(Pile(id, sight, owner, ordered))
        return len(piles) - 1

    each = list(enumerate(seats))
    filled = max((phase.places for phase in phases_of(ruleset.turn, Dossier)), default=0)
    places = Piles(
        hand=tuple(put(f"{seat}.hand", Visibility.OWNER, at) for at, seat in each),
        dossier=tuple(
            tuple(put(f"{seat}.dossier-{n + 1}", Visibility.OWNER, at) for n in range(filled + 1))
            for at, seat in each
        ),
        offer=tuple(put(f"{seat}.offer", Visibility.OPEN) for _, seat in each),
        office=tuple(put(f"{seat}.office", Visibility.OPEN) for _, seat in each),
        deck=tuple(put(f"{deck.id}.deck", Visibility.HIDDEN) for deck in ruleset.deck),
        discard=tuple(put(f"{deck.id}.discard", Visibility.OPEN) for deck in ruleset.deck),
        lane=tuple(
            put(f"{lane.id}.lane", Visibility.HIDDEN, ordered=True) for lane in ruleset.lane
        ),
        news=put("news", Visibility.OPEN),
        played=put("played", Visibility.OPEN),
        gone=put("gone", Visibility.OPEN),
    )
    return tuple(piles), places


def _all_effects(book: Rulebook, ruleset: Ruleset) -> Iterable[tuple[str, Effects]]:
    """List everything that is carried out anywhere, with the id of what it stands on.

    Cards come before phases, for phases build options out of linked cards.
    """
    yield from ruleset.steps.items()
    for line in ruleset.ops:
        yield line.id, line.effects
    for item in ruleset.item:
        yield item.id, item_effects(item)
    for home in book.homes:
        if home is not None:
            for branch in home.branch:
                yield home.id, branch.effects
    for card in book.cards:
        if isinstance(card, PlayCard | EventCard):
            for branch in card.branch:
                yield card.id, branch.effects
        if isinstance(card, PlayCard):
            yield card.id, card.flag_effects
    yield "turn", ruleset.turn
