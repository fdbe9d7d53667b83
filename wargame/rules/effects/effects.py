"""The verbs that cards use: each moves something on the table, or says what else is carried out."""

from __future__ import annotations

from collections.abc import Iterator

from attrs import define, field

from wargame.rules.common import relations
from wargame.rules.common.costs import branch_needs, pay
from wargame.rules.common.decks import draw
from wargame.rules.common.modifiers import did
from wargame.rules.common.penalties import lay, lift
from wargame.rules.common.pledges import break_restraint
from wargame.rules.effects.aimed import Placed, Seated
from wargame.rules.model.amounts import Check, all_hold
from wargame.rules.model.cards import Branch
from wargame.rules.model.events import emit
from wargame.rules.model.language import Language
from wargame.rules.model.ledgers import RAISED, READ
from wargame.rules.model.questions import ask
from wargame.rules.model.rulebook import Book, Linked
from wargame.rules.model.selectors import (
    LaneNo,
    Pair,
    PenaltyNo,
    Place,
    SeatTrack,
    SharedTrack,
    Theatre,
    Who,
)
from wargame.rules.model.verb import Clause, Effects, Verb, clauses, verb
from wargame.table.decision import Decision, Option
from wargame.table.event import ALL
from wargame.table.flow import Do, push
from wargame.table.moves import add, learn, shift
from wargame.table.state import State


@define(eq=False)
class OnRelation(Placed):
    """An effect on relations."""

    pair: Pair
    by: int

    def place(self) -> Place:
        return self.pair


@verb("warm")
@define(eq=False)
class Warm(OnRelation):
    """Raise a relation."""

    def apply(self, state: State, seat: int, target: int) -> None:
        relations.warm(state, self.book, target, self.by)

    def clauses(self, words: Language) -> Iterator[Clause]:
        yield 0, words.warm(self.pair, self.by)


@verb("strain")
@define(eq=False)
class Strain(OnRelation):
    """Lower a relation."""

    def apply(self, state: State, seat: int, target: int) -> None:
        relations.strain(state, target, self.by)

    def clauses(self, words: Language) -> Iterator[Clause]:
        yield 0, words.strain(self.pair, self.by)


@define(eq=False)
class OnThreat(Placed):
    """An effect on threats."""

    theatre: Theatre
    by: int

    def place(self) -> Place:
        return self.theatre


@verb("calm")
@define(eq=False)
class Calm(OnThreat):
    """Lower a threat."""

    def apply(self, state: State, seat: int, target: int) -> None:
        relations.calm(state, self.book, target, self.by)

    def clauses(self, words: Language) -> Iterator[Clause]:
        yield 0, words.calm(self.theatre, self.by)


@verb("heat")
@define(eq=False)
class Heat(OnThreat):
    """Raise a threat."""

    def apply(self, state: State, seat: int, target: int) -> None:
        relations.heat(state, target, self.by)

    def clauses(self, words: Language) -> Iterator[Clause]:
        yield 0, words.heat(self.theatre, self.by)


@verb("gain")
@define(eq=False)
class Gain(Verb):
    """The acting seat's own track goes up."""

    track: SeatTrack
    by: int

    def run(self, state: State, seat: int, args: tuple[int, ...]) -> None:
        shift(state, self.track.base + seat, self.by)

    def clauses(self, words: Language) -> Iterator[Clause]:
        yield 0, words.gain(self.track, self.by)


@verb("lose")
@define(eq=False)
class Lose(Verb):
    """The acting seat's own track goes down."""

    track: SeatTrack
    by: int

    def run(self, state: State, seat: int, args: tuple[int, ...]) -> None:
        shift(state, self.track.base + seat, -self.by)

    def clauses(self, words: Language) -> Iterator[Clause]:
        yield 0, words.lose(self.track, self.by)


@verb("grant")
@define(eq=False)
class Grant(Seated):
    """Other seats' track goes up."""

    seat: Who
    track: SeatTrack
    by: int

    def who(self) -> Who:
        return self.seat

    def apply(self, state: State, seat: int, target: int) -> None:
        shift(state, self.track.base + target, self.by)

    def clauses(self, words: Language) -> Iterator[Clause]:
        yield 0, words.grant(self.seat, self.track, self.by)


@verb("burden")
@define(eq=False)
class Burden(Seated):
    """Other seats' track goes down."""

    seat: Who
    track: SeatTrack
    by: int

    def who(self) -> Who:
        return self.seat

    def apply(self, state: State, seat: int, target: int) -> None:
        shift(state, self.track.base + target, -self.by)

    def clauses(self, words: Language) -> Iterator[Clause]:
        yield 0, words.burden(self.seat, self.track, self.by)


@verb("advance")
@define(eq=False)
class Advance(Linked):
    """Raise a track that all share."""

    track: SharedTrack
    by: int

    def run(self, state: State, seat: int, args: tuple[int, ...]) -> None:
        if shift(state, self.track.base, self.by):
            did(state, self.book, RAISED, self.track.base, state.actor)

    def clauses(self, words: Language) -> Iterator[Clause]:
        yield 0, words.advance(self.track, self.by)


