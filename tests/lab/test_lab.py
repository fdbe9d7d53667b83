"""The lab: its intervals, its independence of workers, and that a mirror match comes out even."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from statistics import pvariance
from weakref import WeakSet

import pytest
from attrs import astuple, evolve

from wargame.lab import run as runs
from wargame.lab.intervals import Figure, Sample, difference, mean, share
from wargame.lab.match import GameResult, Match, play
from wargame.lab.run import run
from wargame.lab.store import ResultStore
from wargame.lab.studies import arena, par
from wargame.lab.trouble import TooFew

SCENARIO = "new-entente"
RANDOM = ("random", "random", "random")


def made_up(match: Match) -> GameResult:
    return GameResult(match, "drift", False, (20, 20, 20), (1, 1, 1), (0,), 2, 90, (9, 9, 9))


def test_a_share_has_its_wilson_interval() -> None:
    """Known values: Wilson's interval for 8 of 10 and for none of 10."""
    eight, none = share(8, 10), share(0, 10)
    assert (round(eight.low, 3), round(eight.high, 3)) == (0.490, 0.943)
    assert (round(none.low, 3), round(none.high, 3)) == (0.0, 0.278)
    assert share(0, 0) == Figure(0.0, 0.0, 1.0, 0)


def test_a_mean_has_its_interval() -> None:
    found = mean([1.0, 2.0, 3.0, 4.0])
    assert found.value == 2.5
    assert round(found.high - found.value, 3) == round(1.959964 * 1.290994 / 2, 3)


def test_a_sample_has_the_mean_of_its_values_and_two_their_difference() -> None:
    """Held against the statistics of Python; halves of points are the unit."""
    one, other = [7, -3, 12, 12, 0], [1, 2]
    assert Sample.of(one).mean(0.5) == approx(mean([value / 2 for value in one]))
    assert Sample.of(one).inner == pytest.approx(pvariance(one) * 5)
    assert Sample.of(one + other) - Sample.of(other) == Sample.of(one)
    assert Sample.of([4]).mean() == Figure(4.0, float("-inf"), float("inf"), 1)
    found = difference([(Sample.of(one), Sample.of(other)), (Sample(), Sample.of(one))])
    assert (found.value, found.n) == (pytest.approx(5.6 - 1.5), 5)
    assert found.low < 4.1 < found.high


def test_memory_does_not_grow_with_games(monkeypatch: pytest.MonkeyPatch) -> None:
    """As many matches are alive as a window holds, and not as many as are played."""
    alive, most = WeakSet[Match](), 0

    def played(matches: Sequence[Match]) -> list[GameResult]:
        return [made_up(match) for match in matches]

    def listed() -> Iterator[Match]:
        for match in arena.matches(SCENARIO, RANDOM, 1000, 1):
            alive.add(match)
            yield match

    monkeypatch.setattr(runs, "WINDOW", 50)
    monkeypatch.setattr(runs, "play_batch", played)
    shown = 0
    for result in run(listed()):
        shown, most = shown + 1, max(most, len(alive))
        del result
    assert shown == 1000
    assert most <= 2 * 50


