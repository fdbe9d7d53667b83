"""RULES 8: what the long-run tracks give and cost."""

from __future__ import annotations

import pytest

from tests.rules.bench import Bench, S, T, W
from tests.rules.test_4_demands import asked_card
from wargame.engine.scoring import ending_of, ending_points, public_lines
from wargame.rules.effects.effects import Choose, Shift, StepUp
from wargame.rules.model.cards import PlayCard
from wargame.rules.model.ledgers import (
    BIDS,
    COLLAPSED,
    CRISES,
    GAME,
    PAID,
    PLEDGES,
    SEALED,
    SPENT,
    TURN,
)
from wargame.rules.model.rulebook import every_effect
from wargame.rules.model.selectors import Theatre
from wargame.rules.phases.crises import counted, deterrence

SEATS = ("washington", "tokyo", "seoul")


def exposure(bench: Bench, seat: int) -> int:
    """Give the half points of a seat's exposure line."""
    lines = dict(public_lines(bench.program, bench.state, seat))
    return lines["exposure"]


def guarded(bench: Bench) -> Bench:
    """Let Washington have spent something on both theatres, so that only the rest drifts."""
    return bench.row(TURN, SPENT, 0, W).row(TURN, SPENT, 1, W)


# -- West-minus-one ---------------------------------------------------------------------------


def test_8_west_minus_one_counts_in_deterrence(bench: Bench) -> None:
    bench.set(relation=4, west=0)
    before = deterrence(bench.state, bench.book)
    bench.set(west=6)
    assert deterrence(bench.state, bench.book) == before + 1


def test_8_west_minus_one_has_an_ending_that_costs_washington(bench: Bench) -> None:
    bench.set(relation=6, west=3)
    ending = ending_of(bench.program, bench.state)
    assert ending is not None
    assert ending.id == "west-minus-one"
    assert ending_points(bench.program, ending, bench.state, W) < 0
    assert ending_points(bench.program, ending, bench.state, T) > 0
    assert ending_points(bench.program, ending, bench.state, S) > 0


# -- Accommodation ----------------------------------------------------------------------------


@pytest.mark.parametrize("ally", [T, S])
@pytest.mark.parametrize(("level", "less"), [(0, 0), (1, 0), (2, 1), (3, 1), (4, 2), (6, 3)])
def test_8_accommodation_lowers_own_exposure_by_one_for_every_two(
    bench: Bench, ally: int, level: int, less: int
) -> None:
    bench.set(threat=5).set({f"{SEATS[ally]}.accommodation": level})
    assert exposure(bench, ally) == -(5 - less)
    assert exposure(bench, W) == -5


@pytest.mark.parametrize("seat", [T, S])
def test_8_accommodation_cards_bring_capital_or_calm_now(bench: Bench, seat: int) -> None:
    """Every POLICY that takes a step of Accommodation brings Capital, Support or calm with it."""
    found = []
    for card in bench.book.decks[seat].cards:
        face = bench.book.play_card(card)
        for branch in face.branch:
            effects = list(every_effect(branch.effects))
            steps = [e for e in effects if isinstance(e, StepUp) and e.track.id == "accommodation"]
            shifts = [e for e in effects if isinstance(e, Shift)]
            if steps:
                found.append(
                    any(isinstance(e.level, Theatre) and e.by < 0 for e in shifts)
                    or any(e.level.name == "self.capital" and e.by > 0 for e in shifts)
                )
    assert found
    assert all(found)


@pytest.mark.parametrize("ally", [T, S])
def test_8_accommodation_is_a_ceiling_on_the_relation_with_washington(
    bench: Bench, ally: int
) -> None:
    name = SEATS[ally]
    bench.set(relation=9).set({f"{name}.accommodation": 1})
    bench.effects({"do": "step", "track": "accommodation"}, seat=ally, by_card=True)
    assert bench.get(f"{name}.accommodation") == 2
    assert bench.get(f"washington-{name}") == 8
    assert bench.get("tokyo-seoul") == 9
    bench.effects({"do": "shift", "level": f"washington-{name}", "by": 2}, seat=W, by_card=True)
    assert bench.get(f"washington-{name}") == 8


def test_8_the_ceiling_rises_again_with_a_step_back(bench: Bench) -> None:
    bench.set(relation=7).set({"tokyo.accommodation": 3})
    bench.effects({"do": "shift", "level": "washington-tokyo", "by": 1}, seat=T)
    assert bench.get("washington-tokyo") == 7
    bench.effects({"do": "retreat", "track": "accommodation"}, seat=T)
    bench.effects({"do": "shift", "level": "washington-tokyo", "by": 2}, seat=T)
    assert bench.get("washington-tokyo") == 8


# -- Latency ----------------------------------------------------------------------------------


