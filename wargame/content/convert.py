"""The converter: reads TOML into typed objects, and looks every name up on the way.

Stock cattrs takes "2", 2.7 and True for an int and reports an unknown tag as a missing field, so
ints, strings and everything that has a name go through hooks of our own.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import MISSING, fields, is_dataclass
from functools import cache
from itertools import count
from typing import Any, Literal, TypeAlias, TypeVar, cast, get_args, get_origin

import attrs
import cattrs
from cattrs.errors import (
    AttributeValidationNote,
    ClassValidationError,
    ForbiddenExtraKeysError,
    IterableValidationError,
    IterableValidationNote,
)

from wargame.content.faults import NUMBER, nearest, short
from wargame.content.upgrade import RETIRED, written_today
from wargame.rules.common.items import ITEMS
from wargame.rules.model import amounts
from wargame.rules.model.amounts import Amount
from wargame.rules.model.rulebook import Item
from wargame.rules.model.selectors import (
    LaneNo,
    Level,
    Pair,
    PenaltyNo,
    Place,
    Seat,
    SeatTrack,
    Theatre,
    Who,
)
from wargame.rules.model.verb import VERBS, Verb
from wargame.system.form import field_types
from wargame.table.layout import Layout, Scope, Track, pairs

_T = TypeVar("_T")

_Rows: TypeAlias = tuple[tuple[int, ...], ...]
ABOUT = ("own", "all-own", "all", "either", "both", "other")
"""Parts that every pair or theatre track has; an address with one of them names the track too."""


def address(track: Track, which: str) -> str:
    """Write the address of levels of a track, as TOML does; see `Place`."""
    if track.scope is Scope.SHARED:
        return track.id
    return f"{which}.{track.id}" if track.scope is Scope.SEAT else f"{track.id}.{which}"


class TomlConverter:
    """Every name that TOML may use with this layout, and the converter that looks names up.

    `tracks` are the ids of the tracks that were looked up so far, by themselves or by a level.
    """

    def __init__(
        self,
        layout: Layout,
        *,
        own_theatre: tuple[int, ...],
        relation: str | None,
        threat: str | None,
        penalties: tuple[str, ...],
        lanes: tuple[str, ...],
        kinds: Iterable[str],
        lines: Iterable[str],
        cards: bool,
    ) -> None:
        self.layout = layout
        self.seats = range(len(layout.seats))
        self.own_theatre = own_theatre
        self.relation = layout.track_index[relation] if relation else None
        self.threat = layout.track_index[threat] if threat else None
        self.penalties = penalties
        self.lanes = lanes
        self.kinds = tuple(kinds)
        self.lines = tuple(lines)
        self.verbs = {n: v for n, v in VERBS.items() if v.effect or not cards}
        self.tracks: set[str] = set()
        self.who = self._who_names()
        self.places = self._place_names()
        self.levels = self._level_names()
        self.pairs = {n: p for n, p in self.places.items() if isinstance(p, Pair)}
        self.theatres = {n: p for n, p in self.places.items() if isinstance(p, Theatre)}
        self.converter = self._converter()

    def _who_names(self) -> dict[str, Who]:
        everybody = tuple(self.seats)
        names = {
            "all": Who("all", tuple(everybody for _ in self.seats), False),
            "self": Who("self", tuple((seat,) for seat in self.seats), False),
            "partners": Who("partners", self.layout.partners, False),
            "partner": Who("partner", self.layout.partners, True),
        }
        for at, seat in enumerate(self.layout.seats):
            names[seat] = Who(seat, tuple((at,) for _ in self.seats), False)
        return names

    def _place_names(self) -> dict[str, Place]:
        places: dict[str, Place] = {}
        for track in self.layout.tracks:
            kind = {self.relation: Pair, self.threat: Theatre}.get(track, Place)
            for which, rows, choice in self._rows(track):
                levels = tuple(tuple(track.base + offset for offset in row) for row in rows)
                name = address(track, which)
                places[name] = place = kind(name, track, which, levels, choice)
                if track.scope in (Scope.PAIR, Scope.THEATRE) and which not in ABOUT:
                    places.setdefault(which, place)
        return places

    def _rows(self, track: Track) -> Iterator[tuple[str, _Rows, bool]]:
        """Yield each part of a track that has a name: the name, its offsets, whether one is picked.

        The offsets are those seen from each seat.
        """
        layout, seats = self.layout, self.seats
        every = tuple(range(track.size))
        match track.scope:
            case Scope.SHARED:
                yield "", tuple(every for _ in seats), False
            case Scope.SEAT:
                for who in self.who.values():
                    yield who.name, who.seats, who.choice
            case Scope.PAIR:
                own = tuple(
                    tuple(layout.pair[seat][other] for other in layout.partners[seat])
                    for seat in seats
                )
                yield "own", own, True
                yield "all-own", own, False
                yield "all", tuple(every for _ in seats), False
                for at, name in enumerate(layout.seats):
                    with_it = ((layout.pair[seat][at],) if seat != at else () for seat in seats)
                    yield f"self-{name}", tuple(with_it), False
                for offset, (a, b) in enumerate(pairs(len(layout.seats))):
                    pair = f"{layout.seats[a]}-{layout.seats[b]}"
                    yield pair, tuple((offset,) for _ in seats), False
            case Scope.THEATRE:
                own = tuple((theatre,) if theatre >= 0 else () for theatre in self.own_theatre)
                other = tuple(tuple(x for x in every if (x,) != mine and mine) for mine in own)
                yield "either", tuple(every for _ in seats), True
                yield "both", tuple(every for _ in seats), False
                yield "own", own, False
                yield "other", other, False
                for offset, name in enumerate(layout.theatres):
                    yield name, tuple((offset,) for _ in seats), False

    def _level_names(self) -> dict[str, Level]:
        """Select the places that are one level for every seat, or each seat's own level."""
        levels: dict[str, Level] = {}
        for name, place in self.places.items():
            if place.track.scope is Scope.SEAT and place.which == "self":
                levels[name] = Level(place.track.base, True, place.track.id)
            elif place.fixed and len(place.levels[0]) == 1 and not place.choice:
                levels[name] = Level(place.levels[0][0], False, place.name)
        return levels

    def turn_to_cards(self, lines: Iterable[str]) -> None:
        """Read cards from now on: only effects are allowed, and these OPS lines are known."""
        self.verbs = {name: verb for name, verb in self.verbs.items() if verb.effect}
        self.lines = tuple(lines)

    def left_out(self) -> set[str]:
        """List every name of a track that this game leaves out, and of its levels."""
        names = {name for name, place in self.places.items() if place.track.left_out}
        return names | {track.id for track in self.layout.tracks if track.left_out}

    # -- the converter ----------------------------------------------------------------------

    def _converter(self) -> cattrs.Converter:
        made = cattrs.Converter(forbid_extra_keys=True, detailed_validation=True)
        made.register_structure_hook_factory(has_fields, lambda cls: _by_fields(cls, made))
        made.register_structure_hook_factory(_of_kind(tuple), lambda cls: _list_of(cls, made))
        made.register_structure_hook_factory(_of_kind(dict), lambda cls: _table_of(cls, made))
        made.register_structure_hook_factory(_of_kind(Literal), _word_of)
        hooks: dict[Any, Callable[[Any, Any], Any]] = {
            int: lambda value, _: _int(value),
            str: lambda value, _: _str(value),
            bool: lambda value, _: _bool(value),
            Seat: lambda value, _: Seat(self._of(value, self.layout.seats, "seat")),
            PenaltyNo: lambda value, _: PenaltyNo(self._of(value, self.penalties, "penalty")),
            LaneNo: lambda value, _: LaneNo(self._of(value, self.lanes, "lane")),
            Track: lambda value, _: self._track(value, None),
            SeatTrack: lambda value, _: self._track(value, Scope.SEAT),
            Level: lambda value, _: self._place(value, self.levels, "level"),
            Place: lambda value, _: self._place(value, self.places, "level"),
            Who: lambda value, _: _look(value, self.who, "seats"),
            Pair: lambda value, _: self._place(value, self.pairs, "relation"),
            Theatre: lambda value, _: self._place(value, self.theatres, "theatre"),
            Amount: lambda value, _: self.amount(value),
            Verb: lambda value, _: self.verb(value),
            Item: lambda value, _: self._tagged(value, "item", ITEMS),
        }
        for thing, hook in hooks.items():
            if thing in (int, str, bool):
                made.register_structure_hook(thing, hook)
            else:
                made.register_structure_hook_func(_is(thing), hook)
        return made

    def _of(self, value: object, known: tuple[str, ...], what: str) -> int:
        name = _str(value)
        if name not in known:
            raise ValueError(f"unknown {what} {short(name)}; {nearest(name, known)}")
        return known.index(name)

    def _track(self, value: object, scope: Scope | None) -> Track:
        name = _str(value)
        known = {t.id: t for t in self.layout.tracks if scope in (None, t.scope)}
        if name not in known:
            kind = f"{scope.value} track" if scope else "track"
            raise ValueError(f"unknown {kind} {short(name)}; {nearest(name, known)}")
        self.tracks.add(name)
        return known[name]

    def _place(self, value: object, known: dict[str, _T], what: str) -> _T:
        place = _look(value, known, what)
        self.tracks.add(self.places[str(value)].track.id)
        return place

    def _tagged(self, value: object, tag: str, known: dict[str, type[Any]]) -> Any:
        if not isinstance(value, dict):
            raise ValueError(f"expected a table with `{tag}`, not {short(value)}")
        if tag not in value:
            raise ValueError(f"a table without `{tag}`; {nearest('', known)}")
        name = _str(value[tag])
        if name not in known:
            raise ValueError(f"unknown `{tag}` {short(name)}; {nearest(name, known)}")
        fields = {key: inner for key, inner in value.items() if key != tag}
        return self.converter.structure(fields, known[name])

    def verb(self, value: object) -> Verb:
        """Read one verb; on a card only effects are allowed."""
        retired = value.get("do") if isinstance(value, dict) else None
        if isinstance(retired, str) and retired in RETIRED:
            raise ValueError(f"unknown `do` {short(retired)}; today: {written_today(retired)}")
        return cast(Verb, self._tagged(value, "do", self.verbs))

    def amount(self, value: object) -> Amount:
        """Read an amount: a number, the name of a level, or a table."""
        if isinstance(value, str):
            return amounts.LevelOf(self._place(value, self.levels, "level"))
        if isinstance(value, int) and not isinstance(value, bool):
            return amounts.Number(_int(value))
        known: dict[str, type[Any]] = {
            "sum": amounts.Sum,
            "product": amounts.Product,
            "lower": amounts.Lower,
            "higher": amounts.Higher,
            "divide": amounts.Divide,
            "standing": amounts.PenaltyCount,
        }
        if not isinstance(value, dict):
            raise ValueError(f"{short(value)} is no amount: a number, a level or a table is")
        if "over" in value:
            return self._over(value)
        for key, cls in known.items():
            if key in value:
                return cast(Amount, self.converter.structure(value, cls))
        raise ValueError(f"an amount needs one of {', '.join([*known, 'over'])}")

    def _over(self, value: dict[str, object]) -> Amount:
        track = self._track(value.get("over"), None)
        take, whose = _str(value.get("take", "sum")), _str(value.get("whose", "all"))
        if extra := set(value) - {"over", "take", "whose"}:
            raise ValueError(f"unknown key {short(min(extra))} beside `over`")
        if take not in ("sum", "lowest", "highest"):
            raise ValueError(f"`take` is sum, lowest or highest, not {short(take)}")
        every = tuple(range(track.base, track.base + track.size))
        rows: list[tuple[int, ...]] = []
        for seat in self.seats:
            if track.scope is Scope.PAIR:
                own = tuple(
                    track.base + self.layout.pair[seat][o] for o in self.layout.partners[seat]
                )
            elif track.scope is Scope.THEATRE:
                theatre = self.own_theatre[seat]
                own = (track.base + theatre,) if theatre >= 0 else every
            else:
                own = (track.base + (seat if track.scope is Scope.SEAT else 0),)
            rest = tuple(level for level in every if level not in own)
            choice = {"all": every, "own": own, "partners": rest, "others": rest}
            if whose not in choice:
                raise ValueError(f"unknown `whose` {short(whose)}; {nearest(whose, choice)}")
            rows.append(choice[whose])
        return amounts.Aggregate(track, take, whose, tuple(rows))


