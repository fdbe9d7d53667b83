"""What the chair sees of a table: its turn, who is waited for, public points. No seal, no hand."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from attrs import frozen

from wargame.engine.scoring import halves_text, public_lines
from wargame.saves.format.errors import BadSave, printable
from wargame.saves.replay.loaded import Loaded, load
from wargame.ui.chair import waiting
from wargame.ui.words import ENGLISH


@frozen
class TableState:
    """A table as its save tells it; `points` are public ones, `minutes` those since the last
    choice, `orders` what waits in the chair's box. `trouble` is said in their place."""

    name: str
    turn: int = 0
    phase: str = ""
    waits_for: str = ""
    points: tuple[str, ...] = ()
    trouble: str = ""
    minutes: int | None = None
    paused: bool = False
    orders: tuple[str, ...] = ()


def state_of(path: Path, now: datetime | None = None) -> TableState:
    """Read a table from its save, which another process may be writing; `now` is the time that
    minutes are counted to."""
    try:
        loaded = load(path)
        timeline = loaded.timeline
    except (BadSave, OSError) as error:
        return TableState(path.stem, trouble=printable(str(error)))
    game, words = timeline.game, timeline.game.words
    halves = [
        sum(half for _, half in public_lines(game.program, game.state, seat))
        for seat in range(len(game.seats))
    ]
    points = tuple(_whole(f"{words.seat(at)} {halves_text(one)}") for at, one in enumerate(halves))
    if game.outcome is not None:
        return TableState(path.stem, game.turn, game.outcome.ending_name, "", points)
    assert game.decision is not None
    moment = timeline.moment(timeline.plies)
    waits = _whole(words.seat(game.decision.seat))
    pauses = [one.act.kind for one in loaded.acts if one.act.kind in ("pause", "go-on")]
    return TableState(
        path.stem, game.turn, words.phase(moment.phase), waits, points,
        minutes=_minutes(loaded, now or datetime.now(UTC)), paused=pauses[-1:] == ["pause"],
        orders=tuple(map(printable, waiting(path, loaded.header, game, ENGLISH))),
    )  # fmt: skip


def _whole(text: str) -> str:
    """Return a text that no line breaks."""
    return text.replace(" ", "\u00a0")


def _minutes(loaded: Loaded, now: datetime) -> int | None:
    """Return the whole minutes since the last choice; None before the first."""
    if not loaded.choices or not loaded.choices[-1].at:
        return None
    try:
        then = datetime.fromisoformat(loaded.choices[-1].at)
        return max(0, int((now - then).total_seconds() // 60))
    except (ValueError, TypeError):  # it is an annotation, and may say anything
        return None
