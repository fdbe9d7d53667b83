"""Strength over time: the same games for each bot, and the time beside it."""

from __future__ import annotations

import json

from tests.lab.test_report import wargame
from wargame.lab.studies import strength
from wargame.lab.studies.arena import arena

SCENARIO = "first-week"


def test_each_bot_plays_the_games_of_an_arena_against_two_adaptive_seats() -> None:
    rungs = strength.strength(SCENARIO, ("random", "adaptive"), 6, 1)
    assert [rung.bot for rung in rungs] == ["random", "adaptive"]
    for rung in rungs:
        shown = arena(SCENARIO, (rung.bot, "adaptive", "adaptive"), 6, 1)
        assert (rung.best, rung.points) == (shown.best[0], shown.points[0])
    assert rungs[0].points.value < rungs[1].points.value


def test_the_curve_names_the_time_of_a_choice_and_runs_from_the_quickest_on() -> None:
    assert strength.LADDER[:3] == ("adaptive", "search-brief", "search")
    words = ["lab", "strength", "--scenario", SCENARIO, "--bots", "random,adaptive", "--games", "3"]
    found = json.loads(wargame(*words, "--json"))
    rows = [row for row in found["rows"] if row["percent"]]
    assert [row["measure"] for row in rows] == ["random", "adaptive"]
    assert all(float(row["note"].split()[0]) > 0 for row in rows)
    assert [rung["bot"] for rung in found["found"]] == ["random", "adaptive"]