def test_a_window_changes_no_result(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Whatever is stored already, and if a match is wanted twice."""
    matches = list(arena.matches(SCENARIO, RANDOM, 12, 1))
    todo = [*matches, matches[3], *matches[:2]]
    whole = [play(evolve(match, basic=False)) for match in todo]
    store = ResultStore(tmp_path / "games")
    store.add(whole[2:5])
    told: list[int] = []
    monkeypatch.setattr(runs, "WINDOW", 5)
    runner = runs.Runner(store=store, basic=False)
    assert list(runner.run(iter(todo), told.append)) == whole
    assert told == sorted(told)
    assert (told[-1], runner.games, len(store)) == (15, 15, 12)
    again = runs.Runner(store=store, basic=False)
    assert list(again.run(iter(todo), told.append)) == whole
    assert again.kept == 15


def test_a_match_is_the_same_wherever_it_is_played() -> None:
    match = Match(SCENARIO, 5, RANDOM)
    assert play(match) == play(match)
    todo = list(arena.matches(SCENARIO, RANDOM, 45, 1))
    assert list(run(todo, 1)) == list(run(todo, 2))


def test_the_seats_are_rotated_over_the_same_deal() -> None:
    todo = list(arena.matches(SCENARIO, ("a", "b", "c"), 6, 10))
    assert [match.seed for match in todo] == [10, 10, 10, 11, 11, 11]
    assert [match.bots for match in todo[:3]] == [("a", "b", "c"), ("b", "c", "a"), ("c", "a", "b")]


def test_a_mirror_match_comes_out_even() -> None:
    """The measuring tool tests itself: three of a kind are best equally often."""
    shown = arena.arena(SCENARIO, ("adaptive",) * 3, 90, 1)
    for figure in shown.best:
        assert figure.low <= 1 / 3 <= figure.high
    assert sum(figure.value for figure in shown.best) == pytest.approx(1)
    assert sum(count for _, count in shown.endings) == 90


def test_par_is_measured_on_seeds_of_its_own_over_games_without_a_collapse() -> None:
    rows = par.par("first-week", "random", 60)
    seats = ["washington", "tokyo", "seoul"]
    assert [(row.seat, row.turn) for row in rows] == [(s, turn) for turn in (0, 1) for s in seats]
    assert 0 < rows[0].n < 60
    assert all(row.sd > 0 for row in rows)
    assert par.SeatPar("tokyo", 7.5, 3.04, 10).toml() == "tokyo = { par = [7, 50], sd = [3, 4] }"


def test_par_is_not_made_out_of_fewer_than_two_games() -> None:
    seats = ("washington", "tokyo", "seoul")
    game = evolve(play(Match(SCENARIO, 5, RANDOM)), collapsed=False)
    with pytest.raises(TooFew, match="too few games without a collapse: 1 of 2"):
        par.pars_of(seats, [game, evolve(game, collapsed=True)])
    other = evolve(game, halves=tuple(halves + 2 for halves in game.halves))
    row = par.findings(par.pars_of(seats, [game, other])).rows[0]
    assert row.figure == approx(mean([game.halves[0] / 2, other.halves[0] / 2]))


def approx(figure: Figure) -> Figure:
    return Figure(*map(pytest.approx, astuple(figure)))


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["arena", "--bots", "randm"], 'did you mean "random"'),
        (["arena", "--bots", "random,random"], "3 bots are wanted"),
        (["arena", "--games", "0"], "not in the range"),
        (["arena", "--games", "1000000000"], "not in the range"),
        (["arena", "--scenario", "new-entent", "--bots", "random"], 'did you mean "new-entente"'),
        (["arena", "--jobs", "0"], "not in the range"),
        (["arena", "--cluster", "nowhere"], "no address of a scheduler"),
        (["arena", "--cluster", "tcp://127.0.0.1:8786", "--jobs", "2"], "exclude each other"),
        (["arena", "--json", "--csv"], "exclude each other"),
        (["arena", "--results", "."], "is a folder"),
        (["arena", "--fresh", "--results", "x"], "exclude each other"),
        (["arena", "--bots", "random", "--games", "1", "--svg", "none/x.svg"], "cannot write"),
        (["arena", "--cluster", "http://127.0.0.1:8786"], "no address of a scheduler"),
        (["arena", "--bots", "human"], "the lab plays bots only"),
        (["arena", "--seed", "999999", "--games", "30"], "--seed may be 999990 at most"),
        (["cards", "--seed", "999999", "--games", "4"], "--seed may be 999998 at most"),
        (["exploit", "--seed", "999999"], "are kept for par"),
        (["par", "--bot", "random", "--games", "1"], "too few games without a collapse"),
        (["par", "--scenario", "all"], "one scenario at a time"),
        (["legal", "--scenario", "limbu"], 'did you mean "limbo"'),
        (["exploits"], "No such command"),
    ],
)
def test_what_the_lab_does_not_understand(words: list[str], says: str) -> None:
    run_ = subprocess.run(
        [sys.executable, "-m", "wargame", "lab", *words], capture_output=True, text=True,
        encoding="utf-8", check=False,
    )  # fmt: skip
    assert run_.returncode == 2
    assert says in run_.stderr
    assert "Traceback" not in run_.stderr
