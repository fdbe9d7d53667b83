"""Drafts: the forms that a seat fills in before it seals them."""

from __future__ import annotations

from random import Random
from statistics import median

import pytest

from wargame.bots.bot import answer, make
from wargame.content.program import Program
from wargame.engine.game import Game
from wargame.engine.library import library
from wargame.ui.drafts import CARDS, NONE, NOTHING, Draft, fill_in
from wargame.ui.line.line_table import numbered

SCENARIOS = ("new-entente", "cracks", "long-year")
FORMS_A_TURN = 30
"""The most forms and single questions that a table answers in a turn, in the median."""


def sitting(program: Program, seed: int = 5) -> Game:
    """Play to the first private question that begins a form."""
    game, bot = Game.of(program, seed=seed), make("adaptive", program)
    while game.decision is not None:
        if game.decision.private and Draft(game).is_form:
            return game
        game.choose(answer(game, bot))
    raise AssertionError("no sitting is a form")


def through_forms(game: Game, seed: int) -> list[int]:
    """Let bots answer by forms, each answer drafted in any order; give the number of forms of each
    turn. The game that is played question by question beside it must stay the same."""
    program, rng = game.program, Random(seed)
    bots = [make("adaptive", program) for _ in game.seats]
    twin, turns = game.copy(), {}
    while game.decision is not None:
        draft, seat = Draft(game), game.decision.seat
        turns[game.turn] = turns.get(game.turn, 0) + 1
        while not draft.complete or any(not one.given for one in draft.fields()):
            open_ = [one for one in draft.fields() if not one.given]
            one = rng.choice(open_)
            ahead = game.copy().play(
                each.key for each in draft.fields()[: draft.fields().index(one)]
            )
            draft.give(one.slot, answer(ahead, bots[seat]))
        begun = len(game.choices)
        before = game.fingerprint()
        keys = draft.choices()
        assert game.fingerprint() == before
        assert len(game.choices) == begun
        for key in keys:
            assert twin.decision is not None
            assert twin.decision.seat == seat
            twin.choose(key)
            game.choose(key)
        assert game.fingerprint() == twin.fingerprint()
    return list(turns.values())


@pytest.mark.parametrize("scenario", SCENARIOS)
def test_forms_in_any_order_play_the_game_and_a_table_answers_few(scenario: str) -> None:
    program = library().program(scenario)
    counts = [
        count for seed in range(3) for count in through_forms(Game.of(program, seed=seed), seed)
    ]
    assert median(counts) <= FORMS_A_TURN


def test_the_micro_game_has_its_forms(micro: Program) -> None:
    assert through_forms(Game.of(micro, seed=3), 3)


def test_nothing_is_shown_between_the_questions_of_a_form(umbrella: Program) -> None:
    """A draft ends where undo ends: what it tries can always be taken back."""
    game, rng = Game.of(umbrella, seed=8), Random(8)
    while game.decision is not None:
        draft = Draft(game)
        for at, one in enumerate(draft.fields()):
            ahead = game.copy().play(each.key for each in draft.fields()[:at])
            assert ahead.undo_steps >= at
            assert one.decision.seat == game.decision.seat
            assert one.decision.private is game.decision.private
        game.choose(rng.choice(game.decision.keys))


def test_a_card_has_one_hotkey_in_a_whole_sitting_and_nothing_has_its_own(
    umbrella: Program,
) -> None:
    draft = Draft(sitting(umbrella))
    by_card: dict[str, set[str]] = {}
    for one in draft.fields():
        hotkeys = [a.hotkey for a in one.answers if a.hotkey]
        assert len(set(hotkeys)) == len(hotkeys)
        for answer_ in one.answers:
            word, _, card = answer_.key.partition(":")
            if word in ("act", "offer") and answer_.hotkey:
                by_card.setdefault(card, set()).add(answer_.hotkey)
            assert (answer_.hotkey == NOTHING) is (answer_.key == NONE[one.decision.kind])
    assert by_card
    assert all(len(signs) == 1 and signs <= set(CARDS) for signs in by_card.values())


def test_an_answer_changed_keeps_the_later_ones_that_still_can_stand(umbrella: Program) -> None:
    game = sitting(umbrella)
    draft = Draft(game)
    fill_in(draft, "1 a")
    fill_in(draft, "2 s")
    fill_in(draft, "1 d")
    first, second = draft.fields()[:2]
    assert (first.key, second.key) == (first.answers[2].key, first.answers[1].key)
    fill_in(draft, "1 s")  # the card of the second place: that place is empty again
    assert [one.key for one in draft.fields()[:2]] == [first.answers[1].key, "leave"]
    draft.clear()
    assert [one.given for one in draft.fields()[:2]] == [False, False]


def test_what_cannot_be_answered_is_refused_in_a_sentence(umbrella: Program) -> None:
    draft = Draft(sitting(umbrella))
    with pytest.raises(ValueError, match="fits no field"):
        fill_in(draft, "9 z")
    with pytest.raises(ValueError, match="could be several answers"):
        fill_in(draft, "1 act with")
    with pytest.raises(ValueError, match="no such question"):
        draft.give(("fill", 9, 1), "leave")
    with pytest.raises(ValueError, match="no answer to this question"):
        draft.give(draft.fields()[0].slot, "bid:3")
    assert not any(one.given for one in draft.fields())


def test_a_form_that_lacks_an_answer_cannot_be_sealed(umbrella: Program) -> None:
    draft = Draft(sitting(umbrella))
    fill_in(draft, "demand 1")
    assert not draft.complete
    with pytest.raises(ValueError, match="has no answer yet"):
        draft.choices()


def test_one_letter_names_no_answer_and_a_field_has_one_answer_a_line(umbrella: Program) -> None:
    draft = Draft(sitting(umbrella))
    with pytest.raises(ValueError, match="fits no field"):
        fill_in(draft, "c")
    fill_in(draft, "1 a", anew=False)
    with pytest.raises(ValueError, match="answered already"):
        fill_in(draft, "1 s", anew=False)


def test_a_bid_has_the_number_of_its_amount_in_lines_too(umbrella: Program) -> None:
    for seed in range(40):
        game, bot = Game.of(umbrella, seed=seed), make("adaptive", umbrella)
        while game.decision is not None and game.decision.kind != "bid":
            game.choose(answer(game, bot))
        if game.decision is not None:
            break
    assert game.decision is not None
    listed = numbered(game.decision)
    assert all(option.key == f"bid:{number}" for number, option in listed.items())
    assert 0 in listed
