"""The reference of all words that TOML may use, made from the code that reads them.

Fields come from the classes, their meaning from the docstrings, each example from content that is
there (the shortest one), its sentence from the language. `wargame check --reference` writes it into
`cards/README.md` and `rules/README.md`, between two marks; what stands outside them is written by
hand. `tests/cards/test_reference.py` checks that both are current.
"""

from __future__ import annotations

import dataclasses
import inspect
import json
import re
import types
from collections.abc import Callable, Iterator
from typing import Any, NewType, Union, get_args, get_origin

import attrs
from cattrs.errors import BaseValidationError

from wargame.content import specs
from wargame.content.convert import field_names
from wargame.content.load import Library
from wargame.content.program import Program
from wargame.content.read import CARD_CLASSES, Loader, read
from wargame.content.seats import SeatSpec
from wargame.rules.common.items import ITEMS
from wargame.rules.model import amounts, rulebook
from wargame.rules.model.amounts import Amount, Check
from wargame.rules.model.cards import Ask, Branch, Change, Price
from wargame.rules.model.deeds import Deed
from wargame.rules.model.rulebook import Item, Linked, Numbers, Roles, every_effect
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
from wargame.rules.phases.reckoning import Fade
from wargame.system.form import field_types
from wargame.table.layout import Scope, Track

BEGIN = "<!-- from here on: made by `wargame check --reference` -->"
END = "<!-- to here -->"
LONGEST = 240
"""An example of more characters is left out: it would show more than its word."""
NO_EXAMPLE = "No card or rule here uses it yet."
OLDER = "Saved games of older rules use it; no card or rule here does."
INSIDE = "In the program: "
KINDS: dict[Any, str] = {
    int: "whole number", str: "text", bool: "true or false", Place: "address", Level: "one level",
    Pair: "relation", Theatre: "theatre", Who: "seats", Seat: "seat", PenaltyNo: "penalty",
    LaneNo: "lane", Track: "track", SeatTrack: "seat track", Amount: "amount", Verb: "effect",
    Item: "item",
}  # fmt: skip
"""What a field takes. Seats, tracks, penalties and lanes are named by their ids."""
ENTRIES: dict[Any, str] = {
    SeatSpec: "seat entry", specs.Named: "named entry", specs.TrackSpec: "track entry",
    specs.DeckSpec: "deck entry", specs.LaneSpec: "lane entry", rulebook.OpsLine: "OPS line",
}  # fmt: skip
"""Names of the entries of a ruleset, where the name of their class says something else."""
Written = dict[str, Any]
"""A table of TOML."""


def pages(library: Library) -> dict[str, str]:
    """Write the generated part of `cards/README.md` and `rules/README.md`, by their paths.

    Raises `BadContent` where the content has faults.
    """
    reference = Reference(library)
    return {
        "cards/README.md": "\n".join(reference.cards()).strip() + "\n",
        "rules/README.md": "\n".join(reference.rules()).strip() + "\n",
    }


def renewed(page: str, reference: str) -> str:
    """Put the reference between the marks of a page. Raises `ValueError` where it has none."""
    head, begin, rest = page.partition(BEGIN)
    _, end, tail = rest.partition(END)
    if not begin or not end:
        raise ValueError(f"it lacks the line {BEGIN} or the line {END}")
    return f"{head}{BEGIN}\n\n{reference}\n{END}{tail}"


class Elided(list[Any]):
    """A list that an example does not write out."""


def toml(value: object) -> str:
    """Write a value as TOML does, in one line.

    >>> toml({"do": "shift", "level": "self.gold", "by": -1})
    '{ do = "shift", level = "self.gold", by = -1 }'
    """
    if isinstance(value, dict):
        inner = ", ".join(f"{key} = {toml(part)}" for key, part in value.items())
        return f"{{ {inner} }}" if inner else "{}"
    if isinstance(value, Elided):
        return "[ … ]"
    if isinstance(value, list):
        return f"[{', '.join(map(toml, value))}]"
    return json.dumps(value, ensure_ascii=False)


def tables_in(node: object) -> Iterator[Written]:
    """Yield every table of a document, the outer before the inner."""
    if isinstance(node, dict):
        yield node
        for part in node.values():
            yield from tables_in(part)
    elif isinstance(node, list):
        for part in node:
            yield from tables_in(part)


