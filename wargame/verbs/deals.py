"""Deals (RULES 5): one form, filled in step by step on the open screen.

The form lies in the ledger DEAL: a header (-1, proposer, partner, changed) and a row (side, item,
due) for each item; side 0 is the proposer's. Spot items change hands when the form is agreed to,
pledges are written down.
"""

from __future__ import annotations

from attrs import define, field, frozen

from wargame.table.decision import Decision, Option, Words, ask
from wargame.table.event import ALL
from wargame.table.flow import Do, push
from wargame.table.moves import act, add, clear, mark, swap, tell
from wargame.table.state import State
from wargame.verbs.book import Book, Item, Linked
from wargame.verbs.ledgers import DEAL, PLEDGES, PROPOSED, TURN
from wargame.verbs.pledges import PledgeItem, make, most, standing
from wargame.verbs.verb import verb


def parties(state: State) -> tuple[int, int, int]:
    """Give proposer, partner and whether the form is a changed one."""
    _, proposer, partner, changed = state.ledgers[DEAL][0]
    return proposer, partner, changed


def given(state: State, side: int) -> list[tuple[int, int]]:
    """List the (item, due) that one side gives so far."""
    return [(row[1], row[2]) for row in state.ledgers[DEAL][1:] if row[0] == side]


@frozen(eq=False)
class Form:
    """A form that is being filled in: who gives what so far."""

    state: State
    book: Book
    proposer: int
    partner: int
    sides: tuple[list[Item], list[Item]]

    @classmethod
    def on_table(cls, state: State, book: Book) -> Form:
        """Read the form that lies on the table."""
        proposer, partner, _ = parties(state)
        sides = tuple([book.items[at] for at, _ in given(state, side)] for side in (0, 1))
        return cls(state, book, proposer, partner, (sides[0], sides[1]))

    def takes(self, item: Item, side: int) -> bool:
        """Say whether the item can be put on this side, and the form still be completed."""
        giver, taker = self.proposer, self.partner
        if side:
            giver, taker = taker, giver
        if not item.possible(self.state, giver, taker):
            return False
        mine, theirs = self.sides[side], self.sides[1 - side]
        if any(other.family == item.family for other in mine):
            return False
        if item.spot:
            if any(other.family == item.family for other in theirs):
                return False
        elif not self.may_pledge(item, giver, taker, mine):
            return False
        if side:
            # A pledge asks for a spot item of the other side, in both directions.
            owed = any(not other.spot for other in theirs) and not any(o.spot for o in mine)
            return item.spot or (any(other.spot for other in theirs) and not owed)
        more = Form(self.state, self.book, self.proposer, self.partner, ([*mine, item], theirs))
        return any(more.takes(other, 1) for other in self.book.items if other.family)

    def may_pledge(self, item: Item, giver: int, taker: int, mine: list[Item]) -> bool:
        """Say whether the giver may have one more pledge, of this kind, to the taker."""
        state, book = self.state, self.book
        if book.last_turn(state):
            return False
        room = most(state, book, giver) - standing(state, giver)
        if room <= sum(1 for other in mine if not other.spot):
            return False
        return not any(
            row[0] == giver and row[1] == taker and book.items[row[2]].family == item.family
            for row in state.ledgers[PLEDGES]
        )


@frozen(eq=False)
class Givable:
    """The item can be put on this side of the form on the table."""

    book: Book
    item: Item
    side: int

    def holds(self, state: State, seat: int) -> bool:
        return Form.on_table(state, self.book).takes(self.item, self.side)

    def why(self, words: Words) -> str:
        return words.say("needs_item", self.item)


@frozen(eq=False)
class CanDeal:
    """A deal with this partner is possible at all."""

    book: Book
    partner: int

    def holds(self, state: State, seat: int) -> bool:
        form = Form(state, self.book, seat, self.partner, ([], []))
        return any(form.takes(item, 0) for item in self.book.items if item.family)

    def why(self, words: Words) -> str:
        return words.say("needs_something_to_give")


