"""RULES 3.4: acts."""

from __future__ import annotations

import pytest

from tests.rules.bench import Bench, S, T, W
from wargame.rules.model.cards import Branch, PlayCard
from wargame.rules.model.ledgers import HOME_USED, PENALTIES, PLEDGES, RAISED, TURN

SEATS = ("washington", "tokyo", "seoul")


def own(bench: Bench, seat: int, count: int = 1) -> list[str]:
    """List cards of a seat's own deck."""
    return [bench.book.layout.cards[card] for card in bench.book.decks[seat].cards[:count]]


def with_ops(bench: Bench, points: int, *, flag: int | None = None) -> tuple[str, int]:
    """Find a card with so many OPS (and that flag), and a seat to play it."""
    for at, card in enumerate(bench.book.cards):
        if isinstance(card, PlayCard) and card.ops == points and card.flag == flag:
            owner = bench.book.decks[bench.book.deck_of[at]].owner
            return card.id, owner if owner >= 0 else W
    pytest.skip(f"no card with {points} OPS")


def turn_up(bench: Bench, id: str, seat: int, use: str) -> None:
    """Let a seat turn up a card in the first go of the acts."""
    bench.state.first = seat
    bench.put(id, f"{SEATS[seat]}.dossier-1").run("acts")
    bench.choose("turn-up:1")
    bench.choose(use)


@pytest.fixture
def ample(bench: Bench) -> Bench:
    """Everything can move both ways."""
    bench.set(relation=5, threat=5, capital=6, support=5, interest=5, credibility=3)
    return bench.set(west=3, axis=3, order=3)


# -- rounds -------------------------------------------------------------------------------------


@pytest.mark.parametrize("first", [W, T, S])
def test_3_4_two_rounds_the_second_in_reverse_order(ample: Bench, first: int) -> None:
    ample.state.first = first
    for seat, name in enumerate(SEATS):
        one, two = own(ample, seat, 2)
        ample.put(one, f"{name}.dossier-1").put(two, f"{name}.dossier-2")
    ample.run("acts")
    goes = []
    while ample.decision is not None:
        assert not ample.decision.private
        goes.append(ample.decision.seat)
        ample.choose(next(key for key in ample.keys if key.startswith("take-back")))
    order = ample.state.order()
    assert goes == [*order, *reversed(order)]


def test_3_4_a_seat_turns_up_its_first_or_its_second_by_place(ample: Bench) -> None:
    one, two = own(ample, T, 2)
    ample.state.first = T
    ample.put(one, "tokyo.dossier-1").put(two, "tokyo.dossier-2").run("acts")
    assert ample.keys == ["turn-up:1", "turn-up:2", "take-back:1", "take-back:2"]
    ample.choose("turn-up:2")
    assert (ample.lies(one), ample.lies(two)) == ("tokyo.dossier-1", "played")
    assert ample.state.known_by[ample.card(two)] == -1


def test_3_4_one_card_a_round(ample: Bench) -> None:
    one, two = own(ample, T, 2)
    ample.state.first = T
    ample.put(one, "tokyo.dossier-1").put(two, "tokyo.dossier-2").run("acts")
    ample.choose("take-back:1")
    assert ample.decision is not None
    while ample.decision is not None and ample.decision.seat != T:
        ample.choose("wait")
    assert ample.keys == ["turn-up:2", "take-back:2"]


def test_3_4_or_takes_it_back_unseen(ample: Bench) -> None:
    (id,) = own(ample, T)
    ample.state.first = T
    ample.put(id, "tokyo.dossier-1").run("acts")
    ample.choose("take-back:1")
    assert ample.lies(id) == "tokyo.hand"
    assert ample.state.known_by[ample.card(id)] == 1 << T
    assert ample.events("took_back") == [(T, 0)]
    assert ample.state.events is not None
    public = 1 << ample.book.seats
    shown = [event for event in ample.state.events if event[1] == "carried" and event[0] & public]
    assert not shown


