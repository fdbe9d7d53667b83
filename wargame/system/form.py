"""Which form of the source runs: as it is written, or compiled to native modules.

The floors that every decision goes through (`hatch_build.py` lists them) can be compiled from this
one source. Both forms play the same games to the byte.
"""

from __future__ import annotations

import json
import sys
from functools import cache
from inspect import get_annotations
from pathlib import Path
from typing import Any, Final

FORM: Final = "pure" if __file__.endswith(".py") else "compiled"
"""This module is compiled with the others, so it knows."""
ANNOTATIONS: Final = "annotations.json"
"""What the build writes into the package for `field_types`: the annotations of each class."""


@cache
def _annotations() -> dict[str, dict[str, str]]:
    path = Path(__file__).parent.parent / ANNOTATIONS
    written: dict[str, dict[str, str]] = json.loads(path.read_text(encoding="utf-8"))
    return written


def field_types(cls: type) -> dict[str, Any]:
    """Return the type of each annotated name of a class. A compiled class has lost what stands in
    brackets, so it is given its annotations again."""
    types: dict[str, Any] = {}
    for base in reversed(cls.__mro__):
        written = get_annotations(base)
        if FORM == "compiled":
            written = _annotations().get(f"{base.__module__}.{base.__qualname__}", written)
        for name, text in written.items():
            types[name] = _evaluated(base.__module__, text) if isinstance(text, str) else text
    return types


@cache
def _evaluated(module: str, text: str) -> Any:
    """Evaluate an annotation; `typing.get_type_hints` would do so for every class that has it."""
    return eval(text, vars(sys.modules[module]))
