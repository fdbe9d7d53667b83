"""Reports: one form for all measurements, shown as lines, JSON, CSV, or a picture."""

from __future__ import annotations

import csv
import io
import json
import os
import re
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from xml.etree import ElementTree

import pytest
from click.testing import CliRunner

from wargame.cli.lab import commands as lab_commands
from wargame.cli.lab import measure, report
from wargame.cli.lab.common import LabInterrupted, command_words
from wargame.cli.lab.report import plot, print_tables
from wargame.cli.lab.studies import turning
from wargame.cli.main import commands
from wargame.cli.show import plot as pictures
from wargame.cli.show import table as tables
from wargame.cli.show.figures import OutputTrouble, axis_of
from wargame.cli.terminal import Unread
from wargame.engine.library import library
from wargame.lab import run
from wargame.lab.findings import Findings, Row
from wargame.lab.intervals import Figure, share
from wargame.lab.manifest import Manifest, manifest
from wargame.lab.studies import exploit, legality
from wargame.lab.studies.matchups import Size

ARENA = ["lab", "arena", "--bots", "random", "--games", "9", "--seed", "3"]


@pytest.fixture
def tiny(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the whole table and a search rest on a handful of games."""
    size = Size(mirror=2, mind=2, company=3, random=4, search=0, search_mirror=0)
    monkeypatch.setattr(lab_commands, "QUICK", size)
    monkeypatch.setattr(exploit, "ROTATIONS", 1)


def wargame(*words: str, code: int = 0) -> str:
    """Run a command in this process and give what it printed."""
    run_ = CliRunner().invoke(commands, list(words), standalone_mode=False)
    assert run_.exception is None or code, run_.exception
    return run_.stdout


def test_an_arena_as_json_carries_its_manifest() -> None:
    run_ = subprocess.run([sys.executable, "-m", "wargame", *ARENA, "--json"], check=True,
                          capture_output=True, text=True, encoding="utf-8")  # fmt: skip
    found = json.loads(run_.stdout)
    manifest = found["manifest"]
    assert found["what"] == "arena"
    assert found["found"]["games"] == manifest["games"] == 9
    assert (manifest["seed"], manifest["seeds"]) == (3, [3, 5])
    assert manifest["rules"] == library().digest()
    assert manifest["words"] == library().words_digest()
    assert len({manifest[name] for name in ("rules", "words", "bots", "code")}) == 4
    assert {"version", "python", "scenario", "basic"} <= set(manifest)
    assert {row["group"] for row in found["rows"]} >= {"best seat, by bot", "endings"}


def test_the_command_of_the_manifest_gives_the_same_bytes() -> None:
    par = ["par", "--scenario", "first-week", "--bot", "random"]
    for words in (["arena", "--bots", "random"], par, ["legal"]):
        first = wargame("lab", *words, "--games", "20", "--basic", "--json")
        command = json.loads(first)["manifest"]["command"].split()
        assert command[0] == "wargame"
        assert wargame(*command[1:], "--json") == first
        assert wargame(*command[1:], "--json", "--fresh", "--jobs", "2") == first


def test_targets_of_all_scenarios_are_one_report(
    tiny: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    names = sorted(library().scenarios)[-2:]
    two = {name: library().scenarios[name] for name in names}
    monkeypatch.setattr(library(), "scenarios", two)
    first = wargame("lab", "targets", "--quick", "--no-search", "--scenario", "all", "--json")
    found = json.loads(first)
    assert set(found["found"]) == set(two)
    assert {row["group"].partition(": ")[0] for row in found["rows"]} == set(two)
    assert sum(sum(count.values()) for count in found["found"].values()) == len(found["rows"])
    assert found["manifest"]["scenario"] == "all"
    assert found["manifest"]["command"] == (
        "wargame lab targets --scenario all --seed 1 --quick --no-search"
    )
    basic = json.loads(wargame("lab", "targets", "--quick", "--no-search", "--basic", "--json"))
    assert basic["manifest"]["command"].endswith("--quick --no-search --basic")


@pytest.mark.parametrize(
    "words",
    [
        ["targets", "--quick", "--scenario", "first-week"],
        ["cards", "--bots", "random", "--games", "90"],
        ["exploit", "--scenario", "first-week", "--games", "15", "--measure", "6",
         "--restarts", "1"],
    ],
)  # fmt: skip
def test_a_broken_study_goes_on_where_it_was(
    words: list[str], tiny: None, monkeypatch: pytest.MonkeyPatch, kept: Path
) -> None:
    """What was played before ctrl-C is not played again, and the outcome is the same."""
    played: list[object] = []
    real = run.play_batch

    def noted(matches: list[object]) -> object:
        if len(played) >= 10 and not kept.with_suffix(".on").exists():
            raise KeyboardInterrupt
        played.extend(matches)
        return real(matches)  # type: ignore[arg-type]

    monkeypatch.setattr(run, "play_batch", noted)
    broken = CliRunner().invoke(commands, ["lab", *words, "--json"], standalone_mode=False)
    assert getattr(broken.exception, "exit_code", 0) == 130
    kept.with_suffix(".on").touch()
    resumed = wargame("lab", *words, "--json")
    assert len(played) == len(set(played))
    assert json.loads(resumed)["manifest"]["games"] >= len(played)
    assert wargame("lab", *words, "--json", "--fresh", "--jobs", "2") == resumed
    rows = list(csv.DictReader(io.StringIO(wargame("lab", *words, "--csv"))))
    assert [row["measure"] for row in rows] == [
        row["measure"] for row in json.loads(resumed)["rows"]
    ]


@pytest.mark.skipif(sys.platform == "win32", reason="signals are others there")
def test_an_interrupt_that_a_worker_heard_first_is_told_once() -> None:
    before = signal.getsignal(signal.SIGINT)
    with pytest.raises(LabInterrupted), measure.refusing(lambda: None):
        raise KeyboardInterrupt
    os.kill(os.getpid(), signal.SIGINT)
    assert signal.getsignal(signal.SIGINT) is before


def test_progress_ends_at_its_total(tiny: None, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whether games are played or were kept, over several runs of the runner."""
    seen: list[tuple[int, list[int]]] = []

    @contextmanager
    def progress(what: str, games: int) -> Iterator[Callable[[int], None]]:
        seen.append((games, []))
        yield seen[-1][1].append

    monkeypatch.setattr(measure, "progress", progress)
    exploit = ["exploit", "--scenario", "first-week", "--games", "15", "--measure", "6"]
    targets = ["targets", "--quick", "--scenario", "first-week"]
    for words in (targets, targets, [*exploit, "--restarts", "1"], [*exploit, "--restarts", "1"]):
        wargame("lab", *words, "--json")
        total, told = seen[-1]
        assert told == sorted(told)
        assert told[-1] == total


def test_the_rows_as_csv() -> None:
    rows = list(csv.DictReader(io.StringIO(wargame(*ARENA, "--csv"))))
    seats = [row["measure"] for row in rows if row["group"] == "best seat, by seat"]
    assert seats == ["washington", "tokyo", "seoul"]
    assert all(float(row["low95"]) <= float(row["value"]) <= float(row["high95"]) for row in rows)
    assert {row["rules"] for row in rows} == {library().digest()}


def test_what_is_not_measured_yet_stands_beside_the_csv(tiny: None) -> None:
    words = ["lab", "targets", "--quick", "--scenario", "first-week", "--csv"]
    told = CliRunner().invoke(commands, words, standalone_mode=False)
    rows = list(csv.DictReader(io.StringIO(told.stdout)))
    assert all(row["verdict"] in ("HOLDS", "FAILS", "UNDECIDED") for row in rows)
    assert "NOT YET   the search bot against adaptive" in told.stderr


def test_plain_lines_name_their_command_and_digests() -> None:
    lines = wargame(*ARENA).splitlines()
    assert lines[0].startswith("# wargame lab arena --scenario new-entente --bots random --seed 3")
    assert f"rules {library().digest()[:12]}" in lines[-1]


def test_par_prints_the_lines_for_a_scenario() -> None:
    words = ("--scenario", "first-week", "--bot", "random", "--games", "30")
    lines = wargame("lab", "par", *words).splitlines()
    assert sum(line.startswith("tokyo = { par = [") for line in lines) == 2
    assert lines.index("[par_turn.1]") > lines.index(next(x for x in lines if x[:5] == "tokyo"))


def test_targets_have_a_code_of_their_own_where_a_row_fails(tiny: None) -> None:
    words = ["lab", "targets", "--quick", "--scenario", "first-week"]
    run_ = CliRunner().invoke(commands, words, standalone_mode=False)
    assert run_.exception is None, run_.exception
    assert run_.return_value == int("FAILS" in run_.stdout)
    assert "NOT YET" in run_.stdout
    assert "answers a game" in run_.stdout


def test_a_picture_is_the_same_every_time(tmp_path: Path) -> None:
    pytest.importorskip("matplotlib")
    pictures = [tmp_path / "a.svg", tmp_path / "b.svg"]
    for picture in pictures:
        wargame(*ARENA, "--svg", str(picture))
    first, second = (picture.read_bytes() for picture in pictures)
    assert first == second
    text = " ".join(ElementTree.fromstring(first).itertext())
    for word in ("arena: new-entente, 9 games", "washington", "dashed: an even share"):
        assert word in text


def test_studies_are_drawn(tiny: None, tmp_path: Path) -> None:
    pytest.importorskip("matplotlib")
    path = tmp_path / "x.svg"
    wargame("lab", "targets", "--quick", "--scenario", "first-week", "--svg", str(path))
    assert "one-track mind, best" in path.read_text("utf-8")
    wargame("lab", "cards", "--bots", "random", "--games", "6", "--svg", str(path))
    assert "events: change in collapse" in path.read_text("utf-8")
    wargame("lab", "exploit", "--scenario", "first-week", "--games", "15", "--measure", "3",
            "--svg", str(path))  # fmt: skip
    assert "gain of the best child" in path.read_text("utf-8")


def test_a_picture_overwrites_nothing_but_a_picture(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """And that is found out before a game is played."""
    pytest.importorskip("matplotlib")
    monkeypatch.setattr(run, "play_batch", None)
    save, new = tmp_path / "game.save", tmp_path / "new.jsonl"
    save.write_text('{"wargame":2}\n')
    for words, says in (
        ([*ARENA, "--svg", save], "is no SVG"),
        (["lab", "turning-points", save, "--svg", save], "which is used here"),
        ([*ARENA, "--results", new, "--svg", tmp_path / "no" / ".." / "new.jsonl"], "is used here"),
        ([*ARENA, "--svg", tmp_path], "is a folder"),
        ([*ARENA, "--svg", tmp_path / "none" / "x.svg"], "No such file"),
        ([*ARENA, "--svg", tmp_path / ("x" * 300)], "cannot use"),
    ):
        refused = CliRunner().invoke(commands, [*map(str, words)], standalone_mode=False)
        assert says in str(refused.exception)
        assert getattr(refused.exception, "exit_code", 0) == 2
    assert save.read_text() == '{"wargame":2}\n'
    assert list(tmp_path.iterdir()) == [save]
    monkeypatch.setattr(os, "access", lambda path, mode: False)
    with pytest.raises(OutputTrouble, match="Permission denied"):
        pictures.check_path(tmp_path / "x.svg")


def test_a_picture_is_drawn_though_nobody_reads_the_figures(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pytest.importorskip("matplotlib")
    path = tmp_path / "x.svg"

    def gone(findings: Findings, manifest: Manifest) -> None:
        raise BrokenPipeError

    monkeypatch.setattr(report, "print_tables", gone)
    run_ = CliRunner().invoke(commands, [*ARENA, "--svg", str(path)], standalone_mode=False)
    assert isinstance(run_.exception, Unread)
    assert "best seat" in path.read_text("utf-8")


def test_a_picture_that_cannot_be_written_loses_no_figure(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pytest.importorskip("matplotlib")
    path = tmp_path / "x.svg"

    def broken(findings: Findings, manifest: Manifest, path: Path) -> None:
        raise OutputTrouble("no space left")

    monkeypatch.setattr(pictures, "draw_rows", broken)
    run_ = CliRunner().invoke(commands, [*ARENA, "--svg", str(path)], standalone_mode=False)
    assert "best seat, by seat:" in run_.stdout
    assert "no space left" in str(run_.exception)


@pytest.mark.skipif(sys.platform == "win32", reason="no limit on the size of files there")
def test_a_picture_that_fails_leaves_the_older_one(tmp_path: Path) -> None:
    pytest.importorskip("matplotlib")
    from tests.record.test_disk import room_for

    path = tmp_path / "x.svg"
    wargame(*ARENA, "--svg", str(path))
    before = path.read_bytes()
    with room_for(len(before) // 2):
        run_ = CliRunner().invoke(commands, [*ARENA, "--svg", str(path)], standalone_mode=False)
    assert "x.svg: File too large" in str(run_.exception)
    assert path.read_bytes() == before
    assert sorted(found.name for found in tmp_path.iterdir()) == ["kept", "x.svg"]


def test_without_matplotlib_there_is_a_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "matplotlib", None)
    monkeypatch.setattr(run, "play_batch", None)
    run_ = CliRunner().invoke(commands, [*ARENA, "--svg", "x.svg"], standalone_mode=False)
    assert "a picture needs matplotlib: pip install" in str(run_.exception)


def test_an_interrupted_command_says_what_is_kept_and_goes_on(
    monkeypatch: pytest.MonkeyPatch, kept: Path
) -> None:
    words = ["lab", "arena", "--bots", "random", "--games", "60", "--json"]
    wargame("lab", "arena", "--bots", "random", "--games", "9", "--seed", "500")
    real, calls = run.play_batch, [0]

    def stop(matches: object) -> object:
        calls[0] += 1
        if calls[0] == 2:
            raise KeyboardInterrupt
        return real(matches)  # type: ignore[arg-type]

    with monkeypatch.context() as patch:
        patch.setattr(run, "play_batch", stop)
        broken = CliRunner().invoke(commands, words, standalone_mode=False)
    assert getattr(broken.exception, "exit_code", 0) == 130
    assert "interrupted; 40 of its games are kept in" in str(broken.exception)
    assert "the same command goes on" in str(broken.exception)
    assert not broken.stdout
    resumed = wargame(*words)
    for path in kept.iterdir():
        path.unlink()
    assert wargame(*words) == resumed


@pytest.mark.parametrize("words", [["arena", "--bots", "random"], ["legal", "--scenario", "limbo"]])
def test_what_others_have_kept_is_not_counted(
    words: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def stop(part: object) -> None:
        raise KeyboardInterrupt

    wargame("lab", *words, "--games", "9")
    monkeypatch.setattr(run, "play_batch", stop)
    monkeypatch.setattr(legality, "play_block", stop)
    again = ["lab", *words, "--games", "9", "--seed", "500"]
    broken = CliRunner().invoke(commands, again, standalone_mode=False)
    assert str(broken.exception) == "interrupted; none of its games is kept"


def test_all_scenarios_may_be_named() -> None:
    one, other = (json.loads(wargame("lab", "legal", *words, "--games", "14", "--json"))
                  for words in ([], ["--scenario", "all"]))  # fmt: skip
    assert one == other
    assert one["manifest"]["scenario"] == "all"


def test_a_file_that_looks_like_an_option_is_none_in_the_command() -> None:
    words = command_words(turning, {"file": Path("-g.save")})
    assert words == ("turning-points", "./-g.save")


def test_a_file_of_damaged_games_is_named(tmp_path: Path) -> None:
    path = tmp_path / "games.sqlite"
    words = [*ARENA, "--results", str(path)]
    assert wargame(*words) == wargame(*words)
    path.write_bytes(path.read_bytes().replace(b'"turns":', b'"turnz":'))
    run_ = CliRunner().invoke(commands, words, standalone_mode=False)
    assert "games.sqlite is damaged; take it away" in str(run_.exception)


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root reads all")
def test_a_file_that_may_not_be_read(tmp_path: Path) -> None:
    path = tmp_path / "games.jsonl"
    path.write_text("")
    path.chmod(0)
    run_ = CliRunner().invoke(commands, [*ARENA, "--results", str(path)], standalone_mode=False)
    assert "cannot use" in str(run_.exception)


def test_a_row_says_whether_it_holds() -> None:
    assert Row("x", 0.2, 0.4, Figure(0.3, 0.25, 0.35, 9)).verdict == "HOLDS"
    assert Row("x", 0.2, 0.4, Figure(0.5, 0.45, 0.55, 9)).verdict == "FAILS"
    assert Row("x", 0.2, 0.4, Figure(0.4, 0.35, 0.45, 9)).verdict == "UNDECIDED"
    assert Row("x", None, None, Figure(0.4, 0.35, 0.45, 9)).verdict == ""


def test_a_change_may_be_negative_on_its_axis() -> None:
    axis = axis_of([Row("x", None, None, Figure(-0.1, -0.2, 0.1, 9), "", True)])
    assert axis is not None
    assert axis.low < -0.2


def test_a_plot_shows_the_bounds_and_what_lies_beyond() -> None:
    inside = plot(Row("x", 0.2, 0.4, Figure(0.3, 0.25, 0.35, 9)), None, ascii_only=True)
    assert inside == "           | ---o--- |           "
    beyond = plot(Row("x", 0.2, 0.4, Figure(0.9, 0.3, 1.0, 9)), None, ascii_only=True)
    assert beyond.endswith(">")
    assert "o" not in beyond
    unknown = Figure(1.0, float("-inf"), float("inf"), 1)
    assert plot(Row("x", 0.5, 1.5, unknown), None, ascii_only=True)[::32] == "<>"


def test_rows_without_bounds_share_an_axis() -> None:
    rows = [Row(str(n), None, None, share(n, 10), "", True, 1 / 3) for n in (1, 5)]
    axis = axis_of(rows)
    assert axis is not None
    assert (axis.low, axis.at(axis.high)) == (0.0, 1.0)
    assert axis_of([Row("x", 0, 1, share(1, 2))]) is None


def widest(shown: str) -> int:
    """Give the width of the widest line, colours aside."""
    return max(map(len, re.sub("\x1b[^m]*m", "", shown).splitlines()))


@pytest.mark.parametrize("columns", [24, 40, 60])
def test_a_narrow_terminal_gets_names_and_then_plain_lines(
    columns: int, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stdout.isatty", lambda: True)
    monkeypatch.setenv("COLUMNS", str(columns))
    name = "turns in which the later best seat is behind"
    rows = (Row(name, 0.2, 0.4, share(45, 100), "how a game goes", True),)
    notes = manifest("wargame lab x", "limbo", None, 1, None, 100)
    print_tables(Findings(rows), notes)
    shown = capsys.readouterr().out
    assert set(name.split()) <= set(shown.split())
    assert ("45.0 %  (35.6 to 54.8 %)  n=100" in shown) is (columns < 40)
    assert (widest(shown) <= columns) is (columns >= 40)


def test_a_narrow_table_leaves_columns_out_and_breaks_no_word(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stdout.isatty", lambda: True)
    heads = ("card", "title", "held", "played %")
    rows = [("R01", "Warning Picture", "80", "100 (98–100)")]
    shown = {}
    for columns in (80, 40, 30, 20):
        monkeypatch.setenv("COLUMNS", str(columns))
        tables.show(tables.Table("Cards", heads, rows, ("held",)))
        shown[columns] = capsys.readouterr().out
        assert {"Warning", "Picture", "100", "(98–100)"} <= set(shown[columns].split())
    assert ["held" in told for told in shown.values()] == [True, True, False, True]
    assert max(len(line) for line in shown[30].splitlines() if "\x1b" not in line) == 30
    assert "  R01   Warning Picture    80  100 (98–100)" in shown[20]


@pytest.mark.parametrize("columns", [60, 80, 100, 140])
def test_a_terminal_gets_a_table_with_a_plot(
    columns: int, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stdout.isatty", lambda: True)
    monkeypatch.setenv("COLUMNS", str(columns))
    rows = (
        Row("first", 0.2, 0.4, share(30, 100), "judged", True),
        Row("second", 0.2, 0.4, share(90, 100), "judged", True),
        Row("[third]", None, None, share(50, 100), "bare", True, 1 / 3),
    )
    notes = manifest("wargame lab x", "limbo", None, 1, None, 100)
    print_tables(Findings(rows, ("a [note]",)), notes)
    shown = capsys.readouterr().out
    for word in ("judged", "wanted", "HOLDS", "FAILS", "20 to 40 %", "[third]", "a [note]"):
        assert word in shown
    assert "wargame lab x" in shown
    assert widest(shown) <= columns
    assert ("(21.9 to 39.6 %)" in shown) is (columns > 60)