def test_3_4_a_single_card_may_wait_for_the_second_round(ample: Bench) -> None:
    (id,) = own(ample, T)
    ample.state.first = T
    ample.put(id, "tokyo.dossier-2").run("acts")
    assert ample.keys == ["turn-up:2", "take-back:2", "wait"]
    ample.choose("wait")
    while ample.decision is not None and ample.decision.seat != T:
        ample.choose("wait")
    assert ample.keys == ["turn-up:2", "take-back:2"]


def test_3_4_nothing_is_left_in_the_dossier_after_the_acts(ample: Bench) -> None:
    one, two = own(ample, T, 2)
    ample.put(one, "tokyo.dossier-1").put(two, "tokyo.dossier-2").run("acts")
    while ample.decision is not None:
        ample.choose(ample.keys[-1])
    for seat in SEATS:
        for place in (1, 2, 3):
            pile = ample.state.layout.pile_index[f"{seat}.dossier-{place}"]
            assert not ample.state.piles[pile]


# -- POLICY -------------------------------------------------------------------------------------


def paid_branch(bench: Bench, seat: int) -> tuple[str, int, Branch]:
    """Find a branch of a seat's own card that costs Capital and needs nothing else."""
    for id in own(bench, seat, 99):
        for at, branch in enumerate(bench.book.play_card(bench.card(id)).branch, 1):
            if branch.cost and not branch.needs:
                return id, at, branch
    raise AssertionError("no such card")


@pytest.mark.parametrize("seat", [W, T, S])
def test_3_4_policy_chooses_a_branch_and_pays_its_cost(ample: Bench, seat: int) -> None:
    id, at, branch = paid_branch(ample, seat)
    turn_up(ample, id, seat, f"policy:{at}")
    capital = ample.level(f"{SEATS[seat]}.capital")
    moved = [args for args in ample.events("moved") if args[0] == capital]
    assert moved[0] == (capital, -branch.cost, 6 - branch.cost, id)
    assert ample.events("played_policy") == [(seat, ample.card(id), branch.name)]


@pytest.mark.parametrize("seat", [W, T, S])
def test_3_4_a_branch_that_cannot_be_paid_is_not_offered(ample: Bench, seat: int) -> None:
    id, at, branch = paid_branch(ample, seat)
    ample.state.first = seat
    ample.set(capital=branch.cost - 1)
    ample.put(id, f"{SEATS[seat]}.dossier-1").run("acts")
    ample.choose("turn-up:1")
    assert f"policy:{at}" not in ample.keys
    assert "ops" in ample.keys


def test_3_4_policy_carries_out_what_can_be_carried_out(bench: Bench) -> None:
    """At the end of a track the rest of the card still works."""
    bench.set({"tokyo-seoul": 10, "west": 2}).set(capital=6)
    bench.effects(
        {"do": "shift", "level": "tokyo-seoul", "by": 2},
        {"do": "lift", "on": "partners"},
        {"do": "end"},
        {"do": "shift", "level": "west", "by": 1},
        seat=T,
        by_card=True,
    )
    assert bench.get("tokyo-seoul") == 10
    assert bench.get("west") == 3


@pytest.mark.parametrize(("id", "seat"), [("S15", S), ("T14", T)])
def test_3_4_a_card_with_no_ops_is_played_as_policy_or_laid_aside(
    ample: Bench, id: str, seat: int
) -> None:
    ample.state.first = seat
    ample.put(id, f"{SEATS[seat]}.dossier-1").run("acts")
    ample.choose("turn-up:1")
    assert ample.keys == ["policy:1", "policy:2", "lay-aside"]
    before = [*ample.state.levels]
    ample.choose("lay-aside")
    assert ample.state.levels == before
    assert ample.lies(id) == f"{SEATS[seat]}.discard"
    assert ample.events("laid_aside") == [(seat, ample.card(id))]


# -- OPS ----------------------------------------------------------------------------------------


def test_3_4_ops_are_free(ample: Bench) -> None:
    id, seat = with_ops(ample, 2)
    ample.set(capital=0)
    turn_up(ample, id, seat, "ops")
    assert ample.asked == "ops"
    assert ample.get(f"{SEATS[seat]}.capital") == 0


