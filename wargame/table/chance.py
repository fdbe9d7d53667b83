"""All luck, keyed by name.

A number is a fixed mix of (seed, turn, purpose, seat, index) and of nothing else. No generator
keeps a state, so a new card, an undo, a branch or another table's extra draw shifts no other draw.
Purposes and names enter through BLAKE2, never through `hash()`. The mixing step is the public
SplitMix64 finaliser (Steele, Lea and Flood, 2014).
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from hashlib import blake2b
from typing import Final

from wargame.table.shared import Shared

MASK: Final = (1 << 64) - 1
_GOLDEN: Final = 0x9E3779B97F4A7C15


@lru_cache(maxsize=4096)
def name(text: str) -> int:
    """Turn a name into its fixed 64-bit number."""
    return int.from_bytes(blake2b(text.encode(), digest_size=8).digest(), "big")


def mix(value: int) -> int:
    """Scramble 64 bits so that neighbours end far apart."""
    value = (value + _GOLDEN) & MASK
    value = ((value ^ (value >> 30)) * 0xBF58476D1CE4E5B9) & MASK
    value = ((value ^ (value >> 27)) * 0x94D049BB133111EB) & MASK
    return value ^ (value >> 31)


def draw(seed: int, turn: int, purpose: str, seat: int = 0, index: int = 0) -> int:
    """Return the 64-bit number that belongs to this purpose, turn, seat and index.

    >>> draw(7, 1, "agenda") == draw(7, 1, "agenda") != draw(8, 1, "agenda")
    True
    """
    start = mix((seed ^ name(purpose)) & MASK) ^ mix((turn << 40) ^ (seat << 32))
    return mix(start ^ index)


def pick(count: int, seed: int, turn: int, purpose: str, seat: int = 0) -> int:
    """Pick one of `count` things (at least one), as 0 to count - 1."""
    return draw(seed, turn, purpose, seat) % count


class DrawPile(Shared):
    """Cards that are drawn from together, made of (card, id); compared by identity.

    The purpose and the ids are kept as their numbers.
    """

    __slots__ = ("cards", "purpose")

    def __init__(self, purpose: str, cards: Iterable[tuple[int, str]]) -> None:
        self.purpose = name(purpose)
        self.cards = tuple([(card, name(id)) for card, id in cards])


@lru_cache(maxsize=1024)
def order(deck: DrawPile, seed: int, turn: int, seat: int) -> dict[int, int]:
    """Number the cards of a deck for one seat: the lowest number is drawn first."""
    start = mix((seed ^ deck.purpose) & MASK) ^ mix((turn << 40) ^ (seat << 32))
    return {card: mix(start ^ number) for card, number in deck.cards}
