"""What each seat knew, and when: the cards, bids, demands, resolves and flags that it saw.

>>> from pathlib import Path
>>> from wargame.saves.replay.loaded import load
>>> timeline = load(Path("saves/samples/hide-plan-wait-random-1.jsonl")).timeline
>>> for thing in list(knowledge(timeline, "tokyo"))[1:3]:
...     print(thing.ply, thing.kind, thing.text)
0 card “A deal-making White House”
0 card “A coalition-minded prime minister”

It follows from the events that a seat could see and from its views of the replayed game. A thing is
listed once, at the first ply at which it was known. When a known card later lies face down, the
seat loses its place, but the card stays on the list.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, cast

from attrs import asdict, frozen

from wargame.engine.game import Game
from wargame.rules.model.events import sentence
from wargame.rules.model.ledgers import AGENDAS, GUESSES, READ
from wargame.saves.format.errors import printable
from wargame.saves.replay.timeline import Timeline
from wargame.table.event import Event, seen_by

KINDS = ("card", "bid", "demand", "resolve", "agenda", "guess")


@frozen
class Known:
    """One thing that a seat came to know.

    `subject` names the thing itself, so that it is the same for every seat that learns it; `text`
    is the sentence by which this seat learned it; `own` says that it was the seat's own choice or
    card, and no news of another.
    """

    ply: int
    turn: int
    phase: str
    kind: str
    subject: tuple[str | int, ...]
    text: str
    own: bool = False

    def as_object(self) -> dict[str, Any]:
        """Return the thing as an object for JSON."""
        return {**asdict(self), "subject": list(self.subject)}


def knowledge(timeline: Timeline, seat: int | str, last: int | None = None) -> list[Known]:
    """List what a seat (-1: the public) has learned up to ply `last`, in order."""
    at = timeline.game._seat(seat)
    known: dict[tuple[str | int, ...], Known] = {}
    since = 0
    for ply, game in enumerate(timeline.games()):
        if last is not None and ply > last:
            break
        moment = timeline.moment(ply)
        for kind, subject, text, own in _learned(game, at, since):
            if subject not in known:
                known[subject] = Known(
                    ply, game.turn, moment.phase, kind, subject, printable(text), own
                )
        since = len(game.events)
    return list(known.values())


def _learned(
    game: Game, seat: int, since: int
) -> Iterator[tuple[str, tuple[str | int, ...], str, bool]]:
    """Yield what a seat learns from this position and the events before it."""
    words, layout = game.words, game.layout
    bit = seat if seat >= 0 else len(game.seats)
    for event in game.events[since:]:
        if not seen_by(event, bit):
            continue
        text = sentence(words, event)
        for kind, subject, own in _of_event(event, game, seat):
            yield kind, subject, text or words.card(event[2][0]), own
    view = game.view(seat)
    for at, pile in enumerate(view.piles):
        for card in pile:
            if card >= 0:
                own = layout.piles[at].owner == seat >= 0
                yield "card", ("card", layout.cards[card]), words.card(card), own
    for _, card in view.ledgers[READ]:
        yield "card", ("card", layout.cards[card]), words.card(card), False
    if game.decision is None:
        yield from _opened(game, seat)


def _of_event(
    event: Event, game: Game, seat: int
) -> Iterator[tuple[str, tuple[str | int, ...], bool]]:
    """Yield what everyone who sees an event learns from it."""
    _, kind, args, _ = event
    layout, seats = game.layout, game.seats
    ints = cast("tuple[int, ...]", args)
    if kind == "carried":
        card, source, target = ints
        own = seat >= 0 and seat in (layout.piles[source].owner, layout.piles[target].owner)
        yield "card", ("card", layout.cards[card]), own
    elif kind in ("learned", "event", "crisis"):
        yield "card", ("card", layout.cards[ints[0]]), False
    elif kind == "read":
        yield "card", ("card", layout.cards[ints[1]]), False
    elif kind in ("sealed_bid", "bid_shown"):
        yield "bid", ("bid", game.turn, seats[ints[0]]), ints[0] == seat
    elif kind in ("sealed_demand", "demand"):
        asker, card = (ints[0], ints[1]) if kind == "sealed_demand" else (ints[0], ints[2])
        own = asker == seat
        yield "demand", ("demand", game.turn, seats[asker], layout.cards[card]), own
        if kind == "sealed_demand":
            yield "resolve", ("resolve", game.turn, seats[asker], layout.cards[card]), own
    elif kind == "refused":
        asker, card = ints[1], ints[2]
        yield "resolve", ("resolve", game.turn, seats[asker], layout.cards[card]), asker == seat
    elif kind == "agenda":
        yield "agenda", ("agenda", seats[ints[0]], ints[1]), ints[0] == seat
    elif kind == "sealed_guess":
        yield "guess", ("guess", seats[ints[0]], seats[ints[1]], ints[2]), ints[0] == seat


def _opened(game: Game, seat: int) -> Iterator[tuple[str, tuple[str | int, ...], str, bool]]:
    """Yield what the end reveals to all: true flags and guesses."""
    words, seats = game.words, game.seats
    for owner, agenda in game.state.ledgers[AGENDAS]:
        text = words.event_agenda(owner, agenda)
        yield "agenda", ("agenda", seats[owner], agenda), text, owner == seat
    for by, partner, agenda in game.state.ledgers[GUESSES]:
        text = words.event_sealed_guess(by, partner, agenda)
        yield "guess", ("guess", seats[by], seats[partner], agenda), text, by == seat
