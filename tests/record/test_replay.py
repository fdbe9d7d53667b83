"""The replay: nothing that did not happen, to nobody what it did not know, and quickly."""

from __future__ import annotations

import itertools
import time
from pathlib import Path
from random import Random

import pytest

from tests.conftest import micro_pins
from tests.golden.make_samples import SAMPLES
from tests.record.forge import Change, forged, lines_of, write
from tests.record.test_journal import played
from tests.record.test_strangers import choice, set_key
from wargame.engine.game import Game
from wargame.saves.format.errors import BadSave, CodeNeeded, NothingToShow, SaveFailed
from wargame.saves.replay.loaded import Verdict, load
from wargame.saves.replay.replay import Replay
from wargame.saves.replay.viewer import PUBLIC, REFEREE, all_viewers
from wargame.saves.write.journal import Journal, annotate

FILES = sorted(SAMPLES.glob("*.jsonl"))
SEALED_BIDS = 6


@pytest.mark.parametrize("path", FILES[:6], ids=lambda path: path.stem)
def test_a_viewer_sees_at_its_stops_what_it_saw_then(path: Path) -> None:
    replay = Replay.open(path)
    header = replay.loaded.header
    assert header.seed is not None
    live = Game.of(header.pins.program(header.basic), seed=header.seed)
    assert replay.stops(REFEREE) == list(range(replay.last + 1))
    stops = {viewer.seat: set(replay.stops(viewer)) for viewer in all_viewers(live.seats)[1:]}
    last = {seat: live.view(seat).facts() for seat in stops}
    for ply, key in enumerate([c.key for c in replay.loaded.choices], 1):
        pending = live.decision
        assert pending is not None
        live.choose(key or "")
        for seat, own in stops.items():
            facts = live.view(seat).facts()
            if ply in own:
                assert replay.game(ply).view(seat).facts() == facts
            else:
                # Passed over: a sitting of another seat, in which nothing else can be seen than
                # that a bid has been sealed.
                assert pending.private
                assert pending.seat != seat
                assert _less_bids(facts) == _less_bids(last[seat])
            last[seat] = facts


def _less_bids(facts: tuple[object, ...]) -> tuple[object, ...]:
    return facts[:SEALED_BIDS] + facts[SEALED_BIDS + 1 :]


@pytest.mark.parametrize("path", FILES[:4], ids=lambda path: path.stem)
def test_the_steps_of_a_viewer_tell_its_log_and_no_more(path: Path) -> None:
    replay = Replay.open(path)
    game = replay.game(replay.last)
    for viewer in replay.viewers:
        told, moved = [], [0] * len(game.state.levels)
        for ply in replay.stops(viewer):
            step = replay.step(ply, viewer)
            told += [said.text for said in step.told]
            for level, by in step.moved.items():
                moved[level] += by
            if step.hidden:
                assert not viewer.holds(step.seat)
                assert (step.question, step.chosen, step.reason) == ("", "", "")
            if step.asked_private and not viewer.holds(step.asked):
                assert (step.next_question, step.options) == ("", ())
        if viewer != REFEREE:
            assert told == game.log(viewer.seat)
        first, last = replay.summaries[0].levels, replay.summaries[-1].levels
        assert moved == [b - a for a, b in zip(first, last, strict=True)]


def test_the_reason_is_the_seats_own_and_at_the_end_the_referees(tmp_path: Path) -> None:
    played(tmp_path / "over.jsonl", seed=3)
    replay = Replay.open(tmp_path / "over.jsonl")
    reasons = [c for c in replay.loaded.choices if c.reason]
    assert reasons
    for one in reasons:
        own = replay.names.index(one.seat)
        for viewer in replay.viewers:
            if one.ply + 1 in replay.stops(viewer):
                found = replay.step(one.ply + 1, viewer).reason
                assert bool(found) == viewer.holds(own), viewer


def unfinished(path: Path, code: str | None = None, plies: int = 12) -> Game:
    """Play some choices, each with a reason."""
    rng, game = Random(4), Game.of(micro_pins().program(), seed=77)
    journal = Journal.create(path, game, micro_pins(), code=code)
    while len(game.choices) < plies:
        assert game.decision is not None
        game.choose(rng.choice(game.decision.keys))
        journal.choice(game, "a quiet thought")
    return game


def test_an_open_game_shows_the_public_alone(tmp_path: Path) -> None:
    path = tmp_path / "open.jsonl"
    unfinished(path)
    for code in (None, "any"):
        replay = Replay.open(path, code)
        assert replay.loaded.verdict is Verdict.OPEN
        assert replay.viewers == (PUBLIC,)
        for viewer in all_viewers(replay.names)[:-1]:
            with pytest.raises(PermissionError):
                replay.step(0, viewer)
            with pytest.raises(PermissionError):
                replay.said(replay.game(0), 0, viewer)
        for ply in replay.stops(PUBLIC):
            step = replay.step(ply, PUBLIC)
            assert not step.reason
            assert replay.label(ply, PUBLIC).startswith("step ")


def test_a_code_opens_an_unfinished_game_but_not_anothers_reason(tmp_path: Path) -> None:
    path = tmp_path / "coded.jsonl"
    unfinished(path, "first snow")
    for code in (None, "First snow"):
        with pytest.raises(CodeNeeded):
            Replay.open(path, code)
    replay = Replay.open(path, "first snow")
    assert replay.viewers == all_viewers(replay.names)
    for viewer in replay.viewers:
        for ply in replay.stops(viewer):
            step = replay.step(ply, viewer)
            assert bool(step.reason) == (step.seat == viewer.seat >= 0)


