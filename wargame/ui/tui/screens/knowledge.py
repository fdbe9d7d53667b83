"""What each seat knew by a ply, and since when: a row a thing, a column a seat."""

from __future__ import annotations

from textual.content import Content

from wargame.saves.format.errors import printable
from wargame.saves.replay.knowledge import KINDS, Known, knowledge
from wargame.saves.replay.replay import REFEREE, Replay
from wargame.ui.tui.screens.reader import Reader
from wargame.ui.tui.text import Look, fit, rows, say
from wargame.ui.tui.widgets.board import ACCENT, BRIGHT, QUIET

HEADS = {
    "card": "Cards", "bid": "Bids", "demand": "Demands", "resolve": "Resolve of demands",
    "agenda": "True flags", "guess": "Guesses",
}  # fmt: skip
CELLS = 5


def knowledge_screen(replay: Replay, viewer: int, ply: int) -> Reader:
    """Show what a viewer knows by now; for the referee, what each seat knows, side by side."""
    seats = list(range(len(replay.names))) if viewer == REFEREE else [viewer]
    found = [knowledge(replay.loaded.timeline, seat, ply) for seat in seats]
    label = replay.label(ply, viewer)
    words = replay.loaded.timeline.game.words
    who = "each seat" if viewer == REFEREE else "the public"
    if viewer >= 0:
        who = printable(words.seat(viewer))
    text = rows(parts_of(replay, seats, found))
    return Reader(f"What {who} knows by {label}", text, replay.loaded.verdict.name)


def parts_of(replay: Replay, seats: list[int], found: list[list[Known]]) -> list[Content]:
    """Set the things by kind; a column says in which turn a seat learned one, `own` in capitals."""
    parts: list[Content] = []
    by_seat = [{thing.subject: thing for thing in things} for things in found]
    marks = [Look.marks[seat][0] if seat >= 0 else "all" for seat in seats]
    for kind in KINDS:
        subjects: dict[tuple[str | int, ...], Known] = {}
        for things in found:
            for thing in things:
                if thing.kind == kind:
                    first = subjects.get(thing.subject)
                    if first is None or thing.ply < first.ply:
                        subjects[thing.subject] = thing
        if not subjects:
            continue
        columns = "".join(fit(mark, CELLS) for mark in marks)
        parts += [Content("")] if parts else []
        parts.append(say(columns, BRIGHT) + say(HEADS[kind], ACCENT))
        for subject, thing in sorted(subjects.items(), key=lambda pair: pair[1].ply):
            when = Content("")
            for known in by_seat:
                seen = known.get(subject)
                text = "·" if seen is None else f"t{seen.turn}{'*' if seen.own else ''}"
                when += say(fit(text, CELLS), QUIET if seen is None else "#e8edf2")
            parts.append(when + say(thing.text, "#b6c2cf"))
    note = "t2: since turn 2. *: its own. ·: not known." if len(seats) > 1 else "*: its own."
    return [*parts, Content(""), say(note, QUIET)]
