"""A lesson's table: the bell, the reason that is asked for, the soft clock, teams at a seat."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.lesson.conftest import play_to, to_sitting
from wargame.engine.bell import close_refusal, close_refusal_after, whole_turns
from wargame.engine.library import data
from wargame.lesson.plan import plan
from wargame.lesson.report import report
from wargame.saves.replay.loaded import Verdict, load
from wargame.saves.replay.replay import Replay
from wargame.saves.replay.viewer import PUBLIC, REFEREE, Viewer
from wargame.ui.bell import LATER, NOT, NOW, bell_question, ring
from wargame.ui.clock import SITTING, SoftClock, clock_text, span_of
from wargame.ui.drafts import Draft
from wargame.ui.line.line_table import LineTable
from wargame.ui.options import Minutes, TableOptions
from wargame.ui.session import Session, new_session, same_deal, saved_session
from wargame.ui.tui.screens.end import EndScreen
from wargame.ui.tui.screens.replay_screen import ReplayScreen

TEAM = " & ".join(letter * 40 for letter in "ABC")
"""The longest name that a roster gives to a seat."""


def begun(folder: Path, turn: int = 1, **how: object) -> Session:
    """Begin a game of three people and play it to the first question of a turn."""
    session = new_session(folder, "first-week", 5, {}, folder / "a.jsonl", **how)  # type: ignore[arg-type]
    play_to(session, turn)
    return session


def seated(session: Session) -> Draft:
    """Play to the next sitting, lift its curtain, and fill in its form."""
    to_sitting(session)
    session.lift()
    return Draft(session.game)


def spoken(session: Session, *words: str, clock: Callable[[], float] = lambda: 0.0) -> str:
    """Play in line mode with these words, and return what was said."""
    typed = iter(f"{word}\n" for word in words)
    said = io.StringIO()
    LineTable(session, read=lambda: next(typed, ""), out=said, clock=clock).play()
    return said.getvalue()


# -- the bell -------------------------------------------------------------------------------------


def test_before_a_turn_is_over_a_game_can_be_closed_later_alone(tmp_path: Path) -> None:
    session = begun(tmp_path)
    now, later = bell_question(session).ways
    assert now.why == close_refusal(session.game)
    assert not later.why
    assert ring(session, LATER) == session.game.words.close_set(1)
    assert [way.id for way in bell_question(session).ways] == [NOW, NOT]
    ring(session, NOT)
    assert session.closes_after == 0
    assert session.decision is not None


def test_in_the_last_turn_nothing_is_closed_later(tmp_path: Path) -> None:
    session = begun(tmp_path, 2)
    assert session.game.program.scenario.turns == 2
    assert close_refusal_after(session.game) == session.game.words.close_last_turn()
    assert bell_question(session).ways[1].why


def test_a_game_that_closes_after_this_turn_ends_with_it_and_its_save_is_exact(
    tmp_path: Path,
) -> None:
    session = begun(tmp_path)
    ring(session, LATER)
    play_to(session, 2)
    assert (session.decision, session.game.bell, session.holder) == (None, 1, -1)
    session.journal.close()
    loaded = load(session.journal.path)
    assert loaded.verdict is Verdict.EXACT
    assert loaded.timeline.game.outcome == session.game.outcome
    free = new_session(tmp_path, "first-week", 5, {}, tmp_path / "b.jsonl")
    play_to(free, 2)
    assert whole_turns(free.game) == 1
    assert session.game.events == free.game.events[: len(session.game.events)]


def test_a_resume_forgets_that_the_game_is_closed_later(tmp_path: Path) -> None:
    session = begun(tmp_path)
    ring(session, LATER)
    session.journal.close()
    again = saved_session(session.journal.path)
    assert again.closes_after == 0
    again.journal.close()


def test_lines_close_a_game_behind_a_question_and_tell_its_end(tmp_path: Path) -> None:
    session = begun(tmp_path, 2)
    said = spoken(session, "close", "", "close", "1")
    assert session.game.bell == 1
    assert said.count("scored as it stood after turn 1") == 2
    assert session.game.words.close_kept() in said
    assert "Not now: Close it after this turn, turn 2: this is the last turn" in said
    assert "Verdict: ▲ Washington" in said


def test_lines_close_nothing_while_the_machine_is_handed_over(tmp_path: Path) -> None:
    session = begun(tmp_path, 2)
    seated(session)
    session.put_down()
    said = spoken(session, "close", "1")
    assert "type hand, or quit" in said
    assert session.game.bell == 0


def test_lines_close_a_game_from_a_sitting_and_after_this_turn(tmp_path: Path) -> None:
    session = begun(tmp_path)
    seated(session)
    said = spoken(session, "close", "2", "close")
    assert "Not now: Close it now: turn 1 is not over" in said
    assert session.closes_after == 1
    assert said.endswith(f"{session.how_to_resume}\n")


# -- the reason -----------------------------------------------------------------------------------


def test_a_sitting_is_asked_why_before_its_last_answer_and_never_twice(tmp_path: Path) -> None:
    session = begun(tmp_path, reasons=True)
    draft = seated(session)
    keys = draft.choices()
    assert len(keys) > 1
    assert session.asks_why(keys)
    assert not session.asks_why(keys[:-1])
    session.reason = "because I like it"
    assert not session.asks_why(keys), "it has typed one"
    session.choose(keys[0])
    assert session.reason == ""
    assert not session.asks_why(keys[1:]), "it has given one"
    for key in keys[1:]:
        session.choose(key)
    assert session.asks_why(seated(session).choices()), "the next seat has not"


def test_a_table_without_reasons_and_the_open_table_ask_none(tmp_path: Path) -> None:
    session = begun(tmp_path)
    assert not session.asks_why(seated(session).choices())
    asking = new_session(tmp_path, "first-week", 5, {}, tmp_path / "b.jsonl", reasons=True)
    while asking.decision is not None and not asking.decision.private:
        assert not asking.asks_why([asking.decision.keys[0]])
        asking.choose(asking.decision.keys[0])


def test_a_reason_is_the_seats_own_until_the_end_and_then_in_replay_and_report(
    tmp_path: Path,
) -> None:
    session = begun(tmp_path, reasons=True)
    draft = seated(session)
    keys, seat = draft.choices(), draft.seat
    session.put_down()
    spoken(session, "hand", *keys, "to be [safe] \x1b[31m first", "quit")
    assert session.game.choices[-len(keys) :] == keys
    session.journal.close()
    path = session.journal.path
    assert b"to be" not in path.read_bytes()
    replay = Replay.open(path)
    assert not any(replay.step(ply, PUBLIC).reason for ply in replay.stops(PUBLIC))
    again = saved_session(path)
    play_to(again, 2)
    again.close()
    again.journal.close()
    replay = Replay.open(path)
    reasons = [replay.step(ply, REFEREE).reason for ply in replay.stops(REFEREE)]
    (told,) = filter(None, reasons)
    assert told.startswith("to be [safe]")
    assert "\x1b" not in told
    for viewer, reads in (
        (REFEREE, True),
        (Viewer(session.game.seats[seat], seat), True),
        (PUBLIC, False),
    ):
        doc = report(load(path), viewer, data("cards"))
        section = [one for one in doc.sections if one.id == "reasons"]
        assert bool(section) is reads
        assert ("to be [safe]" in str(section)) is reads


def test_enter_leaves_the_reason_out_and_quit_there_seals_nothing(tmp_path: Path) -> None:
    session = begun(tmp_path, reasons=True)
    keys = seated(session).choices()
    for key in keys[:-1]:
        session.choose(key)
    at = len(session.game.choices)
    spoken(session, keys[-1], "quit")
    assert len(session.game.choices) == at
    session.put_down()
    spoken(session, "hand", keys[-1], "", "quit")
    assert len(session.game.choices) == at + 1
    session.journal.close()
    assert [choice.reason for choice in load(session.journal.path).choices] == [""] * (at + 1)


# -- the clock ------------------------------------------------------------------------------------

SPAN = (SITTING, 1, 0)


def test_the_clock_counts_what_ran_and_marks_what_is_over() -> None:
    clock = SoftClock(Minutes(1, 2))
    assert clock.look(0, SPAN, runs=True) == 60
    assert clock.look(20, SPAN, runs=True) == 40
    assert clock.look(30, SPAN, runs=False) == 30
    assert clock.look(50, SPAN, runs=True) == 30, "something stood over it"
    assert clock.look(75, ("table", 1, -1), runs=True) == 120
    assert clock.look(95, SPAN, runs=True) == 5, "each span keeps its own time"
    left = clock.look(120, SPAN, runs=True)
    assert left == -20
    assert clock_text(left) == "+0:20"
    assert clock.look(121, None, runs=True) is None


def test_a_machine_that_slept_or_was_set_back_has_paused() -> None:
    clock = SoftClock(Minutes(1, 2))
    clock.look(0, SPAN, runs=True)
    assert clock.look(31, SPAN, runs=True) == 60
    assert clock.look(10, SPAN, runs=True) == 60
    assert clock.look(40, SPAN, runs=True) == 30


def test_a_sitting_the_table_and_the_acts_have_a_time(tmp_path: Path) -> None:
    session = begun(tmp_path)
    spans: dict[str, set[int]] = {}
    while session.decision is not None:
        span = span_of(session.game)
        if span is not None:
            spans.setdefault(span[0], set()).add(span[2])
        assert (span is not None and span[0] == SITTING) is session.decision.private
        session.choose(session.decision.keys[0])
    assert spans == {SITTING: {0, 1, 2}, "table": {-1}, "acts": {-1}}
    assert span_of(session.game) is None


def test_lines_print_nothing_of_the_clock_unless_asked(tmp_path: Path) -> None:
    session = begun(tmp_path, minutes=Minutes(1, 2))
    seated(session)
    times = iter(range(0, 1000, 45))
    said = spoken(session, "log 1", "clock", "clock", clock=lambda: float(next(times)))
    told = [line for line in said.splitlines() if "Clock" in line]
    assert told == [
        "Clock: 0:30 over the time of this sitting",
        "Clock: 1:15 over the time of this sitting",
    ]
    session.clock = None
    assert session.face.no_clock() in spoken(session, "clock")


@pytest.mark.parametrize("kept", [
    {"minutes": 5}, {"minutes": {"sitting": 1}}, {"minutes": {"sitting": -1, "phase": 2}},
    {"minutes": {"sitting": 1, "phase": True}}, {"reasons": "yes"},
    {"minutes": {"sitting": 1, "phase": 10**9}},
])  # fmt: skip
def test_options_that_are_none_are_as_usual(kept: dict[str, object]) -> None:
    assert TableOptions.read(kept) == TableOptions()


# -- a lesson's tables ----------------------------------------------------------------------------


def test_the_tables_of_a_lesson_ask_why_and_count_the_minutes_of_its_run_sheet(
    lesson: Path,
) -> None:
    session = saved_session(lesson / "tables" / "table-2.jsonl")
    run = next(run for run in plan(data("rules")).run if run.minutes == 45)
    assert session.options == TableOptions(True, True, Minutes(run.sitting, run.phase), shared=True)
    again = same_deal(lesson.parent, session)
    assert again.options == session.options
    again.journal.close()
    assert saved_session(again.journal.path).options == session.options


def test_a_lesson_s_table_tells_its_seed_to_nobody_and_its_save_is_exact(
    lesson: Path, tmp_path: Path
) -> None:
    path = lesson / "tables" / "table-1.jsonl"
    assert load(path).verdict is Verdict.EXACT
    session = saved_session(path)
    seed = str(session.game.seed)
    said = "\n".join([*session.promises, *session.opened, spoken(session)])
    assert "stays sealed: other tables may still play it" in said
    assert "Verdict: ▲ Washington" in said
    assert not re.search(rf"\b{seed}\b", said)
    assert "play --scenario first-week" not in said
    screen = EndScreen(session.game, session.opened, session.shared)
    assert not any(screen.check_action(key, ()) for key in ("menu", "same_deal", "another"))
    assert not ReplayScreen(Replay.open(path), branches=False).check_action("branch", ())
    free = new_session(tmp_path, "first-week", None, {}, tmp_path / "free.jsonl")
    play_to(free, 9)
    assert f"seed {free.game.seed}" in spoken(free)


def test_a_turn_by_the_clock_fits_into_the_longest_part_of_its_lesson() -> None:
    for run in plan(data("rules")).run:
        turn = 3 * run.sitting + 2 * run.phase
        assert turn <= max(step.ends - step.begins for step in run.steps)


@pytest.mark.parametrize("minutes", [0, 100])
def test_a_plan_with_other_minutes_is_refused(minutes: int, tmp_path: Path) -> None:
    text = (data("rules") / "lessons" / "class.toml").read_text(encoding="utf-8")
    (tmp_path / "lessons").mkdir()
    bent = text.replace("sitting = 1\n", f"sitting = {minutes}\n", 1)
    assert bent != text
    (tmp_path / "lessons" / "class.toml").write_text(bent, encoding="utf-8")
    with pytest.raises(Exception, match="Plan"):
        plan(tmp_path)