@pytest.mark.parametrize(
    "change",
    [
        set_key("never:legal"),
        lambda lines: lines[-1].update(over="victory"),
        lambda lines: lines[-1].update(fingerprint="0" * 64),
        lambda lines: lines[-1].update(secret="00" * 32),
        lambda lines: lines[1].update(fingerprint="0" * 32),
        lambda lines: choice(lines, True).update(promise="0" * 32),
        lambda lines: lines[0]["promises"].update(deal="0" * 64),
    ],
)
def test_a_game_that_diverged_is_shown_up_to_the_last_good_ply(
    tmp_path: Path, change: Change
) -> None:
    game = played(tmp_path / "save.jsonl", seed=3)
    path = forged(tmp_path / "save.jsonl", change)
    ply = load(path).ply
    assert ply is not None
    if ply == 0:
        with pytest.raises(NothingToShow, match="never shows a game that did not happen"):
            Replay.open(path)
        return
    replay = Replay.open(path)
    assert replay.loaded.verdict is Verdict.DIVERGED
    assert replay.last <= ply
    assert str(replay.last) in replay.cut
    for at in range(replay.last + 1):
        assert replay.game(at).fingerprint() == game.at(at).fingerprint()
    with pytest.raises(ValueError, match="no ply"):
        replay.game(replay.last + 1)
    assert replay.stops(replay.viewers[0])[-1] == replay.last


def test_a_position_that_differs_is_not_shown_though_only_a_mark_says_so(tmp_path: Path) -> None:
    played(tmp_path / "save.jsonl", seed=3)
    lines = lines_of(tmp_path / "save.jsonl")
    marks = [n for n, line in enumerate(lines) if "mark" in line]
    one, two = next((a, b) for a, b in itertools.pairwise(marks) if b - a > 5)
    plies = []
    for line in lines[one + 3 :]:
        if "ply" in line:
            line["state"] = "0" * 8
            plies.append(line["ply"])
    lines[two]["fingerprint"] = "0" * 32
    write(tmp_path / "forged.jsonl", lines)
    replay = Replay.open(tmp_path / "forged.jsonl")
    assert replay.last == plies[0] - 1


def test_a_damaged_game_is_shown_up_to_its_damage(tmp_path: Path) -> None:
    path = tmp_path / "save.jsonl"
    game = played(path, seed=3)
    raw = path.read_bytes().splitlines(keepends=True)
    path.write_bytes(b"".join([*raw[:20], raw[20][:30] + b"~" + raw[20][31:], *raw[21:]]))
    replay = Replay.open(path)
    assert replay.loaded.verdict is Verdict.DAMAGED
    assert 0 < replay.last < len(game.choices)
    assert replay.cut == f"Shown up to step {len(replay.stops(PUBLIC)) - 1}, the last good one."
    assert replay.public_only  # the end that would have opened it cannot be read
    for at in range(replay.last + 1):
        assert replay.game(at).choices == load(path).timeline.game.choices[:at]


def test_a_note_is_kept_in_the_file_and_the_game_stays_exact(tmp_path: Path) -> None:
    path = tmp_path / "save.jsonl"
    played(path, seed=3)
    replay = Replay.open(path)
    replay.noted(annotate(path, 5, "here\x1b[31m it turned", "Ann"))
    again = Replay.open(path)
    assert again.loaded.verdict is Verdict.EXACT
    for one in (replay, again):
        assert [note.text for note in one.step(5, REFEREE).notes] == ["here· it turned"]
        assert not one.step(6, REFEREE).notes
        # A viewer who passes over the ply finds the note where it stops next.
        for viewer in one.viewers:
            found = [n for ply in one.stops(viewer) for n in one.step(ply, viewer).notes]
            assert len(found) == 1
    with pytest.raises(BadSave):
        annotate(path, 10_000, "beyond")
    path.chmod(0o444)
    if not _writable(path):
        with pytest.raises(SaveFailed):
            annotate(path, 5, "again")


def _writable(path: Path) -> bool:
    try:
        path.open("r+b").close()
    except OSError:
        return False
    return True


def test_turns_numbers_and_labels(tmp_path: Path) -> None:
    replay = Replay.open(min(FILES[0].parent.glob("long-year-*.jsonl")))
    for viewer in replay.viewers:
        ply, seen = 0, []
        while (there := replay.neighbour_turn(ply, 1, viewer)) != ply:
            seen.append(there)
            assert there in replay.stops(viewer)
            ply = there
        assert seen[-1] == replay.last
        assert len(seen) == len(replay.turns)
        for _ in seen:
            ply = replay.neighbour_turn(ply, -1, viewer)
        assert ply == 0
        assert replay.find(10**6, viewer) == replay.last
        assert replay.find(-5, viewer) == 0
    assert replay.label(12, REFEREE) == f"ply 12 of {replay.last}"


def test_any_step_of_any_viewer_comes_within_50_ms() -> None:
    replay = Replay.open(max(FILES, key=lambda path: path.stat().st_size))
    worst = 0.0
    for viewer in replay.viewers:
        for ply in replay.stops(viewer)[::-7]:
            spent = []
            for _ in range(3):
                start = time.perf_counter()
                replay.step(ply, viewer)
                spent.append(time.perf_counter() - start)
            worst = max(worst, min(spent))
    assert worst < 0.05
