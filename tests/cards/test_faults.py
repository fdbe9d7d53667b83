# ruff: noqa: E501 (the tables of faults have one fault a line)
"""Broken content: all faults at once, each with its file, its place and the nearest right word."""

from __future__ import annotations

import inspect
import pickle
import re
import shutil
from pathlib import Path
from random import Random

import pytest

from tests.cards.bending import bent_content
from tests.conftest import MICRO
from wargame.content.faults import BadContent
from wargame.content.lint import lint
from wargame.content.load import Library, UnknownScenario
from wargame.content.text.en import English
from wargame.engine.game import Game
from wargame.engine.library import data
from wargame.engine.rehearsal import check
from wargame.rules.model.language import Language
from wargame.rules.model.verb import VERBS
from wargame.rules.phases.cabinet import Income
from wargame.table import flow
from wargame.table.flow import RulesetRunsAway
from wargame.table.state import State


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
        ("cards/upper.toml", "ops = 1", "ops = -1", "-1 is not 0 to 3"),
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


MICRO_FAULTS = [
    # shapes that stock readers take, or fall over
    ("cards/upper.toml", 'effects = [{ do = "shift", level = "pass", by = -1 }]', "effects = { do = 1 }", "expected a list, not {'do': 1}"),
    ("cards/upper.toml", 'to = ["lower"]', 'to = "lower"', "expected a list, not 'lower'"),
    ("cards/upper.toml", "price = { capital = 2 }", "price = 2", "expected a table, not 2"),
    ("cards/upper.toml", "ops = 2", "ops = 1979-05-27", "is a date or a time"),
    ("cards/upper.toml", 'deck = "upper"', "deck = []", "unknown deck []"),
    ("rules/micro.toml", "[kinds]\nwork = \"work\"", "[kinds]\nwork = 1", "expected a text, not 1"),
    ("rules/micro.toml", 'theatre = [{ id = "pass", name = "The Pass" }]', "theatre = 1", "expected a list of tables, not 1"),
    ("rules/micro.toml", 'relation = "bond"', 'relation = ["bond"]', "unknown track ['bond']"),
    ("rules/micro.toml", 'id = "road", name = "The Road", scope = "shared"', 'name = "The Road", scope = "shared"', "track[8].id: expected a text, but it is missing"),
    ("rules/scenarios/one-winter.toml", 'ruleset = "micro"', "ruleset = []", "unknown []"),
    ("rules/scenarios/one-winter.toml", "turns = 2", "turns = 2\npressure = { \"²\" = 1 }", "is no turn"),
    # steps and sentences
    ("rules/micro.toml", "[roles]", '[steps]\nwool = [{ do = "step", track = "wool" }]\n[roles]', "a step calls itself: wool > wool"),
    ("rules/micro.toml", "[roles]", '[steps]\nwool = [{ do = "step", track = "gold" }]\ngold = [{ do = "step", track = "wool" }]\n[roles]', "wool > gold > wool"),
    ("rules/micro.toml", "[roles]", "[steps]\nwol = []\n[roles]", 'unknown track "wol"; did you mean "wool"'),
    # places, bids and amounts
    ("rules/micro.toml", '{ do = "dossier", places = 2 }', '{ do = "dossier", places = 3 }', "`places` is 3 here and 2 in acts"),
    ("rules/micro.toml", "deed = { bid = 2 }", "deed = { bid = 4 }", "a bid of 4 where 3 is the most"),
    ("rules/micro.toml", "deed = { bid = 2 }", 'deed = { bid = 2, lower = "pass" }', "not by 2 of them"),
    ("rules/micro.toml", "deed = { bid = 2 }", 'deed = { raise = "pass" }', "only a pair or shared track"),
    ("cards/lower.toml", "until = { bid = 3 }", "until = {}", "not by 0 of them"),
    ("rules/micro.toml", "rounds = 1, items = 1, latest = 1", "rounds = 1, items = 1, latest = 0", "deals.latest: 0 is below 1"),
    ("rules/micro.toml", '{ do = "seal-bid", most = 3 }', '{ do = "seal-bid", most = 0 }', "seal-bid.most: 0 is below 1"),
    ("cards/upper.toml", '"shift", level = "pass", by = -1', '"shift", level = "pass", by = 0', "`shift` moves nothing"),
    ("cards/upper.toml", '"shift", level = "pass", by = -1', '"shift", level = "pass", by = 500', 'moves "storm" by 500, and it has 8 steps'),
    ("cards/lower.toml", 'lane = "sky", cards = 2', 'lane = "sky", cards = 0', "`cards` is 0, below 1"),
    ("rules/micro.toml", 'income = { sum = [1, { divide = "self.cheer", by = 3 }] }', "income = { sum = [] }", "at least one amount"),
    ("rules/micro.toml", "pledges = 1\n", "", "amounts.pledges: missing, and deals works with it"),
    ("rules/micro.toml", "pledges = 1\n", "pledges = 1\nincom = 2\n", 'nothing uses it; did you mean "income"'),
    ("rules/micro.toml", "[{ of = \"pass\", least = 8 }]", "[{ of = \"pass\" }]", "a check needs one of"),
    # roles
    ("rules/micro.toml", 'threat = "storm"\n', "", "roles.threat: no track has this role"),
    ("rules/micro.toml", 'capital = "gold"\n', "", "roles.capital: no track has this role"),
    ("rules/micro.toml", 'relation = "bond"\n', "", "roles.relation: no track has this role"),
    ("rules/micro.toml", 'blame = "shame"\n', "", "roles.blame: no track has this role"),
    ("rules/micro.toml", 'capital = "gold"', 'capital = "road"', '"road" is a shared track; a seat track is needed'),
    ("rules/micro.toml", '{ do = "pledges-due" },', '{ do = "votes", least = 5, capital = 2, support = 4, divide = 2, leaders = 2, dropped = 1, acting_support = 5, acting_capital = 4 },', "roles.votes: no track has this role, and votes works with it"),
    ("rules/micro.toml", "low = 0, high = 3", "low = 3, high = 3", "low lies below high"),
    # what goes together
    ("rules/micro.toml", '{ do = "pledges-due" },', "", "no phase is `pledges-due`"),
    ("rules/micro.toml", '{ do = "show-bids" },', "", "no phase is `show-bids`"),
    ("rules/micro.toml", 'decks = ["weather"]', "decks = []", "deck weather: it lies in no lane"),
    ("rules/micro.toml", 'decks = ["weather"]', 'decks = ["wether"]', 'did you mean "weather"'),
    ("rules/micro.toml", 'kind = "event" }', 'kind = "envet" }', 'did you mean "event"'),
    ("rules/micro.toml", 'kind = "ministry", owner = "lower"', 'kind = "ministry", owner = "lover"', 'did you mean "lower"'),
    ("rules/micro.toml", 'kind = "ministry", owner = "lower"', 'kind = "event"', 'the deck "lower" is of kind event'),
    ("rules/micro.toml", 'effects = [{ do = "shift", level = "pass", by = -1 }] },\n  { id = "gold"', 'effects = [{ do = "digest" }] },\n  { id = "gold"', "`digest` is a phase"),
    ("cards/upper.toml", 'to = ["lower"]', 'to = ["upper"]', '"upper" would ask itself'),
    ("cards/upper.toml", "price = { capital = 2 }", 'price = { item = "bid-2" }', '"bid-2" is a promise'),
    ("rules/micro.toml", 'family = "bid"', 'family = "bid", sweetens = 1', "a sweetener is given at once"),
    ("cards/upper.toml", 'name = "For us", kind = "work"', 'name = "For us", kind = "wrok"', 'unknown kind "wrok"; did you mean "work"'),
    ("cards/weather.toml", 'what = "drift", by = 1, theatre = "pass"', 'what = "drift", by = 1', "a change of `drift` needs `theatre`"),
    ("cards/weather.toml", 'theatre = "pass"\nthreshold', 'theatre = "storm.own"\nthreshold', '"storm.own" is no single theatre'),
    # endings and verdicts
    ("rules/micro.toml", 'id = "collapse"', 'id = "colapse"', 'no ending has the id "collapse"; did you mean "colapse"'),
    ("rules/micro.toml", 'id = "spring"\n', 'id = "spring"\nchecks = [{ of = "road", least = 1 }]\n', "the last one holds in any case"),
    ("rules/micro.toml", "[verdict]", "[verdcit]", 'did you mean "verdict"'),
    ("rules/micro.toml", '"Good", "Fat"', '"Fat"', "expected 4 entries, not 3"),
    ("rules/micro.toml", "[verdict]", "[verdict]\nbest_at_least = 4", "verdict.best_at_least: there is no tier 4: they are 0 to 3"),
    ("rules/micro.toml", "isolated_at_most = 0", "isolated_at_most = -1", "verdict.isolated_at_most: there is no tier -1"),
    # ids and numbers without sense
    ("cards/upper.toml", 'id = "U2"', 'id = "U 2"', 'the id "U 2" is not of letters, digits and hyphens'),
    ("cards/upper.toml", 'id = "U2"', 'id = ""', 'the id "" is not of letters, digits and hyphens'),
    ("rules/scenarios/one-winter.toml", 'id = "one-winter"', 'id = "one winter"', 'the id "one winter" is not of letters'),
    ("rules/scenarios/one-winter.toml", "minutes = 5", "minutes = -5", "minutes: a game takes no -5 minutes"),
    ("rules/micro.toml", 'id = "bond", cost = 1', 'id = "bond", cost = -1', "ops bond.cost: -1 points are none to pay with"),
    ("cards/upper.toml", 'name = "By night"', 'name = "By day"', 'card U1.branch[1].name: "By day" is a branch of it already'),
    ("cards/upper.toml", "cost = 2, effects", "cost = 50, effects", "card U1.branch[1].cost: the cost 50 is not 0 to 4"),
    # seats
    ("rules/micro.toml", 'letter = "L"', 'letter = "U"', 'letter "U" is that of upper'),
    ("rules/micro.toml", 'letter = "L"', 'letter = "Lo"', 'letter "Lo" is not one character'),
    ("rules/micro.toml", 'colour = "#CCBB44"', 'colour = "bluish"', 'colour "bluish" is not # and six'),
    ("rules/micro.toml", 'colour = "#66CCEE", theatre = "pass"', 'colour = "#66CCEE", theatre = "pas"', 'did you mean "pass"'),
    # the scenario
    ("rules/scenarios/one-winter.toml", "gold = 2", "gold = 16", "levels.gold: 16 on a track from 0 to 9"),
    ("rules/scenarios/one-winter.toml", "turns = 2", "turns = 2\nhot = [3]", "turn 3 is not among turns 1 to 2"),
    ("rules/scenarios/one-winter.toml", "turns = 2", "turns = 2\npressure = { 3 = 1 }", "turn 3 is not among turns 1 to 2"),
    ("rules/scenarios/one-winter.toml", "turns = 2", 'turns = 2\nvotes = [{ turn = 3, seat = "upper" }]', "turn 3 is not among turns 1 to 2"),
    ("rules/scenarios/one-winter.toml", "turns = 2", 'turns = 2\nvotes = [{ turn = 1, seat = "upper" }]', "no phase of the ruleset is `votes`"),
    ("rules/scenarios/one-winter.toml", "turns = 2", 'turns = 2\ntariffs = { upper = "tol" }', 'did you mean "toll"'),
    ("rules/scenarios/one-winter.toml", "turns = 2", "turns = 2\ncalendar = { U1 = 1 }", '"U1" is no event'),
    ("rules/scenarios/one-winter.toml", "turns = 2", "turns = 2\ncalendar = { E1 = 1, E2 = 1 }", "both come in turn 1"),
    ("rules/scenarios/one-winter.toml", "turns = 2", 'turns = 2\nwithout = ["E1"]\ncalendar = { E1 = 1 }', "is left out of this scenario"),
    ("rules/scenarios/one-winter.toml", "turns = 2", 'turns = 2\nleaders = { upper = "U1" }', '"U1" is no leader'),
    ("rules/scenarios/one-winter.toml", "upper = { par = [0, 0], sd = [1, 0] }\n", "", "par: none for upper"),
    ("rules/scenarios/one-winter.toml", "sd = [1, 0]", "sd = [0, 0]", "`sd` is 0"),
    ("rules/scenarios/one-winter.toml", "sd = [1, 0]", "sd = [1, 100]", "100 is no hundredths"),
    ("rules/scenarios/one-winter.toml", "[par]", "[par_turn.2.upper]\npar = [1, 0]\nsd = [1, 0]\n\n[par]", "par_turn.2: not among turns 1 to 1"),
    ("rules/scenarios/one-winter.toml", "[par]", "[par_turn.1.upper]\npar = [1, 0]\nsd = [1, 0]\n\n[par]", "par_turn.1: none for lower"),
    ("rules/scenarios/one-winter.toml", "[par]", "[par_turn.1.upper]\npar = [1, 200]\nsd = [1, 0]\n\n[par]", "200 is no hundredths"),
    ("rules/scenarios/one-winter.toml", 'briefing = "Two villages, one pass, two turns of snow."', "", "briefing: missing"),
]  # fmt: skip


