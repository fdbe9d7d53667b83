"""RULES 3.5: the reckoning, apart from crises (6), pledges (5) and votes (7)."""

from __future__ import annotations

from typing import Any

import pytest

from tests.rules.bench import Bench, S, T, W
from wargame.rules.model.ledgers import (
    BACKSTOPPED,
    BIDS,
    COLLAPSED,
    CONDITIONS,
    CRISES,
    GAME,
    LOWERED,
    PAID,
    PENALTIES,
    PLEDGES,
    RAISED,
    SPENT,
    TURN,
)
from wargame.table import flow

SEATS = ("washington", "tokyo", "seoul")
PENINSULA, STRAIT = 0, 1


def crisis(bench: Bench, threshold: int, theatre: str = "peninsula") -> Bench:
    """Let a crisis stand."""
    return bench.row(CRISES, 0, bench.level(theatre), threshold)


def reckon(bench: Bench) -> None:
    """Run the whole Reckoning, answering every question by its last key."""
    step: Any = bench.book.turn[-1]
    assert step.phase == "reckoning"
    flow.push(bench.state, (step,), bench.state.first)
    bench.decision = flow.advance(bench.state)
    while bench.decision is not None:
        bench.choose(bench.keys[-1])


def quiet(bench: Bench) -> Bench:
    """A state in which nothing drifts: both theatres tended, nothing high, a turn not hot."""
    bench.state.turn = next(t for t in range(1, 20) if t not in bench.book.hot)
    bench.set(relation=5, support=5, peninsula=2, strait=4, axis=3, order=3)
    return bench.row(TURN, SPENT, PENINSULA, W).row(TURN, SPENT, STRAIT, W)


def untended(bench: Bench, theatre: int) -> Bench:
    """Take back what Washington spent on a theatre."""
    rows = bench.rows(TURN)
    bench.state.ledgers[TURN] = tuple(row for row in rows if row != (SPENT, theatre, W))
    return bench


@pytest.fixture
def calm(bench: Bench) -> Bench:
    """A quiet state."""
    return quiet(bench)


def test_3_5_the_steps_come_in_this_order(bench: Bench) -> None:
    step: Any = bench.book.turn[-1]
    assert [verb.name for verb in step.steps] == [
        "note-pledges", "show-bids", "top-up", "resolve-crisis",
        "drift", "count-down", "pledges-due", "votes",
        "backstop", "collapse", "digest",
    ]  # fmt: skip


def test_3_5_it_is_all_open(bench: Bench) -> None:
    crisis(bench, 12).set(relation=3, threat=8, capital=9)
    step: Any = bench.book.turn[-1]
    flow.push(bench.state, (step,), 0)
    bench.decision = flow.advance(bench.state)
    kinds = set()
    while bench.decision is not None:
        assert not bench.decision.private
        kinds.add(bench.asked)
        bench.choose(bench.keys[0])
    assert {"top_up", "backstop"} <= kinds


# -- 1: bids and top-up -------------------------------------------------------------------------


def test_3_5_each_seat_pays_its_bid(bench: Bench) -> None:
    crisis(bench, 8).set(capital=5).row(BIDS, W, 3).row(BIDS, T, 0).row(BIDS, S, 4)
    bench.run("show-bids")
    assert [bench.get(f"{seat}.capital") for seat in SEATS] == [2, 5, 1]
    assert bench.rows(PAID) == ((W, 3, 3, 3), (T, 0, 0, 0), (S, 4, 4, 4))
    assert not bench.rows(BIDS)


def test_3_5_or_all_its_capital_if_that_is_less_and_what_it_pays_is_its_bid(bench: Bench) -> None:
    crisis(bench, 8).set(capital=1).row(BIDS, W, 4)
    bench.run("show-bids")
    assert bench.get("washington.capital") == 0
    assert bench.rows(PAID)[0] == (W, 1, 1, 1)


def test_3_5_a_bid_counts_as_what_washington_spent(bench: Bench) -> None:
    crisis(bench, 8, "strait").set(capital=5).row(BIDS, W, 1)
    bench.run("show-bids")
    assert (SPENT, STRAIT, W) in bench.rows(TURN)
    assert (SPENT, STRAIT, T) not in bench.rows(TURN)


