"""The golden saves: every scenario, every ending, every kind of question, as they were recorded.

If a sample is not EXACT here, a choice leads elsewhere than it did, under the same content: raise
the epoch (`wargame/saves/format/epoch.py`, with the reason) and record the samples anew
(`python -m tests.golden.make_samples`) in the same commit.
"""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.golden.make_samples import OLD, SAMPLES, wanted, write_old
from wargame.content.load import Library
from wargame.engine.game import Game
from wargame.engine.library import data, library
from wargame.saves.format.epoch import EPOCH, HISTORY
from wargame.saves.format.script import Undo
from wargame.saves.replay.loaded import Verdict, load, verify
from wargame.saves.replay.recheck import under_current
from wargame.saves.write.journal import recover

FILES = sorted(SAMPLES.glob("*.jsonl"))
OLDER = sorted((SAMPLES / "formats").glob("rules-*.jsonl"))
"""Games under rules that the ruleset no longer has, which their saves pin."""


@pytest.mark.parametrize("path", [*FILES, *OLDER], ids=lambda path: path.stem)
def test_a_sample_is_exact_under_its_own_pins(path: Path) -> None:
    before = path.read_bytes()
    loaded = load(path)
    assert loaded.verdict is Verdict.EXACT, (
        f"{loaded.sentence}. Under its own content this game goes otherwise than it was recorded: "
        "raise EPOCH in wargame/saves/format/epoch.py, say why, and record the samples anew"
    )
    assert loaded.header.epoch == EPOCH
    assert path.read_bytes() == before


def test_older_rules_are_pinned_by_a_bots_game_and_a_random_one() -> None:
    assert [path.stem for path in OLDER] == ["rules-1-adaptive", "rules-1-random"]
    for path in OLDER:
        header = load(path).header
        assert header.pins is not None
        assert "comply-all" in header.pins.program(header.basic).book.item_ids


def test_each_epoch_has_its_reason() -> None:
    assert list(HISTORY) == list(range(1, EPOCH + 1))
    assert all(HISTORY.values())


def test_the_samples_show_every_scenario_ending_and_question() -> None:
    shown = set()
    for path in FILES:
        loaded = load(path)
        shown.add(f"scenario {loaded.header.scenario}")
        shown.add(f"ending {loaded.closing.ending if loaded.closing else ''}")
        for game in loaded.timeline.games():
            if game.decision is not None:
                shown.add(f"question {game.decision.kind}")
        if any(isinstance(entry, Undo) for entry in loaded.entries):
            shown.add("undo")
    assert wanted() <= shown


def test_any_position_of_a_timeline_is_the_one_that_was_played() -> None:
    for path in FILES[:2]:
        timeline = load(path).timeline
        for ply, game in enumerate(timeline.games()):
            there = timeline.at(ply)
            assert there.fingerprint() == game.fingerprint()
            assert there.events == game.events
            assert there.choices == game.choices
            assert there.undo_refusal == game.undo_refusal
            for seat in range(-1, len(game.seats)):
                assert there.view(seat) == game.view(seat)
        before = timeline.at(timeline.plies // 2)
        before.choose(before.decision.keys[-1])  # type: ignore[union-attr]
        assert timeline.at(timeline.plies).fingerprint() == timeline.game.fingerprint()


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_each_seat_sees_in_the_replay_what_it_saw_in_the_game(path: Path) -> None:
    loaded = load(path)
    assert loaded.header.seed is not None
    live = Game.of(loaded.header.pins.program(loaded.header.basic), seed=loaded.header.seed)
    seats = range(-1, len(live.seats))
    saw = [[live.view(seat)] for seat in seats]
    for choice in loaded.choices:
        assert choice.key is not None
        live.choose(choice.key)
        for seat in seats:
            saw[seat + 1].append(live.view(seat))
    for seat in seats:
        assert [game.view(seat) for game in loaded.timeline.games()] == saw[seat + 1]


@pytest.fixture
def edited(tmp_path: Path) -> Path:
    """A copy of today's cards and rules, to be changed."""
    shutil.copytree(data("cards"), tmp_path / "cards")
    shutil.copytree(data("rules"), tmp_path / "rules")
    return tmp_path


def replace(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def test_a_changed_number_is_named_with_the_first_ply_that_goes_otherwise(edited: Path) -> None:
    loaded = load(FILES[0])
    scenario = loaded.header.scenario
    assert under_current(loaded, Library(edited / "cards", edited / "rules")) == under_current(
        loaded, library()
    )
    path = edited / "rules" / "scenarios" / f"{scenario}.toml"
    capital = library().scenarios[scenario]["levels"]["capital"]
    replace(path, f"\ncapital = {capital}\n", f"\ncapital = {capital + 1}\n")
    found = under_current(loaded, Library(edited / "cards", edited / "rules"))
    assert found.ply == 0
    assert "changed:" in found.what
    assert "scenario.levels.capital" in found.changed
    assert verify(FILES[0]).verdict is Verdict.EXACT


def test_a_card_that_is_no_more_is_named(edited: Path) -> None:
    loaded = load(FILES[0])
    path = edited / "cards" / "tokyo.toml"
    id = library().documents["tokyo.toml"]["card"][0]["id"]
    path.write_text(path.read_text(encoding="utf-8").replace(f'"{id}"', '"T99"'), encoding="utf-8")
    found = under_current(loaded, Library(edited / "cards", edited / "rules"))
    assert {f"gone card {id}", "new card T99"} <= set(found.changed)


def test_words_alone_change_nothing(edited: Path) -> None:
    loaded = load(FILES[0])
    replace(edited / "cards" / "tokyo.toml", 'title = "', 'title = "The ')
    today = Library(edited / "cards", edited / "rules")
    assert under_current(loaded, today).changed == under_current(loaded, library()).changed


def test_format_1_is_read_and_made_new(tmp_path: Path) -> None:
    loaded = load(OLD)
    assert loaded.header.format == 1
    assert loaded.verdict in (Verdict.UNVERIFIED, Verdict.DIVERGED)  # it pins no content
    old = tmp_path / "old.jsonl"
    write_old(old, load(FILES[0]).timeline.game)
    assert verify(old).verdict in (Verdict.UNVERIFIED, Verdict.DIVERGED)
    if loaded.verdict is Verdict.UNVERIFIED:
        new = recover(OLD, tmp_path / "new.jsonl")
        assert new.verdict is Verdict.UNVERIFIED
        assert new.header.format == 2
        assert [c.key for c in new.choices] == [c.key for c in loaded.choices]
