"""The header: what a save says of its game before the first choice."""

from __future__ import annotations

import re
from typing import Any

from attrs import define, field, frozen

from wargame.saves.format.errors import BadSave, CodeNeeded
from wargame.saves.format.pins import Pins, unpacked
from wargame.saves.format.sealing import key_of, opened, promise_of

FORMAT = 2
MOST_NAME = 10_000
SEED_DIGITS = 20
"""How many digits a seed may have that is typed or saved."""
_SEED = re.compile(rf"-?\d{{1,{SEED_DIGITS}}}")


@frozen
class Parent:
    """The game that another branched from: the chain of its last line before, and the ply."""

    chain: str
    ply: int
    name: str = ""


@define(eq=False)
class Header:
    """The first line. `seed` and `secret` are None while they cannot be read for want of a code.

    `deal` is drawn, or typed (an open deal: who typed the seed can know it). `options` are those
    of the table (`basic`, and what screens want to keep). `came_from` is the format that the file
    was upgraded from, 0 if it was not; `deal_promise` commits to seed and content.
    """

    scenario: str
    seats: dict[str, str]
    deal: str
    options: dict[str, Any]
    version: str
    epoch: int
    rules: str
    words: str
    at: str = ""
    salt: bytes = b""
    coded: bool = False
    content: str = field(default="", repr=False)
    sealed: str = field(default="", repr=False)
    deal_promise: str = ""
    secret_promise: str = ""
    parent: Parent | None = None
    came_from: int = 0
    format: int = FORMAT
    seed: int | None = None
    secret: bytes | None = field(default=None, repr=False)

    @property
    def basic(self) -> bool | None:
        """Whether the basic game is played; None leaves it to the scenario."""
        basic = self.options.get("basic")
        return basic if isinstance(basic, bool) else None

    @property
    def pins(self) -> Pins:
        """The pinned content. Raises `BadSave`."""
        return unpacked(self.content)

    def line(self) -> dict[str, Any]:
        """Give the line as it is written, less its chain."""
        found: dict[str, Any] = {
            "wargame": FORMAT,
            "version": self.version,
            "epoch": self.epoch,
            "scenario": self.scenario,
            "seats": self.seats,
            "options": self.options,
            "deal": self.deal,
            "at": self.at,
            "rules": self.rules,
            "words": self.words,
            "salt": self.salt.hex(),
            "code": self.coded,
            "sealed": self.sealed,
            "promises": {"deal": self.deal_promise, "secret": self.secret_promise},
        }
        if self.parent is not None:
            parent = self.parent
            found["parent"] = {"chain": parent.chain, "ply": parent.ply, "name": parent.name}
        if self.came_from:
            found["upgraded"] = self.came_from
        return {**found, "content": self.content}

    def open(self, code: str | None = None) -> None:
        """Read seed and secret. Raises `CodeNeeded`, and `BadSave` if nothing comes of it."""
        if self.secret is not None:
            return
        if self.coded and not code:
            raise CodeNeeded("this game is sealed with a code; give it with --code")
        try:
            found = opened(key_of(self.salt, code if self.coded else None), "header", self.sealed)
            secret, seed = bytes.fromhex(found["secret"]), found["seed"]
            if promise_of(secret) != self.secret_promise or not _SEED.fullmatch(seed):
                raise ValueError
        except (ValueError, KeyError, TypeError):
            if self.coded:
                raise CodeNeeded("that is not the code of this game") from None
            raise BadSave("line 1: seed and secret cannot be read", 1) from None
        self.secret, self.seed = secret, int(seed)

    def opens_with(self, code: str) -> bool:
        """Say whether this is the code that the game was sealed with."""
        try:
            found = opened(key_of(self.salt, code), "header", self.sealed)
            return promise_of(bytes.fromhex(found["secret"])) == self.secret_promise
        except (ValueError, KeyError, TypeError):
            return False


def header_of(line: dict[str, Any]) -> Header:
    """Read the first line of this format. Raises `ValueError` for what it lacks."""
    number = line.get("wargame")
    if number != FORMAT:
        raise ValueError(f"format {str(number)[:20]}")
    promises, parent = _take(line, "promises", dict), line.get("parent")
    seats = _take(line, "seats", dict)
    if len(seats) > 16 or not all(
        isinstance(w, str) and len(w) < MOST_NAME for w in seats.values()
    ):
        raise ValueError("seats: who plays them is not told in words")
    deal = _take(line, "deal", str)
    if deal not in ("drawn", "typed"):
        raise ValueError("deal: drawn or typed")
    header = Header(
        scenario=_take(line, "scenario", str),
        seats=seats,
        deal=deal,
        options=_take(line, "options", dict),
        version=_take(line, "version", str),
        epoch=_take(line, "epoch", int),
        rules=_take(line, "rules", str),
        words=_take(line, "words", str),
        at=_take(line, "at", str),
        salt=bytes.fromhex(_take(line, "salt", str)),
        coded=_take(line, "code", bool),
        content=_take(line, "content", str),
        sealed=_take(line, "sealed", str),
        deal_promise=_take(promises, "deal", str),
        secret_promise=_take(promises, "secret", str),
        came_from=_take(line, "upgraded", int) if "upgraded" in line else 0,
    )
    if parent is not None:
        if not isinstance(parent, dict):
            raise ValueError("parent: expected a table")
        names = (_take(parent, "chain", str), _take(parent, "ply", int), _take(parent, "name", str))
        header.parent = Parent(*names)
    if header.line() != line:
        raise ValueError("a field that this format does not know")
    return header


def _take(line: dict[str, Any], name: str, kind: type) -> Any:
    value = line.get(name)
    if type(value) is not kind:
        raise ValueError(f"{name}: missing, or not of its kind")
    return value
