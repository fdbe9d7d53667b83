"""RULES 3.3: the table. Items and pledges are RULES 5, answers to demands RULES 4."""

from __future__ import annotations

import pytest

from tests.rules.bench import Bench, S, T, W
from wargame.rules.model.ledgers import DEAL, DECLINED, DEMANDS, SEALED, TURN
from wargame.table import flow

SEATS = ("washington", "tokyo", "seoul")


@pytest.fixture
def table(bench: Bench) -> Bench:
    """Everybody has something to give."""
    return bench.set(capital=6, support=5, interest=4, credibility=4)


def propose(bench: Bench, partner: str, give: str = "capital-1", take: str = "interest-1") -> None:
    """Let the seat that is asked propose one item for one."""
    bench.choose(f"deal:{partner}")
    fill(bench, give, take)


def fill(bench: Bench, give: str, take: str) -> None:
    """Fill in a form: one item for one."""
    bench.choose(f"give:{give}")
    if "no-more" in bench.keys:
        bench.choose("no-more")
    bench.choose(f"take:{take}")
    if "no-more" in bench.keys:
        bench.choose("no-more")


def asked_seat(bench: Bench) -> int:
    """Say whom the question is put to."""
    assert bench.decision is not None
    return bench.decision.seat


def asking(bench: Bench, seat: int, to: int) -> str:
    """Find a card of `seat` with an ASK to `to` for Capital or Support."""
    for card in bench.book.decks[seat].cards:
        ask = bench.book.play_card(card).ask
        id = bench.book.layout.cards[card]
        if ask is not None and to in ask.to and ask.price.item is None:
            if bench.lies(id).endswith(".deck"):
                return id
    raise AssertionError("no such card")


# -- rounds -------------------------------------------------------------------------------------


def test_3_3_deals_are_made_openly(table: Bench) -> None:
    table.run("deals")
    assert table.decision is not None
    assert not table.decision.private


@pytest.mark.parametrize("first", [W, T, S])
def test_3_3_two_rounds_in_order(table: Bench, first: int) -> None:
    table.state.first = first
    table.run("deals")
    goes = []
    while table.decision is not None:
        goes.append((table.decision.question[1], table.decision.seat))
        number, seat = goes[-1]
        propose(table, SEATS[table.book.layout.partners[seat][int(str(number))]])
        table.choose("no")
    order = [first, (first + 1) % 3, (first + 2) % 3]
    assert goes == [(number, seat) for number in (0, 1) for seat in order]


def test_3_3_on_its_go_a_seat_proposes_to_one_partner_or_passes(table: Bench) -> None:
    table.run("deals", seat=W)
    assert table.keys == ["deal:tokyo", "deal:seoul", "pass"]
    propose(table, "seoul")
    assert asked_seat(table) == S
    table.choose("no")
    # One deal a go: now it is Tokyo's.
    assert (table.asked, asked_seat(table)) == ("deal", T)


def test_3_3_a_round_of_passes_ends_the_deals(table: Bench) -> None:
    table.run("deals")
    for seat in (W, T, S):
        assert asked_seat(table) == seat
        table.choose("pass")
    assert table.decision is None


def test_3_3_one_proposal_keeps_the_deals_going_even_if_it_is_declined(table: Bench) -> None:
    table.run("deals")
    table.choose("pass")
    table.choose("pass")
    propose(table, "tokyo")
    table.choose("no")
    assert table.decision is not None
    assert (table.asked, table.decision.question[1], asked_seat(table)) == ("deal", 1, W)


