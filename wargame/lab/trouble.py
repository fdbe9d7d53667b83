"""The exceptions that stop the lab. Every message is a sentence for the user."""

from __future__ import annotations

from wargame.saves.format.errors import printable


def told(error: Exception) -> str:
    """Name an error in one line.

    >>> told(ValueError("seven\\nof nine"))
    'ValueError: seven'
    """
    first = next(iter(str(error).splitlines()), "")
    return f"{type(error).__name__}: {first}"


class GameBroken(Exception):
    """A game did what no game may do. The lab looks for this, so it is no assert, which `python -O`
    would skip."""


class LabTrouble(Exception):
    """The lab cannot go on."""


class LabMissing(LabTrouble):
    """A package is not installed; the message says how to install it."""


class ClusterTrouble(LabTrouble):
    """A cluster does not answer, or answers wrongly."""


class WorkerLost(LabTrouble):
    """A process that played games for us was killed."""


class GameFailed(LabTrouble):
    """A game raised an unexpected exception; the message names it, and how to play it alone."""


class TooFew(LabTrouble):
    """There are too few games for a figure."""


class StoreTrouble(LabTrouble):
    """A file of played games cannot be read or written, or holds other games."""

    def __init__(self, sentence: str) -> None:
        super().__init__(printable(sentence))
