"""Reading a save: `load(path)` gives the game, with a verdict on how far it can be believed.

>>> from pathlib import Path
>>> loaded = load(Path("saves/samples/hide-plan-wait-random-1.jsonl"))
>>> loaded.verdict.name, loaded.choices[0].seat
('EXACT', 'tokyo')
>>> loaded.timeline.at(12).view("tokyo").level("tokyo.support")
5

EXACT: it has its closing line, and every mark agrees under its own pins. OPEN: unfinished, every
mark agrees so far, and the last line is whole. UNVERIFIED: it can be replayed, but marks, chain or
code are missing. DIVERGED: replaying it gives a different game; the first ply that differs is
named. DAMAGED: a line is bad; it is named, and the game can be read up to the last good line. A
file that is no save at all gets no verdict: `BadSave` is raised.
"""

from __future__ import annotations

from enum import IntEnum
from pathlib import Path

from attrs import define, field, frozen

from wargame.content.load import Library
from wargame.engine.library import library as own_library
from wargame.saves.format.epoch import EPOCH
from wargame.saves.format.errors import BadSave, CodeNeeded, NothingToShow, printable
from wargame.saves.format.format1 import is_format1, read_format1
from wargame.saves.format.header import Header
from wargame.saves.format.lines import chained, open_plain
from wargame.saves.format.script import (
    ChairAct,
    Choice,
    Closing,
    Damage,
    Entry,
    Note,
    ParsedSave,
    read_script,
)
from wargame.saves.replay.timeline import Timeline
from wargame.saves.replay.verifier import Verified, play


class Verdict(IntEnum):
    """How far a save can be believed, from the best to the worst."""

    EXACT = 0
    OPEN = 1
    UNVERIFIED = 2
    DIVERGED = 3
    DAMAGED = 4


@define(eq=False)
class Loaded:
    """A save that has been read. It is replayed once, when a position is first needed.

    `locked`: the game is sealed with a code that was not given; sealed choices then have no key,
    and there is no timeline. `language` is the language of all texts; `course` says that the course
    of the game will be read (`Timeline.summaries`).
    """

    script: ParsedSave
    locked: bool = False
    language: str = "en"
    course: bool = False
    _played: Verified | None = field(default=None, repr=False)

    @property
    def path(self) -> Path:
        """The file."""
        return self.script.path

    @property
    def header(self) -> Header:
        """The first line; `header.seed` is None while the game is locked."""
        return self.script.header

    @property
    def entries(self) -> list[Entry]:
        """All choices, undos and marks, as they were written."""
        return self.script.entries

    @property
    def notes(self) -> list[Note]:
        """The notes, as they were written."""
        return self.script.notes

    @property
    def closing(self) -> Closing | None:
        """The closing line."""
        return self.script.closing

    @property
    def damage(self) -> Damage | None:
        """The first bad line."""
        return self.script.damage

    @property
    def finished(self) -> bool:
        """Whether the game has its closing line; then everything may be shown."""
        return self.script.closing is not None

    @property
    def tells_all(self) -> bool:
        """Whether everything may be shown, the number of choices too: it is finished or its code is
        given.

        The number of choices reveals how many were private, so no text on any other game may depend
        on it.
        """
        return self.finished or (self.header.coded and not self.locked)

    def place(self, ply: int) -> str:
        """Name a ply: "ply 12", or its turn and phase if plies may not be counted."""
        if self.tells_all or ply == 0:
            return f"ply {ply}"
        moment, words = self.timeline.moment(ply), self.timeline.game.words
        phase = f", {words.phase(moment.phase)}" if moment.phase else ""
        return f"turn {moment.turn}{phase}"

    @property
    def choices(self) -> list[Choice]:
        """The choices that were not taken back, decrypted as far as they could be played."""
        if self.locked:
            return self.script.choices()
        return self.played.choices

    @property
    def acts(self) -> list[ChairAct]:
        """All acts of the chair, those that were taken back too."""
        return self.played.acts

    def chain_before(self, ply: int) -> str:
        """Return the chain of the choice before a ply, or of the header for ply 0.

        It is empty for a game of format 1, which has no chain.
        """
        if ply > 0:
            return self.choices[ply - 1].chain
        return "" if self.header.format == 1 else chained("", self.header.line())[1]

    @property
    def played(self) -> Verified:
        """The replayed game, computed once. Raises `BadSave` (refused content) and `CodeNeeded`."""
        if self._played is None:
            self.header.open()
            self._played = play(self.script, self.language, self.course)
        return self._played

    @property
    def timeline(self) -> Timeline:
        """The game at any ply, up to the last one that is good."""
        return self.played.timeline

    @property
    def last_good(self) -> int:
        """The last ply that may be shown or played on. Raises `NothingToShow` if there is none."""
        good = self.played.last_good
        if good < 0:
            raise NothingToShow(
                f"{self.path} is {self.verdict.name}: {self.sentence}. No part of it can be shown "
                "or gone on from: wargame never shows a game that did not happen"
            )
        return good

    @property
    def verdict(self) -> Verdict:
        """The verdict."""
        return self._judged()[0]

    @property
    def sentence(self) -> str:
        """The reason for the verdict, in one sentence."""
        return printable(self._judged()[1])

    @property
    def line(self) -> int:
        """The first bad line; 0 if none is."""
        return self.damage.line if self.damage is not None else 0

    @property
    def ply(self) -> int | None:
        """The first ply that differs."""
        return None if self.damage is not None or self.locked else self.played.ply

    def _judged(self) -> tuple[Verdict, str]:
        script = self.script
        if script.damage is not None:
            ply = f" (ply {script.plies})" if self.tells_all else ""
            good = f"the game is good up to line {script.lines}{ply}"
            return Verdict.DAMAGED, f"line {script.damage.line} {script.damage.why}; {good}"
        if self.locked:
            return Verdict.UNVERIFIED, "the chain holds; the code is needed to play it through"
        played, header = self.played, self.header
        if played.ply is not None:
            return Verdict.DIVERGED, f"{self.place(played.ply)}: {played.why}"
        far = timeline_words(played.timeline)
        if script.closing is not None:
            far = f"{script.plies} choice{'' if script.plies == 1 else 's'}"
        if header.format == 1 or header.came_from:
            old = header.came_from or header.format
            return Verdict.UNVERIFIED, f"{far}; format {old} had no chain, marks or pins"
        if played.unmarked:
            return Verdict.UNVERIFIED, f"{far}; {played.unmarked} marks are missing"
        if script.closing is None:
            return Verdict.OPEN, far
        epoch = f" (played in epoch {header.epoch})" if header.epoch != EPOCH else ""
        bell = script.closing.bell
        end = f"closed after turn {bell}, " if bell else ""
        return Verdict.EXACT, f"{far}, {end}ending {script.closing.ending}{epoch}"


