"""RULES 12: how long an evening takes, by a clocked script of whole games.

What the script assumes of people who have played once:

- they read 200 words a minute, and everything: the public briefing aloud, each secret one and its
  flags behind the curtain, each card of a hand when it is new to it, each public line of the log
  but the digest of a turn, which says once more what its lines have said;
- a simple question takes 6 seconds, a form 20, and never more than its questions alone. A form is
  what a seat fills in without anything shown to it in between: its sitting in the Cabinet, a
  proposal, an act with all that its card asks;
- a hand-over takes 10 seconds.

Talk is not on the clock. Bots choose; the median over a few deals counts.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from statistics import median

import pytest
from attrs import define, field

from wargame.bots.bot import answer, make
from wargame.content.card_text import card_lines
from wargame.engine.game import Game
from wargame.engine.library import library
from wargame.table.decision import Decision

WORDS_A_SECOND = 200 / 60
SIMPLE, FORM, HAND_OVER = 6, 20, 10
DEALS = range(1, 6)
IN_A_DEAL = {"deal", "deal_item", "deal_due"}
IN_AN_ACT = {"go", "use", "ops", "choose", "which", "end_which"}
DIGEST = {"gained", "digest"}
BEGINS = {"deal", "go"}
"""Questions that begin a form although the seat has just filled one in."""
FOUR_TURNS, EIGHT_TURNS = 55, 100
"""The most minutes of a game of four turns, and of eight."""
CHOICES = 8
"""The most choices a seat and turn, in the median."""


def reading(lines: Iterable[str]) -> float:
    """Return the seconds that it takes to read lines."""
    return sum(len(line.split()) for line in lines) / WORDS_A_SECOND


@define
class Clock:
    """The seconds of one game by what they go into, and the choices by seat and turn."""

    seconds: Counter[str] = field(factory=Counter)
    choices: Counter[tuple[int, int]] = field(factory=Counter)

    @property
    def minutes(self) -> float:
        """The length of the game."""
        return sum(self.seconds.values()) / 60


def form(decision: Decision) -> str:
    """Name the form that a question belongs to; "" if it stands alone."""
    kind = decision.kind
    if decision.private:
        return "sitting"
    return "deal" if kind in IN_A_DEAL else "act" if kind in IN_AN_ACT else ""


def clocked(scenario: str, seed: int) -> Clock:
    """Play a game by bots and clock what people would spend on it."""
    program = library().program(scenario)
    game, clock = Game.of(program, seed=seed), Clock()
    bots = [make("adaptive", program) for _ in game.seats]
    for reader in range(-1, len(game.seats)):
        clock.seconds["briefings"] += reading(program.briefing(reader))
    known: list[set[int]] = [set() for _ in game.seats]
    told, before, spent = 0, ("", -1, -1), 0
    while (decision := game.decision) is not None:
        seat = decision.seat
        now = (form(decision), seat, game.turn)
        if now != before or not now[0] or decision.kind in BEGINS:
            clock.choices[seat, game.turn] += 1
            spent = 0
        if decision.private and not spent:
            clock.seconds["hand-overs"] += HAND_OVER
            hand = set(game.view(seat).piles[game.book.piles.hand[seat]])
            for card in sorted(hand - known[seat]):
                clock.seconds["hands"] += reading(card_lines(game.book, card))
            known[seat] |= hand
        takes = min(SIMPLE, FORM - spent)
        spent += takes
        clock.seconds[now[0] or "simple"] += takes
        before = now
        game.choose(answer(game, bots[seat]))
        clock.seconds["log"] += reading(
            text for at, text in game.told(-1, told) if game.events[at][1] not in DIGEST
        )
        told = len(game.events)
    return clock


FULL = sorted(id for id in library().scenarios if not library().program(id).scenario.basic)


@pytest.mark.parametrize("scenario", FULL)
def test_12_a_game_takes_an_evening_and_not_more(scenario: str) -> None:
    clocks = [clocked(scenario, seed) for seed in DEALS]
    turns = library().program(scenario).book.turns
    limit = FOUR_TURNS if turns <= 4 else EIGHT_TURNS
    parts = {part: round(time / 60, 1) for part, time in clocks[0].seconds.items()}
    assert median(clock.minutes for clock in clocks) < limit, parts
    counts = [count for clock in clocks for count in clock.choices.values()]
    assert median(counts) <= CHOICES


def test_12_the_clock_runs_for_everything() -> None:
    clock = clocked(FULL[0], 1)
    assert set(clock.seconds) == {
        "briefings", "hands", "hand-overs", "sitting", "deal", "act", "simple", "log",
    }  # fmt: skip
    assert all(seconds > 0 for seconds in clock.seconds.values())
