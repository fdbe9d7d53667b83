"""What is needed to reproduce a result: versions, digests, seeds, and the command.

Besides the match itself two things determine its result: the cards and rules, and the code. The
digest of the code covers everything from the table to the bots, and what the lab counts in a game.
Any change in these files, even of a comment, counts as another basis.
"""

from __future__ import annotations

import platform
import shlex
from functools import cache
from hashlib import sha256
from pathlib import Path

from attrs import frozen

from wargame import __version__
from wargame.engine.library import PACKAGE, library
from wargame.system.form import FORM

DECIDES = ("table", "rules", "content", "engine", "bots", "lab/match.py", "lab/protected.py")


@frozen
class Basis:
    """What determines the games besides their matches. Two runs with the same basis give equal
    results."""

    version: str
    rules: str
    code: str

    def __str__(self) -> str:
        return f"version {self.version}, rules {self.rules[:12]}, code {self.code[:12]}"

    @property
    def short(self) -> str:
        """A name for files."""
        return sha256(f"{self.version} {self.rules} {self.code}".encode()).hexdigest()[:16]


@frozen
class Manifest:
    """The data printed with every result. `python` and `form` (`pure` or `compiled`) are
    notes: no result depends on them.

    `seeds` are the lowest and the highest seed dealt, `games` is the number of games used.
    """

    command: str
    scenario: str
    basic: bool | None
    seed: int
    seeds: tuple[int, int] | None
    games: int
    version: str
    rules: str
    words: str
    bots: str
    code: str
    python: str
    form: str

    @property
    def study(self) -> str:
        """The command of the lab that measured: `arena` of `wargame lab arena`."""
        return shlex.split(self.command)[2]


def manifest(
    command: str,
    scenario: str,
    basic: bool | None,
    seed: int,
    seeds: tuple[int, int] | None,
    games: int,
) -> Manifest:
    """Return the manifest of a result that was measured just now."""
    here = basis()
    return Manifest(
        command,
        scenario,
        basic,
        seed,
        seeds,
        games,
        here.version,
        here.rules,
        library().words_digest(),
        source_digest("bots"),
        here.code,
        f"{platform.python_implementation()} {platform.python_version()}",
        FORM,
    )


@cache
def basis() -> Basis:
    """Return the basis of the games that this process plays."""
    return Basis(__version__, library().digest(), source_digest(*DECIDES))


@cache
def source_digest(*parts: str) -> str:
    """Return the digest of the Python files of some packages or files, with their names.

    CR LF counts as LF, so that a checkout on Windows has the same digest.
    """
    digest = sha256()
    for part in parts:
        for path in _files(PACKAGE / part):
            text = path.read_bytes().replace(b"\r\n", b"\n")
            name = path.relative_to(PACKAGE).as_posix()
            digest.update(f"{name} {len(text)}\n".encode())
            digest.update(text)
    return digest.hexdigest()


def _files(path: Path) -> list[Path]:
    assert path.exists(), f"{path} is digested and is not there"
    return [path] if path.is_file() else sorted(path.rglob("*.py"))
