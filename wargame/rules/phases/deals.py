"""Deals (RULES 5): one form, filled in step by step on the open screen.

The form lies in the ledger DEAL. Spot items change hands when the form is agreed to,
pledges are written down.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import lru_cache

from attrs import define, field, frozen

from wargame.rules.common.pledges import make, most
from wargame.rules.model.events import emit
from wargame.rules.model.language import Language
from wargame.rules.model.ledgers import DEAL, HEADER, PLEDGES, PROPOSED, TURN
from wargame.rules.model.questions import ask, pose
from wargame.rules.model.rulebook import DealMenu, Item, Linked, Rulebook
from wargame.rules.model.verb import verb
from wargame.table.decision import Decision, Option
from wargame.table.event import ALL
from wargame.table.flow import Call, push
from wargame.table.moves import add, clear, mark, set_actor, swap
from wargame.table.state import Row, State

EVERY = -1
"""The set of all items."""


def parties(state: State) -> tuple[int, int, int]:
    """Give proposer, partner and whether the form is a changed one."""
    _, proposer, partner, changed = state.ledgers[DEAL][0]
    return proposer, partner, changed


class Form:
    """What may still be put on a form: worked out from public facts, in sets of items (bits).

    A side gives at most one item of a family, and nothing that the other side gives too. A pledge
    asks for a spot item of the other side, in both directions; so a form is only begun that can
    be completed. By side: `laid` are the items on the form, `shut` what they leave out.
    """

    __slots__ = ("barred", "book", "gives", "laid", "shut", "state", "takes")

    def __init__(
        self, state: State, book: Rulebook, proposer: int, partner: int, rows: Sequence[Row] = ()
    ) -> None:
        self.state = state
        self.book = book
        self.gives = book.menus[proposer][partner]
        self.takes = book.menus[partner][proposer]
        laid, shut, barred = [0, 0], [0, 0], 0
        for side, at, _ in rows:
            item = book.items[at]
            laid[side] |= item.bit
            shut[side] |= item.kin
            barred |= item.bar
        self.laid, self.shut, self.barred = laid, shut, barred

    def room(self, side: int) -> tuple[int, int]:
        """Say what can be put on this side now: spot items, and pledges."""
        state, book, gives, takes = self.state, self.book, self.gives, self.takes
        spot = book.spot
        shut = ~self.shut[side]
        given, taken = self.laid
        if side:
            found = takes.now(state) & shut & ~self.barred
            if given & spot and (taken & spot or not given & ~spot):
                return found, self.words(takes, taken) & shut
            return found, 0
        # Side 0 goes first: what is put on it must leave the partner something to give in return,
        # a spot item of another family or, if nothing is pledged here, a pledge for a spot item.
        found = gives.now(state) & shut
        back = takes.paid(state) & ~self.barred
        kin = book.kin_of(back)
        if not back & ~kin:
            back = takes.now(state) & ~self.barred
            kin = book.kin_of(back)
            if not back & ~kin and (given & ~spot or not self.words(takes, 0)):
                found &= book.mutual | ~kin if back else 0
        return found, self.words(gives, given) & shut if back else 0

    def words(self, menu: DealMenu, laid: int) -> int:
        """Say what the giver may pledge beside what it has laid on the form."""
        state, book = self.state, self.book
        found = menu.pledges
        pledged = (laid & ~book.spot).bit_count()
        for by, to, at, _, _ in state.ledgers[PLEDGES]:
            if by == menu.giver:
                pledged += 1
                if to == menu.taker:
                    found &= ~book.items[at].kin
        if state.turn >= book.turns or pledged >= most(state, book, menu.giver):
            return 0
        return found

    def _items(self, bits: int) -> list[Item]:
        return [item for item in self.book.items if item.bit & bits]

    def open(self, side: int) -> list[Item]:
        """List the items that can be put on this side now."""
        spots, words = self.room(side)
        return self._items(spots) + self._items(words)

    def spots(self, giver: int, taker: int, without: int) -> list[Item]:
        """List what `giver` has to give at once, leaving out a set of items."""
        return self._items(self.book.menus[giver][taker].now(self.state) & ~without)

    def pledges(self, giver: int, taker: int, without: int, laid: int) -> list[Item]:
        """List what `giver` may pledge beside what it has laid, leaving out a set of items."""
        return self._items(self.words(self.book.menus[giver][taker], laid) & ~without)


@frozen(eq=False)
class Givable:
    """The item can be put on this side of the form on the table. `part` of that is tested: that
    the giver can give it (`given`), its `kind` is not there yet, or all of it (`room`)."""

    book: Rulebook
    item: Item
    side: int
    part: str

    def holds(self, state: State, seat: int) -> bool:
        proposer, partner, _ = parties(state)
        form = Form(state, self.book, proposer, partner, state.ledgers[DEAL][1:])
        bit = self.item.bit
        if self.part == "given":
            menu = form.takes if self.side else form.gives
            return bool(bit & (menu.now(state) | form.words(menu, form.laid[self.side])))
        if self.part == "kind":
            return not bit & form.shut[self.side]
        spots, words = form.room(self.side)
        return bool(bit & (spots | words))

    def why(self, words: Language) -> str:
        return words.needs_item(self.part)


@frozen(eq=False)
class CanDeal:
    """A deal with this partner is possible at all."""

    book: Rulebook
    partner: int

    def holds(self, state: State, seat: int) -> bool:
        # Two items of different families will do, and mostly both seats simply can pay something.
        book, partner = self.book, self.partner
        mine = book.menus[seat][partner].paid(state)
        if mine and book.menus[partner][seat].paid(state) & ~book.kin_of(mine):
            return True
        return any(Form(state, book, seat, partner).room(0))

    def why(self, words: Language) -> str:
        return words.needs_something_to_give()


@verb("deals", effect=False)
@define(eq=False)
class Deals(Linked):
    """`rounds` rounds in order: propose one deal to one partner, or pass. `items` are what one
    side may give at most, `latest` how many turns ahead a pledge may fall due."""

    uses_roles = ("relation",)
    uses_amounts = ("pledges",)

    rounds: int
    items: int
    latest: int
    partners: tuple[Option, ...] = field(init=False, repr=False)
    pass_: Option = field(init=False, repr=False)
    proposals: tuple[tuple[Option, ...], ...] = field(init=False, repr=False)
    by_bit: tuple[dict[int, Option], ...] = field(init=False, repr=False)
    gives: tuple[tuple[tuple[Option, ...], ...], ...] = field(init=False, repr=False)
    listed: Callable[[int, int, int, int], tuple[Option, ...]] = field(init=False, repr=False)
    picks: tuple[Call, ...] = field(init=False, repr=False)
    no_more: Option = field(init=False, repr=False)
    dues: tuple[Option, ...] = field(init=False, repr=False)
    yes: Option = field(init=False, repr=False)
    no: Option = field(init=False, repr=False)
    change: Option = field(init=False, repr=False)

    def link(self, book: Rulebook, source: str) -> None:
        self.book = book
        words = book.words
        self.partners = tuple(
            Option(
                f"deal:{id}",
                words.deal_with(seat),
                (Call(self.open_form, seat),),
                (CanDeal(book, seat),),
                (id,),
            )
            for seat, id in enumerate(book.layout.seats)
        )
        self.pass_ = Option("pass", words.pass_on(), (Call(self.do_pass),))
        self.proposals = tuple(
            (*(self.partners[other] for other in partners), self.pass_)
            for partners in book.layout.partners
        )
        self.no_more = Option("no-more", words.no_more())
        self.by_bit = tuple(
            {
                item.bit: Option(
                    f"{word}:{item.id}",
                    item.text(words),
                    self._laying(side, item),
                    tuple(Givable(book, item, side, part) for part in ("kind", "given", "room")),
                )
                for item in book.items
                if item.family
            }
            for side, word in enumerate(("give", "take"))
        )
        self.picks = tuple(
            Call(self.pick, side, number) for side in (0, 1) for number in range(self.items)
        )
        self.listed = lru_cache(4096)(self.list_items)
        self.gives = tuple(
            tuple(self.list_items(side, number, EVERY, 0) for number in (0, 1)) for side in (0, 1)
        )
        self.dues = tuple(
            Option(f"due:{ahead}", words.due(ahead), (Call(self.set_due, ahead),))
            for ahead in range(1, self.latest + 1)
        )
        self.yes = Option("yes", words.yes(), (Call(self.agree),))
        self.no = Option("no", words.no(), (Call(self.decline),))
        self.change = Option("change", words.change_form(), (Call(self.change_form),))

    def run(self, state: State, seat: int, args: tuple[int, ...]) -> None:
        go = self.routine(self.go)
        for number in reversed(range(self.rounds)):
            for each in reversed(state.order()):
                push(state, go, each, (number,))

    def go(self, state: State, seat: int, args: tuple[int, ...]) -> Decision | None:
        """Ask a seat for a proposal; a round of passes has ended the deals."""
        (number,) = args
        if number and (PROPOSED, number - 1, 0) not in state.ledgers[TURN]:
            return None
        set_actor(state, -1, "deals")
        decision = ask(state, seat, ("deal", number), self.proposals[seat], args=args)
        return decision if len(decision.options) > 1 else None

    def do_pass(self, state: State, seat: int, args: tuple[int, ...]) -> None:
        """Say that the seat passed."""
        emit(state, ALL, "passed", seat)

    def open_form(self, partner: int, state: State, seat: int, args: tuple[int, ...]) -> None:
        """Take a form and fill it in."""
        mark(state, TURN, PROPOSED, args[0], 0)
        self._start(state, seat, partner, 0)

    def _start(self, state: State, proposer: int, partner: int, changed: int) -> None:
        clear(state, DEAL)
        add(state, DEAL, (HEADER, proposer, partner, changed))
        push(state, self.routine(self.reply), partner)
        push(state, self.picks, proposer)

    def pick(
        self, side: int, number: int, state: State, seat: int, args: tuple[int, ...]
    ) -> Decision | None:
        """Ask for one item of one side."""
        rows = state.ledgers[DEAL]
        _, proposer, partner, _ = rows[0]
        form = Form(state, self.book, proposer, partner, rows[1:])
        if number and form.laid[side].bit_count() < number:
            return None
        spots, words = form.room(side)
        if number and not spots | words:
            return None
        options = self.listed(side, number, spots, words)
        return pose(
            seat, ("deal_item", side, number, partner), False, options, self.gives[side][number > 0]
        )

    def list_items(self, side: int, number: int, spots: int, words: int) -> tuple[Option, ...]:
        """List the options for two sets of items, the spot items first."""
        found = [option for bit, option in self.by_bit[side].items() if bit & spots]
        found += [option for bit, option in self.by_bit[side].items() if bit & words]
        return (*found, self.no_more) if number else tuple(found)

    def _laying(self, side: int, item: Item) -> tuple[Call, ...]:
        """Give the steps of putting an item down; of a pledge it is settled when it falls due."""
        put = Call(self.put, (side, item.index, 0))
        return (put,) if item.spot else (put, Call(self.ask_due))

    def put(self, row: Row, state: State, seat: int, args: tuple[int, ...]) -> None:
        """Put an item on the form."""
        add(state, DEAL, row)

    def ask_due(self, state: State, seat: int, args: tuple[int, ...]) -> Decision | None:
        """Ask when the pledge that was just put down falls due."""
        room = min(self.latest, self.book.turns - state.turn)
        if room == 1:
            self.set_due(1, state, seat, args)
            return None
        _, item, _ = state.ledgers[DEAL][-1]
        dues = self.dues[:room]
        return pose(seat, ("deal_due", item), False, dues, dues, args)

    def set_due(self, ahead: int, state: State, seat: int, args: tuple[int, ...]) -> None:
        """Write down when the pledge falls due."""
        row = state.ledgers[DEAL][-1]
        side, item, _ = row
        swap(state, DEAL, row, (side, item, state.turn + ahead))

    def reply(self, state: State, seat: int, args: tuple[int, ...]) -> Decision:
        """Ask the partner."""
        proposer, partner, changed = parties(state)
        form = self._form(state)
        if state.events is not None:
            emit(state, ALL, "proposed", proposer, partner, *form, changed)
        options = [self.yes, self.no] if changed else [self.yes, self.change, self.no]
        gives, takes = form
        return pose(seat, ("deal_reply", proposer, gives, takes), False, options, options)

    def _form(self, state: State) -> tuple[tuple[tuple[int, int], ...], ...]:
        sides: tuple[list[tuple[int, int]], ...] = ([], [])
        for side, item, due in state.ledgers[DEAL][1:]:
            sides[side].append((item, due))
        return tuple(sides[0]), tuple(sides[1])

    def agree(self, state: State, seat: int, args: tuple[int, ...]) -> None:
        """Carry the deal out."""
        proposer, partner, _ = parties(state)
        form = self._form(state)
        emit(state, ALL, "agreed", proposer, partner, *form)
        push(state, self.routine(self.write_down), seat)
        for side, giver, taker in ((0, proposer, partner), (1, partner, proposer)):
            for at, _ in form[side]:
                if self.book.items[at].spot:
                    self.book.items[at].give(state, giver, taker)

    def write_down(self, state: State, seat: int, args: tuple[int, ...]) -> None:
        """Write down the pledges, once all that is given at once has been given."""
        proposer, partner, _ = parties(state)
        form = self._form(state)
        clear(state, DEAL)
        for side, giver, taker in ((0, proposer, partner), (1, partner, proposer)):
            for at, due in form[side]:
                if not self.book.items[at].spot:
                    make(state, self.book, giver, taker, at, due)

    def decline(self, state: State, seat: int, args: tuple[int, ...]) -> None:
        """Turn the deal down."""
        proposer, partner, _ = parties(state)
        clear(state, DEAL)
        emit(state, ALL, "declined", proposer, partner)

    def change_form(self, state: State, seat: int, args: tuple[int, ...]) -> None:
        """Take a new form: the partner fills it in, the proposer says yes or no."""
        proposer, partner, _ = parties(state)
        emit(state, ALL, "changed", partner, proposer)
        self._start(state, partner, proposer, 1)
