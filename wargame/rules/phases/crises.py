"""Crises (RULES 6): bids are shown, topped up, and held against the threshold."""

from __future__ import annotations

from dataclasses import dataclass

from wargame.rules.common.modifiers import did, total
from wargame.rules.common.pledges import isolated
from wargame.rules.model.events import emit
from wargame.rules.model.language import Language
from wargame.rules.model.ledgers import BID_MADE, BIDS, CRISES, GAME, ISOLATED, PAID, SPENT, TURN
from wargame.rules.model.questions import ask
from wargame.rules.model.rulebook import Linked, Rulebook
from wargame.rules.model.verb import Effects, phase
from wargame.table.decision import Decision, Need, Option
from wargame.table.event import ALL
from wargame.table.flow import Call, push
from wargame.table.moves import add, clear, mark, set_actor, shift, swap
from wargame.table.state import Position, State


def threshold(state: State, book: Rulebook, points: int) -> int:
    """Give a crisis card's threshold as it stands now: with pressure, less isolated seats."""
    alone = sum(1 for row in state.ledgers[GAME] if row[0] == ISOLATED)
    return points + book.pressure.get(state.turn, 0) - alone * book.numbers.isolation_relief


def deterrence(state: Position, book: Rulebook) -> int:
    """Give what the alliance is worth in a crisis before anybody pays."""
    return book.amounts["deterrence"].value(state, 0) + total(state, book, "deterrence")


def counted(state: Position, book: Rulebook, seat: int, points: int) -> int:
    """Give what so many points paid by `seat` count in the crisis that stands."""
    if not points:
        return 0
    _, level, _ = state.ledgers[CRISES][0]
    bonus = total(state, book, "bid", seat)
    for rule in book.bonuses:
        if rule.seat == seat and level in rule.theatre.levels[0]:
            if rule.check.holds(state, seat):
                bonus += rule.by
    return max(0, points + bonus)


def in_total(state: State, book: Rulebook) -> int:
    """Give what stands against the threshold now."""
    return deterrence(state, book) + sum(counts for _, _, counts, _ in state.ledgers[PAID])


@dataclass(eq=False)
class ShowBids(Linked):
    """Each seat pays its bid, or all its Capital if that is less; what it pays is its bid."""

    def run(self, state: State, seat: int, args: tuple[int, ...]) -> None:
        if not state.ledgers[CRISES]:
            return
        book = self.book
        card, level, _ = state.ledgers[CRISES][0]
        set_actor(state, -1, book.layout.cards[card])
        theatre = level - book.roles.threat
        for each in state.order():
            if isolated(state, each):
                continue
            sealed = next((points for owner, points in state.ledgers[BIDS] if owner == each), 0)
            paid = min(sealed, state.levels[book.roles.capital + each])
            emit(state, ALL, "bid_shown", each, sealed, paid, reveals=True)
            shift(state, book.roles.capital + each, -paid)
            add(state, PAID, (each, paid, counted(state, book, each, paid), paid))
            if paid:
                mark(state, TURN, SPENT, theatre, each)
        clear(state, BIDS)


phase("show-bids", ShowBids, uses_roles=("capital", "threat"))


@dataclass(frozen=True, eq=False)
class CanTopUp(Need):
    """The seat can pay for so many points."""

    capital: int
    cost: int

    def holds(self, state: State, seat: int) -> bool:
        return state.levels[self.capital + seat] >= self.cost

    def why(self, words: Language) -> str:
        return words.needs_capital(self.cost)


