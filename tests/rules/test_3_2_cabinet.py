"""RULES 3.2: the cabinet."""

from __future__ import annotations

from typing import Any

import pytest

from tests.rules.bench import Bench, S, T, W
from wargame.rules.model.ledgers import AGENDAS, BIDS, CRISES, GAME, NEW_AGENDA, PENALTIES, SEALED
from wargame.table import flow
from wargame.table.decision import Decision

SEATS = ("washington", "tokyo", "seoul")


def asks(bench: Bench, seat: int) -> list[str]:
    """List the cards of a seat with an ASK that is no permission or relief."""
    faces = [(card, bench.book.play_card(card).ask) for card in bench.book.decks[seat].cards]
    ids = bench.book.layout.cards
    return [ids[card] for card, ask in faces if ask is not None and ask.price.item is None]


def to_both(bench: Bench) -> list[str]:
    """List Washington's cards with an ASK that may be put to either ally."""
    found = []
    for id in asks(bench, W):
        ask = bench.book.play_card(bench.card(id)).ask
        if ask is not None and {T, S} <= {*ask.to}:
            found.append(id)
    return found


def cabinet(bench: Bench) -> Decision | None:
    """Run the whole Cabinet, up to the first question."""
    step: Any = bench.book.turn[1]
    assert step.phase == "cabinet"
    flow.push(bench.state, (step,), bench.state.first)
    bench.decision = flow.advance(bench.state)
    return bench.decision


def crisis(bench: Bench) -> Bench:
    """Let a crisis stand."""
    return bench.row(CRISES, 0, bench.level("peninsula"), 8)


def test_3_2_seats_sit_in_order_each_in_one_sitting_and_sealed(bench: Bench) -> None:
    bench.state.first = T
    crisis(bench).set(capital=6, interest=4)
    cabinet(bench)
    sat = []
    while bench.decision is not None:
        assert bench.decision.private
        if not sat or sat[-1] != bench.decision.seat:
            sat.append(bench.decision.seat)
        bench.choose(bench.keys[0])
    assert sat == [T, S, W]


@pytest.mark.parametrize(("last", "end"), [(False, "shelve"), (True, "guess")])
def test_3_2_a_sitting_goes_through_its_steps_in_order(bench: Bench, last: bool, end: str) -> None:
    bench.state.turn = bench.book.turns if last else 1
    crisis(bench).set(capital=6, interest=4)
    bench.put(asks(bench, W)[0], "washington.hand")
    cabinet(bench)
    kinds: list[str] = []
    while bench.decision is not None and bench.decision.seat == W:
        if not kinds or kinds[-1] != bench.asked:
            kinds.append(bench.asked)
        bench.choose(bench.keys[-1])
    assert kinds == ["bid", "fill", "lay_offer", end]


# -- agenda, income, shelving, drawing ----------------------------------------------------------


def test_3_2_the_true_agenda_is_seen_in_the_first_cabinet(bench: Bench) -> None:
    bench.run("look-at-agenda", seat=T)
    ((seat, agenda),) = bench.rows(AGENDAS)
    assert seat == T
    assert agenda in bench.book.flags[T]
    assert bench.events("agenda") == [(T, agenda)]
    assert bench.state.events is not None
    (mask,) = [event[0] for event in bench.state.events if event[1] == "agenda"]
    assert mask == 1 << T


def test_3_2_it_is_not_dealt_again_without_a_change(bench: Bench) -> None:
    bench.run("look-at-agenda", seat=T)
    before = bench.rows(AGENDAS)
    bench.state.turn = 2
    bench.run("look-at-agenda", seat=T)
    assert bench.rows(AGENDAS) == before
    assert len(bench.events("agenda")) == 1


def test_3_2_after_a_change_a_new_agenda_is_seen(bench: Bench) -> None:
    bench.run("look-at-agenda", seat=T)
    bench.row(GAME, NEW_AGENDA, T, 0)
    bench.state.turn = 2
    bench.run("look-at-agenda", seat=T)
    assert len(bench.events("agenda")) == 2
    assert len(bench.rows(AGENDAS)) == 1
    assert (NEW_AGENDA, T, 0) not in bench.rows(GAME)


@pytest.mark.parametrize("support", [0, 4, 6, 10])
def test_3_2_income_is_two_and_a_third_of_support_and_one_without_a_tariff(
    bench: Bench, support: int
) -> None:
    bench.set(capital=0, support=support)
    bench.row(PENALTIES, 0, W, S, 0, 0)
    bench.run("income", seat=T)
    bench.run("income", seat=S)
    assert bench.get("tokyo.capital") == 2 + support // 3 + 1
    assert bench.get("seoul.capital") == 2 + support // 3


