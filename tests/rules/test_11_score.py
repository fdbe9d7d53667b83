"""RULES 11: score, verdict, ending."""

from __future__ import annotations

from dataclasses import replace

import attrs
import pytest

from tests.rules.bench import Bench, S, T, W
from tests.rules.test_4_demands import asked_card
from wargame.content.program import Program
from wargame.content.specs import Par
from wargame.engine.scoring import (
    Outcome,
    ending_of,
    ending_points,
    halves_text,
    public_lines,
    score,
    secret_lines,
)
from wargame.rules.model.ledgers import AGENDAS, COLLAPSED, GAME, GUESSES, ISOLATED

SEATS = ("washington", "tokyo", "seoul")


@pytest.fixture
def end(bench: Bench) -> Bench:
    """Nothing of anything, except relations that keep everybody in the game."""
    for track in bench.book.layout.tracks:
        bench.set({track.id: 0})
    return bench.set(relation=4)


def halves(bench: Bench, seat: int) -> int:
    """Give a seat's points in halves."""
    return score(bench.program, bench.state).scores[seat].halves


def changes(bench: Bench, levels: dict[str, int]) -> list[int]:
    """Give by how many half points each seat's score changes with these levels."""
    before = [halves(bench, seat) for seat in range(3)]
    bench.set(levels)
    return [halves(bench, seat) - before[seat] for seat in range(3)]


def with_par(program: Program, par: dict[str, Par]) -> Program:
    """Give the program with other pars."""
    return replace(program, scenario=attrs.evolve(program.scenario, par=par))


