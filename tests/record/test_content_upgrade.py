"""Saves whose content is of an older grammar: they go as they went, and keep what was written."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import MICRO
from tests.golden.make_samples import SAMPLES
from tests.record.forge import with_content
from tests.record.test_journal import played
from wargame.content.faults import BadContent
from wargame.content.load import Library
from wargame.content.upgrade import GRAMMAR, RETIRED, upgraded, written_today
from wargame.engine.game import Game
from wargame.rules.model.verb import VERBS
from wargame.saves.export.compare import unlike
from wargame.saves.format.pins import Pins, unpacked
from wargame.saves.replay.loaded import Verdict, load, verify
from wargame.saves.write.fork import fork
from wargame.saves.write.journal import Journal

OLD = sorted((SAMPLES / "formats").glob("content-1*.jsonl"))
"""Saves as they were written in grammar 1: a full game and a basic one."""


def tables(node: Any) -> Iterator[dict[str, Any]]:
    """Yield every table of some content."""
    if isinstance(node, dict):
        yield node
    for part in node.values() if isinstance(node, dict) else node if isinstance(node, list) else ():
        yield from tables(part)


def verbs(content: Any) -> set[str]:
    return {str(table["do"]) for table in tables(content) if "do" in table}


@pytest.mark.parametrize("path", OLD, ids=lambda path: path.stem)
def test_a_save_of_grammar_1_is_exact(path: Path) -> None:
    before = path.read_bytes()
    loaded = load(path)
    assert loaded.verdict is Verdict.EXACT, loaded.sentence
    pins = loaded.header.pins
    assert verbs(pins.whole) >= set(RETIRED)
    assert "grammar" not in pins.whole
    assert pins.rules == loaded.header.rules
    now = {"cards": pins.cards, "ruleset": pins.ruleset, "scenario": pins.scenario}
    assert verbs(now) <= set(VERBS)
    assert not verbs(now) & set(RETIRED)
    assert path.read_bytes() == before


def test_both_kinds_of_game_are_kept() -> None:
    assert {load(path).header.basic for path in OLD} == {True, False}


def test_retired_verbs_are_never_used_anew() -> None:
    """The same word would mean two things in two grammars."""
    assert not set(RETIRED) & set(VERBS)


@pytest.mark.parametrize("path", OLD, ids=lambda path: path.stem)
def test_what_is_made_of_an_old_save_keeps_the_content_as_it_was_written(
    path: Path, tmp_path: Path
) -> None:
    loaded = load(path)
    branch = tmp_path / "branch.jsonl"
    fork(path, 20, branch)
    again = load(branch)
    assert again.verdict is Verdict.OPEN, again.sentence
    assert again.header.rules == loaded.header.rules
    assert unpacked(again.header.content).whole == loaded.header.pins.whole


def test_the_same_rules_in_two_grammars_are_the_same_deal(tmp_path: Path) -> None:
    old = load(OLD[0])
    pins = old.header.pins
    today = Pins(pins.cards, pins.ruleset, pins.scenario)
    other = Pins(pins.cards, pins.ruleset, {**pins.scenario, "turns": 3})
    for content, says in ((today, ""), (other, "cards or rules have changed")):
        path = tmp_path / f"{len(says)}.jsonl"
        game = Game.of(content.program(old.header.basic), seed=old.timeline.game.seed)
        Journal.create(path, game, content, options=old.header.options).close()
        new = load(path)
        assert new.header.rules != old.header.rules
        assert says in unlike(old, new)
        assert bool(says) == bool(unlike(old, new))


@pytest.fixture
def save(tmp_path: Path) -> Path:
    path = tmp_path / "game.jsonl"
    played(path, seed=3)
    return path


@pytest.mark.parametrize("grammar", [0, GRAMMAR + 1, -1, "2", 1.0, None, True, 10**30])
def test_a_grammar_that_cannot_be_read_is_refused_with_those_that_can(
    save: Path, grammar: Any
) -> None:
    report = verify(with_content(save, lambda whole: whole.update(grammar=grammar)))
    assert report.verdict is None
    assert f"this version reads grammars 1 to {GRAMMAR}" in report.sentence


def test_a_save_of_today_says_its_grammar(save: Path) -> None:
    assert load(save).header.pins.whole["grammar"] == GRAMMAR
    assert load(save).verdict is Verdict.EXACT


RULES = {
    "track": [{"id": "gold", "scope": "seat"}, {"id": "road", "scope": "shared"}],
    "roles": {"relation": "bond", "threat": "storm"},
}


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ({"do": "warm", "pair": "a-b", "by": 2}, {"do": "shift", "level": "a-b", "by": 2}),
        ({"do": "strain", "pair": "own", "by": 1}, {"do": "shift", "level": "bond.own", "by": -1}),
        ({"do": "calm", "theatre": "either", "by": 1},
         {"do": "shift", "level": "storm.either", "by": -1}),
        ({"do": "heat", "theatre": "pass", "by": 1}, {"do": "shift", "level": "pass", "by": 1}),
        ({"do": "gain", "track": "gold", "by": 1}, {"do": "shift", "level": "self.gold", "by": 1}),
        ({"do": "lose", "track": "gold", "by": 3}, {"do": "shift", "level": "self.gold", "by": -3}),
        ({"do": "grant", "seat": "a", "track": "gold", "by": 1},
         {"do": "shift", "level": "a.gold", "by": 1}),
        ({"do": "burden", "seat": "partners", "track": "gold", "by": 1},
         {"do": "shift", "level": "partners.gold", "by": -1}),
        ({"do": "advance", "track": "road", "by": 1}, {"do": "shift", "level": "road", "by": 1}),
        ({"do": "erode", "track": "road", "by": 1}, {"do": "shift", "level": "road", "by": -1}),
        ({"of": "gold", "over": "b.gold"}, {"of": "self.gold", "over": "b.gold"}),
        ({"of": "b.gold", "over": "gold"}, {"of": "b.gold", "over": "self.gold"}),
        ({"of": "road", "least": 1}, {"of": "road", "least": 1}),
        ({"over": "gold", "take": "sum"}, {"over": "gold", "take": "sum"}),
        ({"sum": [3, {"divide": "gold", "by": 2}, "gold", "road"]},
         {"sum": [3, {"divide": "self.gold", "by": 2}, "self.gold", "road"]}),
        ({"raise": "gold"}, {"raise": "self.gold"}),
        ({"lower": "pass"}, {"lower": "pass"}),
        ({"what": "ceiling", "by": 5, "pair": "all"},
         {"what": "ceiling", "by": 5, "pair": "bond.all"}),
        ({"amounts": {"income": "gold"}}, {"amounts": {"income": "self.gold"}}),
        ({"do": "step", "track": "gold"}, {"do": "step", "track": "gold"}),
        ({"item": "pay", "track": "gold"}, {"item": "pay", "track": "gold"}),
    ],
)  # fmt: skip
def test_grammar_1_is_written_anew(old: dict[str, Any], new: dict[str, Any]) -> None:
    content = {"cards": {"x": {"deep": [[old]]}}, "ruleset": RULES, "scenario": {}}
    before = json.dumps(content)
    found = upgraded(content, 1)
    assert found["cards"]["x"]["deep"] == [[new]]
    assert json.dumps(content) == before
    assert upgraded(found, GRAMMAR) == found


@pytest.mark.parametrize(
    "odd",
    [
        {"do": "gain"},
        {"do": "gain", "track": "gold", "by": True},
        {"do": "gain", "track": "gold", "by": "1"},
        {"do": "gain", "track": ["gold"], "by": 1},
        {"do": "gain", "track": "gold", "by": 1, "more": 2},
        {"do": "warm", "pair": "a-b", "by": -1},
        {"do": ["gain"], "track": "gold", "by": 1},
        {"do": {}, "by": 1},
    ],
)
def test_what_does_not_have_its_shape_is_left_to_the_loader(odd: dict[str, Any]) -> None:
    content = {"cards": {"x": odd}, "ruleset": RULES, "scenario": {}}
    assert upgraded(content, 1)["cards"]["x"] == odd


@pytest.mark.parametrize(
    "rules",
    [
        {},
        {"track": 3, "roles": [1]},
        {"track": [1, {"scope": "seat"}]},
        {"track": [{"id": [], "scope": "seat"}], "roles": {"relation": 1}},
    ],
)
def test_no_ruleset_breaks_the_step(rules: dict[str, Any]) -> None:
    effect = {"do": "strain", "pair": "own", "by": 1}
    found = upgraded({"cards": {"x": effect}, "ruleset": rules, "scenario": {}}, 1)
    assert found["cards"]["x"] == {"do": "shift", "level": "own", "by": -1}


@pytest.mark.parametrize("verb", RETIRED)
def test_a_retired_verb_in_the_folder_is_refused_with_what_it_is_today(
    verb: str, tmp_path: Path
) -> None:
    shutil.copytree(MICRO, tmp_path / "micro")
    path = tmp_path / "micro" / "cards" / "upper.toml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace('do = "shift"', f'do = "{verb}"', 1), encoding="utf-8")
    ours = Library(tmp_path / "micro" / "cards", tmp_path / "micro" / "rules")
    with pytest.raises(BadContent) as caught:
        ours.program("one-winter")
    assert f"unknown `do` '{verb}'; today: {written_today(verb)}" in str(caught.value)
