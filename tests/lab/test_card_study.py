"""What becomes of each card: planted faults are named, and luck is kept apart from effect."""

from __future__ import annotations

import json
from collections import Counter
from random import Random

import pytest
from click.testing import CliRunner

from wargame.cli.lab.commands import lab
from wargame.cli.lab.studies import cards as command
from wargame.content.program import Program
from wargame.lab.intervals import Sample, difference
from wargame.lab.match import GameResult, Match
from wargame.lab.run import run
from wargame.lab.studies.arena import matches
from wargame.lab.studies.card_study import CardUse, card_study

SCENARIO = "new-entente"


def planted(
    game: int,
    used: dict[tuple[int, str, str], int],
    held: tuple[frozenset[str], ...],
    halves: tuple[int, int, int] = (40, 40, 40),
    collapsed: bool = False,
) -> GameResult:
    """Make up a result."""
    match = Match(SCENARIO, game, ("adaptive",) * 3)
    verdicts = (-1, -1, -1) if collapsed else (1, 1, 1)
    return GameResult(
        match, "drift", collapsed, halves, verdicts, (), 4, 240, (20, 20, 20),
        used=Counter(used), held=held,
    )  # fmt: skip


def one(results: list[GameResult], card: str) -> CardUse:
    return next(use for use in card_study(results).cards if use.card == card)


HELD = frozenset({"W01", "W02", "W03", "W04"})


def test_planted_faults_are_named() -> None:
    """W01 is never played, W02 only as its first branch, W03 only for OPS; W04 is well."""
    results = []
    for game in range(400):
        used = {
            (0, "W02", "ops" if game % 2 else "policy:1"): 1,
            (0, "W03", "ops"): 1,
            (0, "W04", ("ops", "policy:1", "policy:2", "demand")[game % 4]): 1,
        }
        results.append(planted(game, used, (HELD, frozenset(), frozenset())))
    found = {card: one(results, card) for card in sorted(HELD)}
    assert found["W01"].faults == ("dead",)
    assert found["W02"].faults == ("branch 2 dominated",)
    assert found["W03"].faults == ("only OPS",)
    assert found["W04"].faults == found["W04"].undecided == ()
    assert (found["W04"].held, found["W04"].acted) == (400, 300)
    assert found["W04"].demanded.value == 0.25
    assert found["W04"].policy.value == pytest.approx(2 / 3)
    assert card_study(results).verdict == "FAILS"


def test_with_few_games_nothing_is_decided() -> None:
    results = [planted(game, {}, (HELD, frozenset(), frozenset())) for game in range(5)]
    found = one(results, "W01")
    assert found.faults == ()
    assert set(found.undecided) == {"play", "POLICY share", "branch 1", "branch 2"}


def test_an_effect_is_measured_within_seats(umbrella: Program) -> None:
    """R01 brings its holder two points wherever it sits, and lies mostly with a strong seat: were
    seats not kept apart, the strong seat's twenty points would speak for it."""
    rng = Random(1)
    results = []
    for game in range(600):
        held, halves = [], []
        for seat, (odds, base) in enumerate(((0.8, 80), (0.2, 40), (0.2, 40))):
            mine = rng.random() < odds
            held.append(frozenset({"R01"} if mine else {"R02"}))
            halves.append(base + (4 if mine else 0) + rng.randint(-4, 4) * (seat + 1))
        results.append(planted(game, {}, tuple(held), tuple(halves)))  # type: ignore[arg-type]
    found = one(results, "R01").standing
    sds = [umbrella.scenario.par[seat].sd_hundredths / 100 for seat in umbrella.book.layout.seats]
    assert found.low > 0
    assert 0.8 * 2 / max(sds) < found.value < 1.2 * 2 / min(sds)


def test_the_difference_is_that_of_the_groups() -> None:
    """Each group has a difference of 1; thrown together, they would show 7."""
    groups = (([22, 23, 21, 22], [20]), ([2], [0, 1, -1, 0]), ([10, 12], []))
    found = difference([(Sample.of(one), Sample.of(other)) for one, other in groups], 0.5)
    assert found.value == pytest.approx(1.0)
    assert found.low < 1 < found.high
    assert found.n == 5


def test_an_event_counts_by_how_the_lanes_were_laid(umbrella: Program) -> None:
    """A game that ends early counts as any other: what matters is what would have come."""
    book = umbrella.book
    card = book.layout.cards.index("P03")
    results = []
    for game in range(300):
        state = umbrella.deal(game)
        laid = any(card in state.piles[lane][: book.turns] for lane in book.piles.lane)
        results.append(planted(game, {}, (frozenset(),) * 3, collapsed=laid))
    events = card_study(results).events
    assert events[0].card == "P03"
    assert events[0].collapse.low > 0.8
    assert 0 < events[0].laid.value < 0.6
    assert all(event.collapse.value < 0.5 for event in events[1:])


def test_real_games_add_up_and_any_number_of_processes_finds_the_same() -> None:
    todo = list(matches(SCENARIO, ("adaptive",) * 3, 24, 1))
    results = list(run(todo, 1))
    study = card_study(results)
    assert study == card_study(list(run(todo, 2)))
    acts = sum(count for r in results for (_, _, key), count in r.used.items() if key != "demand")
    assert sum(use.acted for use in study.cards) == acts > 0
    for use in study.cards:
        assert use.played.value <= 1
        assert sum(branch.value for branch in use.branches) == pytest.approx(
            1 if use.policy.value else 0
        )
    # Two lanes, one event a lane and turn.
    assert sum(event.laid.value for event in study.events) == pytest.approx(2 * 4)


def test_the_command_tells_every_card(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lab, "commands", {"cards": command})
    words = ["cards", "--scenario", "first-week", "--games", "6", "--bots", "random"]
    told = CliRunner().invoke(lab, words)
    assert "are undecided in part" in told.output
    found = json.loads(CliRunner().invoke(lab, [*words, "--json"]).output)["found"]
    assert {"W01", "R01"} <= {card["card"] for card in found["cards"]}
    assert found["verdict"] in ("FAILS", "UNDECIDED")