def kind_of(hint: Any) -> str:
    """Say what a field takes, from its type.

    >>> kind_of(tuple[Check, ...]), kind_of(dict[str, int]), kind_of(Who | None)
    ('list of checks', 'table of whole numbers, by id', 'seats')
    """
    if hint in KINDS:
        return KINDS[hint]
    if hint in ENTRIES:
        return ENTRIES[hint]
    origin, args = get_origin(hint), [arg for arg in get_args(hint) if arg is not type(None)]
    if origin in (Union, types.UnionType):
        return " or ".join(map(kind_of, args))
    if origin is tuple and args[-1] is ...:
        return f"list of {several(kind_of(args[0]))}"
    if origin is tuple:
        return f"list of {len(args)} {several(kind_of(args[0]))}"
    if origin is dict:
        return f"table of {several(kind_of(args[1]))}, by id"
    if get_args(hint) and all(isinstance(arg, str) for arg in args):
        return "one of " + ", ".join(f"`{arg}`" for arg in args)
    if isinstance(hint, NewType):
        return kind_of(hint.__supertype__)
    words = "".join(f" {sign}" if sign.isupper() else sign for sign in hint.__name__)
    return words.strip().lower()


def several(kind: str) -> str:
    """Put a kind into the plural.

    >>> several("branch"), several("list of effects"), several("penalty")
    ('branches', 'lists of effects', 'penalties')
    """
    first, of, rest = kind.partition(" of ")
    if of:
        return f"{several(first)}{of}{rest}"
    if kind.endswith("y") and kind[-2] not in "aeou":
        return kind[:-1] + "ies"
    if kind in ("seats", "numbers"):
        return kind
    return f"{kind}{'es' if kind.endswith(('ch', 's')) else 's'}"


def doc(thing: Any) -> str:
    """Return a docstring, its paragraphs on a line each, fields by the names that TOML has.

    A paragraph that begins with `INSIDE` speaks to programmers alone, and is left out.
    """
    text = re.sub(r"`(\w+)_`", r"`\1`", inspect.cleandoc(thing.__doc__ or ""))
    parts = [" ".join(part.split()) for part in text.split("\n\n")]
    return "\n\n".join(part for part in parts if not part.startswith(INSIDE))


def fields_of(cls: Any) -> Iterator[str]:
    """Yield a table of the fields that TOML gives: name, kind, what stands if it is left out."""
    rows = []
    hints = field_types(cls)
    for name in field_names(cls):
        left_out = default_of(*if_left_out(cls, name))
        rows.append(f"| `{name.rstrip('_')}` | {kind_of(hints[name])} | {left_out} |")
    if rows:
        yield from ("| field | takes | if left out |", "|---|---|---|", *rows, "")


def if_left_out(cls: Any, name: str) -> list[Any]:
    """Return what stands for a field that is left out, alone in a list; an empty one if it is
    needed."""
    if dataclasses.is_dataclass(cls):
        [field] = [field for field in dataclasses.fields(cls) if field.name == name]
        if field.default_factory is not dataclasses.MISSING:
            return [field.default_factory()]
        return [] if field.default is dataclasses.MISSING else [field.default]
    default = getattr(attrs.fields(cls), name).default
    if isinstance(default, attrs.Factory):  # type: ignore[arg-type]
        return [default.factory()]
    return [] if default is attrs.NOTHING else [default]


def default_of(*values: object) -> str:
    """Say what stands where a field is left out; without a value, that it is needed."""
    if not values:
        return "needed"
    [value] = values
    if value is None or value == () or value == {} or value == "":
        return "none"
    return f"`{toml(value)}`" if isinstance(value, int | str | bool) else "as the fields below say"


def entry(cls: Any) -> Iterator[str]:
    """Yield the section of a table that stands within another."""
    kind = kind_of(cls)
    yield from (f"### {kind[0].upper()}{kind[1:]}", "", doc(cls), "", *fields_of(cls))


