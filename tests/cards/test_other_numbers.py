"""Other numbers in the rulebook's TOML: no numeral of the rulebook stands in Python."""

from __future__ import annotations

import shutil
from pathlib import Path
from random import Random

import pytest

from tests import worlds
from wargame.bots.bot import make
from wargame.bots.evaluate.crisis_values import RICH, USUAL, usual_bids
from wargame.content.load import Library
from wargame.content.program import Program
from wargame.content.text.en import English
from wargame.engine.game import Game
from wargame.engine.library import data
from wargame.engine.rehearsal import check
from wargame.engine.view import determinize
from wargame.saves.format.header import SEED_DIGITS
from wargame.ui.tui.screens.setup import read_seed


def with_numbers(folder: Path, changes: dict[str, str]) -> Path:
    """Copy the rulebook with one scenario, and put other numbers into it."""
    shutil.copytree(data("cards"), folder / "cards")
    (folder / "rules" / "scenarios").mkdir(parents=True)
    shutil.copy(data("rules") / "scenarios" / "clouds.toml", folder / "rules" / "scenarios")
    text = (data("rules") / "umbrella.toml").read_text("utf-8")
    for old, new in changes.items():
        assert text.count(old) == 1, old
        text = text.replace(old, new)
    (folder / "rules" / "umbrella.toml").write_text(text, "utf-8")
    return folder


def places(number: int) -> dict[str, str]:
    """Change how many places of the dossier there are for acting."""
    return {
        "places = 2, third": f"places = {number}, third",
        "rounds = 2, places = 2 }": f"rounds = {number}, places = {number} }}",
    }


def play(program: Program, seed: int) -> Game:
    """Play a game at random, with worlds imagined and views compared on the way."""
    rng = Random(seed)
    game = Game.of(program, seed=seed)
    while (decision := game.decision) is not None:
        for seat in range(3):
            world = determinize(game.view(seat), program, rng)
            assert all(0 <= row[1] <= program.book.most_bid for row in world.ledgers[9])
        worlds.check_conserved(game)
        game.choose(rng.choice(decision.keys))
    assert game.outcome is not None
    return game


@pytest.mark.parametrize("number", [1, 3, 4])
def test_a_dossier_of_other_places_plays(tmp_path: Path, number: int) -> None:
    folder = with_numbers(tmp_path, places(number))
    assert check(folder / "cards", folder / "rules") == []
    program = Library(folder / "cards", folder / "rules").program("clouds")
    assert len(program.book.piles.dossier[0]) == number + 1
    game = play(program, 1)
    told = "\n".join(game.log(-1))
    assert f"{program.book.words.ordinal(number - 1)} place" in told
    asked = program.book.words.ask_fill(program.book.piles.demand_place)
    assert asked == f"Dossier, {program.book.words.ordinal(number)} place: a demand?"
    assert "a demand?" not in program.book.words.ask_fill(number - 1)


def test_bids_to_six_play(tmp_path: Path) -> None:
    folder = with_numbers(tmp_path, {"most = 4 }": "most = 6 }"})
    assert check(folder / "cards", folder / "rules") == []
    program = Library(folder / "cards", folder / "rules").program("clouds")
    assert program.book.most_bid == 6
    seen = set()
    for seed in range(3):
        seen |= {event[2][1] for event in play(program, seed).events if event[1] == "sealed_bid"}
    assert seen & {5, 6}


def test_bots_play_by_other_numbers(tmp_path: Path) -> None:
    folder = with_numbers(tmp_path, {**places(3), "most = 4 }": "most = 6 }"})
    program = Library(folder / "cards", folder / "rules").program("clouds")
    game = Game.of(program, seed=1)
    bot, rng = make("adaptive", program), Random(1)
    while (decision := game.decision) is not None:
        game.choose(bot.choose(game.view(decision.seat), decision, rng))
    assert game.outcome is not None


def test_usual_bids_follow_the_bound() -> None:
    """As counted where four is the most; stretched where another number is."""
    assert usual_bids(4, 5) == USUAL
    assert usual_bids(4, 9) == RICH
    assert usual_bids(4, 2) == USUAL[:3]
    for most in (1, 2, 3, 6, 9):
        found = usual_bids(most, 99)
        assert len(found) == most + 1
        assert sum(found) == pytest.approx(1)
        assert found[0] < found[-1]


def test_there_is_a_word_for_every_place(umbrella: Program) -> None:
    words = umbrella.book.words
    assert isinstance(words, English)
    said = [words.ordinal(place) for place in (0, 2, 3, 9, 10, 11, 12, 19, 20, 21, 22, 110, 120)]
    assert said == [
        "first", "third", "fourth", "tenth", "11th", "12th", "13th", "20th", "21st", "22nd",
        "23rd", "111th", "121st",
    ]  # fmt: skip


def test_the_screen_takes_every_seed_that_a_save_holds() -> None:
    assert read_seed("9" * SEED_DIGITS) == 10**SEED_DIGITS - 1
    with pytest.raises(ValueError, match=f"at most {SEED_DIGITS} digits"):
        read_seed("9" * (SEED_DIGITS + 1))
