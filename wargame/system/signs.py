"""Signs that may be shown: every text from outside goes through here before anybody sees it.

From outside comes what a stranger or a keyboard may have written: the content of a save, names,
reasons, notes, the names of files. A terminal obeys some of its signs as commands (move the cursor,
set the title, write the clipboard, send an answer); others reverse the direction of a line, or are
invisible. The rule of the house:

- content is cleaned once, where it is unpacked (`saves/format/pins.py`), after its digest is taken;
- everything else is cleaned once more at the edge, by what prints a line (`ui/printing.py`) and by
  what sets a text on the screen (`ui/tui/text.py`), so that nothing can slip past;
- data for programs is never cleaned here: JSON has its own escapes.

Text of every script is kept. Control signs and whole escape sequences, signs of direction,
surrogates, private and unassigned signs, and joiners where no script joins are removed.
"""

from __future__ import annotations

import re
from unicodedata import bidirectional, category, combining

MARK = "·"
"""Replaces the signs that were removed."""
MOST_MARKS = 8
"""How many accents one letter may carry; more would be drawn over the lines beside it."""
_SEQUENCE = re.compile(
    r"(?:\x1b\[|\x9b)[0-?]*[ -/]*[@-~]"  # CSI: colours, the cursor, wiping, modes
    r"|(?:\x1b[\]PX^_]|[\x9d\x90\x98\x9e\x9f])[^\x07\x1b\x9c]*(?:\x07|\x1b\\|\x9c)"  # OSC, DCS, …
    r"|\x1b[ -/]*[0-Z\\^-~]"
)
_JOINERS = "\u200c\u200d"
_EMPTY = str.maketrans("\u2800\u3164\uffa0", "   ")
"""Letters that are invisible."""
_VIRAMA = 9
"""The combining class of the sign after which a joiner chooses the form of a letter."""


def printable(text: object) -> str:
    """Return a text, or a path, in one line, with nothing in it that a terminal could obey.

    >>> printable("Tokyo\\x1b]52;c;aGk=\\x07, \\u202eoyk")
    'Tokyo·, ·oyk'
    """
    text = str(text)
    if text.isascii():
        if text.isprintable():
            return text
    else:
        text = text.translate(_EMPTY)
        if text.isprintable() and "M" not in "".join(map(category, text)):
            return text
    text = _SEQUENCE.sub(MARK, text)
    cleaned: list[str] = []
    marks = 0
    for at, sign in enumerate(text):
        marks = marks + 1 if category(sign)[0] == "M" else 0
        if marks <= MOST_MARKS:
            shown = _shown(text, at)
            if shown == sign or cleaned[-1:] != [MARK]:
                cleaned.append(shown)
    return "".join(cleaned)


def one_line(text: str) -> str:
    """Put a text on one line, one space between words, cleaned as by `printable`."""
    return printable(" ".join(text.split()))


def paragraphs(text: str) -> str:
    """Return a text of several lines, each cleaned as by `printable`."""
    return "\n".join(map(printable, text.split("\n"))) if "\n" in text else printable(text)


def _shown(text: str, at: int) -> str:
    """Return what to show for the sign at index `at`."""
    sign = text[at]
    if sign.isprintable():
        return sign
    if category(sign) == "Zs":
        return " "
    if sign in _JOINERS and 0 < at < len(text) - 1:
        before, after = text[at - 1], text[at + 1]
        arabic = bidirectional(before) == bidirectional(after) == "AL"
        if combining(before) == _VIRAMA or arabic:
            return sign
    return MARK
