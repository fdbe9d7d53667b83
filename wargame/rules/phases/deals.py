"""Deals (RULES 5): one form, filled in step by step on the open screen.

The form lies in the ledger DEAL. Spot items change hands when the form is agreed to,
pledges are written down.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from wargame.rules.common.pledges import make, most
from wargame.rules.model.events import emit
from wargame.rules.model.language import Language
from wargame.rules.model.ledgers import DEAL, DECLINED, HEADER, PLEDGES, PROPOSED, TOO_DEAR, TURN
from wargame.rules.model.questions import ask, pose
from wargame.rules.model.rulebook import DealMenu, Item, Linked, Rulebook
from wargame.rules.model.verb import phase
from wargame.table.decision import Decision, Need, Option
from wargame.table.event import ALL
from wargame.table.flow import Call, push
from wargame.table.moves import add, clear, mark, set_actor, swap
from wargame.table.state import Position, Row, State

UNGIVEN: Final = ("never", "late", "stands", "pledges")
"""Why a pledge cannot be given: its giver never has it to give; it is the last turn; one of its
kind to the same taker stands; its giver has as many standing as it may. An item that is given at
once has the first of them and its own."""
EVERY: Final = -1
"""The set of all items."""


def parties(state: Position) -> tuple[int, int, int]:
    """Return proposer, partner, and whether the form is a changed one (1) or not (0)."""
    _, proposer, partner, changed = state.ledgers[DEAL][0]
    return proposer, partner, changed


def named_too_dear(state: Position, book: Rulebook, proposer: int, partner: int) -> int:
    """Return the set of items that the partner has named as too dear to the proposer this turn."""
    pair, items = proposer * book.seats + partner, 0
    for kind, at, item in state.ledgers[TURN]:
        if kind == TOO_DEAR and at == pair:
            items |= 1 << item
    return items


class Form:
    """Which items may still be put on a form, from public facts alone.

    Three rules bound a form. A side gives at most one item of a family. It gives nothing of a
    family that the other side gives, unless both may (`Item.mutual`). And a pledge must be paid
    for: whoever pledges gets a spot item of the other side, which holds in both directions.
    Options that lead nowhere are no options: an item is offered only if the form can still be
    completed after it. Nothing is asked for that the partner has named as too dear (`dear`).

    Theory of operation. Sets of items are ints, one bit an item (`Item.bit`), so that each rule is
    one `&`: `spot` are the items given at once, `laid[side]` those on the form, `shut[side]` the
    families used up on that side, `excluded` what the proposer's items keep the partner from
    giving. Side 0 is the proposer's and is filled first; side 1 then answers it.

    To offer an item on side 0, one answer must be left on side 1. The answers are the spot items
    of the partner that `excluded` leaves. Are they of two families or more, any item of side 0
    leaves one of them. Are they all of one family F (`family`), then an item of F would take the
    last answer away: it is offered only if it is mutual, or if a pledge stands in for the answer,
    which the partner may give for a spot item as long as side 0 pledges nothing itself. With no
    answer at all, side 0 can pledge nothing, and gives something only against a pledge.
    """

    __slots__ = ("book", "dear", "excluded", "gives", "laid", "shut", "state", "takes")

    def __init__(
        self, state: Position, book: Rulebook, proposer: int, partner: int, rows: Sequence[Row] = ()
    ) -> None:
        """Take the form as far as it is filled; `rows` are (side, item, due) as in DEAL."""
        self.state = state
        self.book = book
        self.gives = book.menus[proposer][partner]
        self.takes = book.menus[partner][proposer]
        self.dear = named_too_dear(state, book, proposer, partner)
        laid, shut, excluded = [0, 0], [0, 0], 0
        for side, at, _ in rows:
            item = book.items[at]
            laid[side] |= item.bit
            shut[side] |= item.family_mask
            excluded |= item.excludes
        self.laid, self.shut, self.excluded = laid, shut, excluded

    def allowed(self, side: int) -> tuple[int, int]:
        """Return the sets of spot items and of pledges that may be put on this side now."""
        state, book, gives, takes = self.state, self.book, self.gives, self.takes
        spot = book.spot
        free = ~self.shut[side]
        wanted = ~self.dear
        given, taken = self.laid
        if side:
            free &= wanted
            spots = takes.givable(state) & free & ~self.excluded
            # The partner pledges for a spot item. Where the proposer pledges too, the partner's
            # own spot item, which pays for that, comes first.
            if given & spot and (taken & spot or not given & ~spot):
                return spots, self.pledges_of(takes, taken) & free
            return spots, 0
        spots = gives.givable(state) & free
        # What can be paid is known without asking the items, and mostly settles the question.
        answers = takes.payable(state) & wanted & ~self.excluded
        family = book.family_of(answers)
        if not answers & ~family:
            answers = takes.givable(state) & wanted & ~self.excluded
            family = book.family_of(answers)
            pledges_nothing = not given & ~spot
            pledged = pledges_nothing and self.pledges_of(takes, 0) & wanted
            if not answers & ~family and not pledged:
                spots &= book.mutual | ~family if answers else 0
        return spots, self.pledges_of(gives, given) & free if answers else 0

    def pledges_of(self, menu: DealMenu, laid: int) -> int:
        """Return the set of items that the giver of a menu may pledge beside those it has laid."""
        state, book = self.state, self.book
        standing, pledged = self._pledged(menu, laid)
        if state.turn >= book.turns or pledged >= most(state, book, menu.giver):
            return 0
        return menu.pledges & ~standing

    def _pledged(self, menu: DealMenu, laid: int) -> tuple[int, int]:
        """Return the families of which the giver of a menu has a pledge to the taker standing, and
        how many pledges it has standing and laid."""
        book, standing = self.book, 0
        pledged = (laid & ~book.spot).bit_count()
        for by, to, at, _, _ in self.state.ledgers[PLEDGES]:
            if by == menu.giver:
                pledged += 1
                if to == menu.taker:
                    standing |= book.items[at].family_mask
        return standing, pledged

    def lacks(self, side: int, item: Item) -> str:
        """Name the reason why the giver of a side cannot give an item, whatever else lies on the
        form: one of `UNGIVEN` or of the item's own; "" if it can."""
        state, book = self.state, self.book
        menu = self.takes if side else self.gives
        if not item.ever(menu.giver, menu.taker):
            return "never"
        if item.spot:
            return item.lacks(state, menu.giver, menu.taker)
        standing, pledged = self._pledged(menu, self.laid[side])
        if state.turn >= book.turns:
            return "late"
        if item.bit & standing:
            return "stands"
        return "pledges" if pledged >= most(state, book, menu.giver) else ""

    def _items(self, items: int) -> list[Item]:
        return [item for item in self.book.items if item.bit & items]

    def open(self, side: int) -> list[Item]:
        """List the items that can be put on this side now."""
        spots, pledges = self.allowed(side)
        return self._items(spots) + self._items(pledges)

    def spots(self, giver: int, taker: int, without: int) -> list[Item]:
        """List what `giver` has to give at once, leaving out a set of items."""
        return self._items(self.book.menus[giver][taker].givable(self.state) & ~without)

    def pledges(self, giver: int, taker: int, without: int, laid: int) -> list[Item]:
        """List what `giver` may pledge beside what it has laid, leaving out a set of items."""
        return self._items(self.pledges_of(self.book.menus[giver][taker], laid) & ~without)


