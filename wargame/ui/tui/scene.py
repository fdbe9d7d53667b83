"""One stop of a replay as plain data for the widgets of the replay screen.

`saves/replay` decides what a viewer may see. This module reads its step, the public view, and the
hands of those seats whose cards the viewer may see.
"""

from __future__ import annotations

from attrs import frozen

from wargame.engine.scoring import verdict_of
from wargame.engine.table_text import sealed_lines
from wargame.saves.format.errors import printable
from wargame.saves.replay.loaded import Verdict
from wargame.saves.replay.replay import Replay, ReplayStep
from wargame.saves.replay.viewer import Viewer
from wargame.ui.stakes import stakes
from wargame.ui.telling import Told, asked_row, outcome_rows, step_rows
from wargame.ui.tui.table_model import (
    Gauge,
    Held,
    TableModel,
    columns,
    gauges,
    hand,
    seat_rows,
    short_names,
    urgent,
    what_stands,
)
from wargame.ui.tui.text import current_face

SPREAD = 100
"""The curve of a standing covers at least one spread on either side of par, in hundredths."""


@frozen
class Curve:
    """One track over all stops, None where it is not shown; `value` and `change` at the cursor."""

    label: str
    points: tuple[int | None, ...]
    low: int
    high: int
    value: str
    change: int = 0
    threat: bool = False
    alarm: bool = False


@frozen
class Strip:
    """The course of the game: the stops at which turns and phases begin, and the curves. `at` is
    the stop of the cursor, -1 for none."""

    stops: int
    at: int
    turns: tuple[tuple[int, int], ...]
    phases: tuple[int, ...]
    curves: tuple[Curve, ...]


@frozen
class StyledLine:
    """A line of the step. `style` is head, choice, reason, moved, event, note, asked or option."""

    style: str
    text: str


@frozen
class Cards:
    """The cards of one seat, for a viewer who may see them."""

    seat: str
    held: tuple[Held, ...]
    sealed: tuple[str, ...]


@frozen
class ReplayModel:
    """One stop of a replay."""

    title: str
    verdict: Verdict
    sentence: str
    where: str
    turn: str
    phase: str
    eyes: str
    strip: Strip
    glance: TableModel
    told: tuple[StyledLine, ...]
    cards: tuple[Cards, ...]


def scene(replay: Replay, ply: int, viewer: Viewer) -> ReplayModel:
    """Return one stop as a viewer sees it. Raises `ValueError` if the viewer has no stop there."""
    game, step = replay.game(ply), replay.step(ply, viewer)
    words, view = game.words, game.view(viewer.seat)
    phase = words.upper(words.phase(step.moment.phase)) if step.moment.phase else ""
    face, loaded = current_face(), replay.loaded
    turn = face.turn_of(game.turn, game.book.turns)
    more = f" {face.public_facts()}" if replay.public_only else ""
    more += f" {replay.cut}" if replay.cut else ""
    seen = gauges(game, view, step.moved)
    asked = words.seat(step.asked) if step.asked >= 0 else ""
    glance = TableModel(
        view=view, words=words, stakes=stakes(game.program, game.view(-1)),
        short=short_names(game), turn=turn, phase=phase, asked=step.asked, asked_name=asked,
        private=step.asked_private, gauges=seen, tracks=(), columns=columns(game, face),
        seats=seat_rows(game, view), standing=tuple(map(printable, what_stands(game, view))),
        urgent=urgent(game, view),
        log=(),
    )  # fmt: skip
    return ReplayModel(
        title=replay.title,
        verdict=loaded.verdict,
        sentence=f"{loaded.sentence}.{more}",
        where=replay.label(ply, viewer),
        turn=turn,
        phase=printable(phase),
        eyes=viewer.name(words),
        strip=strip(replay, ply, viewer, seen, step),
        glance=glance,
        told=tuple(step_lines(replay, step)),
        cards=tuple(
            Cards(
                words.seat(seat), hand(game, seat),
                tuple(sealed_lines(game.book, game.view(seat))),
            )
            for seat in range(len(replay.names)) if viewer.holds(seat)
        ),
    )  # fmt: skip


def strip(
    replay: Replay, ply: int, viewer: Viewer, seen: tuple[Gauge, ...], step: ReplayStep
) -> Strip:
    """Return the picture of the game: relations, threats, and each seat's public standing."""
    stops = replay.stops(viewer)
    summaries = [replay.summaries[stop] for stop in stops]
    at = replay.nearest(ply, viewer)
    game = replay.loaded.timeline.game
    book, rules, specs = game.book, game.program.ruleset, game.program.ruleset.seat
    levels = [level for level, threat in _levels(replay) if threat]
    levels += [level for level, threat in _levels(replay) if not threat]
    curves = []
    by_level = dict(zip((level for level, _ in _levels(replay)), seen, strict=True))
    for level in levels:
        gauge, layout = by_level[level], book.layout
        points = tuple(summary.levels[level] for summary in summaries)
        curves.append(
            Curve(gauge.label, points, layout.lows[level], layout.highs[level], str(gauge.value),
                  gauge.change, gauge.threat, gauge.alarm)
        )  # fmt: skip
    reached = [standing for summary in summaries for standing in summary.standing]
    low, high = min(-SPREAD, *reached), max(SPREAD, *reached)
    for seat, spec in enumerate(specs):
        # Seats do not know the standings before half-time; the referee may.
        told = [viewer.referee or summary.turn * 2 > book.turns for summary in summaries]
        curve = tuple(
            summary.standing[seat] if tell else None
            for summary, tell in zip(summaries, told, strict=True)
        )
        now = curve[at]
        value = "" if now is None else rules.verdict.tiers[verdict_of(now)]
        label = current_face().curve_standing(spec.shape)
        curves.append(Curve(label, curve, low, high, value))
    return Strip(
        len(stops), at,
        tuple((replay.nearest(start, viewer), turn) for start, turn in replay.turns if turn),
        tuple(replay.nearest(moment.ply, viewer) for moment in replay.moments),
        tuple(curves),
    )  # fmt: skip


def _levels(replay: Replay) -> list[tuple[int, bool]]:
    """List the levels that gauges show, in their order: (level, whether it is a threat)."""
    levels: list[tuple[int, bool]] = []
    for track in replay.loaded.timeline.game.layout.tracks:
        if track.scope.value in ("pair", "theatre"):
            threat = track.scope.value == "theatre"
            levels += [(track.base + offset, threat) for offset in range(track.size)]
    return levels


STYLES = {
    "ending": "head", "verdict": "choice", "private": "head", "question": "head",
    "choice": "choice", "reason": "reason", "moved": "moved", "event": "event", "note": "note",
    "signed": "note", "asked": "asked", "option": "option",
}  # fmt: skip
"""The style of each kind of row on the screen; rows of other kinds are not shown."""


def step_lines(replay: Replay, step: ReplayStep) -> list[StyledLine]:
    """Return a step in styled lines; if the game is over, its end comes first."""
    rows = [*outcome_rows(replay.game(step.ply))] if step.asked < 0 else []
    rows += [*step_rows(replay, step), asked_row(replay, step)]
    rows += [Told("option", option) for option in step.options]
    return [
        StyledLine(STYLES[row.kind], current_face().step_row(row.kind, row.who, row.text))
        for row in rows
        if row.kind in STYLES
    ]