@pytest.mark.parametrize("first", [W, T, S])
def test_3_5_while_the_crisis_is_short_each_seat_in_order_may_top_up_once(
    bench: Bench, first: int
) -> None:
    crisis(bench, 30).set(capital=9, relation=0, west=0)
    bench.state.first = first
    bench.run("show-bids", "top-up")
    asked = []
    while bench.decision is not None:
        asked.append(bench.decision.seat)
        assert bench.keys == ["top-up:1", "top-up:2", "top-up:3", "no-top-up"]
        bench.choose("top-up:1")
    assert asked == [first, (first + 1) % 3, (first + 2) % 3]


def test_3_5_a_top_up_costs_two_capital_a_point(bench: Bench) -> None:
    crisis(bench, 30).set(capital=9).row(BIDS, W, 1)
    bench.run("show-bids", "top-up")
    bench.choose("top-up:3")
    assert bench.get("washington.capital") == 9 - 1 - 6
    assert bench.rows(PAID)[0] == (W, 4, 4, 1)
    assert (SPENT, PENINSULA, W) in bench.rows(TURN)


def test_3_5_points_that_cannot_be_paid_are_not_offered(bench: Bench) -> None:
    crisis(bench, 30).set(capital=5)
    bench.run("show-bids", "top-up")
    assert bench.keys == ["top-up:1", "top-up:2", "no-top-up"]


def test_3_5_nobody_tops_up_once_the_crisis_is_met(bench: Bench) -> None:
    crisis(bench, 6).set(capital=9, relation=4, west=0)  # deterrence 2
    bench.row(BIDS, W, 2)
    bench.run("show-bids", "top-up")
    assert bench.decision is not None
    assert bench.decision.question == ("top_up", 2)
    bench.choose("top-up:2")
    assert bench.decision is None


def test_3_5_without_a_crisis_nothing_is_paid(bench: Bench) -> None:
    bench.set(capital=5).run("show-bids", "top-up")
    assert bench.decision is None
    assert not bench.rows(PAID)
    assert bench.get("tokyo.capital") == 5


# -- 2: the crisis resolves before the drift ----------------------------------------------------


def test_3_5_the_crisis_resolves_before_the_drift(bench: Bench) -> None:
    """Reached, the Strait falls and is no longer the higher threat."""
    quiet(bench).set(threat=5, relation=5, capital=5)
    crisis(bench, 5, "strait").row(BIDS, W, 4)
    reckon(bench)
    assert (bench.get("peninsula"), bench.get("strait")) == (6, 3)
    assert not bench.rows(CRISES)


# -- 3: drift, clause by clause -----------------------------------------------------------------


def test_3_5_drift_raises_the_higher_threat(calm: Bench) -> None:
    calm.run("drift")
    assert (calm.get("peninsula"), calm.get("strait")) == (2, 5)


def test_3_5_drift_raises_both_if_equal(calm: Bench) -> None:
    calm.set(threat=4).run("drift")
    assert (calm.get("peninsula"), calm.get("strait")) == (5, 5)


@pytest.mark.parametrize("theatre", [PENINSULA, STRAIT])
def test_3_5_drift_raises_a_theatre_on_which_washington_spent_nothing(
    calm: Bench, theatre: int
) -> None:
    untended(calm, theatre).run("drift")
    assert calm.get("peninsula") == 2 + (theatre == PENINSULA)
    assert calm.get("strait") == 4 + 1 + (theatre == STRAIT)


@pytest.mark.parametrize("ally", [T, S])
def test_3_5_of_points_paid_only_washingtons_count(calm: Bench, ally: int) -> None:
    untended(calm, PENINSULA).row(TURN, SPENT, PENINSULA, ally).run("drift")
    assert calm.get("peninsula") == 3


@pytest.mark.parametrize("seat", [W, T, S])
def test_3_5_a_lowering_by_a_card_averts_neglect_whoever_lowered(calm: Bench, seat: int) -> None:
    untended(calm, PENINSULA).set(peninsula=3)
    calm.effects({"do": "shift", "level": "peninsula", "by": -1}, seat=seat, by_card=True)
    calm.run("drift")
    assert calm.get("peninsula") == 2


@pytest.mark.parametrize("seat", [W, T, S])
def test_3_5_it_averts_the_neglect_of_its_own_theatre_alone(calm: Bench, seat: int) -> None:
    untended(untended(calm, PENINSULA), STRAIT).set(peninsula=3)
    calm.effects({"do": "shift", "level": "peninsula", "by": -1}, seat=seat, by_card=True)
    calm.run("drift")
    assert (calm.get("peninsula"), calm.get("strait")) == (2, 6)