@verb("erode")
@define(eq=False)
class Erode(Verb):
    """Lower a track that all share."""

    track: SharedTrack
    by: int

    def run(self, state: State, seat: int, args: tuple[int, ...]) -> None:
        shift(state, self.track.base, -self.by)

    def clauses(self, words: Language) -> Iterator[Clause]:
        yield 0, words.erode(self.track, self.by)


@verb("step")
@define(eq=False)
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

    def clauses(self, words: Language) -> Iterator[Clause]:
        yield 0, words.step(self.track, self.leave)
        if not self.leave:
            yield from clauses(self.book.steps.get(self.track.id, ()), words, 1)


@verb("retreat")
@define(eq=False)
class StepDown(Verb):
    """Take one step back on a long-run track of one's own."""

    track: SeatTrack

    def run(self, state: State, seat: int, args: tuple[int, ...]) -> None:
        shift(state, self.track.base + seat, -1)

    def clauses(self, words: Language) -> Iterator[Clause]:
        yield 0, words.retreat(self.track)


@verb("draw")
@define(eq=False)
class Draw(Linked):
    """Draw cards: from the own ministry deck or the region deck (`deck`: ministry, region)."""

    deck: str
    cards: int

    def run(self, state: State, seat: int, args: tuple[int, ...]) -> None:
        for at, deck in enumerate(self.book.decks):
            if deck.kind == self.deck and deck.owner in (-1, seat):
                draw(state, self.book, seat, at, self.cards)

    def clauses(self, words: Language) -> Iterator[Clause]:
        yield 0, words.draw(self.deck, self.cards)


@verb("peek")
@define(eq=False)
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

    def clauses(self, words: Language) -> Iterator[Clause]:
        yield 0, words.peek(self.lane, self.cards)


@verb("lay")
@define(eq=False)
class Lay(Seated):
    """Lay a penalty on other seats. With `stands` it has no end until it is lifted."""

    penalty: PenaltyNo
    on: Who
    stands: bool = False

    def who(self) -> Who:
        return self.on

    def apply(self, state: State, seat: int, target: int) -> None:
        lay(state, self.book, self.penalty, seat, target, stands=self.stands)

    def clauses(self, words: Language) -> Iterator[Clause]:
        yield 0, words.lay(self.penalty, self.on, self.stands)


@verb("lift")
@define(eq=False)
class Lift(Seated):
    """Lift the penalties of a kind (of every kind, if none is named) that stand against seats."""

    on: Who
    penalty: PenaltyNo | None = None

    def who(self) -> Who:
        return self.on

    def apply(self, state: State, seat: int, target: int) -> None:
        lift(state, self.book, self.penalty, target)

    def clauses(self, words: Language) -> Iterator[Clause]:
        yield 0, words.lift(self.on, self.penalty)


@verb("choose")
@define(eq=False)
class Choose(Linked):
    """Let the seat choose one of several branches; one that it cannot carry out is not offered."""

    branch: tuple[Branch, ...]
    options: tuple[Option, ...] = field(init=False, repr=False)

    def link(self, book: Book) -> None:
        self.book = book
        self.options = tuple(
            Option(
                f"choose:{at}",
                self._label(branch, book.words),
                (Do(self.take, branch),),
                branch_needs(book, branch),
            )
            for at, branch in enumerate(self.branch, 1)
        )

    def _label(self, branch: Branch, words: Language) -> str:
        needs = branch.needs_text(words)
        return words.choose_branch(branch.name, branch.kind, branch.cost, needs)

    def take(self, branch: Branch, state: State, seat: int, args: tuple[int, ...]) -> None:
        """Pay for the branch that was chosen and carry it out."""
        pay(state, self.book, seat, branch.cost)
        push(state, branch.effects, seat)

    def run(self, state: State, seat: int, args: tuple[int, ...]) -> Decision | None:
        return ask(state, seat, ("choose", self), self.options)

    def clauses(self, words: Language) -> Iterator[Clause]:
        yield 0, words.choose()
        for branch in self.branch:
            yield 1, self._label(branch, words) + ":"
            yield from clauses(branch.effects, words, 2)


@verb("when")
@define(eq=False)
class When(Verb):
    """Carry out one list of effects if all checks hold, and another if not."""

    check: tuple[Check, ...]
    then: Effects
    otherwise: Effects = ()

    def run(self, state: State, seat: int, args: tuple[int, ...]) -> None:
        push(state, self.then if all_hold(self.check, state, seat) else self.otherwise, seat)

    def clauses(self, words: Language) -> Iterator[Clause]:
        yield 0, words.when([check.text(words) for check in self.check])
        yield from clauses(self.then, words, 1)
        if self.otherwise:
            yield 0, words.otherwise()
            yield from clauses(self.otherwise, words, 1)


@verb("each")
@define(eq=False)
class Each(Verb):
    """Let seats carry out effects, each for itself."""

    seats: Who
    effects: Effects

    def run(self, state: State, seat: int, args: tuple[int, ...]) -> None:
        for target in reversed(self.seats.seats[seat]):
            push(state, self.effects, target)

    def clauses(self, words: Language) -> Iterator[Clause]:
        yield 0, words.each(self.seats)
        yield from clauses(self.effects, words, 1)