def check_words(names: TomlConverter, node: object, where: str = "") -> Iterable[tuple[str, str]]:
    """Check the texts of which the converter takes any: kinds of branch, lines, decks."""
    if isinstance(node, dict):
        if node.get("line") is not None and node["line"] not in names.lines:
            yield (
                where,
                f"unknown line {short(node['line'])}; {nearest(str(node['line']), names.lines)}",
            )
        kind = node.get("kind")
        if kind is not None and ("cost" in node or "what" in node) and kind not in names.kinds:
            yield where, f"unknown kind {short(kind)}; {nearest(str(kind), names.kinds)}"
        if node.get("do") == "draw" and node.get("deck") not in ("ministry", "region"):
            yield where, f"draw from ministry or region, not {short(node.get('deck'))}"
        for key, value in node.items():
            if isinstance(value, dict | list):
                yield from check_words(names, value, f"{where}.{key}" if where else str(key))
    elif isinstance(node, list):
        for at, value in enumerate(node):
            if isinstance(value, dict | list):
                yield from check_words(names, value, f"{where}[{at}]")


def has_fields(cls: Any) -> bool:
    """Return whether a class has fields that TOML may write."""
    return attrs.has(cls) or is_dataclass(cls)


def field_names(cls: Any) -> list[str]:
    """List the fields that TOML may write, of an attrs class or of a dataclass."""
    if is_dataclass(cls):
        return [field.name for field in fields(cls)]
    return [attribute.name for attribute in attrs.fields(cls) if attribute.init]


