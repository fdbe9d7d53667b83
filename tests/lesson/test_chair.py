"""The chair: its acts come into force where a phase begins, stand in the save, and are replayed."""

from __future__ import annotations

import io
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from random import Random

import pytest
from click.testing import CliRunner, Result

from tests.lesson.conftest import play_to
from wargame.cli.main import commands
from wargame.engine.act import KINDS, Act
from wargame.engine.chair import CannotAct, act, act_refusal, conditions, phase_starts
from wargame.engine.game import CannotUndo, Game
from wargame.engine.library import data, library
from wargame.engine.retrace import retrace
from wargame.lab.studies.position_course import read_finished
from wargame.lesson.markdown import markdown
from wargame.lesson.report import report
from wargame.lesson.tables import page, results, touched
from wargame.saves.export.rows import rows_of
from wargame.saves.format.errors import BadSave
from wargame.saves.format.header import ChairSeat
from wargame.saves.format.script import ChairAct
from wargame.saves.replay.loaded import Loaded, Verdict, load
from wargame.saves.replay.replay import Replay
from wargame.saves.replay.viewer import PUBLIC, REFEREE, Viewer, viewer_named
from wargame.saves.write.chair_box import box_of, orders, put
from wargame.saves.write.fork import fork
from wargame.ui.chair import TRIES, Door, prepared
from wargame.ui.line.line_table import LineTable
from wargame.ui.options import Minutes
from wargame.ui.session import Session, new_session, saved_session
from wargame.ui.words import ENGLISH

CODE = "rain-on-glass"
SEAT = ChairSeat.of(CODE)
WHISPER = "Nobody else is to read this."


def game_at(turn: int, seed: int = 3) -> Game:
    """Play a game by chance to the middle of a turn."""
    game, rng = Game.new("cracks", seed=seed), Random(seed)
    while game.decision is not None and (game.turn < turn or game.decision.private):
        game.choose(rng.choice(game.decision.keys))
    assert game.decision is not None
    return game


def to_next_phase(game: Game) -> int:
    """Play until a phase has begun; return the number of events before that choice."""
    while game.decision is not None:
        since = len(game.events)
        game.choose(game.decision.keys[0])
        if any(event[1] == "phase" for event in game.events[since:]):
            return since
    raise AssertionError("the game is over before a phase begins")


def open_table(folder: Path, name: str = "table", minutes: Minutes | None = None) -> Session:
    """Begin a table with a chair."""
    return new_session(
        folder, "cracks", 3, {}, folder / f"{name}.jsonl", minutes=minutes, chair=SEAT
    )


def call(session: Session, deed: Act) -> None:
    """Put an order into the box of a table."""
    assert session.journal.header is not None
    put(session.journal.path, session.journal.header, deed)


def on(session: Session, choices: int) -> None:
    """Answer so many questions with the first answer."""
    for _ in range(choices):
        assert session.decision is not None
        session.choose(session.decision.keys[0])


def until_phase(session: Session) -> None:
    """Answer until another phase has begun."""
    starts = len(phase_starts(session.game))
    while len(phase_starts(session.game)) == starts:
        on(session, 1)


# -- the engine --------------------------------------------------------------------------------


def test_no_question_changes_before_the_next_phase_begins() -> None:
    game = game_at(2)
    untouched = game.copy()
    level = game.layout.levels.index("tokyo.support")
    to = 9 if game.state.levels[level] < 9 else 2
    act(game, Act("track", level="tokyo.support", to=to, text="A slip of the pen."))
    act(game, Act("news", title="Rain", text="It rains."))
    for _ in range(200):
        assert game.decision is not None
        assert untouched.decision is not None
        assert game.fingerprint() == untouched.fingerprint()
        assert game.view(0) == untouched.view(0)
        key = game.decision.keys[0]
        since = len(game.events)
        game.choose(key)
        untouched.choose(key)
        if any(event[1] == "phase" for event in game.events[since:]):
            break
    else:
        raise AssertionError("no phase began")
    kinds = [event[1] for event in game.events[since:]]
    assert kinds.index("chair_track") < kinds.index("chair_news") < kinds.index("phase")
    moved = [args for _, kind, args, _ in game.events if kind == "moved" and args[3] == "chair"]
    assert moved
    assert moved[0][2] == to


