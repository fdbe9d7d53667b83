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
from wargame.verbs.pledges import make, most, standing
from wargame.verbs.verb import verb


def parties(state: State) -> tuple[int, int, int]:
    """Give proposer, partner and whether the form is a changed one."""
    _, proposer, partner, changed = state.ledgers[DEAL][0]
    return proposer, partner, changed


def some_families(
    state: State, book: Book, giver: int, taker: int, without: int, enough: int
) -> int:
    """Find families of which `giver` has something to give at once, as many as are enough."""
    found = 0
    for item in book.spot_menu[giver][taker]:
        if not item.bit & (found | without) and item.possible(state, giver, taker):
            found |= item.bit
            enough -= 1
            if not enough:
                break
    return found


class Form:
    """What may still be put on a form: worked out once for a side, from public facts.

    A side gives at most one item of a family, and nothing that the other side gives too. A pledge
    asks for a spot item of the other side, in both directions; so a form is only begun that can
    be completed.
    """

    __slots__ = (
        "barred",
        "book",
        "counts",
        "families",
        "partner",
        "pledged",
        "proposer",
        "spot",
        "state",
    )

    def __init__(self, state: State, book: Book, proposer: int, partner: int) -> None:
        self.state = state
        self.book = book
        self.proposer = proposer
        self.partner = partner
        self.counts = [0, 0]
        self.barred = 0
        self.families = [0, 0]
        self.spot = [False, False]
        self.pledged = [0, 0]

    @classmethod
    def on_table(cls, state: State, book: Book) -> Form:
        """Read the form that lies on the table."""
        rows = state.ledgers[DEAL]
        _, proposer, partner, _ = rows[0]
        form = cls(state, book, proposer, partner)
        if len(rows) > 1:
            for side, at, _ in rows[1:]:
                item = book.items[at]
                form.counts[side] += 1
                form.families[side] |= item.bit
                form.barred |= item.bar
                if item.spot:
                    form.spot[side] = True
                else:
                    form.pledged[side] += 1
        return form

    def open(self, side: int) -> list[Item]:
        """List the items that can be put on this side now."""
        giver, taker = self.proposer, self.partner
        taken = self.families[side]
        if side:
            found = self.spots(taker, giver, taken | self.barred)
            owed = self.pledged[0] and not self.spot[1]
            if self.spot[0] and not owed:
                found += self.pledges(taker, giver, taken, self.pledged[1])
            return found
        # Side 0 goes first: what is put on it must leave the partner something to give in return,
        # a spot item of another family or, if nothing is pledged here, a pledge for a spot item.
        found = self.spots(giver, taker, taken)
        back = some_families(self.state, self.book, taker, giver, self.barred, 2)
        if not back & (back - 1):
            word = not self.pledged[0] and bool(self.pledges(taker, giver, 0, 0))
            if not word:
                found = [item for item in found if back & ~item.bar]
        if back:
            found += self.pledges(giver, taker, taken, self.pledged[0])
        return found

    def spots(self, giver: int, taker: int, without: int) -> list[Item]:
        """List what `giver` has to give at once, leaving out families."""
        state = self.state
        menu = self.book.spot_menu[giver][taker]
        return [i for i in menu if not i.bit & without and i.possible(state, giver, taker)]

    def pledges(self, giver: int, taker: int, without: int, pledged: int) -> list[Item]:
        """List what `giver` may pledge beside `pledged` pledges on the form, without families."""
        state, book = self.state, self.book
        if book.last_turn(state):
            return []
        if most(state, book, giver) - standing(state, giver) <= pledged:
            return []
        for by, to, at, _, _ in state.ledgers[PLEDGES]:
            if by == giver and to == taker:
                without |= book.items[at].bit
        return [item for item in book.pledge_menu[giver][taker] if not item.bit & without]


@frozen(eq=False)
class Givable:
    """The item can be put on this side of the form on the table."""

    book: Book
    item: Item
    side: int

    def holds(self, state: State, seat: int) -> bool:
        return self.item in Form.on_table(state, self.book).open(self.side)

    def why(self, words: Words) -> str:
        return words.say("needs_item", self.item)


