"""RULES 3 and 3.1: the turn, and the news."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from attrs import evolve

from tests.rules.bench import Bench, S, T, W
from wargame.content.program import Program
from wargame.engine.game import Game
from wargame.engine.library import library
from wargame.rules.model.cards import EventCard
from wargame.rules.model.ledgers import (
    CONDITIONS,
    CRISES,
    EMERGENCY,
    GAME,
    LOWERED,
    PENALTIES,
    READ,
    TURN,
    VOTE_DUE,
)

PHASES = ("news", "cabinet", "table", "demands", "acts", "reckoning")


def events(program: Program, holds: Callable[[EventCard], bool]) -> list[EventCard]:
    """List the events that a predicate holds for."""
    return [card for card in program.book.cards if isinstance(card, EventCard) and holds(card)]


def lane_of(bench: Bench, card: EventCard) -> int:
    """Say in which lane an event lies: 0 threat, 1 home."""
    return next(
        lane
        for lane, pile in enumerate(bench.book.piles.lane)
        if bench.card(card.id) in bench.state.piles[pile]
    )


def lay(bench: Bench, *cards: EventCard) -> Bench:
    """Leave nothing in the lanes but these events."""
    lanes: list[list[int]] = [[], []]
    for card in cards:
        lanes[lane_of(bench, card)].append(bench.card(card.id))
    for lane, pile in enumerate(bench.book.piles.lane):
        for at in bench.state.piles[pile]:
            if at not in lanes[lane]:
                bench.put(bench.book.layout.cards[at], "gone")
        bench.state.piles[pile] = tuple(lanes[lane])
        for at in lanes[lane]:
            bench.state.known_by[at] = 0
    return bench


def free_flash(card: EventCard) -> bool:
    """Tell a flash in which a seat chooses, and a branch costs."""
    return card.asks is not None and any(branch.cost for branch in card.branch)


def play_through(game: Game, shift: int = 0) -> list[tuple[int, int, bool, str]]:
    """Play a game by varied keys; give (turn, seat, private, kind) of each question."""
    asked = []
    while game.decision is not None:
        pending = game.decision
        asked.append((game.turn, pending.seat, pending.private, pending.kind))
        game.choose(pending.keys[(len(game.choices) + shift) % len(pending.keys)])
    return asked


# -- the turn -----------------------------------------------------------------------------------


def test_3_a_turn_is_news_cabinet_table_acts_reckoning(umbrella: Program) -> None:
    game = Game.of(umbrella, seed=2)
    play_through(game)
    told = [event[2][0] for event in game.events if event[1] == "phase"]
    assert tuple(told[: len(PHASES)]) == PHASES
    assert len(told) == len(PHASES) * game.turn


@pytest.mark.parametrize("seed", [2, 3])
def test_3_the_machine_is_handed_over_three_times_a_turn_in_the_cabinet(
    umbrella: Program, seed: int
) -> None:
    game = Game.of(umbrella, seed=seed)
    sittings: dict[int, list[int]] = {}
    for turn, seat, private, _ in play_through(game, seed):
        row = sittings.setdefault(turn, [])
        if private and (not row or row[-1] != seat):
            row.append(seat)
    for turn, row in sittings.items():
        first = (umbrella.book.first + turn - 1) % 3
        assert row == [first, (first + 1) % 3, (first + 2) % 3]


@pytest.mark.parametrize("seed", [4, 5])
def test_3_all_other_steps_are_open(umbrella: Program, seed: int) -> None:
    cabinet = {"shelve", "bid", "fill", "demand_to", "demand_with", "demand_mark", "lay_offer",
               "guess"}  # fmt: skip
    for _, _, private, kind in play_through(Game.of(umbrella, seed=seed), seed):
        assert private is (kind in cabinet), kind


# -- the lanes ----------------------------------------------------------------------------------


def test_3_1_two_lanes_mix_two_decks_each(bench: Bench) -> None:
    decks = {}
    for lane, pile in zip(bench.program.ruleset.lane, bench.book.piles.lane, strict=True):
        cards = bench.state.piles[pile]
        decks[lane.id] = {bench.book.decks[bench.book.deck_of[card]].id for card in cards}
    assert decks == {"threat": {"pyongyang-moscow", "beijing"}, "home": {"home-front", "world"}}


def test_3_1_the_lanes_are_shuffled_before_the_game(umbrella: Program) -> None:
    for pile in umbrella.book.piles.lane:
        orders = {umbrella.deal(seed).piles[pile] for seed in range(4)}
        assert len(orders) > 1
        assert len({frozenset(order) for order in orders}) == 1
        assert umbrella.deal(1).piles[pile] == umbrella.deal(1).piles[pile]


def test_3_1_calendar_cards_lie_at_their_turn() -> None:
    for name in library().scenarios:
        program = library().program(name)
        for id, turn in program.scenario.calendar.items():
            for seed in (1, 2):
                state = program.deal(seed)
                card = state.layout.cards.index(id)
                pile = next(
                    state.piles[p] for p in program.book.piles.lane if card in state.piles[p]
                )
                assert pile.index(card) == turn - 1


def test_3_1_the_calendar_puts_a_card_at_its_turn(bench: Bench) -> None:
    """Whatever the scenarios in the box have in their calendars."""
    pile = bench.book.piles.lane[0]
    card = bench.state.piles[pile][-1]
    scenario = evolve(bench.program.scenario, calendar={bench.book.layout.cards[card]: 2})
    laid = replace(bench.program, scenario=scenario).deal(9).piles[pile]
    assert laid[1] == card
    assert sorted(laid) == sorted(bench.state.piles[pile])


def test_3_1_the_threat_lane_is_played_before_the_home_lane(bench: Bench) -> None:
    tops = [bench.state.piles[pile][0] for pile in bench.book.piles.lane]
    bench.run("news")
    while bench.decision is not None:
        bench.choose(bench.keys[-1])
    assert [args[0] for args in bench.events("event")] == tops


def test_3_1_the_next_card_of_each_lane_is_face_up(bench: Bench) -> None:
    nexts = [bench.state.piles[pile][1] for pile in bench.book.piles.lane]
    hidden = [bench.state.piles[pile][2] for pile in bench.book.piles.lane]
    bench.run("news")
    while bench.decision is not None:
        bench.choose(bench.keys[-1])
    public = 1 << bench.book.seats
    for pile, card in zip(bench.book.piles.lane, nexts, strict=True):
        assert bench.state.piles[pile][0] == card
        assert bench.state.known_by[card] & public
    assert not any(bench.state.known_by[card] & public for card in hidden)
    # By title, kind and theatre only: nobody has read it whole.
    assert not bench.rows(READ)


def test_3_1_an_event_comes_once_a_game(umbrella: Program) -> None:
    game = Game.of(umbrella, seed=6)
    play_through(game)
    seen = [event[2][0] for event in game.events if event[1] == "event"]
    assert len(seen) == len(set(seen)) == 2 * game.turn


def test_3_1_a_lane_holds_at_least_one_card_more_than_the_game_has_turns() -> None:
    for name in library().scenarios:
        program = library().program(name)
        for pile in program.book.piles.lane:
            assert len(program.deal(1).piles[pile]) > program.book.turns, name


# -- kinds of events ----------------------------------------------------------------------------


def test_3_1_a_flash_applies_now(bench: Bench) -> None:
    for card in events(bench.program, lambda card: card.event == "flash" and card.asks is None):
        other = lay(Bench(bench.program), card)
        other.set(relation=5, threat=5, support=5, capital=5, interest=5)
        before = (other.state.levels[:], other.state.ledgers[:])
        other.run("news")
        while other.decision is not None:
            other.choose(other.keys[-1])
        assert (other.state.levels, other.state.ledgers) != before, card.id


def test_3_1_a_named_seat_chooses_openly(bench: Bench) -> None:
    (card, *_) = events(bench.program, free_flash)
    lay(bench, card).set(capital=9).run("news")
    assert bench.decision is not None
    assert bench.asked == "event"
    assert bench.decision.seat == card.asks
    assert not bench.decision.private


def test_3_1_a_branch_is_paid_for_and_one_that_cannot_be_paid_is_not_offered(
    bench: Bench,
) -> None:
    (card, *_) = events(bench.program, free_flash)
    at, branch = next((at, b) for at, b in enumerate(card.branch, 1) if b.cost and not b.needs)
    capital = bench.book.roles.capital + card.asks
    lay(bench, card).set(capital=9).run("news")
    bench.choose(f"branch:{at}")
    moved = [args for args in bench.events("moved") if args[0] == capital]
    assert moved[0][1] == -branch.cost
    other = lay(Bench(bench.program), card).set(capital=branch.cost - 1)
    other.run("news")
    assert f"branch:{at}" not in other.keys


def test_3_1_the_last_branch_is_always_free(bench: Bench) -> None:
    for card in events(bench.program, lambda card: card.asks is not None):
        last = card.branch[-1]
        assert (last.cost, last.needs) == (0, ()), card.id
        other = lay(Bench(bench.program), card).set(capital=0)
        other.run("news")
        assert other.keys[-1] == f"branch:{len(card.branch)}"


def test_3_1_the_last_branch_is_free_under_a_licence_freeze_too(bench: Bench) -> None:
    card = events(bench.program, lambda card: card.asks == S)[0]
    lay(bench, card).row(PENALTIES, 2, T, S, 1, 2)
    bench.set(capital=5).run("news")
    bench.choose(bench.keys[-1])
    moved = [args for args in bench.events("moved") if args[0] == bench.level("seoul.capital")]
    assert not any(by == -1 for _, by, _, _ in moved)


def test_3_1_a_freeze_makes_no_event_dearer(bench: Bench) -> None:
    (card, *_) = events(bench.program, lambda card: free_flash(card) and card.asks != W)
    at, branch = next((at, b) for at, b in enumerate(card.branch, 1) if b.cost and not b.needs)
    lay(bench, card).row(PENALTIES, 2, T + S - card.asks, card.asks, 1, 2)
    bench.set(capital=branch.cost).run("news")
    assert f"branch:{at}" in bench.keys


def test_3_1_crises_are_in_the_threat_lane_only(bench: Bench) -> None:
    crises = events(bench.program, lambda card: card.event == "crisis")
    assert crises
    assert all(lane_of(bench, card) == 0 for card in crises)


def test_3_1_a_crisis_lays_out_theatre_and_threshold_until_reckoning(bench: Bench) -> None:
    (card, *_) = events(bench.program, lambda card: card.event == "crisis")
    lay(bench, card).set(relation=5, threat=1).run("news")
    assert card.theatre is not None
    level = card.theatre.levels[0][0]
    pressure = bench.book.pressure.get(1, 0)
    assert bench.rows(CRISES) == ((bench.card(card.id), level, card.threshold + pressure),)
    bench.set(capital=0)
    bench.run("show-bids", "top-up", "resolve-crisis")
    assert not bench.rows(CRISES)


def test_3_1_a_condition_is_laid_out(bench: Bench) -> None:
    found = events(bench.program, lambda card: card.event == "condition")
    assert found
    for card in found:
        other = lay(Bench(bench.program), card).set(relation=5, threat=5)
        other.run("news")
        while other.decision is not None:
            other.choose(other.keys[-1])
        assert other.rows(CONDITIONS), card.id


def test_3_1_votes_are_in_the_home_lane_only(bench: Bench) -> None:
    votes = events(bench.program, lambda card: card.votes is not None)
    assert all(lane_of(bench, card) == 1 for card in votes)


def test_3_1_a_vote_tests_the_seat_in_this_reckoning(bench: Bench) -> None:
    votes = events(bench.program, lambda card: card.votes is not None)
    for card in votes:
        seat = bench.book.layout.seats[card.votes]
        other = lay(Bench(bench.program), card)
        other.run("news")
        while other.decision is not None:
            other.choose(other.keys[-1])
        assert other.get(f"{seat}.votes") == 0
        assert (VOTE_DUE, card.votes, 0) in other.rows(TURN)
    bench.state.turn = next(t for t in range(1, 20) if t not in bench.book.votes)
    bench.row(TURN, VOTE_DUE, S, 0).set(support=6).run("votes")
    assert [bench.get(f"{seat}.votes") for seat in bench.book.layout.seats] == [0, 0, 1]


# -- the emergency ------------------------------------------------------------------------------


def test_3_1_no_threat_of_eight_no_emergency(bench: Bench) -> None:
    bench.set(threat=7, support=5).run("emergency")
    assert not bench.rows(TURN)
    assert bench.get("tokyo.support") == 5


def test_3_1_an_emergency_is_seen_after_the_events(bench: Bench) -> None:
    names = [type(step).name for step in bench.book.turn[0].steps]  # type: ignore[attr-defined]
    assert names == ["news", "emergency"]


def test_3_1_in_an_emergency_every_seat_loses_one_support(bench: Bench) -> None:
    bench.set(threat=8, support=5).run("emergency")
    for seat in bench.book.layout.seats:
        assert bench.get(f"{seat}.support") == 4


def test_3_1_an_emergency_in_both_theatres_costs_support_once(bench: Bench) -> None:
    bench.set(threat=9, support=5).run("emergency")
    assert [bench.get(f"{seat}.support") for seat in ("washington", "tokyo", "seoul")] == [4, 4, 4]
    assert len([row for row in bench.rows(TURN) if row[0] == EMERGENCY]) == 2


def test_3_1_nobody_may_seal_a_demand_even_if_the_threat_has_fallen_since(bench: Bench) -> None:
    bench.set(threat=3, interest=4, capital=6, strait=8).run("emergency")
    bench.set(strait=3).put("T11", "tokyo.hand").run("dossier", seat=T)
    assert bench.keys == ["act:T11", "leave"]


@pytest.mark.parametrize("id", sorted(library().scenarios))
@pytest.mark.parametrize("basic", [False, True])
def test_3_1_the_last_branch_is_always_free_in_every_scenario(id: str, basic: bool) -> None:
    for event in events(library().program(id, basic=basic), lambda card: bool(card.branch)):
        assert event.branch[-1].cost == 0, event.id
        assert not event.branch[-1].needs, event.id


def test_3_1_in_an_emergency_nobody_may_seal_a_demand(bench: Bench) -> None:
    deck = bench.book.decks[T].cards
    cards = [card for card in deck if bench.book.play_card(card).ask is not None]
    id = bench.book.layout.cards[cards[0]]
    bench.set(capital=6, interest=4, strait=8).row(PENALTIES, 0, W, T, 1, 0)
    bench.put(id, "tokyo.hand").run("emergency", "dossier", seat=T)
    assert not any(key.startswith("demand") for key in bench.keys)
    assert f"act:{id}" in bench.keys


@pytest.mark.parametrize(("theatre", "left"), [("strait", 6), ("peninsula", 4)])
def test_3_1_in_an_emergency_a_lowering_of_that_threat_by_a_card_counts_double(
    bench: Bench, theatre: str, left: int
) -> None:
    bench.set(peninsula=5, strait=8).run("emergency")
    bench.effects({"do": "shift", "level": theatre, "by": -1}, seat=T, by_card=True)
    assert bench.get(theatre) == left


def test_3_1_in_an_emergency_cards_lower_that_threat_by_twice_as_much_a_turn(
    bench: Bench,
) -> None:
    """One card has it all; what another adds is lost and leaves no mark. RULES 1 has the rest."""
    bench.set(peninsula=5, strait=9).run("emergency")
    for seat in (T, S, W):
        for theatre in ("strait", "peninsula"):
            lowering = {"do": "shift", "level": theatre, "by": -1}
            bench.effects(lowering, seat=seat, by_card=True)
            assert (LOWERED, bench.level(theatre), seat) in bench.rows(TURN) or seat != T
    assert (bench.get("strait"), bench.get("peninsula")) == (7, 4)
    assert {row[2] for row in bench.rows(TURN) if row[0] == LOWERED} == {T}


def test_3_1_in_an_emergency_a_lowering_by_more_stops_there_too(bench: Bench) -> None:
    bench.set(strait=9).run("emergency")
    bench.effects({"do": "shift", "level": "strait", "by": -3}, seat=T, by_card=True)
    assert bench.get("strait") == 7


def test_3_1_an_emergency_is_announced_with_what_cards_can_do(bench: Bench) -> None:
    bench.set(strait=8).run("emergency")
    most = 2 * bench.book.numbers.calmed_a_turn
    assert f"up to {most} this turn" in bench.book.words.event_emergency(bench.level("strait"))


def test_3_1_a_lowering_not_by_a_card_counts_once(bench: Bench) -> None:
    bench.set(strait=8).run("emergency")
    bench.effects({"do": "shift", "level": "strait", "by": -1}, seat=T)
    assert bench.get("strait") == 7


def test_3_1_an_emergency_holds_to_the_end_of_the_turn(bench: Bench) -> None:
    bench.set(strait=8).run("emergency")
    bench.set(strait=4)
    bench.effects({"do": "shift", "level": "strait", "by": -1}, seat=T, by_card=True)
    assert bench.get("strait") == 2
    assert any(row[0] == EMERGENCY for row in bench.rows(TURN))
    assert not any(row[0] == EMERGENCY for row in bench.rows(GAME))


def test_3_1_an_emergency_ends_with_its_turn(umbrella: Program) -> None:
    game = Game.of(umbrella, seed=8)
    turn = game.turn
    while game.decision is not None and game.turn == turn:
        game.state.ledgers[TURN] = (
            *(row for row in game.state.ledgers[TURN] if row[0] != EMERGENCY),
            (EMERGENCY, 0, 0),
        )
        game.state.levels[3] = game.state.levels[4] = 1
        game.choose(game.decision.keys[-1])
    assert game.turn == turn + 1
    assert not any(row[0] == EMERGENCY for row in game.state.ledgers[TURN])
