"""Saves that are bent at one place, their chains made good, and every command that reads them.

A `Source` is a whole save as lines; `bends` lists every place of every kind of line with all that
may stand there instead; `reads` runs the commands over a file and lets through whatever they
raise that is no sentence.
"""

from __future__ import annotations

import base64
import copy
import hashlib
import json
import sys
import zlib
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

import pytest
from attrs import field, frozen
from click.testing import CliRunner

from tests.conftest import micro_pins
from tests.golden.make_samples import OLD
from tests.record.forge import repack
from wargame.cli.main import outcome
from wargame.engine.game import Game
from wargame.saves.format import sealing
from wargame.saves.format.lines import link
from wargame.saves.format.sealing import choice_commitment, decrypt, encrypt, key_of, whole_nonce
from wargame.saves.write.fork import fork
from wargame.saves.write.journal import Journal, annotate
from wargame.ui.unfinished import newest

CODE = "first snow"
GONE = object()
INFINITE = float("inf")
JUNK: tuple[Any, ...] = (
    GONE, None, True, 0, -1, 1, 10**9, -(10**9), 10**30, 2.5, INFINITE, float("nan"), "", "x",
    "-1", "upper", "human", "\ud800", "\x1b[31m", "9" * 4000, [], [1], {}, {"": None},
    {"upper": {"a": [{}]}}, [[[[[[[[[[]]]]]]]]]],
)  # fmt: skip
IN_CONTENT: tuple[Any, ...] = (
    INFINITE, -INFINITE, float("nan"), 1e308, 2.5, "\ud800", 10**30, -1, None, [], {}, "",
)  # fmt: skip


@frozen
class Source:
    """A save to be bent: its lines less their chains, and what opens it."""

    name: str
    lines: tuple[dict[str, Any], ...] = field(repr=False)
    secret: bytes = field(repr=False)
    code: str | None = None


@frozen
class Bend:
    """One place of one line, and what stands there instead; `inside` what was sealed or packed."""

    source: Source
    line: int
    place: tuple[str | int, ...]
    junk: Any
    inside: str = ""

    def __str__(self) -> str:
        what = "nothing" if self.junk is GONE else repr(self.junk)[:40]
        return f"{self.source.name}, line {self.line + 1}, {self.inside}{self.place}: {what}"


def played(path: Path, plies: int, code: str | None = None) -> None:
    """Play a micro game so far, with undos, reasons and notes."""
    rng = Random(3)
    game = Game.of(micro_pins().program(), seed=3, seats={"upper": "random"})
    journal = Journal.create(path, game, micro_pins(), code=code)
    while game.decision is not None and len(game.choices) < plies:
        if rng.random() < 0.2 and game.undo_refusal is None:
            game.undo()
            journal.undo(game)
        game.choose(rng.choice(game.decision.keys))
        journal.choice(game, "because it snows" if rng.random() < 0.3 else "")
    if game.decision is None:
        journal.over(game)
    journal.close()
    annotate(path, 2, "a note", "Ann")


def cheap_code(monkeypatch: pytest.MonkeyPatch) -> None:
    """Make a key of a code in no time; that it takes long elsewhere is another test's affair."""
    monkeypatch.setattr(
        sealing,
        "scrypt",
        lambda text, *, salt, dklen, **_: hashlib.scrypt(
            text, salt=salt, n=2, r=1, p=1, dklen=dklen
        ),
    )


@cache
def sources(folder: Path) -> tuple[Source, ...]:
    """Make the saves that are bent: ended, open, sealed with a code, branched, of format 1."""
    names = {"ended": (999, None), "open": (12, None), "coded": (12, CODE),
             "coded-ended": (999, CODE)}  # fmt: skip
    for name, (plies, code) in names.items():
        played(folder / f"{name}.jsonl", plies, code)
    fork(folder / "ended.jsonl", 9, folder / "branch.jsonl")
    found = [source(folder / f"{name}.jsonl", code) for name, (_, code) in names.items()]
    old = tuple(json.loads(raw) for raw in OLD.read_bytes().splitlines())
    return (*found, source(folder / "branch.jsonl", None), Source("format-1", old, b""))


def source(path: Path, code: str | None) -> Source:
    """Take a save apart."""
    lines = [json.loads(raw) for raw in path.read_bytes().splitlines()]
    header = lines[0]
    key = key_of(bytes.fromhex(header["salt"]), code)
    secret = bytes.fromhex(decrypt(key, "header", header["sealed"])["secret"])
    chain = ""
    for line in lines:
        if "sealed" in line and "ply" in line:
            line["_was"] = (decrypt(secret, chain, line["sealed"]), line["sealed"])
        after = line.pop("chain")
        chain = chain if "note" in line else after
    return Source(path.stem, tuple(lines), secret, code)