def test_8_latency_of_two_asks_for_better_sweeteners(bench: Bench) -> None:
    bench.set(capital=6, interest=4)
    card = asked_card(bench, S, T)
    for latency, offered in ((1, True), (2, False), (5, False)):
        bench.set({"tokyo.latency": latency}).put(card, "seoul.hand").run("dossier", seat=S)
        bench.choose(f"demand:{card}")
        if bench.asked == "demand_to":
            bench.choose("to:tokyo")
        assert bench.asked == "demand_with"
        assert ("with:interest-1" in bench.keys) is offered
        assert "with:interest-2" in bench.keys
        bench.state.frames.clear()
        bench.state.ledgers[SEALED] = ()


@pytest.mark.parametrize(("ally", "own"), [(T, "strait"), (S, "peninsula")])
def test_8_a_step_of_latency_without_leave_costs_washington_and_calm(
    bench: Bench, ally: int, own: str
) -> None:
    bench.set(relation=5, threat=4)
    bench.effects({"do": "step", "track": "latency"}, seat=ally, by_card=True)
    assert bench.get(f"{SEATS[ally]}.latency") == 1
    assert bench.get(f"washington-{SEATS[ally]}") == 4
    assert bench.get("tokyo-seoul") == 5
    assert bench.get("strait") + bench.get("peninsula") == 9
    assert bench.get(own) == 5


def test_8_a_step_of_latency_with_leave_costs_nothing(bench: Bench) -> None:
    bench.set(relation=5, threat=4)
    bench.effects({"do": "step", "track": "latency", "leave": True}, seat=S, by_card=True)
    assert bench.get("seoul.latency") == 1
    assert bench.get("washington-seoul") == 5
    assert bench.get("peninsula") == 4


def test_8_no_step_no_loss(bench: Bench) -> None:
    bench.set(relation=5, threat=4).set({"seoul.latency": 5})
    bench.effects({"do": "step", "track": "latency"}, seat=S, by_card=True)
    assert bench.get("washington-seoul") == 5
    assert bench.get("peninsula") == 4


@pytest.mark.parametrize(
    ("tokyo", "seoul", "falls"), [(3, 4, False), (2, 5, False), (4, 4, True), (5, 3, True)]
)
def test_8_latency_of_eight_together_is_a_collapse(
    bench: Bench, tokyo: int, seoul: int, falls: bool
) -> None:
    bench.set(relation=5, threat=4).set({"tokyo.latency": tokyo, "seoul.latency": seoul})
    bench.run("collapse")
    assert any(row[0] == COLLAPSED for row in bench.rows(GAME)) is falls


@pytest.mark.parametrize(("ally", "own", "other"), [(T, "strait", "peninsula"),
                                                    (S, "peninsula", "strait")])  # fmt: skip
@pytest.mark.parametrize(("latency", "found"), [(0, 2), (2, 2), (3, 3), (5, 3)])
def test_8_latency_of_three_makes_the_own_bid_in_the_own_theatre_count_one_more(
    bench: Bench, ally: int, own: str, other: str, latency: int, found: int
) -> None:
    bench.set({f"{SEATS[ally]}.latency": latency}).row(CRISES, 0, bench.level(own), 9)
    assert counted(bench.state, bench.book, ally, 2) == found
    assert counted(bench.state, bench.book, ally, 0) == 0
    for seat in range(3):
        if seat != ally:
            assert counted(bench.state, bench.book, seat, 2) == 2
    bench.state.ledgers[CRISES] = ()
    bench.row(CRISES, 0, bench.level(other), 9)
    assert counted(bench.state, bench.book, ally, 2) == 2


def test_8_latency_and_command_add_up_for_seoul(bench: Bench) -> None:
    bench.set({"seoul.latency": 3, "seoul.command": 2}).set(capital=6, relation=0, west=0)
    bench.row(CRISES, 0, bench.level("peninsula"), 9).row(BIDS, S, 2).run("show-bids")
    assert (S, 2, 4, 2) in bench.rows(PAID)
    assert bench.get("seoul.capital") == 4


# -- History ----------------------------------------------------------------------------------


def test_8_history_starts_where_the_scenario_says_and_is_nothing_elsewhere() -> None:
    from wargame.engine.library import library

    found = {}
    for id in library().scenarios:
        program = library().program(id, basic=False)
        level = program.book.layout.track_index["history"].base
        found[id] = program.deal(1).levels[level]
    assert len(found) == 7
    assert {id: level for id, level in found.items() if level} == {"cracks": 2, "limbo": 1}


