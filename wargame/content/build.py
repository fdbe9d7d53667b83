"""From documents to a program: names linked to things, every option built once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, TypeVar

from attrs import fields
from cattrs.errors import (
    BaseValidationError,
    ClassValidationError,
    ForbiddenExtraKeysError,
    IterableValidationError,
)

from wargame.content.basic import without_full_tracks
from wargame.content.faults import BadContent, Fault, nearest
from wargame.content.model import Ruleset, Scenario
from wargame.content.names import Names, check_words
from wargame.content.program import Program, levels_of
from wargame.content.words import LANGUAGES
from wargame.table import chance
from wargame.table.layout import Layout, Pile, Scope, Sight, Track, scope_size
from wargame.verbs import acts, cabinet, deals, demands, digest, dossier, lasting, reckoning, votes  # noqa: F401
from wargame.verbs.book import Book, Linked, every_effect
from wargame.verbs.cards import Agenda, Card, EventCard, HomeCard, LeaderCard, PlayCard
from wargame.verbs.items import item_effects, link_items
from wargame.verbs.ledgers import LEDGERS
from wargame.verbs.order import Turns
from wargame.verbs.pieces import Deck, Piles, Roles
from wargame.verbs.verb import Effects

_T = TypeVar("_T")
CARD_CLASSES: dict[str, type[Any]] = {
    "card": PlayCard,
    "event": EventCard,
    "leader": LeaderCard,
    "home": HomeCard,
    "agenda": Agenda,
}
DOSSIER_PLACES = 3


def build(
    rules: dict[str, Any],
    deal: dict[str, Any],
    documents: dict[str, dict[str, Any]],
    *,
    basic: bool | None,
    language: str = "en",
) -> Program:
    """Build the program of a scenario. Raises `BadContent` with every fault."""
    basic = bool(deal.get("basic", False)) if basic is None else basic
    builder = _Builder(rules, deal, basic)
    layout = builder.layout()
    if basic:
        documents, rules = without_full_tracks(rules, documents)
    builder.rules = rules
    names = builder.names(layout, cards=False)
    ruleset = builder.structure(names, _plain(rules), Ruleset, rules["file"], "")
    scenario = builder.structure(names, _plain(deal), Scenario, deal["file"], "")
    cards = builder.cards(builder.names(layout, cards=True), documents)
    if builder.faults or ruleset is None or scenario is None:
        raise BadContent(builder.faults)
    program = builder.link(layout, ruleset, scenario, cards, basic, language)
    if builder.faults:
        raise BadContent(builder.faults)
    return program


class _Builder:
    """What `build` collects on its way: faults, and the pieces in the order they are needed."""

    def __init__(self, rules: dict[str, Any], deal: dict[str, Any], basic: bool) -> None:
        self.rules = rules
        self.deal = deal
        self.basic = basic
        self.faults: list[Fault] = []

    # -- skeleton: what must be known before names can be looked up ---------------------------

    def _specs(self, key: str, *needed: str) -> list[dict[str, Any]]:
        specs = self.rules.get(key, [])
        if not isinstance(specs, list) or not all(isinstance(s, dict) for s in specs):
            raise BadContent([Fault(self.rules["file"], key, "expected a list of tables")])
        for at, spec in enumerate(specs):
            for name in needed:
                if not isinstance(spec.get(name), str if name not in ("low", "high") else int):
                    where = f"{key}[{at}].{name}"
                    raise BadContent(
                        [Fault(self.rules["file"], where, "missing, or not of its kind")]
                    )
        return specs

    def layout(self) -> Layout:
        """Lay out the empty table; the cards come in later."""
        seats = tuple(spec["id"] for spec in self._specs("seat", "id"))
        theatres = tuple(spec["id"] for spec in self._specs("theatre", "id"))
        tracks: list[Track] = []
        base = 0
        for spec in self._specs("track", "id", "scope", "low", "high"):
            try:
                scope = Scope(spec["scope"])
            except ValueError:
                hint = nearest(spec["scope"], [s.value for s in Scope])
                raise BadContent(
                    [Fault(self.rules["file"], f"track {spec['id']}", f"unknown scope; {hint}")]
                ) from None
            size = scope_size(scope, len(seats), len(theatres))
            owners = tuple(seats.index(s) for s in spec.get("seats", ()) if s in seats)
            tracks.append(Track(spec["id"], scope, base, size, spec["low"], spec["high"], owners))
            base += size
        for what, ids in (
            ("seat", seats),
            ("theatre", theatres),
            ("track", [t.id for t in tracks]),
        ):
            for id in sorted({i for i in ids if list(ids).count(i) > 1}):
                raise BadContent([Fault(self.rules["file"], what, f'"{id}" is named twice')])
        if not seats:
            raise BadContent([Fault(self.rules["file"], "seat", "a ruleset needs seats")])
        return Layout(seats, theatres, tuple(tracks), (), LEDGERS, ())

    def names(self, layout: Layout, *, cards: bool) -> Names:
        """Make the converter that knows this table."""
        roles = self.rules.get("roles", {})
        for role, track in roles.items():
            if role not in {attribute.name for attribute in fields(Roles)}:
                hint = nearest(role, [attribute.name for attribute in fields(Roles)])
                raise BadContent([Fault(self.rules["file"], f"roles.{role}", f"unknown; {hint}")])
            if track not in layout.track_index:
                hint = nearest(str(track), layout.track_index)
                raise BadContent(
                    [Fault(self.rules["file"], f"roles.{role}", f'unknown track "{track}"; {hint}')]
                )
        theatres = list(layout.theatres)
        own = tuple(
            theatres.index(spec["theatre"]) if spec.get("theatre") in theatres else -1
            for spec in self._specs("seat", "id")
        )
        return Names(
            layout,
            own_theatre=own,
            relation=roles.get("relation"),
            threat=roles.get("threat"),
            penalties=tuple(spec["id"] for spec in self._specs("penalty", "id")),
            lanes=tuple(spec["id"] for spec in self._specs("lane", "id")),
            kinds=self.rules.get("kinds", {}),
            lines=[spec["id"] for spec in self._specs("ops", "id")],
            cards=cards,
        )

    def structure(
        self, names: Names, raw: dict[str, Any], cls: type[_T], file: str, where: str
    ) -> _T | None:
        """Read one table; on faults note them all and give None."""
        for place, what in check_words(names, raw, where):
            self.faults.append(Fault(file, place, what))
        try:
            return names.converter.structure(raw, cls)
        except (
            BaseValidationError,
            ForbiddenExtraKeysError,
            ValueError,
            TypeError,
            KeyError,
        ) as error:
            self.faults.extend(Fault(file, place, what) for place, what in leaves(error, where))
            return None

    def cards(
        self, names: Names, documents: dict[str, dict[str, Any]]
    ) -> list[tuple[str, str, Any]]:
        """Read all cards as (deck, section, card); home cards and agendas lie in no deck."""
        seen: dict[str, str] = {}
        found: list[tuple[str, str, Any]] = []
        decks = {spec["id"] for spec in self._specs("deck", "id")}
        for file, document in documents.items():
            deck = document.get("deck", "")
            for key in document:
                if key != "deck" and key not in CARD_CLASSES:
                    hint = nearest(key, CARD_CLASSES)
                    self.faults.append(Fault(file, key, f"unknown section; {hint}"))
            for section, cls in CARD_CLASSES.items():
                rows = document.get(section, [])
                if rows and section in ("card", "event") and deck not in decks:
                    hint = nearest(str(deck), decks)
                    self.faults.append(Fault(file, "deck", f'unknown deck "{deck}"; {hint}'))
                if not isinstance(rows, list):
                    self.faults.append(Fault(file, section, "expected a list of tables"))
                    continue
                for at, row in enumerate(rows):
                    where = f"{section}[{at}]"
                    if isinstance(row, dict) and isinstance(row.get("id"), str):
                        where = f"{section} {row['id']}"
                        if row["id"] in seen:
                            what = f'the id "{row["id"]}" is in {seen[row["id"]]} already'
                            self.faults.append(Fault(file, where, what))
                        seen[row["id"]] = file
                    card = self.structure(names, row, cls, file, where)
                    if card is not None:
                        found.append((str(deck), section, card))
        return found

    # -- linking ------------------------------------------------------------------------------

    def link(
        self,
        layout: Layout,
        ruleset: Ruleset,
        scenario: Scenario,
        found: list[tuple[str, str, Any]],
        basic: bool,
        language: str,
    ) -> Program:
        """Put the book together and hand it to every verb."""
        self._check_scenario(layout, scenario, found)
        leaders = {spec.owner: spec.id for spec in ruleset.deck if spec.kind == "leaders"}
        cards: list[Card] = []
        decks: list[Deck] = []
        deck_of: list[int] = []
        for at, spec in enumerate(ruleset.deck):
            start = len(cards)
            for deck, section, card in found:
                if card.id in scenario.without:
                    continue
                home = leaders.get(layout.seats[card.seat]) if section == "leader" else deck
                if home == spec.id and section in ("card", "event", "leader"):
                    cards.append(card)
                    deck_of.append(at)
            owner = layout.seats.index(spec.owner) if spec.owner in layout.seats else -1
            decks.append(
                Deck(spec.id, spec.name, spec.kind, owner, tuple(range(start, len(cards))))
            )
        ids = tuple(card.id for card in cards)
        piles, places = _piles(layout.seats, ruleset)
        layout = Layout(layout.seats, layout.theatres, layout.tracks, piles, LEDGERS, ids)
        agendas = (
            tuple(card for _, section, card in found if section == "agenda") if not basic else ()
        )
        homes = {card.seat: card for _, section, card in found if section == "home"}
        roles = {role: layout.track_index[id].base for role, id in ruleset.roles.items()}
        words = LANGUAGES[language](ruleset)
        book = Book(
            layout=layout,
            words=words,
            numbers=ruleset.numbers,
            roles=Roles(**roles),
            piles=places,
            cards=tuple(cards),
            decks=tuple(decks),
            deck_of=tuple(deck_of),
            luck=tuple(
                chance.Deck("deck:" + deck.id, ((c, ids[c]) for c in deck.cards)) for deck in decks
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
            items=ruleset.item,
            item_ids={item.id: item for item in ruleset.item},
        )
        words.bind(book)
        link_items(book)
        for source, effects in _all_effects(book, ruleset):
            book.linking = source
            for effect in every_effect(effects):
                if isinstance(effect, Linked):
                    effect.link(book)
        turns = Turns()
        turns.link(book)
        return Program(ruleset, scenario, book, turns)

    def _check_scenario(
        self, layout: Layout, scenario: Scenario, found: list[tuple[str, str, Any]]
    ) -> None:
        file = self.deal["file"]
        ids = {card.id for _, _, card in found}
        for name in scenario.levels:
            if not levels_of(layout, name):
                known = [*layout.levels, *layout.track_index]
                what = f'unknown level "{name}"; {nearest(name, known)}'
                self.faults.append(Fault(file, "levels", what))
        cited = [*scenario.calendar, *scenario.leaders.values(), *scenario.without]
        cited += [scenario.acting.leader] if scenario.acting else []
        if not self.basic:
            for id in cited:
                if id not in ids:
                    what = f'unknown card "{id}"; {nearest(id, ids)}'
                    self.faults.append(Fault(file, "", what))
        for table in (scenario.leaders, scenario.tariffs, scenario.par, scenario.secret):
            for seat in table:
                if seat not in layout.seats:
                    what = f'unknown seat "{seat}"; {nearest(seat, layout.seats)}'
                    self.faults.append(Fault(file, "", what))
        for id, day in scenario.calendar.items():
            if not 1 <= day <= scenario.turns:
                what = f"{id} comes in turn {day} of {scenario.turns}"
                self.faults.append(Fault(file, "calendar", what))
        for turn in scenario.pressure:
            if not turn.isdigit():
                self.faults.append(Fault(file, "pressure", f'"{turn}" is no turn'))
        if scenario.turns < 1:
            self.faults.append(Fault(file, "turns", "a game has at least 1 turn"))
        if self.faults:
            raise BadContent(self.faults)


def leaves(error: BaseException, where: str) -> Iterator[tuple[str, str]]:
    """Take a validation error apart into (where, what)."""
    if isinstance(error, ClassValidationError):
        noted, rest = error.group_exceptions()
        for inner, note in noted:
            yield from leaves(inner, f"{where}.{note.name}".strip("."))
        for inner in rest:
            yield from leaves(inner, where)
    elif isinstance(error, IterableValidationError):
        indexed, rest = error.group_exceptions()
        for inner, index_note in indexed:
            yield from leaves(inner, f"{where}[{index_note.index}]")
        for inner in rest:
            yield from leaves(inner, where)
    elif isinstance(error, ForbiddenExtraKeysError):
        known = [attribute.name.rstrip("_") for attribute in fields(error.cl) if attribute.init]
        for extra in sorted(error.extra_fields):
            yield where, f'unknown key "{extra}"; {nearest(extra, known)}'
    elif isinstance(error, KeyError):
        yield where, f"missing: {error.args[0]}"
    else:
        yield where, str(error)


def _plain(document: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in document.items() if key != "file"}


def _votes(scenario: Scenario) -> dict[int, tuple[int, ...]]:
    days: dict[int, tuple[int, ...]] = {}
    for day in scenario.votes:
        days[day.turn] = (*days.get(day.turn, ()), day.seat)
    return days


def _piles(seats: tuple[str, ...], ruleset: Ruleset) -> tuple[tuple[Pile, ...], Piles]:
    piles: list[Pile] = []

    def put(id: str, sight: Sight, owner: int = -1, *, ordered: bool = False) -> int:
        piles.append(Pile(id, sight, owner, ordered))
        return len(piles) - 1

    each = list(enumerate(seats))
    places = Piles(
        hand=tuple(put(f"{seat}.hand", Sight.OWNER, at) for at, seat in each),
        dossier=tuple(
            tuple(put(f"{seat}.dossier-{n + 1}", Sight.OWNER, at) for n in range(DOSSIER_PLACES))
            for at, seat in each
        ),
        offer=tuple(put(f"{seat}.offer", Sight.OPEN) for _, seat in each),
        office=tuple(put(f"{seat}.office", Sight.OPEN) for _, seat in each),
        deck=tuple(put(f"{deck.id}.deck", Sight.HIDDEN) for deck in ruleset.deck),
        discard=tuple(put(f"{deck.id}.discard", Sight.OPEN) for deck in ruleset.deck),
        lane=tuple(put(f"{lane.id}.lane", Sight.HIDDEN, ordered=True) for lane in ruleset.lane),
        news=put("news", Sight.OPEN),
        played=put("played", Sight.OPEN),
        gone=put("gone", Sight.OPEN),
    )
    return tuple(piles), places


def _all_effects(book: Book, ruleset: Ruleset) -> Iterable[tuple[str, Effects]]:
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
