"""Writing to a disk that is full, fails or is watched: no byte changes, nobody else may read."""

from __future__ import annotations

import os
import stat
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from random import Random

import pytest

from tests.conftest import micro_pins
from tests.record.test_journal import played
from wargame.engine.game import Game
from wargame.lab.store import KeyedStore
from wargame.saves.format.errors import SaveFailed
from wargame.saves.replay.loaded import Verdict, load, verify
from wargame.saves.write import disk
from wargame.saves.write.fork import fork
from wargame.saves.write.journal import Journal, annotate, recover, resume
from wargame.ui.session import Session
from wargame.ui.tui.crash import report

resource = pytest.importorskip("resource", reason="no limit on the size of files here")


@contextmanager
def room_for(size: int) -> Iterator[None]:
    """Let no file grow beyond a size, as a disk that is full would."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


def bytes_of(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


@pytest.mark.parametrize("room", [0, 1, 60, 100])
def test_a_note_that_fails_leaves_a_finished_game_as_it_was(tmp_path: Path, room: int) -> None:
    path = tmp_path / "over.jsonl"
    played(path)
    before = path.read_bytes()
    with room_for(len(before) + room), pytest.raises(SaveFailed, match=r"over\.jsonl"):
        annotate(path, 3, "there is no room for this")
    assert path.read_bytes() == before
    assert verify(path).verdict is Verdict.EXACT
    annotate(path, 3, "there is room again")
    assert [note.text for note in load(path).notes] == ["there is room again"]
    assert verify(path).verdict is Verdict.EXACT


def test_a_note_that_a_kill_cut_short_is_no_harm_to_a_finished_game(tmp_path: Path) -> None:
    path = tmp_path / "over.jsonl"
    played(path)
    before = path.read_bytes()
    annotate(path, 3, "a first note")
    whole = path.read_bytes()
    for cut in (1, 30, len(whole) - len(before) - 1):
        path.write_bytes(whole[: len(before) + cut])
        annotate(path, 3, "another note")
        assert [note.text for note in load(path).notes] == ["another note"]
        assert verify(path).verdict is Verdict.EXACT


@pytest.mark.parametrize("room", [0, 1, 50])
def test_a_line_that_fails_leaves_file_and_journal_as_they_were(tmp_path: Path, room: int) -> None:
    """At every write of a game the disk is full once; then the game goes on and is EXACT."""
    rng = Random(3)
    game = Game.of(micro_pins().program(), seed=3)
    path = tmp_path / "game.jsonl"
    session = Session(game, Journal.create(path, game, micro_pins()))
    undone = 0

    def twice(act: Callable[[], object]) -> None:
        before, choices, reason = path.read_bytes(), list(game.choices), session.reason
        print_before = game.fingerprint()
        with room_for(len(before) + room), pytest.raises(SaveFailed, match=r"game\.jsonl"):
            act()
        assert path.read_bytes() == before
        assert (game.choices, game.fingerprint()) == (choices, print_before)
        assert session.reason == reason
        act()
        assert path.read_bytes().startswith(before)
        assert len(path.read_bytes()) == session.journal.length

    while game.decision is not None:
        if game.undo_refusal is None and rng.random() < 0.3:
            twice(session.undo)
            undone += 1
        session.reason = "a reason" if rng.random() < 0.3 else ""
        key = rng.choice(game.decision.keys)
        twice(lambda key=key: session.choose(key))
    assert undone > 3
    session.journal.close()
    assert verify(path).verdict is Verdict.EXACT


def test_a_mark_or_an_end_that_cannot_be_written_leaves_the_file_as_it_was(tmp_path: Path) -> None:
    path = tmp_path / "game.jsonl"
    played(path)
    lines = path.read_bytes().splitlines(keepends=True)
    mark = max(at for at, line in enumerate(lines) if line.startswith(b'{"mark"'))
    for kept in (mark, len(lines) - 1):
        before = b"".join(lines[:kept])
        path.write_bytes(before)
        with room_for(len(before) + 20), pytest.raises(SaveFailed):
            resume(path)
        assert path.read_bytes() == before
        resume(path)[1].close()
        assert verify(path).verdict is Verdict.EXACT


@pytest.mark.parametrize("named", [False, True])
def test_a_new_file_that_fails_leaves_nothing(
    tmp_path: Path, named: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    if named:
        monkeypatch.setattr(disk, "_UNNAMED", 0)
    path = tmp_path / "over.jsonl"
    game = played(path)
    before, new = bytes_of(tmp_path), tmp_path / "new.jsonl"
    writers: tuple[Callable[[], object], ...] = (
        lambda: Journal.create(new, game, micro_pins()),
        lambda: fork(path, 3, new),
        lambda: recover(path, new),
        lambda: disk.publish(new, b"x" * 5000),
    )
    for write in writers:
        for room in (0, 200):
            with room_for(room), pytest.raises(SaveFailed, match=r"new\.jsonl"):
                write()
            assert bytes_of(tmp_path) == before
        write()
        assert new.stat().st_size > 200
        with pytest.raises(SaveFailed, match="there already"):
            write()
        new.unlink()
        assert bytes_of(tmp_path) == before


def test_a_crash_report_that_fails_leaves_nothing(tmp_path: Path) -> None:
    with room_for(10):
        assert report(ValueError("x"), tmp_path) is None
    assert bytes_of(tmp_path) == {}
    reports = {report(ValueError("x"), tmp_path) for _ in range(3)}
    assert len(reports) == len(bytes_of(tmp_path)) == 3


def test_a_file_that_is_replaced_is_the_old_one_or_the_new_one(tmp_path: Path) -> None:
    path, link = tmp_path / "picture.svg", tmp_path / "link.svg"
    path.write_bytes(b"<svg>old</svg>")
    path.chmod(0o604)
    link.symlink_to(path)
    before = bytes_of(tmp_path)
    with room_for(100), pytest.raises(SaveFailed, match=r"picture\.svg"):
        disk.replace(link, b"<svg>" + b"x" * 1000)
    assert bytes_of(tmp_path) == before
    disk.replace(link, b"<svg>new</svg>")
    assert path.read_bytes() == b"<svg>new</svg>"
    assert stat.S_IMODE(path.stat().st_mode) == 0o604
    assert link.is_symlink()
    assert len(bytes_of(tmp_path)) == 2


def test_what_cannot_be_taken_away_again_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "game.jsonl"
    path.write_bytes(b"whole\n")

    def broken(*_: object) -> None:
        raise OSError(5, "Input/output error")

    for name in ("fsync", "ftruncate", "truncate"):
        monkeypatch.setattr(os, name, broken)
    with pytest.raises(SaveFailed, match=r"cannot be taken away.*half a line, after byte 6"):
        disk.append(path, 6, b"part")
    monkeypatch.undo()
    assert path.read_bytes() == b"whole\npart"


def test_an_error_that_the_sync_reports_takes_the_line_away(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "game.jsonl"
    path.write_bytes(b"whole\n")
    calls: list[int] = []

    def broken(handle: int) -> None:
        calls.append(handle)
        raise OSError(5, "Input/output error")

    monkeypatch.setattr(os, "fsync", broken)
    with pytest.raises(SaveFailed, match=r"game\.jsonl: Input/output error"):
        disk.append(path, 6, b"line\n")
    assert calls
    assert path.read_bytes() == b"whole\n"


PLAY = """
import resource, sys
_, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv.pop(1)), hard))
from wargame.cli.main import main
main()
"""


def test_a_disk_that_fills_up_ends_commands_in_a_sentence_and_costs_nothing(
    tmp_path: Path,
) -> None:
    path, bots = tmp_path / "game.jsonl", "washington=random,tokyo=random,seoul=random"

    def run(room: int, *words: str) -> tuple[int, str]:
        done = subprocess.run(
            [sys.executable, "-c", PLAY, str(room), *words], capture_output=True, check=False,
            stdin=subprocess.DEVNULL, cwd=tmp_path,
        )  # fmt: skip
        return done.returncode, done.stderr.decode()

    play = ("play", "--plain", "--scenario", "first-week", "--seats", bots, "--save", str(path))
    status, said = run(1000, *play)
    assert (status, path.exists()) == (2, False), said
    assert said.count("\n") == 1
    status, said = run(40_000, *play)
    assert (status, said.count("\n")) == (2, 1), said
    assert "game.jsonl: File too large" in said
    before = path.read_bytes()
    assert verify(path).verdict is Verdict.OPEN
    status, said = run(len(before), "resume", str(path), "--plain")
    assert (status, path.read_bytes() == before) == (2, True), said
    status, said = run(10**7, "resume", str(path), "--plain")
    assert (status, verify(path).verdict) == (0, Verdict.EXACT), said
    out = tmp_path / "out.csv"
    status, said = run(5000, "export", str(path), "--format", "csv", "--out", str(out))
    assert (status, said.count("\n"), out.exists()) == (2, 1, False), said
    assert list(tmp_path.iterdir()) == [path]


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


@pytest.mark.skipif(os.name != "posix", reason="no such permissions here")
@pytest.mark.parametrize("named", [False, True])
def test_what_can_hold_a_hand_is_its_owners_alone(
    tmp_path: Path, named: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    if named:
        monkeypatch.setattr(disk, "_UNNAMED", 0)
    before = os.umask(0o022)
    try:
        top = tmp_path / "one" / "two"
        path = top / "game.jsonl"
        played(path)
        annotate(path, 3, "a note")
        fork(path, 3, top / "branch.jsonl")
        recover(path, top / "recovered.jsonl")
        disk.publish(top / "export.csv", b"a hand")
        KeyedStore("games", top / "games.sqlite").add([("a match", "a game")])
        assert report(ValueError(), top) is not None
    finally:
        os.umask(before)
    assert len(list(top.iterdir())) == 6
    assert {path.name: oct(mode(path)) for path in top.iterdir()} == {
        path.name: oct(0o600) for path in top.iterdir()
    }
    assert [oct(mode(folder)) for folder in (top, top.parent)] == [oct(0o700)] * 2


@pytest.mark.parametrize("named", [False, True])
def test_no_planted_link_is_followed(
    tmp_path: Path, named: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    victim = tmp_path / "victim"
    victim.write_bytes(b"mine")
    folder = tmp_path / "saves"
    folder.mkdir()
    new = folder / "game.jsonl"
    (folder / f".{new.name}.{os.getpid()}").symlink_to(victim)  # the name that was used once
    if named:
        monkeypatch.setattr(disk, "_UNNAMED", 0)
        monkeypatch.setattr(disk.secrets, "token_hex", lambda _: "0" * 16)
        planted = folder / f".wargame-{os.getpid()}-{'0' * 16}"
        planted.symlink_to(victim)
        with pytest.raises(SaveFailed, match=r"there already|File exists"):
            disk.publish(new, b"hand")
        planted.unlink()
    disk.publish(new, b"hand")
    (folder / "link.jsonl").symlink_to(victim)
    (folder / "dangling.jsonl").symlink_to(tmp_path / "nowhere")
    for name in ("link.jsonl", "dangling.jsonl"):
        with pytest.raises(SaveFailed, match="there already"):
            disk.publish(folder / name, b"hand")
    assert victim.read_bytes() == b"mine"
    assert not (tmp_path / "nowhere").exists()
    assert new.read_bytes() == b"hand"


@pytest.mark.parametrize("named", [False, True])
def test_a_name_that_the_system_takes_is_taken(
    tmp_path: Path, named: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    if named:
        monkeypatch.setattr(disk, "_UNNAMED", 0)
    path = tmp_path / ("n" * 244 + ".jsonl")
    played(path)
    assert verify(path).verdict is Verdict.EXACT


KILLED = """
import os, signal, sys
from pathlib import Path
from wargame.saves.write import disk
if sys.argv[2] == "named":
    disk._UNNAMED = 0
