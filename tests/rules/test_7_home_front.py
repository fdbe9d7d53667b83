"""RULES 7: the home front."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.rules.bench import Bench, S, T, W
from tests.rules.test_4_demands import asked_card
from wargame.content.load import Library
from wargame.content.program import Program
from wargame.engine.library import data
from wargame.rules.common.costs import policy_cost
from wargame.rules.common.modifiers import has_acting_head
from wargame.rules.common.pledges import most
from wargame.rules.model.cards import Branch, Change, LeaderCard
from wargame.rules.model.ledgers import (
    AGENDAS,
    CRISES,
    FREE_STALL,
    GAME,
    NEW_AGENDA,
    PENALTIES,
    PLEDGES,
    READ,
    SEALED,
    TURN,
    VOTE_DUE,
)
from wargame.rules.phases.acts import Acts
from wargame.rules.phases.crises import counted

SEATS = ("washington", "tokyo", "seoul")
UNTIL = 2


@pytest.fixture(scope="session")
def headless(tmp_path_factory: pytest.TempPathFactory) -> Program:
    """The default scenario with an acting presidency in Seoul, which ends in turn 2."""
    rules = tmp_path_factory.mktemp("headless") / "rules"
    shutil.copytree(Path(data("rules")), rules)
    text = (rules / "scenarios" / "new-entente.toml").read_text(encoding="utf-8")
    text = text.replace('id = "new-entente"', 'id = "headless"', 1)
    text = text.replace("  { turn = 4, seat", f"  {{ turn = {UNTIL}, seat", 1)
    text += f'\n[acting]\nseat = "seoul"\nleader = "{acting_card()}"\nuntil = {UNTIL}\n'
    (rules / "scenarios" / "headless.toml").write_text(text, encoding="utf-8")
    return Library(Path(data("cards")), rules).program("headless")


def acting_card() -> str:
    """Find the card of the acting presidency."""
    from wargame.engine.library import library

    (row,) = [
        row
        for document in library().documents.values()
        for row in document.get("leader", ())
        if row.get("acting")
    ]
    return str(row["id"])


@pytest.fixture
def acting(headless: Program) -> Bench:
    """Seoul under its acting presidency."""
    bench = Bench(headless).put(acting_card(), "seoul.office")
    return bench.set(capital=6, support=6, credibility=4, interest=4, relation=5, threat=4)


@pytest.fixture
def home(bench: Bench) -> Bench:
    """Everybody is comfortable; no office is filled."""
    return bench.set(capital=5, support=6, credibility=4, interest=4, relation=5, threat=4)


def vote(bench: Bench, seat: int) -> Bench:
    """Let an event have called a vote for a seat, and hold all votes of turn 1."""
    bench.row(TURN, VOTE_DUE, seat, 0).run("votes")
    return bench


def leaders(bench: Bench, seat: int) -> list[str]:
    """List the ids of a seat's leader cards, without an acting head."""
    return [
        face.id
        for face in bench.book.cards
        if isinstance(face, LeaderCard) and face.seat == seat and not face.acting
    ]


def leader_who(bench: Bench, what: str, line: str | None = None) -> tuple[int, str, Change]:
    """Find the leader who changes something: seat, id and change."""
    for face in bench.book.cards:
        if isinstance(face, LeaderCard) and not face.acting:
            for change in face.changes:
                if change.what == what and (line is None or change.line == line):
                    return face.seat, face.id, change
    raise AssertionError(f"nobody changes {what}")


# -- votes ------------------------------------------------------------------------------------


def test_7_a_vote_of_the_calendar_is_held_in_its_turn(home: Bench) -> None:
    for turn in range(1, home.book.turns + 1):
        home.state.turn = turn
        before = [home.get(f"{seat}.votes") for seat in SEATS]
        home.run("votes")
        passed = [home.get(f"{seat}.votes") - b for seat, b in zip(SEATS, before, strict=True)]
        due = home.book.votes.get(turn, ())
        assert passed == [int(seat in due) for seat in range(3)]


