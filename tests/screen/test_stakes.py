"""Stakes: what is said of points, flags, drift, votes and endings is what the engine will do."""

from __future__ import annotations

import asyncio
import io
from collections.abc import Iterator
from pathlib import Path
from random import Random

import pytest
from textual.geometry import Size

from tests.conftest import micro_pins
from tests.rules.bench import Bench, S, T, W
from tests.screen.conftest import driven, rows, settled
from tests.worlds import perturb
from wargame.bots.bot import BOTS
from wargame.content.program import Program
from wargame.engine import preview
from wargame.engine.game import Game
from wargame.engine.library import library
from wargame.engine.loop import asked_view
from wargame.engine.view import SeatView, determinize
from wargame.rules.model.ledgers import AGENDAS, BY_CARDS, EMERGENCY, GUESSES, TURN
from wargame.rules.phases.reckoning import Collapse, CountDown, Drift
from wargame.rules.phases.turn import has_collapsed
from wargame.rules.phases.votes import Votes
from wargame.saves.write.journal import Journal
from wargame.table import flow
from wargame.table.state import State
from wargame.ui import stakes as said
from wargame.ui.line.line_table import LineTable
from wargame.ui.session import Session, new_session
from wargame.ui.stakes import own_stake_lines, public_stake_lines, stakes
from wargame.ui.tui.screens.table_screen import TableScreen, shares
from wargame.ui.tui.table_model import table_model
from wargame.ui.tui.widgets.board import (
    OwnFlag,
    Seats,
    Threats,
    told,
)
from wargame.ui.tui.widgets.option_picker import OptionPicker
from wargame.ui.tui.widgets.score_panel import ScorePanel

SCENARIOS = ("new-entente", "cracks", "limbo", "first-week")


def walked(program: Program, seed: int, cast: str = "random") -> Iterator[Game]:
    """Play a game, and stop before each question and at the end."""
    rng, bot = Random(seed), BOTS[cast][0](program)
    game = Game.of(program, seed=seed)
    yield game
    while game.decision is not None:
        view = asked_view(game.state, game.decision)
        game.choose(bot.choose(view, game.decision, rng))
        yield game


def sitting(game: Game) -> int:
    pending = game.decision
    return pending.seat if pending is not None and pending.private else -1


@pytest.mark.parametrize("seed", range(2))
def test_stakes_are_the_same_in_all_worlds_that_look_the_same(umbrella: Program, seed: int) -> None:
    rng = Random(seed)
    for step, game in enumerate(walked(umbrella, seed)):
        if step % 3 or game.decision is None:
            continue
        for seat in range(-1, 3):
            mine = stakes(umbrella, game.view(seat))
            hidden = perturb(game.state, umbrella.book, seat, rng)
            imagined = determinize(game.view(seat), umbrella, rng)
            for world in (hidden, imagined):
                assert stakes(umbrella, SeatView(world, seat, sitting(game))) == mine


def test_the_flag_of_another_seat_changes_nothing(umbrella: Program) -> None:
    flags = umbrella.book.flags
    worlds = []
    for held in (0, 1, 2):
        bench = Bench(umbrella, turn=3)
        for seat in (W, T, S):
            bench.row(AGENDAS, seat, flags[seat][held if seat != T else 1])
        worlds.append(bench.state)
    assert len({str(state.ledgers[AGENDAS]) for state in worlds}) == 3
    for reader, same in ((-1, True), (T, True), (W, False)):
        seen = [stakes(umbrella, SeatView(state, reader)) for state in worlds]
        assert (seen[0] == seen[1] == seen[2]) is same
        for one in seen:
            known = [seat.seat for seat in one.seats if seat.flag or seat.total is not None]
            assert known == ([reader] if reader >= 0 else [])
            assert bool(own_stake_lines(umbrella.book.words, one)) == (reader >= 0)


