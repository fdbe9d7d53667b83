"""RULES 2: cards."""

from __future__ import annotations

import pytest

from tests.rules.bench import Bench, S, T, W
from wargame.content.program import Program
from wargame.engine.library import library
from wargame.rules.common import relations
from wargame.rules.common.costs import home_cost, plain_cost, policy_cost
from wargame.rules.common.decks import draw
from wargame.rules.common.modifiers import did, total
from wargame.rules.model.cards import Branch, PlayCard
from wargame.rules.model.ledgers import BID_MADE, CONDITIONS, CRISES, LOWERED, PENALTIES, TURN
from wargame.rules.phases.acts import Acts
from wargame.rules.phases.crises import counted, deterrence
from wargame.table.layout import Visibility
from wargame.table.moves import clear
from wargame.table.state import State

SEATS = ("washington", "tokyo", "seoul")
PLAY_CARDS = [
    card.id for card in library().program("new-entente").book.cards if isinstance(card, PlayCard)
]
LIFE = {"life": 2, "until": {"bid": 3}, "by": "all"}


def comfortable(program: Program, seat: int) -> Bench:
    """A state in which everything can move both ways and everybody can pay."""
    bench = Bench(program)
    bench.set(relation=5, threat=5, capital=9, support=5, credibility=3, interest=5)
    bench.set(west=3, axis=3, order=3)
    for ally in ("tokyo", "seoul"):
        bench.set({f"{ally}.accommodation": 2, f"{ally}.latency": 1})
    bench.set({"seoul.command": 1})
    bench.state.first = seat
    return bench


def players(bench: Bench, id: str) -> list[int]:
    """List the seats that can hold the card."""
    owner = bench.book.decks[bench.book.deck_of[bench.card(id)]].owner
    return [W, T, S] if owner < 0 else [owner]


def play(bench: Bench, id: str, seat: int) -> None:
    """Let a seat turn the card up in its first go."""
    bench.put(id, f"{SEATS[seat]}.dossier-1")
    bench.run("acts", seat=seat)
    bench.choose("turn-up:1")


def finish(bench: Bench) -> None:
    """Answer by the first key until the card has been used."""
    for _ in range(60):
        if bench.decision is None or bench.asked == "go":
            return
        bench.choose(bench.keys[0])
    raise AssertionError("the card asks without end")


def check_conserved(state: State) -> None:
    """Every card lies in exactly one place, every level within its ends."""
    assert sorted(c for cards in state.piles for c in cards) == [*range(len(state.layout.cards))]
    for level, value in enumerate(state.levels):
        assert state.layout.lows[level] <= value <= state.layout.highs[level]


# -- every card ---------------------------------------------------------------------------------


@pytest.mark.parametrize("id", PLAY_CARDS)
def test_2_every_branch_that_can_be_paid_runs_through(umbrella: Program, id: str) -> None:
    played = 0
    for at in (1, 2):
        for seat in players(Bench(umbrella), id):
            bench = comfortable(umbrella, seat)
            play(bench, id, seat)
            if f"policy:{at}" not in bench.keys:
                continue
            played += 1
            bench.choose(f"policy:{at}")
            finish(bench)
            check_conserved(bench.state)
            once = bench.book.play_card(bench.card(id)).once
            deck = bench.book.decks[bench.book.deck_of[bench.card(id)]].id
            assert bench.lies(id) == ("gone" if once else f"{deck}.discard")
            assert bench.state.actor == -1
    assert played, "no branch of the card can be played by anybody"


@pytest.mark.parametrize("id", PLAY_CARDS)
def test_2_every_card_that_has_ops_can_be_spent_as_them(umbrella: Program, id: str) -> None:
    for seat in players(Bench(umbrella), id):
        bench = comfortable(umbrella, seat)
        play(bench, id, seat)
        use = "ops" if bench.book.play_card(bench.card(id)).ops else "lay-aside"
        assert [key for key in bench.keys if not key.startswith("policy:")] == [use]
        bench.choose(use)
        finish(bench)
        check_conserved(bench.state)
        assert bench.lies(id).endswith(".discard")


@pytest.mark.parametrize("id", PLAY_CARDS)
def test_2_a_card_has_ops_up_to_three_and_two_branches_costing_up_to_four(
    bench: Bench, id: str
) -> None:
    card = bench.book.play_card(bench.card(id))
    assert 0 <= card.ops <= 3
    assert len(card.branch) == 2
    for branch in card.branch:
        assert 0 <= branch.cost <= 4
        assert branch.effects


