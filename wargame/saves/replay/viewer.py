"""The viewers of a save: the public, one seat, or the referee.

A finished game may be read by every viewer. An unfinished one is read by the public alone, unless
it was sealed with a code and that code is given: whoever has it may take every viewpoint. A locked
game (its code was not given) cannot be replayed, so only its plain lines can be read.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Final

from attrs import frozen

from wargame.content.faults import nearest
from wargame.rules.model.language import Language
from wargame.saves.format.errors import CodeNeeded, printable
from wargame.saves.replay.loaded import Loaded, load
from wargame.table.decision import Decision
from wargame.table.event import Event, seen_by


class UnknownViewer(ValueError):
    """A word names no viewer of this game; the message names the nearest one."""


@frozen
class Viewer:
    """One viewer.

    `id` is the word to type for
    it: `public`, `referee` or the id of a seat. `seat` is the number of
    that seat, and -1 for the two others, as `Game.view` takes it.
    """

    id: str
    seat: int = -1

    @property
    def referee(self) -> bool:
        """Whether this is the referee, who sees everything."""
        return self == REFEREE

    def holds(self, seat: int) -> bool:
        """Return whether it sees the secrets of seat number `seat`: hand, seals, reasons."""
        return self.referee or self.seat == seat >= 0

    def reads(self, decision: Decision) -> bool:
        """Return whether it may read a question and its answer."""
        return not decision.private or self.holds(decision.seat)

    def sees(self, event: Event, seats: int) -> bool:
        """Return whether it was shown an event of a game with this number of seats."""
        return self.referee or seen_by(event, self.seat if self.seat >= 0 else seats)

    def name(self, words: Language) -> str:
        """Return its name for a sentence: "referee", "the public", "Tokyo"."""
        if self.seat >= 0:
            return printable(words.seat(self.seat))
        return words.viewer_referee() if self.referee else words.viewer_public()


PUBLIC: Final = Viewer("public")
REFEREE: Final = Viewer("referee")


def all_viewers(seats: Sequence[str]) -> tuple[Viewer, ...]:
    """Return every viewer of a game with these seats: referee, the seats in order, public."""
    return (REFEREE, *(Viewer(seat, at) for at, seat in enumerate(seats)), PUBLIC)


def viewer_named(word: str, seats: Sequence[str]) -> Viewer:
    """Return the viewer that a typed word names; case and spaces around it do not matter.

    Raises `UnknownViewer`.
    """
    known = {viewer.id: viewer for viewer in (*all_viewers(seats), PUBLIC, REFEREE)}
    name = word.strip().lower()
    if name not in known:
        raise UnknownViewer(f'there is no seat "{printable(word[:40])}"; {nearest(name, known)}')
    return known[name]


def public_view_only(loaded: Loaded, code: str | None = None) -> bool:
    """Return whether the public alone may read a game that was loaded with this code.

    A damaged game counts as unfinished where its end cannot be read.
    """
    if loaded.finished:
        return False
    if not loaded.header.coded or not code or loaded.locked:
        return True
    return not loaded.header.opens_with(code)


def viewers_of(loaded: Loaded, code: str | None = None) -> tuple[Viewer, ...]:
    """Return the viewers that may read a game loaded with this code, the referee first."""
    if public_view_only(loaded, code):
        return (PUBLIC,)
    return all_viewers(loaded.timeline.game.seats)


def load_to_show(
    path: Path, code: str | None = None, language: str = "en", *, course: bool = False
) -> Loaded:
    """Load a save of which at least one position may be shown; its texts are in `language`, and
    `course` draws the course of the game as it is played.

    Raises `BadSave`: `CodeNeeded` where it is locked, `NothingToShow` where no ply is good.
    """
    loaded = load(path, code=code, language=language, course=course)
    if loaded.locked:
        raise CodeNeeded(
            f"{path} is sealed with a code, and its end cannot be read; nothing of it can be "
            "shown without: --code"
        )
    _ = loaded.last_good
    return loaded
