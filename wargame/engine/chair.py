"""The chair: a fourth seat, which leads a lesson and is no party to the game.

It announces news, says something to a seat, turns up a condition, corrects a level, gives a seat to
a bot or back, takes the table further back than players may, and closes the game.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from attrs import frozen

from wargame.content.faults import nearest
from wargame.engine.act import GAME, Act, is_condition, lane_of
from wargame.engine.bell import close_refusal
from wargame.engine.game import Game
from wargame.engine.retrace import retrace

MOST_TITLE: Final = 80
MOST_TEXT: Final = 400
MOST_PLAYER: Final = 200
MOST_MINUTES: Final = 60


class CannotAct(ValueError):
    """The chair cannot act so; the message says why."""


def act(game: Game, deed: Act) -> None:
    """Let the chair do an act that is part of the game. Raises `CannotAct` and changes nothing.

    >>> game = Game.new("first-week", seed=3)
    >>> act(game, Act("track", level="tokyo.support", to=2, text="A slip of the pen."))
    >>> turn = game.view(-1).level("tokyo.support"), game.log(-1)[-1]
    >>> while game.log(-1).count("The chair puts Tokyo Support at 2: A slip of the pen.") == 0:
    ...     game.choose(game.decision.keys[0])
    """
    refusal = act_refusal(game, deed)
    if refusal is not None:
        raise CannotAct(refusal)
    game.take(deed)


def act_refusal(game: Game, deed: Act) -> str | None:
    """Return why the chair cannot do an act now; None if it can."""
    words, layout = game.words, game.layout
    if game.decision is None:
        return words.chair_over()
    if len(deed.title) > MOST_TITLE or len(deed.text) > MOST_TEXT:
        return words.chair_too_long(MOST_TITLE if len(deed.title) > MOST_TITLE else MOST_TEXT)
    match deed.kind:
        case "news":
            return None if deed.title and deed.text else words.chair_no_text()
        case "words":
            if deed.seat and deed.seat not in layout.seats:
                return words.chair_no_seat(nearest(deed.seat, layout.seats))
            return None if deed.text else words.chair_no_text()
        case "condition":
            return _no_condition(game, deed.card)
        case "track":
            return _no_track(game, deed)
        case "seat":
            if deed.seat not in layout.seats:
                return words.chair_no_seat(nearest(deed.seat, layout.seats))
            if not deed.player or len(deed.player) > MOST_PLAYER:
                return words.chair_too_long(MOST_PLAYER) if deed.player else words.chair_no_text()
        case "undo":
            if not 0 <= deed.to <= len(game.choices):
                return words.chair_no_ply(len(game.choices))
        case "close":
            return close_refusal(game)
        case "time":
            if not 1 <= deed.minutes <= MOST_MINUTES:
                return words.chair_minutes(MOST_MINUTES)
        case "pause" | "go-on":
            pass
    return None


@frozen
class PhaseBegun:
    """Where a phase began: the choice that it first asked for, its turn and its id."""

    ply: int
    turn: int
    phase: str


def taken_back(acts: Sequence[tuple[int, Act]]) -> list[bool]:
    """Say of all acts that were ever done, each with the number of choices before it, whether a
    later undo has taken it back."""
    back = []
    for number, (ply, deed) in enumerate(acts):
        later = (one.to for _, one in acts[number + 1 :] if one.kind == "undo")
        back.append(deed.kind in GAME and (deed.to if deed.kind == "undo" else ply) >= min(
            later, default=ply + 1))  # fmt: skip
    return back


def phase_starts(game: Game) -> list[PhaseBegun]:
    """List where the phases began in which anybody was asked, up to now; the last to begin counts
    where no choice lies between."""
    trace, turn, found = retrace(game, ()), 0, dict[int, PhaseBegun]()
    for number, (_, kind, args, _) in enumerate(game.events):
        if kind == "turn":
            turn = int(args[0])
        elif kind == "phase":
            ply = trace.ply(number)
            found[ply] = PhaseBegun(ply, turn, str(args[0]))
    return list(found.values())


def conditions(game: Game) -> list[str]:
    """List the ids of the conditions that have not come up yet."""
    book, cards = game.book, game.layout.cards
    return [
        id
        for card, id in enumerate(cards)
        if is_condition(book, card) and lane_of(game.state, book, card) is not None
    ]


def said(game: Game, deed: Act) -> str:
    """Say what the chair does, for the chair and for those who may read all of it."""
    words, layout = game.words, game.layout
    match deed.kind:
        case "news":
            return words.event_chair_news(deed.title, deed.text)
        case "words":
            seat = layout.seats.index(deed.seat) if deed.seat else -1
            return words.event_chair_words(seat, deed.text)
        case "condition":
            return words.event_chair_condition(layout.cards.index(deed.card))
        case "track":
            return words.event_chair_track(layout.levels.index(deed.level), deed.to, deed.text)
        case "seat":
            return words.event_chair_seat(layout.seats.index(deed.seat), deed.player)
        case "undo":
            starts = [one for one in phase_starts(game) if one.ply <= deed.to]
            return words.chair_goes_back(starts[-1].turn, starts[-1].phase)
        case "close":
            return words.chair_closes()
        case "pause":
            return words.chair_pauses()
        case "go-on":
            return words.chair_goes_on()
        case "time":
            return words.chair_gives_time(deed.minutes)


def _no_condition(game: Game, id: str) -> str | None:
    words, cards = game.words, game.layout.cards
    known = [each for card, each in enumerate(cards) if is_condition(game.book, card)]
    if id not in known:
        return words.chair_no_condition(nearest(id, known))
    card = cards.index(id)
    came = lane_of(game.state, game.book, card) is None
    return words.chair_condition_came(card) if came else None


def _no_track(game: Game, deed: Act) -> str | None:
    words, layout = game.words, game.layout
    open_levels = [
        id for at, id in enumerate(layout.levels) if layout.lows[at] < layout.highs[at]
    ]  # a level that is left out of the game never moves
    if deed.level not in open_levels:
        return words.chair_no_level(nearest(deed.level, open_levels))
    level = layout.levels.index(deed.level)
    if not max(0, layout.lows[level]) <= deed.to <= layout.highs[level]:
        return words.chair_bounds(level, max(0, layout.lows[level]), layout.highs[level])
    return None if deed.text else words.chair_no_text()