def test_2_ops_are_mostly_one_or_two(bench: Bench) -> None:
    ops = [bench.book.play_card(bench.card(id)).ops for id in PLAY_CARDS]
    assert 2 * sum(points < 3 for points in ops) > len(ops)


def test_2_only_ministry_cards_bear_an_ask_and_about_half_of_them(bench: Bench) -> None:
    for deck in bench.book.decks:
        faces = [bench.book.cards[card] for card in deck.cards]
        asks = [face for face in faces if isinstance(face, PlayCard) and face.ask is not None]
        if deck.kind == "ministry":
            assert 0.3 <= len(asks) / len(faces) <= 0.8, deck.id
        else:
            assert not asks, deck.id


@pytest.mark.parametrize("id", PLAY_CARDS)
def test_2_a_region_card_bears_one_flag_and_a_flag_effect(bench: Bench, id: str) -> None:
    card = bench.book.play_card(bench.card(id))
    region = bench.book.decks[bench.book.deck_of[bench.card(id)]].kind == "region"
    assert (card.flag is not None) is region
    assert bool(card.flag_effects) is region


def test_2_a_requirement_must_hold(bench: Bench) -> None:
    """A branch whose requirement fails is not offered, and the screen says why."""
    for id in PLAY_CARDS:
        for at, branch in enumerate(bench.book.play_card(bench.card(id)).branch, 1):
            seat = players(bench, id)[0]
            for value in (0, 10):
                other = comfortable(bench.program, seat)
                other.set(relation=value, threat=value, support=value, credibility=value)
                for name in ("west", "axis", "order"):
                    other.set({name: value})
                other.set(accommodation=value, latency=value, command=value, interest=value)
                held = all(check.holds(other.state, seat) for check in branch.needs)
                play(other, id, seat)
                if not held:
                    assert f"policy:{at}" not in other.keys, id
                    return
    pytest.skip("no card in the box has a requirement that fails here")


# -- hands, discards, decks ---------------------------------------------------------------------


def test_2_a_hand_is_three_ministry_and_two_region_cards(bench: Bench) -> None:
    bench.run("fill-hand", seat=T)
    decks = [bench.book.deck_of[card] for card in bench.state.piles[bench.book.piles.hand[T]]]
    kinds = [bench.book.decks[deck].id for deck in decks]
    assert sorted(kinds) == ["region"] * 2 + ["tokyo"] * 3


def test_2_home_lies_beside_the_hand(bench: Bench) -> None:
    assert all(home is not None for home in bench.book.homes)
    assert not {home.id for home in bench.book.homes if home} & {*bench.book.layout.cards}


def test_2_unplayed_cards_are_kept(bench: Bench) -> None:
    bench.run("fill-hand", seat=T)
    hand = bench.state.piles[bench.book.piles.hand[T]]
    bench.state.turn = 2
    bench.run("fill-hand", seat=T)
    assert bench.state.piles[bench.book.piles.hand[T]] == hand


def test_2_used_cards_go_face_up_to_their_decks_discards(bench: Bench) -> None:
    for deck in (W, 3):
        id = bench.book.layout.cards[bench.book.decks[deck].cards[0]]
        other = comfortable(bench.program, W)
        play(other, id, W)
        other.choose("ops")
        finish(other)
        pile = other.state.layout.pile_index[other.lies(id)]
        assert other.lies(id) == f"{bench.book.decks[deck].id}.discard"
        assert other.state.layout.piles[pile].sight is Visibility.OPEN
        assert other.state.known_by[other.card(id)] == -1


def test_2_a_card_marked_once_leaves_the_game_as_policy_only(bench: Bench) -> None:
    once = [id for id in PLAY_CARDS if bench.book.play_card(bench.card(id)).once]
    for id in once:
        seat = players(bench, id)[0]
        other = comfortable(bench.program, seat)
        play(other, id, seat)
        policy = next((key for key in other.keys if key.startswith("policy")), None)
        if policy is None:
            continue
        other.choose(policy)
        finish(other)
        assert other.lies(id) == "gone"
    if once:
        seat = players(bench, once[0])[0]
        other = comfortable(bench.program, seat)
        play(other, once[0], seat)
        other.choose("ops")
        finish(other)
        assert other.lies(once[0]).endswith(".discard")