def test_3_5_home_cards_that_lower_avert_neglect_too(calm: Bench) -> None:
    untended(calm, PENINSULA).set(peninsula=3, capital=4)
    calm.state.first = S
    calm.run("acts")
    calm.choose("home:1")
    calm.state.frames.clear()
    calm.run("drift")
    assert calm.get("peninsula") == 2


def test_3_5_a_lowering_that_is_not_by_a_card_does_not(calm: Bench) -> None:
    untended(calm, PENINSULA).set(peninsula=3)
    calm.effects({"do": "shift", "level": "peninsula", "by": -1}, seat=W)
    calm.run("drift")
    assert calm.get("peninsula") == 3


def test_3_5_a_bid_of_nothing_is_no_spending(calm: Bench) -> None:
    untended(calm, PENINSULA)
    crisis(calm, 8).set(capital=5).row(BIDS, W, 0)
    calm.run("show-bids", "drift")
    assert calm.get("peninsula") == 3


def test_3_5_a_top_up_is_spending(calm: Bench) -> None:
    untended(calm, PENINSULA).set(capital=0).set({"washington.capital": 2})
    crisis(calm, 30).run("show-bids", "top-up")
    calm.choose("top-up:1")
    calm.run("drift")
    assert calm.get("peninsula") == 2


def test_3_5_drift_raises_both_on_a_hot_turn(calm: Bench) -> None:
    if not calm.book.hot:
        pytest.skip("the scenario has no hot turn")
    calm.state.turn = calm.book.hot[0]
    calm.run("drift")
    assert (calm.get("peninsula"), calm.get("strait")) == (3, 6)


@pytest.mark.parametrize(("axis", "peninsula"), [(3, 2), (4, 3), (6, 3)])
def test_3_5_drift_raises_the_peninsula_if_axis_is_four(
    calm: Bench, axis: int, peninsula: int
) -> None:
    calm.set(axis=axis).run("drift")
    assert (calm.get("peninsula"), calm.get("strait")) == (peninsula, 5)


@pytest.mark.parametrize(("order", "strait"), [(3, 5), (2, 6), (0, 6)])
def test_3_5_drift_raises_the_strait_if_order_is_two_or_less(
    calm: Bench, order: int, strait: int
) -> None:
    calm.set(order=order).run("drift")
    assert (calm.get("peninsula"), calm.get("strait")) == (2, strait)


@pytest.mark.parametrize(("relation", "left"), [(5, 5), (6, 5), (9, 8)])
def test_3_5_drift_lowers_a_relation_of_six_or_more(calm: Bench, relation: int, left: int) -> None:
    calm.set({"tokyo-seoul": relation}).run("drift")
    assert calm.get("tokyo-seoul") == left
    assert calm.get("washington-tokyo") == 5


def test_3_5_but_not_one_that_somebody_raised_this_turn(calm: Bench) -> None:
    calm.set(relation=7).row(TURN, RAISED, calm.level("tokyo-seoul"), -1)
    calm.row(TURN, RAISED, calm.level("washington-seoul"), S)
    calm.run("drift")
    assert calm.get("tokyo-seoul") == calm.get("washington-seoul") == 7
    assert calm.get("washington-tokyo") == 6


@pytest.mark.parametrize(
    ("history", "relation", "left"),
    [
        (0, 5, 5), (1, 5, 4), (2, 5, 3), (3, 5, 3),
        (0, 6, 5), (1, 6, 4), (2, 6, 3), (2, 10, 7),
        (1, 1, 0), (2, 1, 0), (2, 2, 0), (2, 0, 0),
    ],
)  # fmt: skip
def test_3_5_history_pulls_tokyo_and_seoul_apart_on_top_of_the_leak_never_below_nothing(
    calm: Bench, history: int, relation: int, left: int
) -> None:
    calm.set({"tokyo-seoul": relation}).set(history=history).run("drift")
    assert calm.get("tokyo-seoul") == left
    assert calm.get("washington-tokyo") == calm.get("washington-seoul") == 5
    assert calm.get("history") == history


