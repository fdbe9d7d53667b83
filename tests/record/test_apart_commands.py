"""Open games that a reader cannot tell apart: every command that reads them says the same.

How many choices were made behind a curtain tells what was chosen there (a demand takes more than
an act), so the games differ in that number, too.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from random import Random

import pytest
from click.testing import CliRunner

from tests.conftest import micro_pins
from tests.record.test_apart import CODE, WHEN, same_to
from wargame.cli.main import commands
from wargame.content.program import Program
from wargame.engine.game import Game
from wargame.engine.library import library
from wargame.saves.format.pins import Pins
from wargame.saves.write.journal import Journal
from wargame.ui.session import NoHint, Session, hint_lines
from wargame.ui.tui.screens.shelf import judged_entry

SEEDS = range(2)
"""Deals of the small game; of the whole one, which takes its time, there is one for each seat."""
WORLDS = 6
"""Imagined worlds for a hint that is to be quick."""


def said(folder: Path, *words: str) -> str:
    """Run a command on the saves of a folder; the folder itself is not told."""
    found = CliRunner().invoke(commands, list(words), standalone_mode=False)
    assert found.exception is None, (words, found.exception)
    return found.output.replace(str(folder), "DIR")


def told(folder: Path, game: Game, early: Game, pins: Pins, seat: int) -> Iterator[str]:
    """Say everything that a seat (-1: the public) can get to read of an unfinished game.

    A seat's own is read with the code of the game, since without it there is only the public.
    """
    folder.mkdir()
    code = None if seat < 0 else CODE
    for name, each in (("game", game), ("early", early)):
        path = folder / f"{name}.jsonl"
        Journal.create(path, each, pins, code=code, clock=lambda: WHEN).close()
    file, who = str(folder / "game.jsonl"), "public" if seat < 0 else game.seats[seat]
    with_code = () if code is None else ("--code", code)
    yield said(folder, "verify", file)
    yield said(folder, "verify", file, "--json")
    yield said(folder, "verify", file, "--rules", "current")
    yield said(folder, "replay", file, "--as", who, *with_code)
    yield said(folder, "replay", file, "--knowledge", who, *with_code)
    yield said(folder, "replay", file, "--knowledge", who, "--json", *with_code)
    for form in ("jsonl", "csv", "md"):
        yield said(folder, "export", file, "--as", who, "--format", form, *with_code)
    if seat < 0:
        yield said(folder, "compare", file, str(folder / "early.jsonl"))
        yield said(folder, "compare", file, str(folder / "early.jsonl"), "--json")
    yield from hint(game, seat)
    one = judged_entry(folder / "game.jsonl")
    yield f"{one.verdict} {one.sentence.replace(str(folder), 'DIR')} {one.date} {one.scenario}"


def hint(game: Game, seat: int) -> list[str]:
    """Ask for a hint, if the seat may read it."""
    asked = game.decision
    session = Session(game, Journal(Path("nowhere")), hint_worlds=WORLDS)
    if asked is not None and asked.private and asked.seat == seat:
        session.lift()
    try:
        return hint_lines(game, session.hint())
    except NoHint as error:
        return [str(error)]


@pytest.mark.parametrize("seat", [-1, 0, 1, 2])
def test_commands_tell_no_two_open_games_apart_that_look_alike(
    tmp_path: Path, umbrella: Program, micro: Program, seat: int
) -> None:
    uneven = 0
    games = [(umbrella, Pins.of(library(), "new-entente"), seat + 1)]
    games += [(micro, micro_pins(), seed) for seed in SEEDS if seat < len(micro.ruleset.seat)]
    for number, (program, pins, seed) in enumerate(games):
        early = Game.of(program, seed=seed)
        one, other = same_to(seat, Game.of(program, seed=seed), Random(seed), open_still=True)
        here = told(tmp_path / f"{number}a", one, early, pins, seat)
        there = told(tmp_path / f"{number}b", other, early, pins, seat)
        for mine, its in zip(here, there, strict=True):
            assert mine == its
        uneven += len(one.choices) != len(other.choices)
    assert uneven, "no game had another number of hidden choices"


def test_an_act_and_a_demand_in_the_dossier_are_told_alike(tmp_path: Path) -> None:
    """A demand is sealed with two choices more than an act."""
    program, pins = library().program("cracks"), Pins.of(library(), "cracks")
    games = []
    for keys in (["act:R02"], ["demand:S08", "", ""]):
        game = Game.of(program, seed=74372478)
        while (asked := game.decision) is not None and keys[0] not in asked.keys:
            game.choose(asked.keys[-1])
        for key in keys:
            assert game.decision is not None
            game.choose(key or game.decision.keys[0])
        games.append(game)
    early = Game.of(program, seed=74372478)
    assert len({len(game.choices) for game in games}) == 2
    for seat in (-1, 0):
        here = told(tmp_path / f"{seat}a", games[0], early, pins, seat)
        there = told(tmp_path / f"{seat}b", games[1], early, pins, seat)
        for mine, its in zip(here, there, strict=True):
            assert mine == its


def test_who_gives_the_code_or_reads_to_the_end_may_count(tmp_path: Path, micro: Program) -> None:
    rng, pins = Random(5), micro_pins()
    game = Game.of(micro, seed=5)
    for _ in range(8):
        assert game.decision is not None
        game.choose(rng.choice(game.decision.keys))
    coded, plain = tmp_path / "coded.jsonl", tmp_path / "plain.jsonl"
    Journal.create(coded, game, pins, code=CODE).close()
    Journal.create(plain, game, pins).close()

    def plies(path: Path, *words: str) -> object:
        return json.loads(said(tmp_path, "verify", str(path), "--json", *words))[0]["plies"]

    assert plies(coded) is plies(plain) is None
    assert plies(coded, "--code", CODE) == 8
    while game.decision is not None:
        game.choose(rng.choice(game.decision.keys))
    over = tmp_path / "over.jsonl"
    Journal.create(over, game, pins, code=CODE).close()
    assert plies(over) == len(game.choices)