def empty_deck(bench: Bench, deck: str, *, discard: int) -> list[str]:
    """Empty a deck; its first `discard` cards lie in the discards, the rest is gone."""
    at = next(at for at, found in enumerate(bench.book.decks) if found.id == deck)
    ids = [bench.book.layout.cards[card] for card in bench.book.decks[at].cards]
    for n, id in enumerate(ids):
        bench.put(id, f"{deck}.discard" if n < discard else "gone")
    return ids[:discard]


def test_2_an_empty_deck_is_made_anew_from_its_discards(bench: Bench) -> None:
    ids = empty_deck(bench, "region", discard=3)
    draw(bench.state, bench.book, T, 3, 2)
    where = sorted(bench.lies(id) for id in ids)
    assert where == ["region.deck", "tokyo.hand", "tokyo.hand"]
    assert not bench.state.piles[bench.state.layout.pile_index["region.discard"]]
    left = next(id for id in ids if bench.lies(id) == "region.deck")
    assert bench.state.known_by[bench.card(left)] == 0


def test_2_if_the_discards_are_empty_too_nobody_draws(bench: Bench) -> None:
    empty_deck(bench, "region", discard=1)
    draw(bench.state, bench.book, T, 3, 2)
    assert len(bench.state.piles[bench.book.piles.hand[T]]) == 1
    draw(bench.state, bench.book, S, 3, 1)
    assert not bench.state.piles[bench.book.piles.hand[S]]


# -- the verbs ----------------------------------------------------------------------------------


def test_2_effects_move_a_track(bench: Bench) -> None:
    bench.set(relation=5, threat=5, support=5, west=2, axis=2).set({"seoul.command": 0})
    bench.effects(
        {"do": "shift", "level": "washington-tokyo", "by": 1},
        {"do": "shift", "level": "tokyo-seoul", "by": -1},
        {"do": "shift", "level": "strait", "by": -1},
        {"do": "shift", "level": "peninsula", "by": 1},
        {"do": "shift", "level": "self.support", "by": 1},
        {"do": "shift", "level": "tokyo.support", "by": -1},
        {"do": "shift", "level": "seoul.command", "by": 1},
        {"do": "shift", "level": "west", "by": 1},
        {"do": "shift", "level": "axis", "by": -1},
        seat=W,
    )
    got = [bench.get(n) for n in ("washington-tokyo", "tokyo-seoul", "strait", "peninsula")]
    assert got == [6, 4, 4, 6]
    assert [bench.get(f"{seat}.support") for seat in SEATS] == [6, 4, 5]
    assert [bench.get(n) for n in ("seoul.command", "west", "axis")] == [1, 3, 1]


def test_2_effects_lay_and_lift_a_tariff_or_penalty(bench: Bench) -> None:
    bench.effects({"do": "lay", "penalty": "tariff", "on": "tokyo"}, seat=W)
    assert [row[:3] for row in bench.rows(PENALTIES)] == [(0, W, T)]
    bench.effects({"do": "lift", "penalty": "tariff", "on": "tokyo"}, seat=W)
    assert not bench.rows(PENALTIES)


def test_2_effects_draw(bench: Bench) -> None:
    bench.effects({"do": "draw", "deck": "ministry", "cards": 2}, seat=S)
    cards = bench.state.piles[bench.book.piles.hand[S]]
    assert [bench.book.deck_of[card] for card in cards] == [S, S]


def test_2_effects_look_at_the_next_event(bench: Bench) -> None:
    lane = bench.book.piles.lane[0]
    first, second = bench.state.piles[lane][:2]
    bench.effects({"do": "peek", "lane": "threat", "cards": 1}, seat=T)
    assert bench.state.known_by[first] & 1 << T
    assert not bench.state.known_by[first] & (1 << W | 1 << S)
    assert not bench.state.known_by[second] & 1 << T
    assert bench.state.piles[lane][0] == first


def test_2_effects_start_and_end_a_condition(bench: Bench) -> None:
    change = {"what": "deterrence", "by": 1}
    bench.effects({"do": "start", "change": change, **LIFE}, seat=W)
    assert len(bench.rows(CONDITIONS)) == 1
    bench.effects({"do": "end"}, seat=T)
    assert bench.asked == "end_which"
    bench.choose(bench.keys[0])
    assert not bench.rows(CONDITIONS)