@pytest.mark.parametrize("points", [1, 2, 3])
def test_3_4_a_line_is_offered_if_there_are_points_for_it(ample: Bench, points: int) -> None:
    id, seat = with_ops(ample, points)
    turn_up(ample, id, seat, "ops")
    lines = {1: {"capital"}, 2: {"relation", "interest", "west", "support"}, 3: {"threat"}}
    assert {line.id: line.cost for line in ample.book.ops} == {
        line: cost for cost, found in lines.items() for line in found
    }
    assert {key for key in ample.keys if key.startswith("ops:")} == {
        f"ops:{line}" for cost, found in lines.items() for line in found if cost <= points
    }


@pytest.mark.parametrize(
    ("line", "cost", "name", "by"),
    [
        ("relation", 2, "{}-{}", 1),
        ("threat", 3, "strait", -1),
        ("interest", 2, "{}.interest", 1),
        ("west", 2, "west", 1),
        ("support", 2, "{}.support", 1),
        ("capital", 1, "{}.capital", 1),
    ],
)
def test_3_4_each_line_does_what_it_says(
    ample: Bench, line: str, cost: int, name: str, by: int
) -> None:
    points = 3 if cost == 1 else cost
    id, seat = with_ops(ample, points)
    turn_up(ample, id, seat, "ops")
    level = name.format(SEATS[seat], "")
    if line == "relation":
        level = next(n for n in ("washington-tokyo", "tokyo-seoul") if SEATS[seat] in n.split("-"))
    before = ample.get(level)
    ample.choose(f"ops:{line}")
    if ample.asked == "which":
        ample.choose(next(key for key in ample.keys if key.endswith(level)))
    assert ample.get(level) == before + by
    if cost >= 2:
        assert ample.asked != "ops"
    else:
        assert ample.decision is not None
        assert ample.decision.question[2] == points - cost


@pytest.mark.parametrize("seat", [W, T, S])
def test_3_4_the_line_for_west_minus_one_is_a_step_by_a_card_of_any_seat(
    ample: Bench, seat: int
) -> None:
    id = next(i for i in own(ample, seat, 99) if ample.book.play_card(ample.card(i)).ops == 2)
    turn_up(ample, id, seat, "ops")
    ample.choose("ops:west")
    assert ample.get("west") == 4
    assert (RAISED, ample.level("west"), seat) in ample.rows(TURN)
    assert ample.get(f"{SEATS[seat]}.capital") == 6


def test_3_4_a_relation_line_is_for_own_relations_a_threat_line_for_either_threat(
    ample: Bench,
) -> None:
    id, seat = with_ops(ample, 3)
    turn_up(ample, id, seat, "ops")
    assert ample.decision is not None
    twin = Bench(ample.program).set(relation=5, threat=5)
    turn_up(twin, id, seat, "ops")
    ample.choose("ops:relation")
    other = "-".join(name for at, name in enumerate(SEATS) if at != seat)
    assert len(ample.keys) == 2
    assert not any(key.endswith(other) for key in ample.keys)
    twin.choose("ops:threat")
    assert twin.keys == ["which:threat.peninsula", "which:threat.strait"]


def test_3_4_each_line_at_most_once(ample: Bench) -> None:
    id, seat = with_ops(ample, 3)
    turn_up(ample, id, seat, "ops")
    ample.choose("ops:capital")
    assert "ops:capital" not in ample.keys
    assert "ops:support" in ample.keys
    ample.choose("ops:support")
    assert ample.asked != "ops"
    assert ample.get(f"{SEATS[seat]}.support") == 6


def test_3_4_points_that_are_left_for_no_line_are_lost_unasked(ample: Bench) -> None:
    id, seat = with_ops(ample, 2)
    turn_up(ample, id, seat, "ops")
    ample.choose("ops:capital")
    assert ample.asked != "ops"
    assert ample.get(f"{SEATS[seat]}.capital") == 7
    assert ample.lies(id) == f"{SEATS[seat]}.discard"


