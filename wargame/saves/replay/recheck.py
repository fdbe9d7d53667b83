"""A saved game under today's cards and rules: the first ply that differs, and why."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from attrs import frozen

from wargame.content.faults import BadContent
from wargame.content.load import SECTIONS, Library, deciding
from wargame.engine.chair import act_refusal
from wargame.engine.game import Game, IllegalChoice
from wargame.saves.format.errors import BadSave
from wargame.saves.format.pins import Pins
from wargame.saves.replay.loaded import Loaded

MOST_NAMED = 6


@frozen
class Difference:
    """The first ply that differs (None: the whole game is the same), and what differs, and why.

    `changed` names every card and every place of the rules that has changed since.
    """

    ply: int | None
    what: str
    changed: tuple[str, ...]


def under_current(loaded: Loaded, library: Library) -> Difference:
    """Play a save under today's content and under its own. Raises `BadSave` if that is impossible.

    A game whose choices may not be shown (`Loaded.tells_all`) is not played: only the contents are
    compared.
    """
    header = loaded.header
    if header.scenario not in library.scenarios:
        raise BadSave(f'there is no scenario "{header.scenario[:60]}" today')
    today = Pins.of(library, header.scenario)
    changed = tuple(changes(header.pins, today))
    if not loaded.tells_all:
        return Difference(None, _contents(changed), changed)
    try:
        program = today.program(header.basic)
    except BadContent as error:
        raise BadSave(f"today's cards and rules have faults: {error.faults[0]}") from None
    assert header.seed is not None
    players = {s: who for s, who in header.seats.items() if s in program.book.layout.seats}
    now = Game.of(program, seed=header.seed, seats=players)
    before = ""
    acts = loaded.timeline.game.acts
    for ply, then in enumerate(loaded.timeline.games()):
        for act in (act for at, act in acts if at == ply):
            if why := act_refusal(now, act):
                return Difference(ply, f"{why}{_why('', changed)}", changed)
            now.take(act)
        what = differs(then, now)
        if what:
            return Difference(ply, f"{what}{before}{_why(before, changed)}", changed)
        if ply < loaded.timeline.plies:
            key = loaded.timeline.game.choices[ply]
            try:
                now.choose(key)
            except IllegalChoice:
                return Difference(ply, f'"{key}" cannot be chosen{_why(key, changed)}', changed)
            before = f' after "{key}"'
    return Difference(None, "under today's content it goes as it went", changed)


def _contents(changed: tuple[str, ...]) -> str:
    """Say which content has changed, for a game whose choices may not be shown. Do not say whether
    the change matters to cards that nobody has seen."""
    if not changed:
        return "today's content is its own"
    more = f" and {len(changed) - MOST_NAMED} more" if len(changed) > MOST_NAMED else ""
    return f"today {', '.join(changed[:MOST_NAMED])}{more} differ; the end will tell what of it"


def differs(then: Game, now: Game) -> str:
    """Describe the first difference of two positions, by names; return "" if there is none."""
    if then.turn != now.turn:
        return f"turn {then.turn}, today {now.turn}"
    mine = dict(zip(now.program.book.layout.levels, now.state.levels, strict=True))
    for name, level in zip(then.program.book.layout.levels, then.state.levels, strict=True):
        if mine.get(name) != level:
            return f"{name} {level}, today {mine.get(name, 'gone')}"
    one, other = then.decision, now.decision
    if one is None or other is None:
        if (one is None) != (other is None):
            return "over" if one is None else "a question, today over"
        end, today = then.outcome, now.outcome
        assert end is not None
        assert today is not None
        if end.ending != today.ending:
            return f"ending {end.ending}, today {today.ending}"
        points = [[(score.seat, score.halves) for score in o.scores] for o in (end, today)]
        return "" if points[0] == points[1] else "other points"
    if then.seats[one.seat] != now.seats[other.seat]:
        return f"{then.seats[one.seat]} is asked, today {now.seats[other.seat]}"
    if one.kind != other.kind:
        return f"the question is {one.kind}, today {other.kind}"
    if one.keys != other.keys:
        odd = sorted(set(one.keys) ^ set(other.keys)) or ["their order"]
        where = "today's" if odd[0] in other.keys else "the old"
        return f"other options ({where} {odd[0]})"
    return ""


def _why(text: str, changed: tuple[str, ...]) -> str:
    named = [
        what for what in changed if what.rpartition(" ")[2] in text.replace('"', ":").split(":")
    ]
    some = named or list(changed[:MOST_NAMED])
    more = f" and {len(changed) - len(some)} more" if not named and len(changed) > len(some) else ""
    return f"; changed: {', '.join(some)}{more}" if some else "; no content has changed"


def changes(then: Pins, now: Pins) -> Iterator[str]:
    """Name every card, and every place of ruleset and scenario, in which two contents differ."""
    yield from _places(deciding(then.ruleset), deciding(now.ruleset), "ruleset")
    yield from _places(deciding(then.scenario), deciding(now.scenario), "scenario")
    mine, other = _cards(then), _cards(now)
    for id in [*mine, *(id for id in other if id not in mine)]:
        if mine.get(id) != other.get(id):
            gone = "new " if id not in mine else "gone " if id not in other else ""
            yield f"{gone}card {id}"


def _cards(pins: Pins) -> dict[str, Any]:
    return {
        row["id"]: (document.get("deck"), section, deciding(row))
        for document in pins.cards.values()
        for section in SECTIONS
        for row in document.get(section, ())
    }


def _places(one: Any, other: Any, where: str) -> Iterator[str]:
    if isinstance(one, dict) and isinstance(other, dict):
        for key in [*one, *(key for key in other if key not in one)]:
            yield from _places(one.get(key), other.get(key), f"{where}.{key}")
    elif isinstance(one, list) and isinstance(other, list) and len(one) == len(other):
        for at, (mine, its) in enumerate(zip(one, other, strict=True)):
            yield from _places(mine, its, f"{where}[{at}]")
    elif one != other or type(one) is not type(other):
        yield where