@pytest.mark.parametrize("by", [-1, T, S])
@pytest.mark.parametrize(("history", "left"), [(0, 8), (1, 8), (2, 7), (3, 7)])
def test_3_5_a_relation_that_was_raised_this_turn_falls_by_the_second_step_of_history_alone(
    calm: Bench, by: int, history: int, left: int
) -> None:
    calm.set({"tokyo-seoul": 7}).set(history=history)
    warm = {"do": "shift", "level": "tokyo-seoul", "by": 1}
    calm.effects(warm, seat=max(by, 0), by_card=by >= 0).run("drift")
    assert calm.get("tokyo-seoul") == left


def test_3_5_a_raised_tie_with_washington_is_no_shelter_from_history(calm: Bench) -> None:
    calm.set(history=1)
    calm.effects({"do": "shift", "level": "washington-seoul", "by": 1}, seat=S, by_card=True)
    calm.run("drift")
    assert (calm.get("tokyo-seoul"), calm.get("washington-seoul")) == (4, 6)


@pytest.mark.parametrize(
    ("support", "left"),
    [(5, (5, 5, 5)), (6, (6, 6, 6)), (7, (6, 6, 6)), (8, (7, 6, 7)), (10, (9, 8, 9))],
)
def test_3_5_drift_lowers_support_of_seven_or_more_tokyos_by_two_never_below_six(
    calm: Bench, support: int, left: tuple[int, int, int]
) -> None:
    calm.set(support=support).run("drift")
    assert tuple(calm.get(f"{seat}.support") for seat in SEATS) == left


@pytest.mark.parametrize(("held", "left"), [(8, 8), (9, 6), (12, 9)])
def test_3_5_capital_of_nine_or_more_melts_by_three(calm: Bench, held: int, left: int) -> None:
    for seat in ("washington", "tokyo", "seoul"):
        calm.set({f"{seat}.capital": held})
    calm.run("drift")
    assert [calm.get(f"{seat}.capital") for seat in ("washington", "tokyo", "seoul")] == [left] * 3


@pytest.mark.parametrize(("tariffs", "support"), [(0, 5), (1, 5), (2, 4)])
def test_3_5_drift_lowers_washingtons_support_if_two_tariffs_stand(
    calm: Bench, tariffs: int, support: int
) -> None:
    for on in (T, S)[:tariffs]:
        calm.row(PENALTIES, 0, W, on, 1, 0)
    calm.row(PENALTIES, 1, W, T, 1, 9).run("drift")
    assert calm.get("washington.support") == support
    assert calm.get("tokyo.support") == calm.get("seoul.support") == 5


def test_3_5_the_clauses_of_drift_add_up(calm: Bench) -> None:
    untended(untended(calm, PENINSULA), STRAIT)
    calm.set(threat=4, axis=4, order=2, support=7)
    calm.row(PENALTIES, 0, W, T, 1, 0).row(PENALTIES, 0, W, S, 1, 0)
    calm.run("drift")
    assert (calm.get("peninsula"), calm.get("strait")) == (7, 7)
    assert calm.get("washington.support") == 7 - 1 - 1


def test_3_5_drift_is_all_at_once(calm: Bench) -> None:
    """The Peninsula, raised by neglect to the Strait's height, is still not the higher threat."""
    untended(calm, PENINSULA).set(peninsula=3, strait=4).run("drift")
    assert (calm.get("peninsula"), calm.get("strait")) == (4, 5)


def test_3_5_a_condition_adds_to_the_drift_of_its_theatre(calm: Bench) -> None:
    change = {"what": "drift", "by": 1, "theatre": "peninsula"}
    calm.effects(
        {"do": "start", "change": change, "life": 2, "until": {"bid": 3}, "by": "all"}, seat=W
    )
    calm.run("drift")
    assert (calm.get("peninsula"), calm.get("strait")) == (3, 5)


def test_3_5_a_kept_pledge_warms_after_the_drift_and_shelters_from_nothing(calm: Bench) -> None:
    calm.set({"tokyo-seoul": 6}).set(credibility=3)
    calm.row(PLEDGES, T, S, calm.item("lower-strait"), calm.state.turn - 1, calm.state.turn)
    calm.effects({"do": "shift", "level": "strait", "by": -1}, seat=T, by_card=True)
    calm.run("note-pledges", "drift")
    assert calm.get("tokyo-seoul") == 5
    calm.run("pledges-due")
    assert calm.get("tokyo-seoul") == 6


