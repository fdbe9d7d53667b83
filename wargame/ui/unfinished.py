"""The unfinished games of a folder: which of them can be resumed, and why others cannot.

The engine is imported for the first save that is judged: a menu without one needs none.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from attrs import frozen

from wargame.saves.format.errors import BadSave, CannotGoOn, CodeNeeded, SaveFailed, printable
from wargame.saves.write import locations
from wargame.system.paths import command
from wargame.ui.players import HUMAN
from wargame.ui.words import ENGLISH
from wargame.ui.words.face import FaceWords

OFFERED = 5
"""The most games that a menu offers."""
LOOKED_AT = 8
"""The most saves that cannot be resumed that a menu replays, once it has a game to offer."""


@frozen
class Resumable:
    """A game that can be resumed, described by public facts. A `coded` one needs its code, and has
    neither turn nor seat here."""

    path: Path
    scenario: str
    players: str
    turn: int = 0
    seat: str = ""
    coded: bool = False

    def said(self, face: FaceWords) -> str:
        """Say how it stands and who plays."""
        if self.coded:
            return face.unfinished_coded(self.scenario, self.players)
        return face.unfinished(self.turn, self.seat, self.scenario, self.players)


@frozen
class NotResumable:
    """A save that cannot be resumed, and why, in one sentence."""

    path: Path
    why: str


def judge(entry: locations.Entry, face: FaceWords = ENGLISH) -> Resumable | NotResumable:
    """Judge one unfinished save by replaying it; the file is only read."""
    from wargame.saves.replay.loaded import load
    from wargame.saves.write import journal as journals
    from wargame.saves.write.lock import hold

    path, name = entry.path, printable(entry.path.name)
    try:
        if entry.trouble:
            raise BadSave(entry.trouble)
        try:
            loaded = journals.ready(path)
        except CodeNeeded:
            header = load(path).header
            hold(path).close()
            scenario = printable(header.scenario)
            return Resumable(path, scenario, _players(header.seats), coded=True)
        game = loaded.timeline.game
        if game.decision is None:
            return NotResumable(path, face.file_over(name, command("resume", path)))
        hold(path).close()
        words, program = game.words, game.program
        seat = printable(words.seat(game.decision.seat))
        players = _players(loaded.header.seats)
        return Resumable(path, printable(program.scenario.name), players, game.turn, seat)
    except CannotGoOn as error:
        return NotResumable(path, face.file_stuck(name, error.short, command("verify")))
    except (BadSave, SaveFailed) as error:
        return NotResumable(path, face.file_refused(str(error)))


def _players(seats: dict[str, str]) -> str:
    """Return who plays: the names of people, the words of bots."""
    told = {seat: who.removeprefix(f"{HUMAN}:") or HUMAN for seat, who in seats.items()}
    return printable(", ".join(f"{seat}: {who[:40]}" for seat, who in told.items()))


def waiting(folder: Path, face: FaceWords = ENGLISH) -> Iterator[Resumable | NotResumable]:
    """Judge the unfinished saves of a folder one by one, the one that was played last first."""
    return (judge(entry, face) for entry in locations.unfinished(folder))


def newest(folder: Path, face: FaceWords = ENGLISH) -> tuple[Resumable | None, list[NotResumable]]:
    """Return the resumable game that was played last, and newer saves that are not resumable."""
    passed: list[NotResumable] = []
    for judged in waiting(folder, face):
        if isinstance(judged, Resumable):
            return judged, passed
        passed.append(judged)
    return None, passed


def offered(folder: Path, face: FaceWords = ENGLISH) -> tuple[list[Resumable], str]:
    """Return the games that a menu offers, the last played first, and a note on those left out.

    To judge a save it must be replayed. So a menu offers at most `OFFERED` games and, once
    it has one, stops after `LOOKED_AT` saves that are not resumable.
    """
    games: list[Resumable] = []
    passed: list[NotResumable] = []
    entries = list(locations.unfinished(folder))
    while entries and len(games) < OFFERED and not (games and len(passed) >= LOOKED_AT):
        judged = judge(entries.pop(0), face)
        if isinstance(judged, Resumable):
            games.append(judged)
        else:
            passed.append(judged)
    return games, " ".join([*left_out(passed, face), *older(entries, face)])


def left_out(passed: list[NotResumable], face: FaceWords = ENGLISH) -> list[str]:
    """Say which saves were left out: the newest with its reason, and the number of others."""
    more = len(passed) - 1
    lines = [passed[0].why] if passed else []
    if more > 0:
        lines.append(face.files_stuck(more, command("resume", "FILE")))
    return lines


def older(entries: list[locations.Entry], face: FaceWords) -> list[str]:
    """Say how many unfinished games were not judged, and which files are no saves."""
    count = sum(not entry.trouble for entry in entries)
    bad = [printable(entry.path.name) for entry in entries if entry.trouble]
    lines = [face.files_older(count, command("resume", "FILE"))] if count else []
    if bad:
        lines.append(face.files_no_saves(bad[:3], len(bad) > 3))
    return lines
