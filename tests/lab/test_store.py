"""Games are kept, ctrl-C keeps what was done, and the results are the same whoever played them."""

from __future__ import annotations

import json
import os
import pickle
import sqlite3
import subprocess
import sys
import tracemalloc
from contextlib import closing
from pathlib import Path

import pytest
from attrs import evolve

from wargame.lab import manifest, run
from wargame.lab.match import GameResult, Match, play
from wargame.lab.parallel import Workers
from wargame.lab.run import Runner
from wargame.lab.store import KeyedStore, ResultStore, structure, unstructure
from wargame.lab.studies.arena import matches
from wargame.lab.trouble import GameFailed, StoreTrouble

SCENARIO = "new-entente"
RANDOM = ("random", "random", "random")
TODO = list(matches(SCENARIO, RANDOM, 90, 1))


def as_bytes(results: list[GameResult]) -> bytes:
    """Write results as a store does."""
    return json.dumps([unstructure(result) for result in results]).encode()


@pytest.fixture(scope="module")
def plain() -> list[GameResult]:
    """The results of one process, played in one go and not kept."""
    return list(run.run(TODO))


@pytest.mark.parametrize("words", [RANDOM, ("adaptive", "random", "random")])
def test_a_result_comes_back_from_json_as_it_was(words: tuple[str, ...]) -> None:
    result = play(Match(SCENARIO, 5, words, basic=True, luck=2, first="tokyo", probe=True))
    assert all((result.public, result.held, result.looked))
    result = evolve(result, broken=(("collapse", 3, 1),))
    again = structure(unstructure(result))
    assert again == result
    assert list(again.used.items()) == list(result.used.items())
    assert as_bytes([again]) == as_bytes([result])


@pytest.fixture
def played(monkeypatch: pytest.MonkeyPatch) -> list[Match]:
    """The matches that are played in this process, as they are played."""
    found: list[Match] = []
    real = run.play

    def noted(match: Match) -> GameResult:
        found.append(match)
        return real(match)

    monkeypatch.setattr(run, "play", noted)
    return found


def test_what_is_taken_away_while_it_is_read_is_played_anew(
    tmp_path: Path, plain: list[GameResult]
) -> None:
    store = ResultStore(tmp_path / "games.sqlite")
    store.add(plain)
    found = []
    for result in run.run(TODO, Runner(store=store)):
        found.append(result)
        if len(found) == 80:
            store.path.unlink()
    assert as_bytes(found) == as_bytes(plain)
    assert len(store) == 10


def test_what_was_played_is_not_played_again(plain: list[GameResult], played: list[Match]) -> None:
    assert list(run.run(TODO[:50], Runner(store=ResultStore()))) == plain[:50]
    played.clear()
    runner = Runner(store=ResultStore())
    told: list[int] = []
    found = list(run.run(TODO, runner, told.append))
    assert as_bytes(found) == as_bytes(plain)
    assert played == TODO[50:]
    assert told == [50, 90]
    assert (runner.kept, runner.games, runner.seeds) == (50, 90, (1, 30))


@pytest.mark.parametrize("store", [True, False])
def test_a_match_that_is_wanted_twice_is_played_once(
    plain: list[GameResult], store: bool, played: list[Match]
) -> None:
    told: list[int] = []
    runner = Runner(store=ResultStore() if store else None)
    todo = [*TODO[:3], *TODO[:5]]
    assert list(run.run(todo, runner, told.append)) == [*plain[:3], *plain[:5]]
    assert played == TODO[:5]
    assert list(run.run(TODO[:2], runner, told.append)) == plain[:2]
    assert told == [8, 10]


def test_ctrl_c_keeps_what_was_done_and_the_run_goes_on(
    plain: list[GameResult], kept: Path
) -> None:
    whole = ResultStore(kept / "whole.sqlite")
    list(run.run(TODO, Runner(store=whole)))

    def interrupt(count: int) -> None:
        if count >= 40:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        list(run.run(TODO, Runner(store=ResultStore()), interrupt))
    assert len(ResultStore()) == 40
    assert as_bytes(list(run.run(TODO, Runner(store=ResultStore())))) == as_bytes(plain)
    assert list(ResultStore().kept.values()) == list(whole.kept.values())


