"""The journal: a save that is being written, line by line, each synced to the disk.

`saves/README.md` describes the format. A line counts once its newline is on the disk; what a crash
leaves after the last newline was never committed, and is cut off when the game is resumed.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, ClassVar

from attrs import define, field

from wargame import __version__
from wargame.engine.act import Act
from wargame.engine.game import Game
from wargame.saves.format.errors import BadSave, CannotGoOn, CodeNeeded, SaveFailed
from wargame.saves.format.header import Header, Parent
from wargame.saves.format.lines import ends_mended
from wargame.saves.format.pins import Pins
from wargame.saves.format.script import ChairAct, Mark, Note, note_line
from wargame.saves.replay.loaded import Loaded, Verdict, load
from wargame.saves.write.disk import append, cut, publish
from wargame.saves.write.lock import Lock, hold
from wargame.saves.write.writer import Writer, clean, composed, now
from wargame.system.paths import command

MOST_NOTE = 2_000


@define(eq=False)
class Journal:
    """An open save. Each write is on the disk when the call returns.

    `header` holds the commitments that were made at the set-up.
    """

    path: Path
    length: int = field(init=False, default=0)
    header: Header | None = field(init=False, default=None)
    acts: list[tuple[str, Act]] = field(init=False, factory=list)
    """All acts of the chair with their ids, those that were taken back too."""
    _writer: Writer | None = field(init=False, default=None, repr=False)
    _lock: Lock | None = field(init=False, default=None, repr=False)
    after_write: ClassVar[Callable[[Path], None] | None] = None
    """For tests alone: called after each line has been committed."""

    @classmethod
    def create(
        cls, path: Path, game: Game, pins: Pins, *, version: str = __version__, **how: Any
    ) -> Journal:
        """Begin the save of a game at its present position; never overwrite a file. Raises
        `SaveFailed`.

        `how` is as for `writer.composed`: code, typed, options, parent, told.
        """
        journal = cls(path)
        data, journal._writer, journal.header = composed(game, pins, version=version, **how)
        publish(path, data)
        journal.length = len(data)
        journal._lock = hold(path)
        if Journal.after_write is not None:
            Journal.after_write(path)
        return journal

    def choice(self, game: Game, reason: str = "") -> None:
        """Append the game's last choice, and its reason, if one was typed."""
        self.write(lambda writer: writer.choice(game, reason))

    def undo(self, game: Game) -> None:
        """Append that the choice after the game's last one was taken back."""
        self.write(lambda writer: writer.undo(game))

    def act(self, game: Game, act: Act, id: str, after: Game) -> None:
        """Append an act that the chair does in a game, and how the game ended if that closes it.

        `after` is the game with the act.
        """

        def lines(writer: Writer) -> bytes:
            data = writer.act(game, act, id)
            if act.kind == "close":
                return data + writer.over(after)
            if act.kind == "undo":
                writer.since = len(after.events)
            writer.look(after)
            return data

        self.write(lines)
        self.acts.append((id, act))

    def over(self, game: Game) -> None:
        """Append how the game ended."""
        self.write(lambda writer: writer.over(game))

    def write(self, lines: Callable[[Writer], bytes]) -> None:
        """Append lines and sync them; on failure the file and this journal stay as they were."""
        writer = self._writer
        assert writer is not None
        before = (writer.chain, writer.state, writer.private, writer.since)
        try:
            data = lines(writer)
            append(self.path, self.length, data)
        except BaseException:
            writer.chain, writer.state, writer.private, writer.since = before
            raise
        self.length += len(data)
        if Journal.after_write is not None:
            Journal.after_write(self.path)

    def close(self) -> None:
        """Release the lock, so that another process can play this game."""
        if self._lock is not None:
            self._lock.close()
            self._lock = None


def read(path: Path, code: str | None = None) -> tuple[Header, list[str], int]:
    """Read a save: its header, the keys of the choices not taken back, and the number of good
    bytes.

    Raises `BadSave` for a file that is no save, is damaged, or diverges from the replay.
    """
    loaded = load(path, code=code)
    _good(loaded)
    return loaded.header, [choice.key or "" for choice in loaded.choices], loaded.script.size


