"""A saved game as one viewer may see it: its positions, and what happened at each step.

>>> from pathlib import Path
>>> from wargame.saves.replay.viewer import REFEREE
>>> replay = Replay.open(Path("saves/samples/hide-plan-wait-random-1.jsonl"))
>>> step = replay.step(15, REFEREE)
>>> step.chosen, step.reason, [line.text for line in step.told]
('Pass', '', ['▲ Washington passes.'])

This module alone enforces three rules. Nothing is shown beyond the last good ply: a replay never
shows a game that did not happen. An unfinished game shows public facts alone unless the code of its
set-up is given. A viewer who has no part in a private sitting passes over it in one step: at each
of its stops it sees exactly what it saw in the game, and it cannot count another seat's choices.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from functools import cached_property
from pathlib import Path

from attrs import define, field, frozen

from wargame.engine.act import GAME
from wargame.engine.chair import said
from wargame.engine.game import Game
from wargame.rules.model.events import sentence
from wargame.rules.model.language import Language
from wargame.saves.format.errors import printable
from wargame.saves.format.script import Note
from wargame.saves.replay.loaded import Loaded, Verdict
from wargame.saves.replay.timeline import PhaseStart, PositionSummary
from wargame.saves.replay.viewer import PUBLIC, Viewer, load_to_show, viewers_of
from wargame.table.event import ALL, Event

_NEAR = 8
"""The number of games that are cached, to be played on from."""


@frozen
class Said:
    """One sentence of the log, with the kind of its event."""

    kind: str
    text: str


@frozen
class ReplayStep:
    """What happened between the stop before and this one, as far as the viewer could know.

    `seat` is who chose, -1 at the beginning. `hidden`: it chose in private and the viewer is not
    it; `question`, `chosen` and `reason` are empty then. `moved` are the changes of levels.
    `next_question` and `options` are the question that is asked here, if the viewer may read it.
    """

    ply: int
    moment: PhaseStart
    seat: int
    hidden: bool = False
    question: str = ""
    chosen: str = ""
    reason: str = ""
    told: tuple[Said, ...] = ()
    moved: dict[int, int] = field(factory=dict)
    asked: int = -1
    asked_private: bool = False
    next_question: str = ""
    options: tuple[str, ...] = ()
    notes: tuple[Note, ...] = ()


@define(eq=False, slots=False)
class Replay:
    """A save and how much of it may be shown.

    `viewers` are the permitted viewers, the referee first, or the public alone. `last` is the last
    good ply, `summaries` has the position in brief for each ply from 0 to that. `code` is the code
    that it was opened with.
    """

    loaded: Loaded
    viewers: tuple[Viewer, ...]
    last: int
    summaries: list[PositionSummary] = field(repr=False)
    code: str | None = field(default=None, repr=False)
    _stops: dict[Viewer, list[int]] = field(factory=dict, repr=False)
    _recent: dict[int, Game] = field(factory=dict, repr=False)

    @classmethod
    def open(cls, path: Path, code: str | None = None, language: str = "en") -> Replay:
        """Read a save and play it once; its texts are in `language`.

        Raises `BadSave`: `CodeNeeded` where it is locked, `NothingToShow` where no ply is good.
        """
        loaded = load_to_show(path, code, language, course=True)
        last = loaded.last_good
        summaries = loaded.timeline.summaries[: last + 1]
        return cls(loaded, viewers_of(loaded, code), last, summaries, code)

    # -- what may be shown --------------------------------------------------------------------

    @property
    def names(self) -> tuple[str, ...]:
        """The ids of the seats."""
        return self.loaded.timeline.game.seats

    @property
    def words(self) -> Language:
        """The language in which the game is told."""
        return self.loaded.timeline.game.words

    @property
    def title(self) -> str:
        """The name of the scenario."""
        return printable(self.loaded.timeline.game.program.scenario.name)

    @property
    def public_only(self) -> bool:
        """Whether the game is unfinished and no code opens it."""
        return self.viewers == (PUBLIC,)

    @property
    def cut(self) -> str:
        """The sentence that says that not all of the file is shown; empty if all of it is."""
        if self.loaded.verdict not in (Verdict.DIVERGED, Verdict.DAMAGED):
            return ""
        words = self.loaded.timeline.game.words
        viewer = self.viewers[0]
        plies = self.counts_plies(viewer)
        last = self.last if plies else self.nearest(self.last, viewer)
        return words.replay_cut(words.replay_place(last, None, plies))

    def stops(self, viewer: Viewer) -> list[int]:
        """Return the plies at which a viewer stops: all except those inside another seat's sitting.

        A game that ends inside a sitting has a stop there if the viewer was shown something in it.
        Raises `PermissionError` for a viewer that is not among `viewers`.
        """
        self._allowed(viewer)
        if viewer not in self._stops:
            begins = {moment.ply for moment in self.moments}
            stops = [p for p in range(self.last + 1) if p in begins or not self._within(p, viewer)]
            events = self.loaded.timeline.game.events
            shown = events[self.summaries[stops[-1]].events : self.summaries[self.last].events]
            if any(_shown(event, viewer, len(self.names)) for event in shown):
                stops.append(self.last)
            self._stops[viewer] = stops
        return self._stops[viewer]

    def _within(self, ply: int, viewer: Viewer) -> bool:
        """Return whether a ply lies within a sitting of another seat that continues there.

        In a finished game a ply of a sitting at which something was shown is a stop. Before the end
        it is none: whether a question followed is secret.
        """
        if ply == 0 or viewer.referee:
            return False
        before, here = self.summaries[ply - 1], self.summaries[ply]
        if not (before.private and here.private and before.asked == here.asked):
            return False
        if viewer.holds(here.asked):
            return False
        events = self.loaded.timeline.game.events[before.events : here.events]
        shown = any(_shown(event, viewer, len(self.names)) for event in events)
        return not (shown and self.loaded.finished)

    def nearest(self, ply: int, viewer: Viewer) -> int:
        """Return the index in `stops` of the last stop at or before a ply."""
        return max(0, bisect_right(self.stops(viewer), ply) - 1)

    def counts_plies(self, viewer: Viewer) -> bool:
        """Return whether a viewer may count plies; else it counts its own stops."""
        return self.loaded.finished or viewer.referee

    def shown_at(self, ply: int, viewer: Viewer) -> int:
        """Return the first stop at or after a ply, where the viewer was shown what had happened."""
        stops = self.stops(viewer)
        return stops[min(bisect_left(stops, ply), len(stops) - 1)]

    def label(self, ply: int, viewer: Viewer) -> str:
        """Name a place: "ply 12 of 101", or "step 3 of 9" if this viewer may not count plies."""
        words = self.loaded.timeline.game.words
        if not self.counts_plies(viewer):
            steps = len(self.stops(viewer)) - 1
            return words.replay_place(self.nearest(ply, viewer), steps, False)
        return words.replay_place(ply, self.last, True)

    def find(self, number: int, viewer: Viewer) -> int:
        """Return the stop for a number as in `label`; a number out of bounds gives the nearest
        stop."""
        stops = self.stops(viewer)
        at = self.nearest(number, viewer) if self.counts_plies(viewer) else number
        return stops[max(0, min(at, len(stops) - 1))]

    def neighbour_turn(self, ply: int, by: int, viewer: Viewer) -> int:
        """Return the stop at which the next turn begins (`by` 1), or the last one before (-1)."""
        starts = [start for start, _ in self.turns]
        if by > 0:
            return self.find_ply(next((p for p in starts if p > ply), self.last), viewer)
        return self.find_ply(next((p for p in reversed(starts) if p < ply), 0), viewer)

    def find_ply(self, ply: int, viewer: Viewer) -> int:
        """Return the last stop at or before a ply."""
        return self.stops(viewer)[self.nearest(ply, viewer)]

    @cached_property
    def moments(self) -> list[PhaseStart]:
        """Where turns and phases begin, up to the last good ply."""
        return [moment for moment in self.loaded.timeline.moments if moment.ply <= self.last]

    @cached_property
    def turns(self) -> list[tuple[int, int]]:
        """(ply, turn) where each turn begins."""
        starts: dict[int, int] = {}
        for ply, summary in enumerate(self.summaries):
            starts.setdefault(summary.turn, ply)
        return [(ply, turn) for turn, ply in starts.items()]

    def game(self, ply: int) -> Game:
        """Return the game at a ply from 0 to `last`, read-only; `timeline.at` returns one to play
        on. It holds every secret: whoever shows it must ask the viewer what may be seen.

        Raises `ValueError` for another ply.
        """
        if not 0 <= ply <= self.last:
            raise ValueError(f"there is no ply {ply} to show; there are 0 to {self.last}")
        recent = self._recent
        if ply not in recent:
            near = max((p for p in recent if ply - _NEAR <= p < ply), default=None)
            if near is None:
                game = self.loaded.timeline.at(ply)
            else:
                game = recent[near].copy().follow(self.loaded.timeline.game, ply)
            if len(recent) >= _NEAR:
                del recent[next(iter(recent))]
            recent[ply] = game
        return recent[ply]

    # -- a step -------------------------------------------------------------------------------

    def step(self, ply: int, viewer: Viewer) -> ReplayStep:
        """Return the step to a stop of this viewer. Raises `ValueError` if it has no stop there."""
        stops = self.stops(viewer)
        at = bisect_left(stops, ply)
        if at == len(stops) or stops[at] != ply:
            raise ValueError(f"ply {ply} is no stop of this viewer")
        game, here = self.game(ply), self.summaries[ply]
        moment = self.loaded.timeline.moment(ply)
        question, options = self._asked(game, viewer)
        before = stops[at - 1] if at else -1
        since = self.summaries[before].events if at else 0
        told = (*self.said(game, since, viewer), *self.asides(before, ply))
        notes = tuple(note for note in self.loaded.notes if before < note.ply <= ply)
        step = ReplayStep(
            ply, moment, -1, told=told, asked=here.asked, asked_private=here.private,
            next_question=question, options=options, notes=notes,
        )  # fmt: skip
        return step if before < 0 else self._chosen(step, before, viewer)

    def _chosen(self, step: ReplayStep, before: int, viewer: Viewer) -> ReplayStep:
        then, here = self.summaries[before], self.summaries[step.ply]
        levels = zip(then.levels, here.levels, strict=True)
        moved = {at: b - a for at, (a, b) in enumerate(levels) if a != b}
        question, _ = self._asked(game := self.game(before), viewer)
        hidden = not question
        chosen = reason = ""
        if not hidden:
            choice = self.loaded.choices[before]
            option = game.decision.option(choice.key or "") if game.decision is not None else None
            chosen = printable(option.label) if option is not None else ""
            if viewer.seat == then.asked or (viewer.referee and self.loaded.finished):
                reason = printable(choice.reason)
        return ReplayStep(
            step.ply, step.moment, then.asked, hidden, question, chosen, reason, step.told, moved,
            step.asked, step.asked_private, step.next_question, step.options, step.notes,
        )  # fmt: skip

    def _asked(self, game: Game, viewer: Viewer) -> tuple[str, tuple[str, ...]]:
        decision = game.decision
        if decision is None or not viewer.reads(decision):
            return "", ()
        return printable(game.prompt), tuple(printable(o.label) for o in decision.options)

    def said(self, game: Game, since: int, viewer: Viewer) -> list[Said]:
        """Return the sentences of the log from event number `since` on that a viewer was shown."""
        self._allowed(viewer)
        words, told = game.words, []
        for event in game.events[since:]:
            if _shown(event, viewer, len(self.names)):
                text = sentence(words, event)
                if text:
                    told.append(Said(event[1], printable(text)))
        return told

    def asides(self, before: int, ply: int) -> Iterator[Said]:
        """Yield what the chair did between two stops that is no part of the game, and its end."""
        for one in self.loaded.acts:
            if one.act.kind not in GAME and before < one.ply <= ply:
                yield Said("chair", printable(said(self.game(ply), one.act)))

    def _allowed(self, viewer: Viewer) -> None:
        if viewer not in self.viewers:
            raise PermissionError("an unfinished game shows public facts alone without its code")

    # -- notes --------------------------------------------------------------------------------

    def noted(self, note: Note) -> None:
        """Add a note that `journal.annotate` has written into the file."""
        self.loaded.notes.append(note)


def _shown(event: Event, viewer: Viewer, seats: int) -> bool:
    """Return whether a viewer is shown an event. The referee sees the true event, and not the
    placeholder that the others see for it (its mask excludes seats)."""
    if viewer.referee and (event[0] < ALL or not event[0]):
        return False
    return viewer.sees(event, seats)
