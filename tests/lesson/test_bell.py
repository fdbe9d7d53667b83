"""The bell: a game that is closed is scored as it stood after its last whole turn, and its save
holds as any other."""

from __future__ import annotations

from pathlib import Path
from random import Random

import pytest
from click.testing import CliRunner

from tests.lesson.conftest import play_to
from wargame.cli.main import commands
from wargame.content.program import Program
from wargame.engine.bell import CannotClose, close, close_refusal, whole_turns
from wargame.engine.game import Game
from wargame.engine.library import library
from wargame.engine.scoring import par_of, score
from wargame.saves.replay.loaded import Verdict, load
from wargame.saves.replay.replay import Replay
from wargame.saves.replay.viewer import REFEREE
from wargame.saves.write.fork import fork
from wargame.ui.session import new_session, saved_session
from wargame.ui.story import Story

SCENARIOS = sorted(library().scenarios)


def first_of_turn(scenario: str, turn: int, basic: bool | None = None) -> Game:
    """Play a game by chance to its first decision of a turn."""
    for seed in range(20):
        game, rng = Game.new(scenario, seed=seed, basic=basic), Random(seed)
        while game.decision is not None and game.turn < turn:
            game.choose(rng.choice(game.decision.keys))
        if game.decision is not None:
            return game
    raise AssertionError("every game ends before that turn")


@pytest.mark.parametrize("basic", [False, True], ids=["full", "basic"])
@pytest.mark.parametrize("scenario", SCENARIOS)
def test_par_is_stated_for_each_turn_and_rises_with_it(scenario: str, basic: bool) -> None:
    program = library().program(scenario, basic=basic)
    turns = range(1, program.scenario.turns)
    for seat in range(program.book.seats):
        pars = [par_of(program.at_bell(turn), seat) for turn in turns]
        assert all(par > 0 and spread > 1 for par, spread in pars)
        for flag in () if basic else program.book.flags[seat]:
            assert all(par_of(program.at_bell(turn), seat, flag)[0] > 0 for turn in turns)
        assert pars[0][0] < par_of(program, seat)[0], "a seat scores more in a longer game"


def test_a_closed_game_stands_as_its_last_whole_turn_left_it() -> None:
    game = first_of_turn("cracks", 3)
    whole = game.copy()
    assert whole_turns(game) == 2
    close(game)
    assert (game.bell, game.decision, game.turn) == (2, None, 2)
    outcome = game.outcome
    assert outcome is not None
    assert [one.halves for one in outcome.scores] == [
        one.halves for one in score(game.program.at_bell(2), game.state).scores
    ]
    for one in outcome.scores:
        par, spread = par_of(game.program.at_bell(2), one.seat, one.agenda)
        assert one.standing == (one.halves * 50 - par) * 100 // spread
    assert game.events == whole.events[: len(game.events)]
    assert whole.events[len(game.events)][1] == "turn"
    assert game.choices == whole.choices
    assert Story(game).sections()


def test_what_was_done_since_counts_for_nothing() -> None:
    game = first_of_turn("cracks", 3)
    later = game.copy()
    for _ in range(12):
        assert later.decision is not None
        later.choose(later.decision.keys[0])
    close(game)
    close(later)
    assert game.fingerprint() == later.fingerprint()
    assert game.outcome == later.outcome


def test_a_game_cannot_be_closed_before_its_first_turn_is_over_nor_twice() -> None:
    game = Game.new("cracks", seed=1)
    with pytest.raises(CannotClose, match="turn 1 is not over"):
        close(game)
    assert game.bell == 0
    game = first_of_turn("cracks", 2)
    close(game)
    with pytest.raises(CannotClose, match="is over"):
        close(game)


def test_content_that_states_no_par_for_the_turn_says_so(micro: Program) -> None:
    game, rng = Game.of(micro, seed=1), Random(1)
    while game.decision is not None and game.turn < 2:
        game.choose(rng.choice(game.decision.keys))
    assert game.decision is not None
    assert "does not state what is usual at the end of turn 1" in str(close_refusal(game))


def test_a_closed_save_is_exact_is_replayed_and_can_be_branched_from(lesson: Path) -> None:
    path = lesson / "tables" / "table-2.jsonl"
    loaded = load(path)
    assert loaded.verdict is Verdict.EXACT
    assert "closed after turn 1" in loaded.sentence
    game = loaded.timeline.game
    assert game.bell == 1
    last = loaded.timeline.plies
    assert loaded.timeline.at(last).outcome == game.outcome
    assert loaded.timeline.at(last - 1).outcome is None
    replay = Replay.open(path)
    assert replay.step(replay.last, REFEREE).told is not None
    branch = fork(path, last, path.with_name("branch.jsonl"))
    session = saved_session(branch)
    try:
        assert session.decision is not None, "it goes on where the bell rang"
        assert session.game.bell == 0
    finally:
        session.journal.close()
        branch.unlink()


@pytest.mark.parametrize("forged", [b'"bell":2', b'"bell":3'])
def test_another_bell_is_a_game_that_did_not_happen(
    lesson: Path, tmp_path: Path, forged: bytes
) -> None:
    data = (lesson / "tables" / "table-2.jsonl").read_bytes()
    assert data.count(b'"bell":1') == 1
    path = tmp_path / "forged.jsonl"
    path.write_bytes(data.replace(b'"bell":1', forged))
    assert load(path).verdict is Verdict.DAMAGED


def test_a_session_closes_and_the_command_does(tmp_path: Path) -> None:
    session = new_session(tmp_path, "first-week", 5, {}, tmp_path / "a.jsonl")
    play_to(session, 2)
    session.journal.close()
    early = new_session(tmp_path, "first-week", 5, {}, tmp_path / "b.jsonl")
    early.journal.close()
    run = CliRunner().invoke(
        commands, ["close", str(tmp_path / "a.jsonl"), str(tmp_path / "b.jsonl")],
        standalone_mode=False,
    )  # fmt: skip
    assert run.return_value == 1
    assert "closed after turn 1" in run.output
    assert "turn 1 is not over" in run.output
    assert load(tmp_path / "a.jsonl").verdict is Verdict.EXACT
    assert load(tmp_path / "b.jsonl").verdict is Verdict.OPEN
