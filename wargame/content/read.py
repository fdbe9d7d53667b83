"""Read documents into typed pieces: look names up, and note every fault with its place."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any, TypeVar

from attrs import define, frozen
from cattrs.errors import (
    BaseValidationError,
    ClassValidationError,
    ForbiddenExtraKeysError,
    IterableValidationError,
)

from wargame.content.convert import TomlConverter, check_words, field_names
from wargame.content.faults import BadContent, Fault, nearest, short
from wargame.content.prune import without_full_tracks
from wargame.content.specs import Ruleset, Scenario
from wargame.rules.effects import conditions  # noqa: F401
from wargame.rules.model.cards import Agenda, EventCard, HomeCard, LeaderCard, PlayCard
from wargame.rules.model.ledgers import LEDGERS
from wargame.rules.model.rulebook import Roles

# These are imported to enter their verbs into the register.
from wargame.rules.phases import acts, cabinet, deals, demands, dossier, reckoning, votes  # noqa: F401
from wargame.table.layout import Layout, Scope, Track, scope_size

_T = TypeVar("_T")
CARD_CLASSES: dict[str, type[Any]] = {
    "card": PlayCard,
    "event": EventCard,
    "leader": LeaderCard,
    "home": HomeCard,
    "agenda": Agenda,
}


@frozen
class CardEntry:
    """A card, the file and section that it stands in, and the deck that the file names (home
    cards and agendas lie in no deck)."""

    file: str
    deck: str
    section: str
    card: Any

    @property
    def where(self) -> str:
        """Say where in its file it stands."""
        return f"{self.section} {self.card.id}"


@define(eq=False)
class Content:
    """What was read of a scenario with its ruleset and cards, before it is linked.

    `ruleset` and `scenario` are what could be read of them, None where that is too little; `cards`
    are those that could be read.
    `ids` holds every card that is named in a file, read or not, with the file; `tracks` are those
    that an effect, an amount, an item or the like names. `faults` are the faults of shape and
    names; without any, all of it is there.
    """

    layout: Layout
    rules_file: str
    scenario_file: str
    ruleset: Ruleset | None
    scenario: Scenario | None
    cards: list[CardEntry]
    ids: dict[str, str]
    tracks: set[str]
    basic: bool
    faults: list[Fault]


def read(
    rules: dict[str, Any], deal: dict[str, Any], documents: dict[str, dict[str, Any]], basic: bool
) -> Content:
    """Read a scenario (`deal`), its ruleset and the cards, each fault noted with its place.

    Raises `BadContent` with all faults of seats, tracks, roles and the like, for without a table
    nothing else can be read.
    """
    reading = Loader(rules)
    layout = reading.layout(basic)
    names = reading.names(layout, cards=False)
    if basic and prunable(rules, documents):
        documents, rules = without_full_tracks(rules, documents, names.left_out())
        reading.rules = rules
    ruleset = reading.sound(names, _plain(rules), Ruleset, rules["file"])
    scenario = reading.sound(names, _plain(deal), Scenario, deal["file"])
    names.turn_to_cards(reading.lines)
    cards = reading.cards(names, documents)
    return Content(
        layout=layout,
        rules_file=rules["file"],
        scenario_file=deal["file"],
        ruleset=ruleset,
        scenario=scenario,
        cards=cards,
        ids=reading.ids,
        tracks=names.tracks,
        basic=basic,
        faults=reading.faults,
    )


def _plain(document: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in document.items() if key != "file"}


def prunable(rules: dict[str, Any], documents: dict[str, dict[str, Any]]) -> bool:
    """Say whether content has the shape that pruning needs.

    Where it has not, the converter reads it unpruned and says what is wrong.
    """
    if not (_tables(rules.get("item", [])) and _effects(rules.get("turn", []))):
        return False
    if not _branches(rules.get("ops", [])):
        return False
    for document in documents.values():
        for section in ("card", "event", "home"):
            rows = document.get(section, [])
            if not _tables(rows) or not all(_branches(row.get("branch", [])) for row in rows):
                return False
        for card in document.get("card", []):
            ask = card.get("ask", {})
            if not _effects(card.get("flag_effects", [])) or not isinstance(ask, dict):
                return False
            for price in (ask.get("price", {}), ask.get("floor", {})):
                if not isinstance(price, dict) or not isinstance(price.get("item", ""), str):
                    return False
    return True


def _tables(node: object) -> bool:
    return isinstance(node, list) and all(isinstance(inner, dict) for inner in node)


def _branches(node: object) -> bool:
    return (
        isinstance(node, list)
        and _tables(node)
        and all(_effects(branch.get("effects", [])) for branch in node)
    )


def _effects(node: object) -> bool:
    """Say whether effects and all that is nested in them are lists of tables."""
    if not isinstance(node, list) or not _tables(node):
        return False
    for effect in node:
        for key, value in effect.items():
            if key == "branch" and not _branches(value):
                return False
            inner = value.values() if isinstance(value, dict) else [value]
            for part in inner:
                if isinstance(part, list) and any(isinstance(p, dict) for p in part):
                    if not _effects(part):
                        return False
    return True


_INTS = ("low", "high")


class Loader:
    """Documents as they are read; `faults` are those that do not keep the rest from being read.

    `rules` is the ruleset's document, `ids` the file of each card that is named.
    """

    def __init__(self, rules: dict[str, Any]) -> None:
        self.rules = rules
        self.faults: list[Fault] = []
        self.ids: dict[str, str] = {}

    def _fault(self, where: str, what: str) -> None:
        self.faults.append(Fault(self.rules["file"], where, what))

    def _specs(self, key: str, *needed: str) -> list[dict[str, Any]]:
        """List the tables under a key that have what is needed of them; note the others."""
        specs = self.rules.get(key, [])
        if not isinstance(specs, list):
            self._fault(key, f"expected a list of tables, not {short(specs)}")
            return []
        good = []
        for at, spec in enumerate(specs):
            if not isinstance(spec, dict):
                self._fault(f"{key}[{at}]", f"expected a table, not {short(spec)}")
                continue
            wrong = False
            for name in needed:
                kind, said = (int, "a whole number") if name in _INTS else (str, "a text")
                value = spec.get(name)
                if not isinstance(value, kind) or isinstance(value, bool):
                    given = f"not {short(value)}" if name in spec else "but it is missing"
                    self._fault(f"{key}[{at}].{name}", f"expected {said}, {given}")
                    wrong = True
            if not wrong:
                good.append(spec)
        for id in _twice(spec["id"] for spec in good):
            self._fault(key, f'"{id}" is named twice')
        return good

    def _unreadable(self) -> None:
        """Stop where nothing can be read. Raises `BadContent` if anything was noted."""
        if self.faults:
            raise BadContent(self.faults)

    def layout(self, basic: bool) -> Layout:
        """Lay out the empty table; the cards come in later. The basic game leaves tracks out.

        Raises `BadContent` with every fault of seats, theatres, tracks and other named things.
        """
        seats = tuple(spec["id"] for spec in self._specs("seat", "id"))
        theatres = tuple(spec["id"] for spec in self._specs("theatre", "id"))
        tracks: list[Track] = []
        base = 0
        for spec in self._specs("track", "id", "scope", "low", "high"):
            where = f"track {spec['id']}"
            try:
                scope = Scope(spec["scope"])
            except ValueError:
                hint = nearest(spec["scope"], [s.value for s in Scope])
                self._fault(where, f"unknown scope {short(spec['scope'])}; {hint}")
                continue
            owners = spec.get("seats", [])
            if not isinstance(owners, list):
                self._fault(f"{where}.seats", f"expected a list, not {short(owners)}")
                owners = []
            for owner in owners:
                if owner not in seats:
                    hint = nearest(str(owner), seats)
                    self._fault(f"{where}.seats", f"unknown seat {short(owner)}; {hint}")
            ends = spec["low"], spec["high"]
            if ends[0] >= ends[1]:
                self._fault(where, f"it runs from {ends[0]} to {ends[1]}; low lies below high")
            size = scope_size(scope, len(seats), len(theatres))
            places = tuple(seats.index(s) for s in owners if s in seats)
            out = basic and bool(spec.get("full"))
            tracks.append(Track(spec["id"], scope, base, size, *ends, places, out))
            base += size
        for key in ("penalty", "lane", "ops", "deck"):
            self._specs(key, "id")
        if not seats and not self.faults:
            self._fault("seat", "a ruleset needs seats")
        layout = Layout(seats, theatres, tuple(tracks), (), LEDGERS, ())
        self._roles(layout)
        kinds = self.rules.get("kinds", {})
        if not isinstance(kinds, dict):
            self._fault("kinds", f"expected a table, not {short(kinds)}")
        self._unreadable()
        return layout

    def _roles(self, layout: Layout) -> None:
        """Note roles that nobody knows, and tracks that cannot play theirs."""
        roles = self.rules.get("roles", {})
        if not isinstance(roles, dict):
            self._fault("roles", f"expected a table, not {short(roles)}")
            return
        known = field_names(Roles)
        scopes = {"relation": Scope.PAIR, "threat": Scope.THEATRE}
        for role, id in roles.items():
            track = layout.track_index.get(id) if isinstance(id, str) else None
            scope = scopes.get(role, Scope.SEAT)
            fit = [t.id for t in layout.tracks if t.scope is scope]
            if role not in known:
                self._fault(f"roles.{role}", f"unknown; {nearest(role, known)}")
            elif track is None:
                self._fault(f"roles.{role}", f"unknown track {short(id)}; {nearest(str(id), fit)}")
            elif track.scope is not scope:
                what = f'"{id}" is a {track.scope.value} track; a {scope.value} track is needed'
                self._fault(f"roles.{role}", f"{what}; {nearest(id, fit)}")

    def names(self, layout: Layout, *, cards: bool) -> TomlConverter:
        """Make the converter that knows this table."""
        roles = self.rules.get("roles", {})
        theatres = list(layout.theatres)
        own = tuple(
            theatres.index(spec["theatre"]) if spec.get("theatre") in theatres else -1
            for spec in self._specs("seat", "id")
        )
        return TomlConverter(
            layout,
            own_theatre=own,
            relation=roles.get("relation"),
            threat=roles.get("threat"),
            penalties=tuple(spec["id"] for spec in self._specs("penalty", "id")),
            lanes=tuple(spec["id"] for spec in self._specs("lane", "id")),
            kinds=self.rules.get("kinds", {}),
            lines=self.lines,
            cards=cards,
        )

    @property
    def lines(self) -> list[str]:
        """The ids of the OPS lines."""
        return [spec["id"] for spec in self._specs("ops", "id")]

    def structure(
        self, names: TomlConverter, raw: dict[str, Any], cls: type[_T], file: str, where: str
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

    def sound(
        self, names: TomlConverter, raw: dict[str, Any], cls: type[_T], file: str
    ) -> _T | None:
        """Read one file's table; on faults note them all, and read it without the faulty keys.

        Returns None where one of those keys cannot be left out.
        """
        before = len(self.faults)
        read = self.structure(names, raw, cls, file, "")
        if read is not None or len(self.faults) == before:
            return read
        places = [fault.where for fault in self.faults[before:] if fault.file == file]
        wrong = {re.split(r"[.\[]", place)[0] for place in places}
        known = set(field_names(cls))
        rest = {key: value for key, value in raw.items() if key in known - wrong}
        noted = len(self.faults)
        read = self.structure(names, rest, cls, file, "")
        del self.faults[noted:]
        return read

    def cards(self, names: TomlConverter, documents: dict[str, dict[str, Any]]) -> list[CardEntry]:
        """Read all cards."""
        entries: list[CardEntry] = []
        decks = {spec["id"] for spec in self.rules.get("deck", [])}
        for file, document in documents.items():
            deck = document.get("deck", "")
            for key in document:
                if key not in ("deck", *CARD_CLASSES):
                    hint = nearest(key, CARD_CLASSES)
                    self.faults.append(Fault(file, key, f"unknown section; {hint}"))
            for section, cls in CARD_CLASSES.items():
                rows = document.get(section, [])
                if rows and section in ("card", "event") and str(deck) not in decks:
                    hint = nearest(str(deck), decks)
                    self.faults.append(Fault(file, "deck", f"unknown deck {short(deck)}; {hint}"))
                if not isinstance(rows, list):
                    what = f"expected a list of tables, not {short(rows)}"
                    self.faults.append(Fault(file, section, what))
                    continue
                for at, row in enumerate(rows):
                    where = f"{section}[{at}]"
                    if isinstance(row, dict) and isinstance(row.get("id"), str):
                        where = f"{section} {row['id']}"
                        if row["id"] in self.ids:
                            what = f'the id "{row["id"]}" is in {self.ids[row["id"]]} already'
                            self.faults.append(Fault(file, where, what))
                        self.ids[row["id"]] = file
                    card = self.structure(names, row, cls, file, where)
                    if card is not None:
                        entries.append(CardEntry(file, str(deck), section, card))
        return entries


def _twice(ids: Iterable[str]) -> list[str]:
    return sorted(id for id, count in Counter(ids).items() if count > 1)


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
        known = [name.rstrip("_") for name in field_names(error.cl)]
        for extra in sorted(error.extra_fields):
            yield where, f'unknown key "{extra}"; {nearest(extra, known)}'
    elif isinstance(error, KeyError):
        yield where, f"missing: {error.args[0]}"
    else:
        yield where, str(error)
