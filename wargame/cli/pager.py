"""Reading a long text at a terminal: in the reader's own pager, if there is one that works."""

from __future__ import annotations

import os
import shlex
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator, Mapping

PAGERS = ("less", "more")
NOT_STARTED = (126, 127)
"""What a shell answers for a program that it cannot start."""
LESS = "FRX"
"""What `less` is told where nobody has told it anything: leave at once what fits a screen, show
colours, leave the text standing."""


def page(text: str, environ: Mapping[str, str] = os.environ) -> None:
    """Show a text, colours among it, in PAGER, else in `less` or `more`; print it if none works.

    An empty PAGER prints it too. `less` is told in its own variable to show colours.
    """
    data = text.encode(sys.stdout.encoding or "utf-8", sys.stdout.errors or "replace")
    sys.stdout.flush()
    for command in _pagers(environ):
        if _shown(command, data, _settings(environ)):
            return
    sys.stdout.write(text)


def _pagers(environ: Mapping[str, str]) -> Iterator[str]:
    named = environ.get("PAGER")
    if named is not None and not named.strip():
        return
    if named:
        yield named
    if environ.get("TERM", "") not in ("", "dumb", "unknown"):
        yield from filter(shutil.which, PAGERS)


def _settings(environ: Mapping[str, str]) -> dict[str, str]:
    """Give a pager's environment: what its owner has set is kept, colours come before it."""
    set_before = environ.get("LESS")
    less = LESS if set_before is None else f"-R {set_before}"
    return {**environ, "LESS": less, "LV": environ.get("LV", "-c")}


def _shown(command: str, data: bytes, environ: Mapping[str, str]) -> bool:
    """Run a pager to its end and say whether there was one. Ctrl-C is the pager's own."""
    try:
        if shutil.which(shlex.split(command)[0]) is None:
            return False
    except (ValueError, IndexError):
        return False
    before = signal.signal(signal.SIGINT, lambda *_: None)
    try:
        run = subprocess.run(command, shell=True, input=data, env=environ, check=False)
    except OSError:
        return False
    finally:
        signal.signal(signal.SIGINT, before)
    return run.returncode not in NOT_STARTED
