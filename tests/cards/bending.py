"""Content that is bent at random: one node of the TOML is lost, doubled, moved or replaced."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Iterator
from pathlib import Path
from random import Random
from typing import Any

from tests.conftest import MICRO

STRANGE: tuple[Any, ...] = (
    0, -1, 1, 2, 3, 7, 500, 1001, True, 1.5, "", "x", "self", "own", "all", "upper", "gold", "pass",
    "bond", "colapse", [], {}, [[]], [{}], [0], ["upper"], {"do": "draw"}, {"sum": []},
    {"bid": 9}, [{"do": "step", "track": "wool"}], [{"of": "gold"}],
)  # fmt: skip


def nodes(node: Any) -> Iterator[tuple[Any, Any]]:
    """Yield each (container, key) of a document, however deep."""
    entries = node.items() if isinstance(node, dict) else enumerate(node)
    for key, value in list(entries):
        yield node, key
        if isinstance(value, dict | list):
            yield from nodes(value)


def bend(document: dict[str, Any], rng: Random) -> str:
    """Bend one node of a document, and say how."""
    every = list(nodes(document))
    holder, key = rng.choice(every)
    value = holder[key]
    how = rng.choice(("lost", "strange", "moved", "doubled", "renamed", "shifted"))
    if how == "lost":
        del holder[key]
    elif how == "moved":
        alike = [(h, k) for h, k in every if type(h[k]) is type(value)]
        other, place = rng.choice(alike)
        holder[key] = json.loads(json.dumps(other[place]))
    elif how == "doubled" and isinstance(holder, list):
        holder.append(json.loads(json.dumps(value)))
    elif how == "renamed" and isinstance(holder, dict):
        holder[str(key)[:-1] or "x"] = holder.pop(key)
    elif how == "shifted" and isinstance(value, int):
        holder[key] = int(value) + rng.choice((-9, -2, -1, 1, 2, 9))
    else:
        how = "strange"
        alike_too = [strange for strange in STRANGE if type(strange) is type(value)]
        holder[key] = rng.choice(alike_too if alike_too and rng.random() < 0.7 else STRANGE)
    return f"{how}: {key} = {value!r}"


def written(value: Any) -> str:
    """Write a value as TOML does."""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, dict):
        return "{ " + ", ".join(f"{json.dumps(k)} = {written(v)}" for k, v in value.items()) + " }"
    if isinstance(value, list):
        return "[" + ", ".join(map(written, value)) + "]"
    return json.dumps(value, ensure_ascii=False)


def bent_content(folder: Path, rng: Random) -> list[str]:
    """Write the micro content into a folder with one or two nodes bent, and say how."""
    files = sorted(path.relative_to(MICRO) for path in MICRO.rglob("*.toml"))
    documents = {file: tomllib.loads((MICRO / file).read_text("utf-8")) for file in files}
    told = []
    for _ in range(rng.choice((1, 1, 2))):
        file = rng.choice(files)
        told.append(f"{file}: {bend(documents[file], rng)}")
    for file, document in documents.items():
        (folder / file).parent.mkdir(parents=True, exist_ok=True)
        lines = [f"{json.dumps(key)} = {written(value)}\n" for key, value in document.items()]
        (folder / file).write_text("".join(lines), encoding="utf-8")
    return told
