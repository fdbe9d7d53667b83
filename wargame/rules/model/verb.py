"""What a verb is, and the register that the loader reads them from."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import Field
from typing import Any, ClassVar, Final, Literal, TypeAlias

from wargame.rules.model.language import CardWords
from wargame.table.decision import Decision, Step
from wargame.table.state import State

Clause: TypeAlias = tuple[int, str]
"""Depth and sentence: a line of a card's text."""
SeatNeed: TypeAlias = Literal["none", "actor", "chooser"]
"""What an effect needs of a seat: nothing, that a seat acts, or that a seat can be asked."""


class Verb(Step):
    """What TOML names by `do`: an effect of a card or a phase of a turn.

    Its fields are what TOML may write beside `do`, and nothing else is a field. What is built when
    the rulebook is linked (options, tables) are plain attributes that `Linked.link` sets.

    `effect` is true for what may stand on a card, false for what may only stand in a turn.
    """

    name: ClassVar[str] = ""
    effect: ClassVar[bool] = True
    older: ClassVar[bool] = False
    """Whether only saved games still ask for it: no content has it, so it has no example."""
    uses_roles: ClassVar[tuple[str, ...]] = ()
    """The roles of `rulebook.Roles` that it works with; the linter asks for a track for each."""
    uses_amounts: ClassVar[tuple[str, ...]] = ()
    """The ruleset's amounts that it works with."""
    __dataclass_fields__: ClassVar[dict[str, Field[Any]]]
    """Every verb that is registered is a dataclass."""

    def run(self, state: State, seat: int, args: tuple[int, ...]) -> Decision | None:
        """Do it, or ask `seat`."""
        raise NotImplementedError

    def clauses(self, words: CardWords) -> Iterator[Clause]:
        """Yield what it does, line by line. Every verb that may stand on a card says it."""
        raise NotImplementedError

    def seat_need(self) -> SeatNeed:
        """Say what it needs of a seat. Every verb that may stand on a card says it.

        An event that asks no seat can only hold effects that need none.
        """
        raise NotImplementedError


Effects: TypeAlias = tuple[Verb, ...]
VERBS: Final[dict[str, type[Verb]]] = {}


def effect(name: str, cls: type[Verb]) -> None:
    """Register a verb that may stand on a card, under the name that TOML calls it by.

    An effect must have its own `clauses` and `seat_need`; raises `TypeError` for one that has not.
    What else handles effects follows from their fields (the basic game's pruning, the converter),
    or is a table that must name each of them (the bots' estimates; `tests/cards/test_verbs.py`).
    """
    for method in ("clauses", "seat_need"):
        if getattr(cls, method) is getattr(Verb, method):
            raise TypeError(f"the effect `{name}` has no method `{method}` of its own")
    _register(name, cls, True)


def phase(
    name: str,
    cls: type[Verb],
    *,
    uses_roles: tuple[str, ...] = (),
    uses_amounts: tuple[str, ...] = (),
    older: bool = False,
) -> None:
    """Register a verb that may stand in a turn only, under the name that TOML calls it by."""
    cls.uses_roles = uses_roles
    cls.uses_amounts = uses_amounts
    cls.older = older
    _register(name, cls, False)


def _register(name: str, cls: type[Verb], effect: bool) -> None:
    assert name not in VERBS, name
    cls.name = name
    cls.effect = effect
    VERBS[name] = cls


def most_needed(effects: Effects) -> SeatNeed:
    """Say what a list of effects needs of a seat: the most that one of them needs."""
    needs = {effect.seat_need() for effect in effects}
    return "chooser" if "chooser" in needs else "actor" if "actor" in needs else "none"


def clauses(effects: Effects, words: CardWords, depth: int = 0) -> Iterator[Clause]:
    """Say a list of effects, `depth` steps further in."""
    for effect in effects:
        for deeper, sentence in effect.clauses(words):
            yield depth + deeper, sentence
