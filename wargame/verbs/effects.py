"""The verbs that cards use: each moves something on the table, or asks a seat where to.

An effect that leaves a choice open asks on the public screen: whoever carries out a card does so
in the open. An effect without a target (a seat's relation with itself) does nothing.
"""

from __future__ import annotations

from collections.abc import Iterator

from attrs import define, field

from wargame.table.decision import Decision, Option, Words, ask
from wargame.table.event import ALL
from wargame.table.flow import Do, push
from wargame.table.moves import add, drop, learn, shift, tell
from wargame.table.state import State
from wargame.verbs import relations
from wargame.verbs.amounts import Check, all_hold
from wargame.verbs.book import Book, Branch, Change, Condition, Linked
from wargame.verbs.costs import branch_needs, pay
from wargame.verbs.decks import draw
from wargame.verbs.deeds import Deed
from wargame.verbs.ledgers import CONDITIONS, RAISED, READ
from wargame.verbs.penalties import lay, lift
from wargame.verbs.pledges import break_restraint
from wargame.verbs.refs import LaneNo, Pair, PenaltyNo, Place, SeatTrack, SharedTrack, Theatre, Who
from wargame.verbs.standing import did, start
from wargame.verbs.verb import Clause, Effects, Verb, clauses, verb


@define(eq=False)
class At(Verb):
    """The answer to "which?": the effect, at one target."""

    effect_: Aimed
    target: int

    def run(self, state: State, seat: int, it: tuple[int, ...]) -> None:
        self.effect_.apply(state, seat, self.target)


@define(eq=False)
class Aimed(Linked):
    """An effect with targets: all of them, or one that the seat picks."""

    options: tuple[tuple[Option, ...], ...] = field(init=False, repr=False)

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
        self.options = tuple(
            tuple(
                Option(f"which:{key}", label, (At(self, target),), parts=(key,))
                for target in row
                for key, label in (self.target_name(target),)
            )
            for row in self.targets()
        )

    def run(self, state: State, seat: int, it: tuple[int, ...]) -> Decision | None:
        targets = self.targets()[seat]
        if self.choice() and len(targets) > 1:
            return ask(state, seat, ("which", self), self.options[seat])
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
        return name, self.book.words.say("level", target)


@verb("warm")
@define(eq=False)
class Warm(Placed):
    """Raise a relation."""

    pair: Pair
    by: int

    def place(self) -> Place:
        return self.pair

    def apply(self, state: State, seat: int, target: int) -> None:
        relations.warm(state, self.book, target, self.by)

    def clauses(self, words: Words) -> Iterator[Clause]:
        yield 0, words.say("warm", self.pair, self.by)


@verb("strain")
@define(eq=False)
class Strain(Placed):
    """Lower a relation."""

    pair: Pair
    by: int

    def place(self) -> Place:
        return self.pair

    def apply(self, state: State, seat: int, target: int) -> None:
        relations.strain(state, target, self.by)

    def clauses(self, words: Words) -> Iterator[Clause]:
        yield 0, words.say("strain", self.pair, self.by)


@verb("calm")
@define(eq=False)
class Calm(Placed):
    """Lower a threat."""

    theatre: Theatre
    by: int

    def place(self) -> Place:
        return self.theatre

    def apply(self, state: State, seat: int, target: int) -> None:
        relations.calm(state, self.book, target, self.by)

    def clauses(self, words: Words) -> Iterator[Clause]:
        yield 0, words.say("calm", self.theatre, self.by)


@verb("heat")
@define(eq=False)
class Heat(Placed):
    """Raise a threat."""

    theatre: Theatre
    by: int

    def place(self) -> Place:
        return self.theatre

    def apply(self, state: State, seat: int, target: int) -> None:
        relations.heat(state, target, self.by)

    def clauses(self, words: Words) -> Iterator[Clause]:
        yield 0, words.say("heat", self.theatre, self.by)


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
        return self.book.layout.seats[target], self.book.words.say("seat", target)


@verb("gain")
@define(eq=False)
class Gain(Verb):
    """The acting seat's own track goes up."""

    track: SeatTrack
    by: int

    def run(self, state: State, seat: int, it: tuple[int, ...]) -> None:
        shift(state, self.track.base + seat, self.by)

    def clauses(self, words: Words) -> Iterator[Clause]:
        yield 0, words.say("gain", self.track, self.by)


