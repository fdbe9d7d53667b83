"""The one loop that plays a game on to its end without a `Game`: no events, no undo, no words."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

from wargame.engine.view import SeatView
from wargame.table.decision import Decision, Option
from wargame.table.flow import RulesetRunsAway, answer
from wargame.table.state import State

PLIES = 20_000
"""A game with more questions than this counts as endless."""
Choose: TypeAlias = Callable[[State, Decision, int], Option]
"""Answers a question; the int is its ply, counted from 0 where the loop began."""


def play_out(
    state: State, decision: Decision | None, choose: Choose, last_turn: int = 0
) -> int:  # fmt: skip
    """Answer every question from `decision` on, on `state` itself; return how many there were.

    Those of turns after `last_turn` stay open, if one is named. Raises `RulesetRunsAway` after
    `PLIES` questions.
    """
    ply = 0
    while decision is not None and not 0 < last_turn < state.turn:
        if ply == PLIES:
            raise RulesetRunsAway(f"the ruleset has asked {PLIES} questions and goes on asking")
        decision = answer(state, decision, choose(state, decision, ply))
        ply += 1
    return ply


def asked_view(state: State, decision: Decision) -> SeatView:
    """Return what the seat that is asked sees."""
    return SeatView(state, decision.seat, decision.seat if decision.private else -1)


def option_of(decision: Decision, key: str) -> Option:
    """Return the option with the key that a bot chose; an illegal key is a programming error."""
    option = decision.option(key)
    assert option is not None, f"{key} cannot be chosen of {decision.keys}"
    return option
