"""RULES 4: demands."""

from __future__ import annotations

from typing import Any

import pytest

from tests.rules.bench import Bench, S, T, W
from wargame.engine.table_text import standing_brief, standing_lines
from wargame.engine.view import SeatView
from wargame.rules.model.cards import Ask, Price
from wargame.rules.model.ledgers import (
    EMERGENCY,
    HOME_USED,
    PENALTIES,
    PLEDGES,
    SEALED,
    TURN,
)
from wargame.rules.model.selectors import Seat
from wargame.rules.phases.dossier import Dossier
from wargame.table.event import ALL

SEATS = ("washington", "tokyo", "seoul")


def ask_of(bench: Bench, id: str) -> tuple[int, int, int, int]:
    """Give price and floor of a card's ASK: Capital and Support of each."""
    ask = bench.book.play_card(bench.card(id)).ask
    assert ask is not None
    return ask.price.capital, ask.price.support, ask.floor.capital, ask.floor.support


def asked_card(bench: Bench, seat: int, to: int) -> str:
    """Find a card of `seat` with an ASK in Capital and Support to `to`."""
    for card in bench.book.decks[seat].cards:
        ask = bench.book.play_card(card).ask
        if ask is not None and to in ask.to and ask.price.item is None:
            if ask.floor.item is None:
                return bench.book.layout.cards[card]
    raise AssertionError("no such card")


def stakes(bench: Bench) -> Any:
    """Give the phase of the demands, which holds their stakes."""
    return bench.phase("demands")


@pytest.fixture
def demand(bench: Bench) -> Bench:
    """Washington demands of Tokyo, FIRM, with 2 Interest; everybody is comfortable."""
    bench.set(capital=6, support=5, credibility=4, interest=4)
    bench.demand(W, T, asked_card(bench, W, T), "interest-2", firm=True)
    return bench


def test_4_comply_pays_the_price_and_a_fair_bargain_warms(demand: Bench) -> None:
    card = asked_card(demand, W, T)
    capital, support, _, _ = ask_of(demand, card)
    before = demand.get("washington-tokyo")
    demand.run("demands")
    demand.choose("comply")
    assert demand.get("tokyo.capital") == 6 - capital
    assert demand.get("washington.capital") == 6 + capital
    assert demand.get("tokyo.support") == 5 - support
    assert demand.get("washington.interest") == 4 - 2 + stakes(demand).comply_interest
    assert demand.get("tokyo.interest") == 4 + 2
    assert demand.get("washington-tokyo") == before + 1
    assert demand.lies(card) == "washington.discard"
    assert not demand.events("refused")


@pytest.mark.parametrize(("firm", "support"), [(True, 6), (False, 5)])
@pytest.mark.parametrize("answers", [("comply",), ("counter", "insist", "comply")])
def test_4_comply_turns_the_mark_up_and_a_firm_brings_the_asker_one_support(
    bench: Bench, firm: bool, support: int, answers: tuple[str, ...]
) -> None:
    bench.set(capital=6, support=5, credibility=4, interest=4)
    bench.demand(W, T, asked_card(bench, W, T), "interest-2", firm=firm).run("demands")
    for answer in answers:
        assert not bench.events("mark_shown")
        bench.choose(answer)
    assert bench.events("mark_shown") == [(W, int(firm))]
    assert bench.get("washington.support") == support
    assert bench.get("seoul.support") == 5
    assert bench.get("washington.credibility") == 4


def test_4_the_mark_that_is_turned_up_is_shown_to_all_and_told(demand: Bench) -> None:
    demand.run("demands")
    demand.choose("comply")
    assert demand.state.events is not None
    (shown,) = [event for event in demand.state.events if event[1] == "mark_shown"]
    mask, _, _, reveals = shown
    assert mask == ALL
    assert reveals
    said = demand.book.words.event_mark_shown(W, True)
    assert "FIRM" in said
    assert "BLUFF" in demand.book.words.event_mark_shown(W, False)