@verb("lose")
@define(eq=False)
class Lose(Verb):
    """The acting seat's own track goes down."""

    track: SeatTrack
    by: int

    def run(self, state: State, seat: int, it: tuple[int, ...]) -> None:
        shift(state, self.track.base + seat, -self.by)

    def clauses(self, words: Words) -> Iterator[Clause]:
        yield 0, words.say("lose", self.track, self.by)


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

    def clauses(self, words: Words) -> Iterator[Clause]:
        yield 0, words.say("grant", self.seat, self.track, self.by)


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

    def clauses(self, words: Words) -> Iterator[Clause]:
        yield 0, words.say("burden", self.seat, self.track, self.by)


@verb("advance")
@define(eq=False)
class Advance(Linked):
    """Raise a track that all share."""

    track: SharedTrack
    by: int

    def run(self, state: State, seat: int, it: tuple[int, ...]) -> None:
        if shift(state, self.track.base, self.by):
            did(state, self.book, RAISED, self.track.base, state.actor)

    def clauses(self, words: Words) -> Iterator[Clause]:
        yield 0, words.say("advance", self.track, self.by)


@verb("erode")
@define(eq=False)
class Erode(Verb):
    """Lower a track that all share."""

    track: SharedTrack
    by: int

    def run(self, state: State, seat: int, it: tuple[int, ...]) -> None:
        shift(state, self.track.base, -self.by)

    def clauses(self, words: Words) -> Iterator[Clause]:
        yield 0, words.say("erode", self.track, self.by)


@verb("step")
@define(eq=False)
class StepUp(Linked):
    """Take one step up a long-run track of one's own, with what the rulebook ties to a step.

    With `leave` the usual losses are spared. A pledged restraint is broken by it.
    """

    track: SeatTrack
    leave: bool = False

    def run(self, state: State, seat: int, it: tuple[int, ...]) -> None:
        if not shift(state, self.track.base + seat, 1):
            return
        if not self.leave:
            push(state, self.book.steps.get(self.track.id, ()), seat)
        break_restraint(state, self.book, seat, -1, self.track.id)
        relations.press_down(state, self.book)

    def clauses(self, words: Words) -> Iterator[Clause]:
        yield 0, words.say("step", self.track, self.leave)
        if not self.leave:
            yield from clauses(self.book.steps.get(self.track.id, ()), words, 1)


@verb("retreat")
@define(eq=False)
class StepDown(Verb):
    """Take one step back on a long-run track of one's own."""

    track: SeatTrack

    def run(self, state: State, seat: int, it: tuple[int, ...]) -> None:
        shift(state, self.track.base + seat, -1)

    def clauses(self, words: Words) -> Iterator[Clause]:
        yield 0, words.say("retreat", self.track)


@verb("draw")
@define(eq=False)
class Draw(Linked):
    """Draw cards: from the own ministry deck or the region deck (`deck`: ministry, region)."""

    deck: str
    cards: int

    def run(self, state: State, seat: int, it: tuple[int, ...]) -> None:
        for at, deck in enumerate(self.book.decks):
            if deck.kind == self.deck and deck.owner in (-1, seat):
                draw(state, self.book, seat, at, self.cards)

    def clauses(self, words: Words) -> Iterator[Clause]:
        yield 0, words.say("draw", self.deck, self.cards)


@verb("peek")
@define(eq=False)
class Peek(Linked):
    """Read the next events of a lane whole."""

    lane: LaneNo
    cards: int

    def run(self, state: State, seat: int, it: tuple[int, ...]) -> None:
        for card in state.piles[self.book.piles.lane[self.lane]][: self.cards]:
            learn(state, card, 1 << seat)
            if (seat, card) not in state.ledgers[READ]:
                add(state, READ, (seat, card))
                tell(state, 1 << seat, "read", seat, card, reveals=True)
        tell(state, ALL, "peeked", seat, self.lane, self.cards)

    def clauses(self, words: Words) -> Iterator[Clause]:
        yield 0, words.say("peek", self.lane, self.cards)


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

    def clauses(self, words: Words) -> Iterator[Clause]:
        yield 0, words.say("lay", self.penalty, self.on, self.stands)


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

    def clauses(self, words: Words) -> Iterator[Clause]:
        yield 0, words.say("lift", self.penalty, self.on)


