"""Pinned content: the cards, the ruleset and the scenario that a game is played under.

A save holds them, so that it replays even after `cards/` and `rules/` have changed. A stranger may
have written them: they go through the same loader, with the same bounds and a few more, and every
fault in them is reported in a sentence.

The digests are those of the content as it was written, so that a stranger's save keeps its verdict.
The program is built from the same content after `cleaned` has cleaned the texts that people read
and that decide nothing. An id with a sign in it that must not be shown is refused: luck and keys
depend on ids, and a cleaned id would be another one.

Content names the grammar in which it is written (none: the first). Content of an older grammar is
upgraded when it is unpacked; its digests and its packed form stay those of the original.
"""

from __future__ import annotations

import base64
import binascii
import json
import re
import zlib
from collections.abc import Iterator
from functools import lru_cache
from hashlib import sha256
from itertools import islice
from typing import Any, TypeGuard
from unicodedata import combining, east_asian_width

from attrs import define, field

from wargame.content.build import build
from wargame.content.faults import BadContent, Fault, bounds, short
from wargame.content.load import MOST_CARDS, PROSE, SECTIONS, Library, deciding, prose
from wargame.content.program import Program
from wargame.content.upgrade import GRAMMAR, upgraded
from wargame.saves.format.errors import BadSave
from wargame.system.signs import one_line, paragraphs, printable

MOST_BYTES = 2_000_000
MOST_TEXT = 20_000
MOST_ENTRIES = 512
MOST = {"seat": 6, "theatre": 8, "track": 64, "deck": 32, "lane": 8, "item": 64, "ops": 64}
"""The most entries of each kind in a ruleset from a save: all pairs of seats and of items are
built."""
MOST_NAME = 120
"""The most signs in a name or a title; a longer one is cut."""
NAMES = {"name", "title", "tiers", "collapse", "concept", "concepts"}
PARAGRAPHS = {"briefing", "details", "secret", "flags"}
"""Prose that may have several lines; all other prose is one line."""
SHOWN = PROSE | {"tiers", "collapse", "concepts"}
"""Keys whose values people read and which decide nothing: all texts in them are cleaned."""
LOOKS = {"letter", "shape", "ascii", "colour"}
"""Keys that say how a seat is drawn; a value that cannot be drawn is replaced."""
COLOUR = re.compile("#[0-9A-Fa-f]{6}")
NEUTRAL = "#B6C2CF"
NO_SHAPE = "?"


