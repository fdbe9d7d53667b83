"""The verbs that cards use: each moves something on the table, or says what else is carried out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from wargame.rules.common import relations
from wargame.rules.common.costs import branch_needs, pay
from wargame.rules.common.decks import draw
from wargame.rules.common.penalties import lay, lift
from wargame.rules.common.pledges import break_restraint
from wargame.rules.model.amounts import Check, all_hold
from wargame.rules.model.cards import Branch
from wargame.rules.model.events import emit
from wargame.rules.model.language import CardWords
from wargame.rules.model.ledgers import READ
from wargame.rules.model.questions import ask, pose
from wargame.rules.model.rulebook import Linked, Rulebook
from wargame.rules.model.selectors import LaneNo, PenaltyNo, Place, SeatTrack, Who
from wargame.rules.model.verb import (
    Clause,
    Effects,
    SeatNeed,
    Verb,
    clauses,
    effect,
    most_needed,
)
from wargame.table.decision import Decision, Option
from wargame.table.event import ALL
from wargame.table.flow import Call, push
from wargame.table.layout import Scope
from wargame.table.moves import add, learn, shift
from wargame.table.state import State


@dataclass(eq=False)
class At(Verb):
    """The answer to "which?": the effect, at one target."""

    effect_: Aimed
    target: int

    def run(self, state: State, seat: int, args: tuple[int, ...]) -> None:
        self.effect_.apply(state, seat, self.target)


@dataclass(eq=False)
class Aimed(Linked):
    """An effect with targets, levels or seats: all of them, or one that the seat picks.

    A pick is asked on the public screen: whoever carries out a card does so in the open. Where
    there is no target (a seat's relation with itself) nothing happens.
    """

    def target(self) -> Place | Who:
        """Return the field of the effect that says where it is carried out."""
        raise NotImplementedError

    def apply(self, state: State, seat: int, target: int) -> None:
        """Carry it out at one target: the place of a level, or a seat."""
        raise NotImplementedError

    def link(self, book: Rulebook, source: str) -> None:
        super().link(book, source)
        target = self.target()
        self.aims = target.levels if isinstance(target, Place) else target.seats
        self.picks = target.choice
        rows = self.aims if self.picks else ()
        self.options = tuple(tuple(map(self._option, row)) for row in rows)

    def _option(self, target: int) -> Option:
        aim, book = self.target(), self.book
        seat = target
        if isinstance(aim, Place):
            if aim.track.scope is not Scope.SEAT:
                key, label = book.layout.levels[target], book.words.level(target)
                return Option(f"which:{key}", label, (At(self, target),), parts=(key,))
            seat = target - aim.track.base
        key, label = book.layout.seats[seat], book.words.seat(seat)
        return Option(f"which:{key}", label, (At(self, target),), parts=(key,))

    def run(self, state: State, seat: int, args: tuple[int, ...]) -> Decision | None:
        targets = self.aims[seat]
        if self.picks and len(targets) > 1:
            options = self.options[seat]
            return pose(seat, ("which", self), False, options, options)
        for target in targets:
            self.apply(state, seat, target)
        return None

    def seat_need(self) -> SeatNeed:
        target = self.target()
        return "chooser" if target.choice else "none" if target.fixed else "actor"


@dataclass(eq=False)
class Shift(Aimed):
    """Move levels: up by `by`, down if it is negative.

    A relation rises no further than its ceiling; cards raise a relation and lower a threat only up
    to a limit a turn.

    In the program: `relations.mover` finds it.
    """

    level: Place
    by: int

    def link(self, book: Rulebook, source: str) -> None:
        super().link(book, source)
        self.move: relations.Mover = relations.mover(book, self.level.track, self.by)

    def target(self) -> Place:
        return self.level

    def apply(self, state: State, seat: int, target: int) -> None:
        self.move(state, target, self.by)

    def clauses(self, words: CardWords) -> Iterator[Clause]:
        yield 0, words.shift(self.level, self.by)


effect("shift", Shift)


@dataclass(eq=False)
class StepUp(Linked):
    """Take one step up a long-run track of one's own, with what the rulebook ties to a step.

    With `leave` the usual losses are spared. A pledged restraint is broken by it.
    """

    track: SeatTrack
    leave: bool = False

    def run(self, state: State, seat: int, args: tuple[int, ...]) -> None:
        if not shift(state, self.track.base + seat, 1):
            return
        if not self.leave:
            push(state, self.book.steps.get(self.track.id, ()), seat)
        break_restraint(state, self.book, seat, -1, self.track.id)
        relations.press_down(state, self.book)

    def seat_need(self) -> SeatNeed:
        return "actor"

    def clauses(self, words: CardWords) -> Iterator[Clause]:
        yield 0, words.step(self.track, self.leave)
        if not self.leave:
            yield from clauses(self.book.steps.get(self.track.id, ()), words, 1)


effect("step", StepUp)


@dataclass(eq=False)
class StepDown(Verb):
    """Take one step back on a long-run track of one's own."""

    track: SeatTrack

    def run(self, state: State, seat: int, args: tuple[int, ...]) -> None:
        shift(state, self.track.base + seat, -1)

    def seat_need(self) -> SeatNeed:
        return "actor"

    def clauses(self, words: CardWords) -> Iterator[Clause]:
        yield 0, words.retreat(self.track)


effect("retreat", StepDown)


@dataclass(eq=False)
class Draw(Linked):
    """Draw cards: from the own ministry deck or the region deck (`deck`: ministry, region)."""

    deck: str
    cards: int

    def run(self, state: State, seat: int, args: tuple[int, ...]) -> None:
        for at, deck in enumerate(self.book.decks):
            if deck.kind == self.deck and deck.owner in (-1, seat):
                draw(state, self.book, seat, at, self.cards)

    def seat_need(self) -> SeatNeed:
        return "actor"

    def clauses(self, words: CardWords) -> Iterator[Clause]:
        yield 0, words.draw(self.deck, self.cards)


effect("draw", Draw)


@dataclass(eq=False)
class Peek(Linked):
    """Read the next events of a lane whole."""

    lane: LaneNo
    cards: int

    def run(self, state: State, seat: int, args: tuple[int, ...]) -> None:
        for card in state.piles[self.book.piles.lane[self.lane]][: self.cards]:
            learn(state, card, 1 << seat)
            if (seat, card) not in state.ledgers[READ]:
                add(state, READ, (seat, card))
                emit(state, 1 << seat, "read", seat, card, reveals=True)
        emit(state, ALL, "peeked", seat, self.lane, self.cards)

    def seat_need(self) -> SeatNeed:
        return "actor"

    def clauses(self, words: CardWords) -> Iterator[Clause]:
        yield 0, words.peek(self.lane, self.cards)


effect("peek", Peek)


@dataclass(eq=False)
class Lay(Aimed):
    """Lay a penalty on other seats. With `stands` it has no end until it is lifted."""

    penalty: PenaltyNo
    on: Who
    stands: bool = False

    def target(self) -> Who:
        return self.on

    def apply(self, state: State, seat: int, target: int) -> None:
        lay(state, self.book, self.penalty, seat, target, stands=self.stands)

    def clauses(self, words: CardWords) -> Iterator[Clause]:
        yield 0, words.lay(self.penalty, self.on, self.stands)


effect("lay", Lay)


@dataclass(eq=False)
class Lift(Aimed):
    """Lift the penalties of a kind (of every kind, if none is named) that stand against seats."""

    on: Who
    penalty: PenaltyNo | None = None

    def target(self) -> Who:
        return self.on

    def apply(self, state: State, seat: int, target: int) -> None:
        lift(state, self.penalty, target)

    def clauses(self, words: CardWords) -> Iterator[Clause]:
        yield 0, words.lift(self.on, self.penalty)


effect("lift", Lift)


@dataclass(eq=False)
class Choose(Linked):
    """Let the seat choose one of several branches; one that it cannot carry out is not offered."""

    branch: tuple[Branch, ...]

    def link(self, book: Rulebook, source: str) -> None:
        super().link(book, source)
        self.options = tuple(
            Option(
                f"choose:{at}",
                self._label(branch, book.words),
                (Call(self.take, branch),),
                branch_needs(book, branch),
            )
            for at, branch in enumerate(self.branch, 1)
        )

    def _label(self, branch: Branch, words: CardWords) -> str:
        needs = branch.needs_text(words)
        return words.choose_branch(branch.name, branch.kind, branch.cost, needs)

    def take(self, branch: Branch, state: State, seat: int, args: tuple[int, ...]) -> None:
        """Pay for the branch that was chosen and carry it out."""
        pay(state, self.book, seat, branch.cost)
        push(state, branch.effects, seat)

    def run(self, state: State, seat: int, args: tuple[int, ...]) -> Decision | None:
        return ask(state, seat, ("choose", self), self.options)

    def seat_need(self) -> SeatNeed:
        return "chooser"

    def clauses(self, words: CardWords) -> Iterator[Clause]:
        yield 0, words.choose()
        for branch in self.branch:
            needs = branch.needs_text(words)
            yield 1, words.choose_head(branch.name, branch.kind, branch.cost, needs)
            yield from clauses(branch.effects, words, 2)


effect("choose", Choose)


@dataclass(eq=False)
class When(Verb):
    """Carry out one list of effects if all checks hold, and another if not."""

    check: tuple[Check, ...]
    then: Effects
    otherwise: Effects = ()

    def run(self, state: State, seat: int, args: tuple[int, ...]) -> None:
        push(state, self.then if all_hold(self.check, state, seat) else self.otherwise, seat)

    def seat_need(self) -> SeatNeed:
        need = most_needed((*self.then, *self.otherwise))
        return need if need != "none" or all(c.fixed for c in self.check) else "actor"

    def clauses(self, words: CardWords) -> Iterator[Clause]:
        yield 0, words.when([check.text(words) for check in self.check])
        yield from clauses(self.then, words, 1)
        if self.otherwise:
            yield 0, words.otherwise()
            yield from clauses(self.otherwise, words, 1)


effect("when", When)


@dataclass(eq=False)
class Each(Verb):
    """Let seats carry out effects, each for itself."""

    seats: Who
    effects: Effects

    def run(self, state: State, seat: int, args: tuple[int, ...]) -> None:
        for target in reversed(self.seats.seats[seat]):
            push(state, self.effects, target)

    def seat_need(self) -> SeatNeed:
        return "none" if self.seats.fixed else "actor"

    def clauses(self, words: CardWords) -> Iterator[Clause]:
        yield 0, words.each(self.seats)
        yield from clauses(self.effects, words, 1)


effect("each", Each)
