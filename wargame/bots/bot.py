"""Floor 11: what a bot is, the random bot, and all bots by the words that name them.

A bot is made for a program, which is the public rulebook; of a game it is told what its seat sees.
"""

from __future__ import annotations

from collections.abc import Callable
from random import Random
from typing import Protocol

from wargame.bots.evaluate.weights import BadWeights, read
from wargame.bots.greedy import archetypes
from wargame.bots.greedy.adaptive import Adaptive
from wargame.bots.search.search import searchers
from wargame.content.faults import nearest
from wargame.content.program import Program
from wargame.engine.game import Game
from wargame.engine.view import SeatView
from wargame.table import chance
from wargame.table.decision import Decision


class Bot(Protocol):
    """A player that is a program. It is given its view, the decision, and luck of its own."""

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
    **archetypes.makers(),
    **searchers(),
}

DIFFICULTY = {
    "adaptive": "fair", "search-brief": "hard", "search": "hard", "search-long": "hard",
    "search-deep": "hardest", "random": "easy",
}  # fmt: skip
"""How hard a bot is to play against, in the order in which newcomers should meet them."""
STUDY = "study"
"""What other bots are for: each has one habit, to be studied."""

TEMPERED = "tempered"
"""`tempered:interest=1.4+bid=0.2` is the adaptive bot with those weights of `Weights`."""


class UnknownBot(ValueError):
    """No bot has that word; the message says what is wrong, and the nearest right thing."""


def make(word: str, program: Program) -> Bot:
    """Make the bot of a word: one of `BOTS`, or `tempered:WEIGHTS`. Raises `UnknownBot`.

    What follows a colon after any other word is a name, and changes nothing.
    """
    check(word)
    kind, rest = _split(word)
    return Adaptive(program, read(rest)) if kind == TEMPERED else BOTS[kind][0](program)


def check(word: str) -> None:
    """Raise `UnknownBot` unless `make` knows the word."""
    kind, rest = _split(word)
    if kind == TEMPERED:
        try:
            read(rest)
        except BadWeights as error:
            raise UnknownBot(f"{TEMPERED}: {error}") from None
    elif kind not in BOTS:
        raise UnknownBot(f'there is no bot "{kind}"; {nearest(kind, [*BOTS, TEMPERED])}')


def is_bot(word: str) -> bool:
    """Return whether a player's word means a bot, be its weights right or wrong."""
    kind, _ = _split(word)
    return kind in BOTS or kind == TEMPERED


def _split(word: str) -> tuple[str, str]:
    """Return the kind of a bot, and what follows its colon."""
    kind, _, rest = word.partition(":")
    return kind, rest


def answer(game: Game, bot: Bot) -> str:
    """Return the key with which a bot answers the pending question.

    Its luck depends on the game's seed, the seat and the ply alone, so that a resumed game goes
    on as it would have gone.
    """
    decision = game.decision
    assert decision is not None
    luck = chance.draw(game.seed, len(game.choices), "bot", decision.seat)
    return bot.choose(game.view(decision.seat), decision, Random(luck))
