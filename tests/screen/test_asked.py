"""What stands behind a question and its options: figures, the form so far, the right face."""

from __future__ import annotations

import re
from collections.abc import Callable
from random import Random

import pytest

from tests.golden.scenes import kept, recorded
from wargame.content.card_text import face_lines
from wargame.engine import preview
from wargame.engine.game import Game
from wargame.engine.library import library
from wargame.rules.model.ledgers import CONDITIONS, DEAL, PLEDGES
from wargame.rules.model.rulebook import price
from wargame.table.decision import Decision, Option
from wargame.ui.about import pane
from wargame.ui.describe import standing_lines
from wargame.ui.question import at_once, behind, question

PROGRAM = library().program("new-entente")


def reached(seen: Callable[[Game, Decision], bool]) -> tuple[Game, Decision]:
    """Play at random until a question of some sort; gives it."""
    for seed in range(60):
        game, rng = Game.of(PROGRAM, seed=seed), Random(seed)
        while (decision := game.decision) is not None:
            if seen(game, decision):
                return game, decision
            game.choose(rng.choice(decision.keys))
    raise AssertionError("no game comes to such a question")


def test_a_bid_is_asked_for_with_what_all_bids_must_bring() -> None:
    game, decision = reached(lambda _, found: found.kind == "bid")
    crisis = preview.crisis(PROGRAM, game.view(-1))
    assert crisis is not None
    assert crisis.paid is None
    assert crisis.needed == max(0, crisis.threshold - crisis.deterrence)
    assert question(game).startswith(game.prompt)
    said = f"Deterrence gives {crisis.deterrence} as things stand, bids must bring {crisis.needed}."
    assert said in question(game)
    assert behind(game, decision.options[0])[0] == PROGRAM.book.layout.cards[crisis.card]


def test_a_form_says_what_stands_on_it() -> None:
    game, _ = reached(
        lambda game, found: found.kind == "deal_item" and len(game.state.ledgers[DEAL]) > 2
    )
    said, words = question(game), PROGRAM.book.words
    for side, item, _ in game.state.ledgers[DEAL][1:]:
        assert PROGRAM.book.items[item].text(words) in said
        assert ("gives", "asks for")[side] in said
    assert said.count(" On the form: ") == 1


def test_an_empty_form_says_nothing() -> None:
    game, _ = reached(
        lambda game, found: found.kind == "deal_item" and len(game.state.ledgers[DEAL]) == 1
    )
    assert question(game) == game.prompt


def test_the_region_card_on_offer_is_shown() -> None:
    for side in ("give", "take"):
        key = f"{side}:region-card"
        game, decision = reached(lambda _, found, key=key: key in found.keys)
        partner = decision.about[2]
        giver = decision.seat if side == "give" else partner
        (card,) = game.view(-1).piles[PROGRAM.book.piles.offer[giver]]
        id, lines = behind(game, decision.options[decision.keys.index(key)])
        assert id == PROGRAM.book.layout.cards[card]
        assert PROGRAM.book.title(card) in lines[0]


@pytest.mark.parametrize("kind", ["choose", "which", "top_up"])
def test_a_question_without_a_card_says_where_it_comes_from(kind: str) -> None:
    game, decision = reached(lambda _, found: found.kind == kind)
    face = face_lines(PROGRAM.book, game.state.cause)
    assert face, game.state.cause
    assert game.prompt.startswith(f"“{face[0].partition(' (OPS')[0]}”: ")
    assert behind(game, decision.options[0]) == (game.state.cause, face)


def test_a_home_card_is_shown_whole() -> None:
    game, decision = reached(lambda _, found: any(k.startswith("home:") for k in found.keys))
    option = next(option for option in decision.options if option.key.startswith("home:"))
    home = PROGRAM.book.homes[decision.seat]
    assert home is not None
    id, lines = behind(game, option)
    assert (id, lines[0]) == (home.id, home.title)


def test_a_partner_is_shown_by_its_public_numbers_pledges_and_offer() -> None:
    book = PROGRAM.book
    game, decision = reached(
        lambda game, found: (
            found.kind == "deal"
            and bool(game.state.ledgers[PLEDGES])
            and all(game.state.piles[pile] for pile in book.piles.offer)
        )
    )
    for option in decision.options[:-1]:
        seat = book.layout.seats.index(option.parts[0])
        id, lines = behind(game, option)
        assert id == ""
        assert lines[0].startswith(f"{book.words.seat(seat)}: ")
        capital = game.state.levels[book.roles.capital + seat]
        assert f"Capital {capital}," in lines[0]
        pledges = [row for row in game.state.ledgers[PLEDGES] if seat in row[:2]]
        assert lines[1 : 1 + len(pledges)] == [book.words.pledge_line(row) for row in pledges]
        (card,) = game.state.piles[book.piles.offer[seat]]
        face = face_lines(book, book.layout.cards[card])
        assert lines[-len(face) :] == face
    assert behind(game, decision.options[-1]) == ("", [])


