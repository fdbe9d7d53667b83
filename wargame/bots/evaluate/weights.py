"""The weights of a bot: what it cares for, in points, and how they are written in one word.

A word such as `interest=1.4+bid=0.2` names a bot of one's own. A `+` lies between the weights,
since commas already part the bots of a list.
"""

from __future__ import annotations

from math import isfinite
from typing import Any

from attrs import fields, frozen

from wargame.content.faults import nearest, short


@frozen(cache_hash=True)
class Weights:
    """What a bot cares for, in points of the final score or as factors.

    `points`: weight of the seat's own score. `collapse`: points that a collapse costs. `rivalry`:
    how much of the partners' mean score counts against the own (below 0: for it). `agenda`,
    `ending`, `capital`, `interest`, `deals`: factors on what these are worth. `calm`: points for
    each step that a threat is lower. `relation`, `accommodation`: points for each step of the own
    levels; `wants`: the same for any track of a seat, by its id (below 0: it gets rid of it).
    `bid`: a factor on what a bid is worth. `answer`, `mark`: the answer that it gives to every
    demand, and the mark that it seals on every demand; "" leaves it to the prices. `warmth`: points
    that make an option e times less likely, so that luck decides near ties.

    The usual values are the adaptive bot's; `wargame lab exploit` looks for better ones, and
    rules/TUNING.md has what it found.
    """

    points: float = 1.0
    collapse: float = 7.0
    rivalry: float = 0.5
    agenda: float = 1.0
    ending: float = 1.0
    capital: float = 1.0
    interest: float = 1.0
    calm: float = 0.0
    relation: float = 0.0
    accommodation: float = 0.0
    wants: tuple[tuple[str, float], ...] = ()
    bid: float = 1.0
    answer: str = ""
    mark: str = ""
    deals: float = 1.0
    warmth: float = 0.05


CHOICES = {
    "answer": ("", "comply", "counter", "refuse", "stall"),
    "mark": ("", "firm", "bluff"),
}
"""The weights that are words, and the words that they may be; "" leaves it to the prices."""
LEAST = {"warmth": 0.001}
"""Weights that must be above 0; all others may be as far below it as above."""
MOST = 1000.0


class BadWeights(ValueError):
    """The text names no weights; the message says what in it, and the nearest right thing."""


def numbers() -> dict[str, float]:
    """List the weights that are numbers, with their usual values, in the order of `Weights`."""
    return {at.name: at.default for at in fields(Weights) if isinstance(at.default, float)}


def words() -> dict[str, tuple[str, ...]]:
    """List the weights that are words, with the words that they may be."""
    known = {at.name for at in fields(Weights)}
    return {name: choices for name, choices in CHOICES.items() if name in known}


def read(text: str) -> Weights:
    """Read weights; those that are not named are the adaptive bot's. Raises `BadWeights`.

    >>> read("interest=1.4+mark=firm").interest
    1.4
    """
    given: dict[str, Any] = {}
    for part in filter(None, text.split("+")):
        name, equals, value = (bit.strip() for bit in part.partition("="))
        known = [*numbers(), *words()]
        if name not in known:
            raise BadWeights(f"there is no weight {short(name)}; {nearest(name, known)}")
        if not equals:
            raise BadWeights(f"the weight {name} has no value; write {name}=NUMBER")
        if name in given:
            raise BadWeights(f"the weight {name} is given twice")
        given[name] = _number(name, value) if name in numbers() else _word(name, value)
    return Weights(**given)


def _number(name: str, text: str) -> float:
    try:
        value = float(text)
    except ValueError:
        raise BadWeights(f"{name} is a number, such as {name}=0.5, not {short(text)}") from None
    least = LEAST.get(name, -MOST)
    if not (isfinite(value) and least <= value <= MOST):
        raise BadWeights(f"{name} lies between {least:g} and {MOST:g}; {short(text)} does not")
    return value


def _word(name: str, text: str) -> str:
    known = words()[name]
    if text not in known:
        right = nearest(text, [word for word in known if word])
        raise BadWeights(f"{name} cannot be {short(text)}; {right}")
    return text


def write(weights: Weights) -> str:
    """Write weights as `read` reads them: only those that differ from the adaptive bot's.

    >>> write(Weights(interest=1.4, mark="firm"))
    'interest=1.4+mark=firm'
    """
    usual = Weights()
    parts = []
    for name in [*numbers(), *words()]:
        value = getattr(weights, name)
        if value != getattr(usual, name):
            parts.append(f"{name}={value if isinstance(value, str) else repr(float(value))}")
    return "+".join(parts)