class Reference:
    """The reference of one library, told by the full game of its first scenario."""

    def __init__(self, library: Library) -> None:
        self.library = library
        scenario = min(library.scenarios)
        self.deal = library.scenarios[scenario]
        self.document = library.ruleset_of(self.deal)
        # A program of its own: what is linked here for its sentence must stay out of any game.
        self.program: Program = Library(library.cards, library.rules).program(scenario, basic=False)
        self.words = self.program.book.words
        content = read(self.document, self.deal, library.documents, False)
        self.names = Loader(self.document).names(content.layout, cards=True)
        self.written = [*library.documents.values(), self.document]

    # -- examples -----------------------------------------------------------------------------

    def example(self, fits: Callable[[Written], bool]) -> Written | None:
        """Find the shortest table that fits, cards before rules."""
        for document in (self.written[:-1], self.written[-1:]):
            found = [table for table in tables_in(list(document)) if fits(table)]
            short = [table for table in found if len(toml(table)) <= LONGEST]
            if short:
                return min(short, key=lambda table: (len(toml(table)), toml(table)))
        return None

    def read(self, table: Written, cls: Any) -> Any:
        """Read a table as the loader does."""
        return self.names.converter.structure(table, cls)

    def reads(self, table: Written, cls: Any) -> bool:
        """Say whether a table can be read as such."""
        try:
            self.read(table, cls)
        except (ValueError, BaseValidationError):
            return False
        return True

    def said(self, effect: Verb) -> list[str]:
        """Say an effect, linked for that alone."""
        for inner in every_effect((effect,)):
            if isinstance(inner, Linked):
                inner.link(self.program.book, "reference")
        return ["  " * depth + text for depth, text in effect.clauses(self.words)]

    def shown(
        self,
        table: Written | None,
        lines: Callable[[Written], list[str]],
        missing: str = NO_EXAMPLE,
    ) -> Iterator[str]:
        """Show an example in TOML, and what is printed of it; `missing` if there is none."""
        if table is None:
            yield from (missing, "")
            return
        yield from ("```toml", toml(table), "```", "")
        said = lines(table)
        if said:
            yield from ("It reads:", "", "```text", *said, "```", "")

    # -- cards --------------------------------------------------------------------------------

    def cards(self) -> Iterator[str]:
        """Yield the lines of the reference of cards."""
        yield from ("## Effects", "", "What may stand in `effects`, by its `do`.", "")
        for name, cls in sorted(VERBS.items()):
            if cls.effect:
                yield from (f"### `{name}`", "", doc(cls), "", *fields_of(cls))
                table = self.example(lambda t, name=name: t.get("do") == name)  # type: ignore[misc]
                yield from self.shown(table, lambda t: self.said(self.names.verb(t)))
        yield from self.addresses()
        yield from self.checks()
        yield from self.deeds()
        yield from self.changes()
        yield from self.items()
        yield from ("## Sections of a card", "")
        for section, cls in CARD_CLASSES.items():
            yield from (f"### `[[{section}]]`", "", doc(cls), "", *fields_of(cls))
        for inner in (Branch, Ask, Price):
            yield from entry(inner)

    def addresses(self) -> Iterator[str]:
        """Yield every address, scope by scope; only the first track of a scope is written out."""
        yield from ("## Addresses", "", doc(Place).partition("\n\n")[2], "")
        for scope in Scope:
            tracks = [t for t in self.program.book.layout.tracks if t.scope is scope]
            if not tracks:
                continue
            ids = ", ".join(f"`{track.id}`" for track in tracks)
            yield from (f"**{scope.value}** tracks: {ids}.", "")
            yield from ("| address | means | one level |", "|---|---|---|")
            for name, place in self.names.places.items():
                if place.track.id == tracks[0].id:
                    one = "yes" if name in self.names.levels else ""
                    yield f"| `{name}` | {self.words.place(place)} | {one} |"
            yield ""
        yield "Seats (`seats`, `on`, `by`, `seat`) are named without a track:"
        named = (f"`{name}` ({self.words.who(who)})" for name, who in self.names.who.items())
        yield from ("", f"{', '.join(named)}.", "")

    def checks(self) -> Iterator[str]:
        """Yield checks and amounts."""
        yield from ("## Checks", "", doc(Check), "", *fields_of(Check))
        for key in ("least", "most", "over"):
            table = self.example(lambda t, key=key: key in t and self.reads(t, Check))  # type: ignore[misc]
            yield from self.shown(table, lambda t: [self.read(t, Check).text(self.words)])
        yield from ("## Amounts", "")
        yield from (doc(amounts).partition("\n\n")[2], "")
        yield from ("| amount | means | reads |", "|---|---|---|")
        yield f"| `3` | {doc(amounts.Number)} | 3 |"
        name = next(iter(self.names.levels))
        yield f'| `"{name}"` | {doc(amounts.LevelOf)} | {self.amount(name)} |'
        for cls in (
            amounts.Sum, amounts.Product, amounts.Lower, amounts.Higher, amounts.Divide,
            amounts.Aggregate, amounts.PenaltyCount,
        ):  # fmt: skip
            key = field_names(cls)[0]
            table = self.example(lambda t, key=key: key in t and self.reads(t, Amount))  # type: ignore[misc]
            meaning = " ".join(doc(cls).split())
            if table is None:
                yield f"| `{{ {key} = … }}` | {meaning} | |"
            else:
                yield f"| `{toml(table)}` | {meaning} | {self.amount(table)} |"
        yield ""

    def amount(self, value: object) -> str:
        """Read an amount and say it."""
        return self.names.amount(value).text(self.words)

    def deeds(self) -> Iterator[str]:
        """Yield what a seat can be seen to do."""
        yield from ("## Deeds", "", doc(Deed), "", *fields_of(Deed))
        for key in (name.rstrip("_") for name in field_names(Deed)):
            table = self.example(lambda t, key=key: key in t and self.reads(t, Deed))  # type: ignore[misc]
            yield from self.shown(table, lambda t: [self.read(t, Deed).text(self.words)])

    def changes(self) -> Iterator[str]:
        """Yield what a condition, a penalty or a leader can change."""
        yield from ("## Changes", "", doc(Change), "", *fields_of(Change))
        yield from ("| what | example | reads |", "|---|---|---|")
        for what in get_args(field_types(Change)["what"]):
            table = self.example(lambda t, what=what: t.get("what") == what)  # type: ignore[misc]
            if table is None:
                yield f"| `{what}` | | {NO_EXAMPLE} |"
            else:
                said = self.read(table, Change).text(self.words)
                yield f"| `{what}` | `{toml(table)}` | {said} |"
        yield ""

    def items(self) -> Iterator[str]:
        """Yield what may be given in a deal."""
        yield from ("## Items", "", doc(Item), "")
        for name, cls in sorted(ITEMS.items()):
            yield from (f"### `{name}`", "", doc(cls), "", *fields_of(cls))
            table = self.example(lambda t, name=name: t.get("item") == name and "id" in t)  # type: ignore[misc]
            yield from self.shown(table, self.item)

    def item(self, table: Written) -> list[str]:
        """Say an item as it stands in the rulebook."""
        return [self.program.book.item(table["id"]).text(self.words)]

    # -- rules --------------------------------------------------------------------------------

    def rules(self) -> Iterator[str]:
        """Yield the lines of the reference of rules."""
        yield from ("## A ruleset", "", doc(specs.Ruleset), "", *fields_of(specs.Ruleset))
        for cls in (
            SeatSpec, specs.Named, specs.TrackSpec, specs.DeckSpec, specs.LaneSpec,
            rulebook.Penalty, rulebook.OpsLine, rulebook.Ceiling, rulebook.Bonus, specs.ScoreLine,
            specs.EndingLine, specs.AgendaRules, specs.VerdictRules, Numbers,
        ):  # fmt: skip
            yield from entry(cls)
        yield from ("## Phases", "", "What may stand in `turn`, by its `do`, beside effects.", "")
        for name, phase in sorted(VERBS.items()):
            if not phase.effect:
                yield from (f"### `{name}`", "", doc(phase), "", *fields_of(phase))
                for what, used in (("roles", phase.uses_roles), ("amounts", phase.uses_amounts)):
                    if used:
                        yield from (f"Works with the {what} {listed(used)}.", "")
                missing = OLDER if phase.older else NO_EXAMPLE
                yield from self.shown(self.phase(name), lambda _: [], missing)
        yield from entry(Fade)
        yield from self.roles()
        yield from ("## A scenario", "", doc(specs.Scenario), "", *fields_of(specs.Scenario))
        for part in (specs.Acting, specs.VoteDay, specs.Par, specs.Moment, specs.Consequence):
            yield from entry(part)

    def phase(self, name: str) -> Written | None:
        """Find a phase of the ruleset; steps and effects in it are not written out."""
        for table in tables_in(self.document):
            if table.get("do") == name:
                return {
                    key: Elided() if isinstance(v, list) and v and isinstance(v[0], dict) else v
                    for key, v in table.items()
                }
        return None

    def roles(self) -> Iterator[str]:
        """Yield the roles and amounts that phases work with."""
        yield from ("## Roles", "", doc(Roles), "")
        yield from ("| role | phases that work with it |", "|---|---|")
        for role in field_names(Roles):
            users = [n for n, cls in sorted(VERBS.items()) if role in cls.uses_roles]
            yield f"| `{role}` | {listed(users)} |"
        yield from ("", "| amount | phases that work with it |", "|---|---|")
        for amount in sorted({amount for cls in VERBS.values() for amount in cls.uses_amounts}):
            users = [n for n, cls in sorted(VERBS.items()) if amount in cls.uses_amounts]
            yield f"| `{amount}` | {listed(users)} |"
        yield ""


def listed(names: Any) -> str:
    """List ids."""
    return ", ".join(f"`{name}`" for name in names) or "none"
