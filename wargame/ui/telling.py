"""A step of a replay and the end of a game, as rows that line mode and the screen write.

A row has no prefix, mark or colour. Line mode and the screen have words for it by its `kind`, as
`FaceWords.step_line` and `step_row`, and leave out the kinds for which they have none.
`saves/replay` has already decided what a viewer may read.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from attrs import frozen

from wargame.engine.game import Game
from wargame.engine.scoring import halves_text, verdict_of
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


def painted(rows: Iterable[Told], form: Callable[[str, str, str], str]) -> Iterator[str]:
    """Yield each row as `form` says it of its kind, who and text; one that it says nothing of is
    left out."""
    return filter(None, (form(row.kind, row.who, row.text) for row in rows))


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
    return Told("asked", step.next_question or replay.words.asked_in_private(), who)


def place(replay: Replay, step: ReplayStep, viewer: Viewer) -> str:
    """Name the place of a stop: "Ply 12 of 101, turn 2, Acts"."""
    words, turn = replay.words, replay.summaries[step.ply].turn
    phase = printable(words.phase(step.moment.phase)) if step.moment.phase else ""
    return words.replay_stop(replay.label(step.ply, viewer), turn, phase)


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
        text = words.verdict_points(score.tier, halves_text(score.halves))
        yield Told("verdict", printable(text), who)
        for line, halves in score.lines:
            yield Told("line", printable(f"{line}: {halves_text(halves)}"), who)
        if score.agenda is not None:
            yield Told("flag", printable(words.agenda(score.agenda)), who)
    yield Told("best", printable(words.story_best(outcome.best)))
    for seat in outcome.overreach:
        yield Told("overreach", words.triumph_alone(), printable(words.seat(seat)))
    for score in outcome.scores:
        if 0 <= score.verdict < verdict_of(score.standing):
            text = printable(words.verdict_at_most(score.tier))
            yield Told("isolated", text, printable(words.seat(score.seat)))
