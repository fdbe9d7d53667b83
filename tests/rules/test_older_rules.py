"""Rules of version 1 that RULES.md no longer has and that saved games pin: isolation, and the
memory of a refused FIRM. Their pledges are tested with the others (test_5_deals.py)."""

from __future__ import annotations

import pytest

from tests.rules.bench import Bench, S, T, W
from tests.rules.test_4_demands import asked_card
from tests.rules.test_6_crises import blamed, crisis, crisis_cards, resolve
from wargame.engine.scoring import score
from wargame.rules.model.ledgers import (
    COLLAPSED,
    CRISES,
    DREW_CLOSER,
    GAME,
    ISOLATED,
    REFUSED_FIRM,
    TURN,
    VOTE_DUE,
)


@pytest.fixture
def bench(older_bench: Bench) -> Bench:
    """A state under the older rules."""
    return older_bench


@pytest.fixture
def demand(bench: Bench) -> Bench:
    """Washington demands of Tokyo, FIRM, with 2 Interest."""
    bench.set(capital=6, support=5, credibility=4, interest=4)
    return bench.demand(W, T, asked_card(bench, W, T), "interest-2", firm=True)


@pytest.fixture
def quiet(bench: Bench) -> Bench:
    """No deterrence, no threat at an end, Capital for everybody."""
    bench.set(relation=1, west=0, threat=5, capital=8, support=5, prestige=0, blame=0)
    return bench.set(axis=2, order=4)


# -- isolation --------------------------------------------------------------------------------


@pytest.fixture
def alone(quiet: Bench) -> Bench:
    """Tokyo is isolated."""
    return quiet.set({"washington-tokyo": 0, "tokyo-seoul": 0, "washington-seoul": 5}).row(
        GAME, ISOLATED, T, 0
    )


def test_older_a_seat_with_both_relations_at_zero_is_isolated(quiet: Bench) -> None:
    quiet.set({"washington-tokyo": 0, "tokyo-seoul": 0, "washington-seoul": 5})
    quiet.run("collapse", "isolation")
    assert (ISOLATED, T, 0) in quiet.rows(GAME)
    assert not any(row[0] == COLLAPSED for row in quiet.rows(GAME))
    assert (ISOLATED, W, 0) not in quiet.rows(GAME)


def test_older_one_relation_above_zero_is_enough(quiet: Bench) -> None:
    quiet.set({"washington-tokyo": 0, "tokyo-seoul": 1, "washington-seoul": 5}).run("isolation")
    assert not any(row[0] == ISOLATED for row in quiet.rows(GAME))


def test_older_the_first_time_the_other_two_draw_closer(quiet: Bench) -> None:
    quiet.set({"washington-tokyo": 0, "tokyo-seoul": 0, "washington-seoul": 5}).run("isolation")
    assert quiet.get("washington-seoul") == 7


def test_older_they_draw_closer_only_the_first_time_in_the_game(quiet: Bench) -> None:
    quiet.row(GAME, DREW_CLOSER, 0, 0)
    quiet.set({"washington-seoul": 0, "tokyo-seoul": 0, "washington-tokyo": 5}).run("isolation")
    assert (ISOLATED, S, 0) in quiet.rows(GAME)
    assert quiet.get("washington-tokyo") == 5


def test_older_they_draw_closer_once_while_it_lasts(quiet: Bench) -> None:
    quiet.set({"washington-tokyo": 0, "tokyo-seoul": 0, "washington-seoul": 5})
    quiet.run("isolation", "isolation")
    assert quiet.get("washington-seoul") == 7


def test_older_it_returns_at_the_first_step_8_with_a_relation_above_zero(alone: Bench) -> None:
    alone.run("isolation")
    assert (ISOLATED, T, 0) in alone.rows(GAME)
    alone.set({"tokyo-seoul": 1})
    assert (ISOLATED, T, 0) in alone.rows(GAME)
    alone.run("isolation")
    assert (ISOLATED, T, 0) not in alone.rows(GAME)


def test_older_an_isolated_seat_seals_no_bid(alone: Bench) -> None:
    crisis(alone, 8).run("seal-bid", seat=T)
    assert alone.decision is None
    alone.run("seal-bid", seat=W)
    assert alone.asked == "bid"


