"""The machine: it carries out steps until one of them asks.

Theory of operation. A game is a stack of frames. The top frame says which steps, how far along,
for which seat, and the arguments (`args`, a short tuple of ints). `advance` takes the next step of
the top frame and runs it. A step may do three things: write to State through `moves`, push frames
on top of the stack (`push`), or return a Decision, at which the machine stands still. `answer`
pushes the chosen option's steps as a frame of their own, for the seat that was asked, and advances
again. When the stack is empty the game is over.

A frame is taken off the stack *before* its last step runs. So the steps of an answer, which may
name a card that the seat has just sealed, never lie on the stack while somebody else is asked:
frames hold routines, which are the same for everybody, and no secret.

Frames are not generators, because a generator cannot be copied: a clone of the state is a whole
game. A ruleset is data and may be wrong, so the machine counts: `BUDGET` steps without a question
and it raises `RulesetRunsAway`.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any, Final, TypeAlias

from wargame.system.told import Told
from wargame.table.decision import Decision, Option, Step
from wargame.table.state import State

BUDGET: Final = 20_000


class RulesetRunsAway(Told):
    """The ruleset carried out `BUDGET` steps without asking anybody anything."""


StepFunction: TypeAlias = Callable[[State, int, tuple[int, ...]], Decision | None]


class Call(Step):
    """A step that is a method of a phase, its first arguments bound: `Call(self.turn_up, 1)`."""

    __slots__ = ("deed",)

    def __init__(self, deed: Callable[..., Decision | None], *args: Any) -> None:
        self.deed: StepFunction = partial(deed, *args) if args else deed

    def run(self, state: State, seat: int, args: tuple[int, ...]) -> Decision | None:
        return self.deed(state, seat, args)


def push(state: State, steps: tuple[Step, ...], seat: int, args: tuple[int, ...] = ()) -> None:
    """Put steps on the stack: they are carried out next, for `seat`."""
    if steps:
        state.frames.append((steps, 0, seat, args))


def restart(state: State, steps: tuple[Step, ...], seat: int) -> None:
    """Drop every frame and put these steps on the empty stack. For forks that test one thing."""
    state.frames = []
    push(state, steps, seat)


def advance(state: State, until: tuple[Step, ...] | None = None) -> Decision | None:
    """Run until a step asks; None means that the game is over, or that the next step is one of
    `until`."""
    frames = state.frames
    for _ in range(BUDGET):
        if not frames:
            return None
        steps, at, seat, args = frames[-1]
        if steps is until:
            return None
        if at + 1 == len(steps):
            frames.pop()
        else:
            frames[-1] = (steps, at + 1, seat, args)
        step: Step = steps[at]
        decision = step.run(state, seat, args)
        if decision is not None:
            return decision
    raise RulesetRunsAway(
        f"the ruleset ran {BUDGET} steps in turn {state.turn} without a question; "
        "a phase that repeats itself has no way out"
    )


def answer(
    state: State, decision: Decision, option: Option, until: tuple[Step, ...] | None = None
) -> Decision | None:
    """Carry out the chosen option and run to the next question, as `advance` does."""
    if option.steps:
        state.frames.append((option.steps, 0, decision.seat, decision.args))
    return advance(state, until)
