"""The one door: what a bot is given, the random bot, and the list of all bots by their words.

A bot is made for a program, which is the public rulebook; of a game it is told what its seat sees.
"""

from __future__ import annotations

from collections.abc import Callable
from random import Random
from typing import Protocol

from wargame.bots.strengths import searchers
from wargame.bots.temperaments import makers
from wargame.content.program import Program
from wargame.engine.game import Decision, Game
from wargame.engine.view import SeatView
from wargame.table import chance


class Bot(Protocol):
    """A player that is a program. It knows its view, the question, and luck of its own."""

    def choose(self, view: SeatView, decision: Decision, rng: Random) -> str:
        """Answer with the key of one of `decision.options`."""
        ...


class RandomBot:
    """Chooses any legal answer, each as likely as the next."""

    def __init__(self, program: Program | None = None) -> None:
        """Take the rulebook, which it does not read."""

    def choose(self, view: SeatView, decision: Decision, rng: Random) -> str:
        return rng.choice(decision.options).key


BOTS: dict[str, tuple[Callable[[Program], Bot], str]] = {
    "random": (RandomBot, "any legal choice, each as likely as the next"),
    **makers(),
    **searchers(),
}


def answer(game: Game, bot: Bot) -> str:
    """Let a bot answer the pending question, and give its key.

    Its luck depends on the game's seed, the seat and the ply alone, so that a resumed game goes
    on as it would have gone.
    """
    decision = game.decision
    assert decision is not None
    luck = chance.draw(game.seed, len(game.choices), "bot", decision.seat_index)
    return bot.choose(game.view(decision.seat_index), decision, Random(luck))
