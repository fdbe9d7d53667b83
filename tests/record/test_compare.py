"""Two games of the same deal side by side, and the commands that branch, compare and export."""

from __future__ import annotations

import csv
import json
from collections import Counter
from io import StringIO
from pathlib import Path
from random import Random

import pytest

from tests.command_line import wargame
from tests.conftest import micro_pins
from tests.golden.make_samples import SAMPLES
from tests.record.test_export import hidden_words
from tests.record.test_fork import GOLDEN, plays_on
from tests.record.test_journal import played
from tests.record.test_sealed import unfinished
from wargame.cli.comparison import show
from wargame.engine.game import Game
from wargame.engine.library import library
from wargame.saves.export.columns import NAMES
from wargame.saves.export.compare import compare
from wargame.saves.format.errors import BadSave, CodeNeeded
from wargame.saves.format.pins import Pins
from wargame.saves.replay.loaded import load
from wargame.saves.write.fork import fork
from wargame.saves.write.journal import Journal


def branch(tmp_path: Path, at: int = 30, seed: int = 1) -> Path:
    """Branch from the golden game and play on by chance."""
    new = fork(GOLDEN, at, tmp_path / "branch.jsonl")
    plays_on(new, Random(seed))
    return new


def test_where_two_games_part(tmp_path: Path) -> None:
    new = branch(tmp_path)
    found = compare(GOLDEN, new)
    mine, its = (load(path).timeline.game.choices for path in (GOLDEN, new))
    first = next(at for at, (a, b) in enumerate(zip(mine, its, strict=False)) if a != b)
    assert first >= 30
    assert found.same == first
    for made, keys in zip(found.parted, (mine, its), strict=True):
        assert made is not None
        assert (made.ply, made.key) == (first, keys[first])
    assert found.branched == "B branched from A at ply 30"
    assert compare(new, GOLDEN).branched == "A branched from B at ply 30"
    assert not found.public
    assert found.turns[0]
    assert not any(level.differs for level in found.turns[0])
    assert any(level.differs for of in found.turns.values() for level in of)
    for side, path in zip(found.sides, (GOLDEN, new), strict=True):
        outcome = load(path).timeline.game.outcome
        assert outcome is not None
        assert [r.halves for r in side.results.values()] == [s.halves for s in outcome.scores]
        assert side.ending == outcome.ending_name


def test_a_copy_differs_in_nothing_and_a_file_is_not_compared_with_itself(tmp_path: Path) -> None:
    copy = tmp_path / "copy.jsonl"
    copy.write_bytes(GOLDEN.read_bytes())
    found = compare(GOLDEN, copy)
    assert found.alike
    assert found.same == load(GOLDEN).timeline.plies
    link = tmp_path / "link.jsonl"
    link.symlink_to(copy)
    for other in (copy, link):
        with pytest.raises(BadSave, match="the same file"):
            compare(copy, other)


def test_games_of_other_deals_are_refused_and_no_seed_is_told(tmp_path: Path) -> None:
    with pytest.raises(BadSave, match="not of the same deal: new-entente and limbo"):
        compare(GOLDEN, min(SAMPLES.glob("limbo-*.jsonl")))
    one, other = tmp_path / "one.jsonl", tmp_path / "other.jsonl"
    for path, seed in ((one, 77001), (other, 77002)):
        Journal.create(path, Game.of(micro_pins().program(), seed=seed), micro_pins()).close()
    with pytest.raises(BadSave, match="their seeds differ") as caught:
        compare(one, other)
    assert "7700" not in str(caught.value)
    changed = Pins(micro_pins().cards, micro_pins().ruleset, {**micro_pins().scenario})
    changed.scenario["levels"] = {**changed.scenario.get("levels", {}), "bond": 4}
    third = tmp_path / "third.jsonl"
    Journal.create(third, Game.of(changed.program(), seed=77001), changed).close()
    with pytest.raises(BadSave, match="cards or rules have changed"):
        compare(one, third)


def test_unfinished_games_are_compared_in_public(tmp_path: Path) -> None:
    rng = Random(3)
    program, pins = library().program("new-entente"), Pins.of(library(), "new-entente")
    game = Game.of(program, seed=5)
    while len(game.choices) < 45:
        assert game.decision is not None
        game.choose(rng.choice(game.decision.keys))
    one, other = tmp_path / "one.jsonl", tmp_path / "other.jsonl"
    Journal.create(one, game, pins).close()
    words = hidden_words(game)
    longer = game.fork()
    while len(longer.choices) < 50:
        assert longer.decision is not None
        longer.choose(rng.choice(longer.decision.keys))
    Journal.create(other, longer, pins).close()
    words &= hidden_words(longer)
    found = compare(one, other)
    assert found.public
    text = json.dumps(found.as_object(), ensure_ascii=False)
    assert words
    assert not {word for word in words if word in text}
    assert found.parted[0] is None
    assert not any(made and made.ply is not None for made in found.parted)


