"""A replay in plain lines: the whole game when piped, numbered steps at a terminal."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import TextIO

from attrs import define, field

from wargame.saves.format.errors import BadSave, SaveFailed, printable
from wargame.saves.replay.knowledge import knowledge
from wargame.saves.replay.replay import Replay, ReplayStep
from wargame.saves.replay.viewer import UnknownViewer, Viewer, viewer_named
from wargame.saves.write import journal, locations
from wargame.saves.write.fork import check, fork
from wargame.system.paths import command
from wargame.system.standard_input import line as typed_line
from wargame.system.standard_input import plain
from wargame.ui import describe
from wargame.ui.players import BadPlayers, bots_alone, told, who_plays
from wargame.ui.printing import prose
from wargame.ui.telling import asked_row, outcome_rows, painted, place, step_rows
from wargame.ui.words import ENGLISH
from wargame.ui.words.face import FaceWords

COMMANDS = {
    "step": "enter, back", "turn": "turn 3, ], [", "ends": "start, end", "as": "as SEAT",
    "table": "board, hand", "options": "options", "knows": "knows", "log": "log 5",
    "note": "note TEXT", "play": "play", "branch": "branch NAME", "help": "?", "quit": "quit",
}  # fmt: skip
"""What can be typed besides a number, as help prints it."""


def help_lines(face: FaceWords) -> Iterator[str]:
    """Yield what can be typed, a line each."""
    yield face.replay_help()
    for id, typed in COMMANDS.items():
        yield f"  {typed:<14}{face.replay_command(id)}"


def head_lines(replay: Replay, viewer: Viewer, face: FaceWords) -> list[str]:
    """Return the lines on how far the save can be believed, and on the viewer."""
    lines = [verdict_line(replay, face)]
    if replay.cut:
        lines.append(face.save_cut(replay.cut))
    if replay.public_only:
        lines.append(face.save_public())
    return [*lines, face.replay_as(replay.title, viewer.name(replay.words))]


def verdict_line(replay: Replay, face: FaceWords) -> str:
    """Say how far the save can be believed."""
    return face.save_verdict(replay.loaded.verdict.name, replay.loaded.sentence)


def step_lines(replay: Replay, step: ReplayStep, viewer: Viewer, face: FaceWords) -> Iterator[str]:
    """Yield one step in lines with prefixes: its place, and what led to it."""
    yield place(replay, step, viewer)
    yield from painted(step_rows(replay, step), face.step_line)


def transcript(replay: Replay, viewer: Viewer, face: FaceWords = ENGLISH) -> Iterator[str]:
    """Yield a whole game in lines."""
    yield from head_lines(replay, viewer, face)
    for text in describe.table_lines(replay.game(0)):
        yield face.line("board", printable(text))
    *plies, last = replay.stops(viewer)
    for ply in plies:
        yield from step_lines(replay, replay.step(ply, viewer), viewer, face)
    step = replay.step(last, viewer)
    yield from step_lines(replay, step, viewer, face)
    yield from painted([asked_row(replay, step)], face.step_line)
    if step.asked < 0:
        yield from painted(outcome_rows(replay.game(replay.last)), face.step_line)
        yield verdict_line(replay, face)


@define(eq=False)
class LineReplay:
    """A replay at a terminal, in numbered steps."""

    replay: Replay
    viewer: Viewer
    ply: int = 0
    folder: Path | None = None
    """The folder for branches; by default that of the game."""
    read: Callable[[], str] = typed_line
    out: TextIO = field(factory=lambda: sys.stdout)
    face: FaceWords = ENGLISH

    def say(self, text: str) -> None:
        """Print prose, the shapes of the seats spelled as their ruleset says."""
        seats = self.replay.loaded.timeline.game.program.ruleset.seat
        self.out.write(prose(text, self.out, seats) + "\n")

    def run(self) -> int:
        """Step until the reader stops; return the exit code."""
        for line in head_lines(self.replay, self.viewer, self.face):
            self.say(line)
        self.show()
        while True:
            self.say(self.face.replay_prompt(self.replay.loaded.verdict.name))
            self.out.flush()
            text = self.read()
            if not text or plain(text).strip().lower() in ("quit", "q"):
                return 0
            self.command(text.strip())

    def show(self) -> None:
        """Print the step that stands here."""
        step = self.replay.step(self.ply, self.viewer)
        for line in step_lines(self.replay, step, self.viewer, self.face):
            self.say(line)
        for line in painted([asked_row(self.replay, step)], self.face.step_line):
            self.say(line)

    def go(self, ply: int) -> None:
        """Go to a stop and print it."""
        self.ply = self.replay.find_ply(max(0, min(ply, self.replay.last)), self.viewer)
        self.show()

    def by(self, steps: int) -> None:
        """Go `steps` steps forward, or back if negative."""
        stops = self.replay.stops(self.viewer)
        at = self.replay.nearest(self.ply, self.viewer) + steps
        if 0 <= at < len(stops):
            self.go(stops[at])
        else:
            self.say(self.face.that_is_end(steps > 0))

    def command(self, text: str) -> None:
        """Carry out one line of input."""
        whole, (word, _, rest) = text, plain(text).partition(" ")
        word, replay = word.lower(), self.replay
        if word in ("", "next"):
            self.by(1)
        elif word == "back":
            self.by(-1)
        elif word.isdecimal() and len(word) < 10:
            self.go(replay.find(int(word), self.viewer))
        elif word in ("]", "["):
            self.go(replay.neighbour_turn(self.ply, 1 if word == "]" else -1, self.viewer))
        elif word == "turn":
            self.turn(rest)
        elif word in ("start", "end"):
            self.go(0 if word == "start" else replay.last)
        elif word == "as":
            self.see_as(rest)
        elif word == "note" and rest:
            self.note(whole[len(word) :].strip())
        elif word == "branch":
            self.branch(rest)
        elif word == "play":
            for ply in [p for p in replay.stops(self.viewer) if p > self.ply]:
                self.go(ply)
        else:
            self.look(word, rest)

    def look(self, word: str, rest: str) -> None:
        """Print more about the step: the table, a hand, the options, knowledge or the log."""
        replay, viewer, face = self.replay, self.viewer, self.face
        game = replay.game(self.ply)
        if word == "board":
            self.all(partial(face.line, "board"), describe.table_lines(game))
        elif word == "hand":
            for seat in range(len(replay.names)):
                if viewer.holds(seat):
                    who = partial(face.of, printable(replay.words.seat(seat)))
                    self.all(who, describe.hand_lines(game, seat))
        elif word == "options":
            self.all(partial(face.line, "option"), list(replay.step(self.ply, viewer).options))
        elif word == "knows":
            for one in replay.viewers[1:-1] if viewer.referee else (viewer,):
                things = knowledge(replay.loaded.timeline, one.seat, self.ply)
                who = partial(face.of, one.name(replay.words))
                self.all(who, [face.known_in(thing.turn, thing.text) for thing in things])
        elif word == "log":
            count = int(rest) if rest.isdecimal() and len(rest) < 6 else 10
            said = replay.said(game, 0, viewer)
            self.all(partial(face.line, "log"), [one.text for one in said[-count:]])
        elif word in ("?", "help"):
            for line in help_lines(face):
                self.say(line)
        else:
            self.say(face.replay_expected())

    def all(self, form: Callable[[str], str], lines: list[str]) -> None:
        """Print lines, each as `form` says it."""
        for line in lines or [self.face.nothing()]:
            self.say(form(printable(line)))

    def turn(self, rest: str) -> None:
        """Go to the beginning of a turn."""
        starts = {str(turn): ply for ply, turn in self.replay.turns}
        if rest in starts:
            self.go(starts[rest])
        else:
            self.say(self.face.turns_are([*starts]))

    def see_as(self, rest: str) -> None:
        """Take another viewpoint, if it may be taken."""
        try:
            viewer = viewer_named(rest, self.replay.names)
        except UnknownViewer as error:
            self.say(self.face.not_shown(str(error)))
            return
        if viewer not in self.replay.viewers:
            self.say(self.face.shows_public_facts())
            return
        self.viewer = viewer
        self.go(self.ply)

    def note(self, text: str) -> None:
        """Write a note at this ply into the file."""
        try:
            self.replay.noted(journal.annotate(self.replay.loaded.path, self.ply, text))
        except (BadSave, SaveFailed) as error:
            self.say(self.face.no_note(str(error)))
        else:
            self.say(self.face.noted_in_file())

    def branch(self, rest: str) -> None:
        """Write a save that goes on from here, and say how to play it."""
        replay, words = self.replay, rest.split(" ")
        path, code = replay.loaded.path, replay.code
        folder = self.folder or path.parent
        players = None
        try:
            check(replay.loaded, self.ply, code)
            before, seats = replay.loaded.header.seats, ""
            if "=" in words[-1]:
                seats = words.pop()
            if bots_alone(before, replay.names):
                players = who_plays(seats, replay.names)
            elif seats:
                players = who_plays(seats, replay.names, before)
            name = " ".join(words).strip() or locations.branch_name(folder, path, self.ply)
            new = fork(path, self.ply, locations.named(folder, name), code, players)
        except (BadSave, SaveFailed, BadPlayers) as error:
            self.say(self.face.no_branch(printable(str(error))))
            return
        self.say(self.face.branched(self.ply, printable(told(players or before))))
        sealed = ["--code"] if code and replay.loaded.header.coded else []
        self.say(self.face.go_on_with(command("resume", new, *sealed)))