def test_7_a_vote_of_an_event_is_held_in_the_same_turn(home: Bench) -> None:
    vote(home, S)
    assert home.get("seoul.votes") == 1
    assert home.get("tokyo.votes") == home.get("washington.votes") == 0


def test_7_at_most_one_vote_a_seat_a_turn(home: Bench) -> None:
    turn, (seat,) = next(iter(home.book.votes.items()))
    home.state.turn = turn
    vote(home, seat)
    assert home.get(f"{SEATS[seat]}.votes") == 1
    assert home.get(f"{SEATS[seat]}.capital") == 7


@pytest.mark.parametrize("support", [6, 8])
def test_7_support_of_six_passes_and_brings_capital(home: Bench, support: int) -> None:
    home.set({"tokyo.support": support})
    vote(home, T)
    assert home.decision is None
    assert home.get("tokyo.votes") == 1
    assert home.get("tokyo.capital") == 5 + 2
    assert home.get("tokyo.support") == support


@pytest.mark.parametrize(
    ("support", "capital", "half"), [(5, 5, 2), (4, 5, 2), (0, 6, 3), (5, 0, 0)]
)
def test_7_otherwise_the_government_changes(
    home: Bench, support: int, capital: int, half: int
) -> None:
    home.set({"washington.support": support, "washington.capital": capital})
    vote(home, W)
    assert home.get("washington.support") == 4
    assert home.get("washington.capital") == half
    assert home.get("washington.votes") == 0
    assert home.state.piles[home.book.piles.office[W]]


def test_7_two_leader_cards_are_drawn_and_one_takes_office(home: Bench) -> None:
    old, *rest = leaders(home, T)
    assert len(rest) == 2
    home.put(old, "tokyo.office").set({"tokyo.support": 3})
    vote(home, T)
    assert home.asked == "leader"
    assert home.keys == [f"leader:{id}" for id in rest]
    home.choose(f"leader:{rest[1]}")
    assert home.lies(rest[1]) == "tokyo.office"
    assert home.lies(rest[0]) == "leaders-tokyo.deck"
    assert home.lies(old) == "gone"


def test_7_of_three_in_the_deck_two_are_drawn(home: Bench) -> None:
    for id in leaders(home, S):
        home.put(id, "leaders-seoul.deck")
    home.set({"seoul.support": 3})
    vote(home, S)
    assert len(home.keys) == 2
    home.choose(home.keys[0])
    assert sum(home.lies(id) == "leaders-seoul.deck" for id in leaders(home, S)) == 2


def test_7_the_last_leader_takes_office_unasked(home: Bench) -> None:
    old, last = leaders(home, W)
    home.put(old, "washington.office").set({"washington.support": 3})
    vote(home, W)
    assert home.decision is None
    assert home.lies(last) == "washington.office"
    assert home.lies(old) == "gone"


def test_7_with_no_leader_left_the_old_one_stays(home: Bench) -> None:
    old, other = leaders(home, W)
    home.put(old, "washington.office").put(other, "gone").set({"washington.support": 3})
    vote(home, W)
    assert home.decision is None
    assert home.lies(old) == "washington.office"


def test_7_a_new_agenda_is_dealt_from_the_three_flags_and_seen_in_the_next_cabinet(
    home: Bench,
) -> None:
    flags = home.book.flags[W]
    home.row(AGENDAS, W, flags[0]).set({"washington.support": 3})
    vote(home, W)
    assert (W, flags[0]) in home.rows(AGENDAS)  # until the next Cabinet
    found = set()
    for seed in range(40):
        bench = Bench(home.program, turn=2, seed=seed)
        bench.row(AGENDAS, W, flags[0]).row(GAME, NEW_AGENDA, W, 0)
        bench.run("look-at-agenda", seat=W)
        (row,) = [row for row in bench.rows(AGENDAS) if row[0] == W]
        assert (NEW_AGENDA, W, 0) not in bench.rows(GAME)
        assert bench.events("agenda") == [row]
        found.add(row[1])
    assert found == set(flags)
    assert (NEW_AGENDA, W, 0) in home.rows(GAME)