@frozen(eq=False)
class CanDeal:
    """A deal with this partner is possible at all."""

    book: Book
    partner: int

    def holds(self, state: State, seat: int) -> bool:
        book, partner = self.book, self.partner
        mine = some_families(state, book, seat, partner, 0, 1)
        if mine and some_families(state, book, partner, seat, mine, 1):
            return True
        return bool(Form(state, book, seat, partner).open(0))

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
    proposals: tuple[tuple[Option, ...], ...] = field(init=False, repr=False)
    gives: tuple[tuple[Option, ...], ...] = field(init=False, repr=False)
    by_item: tuple[dict[int, Option], ...] = field(init=False, repr=False)
    picks: tuple[Do, ...] = field(init=False, repr=False)
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
        self.proposals = tuple(
            (*(self.partners[other] for other in partners), self.pass_)
            for partners in book.layout.partners
        )
        self.by_item = tuple(
            {
                item.index: Option(
                    f"{word}:{item.id}",
                    item.text(words),
                    (Do(self.put, side, item.index),),
                    (Givable(book, item, side),),
                )
                for item in book.items
                if item.family
            }
            for side, word in enumerate(("give", "take"))
        )
        self.gives = tuple(tuple(options.values()) for options in self.by_item)
        self.picks = tuple(
            Do(self.pick, side, number) for side in (0, 1) for number in range(self.items)
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
                push(state, self.routine(self.go), each, (number,))

    def go(self, state: State, seat: int, it: tuple[int, ...]) -> Decision | None:
        """Ask a seat for a proposal; a round of passes has ended the deals."""
        (number,) = it
        if number and (PROPOSED, number - 1, 0) not in state.ledgers[TURN]:
            return None
        act(state, -1, "deals")
        decision = ask(state, seat, ("deal", number), self.proposals[seat], it=it)
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
        push(state, self.routine(self.reply), partner)
        push(state, self.picks, proposer)

    def pick(
        self, side: int, number: int, state: State, seat: int, it: tuple[int, ...]
    ) -> Decision | None:
        """Ask for one item of one side."""
        form = Form.on_table(state, self.book)
        if form.counts[side] < number:
            return None
        menu = self.by_item[side]
        options = [menu[item.index] for item in form.open(side)]
        considered = self.gives[side]
        if number:
            if not options:
                return None
            options.append(self.no_more)
            considered = (*considered, self.no_more)
        what = ("deal_item", side, number, form.partner)
        return Decision(seat, what, False, options, considered)

    def put(self, side: int, item: int, state: State, seat: int, it: tuple[int, ...]) -> None:
        """Put an item on the form; for a deed or restraint settle when it falls due."""
        add(state, DEAL, (side, item, 0))
        if not self.book.items[item].spot:
            push(state, self.routine(self.ask_due), seat, it)

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
        form = self._form(state)
        if state.events is not None:
            tell(state, ALL, "proposed", proposer, partner, *form, changed)
        options = [self.yes, self.no] if changed else [self.yes, self.change, self.no]
        return Decision(seat, ("deal_reply", proposer, *form), False, options, options)

    def _form(self, state: State) -> tuple[tuple[tuple[int, int], ...], ...]:
        sides: tuple[list[tuple[int, int]], ...] = ([], [])
        for side, item, due in state.ledgers[DEAL][1:]:
            sides[side].append((item, due))
        return tuple(sides[0]), tuple(sides[1])

    def agree(self, state: State, seat: int, it: tuple[int, ...]) -> None:
        """Carry the deal out."""
        proposer, partner, _ = parties(state)
        form = self._form(state)
        tell(state, ALL, "agreed", proposer, partner, *form)
        push(state, self.routine(self.write_down), seat)
        for side, giver, taker in ((0, proposer, partner), (1, partner, proposer)):
            for at, _ in form[side]:
                if self.book.items[at].spot:
                    self.book.items[at].give(state, giver, taker)

    def write_down(self, state: State, seat: int, it: tuple[int, ...]) -> None:
        """Write down the pledges, once all that is given at once has been given."""
        proposer, partner, _ = parties(state)
        form = self._form(state)
        clear(state, DEAL)
        for side, giver, taker in ((0, proposer, partner), (1, partner, proposer)):
            for at, due in form[side]:
                if not self.book.items[at].spot:
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
