"""Turning points: beliefs are honest, a planted decisive choice is found, and bad saves refused."""

from __future__ import annotations

import csv
import io
import json
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from random import Random
from typing import Any

import pytest
from click.testing import CliRunner

from tests.conftest import MICRO
from tests.record.forge import forged, with_content
from tests.record.test_strangers import set_key
from wargame.bots.bot import answer, make
from wargame.cli.lab.commands import lab
from wargame.cli.lab.studies import turning as command
from wargame.cli.lab.tell import show_course
from wargame.cli.main import commands
from wargame.content.load import Library
from wargame.content.program import Program
from wargame.engine.game import Game
from wargame.engine.library import library
from wargame.engine.loop import option_of
from wargame.lab.studies import position_course as courses
from wargame.lab.studies import turning_points as study
from wargame.lab.studies.futures import FutureEnd, end_of, finish, fork, seed_of
from wargame.lab.studies.position_course import Played, belief, distance, rows
from wargame.lab.turn_ends import TurnEnds
from wargame.saves.format.pins import unpacked
from wargame.saves.replay.loaded import load
from wargame.saves.write.journal import BadSave
from wargame.table import flow
from wargame.ui.session import new_session

SCENARIO = "first-week"
HEAT = '{ do = "shift", level = "pass", by = 8 }'


def finished(program: Program, seed: int, words: tuple[str, ...]) -> Game:
    game = Game.of(program, seed=seed)
    go_on(game, words)
    return game


def go_on(game: Game, words: tuple[str, ...]) -> None:
    bots = [make(word, game.program) for word in words]
    while game.decision is not None:
        game.choose(answer(game, bots[game.decision.seat]))


