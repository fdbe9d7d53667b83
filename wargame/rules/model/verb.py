"""What a verb is, and the register that the loader reads them from."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import ClassVar, TypeAlias, TypeVar

from attrs import define

from wargame.rules.model.language import Language
from wargame.table.decision import Decision
from wargame.table.state import State

Clause: TypeAlias = tuple[int, str]
"""Depth and sentence: a line of a card's text."""


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


Effects: TypeAlias = tuple[Verb, ...]
VERBS: dict[str, type[Verb]] = {}
_V = TypeVar("_V", bound=type[Verb])


def verb(name: str, *, effect: bool = True) -> Callable[[_V], _V]:
    """Register a verb under the name that TOML calls it by."""

    def register(cls: _V) -> _V:
        assert name not in VERBS, name
        cls.name = name
        cls.effect = effect
        VERBS[name] = cls
        return cls

    return register


def clauses(effects: Effects, words: Language, depth: int = 0) -> Iterator[Clause]:
    """Say a list of effects, `depth` steps further in."""
    for effect in effects:
        for deeper, sentence in effect.clauses(words):
            yield depth + deeper, sentence