def _is(thing: Any) -> Callable[[Any], bool]:
    return lambda cls: cls is thing


def _of_kind(kind: Any) -> Callable[[Any], bool]:
    return lambda cls: get_origin(cls) is kind


def _list_of(cls: Any, converter: cattrs.Converter) -> Callable[[Any, Any], Any]:
    """Read a list and nothing else: stock cattrs takes a text for a list of its letters, and a
    table for one of its keys."""
    kinds = get_args(cls)

    def structure(value: Any, _: Any) -> Any:
        if not isinstance(value, list | tuple):
            raise ValueError(f"expected a list, not {short(value)}")
        wanted = kinds
        if kinds[-1] is ...:
            wanted = kinds[:1] * len(value)
        elif len(value) != len(kinds):
            raise ValueError(f"expected {len(kinds)} entries, not {len(value)}: {short(value)}")
        return tuple(_each(zip(count(), value, wanted), cls, converter).values())

    return structure


def _table_of(cls: Any, converter: cattrs.Converter) -> Callable[[Any, Any], Any]:
    def structure(value: Any, _: Any) -> Any:
        if not isinstance(value, dict):
            raise ValueError(f"expected a table, not {short(value)}")
        kind = get_args(cls)[1]
        return _each(((key, entry, kind) for key, entry in value.items()), cls, converter)

    return structure