@pytest.fixture(scope="module", autouse=True)
def few() -> Iterator[None]:
    """Look at two nominees again, at one with its alternatives."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(study, "AGAIN", 2)
        patch.setattr(study, "NOMINEES", 2)
        patch.setattr(study, "LARGEST", 1)
        yield


@pytest.fixture(scope="module")
def first_week() -> Program:
    return library().program(SCENARIO)


@pytest.fixture(scope="module")
def played(first_week: Program) -> Played:
    game = finished(first_week, 3, ("adaptive", "random", "adaptive"))
    return Played(SCENARIO, 3, tuple(game.choices))


@pytest.fixture(scope="module")
def course(played: Played) -> courses.Course:
    return study.turning_points(played, futures=3, seed=1)


def test_every_belief_is_one_and_the_last_is_certain(
    course: courses.Course, played: Played, first_week: Program
) -> None:
    assert len(course.moments) == len(played.choices)
    for moment in course.moments:
        for seen in (moment.before, moment.after):
            for tiers in seen.tiers:
                assert sum(tiers) == pytest.approx(1)
        if moment.options == 1:
            assert moment.swing == 0
            assert moment.before == moment.after
    outcome = Game.of(first_week, seed=3).play(played.choices).outcome
    assert outcome is not None
    for seat, score in enumerate(outcome.scores):
        tier = -1 if outcome.collapsed else score.verdict
        assert course.end.tiers[seat][tier + 1] == 1
        assert course.end.expected[seat] == tier
        assert course.end.standings[seat] == score.standing / 100
    assert course.moments[-1].after.tiers == course.end.tiers


def test_any_number_of_processes_finds_the_same(course: courses.Course, played: Played) -> None:
    assert study.turning_points(played, futures=3, seed=1, jobs=2) == course
    assert study.turning_points(played, futures=3, seed=2) != course


def test_a_row_for_every_choice(course: courses.Course) -> None:
    found = rows(course)
    assert [row["ply"] for row in found] == list(range(len(course.moments)))
    assert all(len(row) == len(found[0]) for row in found)
    assert found[0]["washington.expected"] == course.moments[0].after.expected[0]


def test_what_is_carried_over_is_what_would_have_been_played(
    played: Played, first_week: Program
) -> None:
    """Every ply of one future, played from the real position, ends as the trail says."""
    trail = study.trail(study.Task(played, "adaptive", 5, (0,)))
    bots = [make("adaptive", first_week) for _ in range(3)]
    luck = seed_of(5, 0)
    game = Game.of(first_week, seed=played.seed)
    for ply, (key, (before, after)) in enumerate(zip(played.choices, trail, strict=True)):
        if ply % 4 == 0:
            for first, found in ((None, before), (key, after)):
                state = fork(first_week, game.state, luck)
                end = finish(first_week, state, game.decision, bots, ply, first)
                assert (end.tiers, end.standings) == (found.tiers, found.standings), ply
        game.choose(key)


def test_a_fork_shuffles_only_what_nobody_has_seen(umbrella: Program) -> None:
    game = Game.of(umbrella, seed=5)
    rng = Random(1)
    while game.turn < 3:
        assert game.decision is not None
        game.choose(rng.choice(game.decision.keys))
    before = game.fingerprint()
    real, orders = game.state, set()
    for future in range(8):
        twin = fork(umbrella, real, seed_of(1, future))
        for lane in umbrella.book.piles.lane:
            assert sorted(twin.piles[lane]) == sorted(real.piles[lane])
            for mine, theirs in zip(twin.piles[lane], real.piles[lane], strict=True):
                fixed = umbrella.book.layout.cards[theirs] in umbrella.scenario.calendar
                if real.known_by[theirs] or fixed:
                    assert mine == theirs
            orders.add(twin.piles[lane])
        assert (twin.levels, twin.ledgers, twin.known_by) == (
            real.levels,
            real.ledgers,
            real.known_by,
        )
    assert len(orders) > 8
    assert game.fingerprint() == before


def test_a_planted_decisive_choice_is_the_largest_swing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Two villages, where the upper one may bring the pass down with any card; it never would,
    and then does in its last go. Not to have done it is the best alternative."""
    shutil.copytree(MICRO, tmp_path / "micro")
    cards = tmp_path / "micro" / "cards" / "upper.toml"
    doom = f'branch = [\n  {{ name = "Doom", effects = [{HEAT}] }},\n'
    cards.write_text(cards.read_text("utf-8").replace("branch = [\n", doom), "utf-8")
    program = Library(tmp_path / "micro" / "cards", tmp_path / "micro" / "rules").program(
        "one-winter"
    )
    monkeypatch.setattr(courses, "program_of", lambda *deal: program)
    both = ("adaptive", "adaptive")
    game = finished(program, 3, both)
    assert game.outcome is not None
    assert not game.outcome.collapsed
    last = max(
        ply for ply in range(len(game.choices))
        if (asked := game.at(ply).decision) is not None
        and (asked.seat, asked.kind) == (0, "use")
    )  # fmt: skip
    doomed = game.at(last)
    doomed.choose("policy:1")
    go_on(doomed, both)
    assert doomed.outcome is not None
    assert doomed.outcome.collapsed
    found = study.turning_points(Played("one-winter", 3, tuple(doomed.choices)), 4, 1)
    first = found.swings[0]
    assert first.ply == last == max(found.moments, key=lambda m: m.swing).ply
    assert (first.before.collapse, first.after.collapse) == (0, 1)
    assert first.swing == pytest.approx(1)
    assert found.moments[last].label
    assert first.change.high < 0
    assert first.best is not None
    assert first.best.belief.collapse == 0
    assert first.best.gain.low > 0


def test_the_distance_takes_off_what_chance_makes_of_few_futures() -> None:
    def ends(tiers: list[int]) -> list[FutureEnd]:
        return [FutureEnd((tier,), (0,)) for tier in tiers]

    assert distance(ends([1, 2, 3]), ends([1, 2, 3])) == 0
    assert distance(ends([0] * 9), ends([3] * 9)) == 1
    assert distance(ends([0, 1]), ends([1, 0])) == 0
    assert distance(ends([0] * 8), ends([0] * 7 + [1])) == 0
    rng = Random(1)
    one = ends([rng.randint(-1, 3) for _ in range(400)])
    other = ends([rng.randint(-1, 3) for _ in range(400)])
    assert distance(one, other) < 0.08
    assert belief(one).tiers[0] == pytest.approx([0.2] * 5, abs=0.08)


def test_a_finished_state_ends_as_the_game_does(played: Played, first_week: Program) -> None:
    game = Game.of(first_week, seed=played.seed).play(played.choices)
    assert game.outcome is not None
    assert end_of(first_week, game.state).standings == tuple(
        score.standing for score in game.outcome.scores
    )


