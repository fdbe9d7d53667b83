"""The targets: the matchups, what the rows make of results, and that broken rules are found."""

from __future__ import annotations

from collections import Counter
from itertools import pairwise

import pytest
from attrs import evolve

from wargame.content.load import Library
from wargame.content.program import Program
from wargame.engine.library import data
from wargame.engine.scoring import Outcome
from wargame.lab import match as matches
from wargame.lab import protected
from wargame.lab.findings import Row
from wargame.lab.intervals import Figure, share
from wargame.lab.match import GameResult, Match, play
from wargame.lab.studies import measures
from wargame.lab.studies.matchups import FULL, MINDS, QUICK, Size, able, matchups
from wargame.lab.studies.par import FIRST_SEED
from wargame.lab.studies.targets import not_yet, sorted_out, table, targets
from wargame.rules.model.rulebook import every_effect
from wargame.rules.phases.demands import Demands

SCENARIO = "new-entente"
SEATS = ("washington", "tokyo", "seoul")
TIERS = ("Setback", "Managed", "Success", "Triumph")
TINY = Size(mirror=2, mind=2, company=3, random=4, search=0, search_mirror=0)


def a_result(best: tuple[int, ...], **more: object) -> GameResult:
    """Make a result with a title and what else a test needs."""
    plain = GameResult(
        Match(SCENARIO, 1, ("random",) * 3), "drift", False, (20, 10, 10), (1, 1, 1), best, 4, 100,
        (30, 30, 30),
    )  # fmt: skip
    return evolve(plain, **more)  # type: ignore[arg-type]


@pytest.mark.parametrize("size", [QUICK, FULL])
def test_each_cast_has_deals_of_its_own_below_those_of_par(size: Size) -> None:
    spans = []
    for matchup in matchups(SCENARIO, size, seed=FIRST_SEED - 1):
        if not matchup.word.startswith("first: "):
            seeds = {match.seed for match in matchup.matches}
            assert max(seeds) < FIRST_SEED
            spans.append((min(seeds), max(seeds)))
    spans.sort()
    assert all(end < start for (_, end), (start, _) in pairwise(spans))


def test_each_first_seat_is_tried_on_the_same_deals() -> None:
    found = {matchup.word: matchup.matches for matchup in matchups(SCENARIO, TINY)}
    for seat in ("tokyo", "seoul"):
        led = found[f"first: {seat}"]
        assert [m.seed for m in led] == [m.seed for m in found["adaptive"]]
        assert {m.first for m in led} == {seat}


def test_a_mind_sits_only_where_its_track_is() -> None:
    assert able(SCENARIO, "proliferator") == (1, 2)
    assert able(SCENARIO, "refuser") == (0, 1, 2)
    assert able("first-week", "accommodator") == ()
    for matchup in matchups(SCENARIO, TINY):
        if matchup.word in MINDS:
            seats = {match.bots.index(matchup.word) for match in matchup.matches}
            assert seats <= set(able(SCENARIO, matchup.word))
    absent = " ".join(not_yet("first-week", TINY))
    assert "accommodator" in absent
    assert "search bot against adaptive" in absent
    assert not any("search" in line for line in not_yet("clouds", FULL))


def test_without_the_search_bot_the_other_games_are_the_same() -> None:
    whole, part = matchups("clouds", FULL), matchups("clouds", FULL.without_search())
    assert part == [matchup for matchup in whole if "search" not in matchup.word]
    assert len(whole) == len(part) + 2


def test_the_whole_table_can_be_measured() -> None:
    found = targets("first-week", TINY).rows
    assert found == targets("first-week", TINY).rows
    names = [row.measure for row in found]
    assert len(set(names)) == len(names)
    for start in ("best seat", "best-seat share as first", "options at the first", "cards that",
                  "collapse", "one-track mind", "random games that", "a refused FIRM"):  # fmt: skip
        assert any(name.startswith(start) for name in names), start


def test_the_results_are_sorted_out_by_cast() -> None:
    plan = matchups(SCENARIO, TINY)
    results = [a_result((), match=match) for matchup in plan for match in matchup.matches]
    for matchup in plan:
        assert [r.match for r in sorted_out(plan, results)[matchup.word]] == list(matchup.matches)


def test_rows_need_no_more_than_what_is_kept_in_short() -> None:
    plan = matchups("first-week", TINY)
    results = [play(match) for matchup in plan for match in matchup.matches]
    whole, at = {}, 0
    for matchup in plan:
        whole[matchup.word] = results[at : at + len(matchup.matches)]
        at += len(matchup.matches)
    assert table("first-week", sorted_out(plan, results)) == table("first-week", whole)


def test_the_basic_game_is_measured_where_it_is_asked_for() -> None:
    plan = {matchup.word: matchup.matches for matchup in matchups(SCENARIO, TINY, basic=True)}
    assert {match.basic for match in plan["random, other option"]} == {False}
    assert {match.basic for match in plan["random"]} == {None}
    assert "accommodator" not in plan


