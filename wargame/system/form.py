"""Which form of the source runs: as it is written, or compiled to native modules.

The floors that every decision goes through (`hatch_build.py` lists them) can be compiled from this
one source. Both forms play the same games to the byte.
"""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any, Final, get_type_hints

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
    if FORM == "compiled":
        for base in cls.__mro__:
            written = _annotations().get(f"{base.__module__}.{base.__qualname__}")
            if written is not None:
                base.__annotations__ = written
    return get_type_hints(cls)
