"""A forger's tools: any lines and any content, with a chain and promises that hold."""

from __future__ import annotations

import base64
import json
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

from wargame.saves.format.lines import chained
from wargame.saves.format.pins import Pins
from wargame.saves.format.sealing import (
    choice_commitment,
    deal_commitment,
    decrypt,
    encrypt,
    key_of,
)

Change = Callable[[list[dict[str, Any]]], None]


def secret_of(header: dict[str, Any]) -> tuple[bytes, int]:
    """Open a header that was sealed without a code."""
    found = decrypt(key_of(bytes.fromhex(header["salt"]), None), "header", header["sealed"])
    return bytes.fromhex(found["secret"]), int(found["seed"])


def lines_of(path: Path) -> list[dict[str, Any]]:
    """Read the lines of a save, less their chains; `_was` remembers what was sealed in them."""
    lines = [json.loads(raw) for raw in path.read_bytes().splitlines()]
    secret, _ = secret_of(lines[0])
    chain = ""
    for line in lines:
        if "sealed" in line and "ply" in line:
            plain = decrypt(secret, chain, line["sealed"])
            line["_was"] = (plain, line["sealed"], line.get("promise"))
        after = line.pop("chain")
        if "note" not in line:
            chain = after
    return lines


def write(path: Path, lines: list[dict[str, Any]]) -> None:
    """Write lines with a chain that holds, and what was sealed sealed again to fit it."""
    chain, whole = "", b""
    secret, _ = secret_of(lines[0])
    for line in lines:
        if was := line.pop("_was", None):
            plain, text, promise = was
            if line["sealed"] == text:
                line["sealed"] = encrypt(secret, chain, plain)
            if promise is not None and line["promise"] == promise:
                line["promise"] = choice_commitment(secret, chain, plain["key"])
        data, chain = chained(chain, line)
        whole += data
    path.write_bytes(whole)


def forged(path: Path, change: Change) -> Path:
    """Change the lines of a save and chain them anew, beside it."""
    lines = lines_of(path)
    change(lines)
    new = path.with_name("forged.jsonl")
    write(new, lines)
    return new


def with_content(path: Path, change: Callable[[dict[str, Any]], Any]) -> Path:
    """Change the pinned content of a save, with digests and promises that hold."""

    def deed(lines: list[dict[str, Any]]) -> None:
        header = lines[0]
        whole = json.loads(zlib.decompress(base64.b64decode(header["content"])))
        whole = change(whole) or whole
        repack(header, whole)

    return forged(path, deed)


def repack(header: dict[str, Any], whole: Any) -> None:
    """Pack content into a header, and make digest and promise fit if there can be any."""
    raw = whole if isinstance(whole, bytes) else json.dumps(whole).encode()
    header["content"] = base64.b64encode(zlib.compress(raw, 9)).decode()
    if isinstance(whole, dict) and set(whole) >= {"cards", "ruleset", "scenario"}:
        pins = Pins(whole["cards"], whole["ruleset"], whole["scenario"], whole)
        header["rules"], header["words"] = pins.rules, pins.words
    secret, seed = secret_of(header)
    header["promises"]["deal"] = deal_commitment(secret, seed, header["rules"])
