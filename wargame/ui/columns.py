"""Lists of a form: in which order the engine takes what a seat has put on them.

The engine asks for the things on a list one after the other, and for one list after the other: what
a side of a deal gives, then what it gets. A seat fills them in as it likes, the second perhaps
first. So what it wants is tried on copies of the game, in every order, until all of it lies there.
Where a list must hold something before the next is asked for and holds nothing yet, anything that
may lie on it fills its place for the time being.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeAlias

from wargame.engine.game import Game
from wargame.rules.model.questions import INNER, column, stands_beside

Slot: TypeAlias = tuple[object, ...]
"""What identifies a question of a form: its kind, what it is about, and how many like it came
before."""
Wishes: TypeAlias = Mapping[Slot, tuple[str, ...]]
"""What a seat wants on each list."""
Route: TypeAlias = list[tuple[Slot, str]]


def route(game: Game, wishes: Wishes, given: Mapping[Slot, str]) -> Route | None:
    """Find an order in which all wishes can be put on their lists, with what must fill a place in
    between, from a game at the first question of the lists on. Return None if there is none.

    `given` are the answers to questions between them; without one it is the first.
    """
    decision = game.decision
    if not any(wishes.values()):
        return []
    if decision is None:
        return None
    slot = column(decision.question)
    if slot is None:
        if decision.kind not in INNER and not stands_beside(decision.question):
            return None
        key = given.get(decision.question, "")
        key = key if key in decision.keys else decision.keys[0]
        return route(game.copy().play([key]), wishes, given)
    wanted = [key for key in wishes.get(slot, ()) if key in decision.keys]
    if not wishes.get(slot) and decision.idle:
        return route(game.copy().play([decision.idle]), wishes, given)
    fillers = [] if decision.idle else [key for key in decision.keys if key not in wanted]
    for key in (*wanted, *fillers):
        rest = {**wishes, slot: tuple(one for one in wishes.get(slot, ()) if one != key)}
        found = route(game.copy().play([key]), rest, given)
        if found is not None:
            return [(slot, key), *found]
    return None


def fitting(game: Game, wishes: Wishes, given: Mapping[Slot, str]) -> tuple[Wishes, Route]:
    """Return the wishes that can lie on their lists together, each as long as it fits those before
    it, and the way to put them there."""
    fits: dict[Slot, tuple[str, ...]] = {}
    way: Route = []
    for slot, keys in wishes.items():
        for key in keys:
            more = {**fits, slot: (*fits.get(slot, ()), key)}
            found = route(game, more, given)
            if found is not None:
                fits, way = more, found
    return fits, way


def possible(start: Game) -> dict[Slot, list[str]]:
    """List what can lie on each of the lists that are asked for from a game on."""
    found: dict[Slot, list[str]] = {}
    here = [start]
    order: dict[str, int] = {}
    while here:
        after = []
        for game in here:
            decision = game.decision
            slot = None if decision is None else column(decision.question)
            if decision is None or slot is None:
                continue
            keys = [option.key for option in decision.options if not option.idle]
            order |= {option.key: at for at, option in enumerate(decision.candidates)}
            known = found.setdefault(slot, [])
            known += [key for key in keys if key not in known]
            after += [left(game.copy().play([key]), slot) for key in keys]
        here = after
    return {slot: sorted(keys, key=order.__getitem__) for slot, keys in found.items()}


def left(game: Game, slot: Slot) -> Game:
    """Play a game to where a list is left, by the first answers that leave it; return it."""
    decision = game.decision
    while decision is not None:
        own = column(decision.question) == slot
        if not own and decision.kind not in INNER and not stands_beside(decision.question):
            break
        game.choose((decision.idle if own else "") or decision.keys[0])
        decision = game.decision
    return game
