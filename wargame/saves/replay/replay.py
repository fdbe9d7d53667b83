"""A saved game as it may be shown: its positions, what each step was, through whose eyes.

>>> from pathlib import Path
>>> replay = Replay.open(Path("saves/samples/new-entente-random-1.jsonl"))
>>> step = replay.step(27, REFEREE)
>>> step.chosen, step.reason, [said.text for said in step.told]
('Pass', '', ['● Tokyo passes.'])

Three things are kept here and nowhere else. Nothing is shown beyond the last good ply: a replay
never shows a game that did not happen. An unfinished game shows public facts alone unless the code
of its set-up is given. And a viewer who is not in a private sitting passes over it in one step, so
that it sees at each of its stops exactly what it saw then, and cannot count another's choices.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from functools import cached_property
from pathlib import Path

from attrs import define, field, frozen

from wargame.engine.game import Game
from wargame.engine.scoring import public_lines, standing
from wargame.rules.model.events import sentence
from wargame.saves.format.errors import CodeNeeded, printable
from wargame.saves.format.script import Choice, Note
from wargame.saves.format.sealing import keyed_digest
from wargame.saves.replay.load import Loaded, Verdict, load, public_view_only
from wargame.saves.replay.timeline import PhaseStart
from wargame.system.paths import command
from wargame.table.event import ALL, Event, seen_by

PUBLIC = -1
REFEREE = -2
_STATE_DIGITS = 8
_NEAR = 8
"""So many games that were looked at last are kept, and played on from."""


class NothingToShow(Exception):
    """There is no good position to show; the message says why."""

    def __init__(self, sentence: str) -> None:
        super().__init__(printable(sentence))


@frozen
class PositionSummary:
    """A position in brief. `asked` is the seat that is asked, -1 at the end.

    `standing` is each seat's public standing in hundredths of a spread from its par.
    """

    events: int
    turn: int
    levels: tuple[int, ...]
    standing: tuple[int, ...]
    asked: int
    private: bool


@frozen
class Said:
    """One sentence of the log, with the kind of its event."""

    kind: str
    text: str


@frozen
class Step:
    """What led from the stop before to this one, as far as the viewer could know.

    `seat` is who chose, -1 at the beginning. `hidden`: it chose in private and the viewer is not
    it; `question`, `chosen` and `reason` are empty then. `moved` are the levels that changed, by
    how much. `next_question` and `options` are what is asked here, if the viewer may read it.
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

    `last` is the last good ply; `public_only` says that the game is unfinished and no code opens
    it; `viewers` are the viewpoints that may be taken, the best first; `code` is what it was opened
    with.
    """

    loaded: Loaded
    public_only: bool
    last: int
    code: str | None = field(default=None, repr=False)
    beats: list[PositionSummary] = field(factory=list, repr=False)
    _stops: dict[int, list[int]] = field(factory=dict, repr=False)
    _recent: dict[int, Game] = field(factory=dict, repr=False)

    @classmethod
    def open(cls, path: Path, code: str | None = None) -> Replay:
        """Read a save. Raises `BadSave`, `CodeNeeded` and `NothingToShow`."""
        loaded = load(path, code=code)
        if loaded.locked:
            how = command("replay", path, "--code")
            raise CodeNeeded(f"{path} is sealed with a code; give it: {how}")
        last = last_good(loaded)
        if last < 0:
            raise NothingToShow(
                f"{path} is {loaded.verdict.name}: {loaded.sentence}. No part of it can be shown: "
                "a replay never shows a game that did not happen"
            )
        replay = cls(loaded, public_view_only(loaded, code), last, code)
        for ply, game in enumerate(loaded.timeline.games()):
            if ply > last:
                break
            replay.beats.append(beat(game))
        return replay

    # -- what may be shown --------------------------------------------------------------------

    @property
    def names(self) -> tuple[str, ...]:
        """The ids of the seats."""
        return self.loaded.timeline.game.seats

    @property
    def title(self) -> str:
        """The name of the scenario."""
        return printable(self.loaded.timeline.game.program.scenario.name)

    @property
    def viewers(self) -> tuple[int, ...]:
        """The viewpoints that may be taken: the referee first, or the public alone."""
        if self.public_only:
            return (PUBLIC,)
        return (REFEREE, *range(len(self.names)), PUBLIC)

    @property
    def cut(self) -> str:
        """Say that not all of the file is shown; empty where all of it is."""
        if self.loaded.verdict not in (Verdict.DIVERGED, Verdict.DAMAGED):
            return ""
        last = self.label(self.last, self.viewers[0]).partition(" of")[0]
        return f"Shown up to {last}, the last good one."

    def stops(self, viewer: int) -> list[int]:
        """List the plies at which a viewer stops: all, less those inside another's sitting.

        A game that stands in a sitting has a stop there if something was shown in it so far.
        """
        self._allowed(viewer)
        if viewer not in self._stops:
            begins = {moment.ply for moment in self.moments}
            found = [p for p in range(self.last + 1) if p in begins or not self._within(p, viewer)]
            events = self.loaded.timeline.game.events
            shown = events[self.beats[found[-1]].events : self.beats[self.last].events]
            if any(_shown(event, viewer, len(self.names)) for event in shown):
                found.append(self.last)
            self._stops[viewer] = found
        return self._stops[viewer]

    def _within(self, ply: int, viewer: int) -> bool:
        """Say whether a ply lies in a sitting that goes on, to which the viewer is no party.

        What was shown in a sitting makes a stop once the game is finished, but not before:
        whether a question followed it is secret.
        """
        if ply == 0 or viewer == REFEREE:
            return False
        before, here = self.beats[ply - 1], self.beats[ply]
        if not (before.private and here.private and before.asked == here.asked != viewer):
            return False
        events = self.loaded.timeline.game.events[before.events : here.events]
        shown = any(_shown(event, viewer, len(self.names)) for event in events)
        return not (shown and self.loaded.finished)

    def nearest(self, ply: int, viewer: int) -> int:
        """Give the place in `stops` of the last stop at or before a ply."""
        return max(0, bisect_right(self.stops(viewer), ply) - 1)

    def counts_plies(self, viewer: int) -> bool:
        """Say whether a viewer may count plies; in an unfinished game it counts its own stops."""
        return self.loaded.finished or viewer == REFEREE

    def shown_at(self, ply: int, viewer: int) -> int:
        """Give the stop at which a viewer was shown what had happened by a ply: the next one."""
        stops = self.stops(viewer)
        return stops[min(bisect_left(stops, ply), len(stops) - 1)]

    def label(self, ply: int, viewer: int) -> str:
        """Say where a ply lies: by plies, or by this viewer's own stops while those are secret."""
        if not self.counts_plies(viewer):
            return f"step {self.nearest(ply, viewer)} of {len(self.stops(viewer)) - 1}"
        return f"ply {ply} of {self.last}"

    def find(self, number: int, viewer: int) -> int:
        """Give the stop that a number as in `label` means: the last one at or before it."""
        stops = self.stops(viewer)
        at = self.nearest(number, viewer) if self.counts_plies(viewer) else number
        return stops[max(0, min(at, len(stops) - 1))]

    def neighbour_turn(self, ply: int, by: int, viewer: int) -> int:
        """Give the stop at which the next turn begins (`by` 1), or this or the last one (-1)."""
        starts = [start for start, _ in self.turns]
        if by > 0:
            return self.find_ply(next((p for p in starts if p > ply), self.last), viewer)
        return self.find_ply(next((p for p in reversed(starts) if p < ply), 0), viewer)

    def find_ply(self, ply: int, viewer: int) -> int:
        """Give the last stop at or before a ply."""
        return self.stops(viewer)[self.nearest(ply, viewer)]

    @cached_property
    def moments(self) -> list[PhaseStart]:
        """List where turns and phases begin, up to the last good ply."""
        return [moment for moment in self.loaded.timeline.moments if moment.ply <= self.last]

    @cached_property
    def turns(self) -> list[tuple[int, int]]:
        """List (ply, turn) where each turn begins."""
        found: dict[int, int] = {}
        for ply, beat in enumerate(self.beats):
            found.setdefault(beat.turn, ply)
        return [(ply, turn) for turn, ply in found.items()]

    def game(self, ply: int) -> Game:
        """Give the game at a ply, 0 to `last`, to be read only; `timeline.at` gives one to play.

        What of it may be shown is the viewer's affair.
        """
        if not 0 <= ply <= self.last:
            raise ValueError(f"there is no ply {ply} to show; there are 0 to {self.last}")
        recent = self._recent
        if ply not in recent:
            near = max((p for p in recent if ply - _NEAR <= p < ply), default=None)
            if near is None:
                game = self.loaded.timeline.at(ply)
                game.players = dict(self.loaded.header.seats)
            else:
                keys = self.loaded.timeline.game.choices[near:ply]
                game = recent[near].copy().play(keys)
            if len(recent) >= _NEAR:
                del recent[next(iter(recent))]
            recent[ply] = game
        return recent[ply]

    # -- a step -------------------------------------------------------------------------------

    def step(self, ply: int, viewer: int) -> Step:
        """Say what led to a stop of this viewer. Raises `ValueError` where it has none there."""
        stops = self.stops(viewer)
        at = bisect_left(stops, ply)
        if at == len(stops) or stops[at] != ply:
            raise ValueError(f"ply {ply} is no stop of this viewer")
        game, here = self.game(ply), self.beats[ply]
        moment = self.loaded.timeline.moment(ply)
        question, options = self._asked(game, viewer)
        before = stops[at - 1] if at else -1
        said = tuple(self.said(game, self.beats[before].events if at else 0, viewer))
        notes = tuple(note for note in self.loaded.notes if before < note.ply <= ply)
        step = Step(
            ply, moment, -1, told=said, asked=here.asked, asked_private=here.private,
            next_question=question, options=options, notes=notes,
        )  # fmt: skip
        return step if before < 0 else self._chosen(step, before, viewer)

    def _chosen(self, step: Step, before: int, viewer: int) -> Step:
        then, here = self.beats[before], self.beats[step.ply]
        levels = zip(then.levels, here.levels, strict=True)
        moved = {at: b - a for at, (a, b) in enumerate(levels) if a != b}
        question, _ = self._asked(game := self.game(before), viewer)
        hidden = not question
        chosen = reason = ""
        if not hidden:
            choice = self.loaded.choices[before]
            option = game.decision.option(choice.key or "") if game.decision is not None else None
            chosen = printable(option.label) if option is not None else ""
            if viewer == then.asked or (viewer == REFEREE and self.loaded.finished):
                reason = printable(choice.reason)
        return Step(
            step.ply, step.moment, then.asked, hidden, question, chosen, reason, step.told, moved,
            step.asked, step.asked_private, step.next_question, step.options, step.notes,
        )  # fmt: skip

    def _asked(self, game: Game, viewer: int) -> tuple[str, tuple[str, ...]]:
        decision = game.decision
        if decision is None or (decision.private and viewer not in (REFEREE, decision.seat)):
            return "", ()
        return printable(game.prompt), tuple(printable(o.label) for o in decision.options)

    def said(self, game: Game, since: int, viewer: int) -> list[Said]:
        """Tell what happened from event `since` on, as a viewer could see it."""
        self._allowed(viewer)
        words, found = game.words, []
        for event in game.events[since:]:
            if _shown(event, viewer, len(self.names)):
                text = sentence(words, event)
                if text:
                    found.append(Said(event[1], printable(text)))
        return found

    def _allowed(self, viewer: int) -> None:
        if viewer not in self.viewers:
            raise PermissionError("an unfinished game shows public facts alone without its code")

    # -- notes --------------------------------------------------------------------------------

    def noted(self, note: Note) -> None:
        """Show a note that `journal.annotate` has written into the file."""
        self.loaded.notes.append(note)