def test_a_condition_is_turned_up_once_and_not_again() -> None:
    game = game_at(2)
    card = conditions(game)[0]
    at = game.layout.cards.index(card)
    act(game, Act("condition", card=card))
    since = to_next_phase(game)
    kinds = [event[1] for event in game.events[since:]]
    assert "condition_started" in kinds
    assert at in game.state.piles[game.book.piles.news]
    assert card not in conditions(game)
    assert "has come up already" in str(act_refusal(game, Act("condition", card=card)))


def test_words_to_one_seat_are_told_to_no_other() -> None:
    game = game_at(2)
    act(game, Act("words", seat="seoul", text=WHISPER))
    to_next_phase(game)
    told = {seat: any(WHISPER in line for line in game.log(seat)) for seat in (*game.seats, -1)}
    assert told == {"washington": False, "tokyo": False, "seoul": True, -1: False}


def test_players_do_not_undo_across_an_act_and_the_chair_does() -> None:
    game = game_at(1)
    while game.undo_refusal is not None:
        assert game.decision is not None
        game.choose(game.decision.keys[0])
    steps, ply = game.undo_steps, len(game.choices)
    assert steps
    act(game, Act("news", title="Rain", text="It rains."))
    assert game.undo_steps == 0
    with pytest.raises(CannotUndo, match="the chair has acted"):
        game.undo()
    act(game, Act("undo", to=ply - 1))
    assert len(game.choices) == ply - 1
    assert [deed.kind for _, deed in game.acts] == ["undo"], "the news was taken back too"
    to_next_phase(game)
    assert not any("It rains" in line for line in game.log(-1))


def test_an_act_stands_at_every_way_to_the_same_position() -> None:
    game = game_at(2)
    act(game, Act("track", level="order", to=1, text="As agreed."))
    act(game, Act("seat", seat="seoul", player="random"))
    to_next_phase(game)
    twin = game.at(len(game.choices))
    assert (twin.events, twin.players) == (game.events, game.players)
    assert twin.fingerprint() == game.fingerprint()
    trace = retrace(game, [len(game.events)])
    assert trace.facts[len(game.events)].levels == game.state.levels
    with pytest.raises(TypeError, match="kept in its save"):
        game.__reduce__()


@pytest.mark.parametrize(
    ("deed", "why"),
    [
        (Act("news", title="", text="x"), "no words"),
        (Act("news", title="x", text="y" * 401), "400 signs"),
        (Act("words", seat="beijing", text="x"), "no such seat"),
        (Act("track", level="tokyo.suport", to=1, text="x"), "tokyo.support"),
        (Act("track", level="order", to=7, text="x"), "from 0 to 6"),
        (Act("track", level="order", to=1, text=" "), "no words"),
        (Act("condition", card="W01"), "no condition of that name"),
        (Act("seat", seat="seoul", player=""), "no words"),
        (Act("undo", to=9999), "no such choice"),
        (Act("time", minutes=0), "1 to 60"),
        (Act("close"), "turn 1 is not over"),
    ],
    ids=lambda one: one.kind if isinstance(one, Act) else "",
)
def test_what_cannot_be_done_is_said(deed: Act, why: str) -> None:
    game = game_at(1)
    before = game.fingerprint()
    with pytest.raises(CannotAct, match=re.escape(why)):
        act(game, deed)
    assert game.fingerprint() == before
    assert not game.acts


# -- the save ----------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Play a table at which the chair does everything that it can do, and close it."""
    folder = tmp_path_factory.mktemp("chair")
    session = open_table(folder, minutes=Minutes(1, 2))
    on(session, 2)
    for deed in (
        Act("news", title="Rain", text="It rains."),
        Act("words", seat="seoul", text=WHISPER),
        Act("condition", card=conditions(session.game)[0]),
        Act("track", level="tokyo.support", to=3, text="A slip of the pen."),
        Act("pause"), Act("time", minutes=3), Act("go-on"),
    ):  # fmt: skip
        call(session, deed)
    until_phase(session)
    play_to(session, 2)
    call(session, Act("seat", seat="seoul", player="random"))
    until_phase(session)
    assert 2 in session.bots
    back = next(one.ply for one in phase_starts(session.game) if one.turn == 2)
    call(session, Act("undo", to=back))
    until_phase_or_back(session, back)
    assert 2 not in session.bots, "the bot sat down after that choice"
    play_to(session, 3)
    call(session, Act("close"))
    while session.decision is not None:
        on(session, 1)
    session.journal.close()
    return session.journal.path


