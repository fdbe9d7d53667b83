"""Every effect is handled everywhere, and one that is planted and forgotten somewhere is found."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

import wargame
from tests.conftest import micro_library, umbrella_names
from wargame.bots.evaluate.effect_model import AIMED, HANDLERS
from wargame.content import lint, specs
from wargame.content.build import build
from wargame.content.convert import field_names, has_fields
from wargame.content.faults import BadContent, Fault
from wargame.content.load import Library
from wargame.content.program import Program
from wargame.content.read import read
from wargame.engine.library import library
from wargame.rules.common.items import ITEMS
from wargame.rules.effects.effects import Aimed
from wargame.rules.model import cards, deeds, rulebook
from wargame.rules.model import verb as verbs
from wargame.rules.model.language import Language
from wargame.rules.model.rulebook import every_effect
from wargame.rules.model.selectors import Place, SeatTrack, Who
from wargame.rules.model.verb import VERBS, Clause, SeatNeed, Verb
from wargame.table.layout import Scope
from wargame.table.state import State


def card_faults(ours: Library) -> list[Fault]:
    """Lint the cards of the micro ruleset as they were read."""
    deal = ours.scenarios["one-winter"]
    return list(lint._cards(read(ours.ruleset_of(deal), deal, ours.documents, False), ()))


def gaps() -> list[str]:
    """List where an effect is not handled: what it says, what it needs, what a bot makes of it."""
    found = []
    for name, cls in VERBS.items():
        if not cls.effect:
            continue
        for method in ("run", "clauses", "seat_need"):
            if getattr(cls, method) is getattr(Verb, method):
                found.append(f"{name}: {method}")
        if cls not in HANDLERS:
            found.append(f"{name}: no estimate")
        if issubclass(cls, Aimed) and cls not in AIMED:
            found.append(f"{name}: no estimate at a target")
    return found


def test_every_effect_is_handled_everywhere() -> None:
    assert not gaps()
    assert set(HANDLERS) <= set(VERBS.values())


def test_every_field_that_toml_may_write_is_read_somewhere() -> None:
    """A number of the rulebook that no rule reads would change nothing."""
    read_ = {
        node.attr
        for path in Path(wargame.__file__).parent.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Attribute) and isinstance(node.ctx, ast.Load)
    }
    shapes = {*VERBS.values(), *ITEMS.values()}
    for module in (specs, rulebook, cards, deeds):
        shapes.update(cls for cls in vars(module).values() if isinstance(cls, type))
    fields = {name for cls in shapes if has_fields(cls) for name in field_names(cls)}
    assert "pledge_broken_blame" in fields
    assert fields <= read_


@pytest.fixture
def register() -> Iterator[None]:
    """Take planted verbs out again."""
    before = dict(VERBS)
    yield
    VERBS.clear()
    VERBS.update(before)


@dataclass(eq=False)
class Plain(Verb):
    """A verb without a word of its own."""

    def run(self, state: State, seat: int, args: tuple[int, ...]) -> None:
        raise NotImplementedError


@dataclass(eq=False)
class Swap(Verb):
    """Give some of one own track for some of another: two tracks, in fields of any name."""

    gives: SeatTrack
    gets: Place

    def run(self, state: State, seat: int, args: tuple[int, ...]) -> None:
        raise NotImplementedError

    def clauses(self, words: Language) -> Iterator[Clause]:
        yield 0, f"Give {words.track(self.gives)} for {words.place(self.gets)}."

    def seat_need(self) -> SeatNeed:
        return "actor"


def test_a_verb_without_words_is_refused_at_once(register: None) -> None:
    with pytest.raises(TypeError, match="the effect `plain` has no method `clauses` of its own"):
        verbs.effect("plain", Plain)
    assert "plain" not in VERBS


def test_a_verb_that_does_not_say_which_seat_it_needs_is_refused_at_once(register: None) -> None:
    @dataclass(eq=False)
    class Silent(Plain):
        """A verb that says what it does, and not for whom."""

        def clauses(self, words: Language) -> Iterator[Clause]:
            yield 0, "Nothing."

    with pytest.raises(TypeError, match="no method `seat_need`"):
        verbs.effect("silent", Silent)
    assert "silent" not in VERBS


def test_a_verb_that_bots_cannot_price_is_found(register: None) -> None:
    verbs.effect("swap", Swap)
    assert gaps() == ["swap: no estimate"]


def test_a_verb_with_targets_that_bots_cannot_price_is_found(register: None) -> None:
    @dataclass(eq=False)
    class Freeze(Aimed):
        """A verb with targets, whose seat follows from them."""

        seats: Who

        def target(self) -> Who:
            return self.seats

        def clauses(self, words: Language) -> Iterator[Clause]:
            yield 0, f"Freeze {words.who(self.seats)}."

    verbs.effect("freeze", Freeze)
    assert gaps() == ["freeze: no estimate", "freeze: no estimate at a target"]


def planted(documents: dict[str, Any], file: str, section: str, effect: dict[str, Any]) -> Any:
    """Add an effect to the first branch of the first card of a file; the rest is shared."""
    document = documents[file]
    first, *rest = document[section]
    branch, *others = first["branch"]
    more = {**branch, "effects": [*branch["effects"], effect]}
    return {**documents, file: {**document, section: [{**first, "branch": [more, *others]}, *rest]}}


@pytest.mark.parametrize(
    ("effect", "stays"),
    [
        ({"gives": "interest", "gets": "self.capital"}, True),
        ({"gives": "accommodation", "gets": "self.capital"}, False),
        ({"gives": "interest", "gets": "self.accommodation"}, False),
        ({"gives": "interest", "gets": "partners.latency"}, False),
        ({"gives": "interest", "gets": "west"}, False),
        ({"gives": "interest", "gets": "threat.own"}, True),
    ],
)
def test_the_basic_game_prunes_a_planted_verb_by_the_tracks_it_names(
    register: None, effect: dict[str, Any], stays: bool
) -> None:
    verbs.effect("swap", Swap)
    ours = library()
    documents = planted(ours.documents, "region.toml", "card", {"do": "swap", **effect})
    rules, deal = ours.rulesets["umbrella"], ours.scenarios["new-entente"]
    for basic in (True, False):
        program = build(rules, deal, documents, basic=basic)
        cards: list[Any] = [c for c in program.book.cards if c.id == "R01"]
        names = [e.name for c in cards for b in c.branch for e in every_effect(b.effects)]
        assert ("swap" in names) is (stays or not basic)


def test_the_linter_finds_a_planted_verb_in_an_event_that_asks_no_seat(register: None) -> None:
    verbs.effect("swap", Swap)
    ours = micro_library()
    effect = {"do": "swap", "gives": "gold", "gets": "self.wool"}
    document = ours.documents["weather.toml"]
    at = next(n for n, event in enumerate(document["event"]) if event["id"] == "E2")
    event = {**document["event"][at], "branch": [{"name": "", "effects": [effect]}]}
    document["event"][at] = event
    faults = [str(fault) for fault in card_faults(ours)]
    assert any("E2: `swap` is for the acting seat, but none acts" in fault for fault in faults)


@pytest.mark.parametrize(
    ("level", "says"),
    [
        ("pass", ""),
        ("storm.both", ""),
        ("all.gold", ""),
        ("road", ""),
        ("bond.all", ""),
        ("self.gold", "for the acting seat"),
        ("partners.gold", "for the acting seat"),
        ("storm.own", "for the acting seat"),
        ("self-upper", "for the acting seat"),
        ("bond.own", "leaves a choice"),
        ("partner.gold", "leaves a choice"),
    ],
)
@pytest.mark.parametrize("within", [False, True])
def test_an_event_that_asks_no_seat_names_the_levels_that_it_moves(
    level: str, says: str, within: bool
) -> None:
    ours = micro_library()
    effect: dict[str, Any] = {"do": "shift", "level": level, "by": 1}
    if within:
        effect = {"do": "when", "check": [{"of": "pass", "least": 1}], "then": [effect]}
    document = ours.documents["weather.toml"]
    event = next(event for event in document["event"] if event["id"] == "E2")
    event["branch"] = [{"name": "", "effects": [effect]}]
    faults = [str(f) for f in card_faults(ours) if "E2" in str(f)]
    assert [says in fault for fault in faults] == ([True] if says else [])


@pytest.mark.parametrize(
    ("of", "found"),
    [
        ("road", False),
        ("upper.gold", False),
        ("self.gold", True),
        ({"sum": [1, {"divide": "self.gold", "by": 2}]}, True),
        ({"higher": ["road", "pass"]}, False),
        ({"over": "gold", "take": "sum"}, False),
        ({"over": "gold", "whose": "partners"}, True),
        ({"standing": "toll", "whose": "all"}, False),
        ({"standing": "toll", "whose": "self"}, True),
    ],
)
@pytest.mark.parametrize("beside", [False, True])
def test_an_event_that_asks_no_seat_cannot_ask_about_the_acting_one(
    of: Any, found: bool, beside: bool
) -> None:
    ours = micro_library()
    check = {"of": "road", "over": of} if beside else {"of": of, "least": 1}
    then = [{"do": "shift", "level": "pass", "by": 1}]
    effect = {"do": "when", "check": [check], "then": then}
    event = next(e for e in ours.documents["weather.toml"]["event"] if e["id"] == "E2")
    event["branch"] = [{"name": "", "effects": [effect]}]
    faults = [str(f) for f in card_faults(ours) if "E2" in str(f)]
    assert ["for the acting seat" in fault for fault in faults] == [True] * found


def test_every_address_of_a_track_says_which_levels_it_means(box: Program) -> None:
    """Each level of the table has a name, and every address means levels of one track."""
    names, layout = umbrella_names(box), box.book.layout
    for name, place in names.places.items():
        ends = range(place.track.base, place.track.base + place.track.size)
        assert all(level in ends for row in place.levels for level in row), name
    for at, name in enumerate(layout.levels):
        assert set(names.places[name].levels) == {(at,)}
        assert names.levels[name].at(0) == names.levels[name].at(2) == at
    for track in layout.tracks:
        if track.scope is Scope.SEAT:
            assert track.id not in names.levels
            own = names.levels[f"self.{track.id}"]
            assert [own.at(seat) for seat in range(3)] == [track.base + s for s in range(3)]


@pytest.mark.parametrize(
    ("level", "by", "says"),
    [
        ("self.interest", 2, "Gain 2 Interest."),
        ("self.interest", -2, "Lose 2 Interest."),
        ("tokyo.support", -1, "Tokyo loses 1 Support."),
        ("partners.support", 1, "Both partners gain 1 Support."),
        ("partner.capital", 1, "One partner of its choice gains 1 Capital."),
        ("all.support", -1, "Every seat loses 1 Support."),
        ("washington-tokyo", 1, "Washington–Tokyo +1."),
        ("relation.own", -1, "Its relation with a partner of its choice −1."),
        ("self-washington", -1, "Its relation with Washington −1."),
        ("peninsula", -1, "Threat: Peninsula −1."),
        ("threat.other", 1, "Threat: the other theatre +1."),
        ("order", -1, "Order −1."),
    ],
)
def test_a_shift_reads_as_cards_always_read(box: Program, level: str, by: int, says: str) -> None:
    effect = umbrella_names(box).verb({"do": "shift", "level": level, "by": by})
    assert [text for _, text in effect.clauses(box.book.words)] == [says]


@pytest.mark.parametrize(
    ("effect", "says"),
    [
        ({"level": "strait", "by": 1}, "a table without `do`"),
        ({"do": "shift", "level": "strait"}, "missing: by"),
        ("shift", "expected a table with `do`"),
        ({"do": ["shift"]}, "expected a text"),
    ],
)
@pytest.mark.parametrize("basic", [False, True])
def test_what_is_no_effect_is_named_in_the_basic_game_too(
    effect: Any, says: str, basic: bool
) -> None:
    ours = library()
    documents = planted(ours.documents, "region.toml", "card", effect)
    rules, deal = ours.rulesets["umbrella"], ours.scenarios["new-entente"]
    with pytest.raises(BadContent) as caught:
        build(rules, deal, documents, basic=basic)
    assert says in str(caught.value)