def test_7_no_new_agenda_without_a_change_of_government(home: Bench) -> None:
    flag = home.book.flags[W][0]
    home.row(AGENDAS, W, flag)
    vote(home, W)
    assert (NEW_AGENDA, W, 0) not in home.rows(GAME)
    home.state.turn = 2
    home.run("look-at-agenda", seat=W)
    assert home.rows(AGENDAS) == ((W, flag),)
    assert not home.events("agenda")


def test_7_no_new_agenda_in_the_last_turn(home: Bench) -> None:
    home.state.turn = home.book.turns
    home.set({"washington.support": 3})
    vote(home, W)
    assert (NEW_AGENDA, W, 0) not in home.rows(GAME)


def test_7_each_inherited_pledge_is_kept_on_or_dropped(home: Bench) -> None:
    home.state.turn = 1
    home.row(PLEDGES, W, T, home.item("pay-2"), 1, 3)
    home.row(PLEDGES, W, S, home.item("no-tariff"), 1, 3)
    home.row(PLEDGES, T, W, home.item("pay-2"), 1, 3)  # made to it, not by it
    home.set({"washington.support": 3})
    vote(home, W)
    assert home.keys == ["keep-pledge", "drop-pledge"]
    assert home.decision is not None
    assert home.decision.seat == W
    home.choose("keep-pledge")
    home.choose("drop-pledge")
    assert home.decision is None
    assert [row[:2] for row in home.rows(PLEDGES)] == [(W, T), (T, W)]
    assert home.get("washington-tokyo") == 5
    assert home.get("washington-seoul") == 4
    assert home.get("washington.credibility") == 4  # nothing else
    assert home.get("washington.blame") == 0


def test_7_the_leader_is_chosen_before_the_pledges(home: Bench) -> None:
    home.row(PLEDGES, T, S, home.item("pay-2"), 1, 3).set({"tokyo.support": 3})
    vote(home, T)
    assert home.asked == "leader"
    home.choose(home.keys[0])
    assert home.asked == "inherited"


def test_7_a_vote_that_is_passed_leaves_the_pledges_alone(home: Bench) -> None:
    home.row(PLEDGES, W, T, home.item("pay-2"), 1, 3)
    vote(home, W)
    assert home.decision is None
    assert len(home.rows(PLEDGES)) == 1


def test_7_nobody_is_ever_out_of_the_game(home: Bench) -> None:
    home.set(support=0, capital=0)
    for seat in range(3):
        home.row(TURN, VOTE_DUE, seat, 0)
    home.run("votes")
    while home.decision is not None:
        home.choose(home.keys[0])
    assert home.state.order() == [0, 1, 2]
    assert [home.get(f"{seat}.support") for seat in SEATS] == [4, 4, 4]
    home.run("deals")
    assert home.asked == "deal" or home.decision is None


# -- leaders ----------------------------------------------------------------------------------


def test_7_a_leader_changes_one_number_or_rule(home: Bench) -> None:
    known = {"income", "ops", "cost", "pledges", "penalty", "home", "bid"}
    found = 0
    for face in home.book.cards:
        if isinstance(face, LeaderCard) and not face.acting:
            found += 1
            assert len(face.changes) == 1, face.id
            assert face.changes[0].what in known, face.id
    assert found == 8


def test_7_a_leader_changes_income(home: Bench) -> None:
    seat, id, change = leader_who(home, "income")
    home.set(capital=0, support=5).put(id, f"{SEATS[seat]}.office")
    home.run("income", seat=seat)
    assert home.get(f"{SEATS[seat]}.capital") == 2 + 5 // 3 + 1 + change.by


@pytest.mark.parametrize("line", ["relation", "threat"])
def test_7_a_leader_changes_an_ops_line(home: Bench, line: str) -> None:
    seat, id, change = leader_who(home, "ops", line)
    at = next(at for at, found in enumerate(home.book.ops) if found.id == line)
    acts = home.phase("acts")
    assert isinstance(acts, Acts)
    before = acts.line_cost(home.state, seat, at)
    home.put(id, f"{SEATS[seat]}.office")
    assert acts.line_cost(home.state, seat, at) == before + change.by
    others = [n for n in range(len(home.book.ops)) if n != at]
    assert [acts.line_cost(home.state, seat, n) for n in others] == [
        home.book.ops[n].cost for n in others
    ]


