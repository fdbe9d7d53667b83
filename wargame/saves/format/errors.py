"""The exceptions of saves; each message is one whole sentence that may be shown."""

from __future__ import annotations

from wargame.system.signs import printable as printable
from wargame.system.told import Told


class BadSave(Told):
    """The file cannot be used as a save; the message says why and what to do.

    `line` is the first bad line, counted from 1; 0 where no line is to blame (a folder, a newer
    format, content that is refused).
    """

    def __init__(self, sentence: str, line: int = 0) -> None:
        super().__init__(printable(sentence))
        self.line = line


class CodeNeeded(BadSave):
    """The game was sealed with a code, and none or a wrong one was given."""


class NothingToShow(BadSave):
    """The game differs from the replay at its deal: no position of it may be shown or played on."""


class CannotGoOn(BadSave):
    """The game can be shown but not continued; `short` says why for a line of a menu."""

    def __init__(self, sentence: str, short: str, line: int = 0) -> None:
        super().__init__(sentence, line)
        self.short = printable(short)


class SaveFailed(Told):
    """A file cannot be written; the message names it and the cause."""

    def __init__(self, sentence: str) -> None:
        super().__init__(printable(sentence))