def places(node: Any, path: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    """Yield the way to every part of a value, and to one more that each table has not."""
    if path:
        yield path
    if isinstance(node, dict):
        yield (*path, "more")
    parts: Any = node.items() if isinstance(node, dict) else ()
    for key, part in enumerate(node) if isinstance(node, list) else parts:
        if key != "_was":
            yield from places(part, (*path, key))


def bends(folder: Path) -> Iterator[Bend]:
    """Yield every bend: of each source the first lines of each kind, at every place."""
    for one in sources(folder):
        seen: set[tuple[str, ...]] = set()
        for at, line in enumerate(one.lines):
            shape = tuple(sorted(line))
            if shape in seen:
                continue
            seen.add(shape)
            for place in places(line):
                for junk in JUNK:
                    yield Bend(one, at, place, junk)
            if "sealed" in line:
                inside = {"seed": "1", "secret": "00" * 32} if at == 0 else line["_was"][0]
                for place in places(inside):
                    for junk in JUNK:
                        yield Bend(one, at, place, junk, "sealed ")
        if "content" in one.lines[0] and one.code is None:
            rng = Random(7)
            found = list(places(content(one.lines[0])))
            for place in [p for p in found if p[-1] in ("title", "text", "name")][:4] + rng.sample(
                found, 60
            ):
                for junk in IN_CONTENT:
                    yield Bend(one, 0, place, junk, "content ")


def content(header: dict[str, Any]) -> Any:
    return json.loads(zlib.decompress(base64.b64decode(header["content"])))


def put(node: Any, place: tuple[str | int, ...], junk: Any) -> None:
    """Set one part of a value; where there is no such place nothing happens."""
    for key in place[:-1]:
        node = node[key]
    if not isinstance(node, dict | list):
        return
    if junk is GONE:
        if isinstance(node, list) or place[-1] in node:
            del node[place[-1]]
    else:
        node[place[-1]] = junk


def write(path: Path, bend: Bend) -> None:
    """Write a save with one bend, and with chains, promises and seals that hold."""
    one = bend.source
    lines = copy.deepcopy(list(one.lines))
    line = lines[bend.line]
    if bend.inside == "content ":
        whole = content(line)
        put(whole, bend.place, bend.junk)
        repacked(line, whole)
    elif bend.inside and bend.line == 0:
        key = key_of(bytes.fromhex(line["salt"]), one.code)
        inside = decrypt(key, "header", line["sealed"])
        put(inside, bend.place, bend.junk)
        line["sealed"] = sealed_anyhow(key, "header", inside)
    elif bend.inside:
        put(line["_was"][0], bend.place, bend.junk)
    else:
        put(line, bend.place, bend.junk)
    chain, notes, whole = "", "", b""
    for number, line in enumerate(lines):
        again = line.pop("_was", None)
        if again and line.get("sealed") == again[1]:
            line["sealed"] = sealed_anyhow(one.secret, chain, again[0])
            if isinstance(line.get("promise"), str):
                nonce = whole_nonce(chain, line["sealed"])
                line["promise"] = choice_commitment(one.secret, nonce, text(again[0].get("key")))
        note = next(iter(line), "") == "note"
        if note and isinstance(line.get("after"), str) and line["after"] not in ("", "x"):
            line["after"] = chain
        body = raw(line)
        after = link(notes if note else chain, body)
        mid = b"," if len(body) > 2 else b""
        tail = b"" if one.name == "format-1" else mid + b'"chain":"' + after.encode() + b'"'
        whole += body[:-1] + tail + b"}\n"
        if note:
            notes = after
        else:
            chain = after
        if number == 0:
            notes = link(chain, b"notes")
    path.write_bytes(whole)


def text(value: Any) -> str:
    return value if isinstance(value, str) and value.isprintable() else ""


def raw(value: Any) -> bytes:
    """Write JSON, and what is none."""
    found = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return found.encode("utf-8", "surrogatepass")


def sealed_anyhow(key: bytes, nonce: str, what: Any) -> str:
    """Seal what has no canonical form, too."""
    try:
        return encrypt(key, nonce, what)
    except ValueError:
        return encrypt(key, nonce, {})


def repacked(header: dict[str, Any], whole: Any) -> None:
    """Pack content, with its digests and promise as far as it can be digested."""
    before = dict(header)
    try:
        repack(header, json.dumps(whole).encode() if not isinstance(whole, dict) else whole)
    except (ValueError, KeyError, TypeError, AttributeError):
        header.update(before)
        packed = zlib.compress(json.dumps(whole).encode(), 9)
        header["content"] = base64.b64encode(packed).decode()


def commands(path: Path, other: Path, code: str | None) -> Iterator[list[str]]:
    """Yield every command that reads a save, less those that have a screen alone."""
    folder, file = path.parent, str(path)
    new = str(folder / "new" / "x.jsonl")
    sealed_with = [] if code is None else ["--code", code]
    for more in ([], sealed_with) if sealed_with else ([],):
        yield ["verify", file, "--json", *more]
        yield ["verify", file, "--rules", "current", *more]
        yield ["verify", file, "--recover", new, *more]
        yield ["replay", file, *more]
        yield ["replay", file, "--as", "public", "--at", "5", *more]
        yield ["replay", file, "--knowledge", "public", "--json", *more]
        for form in ("jsonl", "csv", "md"):
            yield ["export", file, "--format", form, *more]
        yield ["compare", file, str(other), "--text", *more]
        yield ["compare", str(other), file, "--json", *more]
        yield ["fork", file, "--at", "3", "--save", new, "--no-play", *more]
    yield ["--saves", str(folder), "resume", "--plain"]
    yield ["resume", file, "--plain", *sealed_with]


def reads(
    path: Path, other: Path, code: str | None, some: Random | None = None
) -> Iterator[tuple[list[str], int, str]]:
    """Run all commands, or four of them, over a file; yields words, exit code and output of each.

    Whatever is raised that ends no command in a sentence comes through.
    """
    before = path.read_bytes()
    new = path.parent / "new" / "x.jsonl"
    newest(path.parent)
    path.write_bytes(before)
    chosen = list(commands(path, other, code))
    for words in chosen if some is None else some.sample(chosen, 4):
        with CliRunner().isolation(input=b"") as streams:
            argv, sys.argv = sys.argv, ["wargame", *words]
            try:
                status = outcome()
                sys.stdout.flush()
            finally:
                sys.argv = argv
            said = b"".join(s.getvalue() for s in streams[:2] if s is not None)
        yield words, status, said.decode("utf-8", "replace")
        if path.read_bytes() != before:
            assert "resume" in words, f"{words} changed the file"
            path.write_bytes(before)
        new.unlink(missing_ok=True)
