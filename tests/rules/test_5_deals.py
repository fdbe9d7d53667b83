"""RULES 5: deals."""

from __future__ import annotations

import copy
from typing import Any

import pytest

from tests.rules.bench import Bench, S, T, W
from tests.rules.test_4_demands import asked_card
from wargame.bots.evaluate.evaluate import Evaluator
from wargame.bots.greedy.adaptive import UNSAID, Adaptive
from wargame.content.build import build
from wargame.content.program import Program
from wargame.engine.library import library
from wargame.engine.view import SeatView
from wargame.rules.model.events import sentence
from wargame.rules.model.ledgers import (
    BIDS,
    CRISES,
    DEAL,
    GAME,
    ISOLATED,
    LOWERED,
    PENALTIES,
    PLEDGE_RAISED,
    PLEDGES,
    TOO_DEAR,
    TURN,
)
from wargame.rules.phases.deals import DealOptions, Form
from wargame.table import flow

TARIFF, REVIEW, FREEZE = 0, 1, 2
SEATS = ("washington", "tokyo", "seoul")


@pytest.fixture
def rich(bench: Bench) -> Bench:
    """Everybody has something of everything, and room for two pledges."""
    return bench.set(capital=6, support=5, credibility=4, interest=5, relation=4, threat=4)


@pytest.fixture
def older_rich(older_bench: Bench) -> Bench:
    """The same under the older rules, which have more kinds of pledges."""
    return older_bench.set(capital=6, support=5, credibility=4, interest=5, relation=4, threat=4)


def fill(bench: Bench, word: str, items: tuple[str, ...]) -> None:
    """Put items on one side of the form; `item@2` falls due two turns on, others in one."""
    side = 0 if word == "give" else 1
    for item in items:
        id, _, ahead = item.partition("@")
        bench.choose(f"{word}:{id}")
        if bench.asked == "deal_due":
            bench.choose(f"due:{ahead or 1}")
    if (
        bench.asked == "deal_item"
        and bench.decision is not None
        and bench.decision.question[1] == side
    ):
        bench.choose("no-more")


def open_form(bench: Bench, giver: int, taker: int) -> None:
    """Let a seat begin a form with a partner."""
    bench.state.first = giver
    bench.run("deals")
    bench.choose(f"deal:{SEATS[taker]}")


def propose(
    bench: Bench, giver: int, taker: int, give: tuple[str, ...], take: tuple[str, ...]
) -> Bench:
    """Let a seat propose a deal, up to the partner's answer."""
    open_form(bench, giver, taker)
    fill(bench, "give", give)
    fill(bench, "take", take)
    assert bench.asked == "deal_reply"
    return bench


def strike(
    bench: Bench, giver: int, taker: int, give: tuple[str, ...], take: tuple[str, ...]
) -> Bench:
    """Strike a deal."""
    propose(bench, giver, taker, give, take).choose("yes")
    return bench


def first_keys(bench: Bench, giver: int, taker: int) -> set[str]:
    """List what a seat could give first in a deal with a partner."""
    open_form(bench, giver, taker)
    keys = set(bench.keys)
    return {key.partition(":")[2] for key in keys if key.startswith("give:")}


def pledges(bench: Bench) -> set[str]:
    """List the ids of all that may be pledged."""
    return {item.id for item in bench.book.items if item.family and not item.spot}


def pledge(bench: Bench, by: int, to: int, item: str, *, made: int = 1, due: int = 2) -> Bench:
    """Let a pledge stand."""
    return bench.row(PLEDGES, by, to, bench.item(item), made, due)


def due_now(bench: Bench, by: int, to: int, item: str) -> Bench:
    """Let a pledge of turn 1 stand that falls due now, in turn 2."""
    bench.state.turn = 2
    return pledge(bench, by, to, item)


def outcome(bench: Bench, by: int, to: int) -> tuple[int, int, int]:
    """Give relation, Credibility and Blame, as far as a pledge can change them."""
    low, high = sorted((by, to))
    seat = SEATS[by]
    return (
        bench.get(f"{SEATS[low]}-{SEATS[high]}"),
        bench.get(f"{seat}.credibility"),
        bench.get(f"{seat}.blame"),
    )


def region_card(bench: Bench) -> str:
    """Find a region card."""
    deck = next(deck for deck in bench.book.decks if deck.kind == "region")
    return bench.book.layout.cards[deck.cards[0]]


def crisis(bench: Bench, theatre: str = "strait", threshold: int = 8) -> Bench:
    """Let a crisis stand."""
    deck = next(deck for deck in bench.book.decks if deck.kind == "event")
    return bench.row(CRISES, deck.cards[0], bench.level(theatre), threshold)


# -- the form ---------------------------------------------------------------------------------


def test_5_a_gift_is_no_deal(rich: Bench) -> None:
    open_form(rich, W, T)
    assert "no-more" not in rich.keys
    rich.choose("give:capital-1")
    rich.choose("no-more")
    assert rich.decision is not None
    assert rich.decision.question[1] == 1
    assert "no-more" not in rich.keys


def test_5_what_cannot_be_given_is_refused_with_its_own_reason(rich: Bench) -> None:
    """An item is refused if one of its needs fails, and the first of these says which."""
    deal, book = rich, rich.book
    deal.set({"washington.capital": 1, "seoul.command": 3, "tokyo.latency": 4})
    pledge(deal, W, T, "no-demand")
    why: dict[tuple[int, str], str] = {}
    for giver, taker, turn in ((W, T, 1), (S, T, 1), (W, S, 1), (W, T, book.turns)):
        deal.state.turn = turn
        form = Form(deal.state, book, giver, taker)
        able = book.menus[giver][taker].givable(deal.state) | form.pledges_of(form.gives, 0)
        for item in book.items:
            if item.family:
                lack = form.lacks(0, item)
                assert bool(lack) is not bool(item.bit & able), item.id
                assert lack in ("", *DealOptions.ungiven(item))
                why[turn, f"{SEATS[giver]}:{item.id}"] = lack
    said = {lack: book.words.needs_item(lack) for lack in why.values() if lack}
    assert len(set(said.values())) == len(said) > 5, said
    assert why[1, "washington:capital-2"] == "short"
    assert why[1, "washington:region-card"] == "offer"
    assert why[book.turns, "washington:interest-1"] == "late"


