"""What other programs leave in the environment: looked at once, before anything else reads it.

The rule of the house: a variable that is not ours may say what its owner means by it, and no more.
One whose value has no meaning, or that would steer the screen behind the players' backs, is taken
out for this process and its children. Ours are WARGAME_SAVES, WARGAME_LAB, WARGAME_CODE and
WARGAME_PLAIN.
"""

from __future__ import annotations

import os
import re
import sys
from collections.abc import MutableMapping
from contextlib import suppress
from importlib.util import find_spec

MOST_CELLS = 1000
"""A terminal is no wider and no higher than this; what a variable says beyond it is no size."""
HOMES = ("HOME", "XDG_DATA_HOME", "XDG_CACHE_HOME", "XDG_CONFIG_HOME", "XDG_STATE_HOME")
"""Folders that count only where they are absolute; the system is asked for what is lacking."""
REMOTE_CONTROLS = (
    "TEXTUAL", "TEXTUAL_DEBUG", "TEXTUAL_LOG", "TEXTUAL_PRESS", "TEXTUAL_SCREENSHOT",
    "TEXTUAL_SCREENSHOT_FILENAME", "TEXTUAL_SCREENSHOT_LOCATION", "TEXTUAL_SHOW_RETURN",
)  # fmt: skip
"""Settings for the makers of a screen, which press keys, take pictures and write logs: a hand
would be in them."""

_DRIVER = re.compile(r"[A-Za-z_]\w*(\.\w+)+:\w+")
DRIVER = "TEXTUAL_DRIVER"
"""Names another way to draw the screen, as a server of terminals in a browser does."""


def tidy(environ: MutableMapping[str, str] = os.environ) -> None:
    """Take out what would break or freeze this program, or tell a hand."""
    if sys.platform != "win32":
        for name in HOMES:
            if name in environ and not os.path.isabs(environ[name]):
                del environ[name]
    for name in REMOTE_CONTROLS:
        environ.pop(name, None)
    if not _can_be_imported(environ.get(DRIVER, "")):
        environ.pop(DRIVER, None)
    known = _terminal_size()
    for name in ("COLUMNS", "LINES"):
        text = environ.get(name, "")
        if known or not (text.isascii() and text.isdecimal() and 0 < int(text[:9]) <= MOST_CELLS):
            environ.pop(name, None)


def _can_be_imported(driver: str) -> bool:
    """Say whether `package.module:Class` names a package that is here; nothing is imported."""
    return bool(_DRIVER.fullmatch(driver)) and find_spec(driver.partition(".")[0]) is not None


def _terminal_size() -> bool:
    """Say whether the output is a terminal that knows its size; then no variable knows better."""
    with suppress(OSError, ValueError, AttributeError):
        return all(os.get_terminal_size(sys.stdout.fileno()))
    return False