@pytest.mark.parametrize("answers", [("counter", "take-counter"), ("stall",)])
def test_4_a_counter_taken_and_a_stall_leave_the_mark_secret(
    demand: Bench, answers: tuple[str, ...]
) -> None:
    demand.run("demands")
    for answer in answers:
        demand.choose(answer)
    assert not demand.events("mark_shown")
    assert not demand.events("refused")
    assert demand.get("washington.support") == 5


def test_4_a_firm_complied_with_brings_nothing_beyond_the_end_of_support(demand: Bench) -> None:
    demand.set({"washington.support": 10})
    demand.run("demands")
    demand.choose("comply")
    assert demand.get("washington.support") == 10


def test_4_one_interest_is_no_fair_bargain(bench: Bench) -> None:
    bench.set(capital=6, support=5, interest=4)
    before = bench.get("washington-tokyo")
    bench.demand(W, T, asked_card(bench, W, T), "interest-1")
    bench.run("demands")
    bench.choose("comply")
    assert bench.get("washington-tokyo") == before


def test_4_counter_taken_pays_the_floor(demand: Bench) -> None:
    card = asked_card(demand, W, T)
    _, _, capital, support = ask_of(demand, card)
    demand.run("demands")
    demand.choose("counter")
    assert demand.asked == "countered"
    assert demand.decision is not None
    assert demand.decision.seat == W
    demand.choose("take-counter")
    assert demand.get("tokyo.capital") == 6 - capital
    assert demand.get("tokyo.support") == 5 - support
    assert demand.get("washington.interest") == 4 - 2 + stakes(demand).counter_interest
    assert demand.get("tokyo.interest") == 4 + 2


def test_4_insisting_leaves_comply_or_refuse(demand: Bench) -> None:
    demand.run("demands")
    demand.choose("counter")
    demand.choose("insist")
    assert demand.keys == ["comply", "refuse"]


def test_4_a_counter_taken_warms_nothing(demand: Bench) -> None:
    before = demand.get("washington-tokyo")
    demand.run("demands")
    demand.choose("counter")
    demand.choose("take-counter")
    assert demand.get("washington-tokyo") == before


def test_4_a_fair_bargain_warms_outside_the_bound_of_cards(demand: Bench) -> None:
    demand.set({"washington-tokyo": 5})
    demand.effects({"do": "shift", "level": "washington-tokyo", "by": 1}, seat=W, by_card=True)
    demand.state.actor = -1
    demand.run("demands")
    demand.choose("comply")
    assert demand.get("washington-tokyo") == 5 + 1 + 1


def test_4_a_counter_is_possible_though_the_price_cannot_be_paid_and_insisting_leaves_refuse(
    demand: Bench,
) -> None:
    capital, _, floor, _ = ask_of(demand, asked_card(demand, W, T))
    assert floor < capital
    demand.set({"tokyo.capital": floor})
    demand.run("demands")
    assert "comply" not in demand.keys
    assert {"counter", "refuse"} <= {*demand.keys}
    demand.choose("counter")
    demand.choose("insist")
    assert (demand.asked, demand.keys) == ("insisted", ["refuse"])


def test_4_a_refused_firm_demand_hurts_both(demand: Bench) -> None:
    before = demand.get("washington-tokyo")
    demand.run("demands")
    demand.choose("refuse")
    assert demand.asked == "penalty"
    assert demand.keys == ["penalty:tariff", "penalty:review"]
    demand.choose("penalty:tariff")
    assert demand.get("washington-tokyo") == before - 2
    assert demand.get("washington.support") == 5 - 1
    assert demand.get("tokyo.interest") == 4 - stakes(demand).firm_refuser_interest
    assert demand.get("tokyo.support") == 5 + 1
    assert demand.rows(PENALTIES) == ((0, W, T, 2, 3),)


