"""A temper in one word: `interest=1.4+bid=0.2`, so that anybody can make a bot of their own.

A `+` lies between the weights, since commas already part the bots of a list.
"""

from __future__ import annotations

from math import isfinite
from typing import Any

from attrs import fields

from wargame.bots.evaluate.temper import Temper
from wargame.content.faults import nearest, short

CHOICES = {
    "answer": ("", "comply", "counter", "refuse", "stall"),
    "mark": ("", "firm", "bluff"),
}
"""The weights that are words, and the words that they may be; "" leaves it to the prices."""
LEAST = {"warmth": 0.001}
MOST = 1000.0


class BadTemper(ValueError):
    """The text is no temper; the message says what in it, and the nearest right thing."""


def numbers() -> dict[str, float]:
    """List the weights that are numbers, with their usual values, in the order of `Temper`."""
    return {at.name: at.default for at in fields(Temper) if isinstance(at.default, float)}


def words() -> dict[str, tuple[str, ...]]:
    """List the weights that are words, with the words that they may be."""
    known = {at.name for at in fields(Temper)}
    return {name: choices for name, choices in CHOICES.items() if name in known}


def read(text: str) -> Temper:
    """Read a temper; what is not named is as the adaptive bot has it. Raises `BadTemper`.

    >>> read("interest=1.4+mark=firm").interest
    1.4
    """
    found: dict[str, Any] = {}
    for part in filter(None, text.split("+")):
        name, equals, value = (bit.strip() for bit in part.partition("="))
        known = [*numbers(), *words()]
        if name not in known:
            raise BadTemper(f"a temper has no weight {short(name)}; {nearest(name, known)}")
        if not equals:
            raise BadTemper(f"the weight {name} has no value; write {name}=NUMBER")
        if name in found:
            raise BadTemper(f"the weight {name} is given twice")
        found[name] = _number(name, value) if name in numbers() else _word(name, value)
    return Temper(**found)


def _number(name: str, text: str) -> float:
    try:
        value = float(text)
    except ValueError:
        raise BadTemper(f"{name} is a number, such as {name}=0.5, not {short(text)}") from None
    least = LEAST.get(name, -MOST)
    if not (isfinite(value) and least <= value <= MOST):
        raise BadTemper(f"{name} lies between {least:g} and {MOST:g}; {short(text)} does not")
    return value


def _word(name: str, text: str) -> str:
    known = words()[name]
    if text not in known:
        right = nearest(text, [word for word in known if word])
        raise BadTemper(f"{name} cannot be {short(text)}; {right}")
    return text


def write(temper: Temper) -> str:
    """Write a temper as `read` reads it: only what is not as the adaptive bot has it.

    >>> write(Temper(interest=1.4, mark="firm"))
    'interest=1.4+mark=firm'
    """
    usual = Temper()
    parts = []
    for name in [*numbers(), *words()]:
        value = getattr(temper, name)
        if value != getattr(usual, name):
            parts.append(f"{name}={value if isinstance(value, str) else repr(float(value))}")
    return "+".join(parts)