@dataclass(frozen=True, eq=False)
class Givable(Need):
    """The item can be put on this side of the form. Tests one reason (`part`): that its giver has
    not named it as too dear (`dear`), that its family is not on the form yet (`kind`), all of it
    (`room`), or one of those for which the giver cannot give it (`Form.lacks`)."""

    book: Rulebook
    item: Item
    side: int
    part: str

    def holds(self, state: State, seat: int) -> bool:
        proposer, partner, _ = parties(state)
        form = Form(state, self.book, proposer, partner, state.ledgers[DEAL][1:])
        bit = self.item.bit
        if self.part == "dear":
            return not bit & form.dear
        if self.part == "kind":
            return not bit & form.shut[self.side]
        if self.part == "room":
            spots, pledges = form.allowed(self.side)
            return bool(bit & (spots | pledges))
        return form.lacks(self.side, self.item) != self.part

    def why(self, words: Language) -> str:
        return words.needs_item(self.part)


@dataclass(frozen=True, eq=False)
class CanDeal(Need):
    """A deal with this partner is possible at all."""

    book: Rulebook
    partner: int

    def holds(self, state: State, seat: int) -> bool:
        # Two items of different families will do, and mostly both seats simply can pay something.
        book, partner = self.book, self.partner
        mine = book.menus[seat][partner].payable(state)
        theirs = book.menus[partner][seat].payable(state) & ~book.family_of(mine)
        if mine and theirs & ~named_too_dear(state, book, seat, partner):
            return True
        return any(Form(state, book, seat, partner).allowed(0))

    def why(self, words: Language) -> str:
        return words.needs_something_to_give()