def test_4_a_refuser_with_less_interest_than_it_must_lose_gains_nothing(demand: Bench) -> None:
    demand.set({"tokyo.interest": stakes(demand).firm_refuser_interest - 1})
    demand.run("demands")
    demand.choose("refuse")
    assert demand.get("tokyo.interest") == 0
    assert demand.get("tokyo.support") == 5


def test_4_a_refused_bluff_costs_the_asker(bench: Bench) -> None:
    bench.set(capital=6, support=5, credibility=4, interest=4)
    before = bench.get("washington-tokyo")
    bench.demand(W, T, asked_card(bench, W, T), firm=False)
    bench.run("demands")
    bench.choose("refuse")
    assert bench.get("washington.credibility") == 3
    assert bench.get("washington.support") == 4
    assert bench.get("tokyo.interest") == 4 + stakes(bench).bluff_refuser_interest
    assert bench.get("tokyo.support") == 6
    assert bench.get("washington-tokyo") == before


def test_4_a_stall_costs_credibility_and_the_card_goes_back(demand: Bench) -> None:
    card = asked_card(demand, W, T)
    demand.run("demands")
    demand.choose("stall")
    assert demand.get("tokyo.credibility") == 3
    assert demand.lies(card) == "washington.hand"
    assert demand.state.known_by[demand.card(card)] == -1
    assert not demand.rows(SEALED)


def test_4_tokyo_stalls_with_its_home_card_once_a_turn(demand: Bench) -> None:
    demand.set({"tokyo.credibility": 0})
    demand.run("demands")
    assert "stall" not in demand.keys
    demand.choose("stall:home")
    assert demand.get("tokyo.credibility") == 0
    assert (HOME_USED, T, 0) in demand.rows(TURN)


def test_4_an_answer_that_cannot_be_paid_is_not_offered(demand: Bench) -> None:
    demand.set({"tokyo.capital": 0, "tokyo.support": 0, "tokyo.credibility": 0})
    demand.row(TURN, HOME_USED, T, 0)
    demand.run("demands")
    assert demand.keys == ["refuse"]
    assert demand.decision is not None
    refused = demand.decision.refused(demand.state, demand.book.words)
    assert {refusal.key for refusal in refused} >= {"comply", "stall"}
    assert all(refusal.why for refusal in refused)


def test_4_a_sweetener_that_is_gone_sends_the_card_back(demand: Bench) -> None:
    demand.set({"washington.interest": 1})
    demand.run("demands")
    assert demand.decision is None
    assert demand.lies(asked_card(demand, W, T)) == "washington.hand"


def test_4_answers_come_in_the_order_of_the_seats_addressed(bench: Bench) -> None:
    bench.set(capital=6, support=5, credibility=4, interest=4)
    bench.demand(T, S, asked_card(bench, T, S))
    bench.demand(W, S, asked_card(bench, W, S))
    bench.demand(S, T, asked_card(bench, S, T))
    bench.run("demands")
    answered = []
    while bench.decision is not None:
        answered.append((bench.decision.seat, bench.decision.question[1]))
        bench.choose("stall" if "stall" in bench.keys else "comply")
    assert answered == [(T, S), (S, W), (S, T)]


def test_4_penalties_work_in_the_next_two_turns_and_two_more_when_laid_again(
    bench: Bench,
) -> None:
    bench.effects({"do": "lay", "penalty": "review", "on": "tokyo"}, seat=W)
    assert bench.rows(PENALTIES) == ((1, W, T, 2, 3),)
    bench.effects({"do": "lay", "penalty": "review", "on": "tokyo"}, seat=W)
    assert bench.rows(PENALTIES) == ((1, W, T, 2, 5),)
    bench.state.turn = 5
    bench.run("count-down")
    assert not bench.rows(PENALTIES)


