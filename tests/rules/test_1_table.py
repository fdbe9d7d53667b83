"""RULES 1: what is on the table."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

import pytest

from tests.rules.bench import Bench, S, T, W
from tests.rules.test_4_demands import asked_card
from wargame.content.program import Program, levels_of
from wargame.engine.game import Game
from wargame.engine.library import library
from wargame.engine.scoring import Outcome, score
from wargame.engine.view import HIDDEN, SeatView
from wargame.rules.common.items import Permission
from wargame.rules.effects.effects import Choose, Each, Shift, When
from wargame.rules.model.cards import EventCard, PlayCard
from wargame.rules.model.ledgers import (
    AGENDAS,
    BIDS,
    CRISES,
    DEMANDS,
    GUESSES,
    LOWERED,
    PENALTIES,
    PLEDGES,
    RAISED,
    SEALED,
    SPENT,
    TURN,
)
from wargame.rules.model.rulebook import every_effect
from wargame.rules.model.selectors import Theatre
from wargame.table import flow
from wargame.table.moves import clear

SEATS = ("washington", "tokyo", "seoul")


@lru_cache(maxsize=1)
def basic() -> Program:
    """The default scenario with the basic rules."""
    return library().program("new-entente", basic=True)


def outcome(bench: Bench) -> Outcome:
    """Count the points of the state as it stands."""
    bench.state.ledgers[AGENDAS] = ()
    return score(bench.program, bench.state)


def stand_crisis(bench: Bench, theatre: str = "peninsula", threshold: int = 8) -> None:
    """Let a crisis stand."""
    card = next(
        at
        for at, face in enumerate(bench.book.cards)
        if isinstance(face, EventCard) and face.event == "crisis"
    )
    bench.row(CRISES, card, bench.level(theatre), threshold)


def asking(bench: Bench, seat: int, to: int) -> str:
    """Find a card of `seat` with an ASK to `to` for Capital or Support."""
    for card in bench.book.decks[seat].cards:
        ask = bench.book.play_card(card).ask
        if ask is not None and to in ask.to and ask.price.item is None:
            return bench.book.layout.cards[card]
    raise AssertionError("no such card")


# -- the table of tracks ------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "low", "high"),
    [
        *((f"relation.{pair}", 0, 10) for pair in ("washington-tokyo", "washington-seoul")),
        ("relation.tokyo-seoul", 0, 10),
        ("threat.peninsula", 0, 10),
        ("threat.strait", 0, 10),
        *((f"{seat}.capital", 0, 12) for seat in SEATS),
        *((f"{seat}.support", 0, 10) for seat in SEATS),
        *((f"{seat}.credibility", 0, 6) for seat in SEATS),
        *((f"{seat}.interest", 0, 30) for seat in SEATS),
        ("west", 0, 6),
        ("history", 0, 3),
        ("axis", 0, 6),
        ("order", 0, 6),
        *((f"{seat}.accommodation", 0, 6) for seat in SEATS[1:]),
        *((f"{seat}.latency", 0, 5) for seat in SEATS[1:]),
        ("seoul.command", 0, 3),
    ],
)
def test_1_a_track_has_its_range_and_stops_at_its_ends(
    bench: Bench, name: str, low: int, high: int
) -> None:
    level = bench.level(name)
    layout = bench.state.layout
    assert (layout.lows[level], layout.highs[level]) == (low, high)


@pytest.mark.parametrize("name", ["prestige", "blame", "votes"])
def test_1_counters_start_at_nothing_and_are_not_bounded_in_play(bench: Bench, name: str) -> None:
    for seat in SEATS:
        level = bench.level(f"{seat}.{name}")
        assert bench.state.levels[level] == 0
        assert bench.state.layout.highs[level] > 20


def test_1_long_run_tracks_belong_to_the_seats_named(bench: Bench) -> None:
    names = ("washington.accommodation", "washington.latency", "washington.command",
             "tokyo.command")  # fmt: skip
    for name in names:
        assert bench.state.layout.highs[bench.level(name)] == 0


def test_1_each_scenario_sets_its_own_starts(umbrella: Program) -> None:
    state = umbrella.deal(3)
    for name, value in umbrella.scenario.levels.items():
        for level in levels_of(state.layout, name):
            assert state.levels[level] == value, name


@pytest.mark.parametrize(("threat", "holds"), [(7, False), (8, True)])
def test_1_a_threat_of_eight_is_an_emergency(bench: Bench, threat: int, holds: bool) -> None:
    bench.set(threat=1, strait=threat).run("emergency")
    assert bool(bench.events("emergency")) is holds


@pytest.mark.parametrize(("threat", "over"), [(9, False), (10, True)])
def test_1_a_threat_of_ten_is_a_collapse(bench: Bench, threat: int, over: bool) -> None:
    bench.set(threat=1, peninsula=threat).run("collapse")
    assert bool(bench.events("collapsed")) is over


def test_1_interest_counts_by_half(bench: Bench) -> None:
    bench.set(interest=2)
    before = outcome(bench).scores[T].halves
    bench.set({"tokyo.interest": 3})
    assert outcome(bench).scores[T].halves == before + 1


# -- the basic game -----------------------------------------------------------------------------


def test_1_basic_has_no_agendas_and_no_guesses() -> None:
    bench = Bench(basic(), turn=basic().book.turns)
    assert bench.run("look-at-agenda") is None
    assert bench.run("seal-guess") is None
    assert not bench.rows(AGENDAS)
    assert not bench.rows(GUESSES)


def full_levels(bench: Bench) -> list[int]:
    """List the levels of the full-game tracks."""
    full = [spec.id for spec in bench.program.ruleset.track if spec.full]
    tracks = [bench.state.layout.track_index[id] for id in full]
    return [at for track in tracks for at in range(track.base, track.base + track.size)]


def test_1_basic_skips_effects_on_full_game_tracks() -> None:
    bench = Bench(basic())
    full = {spec.id for spec in bench.program.ruleset.track if spec.full}
    for card in bench.book.cards:
        if isinstance(card, PlayCard | EventCard):
            for branch in card.branch:
                for effect in every_effect(branch.effects):
                    track = getattr(effect, "track", None)
                    assert getattr(track, "id", None) not in full, card.id


def test_1_basic_a_failed_crisis_moves_no_full_game_track() -> None:
    for theatre in ("peninsula", "strait"):
        bench = Bench(basic())
        before = [bench.state.levels[at] for at in full_levels(bench)]
        stand_crisis(bench, theatre, 30)
        bench.run("show-bids", "resolve-crisis")
        assert [bench.state.levels[at] for at in full_levels(bench)] == before


def test_1_basic_has_no_deals_about_full_game_tracks() -> None:
    bench = Bench(basic())
    bench.set(capital=6, interest=4, credibility=6)
    bench.run("deals")
    bench.choose("deal:seoul")
    assert not {"give:command-step", "give:enrichment-leave", "give:raise-west"} & {*bench.keys}


def test_1_basic_has_no_ops_line_and_no_home_branch_about_full_game_tracks() -> None:
    bench = Bench(basic()).set(capital=6)
    lines = ["relation", "threat", "interest", "support", "capital"]
    assert [line.id for line in bench.book.ops] == lines
    assert [len(card.branch) if card else 0 for card in bench.book.homes] == [4, 0, 2]
    card = bench.book.layout.cards[bench.book.decks[W].cards[0]]
    assert bench.book.play_card(bench.card(card)).ops == 3
    bench.put(card, "washington.dossier-1").run("acts")
    bench.choose("turn-up:1")
    bench.choose("ops")
    assert bench.keys == [*(f"ops:{line}" for line in lines), "enough"]


def test_1_basic_history_pulls_at_nothing() -> None:
    bench = Bench(basic()).set(relation=5)
    assert bench.get("history") == 0
    bench.run("drift")
    assert bench.get("tokyo-seoul") == 5


def does_nothing(effect: object) -> bool:
    """Say whether an effect that only holds others holds none that does anything."""
    if isinstance(effect, When):
        return all(map(does_nothing, (*effect.then, *effect.otherwise)))
    if isinstance(effect, Each):
        return all(map(does_nothing, effect.effects))
    if isinstance(effect, Choose):
        return all(does_nothing(inner) for branch in effect.branch for inner in branch.effects)
    return False


def test_1_basic_leaves_out_cards_and_events_that_would_do_nothing(umbrella: Program) -> None:
    for card in basic().book.cards:
        if isinstance(card, PlayCard):
            for branch in card.branch:
                assert not all(map(does_nothing, branch.effects)), card.id
        elif isinstance(card, EventCard) and card.event not in ("crisis", "vote"):
            effects = [effect for branch in card.branch for effect in branch.effects]
            assert not all(map(does_nothing, effects)), card.id
    assert len(basic().book.cards) < len(umbrella.book.cards)


# -- order, partners, own theatre ---------------------------------------------------------------


@pytest.mark.parametrize("first", [W, T, S])
def test_1_in_order_is_a_circle_from_the_first_seat(bench: Bench, first: int) -> None:
    bench.state.first = first
    assert bench.state.order() == [first, (first + 1) % 3, (first + 2) % 3]


def test_1_the_scenario_names_the_first_seat_and_it_moves_one_place_each_turn(
    umbrella: Program,
) -> None:
    state = umbrella.deal(1)
    state.events = []
    decision = flow.advance(state)
    while decision is not None:
        decision = flow.answer(state, decision, decision.options[-1])
    turns = [event[2] for event in state.events if event[1] == "turn"]
    start = umbrella.book.first
    assert turns[0] == (1, start)
    assert turns == [(turn, (start + turn - 1) % 3) for turn in range(1, len(turns) + 1)]
    assert len(turns) > 1


def test_1_partners_are_the_two_other_seats(bench: Bench) -> None:
    assert bench.book.layout.partners == ((T, S), (W, S), (W, T))


def test_1_own_theatre_is_the_strait_for_tokyo_and_the_peninsula_for_seoul(bench: Bench) -> None:
    bench.set(threat=5)
    bench.effects({"do": "shift", "level": "threat.own", "by": 1}, seat=T)
    assert (bench.get("peninsula"), bench.get("strait")) == (5, 6)
    bench.effects({"do": "shift", "level": "threat.own", "by": 2}, seat=S)
    assert (bench.get("peninsula"), bench.get("strait")) == (7, 6)


# -- ends, costs, losses, divisions -------------------------------------------------------------


def test_1_a_track_stops_at_its_end_and_the_rest_is_lost(bench: Bench) -> None:
    bench.set(capital=11, support=1)
    bench.effects({"do": "shift", "level": "self.capital", "by": 3}, seat=T)
    assert bench.get("tokyo.capital") == 12
    bench.effects({"do": "shift", "level": "self.capital", "by": -1}, seat=T)
    assert bench.get("tokyo.capital") == 11


def test_1_a_loss_takes_what_is_there(bench: Bench) -> None:
    bench.set(support=1)
    bench.effects({"do": "shift", "level": "tokyo.support", "by": -3}, seat=W)
    assert bench.get("tokyo.support") == 0


def test_1_a_cost_must_be_paid_in_full(bench: Bench) -> None:
    card, at, cost = next(
        (card, at, branch.cost)
        for deck in bench.book.decks[:3]
        for card in deck.cards
        for at, branch in enumerate(bench.book.play_card(card).branch, 1)
        if branch.cost >= 2 and not branch.needs
    )
    seat = bench.book.decks[bench.book.deck_of[card]].owner
    bench.state.first = seat
    bench.put(bench.book.layout.cards[card], f"{SEATS[seat]}.dossier-1")
    bench.set(capital=cost - 1).run("acts")
    bench.choose("turn-up:1")
    assert f"policy:{at}" not in bench.keys


def test_1_a_price_is_a_cost_too(bench: Bench) -> None:
    card = asking(bench, W, T)
    bench.set(capital=12, support=10, interest=4)
    bench.set({"tokyo.capital": 0, "tokyo.support": 0})
    bench.demand(W, T, card)
    bench.run("demands")
    assert "comply" not in bench.keys


@pytest.mark.parametrize(("support", "income"), [(2, 3), (3, 4), (5, 4), (6, 5), (8, 5), (9, 6)])
def test_1_divisions_round_down(bench: Bench, support: int, income: int) -> None:
    bench.set(capital=0, support=support).run("income", seat=T)
    assert bench.get("tokyo.capital") == income


def test_1_points_are_counted_in_halves(bench: Bench) -> None:
    bench.set(support=4)
    before = outcome(bench).scores[S].halves
    bench.set({"seoul.support": 5})
    assert outcome(bench).scores[S].halves == before + 1


# -- what is secret -----------------------------------------------------------------------------


@pytest.fixture
def sealed(bench: Bench) -> Bench:
    """Washington has cards, a sealed demand, a bid, a guess and a flag; Tokyo looks on."""
    bench.set(capital=6, interest=4)
    bench.demand(W, T, asking(bench, W, T))
    cards = [bench.book.layout.cards[card] for card in bench.book.decks[W].cards]
    free = [id for id in cards if bench.lies(id) == "washington.deck"]
    bench.put(free[0], "washington.hand").put(free[1], "washington.dossier-2")
    bench.put(free[2], "washington.discard")
    bench.row(BIDS, W, 3).row(GUESSES, W, T, bench.book.flags[T][0])
    bench.row(AGENDAS, W, bench.book.flags[W][0])
    stand_crisis(bench)
    return bench


@pytest.mark.parametrize("seat", [-1, T, S])
def test_1_hands_and_dossiers_are_secret(sealed: Bench, seat: int) -> None:
    view = SeatView(sealed.state, seat)
    assert view.pile("washington.hand") == (HIDDEN,)
    assert view.pile("washington.dossier-1") == view.pile("washington.dossier-2") == (HIDDEN,)
    assert HIDDEN not in SeatView(sealed.state, W).pile("washington.hand")


@pytest.mark.parametrize("ledger", [BIDS, SEALED, GUESSES, AGENDAS])
@pytest.mark.parametrize("seat", [-1, T, S])
def test_1_bids_demands_guesses_and_agendas_are_secret(
    sealed: Bench, seat: int, ledger: int
) -> None:
    assert sealed.rows(ledger)
    assert SeatView(sealed.state, seat).ledgers[ledger] == ()
    assert SeatView(sealed.state, W).ledgers[ledger] == sealed.rows(ledger)


@pytest.mark.parametrize("seat", [-1, W, T, S])
def test_1_the_order_of_decks_and_lanes_is_secret(sealed: Bench, seat: int) -> None:
    view = SeatView(sealed.state, seat)
    for pile in ("tokyo.deck", "region.deck", "threat.lane", "home.lane"):
        assert set(view.pile(pile)) == {HIDDEN}


@pytest.mark.parametrize("seat", [-1, W, T, S])
def test_1_all_else_is_public(sealed: Bench, seat: int) -> None:
    sealed.row(PENALTIES, 0, W, T, 2, 3)
    view = SeatView(sealed.state, seat)
    assert view.levels == sealed.state.levels
    assert HIDDEN not in view.pile("washington.discard")
    for ledger in (TURN, PENALTIES, CRISES):
        assert view.ledgers[ledger] == sealed.rows(ledger)


@pytest.mark.parametrize("seat", [-1, T, S])
def test_1_that_a_place_is_filled_is_public_but_not_with_what(sealed: Bench, seat: int) -> None:
    view = SeatView(sealed.state, seat)
    assert [len(view.pile(f"washington.dossier-{n}")) for n in (1, 2, 3)] == [1, 1, 0]


def test_1_sealing_reserves_nothing(bench: Bench) -> None:
    bench.set(capital=0, interest=1)
    stand_crisis(bench)
    bench.run("seal-bid")
    assert "bid:4" in bench.keys
    bench.choose("bid:4")
    assert bench.get("washington.capital") == 0
    bench.demand(W, T, asking(bench, W, T), "interest-1")
    assert bench.get("washington.interest") == 1


def test_1_a_bid_is_cut_to_the_capital_left_when_it_is_shown(bench: Bench) -> None:
    bench.set(capital=5).set({"washington.capital": 2})
    bench.row(BIDS, W, 4)
    stand_crisis(bench)
    bench.run("show-bids")
    assert (W, 4, 2) in bench.events("bid_shown")
    assert bench.get("washington.capital") == 0


def test_1_a_demand_whose_sweetener_is_gone_goes_back(bench: Bench) -> None:
    card = asking(bench, W, T)
    bench.set(capital=6, interest=0)
    bench.demand(W, T, card, "interest-2")
    bench.run("demands")
    assert bench.decision is None
    assert bench.lies(card) == "washington.hand"
    assert not bench.rows(DEMANDS)


def test_1_every_option_on_the_open_screen_follows_from_public_facts(umbrella: Program) -> None:
    """Cards that the public does not know are never named in an open question."""
    game = Game.of(umbrella, seed=5)
    public = 1 << umbrella.book.seats
    while game.decision is not None:
        if not game.decision.private:
            for option in game.decision.options:
                for part in option.key.split(":"):
                    if part in game.state.layout.cards:
                        card = game.state.layout.cards.index(part)
                        assert game.state.known_by[card] & public, option.key
        game.choose(game.decision.keys[len(game.choices) % len(game.decision.keys)])


# -- by a card ----------------------------------------------------------------------------------


def test_1_by_a_card_means_policy_ops_and_home_in_acts(bench: Bench) -> None:
    card = bench.book.layout.cards[bench.book.decks[W].cards[0]]
    bench.set(capital=6, relation=5, threat=5)
    bench.put(card, "washington.dossier-1").run("acts")
    bench.choose("turn-up:1")
    bench.choose("ops")
    if "ops:relation" in bench.keys:
        bench.choose("ops:relation")
        bench.choose("which:relation.washington-tokyo")
        assert (RAISED, bench.level("washington-tokyo"), W) in bench.rows(TURN)
    bench = Bench(bench.program).set(capital=6, threat=5)
    bench.state.first = S
    bench.run("acts")
    bench.choose("home:1")
    assert (LOWERED, bench.level("peninsula"), S) in bench.rows(TURN)


def test_1_by_a_card_policy_and_flag_count_for_the_seat_that_plays(bench: Bench) -> None:
    bench.set(threat=5, relation=5)
    bench.effects({"do": "shift", "level": "strait", "by": -1}, seat=T, by_card=True)
    assert (LOWERED, bench.level("strait"), T) in bench.rows(TURN)


def test_1_deals_demands_and_events_are_not_by_a_card(bench: Bench) -> None:
    bench.set(threat=5, relation=5)
    bench.effects({"do": "shift", "level": "strait", "by": -1}, seat=W)
    bench.effects({"do": "shift", "level": "washington-tokyo", "by": 1}, seat=W)
    assert not any(row[0] == LOWERED for row in bench.rows(TURN))
    assert all(row[2] == -1 for row in bench.rows(TURN) if row[0] == RAISED)


# -- cards move slowly --------------------------------------------------------------------------

CALM = {"do": "shift", "level": "strait", "by": -1}
WARM = {"do": "shift", "level": "tokyo-seoul", "by": 1}


def left(bench: Bench, level: str) -> tuple[int, set[int]]:
    """Give a level, and the seats that have moved it by a card this turn."""
    at = bench.level(level)
    return bench.get(level), {
        row[2] for row in bench.rows(TURN) if row[0] in (RAISED, LOWERED) and row[1] == at
    }


@pytest.fixture
def slow(bench: Bench) -> Bench:
    """Everything stands at 5, and has room both ways."""
    return bench.set(threat=5, relation=5, capital=6)


def test_1_by_cards_a_threat_falls_by_one_a_turn_all_seats_together(slow: Bench) -> None:
    for seat in (T, S, W, T):
        slow.effects(CALM, seat=seat, by_card=True)
        assert left(slow, "strait") == (4, {T})
    slow.effects({**CALM, "level": "peninsula"}, seat=S, by_card=True)
    assert left(slow, "peninsula") == (4, {S})


def test_1_by_cards_a_relation_rises_by_one_a_turn_all_seats_together(slow: Bench) -> None:
    for seat in (S, T, S):
        slow.effects(WARM, seat=seat, by_card=True)
        assert left(slow, "tokyo-seoul") == (6, {S})
    slow.effects({**WARM, "level": "washington-seoul"}, seat=S, by_card=True)
    assert left(slow, "washington-seoul") == (6, {S})


def test_1_what_cards_move_beyond_that_is_lost(slow: Bench) -> None:
    slow.effects({**CALM, "by": -3}, {**WARM, "by": 3}, seat=T, by_card=True)
    assert (slow.get("strait"), slow.get("tokyo-seoul")) == (4, 6)


def test_1_what_is_moved_back_in_between_leaves_no_new_room(slow: Bench) -> None:
    slow.effects(CALM, WARM, seat=T, by_card=True)
    heat, strain = {**CALM, "by": 2}, {**WARM, "by": -2}
    slow.effects(heat, strain, CALM, WARM, seat=T, by_card=True)
    assert (slow.get("strait"), slow.get("tokyo-seoul")) == (6, 4)


def test_1_cards_raise_threats_and_lower_relations_without_bound(slow: Bench) -> None:
    heat, strain = {**CALM, "by": 2}, {**WARM, "by": -2}
    slow.effects(heat, strain, heat, strain, seat=T, by_card=True)
    assert (slow.get("strait"), slow.get("tokyo-seoul")) == (9, 1)


def test_1_cards_may_move_it_again_next_turn(slow: Bench) -> None:
    slow.effects(CALM, WARM, seat=T, by_card=True)
    slow.state.turn += 1
    clear(slow.state, TURN)
    slow.effects(CALM, WARM, seat=S, by_card=True)
    assert left(slow, "strait") == (3, {S})
    assert left(slow, "tokyo-seoul") == (7, {S})


def test_1_a_step_that_did_nothing_takes_no_room(slow: Bench) -> None:
    """At the end of a track or under a ceiling nothing moved, so that a later card still can."""
    slow.set({"strait": 0, "washington-tokyo": 7, "tokyo.accommodation": 3})
    warm = {**WARM, "level": "washington-tokyo"}
    slow.effects(CALM, warm, seat=T, by_card=True)
    assert not slow.rows(TURN)
    slow.set({"strait": 5, "tokyo.accommodation": 0})
    slow.effects(CALM, warm, seat=W, by_card=True)
    assert (slow.get("strait"), slow.get("washington-tokyo")) == (4, 8)


def test_1_a_lowering_without_room_is_no_deed_but_the_partners_keeps_the_pledge(
    slow: Bench,
) -> None:
    slow.state.turn = 2
    slow.set(credibility=3).row(PLEDGES, S, T, slow.item("lower-strait"), 1, 2)
    slow.effects(CALM, seat=T, by_card=True)
    slow.effects(CALM, seat=S, by_card=True)
    assert left(slow, "strait") == (4, {T})
    slow.run("pledges-due")
    assert (slow.get("tokyo-seoul"), slow.get("seoul.credibility")) == (6, 4)
    assert slow.get("seoul.blame") == 0


@pytest.mark.parametrize("first", [W, T, S])
@pytest.mark.parametrize("then", [W, T, S])
def test_1_a_lowering_averts_neglect_whoever_lowered_and_whoever_came_too_late(
    slow: Bench, first: int, then: int
) -> None:
    slow.set({"peninsula": 9}).row(TURN, SPENT, 0, W)
    slow.effects(CALM, seat=first, by_card=True)
    slow.effects(CALM, seat=then, by_card=True).run("drift")
    assert slow.get("strait") == 4


@pytest.mark.parametrize("seat", [W, T, S])
def test_1_a_lowering_without_room_averts_no_neglect(slow: Bench, seat: int) -> None:
    slow.set({"peninsula": 9, "strait": 0}).row(TURN, SPENT, 0, W)
    slow.effects(CALM, seat=seat, by_card=True).run("drift")
    assert slow.get("strait") == 1


def test_1_deals_are_not_bound(slow: Bench) -> None:
    """Basing in the Strait's favour comes on top of a card, and leaves its room to a card."""
    basing = slow.book.items[slow.item("basing")]
    assert isinstance(basing, Permission)
    slow.effects({**CALM, "level": "peninsula"}, seat=W, by_card=True)
    slow.state.actor = -1
    for _ in range(2):
        basing.give(slow.state, T, W)
        flow.advance(slow.state)
    assert slow.get("peninsula") == 2
    slow.effects(CALM, seat=W, by_card=True)
    assert slow.get("strait") == 6