def test_8_history_pulls_before_the_pledges_are_kept(bench: Bench) -> None:
    """The step of a kept pledge comes after the drift, and shelters from nothing."""
    bench.set(relation=5, credibility=3, history=2)
    bench.state.turn = 2
    bench.row(PLEDGES, T, S, bench.item("lower-strait"), 1, 2)
    bench.effects({"do": "shift", "level": "strait", "by": -1}, seat=T, by_card=True)
    bench.run("note-pledges", "drift", "pledges-due")
    assert bench.get("tokyo-seoul") == 5 - 2 + 1


# -- Command ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("command", "seoul", "washington"), [(0, 3, 3), (1, 3, 3), (2, 4, 3), (3, 4, 2)]
)
def test_8_command_shifts_what_bids_on_the_peninsula_count(
    bench: Bench, command: int, seoul: int, washington: int
) -> None:
    bench.set({"seoul.command": command}).row(CRISES, 0, bench.level("peninsula"), 8)
    assert counted(bench.state, bench.book, S, 3) == seoul
    assert counted(bench.state, bench.book, W, 3) == washington
    assert counted(bench.state, bench.book, T, 3) == 3


def test_8_command_shifts_nothing_in_the_strait(bench: Bench) -> None:
    bench.set({"seoul.command": 3}).row(CRISES, 0, bench.level("strait"), 8)
    assert counted(bench.state, bench.book, S, 3) == 3
    assert counted(bench.state, bench.book, W, 3) == 3


def test_8_no_bid_counts_nothing_whatever_the_command(bench: Bench) -> None:
    bench.set({"seoul.command": 3}).row(CRISES, 0, bench.level("peninsula"), 8)
    assert counted(bench.state, bench.book, S, 0) == 0
    assert counted(bench.state, bench.book, W, 1) == 0


# -- Axis and Order ---------------------------------------------------------------------------


@pytest.mark.parametrize(("axis", "by"), [(0, 0), (3, 0), (4, 1), (6, 1)])
def test_8_axis_of_four_heats_the_peninsula(bench: Bench, axis: int, by: int) -> None:
    guarded(bench).set({"peninsula": 3, "strait": 5}).set(axis=axis, order=4).run("drift")
    assert bench.get("peninsula") == 3 + by
    assert bench.get("strait") == 6  # the higher threat


@pytest.mark.parametrize(("order", "by"), [(6, 0), (3, 0), (2, 1), (0, 1)])
def test_8_order_of_two_heats_the_strait(bench: Bench, order: int, by: int) -> None:
    guarded(bench).set({"peninsula": 5, "strait": 3}).set(axis=2, order=order).run("drift")
    assert bench.get("strait") == 3 + by
    assert bench.get("peninsula") == 6


@pytest.mark.parametrize(("theatre", "axis", "order"), [("peninsula", 3, 4), ("strait", 2, 3)])
def test_8_failed_crises_tie_axis_to_the_peninsula_and_order_to_the_strait(
    bench: Bench, theatre: str, axis: int, order: int
) -> None:
    bench.set(relation=0, axis=2, order=4, capital=0)
    bench.row(CRISES, 0, bench.level(theatre), 9).run("show-bids", "resolve-crisis")
    assert (bench.get("axis"), bench.get("order")) == (axis, order)


def test_8_the_basic_game_has_no_long_run_tracks_on_its_cards() -> None:
    from wargame.engine.library import library

    program = library().program("new-entente", basic=True)
    full = {spec.id for spec in program.ruleset.track if spec.full}
    assert full == {"west", "history", "axis", "order", "accommodation", "latency", "command"}
    for face in program.book.cards:
        if isinstance(face, PlayCard):
            for branch in face.branch:
                for effect in every_effect(branch.effects):
                    track = getattr(effect, "track", None)
                    assert track is None or track.id not in full
                assert not any(id in repr(branch.needs) for id in full)


def test_8_the_basic_game_leaves_the_long_run_tracks_at_0() -> None:
    from wargame.engine.library import library

    program = library().program("new-entente", basic=True)
    layout, levels = program.book.layout, program.deal(1).levels
    full = {spec.id for spec in program.ruleset.track if spec.full}
    assert {track.id for track in layout.tracks} - {track.id for track in layout.in_play} == full
    for id in full:
        track = layout.track_index[id]
        assert levels[track.base : track.base + track.size] == [0] * track.size
    bench = Bench(program).set(relation=5)
    assert deterrence(bench.state, bench.book) == 15 // 6


def test_8_the_basic_game_asks_no_question_that_lost_an_answer() -> None:
    from wargame.engine.library import library

    book = library().program("new-entente", basic=True).book
    chooses = [
        effect
        for face in book.cards
        if isinstance(face, PlayCard)
        for branch in face.branch
        for effect in every_effect(branch.effects)
        if isinstance(effect, Choose)
    ]
    assert chooses
    assert all(len(choose.branch) > 1 and all(b.effects for b in choose.branch)
               for choose in chooses)  # fmt: skip