def test_5_each_side_gives_two_items_at_most(rich: Bench) -> None:
    open_form(rich, W, T)
    rich.choose("give:capital-1")
    rich.choose("give:interest-1")
    assert rich.decision is not None
    assert rich.decision.question[:2] == ("deal_item", 1)
    rich.choose("take:basing")
    rich.choose("take:lower-strait")
    rich.choose("due:1")
    assert rich.asked == "deal_reply"


def test_5_a_yes_executes_at_once(rich: Bench) -> None:
    strike(rich, W, T, ("capital-2",), ("interest-1",))
    assert rich.get("washington.capital") == 4
    assert rich.get("tokyo.capital") == 8
    assert rich.get("washington.interest") == 6
    assert not rich.rows(DEAL)


def test_5_a_no_changes_nothing(older_rich: Bench) -> None:
    before = older_rich.state.levels[:]
    propose(older_rich, W, T, ("capital-2",), ("interest-1", "no-latency")).choose("no")
    assert older_rich.state.levels == before
    assert not older_rich.rows(PLEDGES)


def test_5_the_partner_may_change_the_form_once(rich: Bench) -> None:
    propose(rich, W, T, ("capital-2",), ("interest-1",))
    assert rich.decision is not None
    assert rich.decision.seat == T
    assert rich.keys == ["yes", "change", "no", "too-dear:interest-1"]
    rich.choose("change")
    fill(rich, "give", ("interest-1",))
    fill(rich, "take", ("capital-3",))
    assert rich.decision is not None
    assert rich.decision.seat == W
    assert rich.keys == ["yes", "no", "too-dear:capital-3"]
    rich.choose("yes")
    assert rich.get("tokyo.capital") == 9


def test_5_pledges_are_given_only_for_a_spot_item_of_the_other_side(older_rich: Bench) -> None:
    open_form(older_rich, T, W)
    fill(older_rich, "give", ("bid-2",))
    assert not {key.partition(":")[2] for key in older_rich.keys} & pledges(older_rich)
    older_rich.choose("take:capital-1")
    # Now the spot item is there, but the first side gave none, so no pledge in return.
    assert not {key.partition(":")[2] for key in older_rich.keys} & pledges(older_rich)


def test_5_pledges_on_both_sides_need_spot_items_on_both(older_rich: Bench) -> None:
    strike(older_rich, T, W, ("interest-1", "bid-2"), ("capital-1", "no-tariff"))
    assert {(row[0], row[2]) for row in older_rich.rows(PLEDGES)} == {
        (T, older_rich.item("bid-2")),
        (W, older_rich.item("no-tariff")),
    }


# -- an item that is too dear -----------------------------------------------------------------


def second_round(bench: Bench, seat: int) -> Bench:
    """Let every seat pass up to a seat's go in the second round."""
    while bench.decision is not None and bench.decision.question[:2] != ("deal", 1):
        bench.choose("pass")
    while bench.decision is not None and bench.decision.seat != seat:
        bench.choose("pass")
    return bench


def without_too_dear(umbrella: Program) -> Program:
    """Build the default scenario under deals that know no `too_dear`."""
    ours = library()
    rules = copy.deepcopy(ours.rulesets["umbrella"])
    (deals,) = (step for phase in rules["turn"] for step in phase["steps"] if step["do"] == "deals")
    assert deals.pop("too_dear")
    return build(rules, ours.scenarios[umbrella.scenario.id], ours.documents, basic=False)


def test_5_a_no_may_name_any_item_that_its_seat_would_give(rich: Bench) -> None:
    propose(rich, W, T, ("capital-2",), ("interest-1", "no-demand"))
    assert rich.keys == ["yes", "change", "no", "too-dear:interest-1", "too-dear:no-demand"]


def test_5_a_named_item_is_public_for_the_turn(rich: Bench) -> None:
    before = rich.state.levels[:]
    propose(rich, W, T, ("capital-2",), ("interest-2",)).choose("too-dear:interest-2")
    assert rich.state.levels == before
    assert not rich.rows(DEAL)
    assert (TOO_DEAR, W * 3 + T, rich.item("interest-2")) in rich.rows(TURN)
    assert rich.state.events is not None
    assert [sentence(rich.book.words, event) for event in rich.state.events][-1] == (
        "● Tokyo declines; it names as too dear: 2 Interest."
    )


def test_5_the_same_partner_may_be_asked_again_but_not_for_the_named_item(rich: Bench) -> None:
    propose(rich, W, T, ("capital-2",), ("interest-2",)).choose("too-dear:interest-2")
    second_round(rich, W).choose("deal:tokyo")
    fill(rich, "give", ("capital-2",))
    assert "take:interest-2" not in rich.keys
    assert rich.decision is not None
    whys = {no.key: no.why for no in rich.decision.refused(rich.state, rich.book.words)}
    assert whys["take:interest-2"] == "the giver has named this as too dear this turn"
    fill(rich, "take", ("interest-1",))
    rich.choose("yes")
    assert (rich.get("tokyo.capital"), rich.get("tokyo.interest")) == (8, 4)


def test_5_a_named_item_is_barred_to_that_proposer_alone(rich: Bench) -> None:
    propose(rich, W, T, ("capital-2",), ("interest-2",)).choose("too-dear:interest-2")
    # The partner may still give it in a form of its own.
    rich.choose("deal:washington")
    assert "give:interest-2" in rich.keys
    fill(rich, "give", ("interest-2",))
    assert "take:interest-2" not in rich.keys
    fill(rich, "take", ("capital-1",))
    rich.choose("no")
    rich.choose("deal:tokyo")
    fill(rich, "give", ("capital-2",))
    assert "take:interest-2" in rich.keys


def test_5_a_flat_no_bars_the_partner_not_the_item(rich: Bench) -> None:
    propose(rich, W, T, ("capital-2",), ("interest-2",)).choose("no")
    assert not [row for row in rich.rows(TURN) if row[0] == TOO_DEAR]
    assert "deal:tokyo" not in second_round(rich, W).keys