def _word_of(cls: Any) -> Callable[[Any, Any], Any]:
    """Read one of a few words, and name the nearest where it is another."""
    known = {word: word for word in get_args(cls)}
    return lambda value, _: _look(value, known, "word")


def _each(
    entries: Iterable[tuple[Any, Any, Any]], cls: Any, converter: cattrs.Converter
) -> dict[Any, Any]:
    """Read each entry (key, value, type) of a list or table, and raise all that is wrong with them
    at once."""
    read, errors = {}, []
    for key, value, kind in entries:
        try:
            read[key] = converter.structure(value, kind)
        except Exception as error:
            error.add_note(IterableValidationNote(f"at {key}", key, kind))
            errors.append(error)
    if errors:
        raise IterableValidationError("entries", errors, cls)  # pyrefly: ignore[bad-argument-count]
    return read


def _by_fields(cls: Any, converter: cattrs.Converter) -> Callable[[Any, Any], Any]:
    """Read a table into a class field by field.

    Stock cattrs writes and compiles a function for each class, which takes longer than reading all
    content by them.
    """
    kinds = {name.rstrip("_"): (name, kind, needed) for name, kind, needed in _fields(cls)}

    def structure(value: Any, _: Any) -> Any:
        if not isinstance(value, dict):
            raise ValueError(f"expected a table, not {short(value)}")
        read: dict[str, Any] = {}
        errors: list[Exception] = []
        for key, (name, kind, needed) in kinds.items():
            if key not in value and not needed:
                continue
            try:
                read[name] = converter.structure(value[key], kind)
            except Exception as error:
                error.add_note(AttributeValidationNote(f"at {name}", name, kind))
                errors.append(error)
        if extra := value.keys() - kinds.keys():
            errors.append(ForbiddenExtraKeysError(None, cls, set(extra)))
        try:
            if not errors:
                return cls(**read)
        except Exception as error:
            errors.append(error)
        raise ClassValidationError("fields", errors, cls)  # pyrefly: ignore[bad-argument-count]

    return structure


@cache
def _fields(cls: Any) -> tuple[tuple[str, Any, bool], ...]:
    """List the fields that TOML may write: name, type, and whether it must be there."""
    hints = field_types(cls)
    if is_dataclass(cls):
        own = [(f.name, f.default is MISSING and f.default_factory is MISSING) for f in fields(cls)]
    else:
        own = [(a.name, a.default is attrs.NOTHING) for a in attrs.fields(cls) if a.init]
    return tuple((name, hints[name], needed) for name, needed in own)


def _int(value: object) -> int:
    if not isinstance(value, int) or isinstance(value, bool):
        raise ValueError(f"expected a whole number, not {short(value)}")
    if abs(value) > NUMBER:
        raise ValueError(f"{short(value)} is outside -{NUMBER} to {NUMBER}")
    return value


def _str(value: object) -> str:
    if not isinstance(value, str):
        raise ValueError(f"expected a text, not {short(value)}")
    return value


def _bool(value: object) -> bool:
    if not isinstance(value, bool):
        raise ValueError(f"expected true or false, not {short(value)}")
    return value


def _look(value: object, known: dict[str, _T], what: str) -> _T:
    name = _str(value)
    if name not in known:
        raise ValueError(f"unknown {what} {short(name)}; {nearest(name, known)}")
    return known[name]
