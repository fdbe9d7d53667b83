"""From documents to typed pieces: names looked up, every fault noted with its place."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, TypeAlias, TypeVar

from attrs import fields
from cattrs.errors import (
    BaseValidationError,
    ClassValidationError,
    ForbiddenExtraKeysError,
    IterableValidationError,
)

from wargame.content.convert import Names, check_words
from wargame.content.faults import BadContent, Fault, nearest
from wargame.rules.effects import conditions  # noqa: F401
from wargame.rules.model.cards import Agenda, EventCard, HomeCard, LeaderCard, PlayCard
from wargame.rules.model.ledgers import LEDGERS
from wargame.rules.model.rulebook import Roles

# These are imported to enter their verbs into the register.
from wargame.rules.phases import acts, cabinet, deals, demands, dossier, reckoning, votes  # noqa: F401
from wargame.table.layout import Layout, Scope, Track, scope_size

_T = TypeVar("_T")
Found: TypeAlias = tuple[str, str, Any]
"""Deck, section and card; home cards and agendas lie in no deck."""
CARD_CLASSES: dict[str, type[Any]] = {
    "card": PlayCard,
    "event": EventCard,
    "leader": LeaderCard,
    "home": HomeCard,
    "agenda": Agenda,
}


class Reading:
    """Documents as they are read; `faults` are those that do not keep the rest from being read.

    `rules` is the ruleset's document. What nothing can be read without raises `BadContent`.
    """

    def __init__(self, rules: dict[str, Any]) -> None:
        self.rules = rules
        self.faults: list[Fault] = []

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

    def layout(self, basic: bool) -> Layout:
        """Lay out the empty table; the cards come in later. The basic game leaves tracks out."""
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
            out = basic and bool(spec.get("full"))
            ends = spec["low"], spec["high"]
            tracks.append(Track(spec["id"], scope, base, size, *ends, owners, out))
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

    def cards(self, names: Names, documents: dict[str, dict[str, Any]]) -> list[Found]:
        """Read all cards."""
        seen: dict[str, str] = {}
        found: list[Found] = []
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