def test_4_a_tariff_costs_income_a_review_a_bid_a_freeze_the_first_policy(bench: Bench) -> None:
    from wargame.rules.common.modifiers import total
    from wargame.rules.model.ledgers import CRISES
    from wargame.rules.phases.crises import counted

    bench.set(capital=0, support=5)
    bench.state.turn = 2
    bench.row(PENALTIES, 0, W, T, 2, 3).row(PENALTIES, 1, W, T, 2, 3)
    bench.row(PENALTIES, 2, T, S, 2, 3)
    bench.run("income", seat=T)
    assert bench.get("tokyo.capital") == 2 + 5 // 3
    bench.run("income", seat=S)
    assert bench.get("seoul.capital") == 2 + 5 // 3 + 1
    bench.row(CRISES, 0, bench.level("peninsula"), 8)
    assert counted(bench.state, bench.book, T, 3) == 2
    assert counted(bench.state, bench.book, S, 3) == 3
    assert total(bench.state, bench.book, "policy", S) == 1


def test_4_while_a_home_tariff_stands_the_penalty_is_the_review(demand: Bench) -> None:
    demand.row(PENALTIES, 0, W, T, 1, 0)
    demand.run("demands")
    demand.choose("refuse")
    assert demand.decision is None
    assert (1, W, T, 2, 3) in demand.rows(PENALTIES)


def test_4_an_ally_lays_a_licence_freeze(bench: Bench) -> None:
    bench.set(capital=6, support=5, interest=4)
    bench.demand(T, S, asked_card(bench, T, S))
    bench.run("demands")
    bench.choose("refuse")
    assert bench.decision is None
    assert bench.rows(PENALTIES) == ((2, T, S, 2, 3),)


def test_4_a_demand_breaks_the_pledge_not_to(demand: Bench) -> None:
    demand.row(PLEDGES, W, T, demand.item("no-demand"), 0, 2)
    demand.run("demands")
    assert not demand.rows(PLEDGES)
    assert demand.get("washington.blame") == 1


@pytest.mark.parametrize(
    ("seat", "item", "kind"),
    [(T, "relief-tariff", 0), (S, "relief-tariff", 0), (S, "relief-review", 1)],
)
def test_4_an_ask_for_relief_may_be_put_only_to_a_seat_that_can_give_it_now(
    bench: Bench, seat: int, item: str, kind: int
) -> None:
    dossier = bench.phase("dossier")
    assert isinstance(dossier, Dossier)
    asked = Ask((Seat(W), Seat(T + S - seat)), Price(item=item), Price(capital=1))
    bench.set(capital=6, interest=4)
    assert dossier.addressable(bench.state, seat, asked) == []
    bench.row(PENALTIES, kind, W, T + S - seat, 1, 3)  # on the other ally
    assert dossier.addressable(bench.state, seat, asked) == []
    bench.row(PENALTIES, kind, W, seat, 1, 3)
    assert dossier.addressable(bench.state, seat, asked) == [W]


def test_4_an_ask_for_capital_may_be_put_to_a_seat_that_cannot_pay_it_now(bench: Bench) -> None:
    card = asked_card(bench, T, S)
    bench.set(capital=0, support=0, interest=4).put(card, "tokyo.hand").run("dossier", seat=T)
    assert f"demand:{card}" in bench.keys


def test_4_no_ask_is_for_relief(bench: Bench) -> None:
    for seat in range(3):
        for card in bench.book.decks[seat].cards:
            ask = bench.book.play_card(card).ask
            assert ask is None or not (ask.price.item or "").startswith("relief-")


@pytest.mark.parametrize(
    ("seat", "item", "level", "end"),
    [(T, "enrichment-leave", "tokyo.latency", 5), (S, "command-step", "seoul.command", 3)],
)
def test_4_an_ask_for_a_step_at_the_end_of_its_track_is_put_to_nobody(
    bench: Bench, seat: int, item: str, level: str, end: int
) -> None:
    card = asking_item(bench, seat, item)
    for at, may in ((end, False), (end - 1, True)):
        bench.set(capital=6, interest=4).set({level: at})
        bench.put(card, f"{SEATS[seat]}.hand").run("dossier", seat=seat)
        assert f"act:{card}" in bench.keys
        assert (f"demand:{card}" in bench.keys) is may
        if not may:
            assert bench.decision is not None
            refused = bench.decision.refused(bench.state, bench.book.words)
            (why,) = [r.why for r in refused if r.key == f"demand:{card}"]
            assert "no seat can be asked for this now" in why
        bench.state.frames.clear()


