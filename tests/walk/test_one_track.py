"""Archetypes: each keeps its habit, whatever the table offers."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import TypeAlias

import pytest

from wargame.bots.bot import BOTS, answer
from wargame.bots.greedy.archetypes import ARCHETYPES
from wargame.content.program import Program
from wargame.engine.game import Game
from wargame.engine.library import library
from wargame.rules.model.ledgers import PLEDGES

Asked: TypeAlias = tuple[str, str, tuple[str, ...]]
"""The kind of a question, the answer, and all keys that were legal."""
TABLES = 12


@cache
def program() -> Program:
    return library().program("new-entente")


@cache
def played(word: str) -> tuple[tuple[Game, int, tuple[Asked, ...], int], ...]:
    """Let an archetype play against adaptive bots in each seat: (game, its seat, what it was asked
    and answered, how many pledges it made)."""
    tables = []
    for seed in range(TABLES):
        game = Game.of(program(), seed=seed)
        own = seed % 3
        bots = [BOTS[word if seat == own else "adaptive"][0](program()) for seat in range(3)]
        asked: list[Asked] = []
        pledges = set()
        while (decision := game.decision) is not None:
            key = answer(game, bots[decision.seat])
            if decision.seat == own:
                asked.append((decision.kind, key, tuple(decision.keys)))
            game.choose(key)
            pledges |= {row for row in game.state.ledgers[PLEDGES] if row[0] == own}
        tables.append((game, own, tuple(asked), len(pledges)))
    return tuple(tables)


def answers(word: str, kind: str) -> list[tuple[str, tuple[str, ...]]]:
    found = [(key, keys) for *_, asked, _ in played(word) for k, key, keys in asked if k == kind]
    assert found, f"nobody asked {word} for {kind}"
    return found


ALWAYS: list[tuple[str, str, Callable[[str], bool]]] = [
    ("undemanding", "fill", lambda key: not key.startswith("demand:")),
    ("demander", "fill", lambda key: key.startswith("demand:")),
    ("loner", "deal", lambda key: key == "pass"),
    ("loner", "deal_reply", lambda key: key == "no"),
    ("trader", "deal", lambda key: key != "pass"),
    ("trader", "deal_reply", lambda key: key == "yes"),
    ("legislator", "use", lambda key: key.startswith("policy:")),
    ("operator", "use", lambda key: key in ("ops", "lay-aside")),
    ("pledger", "pay_pledge", lambda key: key == "pay-pledge"),
    ("hawk", "demand_mark", lambda key: key == "firm"),
    ("bluffer", "demand_mark", lambda key: key == "bluff"),
    ("refuser", "answer", lambda key: key == "refuse"),
]


@pytest.mark.parametrize(("word", "kind", "keeps"), ALWAYS)
def test_an_archetype_keeps_its_habit(word: str, kind: str, keeps: Callable[[str], bool]) -> None:
    for key, legal in answers(word, kind):
        if any(map(keeps, legal)):
            assert keeps(key), f"{word} answered {kind} with {key} of {legal}"


@pytest.mark.parametrize(("word", "track"), [("proliferator", "latency"),
                                             ("accommodator", "accommodation")])  # fmt: skip
def test_an_archetype_drives_its_track_up(word: str, track: str) -> None:
    def reached(who: str) -> int:
        base = program().book.layout.track_index[track].base
        return sum(game.state.levels[base + own] for game, own, _, _ in played(who))

    assert reached(word) > reached("adaptive")


def test_a_spendthrift_loses_its_votes() -> None:
    def passed(who: str) -> int:
        roles = program().book.layout.track_index["votes"]
        return sum(game.state.levels[roles.base + own] for game, own, _, _ in played(who))

    assert passed("spendthrift") < passed("adaptive")


def test_a_pledger_pledges_more_than_others() -> None:
    mine, theirs = (sum(row[3] for row in played(who)) for who in ("pledger", "adaptive"))
    assert mine > theirs


def test_every_archetype_says_in_one_line_what_it_does() -> None:
    for word in ARCHETYPES:
        assert " " not in word
        assert BOTS[word][1]
