"""Futures of a real position: bots play it to its end, and the luck still to come is drawn anew.

This is a referee's tool for a finished game: it starts from the real state, hands and sealed
things included, which no player may. In this engine luck is keyed by the seed, the turn and the
purpose, so a playout under the game's own seed would get the same events and draws as the game: it
would know the future. A belief averages over futures instead, so each future has a seed
of its own: cards not yet drawn come in another order, flags not yet dealt are dealt anew, and the
part of a lane that nobody has looked at is shuffled, cards of the calendar staying at their turn.

Future number k has the same luck wherever it begins, and the bots' own luck is keyed by the ply. So
two positions are compared under the same futures, and a choice that the bot would have made too
makes no difference.

A game that was closed at a bell has futures that are closed at the same bell: its program is that
of the bell (`Program.at_bell`), they stop when that turn is over, and are scored by its par.
"""

from __future__ import annotations

from collections.abc import Sequence
from random import Random

from attrs import evolve, frozen

from wargame.bots.bot import Bot
from wargame.content.program import Program
from wargame.engine.loop import asked_view, option_of, play_out
from wargame.engine.scoring import score
from wargame.lab.turn_ends import TurnEnds
from wargame.table import chance
from wargame.table.decision import Decision, Option
from wargame.table.moves import reorder, reseed
from wargame.table.state import State

COLLAPSE = -1


@frozen
class FutureEnd:
    """How a future ended: each seat's tier (-1 in a collapse), and its standing in hundredths."""

    tiers: tuple[int, ...]
    standings: tuple[int, ...]
    keys: tuple[str, ...] = ()

    @property
    def collapsed(self) -> bool:
        """Whether it ended in a collapse."""
        return COLLAPSE in self.tiers


def seed_of(seed: int, future: int) -> int:
    """Return the seed of a future."""
    return chance.draw(seed, 0, "future", 0, future)


def fork(program: Program, state: State, luck: int) -> State:
    """Copy a state; all luck that is still to come is drawn from `luck`."""
    twin = state.clone()
    reseed(twin, luck)
    ids = program.book.layout.cards
    calendar = program.scenario.calendar
    for lane in program.book.piles.lane:
        cards = twin.piles[lane]
        free = [card for card in cards if not twin.known_by[card] and ids[card] not in calendar]
        free.sort(key=lambda card: chance.draw(luck, 0, "future:" + ids[card]), reverse=True)
        open_ = set(free)
        reorder(twin, lane, tuple(free.pop() if card in open_ else card for card in cards))
    return twin


def finish(
    program: Program,
    state: State,
    asked: Decision | None,
    bots: Sequence[Bot],
    ply: int,
    first: str | None = None,
) -> FutureEnd:
    """Let bots finish a game from ply `ply` on, and return its end.

    The state itself is changed: pass a fork. `first` is the first choice, if the bot does not make
    it. The end's `keys` are the choices made.
    """
    keys: list[str] = []
    luck, closed = state.seed, list[FutureEnd]()
    if program.bell:
        state.events = TurnEnds(lambda turn: closed.append(end_of(program, state)))

    def pick(state: State, asked: Decision, at: int) -> Option:
        key = first if at == 0 and first is not None else None
        keys.append(key or choose(state, asked, bots, luck, ply + at))
        return option_of(asked, keys[-1])

    play_out(state, asked, pick, program.bell)
    end = closed[-1] if state.turn > program.bell > 0 else end_of(program, state)
    return evolve(end, keys=tuple(keys))


def choose(state: State, asked: Decision, bots: Sequence[Bot], luck: int, ply: int) -> str:
    """Let the bot that is asked choose; its luck is that of the future, the seat and the ply."""
    if len(asked.options) == 1:
        return asked.options[0].key
    rng = Random(chance.draw(luck, ply, "bot", asked.seat))
    return bots[asked.seat].choose(asked_view(state, asked), asked, rng)


def end_of(program: Program, state: State) -> FutureEnd:
    """Return the end of a game that is over, or of one that is closed as it stands."""
    outcome = score(program, state)
    tiers = tuple(COLLAPSE if outcome.collapsed else s.verdict for s in outcome.scores)
    return FutureEnd(tiers, tuple(s.standing for s in outcome.scores))


def same(one: State, other: State, asked: Decision | None, also: Decision | None) -> bool:
    """Return whether two states and their questions are the same, the luck to come aside."""
    if asked is None or also is None:
        return asked is also is None
    return (
        (asked.seat, asked.question, asked.args, asked.private) == (
            also.seat, also.question, also.args, also.private)
        and asked.keys == also.keys
        and (one.turn, one.first, one.actor) == (other.turn, other.first, other.actor)
        and one.levels == other.levels
        and one.ledgers == other.ledgers
        and one.piles == other.piles
        and one.known_by == other.known_by
        and [frame[1:] for frame in one.frames] == [frame[1:] for frame in other.frames]
    )  # fmt: skip