@pytest.mark.parametrize(("file", "old", "new", "says"), MICRO_FAULTS)
def test_what_would_show_in_play_is_a_fault(
    folder: Path, file: str, old: str, new: str, says: str
) -> None:
    change(folder, file, old, new)
    found = faults(folder)
    places = (Path(file).name, "scenarios/one-winter.toml", "micro.toml", "lower.toml")
    assert any(says in fault and fault.startswith(places) for fault in found), found


UNUSED = [
    ("rules/micro.toml", 'track = [\n', 'track = [\n  { id = "fog", name = "Fog", scope = "shared", low = 0, high = 3 },\n', "micro.toml: track fog: nothing moves it, and nothing looks at it"),
    ("rules/micro.toml", 'high = 6 },\n', 'high = 6 },\n  { id = "fog", name = "Fog", scope = "pair", low = 0, high = 6 },\n', "micro.toml: track fog: nothing moves it"),
    ("rules/micro.toml", "work = \"work\"\n", "work = \"work\"\nplay = \"play\"\n", "micro.toml: kinds.play: no branch of a card is of this kind"),
    ("rules/micro.toml", "[amounts]", '[concepts]\nsnow = "Snow"\n[amounts]', "micro.toml: concepts.snow: no card names it as its concept"),
    ("rules/micro.toml", "[amounts]", '[theory]\nsnow = "It melts."\n[amounts]', "micro.toml: theory.snow: there is no concept of this name"),
    ("rules/micro.toml", "[amounts]", '[steps]\nwool = [{ do = "shift", level = "self.word", by = -1 }]\n[amounts]', "micro.toml: steps.wool: no `step` without `leave` is taken on this track"),
    ("rules/micro.toml", '{ do = "acts", rounds = 2, places = 2 }', "", "micro.toml: ops bond: no phase is `acts`"),
    ("rules/micro.toml", '{ do = "income" },\n', "", "micro.toml: amounts.income: only income would use it"),
    ("rules/micro.toml", 'deck = [\n', 'deck = [\n  { id = "attic", name = "Attic", kind = "region" },\n', "micro.toml: deck attic: there is no card for it"),
    ("rules/micro.toml", 'deck = [\n', 'deck = [\n  { id = "old", name = "Old", kind = "leaders", owner = "upper" },\n', "micro.toml: deck old: there is no card for it"),
    ("rules/micro.toml", 'deck = [\n', 'deck = [\n  { id = "hail", name = "Hail", kind = "event" },\n', "micro.toml: deck hail: it lies in no lane"),
    ("rules/micro.toml", 'name = "Lower", kind = "ministry", owner = "lower"', 'name = "Lower", kind = "region"', "micro.toml: deck lower: nothing draws from a deck of kind region"),
    ("rules/micro.toml", 'lane = [', 'lane = [{ id = "sea", name = "sea", decks = [] }, ', "micro.toml: lane[0]: 0 events for 2 turns"),
    ("rules/micro.toml", 'by = ["upper", "lower"], changes', "by = [], changes", "micro.toml: penalty toll: no seat may lay it"),
    ("rules/micro.toml", '{ do = "demands",', '{ do = "each", seats = "all", effects = [] }, #', "micro.toml: penalty toll: nothing lays it"),
    ("rules/micro.toml", 'family = "bid", ', "", "micro.toml: item bid-2: it can be in no deal"),
    ("rules/micro.toml", '{ do = "deals", rounds = 1, items = 1, latest = 1 },', "", "micro.toml: item gold-1: it can be in no deal"),
]  # fmt: skip