def test_5_a_no_to_a_changed_form_may_name_an_item_too(rich: Bench) -> None:
    propose(rich, W, T, ("capital-2",), ("interest-2",)).choose("change")
    fill(rich, "give", ("interest-1",))
    fill(rich, "take", ("capital-3",))
    assert rich.keys == ["yes", "no", "too-dear:capital-3"]
    rich.choose("too-dear:capital-3")
    assert (TOO_DEAR, T * 3 + W, rich.item("capital-3")) in rich.rows(TURN)
    # The seat whose form it was may propose again, but for something else.
    rich.choose("deal:washington")
    fill(rich, "give", ("interest-1",))
    assert "take:capital-3" not in rich.keys
    fill(rich, "take", ("capital-2",))
    rich.choose("no")
    # The proposal that was changed has come to nothing, as after a flat no.
    assert second_round(rich, W).keys == ["deal:seoul", "pass"]


def test_5_a_named_item_is_not_asked_for_in_a_changed_form(rich: Bench) -> None:
    propose(rich, W, T, ("capital-2",), ("interest-2",)).choose("too-dear:interest-2")
    rich.choose("deal:washington")
    fill(rich, "give", ("interest-1",))
    fill(rich, "take", ("capital-3",))
    rich.choose("change")
    fill(rich, "give", ("capital-1",))
    assert "take:interest-1" in rich.keys
    assert "take:interest-2" not in rich.keys


def test_5_nobody_proposes_where_all_that_could_be_asked_for_is_too_dear(rich: Bench) -> None:
    rich.set({"tokyo.capital": 0, "tokyo.interest": 1, "tokyo.credibility": 0, "command": 0})
    partner = rich.book.menus[T][W]
    for item in rich.book.items:
        if item.bit & partner.givable(rich.state):
            rich.row(TURN, TOO_DEAR, W * 3 + T, item.index)
    rich.run("deals")
    assert "deal:tokyo" not in rich.keys
    rich.choose("pass")
    rich.choose("deal:washington")
    fill(rich, "give", ("interest-1",))
    fill(rich, "take", ("capital-1",))
    # What the partner offers of itself is all it has, and it has named that as too dear.
    assert rich.keys == ["yes", "no", "too-dear:capital-1"]


def test_5_without_too_dear_in_the_ruleset_a_no_is_flat(umbrella: Program) -> None:
    bench = Bench(without_too_dear(umbrella)).set(capital=6, support=5, interest=5)
    propose(bench, W, T, ("capital-2",), ("interest-1",))
    assert bench.keys == ["yes", "change", "no"]
    bench.choose("change")
    fill(bench, "give", ("interest-1",))
    fill(bench, "take", ("capital-3",))
    assert bench.keys == ["yes", "no"]


def priced(bench: Bench) -> dict[str, float]:
    """Let an adaptive bot price the answers to a form."""
    bot, decision = Adaptive(bench.program), bench.decision
    assert decision is not None
    view = SeatView(bench.state, decision.seat)
    evaluator = Evaluator(bot.rules, bot.weights, view, decision.kind)
    return dict(zip(decision.keys, bot.price(evaluator, decision), strict=True))


def test_5_a_bot_names_the_item_that_costs_it_most(rich: Bench) -> None:
    prices = priced(propose(rich, W, T, ("capital-1",), ("interest-2", "pay-3")))
    assert prices["too-dear:interest-2"] == 0 > prices["yes"]
    assert prices["no"] == prices["too-dear:pay-3"] == UNSAID


def test_5_a_bot_says_a_flat_no_where_no_item_costs_it_anything(rich: Bench) -> None:
    rich.set(peninsula=7, strait=2)
    prices = priced(propose(rich, W, T, ("capital-1",), ("basing",)))
    assert prices["no"] == 0
    assert prices["too-dear:basing"] == UNSAID


# -- spot items -------------------------------------------------------------------------------


@pytest.mark.parametrize("amount", [1, 2, 3])
def test_5_capital_changes_hands(rich: Bench, amount: int) -> None:
    strike(rich, S, T, (f"capital-{amount}",), ("interest-1",))
    assert rich.get("seoul.capital") == 6 - amount
    assert rich.get("tokyo.capital") == 6 + amount


@pytest.mark.parametrize("amount", [1, 2])
def test_5_interest_changes_hands(rich: Bench, amount: int) -> None:
    strike(rich, S, T, (f"interest-{amount}",), ("capital-1",))
    assert rich.get("seoul.interest") == 5 - amount
    assert rich.get("tokyo.interest") == 5 + amount


def test_5_these_are_all_the_amounts(rich: Bench) -> None:
    ids = {item.id for item in rich.book.items if item.family in ("capital", "interest")}
    assert ids == {"capital-1", "capital-2", "capital-3", "interest-1", "interest-2"}


def test_5_what_a_seat_does_not_have_it_cannot_give(rich: Bench) -> None:
    rich.set({"washington.capital": 2, "washington.interest": 1})
    found = first_keys(rich, W, T)
    assert {"capital-1", "capital-2", "interest-1"} <= found
    assert not {"capital-3", "interest-2", "region-card", "relief-tariff"} & found


def test_5_the_region_card_on_offer_changes_hands(rich: Bench) -> None:
    card = region_card(rich)
    rich.put(card, "washington.offer")
    strike(rich, W, T, ("region-card",), ("capital-1",))
    assert rich.lies(card) == "tokyo.hand"
    assert rich.state.known_by[rich.card(card)] == -1


@pytest.mark.parametrize(
    ("item", "kind", "by", "on", "last"),
    [
        ("relief-tariff", TARIFF, W, T, 3),
        ("relief-tariff", TARIFF, W, S, 0),
        ("relief-review", REVIEW, W, S, 3),
        ("relief-freeze", FREEZE, T, S, 3),
        ("relief-freeze", FREEZE, S, W, 3),
    ],
)
def test_5_relief_lifts_one_penalty_that_the_giver_laid_on_the_partner(
    rich: Bench, item: str, kind: int, by: int, on: int, last: int
) -> None:
    rich.row(PENALTIES, kind, by, on, 1, last)
    strike(rich, by, on, (item,), ("capital-1",))
    assert not rich.rows(PENALTIES)


def test_5_relief_lifts_one_and_leaves_the_other(rich: Bench) -> None:
    rich.row(PENALTIES, TARIFF, W, T, 1, 3).row(PENALTIES, REVIEW, W, T, 1, 3)
    strike(rich, W, T, ("relief-review",), ("capital-1",))
    assert rich.rows(PENALTIES) == ((TARIFF, W, T, 1, 3),)