@pytest.mark.parametrize(("kind", "at"), [("deal_item", 2), ("deal_reply", 0)])
def test_the_other_party_is_shown_while_a_form_is_filled_in_and_answered(
    kind: str, at: int
) -> None:
    game, decision = reached(lambda _, found: found.kind == kind)
    option = next(found for found in decision.options if "region-card" not in found.key)
    id, lines = behind(game, option)
    assert id == ""
    assert lines[0].startswith(f"{PROGRAM.book.words.seat(decision.about[at])}: Capital ")


def test_points_that_would_be_spent_for_nothing_are_told() -> None:
    game, decision = reached(
        lambda game, found: (
            found.kind == "ops" and found.about[1] > 1 and "support" in " ".join(found.keys)
        )
    )
    option = next(option for option in decision.options if "Support" in option.label)
    book, seat = PROGRAM.book, decision.seat
    support = book.roles.support + seat
    game.state.levels[support] = 5
    level = book.words.level(support)
    assert at_once(game, option).startswith(f"At once: {level} +1")
    game.state.levels[support] = book.layout.highs[support]
    assert at_once(game, option) == "At once: nothing moves."


def test_an_option_that_only_leads_to_a_question_says_nothing_of_what_comes_at_once() -> None:
    game, decision = reached(lambda _, found: found.kind == "use" and "ops" in found.keys[-1])
    assert at_once(game, decision.options[-1]) == ""


def test_a_refusal_and_compliance_are_told_for_either_mark() -> None:
    game, decision = reached(lambda _, found: found.kind == "answer")
    options = {option.key: option for option in decision.options}
    said = at_once(game, options["refuse"])
    assert re.fullmatch(r"At once, if FIRM: .+ −1.*; if BLUFF: .+\.", said), said
    said = at_once(game, options["comply"])
    assert re.fullmatch(r"At once, if FIRM: .*Support \+1.*; if BLUFF: .+\.", said), said
    assert at_once(game, options["counter"]) == ""


def test_in_a_top_up_the_crisis_is_as_short_as_it_is_said_to_be() -> None:
    game, decision = reached(lambda _, found: found.kind == "top_up")
    crisis = preview.crisis(PROGRAM, game.view(-1))
    assert crisis is not None
    assert crisis.needed == decision.about[0]
    assert any(f", {crisis.needed} short" in line for line in standing_lines(game))


def test_what_only_starts_something_standing_is_not_called_nothing() -> None:
    def starts(game: Game, option: Option) -> bool:
        after = game.fork()
        after.choose(option.key)
        return len(after.state.ledgers[CONDITIONS]) > len(game.state.ledgers[CONDITIONS])

    game, decision = reached(
        lambda game, found: found.kind == "event" and any(starts(game, o) for o in found.options)
    )
    for option in decision.options:
        if starts(game, option):
            assert "nothing" not in at_once(game, option)


def test_a_demand_says_what_it_asks_and_that_it_cannot_be_given_now() -> None:
    def leave(game: Game, found: Decision) -> bool:
        if found.kind != "demand_mark":
            return False
        ask = game.book.play_card(found.about[0]).ask
        return ask is not None and ask.price.item == "command-step"

    game, decision = reached(leave)
    card, _ = decision.about
    book, layout = PROGRAM.book, game.state.layout
    ask = book.play_card(card).ask
    assert ask is not None
    assert price(book, ask.price) in question(game)
    command = layout.track_index["command"].base + decision.seat
    game.state.levels[command] = layout.highs[command]
    assert question(game).endswith("the card would come back.")
    game.state.levels[command] = layout.lows[command]
    assert "come back" not in question(game)


@pytest.mark.parametrize("kind", ["inherited", "deal_due"])
def test_a_pledge_that_is_asked_about_says_what_it_brings_kept_and_broken(kind: str) -> None:
    scene = kept()["inherited"]
    if kind == "inherited":
        game = recorded(scene.game).at(scene.ply + scene.at)
        assert game.decision is not None
        decision = game.decision
        level = game.words.level(game.book.relation(decision.seat, decision.about[0]))
        assert at_once(game, decision.options[1]) in (f"At once: {level} −1.", "")
    else:
        game, decision = reached(lambda _, found: found.kind == "deal_due")
    shown = pane(game, decision.options[0])
    assert [line.partition(":")[0] for line in shown.text] == ["Kept", "Broken"]
    assert "Blame" in shown.text[1]


def test_a_threshold_says_why_it_is_not_the_one_on_the_card() -> None:
    _, decision = reached(lambda _, found: found.kind == "bid")
    card, level, _ = decision.about
    printed, words = PROGRAM.book.event_card(card).threshold, PROGRAM.book.words
    assert f"threshold {printed}: " in words.ask_bid(card, level, printed)
    said = words.ask_bid(card, level, printed + 1)
    assert f"threshold {printed + 1} ({printed} on the card, +1: the pressure" in said


def test_a_question_that_follows_names_its_seat() -> None:
    def leads(game: Game, found: Decision) -> bool:
        return found.kind == "event" and "; then " in at_once(game, found.options[0])

    game, decision = reached(leads)
    option = decision.options[0]
    after = game.copy().play([option.key]).decision
    assert after is not None
    said = at_once(game, option)
    assert said.endswith(f"; then {game.words.seat(after.seat)} is asked.")
