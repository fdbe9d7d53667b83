"""RULES 9: why the seats differ."""

from __future__ import annotations

import pytest

from tests.rules.bench import Bench, S, T, W
from tests.rules.test_4_demands import asked_card
from wargame.rules.effects.effects import Lay, Lift, Shift
from wargame.rules.model.ledgers import (
    BIDS,
    CRISES,
    HOME_USED,
    LOWERED,
    PENALTIES,
    SEALED,
    SPENT,
    TURN,
)
from wargame.rules.model.rulebook import every_effect
from wargame.table.layout import Scope

SEATS = ("washington", "tokyo", "seoul")
TARIFF = 0


def home(bench: Bench, seat: int, verb: type, target: str = "") -> str:
    """Find the key of the branch of a HOME card with such an effect (on such a seat or level)."""
    card = bench.book.homes[seat]
    assert card is not None
    for at, branch in enumerate(card.branch, 1):
        for effect in every_effect(branch.effects):
            if isinstance(effect, verb):
                on = getattr(effect, "on", getattr(effect, "level", None))
                if not target or (on is not None and on.name == target):
                    return f"home:{at}"
    raise AssertionError("no such branch")


def acts(bench: Bench, seat: int) -> Bench:
    """Let a seat have the first go in Acts; it has two cards to act with, so that it is asked."""
    for place, card in enumerate(bench.book.decks[seat].cards[:2], 1):
        bench.put(bench.book.layout.cards[card], f"{SEATS[seat]}.dossier-{place}")
    bench.state.first = seat
    bench.run("acts")
    assert bench.decision is not None
    assert bench.decision.seat == seat
    return bench


# -- Washington -------------------------------------------------------------------------------


@pytest.mark.parametrize("ally", ["tokyo", "seoul"])
def test_9_reciprocity_lays_a_tariff_and_strains_the_relation(bench: Bench, ally: str) -> None:
    bench.set(relation=5, capital=0)
    acts(bench, W).choose(home(bench, W, Lay, ally))
    assert bench.rows(PENALTIES) == ((TARIFF, W, SEATS.index(ally), 2, 0),)
    assert bench.get(f"washington-{ally}") == 4
    assert bench.get("tokyo-seoul") == 5
    assert bench.get("washington.capital") == 0  # free


def test_9_a_tariff_laid_by_home_stands_until_lifted(bench: Bench) -> None:
    acts(bench, W).choose(home(bench, W, Lay, "tokyo"))
    for turn in range(1, 9):
        bench.state.turn = turn
        bench.run("count-down")
    assert len(bench.rows(PENALTIES)) == 1


def test_9_reciprocity_lays_no_second_tariff_on_an_ally(bench: Bench) -> None:
    bench.row(PENALTIES, TARIFF, W, T, 2, 3)
    acts(bench, W)
    assert home(bench, W, Lay, "tokyo") not in bench.keys
    assert home(bench, W, Lay, "seoul") in bench.keys


@pytest.mark.parametrize("last", [0, 3])
def test_9_reciprocity_lifts_a_tariff_free(bench: Bench, last: int) -> None:
    bench.set(relation=5, capital=0).row(PENALTIES, TARIFF, W, S, 1, last)
    acts(bench, W)
    assert home(bench, W, Lift, "tokyo") not in bench.keys
    bench.choose(home(bench, W, Lift, "seoul"))
    assert not bench.rows(PENALTIES)
    assert bench.get("washington-seoul") == 5
    assert bench.get("washington.capital") == 0


def web(bench: Bench) -> str:
    """Find the key of the branch of Reciprocity against West-minus-one."""
    return home(bench, W, Shift, "west")


def test_9_reciprocity_turns_on_west_minus_one_for_capital_and_credibility(bench: Bench) -> None:
    bench.set(capital=4, credibility=3, relation=5, west=3)
    acts(bench, W).choose(web(bench))
    assert bench.get("west") == 2
    assert bench.get("washington.capital") == 3
    assert [bench.get(f"{seat}.credibility") for seat in SEATS] == [2, 3, 3]
    assert bench.get("washington-tokyo") == bench.get("washington-seoul") == 5
    assert not bench.rows(PENALTIES)
    assert bench.asked == "go"  # the go goes on


@pytest.mark.parametrize(
    ("west", "capital", "open_"), [(2, 4, False), (3, 4, True), (6, 1, True), (3, 0, False)]
)
def test_9_reciprocity_turns_on_west_minus_one_of_three_or_more_and_is_paid_for(
    bench: Bench, west: int, capital: int, open_: bool
) -> None:
    bench.set(capital=capital, west=west)
    acts(bench, W)
    assert (web(bench) in bench.keys) is open_


def test_9_reciprocity_costs_what_credibility_is_there(bench: Bench) -> None:
    bench.set(capital=4, credibility=0, west=3)
    acts(bench, W).choose(web(bench))
    assert (bench.get("west"), bench.get("washington.credibility")) == (2, 0)