def test_a_locked_game_is_compared_with_its_code_alone(tmp_path: Path) -> None:
    one, other = tmp_path / "one.jsonl", tmp_path / "other.jsonl"
    unfinished(one, "first snow")
    unfinished(other, "first snow")
    with pytest.raises(CodeNeeded):
        compare(one, other)
    with pytest.raises(CodeNeeded):
        compare(one, other, "wrong")
    found = compare(one, other, "first snow")
    assert not found.public
    assert found.alike


def test_a_damaged_game_is_compared_as_far_as_it_is_good(tmp_path: Path) -> None:
    path = tmp_path / "cut.jsonl"
    lines = GOLDEN.read_bytes().splitlines(keepends=True)
    path.write_bytes(b"".join(lines[:120]))
    found = compare(GOLDEN, path)
    assert found.public
    assert found.parted[1] is None
    assert found.sides[1].verdict == "OPEN"
    path.write_bytes(b"".join(lines[:120]) + b"{}\n")
    assert compare(GOLDEN, path).sides[1].verdict == "DAMAGED"


# -- the commands ---------------------------------------------------------------------------------


def test_fork_at_the_command_line(tmp_path: Path) -> None:
    new = tmp_path / "new.jsonl"
    run = wargame("fork", str(GOLDEN), "--at", "20", "--save", str(new), "--no-play")
    assert run.returncode == 0, run.stderr
    assert "branched" in run.stdout
    assert load(new).timeline.plies == 20
    before = new.read_bytes()
    for words, says in (
        (["--at", "20", "--save", str(new)], "is there already"),
        (["--at", "-1", "--save", str(tmp_path / "x")], "cannot be branched from ply -1"),
        (["--at", "99999", "--save", str(tmp_path / "x")], "is over after that"),
        (["--at", "soon", "--save", str(tmp_path / "x")], "not a valid integer"),
        (["--at", "9" * 5000, "--save", str(tmp_path / "x")], "not a valid integer"),
        (["--at", "3"], "Missing option '--save'"),
    ):
        run = wargame("fork", str(GOLDEN), *words, "--no-play")
        assert run.returncode == 2
        assert says in run.stderr
        assert "Traceback" not in run.stderr
    assert new.read_bytes() == before
    assert not (tmp_path / "x").exists()
    played_on = tmp_path / "played.jsonl"
    run = wargame("fork", str(GOLDEN), "--at", "20", "--save", str(played_on), "--plain")
    assert run.returncode == 0, run.stderr
    assert "Best seat" in run.stdout  # its seats are bots: it is played to its end
    assert load(played_on).finished


def test_compare_at_the_command_line(tmp_path: Path) -> None:
    new = branch(tmp_path)
    run = wargame("compare", str(GOLDEN), str(new))
    assert run.returncode == 0, run.stderr
    assert "\x1b" not in run.stdout
    assert "First decision that differs" in run.stdout
    assert "Verdicts" in run.stdout
    found = json.loads(wargame("compare", str(GOLDEN), str(new), "--json").stdout)
    assert found["same"] >= 30
    assert found["turns"][0]["turn"] == 0
    assert found["sides"][1]["results"]["tokyo"]["lines"]
    run = wargame("compare", str(new), str(new))
    assert run.returncode == 2
    assert "same file" in run.stderr


def test_several_games_are_each_compared_with_the_first(tmp_path: Path) -> None:
    new, bad = branch(tmp_path), tmp_path / "bad.jsonl"
    (tmp_path / "copy.jsonl").write_bytes(GOLDEN.read_bytes())
    bad.write_text("{}\n")
    other = tmp_path / "other.jsonl"
    played(other, seed=4)
    files = [str(path) for path in (GOLDEN, new, bad, other, tmp_path / "copy.jsonl")]
    run = wargame("compare", *files)
    assert run.returncode == 1
    assert run.stdout.count(f"A  {GOLDEN.name}") == 2
    assert f"{bad} is no save" in run.stderr
    assert "other.jsonl are not of the same deal" in run.stderr
    found = json.loads(wargame("compare", *files, "--json").stdout)
    assert [one["sides"][1]["file"] for one in found] == [new.name, "copy.jsonl"]
    assert wargame("compare", str(bad), *files).returncode == 2
    assert "two games" in wargame("compare", *files, "--screen").stderr
    assert "Missing argument" in wargame("compare", str(GOLDEN)).stderr


