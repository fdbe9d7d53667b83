"""What the replay screen shows at one stop, worked out from a replay: plain data for the widgets.

The record decides what a viewer may see; what is taken here is its step, the public view, and the
hands of those seats whose eyes the viewer has.
"""

from __future__ import annotations

from attrs import frozen

from wargame.engine.scoring import verdict_of
from wargame.engine.table_text import sealed_lines
from wargame.saves.format.errors import printable
from wargame.saves.replay.load import Verdict
from wargame.saves.replay.replay import PUBLIC, REFEREE, Replay, Step
from wargame.ui.output import standings
from wargame.ui.tui.faces import Held, hand
from wargame.ui.tui.glance import Gauge, TableModel, columns, gauges, seat_rows, what_stands

SPREAD = 100
"""A standing is drawn at least one spread to either side of par, in hundredths."""


@frozen
class Curve:
    """One track over all stops, None where it is not told; `value`, `change`: at the cursor."""

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
    """The game as a picture: where turns and phases begin (by the number of the stop), curves."""

    stops: int
    at: int
    turns: tuple[tuple[int, int], ...]
    phases: tuple[int, ...]
    curves: tuple[Curve, ...]


@frozen
class Told:
    """A line of the step: head, choice, reason, moved, event, note, asked or option."""

    kind: str
    text: str


@frozen
class Cards:
    """What one seat holds, for eyes that may see it."""

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
    told: tuple[Told, ...]
    cards: tuple[Cards, ...]


def eyes(replay: Replay, viewer: int) -> str:
    """Name a viewpoint."""
    if viewer in (PUBLIC, REFEREE):
        return "the public" if viewer == PUBLIC else "referee"
    return replay.loaded.timeline.game.words.seat(viewer)


def scene(replay: Replay, ply: int, viewer: int) -> ReplayModel:
    """Look at one stop through a viewer's eyes."""
    game, step = replay.game(ply), replay.step(ply, viewer)
    words, view = game.words, game.view(viewer if viewer >= 0 else -1)
    phase = words.upper(words.phase(step.moment.phase)) if step.moment.phase else ""
    turn, loaded = f"Turn {game.turn} of {game.book.turns}", replay.loaded
    more = " Public facts alone." if replay.public_only else ""
    more += f" {replay.cut}" if replay.cut else ""
    seen = gauges(game, view, step.moved)
    asked = words.seat(step.asked) if step.asked >= 0 else ""
    glance = TableModel(
        view=view, turn=turn, phase=phase, asked=step.asked, asked_name=asked,
        private=step.asked_private, gauges=seen, tracks=(), columns=columns(game),
        seats=seat_rows(game, view), standing=tuple(map(printable, what_stands(game, view))),
        standings=standings(game), log=(),
    )  # fmt: skip
    return ReplayModel(
        title=replay.title,
        verdict=loaded.verdict,
        sentence=f"{loaded.sentence}.{more}",
        where=replay.label(ply, viewer),
        turn=turn,
        phase=printable(phase),
        eyes=printable(eyes(replay, viewer)),
        strip=strip(replay, ply, viewer, seen, step),
        glance=glance,
        told=tuple(told(replay, step)),
        cards=tuple(
            Cards(
                words.seat(seat), hand(game, seat),
                tuple(sealed_lines(game.book, game.view(seat))),
            )
            for seat in range(len(replay.names)) if viewer in (REFEREE, seat)
        ),
    )  # fmt: skip


def strip(replay: Replay, ply: int, viewer: int, seen: tuple[Gauge, ...], step: Step) -> Strip:
    """Draw up the strip: relations, threats, and each seat's public standing."""
    stops = replay.stops(viewer)
    beats = [replay.beats[stop] for stop in stops]
    at = replay.nearest(ply, viewer)
    game = replay.loaded.timeline.game
    book, rules, specs = game.book, game.program.ruleset, game.program.ruleset.seat
    levels = [level for level, threat in _levels(replay) if threat]
    levels += [level for level, threat in _levels(replay) if not threat]
    curves = []
    by_level = dict(zip((level for level, _ in _levels(replay)), seen, strict=True))
    for level in levels:
        gauge, layout = by_level[level], book.layout
        points = tuple(beat.levels[level] for beat in beats)
        curves.append(
            Curve(gauge.label, points, layout.lows[level], layout.highs[level], str(gauge.value),
                  gauge.change, gauge.threat, gauge.alarm)
        )  # fmt: skip
    reached = [standing for beat in beats for standing in beat.standing]
    low, high = min(-SPREAD, *reached), max(SPREAD, *reached)
    for seat, spec in enumerate(specs):
        # Seats were not told their standing before half-time; the referee may know it.
        told = [viewer == REFEREE or beat.turn * 2 > book.turns for beat in beats]
        found = [
            beat.standing[seat] if tell else None for beat, tell in zip(beats, told, strict=True)
        ]
        now = found[at]
        value = "" if now is None else rules.verdict.tiers[verdict_of(now)]
        label = f"{spec.shape} standing"
        curves.append(Curve(label, tuple(found), low, high, value))
    return Strip(
        len(stops), at,
        tuple((replay.nearest(start, viewer), turn) for start, turn in replay.turns if turn),
        tuple(replay.nearest(moment.ply, viewer) for moment in replay.moments),
        tuple(curves),
    )  # fmt: skip


def _levels(replay: Replay) -> list[tuple[int, bool]]:
    """List the levels that gauges show, in their order: (level, whether it is a threat)."""
    found = []
    for track in replay.loaded.timeline.game.layout.tracks:
        if track.scope.value in ("pair", "theatre"):
            threat = track.scope.value == "theatre"
            found += [(track.base + offset, threat) for offset in range(track.size)]
    return found


def told(replay: Replay, step: Step) -> list[Told]:
    """Say a step in lines."""
    words = replay.loaded.timeline.game.words
    found = ended(replay, step) if step.asked < 0 else []
    if step.seat >= 0:
        who = printable(words.seat(step.seat))
        if step.hidden:
            found.append(Told("head", f"{who} answers in private."))
        else:
            found.append(Told("head", f"{who}: {step.question}"))
            found.append(Told("choice", step.chosen))
        if step.reason:
            found.append(Told("reason", f"Because: {step.reason}"))
    for said in step.told:
        found.append(Told("moved" if said.kind == "moved" else "event", said.text))
    for note in step.notes:
        by = f" ({printable(note.by)})" if note.by else ""
        found.append(Told("note", f"Note{by}: {printable(note.text)}"))
    if step.asked >= 0:
        who = printable(words.seat(step.asked))
        found.append(Told("asked", f"Next: {who}: {step.next_question or 'in private.'}"))
    found += [Told("option", option) for option in step.options]
    return found


def ended(replay: Replay, step: Step) -> list[Told]:
    """Say how the game ended."""
    game = replay.game(step.ply)
    outcome = game.outcome
    if outcome is None:
        return []
    found = [Told("head", printable(f"{outcome.ending_name}. {outcome.ending_text}".rstrip()))]
    for score in outcome.scores:
        name = game.words.seat(score.seat)
        found.append(
            Told("choice", printable(f"{name}: {score.tier}, {outcome.points(score.seat)} points"))
        )
    return found
