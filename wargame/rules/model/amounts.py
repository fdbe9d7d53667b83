"""Amounts and checks: formulas as data, each with its sentence and an explanation.

An amount is read in TOML as a number, the address of one level, or a table with one of the keys
`sum`, `product`, `lower`, `higher`, `divide`, `over`, `standing`. Divisions round down.

In the program: it is worked out over Facts: a State, or what a seat sees of it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Final

from wargame.rules.model.language import CardWords, Language
from wargame.rules.model.ledgers import PENALTIES
from wargame.rules.model.selectors import Level, PenaltyNo, Who
from wargame.rules.model.verb import Clause
from wargame.table.decision import Need
from wargame.table.layout import Track
from wargame.table.shared import Shared
from wargame.table.state import Facts


class Amount(Shared):
    """A formula. `value` works it out, `text` says it, `explain` yields the chain behind it."""

    __slots__ = ()

    def value(self, facts: Facts, seat: int) -> int:
        """Work it out for `seat`."""
        raise NotImplementedError

    def text(self, words: CardWords) -> str:
        """Say the formula."""
        raise NotImplementedError

    def parts(self) -> tuple[Amount, ...]:
        """List the formulas it is made of."""
        return ()

    @property
    def fixed(self) -> bool:
        """Whether it is the same whichever seat it is worked out for."""
        return all(part.fixed for part in self.parts())

    def explain(self, facts: Facts, seat: int, words: Language, depth: int = 0) -> Iterator[Clause]:
        """Answer "why?": this formula with its value, then each of its parts, one step in."""
        yield depth, words.explained(self.text(words), self.value(facts, seat))
        for part in self.parts():
            if not isinstance(part, Number):
                yield from part.explain(facts, seat, words, depth + 1)


@dataclass(frozen=True, slots=True)
class Number(Amount):
    """A plain number."""

    number: int

    def value(self, facts: Facts, seat: int) -> int:
        return self.number

    def text(self, words: CardWords) -> str:
        return str(self.number)


@dataclass(frozen=True, slots=True)
class LevelOf(Amount):
    """The level of a track."""

    level: Level

    def value(self, facts: Facts, seat: int) -> int:
        level = self.level
        return facts.levels[level.index + seat if level.own else level.index]

    @property
    def fixed(self) -> bool:
        return not self.level.own

    def text(self, words: CardWords) -> str:
        return words.level_ref(self.level)


_TAKEN: Final[dict[str, Callable[[list[int]], int]]] = {
    "sum": sum,
    "lowest": min,
    "highest": max,
}
"""What `take` makes of the levels of a track."""


def _some(key: str, parts: tuple[Amount, ...]) -> None:
    if not parts:
        raise ValueError(f"`{key}` is of at least one amount, not of none")


@dataclass(frozen=True, slots=True)
class Sum(Amount):
    """The sum of several amounts."""

    sum: tuple[Amount, ...]

    def __post_init__(self) -> None:
        _some("sum", self.sum)

    def value(self, facts: Facts, seat: int) -> int:
        total = 0
        for part in self.sum:
            total += part.value(facts, seat)
        return total

    def text(self, words: CardWords) -> str:
        return words.sum_of([part.text(words) for part in self.sum])

    def parts(self) -> tuple[Amount, ...]:
        return self.sum


@dataclass(frozen=True, slots=True)
class Product(Amount):
    """Two amounts multiplied."""

    product: tuple[Amount, Amount]

    def value(self, facts: Facts, seat: int) -> int:
        return self.product[0].value(facts, seat) * self.product[1].value(facts, seat)

    def text(self, words: CardWords) -> str:
        return words.product_of([part.text(words) for part in self.product])

    def parts(self) -> tuple[Amount, ...]:
        return self.product


@dataclass(frozen=True, slots=True)
class Lower(Amount):
    """The lowest of several amounts."""

    lower: tuple[Amount, ...]

    def __post_init__(self) -> None:
        _some("lower", self.lower)

    def value(self, facts: Facts, seat: int) -> int:
        return min([part.value(facts, seat) for part in self.lower])

    def text(self, words: CardWords) -> str:
        return words.lower_of([part.text(words) for part in self.lower])

    def parts(self) -> tuple[Amount, ...]:
        return self.lower


@dataclass(frozen=True, slots=True)
class Higher(Amount):
    """The highest of several amounts."""

    higher: tuple[Amount, ...]

    def __post_init__(self) -> None:
        _some("higher", self.higher)

    def value(self, facts: Facts, seat: int) -> int:
        return max([part.value(facts, seat) for part in self.higher])

    def text(self, words: CardWords) -> str:
        return words.higher_of([part.text(words) for part in self.higher])

    def parts(self) -> tuple[Amount, ...]:
        return self.higher


@dataclass(frozen=True, slots=True)
class Divide(Amount):
    """An amount divided by a number that is not 0, rounded down (up if `up`)."""

    divide: Amount
    by: int
    up: bool = False

    def __post_init__(self) -> None:
        if self.by < 1:
            raise ValueError(f"`by` is at least 1, not {self.by}")

    def value(self, facts: Facts, seat: int) -> int:
        value = self.divide.value(facts, seat)
        return -(-value // self.by) if self.up else value // self.by

    def text(self, words: CardWords) -> str:
        return words.divided(self.divide.text(words), self.by, self.up)

    def parts(self) -> tuple[Amount, ...]:
        return (self.divide,)


@dataclass(frozen=True, slots=True)
class Aggregate(Amount):
    """A whole track taken together: the `sum`, `lowest` or `highest` of its levels.

    `whose` is `all`, `own` (the seat's own pair levels or its own seat level), `partners`
    (the other seats' levels) or `others` (the pair levels that are not the seat's).

    In the program: `levels[seat]` are the places meant; they are linked by the loader.
    """

    over: Track
    take: str
    whose: str
    levels: tuple[tuple[int, ...], ...] = field(repr=False)

    def value(self, facts: Facts, seat: int) -> int:
        levels = facts.levels
        meant = [levels[at] for at in self.levels[seat]]
        return _TAKEN[self.take](meant) if meant else 0

    @property
    def fixed(self) -> bool:
        return len(set(self.levels)) == 1

    def text(self, words: CardWords) -> str:
        return words.over(self.over, self.take, self.whose)


@dataclass(frozen=True, slots=True)
class PenaltyCount(Amount):
    """How many penalties of a kind stand against seats."""

    standing: PenaltyNo
    whose: Who

    def value(self, facts: Facts, seat: int) -> int:
        count = 0
        for kind, _, on, _, _ in facts.ledgers[PENALTIES]:
            if kind == self.standing and on in self.whose.seats[seat]:
                count += 1
        return count

    @property
    def fixed(self) -> bool:
        return self.whose.fixed

    def text(self, words: CardWords) -> str:
        return words.standing(self.standing, self.whose)


@dataclass(frozen=True, slots=True)
class Check(Need):
    """A condition on an amount: at least `least`, at most `most`, above `over` by `by` or more."""

    of: Amount
    least: int | None = None
    most: int | None = None
    over: Amount | None = None
    by: int = 1

    def __post_init__(self) -> None:
        if self.least is None and self.most is None and self.over is None:
            raise ValueError("a check needs one of `least`, `most`, `over`")

    def holds(self, facts: Facts, seat: int) -> bool:
        """Test it for `seat`."""
        value = self.of.value(facts, seat)
        if self.least is not None and value < self.least:
            return False
        if self.most is not None and value > self.most:
            return False
        return self.over is None or value >= self.over.value(facts, seat) + self.by

    @property
    def fixed(self) -> bool:
        """Whether it is the same whichever seat it is tested for."""
        return self.of.fixed and (self.over is None or self.over.fixed)

    def text(self, words: CardWords) -> str:
        """Say the condition."""
        over = None if self.over is None else self.over.text(words)
        return words.check(self.of.text(words), self.least, self.most, over, self.by)

    def why(self, words: Language) -> str:
        """Say what is needed."""
        return words.needs(self.text(words))


def all_hold(checks: tuple[Check, ...], facts: Facts, seat: int) -> bool:
    """Say whether every check holds for `seat`."""
    for check in checks:
        if not check.holds(facts, seat):
            return False
    return True