def test_5_relief_is_only_for_what_the_giver_laid_itself_and_on_the_partner(rich: Bench) -> None:
    rich.row(PENALTIES, FREEZE, T, S, 1, 3).row(PENALTIES, TARIFF, W, T, 1, 3)
    assert "relief-freeze" not in first_keys(rich, W, S)
    assert "relief-tariff" not in first_keys(rich, W, S)
    assert "relief-freeze" in first_keys(rich, T, S)


def test_5_two_seats_that_froze_the_same_partner_each_have_relief_to_give(rich: Bench) -> None:
    rich.effects({"do": "lay", "penalty": "freeze", "on": "washington"}, seat=T)
    rich.effects({"do": "lay", "penalty": "freeze", "on": "washington"}, seat=S)
    assert "relief-freeze" in first_keys(rich, T, W)
    assert "relief-freeze" in first_keys(rich, S, W)


def test_5_the_command_step(rich: Bench) -> None:
    rich.set({"seoul.command": 1})
    strike(rich, W, S, ("command-step",), ("capital-1",))
    assert rich.get("seoul.command") == 2


def test_5_only_washington_gives_the_command_step_and_only_to_seoul(rich: Bench) -> None:
    assert "command-step" in first_keys(rich, W, S)
    assert "command-step" not in first_keys(rich, W, T)
    assert "command-step" not in first_keys(rich, T, S)
    rich.set({"seoul.command": 3})
    assert "command-step" not in first_keys(rich, W, S)


@pytest.mark.parametrize("ally", [T, S])
def test_5_enrichment_leave_spares_the_usual_losses(rich: Bench, ally: int) -> None:
    strike(rich, W, ally, ("enrichment-leave",), ("capital-1",))
    assert rich.get(f"{SEATS[ally]}.latency") == 1
    assert rich.get(f"washington-{SEATS[ally]}") == 4
    assert rich.get("strait") == rich.get("peninsula") == 4


def test_5_only_washington_gives_enrichment_leave(rich: Bench) -> None:
    assert "enrichment-leave" in first_keys(rich, W, T)
    assert "enrichment-leave" not in first_keys(rich, T, S)
    assert "enrichment-leave" not in first_keys(rich, S, W)


@pytest.mark.parametrize(("ally", "own", "other"), [(T, "strait", "peninsula"),
                                                    (S, "peninsula", "strait")])  # fmt: skip
def test_5_basing_calms_the_other_theatre_and_heats_the_own(
    rich: Bench, ally: int, own: str, other: str
) -> None:
    strike(rich, ally, W, ("basing",), ("capital-1",))
    assert rich.get(other) == 3
    assert rich.get(own) == 5


def test_5_only_an_ally_gives_basing_and_only_to_washington(rich: Bench) -> None:
    assert "basing" in first_keys(rich, T, W)
    assert "basing" not in first_keys(rich, T, S)
    assert "basing" not in first_keys(rich, W, T)


def test_5_each_kind_of_permission_once_a_turn_between_the_same_two_seats(rich: Bench) -> None:
    strike(rich, T, W, ("basing",), ("enrichment-leave",))
    assert "basing" not in first_keys(rich, T, W)
    assert "enrichment-leave" not in first_keys(rich, W, T)
    rich.state.ledgers[TURN] = ()
    assert "basing" in first_keys(rich, T, W)
    assert "enrichment-leave" in first_keys(rich, W, T)


def test_5_another_pair_may_still_have_the_same_permission(rich: Bench) -> None:
    strike(rich, T, W, ("basing",), ("enrichment-leave",))
    assert "basing" in first_keys(rich, S, W)
    assert {"enrichment-leave", "command-step"} <= first_keys(rich, W, S)
    strike(rich, S, W, ("basing",), ("enrichment-leave",))
    assert (rich.get("tokyo.latency"), rich.get("seoul.latency")) == (1, 1)
    # Each Basing takes one step from the other theatre and adds one to the own.
    assert (rich.get("peninsula"), rich.get("strait")) == (4, 4)
    assert "basing" not in first_keys(rich, S, W)
    assert "enrichment-leave" not in first_keys(rich, W, S)


def asking_basing(bench: Bench, to: int) -> str:
    """Find a card of Washington's whose ASK is for Basing, from that ally."""
    for card in bench.book.decks[W].cards:
        ask = bench.book.play_card(card).ask
        if ask is not None and ask.price.item == "basing" and to in ask.to:
            return bench.book.layout.cards[card]
    raise AssertionError("no such card")


def test_5_a_demand_for_a_permission_that_a_deal_gave_this_turn_is_met_all_the_same(
    rich: Bench,
) -> None:
    card = asking_basing(rich, S)
    strike(rich, S, W, ("basing",), ("capital-1",))
    assert (rich.get("peninsula"), rich.get("strait")) == (5, 3)
    rich.state.frames.clear()
    rich.demand(W, S, card).run("demands")
    assert "comply" in rich.keys
    rich.choose("comply")
    assert (rich.get("peninsula"), rich.get("strait")) == (6, 2)
    assert rich.lies(card) == "washington.discard"


def test_5_a_permission_given_in_one_deal_is_a_sweetener_in_the_same_turn_still(
    rich: Bench,
) -> None:
    strike(rich, W, T, ("enrichment-leave",), ("capital-1",))
    rich.state.frames.clear()
    rich.demand(W, T, asked_card(rich, W, T), "enrichment-leave").run("demands")
    rich.choose("comply")
    assert rich.get("tokyo.latency") == 2


@pytest.mark.parametrize("ally", [T, S])
def test_5_enrichment_leave_costs_one_order(rich: Bench, ally: int) -> None:
    rich.set(order=3)
    strike(rich, W, ally, ("enrichment-leave",), ("capital-1",))
    assert rich.get("order") == 2
    rich.set(order=0)
    rich.state.ledgers[TURN] = ()
    strike(rich, W, ally, ("enrichment-leave",), ("capital-1",))
    assert (rich.get("order"), rich.get(f"{SEATS[ally]}.latency")) == (0, 2)


