"""Broken content: all faults at once, each with its file, its place and the nearest right word."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.conftest import MICRO
from wargame.content.lint import lint
from wargame.content.load import Library, UnknownScenario
from wargame.engine.game import Game
from wargame.table import flow
from wargame.table.flow import RulesetRunsAway


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Copy the micro content, to be broken."""
    shutil.copytree(MICRO, tmp_path / "content")
    return tmp_path / "content"


def change(folder: Path, file: str, old: str, new: str) -> None:
    """Replace one piece of text in a file, which must be there."""
    path = folder / file
    text = path.read_text(encoding="utf-8")
    assert old in text, old
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def faults(folder: Path) -> list[str]:
    """Load and lint, and list what is wrong."""
    return [str(fault) for fault in lint(folder / "cards", folder / "rules")]


def test_the_micro_content_has_no_fault(folder: Path) -> None:
    assert faults(folder) == []


@pytest.mark.parametrize(
    ("file", "old", "new", "says"),
    [
        ("cards/upper.toml", '"self.cheer"', '"self.cheers"', 'did you mean "self.cheer"'),
        ("cards/upper.toml", '"self.cheer"', '"cheer"', 'did you mean "all.cheer" or "self.cheer"'),
        ("cards/upper.toml", 'do = "shift"', 'do = "shfit"', 'did you mean "shift"'),
        ("cards/upper.toml", '"bond.own"', '"bond.owns"', "unknown level 'bond.owns'"),
        ("cards/upper.toml", '"bond.own"', '"own"', "unknown level 'own'"),
        ("cards/upper.toml", 'level = "pass"', 'level = "pas"', 'did you mean "pass"'),
        ("cards/lower.toml", '"partners.cheer"', '"partners.road"', "unknown level"),
        ("cards/upper.toml", "by = 1", 'by = "1"', "expected a whole number, not '1'"),
        ("cards/upper.toml", "by = 1", "by = 2.7", "expected a whole number, not 2.7"),
        ("cards/upper.toml", "by = 1", "by = true", "expected a whole number, not True"),
        ("cards/upper.toml", "by = 1", "by = 1001", "1001 is outside -1000 to 1000"),
        ("cards/upper.toml", "by = 1", f"by = {10**20}", "more than 12 digits"),
        ("cards/upper.toml", "ops = 1", "opps = 1", 'did you mean "ops"'),
        ("cards/upper.toml", "ops = 1\n", "", "missing: ops"),
        ("cards/upper.toml", 'kind = "work"', 'kind = "wrok"', 'did you mean "work"?'),
        ("cards/upper.toml", 'to = ["lower"]', 'to = ["lover"]', 'did you mean "lower"'),
        ("cards/upper.toml", 'id = "U2"', 'id = "U1"', 'the id "U1" is in upper.toml already'),
        ("cards/upper.toml", 'deck = "upper"', 'deck = "uper"', 'did you mean "upper"?'),
        ("cards/upper.toml", "[[card]]", "[[crad]]", 'did you mean "card"'),
        ("cards/upper.toml", "[[card]]", "[[card]", "no TOML"),
        ("cards/upper.toml", 'do = "shift"', 'do = "drift"', "unknown `do` 'drift'"),
        ("cards/lower.toml", 'lane = "sky"', 'lane = "ski"', 'did you mean "sky"?'),
        ("cards/lower.toml", 'what = "deterrence"', 'what = "deterence"', 'mean "deterrence"'),
        ("cards/lower.toml", 'deck = "ministry"', 'deck = "attic"', "draw from ministry or region"),
        ("cards/weather.toml", 'event = "crisis"', 'event = "crsis"', 'did you mean "crisis"?'),
        ("cards/weather.toml", "threshold = 4", "", "a crisis needs a theatre and a threshold"),
        ("rules/micro.toml", 'capital = "gold"', 'capital = "golf"', 'did you mean "gold"'),
        ("rules/micro.toml", 'capital = "gold"', 'capitol = "gold"', 'did you mean "capital"'),
        ("rules/micro.toml", 'scope = "pair"', 'scope = "pear"', 'did you mean "pair"'),
        ("rules/micro.toml", 'do = "income"', 'do = "incomes"', 'did you mean "income"'),
        ("rules/micro.toml", "by = 3 }", "by = 0 }", "at least 1, not 0"),
        ("rules/micro.toml", 'id = "lower", name', 'id = "upper", name', "named twice"),
        ("rules/scenarios/one-winter.toml", 'first = "upper"', 'first = "uper"', 'mean "upper"'),
        ("rules/scenarios/one-winter.toml", "gold = 2", "golds = 2", 'did you mean "gold"'),
        ("rules/scenarios/one-winter.toml", "turns = 2", "turns = 0", "at least 1 turn"),
        ("rules/scenarios/one-winter.toml", "turns = 2", "turns = 9", "at least one more"),
        ("rules/scenarios/one-winter.toml", 'ruleset = "micro"', 'ruleset = "mirco"', '"micro"'),
    ],
)
def test_a_fault_is_named_with_its_place_and_a_way_out(
    folder: Path, file: str, old: str, new: str, says: str
) -> None:
    change(folder, file, old, new)
    found = faults(folder)
    assert any(says in fault for fault in found), found
    assert all(Path(file).name in fault or "micro.toml" in fault for fault in found[:1])