@define(eq=False)
class Pins:
    """Content as data, in today's grammar: `cards` by file, one ruleset, one scenario.

    `written` is all of it as one object, as it was written in an older grammar, or None.
    """

    cards: dict[str, dict[str, Any]] = field(repr=False)
    ruleset: dict[str, Any] = field(repr=False)
    scenario: dict[str, Any] = field(repr=False)
    written: dict[str, Any] | None = field(default=None, repr=False)
    _programs: dict[tuple[bool | None, str], Program] = field(init=False, factory=dict, repr=False)
    _rules: str = field(init=False, default="")
    _meaning: str = field(init=False, default="")
    _words: str = field(init=False, default="")

    @classmethod
    def of(cls, library: Library, scenario: str) -> Pins:
        """Pin what a scenario needs of a library: its decks, its ruleset and itself."""
        deal = library.scenarios[scenario]
        ruleset = library.rulesets[deal["ruleset"]]
        decks = {deck["id"] for deck in ruleset["deck"]}
        cards = {
            name: document
            for name, document in library.documents.items()
            if document.get("deck") is None or document["deck"] in decks
        }
        return cls(cards, ruleset, deal)

    @property
    def whole(self) -> dict[str, Any]:
        """Return everything as one object, as it was written."""
        if self.written is not None:
            return self.written
        content = {"cards": self.cards, "ruleset": self.ruleset, "scenario": self.scenario}
        return {"grammar": GRAMMAR, **content}

    @property
    def rules(self) -> str:
        """Return the digest of all content that decides, as it was written."""
        if not self._rules:
            self._rules = _digest(deciding(self.whole))
        return self._rules

    @property
    def meaning(self) -> str:
        """Return the digest of all content that decides, in today's grammar: equal for equal rules
        of any age."""
        if not self._meaning:
            today = Pins(self.cards, self.ruleset, self.scenario)
            self._meaning = today.rules
        return self._meaning

    @property
    def words(self) -> str:
        """Return the digest of the prose: titles, flavour, facts, briefings."""
        if not self._words:
            self._words = _digest(prose(self.whole))
        return self._words

    def packed(self) -> str:
        """Return the content packed for a header: JSON, zlib, base64."""
        raw = json.dumps(self.whole, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
        # A lone surrogate, which UTF-8 lacks, becomes the escape that it was read from.
        return base64.b64encode(zlib.compress(raw.encode("utf-8", "backslashreplace"), 9)).decode()

    def program(self, basic: bool | None = None, language: str = "en") -> Program:
        """Build the program from the cleaned content, once for each language. Raises
        `BadContent`."""
        key = (basic, language)
        if key not in self._programs:
            cards = {name: cleaned(document) for name, document in self.cards.items()}
            ruleset, scenario = cleaned(self.ruleset), cleaned(self.scenario)
            ruleset = {**ruleset, "seat": seats(ruleset.get("seat"))}
            self._programs[key] = build(ruleset, scenario, cards, basic=basic, language=language)
        return self._programs[key]


def _digest(data: object) -> str:
    return sha256(json.dumps(data, sort_keys=True).encode()).hexdigest()


@lru_cache(maxsize=16)
def unpacked(text: str) -> Pins:
    """Unpack pins from a header and check their bounds; the last sixteen are cached.

    Raises `BadSave` if it is no content, or beyond the bounds.
    """
    try:
        pipe = zlib.decompressobj()
        raw = pipe.decompress(base64.b64decode(text, validate=True), MOST_BYTES)
        if not pipe.eof:
            raise BadSave(f"the pinned content is refused: more than {MOST_BYTES} bytes")
        read = json.loads(raw)
        json.dumps(read, allow_nan=False)  # Infinity cannot be written again: it is no content
        content = {part: read[part] for part in ("cards", "ruleset", "scenario")}
        grammar = read.get("grammar", 1)
    except (ValueError, KeyError, TypeError, RecursionError, binascii.Error, zlib.error):
        raise BadSave("line 1: the pinned content is not packed as it should be", 1) from None
    if type(grammar) is not int or not 1 <= grammar <= GRAMMAR:
        raise BadSave(
            f"the pinned content is written in grammar {short(grammar)}; "
            f"this version reads grammars 1 to {GRAMMAR}"
        )
    faults = [f"{where}: {what}" for where, what in islice(_faults(**content), 3)]
    if faults:
        raise BadSave("the pinned content is refused: " + "; ".join(faults))
    if grammar == GRAMMAR:
        return Pins(**content)
    written = {"grammar": grammar, **content} if "grammar" in read else content
    return Pins(**upgraded(content, grammar), written=written)


def _faults(cards: Any, ruleset: Any, scenario: Any) -> Iterator[tuple[str, str]]:
    if not all(isinstance(part, dict) for part in (cards, ruleset, scenario)):
        yield "content", "expected three tables"
        return
    if not all(isinstance(document, dict) for document in cards.values()):
        yield "cards", "expected tables"
        return
    for name, document in {"ruleset": ruleset, "scenario": scenario, **cards}.items():
        for where, what in bounds(document, name):
            yield where, what
            return
    yield from _large([cards, ruleset, scenario])
    yield from _unshowable({"cards": cards, "ruleset": ruleset, "scenario": scenario})
    rows = [document.get(section) for document in cards.values() for section in SECTIONS]
    count = sum(len(row) for row in rows if isinstance(row, list))
    if count > MOST_CARDS:
        yield "cards", f"{count} cards; at most {MOST_CARDS}"
    for what, most in MOST.items():
        rows = ruleset.get(what, [])
        if isinstance(rows, list) and len(rows) > most:
            yield f"ruleset.{what}", f"{len(rows)} of them; at most {most}"
    for document in (ruleset, scenario):
        if not isinstance(document.get("file"), str):
            yield "file", "each document names its file"


def cleaned(node: Any, key: str = "") -> Any:
    """Return content with prose that may be shown: no sign a terminal could obey, long names cut.

    Values that decide are not changed.
    """
    if isinstance(node, dict):
        return {name: cleaned(part, key if key in SHOWN else name) for name, part in node.items()}
    if isinstance(node, list):
        return [cleaned(part, key) for part in node]
    if not isinstance(node, str) or key not in SHOWN:
        return node
    if key in PARAGRAPHS:
        return paragraphs(node.replace("\r\n", "\n"))
    text = one_line(node)
    return text[: MOST_NAME - 1] + "…" if key in NAMES and len(text) > MOST_NAME else text


def seats(specs: Any) -> Any:
    """Return seats that a screen can draw: a shape of one cell, a sign of ASCII, a colour."""
    if not isinstance(specs, list):
        return specs
    return [_drawn(spec) if isinstance(spec, dict) else spec for spec in specs]


def _drawn(spec: dict[str, Any]) -> dict[str, Any]:
    id, letter = str(spec.get("id", "")), spec.get("letter")
    sign = letter if _is_cell(letter) and letter.isalnum() else id[:1].upper() or NO_SHAPE
    ascii_sign = spec.get("ascii")
    if not (_is_cell(ascii_sign) and ascii_sign.isascii()):
        ascii_sign = sign if sign.isascii() else NO_SHAPE
    shape, colour = spec.get("shape"), spec.get("colour")
    looks = {
        "name": spec.get("name") or id,
        "letter": sign,
        "ascii": ascii_sign,
        "shape": shape if _is_cell(shape) else ascii_sign,
        "colour": colour if isinstance(colour, str) and COLOUR.fullmatch(colour) else NEUTRAL,
    }
    # The loader reports a value that is missing or not a text.
    return {**spec, **{look: it for look, it in looks.items() if isinstance(spec.get(look), str)}}


def _is_cell(text: Any) -> TypeGuard[str]:
    """Return whether this is one sign that fills one cell of a terminal."""
    if not isinstance(text, str) or len(text) != 1 or combining(text):
        return False
    return text.isprintable() and not text.isspace() and east_asian_width(text) not in "WF"


def _unshowable(node: object, where: str = "") -> Iterator[tuple[str, str]]:
    """Find ids and other words that decide and that hold a sign which must not be shown."""
    if isinstance(node, dict):
        for key, part in node.items():
            place = f"{where}.{printable(key)[:60]}".strip(".")
            if key != printable(key):
                yield place, "a name with a sign in it that must not be shown"
            if key not in SHOWN and key not in LOOKS:
                yield from _unshowable(part, place)
    elif isinstance(node, list):
        for at, part in enumerate(node):
            yield from _unshowable(part, f"{where}[{at}]")
    elif isinstance(node, str) and node != printable(node):
        yield where, f"{printable(node)[:60]!r} holds a sign that must not be shown"


def _large(node: object) -> Iterator[tuple[str, str]]:
    if isinstance(node, str):
        if len(node) > MOST_TEXT:
            yield node[:20], f"a text of more than {MOST_TEXT} characters"
    elif isinstance(node, dict | list):
        if len(node) > MOST_ENTRIES:
            yield "content", f"a list of more than {MOST_ENTRIES} entries"
        for part in node.values() if isinstance(node, dict) else node:
            yield from _large(part)


def safe_program(pins: Pins, basic: bool | None, language: str = "en") -> Program:
    """Build the program of pins that a stranger may have made. Raises `BadContent` alone."""
    try:
        return pins.program(basic, language)
    except BadContent:
        raise
    except Exception as error:  # a shape of content that the loader did not foresee
        fault = Fault("content", "", f"cannot be built ({type(error).__name__})")
        raise BadContent([fault]) from None
