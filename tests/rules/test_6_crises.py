"""RULES 6: crises and danger."""

from __future__ import annotations

from typing import Any

import pytest

from tests.rules.bench import Bench, S, T, W
from tests.rules.test_4_demands import asked_card
from wargame.rules.model.cards import EventCard
from wargame.rules.model.ledgers import (
    BIDS,
    COLLAPSED,
    CONDITIONS,
    CRISES,
    DREW_CLOSER,
    GAME,
    ISOLATED,
    PAID,
    PENALTIES,
    TURN,
    VOTE_DUE,
)
from wargame.rules.phases.crises import counted, deterrence

SEATS = ("washington", "tokyo", "seoul")


@pytest.fixture
def quiet(bench: Bench) -> Bench:
    """No deterrence, no threat at an end, Capital for everybody."""
    bench.set(relation=1, west=0, threat=5, capital=8, support=5, prestige=0, blame=0)
    return bench.set(axis=2, order=4)


def crisis_cards(bench: Bench) -> list[int]:
    """List the crises among the events."""
    return [
        card
        for card, face in enumerate(bench.book.cards)
        if isinstance(face, EventCard) and face.event == "crisis"
    ]


def crisis(bench: Bench, threshold: int, theatre: str = "strait", **bids: int) -> Bench:
    """Let a crisis stand and bids be sealed."""
    bench.row(CRISES, crisis_cards(bench)[0], bench.level(theatre), threshold)
    for seat, points in bids.items():
        bench.row(BIDS, SEATS.index(seat), points)
    return bench


def resolve(bench: Bench) -> Bench:
    """Show the bids and resolve the crisis without a top-up."""
    bench.run("show-bids", "resolve-crisis")
    return bench


def blamed(bench: Bench) -> list[int]:
    """Give the Blame of the seats."""
    return [bench.get(f"{seat}.blame") for seat in SEATS]


def prestige(bench: Bench) -> list[int]:
    """Give the Prestige of the seats."""
    return [bench.get(f"{seat}.prestige") for seat in SEATS]


def reached(bench: Bench) -> int:
    """Give by how much a threat falls when its crisis is mastered."""
    phase: Any = bench.phase("resolve-crisis")
    found: int = phase.reached
    return found


# -- threshold and total ----------------------------------------------------------------------


def test_6_the_cards_name_thresholds_of_nine_or_ten(bench: Bench) -> None:
    thresholds = {bench.book.event_card(card).threshold for card in crisis_cards(bench)}
    assert thresholds == {9, 10}


@pytest.mark.parametrize("turn", [1, 2, 3, 4])
def test_6_the_threshold_is_the_cards_plus_the_pressure_of_the_turn(
    bench: Bench, turn: int
) -> None:
    card = crisis_cards(bench)[0]
    face = bench.book.event_card(card)
    assert face.theatre is not None
    for lane in bench.book.piles.lane:
        bench.state.piles[lane] = ()
    bench.put(face.id, "threat.lane")
    bench.state.turn = turn
    bench.run("news")
    pressure = bench.program.scenario.pressure.get(str(turn), 0)
    assert pressure == bench.book.pressure.get(turn, 0)
    assert bench.rows(CRISES) == ((card, face.theatre.levels[0][0], face.threshold + pressure),)


def test_6_pressure_is_first_zero_and_later_one(bench: Bench) -> None:
    found = [bench.book.pressure.get(turn, 0) for turn in range(1, bench.book.turns + 1)]
    assert found == sorted(found)
    assert found[0] == 0
    assert found[-1] == 1


@pytest.mark.parametrize(
    ("relation", "west", "found"),
    [(0, 0, 0), (1, 2, 0), (2, 0, 1), (4, 5, 2), (4, 6, 3), (10, 6, 6)],
)
def test_6_deterrence_is_relations_and_west_by_six_rounded_down(
    bench: Bench, relation: int, west: int, found: int
) -> None:
    bench.set(relation=relation, west=west)
    assert deterrence(bench.state, bench.book) == found


def test_6_deterrence_counts_towards_the_total(quiet: Bench) -> None:
    quiet.set(relation=4, west=0)  # 12 / 6 = 2
    resolve(crisis(quiet, 8, washington=2, tokyo=2, seoul=2))
    assert quiet.get("strait") == 5 - reached(quiet)


def test_6_bids_and_top_ups_count_as_they_count(quiet: Bench) -> None:
    quiet.set({"seoul.command": 2})
    crisis(quiet, 8, "peninsula", washington=2, tokyo=2, seoul=2)
    assert counted(quiet.state, quiet.book, S, 2) == 3
    quiet.run("show-bids", "top-up")
    assert quiet.asked == "top_up"
    assert quiet.decision is not None
    assert quiet.decision.question[1] == 1  # short by 8 - 7
    quiet.choose("top-up:1")
    assert quiet.decision is None
    quiet.run("resolve-crisis")
    assert quiet.get("peninsula") == 5 - reached(quiet)