def test_a_row_about_every_case_fails_with_the_first_that_breaks_it() -> None:
    assert Row("x", 0.0, 0.0, share(0, 50), every=True).verdict == "HOLDS"
    assert Row("x", 0.0, 0.0, share(1, 50), every=True).verdict == "FAILS"
    assert Row("x", 0.0, 0.0, share(0, 0), every=True).verdict == "UNDECIDED"
    assert Row("x", 0.0, 0.0, share(0, 50)).verdict == "UNDECIDED"


def test_the_change_with_the_first_seat_is_paired_by_deal() -> None:
    """Tokyo is best whenever it is first and never else; for Seoul nothing changes."""
    by_first = [[a_result((0,)), a_result((2,))] * 50 for _ in SEATS]
    by_first[1] = [a_result((1,)), a_result((2,))] * 50
    washington, tokyo, seoul = measures.first_seat(by_first, SEATS)
    assert (tokyo.figure.value, tokyo.verdict) == (0.5, "FAILS")
    assert washington.figure.value == pytest.approx(0.25)
    assert seoul.figure == Figure(0.0, 0.0, 0.0, 100)


def test_a_game_without_a_title_moves_no_share() -> None:
    by_first = [[a_result((0,)), a_result(())] * 10 for _ in SEATS]
    assert [row.figure.value for row in measures.first_seat(by_first, SEATS)] == [0, 0, 0]


def test_a_card_that_is_held_and_never_played_is_found() -> None:
    hand = (frozenset({"A", "B"}), frozenset[str](), frozenset[str]())
    used = Counter({(0, "A", "ops"): 1, (0, "A", "policy:1"): 1, (1, "B", "ops"): 1})
    found = {
        row.measure: row for row in measures.cards([a_result((0,), held=hand, used=used)] * 200)
    }
    assert found["played where held: B"].verdict == "FAILS"
    assert "played where held: A" not in found
    summed = found["cards that are played often enough"]
    assert (summed.figure.value, summed.verdict) == (0.5, "FAILS")


def test_a_game_that_stops_short_is_no_legal_end() -> None:
    good, short = a_result((0,)), a_result((0,), turns=3)
    assert measures.legal([good] * 9, 4).verdict == "HOLDS"
    assert measures.legal([good] * 9 + [short], 4).verdict == "FAILS"
    assert measures.legal([a_result((), turns=3, collapsed=True)], 4).verdict == "HOLDS"


def test_most_points_stands_beside_the_title() -> None:
    found = measures.balance([a_result((1,))] * 4, SEATS, TIERS)
    assert [row.note for row in found[:3]] == [
        f"most points {n} %" for n in ("100.0", "0.0", "0.0")
    ]


def test_looking_for_broken_rules_changes_nothing() -> None:
    for bots in (("random",) * 3, ("demander", "refuser", "adaptive")):
        match = Match(SCENARIO, 3, bots)
        plain, probed = play(match), play(evolve(match, probe=True))
        assert evolve(probed, match=match, looked=Counter()) == plain
        assert probed.looked[protected.COLLAPSE] > 0


def probed(games: int) -> list[GameResult]:
    return [play(Match(SCENARIO, seed, ("random",) * 3, probe=True)) for seed in range(games)]


def test_the_protected_rules_hold_in_some_random_games() -> None:
    results = probed(12)
    for rule in (protected.COLLAPSE, protected.FIRM):
        row = measures.never("x", rule, results)
        assert row.figure.n > 10
        assert row.verdict == "HOLDS"


def test_a_refusal_that_costs_nothing_is_caught(monkeypatch: pytest.MonkeyPatch) -> None:
    """A rulebook of its own, in which who refuses a FIRM loses nothing and is cheered at home."""
    bent = Library(data("cards"), data("rules")).program(SCENARIO)
    rule = next(verb for verb in every_effect(bent.book.turn) if isinstance(verb, Demands))
    rule.firm_relation = rule.firm_refuser_interest = 0

    def only_bent(*which: object) -> Program:
        return bent

    monkeypatch.setattr(matches, "program_of", only_bent)
    row = measures.never("x", protected.FIRM, probed(6))
    assert row.verdict == "FAILS"
    assert row.note.startswith("first: new-entente, seed ")


def test_a_collapse_that_spares_somebody_is_caught(monkeypatch: pytest.MonkeyPatch) -> None:
    real = protected.score

    def sparing(*args: object) -> Outcome:
        outcome = real(*args)  # type: ignore[arg-type]
        if outcome.collapsed:
            spared = evolve(outcome.scores[0], verdict=3)
            return evolve(outcome, scores=(spared, *outcome.scores[1:]))
        return outcome

    monkeypatch.setattr(protected, "score", sparing)
    assert measures.never("x", protected.COLLAPSE, probed(6)).verdict == "FAILS"


def test_the_commonest_ending_is_the_one_of_most_games_whichever_came_first() -> None:
    first = a_result((0,), ending="anchor")
    rest = [a_result((0,)) for _ in range(3)]
    *_, commonest = measures.endings([first, *rest])
    assert commonest.figure.value == pytest.approx(0.75)