def test_processes_and_the_store_change_nothing(plain: list[GameResult]) -> None:
    near = list(run.run(TODO, Runner(Workers(jobs=2), ResultStore())))
    assert as_bytes(near) == as_bytes(plain)
    assert as_bytes(list(run.run(TODO, 2))) == as_bytes(plain)


def test_the_games_of_other_code_are_not_taken_for_ours(
    kept: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ours = manifest.basis()
    path = kept / "named.sqlite"
    list(run.run(TODO[:3], Runner(store=ResultStore(path))))
    list(run.run(TODO[:3], Runner(store=ResultStore())))
    monkeypatch.setattr("wargame.lab.store.basis", lambda: evolve(ours, code="0" * 64))
    assert len(ResultStore()) == 0
    with pytest.raises(StoreTrouble) as refused:
        ResultStore(path)
    assert ours.code[:12] in str(refused.value)
    assert "0" * 12 in str(refused.value)


def test_a_folder_that_may_not_be_looked_into(kept: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(path: Path, **more: object) -> None:
        raise PermissionError(13, "Permission denied")

    assert len(ResultStore()) == 0
    monkeypatch.setattr(Path, "stat", refuse)
    with pytest.raises(StoreTrouble, match=r"cannot use .*: Permission denied"):
        ResultStore(kept / "x.jsonl")


def test_another_ones_file_is_refused_and_stays_as_it_is(kept: Path) -> None:
    kept.mkdir()
    letter = kept / "letter.txt"
    letter.write_text("Dear sir\n" * 200)
    for text in ("x\n", "Dear sir\n" * 200):
        letter.write_text(text)
        with pytest.raises(StoreTrouble, match="no games of this lab; name another file"):
            ResultStore(letter)
        assert letter.read_text() == text
    other = kept / "other.sqlite"
    with closing(sqlite3.connect(other)) as database, database:
        database.execute("CREATE TABLE songs (name)")
    with pytest.raises(StoreTrouble, match="no games of this lab"):
        ResultStore(other)


@pytest.mark.skipif(sys.platform == "win32", reason="no such files there")
def test_what_is_no_plain_file_is_refused(kept: Path) -> None:
    """A pipe would be waited for, and a device may never end."""
    kept.mkdir()
    os.mkfifo(kept / "pipe")
    for path, says in (
        (kept, "is a folder"),
        (kept / "pipe", "is no plain file"),
        (Path(os.devnull), "is no plain file"),
        (kept / ("x" * 300), "cannot use"),
    ):
        with pytest.raises(StoreTrouble, match=says):
            ResultStore(path)


def test_a_folder_that_cannot_be_written(kept: Path, plain: list[GameResult]) -> None:
    kept.mkdir()
    (kept / "file").write_text("")
    with pytest.raises(StoreTrouble, match="cannot write to"):
        ResultStore(kept / "file" / "x.sqlite").add(plain[:1])


FULL = """
import resource, sys
from pathlib import Path
from wargame.lab.match import Match, play
from wargame.lab.store import ResultStore
from wargame.lab.trouble import StoreTrouble
from signal import SIGXFSZ, SIG_IGN, signal
signal(SIGXFSZ, SIG_IGN)
path = Path(sys.argv[1])
store = ResultStore(path)
size = path.stat().st_size + 100
resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))
try:
    store.add([play(Match("new-entente", seed, ("random",) * 3)) for seed in range(500, 520)])
except StoreTrouble as error:
    print(error)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="no such limit there")
def test_a_full_disk_is_a_sentence_and_loses_nothing_that_was_kept(
    kept: Path, plain: list[GameResult]
) -> None:
    store = ResultStore(kept / "x.sqlite")
    store.add(plain[:5])
    run = subprocess.run(
        [sys.executable, "-c", FULL, str(store.path)], capture_output=True, text=True, check=True
    )
    assert "x.sqlite cannot be used" in run.stdout, run.stderr
    again = ResultStore(kept / "x.sqlite")
    assert [again.get(result.match) for result in plain[:5]] == plain[:5]
    again.add(plain[5:7])
    assert len(ResultStore(kept / "x.sqlite")) == 7


def test_two_that_add_to_one_file_do_no_harm(kept: Path, plain: list[GameResult]) -> None:
    one, two = ResultStore(), ResultStore()
    one.add(plain[:3])
    two.add(plain[2:6])
    one.add(plain[6:8])
    again = ResultStore()
    assert [again.get(result.match) for result in plain[:8]] == plain[:8]
    assert len(again) == 8


def test_thirty_thousand_rows_take_no_memory(kept: Path) -> None:
    store = KeyedStore("games")
    keys = [f"match {number:06} of this test, as long as a match is" for number in range(30_000)]
    store.add((key, number) for number, key in enumerate(keys))
    tracemalloc.start()
    again = KeyedStore("games")
    assert len(again) == 30_000
    assert all(key in again for key in keys[::30])
    assert "match 030000" not in again
    assert again.get(keys[-1]) == 29_999
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert most < 500_000
    assert list(again.values()) == list(range(30_000))


@pytest.mark.skipif(not hasattr(os, "fork"), reason="no fork there")
def test_a_process_that_was_forked_reads_and_adds(kept: Path) -> None:
    """It shares no connection with the one that it came from, and neither harms the other's."""
    store = KeyedStore("games")
    store.add([("parent", 1)])
    child = os.fork()
    if not child:
        good = store.get("parent") == 1
        store.add([("child", 2)])
        os._exit(0 if good and store.get("child") == 2 else 1)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0
    store.add([("parent again", 3)])
    assert list(store.values()) == [1, 2, 3]
    assert list(pickle.loads(pickle.dumps(store)).values()) == [1, 2, 3]


@pytest.mark.skipif(sys.platform == "win32", reason="an open file stays there")
def test_a_file_that_is_taken_away_is_made_again(kept: Path) -> None:
    store = KeyedStore("games")
    store.add([("one", 1)])
    store.path.unlink()
    assert store.get("one") is None
    assert not store.path.exists()
    store.add([("two", 2)])
    assert list(KeyedStore("games").values()) == [2]


def test_a_file_that_another_program_made_meanwhile_is_refused(kept: Path) -> None:
    store = KeyedStore("games")
    KeyedStore("legal", store.path).add([("block", 1)])
    with pytest.raises(StoreTrouble, match="kind legal"):
        store.add([("match", 1)])
    assert list(KeyedStore("legal", store.path).values()) == [1]


def test_games_that_another_run_adds_meanwhile_are_told_once(plain: list[GameResult]) -> None:
    """Progress still ends at its total, and every match has its result in its place."""
    told: list[int] = []
    runner = Runner(store=ResultStore())

    def add(count: int) -> None:
        told.append(count)
        ResultStore().add(plain)

    assert list(run.run(TODO, runner, add)) == plain
    assert told == [40, 80, 90]


def test_the_table_is_basic_where_the_match_does_not_say() -> None:
    basic = list(run.run(TODO[:2], Runner(basic=True)))
    assert [result.match.basic for result in basic] == [True, True]
    said = [evolve(match, basic=False) for match in TODO[:2]]
    assert [r.match.basic for r in run.run(said, Runner(basic=True))] == [False, False]


@pytest.mark.parametrize("jobs", [1, 2])
def test_a_game_that_fails_is_named_with_the_way_to_play_it_alone(jobs: int) -> None:
    bad = Match(SCENARIO, 3, ("random", "random", "nobody"))
    with pytest.raises(GameFailed) as failed:
        list(run.run([*TODO[:3], bad], jobs))
    assert 'UnknownBot: there is no bot "nobody"' in str(failed.value)
    assert f'play({bad})"' in str(failed.value)