def test_5_enrichment_leave_by_a_demand_costs_one_order_too(rich: Bench) -> None:
    rich.set(order=3)
    rich.demand(W, S, asked_card(rich, W, S), "enrichment-leave").run("demands")
    rich.choose("comply")
    assert (rich.get("order"), rich.get("seoul.latency")) == (2, 1)


# -- what may be pledged, and when it is due --------------------------------------------------


def test_5_the_deeds_and_restraints_that_may_be_pledged(rich: Bench) -> None:
    common = {"lower-peninsula", "lower-strait", "pay-1", "pay-2", "pay-3", "no-demand"}
    raises = {"raise-washington-tokyo", "raise-washington-seoul", "raise-tokyo-seoul"}
    every = pledges(rich)
    assert every == common | raises | {"no-tariff"}
    assert first_keys(rich, W, T) & every == every - {"raise-tokyo-seoul"}
    assert first_keys(rich, T, S) & every == every - {"raise-washington-seoul", "no-tariff"}
    assert first_keys(rich, S, W) & every == every - {"raise-washington-tokyo", "no-tariff"}


def test_5_the_older_rules_have_more_pledges(older_rich: Bench) -> None:
    more = {"bid-2", "bid-3", "bid-4", "raise-west", "comply-all"}
    ally = {"no-latency", "no-accommodation"}
    assert more | ally <= pledges(older_rich)
    assert first_keys(older_rich, T, S) >= more | ally
    assert not ally & first_keys(older_rich, W, T)


def test_5_a_pledge_is_due_next_turn_or_the_one_after(older_rich: Bench) -> None:
    open_form(older_rich, T, W)
    older_rich.choose("give:bid-2")
    assert older_rich.asked == "deal_due"
    assert older_rich.keys == ["due:1", "due:2"]
    older_rich.choose("due:2")
    older_rich.choose("no-more")
    fill(older_rich, "take", ("capital-1",))
    older_rich.choose("yes")
    assert older_rich.rows(PLEDGES) == ((T, W, older_rich.item("bid-2"), 1, 3),)


def test_5_a_pledge_is_never_due_past_the_last_turn(older_rich: Bench) -> None:
    older_rich.state.turn = older_rich.book.turns - 1
    strike(older_rich, T, W, ("bid-2",), ("capital-1",))
    assert older_rich.rows(PLEDGES)[0][3:] == (older_rich.book.turns - 1, older_rich.book.turns)


@pytest.mark.parametrize(("credibility", "most"), [(0, 0), (1, 1), (2, 1), (4, 2), (5, 3), (6, 3)])
def test_5_standing_pledges_are_at_most_half_of_credibility_rounded_up(
    older_rich: Bench, credibility: int, most: int
) -> None:
    older_rich.set({"tokyo.credibility": credibility})
    for item in ("bid-2", "lower-strait", "raise-west")[:most]:
        assert first_keys(older_rich, T, W) & pledges(older_rich)
        pledge(older_rich, T, W, item)
    assert not first_keys(older_rich, T, W) & pledges(older_rich)
    assert not first_keys(older_rich, T, S) & pledges(older_rich)


def test_5_two_pledges_in_one_deal_need_room_for_two(older_rich: Bench) -> None:
    older_rich.set({"tokyo.credibility": 2})
    open_form(older_rich, T, W)
    older_rich.choose("give:bid-2")
    older_rich.choose("due:1")
    assert not {key.partition(":")[2] for key in older_rich.keys} & pledges(older_rich)


def test_5_pledges_received_do_not_count(older_rich: Bench) -> None:
    pledge(older_rich, W, T, "bid-2")
    pledge(older_rich, W, T, "lower-strait")
    assert first_keys(older_rich, T, W) & pledges(older_rich)


def test_5_never_two_of_one_kind_to_one_partner(older_rich: Bench) -> None:
    pledge(older_rich, T, W, "bid-2")
    assert not {"bid-2", "bid-3", "bid-4"} & first_keys(older_rich, T, W)
    assert {"bid-2", "bid-3", "bid-4"} <= first_keys(older_rich, T, S)
    open_form(older_rich, T, S)
    older_rich.choose("give:bid-3")
    older_rich.choose("due:1")
    assert "give:bid-4" not in older_rich.keys


def test_5_a_pledge_outlives_a_fall_of_credibility(older_rich: Bench) -> None:
    pledge(older_rich, T, W, "lower-strait", made=1, due=3)
    pledge(older_rich, T, W, "raise-west", made=1, due=3)
    older_rich.set({"tokyo.credibility": 0}).run("note-pledges", "pledges-due")
    assert len(older_rich.rows(PLEDGES)) == 2
    assert not first_keys(older_rich, T, S) & pledges(older_rich)


# -- deeds kept -------------------------------------------------------------------------------

DEEDS: dict[str, dict[str, Any]] = {
    "raise-washington-tokyo": {"do": "shift", "level": "washington-tokyo", "by": 1},
    "raise-tokyo-seoul": {"do": "shift", "level": "tokyo-seoul", "by": 1},
    "lower-peninsula": {"do": "shift", "level": "peninsula", "by": -1},
    "lower-strait": {"do": "shift", "level": "strait", "by": -1},
    "raise-west": {"do": "shift", "level": "west", "by": 1},
}


@pytest.mark.parametrize("item", DEEDS)
def test_5_a_deed_done_by_a_card_is_kept(older_rich: Bench, item: str) -> None:
    due_now(older_rich, T, W, item)
    older_rich.effects(DEEDS[item], seat=T, by_card=True)
    relation = older_rich.get("washington-tokyo")
    older_rich.run("pledges-due")
    assert outcome(older_rich, T, W) == (relation + 1, 5, 0)
    assert not older_rich.rows(PLEDGES)


@pytest.mark.parametrize("item", DEEDS)
def test_5_a_deed_undone_when_due_is_broken(older_rich: Bench, item: str) -> None:
    due_now(older_rich, T, W, item).run("pledges-due")
    assert outcome(older_rich, T, W) == (3, 3, 1)
    assert not older_rich.rows(PLEDGES)


@pytest.mark.parametrize("item", DEEDS)
def test_5_a_deed_done_by_no_card_does_not_count(older_rich: Bench, item: str) -> None:
    due_now(older_rich, T, W, item)
    for seat in (T, W, S):
        older_rich.effects(DEEDS[item], seat=seat)
    older_rich.run("pledges-due")
    assert outcome(older_rich, T, W)[1:] == (3, 1)


