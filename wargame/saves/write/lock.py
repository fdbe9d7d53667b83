"""A lock on the save file itself, which the system releases when the process ends.

A separate lock file (as the library `filelock` makes) would be left behind. So the save itself is
locked: by flock where the system has it, and elsewhere by msvcrt on one byte far beyond the end, so
that others may still read it. Within one process a lock may be held more than once.
"""

from __future__ import annotations

import os
import sys
import weakref
from pathlib import Path

from wargame.saves.format.errors import SaveFailed
from wargame.system.paths import command

FAR = 1 << 40


class Busy(SaveFailed):
    """Another process plays this game."""


class Lock:
    """A lock that is held until it is closed or garbage-collected."""

    def __init__(self, handle: int, key: tuple[int, int]) -> None:
        self.key = key
        self._close = weakref.finalize(self, os.close, handle)

    def close(self) -> None:
        """Release the lock."""
        _HELD.pop(self.key, None)
        self._close()


_HELD: weakref.WeakValueDictionary[tuple[int, int], Lock] = weakref.WeakValueDictionary()


def hold(path: Path, *, alone: bool = False) -> Lock:
    """Lock a save. Raises `Busy`, and `SaveFailed` where it cannot be opened for writing.

    With `alone` a save that this process has locked already is refused too.
    """
    try:
        handle = os.open(path, os.O_RDWR | getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_BINARY", 0))
    except OSError as error:
        raise SaveFailed(f"cannot write {path}: {error.strerror}") from None
    status = os.fstat(handle)
    key = (status.st_dev, status.st_ino)
    held = _HELD.get(key)
    if held is not None:
        os.close(handle)
        if alone:
            raise Busy(f"{path} is being played at this moment; end that first")
        return held
    if not _locked(handle):
        os.close(handle)
        raise Busy(
            f"{path} is being played by another wargame at this moment; end that first. It can be "
            f"read meanwhile: {command('replay', path)}"
        )
    lock = Lock(handle, key)
    _HELD[key] = lock
    return lock


def _locked(handle: int) -> bool:
    """Try to lock; a file system without locks counts as locked by us."""
    if sys.platform == "win32":
        import msvcrt

        try:
            os.lseek(handle, FAR, os.SEEK_SET)
            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True
    import fcntl

    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    except OSError:
        return True
    return True
