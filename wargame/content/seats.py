"""What a ruleset says of a seat; the menu shows it before any book is built."""

from __future__ import annotations

from attrs import frozen


@frozen
class SeatSpec:
    """A seat: names, and how the screen tells it apart (shape, letter, colour)."""

    id: str
    name: str
    letter: str
    shape: str
    ascii: str
    colour: str
    theatre: str | None = None
