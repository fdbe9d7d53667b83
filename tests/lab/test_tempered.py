"""A bot of one's own in one word: `tempered:interest=1.4+bid=0.2`."""

from __future__ import annotations

import os
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.record.forge import forged
from wargame.bots.bot import UnknownBot, make
from wargame.bots.evaluate.weights import BadWeights, Weights, numbers, read, words, write
from wargame.bots.greedy.adaptive import Adaptive
from wargame.bots.greedy.archetypes import TEMPERAMENTS
from wargame.content.program import Program
from wargame.lab.match import Match, play
from wargame.saves.write.journal import BadSave
from wargame.ui.session import new_session, saved_session

ANY = st.fixed_dictionaries(
    {},
    optional={name: st.floats(0.001, 1000) for name in numbers()}
    | {name: st.sampled_from(choices) for name, choices in words().items()},
)


@given(ANY)
def test_weights_are_read_as_they_were_written(weights: dict[str, float]) -> None:
    made = Weights(**weights)
    assert read(write(made)) == made


@given(st.text(alphabet="abid=+-.0e9 nf", max_size=30))
def test_any_text_is_weights_or_refused_in_a_sentence(text: str) -> None:
    with suppress(BadWeights):
        assert read(write(read(text))) == read(text)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("intrest=2", 'did you mean "interest"'),
        ("bid", "write bid=NUMBER"),
        ("bid=much", "bid is a number, such as bid=0.5, not 'much'"),
        ("bid=nan", "lies between -1000 and 1000"),
        ("warmth=0", "lies between 0.001 and 1000"),
        ("bid=1+bid=2", "given twice"),
        ("mark=frm", "mark cannot be 'frm'; did you mean \"firm\"?"),
    ],
)
def test_what_weights_cannot_be(text: str, says: str, umbrella: Program) -> None:
    with pytest.raises(UnknownBot) as caught:
        make(f"tempered:{text}", umbrella)
    assert says in str(caught.value)


def test_an_unknown_bot_is_told_the_nearest(umbrella: Program) -> None:
    with pytest.raises(UnknownBot, match='did you mean "tempered"'):
        make("temperd:bid=1", umbrella)


def test_a_tempered_bot_has_those_weights_and_plays_as_its_temperament(umbrella: Program) -> None:
    """Without weights it is the adaptive bot; with a temperament's it is that temperament."""
    made = make("tempered:interest=1.4+bid=0.2", umbrella)
    assert isinstance(made, Adaptive)
    assert made.weights == Weights(interest=1.4, bid=0.2)
    hawk = write(TEMPERAMENTS["hawk"][0])
    for plain, own in (("adaptive", "tempered"), ("hawk", f"tempered:{hawk}")):
        one = play(Match("new-entente", 3, (plain, "adaptive", "adaptive")))
        two = play(Match("new-entente", 3, (own, "adaptive", "adaptive")))
        assert (one.halves, one.plies, one.used) == (two.halves, two.plies, two.used)


def test_a_save_holds_a_bot_of_ones_own(tmp_path: Path) -> None:
    seats = {"washington": "tempered:bid=0.2", "tokyo": "random", "seoul": "random"}
    path = tmp_path / "game.jsonl"
    new_session(tmp_path, "new-entente", 3, seats, path)
    found = saved_session(path).bots[0]
    assert isinstance(found, Adaptive)
    assert found.weights == Weights(bid=0.2)
    wrong = forged(path, lambda lines: lines[0]["seats"].update(washington="tempered:bidd=.2"))
    with pytest.raises(BadSave, match="line 1: tempered: there is no weight"):
        saved_session(wrong)


def test_the_command_line_seats_it_and_refuses_a_wrong_one(tmp_path: Path) -> None:
    def wargame(seats: str) -> subprocess.CompletedProcess[str]:
        words = ["-m", "wargame", "--saves", str(tmp_path), "play", "--plain", "--seed", "3"]
        return subprocess.run(
            [sys.executable, *words, "--seats", seats],
            capture_output=True, text=True, encoding="utf-8", check=False,
            env={**os.environ, "PYTHONUTF8": "1"},
        )  # fmt: skip

    played = wargame("washington=tempered:bid=0.2+mark=firm,tokyo=random,seoul=random")
    assert played.returncode == 0, played.stderr
    refused = wargame("washington=tempered:bit=1,tokyo=random,seoul=random")
    assert refused.returncode == 2
    assert 'did you mean "bid"?' in refused.stderr