def test_7_a_leader_changes_the_cost_of_a_kind_of_branch(home: Bench) -> None:
    seat, id, change = leader_who(home, "cost")
    assert change.kind is not None
    other = next(kind for kind in home.book.kinds if kind != change.kind)
    home.put(id, f"{SEATS[seat]}.office")
    kinds = {change.kind: 2 + change.by, other: 2}
    for kind, cost in kinds.items():
        branch = Branch("", (), kind, 2)
        assert policy_cost(home.state, home.book, seat, branch) == cost
        assert policy_cost(home.state, home.book, (seat + 1) % 3, branch) == 2
    assert policy_cost(home.state, home.book, seat, Branch("", (), change.kind, 0)) == 0


def test_7_a_leader_changes_the_number_of_pledges(home: Bench) -> None:
    seat, id, change = leader_who(home, "pledges")
    home.put(id, f"{SEATS[seat]}.office")
    assert most(home.state, home.book, seat) == 2 + change.by


def test_7_a_leader_changes_a_penaltys_length(home: Bench) -> None:
    seat, id, change = leader_who(home, "penalty")
    home.put(id, f"{SEATS[seat]}.office")
    home.effects({"do": "lay", "penalty": "review", "on": "tokyo"}, seat=seat)
    assert home.rows(PENALTIES) == ((1, seat, T, 2, 3 + change.by),)


def test_7_a_leader_changes_what_a_bid_counts(home: Bench) -> None:
    seat, id, change = leader_who(home, "bid")
    home.put(id, f"{SEATS[seat]}.office").row(CRISES, 0, home.level("strait"), 8)
    assert counted(home.state, home.book, seat, 2) == 2 + change.by
    assert counted(home.state, home.book, seat, 0) == 0


# -- the acting presidency --------------------------------------------------------------------


def test_7_the_acting_presidency_is_in_office_from_the_start(headless: Program) -> None:
    state = headless.deal(1)
    assert has_acting_head(state, headless.book, S)
    assert not has_acting_head(state, headless.book, T)
    assert headless.book.acting_until == UNTIL


def test_7_where_it_is_not_in_office_it_is_out_of_the_game(bench: Bench) -> None:
    state = bench.program.deal(1)
    card = bench.card(acting_card())
    assert card in state.piles[bench.book.piles.gone]


def test_7_acting_one_place_in_the_dossier(acting: Bench) -> None:
    cards = [acting.book.layout.cards[card] for card in acting.book.decks[S].cards[:3]]
    for card in cards:
        acting.put(card, "seoul.hand")
    acting.run("dossier", seat=S)
    assert acting.decision is not None
    assert acting.decision.question == ("fill", 0)
    acting.choose(f"act:{cards[0]}")
    assert acting.decision is None
    assert acting.lies(cards[0]) == "seoul.dossier-1"


def test_7_acting_the_one_place_may_hold_a_demand(acting: Bench) -> None:
    card = asked_card(acting, S, T)
    acting.put(card, "seoul.hand").run("dossier", seat=S)
    acting.choose(f"demand:{card}")
    while acting.asked in ("demand_to", "demand_with", "demand_mark"):
        acting.choose(acting.keys[0])
    assert acting.decision is None
    assert [row[:2] for row in acting.rows(SEALED)] == [(S, 0)]


def test_7_acting_income_is_one_less(acting: Bench) -> None:
    acting.set(capital=0).run("income", seat=S)
    assert acting.get("seoul.capital") == 2 + 6 // 3 + 1 - 1


@pytest.mark.parametrize("credibility", [0, 4, 6])
def test_7_acting_gives_no_pledges(acting: Bench, credibility: int) -> None:
    acting.set({"seoul.credibility": credibility})
    acting.state.first = S
    acting.run("deals")
    acting.choose("deal:tokyo")
    items = {key.partition(":")[2] for key in acting.keys}
    assert "capital-1" in items
    assert all(acting.book.item_ids[id].spot for id in items)