@pytest.mark.parametrize("scenario", SCENARIOS)
def test_at_the_end_points_and_ticks_are_those_of_the_outcome(scenario: str) -> None:
    program = library().program(scenario)
    rules = program.ruleset.agenda
    for seed in range(12):
        game = [*walked(program, seed)][-1]
        outcome = game.outcome
        assert outcome is not None
        public = stakes(program, game.view(-1))
        for seat, score in enumerate(outcome.scores):
            own = stakes(program, game.view(seat)).seats[seat]
            parts = public.seats[seat].parts
            assert own.parts == parts == score.lines[: len(parts)]
            assert public.seats[seat].halves == sum(points for _, points in parts)
            guesses = [row for row in game.state.ledgers[GUESSES] if row[0] == seat]
            guess = score.lines[-1][1] if guesses else 0
            assert own.total == score.halves - guess
            if score.agenda is None or rules is None:
                assert own.flags == ()
                continue
            assert own.flag is not None
            assert own.flag.points == score.grade
            lower, higher = ([one.holds for one in grade.conditions] for grade in own.flag.grades)
            met = rules.five if all(lower + higher) else rules.three if all(lower) else 0
            assert met == score.grade
        ending = public.ending
        assert ending is not None
        assert ending.name == outcome.ending_name
        if not outcome.collapsed:
            assert sum(ending.points) == sum(
                points // 2 for s in outcome.scores for name, points in s.lines
                if name == ending.name
            )  # fmt: skip


