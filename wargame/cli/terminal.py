"""Whether this is a terminal that a screen can be drawn on.

One that the environment names a driver for counts as one: a browser's, served by textual-serve.
"""

from __future__ import annotations

import os
import sys


def screen_wanted(plain: bool) -> bool:
    """Say whether the screen opens here, or line mode."""
    if plain or os.environ.get("WARGAME_PLAIN") == "1":
        return False
    if os.environ.get("TEXTUAL_DRIVER"):
        return True
    if os.environ.get("TERM", "") in ("", "dumb", "unknown") and sys.platform != "win32":
        return False
    return sys.stdin.isatty() and sys.stdout.isatty()
