"""Random games over all scenarios and options end legally, and what does not is told of."""

from __future__ import annotations

import pytest
from click.testing import CliRunner

from wargame.cli.main import commands
from wargame.engine.library import library
from wargame.lab.parallel import Workers
from wargame.lab.studies import legality
from wargame.lab.studies.legality import Block, BlockStore

KNOWN = sorted(library().scenarios)


def test_the_games_are_spread_evenly() -> None:
    parts = legality.blocks(KNOWN, (False, True), 3001, 50)
    tables: dict[tuple[str, bool], list[int]] = {}
    for part in parts:
        tables.setdefault((part.scenario, part.basic), []).extend(range(part.first, part.end))
    assert len(tables) == 2 * len(KNOWN)
    assert sum(map(len, tables.values())) == 3001
    counts = {len(seeds) for seeds in tables.values()}
    assert max(counts) - min(counts) <= 1
    assert all(sorted(seeds) == list(range(50, 50 + len(seeds))) for seeds in tables.values())


def test_random_games_of_every_table_end_legally() -> None:
    counts = legality.legal(KNOWN, (False, True), 28, 1)
    shown = legality.findings(counts)
    assert [row.verdict for row in shown.rows] == ["HOLDS"] * (1 + 2 * len(KNOWN))
    assert shown.rows[0].figure.n == 28
    assert legality.legal(KNOWN, (False, True), 28, 1, Workers(jobs=2)) == counts


def test_a_count_is_kept_and_goes_on() -> None:
    kept = BlockStore()
    first = legality.legal(["limbo"], (True,), 250, 30, kept=kept)
    assert len(kept) == len(BlockStore()) == 250
    told: list[int] = []
    more = legality.legal(["limbo"], (True,), 300, 30, kept=BlockStore(), done=told.append)
    assert told == [170, 270, 300]
    assert more[:2] == first[:2]
    assert len(list(BlockStore().store.values())) == 5


def test_a_game_that_does_not_end_is_told_of_and_not_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    real = legality.play_random

    def broken(scenario: str, basic: bool, seed: int) -> int:
        assert seed != 7, "seven"
        return real(scenario, basic, seed)

    monkeypatch.setattr(legality, "play_random", broken)
    words = ["lab", "legal", "--scenario", "limbo", "--basic", "--games", "10"]
    run = CliRunner().invoke(commands, words, standalone_mode=False)
    assert run.return_value == 1
    assert "9 of 10 games ended legally" in run.stdout
    again = "wargame lab legal --scenario limbo --basic --seed 7 --games 1 --fresh"
    assert f"AssertionError: seven; play it alone with: {again}" in run.stdout.replace("\n", " ")
    assert len(BlockStore()) == 0
    alone = CliRunner().invoke(commands, again.split()[1:], standalone_mode=False)
    assert "0 of 1 games ended legally" in alone.stdout


def test_a_block_is_a_key() -> None:
    assert legality.play_block(Block("limbo", True, 3, 5)).legal == 2
