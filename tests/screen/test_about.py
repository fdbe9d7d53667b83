"""The pane beside a question: what it is about, in signs."""

from __future__ import annotations

import pytest

from tests.rules.bench import Bench
from tests.screen.test_asked import PROGRAM, reached
from wargame.content.card_signs import ask_signs, branch_signs, signed_card
from wargame.engine.game import Game
from wargame.rules.model.cards import Branch
from wargame.rules.phases.demands import Demands
from wargame.table.decision import Decision
from wargame.ui.about import about, branch_of, pane

BOOK = PROGRAM.book


def branches_of(game: Game, decision: Decision, prefix: str) -> list[Branch]:
    """Find the branches that a question lists, from the rulebook alone."""
    if prefix == "home":
        home = BOOK.homes[decision.seat]
        return [] if home is None else [*home.branch]
    if prefix == "choose":
        return [*decision.about[0].branch]
    card = BOOK.cards[decision.about[0]]
    return [*card.branch]  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("kind", "prefix"),
    [("use", "policy"), ("event", "branch"), ("choose", "choose"), ("go", "home")],
)
def test_the_highlighted_branch_is_shown_in_signs(kind: str, prefix: str) -> None:
    game, decision = reached(
        lambda _, found: (
            found.kind == kind and any(key.startswith(f"{prefix}:") for key in found.keys)
        )
    )
    branches, seen = branches_of(game, decision, prefix), 0
    for option in decision.options:
        word, _, number = option.key.partition(":")
        if word == prefix:
            branch = branches[int(number) - 1]
            assert branch_of(game, decision, option) is branch
            assert about(game, option) == [branch_signs(BOOK, branch)]
            seen += 1
        else:
            assert branch_of(game, decision, option) is None
    assert seen


def test_a_card_of_the_hand_is_shown_in_signs_and_a_demand_by_its_ask() -> None:
    game, decision = reached(
        lambda _, found: (
            found.kind == "fill" and any(key.startswith("demand:") for key in found.keys)
        )
    )
    told = {option.key: about(game, option) for option in decision.options}
    for key, lines in told.items():
        word, _, id = key.partition(":")
        if not id:
            assert lines == []
            continue
        card = BOOK.layout.cards.index(id)
        signed = signed_card(BOOK, card)
        assert lines == (
            [ask_signs(BOOK, card)] if word == "demand" else [*signed.marks, *signed.lines]
        )


DEMANDS = ("demand_to", "demand_with", "demand_mark", "answer", "countered", "insisted")


@pytest.mark.parametrize("kind", DEMANDS)
def test_a_demand_says_its_ask_and_what_its_answers_bring(kind: str) -> None:
    """Whoever is asked: what is said follows from the rulebook and the public table."""
    game, decision = reached(lambda _, found: found.kind == kind)
    fair = 0
    for option in decision.options:
        lines = about(game, option)
        if kind in DEMANDS[:3]:
            card, asker = decision.about[0], decision.seat
            addressed = (
                decision.about[1] if kind != "demand_to" else game.seats.index(option.parts[0])
            )
        else:
            asker, addressed, card, _ = decision.about
        shapes = [PROGRAM.ruleset.seat[seat].shape for seat in (asker, addressed)]
        assert ask_signs(BOOK, card) in lines
        assert f"met: {shapes[0]} Int +4; at the floor: {shapes[0]} Int +2" in lines
        firm = next(line for line in lines if line.startswith("FIRM, refused: "))
        assert firm.split(", ")[-1].endswith(f" on {shapes[1]}")
        bluff = f"BLUFF, refused: {shapes[0]} Crd −1, {shapes[0]} Sup −1, {shapes[1]} Sup +1"
        assert bluff in lines
        fair += "fair: relation +1 if met" in lines
        if kind == "demand_with":
            item = BOOK.item(option.key.partition(":")[2])
            assert ("fair: relation +1 if met" in lines) is (item.sweetens > 1)
    assert (fair > 0) is (kind == "demand_with")


def test_a_penalty_says_what_it_does() -> None:
    game, decision = reached(lambda _, found: found.kind == "penalty")
    told = {option.key: about(game, option) for option in decision.options}
    known = {
        "penalty:tariff": ["Tariff: income −1, 2 turns"],
        "penalty:review": ["Review: bids −1, 2 turns"],
        "penalty:freeze": ["Freeze: first POLICY costs +1, 2 turns"],
    }
    assert len(told) > 1
    assert told == {key: known[key] for key in told}


@pytest.mark.parametrize("firm", [True, False])
@pytest.mark.parametrize("interest", [0, 2, 9])
def test_a_refusal_moves_what_the_pane_says(bench: Bench, firm: bool, interest: int) -> None:
    bench.set(interest=5, support=5, credibility=3, relation=6)
    bench.set({"tokyo.interest": interest})
    bench.demand(0, 1, "W06", firm=firm).run("demands")
    phase = bench.phase("demands")
    assert isinstance(phase, Demands)
    listed = phase.refused(bench.state, 0, 1, firm=firm)
    before = bench.state.levels[:]
    bench.choose("refuse")
    moved = {
        at: now - was
        for at, (was, now) in enumerate(zip(before, bench.state.levels, strict=True))
        if now != was
    }
    low = {at: max(by, -before[at]) for at, by in listed}
    assert moved == {at: by for at, by in low.items() if by}


def test_points_of_ops_are_shown_by_what_they_buy_and_the_badge_by_its_effects() -> None:
    game, decision = reached(lambda _, found: found.kind == "ops" and "flag" in found.keys)
    told = {option.key: pane(game, option) for option in decision.options}
    bought = {"ops:west": "West +1", "ops:threat": "one threat −1", "ops:capital": "Cap +1",
              "ops:relation": "one own relation +1", "ops:interest": "Int +1",
              "ops:support": "Sup +1"}  # fmt: skip
    seen_lines = {key: bought[key] for key in told if key in bought}
    assert len(seen_lines) > 1
    assert {key: told[key].signs for key in seen_lines} == {k: (v,) for k, v in seen_lines.items()}
    card = signed_card(BOOK, decision.about[0])
    assert told["flag"].signs == (next(mark for mark in card.marks if mark.startswith("badge")),)
    for seen in told.values():
        assert seen.card == card.id
        assert not (seen.signs and seen.text), "branches that no answer plays"
