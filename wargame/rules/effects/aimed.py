"""Effects with a target: relations, threats or seats, all of them or one that the seat picks.

A choice is asked on the public screen: whoever carries out a card does so in the open. Where there
is no target (a seat's relation with itself) nothing happens.
"""

from __future__ import annotations

from attrs import define, field

from wargame.rules.model.questions import pose
from wargame.rules.model.rulebook import Book, Linked
from wargame.rules.model.selectors import Place, Who
from wargame.rules.model.verb import Verb
from wargame.table.decision import Decision, Option
from wargame.table.state import State


@define(eq=False)
class At(Verb):
    """The answer to "which?": the effect, at one target."""

    effect_: Aimed
    target: int

    def run(self, state: State, seat: int, args: tuple[int, ...]) -> None:
        self.effect_.apply(state, seat, self.target)


@define(eq=False)
class Aimed(Linked):
    """An effect with targets: all of them, or one that the seat picks."""

    aims: tuple[tuple[int, ...], ...] = field(init=False, repr=False)
    options: tuple[tuple[Option, ...], ...] = field(init=False, repr=False)
    picks: bool = field(init=False, repr=False)

    def targets(self) -> tuple[tuple[int, ...], ...]:
        """List the targets seen from each seat."""
        raise NotImplementedError

    def choice(self) -> bool:
        """Say whether the seat picks one of several."""
        raise NotImplementedError

    def target_name(self, target: int) -> tuple[str, str]:
        """Give key and label of a target."""
        raise NotImplementedError

    def apply(self, state: State, seat: int, target: int) -> None:
        """Do it at one target."""
        raise NotImplementedError

    def link(self, book: Book) -> None:
        self.book = book
        self.aims = self.targets()
        self.picks = self.choice()
        self.options = tuple(
            tuple(
                Option(f"which:{key}", label, (At(self, target),), parts=(key,))
                for target in row
                for key, label in (self.target_name(target),)
            )
            for row in self.aims
        )

    def run(self, state: State, seat: int, args: tuple[int, ...]) -> Decision | None:
        targets = self.aims[seat]
        if self.picks and len(targets) > 1:
            options = self.options[seat]
            return pose(seat, ("which", self), False, options, options)
        for target in targets:
            self.apply(state, seat, target)
        return None


@define(eq=False)
class Placed(Aimed):
    """An effect on relations or threats."""

    def place(self) -> Place:
        """Give the place in the effect's own field."""
        raise NotImplementedError

    def targets(self) -> tuple[tuple[int, ...], ...]:
        return self.place().levels

    def choice(self) -> bool:
        return self.place().choice

    def target_name(self, target: int) -> tuple[str, str]:
        name = self.book.layout.levels[target]
        return name, self.book.words.level(target)


@define(eq=False)
class Seated(Aimed):
    """An effect on seats."""

    def who(self) -> Who:
        """Give the seats in the effect's own field."""
        raise NotImplementedError

    def targets(self) -> tuple[tuple[int, ...], ...]:
        return self.who().seats

    def choice(self) -> bool:
        return self.who().choice

    def target_name(self, target: int) -> tuple[str, str]:
        return self.book.layout.seats[target], self.book.words.seat(target)