def test_3_3_after_the_second_round_the_deals_are_over(table: Bench) -> None:
    table.run("deals")
    for go in range(6):
        propose(table, SEATS[table.book.layout.partners[asked_seat(table)][go // 3]])
        table.choose("no")
    assert table.decision is None


def test_3_3_a_seat_that_passed_may_propose_in_the_second_round(table: Bench) -> None:
    table.run("deals")
    table.choose("pass")
    propose(table, "seoul")
    table.choose("no")
    table.choose("pass")
    assert asked_seat(table) == W
    assert "deal:tokyo" in table.keys


# -- yes, no, a changed form --------------------------------------------------------------------


def test_3_3_the_partner_says_yes_no_or_a_changed_form(table: Bench) -> None:
    table.run("deals")
    propose(table, "tokyo")
    assert table.asked == "deal_reply"
    assert asked_seat(table) == T
    assert table.keys == ["yes", "change", "no", "too-dear:interest-1"]


def test_3_3_a_yes_executes_at_once(table: Bench) -> None:
    table.run("deals")
    propose(table, "tokyo")
    assert table.get("tokyo.capital") == 6
    table.choose("yes")
    assert [table.get(f"{seat}.capital") for seat in SEATS] == [5, 7, 6]
    assert [table.get(f"{seat}.interest") for seat in SEATS] == [5, 3, 4]
    assert (table.asked, asked_seat(table)) == ("deal", T)
    assert not table.rows(DEAL)


def test_3_3_what_a_deal_brought_can_be_given_in_the_next(table: Bench) -> None:
    table.set({"tokyo.capital": 0})
    table.run("deals")
    propose(table, "tokyo")
    table.choose("yes")
    table.choose("deal:seoul")
    assert "give:capital-1" in table.keys


def test_3_3_a_no_changes_nothing(table: Bench) -> None:
    before = table.state.levels[:]
    table.run("deals")
    propose(table, "tokyo")
    table.choose("no")
    assert table.state.levels == before
    assert not table.rows(DEAL)
    assert asked_seat(table) == T


def test_3_3_a_changed_form_is_answered_by_the_proposer_with_yes_or_no(table: Bench) -> None:
    table.run("deals")
    propose(table, "tokyo")
    table.choose("change")
    assert (table.asked, asked_seat(table)) == ("deal_item", T)
    fill(table, "interest-1", "capital-2")
    assert (table.asked, asked_seat(table)) == ("deal_reply", W)
    assert table.keys == ["yes", "no", "too-dear:capital-2"]


def test_3_3_a_yes_to_the_changed_form_executes_the_changed_form(table: Bench) -> None:
    table.run("deals")
    propose(table, "tokyo")
    table.choose("change")
    fill(table, "interest-1", "capital-2")
    table.choose("yes")
    assert [table.get(f"{seat}.capital") for seat in SEATS] == [4, 8, 6]
    assert [table.get(f"{seat}.interest") for seat in SEATS] == [5, 3, 4]


def test_3_3_a_no_to_the_changed_form_ends_the_matter(table: Bench) -> None:
    before = table.state.levels[:]
    table.run("deals")
    propose(table, "tokyo")
    table.choose("change")
    fill(table, "interest-1", "capital-2")
    table.choose("no")
    assert table.state.levels == before
    assert (table.asked, asked_seat(table)) == ("deal", T)


# -- no proposal after a no ---------------------------------------------------------------------


def second_round(bench: Bench) -> Bench:
    """Let every seat pass up to the first go of the second round."""
    while bench.decision is not None and bench.decision.question[1] == 0:
        bench.choose("pass")
    return bench


def test_3_3_whoever_was_turned_down_proposes_no_more_to_that_partner_this_turn(
    table: Bench,
) -> None:
    table.run("deals")
    propose(table, "tokyo")
    table.choose("no")
    second_round(table)
    assert asked_seat(table) == W
    assert table.keys == ["deal:seoul", "pass"]
    assert table.decision is not None
    (refusal,) = table.decision.refused(table.state, table.book.words)
    assert refusal.key == "deal:tokyo"
    assert "declined this turn" in refusal.why


def test_3_3_the_partner_that_turned_it_down_may_propose_in_its_turn(table: Bench) -> None:
    table.run("deals")
    propose(table, "tokyo")
    table.choose("no")
    assert (asked_seat(table), table.keys) == (T, ["deal:washington", "deal:seoul", "pass"])
    propose(table, "washington")
    table.choose("yes")
    assert [table.get(f"{seat}.capital") for seat in SEATS] == [7, 5, 6]


def test_3_3_both_may_turn_each_other_down(table: Bench) -> None:
    table.run("deals")
    for partner in ("tokyo", "washington"):
        propose(table, partner)
        table.choose("no")
    second_round(table)
    assert (asked_seat(table), table.keys) == (W, ["deal:seoul", "pass"])
    table.choose("pass")
    assert (asked_seat(table), table.keys) == (T, ["deal:seoul", "pass"])
    table.choose("pass")
    assert (asked_seat(table), table.keys) == (S, ["deal:washington", "deal:tokyo", "pass"])


def test_3_3_next_turn_it_may_propose_again(table: Bench) -> None:
    """The machine goes from one turn's deals to the next turn's; nobody does anything else."""
    table.state = table.program.deal(1)
    table.decision = flow.advance(table.state)

    def on_to_the_deals() -> None:
        while table.asked != "deal":
            table.choose(table.keys[-1])

    on_to_the_deals()
    table.set(capital=6, support=6, interest=4, threat=3)
    propose(table, "tokyo")
    table.choose("no")
    assert (DECLINED, W, T) in table.rows(TURN)
    while table.asked == "deal":
        table.choose("pass")
    on_to_the_deals()
    assert table.state.turn == 2
    while asked_seat(table) != W:
        table.choose("pass")
    assert table.keys == ["deal:tokyo", "deal:seoul", "pass"]
    assert (DECLINED, W, T) not in table.rows(TURN)


def test_3_3_a_yes_closes_nothing(table: Bench) -> None:
    table.run("deals")
    propose(table, "tokyo")
    table.choose("yes")
    second_round(table)
    assert (asked_seat(table), table.keys) == (W, ["deal:tokyo", "deal:seoul", "pass"])


@pytest.mark.parametrize(("answer", "closed"), [("no", True), ("yes", False)])
def test_3_3_a_changed_form_that_is_turned_down_closes_the_matter_for_who_proposed_first(
    table: Bench, answer: str, closed: bool
) -> None:
    """Its form found no yes; the partner, which only answered, has made no proposal yet."""
    table.run("deals")
    propose(table, "tokyo")
    table.choose("change")
    fill(table, "interest-1", "capital-2")
    table.choose(answer)
    assert (asked_seat(table), table.keys) == (T, ["deal:washington", "deal:seoul", "pass"])
    second_round(table)
    assert asked_seat(table) == W
    assert ("deal:tokyo" in table.keys) is not closed
    assert "deal:seoul" in table.keys


# -- demands ------------------------------------------------------------------------------------


def test_3_3_demands_come_after_the_deals(bench: Bench) -> None:
    phases = [step.phase for step in bench.book.turn]  # type: ignore[attr-defined]
    assert phases.index("demands") == phases.index("table") + 1


def test_3_3_all_demands_are_turned_up_mark_hidden(table: Bench) -> None:
    one, two = asking(table, W, T), asking(table, T, S)
    table.demand(W, T, one).demand(T, S, two, firm=False)
    table.run("demands")
    assert {table.lies(one), table.lies(two)} == {"played"}
    assert len(table.rows(DEMANDS)) == len(table.events("demand")) == 2
    # The marks lie in the sealed ledger still, which only the askers see.
    assert {(row[0], row[4]) for row in table.rows(SEALED)} == {(W, 1), (T, 0)}
    assert all(len(args) == 4 for args in table.events("demand"))


@pytest.mark.parametrize("first", [W, T, S])
def test_3_3_they_are_answered_in_order_of_the_seats_addressed_then_of_the_askers(
    table: Bench, first: int
) -> None:
    table.state.first = first
    for asker, addressed in ((S, T), (W, T), (W, S), (T, S)):
        table.demand(asker, addressed, asking(table, asker, addressed), firm=False)
    table.run("demands")
    answered = []
    while table.decision is not None:
        answered.append((table.decision.seat, int(str(table.decision.question[1]))))
        table.choose("refuse")
    order = table.state.order()
    expected = [(T, S), (T, W), (S, W), (S, T)]
    expected.sort(key=lambda pair: (order.index(pair[0]), order.index(pair[1])))
    assert answered == expected