def test_3_2_a_seat_may_shelve_one_card_for_one_capital(bench: Bench) -> None:
    id = asks(bench, T)[0]
    bench.set(capital=3).put(id, "tokyo.hand")
    bench.run("shelve", seat=T)
    assert bench.keys == [f"shelve:{id}", "keep"]
    bench.choose(f"shelve:{id}")
    assert bench.decision is None
    assert bench.get("tokyo.capital") == 2
    assert bench.lies(id) == "tokyo.discard"


def test_3_2_shelving_is_free_to_decline_and_must_be_paid(bench: Bench) -> None:
    id = asks(bench, T)[0]
    bench.set(capital=3).put(id, "tokyo.hand")
    bench.run("shelve", seat=T)
    bench.choose("keep")
    assert (bench.get("tokyo.capital"), bench.lies(id)) == (3, "tokyo.hand")
    bench.set(capital=0)
    assert bench.run("shelve", seat=T) is None


def test_3_2_nothing_is_shelved_in_the_last_turn(bench: Bench) -> None:
    bench.set(capital=3).put(asks(bench, T)[0], "tokyo.hand")
    bench.state.turn = bench.book.turns
    assert bench.run("shelve", seat=T) is None


def test_3_2_a_seat_draws_to_three_ministry_and_two_region_cards(bench: Bench) -> None:
    own = bench.book.layout.cards[bench.book.decks[S].cards[0]]
    shared = bench.book.layout.cards[bench.book.decks[3].cards[0]]
    bench.put(own, "seoul.hand").put(shared, "seoul.hand")
    bench.run("fill-hand", seat=S)
    hand = bench.state.piles[bench.book.piles.hand[S]]
    assert {bench.card(own), bench.card(shared)} <= {*hand}
    decks = [bench.book.deck_of[card] for card in hand]
    assert (decks.count(S), decks.count(3)) == (3, 2)


def test_3_2_a_seat_with_more_cards_draws_none_and_keeps_all(bench: Bench) -> None:
    for card in bench.book.decks[3].cards[:3]:
        bench.put(bench.book.layout.cards[card], "seoul.hand")
    bench.run("fill-hand", seat=S)
    decks = [bench.book.deck_of[card] for card in bench.state.piles[bench.book.piles.hand[S]]]
    assert (decks.count(S), decks.count(3)) == (3, 3)


# -- bids ---------------------------------------------------------------------------------------


def test_3_2_a_bid_of_nought_to_four_is_sealed_if_a_crisis_stands(bench: Bench) -> None:
    crisis(bench).set(capital=6).run("seal-bid", seat=T)
    assert bench.decision is not None
    assert bench.decision.private
    assert bench.keys == [f"bid:{n}" for n in range(5)]
    bench.choose("bid:3")
    assert bench.rows(BIDS) == ((T, 3),)


def test_3_2_without_a_crisis_no_bid_is_sealed(bench: Bench) -> None:
    assert bench.run("seal-bid", seat=T) is None
    assert not bench.rows(BIDS)


# -- the dossier --------------------------------------------------------------------------------


def test_3_2_the_dossier_has_two_places_for_cards_to_act_with(bench: Bench) -> None:
    ids = [bench.book.layout.cards[card] for card in bench.book.decks[T].cards[:3]]
    for id in ids:
        bench.put(id, "tokyo.hand")
    bench.set(interest=0).run("dossier", seat=T)
    bench.choose(f"act:{ids[0]}")
    bench.choose(f"act:{ids[1]}")
    assert bench.decision is None
    assert [bench.lies(id) for id in ids] == ["tokyo.dossier-1", "tokyo.dossier-2", "tokyo.hand"]


@pytest.mark.parametrize("place", [1, 2])
def test_3_2_either_place_may_hold_a_demand_but_at_most_one_of_them(
    bench: Bench, place: int
) -> None:
    bench.set(capital=6, interest=4)
    one, two = asks(bench, T)[:2]
    bench.put(one, "tokyo.hand").put(two, "tokyo.hand")
    bench.run("dossier", seat=T)
    assert f"demand:{one}" in bench.keys
    if place == 2:
        bench.choose("leave")
    bench.choose(f"demand:{one}")
    while bench.asked != "fill" and bench.decision is not None:
        bench.choose(bench.keys[0])
    assert bench.lies(one) == f"tokyo.dossier-{place}"
    assert not any(key.startswith("demand") for key in bench.keys)


