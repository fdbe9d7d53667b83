"""Writes files to the disk: each write is done whole or not at all, and only the owner can read it.

The rule of the house: whatever the program writes to a disk goes through this module.

- Bytes go to the system at once. A buffered file would repeat a failed write when it is closed, and
on a full disk leave half a line.
- A new file is written without a name, and gets its name when all of it is on the disk. So a
process that is killed leaves nothing, nobody can have put a link in its place, and any name that
the system accepts can be used. Where the system cannot do that, a temporary file with a random name
is written beside it; the next process that writes removes those of dead processes.
- Files can hold a hand or the deal. Only their owner can read them (0600) and the folders made for
them (0700), where the system has permissions.
"""

from __future__ import annotations

import os
import re
import secrets
import stat
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from itertools import count
from pathlib import Path

from wargame.saves.format.errors import SaveFailed

PRIVATE = 0o600
PRIVATE_FOLDER = 0o700
OPEN = 0o666
_PLAIN = getattr(os, "O_BINARY", 0) | getattr(os, "O_CLOEXEC", 0)
_NEW = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_NOFOLLOW", 0) | _PLAIN
_UNNAMED = getattr(os, "O_TMPFILE", 0)
_BESIDE = re.compile(r"\.wargame-(\d{1,9})-[0-9a-f]{16}")


def append(path: Path, length: int, data: bytes) -> None:
    """Write at the end of a file that is `length` bytes long, and sync.

    Raises `SaveFailed`; the file then has its old bytes, or the message says that it has not.
    """
    with _told(path):
        handle = os.open(path, os.O_WRONLY | _PLAIN)
        try:
            if os.lseek(handle, 0, os.SEEK_END) != length:
                raise SaveFailed(f"{path} was changed by somebody else while it was played")
            try:
                write(handle, data)
                os.fsync(handle)
            except BaseException as error:
                _put_back(handle, path, length, error)
                raise
        finally:
            with suppress(OSError):  # by now all of it is on the disk, or was removed again
                os.close(handle)


def _put_back(handle: int, path: Path, length: int, why: BaseException) -> None:
    try:
        try:
            os.ftruncate(handle, length)
        except OSError:
            os.truncate(path, length)
    except OSError as error:
        raise SaveFailed(
            f"cannot write {path}: {_words(why)}. A part was written and cannot be taken away "
            f"({_words(error)}): the file ends in half a line, after byte {length}"
        ) from None


def write(handle: int, data: bytes) -> None:
    """Write all bytes, unbuffered. Raises `OSError`."""
    left = memoryview(data)
    while left:
        left = left[os.write(handle, left) :]


def cut(path: Path, size: int) -> None:
    """Cut a file to its first `size` bytes. Raises `SaveFailed`."""
    with _told(path):
        os.truncate(path, size)


def folder(path: Path) -> None:
    """Make a folder and those above it where they do not exist. Raises `SaveFailed`."""
    try:
        for part in (*reversed(path.parents), path):
            if not part.is_dir():
                part.mkdir(PRIVATE_FOLDER, exist_ok=True)
    except OSError as error:
        raise SaveFailed(f"cannot write to {path}: {_words(error)}") from None


def publish(path: Path, data: bytes) -> None:
    """Write a new file whole; never overwrite another. Raises `SaveFailed`."""
    folder(path.parent)
    with _told(path):
        try:
            if not _published(path, data):
                with _beside(path, data, PRIVATE) as beside:
                    _link(beside, path)
        except FileExistsError:
            raise SaveFailed(f"{path} is there already; resume it, or name another file") from None
        _sync_folder(path.parent)


def replace(path: Path, data: bytes) -> None:
    """Write a file without secrets whole, over an older one. Raises `SaveFailed`.

    A file that is replaced keeps its permissions; a new one has the default ones.
    """
    path = Path(os.path.realpath(path))
    with _told(path):
        with _beside(path, data, OPEN) as beside:
            with suppress(FileNotFoundError):
                os.chmod(beside, stat.S_IMODE(path.stat().st_mode))
            os.replace(beside, path)
        _sync_folder(path.parent)


def put_aside(path: Path) -> Path:
    """Give a broken file another name, which is free, and return it. Raises `SaveFailed`."""
    names = (path.with_name(f"{path.stem}-broken-{n}{path.suffix}") for n in count(1))
    free = next(name for name in names if not os.path.lexists(name))
    with _told(path):
        os.rename(path, free)
    return free


def _published(path: Path, data: bytes) -> bool:
    """Write a file without a name, then name it; return False if the system cannot do that."""
    if not _UNNAMED:
        return False
    try:
        handle = os.open(path.parent, os.O_WRONLY | _UNNAMED | _PLAIN, PRIVATE)
    except OSError:
        return False
    try:
        write(handle, data)
        os.fsync(handle)
        try:
            # A folder of the source has to be given, though the path is absolute: only then does
            # Python ask the system to follow the link in /proc to the file.
            os.link(f"/proc/self/fd/{handle}", path, src_dir_fd=handle, follow_symlinks=True)
        except FileExistsError:
            raise
        except OSError:
            return False
    finally:
        os.close(handle)
    return True


@contextmanager
def _beside(path: Path, data: bytes, mode: int) -> Iterator[Path]:
    """Write a temporary file into the same folder; remove it afterwards."""
    _clear(path.parent)
    beside = path.parent / f".wargame-{os.getpid()}-{secrets.token_hex(8)}"
    handle = os.open(beside, _NEW, mode)
    try:
        try:
            write(handle, data)
            os.fsync(handle)
        finally:
            os.close(handle)
        yield beside
    finally:
        with suppress(OSError):
            beside.unlink()


def _link(beside: Path, path: Path) -> None:
    """Give a file its name; another file must not have it. Raises `OSError`."""
    try:
        os.link(beside, path)
    except FileExistsError:
        raise
    except OSError:  # no hard links, as on some sticks and shares: create the file, then fill it
        os.close(os.open(path, _NEW, PRIVATE))
        try:
            os.replace(beside, path)
        except BaseException:
            path.unlink()
            raise


def _clear(folder: Path) -> None:
    """Remove the temporary files that dead processes have left in a folder."""
    if os.name != "posix":
        return
    with suppress(OSError):
        for name in os.listdir(folder):
            if (left := _BESIDE.fullmatch(name)) and not _alive(int(left[1])):
                (folder / name).unlink()


def _alive(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except OSError:
        pass
    return True


def _sync_folder(folder: Path) -> None:
    """Sync a folder, so that a new file's name survives a crash; not every system can."""
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


@contextmanager
def _told(path: Path) -> Iterator[None]:
    """Turn an error of the system into a sentence that names the file."""
    try:
        yield
    except OSError as error:
        raise SaveFailed(f"cannot write {path}: {_words(error)}") from None


def _words(error: BaseException) -> str:
    return getattr(error, "strerror", None) or str(error) or type(error).__name__