def test_2_effects_end_either_of_two_conditions_of_one_card(umbrella: Program) -> None:
    """A condition that stands twice is offered twice; the older keeps the key that it has alone."""
    for which in (0, 1):
        bench = Bench(umbrella)
        bench.row(CONDITIONS, 4, T, 1).effects({"do": "end"}, seat=S)
        alone = bench.keys
        bench = Bench(umbrella).row(CONDITIONS, 4, T, 1).row(CONDITIONS, 4, T, 2)
        rows = bench.rows(CONDITIONS)
        bench.effects({"do": "end"}, seat=S)
        assert bench.keys == [*alone, f"{alone[0]}:2"]
        assert bench.decision is not None
        told = [option.label.partition("Tokyo, ")[2] for option in bench.decision.options]
        assert told == ["1 Reckoning left", "2 Reckonings left"]
        bench.choose(bench.keys[which])
        assert bench.rows(CONDITIONS) == (rows[1 - which],)


def test_2_a_branch_within_a_card_is_paid_for(bench: Bench) -> None:
    """A cost is a cost wherever it is printed."""
    bench.set(capital=5, credibility=2)
    paid = {
        "name": "a",
        "cost": 2,
        "effects": [{"do": "shift", "level": "self.credibility", "by": 1}],
    }
    free = {"name": "b", "effects": [{"do": "shift", "level": "self.support", "by": -1}]}
    bench.effects({"do": "choose", "branch": [paid, free]}, seat=T, by_card=True)
    bench.choose("choose:1")
    assert bench.get("tokyo.credibility") == 3
    assert bench.get("tokyo.capital") == 3


def test_2_a_choice_that_a_card_leaves_to_a_seat_is_no_policy(bench: Bench) -> None:
    bench.set(capital=5).row(PENALTIES, 2, T, S, 1, 2)
    free = [
        {"name": n, "effects": [{"do": "shift", "level": "self.support", "by": 1}]} for n in "ab"
    ]
    choose = {"do": "choose", "branch": free}
    bench.effects({"do": "each", "seats": "seoul", "effects": [choose]}, seat=W, by_card=True)
    bench.choose("choose:2")
    assert bench.get("seoul.capital") == 5


def test_2_what_a_seat_chooses_within_a_card_is_by_the_seat_that_plays_the_card(
    umbrella: Program,
) -> None:
    for id, seat, other in (("W02", W, T), ("T04", T, W)):
        bench = comfortable(umbrella, seat)
        play(bench, id, seat)
        bench.choose("policy:1")
        assert bench.decision is not None
        assert (bench.asked, bench.decision.seat) == ("choose", other)
        bench.choose("choose:1")
        if bench.asked == "which":
            bench.choose("which:threat.peninsula")
        level = bench.level("strait" if id == "W02" else "peninsula")
        lowered = [row for row in bench.rows(TURN) if row[0] == LOWERED and row[1] == level]
        assert lowered == [(LOWERED, level, seat)]
        assert bench.state.levels[level] == 4


def test_2_a_theatre_that_washington_lowers_within_a_card_of_tokyos_is_not_neglected(
    umbrella: Program,
) -> None:
    bench = comfortable(umbrella, T).set(peninsula=3, strait=6, axis=2, order=4)
    play(bench, "T04", T)
    bench.choose("policy:1")
    bench.choose("choose:1")
    bench.choose("which:threat.peninsula")
    bench.state.frames.clear()
    bench.run("drift")
    assert (bench.get("peninsula"), bench.get("strait")) == (2, 6)  # the Strait is higher: 5 + 1


# -- conditions ---------------------------------------------------------------------------------


def test_2_a_condition_changes_a_seats_income(bench: Bench) -> None:
    change = {"what": "income", "by": -1}
    bench.set(capital=0, support=5)
    bench.effects({"do": "start", "change": change, "seat": "tokyo", **LIFE}, seat=W)
    bench.run("income", seat=T)
    bench.run("income", seat=S)
    assert (bench.get("tokyo.capital"), bench.get("seoul.capital")) == (3, 4)


def test_2_a_condition_changes_what_bids_count(bench: Bench) -> None:
    change = {"what": "bid", "by": 1}
    bench.effects({"do": "start", "change": change, "seat": "seoul", **LIFE}, seat=W)
    bench.row(CRISES, 0, bench.level("strait"), 8)
    assert counted(bench.state, bench.book, S, 2) == 3
    assert counted(bench.state, bench.book, T, 2) == 2