@verb("deals", effect=False)
@define(eq=False)
class Deals(Linked):
    """`rounds` rounds in order: propose one deal to one partner, or pass. `items` are what one
    side may give at most, `latest` how many turns ahead a pledge may fall due."""

    rounds: int
    items: int
    latest: int
    partners: tuple[Option, ...] = field(init=False, repr=False)
    pass_: Option = field(init=False, repr=False)
    gives: tuple[tuple[Option, ...], ...] = field(init=False, repr=False)
    no_more: Option = field(init=False, repr=False)
    dues: tuple[Option, ...] = field(init=False, repr=False)
    yes: Option = field(init=False, repr=False)
    no: Option = field(init=False, repr=False)
    change: Option = field(init=False, repr=False)

    def link(self, book: Book) -> None:
        self.book = book
        words = book.words
        self.partners = tuple(
            Option(
                f"deal:{id}",
                words.say("deal_with", seat),
                (Do(self.open_form, seat),),
                (CanDeal(book, seat),),
                (id,),
            )
            for seat, id in enumerate(book.layout.seats)
        )
        self.pass_ = Option("pass", words.say("pass_on"), (Do(self.do_pass),))
        self.gives = tuple(
            tuple(
                Option(
                    f"{word}:{item.id}",
                    item.text(words),
                    (Do(self.put, side, item.index),),
                    (Givable(book, item, side),),
                )
                for item in book.items
                if item.family
            )
            for side, word in enumerate(("give", "take"))
        )
        self.no_more = Option("no-more", words.say("no_more"))
        self.dues = tuple(
            Option(f"due:{ahead}", words.say("due", ahead), (Do(self.set_due, ahead),))
            for ahead in range(1, self.latest + 1)
        )
        self.yes = Option("yes", words.say("yes"), (Do(self.agree),))
        self.no = Option("no", words.say("no"), (Do(self.decline),))
        self.change = Option("change", words.say("change_form"), (Do(self.change_form),))

    def run(self, state: State, seat: int, it: tuple[int, ...]) -> None:
        for number in reversed(range(self.rounds)):
            for each in reversed(state.order()):
                push(state, (Do(self.go),), each, (number,))

    def go(self, state: State, seat: int, it: tuple[int, ...]) -> Decision | None:
        """Ask a seat for a proposal; a round of passes has ended the deals."""
        (number,) = it
        if number and (PROPOSED, number - 1, 0) not in state.ledgers[TURN]:
            return None
        act(state, -1, "deals")
        considered = [self.partners[other] for other in self.book.layout.partners[seat]]
        decision = ask(state, seat, ("deal", number), [*considered, self.pass_], it=it)
        return decision if len(decision.options) > 1 else None

    def do_pass(self, state: State, seat: int, it: tuple[int, ...]) -> None:
        """Say that the seat passed."""
        tell(state, ALL, "passed", seat)

    def open_form(self, partner: int, state: State, seat: int, it: tuple[int, ...]) -> None:
        """Take a form and fill it in."""
        mark(state, TURN, PROPOSED, it[0], 0)
        self._start(state, seat, partner, 0)

    def _start(self, state: State, proposer: int, partner: int, changed: int) -> None:
        clear(state, DEAL)
        add(state, DEAL, (-1, proposer, partner, changed))
        push(state, (Do(self.reply),), partner)
        for side in (1, 0):
            for number in reversed(range(self.items)):
                push(state, (Do(self.pick),), proposer, (side, number))

    def pick(self, state: State, seat: int, it: tuple[int, ...]) -> Decision | None:
        """Ask for one item of one side; `it` is (side, number)."""
        side, number = it
        if len(given(state, side)) < number:
            return None
        considered = [*self.gives[side], self.no_more] if number else self.gives[side]
        _, partner, _ = parties(state)
        decision = ask(state, seat, ("deal_item", side, number, partner), considered, it=it)
        return None if decision.options == [self.no_more] else decision

    def put(self, side: int, item: int, state: State, seat: int, it: tuple[int, ...]) -> None:
        """Put an item on the form; for a deed or restraint settle when it falls due."""
        add(state, DEAL, (side, item, 0))
        if isinstance(self.book.items[item], PledgeItem):
            push(state, (Do(self.ask_due),), seat, it)

    def ask_due(self, state: State, seat: int, it: tuple[int, ...]) -> Decision | None:
        """Ask when the pledge that was just put down falls due."""
        room = min(self.latest, self.book.turns - state.turn)
        if room == 1:
            self.set_due(1, state, seat, it)
            return None
        item = state.ledgers[DEAL][-1][1]
        return ask(state, seat, ("deal_due", item), self.dues[:room], it=it)

    def set_due(self, ahead: int, state: State, seat: int, it: tuple[int, ...]) -> None:
        """Write down when the pledge falls due."""
        side, item, _ = state.ledgers[DEAL][-1]
        swap(state, DEAL, (side, item, 0), (side, item, state.turn + ahead))

    def reply(self, state: State, seat: int, it: tuple[int, ...]) -> Decision:
        """Ask the partner."""
        proposer, partner, changed = parties(state)
        tell(state, ALL, "proposed", proposer, partner, *self._form(state), changed)
        options = [self.yes, self.no] if changed else [self.yes, self.change, self.no]
        return ask(state, seat, ("deal_reply", proposer, *self._form(state)), options)

    def _form(self, state: State) -> tuple[tuple[tuple[int, int], ...], ...]:
        return tuple(given(state, 0)), tuple(given(state, 1))

    def agree(self, state: State, seat: int, it: tuple[int, ...]) -> None:
        """Carry the deal out."""
        proposer, partner, _ = parties(state)
        form = self._form(state)
        clear(state, DEAL)
        tell(state, ALL, "agreed", proposer, partner, *form)
        for side, giver, taker in ((0, proposer, partner), (1, partner, proposer)):
            for at, due in form[side]:
                item = self.book.items[at]
                if item.spot:
                    item.give(state, giver, taker)
                else:
                    make(state, self.book, giver, taker, at, due)

    def decline(self, state: State, seat: int, it: tuple[int, ...]) -> None:
        """Turn the deal down."""
        proposer, partner, _ = parties(state)
        clear(state, DEAL)
        tell(state, ALL, "declined", proposer, partner)

    def change_form(self, state: State, seat: int, it: tuple[int, ...]) -> None:
        """Take a new form: the partner fills it in, the proposer says yes or no."""
        proposer, partner, _ = parties(state)
        tell(state, ALL, "changed", partner, proposer)
        self._start(state, partner, proposer, 1)