def test_older_an_isolated_seat_pays_no_bid_and_is_not_blamed(alone: Bench) -> None:
    resolve(crisis(alone, 20, washington=1, tokyo=0, seoul=2))
    assert blamed(alone) == [1, 0, 0]


def test_older_an_isolated_seat_does_not_top_up(alone: Bench) -> None:
    crisis(alone, 20).run("show-bids", "top-up")
    asked = []
    while alone.decision is not None:
        asked.append(alone.decision.seat)
        alone.choose("no-top-up")
    assert asked == [W, S]


def test_older_an_isolated_seat_joins_no_backstop(alone: Bench) -> None:
    alone.set(threat=8).run("backstop")
    asked = []
    while alone.decision is not None:
        asked.append(alone.decision.seat)
        alone.choose("stand" if "stand" in alone.keys else alone.keys[0])
    assert T not in asked
    assert asked[:2] == [W, S]


def test_older_an_isolated_seat_makes_no_demands(alone: Bench) -> None:
    card = asked_card(alone, T, S)
    alone.set(interest=4).put(card, "tokyo.hand").run("dossier", seat=T)
    assert f"act:{card}" in alone.keys
    assert f"demand:{card}" not in alone.keys


def test_older_an_isolated_seat_receives_no_demands(alone: Bench) -> None:
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


def test_older_a_demand_sealed_before_goes_back_unanswered(alone: Bench) -> None:
    card = asked_card(alone, W, T)
    alone.set(interest=4).demand(W, T, card).run("demands")
    assert alone.decision is None
    assert alone.lies(card) == "washington.hand"


def test_older_an_isolated_seat_may_still_deal(alone: Bench) -> None:
    alone.state.first = T
    alone.set(interest=4).run("deals")
    assert {"deal:washington", "deal:seoul"} <= set(alone.keys)


def test_older_thresholds_drop_by_two_while_a_seat_is_isolated(alone: Bench) -> None:
    face = alone.book.event_card(crisis_cards(alone)[0])
    for lane in alone.book.piles.lane:
        alone.state.piles[lane] = ()
    alone.put(face.id, "threat.lane").run("news")
    assert alone.rows(CRISES)[0][2] == face.threshold - 2


def test_older_an_isolated_seat_still_faces_its_votes(alone: Bench) -> None:
    alone.set(support=6).row(TURN, VOTE_DUE, T, 0).run("votes")
    assert alone.get("tokyo.votes") == 1


def test_older_isolation_at_the_end_caps_the_verdict_at_setback(alone: Bench) -> None:
    alone.set({"tokyo.support": 10, "tokyo.interest": 20, "tokyo.votes": 20})
    result = score(alone.program, alone.state)
    assert result.scores[T].standing > 100
    assert result.scores[T].tier == "Setback"


def test_older_isolation_is_checked_after_the_collapse(quiet: Bench) -> None:
    """All relations at 0 are a collapse, though isolation would mend one of them."""
    quiet.set(relation=0).run("collapse", "isolation")
    assert any(row[0] == COLLAPSED for row in quiet.rows(GAME))


# -- the memory of a refused FIRM ---------------------------------------------------------------


@pytest.mark.parametrize(
    ("answers", "firm", "kept"),
    [
        (("stall",), True, True),
        ((), True, True),  # it goes back
        (("comply",), True, False),
        (("counter", "take-counter"), True, False),
        (("refuse",), False, False),
        (("refuse", "penalty:review"), True, True),
    ],
)
def test_older_a_stall_and_a_card_that_goes_back_leave_the_memory_of_a_refused_firm(
    bench: Bench, answers: tuple[str, ...], firm: bool, kept: bool
) -> None:
    bench.set(capital=6, support=5, credibility=4, interest=4 if answers else 1)
    bench.demand(W, T, asked_card(bench, W, T), "interest-2", firm=firm)
    bench.row(GAME, REFUSED_FIRM, W, 0).run("demands")
    for answer in answers:
        bench.choose(answer)
    assert bench.decision is None
    assert ((REFUSED_FIRM, W, 0) in bench.rows(GAME)) is kept


def test_older_a_second_refused_firm_in_a_row_costs_the_asker_two(demand: Bench) -> None:
    demand.row(GAME, REFUSED_FIRM, W, 0)
    demand.run("demands")
    demand.choose("refuse")
    assert demand.get("washington.support") == 5 - 2
