"""A library: reads TOML files, collects their faults, and keeps the programs that `build` makes.

A library is a folder of cards and a folder of rules. It parses each file once; `program` builds the
book of a scenario when it is first asked for and keeps it. What builds, all verbs among it, is
imported no earlier: the menu and the help of the commands need no book.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any

import tomli
from attrs import define, field

from wargame.content.faults import BadContent, Fault, bounds, nearest, short
from wargame.content.seats import SeatSpec
from wargame.system.told import Told

if TYPE_CHECKING:
    from wargame.content.program import Program


PROSE = {
    "title", "flavour", "facts", "concept", "premise", "text", "name", "file", "briefing", "secret",
    "flags", "details", "guide", "consequences",
    "theory",
}  # fmt: skip
SECTIONS = ("card", "event", "leader", "home", "agenda")
MOST_CARDS = 512
MOST_BYTES = 1_000_000


@define(eq=False)
class Library:
    """All content of two folders.

    Raises `BadContent` where a file cannot be read as TOML; with `strict` off such files are left
    out, and `faults` says what is wrong with them.
    """

    cards: Path
    rules: Path
    strict: bool = True
    faults: list[Fault] = field(init=False, factory=list, repr=False)
    documents: dict[str, dict[str, Any]] = field(factory=dict, repr=False)
    rulesets: dict[str, dict[str, Any]] = field(factory=dict, repr=False)
    scenarios: dict[str, dict[str, Any]] = field(factory=dict, repr=False)
    programs: dict[tuple[str, bool | None, str | None, str], Program] = field(
        factory=dict, repr=False
    )

    def __attrs_post_init__(self) -> None:
        faults = self.faults
        for path in _files(self.cards, "*.toml", faults):
            self._read(path, self.documents, path.name, faults)
        documents: dict[str, dict[str, Any]] = {}
        for path in _files(self.rules, "*.toml", faults):
            self._read(path, documents, path.name, faults)
        for name, document in documents.items():
            self._file(document, name, self.rulesets, "ruleset", faults)
        documents = {}
        for path in _files(self.rules / "scenarios", "*.toml", faults):
            self._read(path, documents, f"scenarios/{path.name}", faults)
        for name, document in documents.items():
            self._file(document, name, self.scenarios, "scenario", faults)
        rows = [d.get(section) for d in self.documents.values() for section in SECTIONS]
        count = sum(len(row) for row in rows if isinstance(row, list))
        if count > MOST_CARDS:
            faults.append(Fault(str(self.cards), "", f"{count} cards; at most {MOST_CARDS}"))
        if faults and self.strict:
            raise BadContent(faults)

    def _read(
        self, path: Path, into: dict[str, dict[str, Any]], name: str, faults: list[Fault]
    ) -> None:
        try:
            if path.stat().st_size > MOST_BYTES:
                faults.append(Fault(name, "", f"larger than {MOST_BYTES} bytes"))
                return
            document = tomli.loads(path.read_text(encoding="utf-8"))
        except tomli.TOMLDecodeError as error:
            faults.append(Fault(name, "", f"no TOML: {error}"))
        except RecursionError:
            faults.append(Fault(name, "", "no TOML: nested too deep to read"))
        except UnicodeDecodeError:
            faults.append(Fault(name, "", "no text in UTF-8"))
        except OSError as error:
            faults.append(Fault(name, "", f"cannot be read: {error.strerror}"))
        else:
            wrong = [Fault(name, where, what) for where, what in bounds(document)]
            faults.extend(wrong)
            if not wrong:
                into[name] = document

    def _file(
        self,
        document: dict[str, Any],
        name: str,
        into: dict[str, dict[str, Any]],
        what: str,
        faults: list[Fault],
    ) -> None:
        id = document.get("id")
        if not isinstance(id, str):
            faults.append(Fault(name, "id", f"a {what} needs an id, a text"))
        elif id in into:
            faults.append(Fault(name, "id", f'the {what} "{id}" is there already'))
        else:
            document["file"] = name
            into[id] = document

    def digest(self) -> str:
        """Digest everything that affects play: cards, rulesets and scenarios, less their prose."""
        decides = [deciding(part) for part in (self.documents, self.rulesets, self.scenarios)]
        return sha256(json.dumps(decides, sort_keys=True).encode()).hexdigest()

    def words_digest(self) -> str:
        """Digest what `digest` leaves out: titles, flavour, facts and the other prose."""
        words = [prose(part) for part in (self.documents, self.rulesets, self.scenarios)]
        return sha256(json.dumps(words, sort_keys=True).encode()).hexdigest()

    def program(
        self,
        scenario: str,
        *,
        basic: bool | None = None,
        first: str | None = None,
        language: str = "en",
    ) -> Program:
        """Build the book of a scenario; `basic` and `first` override what it says of itself.

        `language` is one of `LANGUAGES`. Raises `BadContent` with all faults of the ruleset, the
        scenario and the cards at once, and `UnknownScenario` and `UnknownLanguage` with the
        nearest one.
        """
        key = (scenario, basic, first, language)
        if key not in self.programs:
            if scenario not in self.scenarios:
                hint = nearest(scenario, self.scenarios)
                raise UnknownScenario(f'there is no scenario "{scenario}"; {hint}')
            from wargame.content.build import build

            deal = self.scenarios[scenario]
            if first is not None:
                deal = {**deal, "first": first}
            self.programs[key] = build(
                self.ruleset_of(deal), deal, self.documents, basic=basic, language=language
            )
        return self.programs[key]

    def cover(self, scenario: str) -> tuple[str, tuple[SeatSpec, ...]]:
        """Return the name and the seats of a scenario's ruleset without building its book.

        Raises `BadContent`, but not with all faults, as `program` does.
        """
        rules = self.ruleset_of(self.scenarios[scenario])
        try:
            return str(rules["name"]), tuple(SeatSpec(**seat) for seat in rules["seat"])
        except (KeyError, TypeError) as error:
            raise BadContent([Fault(rules["file"], "seat", f"missing: {error}")]) from None

    def ruleset_of(self, deal: dict[str, Any]) -> dict[str, Any]:
        """Find the ruleset that a scenario is for. Raises `BadContent` where there is none."""
        id = deal.get("ruleset")
        if not isinstance(id, str) or id not in self.rulesets:
            hint = nearest(str(id), self.rulesets)
            given = "missing" if id is None else f"unknown {short(id)}"
            raise BadContent([Fault(deal["file"], "ruleset", f"{given}; {hint}")])
        return self.rulesets[id]


class UnknownScenario(Told, KeyError):
    """There is no scenario of that id; the message names the nearest."""

    def __str__(self) -> str:
        return str(self.args[0])


def _files(folder: Path, pattern: str, faults: list[Fault]) -> Iterable[Path]:
    try:
        paths = sorted(folder.glob(pattern))
    except OSError as error:
        faults.append(Fault(str(folder), "", f"cannot be read: {error.strerror}"))
        return []
    if not paths:
        faults.append(Fault(str(folder), "", "there is no such folder, or no TOML file in it"))
    return paths


def deciding(node: object) -> object:
    """Return content without its prose."""
    if isinstance(node, dict):
        return {key: deciding(value) for key, value in node.items() if key not in PROSE}
    return [deciding(value) for value in node] if isinstance(node, list) else node


def prose(node: object) -> object:
    """Return the prose of content alone."""
    if isinstance(node, dict):
        return {
            key: value if key in PROSE else prose(value)
            for key, value in node.items()
            if key in PROSE or isinstance(value, dict | list)
        }
    return (
        [prose(value) for value in node if isinstance(value, dict | list)]
        if isinstance(node, list)
        else node
    )
