"""What a verb is, and the register that the loader reads them from."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import ClassVar, Literal, TypeAlias, TypeVar

from attrs import define

from wargame.rules.model.language import Language
from wargame.table.decision import Decision
from wargame.table.state import State

Clause: TypeAlias = tuple[int, str]
"""Depth and sentence: a line of a card's text."""
SeatNeed: TypeAlias = Literal["none", "actor", "chooser"]
"""What an effect needs of a seat: nothing, that a seat acts, or that a seat can be asked."""


@define(eq=False)
class Verb:
    """A deed that TOML may name by `do`. An effect of a card and a phase of a turn are verbs.

    `effect` is true for what may stand on a card, false for what may only stand in a turn.
    """

    name: ClassVar[str] = ""
    effect: ClassVar[bool] = True
    uses_roles: ClassVar[tuple[str, ...]] = ()
    """The roles of `rulebook.Roles` that it works with; the linter asks for a track for each."""
    uses_amounts: ClassVar[tuple[str, ...]] = ()
    """The ruleset's amounts that it works with."""

    def run(self, state: State, seat: int, args: tuple[int, ...]) -> Decision | None:
        """Do it, or ask `seat`."""
        raise NotImplementedError

    def clauses(self, words: Language) -> Iterator[Clause]:
        """Yield what it does, line by line. Every verb that may stand on a card says it."""
        raise NotImplementedError

    def seat_need(self) -> SeatNeed:
        """Say what it needs of a seat. Every verb that may stand on a card says it.

        An event that asks no seat can only hold effects that need none.
        """
        raise NotImplementedError


Effects: TypeAlias = tuple[Verb, ...]
VERBS: dict[str, type[Verb]] = {}
_V = TypeVar("_V", bound=type[Verb])


def verb(name: str, *, effect: bool = True) -> Callable[[_V], _V]:
    """Register a verb under the name that TOML calls it by.

    An effect must have its own `clauses` and `seat_need`. What else handles effects follows from
    their fields (the basic game's pruning, the converter), or is a table that must name each of
    them (the bots' estimates; `tests/cards/test_verbs.py`).
    """

    def register(cls: _V) -> _V:
        assert name not in VERBS, name
        for method in ("clauses", "seat_need") if effect else ():
            if getattr(cls, method) is getattr(Verb, method):
                raise TypeError(f"the effect `{name}` has no method `{method}` of its own")
        cls.name = name
        cls.effect = effect
        VERBS[name] = cls
        return cls

    return register


def most_needed(effects: Effects) -> SeatNeed:
    """Say what a list of effects needs of a seat: the most that one of them needs."""
    needs = {effect.seat_need() for effect in effects}
    return "chooser" if "chooser" in needs else "actor" if "actor" in needs else "none"


def clauses(effects: Effects, words: Language, depth: int = 0) -> Iterator[Clause]:
    """Say a list of effects, `depth` steps further in."""
    for effect in effects:
        for deeper, sentence in effect.clauses(words):
            yield depth + deeper, sentence