@pytest.mark.parametrize("partner", [W, S])
@pytest.mark.parametrize("item", DEEDS)
def test_5_a_partners_step_by_a_card_keeps_the_pledge(
    older_rich: Bench, item: str, partner: int
) -> None:
    due_now(older_rich, T, W, item)
    older_rich.effects(DEEDS[item], seat=partner, by_card=True)
    relation = older_rich.get("washington-tokyo")
    older_rich.run("note-pledges", "pledges-due")
    assert outcome(older_rich, T, W) == (relation + 1, 5, 0)
    assert not older_rich.rows(PLEDGES)


def test_5_a_partners_step_that_takes_the_last_of_a_track_keeps_the_pledge(rich: Bench) -> None:
    due_now(rich, T, W, "lower-strait").set(strait=1)
    rich.effects(DEEDS["lower-strait"], seat=S, by_card=True)
    rich.run("note-pledges", "pledges-due")
    assert outcome(rich, T, W) == (5, 5, 0)


@pytest.mark.parametrize("partner", [W, S])
def test_5_a_partners_bid_does_not_keep_the_pledge_of_a_bid(
    older_rich: Bench, partner: int
) -> None:
    crisis(due_now(older_rich, T, W, "bid-2"), threshold=1).row(BIDS, T, 1).row(BIDS, partner, 4)
    older_rich.run("show-bids", "resolve-crisis", "pledges-due")
    assert outcome(older_rich, T, W) == (3, 3, 1)


def test_5_a_partners_compliance_does_not_keep_the_pledge_to_comply(older_rich: Bench) -> None:
    due_now(older_rich, T, W, "comply-all")
    older_rich.demand(W, T, asked_card(older_rich, W, T)).run("demands")
    older_rich.choose("stall")
    older_rich.demand(W, S, asked_card(older_rich, W, S)).run("demands")
    older_rich.choose("comply")
    older_rich.run("pledges-due")
    assert outcome(older_rich, T, W)[2] == 1


@pytest.mark.parametrize("doer", [T, W])
def test_5_a_deed_done_before_it_is_due_is_kept_then(rich: Bench, doer: int) -> None:
    rich.state.turn = 2
    pledge(rich, T, S, "lower-strait", made=1, due=3)
    rich.effects(DEEDS["lower-strait"], seat=doer, by_card=True).run("pledges-due")
    assert outcome(rich, T, S) == (5, 5, 0)
    assert not rich.rows(PLEDGES)


@pytest.mark.parametrize("doer", [T, W])
def test_5_a_deed_done_in_the_turn_of_the_pledge_does_not_count(rich: Bench, doer: int) -> None:
    pledge(rich, T, S, "lower-strait", made=1, due=2)
    rich.effects(DEEDS["lower-strait"], seat=doer, by_card=True).run("pledges-due")
    assert outcome(rich, T, S) == (4, 4, 0)
    assert len(rich.rows(PLEDGES)) == 1


def test_5_a_pledge_that_is_not_due_yet_is_not_broken(rich: Bench) -> None:
    rich.state.turn = 2
    pledge(rich, T, W, "lower-strait", made=1, due=3)
    rich.run("pledges-due")
    assert outcome(rich, T, W) == (4, 4, 0)
    assert len(rich.rows(PLEDGES)) == 1


@pytest.mark.parametrize("points", [2, 3, 4])
def test_5_a_bid_of_at_least_so_much_is_kept(older_rich: Bench, points: int) -> None:
    crisis(due_now(older_rich, T, W, f"bid-{points}"), threshold=1).row(BIDS, T, points)
    older_rich.run("show-bids", "resolve-crisis", "pledges-due")
    assert outcome(older_rich, T, W) == (5, 5, 0)


@pytest.mark.parametrize("points", [2, 3, 4])
def test_5_a_lower_bid_breaks_the_pledge(older_rich: Bench, points: int) -> None:
    crisis(due_now(older_rich, T, W, f"bid-{points}"), threshold=1).row(BIDS, T, points - 1)
    older_rich.run("show-bids", "resolve-crisis", "pledges-due")
    assert outcome(older_rich, T, W) == (3, 3, 1)


def test_5_a_bid_cut_to_the_capital_left_is_what_was_bid(older_rich: Bench) -> None:
    crisis(due_now(older_rich, T, W, "bid-3"), threshold=1).row(BIDS, T, 3)
    older_rich.set({"tokyo.capital": 2}).run("show-bids", "resolve-crisis", "pledges-due")
    assert outcome(older_rich, T, W) == (3, 3, 1)


@pytest.mark.parametrize("amount", [1, 2, 3])
def test_5_a_payment_is_asked_for_when_due_and_kept(rich: Bench, amount: int) -> None:
    due_now(rich, T, S, f"pay-{amount}").run("pledges-due")
    assert rich.keys == ["pay-pledge", "break-pledge"]
    assert rich.decision is not None
    assert rich.decision.seat == T
    rich.choose("pay-pledge")
    assert rich.get("tokyo.capital") == 6 - amount
    assert rich.get("seoul.capital") == 6 + amount
    assert outcome(rich, T, S) == (5, 5, 0)


def test_5_a_payment_may_be_broken(rich: Bench) -> None:
    due_now(rich, T, S, "pay-2").run("pledges-due")
    rich.choose("break-pledge")
    assert rich.get("tokyo.capital") == 6
    assert outcome(rich, T, S) == (3, 3, 1)


def test_5_a_payment_that_cannot_be_made_is_broken(rich: Bench) -> None:
    rich.set({"tokyo.capital": 1})
    due_now(rich, T, S, "pay-2").run("pledges-due")
    assert rich.decision is None
    assert rich.get("tokyo.capital") == 1
    assert outcome(rich, T, S) == (3, 3, 1)


def test_5_a_payment_is_asked_for_only_when_due(rich: Bench) -> None:
    rich.state.turn = 2
    pledge(rich, T, S, "pay-2", made=1, due=3).run("pledges-due")
    assert rich.decision is None
    assert len(rich.rows(PLEDGES)) == 1