def test_6_a_bid_is_cut_to_the_capital_left(quiet: Bench) -> None:
    quiet.set({"tokyo.capital": 1})
    crisis(quiet, 20, tokyo=4).run("show-bids")
    assert quiet.get("tokyo.capital") == 0
    assert (T, 1, 1, 1) in quiet.rows(PAID)


# -- reached ----------------------------------------------------------------------------------


def test_6_threshold_reached_lowers_the_threat(quiet: Bench) -> None:
    resolve(crisis(quiet, 6, washington=2, tokyo=2, seoul=2))
    assert quiet.get("strait") == 5 - reached(quiet)
    assert quiet.get("peninsula") == 5
    assert blamed(quiet) == [0, 0, 0]
    assert not quiet.rows(CRISES)


def test_6_the_sole_highest_sealed_bid_earns_prestige(quiet: Bench) -> None:
    resolve(crisis(quiet, 6, washington=2, tokyo=3, seoul=1))
    assert prestige(quiet) == [0, 1, 0]


def test_6_a_tie_earns_no_prestige(quiet: Bench) -> None:
    resolve(crisis(quiet, 6, washington=3, tokyo=3, seoul=1))
    assert prestige(quiet) == [0, 0, 0]


def test_6_no_bid_earns_no_prestige(quiet: Bench) -> None:
    quiet.set(relation=10)
    resolve(crisis(quiet, 5))
    assert quiet.get("strait") == 5 - reached(quiet)
    assert prestige(quiet) == [0, 0, 0]


def test_6_a_top_up_earns_no_prestige(quiet: Bench) -> None:
    crisis(quiet, 6, washington=2, tokyo=1).run("show-bids", "top-up")
    quiet.choose("no-top-up")
    quiet.choose("top-up:3")
    quiet.run("resolve-crisis")
    assert prestige(quiet) == [1, 0, 0]


@pytest.mark.parametrize("missing", [1, 2])
def test_6_prestige_only_when_the_threshold_is_reached(quiet: Bench, missing: int) -> None:
    resolve(crisis(quiet, 6 + missing, washington=3, tokyo=2, seoul=1))
    assert prestige(quiet) == [0, 0, 0]


# -- short by one, and failed -----------------------------------------------------------------


@pytest.mark.parametrize("theatre", ["strait", "peninsula"])
def test_6_short_by_one_raises_the_threat_by_one_and_nothing_else(
    quiet: Bench, theatre: str
) -> None:
    resolve(crisis(quiet, 7, theatre, washington=2, tokyo=2, seoul=2))
    assert quiet.get(theatre) == 6
    assert blamed(quiet) == [0, 0, 0]
    assert quiet.get("tokyo.support") == quiet.get("seoul.support") == 5
    assert (quiet.get("axis"), quiet.get("order")) == (2, 4)


@pytest.mark.parametrize("short", [2, 5])
@pytest.mark.parametrize("theatre", ["strait", "peninsula"])
def test_6_failed_raises_the_threat_by_three(quiet: Bench, theatre: str, short: int) -> None:
    resolve(crisis(quiet, 6 + short, theatre, washington=2, tokyo=2, seoul=2))
    assert quiet.get(theatre) == 8
    assert quiet.get("peninsula" if theatre == "strait" else "strait") == 5


def test_6_failed_on_the_peninsula_axis_rises_and_seoul_loses_support(quiet: Bench) -> None:
    resolve(crisis(quiet, 9, "peninsula"))
    assert [quiet.get(f"{seat}.support") for seat in SEATS] == [5, 5, 4]
    assert (quiet.get("axis"), quiet.get("order")) == (3, 4)


def test_6_failed_in_the_strait_order_falls_and_tokyo_loses_support(quiet: Bench) -> None:
    resolve(crisis(quiet, 9, "strait"))
    assert [quiet.get(f"{seat}.support") for seat in SEATS] == [5, 4, 5]
    assert (quiet.get("axis"), quiet.get("order")) == (2, 3)


@pytest.mark.parametrize(
    ("bids", "found"),
    [
        ((0, 2, 0), [1, 0, 1]),
        ((1, 2, 4), [1, 0, 0]),
        ((0, 0, 0), [1, 1, 1]),
        ((2, 2, 2), [1, 1, 1]),
        ((3, 3, 3), [0, 0, 0]),
        ((3, 4, 4), [0, 0, 0]),
    ],
)
def test_6_the_lowest_paid_are_blamed_unless_they_paid_three(
    quiet: Bench, bids: tuple[int, int, int], found: list[int]
) -> None:
    resolve(crisis(quiet, 20, "strait", **dict(zip(SEATS, bids, strict=True))))
    assert blamed(quiet) == found


