"""A game at any of its plies, quickly: copies kept on the way, and short replays from them."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator

from attrs import define, field, frozen

from wargame.engine.game import Game
from wargame.engine.view import SeatView

STRIDE = 16
MOST_COPIES = 64


@frozen
class PhaseStart:
    """A ply at which a turn or a phase begins."""

    ply: int
    turn: int
    phase: str


@define(eq=False)
class Timeline:
    """One game with all its positions. `game` stands at the last ply; do not play on in it.

    `at(12)` is the game as it was before choice number 12, `moments` where turns and phases begin.
    """

    game: Game
    moments: list[PhaseStart] = field(factory=list)
    _copies: list[Game] = field(factory=list, repr=False)
    _stride: int = STRIDE

    def __attrs_post_init__(self) -> None:
        self._keep(0)

    @property
    def plies(self) -> int:
        """How many choices there are: the plies are 0 to this number."""
        return len(self.game.choices)

    def choose(self, key: str) -> PhaseStart | None:
        """Play on by one choice; gives the moment that it led to, if it did. For readers alone."""
        since = len(self.game.events)
        self.game.choose(key)
        return self._keep(since)

    def take_back(self) -> None:
        """Go back by one choice. For readers alone."""
        ply = self.plies - 1
        self.game = self.at(ply)
        while len(self._copies) > 1 and len(self._copies[-1].choices) > ply:
            self._copies.pop()
        while self.moments and self.moments[-1].ply > ply:
            self.moments.pop()

    def _keep(self, since: int) -> PhaseStart | None:
        ply = self.plies
        if ply % self._stride == 0:
            if len(self._copies) >= MOST_COPIES:
                self._stride *= 2
                self._copies = [c for c in self._copies if len(c.choices) % self._stride == 0]
            if ply % self._stride == 0:
                self._copies.append(self.game.copy())
        moment = moment_of(self.game, since)
        if moment is not None:
            self.moments.append(moment)
        return moment

    def at(self, ply: int) -> Game:
        """Give the game as it stood before choice number `ply`; it may be played on."""
        if not 0 <= ply <= self.plies:
            raise ValueError(f"there is no ply {ply}; this game has 0 to {self.plies}")
        found = bisect_right(self._copies, ply, key=lambda copy: len(copy.choices)) - 1
        game = self._copies[found].copy()
        return game.play(self.game.choices[len(game.choices) : ply])

    def games(self) -> Iterator[Game]:
        """Yield the game at every ply, 0 to the last; each is the same game, one choice on."""
        game = self._copies[0].copy()
        yield game
        for key in self.game.choices:
            game.choose(key)
            yield game

    def views(self, seat: int | str) -> Iterator[SeatView]:
        """Yield what a seat (-1: the public) saw at every ply."""
        for game in self.games():
            yield game.view(seat)

    def moment(self, ply: int) -> PhaseStart:
        """Give the turn and phase that a ply lies in."""
        found = bisect_right(self.moments, ply, key=lambda moment: moment.ply) - 1
        return self.moments[max(0, found)] if self.moments else PhaseStart(0, 0, "")


def moment_of(game: Game, since: int) -> PhaseStart | None:
    """Say whether a turn or a phase has begun since event number `since`."""
    kinds = [event for event in game.events[since:] if event[1] in ("turn", "phase")]
    if not kinds:
        return None
    phases = [str(event[2][0]) for event in kinds if event[1] == "phase"]
    return PhaseStart(len(game.choices), game.turn, phases[-1] if phases else "")