def asking_item(bench: Bench, seat: int, item: str) -> str:
    """Find a card of `seat` whose ASK is for an item."""
    for card in bench.book.decks[seat].cards:
        ask = bench.book.play_card(card).ask
        if ask is not None and ask.price.item == item:
            return bench.book.layout.cards[card]
    raise AssertionError("no such card")


def test_4_an_ask_for_what_can_be_given_when_sealed_and_not_when_answered_goes_back(
    bench: Bench,
) -> None:
    card = asking_item(bench, S, "command-step")
    bench.set(capital=6, interest=4).set({"seoul.command": 2})
    bench.put(card, "seoul.hand").run("dossier", seat=S)
    bench.choose(f"demand:{card}")
    while bench.asked in ("demand_to", "demand_with", "demand_mark"):
        bench.choose(bench.keys[0])
    bench.state.frames.clear()
    bench.set({"seoul.command": 3}).run("demands")
    assert bench.decision is None
    assert bench.lies(card) == "seoul.hand"


def test_4_only_an_open_seat_with_a_sweetener_can_be_addressed(bench: Bench) -> None:
    bench.set(capital=6, interest=0)
    bench.put(asked_card(bench, T, S), "tokyo.hand")
    bench.run("dossier", seat=T)
    assert not any(key.startswith("demand") for key in bench.keys)
    bench = Bench(bench.program).set(interest=1)
    bench.put(asked_card(bench, T, S), "tokyo.hand")
    bench.run("dossier", seat=T)
    assert any(key.startswith("demand") for key in bench.keys)


def test_4_a_seat_with_latency_two_must_be_offered_more_than_one_interest(bench: Bench) -> None:
    bench.set(capital=6, interest=4).set({"seoul.latency": 2})
    card = asked_card(bench, T, S)
    bench.put(card, "tokyo.hand")
    bench.run("dossier", seat=T)
    bench.choose(f"demand:{card}")
    if bench.asked == "demand_to":
        bench.choose("to:seoul")
    assert bench.asked == "demand_with"
    assert "with:interest-1" not in bench.keys
    assert "with:interest-2" in bench.keys


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ("emergency", "no demands in an emergency"),
        ("last turn", "no demands in the last turn"),
        ("another", "holds a demand already"),
    ],
)
def test_4_why_no_demand_can_be_made_is_told(bench: Bench, change: str, said: str) -> None:
    card = asked_card(bench, T, S)
    bench.set(interest=4).put(card, "tokyo.hand")
    if change == "emergency":
        bench.row(TURN, EMERGENCY, 0, 0)
    elif change == "last turn":
        bench.state.turn = bench.book.turns
    else:
        bench.row(SEALED, T, 1, S, 0, 1)
    decision = bench.run("dossier", seat=T)
    assert decision is not None
    assert f"demand:{card}" not in bench.keys
    refused = decision.refused(bench.state, bench.book.words)
    assert [r.why for r in refused if r.key == f"demand:{card}"] == [
        next(r.why for r in refused if said in r.why)
    ]


def test_4_an_emergency_and_what_clears_a_condition_stand_in_the_lines(bench: Bench) -> None:
    bench.row(TURN, EMERGENCY, 1, 0)
    change = {"what": "deterrence", "by": 1}
    bench.effects({"do": "start", "change": change, "life": 3, "until": {"bid": 3}, "by": "all"})
    view = SeatView(bench.state, -1)
    lines = standing_lines(bench.book, view, None)
    assert lines[0].startswith("Emergency, Strait")
    assert any("ends early if any seat bids 3 or more" in line for line in lines)
    brief = standing_brief(bench.book, view, None)
    assert brief[0].startswith("EMERGENCY Strait")