def judged(
    bench: Bench, places: dict[int, int], sd: tuple[int, int, int] = (200, 200, 200)
) -> Outcome:
    """Score with pars such that each seat lies so many hundredths of a point above its par."""
    par = {}
    for seat, name in enumerate(SEATS):
        level = halves(bench, seat) * 50 - places.get(seat, 0)
        par[name] = Par((level // 100, level % 100), (sd[seat] // 100, sd[seat] % 100))
    return score(with_par(bench.program, par), bench.state)


# -- points -----------------------------------------------------------------------------------


def test_11_the_lower_relation_counts(end: Bench) -> None:
    # Anchor and the like are kept out of it by the third relation.
    levels = {"washington-tokyo": 3, "washington-seoul": 6, "tokyo-seoul": 5}
    assert changes(end, levels) == [-2, -2, 2]
    lines = [dict(public_lines(end.program, end.state, seat)) for seat in range(3)]
    assert [line["lower relation"] for line in lines] == [6, 6, 10]


def test_11_the_higher_relation_does_not_count(end: Bench) -> None:
    assert changes(end, {"washington-tokyo": 9}) == [0, 0, 0]


@pytest.mark.parametrize(
    ("track", "each"),
    [("support", 1), ("votes", 4), ("interest", 1), ("prestige", 2), ("blame", -2)],
)
@pytest.mark.parametrize("seat", SEATS)
def test_11_what_a_seat_has_counts(end: Bench, seat: str, track: str, each: int) -> None:
    found = changes(end, {f"{seat}.{track}": 3})
    assert found == [3 * each if name == seat else 0 for name in SEATS]


@pytest.mark.parametrize(
    ("capital", "found"), [(0, 0), (1, 0), (2, 1), (3, 1), (4, 2), (9, 4), (12, 6)]
)
@pytest.mark.parametrize("seat", SEATS)
def test_11_capital_that_is_left_counts_half_a_point_for_every_two(
    end: Bench, seat: str, capital: int, found: int
) -> None:
    changed = changes(end, {f"{seat}.capital": capital})
    assert changed == [found if name == seat else 0 for name in SEATS]
    assert dict(public_lines(end.program, end.state, SEATS.index(seat)))["Capital"] == found


@pytest.mark.parametrize("track", ["credibility", "latency", "command"])
def test_11_what_does_not_count(end: Bench, track: str) -> None:
    assert changes(end, {f"seoul.{track}": 2}) == [0, 0, 0]


@pytest.mark.parametrize("track", ["west", "history", "axis", "order"])
def test_11_shared_tracks_do_not_count_by_themselves(end: Bench, track: str) -> None:
    assert changes(end, {track: 3 if track == "history" else 6}) == [0, 0, 0]


def test_11_everybody_starts_from_five(end: Bench) -> None:
    end.set(relation=0)
    assert [halves(end, seat) for seat in range(3)] == [10, 10, 10]


def test_11_exposure_of_an_ally_is_its_own_theatre(end: Bench) -> None:
    assert changes(end, {"strait": 7})[1:] == [-7, 0]
    end.set(strait=0)
    assert changes(end, {"peninsula": 7})[1:] == [0, -7]


@pytest.mark.parametrize(
    ("peninsula", "strait", "found"), [(0, 0, 0), (7, 0, -4), (6, 0, -3), (5, 8, -7), (9, 9, -9)]
)
def test_11_exposure_of_washington_is_the_mean_rounded_up(
    end: Bench, peninsula: int, strait: int, found: int
) -> None:
    assert changes(end, {"peninsula": peninsula, "strait": strait})[0] == found


@pytest.mark.parametrize(("level", "found"), [(0, 0), (1, 0), (2, 1), (3, 1), (4, 2), (6, 3)])
@pytest.mark.parametrize("ally", [T, S])
def test_11_half_of_accommodation_comes_off_exposure(
    end: Bench, ally: int, level: int, found: int
) -> None:
    end.set(threat=6).set({f"{SEATS[ally]}.accommodation": level})
    lines = [dict(public_lines(end.program, end.state, seat))["exposure"] for seat in range(3)]
    assert lines == [-6 + (found if seat == ally else 0) for seat in range(3)]


@pytest.mark.parametrize(("level", "found"), [(1, 0), (2, 1)])
def test_11_below_the_ending_accommodation_changes_nothing_else(
    end: Bench, level: int, found: int
) -> None:
    end.set(threat=6)
    assert changes(end, {"tokyo.accommodation": level}) == [0, found, 0]
    assert changes(end, {"seoul.accommodation": level}) == [0, 0, found]


def test_11_exposure_of_an_ally_may_fall_below_nothing_and_add_points(end: Bench) -> None:
    end.set(threat=0).set({"tokyo.accommodation": 6})
    assert dict(public_lines(end.program, end.state, T))["exposure"] == 3


def test_11_the_whole_sum(end: Bench) -> None:
    end.set(
        {
            "washington-tokyo": 5, "tokyo-seoul": 6, "washington-seoul": 4, "strait": 5,
            "tokyo.accommodation": 3, "tokyo.support": 7, "tokyo.votes": 1, "tokyo.interest": 3,
            "tokyo.prestige": 1, "tokyo.blame": 2, "west": 4,
        }
    )  # fmt: skip
    flag = next(
        at for at in end.book.flags[T] if end.book.agendas[at].title.casefold() == "second leg"
    )
    other = end.book.flags[S][0]
    end.row(AGENDAS, T, flag).row(AGENDAS, S, other).row(GUESSES, T, S, other)
    # 5 + 3.5 + 2 + (5 - 2) + 1.5 + 5 + 1 + 1 - 2, and 2 for the ending West-minus-one
    assert halves(end, T) == 2 * 22
    result = score(end.program, end.state)
    assert result.ending == "west-minus-one"
    assert sum(points for _, points in result.scores[T].lines) == result.scores[T].halves


def test_11_points_are_counted_in_halves() -> None:
    assert [halves_text(n) for n in (29, 28, 1, 0, -1, -3)] == ["14½", "14", "½", "0", "−½", "−1½"]


def test_11_the_public_standing_leaves_agenda_and_guess_out(end: Bench) -> None:
    flag = end.book.flags[W][1]
    end.set({"washington.interest": 9}).row(AGENDAS, W, flag)
    end.row(AGENDAS, T, end.book.flags[T][0]).row(GUESSES, W, T, end.book.flags[T][0])
    names = [name for name, _ in public_lines(end.program, end.state, W)]
    assert end.book.agendas[flag].title not in names
    assert "guess" not in names
    assert [name for name, _ in secret_lines(end.program, end.state, W)] == [
        end.book.agendas[flag].title,
        "guess",
    ]


# -- endings ----------------------------------------------------------------------------------

ANCHOR = {"washington-tokyo": 7, "washington-seoul": 7}
WEST = {"west": 3, "tokyo-seoul": 6}
BEIJING = {"seoul.accommodation": 3}


def ending(bench: Bench) -> tuple[str, list[int]]:
    """Give the ending and its points."""
    found = ending_of(bench.program, bench.state)
    assert found is not None
    points = [ending_points(bench.program, found, bench.state, seat) for seat in range(3)]
    return found.id, points


def test_11_the_endings_stand_in_their_order(bench: Bench) -> None:
    assert [found.id for found in bench.program.ruleset.ending] == [
        "collapse", "anchor", "west-minus-one", "accommodation", "drift",
    ]  # fmt: skip
    assert all(found.text for found in bench.program.ruleset.ending)  # read aloud


def test_11_anchor(end: Bench) -> None:
    assert ending(end.set(ANCHOR)) == ("anchor", [2, 1, 1])
    for short in ANCHOR:
        assert ending(end.set({**ANCHOR, short: 6}))[0] != "anchor"


def test_11_west_minus_one(end: Bench) -> None:
    assert ending(end.set(WEST)) == ("west-minus-one", [-1, 2, 1])
    assert ending(end.set({**WEST, "west": 2}))[0] == "drift"
    assert ending(end.set({**WEST, "tokyo-seoul": 5}))[0] == "drift"


@pytest.mark.parametrize(
    ("tokyo", "seoul", "points"),
    [(3, 0, [-2, 1, -1]), (2, 3, [-2, -1, 1]), (3, 6, [-2, 1, 1])],
)
def test_11_accommodation(end: Bench, tokyo: int, seoul: int, points: list[int]) -> None:
    end.set({"tokyo.accommodation": tokyo, "seoul.accommodation": seoul})
    assert ending(end) == ("accommodation", points)


def test_11_drift(end: Bench) -> None:
    end.set({"tokyo.accommodation": 2, "seoul.accommodation": 2})
    assert ending(end) == ("drift", [0, 0, 0])


def test_11_the_first_ending_that_holds(end: Bench) -> None:
    end.set({**ANCHOR, **WEST, **BEIJING})
    assert ending(end)[0] == "anchor"
    end.set({"washington-tokyo": 6})
    assert ending(end)[0] == "west-minus-one"
    end.set({"west": 2})
    assert ending(end)[0] == "accommodation"
    end.set({"seoul.accommodation": 2})
    assert ending(end)[0] == "drift"
    end.set({**ANCHOR, **WEST, **BEIJING}).row(GAME, COLLAPSED, 0, 0)
    assert ending(end)[0] == "collapse"


@pytest.mark.parametrize(
    ("levels", "points"), [(ANCHOR, [2, 1, 1]), (WEST, [-1, 2, 1]), (BEIJING, [-2, -1, 1])]
)
def test_11_the_endings_points_are_a_line_of_the_score(
    end: Bench, levels: dict[str, int], points: list[int]
) -> None:
    end.set(levels)
    name = ending_of(end.program, end.state)
    assert name is not None
    for seat in range(3):
        lines = dict(score(end.program, end.state).scores[seat].lines)
        assert lines[name.name] == 2 * points[seat]


# -- verdicts ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("above", "tier"),
    [
        (-201, "Setback"),
        (-200, "Managed"),
        (-1, "Managed"),
        (0, "Success"),
        (199, "Success"),
        (200, "Triumph"),
        (900, "Triumph"),
    ],
)
@pytest.mark.parametrize("seat", [W, T, S])
def test_11_the_verdict_by_par_and_sd(end: Bench, seat: int, above: int, tier: str) -> None:
    assert judged(end, {seat: above}).scores[seat].tier == tier


@pytest.mark.parametrize(("above", "tier"), [(-301, 0), (-300, 1), (-299, 1), (299, 2), (300, 3)])
def test_11_tiers_are_exact_where_hundredths_do_not_divide(
    end: Bench, above: int, tier: int
) -> None:
    assert judged(end, {T: above}, sd=(300, 300, 300)).scores[T].verdict == tier


def test_11_several_seats_can_triumph(end: Bench) -> None:
    result = judged(end, {W: 400, T: 400, S: 400})
    assert [found.tier for found in result.scores] == ["Triumph"] * 3
    assert not result.overreach


def test_11_par_and_sd_are_the_scenarios_own(bench: Bench) -> None:
    assert set(bench.program.scenario.par) == set(SEATS)
    assert all(par.sd_hundredths > 1 for par in bench.program.scenario.par.values())


def test_11_a_collapse_is_a_historic_failure_for_everybody(end: Bench) -> None:
    end.row(GAME, COLLAPSED, 0, 0).set({"tokyo.blame": 2})
    result = judged(end, {W: 900, T: 0, S: -900})
    assert result.collapsed
    assert [found.tier for found in result.scores] == ["Historic failure"] * 3
    assert all(found.verdict < 0 for found in result.scores)  # below Setback
    assert result.best == ()
    assert result.overreach == ()


@pytest.mark.parametrize("at", [{"peninsula": 10}, {"strait": 10}, {"relation": 0}])
def test_11_whatever_brings_it_about(end: Bench, at: dict[str, int]) -> None:
    end.set(at).run("collapse")
    assert score(end.program, end.state).collapsed


@pytest.mark.parametrize("above", [-900, 0, 900])
def test_11_isolated_at_the_end_is_at_most_a_setback(end: Bench, above: int) -> None:
    end.set({"washington-tokyo": 0, "tokyo-seoul": 0}).row(GAME, ISOLATED, T, 0)
    result = judged(end, {W: 0, T: above, S: 0})
    assert result.scores[T].tier == "Setback"
    assert T not in result.best


def flagged(bench: Bench, seat: int, flags: dict[int, int]) -> Program:
    """Give the program in which par of each flag lies so far above these very points."""
    level = halves(bench, seat) * 50
    pars = {
        bench.book.agendas[flag].id: divmod(level + above, 100) for flag, above in flags.items()
    }
    par = {name: Par((0, 0), (2, 0)) for name in SEATS}
    par[SEATS[seat]] = Par((level // 100, level % 100), (2, 0), pars)
    return with_par(bench.program, par)


@pytest.mark.parametrize("seat", [W, T, S])
def test_11_two_seats_with_equal_points_and_other_flags_get_other_verdicts(
    end: Bench, seat: int
) -> None:
    one, two, three = unmet(end, seat)
    program = flagged(end, seat, {one: 1, two: -200})
    found = {}
    for flag in (one, two, three):
        end.state.ledgers[AGENDAS] = ((seat, flag),)
        result = score(program, end.state).scores[seat]
        found[flag] = (result.halves, result.tier, result.standing)
    points = found[one][0]
    assert found == {
        one: (points, "Managed", -1),
        two: (points, "Triumph", 100),
        three: (points, "Success", 0),  # no par of its own: that of the seat
    }


def unmet(bench: Bench, seat: int) -> list[int]:
    """List a seat's flags, in a state in which it meets none of them and has Blame for it."""
    bench.set(threat=7, axis=6).set({"washington-tokyo": 4, "washington-seoul": 4})
    bench.set({"tokyo-seoul": 4}).set(interest=0, order=0, west=0)
    flags = [*bench.book.flags[seat]]
    graded = {}
    for flag in flags:
        bench.state.ledgers[AGENDAS] = ((seat, flag),)
        graded[flag] = score(bench.program, bench.state).scores[seat].grade
    assert not any(graded.values()), graded
    bench.state.ledgers[AGENDAS] = ()
    return flags


def test_11_the_spread_is_the_seats_whatever_the_flag(end: Bench) -> None:
    one, *_ = unmet(end, T)
    end.row(AGENDAS, T, one)
    for above, tier in ((200, "Managed"), (201, "Setback"), (-199, "Success"), (-200, "Triumph")):
        program = flagged(end, T, {one: above})
        assert score(program, end.state).scores[T].tier == tier


def test_11_the_title_is_measured_by_the_par_of_the_flag(end: Bench) -> None:
    one, two, _ = unmet(end, S)
    program = flagged(end, S, {one: -150, two: 1})
    level = {seat: halves(end, seat) * 50 for seat in (W, T)}
    par = dict(program.scenario.par)
    for seat, above in ((W, 100), (T, 0)):
        at = level[seat] - above
        par[SEATS[seat]] = Par((at // 100, at % 100), (2, 0))
    program = with_par(program, par)
    end.state.ledgers[AGENDAS] = ((S, one),)
    assert score(program, end.state).best == (S,)
    end.state.ledgers[AGENDAS] = ((S, two),)
    assert score(program, end.state).best == (W,)


# -- best seat, overreach, ties ---------------------------------------------------------------


def test_11_the_best_seat_lies_highest_above_its_par(end: Bench) -> None:
    assert judged(end, {W: 50, T: 100, S: 0}).best == (T,)


def test_11_the_distance_is_measured_in_sds(end: Bench) -> None:
    assert judged(end, {W: 100, T: 120, S: 0}, sd=(200, 300, 200)).best == (W,)


def test_11_the_best_seat_is_at_least_a_success(end: Bench) -> None:
    assert judged(end, {W: -250, T: 0, S: -300}).best == (T,)
    assert judged(end, {W: -250, T: -1, S: -300}).best == ()


def test_11_nobody_is_best_where_all_are_below_par(end: Bench) -> None:
    result = judged(end, {W: -1, T: -50, S: -199})
    assert [found.tier for found in result.scores] == ["Managed"] * 3
    assert result.best == ()


def test_11_overreach_is_a_triumph_while_a_partner_is_in_setback(end: Bench) -> None:
    result = judged(end, {W: 400, T: 100, S: -300})
    assert result.overreach == (W,)
    assert result.scores[W].tier == "Triumph"  # the verdict stays
    assert result.best == (T,)  # the title moves on


def test_11_all_triumphs_beside_a_setback_overreach_and_nobody_is_best(end: Bench) -> None:
    result = judged(end, {W: 400, T: 300, S: -300})
    assert result.overreach == (W, T)
    assert result.best == ()


def test_11_a_success_beside_a_setback_is_no_overreach(end: Bench) -> None:
    result = judged(end, {W: 199, T: 0, S: -300})
    assert result.overreach == ()
    assert result.best == (W,)


def test_11_a_setback_of_an_isolated_partner_is_no_overreach(end: Bench) -> None:
    end.set({"washington-seoul": 0, "tokyo-seoul": 0}).row(GAME, ISOLATED, S, 0)
    result = judged(end, {W: 400, T: 100, S: -300})
    assert result.overreach == ()
    assert result.best == (W,)


def test_11_ties_go_to_the_higher_other_relation(end: Bench) -> None:
    end.set({"washington-tokyo": 4, "washington-seoul": 5, "tokyo-seoul": 4, "tokyo.support": 9})
    result = judged(end, {W: 100, T: 100, S: 0})
    assert result.scores[W].standing == result.scores[T].standing
    assert result.best == (W,)


def test_11_then_to_support(end: Bench) -> None:
    end.set({"tokyo.support": 6, "washington.support": 5})
    assert judged(end, {W: 100, T: 100, S: 0}).best == (T,)


def test_11_then_the_title_is_shared(end: Bench) -> None:
    assert judged(end, {W: 100, T: 100, S: 0}).best == (W, T)
    assert judged(end, {}).best == (W, T, S)


def test_11_a_narrow_lead_is_a_lead(end: Bench) -> None:
    # 1/3.00 is more than 1/3.01, though Tokyo would win the tie by its Support.
    end.set({"tokyo.support": 6})
    assert judged(end, {W: 100, T: 100, S: 0}, sd=(300, 301, 300)).best == (W,)


# -- the last turn ----------------------------------------------------------------------------


def test_11_last_turn_no_demands(end: Bench) -> None:
    end.set(capital=6, interest=4, support=5)
    card = asked_card(end, W, T)
    for turn, may in ((end.book.turns - 1, True), (end.book.turns, False)):
        end.state.turn = turn
        end.state.frames.clear()
        end.put(card, "washington.hand").run("dossier", seat=W)
        assert f"act:{card}" in end.keys
        assert (f"demand:{card}" in end.keys) is may


def test_11_last_turn_no_new_pledges_and_no_interest_in_deals(end: Bench) -> None:
    end.set(capital=6, interest=4, credibility=6)
    for turn, may in ((end.book.turns - 1, True), (end.book.turns, False)):
        end.state.turn = turn
        end.state.frames.clear()
        end.run("deals")
        end.choose("deal:tokyo")
        assert "give:capital-1" in end.keys
        assert ("give:interest-1" in end.keys) is may
        assert ("give:pay-2" in end.keys) is may
