"""A question to one seat and its complete answers.

The options are the rule: what is listed may be chosen, and nothing is checked afterwards that was
not used to list it. Options are built once, when the content is loaded, and shared by all games.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final, TypeAlias

from wargame.table.shared import Shared
from wargame.table.state import State

_SHOWN: Final = 6
"""How many keys the `repr` of a decision lists."""

Words: TypeAlias = Any
"""The language of the rules above. The table passes it to a need and calls none of its methods."""


class Need(Shared):
    """A condition of an option, as data: it can be tested and it can be read out."""

    __slots__ = ()

    def holds(self, state: State, seat: int, /) -> bool:
        """Test the condition for `seat`."""
        raise NotImplementedError

    def why(self, words: Words) -> str:
        """Say in one sentence what is needed."""
        raise NotImplementedError


class Step(Shared):
    """One thing the machine does. A phase, an effect of a card and an answer are all steps."""

    __slots__ = ()

    def run(self, state: State, seat: int, args: tuple[int, ...]) -> Decision | None:
        """Do it for `seat`, or return a question; `args` are the arguments of the frame."""
        raise NotImplementedError


@dataclass(frozen=True, eq=False, repr=False, slots=True)
class Option(Shared):
    """One complete answer: a stable text key, what it names, what it does, what it needs.

    `idle` marks the answer that does nothing: the one that a seat gives if it wants none of the
    others.
    """

    key: str
    label: str
    steps: tuple[Step, ...] = ()
    needs: tuple[Need, ...] = ()
    parts: tuple[str, ...] = ()
    idle: bool = False

    def __repr__(self) -> str:
        return f"<Option {self.key}: {self.label}>"

    def open(self, state: State, seat: int) -> bool:
        """Return whether every need holds."""
        for need in self.needs:
            if not need.holds(state, seat):
                return False
        return True


@dataclass(frozen=True, eq=False)
class Refusal:
    """What cannot be chosen now, and the first need that fails, as a sentence."""

    key: str
    label: str
    why: str


class Decision:
    """A question to `seat`. `options` is never empty.

    A `private` question needs the hand or seals something: a curtain comes first. An open one is
    asked on the public screen; its prompt and options follow from public facts alone.
    `question` is its kind and what it is about; `candidates` are the options before their
    conditions were tested. `args` are handed to the steps of the answer.
    """

    __slots__ = ("args", "candidates", "options", "private", "question", "seat")

    def __init__(
        self,
        seat: int,
        question: tuple[Any, ...],
        private: bool,
        options: Sequence[Option],
        candidates: Sequence[Option],
        args: tuple[int, ...] = (),
    ) -> None:
        self.seat = seat
        self.question = question
        self.private = private
        self.options = options
        self.candidates = candidates
        self.args = args

    def __repr__(self) -> str:
        keys = ", ".join(self.keys[:_SHOWN]) + (", …" if len(self.options) > _SHOWN else "")
        privacy = "private" if self.private else "open"
        return f"<Decision {self.kind} of seat {self.seat}, {privacy}: {keys}>"

    @property
    def kind(self) -> str:
        """What is asked, such as `bid` or `answer`."""
        kind: str = self.question[0]
        return kind

    @property
    def about(self) -> tuple[Any, ...]:
        """What the question is about, by its kind: cards, seats and levels as ints."""
        return self.question[1:]

    @property
    def keys(self) -> list[str]:
        """List the keys of the options."""
        return [option.key for option in self.options]

    @property
    def idle(self) -> str:
        """The key of the answer that does nothing, or ""."""
        return next((option.key for option in self.options if option.idle), "")

    def option(self, key: str) -> Option | None:
        """Find the option with this key."""
        for option in self.options:
            if option.key == key:
                return option
        return None

    def refused(self, state: State, words: Words) -> list[Refusal]:
        """List the candidates that cannot be chosen, each with its first failing need."""
        refusals = []
        for option in self.candidates:
            for need in option.needs:
                if not need.holds(state, self.seat):
                    refusals.append(Refusal(option.key, option.label, need.why(words)))
                    break
        return refusals
