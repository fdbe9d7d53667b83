"""Looks in games for states that break a protected rule.

A collapse is worse for every seat than any other ending, and a refused FIRM raises nobody's
points. Neither is tested by a formula: the collapse or the refusal is forced on a fork of the
state, and its outcome is compared with the game itself.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import TypeAlias

from wargame.content.program import Program
from wargame.engine.scoring import Outcome, plain_lines, score
from wargame.rules.model.ledgers import SEALED
from wargame.rules.phases.demands import current
from wargame.table.decision import Decision
from wargame.table.flow import answer, restart
from wargame.table.moves import set_level, swap
from wargame.table.state import State

COLLAPSE, FIRM = "collapse", "firm"
Breach: TypeAlias = tuple[str, int, int]
"""Which rule was broken, at which ply of the game, and for which seat."""


class Probe:
    """Tests the states of a game while it is played. `looked` counts the states tested for each
    rule."""

    def __init__(self, program: Program) -> None:
        self.program = program
        self.looked: Counter[str] = Counter()
        self.broken: list[Breach] = []
        self.forced: list[tuple[int, Outcome]] = []
        self.turn = 0
        self.ply = 0

    def note(self, state: State, asked: Decision) -> None:
        """Test the state of a question before it is answered."""
        if state.turn != self.turn:
            self.turn = state.turn
            outcome = collapsed(self.program, state, asked)
            if outcome is not None:
                self.forced.append((self.ply, outcome))
        if asked.kind in ("answer", "insisted"):
            self.looked[FIRM] += 1
            self.broken += [(FIRM, self.ply, seat) for seat in gainers(self.program, state, asked)]
        self.ply += 1

    def end(self, outcome: Outcome) -> None:
        """Compare every collapse, forced or real, with the end of the game."""
        if outcome.collapsed:
            self.looked[COLLAPSE] += 1
            bad = [s.seat for s in outcome.scores if s.verdict >= 0 or s.seat in outcome.best]
            self.broken += [(COLLAPSE, self.ply, seat) for seat in bad]
            return
        for ply, forced in self.forced:
            self.looked[COLLAPSE] += 1
            for there, here in zip(forced.scores, outcome.scores, strict=True):
                if there.verdict >= here.verdict or there.seat in forced.best:
                    self.broken.append((COLLAPSE, ply, there.seat))


def collapsed(program: Program, state: State, asked: Decision) -> Outcome | None:
    """Force a collapse on a fork: every threat is set to its maximum, and no seat acts.

    All questions of the turn are answered with their last option, which is the pass where there
    is one. None, if the turn ended without a collapse all the same.
    """
    fork = state.clone()
    high = program.book.roles.threat
    for level in range(high, high + len(program.book.layout.theatres)):
        set_level(fork, level, fork.layout.highs[level])
    pending: Decision | None = asked
    while pending is not None and fork.turn == state.turn:
        pending = answer(fork, pending, pending.options[-1])
    outcome = score(program, fork)
    return outcome if outcome.collapsed else None


def gainers(program: Program, state: State, asked: Decision) -> list[int]:
    """List the seats of a demand that would gain points if it was refused as a FIRM one.

    Points are those before agenda and ending; each penalty that the asker may lay is tried.
    """
    asker, addressed = current(state)[:2]
    before = {seat: plain_points(program, state, seat) for seat in (asker, addressed)}
    seats = set()
    for fork in refused(state, asked):
        seats |= {seat for seat in before if plain_points(program, fork, seat) > before[seat]}
    return sorted(seats)


def refused(state: State, asked: Decision) -> Iterator[State]:
    """Fork the state, refuse the pending demand as if it were FIRM, and carry out all effects.

    The fork drops the lower frames of the stack, so that the machine stops when the effects of the
    refusal are done, before anything else of the turn happens.
    """
    fork = state.clone()
    asker, _, _, _, place = current(fork)
    sealed = next(row for row in fork.ledgers[SEALED] if row[:2] == (asker, place))
    swap(fork, SEALED, sealed, (*sealed[:4], 1))
    restart(fork, (), fork.first)
    refuse = asked.option("refuse")
    assert refuse is not None
    penalty = answer(fork, asked, refuse)
    if penalty is None:
        yield fork
        return
    for option in penalty.options:
        punished = fork.clone()
        rest = answer(punished, penalty, option)
        assert rest is None
        yield punished


def plain_points(program: Program, state: State, seat: int) -> int:
    """Return a seat's points before agenda and ending, in halves."""
    return sum(halves for _, halves in plain_lines(program, state, seat))
