"""The lines of a save, parsed and not yet played: header, entries, notes, closing.

Chain and shape are checked here; the first wrong line is named and nothing after it is read.
`replay/verifier.py` checks whether the game can have been played as it is written.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any, BinaryIO, TypeAlias

from attrs import define, evolve, field, frozen

from wargame.engine.act import FIELDS, KINDS, Act
from wargame.saves.format.errors import BadSave
from wargame.saves.format.header import Header, check_format, header_of, seed_of
from wargame.saves.format.lines import (
    ENDS_CHANGED,
    MOST_NUMBER,
    TORN,
    chained,
    link,
    parsed,
    raw_lines,
    shaped,
    taken_apart,
)
from wargame.saves.format.sealing import choice_commitment, decrypt, whole_nonce

CHOICE = (
    {"ply": int, "seat": str, "state": str, "at": str},
    {"key": str, "sealed": str, "promise": str},
)
UNDO = {"undo": int, "at": str}
MARK = {"mark": int, "turn": int, "phase": str, "fingerprint": str}
CHAIR = (
    {"chair": int, "turn": int, "phase": str, "act": str, "id": str, "at": str},
    {"title": str, "text": str, "seat": str, "card": str, "level": str, "player": str, "to": int,
     "minutes": int, "sealed": str},
)  # fmt: skip
NOTE = {"note": str, "ply": int, "by": str, "at": str, "after": str}
CLOSING = (
    {"over": str, "plies": int, "halves": dict, "fingerprint": str, "seed": str, "secret": str,
     "at": str},
    {"bell": int},
)  # fmt: skip
"""The shapes of the lines, each field with its type; the fields of the second table are
optional."""


@frozen
class Choice:
    """A choice. `key` is None and `reason` is empty while they are sealed and cannot be read.

    `private` says that it was sealed when it was made; `at` is the wall clock, an annotation;
    `state` is a keyed digest of the position before it, `chain` the chain of its line.
    """

    ply: int
    seat: str
    key: str | None
    private: bool = False
    reason: str = ""
    at: str = ""
    state: str = ""
    line: int = 0
    chain: str = ""
    sealed: str = field(default="", repr=False)
    promise: str = field(default="", repr=False)
    nonce: str = field(default="", repr=False)

    def unsealed(self, secret: bytes) -> Choice:
        """Return the choice with its key and reason decrypted.

        Raises `ValueError` if they cannot be decrypted, or do not fit the commitment.
        """
        if not self.sealed:
            return self
        inside = decrypt(secret, self.nonce, self.sealed)
        key, reason = inside.get("key", self.key), inside.get("why", "")
        if not isinstance(key, str) or not isinstance(reason, str):
            raise ValueError
        nonce = whole_nonce(self.nonce, self.sealed)
        if self.private and choice_commitment(secret, nonce, key) != self.promise:
            raise ValueError
        return evolve(self, key=key, reason=reason)


@frozen
class Undo:
    """Choice number `ply` was taken back."""

    ply: int
    at: str = ""
    line: int = 0


@frozen
class Mark:
    """The keyed digest of the position at `ply`, where a turn or a phase began."""

    ply: int
    turn: int
    phase: str
    fingerprint: str
    line: int = 0


@frozen
class ChairAct:
    """An act of the chair, done before choice number `ply`; `id` tells it from all others.

    Words to one seat are sealed: the act has none while they cannot be read.
    """

    ply: int
    act: Act
    turn: int
    phase: str
    id: str = ""
    at: str = ""
    line: int = 0
    sealed: str = field(default="", repr=False)
    nonce: str = field(default="", repr=False)

    def unsealed(self, secret: bytes) -> ChairAct:
        """Return the act with its words decrypted. Raises `ValueError` if they cannot be."""
        if not self.sealed:
            return self
        text = decrypt(secret, self.nonce, self.sealed).get("text")
        if not isinstance(text, str):
            raise ValueError
        return evolve(self, act=evolve(self.act, text=text))


@frozen
class Note:
    """A remark on a ply; `by` is who wrote it, or empty. It is no part of the game."""

    ply: int
    text: str
    by: str = ""
    at: str = ""
    line: int = 0


@frozen
class Closing:
    """How the game ended, its seed and secret. `halves` are each seat's points in half points;
    `bell` is the turn after which it was closed, 0 if it was played to its end."""

    ending: str
    plies: int
    fingerprint: str
    halves: dict[str, int] = field(factory=dict)
    seed: int | None = None
    secret: bytes | None = field(default=None, repr=False)
    line: int = 0
    bell: int = 0


@frozen
class Damage:
    """The first bad line, and what is wrong with it. `torn`: it is a last line without an end."""

    line: int
    why: str
    torn: bool = False


Entry: TypeAlias = Choice | Undo | Mark | ChairAct


@define(eq=False)
class ParsedSave:
    """The good part of a save, `size` bytes long. The next entry continues `chain`, the next note
    `note_chain`.

    `ends_changed`: its lines end in CR LF, as git or an editor can leave them. They are read
    nevertheless, but the file counts as damaged at line 1, so that nothing is appended.
    """

    path: Path
    header: Header
    entries: list[Entry] = field(factory=list, repr=False)
    notes: list[Note] = field(factory=list)
    closing: Closing | None = None
    damage: Damage | None = None
    size: int = 0
    ends_changed: bool = False
    lines: int = 0
    chain: str = ""
    note_chain: str = ""
    plies: int = field(init=False, default=0)

    def choices(self) -> list[Choice]:
        """Return the choices that were not taken back by a later undo."""
        standing: list[Choice] = []
        for entry in self.entries:
            if isinstance(entry, Choice):
                standing.append(entry)
            elif isinstance(entry, Undo):
                standing.pop()
            elif isinstance(entry, ChairAct) and entry.act.kind == "undo":
                del standing[entry.act.to :]
        return standing

    def take(self, body: bytes, chain: str) -> None:
        """Add the next line, given as its body and chain. Raises `ValueError` with the reason."""
        before = self.chain
        if body.startswith(b'{"note":'):
            if link(self.note_chain, body) != chain:
                raise ValueError("does not follow from the note before it")
            line = parsed(body)
            note = _note(line, self)
            if line["after"] != self.chain:
                raise ValueError("does not stand where it was written")
            self.notes.append(note)
            self.note_chain = chain
            return
        if link(before, body) != chain:
            raise ValueError("was changed, or does not follow from the line before it")
        line = parsed(body)
        if self.closing is not None:
            raise ValueError("stands after the end of the game")
        if "over" in line:
            self.closing = _closing(line, self)
        else:
            self.entries.append(_entry(line, self, chain))
        self.chain = chain


def read_script(path: Path, file: BinaryIO) -> ParsedSave:
    """Read a save of this format from a file that is opened at its beginning.

    Everything after the first bad line is left unread; `damage` names that line. Raises `BadSave`
    if there is no header.
    """
    script: ParsedSave | None = None
    number, returned, raw, whole = 0, False, b"", True
    try:
        for raw, whole in raw_lines(file):
            number += 1
            size = len(raw) + 1
            if not whole:
                raise ValueError(TORN)
            returned = returned or (number == 1 and raw.endswith(b"\r"))
            if returned:
                raw = raw.removesuffix(b"\r")
            if script is None:
                script = _begun(path, raw)
                script.ends_changed = returned
            else:
                script.take(*taken_apart(raw))
            script.size += size
            script.lines = number
    except (ValueError, OSError) as error:
        why = _said(error)
        if script is None:
            raise BadSave(f"{path}, line {max(1, number)}: {why}", max(1, number)) from None
        torn = not isinstance(error, OSError) and not whole and not _finished(script, raw[:-1])
        script.damage = Damage(script.lines + 1, why, torn)
    if script is None:
        raise BadSave(f"{path}, line 1: it is empty, there is no game in it", 1)
    if script.ends_changed and script.damage is None:
        script.damage = Damage(1, ENDS_CHANGED)
    return script


def _begun(path: Path, raw: bytes) -> ParsedSave:
    """Read the header. Raises `BadSave` for another format, and `ValueError`."""
    check_format(path, raw)
    body, chain = taken_apart(raw)
    if link("", body) != chain:
        raise ValueError("was changed")
    header = header_of(parsed(body))
    return ParsedSave(path, header, chain=chain, note_chain=link(chain, b"notes"))


def _said(error: Exception) -> str:
    if isinstance(error, OSError):
        return f"cannot be read: {error.strerror}"
    if isinstance(error, UnicodeDecodeError):
        return "no text in UTF-8"
    return str(error) or "not a line of a save"


def _finished(script: ParsedSave, raw: bytes) -> bool:
    """Return whether the bytes at the end are a whole line whose newline was changed."""
    try:
        body, chain = taken_apart(raw)
    except ValueError:
        return False
    return chain in (link(script.chain, body), link(script.note_chain, body))


def _entry(line: dict[str, Any], script: ParsedSave, chain: str) -> Entry:
    number = script.lines + 1
    entry: Entry
    if "ply" in line:
        shaped(line, *CHOICE)
        private, after = "promise" in line, 1
        entry = Choice(
            line["ply"], sys.intern(line["seat"]), line.get("key"), private, "", line["at"],
            line["state"], number, chain, line.get("sealed", ""), line.get("promise", ""),
            script.chain,
        )  # fmt: skip
        right = entry.ply == script.plies and ("key" in line) != private
        right &= private <= ("sealed" in line)
    elif "undo" in line:
        shaped(line, UNDO)
        entry, after = Undo(line["undo"], line["at"], number), -1
        right = entry.ply == script.plies - 1
    elif "chair" in line:
        entry = _chair_act(line, script, number)
        right = entry.ply == script.plies and script.header.chair is not None
        after = 0
        if entry.act.kind == "undo":
            right &= entry.act.to <= script.plies
            after = entry.act.to - script.plies
    else:
        shaped(line, MARK)
        entry = Mark(line["mark"], line["turn"], line["phase"], line["fingerprint"], number)
        right, after = entry.ply == script.plies, 0
    if not right:
        raise ValueError("is not the line that should follow")
    script.plies += after
    return entry


def _chair_act(line: dict[str, Any], script: ParsedSave, number: int) -> ChairAct:
    shaped(line, *CHAIR)
    kind = next((known for known in KINDS if known == line["act"]), None)
    if kind is None:
        raise ValueError("is an act that a chair cannot do")
    private = kind == "words" and bool(line.get("seat"))
    parts = [*FIELDS[kind]]
    if private:
        parts[parts.index("text")] = "sealed"
    if {*line} - {*CHAIR[0]} != {*parts}:
        raise ValueError("is not how an act of the chair is written")
    act = Act(kind, **{name: line[name] for name in parts if name != "sealed"})
    return ChairAct(
        line["chair"], act, line["turn"], line["phase"], line["id"], line["at"], number,
        line.get("sealed", ""), script.chain,
    )  # fmt: skip


def _note(line: dict[str, Any], script: ParsedSave) -> Note:
    shaped(line, NOTE)
    if line["ply"] > script.plies:
        raise ValueError("is not the note that should follow")
    return Note(line["ply"], line["note"], line["by"], line["at"], script.lines + 1)


def _closing(line: dict[str, Any], script: ParsedSave) -> Closing:
    shaped(line, *CLOSING)
    halves = line["halves"]
    if not all(type(n) is int and abs(n) < MOST_NUMBER for n in halves.values()):
        raise ValueError("holds points that are no whole numbers")
    seed, secret = seed_of(line["seed"]), bytes.fromhex(line["secret"])
    if line["plies"] != script.plies or line["seed"] != str(seed):
        raise ValueError("is not the end that should follow")
    return Closing(
        line["over"],
        line["plies"],
        line["fingerprint"],
        halves,
        seed,
        secret,
        script.lines + 1,
        line.get("bell", 0),
    )


def note_line(script_chain: str, before: str, note: Note) -> tuple[bytes, str]:
    """Return the bytes of a note's line, and its chain."""
    line = {"note": note.text, "ply": note.ply, "by": note.by, "at": note.at, "after": script_chain}
    return chained(before, line)