@dataclass(frozen=True, eq=False)
class NotDeclined(Need):
    """No proposal of the seat to the partner was turned down this turn, as `DECLINED` tells."""

    partner: int

    def holds(self, state: State, seat: int) -> bool:
        return (DECLINED, seat, self.partner) not in state.ledgers[TURN]

    def why(self, words: Language) -> str:
        return words.needs_no_refusal(self.partner)


class DealOptions:
    """The answers to all questions of the deals, built once.

    `proposals[seat]` are a seat's partners and passing. `by_item[side]` are the items by their
    bit, `all_items[side][more]` all of them (with "no more" once one lies there). `dues` are the
    turns in which a pledge may fall due, `replies` the partner's answers: a changed form cannot be
    changed again, and with `too_dear` a no may name each item that the partner would give.
    """

    def __init__(self, deals: Deals, book: Rulebook) -> None:
        words = book.words
        partners = tuple(
            Option(
                f"deal:{id}",
                words.deal_with(seat),
                (Call(deals.open_form, seat),),
                (NotDeclined(seat), CanDeal(book, seat)),
                (id,),
            )
            for seat, id in enumerate(book.layout.seats)
        )
        pass_on = Option("pass", words.pass_on(), (Call(deals.do_pass),), idle=True)
        self.proposals = tuple(
            (*(partners[other] for other in others), pass_on) for others in book.layout.partners
        )
        self.no_more = Option("no-more", words.no_more(), idle=True)
        before = ("kind",), ("dear", "kind")
        self.by_item = tuple(
            {
                item.bit: Option(
                    f"{word}:{item.id}",
                    item.text(words),
                    deals.laying(side, item),
                    tuple(
                        Givable(book, item, side, part)
                        for part in (*before[side], *self.ungiven(item), "room")
                    ),
                )
                for item in book.items
                if item.family
            }
            for side, word in enumerate(("give", "take"))
        )
        self.items: Callable[[int, bool, int, int], tuple[Option, ...]]
        self.items = lru_cache(4096)(self._items)
        self.all_items = tuple(
            tuple(self.items(side, more, EVERY, 0) for more in (False, True)) for side in (0, 1)
        )
        self.dues = tuple(
            Option(f"due:{ahead}", words.due(ahead), (Call(deals.set_due, ahead),))
            for ahead in range(1, deals.latest + 1)
        )
        self.yes = Option("yes", words.yes(), (Call(deals.agree),))
        self.no = Option("no", words.no(), (Call(deals.decline),), idle=True)
        change = words.change_form(), (Call(deals.change_form),)
        self.changes = tuple(
            Option("change", *change, (CanDeal(book, seat),) if deals.too_dear else ())
            for seat in range(book.seats)
        )
        self.too_dear = {
            item.bit: Option(
                f"too-dear:{item.id}",
                words.too_dear(item.text(words)),
                (Call(deals.decline_item, item.index),),
            )
            for item in book.items
            if item.family and deals.too_dear
        }
        self.replies: Callable[[int, int, int], tuple[Option, ...]]
        self.replies = lru_cache(4096)(self._replies)

    @staticmethod
    def ungiven(item: Item) -> tuple[str, ...]:
        """Name the reasons for which a giver may be unable to give an item."""
        return (UNGIVEN[0], *item.lacking) if item.spot else UNGIVEN

    def _items(self, side: int, more: bool, spots: int, pledges: int) -> tuple[Option, ...]:
        """List the options for two sets of items, the spot items first."""
        by_item = self.by_item[side].items()
        options = [option for bit, option in by_item if bit & spots]
        options += [option for bit, option in by_item if bit & pledges]
        return (*options, self.no_more) if more else tuple(options)

    def _replies(self, proposer: int, changed: int, asked: int) -> tuple[Option, ...]:
        """List the answers to a form of `proposer` that asks for a set of items."""
        change = () if changed else (self.changes[proposer],)
        dear = (option for bit, option in self.too_dear.items() if bit & asked)
        return (self.yes, *change, self.no, *dear)


