"""What the chair sees of a table: its turn, who is waited for, public points. No seal, no hand."""

from __future__ import annotations

from pathlib import Path

from attrs import frozen

from wargame.engine.scoring import halves_text, public_lines
from wargame.saves.format.errors import BadSave, printable
from wargame.saves.replay.loaded import load


@frozen
class TableState:
    """A table as its save tells it; `points` are public ones. `trouble` is said in their place."""

    name: str
    turn: int = 0
    phase: str = ""
    waits_for: str = ""
    points: tuple[str, ...] = ()
    trouble: str = ""


def state_of(path: Path) -> TableState:
    """Read a table from its save, which another process may be writing."""
    try:
        loaded = load(path)
        timeline = loaded.timeline
    except (BadSave, OSError) as error:
        return TableState(path.stem, trouble=printable(str(error)))
    game, words = timeline.game, timeline.game.words
    points = tuple(
        f"{words.seat(seat)} "
        f"{halves_text(sum(halves for _, halves in public_lines(game.program, game.state, seat)))}"
        for seat in range(len(game.seats))
    )
    if game.outcome is not None:
        return TableState(path.stem, game.turn, game.outcome.ending_name, "", points)
    assert game.decision is not None
    moment = timeline.moment(timeline.plies)
    waits = words.seat(game.decision.seat)
    return TableState(path.stem, game.turn, words.phase(moment.phase), waits, points)