def beat(game: Game) -> PositionSummary:
    """Take a position in brief."""
    pending, state, program = game.decision, game.state, game.program
    halves = [
        sum(points for _, points in public_lines(program, state, seat))
        for seat in range(len(game.seats))
    ]
    return PositionSummary(
        len(game.events), game.turn, tuple(state.levels),
        tuple(standing(program, seat, points) for seat, points in enumerate(halves)),
        -1 if pending is None else pending.seat, pending is not None and pending.private,
    )  # fmt: skip


def _shown(event: Event, viewer: int, seats: int) -> bool:
    """Say whether a viewer saw an event; the referee is spared what merely covers another one."""
    if viewer == REFEREE:
        return event[0] == ALL or event[0] > 0
    return seen_by(event, viewer if viewer >= 0 else seats)


def last_good(loaded: Loaded) -> int:
    """Give the last ply whose position was really so; -1 if not even the deal was.

    A game that diverged at a position is good before it; one that diverged by its choice is good
    up to the question that was put. Where it cannot be told, the earlier one is taken.
    """
    played, secret = loaded.played, loaded.header.secret
    if played.ply is None:
        return played.timeline.plies
    if played.ply == 0 or secret is None:
        return -1
    line = played.choices[-1].line if played.choices else 0
    following = [e for e in loaded.entries if isinstance(e, Choice) and e.line > line][:1]
    agreed = -1
    for choice in [*played.choices, *following]:
        if choice.ply > min(played.ply, played.timeline.plies):
            break
        if choice.state:
            there = played.timeline.at(choice.ply).fingerprint()
            if keyed_digest(secret, there, _STATE_DIGITS) != choice.state:
                return choice.ply - 1
        agreed = choice.ply
    return min(agreed, played.timeline.plies)