def until_phase_or_back(session: Session, ply: int) -> None:
    """Answer until the chair has taken the table back."""
    for _ in range(200):
        on(session, 1)
        if len(session.game.choices) == ply:
            return
    raise AssertionError("the chair has not gone back")


def test_a_game_with_every_kind_of_act_is_exact(whole: Path) -> None:
    loaded = load(whole)
    assert loaded.verdict is Verdict.EXACT, loaded.sentence
    assert {one.act.kind for one in loaded.acts} == set(KINDS)
    assert loaded.timeline.game.bell == 2
    assert all(order.settled and not order.why for order in orders(whole, loaded.header))


def test_it_is_replayed_at_every_ply(whole: Path) -> None:
    loaded = load(whole)
    for ply, game in enumerate(loaded.timeline.games()):
        if ply % 9 == 0 or ply == loaded.timeline.plies:
            alone = loaded.timeline.at(ply)
            assert alone.fingerprint() == game.fingerprint()
            assert alone.events == game.events
            assert alone.players == game.players
    replay = Replay.open(whole)
    told = [line.text for ply in replay.stops(REFEREE) for line in replay.step(ply, REFEREE).told]
    assert len([text for text in told if "chair" in text.casefold()]) >= 6
    assert any(WHISPER in text for text in told)
    for once in ("pauses the table", "lets the table go on", "3 more minutes", "closes the game"):
        assert len([text for text in told if once in text]) == 1, once
    seen = [line.text for ply in replay.stops(PUBLIC) for line in replay.step(ply, PUBLIC).told]
    assert not any(WHISPER in text for text in seen)


def test_the_lab_leaves_out_a_game_that_the_chair_has_touched(tmp_path: Path) -> None:
    for number, deed in enumerate((Act("news", title="Rain", text="It rains."), Act("pause"))):
        session = open_table(tmp_path, str(number))
        call(session, deed)
        play_to(session, 9)
        session.journal.close()
        if deed.touches:
            with pytest.raises(BadSave, match="the chair has acted"):
                read_finished(session.journal.path)
        else:
            assert read_finished(session.journal.path).choices


def test_what_the_chair_takes_back_leaves_a_trace(whole: Path) -> None:
    loaded = load(whole)
    (back,) = [one for one in loaded.acts if one.act.kind == "undo"]
    gone = [one for one in loaded.entries if getattr(one, "line", 0) < back.line]
    assert back.act.to < back.ply
    assert len({c.ply for c in gone if type(c).__name__ == "Choice" and c.ply >= back.act.to}) == (
        back.ply - back.act.to
    )
    undone = [row.get("undone", 0) for row in rows_of(loaded, REFEREE) if row["kind"] == "choice"]
    assert undone[back.act.to : back.ply] == [1] * (back.ply - back.act.to)
    assert any("taken the table back" in line for line in loaded.timeline.game.log(-1))


