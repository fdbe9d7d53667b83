"""RULES 10: agendas and guesses."""

from __future__ import annotations

import pytest

from tests.rules.bench import Bench, S, T, W
from wargame.engine.scoring import agenda_grade, score, secret_lines
from wargame.rules.model.ledgers import AGENDAS, GUESSES

SEATS = ("washington", "tokyo", "seoul")

WT, WS, TS = "washington-tokyo", "washington-seoul", "tokyo-seoul"
GRADES: list[tuple[str, dict[str, int], int]] = [
    # Primacy: both own relations 5+ and together 12+; both 6+ and West-minus-one 2 or less
    ("Primacy", {WT: 4, WS: 9}, 0),
    ("Primacy", {WT: 9, WS: 4}, 0),
    ("Primacy", {WT: 5, WS: 5, TS: 9}, 0),
    ("Primacy", {WT: 6, WS: 5}, 0),
    ("Primacy", {WT: 5, WS: 6}, 0),
    ("Primacy", {WT: 7, WS: 5, TS: 0}, 3),
    ("Primacy", {WT: 5, WS: 7}, 3),
    ("Primacy", {WT: 9, WS: 5}, 3),
    ("Primacy", {WT: 6, WS: 6, "west": 3}, 3),
    ("Primacy", {WT: 6, WS: 6, "west": 2}, 5),
    # Balance sheet: 3 more Interest than either partner; 6 more than either
    ("Balance sheet", {"washington.interest": 5, "tokyo.interest": 5}, 0),
    ("Balance sheet", {"washington.interest": 5, "tokyo.interest": 3, "seoul.interest": 1}, 0),
    ("Balance sheet", {"washington.interest": 5, "tokyo.interest": 1, "seoul.interest": 3}, 0),
    ("Balance sheet", {"washington.interest": 5, "tokyo.interest": 2, "seoul.interest": 2}, 3),
    ("Balance sheet", {"washington.interest": 9, "tokyo.interest": 3, "seoul.interest": 4}, 3),
    ("Balance sheet", {"washington.interest": 9, "tokyo.interest": 4, "seoul.interest": 3}, 3),
    ("Balance sheet", {"washington.interest": 9, "tokyo.interest": 3, "seoul.interest": 3}, 5),
    # Great-power calm: the lower threat 3 or less; and the other 5 or less
    ("Great-power calm", {"strait": 4, "peninsula": 4}, 0),
    ("Great-power calm", {"strait": 3, "peninsula": 6}, 3),
    ("Great-power calm", {"strait": 6, "peninsula": 3}, 3),
    ("Great-power calm", {"strait": 5, "peninsula": 3}, 5),
    ("Great-power calm", {"strait": 0, "peninsula": 5}, 5),
    # Keep America in: Washington-Tokyo 6+ and above both others; 7+ and above both others
    ("Keep America in", {WT: 5, WS: 0, TS: 0}, 0),
    ("Keep America in", {WT: 6, WS: 7, TS: 0}, 0),
    ("Keep America in", {WT: 8, WS: 0, TS: 9}, 0),
    ("Keep America in", {WT: 6, WS: 6, TS: 6}, 0),
    ("Keep America in", {WT: 6, WS: 6, TS: 5}, 0),
    ("Keep America in", {WT: 6, WS: 5, TS: 6}, 0),
    ("Keep America in", {WT: 6, WS: 5, TS: 5}, 3),
    ("Keep America in", {WT: 6, WS: 0, TS: 0}, 3),
    ("Keep America in", {WT: 7, WS: 7, TS: 6}, 0),
    ("Keep America in", {WT: 7, WS: 6, TS: 7}, 0),
    ("Keep America in", {WT: 7, WS: 6, TS: 6}, 5),
    # Second leg: West-minus-one 3+, Tokyo-Seoul 5+; 4+ and 6+
    ("Second leg", {"west": 2, TS: 9}, 0),
    ("Second leg", {"west": 6, TS: 4}, 0),
    ("Second leg", {"west": 3, TS: 5}, 3),
    ("Second leg", {"west": 3, TS: 9}, 3),
    ("Second leg", {"west": 4, TS: 5}, 3),
    ("Second leg", {"west": 4, TS: 6}, 5),
    # Calm with China: Strait 5 or less; 4 or less and own Accommodation 1+
    ("Calm with China", {"strait": 6, "tokyo.accommodation": 3}, 0),
    ("Calm with China", {"strait": 5, "tokyo.accommodation": 3}, 3),
    ("Calm with China", {"strait": 4, "tokyo.accommodation": 0}, 3),
    ("Calm with China", {"strait": 4, "seoul.accommodation": 3}, 3),
    ("Calm with China", {"strait": 4, "tokyo.accommodation": 1}, 5),
    # Tightrope: Peninsula 5 or less, own Accommodation 1-3; and Washington-Seoul 5+
    ("Tightrope", {"peninsula": 6, "seoul.accommodation": 2, WS: 9}, 0),
    ("Tightrope", {"peninsula": 5, "seoul.accommodation": 0, WS: 9}, 0),
    ("Tightrope", {"peninsula": 5, "seoul.accommodation": 4, WS: 6}, 0),
    ("Tightrope", {"peninsula": 5, "tokyo.accommodation": 2, WS: 6}, 0),
    ("Tightrope", {"peninsula": 5, "seoul.accommodation": 1, WS: 4}, 3),
    ("Tightrope", {"peninsula": 5, "seoul.accommodation": 3, WS: 4}, 3),
    ("Tightrope", {"peninsula": 5, "seoul.accommodation": 3, WS: 5}, 5),
    # Own shield: Command + own Latency 3+; 4+
    ("Own shield", {"seoul.command": 2}, 0),
    ("Own shield", {"seoul.latency": 2}, 0),
    ("Own shield", {"seoul.command": 2, "tokyo.latency": 2}, 0),
    ("Own shield", {"peninsula": 9, "seoul.command": 2, "seoul.latency": 1}, 3),
    ("Own shield", {"seoul.command": 3, "tokyo.latency": 2}, 3),
    ("Own shield", {"seoul.latency": 3}, 3),
    ("Own shield", {"seoul.command": 2, "seoul.latency": 2}, 5),
    ("Own shield", {"peninsula": 9, "seoul.latency": 4}, 5),
    # China thaw: own Accommodation 2+, Strait 7 or less; 3+ and Tokyo-Seoul 5+
    ("China thaw", {"seoul.accommodation": 1, "strait": 0}, 0),
    ("China thaw", {"seoul.accommodation": 2, "strait": 8}, 0),
    ("China thaw", {"tokyo.accommodation": 4, "strait": 5}, 0),
    ("China thaw", {"seoul.accommodation": 2, "strait": 7, TS: 9}, 3),
    ("China thaw", {"seoul.accommodation": 3, "strait": 7, TS: 4}, 3),
    ("China thaw", {"seoul.accommodation": 3, "strait": 7, TS: 5}, 5),
    ("China thaw", {"seoul.accommodation": 3, "strait": 8, TS: 5}, 0),
]