# -- 4: count-down ------------------------------------------------------------------------------


def test_3_5_conditions_count_down_and_leave_at_the_end_of_their_life(bench: Bench) -> None:
    bench.row(CONDITIONS, 0, -1, 1).row(CONDITIONS, 1, -1, 3)
    bench.run("count-down")
    assert bench.rows(CONDITIONS) == ((1, -1, 2),)
    bench.run("count-down")
    bench.run("count-down")
    assert not bench.rows(CONDITIONS)


def test_3_5_two_conditions_of_one_card_count_down_each_by_one(bench: Bench) -> None:
    bench.row(CONDITIONS, 0, -1, 4).row(CONDITIONS, 0, -1, 3)
    bench.run("count-down")
    assert bench.rows(CONDITIONS) == ((0, -1, 3), (0, -1, 2))


def test_3_5_penalties_leave_at_the_end_of_their_life(bench: Bench) -> None:
    bench.state.turn = 2
    bench.row(PENALTIES, 0, W, T, 1, 2).row(PENALTIES, 1, W, S, 2, 3).row(PENALTIES, 0, W, S, 1, 0)
    bench.run("count-down")
    assert bench.rows(PENALTIES) == ((1, W, S, 2, 3), (0, W, S, 1, 0))


# -- 7: the backstop ----------------------------------------------------------------------------


@pytest.fixture
def backstop(bench: Bench) -> Bench:
    """A threat at 8, everybody able to pay."""
    return bench.set(peninsula=8, strait=5, capital=4, west=1)


def test_3_5_the_first_two_to_say_yes_pay_three_each_and_the_threat_falls_by_two(
    backstop: Bench,
) -> None:
    backstop.run("backstop")
    backstop.choose("stand")
    assert backstop.get("washington.capital") == 4
    backstop.choose("stand")
    assert backstop.decision is None
    assert [backstop.get(f"{seat}.capital") for seat in SEATS] == [1, 1, 4]
    assert (backstop.get("peninsula"), backstop.get("strait")) == (6, 5)
    assert backstop.get("west") == 1


@pytest.mark.parametrize("first", [W, T, S])
def test_3_5_seats_are_asked_in_order(backstop: Bench, first: int) -> None:
    backstop.state.first = first
    backstop.run("backstop")
    asked = []
    for answer in ("stand", "stand-back", "stand-back"):
        assert backstop.decision is not None
        asked.append(backstop.decision.seat)
        backstop.choose(answer)
    assert asked == backstop.state.order()
    assert backstop.decision is None


def test_3_5_nobody_is_asked_once_two_are_impossible(backstop: Bench) -> None:
    backstop.run("backstop")
    backstop.choose("stand-back")
    backstop.choose("stand-back")
    assert backstop.decision is None
    backstop.set(capital=0).set({"seoul.capital": 9})
    assert backstop.run("backstop") is None


def test_3_5_only_seats_with_three_capital_are_asked(backstop: Bench) -> None:
    backstop.set({"washington.capital": 2})
    backstop.run("backstop")
    assert backstop.decision is not None
    assert backstop.decision.seat == T


def test_3_5_no_backstop_without_a_threat_of_eight(backstop: Bench) -> None:
    backstop.set(peninsula=7)
    assert backstop.run("backstop") is None


def test_3_5_one_backstop_a_game(backstop: Bench) -> None:
    backstop.run("backstop")
    backstop.choose("stand")
    backstop.choose("stand")
    assert (BACKSTOPPED, 0, 0) in backstop.rows(GAME)
    backstop.state.turn += 1
    backstop.state.ledgers[TURN] = ()
    backstop.set(peninsula=9, capital=9)
    assert backstop.run("backstop") is None


def test_3_5_the_first_to_say_yes_names_the_threat(backstop: Bench) -> None:
    backstop.set(strait=9)
    backstop.run("backstop")
    backstop.choose("stand-back")
    backstop.choose("stand")
    backstop.choose("stand")
    assert backstop.decision is not None
    assert backstop.decision.seat == T
    assert backstop.keys == ["name:peninsula", "name:strait"]
    backstop.choose("name:strait")
    assert (backstop.get("peninsula"), backstop.get("strait")) == (8, 7)


def test_3_5_only_a_threat_of_eight_can_be_named(backstop: Bench) -> None:
    backstop.run("backstop")
    backstop.choose("stand")
    backstop.choose("stand")
    assert backstop.decision is None
    assert backstop.get("peninsula") == 6


