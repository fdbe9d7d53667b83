"""A step of a replay and the end of a game, as rows that line mode and the screen write.

A row has no prefix, mark or colour. Line mode and the screen each have a table of forms by `kind`,
and leave out the kinds that are not in it. `saves/replay` has already decided what a viewer may
read.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from attrs import frozen

from wargame.engine.game import Game
from wargame.engine.scoring import Outcome, halves_text, verdict_of
from wargame.rules.model.language import Language
from wargame.saves.format.errors import printable
from wargame.saves.replay.replay import Replay, ReplayStep
from wargame.saves.replay.viewer import Viewer


@frozen
class Told:
    """One row: its kind, a seat (or who wrote a note) by name, and the text. Both are printable.

    Of a step: private, question, choice, reason, moved, event, note, signed (a note with its
    author), asked (the next question), over (nobody is asked), option. Of an outcome: ending,
    verdict, line, flag, best, overreach, isolated.
    """

    kind: str
    text: str = ""
    who: str = ""


def painted(rows: Iterable[Told], forms: Mapping[str, str]) -> Iterator[str]:
    """Yield each row in the form of its kind, such as "Chosen: {who}: {text}"."""
    for row in rows:
        if row.kind in forms:
            yield forms[row.kind].format(who=row.who, text=row.text)


def step_rows(replay: Replay, step: ReplayStep) -> Iterator[Told]:
    """Yield the rows of a step: the choice, its reason, what happened, the notes."""
    if step.seat >= 0:
        who = printable(replay.words.seat(step.seat))
        if step.hidden:
            yield Told("private", who=who)
        else:
            yield Told("question", step.question, who)
            yield Told("choice", step.chosen, who)
        if step.reason:
            yield Told("reason", step.reason, who)
    for line in step.told:
        yield Told("moved" if line.kind == "moved" else "event", line.text)
    for note in step.notes:
        yield Told("signed" if note.by else "note", printable(note.text), printable(note.by))


def asked_row(replay: Replay, step: ReplayStep) -> Told:
    """Return who is asked at a stop, and what, if the viewer may read it."""
    if step.asked < 0:
        return Told("over")
    who = printable(replay.words.seat(step.asked))
    return Told("asked", step.next_question or "in private.", who)


def place(replay: Replay, step: ReplayStep, viewer: Viewer) -> str:
    """Name the place of a stop: "Ply 12 of 101, turn 2, Acts"."""
    label, turn = replay.label(step.ply, viewer), replay.summaries[step.ply].turn
    where = f"{label[0].upper()}{label[1:]}, turn {turn}"
    phase = replay.words.phase(step.moment.phase) if step.moment.phase else ""
    return f"{where}, {printable(phase)}" if phase else where


def outcome_rows(game: Game) -> Iterator[Told]:
    """Yield how a game ended: the ending, each seat's verdict with its points, the best seats.

    Nothing is yielded for a game that is not over.
    """
    outcome, words = game.outcome, game.words
    if outcome is None:
        return
    yield Told("ending", printable(f"{outcome.ending_name}. {outcome.ending_text}".rstrip()))
    for score in outcome.scores:
        who = printable(words.seat(score.seat))
        text = f"{score.tier}, {halves_text(score.halves)} points"
        yield Told("verdict", printable(text), who)
        for line, halves in score.lines:
            yield Told("line", printable(f"{line}: {halves_text(halves)}"), who)
        if score.agenda is not None:
            yield Told("flag", printable(words.agenda(score.agenda)), who)
    yield Told("best", best_seats(outcome, words))
    for seat in outcome.overreach:
        text = "its triumph left a partner behind"
        yield Told("overreach", text, printable(words.seat(seat)))
    for score in outcome.scores:
        if 0 <= score.verdict < verdict_of(score.standing):
            text = printable(f"{score.tier} at most")
            yield Told("isolated", text, printable(words.seat(score.seat)))


def best_seats(outcome: Outcome, words: Language) -> str:
    """Name the best seats, or "nobody"."""
    return printable(words.seats(list(outcome.best))) if outcome.best else "nobody"
