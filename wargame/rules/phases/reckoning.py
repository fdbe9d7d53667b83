"""Reckoning (RULES 3.5) apart from the crisis and the votes: drift, pledges due, the backstop,
collapse and isolation."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import TypeAlias

from wargame.rules.common import relations
from wargame.rules.common.costs import pay
from wargame.rules.common.modifiers import total
from wargame.rules.common.penalties import count_down
from wargame.rules.common.pledges import (
    DeedItem,
    PayLater,
    PledgeItem,
    break_,
    fall_away,
    isolated,
    keep,
)
from wargame.rules.model.amounts import Check
from wargame.rules.model.events import emit
from wargame.rules.model.ledgers import (
    BACKSTOPPED,
    BLOCKED,
    COLLAPSED,
    CONDITIONS,
    DREW_CLOSER,
    GAME,
    ISOLATED,
    LOWERED,
    PLEDGES,
    RAISED,
    SAID_YES,
    SPENT,
    TURN,
)
from wargame.rules.model.questions import ask
from wargame.rules.model.rulebook import Linked, Rulebook
from wargame.rules.model.selectors import Level, Seat
from wargame.rules.model.verb import Effects, phase
from wargame.rules.phases.crises import CanTopUp
from wargame.table.decision import Decision, Option
from wargame.table.event import ALL
from wargame.table.flow import Call, push
from wargame.table.moves import add, clear, drop, mark, set_actor, shift
from wargame.table.state import Facts, Row, State


@dataclass(eq=False, kw_only=True)
class Fade:
    """How a track of each seat fades: at `least` or more it falls by `by` (by seat: `more`),
    never below `floor`."""

    least: int
    by: int
    floor: int
    more: dict[str, int] = field(default_factory=dict)


@dataclass(eq=False, kw_only=True)
class Pull:
    """A relation that falls by itself at any level while the checks hold, unless it was raised;
    with `always`, then too."""

    level: Level
    check: tuple[Check, ...]
    always: bool = False


DriftPart: TypeAlias = tuple[int, int, str, tuple[Check, ...]]
"""(level, by, line, checks): what one line of the drift changes. The line is `highest`, `neglect`,
`hot`, `standing` (conditions), `unraised`, `pull` (while the checks hold) or `fade`."""


@dataclass(eq=False)
class Drift(Linked):
    """What changes by itself, all at once.

    The highest threat rises by `highest`; each theatre on which the `guardian` spent nothing, by
    `neglect`; on a hot turn all, by `hot`. Relations at `relation_least` or more that nobody
    raised fall by `relation_by`; each row of `pull` takes as much again off its relation.
    With `helped`, a theatre that anybody lowered by a card is not neglected. Support fades. `also`
    are effects on top.
    """

    highest: int
    neglect: int
    hot: int
    relation_least: int
    relation_by: int
    support: Fade | None = None
    guardian: Seat | None = None
    helped: bool = False
    pull: tuple[Pull, ...] = ()
    also: Effects = ()

    def run(self, state: State, seat: int, args: tuple[int, ...]) -> None:
        set_actor(state, -1, "drift")
        changes = self.changes(state)
        push(state, self.also, seat)
        for level, by in changes:
            shift(state, level, by)

    def changes(self, state: State) -> list[tuple[int, int]]:
        """List (level, by) for what drifts now, leaving out `also`."""
        drifts: dict[int, int] = {}
        for level, by, _, _ in self.parts(state):
            drifts[level] = drifts.get(level, 0) + by
        return [(level, by) for level, by in drifts.items() if by]

    def parts(self, state: State) -> Iterator[DriftPart]:
        """Yield what changes a level now, one line of the rule each, leaving out `also`."""
        book, levels, marks = self.book, state.levels, state.ledgers[TURN]
        base, theatres = book.roles.threat, len(book.layout.theatres)
        if theatres:
            top = max(levels[base : base + theatres])
            for theatre in range(theatres):
                level = base + theatre
                if levels[level] == top:
                    yield level, self.highest, "highest", ()
                if self.neglects(marks, theatre, level):
                    yield level, self.neglect, "neglect", ()
                if state.turn in book.hot:
                    yield level, self.hot, "hot", ()
                yield level, total(state, book, "drift", level=level), "standing", ()
        raised = [row[1] for row in marks if row[0] == RAISED]
        for level in book.relations:
            free = level not in raised
            if free and levels[level] >= self.relation_least:
                yield level, -self.relation_by, "unraised", ()
            for pull in self.pulls(state, level, raised=not free):
                yield level, -self.relation_by, "pull", pull.check
        fade = self.support
        if fade is not None:
            for each, name in enumerate(book.layout.seats):
                level = book.roles.support + each
                if levels[level] >= fade.least:
                    by = fade.more.get(name, fade.by)
                    yield level, max(-by, fade.floor - levels[level]), "fade", ()

    def neglects(self, marks: tuple[Row, ...], theatre: int, level: int) -> bool:
        """Say whether the guardian neglects a theatre, by the marks of this turn so far."""
        if self.guardian is None or (SPENT, theatre, self.guardian) in marks:
            return False
        return not any(
            row[:2] == (LOWERED, level) and (self.helped or row[2] == self.guardian)
            for row in marks
        )

    def falls(self, facts: Facts, level: int, *, raised: bool) -> int:
        """Return how many times `relation_by` a relation falls now."""
        leaks = not raised and facts.levels[level] >= self.relation_least
        return leaks + len(self.pulls(facts, level, raised=raised))

    def pulls(self, facts: Facts, level: int, *, raised: bool) -> list[Pull]:
        """List the rows of `pull` that take a step off a relation now."""
        return [
            pull
            for pull in self.pulled.get(level, ())
            if (pull.always or not raised) and all(check.holds(facts, 0) for check in pull.check)
        ]

    @cached_property
    def pulled(self) -> dict[int, list[Pull]]:
        """The rows of `pull` by the relation that they pull down."""
        found: dict[int, list[Pull]] = {}
        for pull in self.pull:
            found.setdefault(pull.level.at(0), []).append(pull)
        return found


phase("drift", Drift, uses_roles=("threat", "relation"))


@dataclass(eq=False)
class CountDown(Linked):
    """Conditions and penalties count down; those at the end of their life leave."""

    def run(self, state: State, seat: int, args: tuple[int, ...]) -> None:
        rows = state.ledgers[CONDITIONS]
        clear(state, CONDITIONS)
        for condition, on, life in rows:
            if life <= 1:
                emit(state, ALL, "condition_ended", condition)
            else:
                add(state, CONDITIONS, (condition, on, life - 1))
        count_down(state)


phase("count-down", CountDown)


@dataclass(eq=False)
class NotePledges(Linked):
    """Note, before anything drifts, which deeds that fall due could not be done this turn."""

    def run(self, state: State, seat: int, args: tuple[int, ...]) -> None:
        for by, to, at, _, due in state.ledgers[PLEDGES]:
            item = self.book.items[at]
            if due == state.turn and isinstance(item, DeedItem) and item.blocked(state, by):
                mark(state, TURN, BLOCKED, by * self.book.seats + to, at)


phase("note-pledges", NotePledges)


@dataclass(eq=False)
class PledgesDue(Linked):
    """Redeem the deeds that were done, break those that fell due undone."""

    def link(self, book: Rulebook, source: str) -> None:
        super().link(book, source)
        self.options = (
            Option("pay-pledge", book.words.pay_pledge(), (Call(self.pay),)),
            Option("break-pledge", book.words.break_pledge(), (Call(self.break_),)),
        )

    def run(self, state: State, seat: int, args: tuple[int, ...]) -> None:
        set_actor(state, -1, "pledges")
        order = state.order()
        rows = sorted(state.ledgers[PLEDGES], key=lambda row: order.index(row[0]))
        for row in reversed(rows):
            push(state, self.routine(self.test), row[0], row)

    def test(self, state: State, seat: int, args: Row) -> Decision | None:
        """Test one pledge; `args` is its row."""
        by, to, at, made, due = args
        item = self.book.items[at]
        if args not in state.ledgers[PLEDGES] or not isinstance(item, PledgeItem):
            return None
        if made < state.turn and isinstance(item, DeedItem) and item.done(state, by, to):
            keep(state, self.book, args)
        elif due > state.turn:
            return None
        elif isolated(state, by) or isolated(state, to):
            fall_away(state, args)
        elif isinstance(item, PayLater):
            if state.levels[self.book.roles.capital + by] >= item.amount:
                return ask(state, by, ("pay_pledge", to, item.amount), self.options, args=args)
            break_(state, self.book, args)
        elif item.done(state, by, to):
            keep(state, self.book, args)
        elif (BLOCKED, by * self.book.seats + to, at) in state.ledgers[TURN]:
            fall_away(state, args)
        elif item.asked_for and item.testable(state, by, to):
            break_(state, self.book, args)
        else:
            fall_away(state, args)
        return None

    def pay(self, state: State, seat: int, args: Row) -> None:
        """Pay what was promised."""
        by, to, at, _, _ = args
        item = self.book.items[at]
        assert isinstance(item, PayLater)
        capital = self.book.roles.capital
        keep(state, self.book, args)
        shift(state, capital + by, -item.amount)
        shift(state, capital + to, item.amount)

    def break_(self, state: State, seat: int, args: Row) -> None:
        """Break the promise."""
        break_(state, self.book, args)


phase("pledges-due", PledgesDue, uses_roles=("capital", "credibility", "blame", "relation"))


@dataclass(eq=False)
class Backstop(Linked):
    """Once a game, when a threat is at `least` or more, `needed` seats may stand up together:
    they pay `cost` each and the first of them names such a threat, which falls by `by`. If they
    are the seats of `pair`, `pair_effects` follow."""

    least: int
    cost: int
    by: int
    needed: int
    pair: tuple[Seat, ...] = ()
    pair_effects: Effects = ()

    def link(self, book: Rulebook, source: str) -> None:
        super().link(book, source)
        self.yes = Option("stand", book.words.stand(self.cost), (Call(self.say_yes),))
        self.no = Option("stand-back", book.words.stand_back(), idle=True)
        self.names = tuple(
            Option(
                f"name:{theatre}",
                book.words.level(book.roles.threat + at),
                (Call(self.name_threat, book.roles.threat + at),),
            )
            for at, theatre in enumerate(book.layout.theatres)
        )

    def run(self, state: State, seat: int, args: tuple[int, ...]) -> None:
        if (BACKSTOPPED, 0, 0) in state.ledgers[GAME] or not self.threats(state):
            return
        set_actor(state, -1, "backstop")
        able = [each for each in state.order() if self._able(state, each)]
        if len(able) < self.needed:
            return
        push(state, (Call(self.stand_up),), seat)
        for at in reversed(range(len(able))):
            push(state, (Call(self.offer),), able[at], (len(able) - at,))

    def _able(self, state: State, seat: int) -> bool:
        return CanTopUp(self.book.roles.capital, self.cost).holds(state, seat) and not isolated(
            state, seat
        )

    def threats(self, facts: Facts) -> list[int]:
        """List the theatres whose threats are near collapse."""
        base = self.book.roles.threat
        return [
            at
            for at in range(len(self.book.layout.theatres))
            if facts.levels[base + at] >= self.least
        ]

    def _yes(self, state: State) -> list[int]:
        return [row[1] for row in state.ledgers[TURN] if row[0] == SAID_YES]

    def offer(self, state: State, seat: int, args: tuple[int, ...]) -> Decision | None:
        """Ask one seat, unless it is settled already; `args` is how many may still be asked."""
        yes = len(self._yes(state))
        if yes >= self.needed or yes + args[0] < self.needed:
            return None
        return ask(state, seat, ("backstop", yes), (self.yes, self.no))

    def say_yes(self, state: State, seat: int, args: tuple[int, ...]) -> None:
        """Promise to stand up."""
        mark(state, TURN, SAID_YES, seat, 0)
        emit(state, ALL, "said_yes", seat)

    def stand_up(self, state: State, seat: int, args: tuple[int, ...]) -> Decision | None:
        """Carry the backstop out, if enough have said yes."""
        yes = self._yes(state)
        if len(yes) < self.needed:
            return None
        mark(state, GAME, BACKSTOPPED, 0, 0)
        emit(state, ALL, "backstop", *yes)
        for each in yes:
            pay(state, self.book, each, self.cost)
        if sorted(yes) == sorted(self.pair):
            push(state, self.pair_effects, yes[0])
        threats = [self.names[at] for at in self.threats(state)]
        if len(threats) == 1:
            push(state, threats[0].steps, yes[0])
            return None
        return ask(state, yes[0], ("name_threat", self.by), threats)

    def name_threat(self, level: int, state: State, seat: int, args: tuple[int, ...]) -> None:
        """Lower the threat that was named."""
        relations.calm(state, self.book, level, self.by)


phase("backstop", Backstop, uses_roles=("threat", "capital"))


@dataclass(eq=False)
class Collapse(Linked):
    """Checked here and nowhere else: if any of the checks holds, the game ends."""

    any: tuple[Check, ...]

    def run(self, state: State, seat: int, args: tuple[int, ...]) -> None:
        for at, check in enumerate(self.any):
            if check.holds(state, seat):
                mark(state, GAME, COLLAPSED, at, 0)
                emit(state, ALL, "collapsed", at)
                return


phase("collapse", Collapse)


@dataclass(eq=False)
class Isolation(Linked):
    """A seat whose relations are all at `at` stands alone until one is above it again.

    The first time in a game the others gain `closer` with each other. Version 1 had this rule.
    """

    at: int
    closer: int

    def run(self, state: State, seat: int, args: tuple[int, ...]) -> None:
        book = self.book
        set_actor(state, -1, "isolation")
        for each in range(book.seats):
            alone = True
            for other in book.layout.partners[each]:
                alone = alone and state.levels[book.relation(each, other)] <= self.at
            row = (ISOLATED, each, 0)
            if not alone:
                if row in state.ledgers[GAME]:
                    drop(state, GAME, row)
                    emit(state, ALL, "returned", each)
                continue
            if row in state.ledgers[GAME]:
                continue
            mark(state, GAME, *row)
            emit(state, ALL, "isolated", each)
            if (DREW_CLOSER, 0, 0) not in state.ledgers[GAME]:
                mark(state, GAME, DREW_CLOSER, 0, 0)
                others = book.layout.partners[each]
                for i, a in enumerate(others):
                    for b in others[i + 1 :]:
                        relations.warm(state, book, book.relation(a, b), self.closer)


phase("isolation", Isolation, uses_roles=("relation",), older=True)