def test_3_5_tokyo_and_seoul_raise_west_minus_one(backstop: Bench) -> None:
    backstop.run("backstop")
    backstop.choose("stand-back")
    backstop.choose("stand")
    backstop.choose("stand")
    assert backstop.get("west") == 2


def test_3_5_one_yes_alone_costs_nothing_and_does_nothing(backstop: Bench) -> None:
    before = backstop.state.levels[:]
    backstop.run("backstop")
    backstop.choose("stand")
    backstop.choose("stand-back")
    backstop.choose("stand-back")
    assert backstop.state.levels == before
    assert (BACKSTOPPED, 0, 0) not in backstop.rows(GAME)


def test_3_5_the_backstop_is_not_by_a_card(backstop: Bench) -> None:
    backstop.run("emergency", "backstop")
    backstop.choose("stand")
    backstop.choose("stand")
    assert backstop.get("peninsula") == 6
    assert not any(row[0] == LOWERED for row in backstop.rows(TURN))


# -- 8: collapse --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("levels", "over"),
    [
        ({"peninsula": 10}, True),
        ({"strait": 10}, True),
        ({"peninsula": 9, "strait": 9}, False),
        ({"tokyo.latency": 4, "seoul.latency": 4}, True),
        ({"tokyo.latency": 5, "seoul.latency": 2}, False),
        ({"relation": 0}, True),
        ({"washington-tokyo": 0, "washington-seoul": 0}, False),
    ],
)
def test_3_5_what_is_a_collapse(bench: Bench, levels: dict[str, int], over: bool) -> None:
    bench.set(threat=3, relation=3, latency=0).set(levels).run("collapse")
    assert any(row[0] == COLLAPSED for row in bench.rows(GAME)) is over


def test_3_5_collapse_is_checked_here_and_nowhere_else(bench: Bench) -> None:
    """A threat at 10 in the middle of a turn can still be lowered before step 8."""
    quiet(bench).set(peninsula=4, strait=10, capital=4)
    names = ("news", "emergency", "demands", "acts", "drift", "votes", "backstop")
    bench.state.piles[bench.book.piles.lane[0]] = ()
    bench.state.piles[bench.book.piles.lane[1]] = ()
    for name in names:
        bench.run(name)
        while bench.decision is not None:
            bench.choose("stand" if "stand" in bench.keys else bench.keys[-1])
        assert not any(row[0] == COLLAPSED for row in bench.rows(GAME)), name
    assert bench.get("strait") == 8
    bench.run("collapse")
    assert not any(row[0] == COLLAPSED for row in bench.rows(GAME))


def test_3_5_a_collapse_ends_the_game(bench: Bench) -> None:
    state = bench.program.deal(3)
    state.events = []
    decision = flow.advance(state)
    while decision is not None:
        state.levels[bench.level("strait")] = 10
        state.levels[bench.level("peninsula")] = 10
        state.ledgers[GAME] = ((BACKSTOPPED, 0, 0),)
        decision = flow.answer(state, decision, decision.options[-1])
    assert state.turn == 1
    assert any(row[0] == COLLAPSED for row in state.ledgers[GAME])


# -- 9: the digest ------------------------------------------------------------------------------


def test_3_5_the_digest_closes_the_turn_and_every_change_names_its_cause(bench: Bench) -> None:
    quiet(bench).set(support=7)
    reckon(bench)
    events = bench.state.events or []
    assert events[-1][1] == "digest"
    assert events[-1][2] == (bench.state.turn,)
    moved = [event[2] for event in events if event[1] == "moved"]
    assert moved
    assert all(cause for _, _, _, cause in moved)


def test_3_5_the_digest_says_who_gained_what_and_why(bench: Bench) -> None:
    bench.set(capital=0, support=3)
    bench.state.events = []
    bench.run("income", seat=T)
    bench.effects({"do": "shift", "level": "self.capital", "by": 1}, seat=T)
    bench.effects({"do": "shift", "level": "strait", "by": 1}, seat=T)
    bench.run("digest")
    said = [bench.book.words.event_gained(*args) for args in bench.events("gained")]
    assert len(said) == 2
    assert said[0].startswith("● Tokyo this turn: Capital +5")
    assert said[1].startswith("The table this turn: Strait +1")