@pytest.mark.parametrize("seat", [W, S])
def test_9_a_home_card_once_a_turn_and_at_no_place_in_the_dossier(bench: Bench, seat: int) -> None:
    bench.set(capital=6)
    acts(bench, seat)
    bench.choose(next(key for key in bench.keys if key.startswith("home:")))
    assert bench.asked == "go"
    assert {"turn-up:1", "turn-up:2"} <= set(bench.keys)
    assert not any(key.startswith("home:") for key in bench.keys)
    assert (HOME_USED, seat, 0) in bench.rows(TURN)


def test_9_washington_has_a_third_place_for_a_demand_and_may_seal_two(bench: Bench) -> None:
    bench.set(capital=6, interest=4)
    first, second = two_demands(bench)
    plain = next(
        card for card in bench.book.decks[W].cards if bench.book.play_card(card).ask is None
    )
    for card in (first, second, bench.book.layout.cards[plain]):
        bench.put(card, "washington.hand")
    bench.run("dossier", seat=W)
    bench.choose(f"demand:{first}")
    seal(bench)
    assert bench.decision is not None
    assert bench.decision.question[:2] == ("fill", 1)
    assert not any(key.startswith("demand:") for key in bench.keys)  # one on the first two
    bench.choose(f"act:{bench.book.layout.cards[plain]}")
    assert bench.decision.question[:2] == ("fill", 2)
    assert set(bench.keys) == {f"demand:{second}", "leave"}  # for a demand only
    bench.choose(f"demand:{second}")
    addressed = seal(bench)
    assert bench.decision is None
    assert len(addressed) == 1
    rows = [row for row in bench.rows(SEALED) if row[0] == W]
    assert {row[2] for row in rows} == {T, S}  # on different seats


def two_demands(bench: Bench) -> tuple[str, str]:
    """Find two cards of Washington's that can be put to two different seats."""
    cards = [
        bench.book.layout.cards[card]
        for card in bench.book.decks[W].cards
        if (ask := bench.book.play_card(card).ask) is not None
        and ask.price.item is None
        and set(ask.to) >= {T, S}
    ]
    assert len(cards) >= 2
    return cards[0], cards[1]


def seal(bench: Bench) -> list[str]:
    """Seal the demand in hand with whatever is first offered; give whom it could be put to."""
    to = ["the only one"]
    while bench.asked in ("demand_to", "demand_with", "demand_mark"):
        if bench.asked == "demand_to":
            to = bench.keys
        bench.choose(bench.keys[0])
    return to


@pytest.mark.parametrize("seat", [T, S])
def test_9_nobody_else_has_a_third_place(bench: Bench, seat: int) -> None:
    bench.set(capital=6, interest=4)
    for card in bench.book.decks[seat].cards[:4]:
        bench.put(bench.book.layout.cards[card], f"{SEATS[seat]}.hand")
    bench.run("dossier", seat=seat)
    places = []
    while bench.decision is not None:
        places.append(bench.decision.question[1])
        bench.choose(next(key for key in bench.keys if key.startswith("act:")))
    assert places == [0, 1]


def test_9_a_theatre_washington_spends_nothing_on_drifts(bench: Bench) -> None:
    bench.set({"peninsula": 3, "strait": 5}).run("drift")
    assert bench.get("peninsula") == 4
    assert bench.get("strait") == 7  # the higher one as well


def test_9_a_bid_by_washington_keeps_its_theatre_from_drifting(bench: Bench) -> None:
    bench.set({"peninsula": 3, "strait": 5}).set(capital=6, relation=5)
    bench.row(CRISES, 0, bench.level("peninsula"), 8).row(BIDS, W, 1).row(BIDS, T, 4)
    bench.run("show-bids", "drift")
    assert bench.get("peninsula") == 3
    assert bench.get("strait") == 7


def test_9_a_top_up_by_washington_keeps_its_theatre_from_drifting(bench: Bench) -> None:
    bench.set({"peninsula": 3, "strait": 5}).set(capital=6, relation=5)
    bench.row(CRISES, 0, bench.level("peninsula"), 20).run("show-bids", "top-up")
    bench.choose("top-up:1")
    bench.state.frames.clear()
    bench.run("drift")
    assert bench.get("peninsula") == 3


@pytest.mark.parametrize(
    ("seat", "by_card", "drifts"),
    [(W, True, 0), (T, True, 0), (S, True, 0), (W, False, 1), (S, False, 1)],
)
def test_9_a_lowering_by_anybodys_card_keeps_a_theatre_from_drifting(
    bench: Bench, seat: int, by_card: bool, drifts: int
) -> None:
    bench.set({"peninsula": 4, "strait": 5})
    bench.effects({"do": "shift", "level": "peninsula", "by": -1}, seat=seat, by_card=by_card)
    bench.run("drift")
    assert bench.get("peninsula") == 3 + drifts


@pytest.mark.parametrize(("tariffs", "lost"), [((), 0), ((T,), 0), ((T, S), 1)])
def test_9_two_tariffs_cost_washington_support(
    bench: Bench, tariffs: tuple[int, ...], lost: int
) -> None:
    bench.set(support=5)
    for ally in tariffs:
        bench.row(PENALTIES, TARIFF, W, ally, 1, 0)
    bench.run("drift")
    assert bench.get("washington.support") == 5 - lost
    assert bench.get("tokyo.support") == bench.get("seoul.support") == 5