def test_6_blame_looks_at_bid_and_top_up_together(quiet: Bench) -> None:
    crisis(quiet, 20, washington=1, tokyo=2, seoul=2).run("show-bids", "top-up")
    quiet.choose("top-up:2")
    quiet.choose("no-top-up")
    quiet.choose("no-top-up")
    quiet.run("resolve-crisis")
    assert blamed(quiet) == [0, 1, 1]


def test_6_blame_looks_at_what_was_paid_not_at_what_it_counts(quiet: Bench) -> None:
    quiet.set({"seoul.command": 3})  # Seoul's counts one more, Washington's one less
    resolve(crisis(quiet, 20, "peninsula", washington=2, tokyo=3, seoul=2))
    assert blamed(quiet) == [1, 0, 1]


# -- isolation --------------------------------------------------------------------------------


def test_6_a_bid_ends_the_deterrence_that_it_relied_on_when_the_crisis_is_over(
    quiet: Bench,
) -> None:
    change = {"what": "deterrence", "by": 1}
    quiet.effects({"do": "start", "change": change, "life": 3, "until": {"bid": 3}, "by": "all"})
    crisis(quiet, 4, tokyo=3).run("show-bids")
    assert quiet.rows(CONDITIONS)
    quiet.run("resolve-crisis")
    assert quiet.events("crisis_reached")
    assert not quiet.rows(CONDITIONS)


def test_6_what_raises_a_bid_raises_it_for_the_top_up_too(quiet: Bench) -> None:
    quiet.effects(
        {"do": "start", "change": {"what": "bid", "by": 1}, "life": 1, "until": {"bid": 2},
         "by": "tokyo", "seat": "tokyo"}, seat=T
    )  # fmt: skip
    crisis(quiet, 9, tokyo=2).run("show-bids", "top-up")
    while quiet.decision is not None:
        seat = quiet.decision.seat
        quiet.choose("top-up:1" if seat == T else "no-top-up")
    assert (T, 3, 4, 2) in quiet.rows(PAID)


def test_6_a_review_makes_a_bid_count_less_but_never_below_nothing(quiet: Bench) -> None:
    quiet.row(PENALTIES, 1, W, T, 1, 2)
    crisis(quiet, 9)
    assert [counted(quiet.state, quiet.book, T, points) for points in range(4)] == [0, 0, 1, 2]


def test_6_what_raises_a_bid_raises_no_bid_of_nothing(quiet: Bench) -> None:
    quiet.effects(
        {"do": "start", "change": {"what": "bid", "by": 1}, "life": 2, "until": {"bid": 4},
         "by": "tokyo", "seat": "tokyo"}, seat=T
    )  # fmt: skip
    crisis(quiet, 9)
    assert [counted(quiet.state, quiet.book, T, points) for points in range(3)] == [0, 2, 3]


@pytest.fixture
def alone(quiet: Bench) -> Bench:
    """Tokyo is isolated."""
    return quiet.set({"washington-tokyo": 0, "tokyo-seoul": 0, "washington-seoul": 5}).row(
        GAME, ISOLATED, T, 0
    )


def test_6_a_seat_with_both_relations_at_zero_is_isolated(quiet: Bench) -> None:
    quiet.set({"washington-tokyo": 0, "tokyo-seoul": 0, "washington-seoul": 5})
    quiet.run("collapse", "isolation")
    assert (ISOLATED, T, 0) in quiet.rows(GAME)
    assert not any(row[0] == COLLAPSED for row in quiet.rows(GAME))
    assert (ISOLATED, W, 0) not in quiet.rows(GAME)


def test_6_one_relation_above_zero_is_enough(quiet: Bench) -> None:
    quiet.set({"washington-tokyo": 0, "tokyo-seoul": 1, "washington-seoul": 5}).run("isolation")
    assert not any(row[0] == ISOLATED for row in quiet.rows(GAME))


def test_6_the_first_time_the_other_two_draw_closer(quiet: Bench) -> None:
    quiet.set({"washington-tokyo": 0, "tokyo-seoul": 0, "washington-seoul": 5}).run("isolation")
    assert quiet.get("washington-seoul") == 7


def test_6_they_draw_closer_only_the_first_time_in_the_game(quiet: Bench) -> None:
    quiet.row(GAME, DREW_CLOSER, 0, 0)
    quiet.set({"washington-seoul": 0, "tokyo-seoul": 0, "washington-tokyo": 5}).run("isolation")
    assert (ISOLATED, S, 0) in quiet.rows(GAME)
    assert quiet.get("washington-tokyo") == 5