def save(folder: Path, plies: int = 10_000) -> Path:
    path = folder / "game.jsonl"
    session = new_session(folder, SCENARIO, 3, dict.fromkeys(
        ("washington", "tokyo", "seoul"), "random"), path)  # fmt: skip
    while session.decision is not None and plies:
        session.let_bot_answer()
        plies -= 1
    return path


def test_a_save_is_read_as_it_was_played(tmp_path: Path) -> None:
    found = courses.read_finished(save(tmp_path))
    game = Game.of(library().program(SCENARIO), seed=found.seed).play(found.choices)
    assert game.outcome is not None
    assert (found.scenario, found.seed) == (SCENARIO, 3)


def closed_save(folder: Path) -> tuple[Path, Game]:
    """Close a game in the middle of its second turn; also return it as its first turn left it."""
    path = folder / "closed.jsonl"
    session = new_session(folder, SCENARIO, 3, dict.fromkeys(
        ("washington", "tokyo", "seoul"), "random"), path)  # fmt: skip
    while session.game.turn < 2:
        session.let_bot_answer()
    begun = session.game.copy()
    for _ in range(3):
        session.let_bot_answer()
    session.close()
    session.journal.close()
    return path, begun


def test_a_game_that_was_closed_is_studied_up_to_its_bell(tmp_path: Path) -> None:
    path, begun = closed_save(tmp_path)
    found = courses.read_finished(path)
    assert (found.bell, found.choices) == (1, tuple(begun.choices))
    outcome = load(path).timeline.game.outcome
    assert outcome == found.game.outcome
    assert outcome is not None
    course = study.turning_points(found, 3, 1, bot="random")
    assert len(course.moments) == len(found.choices)
    assert {moment.turn for moment in course.moments} == {1}
    assert course.end.standings == tuple(score.standing / 100 for score in outcome.scores)
    assert course.moments[-1].after == course.end
    assert "bell" in CliRunner().invoke(
        commands, ["lab", "turning-points", str(path), "--playouts", "2", "--bot", "random"],
        standalone_mode=False,
    ).output  # fmt: skip


def test_the_futures_of_a_closed_game_are_closed_at_its_bell(
    tmp_path: Path, first_week: Program
) -> None:
    path, _ = closed_save(tmp_path)
    found = courses.read_finished(path)
    program, ply = found.program, len(found.choices) // 2
    bots = [make("adaptive", program) for _ in range(3)]
    real = Game.of(program, seed=found.seed).play(found.choices[:ply])
    end = finish(program, fork(program, real.state, 5), real.decision, bots, ply)
    game = Game.of(first_week, seed=found.seed).play(found.choices[:ply])
    game.state = fork(program, game.state, 5)
    state, asked, keys = game.state, game.decision, iter(end.keys)
    events = state.events = TurnEnds(lambda turn: told.append(end_of(program, state)))
    told: list[FutureEnd] = []
    while state.turn == 1:
        assert asked is not None
        asked = flow.answer(state, asked, option_of(asked, next(keys)))
    assert not list(keys), "no future goes beyond the bell"
    assert [(one.tiers, one.standings) for one in told] == [(end.tiers, end.standings)]
    assert [event for event in events if event[1] == "turn"]


def test_a_save_that_cannot_be_studied_is_refused(tmp_path: Path) -> None:
    (tmp_path / "begun").mkdir()
    path = save(tmp_path)

    changed = path.with_name("changed.jsonl")
    changed.write_bytes(path.read_bytes().replace(b'"ply":7,', b'"ply":9,', 1))
    for refused, says in (
        (lambda: save(tmp_path / "begun", 10), "is not over; play it to its end first"),
        (lambda: changed, "is DAMAGED: line 11"),
        (lambda: forged(path, lambda lines: lines[0].update(rules="ab" * 32)), "line 1"),
        (lambda: forged(path, set_key("never:legal")), "is DIVERGED: .*never:legal"),
    ):
        file = refused()
        with pytest.raises(BadSave, match=says):
            courses.read_finished(file)