@pytest.mark.parametrize(
    ("answers", "kept"),
    [
        (("comply",), True),
        (("counter", "take-counter"), True),
        (("counter", "insist", "comply"), True),
        (("counter", "insist", "refuse"), False),
        (("refuse",), False),
        (("stall",), False),
        (("stall:home",), False),
    ],
)
def test_5_to_comply_is_to_comply_or_have_a_counter_taken(
    older_rich: Bench, answers: tuple[str, ...], kept: bool
) -> None:
    due_now(older_rich, T, W, "comply-all")
    older_rich.demand(W, T, asked_card(older_rich, W, T), "interest-1", firm=False).run("demands")
    for answer in answers:
        older_rich.choose(answer)
    relation, credibility, _ = outcome(older_rich, T, W)
    older_rich.run("pledges-due")
    by = 1 if kept else -1
    assert outcome(older_rich, T, W) == (relation + by, credibility + by, 0 if kept else 1)


def test_5_demands_of_others_do_not_matter_to_the_pledge(older_rich: Bench) -> None:
    due_now(older_rich, T, W, "comply-all")
    older_rich.demand(S, T, asked_card(older_rich, S, T), "interest-1", firm=False).run("demands")
    older_rich.choose("comply")
    older_rich.run("pledges-due")
    assert outcome(older_rich, T, W) == (4, 4, 0)
    assert not older_rich.rows(PLEDGES)


def test_5_compliance_in_an_earlier_turn_does_not_settle_it(older_rich: Bench) -> None:
    older_rich.state.turn = 2
    pledge(older_rich, T, W, "comply-all", made=1, due=3)
    older_rich.demand(W, T, asked_card(older_rich, W, T), "interest-1", firm=False).run("demands")
    older_rich.choose("comply")
    older_rich.run("pledges-due")
    assert len(older_rich.rows(PLEDGES)) == 1


def test_5_a_kept_deed_warms_a_relation_of_six_but_not_of_seven(rich: Bench) -> None:
    for before, after in ((6, 7), (7, 7)):
        rich.set({"tokyo-seoul": before, "tokyo.credibility": 4, "strait": 4})
        rich.state.ledgers[TURN] = ()
        due_now(rich, T, S, "lower-strait")
        rich.effects(DEEDS["lower-strait"], seat=T, by_card=True).run("pledges-due")
        assert outcome(rich, T, S) == (after, 5, 0)


def test_5_a_relation_is_raised_by_one_pledge_a_turn(rich: Bench) -> None:
    due_now(rich, T, S, "lower-strait")
    pledge(rich, T, S, "lower-peninsula")
    pledge(rich, S, T, "lower-strait")
    for seat, item in ((T, "lower-strait"), (T, "lower-peninsula")):
        rich.effects(DEEDS[item], seat=seat, by_card=True)
    rich.row(TURN, LOWERED, rich.level("strait"), S)  # by cards alone there is no room for both
    rich.run("pledges-due")
    assert rich.get("tokyo-seoul") == 5
    assert rich.get("tokyo.credibility") == 5
    assert rich.get("seoul.credibility") == 5
    assert (PLEDGE_RAISED, rich.level("tokyo-seoul"), 0) in rich.rows(TURN)


@pytest.mark.parametrize(("before", "after"), [(3, 4), (4, 5), (5, 5), (6, 6)])
def test_5_a_kept_deed_raises_credibility_up_to_a_bound(
    rich: Bench, before: int, after: int
) -> None:
    due_now(rich, T, S, "lower-strait")
    rich.set({"tokyo.credibility": before})
    rich.effects(DEEDS["lower-strait"], seat=T, by_card=True)
    rich.run("pledges-due")
    assert rich.get("tokyo.credibility") == after


# -- deeds that fall away ---------------------------------------------------------------------


def fell_away(bench: Bench, by: int, to: int) -> bool:
    """Run the due pledges and say whether they went without any effect."""
    before = outcome(bench, by, to)
    bench.run("note-pledges", "pledges-due")
    return bench.decision is None and not bench.rows(PLEDGES) and outcome(bench, by, to) == before


def test_5_a_bid_falls_away_without_a_crisis(older_rich: Bench) -> None:
    assert fell_away(due_now(older_rich, T, W, "bid-2"), T, W)


def test_5_a_pledge_to_comply_falls_away_without_a_demand(older_rich: Bench) -> None:
    assert fell_away(due_now(older_rich, T, W, "comply-all"), T, W)


@pytest.mark.parametrize(
    ("item", "level", "end"),
    [
        ("raise-washington-tokyo", "washington-tokyo", 10),
        ("lower-strait", "strait", 0),
        ("lower-peninsula", "peninsula", 0),
        ("raise-west", "west", 6),
    ],
)
def test_5_a_deed_falls_away_when_the_track_is_at_its_end(
    older_rich: Bench, item: str, level: str, end: int
) -> None:
    older_rich.set({level: end})
    assert fell_away(due_now(older_rich, T, W, item), T, W)


def test_5_a_ceiling_is_an_end_too(rich: Bench) -> None:
    rich.set({"tokyo.accommodation": 4, "washington-tokyo": 6})
    assert fell_away(due_now(rich, T, W, "raise-washington-tokyo"), T, W)


AFTER = ("acts", "reckoning")


@pytest.mark.parametrize(
    ("item", "level", "end"),
    [("raise-washington-tokyo", "washington-tokyo", 10), ("lower-strait", "strait", 0)],
)
def test_5_drift_does_not_turn_a_deed_that_could_not_be_done_into_a_broken_one(
    rich: Bench, item: str, level: str, end: int
) -> None:
    due_now(rich, T, W, item).set({level: end}).set(support=6)  # Tokyo's vote is due as well
    rich.state.first = T
    steps = rich.book.turn
    flow.push(rich.state, tuple(s for s in steps if getattr(s, "phase", "") in AFTER), T)
    rich.decision = flow.advance(rich.state)
    while rich.decision is not None:
        rich.choose("wait")
    assert not rich.rows(PLEDGES)
    assert rich.get("tokyo.blame") == 0
    assert rich.get("tokyo.credibility") == 4