def test_3_4_points_that_are_left_are_lost(ample: Bench) -> None:
    id, seat = with_ops(ample, 2)
    before = ample.state.levels[:]
    turn_up(ample, id, seat, "ops")
    ample.choose("enough")
    assert ample.state.levels == before
    assert ample.lies(id) == f"{SEATS[seat]}.discard"


# -- flags --------------------------------------------------------------------------------------


def flagged(bench: Bench, ops: int = 2) -> tuple[str, int, int]:
    """Find a region card of so many OPS, the seat of its flag, and another seat."""
    for deck in bench.book.decks:
        if deck.kind == "region":
            for card in deck.cards:
                face = bench.book.play_card(card)
                if face.flag is not None and face.ops == ops:
                    return face.id, face.flag, (face.flag + 1) % 3
    raise AssertionError("no such card")


def flags_only(bench: Bench) -> list[tuple[str, int]]:
    """List region cards and the seats of their flags."""
    found = []
    for card in bench.book.cards:
        if isinstance(card, PlayCard) and card.flag is not None:
            found.append((card.id, int(card.flag)))
    return found


def test_3_4_another_seats_flag_fires_before_the_points(ample: Bench) -> None:
    id, flag, seat = flagged(ample)
    turn_up(ample, id, seat, "ops")
    ample.choose("flag")
    assert ample.events("flag_fired") == [(flag, ample.card(id))]
    while ample.asked != "ops":
        ample.choose(ample.keys[0])
    assert "flag" not in ample.keys
    ample.choose("ops:support")
    assert ample.asked != "ops"
    assert len(ample.events("flag_fired")) == 1


def test_3_4_or_after_the_points(ample: Bench) -> None:
    id, flag, seat = flagged(ample)
    turn_up(ample, id, seat, "ops")
    ample.choose("ops:interest")
    while ample.asked == "ops":
        ample.choose("enough")
    assert ample.events("flag_fired") == [(flag, ample.card(id))]


def test_3_4_it_fires_even_if_no_point_is_spent(ample: Bench) -> None:
    id, flag, seat = flagged(ample)
    turn_up(ample, id, seat, "ops")
    ample.choose("enough")
    assert ample.events("flag_fired") == [(flag, ample.card(id))]


def test_3_4_it_does_not_fire_between_two_lines(ample: Bench) -> None:
    id, _, seat = flagged(ample, 3)
    turn_up(ample, id, seat, "ops")
    assert "flag" in ample.keys
    ample.choose("ops:capital")
    assert "ops:support" in ample.keys
    assert "flag" not in ample.keys


def test_3_4_ones_own_flag_does_not_fire(ample: Bench) -> None:
    for id, flag in flags_only(ample):
        other = Bench(ample.program).set(relation=5, threat=5)
        turn_up(other, id, flag, "ops")
        assert "flag" not in other.keys
        other.choose("enough")
        assert not other.events("flag_fired")


def test_3_4_no_flag_fires_with_policy(ample: Bench) -> None:
    id, _, seat = flagged(ample)
    ample.state.first = seat
    ample.put(id, f"{SEATS[seat]}.dossier-1").run("acts")
    ample.choose("turn-up:1")
    ample.choose(next(key for key in ample.keys if key.startswith("policy")))
    while ample.decision is not None and ample.asked != "go":
        ample.choose(ample.keys[0])
    assert not ample.events("flag_fired")


# -- HOME ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("seat", [W, S])
def test_3_4_home_is_used_in_a_go_at_most_once_a_turn_and_costs_no_place(
    ample: Bench, seat: int
) -> None:
    one, two = own(ample, seat, 2)
    name = SEATS[seat]
    ample.state.first = seat
    ample.put(one, f"{name}.dossier-1").put(two, f"{name}.dossier-2").run("acts")
    home = [key for key in ample.keys if key.startswith("home")]
    assert home
    ample.choose(home[0])
    assert (HOME_USED, seat, 0) in ample.rows(TURN)
    # The go goes on, with both cards in their places.
    assert ample.decision is not None
    assert ample.decision.seat == seat
    assert ample.keys == ["turn-up:1", "turn-up:2", "take-back:1", "take-back:2"]
    ample.choose("take-back:1")
    while ample.decision is not None:
        assert ample.decision.seat != seat or not any(k.startswith("home") for k in ample.keys)
        ample.choose(ample.keys[-1])


