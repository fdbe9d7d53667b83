"""The click types of options and arguments that name a file or a folder.

There are three, and no others: `TO_READ`, `TO_WRITE`, `FOLDER`. See `wargame.system.paths`.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from wargame.saves.format.errors import printable
from wargame.system.paths import BadPath, Wanted, given


class PathFrom(click.ParamType):  # type: ignore[type-arg]
    """A path from the command line; one that cannot be what is wanted is refused in a sentence."""

    name = "path"

    def __init__(self, wanted: Wanted) -> None:
        self.wanted = wanted

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Path:
        """Read a path by `paths.given`; fail with its sentence."""
        try:
            return given(value, self.wanted)
        except BadPath as error:
            self.fail(printable(str(error)), param, ctx)


TO_READ = PathFrom(Wanted.TO_READ)
TO_WRITE = PathFrom(Wanted.TO_WRITE)
FOLDER = PathFrom(Wanted.FOLDER)
