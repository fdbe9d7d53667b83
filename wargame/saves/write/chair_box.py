"""The box of the chair: a file beside a save, in which what the chair wants lies until the table
takes it.

A table that is played holds the lock of its save, so the chair cannot write there. It appends an
order to the box, under a lock of the box's own; the table reads it, does the act, writes it into
the save, and appends what became of the order. Nothing in the box is ever changed. The save names
each act by its order, so that one whose outcome was lost in a crash is not done twice.
"""

from __future__ import annotations

import secrets
import time
from contextlib import suppress
from pathlib import Path
from typing import Any, Final

from attrs import frozen

from wargame.engine.act import FIELDS, KINDS, Act
from wargame.saves.format.errors import SaveFailed
from wargame.saves.format.header import Header
from wargame.saves.format.lines import canonical, parsed, shaped
from wargame.saves.format.sealing import FRESH, decrypt, encrypt, key_of
from wargame.saves.write.disk import append, cut, publish
from wargame.saves.write.lock import Busy, Lock, hold
from wargame.saves.write.writer import ACT_ID, now

ORDER: Final = {"order": str, "at": str, "sealed": str}
OUTCOME: Final = {"outcome": str, "why": str}
"""The shapes of the lines: an order with its id, and what became of it; `why` is empty for one that
was done."""
MOST_BYTES: Final = 1_000_000
TRIES, PAUSE = 40, 0.05
"""How often, and after how many seconds, a box is tried that somebody else is writing."""


@frozen
class Order:
    """An act that the chair wants. `why` says why the table could not do it; `settled` says that it
    has been done or refused."""

    id: str
    act: Act
    at: str = ""
    settled: bool = False
    why: str = ""


def box_of(save: Path) -> Path:
    """Return the box of a save."""
    return save.with_name(f"{save.name}.chair")


def put(save: Path, header: Header, act: Act) -> Order:
    """Put an order into the box. Raises `SaveFailed`, `Busy` while another chair writes."""
    order = Order(secrets.token_hex(ACT_ID), act, now())
    fresh = secrets.token_bytes(FRESH)
    sealed = encrypt(_key(header), order.id, {"act": act.kind, **act.parts}, fresh)
    _append(save, {"order": order.id, "at": order.at, "sealed": sealed})
    return order


def settle(save: Path, id: str, why: str = "") -> None:
    """Note that an order was done, or why it was not. Raises `SaveFailed`."""
    _append(save, {"outcome": id, "why": why})


def size_of(save: Path) -> int:
    """Return the size of the box in bytes; 0 without one."""
    try:
        return box_of(save).stat().st_size
    except OSError:
        return 0


def orders(save: Path, header: Header) -> list[Order]:
    """List what the chair has ordered, in that order. Lines that no chair has written are passed
    over."""
    try:
        with box_of(save).open("rb") as file:
            *lines, _ = file.read(MOST_BYTES).split(b"\n")
    except OSError:
        return []
    found: dict[str, Order] = {}
    for raw in lines:
        with suppress(ValueError):
            _take(found, parsed(raw), _key(header))
    return list(found.values())


def _take(found: dict[str, Order], line: dict[str, Any], key: bytes) -> None:
    if "outcome" in line:
        shaped(line, OUTCOME)
        if (old := found.get(line["outcome"])) is not None:
            found[old.id] = Order(old.id, old.act, old.at, True, line["why"])
        return
    shaped(line, ORDER)
    inside = decrypt(key, line["order"], line["sealed"])
    word = inside.pop("act", None)
    kind = next((known for known in KINDS if known == word), None)
    if kind is None:
        return
    numbers = ("to", "minutes")
    shaped(inside, {name: int if name in numbers else str for name in FIELDS[kind]})
    found[line["order"]] = Order(line["order"], Act(kind, **inside), line["at"])


def _key(header: Header) -> bytes:
    """Return the key of a box: it hides its orders from a casual look, as a save hides choices."""
    return key_of(header.salt, None)


def _append(save: Path, line: dict[str, Any]) -> None:
    box = box_of(save)
    if not box.exists():
        with suppress(SaveFailed):  # another chair may have made it at this moment
            publish(box, b"")
    lock = _held(box)
    try:
        data = box.read_bytes()
        whole = data.rfind(b"\n") + 1
        if whole < len(data):  # what a crash left was never an order
            cut(box, whole)
        if whole > MOST_BYTES // 2:
            raise SaveFailed(f"{box} is full; no chair acts so often in one game")
        append(box, whole, canonical(line) + b"\n")
    except OSError as error:
        raise SaveFailed(f"cannot read {box}: {error.strerror}") from None
    finally:
        lock.close()


def _held(box: Path) -> Lock:
    for _ in range(TRIES):
        try:
            return hold(box)
        except Busy:
            time.sleep(PAUSE)
    raise Busy(f"another chair is acting at {box.stem} at this moment; try again")