@pytest.mark.parametrize("isolated", [T, W])
@pytest.mark.parametrize("item", ["lower-strait", "pay-1", "raise-west"])
def test_5_a_pledge_falls_away_when_a_party_is_isolated(
    older_rich: Bench, isolated: int, item: str
) -> None:
    older_rich.row(GAME, ISOLATED, isolated, 0)
    assert fell_away(due_now(older_rich, T, W, item), T, W)


# -- restraints -------------------------------------------------------------------------------

STEPS: dict[str, dict[str, Any]] = {
    "no-latency": {"do": "step", "track": "latency", "leave": True},
    "no-accommodation": {"do": "step", "track": "accommodation"},
}


@pytest.mark.parametrize("item", STEPS)
def test_5_a_step_breaks_the_pledge_not_to_at_once(older_rich: Bench, item: str) -> None:
    pledge(older_rich, T, S, item)
    older_rich.effects(STEPS[item], seat=T, by_card=True)
    assert outcome(older_rich, T, S) == (3, 3, 1)
    assert not older_rich.rows(PLEDGES)


@pytest.mark.parametrize("item", STEPS)
def test_5_a_step_of_another_seat_or_track_breaks_nothing(older_rich: Bench, item: str) -> None:
    pledge(older_rich, T, S, item)
    older_rich.effects(STEPS[item], seat=S, by_card=True)
    (other,) = [step for id, step in STEPS.items() if id != item]
    older_rich.effects(other, seat=T, by_card=True)
    assert len(older_rich.rows(PLEDGES)) == 1
    assert outcome(older_rich, T, S) == (4, 4, 0)


@pytest.mark.parametrize("stands", [False, True])
def test_5_a_tariff_breaks_the_pledge_not_to_at_once(rich: Bench, stands: bool) -> None:
    pledge(rich, W, T, "no-tariff")
    rich.effects(
        {"do": "lay", "penalty": "tariff", "on": "tokyo", "stands": stands}, seat=W, by_card=True
    )
    assert outcome(rich, W, T) == (3, 3, 1)
    assert not rich.rows(PLEDGES)


def test_5_a_tariff_on_the_other_ally_or_a_review_breaks_nothing(rich: Bench) -> None:
    pledge(rich, W, T, "no-tariff")
    rich.effects({"do": "lay", "penalty": "tariff", "on": "seoul"}, seat=W)
    rich.effects({"do": "lay", "penalty": "review", "on": "tokyo"}, seat=W)
    assert len(rich.rows(PLEDGES)) == 1
    assert outcome(rich, W, T) == (4, 4, 0)


def test_5_the_tariff_for_a_refused_demand_breaks_it_too(rich: Bench) -> None:
    pledge(rich, W, T, "no-tariff")
    rich.demand(W, T, asked_card(rich, W, T)).run("demands")
    rich.choose("refuse")
    rich.choose("penalty:tariff")
    assert outcome(rich, W, T) == (4 - 2 - 1, 3, 1)


def test_5_a_demand_breaks_the_pledge_not_to_from_the_next_turn(rich: Bench) -> None:
    pledge(rich, T, S, "no-demand", made=1, due=2)
    rich.demand(T, S, asked_card(rich, T, S)).run("demands")
    assert len(rich.rows(PLEDGES)) == 1
    rich.choose("stall")
    rich.state.turn = 2
    rich.demand(T, S, asked_card(rich, T, S)).run("demands")
    assert not rich.rows(PLEDGES)
    assert outcome(rich, T, S) == (3, 3, 1)


def test_5_a_demand_that_goes_back_breaks_the_pledge_not_to_all_the_same(rich: Bench) -> None:
    due_now(rich, T, S, "no-demand").set(interest=0)
    card = asked_card(rich, T, S)
    rich.demand(T, S, card).run("demands")
    assert rich.lies(card) == "tokyo.hand"
    assert not rich.rows(PLEDGES)
    assert outcome(rich, T, S) == (3, 3, 1)


def test_5_a_demand_on_the_other_partner_breaks_nothing(rich: Bench) -> None:
    due_now(rich, W, S, "no-demand")
    rich.demand(W, T, asked_card(rich, W, T)).run("demands")
    assert len(rich.rows(PLEDGES)) == 1


@pytest.mark.parametrize(
    ("by", "to", "item"),
    [
        (W, T, "no-tariff"),
        (T, S, "no-demand"),
        (T, S, "no-latency"),
        (S, T, "no-accommodation"),
    ],
)
def test_5_a_restraint_kept_ends_with_the_due_turn_and_brings_nothing_more(
    older_rich: Bench, by: int, to: int, item: str
) -> None:
    pledge(older_rich, by, to, item, made=1, due=2).run("pledges-due")
    assert len(older_rich.rows(PLEDGES)) == 1  # not due yet
    older_rich.state.turn = 2
    assert fell_away(older_rich, by, to)


def test_5_enrichment_leave_is_a_step_of_latency_too(older_rich: Bench) -> None:
    pledge(older_rich, T, S, "no-latency")
    strike(older_rich, W, T, ("enrichment-leave",), ("capital-1",))
    assert not older_rich.rows(PLEDGES)
    assert outcome(older_rich, T, S) == (3, 3, 1)


def test_5_a_step_that_is_part_of_the_deal_does_not_break_the_pledge_in_it(
    older_rich: Bench,
) -> None:
    strike(older_rich, W, S, ("enrichment-leave",), ("capital-1", "no-latency"))
    assert older_rich.get("seoul.latency") == 1
    assert outcome(older_rich, S, W) == (4, 4, 0)
    assert len(older_rich.rows(PLEDGES)) == 1


# -- the last turn ----------------------------------------------------------------------------


def test_5_last_turn_no_interest_and_no_new_pledges_in_deals(rich: Bench) -> None:
    rich.state.turn = rich.book.turns
    found = first_keys(rich, W, S)
    assert not {"interest-1", "interest-2"} & found
    assert not found & pledges(rich)
    assert {"capital-1", "capital-2", "capital-3", "command-step", "enrichment-leave"} <= found


def test_5_last_turn_pledges_still_fall_due(rich: Bench) -> None:
    rich.state.turn = rich.book.turns
    pledge(rich, T, W, "lower-strait", made=rich.book.turns - 1, due=rich.book.turns)
    rich.run("pledges-due")
    assert outcome(rich, T, W) == (3, 3, 1)
