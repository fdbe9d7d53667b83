"""The header: the first line of a save, which describes its game before the first choice."""

from __future__ import annotations

import json
import re
import secrets
from collections.abc import Callable
from hmac import compare_digest
from pathlib import Path
from typing import Any

from attrs import define, field, frozen

from wargame import __version__
from wargame.content.faults import short
from wargame.saves.format.errors import BadSave, CodeNeeded
from wargame.saves.format.lines import shaped
from wargame.saves.format.pins import Pins, unpacked
from wargame.saves.format.sealing import SALT, code_digest, commitment, decrypt, key_of
from wargame.system.paths import as_text

OLDEST, FORMAT = 1, 2
"""The formats that are read: the oldest, and the one that is written."""
MOST_NAME = 10_000
SEED_DIGITS = 20
"""The most digits of a seed that is typed or saved."""
_SEED = re.compile(rf"-?[0-9]{{1,{SEED_DIGITS}}}")
MOST_SEATS = 16
HEADER = (
    {
        "wargame": int, "version": str, "epoch": int, "scenario": str, "seats": dict,
        "options": dict, "deal": str, "at": str, "rules": str, "words": str, "salt": str,
        "code": bool, "sealed": str, "promises": dict, "content": str,
    },
    {"parent": dict, "upgraded": int, "chair": dict},
)  # fmt: skip
PROMISES = {"deal": str, "secret": str}
SEALED = {"seed": str, "secret": str}
PARENT = {"chain": str, "ply": int, "name": str}
CHAIR = {"salt": str, "digest": str}
"""The shapes of the header and of its tables, each field with its type."""


@frozen
class Parent:
    """The game that this one branched from: `ply`, and the chain of its last choice before that."""

    chain: str
    ply: int
    name: str = field(default="", converter=as_text)


@frozen
class ChairSeat:
    """The seat of the chair: a digest of its code, salted."""

    salt: str
    digest: str

    @classmethod
    def of(cls, code: str, entropy: Callable[[int], bytes] = secrets.token_bytes) -> ChairSeat:
        """Make a seat for a code."""
        salt = entropy(SALT)
        return cls(salt.hex(), code_digest(salt, code))

    def opens_with(self, code: str) -> bool:
        """Return whether this is the chair's code."""
        return compare_digest(code_digest(bytes.fromhex(self.salt), code), self.digest)


@define(eq=False)
class Header:
    """The first line. `seed` and `secret` are None as long as the code is not given.

    `deal` is `drawn`, or `typed` (an open deal: whoever typed the seed can know the cards).
    `options` are those of the table (`basic`, and settings of the
    screens). `came_from` is the format that
    the file was upgraded from, 0 if it was not. `deal_promise` is the commitment to seed and
    content, `secret_promise` the one to the secret.
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
    chair: ChairSeat | None = None
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
        """Return the line as it is written, less its chain."""
        line: dict[str, Any] = {
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
            line["parent"] = {"chain": parent.chain, "ply": parent.ply, "name": parent.name}
        if self.chair is not None:
            line["chair"] = {"salt": self.chair.salt, "digest": self.chair.digest}
        if self.came_from:
            line["upgraded"] = self.came_from
        return {**line, "content": self.content}

    def open(self, code: str | None = None) -> None:
        """Decrypt seed and secret. Raises `CodeNeeded`, and `BadSave` where no code would help."""
        if self.secret is not None:
            return
        if self.coded and not code:
            raise CodeNeeded("this game is sealed with a code; give it with --code")
        try:
            inside = decrypt(key_of(self.salt, code if self.coded else None), "header", self.sealed)
            shaped(inside, SEALED)
            secret, seed = bytes.fromhex(inside["secret"]), seed_of(inside["seed"])
            if commitment(secret) != self.secret_promise:
                raise ValueError
        except ValueError:
            if self.coded:
                raise CodeNeeded("that is not the code of this game") from None
            raise BadSave("line 1: seed and secret cannot be read", 1) from None
        self.secret, self.seed = secret, seed

    def opens_with(self, code: str) -> bool:
        """Return whether this is the code that the game was sealed with."""
        try:
            inside = shaped(decrypt(key_of(self.salt, code), "header", self.sealed), SEALED)
            return commitment(bytes.fromhex(inside["secret"])) == self.secret_promise
        except ValueError:
            return False


def check_format(path: Path, raw: bytes) -> None:
    """Refuse a first line that is not the header of a format from `OLDEST` to `FORMAT`.

    Raises `BadSave`; for a newer format it names the version of wargame that is needed.
    """
    try:
        line = json.loads(raw)
    except (ValueError, RecursionError):
        line = None
    if not isinstance(line, dict):
        raise BadSave(f"{path}, line 1: not a line of a save", 1)
    if "wargame" not in line:
        raise BadSave(f"{path} is no save of this game: line 1 is no header", 1)
    number = line["wargame"]
    if type(number) is not int or number > FORMAT:
        wrote = str(line.get("version", "?"))[:20]
        raise BadSave(
            f"{path}, line 1, says format {str(number)[:20]}; this is wargame {__version__} and "
            f"reads formats {OLDEST} to {FORMAT}: a newer wargame is needed (it says: {wrote})"
        )


def header_of(line: dict[str, Any]) -> Header:
    """Read the first line of a save of this format. Raises `ValueError` for a wrong shape."""
    number = line.get("wargame")
    if number != FORMAT:
        raise ValueError(f"format {str(number)[:20]}")
    shaped(line, *HEADER)
    promises = shaped(line["promises"], PROMISES)
    if line["deal"] not in ("drawn", "typed"):
        raise ValueError("holds neither drawn nor typed as deal")
    header = Header(
        scenario=line["scenario"],
        seats=seats_of(line["seats"]),
        deal=line["deal"],
        options=line["options"],
        version=line["version"],
        epoch=line["epoch"],
        rules=line["rules"],
        words=line["words"],
        at=line["at"],
        salt=bytes.fromhex(line["salt"]),
        coded=line["code"],
        content=line["content"],
        sealed=line["sealed"],
        deal_promise=promises["deal"],
        secret_promise=promises["secret"],
        came_from=line.get("upgraded", 0),
    )
    if "parent" in line:
        header.parent = Parent(**shaped(line["parent"], PARENT))
    if "chair" in line:
        header.chair = ChairSeat(**shaped(line["chair"], CHAIR))
        if len(bytes.fromhex(header.chair.salt)) != SALT:
            raise ValueError("holds a salt of the chair that is none")
    if header.line() != line:
        raise ValueError("is not written as this format writes a header")
    return header


def seats_of(seats: object) -> dict[str, str]:
    """Read who plays. Raises `ValueError`."""
    if type(seats) is not dict or len(seats) > MOST_SEATS:
        raise ValueError("holds seats that are none")
    if not all(type(who) is str and len(who) < MOST_NAME for who in seats.values()):
        raise ValueError("holds seats, and who plays them is not told in words")
    return dict(seats)


def seed_of(text: object) -> int:
    """Read a seed that was written as a text. Raises `ValueError`."""
    if type(text) is not str or not _SEED.fullmatch(text):
        raise ValueError(f"holds {short(text)} as a seed")
    return int(text)