@dataclass(eq=False)
class TopUp(Linked):
    """While the crisis is short, each seat in order may once add 1 to `most` points at `price`."""

    most: int
    price: int

    def link(self, book: Rulebook, source: str) -> None:
        super().link(book, source)
        none = Option("no-top-up", book.words.no_top_up(), idle=True)
        options = [
            Option(
                f"top-up:{points}",
                book.words.top_up(points, points * self.price),
                (Call(self.add, points),),
                (CanTopUp(book.roles.capital, points * self.price),),
            )
            for points in range(1, self.most + 1)
        ]
        self.options = (*options, none)

    def run(self, state: State, seat: int, args: tuple[int, ...]) -> None:
        offer = self.routine(self.offer)
        for each in reversed(state.order()):
            push(state, offer, each)

    def offer(self, state: State, seat: int, args: tuple[int, ...]) -> Decision | None:
        """Ask one seat, if the crisis is still short and it has the Capital."""
        if not state.ledgers[CRISES] or isolated(state, seat):
            return None
        _, _, needed = state.ledgers[CRISES][0]
        short = needed - in_total(state, self.book)
        if short <= 0 or state.levels[self.book.roles.capital + seat] < self.price:
            return None
        return ask(state, seat, ("top_up", short), self.options)

    def add(self, points: int, state: State, seat: int, args: tuple[int, ...]) -> None:
        """Pay for points and add them to the bid."""
        book = self.book
        emit(state, ALL, "topped_up", seat, points)
        shift(state, book.roles.capital + seat, -points * self.price)
        row = next(row for row in state.ledgers[PAID] if row[0] == seat)
        _, before, _, bid = row
        after = before + points
        swap(state, PAID, row, (seat, after, counted(state, book, seat, after), bid))
        _, level, _ = state.ledgers[CRISES][0]
        mark(state, TURN, SPENT, level - book.roles.threat, seat)


phase("top-up", TopUp, uses_roles=("capital", "threat"), uses_amounts=("deterrence",))


@dataclass(eq=False)
class ResolveCrisis(Linked):
    """Hold the total against the threshold: reached, short by `near` or less, or failed.

    A seat that paid `safe` or more is never blamed. `failed` are the effects of a failure in a
    theatre, by its id, on top of the loss of `owner_support` for the seat whose theatre it is.
    """

    reached: int
    near: int
    near_heat: int
    failed_heat: int
    safe: int
    blame: int
    prestige: int
    owner_support: int
    failed: dict[str, Effects]

    def run(self, state: State, seat: int, args: tuple[int, ...]) -> None:
        if not state.ledgers[CRISES]:
            return
        book = self.book
        card, level, points = state.ledgers[CRISES][0]
        set_actor(state, -1, book.layout.cards[card])
        short = points - in_total(state, book)
        emit(state, ALL, "crisis_total", card, in_total(state, book), points)
        rows = state.ledgers[PAID]
        if short <= 0:
            emit(state, ALL, "crisis_reached", card)
            shift(state, level, -self.reached)
            bids = sorted((bid for *_, bid in rows), reverse=True)
            if bids and bids[0] and (len(bids) == 1 or bids[0] > bids[1]):
                best = next(payer for payer, *_, bid in rows if bid == bids[0])
                shift(state, book.roles.prestige + best, self.prestige)
        elif short <= self.near:
            emit(state, ALL, "crisis_near", card)
            shift(state, level, self.near_heat)
        else:
            emit(state, ALL, "crisis_failed", card)
            shift(state, level, self.failed_heat)
            lowest = min((points for _, points, _, _ in rows), default=0)
            for payer, points, _, _ in rows:
                if points == lowest and points < self.safe:
                    shift(state, book.roles.blame + payer, self.blame)
            theatre = level - book.roles.threat
            for owner, own in enumerate(book.own_theatre):
                if own == theatre:
                    shift(state, book.roles.support + owner, -self.owner_support)
            push(state, self.failed.get(book.layout.theatres[theatre], ()), seat)
        # A bid clears a condition when the crisis is over, so that it never works against itself.
        for payer, _, _, bid in rows:
            did(state, book, BID_MADE, payer, bid)
        clear(state, CRISES)
        clear(state, PAID)


phase(
    "resolve-crisis",
    ResolveCrisis,
    uses_roles=("threat", "prestige", "blame", "support"),
    uses_amounts=("deterrence",),
)