def test_all_faults_come_at_once(folder: Path) -> None:
    change(folder, "cards/upper.toml", 'do = "shift"', 'do = "shfit"')
    change(folder, "cards/upper.toml", "ops = 2", "opps = 2")
    change(folder, "cards/lower.toml", '"bond.own"', '"bond.owns"')
    assert len(faults(folder)) >= 3


def test_effects_nested_too_deep_are_refused(folder: Path) -> None:
    deep = '{ do = "draw", deck = "ministry", cards = 1 }'
    for _ in range(17):
        deep = f'{{ do = "each", seats = "all", effects = [{deep}] }}'
    change(folder, "cards/lower.toml", '{ do = "peek", lane = "sky", cards = 2 }', deep)
    assert any("nested deeper than 16" in fault for fault in faults(folder))


def test_text_that_is_no_utf8_and_a_missing_folder_are_named(folder: Path) -> None:
    (folder / "cards" / "upper.toml").write_bytes(b"\xff\xfe")
    assert any("UTF-8" in fault for fault in faults(folder))
    assert any("no such folder" in str(f) for f in lint(folder / "nowhere", folder / "rules"))


def test_an_unknown_fact_is_named(folder: Path) -> None:
    (folder / "cards" / "facts.tsv").write_text(
        "id\tline\tkind\tdate\tstatement\nA0-01\t1\tcontext\t\tSomething.\n"
    )
    change(folder, "cards/upper.toml", 'id = "U1"', 'id = "U1"\nfacts = ["A0-11"]')
    assert any('unknown fact "A0-11"' in fault for fault in faults(folder))


def test_an_unknown_scenario_names_the_nearest(folder: Path) -> None:
    library = Library(folder / "cards", folder / "rules")
    with pytest.raises(UnknownScenario, match='did you mean "one-winter"'):
        library.program("one-winer")


def test_a_ruleset_that_never_asks_is_stopped(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = folder / "rules" / "micro.toml"
    text = path.read_text()
    start, end = text.index("turn = ["), text.index("[roles]")
    path.write_text(text[:start] + 'turn = [{ do = "digest" }]\n' + text[end:])
    change(folder, "rules/scenarios/one-winter.toml", "turns = 2", "turns = 1000")
    program = Library(folder / "cards", folder / "rules").program("one-winter")
    monkeypatch.setattr(flow, "BUDGET", 500)
    with pytest.raises(RulesetRunsAway, match="no way out"):
        Game.of(program)


def test_a_ruleset_that_asks_for_ever_is_stopped(
    micro: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    from wargame.engine import game as game_module

    monkeypatch.setattr(game_module, "PLIES", 5)
    game = Game.of(micro, seed=1)  # type: ignore[arg-type]
    for _ in range(5):
        game.choose(game.decision.keys[0])  # type: ignore[union-attr]
    with pytest.raises(RulesetRunsAway, match="goes on asking"):
        game.choose(game.decision.keys[0])  # type: ignore[union-attr]


def test_an_empty_deck_is_no_fault_at_a_draw(folder: Path) -> None:
    for file in ("upper.toml", "lower.toml"):
        path = folder / "cards" / file
        head = path.read_text().split("[[card]]")
        path.write_text("[[card]]".join(head[:2]))
    program = Library(folder / "cards", folder / "rules").program("one-winter")
    game = Game.of(program, seed=1)
    while game.decision is not None:
        game.choose(game.decision.keys[0])
    assert game.outcome is not None
    assert any("nobody draws" in line for line in game.log(-1))
