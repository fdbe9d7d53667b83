"""Beats: what happened on the table, one short panel for each public act.

A beat is made of the public events since the last one: its head is the event that a table would
speak of, then come its other sentences, then what all of it moved, each level once; where a card
takes and gives of one level, what was paid and what was gained. No beat tells more than the public
log.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from attrs import evolve, frozen

from wargame.engine.game import Game
from wargame.engine.preview import drift_here
from wargame.engine.retrace import retrace
from wargame.engine.view import SeatView
from wargame.rules.model.events import OPENING, sentence
from wargame.rules.model.language import Language
from wargame.table.event import Event, seen_by
from wargame.ui.stakes import drift_reasons

CHAIR: Final = "chair"
"""The group of what the chair does: it is over with its last event, whatever is asked."""
GROUPS: Final = {
    "event": "news", "emergency": "news", "demand": "demands",
    "demand_back": "answer", "countered": "answer", "insisted": "answer", "complied": "answer",
    "counter_taken": "answer", "refused": "answer", "stalled": "answer", "proposed": "deal",
    "changed": "deal", "agreed": "deal", "declined": "deal", "too_dear": "deal",
    "turned_up": "act", "used_home": "act", "played_policy": "act", "played_ops": "act",
    "took_back": "act", "bid_shown": "crisis", "topped_up": "crisis", "crisis_total": "crisis",
    "crisis_reached": "crisis", "crisis_near": "crisis", "crisis_failed": "crisis",
    "pledge_kept": "promises", "pledge_broken": "promises", "pledge_over": "promises",
    "pledge_dropped": "votes", "acting_over": "votes", "vote_passed": "votes",
    "vote_failed": "votes", "appointed": "votes", "said_yes": "backstop",
    "backstop": "backstop", "collapsed": "collapse", "chair_news": CHAIR,
    "chair_words": CHAIR, "chair_condition": CHAIR, "chair_track": CHAIR, "chair_seat": CHAIR,
    "chair_undo": CHAIR,
}  # fmt: skip
"""The group of a beat, by the events that begin or continue it. What has no group belongs to the
beat before it."""
ENDS: Final = {
    "answer": {"demand_back", "complied", "counter_taken", "refused", "stalled"},
    "deal": {"agreed", "declined", "too_dear"},
    "act": {"used_home", "played_policy", "played_ops", "took_back"},
    "news": {"event", "emergency"},
}  # fmt: skip
"""The events that end a beat of these groups: the next of the group begins another. A beat of
another group lasts as long as its events follow one another."""
APART: Final = ("turn", "phase", "gained", "digest")
"""The events that end any beat and belong to none: a turn is added up and over, something else
begins."""
DRIFT: Final = "drift"
"""The group of what drifts, and the cause of its moves."""
LEFT_OUT: Final = (
    "moved", "carried", "over", "drew", "passed", "peeked", "turned_up", "changed",
)  # fmt: skip
"""Events that no beat says in a sentence of their own."""
INNER: Final = ("which", "choose", "end_which", "ops", "deal_item", "deal_due", "use")
"""Questions that continue what a seat is doing: what it does has no beat before it is done. What
happens once its phase is over, or by other news, is not its doing."""


@frozen
class Beat:
    """One act as the table is shown it: its title, and lines that all may read. `first` is the
    number of its first event, `until` that of the first event after it, `moves` the last line if it
    says what the act moved."""

    group: str
    title: str
    lines: tuple[str, ...]
    first: int
    until: int
    moves: str = ""

    @property
    def brief(self) -> str:
        """The act in one line: its head, and what it moved."""
        return " ".join(dict.fromkeys((*self.lines[:1], *filter(None, [self.moves]))))


def next_beat(game: Game, since: int) -> Beat | None:
    """Return the first beat of the public events from number `since` on; None if there is none, or
    if what it tells is not over yet.

    >>> game = Game.new("new-entente", seed=5).play(["branch:2", "which:relation.washington-tokyo"])
    >>> beat = next_beat(game, 0)
    >>> beat.title, beat.lines[0]
    ('News', 'News: “Range of the Mainland” (flash).')
    """
    public = len(game.seats)
    group, over, number, first = "", False, since, since
    before, told = _group_before(game, since), list[Event]()
    for number in range(since, len(game.events)):
        event = game.events[number]
        if not seen_by(event, public):
            continue
        own = _group(event)
        if event[1] in APART or (own and (own != group or over)):
            if group:
                return _beat(game, group, told, first, number)
            group, over, first, before = own, False, number, ""
        elif before and not group and (event[1] == "moved" or _said(game, event)):
            group, over, first = before, True, number
        if group:
            told.append(event)
            over = over or event[1] in ENDS.get(group, ())
    done = group == CHAIR or (not _goes_on(game, first) and (over or group not in ENDS))
    return _beat(game, group, told, first, number + 1) if group and done else None


def _goes_on(game: Game, first: int) -> bool:
    """Return whether the question that waits continues what began with event number `first`."""
    pending = game.decision
    if pending is None or pending.kind == "event":
        return pending is not None
    since = game.events[game.chosen_at : first + 1]
    own = pending.kind in INNER and pending.seat == game.chooser
    return own and not any(event[1] in OPENING for event in since)


def _group_before(game: Game, since: int) -> str:
    """Return the group of what event number `since` goes on with: an act that has been told, since
    it asked another seat; "" for none."""
    for event in reversed(game.events[:since]):
        if event[1] in APART:
            break
        if _group(event) not in ("", CHAIR):
            return _group(event)
    return ""


def _said(game: Game, event: Event) -> str:
    return "" if event[1] in LEFT_OUT else sentence(game.words, event)


def _group(event: Event) -> str:
    _, kind, args, _ = event
    if kind == "moved" and args[3] == DRIFT:
        return DRIFT
    return GROUPS.get(kind, "")


def _beat(game: Game, group: str, events: list[Event], first: int, until: int) -> Beat:
    words = game.words
    moved: dict[int, list[int]] = {}
    for _, kind, args, _ in events:
        if kind == "moved":
            moved.setdefault(args[0], []).append(args[1])
    said = [_said(game, event) for event in events]
    changes = [(level, by) for level, each in moved.items() for by in _parts(group, each) if by]
    moves = f"{words.upper(words.moves(changes))}." if changes else ""
    lines = tuple(text for text in (*said, moves) if text)
    return Beat(group, words.beat_title(group), lines, first, until, moves)


def _parts(group: str, moves: list[int]) -> list[int]:
    """Return by how much a level moved; of an act what was paid apart from what was gained."""
    if group != "act":
        return [sum(moves)]
    return [sum(by for by in moves if by < 0), sum(by for by in moves if by > 0)]


def explained(game: Game, beat: Beat) -> Beat:
    """Return a beat of what has drifted with the reasons of each level; any other as it is.

    The reasons are what the public could foresee right before. A level that moved by anything else
    stands without.
    """
    if beat.group != DRIFT:
        return beat
    words, before = game.words, retrace(game, {beat.first}).facts[beat.first]
    foreseen = {one.level: one for one in drift_here(game.program, SeatView(before, -1))}
    moved: dict[int, tuple[int, int]] = {}
    for _, kind, args, _ in game.events[beat.first : beat.until]:
        if kind == "moved":
            moved[args[0]] = moved.get(args[0], (0, 0))[0] + args[1], args[2]
    lines = []
    for level, (by, now) in moved.items():
        one = foreseen.get(level)
        why = drift_reasons(words, one) if one is not None and one.after == now else ()
        lines.append(words.drifted(level, by, now, why))
    others = [line for line in beat.lines if line != beat.moves]
    return evolve(beat, lines=(*lines, *others))


BRIEF: Final = "brief"
"""The group of a beat that is made of several, and the setting that asks for it."""


def together(words: Language, beats: Sequence[Beat]) -> Beat:
    """Put beats that follow one another into one, a line for each."""
    lines = tuple(beat.brief for beat in beats)
    return Beat(BRIEF, words.beat_title(BRIEF), lines, beats[0].first, beats[-1].until)