@dataclass(eq=False)
class Deals(Linked):
    """Let each seat propose one deal to one partner, or pass, in `rounds` rounds in order.

    One side gives at most `items` items; a pledge falls due at most `latest` turns ahead. Without
    `again`, a proposal that came to nothing this turn is the last one to that partner; a changed
    form that is turned down is the end of the proposal that was changed.

    With `too_dear`, whoever declines may name one item that it would give: the seat whose form it
    was may then propose to it again, but not ask it for that item this turn.
    """

    rounds: int
    items: int
    latest: int
    again: bool = True
    too_dear: bool = False

    def link(self, book: Rulebook, source: str) -> None:
        super().link(book, source)
        self.options = DealOptions(self, book)
        self.picks = tuple(
            Call(self.pick, side, number) for side in (0, 1) for number in range(self.items)
        )

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
        decision = ask(state, seat, ("deal", number), self.options.proposals[seat], args=args)
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
        spots, pledges = form.allowed(side)
        if number and not spots | pledges:
            return None
        more = number > 0
        options = self.options.items(side, more, spots, pledges)
        everything = self.options.all_items[side][more]
        return pose(seat, ("deal_item", side, number, partner), False, options, everything)

    def laying(self, side: int, item: Item) -> tuple[Call, ...]:
        """Return the steps of putting an item down; of a pledge it is asked when it falls due."""
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
        dues = self.options.dues[:room]
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
        gives, takes = form
        asked = sum(self.book.items[at].bit for at, _ in takes)
        replies = self.options.replies(proposer, changed, asked)
        return ask(state, seat, ("deal_reply", proposer, gives, takes), replies)

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
        """Turn the deal down flatly."""
        proposer, partner = self._turn_down(state, flatly=True)
        emit(state, ALL, "declined", proposer, partner)

    def decline_item(self, item: int, state: State, seat: int, args: tuple[int, ...]) -> None:
        """Turn the deal down because of one item; its proposer may ask for another."""
        proposer, partner = self._turn_down(state, flatly=False)
        mark(state, TURN, TOO_DEAR, proposer * self.book.seats + partner, item)
        emit(state, ALL, "too_dear", proposer, partner, item)

    def _turn_down(self, state: State, flatly: bool) -> tuple[int, int]:
        """Take the form away and return its proposer and partner; a changed form goes back to the
        seat that proposed first."""
        proposer, partner, changed = parties(state)
        clear(state, DEAL)
        if not self.again and (flatly or changed):
            by, to = (partner, proposer) if changed else (proposer, partner)
            mark(state, TURN, DECLINED, by, to)
        return proposer, partner

    def change_form(self, state: State, seat: int, args: tuple[int, ...]) -> None:
        """Take a new form: the partner fills it in, the proposer says yes or no."""
        proposer, partner, _ = parties(state)
        emit(state, ALL, "changed", partner, proposer)
        self._start(state, partner, proposer, 1)


phase("deals", Deals, uses_roles=("relation",), uses_amounts=("pledges",))