def flag(bench: Bench, title: str) -> int:
    """Find a flag by its title."""
    (found,) = [
        at
        for at, agenda in enumerate(bench.book.agendas)
        if agenda.title.casefold() == title.casefold()
    ]
    return found


@pytest.fixture
def end(bench: Bench) -> Bench:
    """Nothing of anything, and both threats far up."""
    for track in bench.book.layout.tracks:
        bench.set({track.id: 0})
    return bench.set(threat=8)


@pytest.mark.parametrize(("title", "levels", "points"), GRADES)
def test_10_each_flag_in_both_grades(
    end: Bench, title: str, levels: dict[str, int], points: int
) -> None:
    at = flag(end, title)
    seat = end.book.agendas[at].seat
    end.set(levels)
    assert agenda_grade(end.program, end.state, seat, at) == points
    end.row(AGENDAS, seat, at)
    assert secret_lines(end.program, end.state, seat) == [(end.book.agendas[at].title, 2 * points)]


def test_10_the_table_above_names_every_flag_and_every_grade(bench: Bench) -> None:
    for agenda in bench.book.agendas:
        grades = {
            points for title, _, points in GRADES if title.casefold() == agenda.title.casefold()
        }
        assert grades == {0, 3, 5}, agenda.title


@pytest.mark.parametrize(
    ("seat", "titles"),
    [
        (W, ["Primacy", "Balance sheet", "Great-power calm"]),
        (T, ["Keep America in", "Second leg", "Calm with China"]),
        (S, ["Tightrope", "Own shield", "China thaw"]),
    ],
)
def test_10_each_seat_has_its_three_flags(bench: Bench, seat: int, titles: list[str]) -> None:
    assert set(bench.book.flags[seat]) == {flag(bench, title) for title in titles}
    assert len(bench.book.flags[seat]) == 3