@pytest.mark.parametrize("seat", [W, S])
def test_3_4_home_can_be_used_in_the_second_go_and_without_a_card(ample: Bench, seat: int) -> None:
    ample.state.first = seat
    ample.run("acts")
    ample.choose("wait")
    while ample.decision is not None and ample.decision.seat != seat:
        ample.choose("wait")
    assert any(key.startswith("home") for key in ample.keys)


@pytest.mark.parametrize("seat", [W, S])
def test_3_4_home_returns_in_the_next_turn(ample: Bench, seat: int) -> None:
    ample.state.first = seat
    ample.row(TURN, HOME_USED, seat, 0)
    ample.run("acts")
    assert ample.decision is None or ample.decision.seat != seat
    other = Bench(ample.program, turn=2).set(capital=6)
    other.state.first = seat
    other.run("acts")
    assert any(key.startswith("home") for key in other.keys)


def test_3_4_tokyos_home_is_for_answers_to_demands(ample: Bench) -> None:
    home = ample.book.homes[T]
    assert home is not None
    assert home.stall
    assert not home.branch
    ample.state.first = T
    ample.run("acts")
    assert ample.decision is None or ample.decision.seat != T


def test_3_4_a_home_branch_is_paid_for(ample: Bench) -> None:
    ample.state.first = S
    ample.run("acts")
    ample.choose("home:1")
    assert ample.get("seoul.capital") == 5
    assert ample.get("peninsula") == 4
    other = Bench(ample.program).set(capital=0)
    other.state.first = S
    other.run("acts")
    assert other.decision is None or other.decision.seat != S


def test_3_4_laying_what_stands_lays_nothing_and_breaks_no_word(ample: Bench) -> None:
    ample.row(PENALTIES, 0, W, T, 1, 0).row(PLEDGES, W, T, ample.item("no-tariff"), 0, 2)
    ample.effects({"do": "lay", "penalty": "tariff", "on": "tokyo"}, seat=W, by_card=True)
    assert ample.rows(PENALTIES) == ((0, W, T, 1, 0),)
    assert ample.rows(PLEDGES)
    ample.effects({"do": "lay", "penalty": "tariff", "on": "seoul"}, seat=W, by_card=True)
    assert ample.rows(PLEDGES), "the word was given to Tokyo"
    ample.effects({"do": "lift", "penalty": "tariff", "on": "tokyo"}, seat=W, by_card=True)
    ample.effects({"do": "lay", "penalty": "tariff", "on": "tokyo"}, seat=W, by_card=True)
    assert not ample.rows(PLEDGES)


def test_3_4_washingtons_home_lays_a_tariff_that_stands(ample: Bench) -> None:
    ample.run("acts")
    ample.choose("home:1")
    ((kind, by, on, _, last),) = ample.rows(PENALTIES)
    assert (kind, by, on, last) == (0, W, T, 0)


@pytest.mark.parametrize("frozen", [False, True])
def test_3_4_a_policy_is_offered_at_the_price_that_is_paid(ample: Bench, frozen: bool) -> None:
    (id,) = own(ample, S)
    ample.state.first = S
    if frozen:
        ample.row(PENALTIES, 2, T, S, 1, 3)
    ample.put(id, "seoul.dossier-1").run("acts")
    ample.choose("turn-up:1")
    assert ample.decision is not None
    branch = ample.book.play_card(ample.book.layout.cards.index(id)).branch[0]
    option = next(one for one in ample.decision.candidates if one.key == "policy:1")
    price = f"cost {branch.cost + 1} ({branch.cost} as printed)"
    assert option.label.endswith(price if frozen else f"cost {branch.cost}")