@verb("start")
@define(eq=False)
class Start(Linked):
    """Start a condition: what it changes, for whom (`seat`; nobody in particular without one),
    for how many Reckonings, and which deed by which seats (`by`) clears it."""

    change: Change
    life: int
    until: Deed
    by: Who
    seat: Who | None = None
    conditions: dict[int, int] = field(init=False, factory=dict, repr=False)

    def link(self, book: Book) -> None:
        self.book = book
        if not self.conditions:
            for seat in range(book.seats):
                self.conditions[seat] = len(book.conditions)
                book.conditions.append(
                    Condition(book.linking, self.change, self.life, self.until, self.by.seats[seat])
                )

    def run(self, state: State, seat: int, it: tuple[int, ...]) -> None:
        if self.seat is None:
            start(state, self.book, self.conditions[seat], -1)
        else:
            for target in self.seat.seats[seat]:
                start(state, self.book, self.conditions[seat], target)
        relations.press_down(state, self.book)

    def clauses(self, words: Words) -> Iterator[Clause]:
        yield 0, words.say("start", self)


@define(eq=False)
class EndRow(Linked):
    """The answer to "which condition?"."""

    condition: int

    def holds(self, state: State, seat: int) -> bool:
        """Say whether the condition stands."""
        return any(row[0] == self.condition for row in state.ledgers[CONDITIONS])

    def why(self, words: Words) -> str:
        """Say what is needed."""
        return words.say("needs_condition", self.condition)

    def run(self, state: State, seat: int, it: tuple[int, ...]) -> None:
        for row in state.ledgers[CONDITIONS]:
            if row[0] == self.condition:
                drop(state, CONDITIONS, row)
                tell(state, ALL, "condition_ended", row[0])
                break
        relations.press_down(state, self.book)


@verb("end")
@define(eq=False)
class End(Linked):
    """End a standing condition of one's choice."""

    endings: list[Option] = field(init=False, factory=list, repr=False)

    def run(self, state: State, seat: int, it: tuple[int, ...]) -> Decision | None:
        book = self.book
        while len(self.endings) < len(book.conditions):
            at = len(self.endings)
            row = EndRow(at)
            row.link(book)
            label = book.words.say("condition", at)
            self.endings.append(Option(f"end:{at}", label, (row,), (row,)))
        standing = [self.endings[row[0]] for row in state.ledgers[CONDITIONS]]
        return ask(state, seat, ("end_which",), standing) if standing else None

    def clauses(self, words: Words) -> Iterator[Clause]:
        yield 0, words.say("end")


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
                book.words.say("choose_branch", branch),
                (Do(self.take, branch),),
                branch_needs(book, branch),
            )
            for at, branch in enumerate(self.branch, 1)
        )

    def take(self, branch: Branch, state: State, seat: int, it: tuple[int, ...]) -> None:
        """Pay for the branch that was chosen and carry it out."""
        pay(state, self.book, seat, branch.cost)
        push(state, branch.effects, seat)

    def run(self, state: State, seat: int, it: tuple[int, ...]) -> Decision | None:
        return ask(state, seat, ("choose", self), self.options)

    def clauses(self, words: Words) -> Iterator[Clause]:
        yield 0, words.say("choose")
        for branch in self.branch:
            yield 1, words.say("choose_branch", branch) + ":"
            yield from clauses(branch.effects, words, 2)


@verb("when")
@define(eq=False)
class When(Verb):
    """Carry out one list of effects if all checks hold, and another if not."""

    check: tuple[Check, ...]
    then: Effects
    otherwise: Effects = ()

    def run(self, state: State, seat: int, it: tuple[int, ...]) -> None:
        push(state, self.then if all_hold(self.check, state, seat) else self.otherwise, seat)

    def clauses(self, words: Words) -> Iterator[Clause]:
        yield 0, words.say("when", [check.text(words) for check in self.check])
        yield from clauses(self.then, words, 1)
        if self.otherwise:
            yield 0, words.say("otherwise")
            yield from clauses(self.otherwise, words, 1)


@verb("each")
@define(eq=False)
class Each(Verb):
    """Let seats carry out effects, each for itself."""

    seats: Who
    effects: Effects

    def run(self, state: State, seat: int, it: tuple[int, ...]) -> None:
        for target in reversed(self.seats.seats[seat]):
            push(state, self.effects, target)

    def clauses(self, words: Words) -> Iterator[Clause]:
        yield 0, words.say("each", self.seats)
        yield from clauses(self.effects, words, 1)
