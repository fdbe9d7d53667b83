"""The terminal around the program: its environment, its streams, whether a screen opens, a pager.

Rules of the house:

- A variable of the environment that is not ours has its usual meaning, and no other. `tidy`
removes, for this process and its children, those whose value has no meaning and those that would
change the screen without the players'
knowledge. Ours are WARGAME_SAVES, WARGAME_LAB, WARGAME_CODE,
  WARGAME_CONFIG, WARGAME_BEATS and WARGAME_PLAIN.
- A standard stream may be closed, may break, and may not be able to write every sign. The report of
a failed stream does not use that stream, and never fails itself (`last_words`).
"""

from __future__ import annotations

import os
import re
import shlex
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator, Mapping, MutableMapping
from contextlib import contextmanager, suppress
from importlib.util import find_spec
from typing import TextIO

from wargame.system import standard_input
from wargame.ui.printing import spell_output, write


def screen_wanted(plain: bool) -> bool:
    """Return whether to open the screen; if not, line mode runs.

    If the environment names a driver that can be imported (textual-serve does so for a browser),
    there is a terminal.
    """
    if plain or os.environ.get("WARGAME_PLAIN") == "1":
        return False
    if os.environ.get("TEXTUAL_DRIVER"):
        return True
    if os.environ.get("TERM", "") in ("", "dumb", "unknown") and sys.platform != "win32":
        return False
    return sys.stdin.isatty() and sys.stdout.isatty()


MOST_CELLS = 1000
"""The greatest width and height of a terminal; a variable with a greater number is removed."""
HOMES = ("HOME", "XDG_DATA_HOME", "XDG_CACHE_HOME", "XDG_CONFIG_HOME", "XDG_STATE_HOME")
"""Variables with folders that must be absolute; if one is removed, the system says which folder."""
REMOTE_CONTROLS = (
    "TEXTUAL", "TEXTUAL_DEBUG", "TEXTUAL_LOG", "TEXTUAL_PRESS", "TEXTUAL_SCREENSHOT",
    "TEXTUAL_SCREENSHOT_FILENAME", "TEXTUAL_SCREENSHOT_LOCATION", "TEXTUAL_SHOW_RETURN",
)  # fmt: skip
"""Settings for developers of a screen, which press keys, take pictures and write logs: these could
hold a hand."""

_DRIVER = re.compile(r"[A-Za-z_]\w*(\.\w+)+:\w+")
DRIVER = "TEXTUAL_DRIVER"
"""The variable that names another driver of the screen, set by a server of terminals in a
browser."""


def tidy(environ: MutableMapping[str, str] = os.environ) -> None:
    """Remove the variables that would break or freeze this program, or reveal a hand."""
    if sys.platform != "win32":
        for name in HOMES:
            if name in environ and not os.path.isabs(environ[name]):
                del environ[name]
    for name in REMOTE_CONTROLS:
        environ.pop(name, None)
    if not _can_be_imported(environ.get(DRIVER, "")):
        environ.pop(DRIVER, None)
    told_by_terminal = _knows_its_size()
    for name in ("COLUMNS", "LINES"):
        text = environ.get(name, "")
        is_size = text.isascii() and text.isdecimal() and 0 < int(text[:9]) <= MOST_CELLS
        if told_by_terminal or not is_size:
            environ.pop(name, None)


def _can_be_imported(driver: str) -> bool:
    """Return whether `package.module:Class` names an installed package; nothing is imported."""
    return bool(_DRIVER.fullmatch(driver)) and find_spec(driver.partition(".")[0]) is not None


def _knows_its_size() -> bool:
    """Return whether the output is a terminal that reports its size; then variables are not
    used."""
    with suppress(OSError, ValueError, AttributeError):
        return all(os.get_terminal_size(sys.stdout.fileno()))
    return False


class Unread(Exception):
    """Nobody reads the output any more."""


@contextmanager
def reader_may_leave() -> Iterator[None]:
    """Raise `Unread` where whoever reads the output has closed it."""
    try:
        yield
    except BrokenPipeError:
        raise Unread from None


def open_streams() -> None:
    """Open standard streams that were closed, so that no other file gets their number. Make the
    output spell signs that it cannot encode, and the input accept all bytes."""
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:
            setattr(sys, name, open(os.devnull, mode, encoding="utf-8"))  # noqa: SIM115
    spell_output()
    standard_input.hear()


def finish() -> None:
    """Flush what was printed to its reader. Raises `Unread`, and `OSError` for a full disk."""
    with reader_may_leave():
        sys.stdout.flush()


def give_up(stream: TextIO | None = None) -> None:
    """Discard what could not be printed on a stream (by default the standard output), so that
    Python does not try again when it ends."""
    with suppress(OSError, ValueError, AttributeError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), (stream or sys.stdout).fileno())


def last_words(text: str) -> None:
    """Print on the standard error why the program ends; do nothing if that fails."""
    try:
        write(text, err=True)
        sys.stderr.flush()
    except (OSError, ValueError):
        give_up(sys.stderr)


PAGERS = ("less", "more")
NOT_STARTED = (126, 127)
"""The exit codes of a shell for a program that it cannot start."""
LESS = "FRX"
"""The default options of `less`: exit at once if the text fits a screen, show colours, do not clear
the screen."""


def page(text: str, environ: Mapping[str, str] = os.environ) -> None:
    """Show a text, colours among it, in PAGER, else in `less` or `more`; print it if none works.

    With an empty PAGER it is printed too. The variable LESS tells `less` to show colours.
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
    """Return a pager's environment: the user's options are kept, the one for colours is put before
    them."""
    set_before = environ.get("LESS")
    less = LESS if set_before is None else f"-R {set_before}"
    return {**environ, "LESS": less, "LV": environ.get("LV", "-c")}


def _shown(command: str, data: bytes, environ: Mapping[str, str]) -> bool:
    """Run a pager to its end; return whether it could be started. Only the pager handles Ctrl-C."""
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