def test_2_a_condition_changes_deterrence(bench: Bench) -> None:
    bench.set(relation=4, west=0)
    before = deterrence(bench.state, bench.book)
    bench.effects({"do": "start", "change": {"what": "deterrence", "by": -1}, **LIFE}, seat=W)
    assert deterrence(bench.state, bench.book) == before - 1


def test_2_a_condition_changes_the_cost_of_a_kind_of_branch(bench: Bench) -> None:
    change = {"what": "cost", "by": 1, "kind": "alliance"}
    bench.effects({"do": "start", "change": change, "seat": "seoul", **LIFE}, seat=W)
    faces = [bench.book.play_card(bench.card(id)) for id in PLAY_CARDS]
    branches = [branch for face in faces for branch in face.branch]
    assert {branch.kind for branch in branches} >= {"alliance", "defence"}
    for branch in branches:
        dearer = int(branch.kind == "alliance")
        assert policy_cost(bench.state, bench.book, S, branch) == branch.cost + dearer
        assert policy_cost(bench.state, bench.book, T, branch) == branch.cost


def test_2_cost_changes_bear_on_policy_alone_and_not_on_home(bench: Bench) -> None:
    bench.set(capital=6)
    bench.effects(
        {"do": "start", "change": {"what": "cost", "by": 1}, "seat": "seoul", **LIFE}, seat=W
    )
    for kind in bench.book.kinds:
        assert policy_cost(bench.state, bench.book, S, Branch("any", (), kind, 1)) == 2
    home = bench.book.homes[S]
    assert home is not None
    assert [home_cost(bench.state, bench.book, S, branch) for branch in home.branch] == [1, 1]
    assert plain_cost(bench.state, bench.book, S, Branch("any", (), "home", 1)) == 1


def test_2_no_line_of_ops_costs_less_than_one_and_no_policy_less_than_nothing(
    bench: Bench,
) -> None:
    acts = bench.phase("acts")
    assert isinstance(acts, Acts)
    change = {"what": "cost", "by": -1, "kind": "alliance"}
    for _ in range(3):
        bench.effects({"do": "start", "change": change, "seat": "seoul", **LIFE}, seat=W)
    costs = [
        policy_cost(bench.state, bench.book, S, Branch("any", (), "alliance", cost))
        for cost in range(5)
    ]
    assert costs == [0, 0, 0, 0, 1]
    bench.put("L-S1", "seoul.office").put("L-W2", "washington.office")
    for seat in range(3):
        for line in range(len(bench.book.ops)):
            assert acts.line_cost(bench.state, seat, line) >= 1
    relation = next(at for at, line in enumerate(bench.book.ops) if line.id == "relation")
    assert acts.line_cost(bench.state, S, relation) == 1


def test_2_a_condition_of_two_reckonings_laid_in_acts_touches_one_income(bench: Bench) -> None:
    change = {"what": "income", "by": -1}
    bench.effects({"do": "start", "change": change, "seat": "tokyo", **LIFE}, seat=T, by_card=True)
    incomes = []
    for _ in range(3):
        bench.run("count-down")
        bench.set(capital=0, support=5).run("income", seat=T)
        incomes.append(bench.get("tokyo.capital"))
    assert incomes == [3, 4, 4]


@pytest.mark.parametrize("answers", [("comply",), ("counter", "take-counter")])
def test_2_complying_and_a_counter_taken_clear_a_condition_that_waits_for_it(
    bench: Bench, answers: tuple[str, ...]
) -> None:
    bench.set(capital=6, support=5, interest=4)
    change = {"what": "income", "by": -1}
    bench.effects(
        {"do": "start", "change": change, "life": 3, "until": {"comply": True}, "by": "tokyo"},
        seat=T,
    )
    bench.demand(W, T, "W02").run("demands")
    for answer in answers:
        assert bench.rows(CONDITIONS)
        bench.choose(answer)
    assert not bench.rows(CONDITIONS)


def test_2_a_condition_on_a_kind_leaves_branches_without_a_kind_alone(bench: Bench) -> None:
    change = {"what": "cost", "by": 1, "kind": "alliance"}
    bench.effects({"do": "start", "change": change, "seat": "seoul", **LIFE}, seat=W)
    assert policy_cost(bench.state, bench.book, S, Branch("plain", (), "", 1)) == 1


