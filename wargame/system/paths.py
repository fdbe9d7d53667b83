"""Reads paths that come from outside, and writes the commands that name one.

The rule of the house: every path from outside (an option, an argument, the environment) goes
through `given`, and every printed command with a path in it goes through `command`. The click types
for options and arguments are in `cli/path_types.py`; `tests/architecture/test_paths.py` checks both
rules for all commands.
"""

from __future__ import annotations

import os
import shlex
import stat
import subprocess
import sys
from collections.abc import Callable
from enum import Enum
from pathlib import Path

from wargame.system.told import Told

NAME, AUTHOR = "wargame", "under-the-umbrella"
"""The variables of the environment that say where the platform's folders are."""


class BadPath(Told):
    """A path that cannot be what it was given for; the message says why."""


class Wanted(Enum):
    """What a path is for. The reader of a file checks it and reports what is wrong; a file to write
    and a folder are checked here, before any work starts."""

    TO_READ = "a file to read"
    TO_WRITE = "a file to write"
    FOLDER = "a folder"


def given(text: str | os.PathLike[str], wanted: Wanted) -> Path:
    """Read a path from outside: `~` and `~name` stand for home folders.

    A file to write, a folder and the folders above either need not exist. Raises `BadPath` for an
    empty text, for NUL, for `~` without a home folder, for a folder where a file is to be written,
    and for a file where the path needs a folder.

    >>> given("games/one.jsonl", Wanted.TO_WRITE).name
    'one.jsonl'
    """
    text = os.fspath(text)
    if not text:
        raise BadPath("an empty path names nothing")
    if "\0" in text:
        raise BadPath("a path holds no NUL")
    path = Path(_at_home(text))
    if wanted is Wanted.TO_READ:
        return path
    mode = _mode(path)
    if wanted is Wanted.FOLDER:
        if mode is not None and not stat.S_ISDIR(mode):
            raise BadPath(f"{path} is no folder")
    elif text.endswith(_ENDS) or (mode is not None and stat.S_ISDIR(mode)):
        raise BadPath(f"{path} is a folder; give the name of a file in it")
    if mode is None:
        _check_above(path)
    return path


_ENDS = tuple(sign for sign in (os.sep, os.altsep) if sign)


def _at_home(text: str) -> str:
    """Replace `~` and `~name` by home folders; as in a shell, an unknown name is kept."""
    if text != "~" and not text.startswith(tuple(f"~{sign}" for sign in _ENDS)):
        return os.path.expanduser(text)
    if (home := _home()) is None:
        raise BadPath(f"there is no home folder that ~ in {text} could stand for")
    return home + text[1:]


def _home() -> str | None:
    """Return the home folder; None where neither HOME nor the system names one."""
    home = os.path.expanduser("~")
    return home if os.path.isabs(home) else None


def _mode(path: Path) -> int | None:
    """Return the mode of the file or folder at a path; None if there is none. Raises `BadPath`."""
    try:
        return path.stat().st_mode
    except (FileNotFoundError, NotADirectoryError):
        return None
    except OSError as error:
        raise BadPath(f"cannot use {path}: {error.strerror}") from None


def _check_above(path: Path) -> None:
    """Refuse a path that needs a folder where there is a file. Raises `BadPath`."""
    for above in path.parents:
        if (mode := _mode(above)) is not None:
            if not stat.S_ISDIR(mode):
                raise BadPath(f"cannot write {path}: {above} is no folder")
            return


def from_environment(name: str, wanted: Wanted) -> Path | None:
    """Read a path from a variable; None where it is not set or empty. Raises `BadPath`."""
    text = os.environ.get(name)
    if not text:
        return None
    try:
        return given(text, wanted)
    except BadPath as error:
        raise BadPath(f"{name}: {error}") from None


def platform_folder(find: Callable[[str, str], str], instead: str) -> Path:
    """Return a folder of the platform, as a function of platformdirs finds it.

    Raises `BadPath` without a home folder; `instead` names the option to give instead.
    """
    try:
        folder = find(NAME, AUTHOR)
    except RuntimeError:  # newer versions of platformdirs; older ones keep the ~
        folder = ""
    if not os.path.isabs(folder):
        raise BadPath(f"there is no home folder here; say where: {instead}")
    return Path(folder)


def as_text(name: str) -> str:
    """Return a name from the system as text that UTF-8 can hold; bytes that are not UTF-8 become �.

    >>> as_text("fin\\udce9")
    'fin�'
    """
    return "".join("�" if "\ud800" <= sign <= "\udfff" else sign for sign in name)


def command(*words: str | Path) -> str:
    """Write a command of this program that can be pasted into a shell; a path is quoted.

    >>> command("verify", Path("my game.jsonl"), "--recover", Path("-new.jsonl"))
    "wargame verify 'my game.jsonl' --recover ./-new.jsonl"
    """
    return " ".join([NAME, *(quoted(word) if isinstance(word, Path) else word for word in words)])


def quoted(path: Path) -> str:
    """Quote a path for a shell. Signs that are invisible, that are not text or that the standard
    output cannot encode are written as bytes, which bash, zsh and ksh understand.

    >>> quoted(Path("two\\nlines"))
    "$'two\\\\x0alines'"
    """
    text = os.path.join(os.curdir, path) if str(path).startswith("-") else str(path)
    if sys.platform == "win32":
        return subprocess.list2cmdline([text])
    return shlex.quote(text) if _can_be_shown(text) else "$'" + "".join(map(_bytes, text)) + "'"


def _can_be_shown(text: str) -> bool:
    try:
        text.encode(getattr(sys.stdout, "encoding", None) or "ascii")
    except UnicodeEncodeError:
        return False
    return text.isprintable()


def _bytes(sign: str) -> str:
    if sign in "\\'":
        return f"\\{sign}"
    if _can_be_shown(sign):
        return sign
    return "".join(f"\\x{byte:02x}" for byte in os.fsencode(sign))
