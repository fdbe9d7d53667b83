"""What a bot reads off an option: the word of its key, its number, the id that it names."""

from __future__ import annotations

from wargame.table.decision import Decision, Option

NO_MORE = "no-more"
"""Closes a form of a deal, which is legal as soon as each side has an item."""


def word(option: Option) -> str:
    """Return the word that a key begins with: `home` of `home:2`."""
    return option.key.partition(":")[0]


def number(option: Option) -> int:
    """Return the number that a key ends with: 2 of `home:2`. Raises `ValueError` without one."""
    return int(option.key.rpartition(":")[2])


def named(option: Option) -> str:
    """Return the id that an option names: its first part, or else the rest of its key.

    >>> named(Option("with:capital-2", "Two Capital"))
    'capital-2'
    """
    return option.parts[0] if option.parts else option.key.partition(":")[2]


def forced(decision: Decision) -> Option | None:
    """Return the option that every bot takes unpriced; None where there is something to weigh.

    It is the only one, or the one that closes a form: bots trade one item for one, since the
    prices of two items on a side would have to be worked out together.
    """
    last = decision.options[-1]
    return last if len(decision.options) == 1 or last.key == NO_MORE else None