# -- Tokyo ------------------------------------------------------------------------------------


def test_9_consultation_stalls_one_demand_a_turn_free(bench: Bench) -> None:
    bench.set(capital=6, support=5, interest=4, credibility=3)
    bench.demand(W, T, asked_card(bench, W, T)).demand(S, T, asked_card(bench, S, T))
    bench.run("demands")
    bench.choose("stall:home")
    assert bench.get("tokyo.credibility") == 3
    assert bench.lies(asked_card(bench, W, T)) == "washington.hand"
    assert bench.asked == "answer"
    assert "stall:home" not in bench.keys
    assert "stall" in bench.keys


def test_9_consultation_comes_back_next_turn(bench: Bench) -> None:
    bench.set(capital=6, support=5, interest=4).row(TURN, HOME_USED, T, 0)
    bench.state.ledgers[TURN] = ()
    bench.demand(W, T, asked_card(bench, W, T)).run("demands")
    assert "stall:home" in bench.keys


def test_9_only_tokyo_stalls_with_its_home_card(bench: Bench) -> None:
    assert [card is not None and card.stall for card in bench.book.homes] == [False, True, False]
    bench.set(capital=6, support=5, interest=4)
    bench.demand(T, S, asked_card(bench, T, S)).run("demands")
    assert "stall:home" not in bench.keys


def test_9_consultation_is_not_used_in_acts(bench: Bench) -> None:
    assert not any(key.startswith("home:") for key in acts(bench, T).keys)


@pytest.mark.parametrize(("before", "after"), [(4, 4), (5, 5), (6, 6), (7, 6), (8, 6), (10, 8)])
def test_9_tokyos_support_leaks_by_two_but_never_below_six(
    bench: Bench, before: int, after: int
) -> None:
    bench.set({"tokyo.support": before}).run("drift")
    assert bench.get("tokyo.support") == after


@pytest.mark.parametrize(("before", "after"), [(4, 4), (5, 5), (6, 6), (7, 6), (10, 9)])
def test_9_the_others_lose_one_from_seven_up(bench: Bench, before: int, after: int) -> None:
    bench.set({"washington.support": before, "seoul.support": before}).run("drift")
    assert bench.get("washington.support") == bench.get("seoul.support") == after


# -- Seoul ------------------------------------------------------------------------------------


def test_9_open_line_told_costs_seouls_support(bench: Bench) -> None:
    bench.set(capital=6, support=5, relation=5, threat=4)
    acts(bench, S).choose(home(bench, S, Shift, "self.support"))
    assert bench.get("seoul.capital") == 5
    assert bench.get("peninsula") == 3
    assert bench.get("strait") == 4
    assert bench.get("seoul.support") == 4
    assert bench.get("washington-seoul") == 5


def test_9_open_line_untold_costs_the_relation_with_washington(bench: Bench) -> None:
    bench.set(capital=6, support=5, relation=5, threat=4)
    acts(bench, S).choose(home(bench, S, Shift, "relation.washington-seoul"))
    assert bench.get("seoul.capital") == 5
    assert bench.get("peninsula") == 3
    assert bench.get("seoul.support") == 5
    assert bench.get("washington-seoul") == 4
    assert bench.get("tokyo-seoul") == 5


def test_9_open_line_must_be_paid(bench: Bench) -> None:
    bench.set(capital=0)
    assert not any(key.startswith("home:") for key in acts(bench, S).keys)


def test_9_open_line_lowers_the_threat_by_a_card_of_seoul(bench: Bench) -> None:
    bench.set(capital=6, threat=4)
    acts(bench, S).choose(home(bench, S, Shift, "self.support"))
    assert (LOWERED, bench.level("peninsula"), S) in bench.rows(TURN)
    assert not any(row[0] == SPENT for row in bench.rows(TURN))


def test_9_only_washington_and_seoul_have_a_home_card_for_acts(bench: Bench) -> None:
    assert [len(card.branch) if card else 0 for card in bench.book.homes] == [5, 0, 2]
    assert not any(
        isinstance(effect, Shift)
        and effect.by < 0
        and effect.level.track.scope is Scope.SEAT
        and effect.level.which != "self"
        for card in bench.book.homes
        if card
        for branch in card.branch
        for effect in every_effect(branch.effects)
    )


def test_9_own_theatres(bench: Bench) -> None:
    theatres = bench.book.layout.theatres
    found = [theatres[at] if at >= 0 else None for at in bench.book.own_theatre]
    assert found == [None, "strait", "peninsula"]


def test_9_command_and_latency_belong_to_whom_the_rules_say(bench: Bench) -> None:
    owners = {track.id: track.owners for track in bench.book.layout.tracks if track.owners}
    assert owners["command"] == (S,)
    assert owners["latency"] == owners["accommodation"] == (T, S)