@pytest.mark.parametrize("scenario", SCENARIOS)
def test_the_drift_and_the_collapse_that_are_told_are_those_that_come(
    scenario: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    program = library().program(scenario)
    drifts, counts, ends = Drift.run, CountDown.run, Collapse.run
    told: list[said.Stakes] = []
    levels: list[int] = []
    found = {"moved": 0, "collapsed": 0, "alone": 0}

    def before(self: Drift, state: State, seat: int, args: tuple[int, ...]) -> None:
        if state.events is not None:
            ahead = state.clone()
            flow.push(ahead, (self,), seat)
            told[:] = [stakes(program, SeatView(ahead, -1))]
            levels[:] = state.levels
        drifts(self, state, seat, args)

    def after(self: CountDown, state: State, seat: int, args: tuple[int, ...]) -> None:
        if state.events is not None:
            for level, value in enumerate(state.levels):
                track = told[0].track(level)
                assert value == (levels[level] if track is None else track.after)
                found["moved"] += value != levels[level]
        counts(self, state, seat, args)

    def end(self: Collapse, state: State, seat: int, args: tuple[int, ...]) -> None:
        if state.events is None:
            ends(self, state, seat, args)
            return
        seen = stakes(program, SeatView(state, -1))
        ends(self, state, seat, args)
        assert (seen.alarm == said.COLLAPSE) == has_collapsed(state)
        found["collapsed"] += has_collapsed(state)
        found["alone"] += any(track.alarm == said.COLLAPSE for track in seen.tracks)

    monkeypatch.setattr(Drift, "run", before)
    monkeypatch.setattr(CountDown, "run", after)
    monkeypatch.setattr(Collapse, "run", end)
    for seed in range(10):
        for _ in walked(program, seed):
            pass
    assert found["moved"] > 20
    assert found["collapsed"] == found["alone"], "a threat at its end brings a collapse alone"


def test_a_vote_is_told_in_the_turn_in_which_it_is_held(monkeypatch: pytest.MonkeyPatch) -> None:
    tests = Votes.test
    program = library().program("limbo")
    held = []

    def test(self: Votes, state: State, seat: int, args: tuple[int, ...]) -> None:
        if state.events is not None:
            ahead = state.clone()
            flow.push(ahead, self.routine(self.test), seat)
            told = {one.seat: one for one in preview.votes(program, SeatView(ahead, -1))}
            now = seat in told and told[seat].turn == state.turn
            assert now == self.due(state, seat)
            if now:
                held.append(seat)
                assert told[seat].has == state.levels[self.book.roles.support + seat]
        tests(self, state, seat, args)

    monkeypatch.setattr(Votes, "test", test)
    for seed in range(8):
        for game in walked(program, seed):
            for one in preview.votes(program, game.view(-1)):
                assert game.turn <= one.turn <= program.book.turns
    assert len(held) > 8


def test_an_emergency_and_a_collapse_are_said_in_words(umbrella: Program) -> None:
    def seen(**levels: int) -> said.Stakes:
        bench = Bench(umbrella).set(levels)
        flow.push(bench.state, (bench.phase("drift"), bench.phase("collapse")), 0)
        return stakes(umbrella, SeatView(bench.state, -1))

    calm = seen(peninsula=4, strait=3)
    assert (calm.alarm, calm.banner) == (said.QUIET, ())
    assert not any(track.word for track in calm.tracks)
    rising = {track.label: track for track in seen(peninsula=7, strait=3).tracks}
    assert rising["Peninsula"].word == said.Piece("EMERGENCY next turn", "EMERGENCY next")
    assert rising["Peninsula"].alarm == said.QUIET
    high = seen(peninsula=8, strait=8, axis=0)
    assert high.alarm == said.COLLAPSE, "both are the higher, and both are neglected"
    fallen = [track.word for track in high.tracks if track.after == 10]
    assert fallen == [said.Piece("COLLAPSE", "COLLAPSE")] * 2
    assert high.banner[0].startswith("COLLAPSE at the end of this turn")
    assert high.ending is not None
    assert high.ending.name == "Collapse"
    ties = seen(relation=0, peninsula=1, strait=1)
    assert ties.alarm == said.COLLAPSE
    assert not any(track.word for track in ties.tracks), "no single tie brings it"

    bench = Bench(umbrella).set(peninsula=8, strait=1)
    bench.row(TURN, EMERGENCY, 0, 0)
    now = stakes(umbrella, SeatView(bench.state, -1))
    assert (now.alarm, now.banner[0]) == (said.EMERGENCY, "EMERGENCY: Peninsula 8 of 10")


def test_what_cards_can_no_longer_do_is_said(umbrella: Program) -> None:
    bench = Bench(umbrella)
    bench.set({"seoul.accommodation": 4, "washington-seoul": 6})
    tie, other = bench.level("washington-tokyo"), bench.level("washington-seoul")
    peninsula, strait = bench.level("peninsula"), bench.level("strait")
    bench.row(TURN, BY_CARDS, tie, 1).row(TURN, BY_CARDS, peninsula, 1)
    bench.row(TURN, BY_CARDS, strait, 1).row(TURN, EMERGENCY, 1, 0)
    seen = stakes(umbrella, SeatView(bench.state, -1))
    notes = {track.level: [note.text for note in track.notes] for track in seen.tracks}
    assert notes[tie] == ["no more by cards"]
    assert notes[peninsula] == ["no more by cards"]
    assert notes[strait] == [], "an emergency doubles the bound"
    assert notes[other] == ["at most 6"]


def test_two_villages_have_stakes_too(micro: Program) -> None:
    words, moved = micro.book.words, 0
    for game in walked(micro, 3):
        for reader in (-1, 0, 1):
            seen = stakes(micro, game.view(reader))
            assert [seat.flags for seat in seen.seats] == [(), ()]
            assert [len(seat.parts) for seat in seen.seats] == [2, 2]
            assert not any(seat.vote for seat in seen.seats)
            assert own_stake_lines(words, seen) == []
            lines = public_stake_lines(words, seen)
            assert any(line.startswith("Ending, as things stand: ") for line in lines)
            moved += sum(track.after != track.now for track in seen.tracks)
    assert moved > 10


def test_the_board_of_line_mode_says_the_stakes_and_own_ones_in_a_sitting(tmp_path: Path) -> None:
    people = dict.fromkeys(("washington", "tokyo", "seoul"), "human")
    session = new_session(tmp_path, "new-entente", 7, people)
    game = session.game
    while game.decision is not None and not game.decision.private:
        session.choose(game.decision.keys[0])
    assert game.decision is not None
    seat = game.decision.seat
    name = game.program.ruleset.seat[seat].name
    public = stakes(game.program, game.view(-1))

    def printed(*typed: str) -> list[str]:
        words = iter([f"{word}\n" for word in typed])
        table = LineTable(session, read=lambda: next(words, ""))
        table.out = io.StringIO()
        table.play()
        assert isinstance(table.out, io.StringIO)
        return table.out.getvalue().splitlines()

    out = printed("hand", "board", "quit")
    for line in public_stake_lines(game.words, public):
        assert f"Stakes: {line}" in out
    own = own_stake_lines(game.words, stakes(game.program, game.view(seat)))
    assert len(own) == 2
    board = next(at for at, line in enumerate(out) if line.startswith("Board:"))
    for line in own:
        assert f"{name}: {line}" in out[board:]
    assert not any("with the flag" in line for line in out[:board])
    session.put_down()
    while game.decision is not None and game.decision.private:
        session.lift()
        session.choose(game.decision.keys[0])
    out = printed("board", "quit")
    assert any(line.startswith("Stakes: ▲ Washington: ") for line in out)
    assert not any("with the flag" in line for line in out)


# -- on the screen -----------------------------------------------------------------------------

COLUMN = 36
"""The cells of the column of points."""


def test_two_villages_are_drawn_too(tmp_path: Path, micro: Program) -> None:
    game = Game.of(micro, seed=3)
    session = Session(game, Journal.create(tmp_path / "micro.jsonl", game, micro_pins()), {})
    seen = table_model(session)
    assert Threats().draw(seen, Size(78, 1)).plain.startswith("The Pass")
    assert "Upper Village" in Seats().draw(seen, Size(79, 3)).plain
    assert OwnFlag().draw(seen, Size(78, 2)).plain == ""
    assert "together" in ScorePanel().draw(seen, Size(COLUMN, 33)).plain


@pytest.mark.parametrize("rows_left", range(16))
def test_rows_are_divided_and_never_too_many(rows_left: int) -> None:
    for flag, standing, log in ((0, 9, 3), (3, 9, 3), (2, 1, 8), (0, 0, 0)):
        for least, rule in ((1, 0), (2, 1)):
            wishes = {"own-flag": flag, "standing": standing, "log": log}
            given = shares(rows_left, wishes, least, rule)
            rules = (given["log"] > 0) + rule * (given["standing"] > 0)
            assert sum(given.values()) + rules <= max(rows_left, 0)
            assert all(given[id] <= wishes[id] for id in wishes)


@pytest.mark.parametrize("ascii_signs", [False, True])
def test_an_alarm_changes_the_look_of_the_screen(tmp_path: Path, ascii_signs: bool) -> None:
    people = dict.fromkeys(("washington", "tokyo", "seoul"), "human")
    session = new_session(tmp_path, "new-entente", 7, people)
    double, single = ("!!", "--") if ascii_signs else ("══", "──")

    async def play() -> None:
        async with driven(tmp_path, session, ascii_signs=ascii_signs) as pilot:
            calm = rows(pilot)
            assert single in "".join(calm)
            assert double not in "".join(calm)
            levels = session.game.state.levels
            strait = session.game.book.roles.threat + 1
            levels[strait] = 10
            screen = pilot.app.screen
            assert isinstance(screen, TableScreen)
            screen.show()
            await settled(pilot)
            loud = rows(pilot)
            assert "COLLAPSE" in loud[0]
            assert any("Strait" in row and "COLLAPSE" in row for row in loud[1:3])
            assert double in "".join(loud)
            assert screen.has_class("-alarm", "-collapse")
            levels[strait] = 2
            screen.show()
            await settled(pilot)
            assert not screen.has_class("-alarm")
            assert double not in "".join(rows(pilot))

    asyncio.run(play())


@pytest.mark.parametrize("size", [(80, 24), (100, 30), (120, 40), (200, 60)])
def test_seven_rows_are_left_for_the_options(tmp_path: Path, size: tuple[int, int]) -> None:
    people = dict.fromkeys(("washington", "tokyo", "seoul"), "human")
    session = new_session(tmp_path, "cracks", 5, people)
    rng, bot = Random(5), BOTS["random"][0](session.game.program)

    async def play() -> None:
        async with driven(tmp_path, session, size) as pilot:
            for step in range(160):
                decision = session.decision
                if decision is None:
                    break
                view = asked_view(session.game.state, decision)
                session.choose(bot.choose(view, decision, rng))
                if step % 8 or session.decision is None:
                    continue
                if session.needs_curtain:
                    session.lift()
                screen = pilot.app.screen
                assert isinstance(screen, TableScreen)
                screen.show()
                await settled(pilot)
                assert screen.query_one(OptionPicker).size.height >= 7
                text = rows(pilot)
                assert sum("·" in row and "Turn" in row for row in text) >= 1
                assert any("Quit" in row for row in text[-1:])

    asyncio.run(play())


def test_reasons_that_do_not_add_up_are_not_shown(umbrella: Program) -> None:
    """A line of a threat has all the reasons of its drift, or none."""
    bench = Bench(umbrella).set({"peninsula": 7, "strait": 3})
    flow.push(bench.state, (bench.phase("drift"), bench.phase("collapse")), 0)
    seen = stakes(umbrella, SeatView(bench.state, -1)).tracks
    track = next(track for track in seen if track.label == "Peninsula")
    assert len(track.why) > 1
    for room in range(20, 90):
        text = told(track, [*track.why], [note.brief for note in track.notes], room).plain
        assert sum(why in text for why in track.why) in (0, len(track.why)), text
        assert "EMERGENCY" not in text or "next" in text