def test_7_acting_gives_no_pledges_when_asked_for_one_either(acting: Bench) -> None:
    acting.run("deals")
    acting.choose("deal:seoul")
    acting.choose("give:capital-1")
    acting.choose("no-more")
    items = {key.partition(":")[2] for key in acting.keys}
    assert all(acting.book.item_ids[id].spot for id in items)


def test_7_acting_receives_pledges(acting: Bench) -> None:
    acting.run("deals")
    acting.choose("deal:seoul")
    assert "give:pay-2" in acting.keys


def test_7_acting_stalls_one_demand_a_turn_free(acting: Bench) -> None:
    acting.set({"seoul.credibility": 3})
    acting.demand(W, S, asked_card(acting, W, S)).demand(T, S, asked_card(acting, T, S))
    acting.run("demands")
    acting.choose("stall:office")
    assert acting.get("seoul.credibility") == 3
    assert (FREE_STALL, S, 0) in acting.rows(TURN)
    assert acting.lies(asked_card(acting, W, S)) == "washington.hand"
    assert acting.asked == "answer"
    assert "stall:office" not in acting.keys
    acting.choose("stall")
    assert acting.get("seoul.credibility") == 2


def test_7_acting_stalls_again_next_turn(acting: Bench) -> None:
    acting.row(TURN, FREE_STALL, S, 0)
    acting.state.ledgers[TURN] = ()
    acting.demand(W, S, asked_card(acting, W, S)).run("demands")
    assert "stall:office" in acting.keys


def test_7_nobody_else_stalls_by_office(acting: Bench) -> None:
    acting.demand(W, T, asked_card(acting, W, T)).run("demands")
    assert "stall:office" not in acting.keys


def test_7_acting_reads_the_next_two_events_of_each_lane_whole(acting: Bench) -> None:
    acting.run("foresee", seat=S)
    ahead = [card for lane in acting.book.piles.lane for card in acting.state.piles[lane][:2]]
    assert len(ahead) == 4
    assert set(acting.rows(READ)) == {(S, card) for card in ahead}


def test_7_others_do_not_read_the_next_events(acting: Bench) -> None:
    for seat in (W, T):
        acting.run("foresee", seat=seat)
    assert not acting.rows(READ)


def test_7_acting_goes_on_until_the_turn_that_the_scenario_states(acting: Bench) -> None:
    acting.state.turn = UNTIL - 1
    acting.run("votes")
    assert acting.decision is None
    assert acting.lies(acting_card()) == "seoul.office"


@pytest.mark.parametrize(
    ("support", "after", "votes"), [(3, 5, 0), (4, 5, 0), (5, 5, 0), (6, 6, 1), (7, 7, 1)]
)
def test_7_acting_ends_in_place_of_a_vote(
    acting: Bench, support: int, after: int, votes: int
) -> None:
    acting.set({"seoul.support": support})
    acting.state.turn = UNTIL
    assert S in acting.book.votes[UNTIL]  # the calendar has one too
    acting.run("votes")
    assert acting.asked == "leader"
    assert len(acting.keys) == 2
    chosen = acting.keys[0]
    acting.choose(chosen)
    assert acting.lies(chosen.partition(":")[2]) == "seoul.office"
    assert acting.lies(acting_card()) == "gone"
    assert acting.get("seoul.support") == after
    assert acting.get("seoul.votes") == votes
    assert acting.get("seoul.capital") == 6 + 4


@pytest.mark.parametrize("support", [2, 6])
def test_7_acting_ends_with_the_agenda_kept(acting: Bench, support: int) -> None:
    acting.row(AGENDAS, S, acting.book.flags[S][1]).set({"seoul.support": support})
    acting.state.turn = UNTIL
    acting.run("votes")
    assert (NEW_AGENDA, S, 0) not in acting.rows(GAME)


def test_7_after_the_acting_presidency_all_is_as_usual(acting: Bench) -> None:
    acting.state.turn = UNTIL
    acting.run("votes")
    acting.choose(acting.keys[0])
    assert not has_acting_head(acting.state, acting.book, S)
    assert most(acting.state, acting.book, S) >= 2
    acting.run("foresee", seat=S)
    assert not acting.rows(READ)