def test_3_2_washington_has_a_third_place_for_a_demand_only(bench: Bench) -> None:
    bench.set(capital=6, interest=4)
    id = to_both(bench)[0]
    bench.put(id, "washington.hand").run("dossier", seat=W)
    bench.choose("leave")
    bench.choose("leave")
    assert bench.keys == [f"demand:{id}", "leave"]
    bench.choose(f"demand:{id}")
    bench.choose("to:tokyo")
    bench.choose(bench.keys[0])
    bench.choose("firm")
    assert bench.decision is None
    assert bench.lies(id) == "washington.dossier-3"


@pytest.mark.parametrize("seat", [T, S])
def test_3_2_an_ally_has_no_third_place(bench: Bench, seat: int) -> None:
    bench.set(capital=6, interest=4)
    bench.put(asks(bench, seat)[0], f"{SEATS[seat]}.hand").run("dossier", seat=seat)
    bench.choose("leave")
    bench.choose("leave")
    assert bench.decision is None


def test_3_2_washington_may_seal_two_on_different_seats(bench: Bench) -> None:
    bench.set(capital=6, interest=4)
    cards = to_both(bench)
    if len(cards) < 2:
        pytest.skip("Washington has but one ASK to either ally")
    one, two = cards[:2]
    bench.put(one, "washington.hand").put(two, "washington.hand")
    bench.run("dossier", seat=W)
    bench.choose(f"demand:{one}")
    bench.choose("to:seoul")
    bench.choose(bench.keys[0])
    bench.choose("bluff")
    assert not any(key.startswith("demand") for key in bench.keys)
    bench.choose("leave")
    assert bench.keys == [f"demand:{two}", "leave"]
    bench.choose(f"demand:{two}")
    assert bench.asked == "demand_with"
    bench.choose(bench.keys[0])
    bench.choose("firm")
    assert [(row[1], row[2], row[4]) for row in bench.rows(SEALED)] == [(0, S, 0), (2, T, 1)]


def test_3_2_places_may_stay_empty(bench: Bench) -> None:
    id = bench.book.layout.cards[bench.book.decks[T].cards[0]]
    bench.set(interest=0).put(id, "tokyo.hand").run("dossier", seat=T)
    bench.choose("leave")
    bench.choose("leave")
    assert bench.decision is None
    assert bench.lies(id) == "tokyo.hand"


def test_3_2_cards_lie_face_down_in_the_dossier(bench: Bench) -> None:
    id = bench.book.layout.cards[bench.book.decks[T].cards[0]]
    bench.put(id, "tokyo.hand")
    bench.state.known_by[bench.card(id)] = -1
    bench.run("dossier", seat=T)
    bench.choose(f"act:{id}")
    assert bench.state.known_by[bench.card(id)] == 1 << T


# -- the offer ----------------------------------------------------------------------------------


def test_3_2_a_seat_may_lay_one_region_card_face_up_on_offer(bench: Bench) -> None:
    region = [bench.book.layout.cards[card] for card in bench.book.decks[3].cards[:2]]
    own = bench.book.layout.cards[bench.book.decks[T].cards[0]]
    for id in (*region, own):
        bench.put(id, "tokyo.hand")
    bench.run("lay-offer", seat=T)
    assert sorted(bench.keys) == sorted([*(f"offer:{id}" for id in region), "no-offer"])
    bench.choose(f"offer:{region[0]}")
    assert bench.decision is None
    assert bench.lies(region[0]) == "tokyo.offer"
    assert bench.state.known_by[bench.card(region[0])] == -1
    assert bench.lies(region[1]) == "tokyo.hand"


def test_3_2_it_is_kept_until_the_seats_next_cabinet(bench: Bench) -> None:
    id = bench.book.layout.cards[bench.book.decks[3].cards[0]]
    bench.put(id, "tokyo.offer")
    bench.run("take-back-offer", "fill-hand", seat=S)
    assert bench.lies(id) == "tokyo.offer"
    bench.run("take-back-offer", "fill-hand", seat=T)
    assert bench.lies(id) == "tokyo.hand"
    hand = bench.state.piles[bench.book.piles.hand[T]]
    assert sum(bench.book.deck_of[card] == 3 for card in hand) == 2


def test_3_2_the_card_that_was_on_offer_can_be_shelved(bench: Bench) -> None:
    id = bench.book.layout.cards[bench.book.decks[3].cards[0]]
    bench.set(capital=3).put(id, "washington.offer")
    cabinet(bench)
    while bench.asked != "shelve":
        bench.choose("no-offer" if bench.asked == "lay_offer" else "leave")
    assert f"shelve:{id}" in bench.keys
