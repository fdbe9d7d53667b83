"""RULES 2: the two cards on the survivors bring no seat anything that can be counted or spent."""

from __future__ import annotations

import pytest

from tests.rules.bench import Bench, S, T
from wargame.content.program import Program
from wargame.rules.effects.conditions import Start
from wargame.rules.effects.effects import Choose, Each, Shift, When
from wargame.rules.model.rulebook import every_effect

SEATS = ("washington", "tokyo", "seoul")
CARDS = [("S15", S), ("T14", T)]
GAINS = ("capital", "support", "interest", "prestige", "votes", "credibility")
"""The tracks of a seat of which more is a gain."""


@pytest.mark.parametrize(("id", "seat"), CARDS)
def test_2_no_effect_of_a_survivors_card_is_a_gain_of_a_seat(
    umbrella: Program, id: str, seat: int
) -> None:
    face = umbrella.book.play_card(umbrella.book.layout.cards.index(id))
    assert face.ops == 0
    assert face.ask is None
    assert face.flag is None
    assert face.flag_effects == ()
    tracks = umbrella.book.layout.tracks
    for branch in face.branch:
        for effect in every_effect(branch.effects):
            assert isinstance(effect, Shift | Start | Each | Choose | When)
            if isinstance(effect, Start):
                assert effect.change.what in {"ceiling", "deterrence"}
                assert effect.seat is None
            if isinstance(effect, Shift) and effect.by > 0:
                for level in {level for row in effect.level.levels for level in row}:
                    track = next(t for t in tracks if t.base <= level < t.base + t.size)
                    assert track.id in {"relation", "order"}


def ways(umbrella: Program, id: str, seat: int) -> list[tuple[tuple[str, ...], Bench]]:
    """Play a card in every way there is, to where its seat is asked for another go."""
    done: list[tuple[tuple[str, ...], Bench]] = []
    todo: list[tuple[str, ...]] = [()]
    while todo:
        keys = todo.pop()
        bench = Bench(umbrella).set(relation=5, threat=5, capital=6, support=5, order=3)
        bench.state.first = seat
        bench.put(id, f"{SEATS[seat]}.dossier-1").run("acts")
        for key in ("turn-up:1", *keys):
            bench.choose(key)
        if bench.decision is None or bench.asked == "go":
            done.append((keys, bench))
        else:
            todo += [(*keys, key) for key in bench.keys]
    return done


@pytest.mark.parametrize(("id", "seat"), CARDS)
def test_2_whatever_is_chosen_nobody_has_more_of_anything_after_a_survivors_card(
    umbrella: Program, id: str, seat: int
) -> None:
    found = ways(umbrella, id, seat)
    assert len(found) >= 4
    for keys, bench in found:
        before = Bench(umbrella).set(relation=5, threat=5, capital=6, support=5, order=3)
        for track in GAINS:
            for name in SEATS:
                level = f"{name}.{track}"
                assert bench.get(level) <= before.get(level), (keys, level)
        for name in SEATS:
            hand = before.state.layout.pile_index[f"{name}.hand"]
            held = set(before.state.piles[hand]) - {bench.card(id)}
            assert set(bench.state.piles[hand]) <= held, keys