@pytest.mark.parametrize(("file", "old", "new", "says"), UNUSED)
def test_what_nothing_uses_is_a_fault(
    folder: Path, file: str, old: str, new: str, says: str
) -> None:
    change(folder, file, old, new)
    found = faults(folder)
    assert any(fault.startswith(says) for fault in found), found


def test_a_level_at_the_start_is_no_use_of_a_track(folder: Path) -> None:
    change(folder, "rules/micro.toml", *UNUSED[0][1:3])
    change(folder, "rules/scenarios/one-winter.toml", "gold = 2", "gold = 2\nfog = 1")
    assert faults(folder) == [UNUSED[0][3]]


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        ("cards/weather.toml", '[{ do = "shift", level = "pass", by = -1 }]', '[{ do = "shift", level = "fog", by = -1 }]'),
        ("cards/upper.toml", 'cost = 2, effects', 'cost = 2, needs = [{ of = "fog", least = 1 }], effects'),
        ("rules/micro.toml", "pledges = 1", 'pledges = "fog"'),
        ("rules/micro.toml", '{ of = "pass", least = 8 }', '{ of = { over = "fog" }, least = 8 }'),
        ("rules/micro.toml", 'amount = "self.gold"', 'amount = { sum = ["self.gold", "fog"] }'),
        ("rules/micro.toml", 'id = "spring"', 'id = "mist"\nname = "Mist"\ntext = "."\nchecks = [{ of = "fog", least = 1 }]\n[[ending]]\nid = "spring"'),
        ("rules/micro.toml", "deed = { bid = 2 }", 'deed = { raise = "fog" }'),
        ("rules/micro.toml", "deterrence = {", 'deterrence = { sum = ["fog"] }\n#'),
    ],
)  # fmt: skip
def test_each_use_of_a_track_is_seen(folder: Path, file: str, old: str, new: str) -> None:
    change(folder, "rules/micro.toml", *UNUSED[0][1:3])
    change(folder, file, old, new)
    assert faults(folder) == []