def timeline_words(timeline: Timeline) -> str:
    """Return the position of a game as part of a sentence: "turn 2, tokyo is asked"."""
    game = timeline.game
    if game.decision is None:
        return "over, but not closed"
    return f"turn {game.turn}, {game.seats[game.decision.seat]} is asked"


def load(
    path: Path,
    *,
    code: str | None = None,
    library: Library | None = None,
    language: str = "en",
    course: bool = False,
) -> Loaded:
    """Read a save.

    `code` opens a game that was sealed with one; without it the game is `locked`. `library` is
    today's content, which format 1 alone needs; `language` is that of all texts; `course` draws the
    course of the game as it is played. Raises `BadSave` if there is no header, and `CodeNeeded` for
    a wrong code.
    """
    with open_plain(path) as file:
        if is_format1(file):
            old = read_format1(path, file, library or own_library())
            return Loaded(old, language=language, course=course)
        script = read_script(path, file)
    header, closing = script.header, script.closing
    if closing is not None and header.coded:
        # The closing line holds secret and seed; the verifier checks them against the commitments.
        header.seed, header.secret = closing.seed, closing.secret
        return Loaded(script, language=language, course=course)
    try:
        header.open(code)
    except CodeNeeded:
        if code:
            raise
        return Loaded(script, locked=True, language=language, course=course)
    except BadSave as error:
        raise BadSave(f"{path}, {error}", error.line) from None
    return Loaded(script, language=language, course=course)


@frozen
class Report:
    """The report of `verify` on a file. `verdict` is None if the file was refused.

    `ply` and `plies` are None where choices may not be counted (`Loaded.tells_all`).
    """

    path: Path
    verdict: Verdict | None
    sentence: str
    line: int = 0
    ply: int | None = None
    plies: int | None = 0
    scenario: str = ""
    epoch: int = 0
    ending: str = ""

    @property
    def name(self) -> str:
        """The verdict in one word."""
        return "REFUSED" if self.verdict is None else self.verdict.name


def verify(path: Path, *, code: str | None = None, library: Library | None = None) -> Report:
    """Judge a file. Every fault is in the report; no exception is raised for it."""
    try:
        return judged(load(path, code=code, library=library))
    except BadSave as error:
        return Report(path, Verdict.DAMAGED if error.line else None, str(error), error.line)


def judged(loaded: Loaded, sentence: str = "") -> Report:
    """Report on a save that has been read. Raises `BadSave` if its content is refused."""
    header, closing, counted = loaded.header, loaded.closing, loaded.tells_all
    return Report(
        loaded.path, loaded.verdict, sentence or loaded.sentence, loaded.line,
        loaded.ply if counted else None, loaded.script.plies if counted else None,
        printable(header.scenario), header.epoch, printable(closing.ending) if closing else "",
    )  # fmt: skip