def test_several_games_are_exported_together_or_not_at_all(tmp_path: Path) -> None:
    new, out, bad = branch(tmp_path), tmp_path / "all.csv", tmp_path / "bad.jsonl"
    words = ["export", str(GOLDEN), str(new), "--as", "tokyo"]
    lines = [json.loads(line) for line in wargame(*words).stdout.splitlines()]
    assert wargame(*words, "--format", "csv", "--out", str(out)).returncode == 0
    rows = list(csv.DictReader(StringIO(out.read_text(encoding="utf-8"))))
    assert [*rows[0]] == ["save", *NAMES]
    assert [row["save"] for row in rows] == [row["save"] for row in lines]
    assert {*Counter(row["save"] for row in rows)} == {GOLDEN.stem, new.stem}
    alone = wargame("export", str(GOLDEN), "--as", "tokyo").stdout.splitlines()
    of_first = [row for row in lines if row.pop("save") == GOLDEN.stem]
    assert of_first == [json.loads(line) for line in alone]
    bad.write_text("{}\n")
    run = wargame(*words, str(bad), "--out", str(tmp_path / "none.jsonl"))
    assert run.returncode == 2
    assert str(bad) in run.stderr
    assert "nothing is written" in run.stderr
    assert not (tmp_path / "none.jsonl").exists()
    assert "one game" in wargame(*words, "--format", "md").stderr
    assert "named twice" in wargame(*words, str(new)).stderr
    (tmp_path / "twin").mkdir()
    twin = tmp_path / "twin" / new.name
    twin.write_bytes(new.read_bytes())
    told = wargame("export", str(new), str(twin)).stdout.splitlines()
    assert {json.loads(line)["save"] for line in told} == {str(new), str(twin)}


def test_export_at_the_command_line(tmp_path: Path) -> None:
    out = tmp_path / "seoul.md"
    run = wargame("export", str(GOLDEN), "--as", "seoul", "--format", "md", "--out", str(out))
    assert (run.returncode, run.stdout, run.stderr) == (0, "", "")
    assert "As ■ Seoul knew it." in out.read_text(encoding="utf-8")
    run = wargame("export", str(GOLDEN), "--out", str(out))
    assert run.returncode == 2
    assert "is there already; name another" in run.stderr
    assert "| `kind` |" in wargame("export", "--dictionary").stdout
    assert "Missing argument" in wargame("export").stderr
    assert "did you mean" in wargame("export", str(GOLDEN), "--as", "soul").stderr
    assert wargame("export", str(GOLDEN), "--format", "xml").returncode == 2
    assert len(wargame("export", str(GOLDEN), "--format", "csv").stdout.splitlines()) > 300


@pytest.mark.parametrize("code", [None, "first snow"])
def test_no_command_prints_a_hidden_title_of_an_unfinished_game(
    tmp_path: Path, code: str | None
) -> None:
    program, pins = library().program("new-entente"), Pins.of(library(), "new-entente")
    rng = Random(8)
    game = Game.of(program, seed=604_118)
    path, other, new = (tmp_path / name for name in ("a.jsonl", "b.jsonl", "new.jsonl"))
    journal = Journal.create(path, game, pins, code=code)
    while len(game.choices) < 40:
        assert game.decision is not None
        game.choose(rng.choice(game.decision.keys))
        journal.choice(game, "a quiet thought")
    Journal.create(other, game, pins, code=code).close()
    journal.close()
    words = hidden_words(game) | {"quiet thought", str(game.seed) + '"'}
    for command in (
        ["export", str(path)],
        ["export", str(path), "--as", "tokyo", "--format", "md"],
        ["export", str(path), "--as", "seoul", "--format", "csv"],
        ["compare", str(path), str(other)],
        ["compare", str(path), str(other), "--json"],
        ["fork", str(path), "--at", "5", "--save", str(new), "--no-play"],
    ):
        run = wargame(*command)
        said = run.stdout + run.stderr
        assert not {word for word in words if word in said}, command
        refused = code is not None or command[0] == "fork"
        assert run.returncode == (2 if refused else 0), said
        assert "Traceback" not in said
    assert not new.exists()
    if code is not None:
        run = wargame("export", str(path), "--as", "tokyo", env={"WARGAME_CODE": code})
        assert run.returncode == 0
        assert "a quiet thought" in run.stdout


def test_names_and_reasons_obey_nobody_in_a_comparison(tmp_path: Path) -> None:
    one, other = tmp_path / "one\x1b[31m.jsonl", tmp_path / "other.jsonl"
    played(one, seed=4)
    played(other, seed=4)
    run = wargame("compare", str(one), str(other))
    assert run.returncode == 0, run.stderr
    assert "\x1b" not in run.stdout
    run = wargame("export", str(one), "--format", "md")
    assert "\x1b" not in run.stdout + run.stderr


def test_tables_on_a_terminal_read_no_markup(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    one, other = tmp_path / "[b]one[", tmp_path / "[i]two"
    played(one, seed=4)
    fork(one, 9, other)
    plays_on(other, Random(2))
    found = compare(one, other)
    monkeypatch.setattr("sys.stdout.isatty", lambda: True)
    show(found)
    text = capsys.readouterr().out
    assert "[b]one[" in text
    assert "[i]two" in text
    assert "Verdicts" in text
    assert "─" in text