def test_a_piece_that_may_stand_in_what_could_not_be_read_is_not_called_unused(
    folder: Path,
) -> None:
    change(folder, "rules/micro.toml", *UNUSED[0][1:3])
    change(folder, "cards/upper.toml", '"self.cheer"', '"self.cheers"')
    assert not [fault for fault in faults(folder) if "track fog" in fault]


def test_a_ruleset_that_no_scenario_is_for_is_a_fault(folder: Path) -> None:
    text = (folder / "rules" / "micro.toml").read_text(encoding="utf-8")
    other = text.replace('id = "micro"', 'id = "macro"', 1)
    (folder / "rules" / "macro.toml").write_text(other, encoding="utf-8")
    assert faults(folder) == ["macro.toml: id: no scenario is for this ruleset"]


@pytest.fixture
def clouds(tmp_path: Path) -> Path:
    """Copy the rulebook with one scenario, to be broken."""
    shutil.copytree(data("cards"), tmp_path / "content" / "cards")
    (tmp_path / "content" / "rules" / "scenarios").mkdir(parents=True)
    for name in ("umbrella.toml", "scenarios/clouds.toml"):
        shutil.copy(data("rules") / name, tmp_path / "content" / "rules" / name)
    return tmp_path / "content"


CLOUDS = "rules/scenarios/clouds.toml"
UMBRELLA_FAULTS = [
    (CLOUDS, 'washington = "L-W1"', 'washington = "L-T1"', '"L-T1" is a leader of tokyo; those of washington: L-W1'),
    (CLOUDS, 'leader = "L-S0"', 'leader = "L-S1"', '"L-S1" is no acting head; known: L-S0'),
    (CLOUDS, "until = 2", "until = 9", "acting.until: turn 9 is not among turns 1 to 4"),
    (CLOUDS, 'facts = ["A2-01"', 'facts = ["A2-0l"', 'facts: unknown fact "A2-0l"'),
    (CLOUDS, "[par_basic]\nwashington", "[par_basic]\nwashingon", 'unknown seat "washingon"; did you mean "washington"'),
    ("rules/umbrella.toml", '"A0-03", "A0-05"', '"A0-03", "A0-0S"', 'umbrella.toml: facts: unknown fact "A0-0S"'),
    ("rules/umbrella.toml", 'votes = "votes"\n', "", "roles.votes: no track has this role, and votes works with it"),
    ("rules/umbrella.toml", "places = 2, third", "places = 3, third", "`places` is 3 here and 2 in acts"),
    ("rules/umbrella.toml", 'no = "tariff"', 'no = "tarif"', 'unknown restraint "tarif"; did you mean "tariff"'),
    ("rules/umbrella.toml", "needed = 2", "needed = 0", "backstop.needed: 0 is below 1"),
    ("rules/umbrella.toml", "failed = { peninsula =", "failed = { peninsular =", 'did you mean "peninsula"'),
    ("rules/umbrella.toml", "more = { tokyo = 2 }", "more = { tokio = 2 }", 'did you mean "tokyo"'),
    ("rules/umbrella.toml", 'id = "capital", name = "Capital", short = "Cap", scope = "seat", low = 0, high = 12', 'id = "capital", name = "Capital", short = "Cap", scope = "seat", low = 0, high = 12, full = true', '"capital" is left out of the basic game'),
    ("rules/umbrella.toml", 'points = { washington = -2 }', 'points = { washingtn = -2 }', 'did you mean "washington"'),
]  # fmt: skip