def test_10_one_flag_dealt_at_random_is_true_and_secret(bench: Bench) -> None:
    for seat in range(3):
        found = set()
        for seed in range(40):
            table = Bench(bench.program, seed=seed)
            table.run("look-at-agenda", seat=seat)
            (row,) = table.rows(AGENDAS)
            assert row[0] == seat
            assert table.state.events is not None
            masks = [event[0] for event in table.state.events if event[1] == "agenda"]
            assert masks == [1 << seat]
            found.add(row[1])
        assert found == set(bench.book.flags[seat])


def test_10_only_the_true_flag_counts(end: Bench) -> None:
    end.set({"washington.interest": 9})  # Balance sheet in full
    end.row(AGENDAS, W, flag(end, "Primacy"))
    result = score(end.program, end.state).scores[W]
    assert result.grade == 0


def test_10_the_highest_grade_counts_and_only_that(end: Bench) -> None:
    end.set({"washington.interest": 9}).row(AGENDAS, W, flag(end, "Balance sheet"))
    result = score(end.program, end.state).scores[W]
    assert result.grade == 5
    assert dict(result.lines)[end.book.agendas[flag(end, "Balance sheet")].title] == 10


# -- the guess --------------------------------------------------------------------------------


@pytest.mark.parametrize("seat", [W, T, S])
def test_10_in_the_last_cabinet_a_seat_may_guess_a_partners_flag(bench: Bench, seat: int) -> None:
    bench.state.turn = bench.book.turns
    bench.run("seal-guess", seat=seat)
    assert bench.decision is not None
    assert bench.decision.private
    partners = bench.book.layout.partners[seat]
    flags = [bench.book.agendas[at].id for other in partners for at in bench.book.flags[other]]
    assert bench.keys == [*(f"guess:{id}" for id in flags), "no-guess"]
    bench.choose(bench.keys[3])
    assert bench.decision is None  # one guess only
    assert bench.rows(GUESSES) == ((seat, partners[1], bench.book.flags[partners[1]][0]),)


def test_10_a_seat_need_not_guess(bench: Bench) -> None:
    bench.state.turn = bench.book.turns
    bench.run("seal-guess", seat=T)
    bench.choose("no-guess")
    assert not bench.rows(GUESSES)


def test_10_no_guess_before_the_last_cabinet(bench: Bench) -> None:
    for turn in range(1, bench.book.turns):
        bench.state.turn = turn
        bench.run("seal-guess", seat=T)
        assert bench.decision is None


@pytest.mark.parametrize(("title", "halves"), [("Second leg", 2), ("Calm with China", -2)])
def test_10_a_right_guess_brings_one_point_and_a_wrong_one_costs_one(
    end: Bench, title: str, halves: int
) -> None:
    end.row(AGENDAS, T, flag(end, "Second leg"))
    before = score(end.program, end.state)
    end.row(GUESSES, S, T, flag(end, title))
    after = score(end.program, end.state)
    assert after.scores[S].halves == before.scores[S].halves + halves
    assert after.scores[T].halves == before.scores[T].halves


def test_10_the_basic_game_has_neither_flags_nor_guesses() -> None:
    from wargame.engine.library import library

    bench = Bench(library().program("new-entente", basic=True))
    bench.state.turn = bench.book.turns
    bench.run("look-at-agenda", "seal-guess", seat=T)
    assert bench.decision is None
    assert not bench.rows(AGENDAS)
    assert secret_lines(bench.program, bench.state, T) == []