def test_1_events_are_not_bound(slow: Bench) -> None:
    calm, warm = {**CALM, "by": -3}, {**WARM, "by": 2}
    slow.effects(calm, warm, seat=T)
    assert (slow.get("strait"), slow.get("tokyo-seoul")) == (2, 7)
    slow.effects(CALM, WARM, seat=T, by_card=True)
    slow.effects(CALM, WARM, seat=T)
    assert (slow.get("strait"), slow.get("tokyo-seoul")) == (0, 9)


def test_1_an_event_of_the_news_is_not_bound(box: Program) -> None:
    slow = Bench(box).set(threat=5, relation=5, capital=6, credibility=3)
    faces = [
        face
        for face in slow.book.cards
        if isinstance(face, EventCard) and face.event == "flash" and face.asks is None
        for effect in every_effect(face.branch[0].effects)
        if isinstance(effect, Shift) and isinstance(effect.level, Theatre) and effect.by < -1
    ]
    assert faces
    for lane in slow.book.piles.lane:
        slow.state.piles[lane] = ()
    before = slow.get("strait")
    slow.put(faces[0].id, "threat.lane").run("news")
    assert slow.get("strait") < before - 1


def test_1_crises_and_the_backstop_are_not_bound(slow: Bench) -> None:
    reached: Any = slow.phase("resolve-crisis")
    stand: Any = slow.phase("backstop")
    slow.set(strait=8, relation=10).effects(CALM, seat=T, by_card=True)
    slow.state.actor = -1
    slow.row(CRISES, 0, slow.level("strait"), 5).run("show-bids", "resolve-crisis")
    assert slow.get("strait") == 7 - reached.reached
    slow.set(strait=8).run("backstop")
    slow.choose("stand")
    slow.choose("stand")
    assert slow.get("strait") == 8 - stand.by


def test_1_kept_pledges_and_fair_bargains_are_not_bound(slow: Bench) -> None:
    slow.state.turn = 2
    slow.set(credibility=3).row(PLEDGES, T, S, slow.item("raise-tokyo-seoul"), 1, 2)
    slow.effects(WARM, seat=T, by_card=True).run("pledges-due")
    assert slow.get("tokyo-seoul") == 7
    slow.effects({**WARM, "level": "washington-tokyo"}, seat=T, by_card=True)
    slow.set(interest=4, support=5).demand(W, T, asked_card(slow, W, T), "interest-2")
    slow.state.actor = -1
    slow.run("demands")
    slow.choose("comply")
    assert slow.get("washington-tokyo") == 7


def test_1_home_cards_are_bound_as_other_cards_are(slow: Bench) -> None:
    slow.effects({**CALM, "level": "peninsula"}, seat=W, by_card=True)
    slow.state.first = S
    slow.run("acts")
    slow.choose("home:1")
    assert left(slow, "peninsula") == (4, {W})
    assert slow.get("seoul.capital") == 5