@pytest.mark.parametrize(("file", "old", "new", "says"), UMBRELLA_FAULTS)
def test_what_would_show_in_a_game_of_the_umbrella_is_a_fault(
    clouds: Path, file: str, old: str, new: str, says: str
) -> None:
    change(clouds, file, old, new)
    found = faults(clouds)
    assert any(says in fault for fault in found), found


def test_a_fault_is_in_the_file_where_it_stands(folder: Path) -> None:
    """Not in the file that is named like the deck."""
    (folder / "cards" / "upper.toml").rename(folder / "cards" / "my-upper.toml")
    change(folder, "cards/my-upper.toml", "ops = 2", "ops = 4")
    (fault,) = faults(folder)
    assert fault.startswith("my-upper.toml: card U2.ops: 4 is not 0 to 3")
    (folder / "rules" / "micro.toml").rename(folder / "rules" / "mine.toml")
    change(folder, "rules/mine.toml", 'letter = "L"', 'letter = "U"')
    assert any(fault.startswith("mine.toml: seat lower") for fault in faults(folder))


def test_a_fault_of_shape_hides_no_other(folder: Path) -> None:
    """Neither of another card, nor of the ruleset, nor of the scenario that it stands in."""
    change(folder, "cards/upper.toml", "ops = 1", "opps = 1")
    change(folder, "cards/lower.toml", "ops = 2", "ops = 4")
    change(folder, "rules/micro.toml", 'letter = "L"', 'letter = "U"')
    change(folder, "rules/scenarios/one-winter.toml", "gold = 2", "gold = 16")
    change(folder, "rules/scenarios/one-winter.toml", "minutes = 5", "minuets = 5")
    path = folder / "cards" / "weather.toml"
    path.write_text(path.read_text() + "[[event]\n")
    found = faults(folder)
    for says in ("opps", "4 is not 0 to 3", 'letter "U"', "16 on a track", "minuets", "no TOML"):
        assert any(says in fault for fault in found), (says, found)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", 'no column "id"'),
        ("A0-01\t1\tcontext\t\tSomething.\n", 'no column "id"'),
        ("id\tline\tkind\tdate\tstatement\nA0-01\t1\n", "line 2: 2 cells under 5 heads"),
        ("id\tline\tkind\tdate\tstatement\nx\t1\tc\t\tS.\n", "line 2: the id 'x'"),
        ("id\tline\tkind\tdate\tstatement\n\t1\tc\t\tS.\n", "line 2: the id ''"),
        ("id\tline\tkind\tdate\tstatement\nA0-01\tone\tc\t\tS.\n", "line 'one' is no number"),
        ("id\tline\tkind\tdate\tstatement\n" + "A0-01\t1\tc\t\tS.\n" * 2, "line 3: the fact"),
    ],
)
def test_a_table_of_facts_is_checked_row_by_row(folder: Path, text: str, says: str) -> None:
    (folder / "cards" / "facts.tsv").write_text(text)
    found = faults(folder)
    assert any(fault.startswith("facts.tsv") and says in fault for fault in found), found


