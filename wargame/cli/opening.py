"""Opens the screen, on a game or on the menu."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from wargame.cli.group import Interrupted
from wargame.ui.printing import write

if TYPE_CHECKING:
    from wargame.ui.session import Session


def on_screen(folder: Path, session: Session | None, ascii_signs: bool) -> int:
    """Open the screen. Textual is imported here and not earlier, since that takes a while."""
    from wargame.ui.tui import app

    with saved():
        code, farewell = app.run(folder, session, ascii_signs)
    if farewell:
        write(farewell, err=code != 0)
    return code


@contextmanager
def saved() -> Iterator[None]:
    """Turn ctrl-C into `Interrupted`, which says that the game is saved."""
    try:
        yield
    except (click.Abort, KeyboardInterrupt):
        raise Interrupted("Interrupted. Every choice made is saved.") from None
