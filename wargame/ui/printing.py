"""Prints prose for people and data for programs. No other module prints.

**Data** (`data`, `data_json`: JSON, CSV, exports, the data dictionary) is exact: UTF-8 with a bare
newline after each line, whatever the terminal's encoding is, whatever the locale, and whether plain
signs were asked for.

**Prose** (`write`, or `prose` for a stream of one's own) is for people: it holds no sign that a
terminal could obey (`signs.py`), and signs that the stream cannot encode are spelled in plain ones.
"""

from __future__ import annotations

import codecs
import io
import json
import sys
from collections.abc import Iterable
from functools import cache
from typing import TextIO
from unicodedata import combining, normalize

from wargame.content.faults import BadContent
from wargame.content.seats import SeatSpec
from wargame.engine.library import library
from wargame.system.signs import paragraphs

SPELLED = "wargame.spelled"
"""The error handler that spells signs which an encoding lacks in plain signs."""
_PLAIN = {
    "−": "-", "–": "-", "—": "-", "“": '"', "”": '"', "„": '"', "’": "'", "‘": "'", "«": '"',
    "»": '"', "½": ".5", "…": "...", "×": "x", "±": "+-", "→": "->", "·": "-", "•": "*", "─": "-",
    "≤": "<=", "≥": ">=", "━": "-", "│": "|", "▌": "|", "◊": "<>", "∞": "inf", "ß": "ss",
    "Æ": "AE", "æ": "ae", "Œ": "OE", "œ": "oe", "Ø": "O", "ø": "o", "Ł": "L", "ł": "l", "Đ": "D",
    "đ": "d", "Ð": "D", "ð": "d", "Þ": "Th", "þ": "th", "ı": "i",
}  # fmt: skip


def write(text: str = "", *, err: bool = False) -> None:
    """Print prose, on the standard error if `err`."""
    stream = sys.stderr if err else sys.stdout
    stream.write(prose(text, stream) + "\n")


def prose(text: str, stream: TextIO, seats: Iterable[SeatSpec] = ()) -> str:
    """Return prose that a stream can show: cleaned, and spelled in signs that its encoding has.

    `seats` are those of the game; their shapes are spelled as their ruleset says.
    """
    text, encoding = paragraphs(text), getattr(stream, "encoding", None) or "utf-8"
    try:
        text.encode(encoding)
    except UnicodeEncodeError:
        for spec in seats:
            text = text.replace(spec.shape, spec.ascii) if spec.shape else text
        return text.encode(encoding, SPELLED).decode(encoding)
    return text


def data(text: str) -> None:
    """Print data: the bytes of `encoded`, past the terminal's encoding and its line ends."""
    stream = sys.stdout
    stream.flush()
    raw = getattr(stream, "buffer", None)
    if raw is None:
        stream.write(text)
    else:
        raw.write(encoded(text))


def data_json(value: object, *, indent: int | None = None) -> None:
    """Print a value as JSON, a newline after it."""
    data(json.dumps(value, ensure_ascii=False, indent=indent) + "\n")


def encoded(text: str) -> bytes:
    """Return the bytes of data: UTF-8; a lone surrogate, which UTF-8 lacks, as the escape of JSON.

    >>> encoded('"caf\\udce9"')
    b'"caf\\\\udce9"'
    """
    return text.encode("utf-8", "backslashreplace")


def spell_output(ascii_signs: bool = False) -> None:
    """Make the output spell signs that it cannot encode, whoever prints; or all signs but ASCII."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="ascii" if ascii_signs else None, errors=SPELLED)


def _spell(error: UnicodeError) -> tuple[str, int]:
    """Spell what could not be encoded, and say where to go on; see `codecs.register_error`."""
    assert isinstance(error, UnicodeEncodeError)
    spelling = _signs()
    signs = error.object[error.start : error.end]
    return "".join(spelling.get(sign) or _letters(sign) for sign in signs), error.end


def _letters(sign: str) -> str:
    """Return a letter without its accents, nothing for an accent; ? for what has no plain form."""
    if combining(sign):
        return ""
    return normalize("NFKD", sign).encode("ascii", "ignore").decode() or "?"


@cache
def _signs() -> dict[str, str]:
    """Return the plain forms of signs, and of the shapes of seats."""
    try:
        rulesets = library().rulesets.values()
    except BadContent:
        return _PLAIN
    return {seat["shape"]: seat["ascii"] for rules in rulesets for seat in rules["seat"]} | _PLAIN


codecs.register_error(SPELLED, _spell)