def test_a_save_is_studied_under_its_own_content(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What it takes for its rules decides, not what is here; the digest says which they were."""

    def hotter(whole: dict[str, Any]) -> None:
        whole["scenario"]["minutes"] += 1
        whole["scenario"]["name"] = "Another Week"

    path = save(tmp_path)
    own, other = (courses.read_finished(file) for file in (path, with_content(path, hotter)))
    assert not own.content
    assert other.program.scenario.name == "Another Week"
    assert study.turning_points(other, 2, 1, jobs=2, bot="random").moments == (
        study.turning_points(own, 2, 1, bot="random").moments
    )
    words = ["turning-points", str(tmp_path / "forged.jsonl"), "--playouts", "2", "--bot", "random"]
    monkeypatch.setattr(lab, "commands", {"turning-points": command})
    shown = json.loads(CliRunner().invoke(lab, [*words, "--json"]).output)
    assert shown["manifest"]["rules"] == unpacked(other.content).rules
    assert "content" not in shown["found"]["played"]
    assert "Under the cards and rules of the save" in CliRunner().invoke(lab, words).output


def test_bots_that_cannot_go_on_under_a_save_are_told_of(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def minutes(whole: dict[str, Any]) -> None:
        whole["scenario"]["minutes"] += 1

    def broken(task: study.Task) -> None:
        raise KeyError("capital")

    monkeypatch.setattr(study, "trail", broken)
    monkeypatch.setattr(lab, "commands", {"turning-points": command})
    file = with_content(save(tmp_path), minutes)
    shown = CliRunner().invoke(lab, ["turning-points", str(file)])
    assert shown.exit_code == 2
    assert "bots cannot go on under them: KeyError: 'capital'" in shown.output


def test_plain_signs_where_they_are_asked_for(tmp_path: Path) -> None:
    words = ["lab", "turning-points", str(save(tmp_path)), "--playouts", "2", "--bot", "random"]
    plain = CliRunner().invoke(commands, ["--ascii", *words], standalone_mode=False).stdout
    usual = CliRunner().invoke(commands, words, standalone_mode=False).stdout
    assert plain.isascii()
    assert "^ Washington" in plain
    assert "▲ Washington" in usual
    assert len(plain.splitlines()) == len(usual.splitlines())


def test_the_course_is_told(course: courses.Course, capsys: pytest.CaptureFixture[str]) -> None:
    show_course(course)
    told = capsys.readouterr().out
    assert "Belief in each verdict" in told
    point = course.swings[0]
    assert f"1. ply {point.ply}" in told
    assert f"chose {course.moments[point.ply].label}" in told


def test_the_command_gives_every_ply(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lab, "commands", {"turning-points": command})
    words = ["turning-points", str(save(tmp_path)), "--playouts", "2", "--bot", "random", "--json"]
    shown = CliRunner().invoke(lab, words)
    assert shown.exit_code == 0, shown.output
    found = json.loads(shown.output)["found"]
    assert len(found["plies"]) == len(found["played"]["choices"])
    assert found["tiers"][0] == "Historic failure"


def test_the_command_in_other_shapes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lab, "commands", {"turning-points": command})
    path, picture = save(tmp_path), tmp_path / "course.svg"
    words = ["turning-points", str(path), "--playouts", "2", "--bot", "random"]
    plies = list(csv.DictReader(io.StringIO(CliRunner().invoke(lab, [*words, "--csv"]).stdout)))
    assert [int(row["ply"]) for row in plies] == list(range(len(plies)))
    assert {"washington.expected", "rules", "command"} <= set(plies[0])
    pytest.importorskip("matplotlib")
    shown = CliRunner().invoke(lab, [*words, "--svg", str(picture), "--jobs", "2"])
    assert shown.output.splitlines()[0].startswith("# wargame lab turning-points ")
    assert "expected verdict" in picture.read_text("utf-8")


def test_the_command_refuses_in_a_sentence(tmp_path: Path) -> None:
    words = [sys.executable, "-m", "wargame", "lab", "turning-points"]
    for path in (tmp_path / "none.jsonl", save(tmp_path, 5)):
        missing = subprocess.run([*words, str(path)], capture_output=True, text=True,
                                 encoding="utf-8", check=False)  # fmt: skip
        assert missing.returncode == 2
        assert missing.stderr.startswith("wargame: ")
        assert "Traceback" not in missing.stderr