os.fsync = lambda handle: os.kill(os.getpid(), signal.SIGKILL)
disk.publish(Path(sys.argv[1]) / "game.jsonl", b"a hand" * 1000)
"""


@pytest.mark.skipif(os.name != "posix", reason="no SIGKILL here")
@pytest.mark.parametrize("how", ["unnamed", "named"])
def test_what_a_killed_process_left_is_cleared_away(
    tmp_path: Path, how: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    run = subprocess.run([sys.executable, "-c", KILLED, str(tmp_path), how], check=False)
    assert run.returncode == -9
    left = list(tmp_path.iterdir())
    assert len(left) == (how == "named" or not disk._UNNAMED)
    alive = tmp_path / f".wargame-{os.getpid()}-{'a' * 16}"
    alive.write_bytes(b"being written by a process that lives")
    monkeypatch.setattr(disk, "_UNNAMED", 0)
    disk.publish(tmp_path / "next.jsonl", b"x")
    assert {path.name for path in tmp_path.iterdir()} == {alive.name, "next.jsonl"}


def test_where_no_hard_links_are_no_file_is_overwritten(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def none(*_: object, **__: object) -> None:
        raise OSError(1, "Operation not permitted")

    monkeypatch.setattr(os, "link", none)
    path = tmp_path / "game.jsonl"
    disk.publish(path, b"whole")
    with pytest.raises(SaveFailed, match="there already"):
        disk.publish(path, b"other")
    assert bytes_of(tmp_path) == {"game.jsonl": b"whole"}
    assert mode(path) == 0o600
    monkeypatch.setattr(os, "replace", none)
    with pytest.raises(SaveFailed, match="not permitted"):
        disk.publish(tmp_path / "new.jsonl", b"other")
    assert bytes_of(tmp_path) == {"game.jsonl": b"whole"}