def test_6_they_draw_closer_once_while_it_lasts(quiet: Bench) -> None:
    quiet.set({"washington-tokyo": 0, "tokyo-seoul": 0, "washington-seoul": 5})
    quiet.run("isolation", "isolation")
    assert quiet.get("washington-seoul") == 7


def test_6_it_returns_at_the_first_step_8_with_a_relation_above_zero(alone: Bench) -> None:
    alone.run("isolation")
    assert (ISOLATED, T, 0) in alone.rows(GAME)
    alone.set({"tokyo-seoul": 1})
    assert (ISOLATED, T, 0) in alone.rows(GAME)
    alone.run("isolation")
    assert (ISOLATED, T, 0) not in alone.rows(GAME)


def test_6_an_isolated_seat_seals_no_bid(alone: Bench) -> None:
    crisis(alone, 8).run("seal-bid", seat=T)
    assert alone.decision is None
    alone.run("seal-bid", seat=W)
    assert alone.asked == "bid"


def test_6_an_isolated_seat_pays_no_bid_and_is_not_blamed(alone: Bench) -> None:
    resolve(crisis(alone, 20, washington=1, tokyo=0, seoul=2))
    assert blamed(alone) == [1, 0, 0]


def test_6_an_isolated_seat_does_not_top_up(alone: Bench) -> None:
    crisis(alone, 20).run("show-bids", "top-up")
    asked = []
    while alone.decision is not None:
        asked.append(alone.decision.seat)
        alone.choose("no-top-up")
    assert asked == [W, S]


def test_6_an_isolated_seat_joins_no_backstop(alone: Bench) -> None:
    alone.set(threat=8).run("backstop")
    asked = []
    while alone.decision is not None:
        asked.append(alone.decision.seat)
        alone.choose("stand" if "stand" in alone.keys else alone.keys[0])
    assert T not in asked
    assert asked[:2] == [W, S]


def test_6_an_isolated_seat_makes_no_demands(alone: Bench) -> None:
    card = asked_card(alone, T, S)
    alone.set(interest=4).put(card, "tokyo.hand").run("dossier", seat=T)
    assert f"act:{card}" in alone.keys
    assert f"demand:{card}" not in alone.keys


def test_6_an_isolated_seat_receives_no_demands(alone: Bench) -> None:
    alone.set(interest=4)
    for card in alone.book.decks[W].cards:
        alone.put(alone.book.layout.cards[card], "washington.hand")
    alone.run("dossier", seat=W)
    addressed = set()
    for key in [key for key in alone.keys if key.startswith("demand:")]:
        asked = alone.book.play_card(alone.card(key.partition(":")[2])).ask
        assert asked is not None
        assert S in asked.to  # one that names Tokyo only is not offered
        addressed.add(key)
    assert addressed
    alone.choose(sorted(addressed)[0])
    assert alone.asked == "demand_with"  # nobody but Seoul is left to choose
    assert alone.decision is not None
    assert alone.decision.question[2] == S


def test_6_a_demand_sealed_before_goes_back_unanswered(alone: Bench) -> None:
    card = asked_card(alone, W, T)
    alone.set(interest=4).demand(W, T, card).run("demands")
    assert alone.decision is None
    assert alone.lies(card) == "washington.hand"


def test_6_an_isolated_seat_may_still_deal(alone: Bench) -> None:
    alone.state.first = T
    alone.set(interest=4).run("deals")
    assert {"deal:washington", "deal:seoul"} <= set(alone.keys)


def test_6_thresholds_drop_by_two_while_a_seat_is_isolated(alone: Bench) -> None:
    face = alone.book.event_card(crisis_cards(alone)[0])
    for lane in alone.book.piles.lane:
        alone.state.piles[lane] = ()
    alone.put(face.id, "threat.lane").run("news")
    assert alone.rows(CRISES)[0][2] == face.threshold - 2


def test_6_an_isolated_seat_still_faces_its_votes(alone: Bench) -> None:
    alone.set(support=6).row(TURN, VOTE_DUE, T, 0).run("votes")
    assert alone.get("tokyo.votes") == 1


def test_6_isolation_at_the_end_caps_the_verdict_at_setback(alone: Bench) -> None:
    from wargame.engine.scoring import score

    alone.set({"tokyo.support": 10, "tokyo.interest": 20, "tokyo.votes": 20})
    result = score(alone.program, alone.state)
    assert result.scores[T].standing > 100
    assert result.scores[T].tier == "Setback"
