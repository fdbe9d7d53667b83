"""Planted faults: each must be caught by the checks of the walk."""

from __future__ import annotations

import random
from collections.abc import Iterator
from typing import Any

import pytest

from tests.conftest import bends_classes
from tests.walk.test_walk import walk
from wargame.content.program import Program
from wargame.engine import game as game_module
from wargame.engine import view as view_module
from wargame.rules.common import decks
from wargame.rules.phases import acts
from wargame.table import chance, moves

SEEDS = range(12)
pytestmark = bends_classes


def caught(program: Program) -> bool:
    """Say whether any of a few walks trips over the planted fault."""
    for seed in SEEDS:
        try:
            walk(program, seed)
        except AssertionError:
            return True
    return False


@pytest.fixture(autouse=True)
def fresh_luck() -> Iterator[None]:
    chance.order.cache_clear()
    yield
    chance.order.cache_clear()


def test_the_engine_without_a_fault_passes(micro: Program) -> None:
    assert not caught(micro)


def test_a_hidden_card_leaked_in_the_view(micro: Program, monkeypatch: Any) -> None:
    built = view_module.SeatView.__init__

    def leaking(self: Any, state: Any, seat: int, sitting: int = -1) -> None:
        built(self, state, seat, sitting)
        self.piles[0] = state.piles[0]

    monkeypatch.setattr(view_module.SeatView, "__init__", leaking)
    assert caught(micro)


def test_a_hidden_card_leaked_in_the_log(micro: Program, monkeypatch: Any) -> None:
    real = moves.move_card

    def leaking(state: Any, card: int, source: int, target: int, mask: Any = None) -> None:
        real(state, card, source, target, mask)
        if state.events:
            _, kind, args, reveals = state.events[-1]
            state.events[-1] = (-1, kind, args, reveals)

    monkeypatch.setattr(decks, "move_card", leaking)
    assert caught(micro)


def test_a_hidden_card_leaked_in_an_open_questions_options(
    micro: Program, monkeypatch: Any
) -> None:
    real = acts.Acts.go

    def leaking(self: Any, state: Any, seat: int, args: Any) -> Any:
        decision = real(self, state, seat, args)
        dossier = self.book.piles.dossier[seat][0]
        if decision is not None and state.piles[dossier] and state.piles[dossier][0] % 2:
            decision.options.pop()
        return decision

    monkeypatch.setattr(acts.Acts, "go", leaking)
    monkeypatch.setattr(acts.Call, "__init__", acts.Call.__init__)
    assert caught(micro)


def test_a_hidden_card_leaked_in_a_key(micro: Program, monkeypatch: Any) -> None:
    real = acts.Acts.go

    def leaking(self: Any, state: Any, seat: int, args: Any) -> Any:
        decision = real(self, state, seat, args)
        if decision is not None:
            for at, option in enumerate(decision.options):
                cards = state.piles[self.book.piles.dossier[seat][0]]
                if option.key == "turn-up:1" and cards:
                    id = self.book.layout.cards[cards[0]]
                    decision.options[at] = type(option)(f"turn-up:{id}", "", option.steps)
        return decision

    monkeypatch.setattr(acts.Acts, "go", leaking)
    assert caught(micro)


def test_undo_across_a_reveal(micro: Program, monkeypatch: Any) -> None:
    real = game_module.Game.undo_refusal.fget  # type: ignore[attr-defined]

    def lenient(self: Any) -> Any:
        said = real(self)
        return None if said and "has seen" in said and self.decision.seat == self.chooser else said

    monkeypatch.setattr(game_module.Game, "undo_refusal", property(lenient))
    assert caught(micro)


def test_a_draw_of_luck_outside_chance(micro: Program, monkeypatch: Any) -> None:
    source = random.Random(5)

    def lawless(state: Any, book: Any, seat: int, deck: int) -> int | None:
        cards = state.piles[book.piles.deck[deck]]
        return source.choice(cards) if cards else None

    monkeypatch.setattr(decks, "next_card", lawless)
    assert caught(micro)


def test_a_frame_that_holds_a_secret(micro: Program, monkeypatch: Any) -> None:
    real = view_module.SeatView.__init__

    def leaking(self: Any, state: Any, seat: int, sitting: int = -1) -> None:
        real(self, state, seat, -1)

    monkeypatch.setattr(view_module.SeatView, "__init__", leaking)
    # The frames of a sitting differ only in what is asked next: compare two ways to sit.
    game = game_module.Game.of(micro, seed=1).play(["bid:0"])
    demand = next(key for key in game.decision.keys if key.startswith("demand"))  # type: ignore[union-attr]
    plain, sealed = game.fork(), game.fork()
    plain.choose("act:" + demand.split(":")[1])
    sealed.choose(demand)
    assert plain.view(1).facts() != sealed.view(1).facts()
    monkeypatch.undo()
    assert plain.view(1).facts() == sealed.view(1).facts()
