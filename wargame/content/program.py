"""A scenario, ready to be dealt."""

from __future__ import annotations

from dataclasses import dataclass, replace

from wargame.content.specs import Par, Ruleset, Scenario
from wargame.rules.common.penalties import UNTIL_LIFTED
from wargame.rules.model.cards import LeaderCard
from wargame.rules.model.ledgers import PENALTIES
from wargame.rules.model.rulebook import Rulebook
from wargame.rules.phases.turn import Turns
from wargame.table import chance
from wargame.table.event import ALL
from wargame.table.layout import Layout, Visibility
from wargame.table.shared import Shared
from wargame.table.state import State


@dataclass(eq=False, repr=False)
class Program(Shared):
    """A scenario, ready to be dealt: its book, its ruleset and itself.

    `bell` is the turn after which the game is scored; 0: after the last.
    """

    ruleset: Ruleset
    scenario: Scenario
    book: Rulebook
    turns: Turns
    bell: int = 0

    def __post_init__(self) -> None:
        self.table: State | None = None
        self.lanes: dict[tuple[int, ...], chance.DrawPile] = {}

    def __repr__(self) -> str:
        return f"<Program {self.scenario.id}, {'basic' if self.book.basic else 'full'} game>"

    @property
    def par(self) -> dict[str, Par]:
        """What each seat, by its id, is expected to score in the option that is played, by the end
        of the game or by the turn of the bell."""
        scenario = self.scenario
        if self.bell:
            by_turn = scenario.par_turn_basic if self.book.basic else scenario.par_turn
            return by_turn.get(str(self.bell), {})
        return scenario.par_basic or scenario.par if self.book.basic else scenario.par

    def at_bell(self, turn: int) -> Program:
        """Return the same program, of which par is that of the end of a turn."""
        return replace(self, bell=turn)

    def deal(self, seed: int) -> State:
        """Lay out the table for a seed: tracks, decks, lanes, leaders in office."""
        if self.table is None:
            self.table = self._table()
        state = self.table.clone()
        state.seed = seed
        for lane in self.book.piles.lane:
            state.piles[lane] = self.lay_out(state.piles[lane], seed)
        return state

    def _table(self) -> State:
        """Lay out what is the same for every seed."""
        book, scenario = self.book, self.scenario
        layout = book.layout
        state = State.empty(layout, 0)
        for level in range(len(layout.lows)):
            state.levels[level] = max(0, layout.lows[level])
        for name, value in scenario.levels.items():
            for level in levels_of(layout, name):
                state.levels[level] = min(value, layout.highs[level])
        lanes = {deck: lane for lane, spec in enumerate(self.ruleset.lane) for deck in spec.decks}
        in_office = self._in_office()
        for at, deck in enumerate(book.decks):
            for card in deck.cards:
                id = layout.cards[card]
                pile = book.piles.deck[at]
                if deck.kind == "event":
                    pile = book.piles.lane[lanes[deck.id]]
                elif id in in_office:
                    pile = book.piles.office[in_office[id]]
                elif isinstance(face := book.cards[card], LeaderCard) and face.acting:
                    pile = book.piles.gone
                state.piles[pile] = (*state.piles[pile], card)
                state.known_by[card] = ALL if layout.piles[pile].sight is Visibility.OPEN else 0
        for bearer, penalty in scenario.tariffs.items():
            kind = next(at for at, p in enumerate(book.penalties) if p.id == penalty)
            row = (kind, book.penalties[kind].by[0], layout.seats.index(bearer), 0, UNTIL_LIFTED)
            state.ledgers[PENALTIES] = (*state.ledgers[PENALTIES], row)
        state.frames.append(((self.turns,), 0, book.first, ()))
        return state

    def briefing(self, seat: int) -> list[str]:
        """Give the paragraphs of the public briefing (seat -1) or of a seat's secret one."""
        text = self.scenario.briefing or self.scenario.premise
        if seat >= 0:
            id = self.book.layout.seats[seat]
            text = self.scenario.secret.get(id, "")
            if self.book.agendas:
                text += "\n\n" + self.scenario.flags.get(id, "")
        return _paragraphs(text)

    def details(self) -> list[str]:
        """Give the paragraphs on the starts, the calendar and where accounts differ."""
        return _paragraphs(self.scenario.details)

    def _in_office(self) -> dict[str, int]:
        """Say which leader cards are in office, and for which seat."""
        seats = self.book.layout.seats
        in_office = {id: seats.index(seat) for seat, id in self.scenario.leaders.items()}
        acting = self.scenario.acting
        if acting is not None:
            in_office = {id: seat for id, seat in in_office.items() if seat != acting.seat}
            in_office[acting.leader] = acting.seat
        return in_office

    def lay_out(self, cards: tuple[int, ...], seed: int) -> tuple[int, ...]:
        """Order the cards of a lane: those of the calendar at their turn, the rest shuffled."""
        ids = self.book.layout.cards
        fixed = {turn: card for card in cards if (turn := self.scenario.calendar.get(ids[card]))}
        if cards not in self.lanes:
            rest = [(card, ids[card]) for card in cards if card not in fixed.values()]
            self.lanes[cards] = chance.DrawPile("lane", rest)
        numbers = chance.order(self.lanes[cards], seed, 0, 0)
        shuffled = sorted(numbers, key=numbers.__getitem__)
        laid: list[int] = []
        for turn in range(1, len(cards) + 1):
            if turn in fixed:
                laid.append(fixed[turn])
            elif shuffled:
                laid.append(shuffled.pop(0))
        return tuple(laid)


def levels_of(layout: Layout, name: str) -> list[int]:
    """List the levels that a scenario means: one by its name, or a whole track."""
    if name in layout.track_index:
        track = layout.track_index[name]
        return list(range(track.base, track.base + track.size))
    return [
        at
        for at, level in enumerate(layout.levels)
        if name == level or (name == level.split(".")[-1] and name not in layout.track_index)
    ]


def _paragraphs(text: str) -> list[str]:
    return [" ".join(part.split()) for part in text.split("\n\n") if part.strip()]