def test_it_is_branched_from_with_the_acts_that_stand(whole: Path, tmp_path: Path) -> None:
    loaded = load(whole)
    for number, ply in enumerate((0, 7, loaded.timeline.plies // 2, loaded.timeline.plies)):
        branch = fork(whole, ply, tmp_path / f"branch-{number}.jsonl")
        again = load(branch)
        assert again.verdict is Verdict.OPEN, again.sentence
        here = loaded.timeline.at(ply, closed=False)
        assert again.timeline.game.fingerprint() == here.fingerprint()
        assert again.timeline.game.acts == here.acts
        assert again.header.chair == SEAT
    people = dict.fromkeys(here.seats, "human")
    other = fork(whole, loaded.timeline.plies, tmp_path / "people.jsonl", players=people)
    assert load(other).timeline.game.players == people


def test_words_to_one_seat_do_not_stand_open_in_the_file(whole: Path, tmp_path: Path) -> None:
    assert WHISPER.encode() not in whole.read_bytes()
    assert WHISPER.encode() not in box_of(whole).read_bytes()
    assert CODE.encode() not in whole.read_bytes()
    loaded = load(whole)
    for viewer in (PUBLIC, viewer_named("tokyo", loaded.timeline.game.seats)):
        assert WHISPER not in str(rows_of(loaded, viewer))
    own: Viewer = viewer_named("seoul", loaded.timeline.game.seats)
    assert WHISPER in str(rows_of(loaded, own))


@pytest.mark.parametrize(
    ("old", "new"),
    [(b'"to":3,', b'"to":4,'), (b'"act":"close"', b'"act":"pause"'),
     (b'"act":"go-on"', b'"act":"stop!"'), (b'"text":"It rains."', b'"text":"It snows."')],
)  # fmt: skip
def test_a_changed_act_is_damage(whole: Path, tmp_path: Path, old: bytes, new: bytes) -> None:
    data_then = whole.read_bytes()
    assert data_then.count(old) >= 1
    bent = tmp_path / "bent.jsonl"
    bent.write_bytes(data_then.replace(old, new, 1))
    assert load(bent).verdict is Verdict.DAMAGED


def rewritten(path: Path, new: Path, change: tuple[bytes, bytes]) -> Loaded:
    """Change a line and write the right chains, as a forger would."""
    from wargame.saves.format.lines import link, taken_apart

    chain, lines = "", []
    for raw in path.read_bytes().splitlines():
        body = taken_apart(raw)[0].replace(*change)
        chain = link(chain, body)
        lines.append(body[:-1] + b',"chain":"' + chain.encode() + b'"}\n')
    new.write_bytes(b"".join(lines))
    return load(new)


@pytest.mark.parametrize(
    ("change", "verdict"),
    [
        ((b'"to":3,"text"', b'"to":4,"text"'), Verdict.DIVERGED),
        ((b'"to":3,"text"', b'"to":44,"text"'), Verdict.DIVERGED),
        ((b'"chair":{"salt"', b'"chair":{"solt"'), None),
        ((b'"act":"go-on"', b'"act":"stop!"'), Verdict.DAMAGED),
    ],
)
def test_a_forged_act_is_found(
    whole: Path, tmp_path: Path, change: tuple[bytes, bytes], verdict: Verdict | None
) -> None:
    if verdict is None:
        with pytest.raises(ValueError, match=r"lacks salt|holds"):
            raise ValueError(str(_refused(whole, tmp_path / "forged.jsonl", change)))
        return
    assert rewritten(whole, tmp_path / "forged.jsonl", change).verdict is verdict


def _refused(path: Path, new: Path, change: tuple[bytes, bytes]) -> Exception:
    try:
        rewritten(path, new, change)
    except Exception as error:
        return error
    raise AssertionError("a header without its salt was read")


def test_the_report_tells_what_the_chair_did_to_those_who_may_read_it(whole: Path) -> None:
    loaded = load(whole)
    seats = loaded.timeline.game.seats
    told = {
        viewer: markdown(report(loaded, viewer, data("cards")))
        for viewer in (REFEREE, PUBLIC, viewer_named("seoul", seats))
    }
    for viewer, text in told.items():
        _, _, section = text.partition("## The chair's acts")
        section = section.partition("\n## ")[0]
        assert section.count("taken back") == 1, "the seat that a bot took"
        assert "The chair closes the game" in section
        assert (WHISPER in text) == (viewer != PUBLIC)


def test_tables_that_the_chair_has_touched_are_held_against_no_other(
    whole: Path, tmp_path: Path
) -> None:
    loaded = [load(whole)]
    for name in ("a", "b"):
        session = open_table(tmp_path, name)
        play_to(session, 3, len(loaded))
        session.close()
        session.journal.close()
        loaded.append(load(session.journal.path))
    rows = results(loaded)
    assert {row.table: row.chair > 0 for row in rows} == {whole.stem: True, "a": False, "b": False}
    text = markdown(page(loaded, ()))
    assert f"The chair has touched the game at {whole.stem}" in text
    _, _, compared = text.partition("## Each seat against the same seat elsewhere")
    assert f"| {whole.stem} |" in text
    assert f"| {whole.stem} |" not in compared.partition("## Demands and promises")[0]


def test_an_order_that_waits_is_not_reported_before_it_is_told(tmp_path: Path) -> None:
    session = open_table(tmp_path)
    call(session, Act("news", title="Rain", text="It rains."))
    session.heed()
    for reported in (False, True):
        loaded = load(session.journal.path)
        text = markdown(report(loaded, PUBLIC, data("cards")))
        assert ("It rains" in text) == reported
        until_phase(session)
    session.journal.close()


# -- the table and its box ---------------------------------------------------------------------


def test_an_order_is_taken_up_at_once_or_with_the_next_phase(tmp_path: Path) -> None:
    session = open_table(tmp_path, minutes=Minutes(1, 2))
    on(session, 2)
    call(session, Act("pause"))
    call(session, Act("undo", to=0))
    assert [deed.kind for deed in session.heed()] == ["pause"]
    assert session.paused
    assert session.heed() == []
    assert len(session.game.choices) == 2
    assert [deed.kind for deed in session.heed(free=True)] == ["undo"], "behind the pause"
    assert session.game.choices == []
    session.journal.close()
    again = saved_session(session.journal.path)
    assert again.paused
    assert not again.game.choices
    call(again, Act("go-on"))
    again.heed()
    assert not again.paused
    again.journal.close()


def test_a_table_that_is_not_played_takes_it_up_when_it_is_opened(tmp_path: Path) -> None:
    session = open_table(tmp_path)
    on(session, 3)
    session.journal.close()
    call(session, Act("seat", seat="tokyo", player="adaptive"))
    again = saved_session(session.journal.path)
    assert again.bots
    again.journal.close()
    assert load(again.journal.path).verdict is Verdict.OPEN


def test_a_table_that_is_sealed_with_a_code_has_a_chair_too(tmp_path: Path) -> None:
    path = tmp_path / "coded.jsonl"
    new_session(tmp_path, "cracks", 3, {}, path, code="seal", chair=SEAT).journal.close()
    assert "sealed with a code" in run("pause", str(path)).output
    assert run("pause", str(path), "--code", "seal").return_value == 0
    session = saved_session(path, "seal")
    assert session.paused
    session.journal.close()
    assert load(path).verdict is Verdict.UNVERIFIED
    assert load(path, code="seal").verdict is Verdict.OPEN


def test_an_order_is_done_once_though_its_outcome_was_lost(tmp_path: Path) -> None:
    session = open_table(tmp_path)
    call(session, Act("news", title="Rain", text="It rains."))
    box = box_of(session.journal.path)
    before = box.read_bytes()
    assert len(session.heed()) == 1
    box.write_bytes(before + b'{"outcome":"cut off')
    session.journal.close()
    again = saved_session(session.journal.path)
    assert len(again.journal.acts) == 1
    assert len(again.game.acts) == 1
    again.journal.close()
    header = load(session.journal.path).header
    assert [order.settled for order in orders(session.journal.path, header)] == [True]


def test_what_came_too_late_is_not_done_and_says_so(tmp_path: Path) -> None:
    session = open_table(tmp_path)
    play_to(session, 2)
    session.close()
    call(session, Act("news", title="Rain", text="It rains."))
    assert session.heed() == []
    assert session.journal.header is not None
    (order,) = orders(session.journal.path, session.journal.header)
    assert "the game is over" in order.why
    session.journal.close()
    assert load(session.journal.path).verdict is Verdict.EXACT


def test_a_clock_that_is_not_there_gets_no_time(tmp_path: Path) -> None:
    session = open_table(tmp_path)
    call(session, Act("time", minutes=5))
    assert session.heed() == []
    assert session.journal.header is not None
    assert "none" in orders(session.journal.path, session.journal.header)[0].why
    session.journal.close()


def test_a_door_shuts_after_three_wrong_codes() -> None:
    door = Door(SEAT, ENGLISH)
    said = [door.knock("wrong") for _ in range(TRIES)]
    for text, part in zip(said, ("2 more tries", "1 more try", "three wrong"), strict=True):
        assert part in text
    assert door.knock(CODE)
    assert not door.open
    assert Door(None, ENGLISH).refusal()
    right = Door(SEAT, ENGLISH)
    assert right.knock(f" {CODE}\n") == ""
    assert right.open


# -- the command -------------------------------------------------------------------------------


RAIN = ("--title", "Rain", "--text", "It rains.")


def run(*words: str, code: str | None = CODE, typed: str | None = None) -> Result:
    """Run `wargame chair …`."""
    env = {"WARGAME_CHAIR": code} if code is not None else {"WARGAME_CHAIR": ""}
    return CliRunner(env=env).invoke(
        commands, ["chair", *words], standalone_mode=False, input=typed
    )


def idle(folder: Path, turn: int = 1) -> Path:
    """Make a table that nobody plays just now."""
    session = open_table(folder)
    if turn > 1:
        play_to(session, turn)
    on(session, 3)
    session.journal.close()
    return session.journal.path


def test_every_act_can_be_ordered_from_outside(tmp_path: Path) -> None:
    path = idle(tmp_path, turn=2)
    save = str(path)
    orders_given = (
        ["news", save, "--title", "Rain", "--text", "It rains."],
        ["words", save, "--seat", "seoul", "--text", WHISPER],
        ["condition", save, "--card", conditions(load(path).timeline.game)[0]],
        ["track", save, "--level", "washington-tokyo", "--to", "2", "--why", "As agreed."],
        ["seat", save, "--seat", "tokyo", "--player", "adaptive"],
        ["pause", save], ["prepared", save, "--inject", "draft"],
        ["undo", save, "--turn", "1", "--phase", "table"],
    )  # fmt: skip
    for words in orders_given:
        result = run(*words)
        assert result.return_value == 0, (words, result.output, result.exception)
        assert "Ordered." in result.output
    state = run("state", save)
    assert state.output.count("Waits: ") == len(orders_given)
    session = saved_session(path)
    assert session.paused
    assert session.game.turn == 1
    session.journal.close()
    state = run("state", save).output
    assert "Waits: " not in state
    assert "Turn 2" in state
    assert load(path).verdict is Verdict.OPEN


@pytest.mark.parametrize(
    ("words", "why"),
    [
        (["track", "FILE", "--level", "ordr", "--to", "2", "--why", "x"], "order"),
        (["track", "FILE", "--level", "order", "--to", "two", "--why", "x"], "whole number"),
        (["seat", "FILE", "--seat", "tokyo", "--player", "adaptve"], "adaptive"),
        (["undo", "FILE", "--turn", "3"], "nothing began there"),
        (["close", "FILE"], "turn 1 is not over"),
        (["prepared", "FILE", "--inject", "embassy"], "--seat"),
        (["prepared", "FILE", "--inject", "nothing"], "unconfirmed"),
    ],
    ids=lambda one: one[0] if isinstance(one, list) else "",
)
def test_what_cannot_be_ordered_is_said(tmp_path: Path, words: list[str], why: str) -> None:
    path = idle(tmp_path)
    result = run(*(str(path) if word == "FILE" else word for word in words))
    assert result.return_value == 1 or result.exception is not None
    assert why in result.output + str(result.exception)
    assert not box_of(path).exists()


def test_two_chairs_wait_for_each_other_and_do_not_order_the_same(tmp_path: Path) -> None:
    path = idle(tmp_path, turn=2)
    assert run("close", str(path)).return_value == 0
    again = run("close", str(path))
    assert again.return_value == 1
    assert "waits already" in again.output
    other = run("pause", str(path))
    assert "has closed the game" in other.output
    path = idle(tmp_path / "b", turn=2)
    assert run("seat", str(path), "--seat", "tokyo", "--player", "random").return_value == 0
    other = run("seat", str(path), "--seat", "tokyo", "--player", "adaptive")
    assert other.return_value == 1
    assert "another order of that kind waits" in other.output


def test_a_wrong_code_three_times_a_table_without_a_chair_a_finished_and_a_bad_save(
    tmp_path: Path, whole: Path
) -> None:
    path = idle(tmp_path)
    result = run("pause", str(path), code=None, typed="a\nb\nc\nd\n")
    assert "three wrong codes" in f"{result.output}{result.exception}"
    assert result.output.count("code") >= TRIES
    result = run("pause", str(path), code=None, typed=f"a\n{CODE}\n")
    assert result.return_value == 0
    others = [str(idle(tmp_path / name)) for name in ("b", "c")]
    wrong = run("go-on", str(path), *others, code="wrong")
    assert wrong.return_value == 1
    assert wrong.output.count("not the code") == 3, "a code is tried once, at each table"
    assert "tries" not in wrong.output
    bare = new_session(tmp_path, "cracks", 3, {}, tmp_path / "bare.jsonl")
    bare.journal.close()
    assert "no chair sits" in run("pause", str(bare.journal.path)).output
    assert "the game is over" in run("pause", str(whole)).output
    damaged = tmp_path / "damaged.jsonl"
    damaged.write_bytes(path.read_bytes().replace(b'"ply":1,', b'"ply":2,'))
    assert "DAMAGED" in run("pause", str(damaged)).output


def test_what_waits_at_a_table_for_its_next_phase_is_said_to_wait(tmp_path: Path) -> None:
    session = open_table(tmp_path)
    path = session.journal.path
    assert "holds this one against no other" in run("news", str(path), *RAIN).output
    session.heed()
    assert session.game.waiting
    said = run("state", str(path)).output
    assert "Waits: News from the chair: “Rain”" in said
    assert "Table: News" not in said
    until_phase(session)
    said = run("state", str(path)).output
    assert "Waits" not in said
    assert "News from the chair: “Rain”" in said
    session.journal.close()


def test_a_table_that_the_chair_closes_is_as_one_at_the_bell(tmp_path: Path) -> None:
    path = idle(tmp_path, turn=2)
    assert "against no other" not in run("close", str(path)).output
    session = saved_session(path)
    session.heed(free=True)
    session.journal.close()
    loaded = load(path)
    assert loaded.finished
    assert not touched(loaded)
    assert read_finished(path).choices


def test_who_closes_a_table_that_is_open_in_a_window_is_told_how(tmp_path: Path) -> None:
    """At the bell of a served class all of them are."""
    path = idle(tmp_path, turn=2)
    session = saved_session(path)
    words = [sys.executable, "-m", "wargame", "close", str(path)]
    ended = subprocess.run(words, capture_output=True, text=True, timeout=60, check=False)
    assert ended.returncode == 1
    for way in ("open in another window", "F4", "the chair on its page", "wargame chair close"):
        assert way in ended.stderr
    session.journal.close()
    ended = subprocess.run(words, capture_output=True, text=True, timeout=60, check=False)
    assert ended.returncode == 0, ended.stderr


def test_what_is_prepared_can_be_done_in_every_scenario() -> None:
    injects = prepared(data("rules"))
    assert len({one.id for one in injects}) == len(injects) >= 6
    assert {one.act for one in injects} == {"news", "words", "condition"}
    for scenario in library().scenarios:
        game = Game.new(scenario, seed=1)
        for one in injects:
            assert act_refusal(game, one.filled("tokyo" if one.to else "")) is None, one.id


def test_an_act_in_a_save_without_a_chair_is_no_line_of_it(whole: Path, tmp_path: Path) -> None:
    head = whole.read_bytes().splitlines()[0]
    start, _, rest = head.partition(b',"chair":{')
    chair = b',"chair":{' + rest.partition(b"}")[0] + b"}"
    assert start
    loaded = rewritten(whole, tmp_path / "forged.jsonl", (chair, b""))
    assert loaded.verdict is Verdict.DAMAGED
    assert not any(isinstance(one, ChairAct) for one in loaded.entries)


# -- in line mode ------------------------------------------------------------------------------


def spoken(session: Session, words: Iterator[str]) -> str:
    """Play in line mode with these words, and return what was said."""
    said = io.StringIO()
    LineTable(session, read=lambda: next((f"{word}\n" for word in words), ""), out=said).play()
    return said.getvalue()


def test_the_chair_acts_at_a_table_in_lines(tmp_path: Path) -> None:
    session = open_table(tmp_path)
    at = len(session.game.choices)
    said = spoken(session, iter((
        "chair", "wrong", "chair time", CODE, "many", "chair track", CODE, "order", "2",
        "As agreed.", "chair", CODE, "pause", "1", "chair go-on", CODE, "quit",
    )))  # fmt: skip
    assert "2 more tries" in said
    assert "a whole number from 0 on is wanted, not “many”" in said
    assert "Ordered. The chair puts Order at 2: As agreed." in said
    _, _, paused = said.partition("The chair has paused the table")
    assert paused
    hidden, _, after = paused.partition("The chair lets the table go on")
    assert "1. " not in hidden.partition("Enter looks again")[0]
    assert "1. " in after
    assert len(session.game.choices) == at, "what is typed at a paused table answers nothing"
    assert [act.kind for _, act in session.journal.acts] == ["track", "pause", "go-on"]


def test_a_table_in_lines_hears_the_chair_from_outside(tmp_path: Path) -> None:
    session = open_table(tmp_path)
    on(session, 3)

    def words() -> Iterator[str]:
        call(session, Act("pause"))
        yield "1"
        call(session, Act("undo", to=1))
        yield "again"
        call(session, Act("go-on"))
        yield "again"
        yield "quit"

    said = spoken(session, words())
    assert "The chair has paused the table" in said
    assert "taken the table back" in said.partition("has paused")[2]
    assert len(session.game.choices) == 1
    assert not session.paused
    session.journal.close()
    assert load(session.journal.path).verdict is Verdict.OPEN