def test_the_table_of_articles_is_checked_too(folder: Path) -> None:
    (folder / "cards" / "articles.tsv").write_text("number\ttitle\twhere\none\tA\tB\n")
    assert any("articles.tsv: line 2: the number 'one'" in fault for fault in faults(folder))
    (folder / "cards" / "articles.tsv").write_bytes(b"\xff\xfe")
    assert any("articles.tsv: no text in UTF-8" in fault for fault in faults(folder))


def test_a_missing_sentence_is_named(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """By the sentence and what is close to it, even if a card says it."""
    monkeypatch.delattr(English, "peek")
    monkeypatch.setattr(English, "peeks", Language.peek, raising=False)
    found = faults(folder)
    assert found[0] == (
        'content/text: en.peek: the language has no such sentence; did you mean "peeks"?'
    )


def test_an_effect_without_a_sentence_is_named(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delattr(VERBS["draw"], "clauses")
    assert any("`draw`: may stand on a card, but Draw says" in fault for fault in faults(folder))


def test_a_game_at_random_tells_what_the_linter_does_not_know(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert check(folder / "cards", folder / "rules") == []

    def fails(self: Income, state: State, seat: int, args: tuple[int, ...]) -> None:
        raise IndexError("no such place")

    monkeypatch.setattr(Income, "run", fails)
    (fault,) = check(folder / "cards", folder / "rules")
    assert str(fault) == (
        "scenarios/one-winter.toml: a game at random (seed 1) stops at choice 0: "
        "IndexError, no such place"
    )


def test_bent_content_gets_faults_or_plays(tmp_path: Path) -> None:
    """Never a traceback, nor one that only a game at random brings to light."""
    played = 0
    for seed in range(100):
        folder = tmp_path / str(seed)
        told = bent_content(folder, Random(seed))
        found = [str(fault) for fault in check(folder / "cards", folder / "rules")]
        assert not [fault for fault in found if "a game at random" in fault], (told, found)
        assert not [fault for fault in found if "object" in fault], (told, found)
        played += not found
    assert 5 < played < 50


def test_a_phase_declares_the_roles_and_amounts_that_its_class_uses() -> None:
    """What a phase's own class looks up, the linter asks for."""
    for name, kind in VERBS.items():
        text = inspect.getsource(kind)
        roles = set(re.findall(r"roles\.(\w+)", text))
        amounts = set(re.findall(r'amounts\["(\w+)"\]', text))
        allowed = {*kind.uses_roles, "support"} if name == "drift" else {*kind.uses_roles}
        assert roles <= allowed, f"{name} uses {roles - allowed} and does not say so"
        assert amounts <= {*kind.uses_amounts}, f"{name} uses {amounts} and does not say so"


def test_a_misspelt_word_is_one_fault(folder: Path) -> None:
    change(folder, "cards/weather.toml", 'what = "drift"', 'what = "drfit"')
    (fault,) = faults(folder)
    assert fault.endswith(""".what: unknown word 'drfit'; did you mean "drift"?""")


def test_a_fault_reads_the_same_in_another_process(folder: Path) -> None:
    change(folder, "cards/upper.toml", '"self.cheer"', '"self.cheers"')
    with pytest.raises(BadContent) as raised:
        Library(folder / "cards", folder / "rules").program("one-winter")
    again = pickle.loads(pickle.dumps(raised.value))
    assert str(again) == str(raised.value)
    assert again.faults == raised.value.faults


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
    text = path.read_text("utf-8")
    start, end = text.index("turn = ["), text.index("[roles]")
    path.write_text(text[:start] + 'turn = [{ do = "digest" }]\n' + text[end:], "utf-8")
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
        head = path.read_text("utf-8").split("[[card]]")
        path.write_text("[[card]]".join(head[:2]), "utf-8")
    program = Library(folder / "cards", folder / "rules").program("one-winter")
    game = Game.of(program, seed=1)
    while game.decision is not None:
        game.choose(game.decision.keys[0])
    assert game.outcome is not None
    assert any("nobody draws" in line for line in game.log(-1))