def _good(loaded: Loaded) -> None:
    if loaded.locked:
        raise CodeNeeded(
            f"{loaded.path} is sealed with a code; give it: "
            f"{command('resume', loaded.path, '--code')}"
        )
    verdict, damage = loaded.verdict, loaded.damage
    if verdict is Verdict.DIVERGED or (damage is not None and not damage.torn):
        new = loaded.path.with_name("NEW.jsonl")
        raise CannotGoOn(
            f"{loaded.path} is {verdict.name}: {loaded.sentence}. To go on from the good part: "
            f"{command('verify', loaded.path, '--recover', new)}",
            "it was begun under other rules, or altered"
            if verdict is Verdict.DIVERGED
            else "the file is damaged",
            loaded.line,
        )


def ready(path: Path, code: str | None = None, language: str = "en") -> Loaded:
    """Read a save that can be resumed, without changing it. Raises as `resume` does, except
    `Busy`."""
    loaded = load(path, code=code, language=language)
    _good(loaded)
    if loaded.header.format == 1:
        raise CannotGoOn(
            f"{path} is of format 1; make a new file of it that can be gone on with: "
            f"{command('verify', path, '--recover', path.with_name('NEW.jsonl'))}",
            "it is of an older format",
        )
    return loaded


def resume(path: Path, code: str | None = None, language: str = "en") -> tuple[Game, Journal]:
    """Resume a saved game at its last committed choice, under its pinned content.

    Raises `BadSave`, `CodeNeeded`, and `Busy` where another process plays it.
    """
    loaded = ready(path, code, language)
    journal = Journal(path)
    if not loaded.finished:
        journal._lock = hold(path)
        again = load(
            path, code=code, language=language
        )  # read again, now that nobody else can write
        if again.script.size != loaded.script.size:
            _good(again)
            loaded = again
    script, header = loaded.script, loaded.header
    assert header.secret is not None
    assert header.seed is not None
    game = loaded.timeline.at(loaded.timeline.plies)
    journal.header, journal.length = header, script.size
    journal.acts = [(one.id, one.act) for one in loaded.acts]
    journal._writer = writer = Writer(header.secret, header.seed, script.chain)
    writer.since = len(game.events)
    writer.look(game)
    if loaded.finished:
        return game, journal
    if script.damage is not None:
        cut(path, script.size)
    last = loaded.timeline.moment(len(game.choices))
    if last.ply == len(game.choices) and not _marked(loaded):
        journal.write(lambda writer: writer.mark(game, last))
    if game.decision is None:
        journal.over(game)
    return game, journal


def _marked(loaded: Loaded) -> bool:
    last = next((one for one in reversed(loaded.entries) if not isinstance(one, ChairAct)), None)
    return isinstance(last, Mark)


def recover(path: Path, new: Path, code: str | None = None) -> Loaded:
    """Write the good part of a save into a new file, and return that one loaded; `path` is only
    read.

    A damaged game is cut after its last good line, a diverged one after its last good ply; one of
    an older format is written in this
    one. Raises `BadSave` (`NothingToShow` where no ply is good) and
    `SaveFailed`.
    """
    loaded = load(path, code=code)
    header, script = loaded.header, loaded.script
    if header.format > 1 and (loaded.locked or loaded.ply is None):
        with path.open("rb") as file:
            whole = file.read(script.size)
        publish(new, ends_mended(whole) if script.ends_changed else whole)
        return load(new, code=code)
    good = loaded.last_good
    game = loaded.timeline.at(good)
    old = header.format == 1
    Journal.create(
        new, game, header.pins, code=code, typed=header.deal == "typed", options=header.options,
        parent=header.parent if old else Parent(loaded.chain_before(good), good, path.name),
        chair=header.chair, came_from=1 if old else header.came_from, told=loaded.choices,
    ).close()  # fmt: skip
    return load(new, code=code)


def annotate(path: Path, ply: int, text: str, by: str = "") -> Note:
    """Add a note to a save, finished or not. Raises `BadSave`, `Busy` and `SaveFailed`."""
    lock = hold(path, alone=True)
    try:
        loaded = load(path)
        script = loaded.script
        torn = script.damage is not None and script.damage.torn
        if (script.damage is not None and not torn) or loaded.header.format == 1:
            raise BadSave(f"{path}: notes can be added to a whole save of this format alone")
        if not 0 <= ply <= script.plies:
            raise BadSave(f"there is no ply {ply}; this game has 0 to {script.plies}")
        note = Note(ply, clean(text, MOST_NOTE), clean(by, 200), now(), script.lines + 1)
        data, _ = note_line(script.chain, script.note_chain, note)
        if torn:
            cut(path, script.size)
        append(path, script.size, data)
    finally:
        lock.close()
    return note


__all__ = ["BadSave", "CodeNeeded", "Journal", "SaveFailed", "read", "recover", "resume"]
