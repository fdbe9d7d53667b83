"""News (RULES 3.1): the top event of each lane, and the emergency."""

from __future__ import annotations

from dataclasses import dataclass

from wargame.rules.common.costs import branch_needs, pay
from wargame.rules.model.events import emit
from wargame.rules.model.ledgers import CRISES, EMERGENCY, TURN, VOTE_DUE
from wargame.rules.model.questions import ask
from wargame.rules.model.rulebook import Linked, Rulebook
from wargame.rules.model.verb import Effects, phase
from wargame.rules.phases.crises import threshold
from wargame.table.decision import Decision, Option
from wargame.table.event import ALL
from wargame.table.flow import Call, push
from wargame.table.moves import add, learn, mark, move_card, set_actor
from wargame.table.state import Position, State


@dataclass(eq=False)
class News(Linked):
    """Play the top event of each lane; the next of each lies face up afterwards."""

    def link(self, book: Rulebook, source: str) -> None:
        super().link(book, source)
        self.options = {
            card: self._options(card)
            for deck in book.decks
            if deck.kind == "event"
            for card in deck.cards
        }

    def _options(self, card: int) -> tuple[Option, ...]:
        event = self.book.event_card(card)
        return tuple(
            Option(
                f"branch:{at}",
                branch.name,
                (Call(self.take_branch, card, at - 1),),
                branch_needs(self.book, branch),
                (event.id,),
            )
            for at, branch in enumerate(event.branch, 1)
        )

    def run(self, state: State, seat: int, args: tuple[int, ...]) -> None:
        push(state, self.routine(self.face_up), seat)
        for lane in reversed(self.book.piles.lane):
            push(state, self.routine(self.play), seat, (lane,))

    def play(self, state: State, seat: int, args: tuple[int, ...]) -> Decision | None:
        """Turn up the top event of one lane and carry it out."""
        book = self.book
        (lane,) = args
        if not state.piles[lane]:
            return None
        card = state.piles[lane][0]
        event = book.event_card(card)
        set_actor(state, -1, event.id)
        move_card(state, card, lane, book.piles.news)
        emit(state, ALL, "event", card)
        if event.theatre is not None and event.event == "crisis":
            level = event.theatre.levels[0][0]
            points = threshold(state, book, event.threshold)
            add(state, CRISES, (card, level, points))
            emit(state, ALL, "crisis", card, level, points)
        if event.votes is not None:
            mark(state, TURN, VOTE_DUE, event.votes, 0)
        if event.asks is not None:
            return ask(state, event.asks, ("event", card), self.options[card])
        for branch in reversed(event.branch):
            push(state, branch.effects, seat)
        return None

    def take_branch(
        self, card: int, branch: int, state: State, seat: int, args: tuple[int, ...]
    ) -> None:
        """Carry out the branch that the asked seat chose, and pay for it."""
        chosen = self.book.event_card(card).branch[branch]
        pay(state, self.book, seat, chosen.cost)
        push(state, chosen.effects, seat)

    def face_up(self, state: State, seat: int, args: tuple[int, ...]) -> None:
        """Show the next card of each lane."""
        set_actor(state, -1, "")
        for lane in self.book.piles.lane:
            for card in state.piles[lane][:1]:
                learn(state, card, ALL)


phase("news", News, uses_roles=("capital",))


@dataclass(eq=False)
class Emergency(Linked):
    """Where a threat stands at `least` or more, an emergency holds to the end of the turn."""

    least: int
    effects: Effects

    def run(self, state: State, seat: int, args: tuple[int, ...]) -> None:
        base = self.book.roles.threat
        theatres = [
            theatre
            for theatre in range(len(self.book.layout.theatres))
            if state.levels[base + theatre] >= self.least
        ]
        for theatre in theatres:
            mark(state, TURN, EMERGENCY, theatre, 0)
            emit(state, ALL, "emergency", base + theatre)
        if theatres:
            set_actor(state, -1, "emergency")
            push(state, self.effects, seat)


phase("emergency", Emergency, uses_roles=("threat",))


def emergency_holds(state: Position) -> bool:
    """Say whether an emergency holds anywhere this turn."""
    return EMERGENCY in [row[0] for row in state.ledgers[TURN]]