def test_2_a_condition_adds_to_a_theatres_drift(bench: Bench) -> None:
    change = {"what": "drift", "by": 1, "theatre": "strait"}
    bench.effects({"do": "start", "change": change, **LIFE}, seat=W)
    assert total(bench.state, bench.book, "drift", level=bench.level("strait")) == 1
    assert total(bench.state, bench.book, "drift", level=bench.level("peninsula")) == 0


def test_2_a_condition_is_a_ceiling_on_a_relation(bench: Bench) -> None:
    bench.set(relation=7, accommodation=0)
    change = {"what": "ceiling", "by": 5, "pair": "washington-seoul"}
    bench.effects({"do": "start", "change": change, **LIFE}, seat=W)
    assert bench.get("washington-seoul") == 5
    assert bench.get("washington-tokyo") == 7
    relations.warm(bench.state, bench.book, bench.level("washington-seoul"), 2)
    assert bench.get("washington-seoul") == 5


def test_2_a_condition_states_a_life_of_one_to_four_and_the_deed_that_clears_it(
    umbrella: Program,
) -> None:
    cards = {*umbrella.book.layout.cards}
    conditions = [found for found in umbrella.book.conditions if found.card in cards]
    assert conditions
    for condition in conditions:
        assert 1 <= condition.life <= 4 or (condition.card, condition.life) == ("T05", 8)
        assert condition.by, condition.card
        until = condition.until
        assert until.bid or until.raise_ or until.lower or until.comply, condition.card


def test_2_a_condition_of_a_card_changes_one_standing_thing_by_one(umbrella: Program) -> None:
    cards = {*umbrella.book.layout.cards}
    for condition in umbrella.book.conditions:
        if condition.card in cards:
            change = condition.change
            assert change.what in ("income", "bid", "deterrence", "cost", "drift", "ceiling")
            assert change.what == "ceiling" or change.by in (1, -1), condition.card
            assert change.what != "drift" or change.by == 1, condition.card


@pytest.mark.parametrize(
    ("until", "by", "deed", "clears"),
    [
        ({"bid": 3}, "tokyo", (BID_MADE, T, 3), True),
        ({"bid": 3}, "tokyo", (BID_MADE, T, 2), False),
        ({"bid": 3}, "tokyo", (BID_MADE, W, 4), False),
        ({"bid": 3}, "all", (BID_MADE, W, 4), True),
    ],
)
def test_2_the_deed_by_the_seat_named_clears_it_at_once(
    bench: Bench, until: dict[str, int], by: str, deed: tuple[int, int, int], clears: bool
) -> None:
    change = {"what": "deterrence", "by": 1}
    bench.effects({"do": "start", "change": change, "life": 3, "until": until, "by": by}, seat=W)
    did(bench.state, bench.book, *deed)
    assert (not bench.rows(CONDITIONS)) is clears


@pytest.mark.parametrize(
    ("until", "effect"),
    [
        ({"raise": "tokyo-seoul"}, {"do": "shift", "level": "tokyo-seoul", "by": 1}),
        ({"raise": "west"}, {"do": "shift", "level": "west", "by": 1}),
        ({"lower": "strait"}, {"do": "shift", "level": "strait", "by": -1}),
    ],
)
def test_2_raising_and_lowering_by_a_card_clear_it(
    bench: Bench, until: dict[str, str], effect: dict[str, object]
) -> None:
    bench.set(relation=5, threat=5, west=2)
    change = {"what": "deterrence", "by": 1}
    bench.effects(
        {"do": "start", "change": change, "life": 3, "until": until, "by": "tokyo"}, seat=W
    )
    bench.effects(effect, seat=T)
    assert bench.rows(CONDITIONS), "not by a card"
    bench.effects(effect, seat=S, by_card=True)
    assert bench.rows(CONDITIONS), "not by the seat named"
    clear(bench.state, TURN)  # a new turn, so that cards can move it again
    bench.effects(effect, seat=T, by_card=True)
    assert not bench.rows(CONDITIONS)


def test_2_at_most_four_conditions_stand_and_a_fifth_ends_the_oldest(bench: Bench) -> None:
    change = {"what": "deterrence", "by": 1}
    for _ in range(5):
        bench.effects({"do": "start", "change": change, **LIFE}, seat=W)
    rows = bench.rows(CONDITIONS)
    assert len(rows) == 4
    numbers = [row[0] for row in rows]
    assert numbers == sorted(numbers)
    (crowded,) = bench.events("condition_crowded")
    assert crowded[0] < numbers[0]
