"""The game at any of its plies, quickly: copies are kept along the way, and replayed from."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator

from attrs import define, field, frozen

from wargame.engine.act import Act
from wargame.engine.bell import close, turns_begun
from wargame.engine.game import Game
from wargame.engine.scoring import public_lines, standing

STRIDE = 16
MOST_COPIES = 64


@frozen
class PhaseStart:
    """A ply at which a turn or a phase begins."""

    ply: int
    turn: int
    phase: str


@frozen
class PositionSummary:
    """A position in brief, as needed to draw the course of a whole game.

    `events` is how many events had happened, `asked` the seat that is asked, -1 at the end;
    `standing` is each seat's public standing, in hundredths of a spread above its par.
    """

    events: int
    turn: int
    levels: tuple[int, ...]
    standing: tuple[int, ...]
    asked: int
    private: bool


@define(eq=False)
class Timeline:
    """One game with all its positions. `game` is at the last ply; do not play on in it.

    `at(12)` is the game as it was before choice number 12, `moments` where turns and phases
    begin. With `course` it draws the course of the game (`summaries`) as the game is played.
    """

    game: Game
    course: bool = False
    moments: list[PhaseStart] = field(factory=list)
    _summaries: list[PositionSummary] = field(factory=list, repr=False)
    _copies: list[Game] = field(factory=list, repr=False)
    _stride: int = STRIDE

    def __attrs_post_init__(self) -> None:
        self._keep(0)

    @property
    def plies(self) -> int:
        """How many choices there are: the plies are 0 to this number."""
        return len(self.game.choices)

    @property
    def summaries(self) -> list[PositionSummary]:
        """One position in brief for each ply; without `course`, worked out when first asked
        for."""
        if len(self._summaries) != self.plies + 1:
            self._summaries = [summary_of(game) for game in self.games()]
        return self._summaries

    def choose(self, key: str) -> PhaseStart | None:
        """Play one more choice; return the turn or phase that it began, if any. For the verifier
        alone."""
        since = len(self.game.events)
        self.game.choose(key)
        return self._keep(since)

    def take_back(self) -> None:
        """Take back one choice. For the verifier alone."""
        ply = self.plies - 1
        self.game = self.at(ply)
        self._forget(ply)

    def act(self, act: Act) -> None:
        """Let the chair act. For the verifier alone."""
        self.game.take(act)
        if act.kind == "undo":
            self._forget(self.plies)
        if self._summaries:
            self._summaries[-1] = summary_of(self.game)

    def _forget(self, ply: int) -> None:
        """Drop what was kept of the game after a ply."""
        while len(self._copies) > 1 and len(self._copies[-1].choices) > ply:
            self._copies.pop()
        while self.moments and self.moments[-1].ply > ply:
            self.moments.pop()
        del self._summaries[ply + 1 :]

    def _keep(self, since: int) -> PhaseStart | None:
        ply = self.plies
        if ply % self._stride == 0:
            if len(self._copies) >= MOST_COPIES:
                self._stride *= 2
                self._copies = [c for c in self._copies if len(c.choices) % self._stride == 0]
            if ply % self._stride == 0:
                self._copies.append(self.game.copy())
        if self.course:
            self._summaries.append(summary_of(self.game))
        moment = moment_of(self.game, since)
        if moment is not None:
            self.moments.append(moment)
        return moment

    def at(self, ply: int, *, closed: bool = True) -> Game:
        """Return the game as it was before choice number `ply`; it may be played on.

        At its last ply a game that was closed at the bell is closed, unless `closed` is False.
        Raises `ValueError` for a ply that does not exist.
        """
        if not 0 <= ply <= self.plies:
            raise ValueError(f"there is no ply {ply}; this game has 0 to {self.plies}")
        if closed and ply == self.plies and self.game.bell:
            return self.game.copy()
        nearest = bisect_right(self._copies, ply, key=lambda copy: len(copy.choices)) - 1
        return self._copies[nearest].copy().follow(self.game, ply)

    def games(self) -> Iterator[Game]:
        """Yield the game at every ply, 0 to the last. It is one object that is played on: do not
        keep it."""
        game = self._copies[0].copy()
        for ply in range(self.plies + 1):
            game.follow(self.game, ply)
            if self.game.bell and ply == self.plies:
                close(game)
            yield game

    def close(self) -> None:
        """Close the game at the bell. For the verifier alone. Raises `CannotClose`."""
        close(self.game)
        if self._summaries:
            self._summaries[-1] = summary_of(self.game)

    def moment(self, ply: int) -> PhaseStart:
        """Return where the turn or phase begins that a ply lies in."""
        last = bisect_right(self.moments, ply, key=lambda moment: moment.ply) - 1
        return self.moments[max(0, last)] if self.moments else PhaseStart(0, 0, "")


def summary_of(game: Game) -> PositionSummary:
    """Return a position in brief."""
    decision, program = game.decision, game.program
    halves = [
        sum(points for _, points in public_lines(program, game.state, seat))
        for seat in range(len(game.seats))
    ]
    return PositionSummary(
        len(game.events), game.turn, tuple(game.state.levels),
        tuple(standing(program, seat, points) for seat, points in enumerate(halves)),
        -1 if decision is None else decision.seat, decision is not None and decision.private,
    )  # fmt: skip


def place_of(game: Game) -> PhaseStart:
    """Return the turn and the phase that a game stands in, and how many choices it has had."""
    return moment_of(game, max(turns_begun(game), default=0)) or PhaseStart(
        len(game.choices), game.turn, ""
    )


def moment_of(game: Game, since: int) -> PhaseStart | None:
    """Return the turn or phase that has begun here since event number `since`, if one has."""
    kinds = [event for event in game.events[since:] if event[1] in ("turn", "phase")]
    if not kinds:
        return None
    phases = [str(event[2][0]) for event in kinds if event[1] == "phase"]
    return PhaseStart(len(game.choices), game.turn, phases[-1] if phases else "")
