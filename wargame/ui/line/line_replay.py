"""A replay in plain lines: the whole game when piped, numbered steps at a terminal."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
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

HELP = """A number goes to that place. Also:
  enter, back        the next and the last step      turn 3, ], [   a turn; the next, the last one
  start, end         the beginning and the end       as SEAT        referee, public or a seat
  board, hand        the table; the viewer's hand    options        what could be chosen here
  knows              what the viewer knows by now    log 5          the last 5 lines of the log
  note TEXT          write a note here, in the file  play           every step from here on
  branch NAME        a new save that goes on from here; with SEAT=WHO,… for other players
  ?                  this help                       quit           stop"""


FORMS = {
    "private": "Chosen: {who} answers in private.",
    "question": "Question: {who}: {text}",
    "choice": "Chosen: {who}: {text}",
    "reason": "Reason: {who}: {text}",
    "event": "Event: {text}",
    "moved": "Event: {text}",
    "note": "Note: {text}",
    "signed": "Note by {who}: {text}",
    "asked": "Asked: {who}: {text}",
    "over": "Asked: nobody; the game is over.",
    "ending": "Ending: {text}",
    "verdict": "Verdict: {who}: {text}",
}
"""The form of each kind of row, with a prefix for screen readers and scripts."""


def head_lines(replay: Replay, viewer: Viewer) -> list[str]:
    """Return the lines on how far the save can be believed, and on the viewer."""
    loaded = replay.loaded
    lines = [f"Save: {loaded.verdict.name}: {loaded.sentence}"]
    if replay.cut:
        lines.append(f"Save: {replay.cut} A replay never shows a game that did not happen.")
    if replay.public_only:
        lines.append("Save: unfinished, so public facts alone are shown.")
    return [*lines, f"Replay: {replay.title}, as {viewer.name(replay.words)}"]


def step_lines(replay: Replay, step: ReplayStep, viewer: Viewer) -> Iterator[str]:
    """Yield one step in lines with prefixes: its place, and what led to it."""
    yield place(replay, step, viewer)
    yield from painted(step_rows(replay, step), FORMS)


def transcript(replay: Replay, viewer: Viewer) -> Iterator[str]:
    """Yield a whole game in lines."""
    yield from head_lines(replay, viewer)
    yield from (f"Board: {printable(text)}" for text in describe.table_lines(replay.game(0)))
    *plies, last = replay.stops(viewer)
    for ply in plies:
        yield from step_lines(replay, replay.step(ply, viewer), viewer)
    step = replay.step(last, viewer)
    yield from step_lines(replay, step, viewer)
    yield from painted([asked_row(replay, step)], FORMS)
    if step.asked < 0:
        yield from painted(outcome_rows(replay.game(replay.last)), FORMS)
        yield f"Save: {replay.loaded.verdict.name}: {replay.loaded.sentence}"


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

    def say(self, text: str) -> None:
        """Print prose, the shapes of the seats spelled as their ruleset says."""
        seats = self.replay.loaded.timeline.game.program.ruleset.seat
        self.out.write(prose(text, self.out, seats) + "\n")

    def run(self) -> int:
        """Step until the reader stops; return the exit code."""
        for line in head_lines(self.replay, self.viewer):
            self.say(line)
        self.show()
        while True:
            self.say(f"Replay ({self.replay.loaded.verdict.name}):")
            self.out.flush()
            text = self.read()
            if not text or plain(text).strip().lower() in ("quit", "q"):
                return 0
            self.command(text.strip())

    def show(self) -> None:
        """Print the step that stands here."""
        step = self.replay.step(self.ply, self.viewer)
        for line in step_lines(self.replay, step, self.viewer):
            self.say(line)
        for line in painted([asked_row(self.replay, step)], FORMS):
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
            self.say("That is the end." if steps > 0 else "That is the beginning.")

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
        replay, viewer = self.replay, self.viewer
        game = replay.game(self.ply)
        if word == "board":
            self.all("Board", describe.table_lines(game))
        elif word == "hand":
            for seat in range(len(replay.names)):
                if viewer.holds(seat):
                    self.all(printable(replay.words.seat(seat)), describe.hand_lines(game, seat))
        elif word == "options":
            self.all("Option", list(replay.step(self.ply, viewer).options))
        elif word == "knows":
            for one in replay.viewers[1:-1] if viewer.referee else (viewer,):
                things = knowledge(replay.loaded.timeline, one.seat, self.ply)
                who = one.name(replay.words)
                self.all(who, [f"turn {thing.turn}: {thing.text}" for thing in things])
        elif word == "log":
            count = int(rest) if rest.isdecimal() and len(rest) < 6 else 10
            said = replay.said(game, 0, viewer)
            self.all("Log", [one.text for one in said[-count:]])
        elif word in ("?", "help"):
            self.say(HELP)
        else:
            self.say("Expected a number, enter for the next step, or ? for help.")

    def all(self, prefix: str, lines: list[str]) -> None:
        """Print lines with a prefix."""
        for line in lines or ["nothing"]:
            self.say(f"{prefix}: {printable(line)}")

    def turn(self, rest: str) -> None:
        """Go to the beginning of a turn."""
        starts = {str(turn): ply for ply, turn in self.replay.turns}
        if rest in starts:
            self.go(starts[rest])
        else:
            self.say(f"The turns that can be shown are {', '.join(starts)}.")

    def see_as(self, rest: str) -> None:
        """Take another viewpoint, if it may be taken."""
        try:
            viewer = viewer_named(rest, self.replay.names)
        except UnknownViewer as error:
            self.say(f"Not shown: {error}")
            return
        if viewer not in self.replay.viewers:
            self.say("The game is unfinished and shows public facts alone.")
            return
        self.viewer = viewer
        self.go(self.ply)

    def note(self, text: str) -> None:
        """Write a note at this ply into the file."""
        try:
            self.replay.noted(journal.annotate(self.replay.loaded.path, self.ply, text))
        except (BadSave, SaveFailed) as error:
            self.say(f"No note: {error}")
        else:
            self.say("Noted in the file; everybody can read it.")

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
            self.say(f"No branch: {printable(str(error))}")
            return
        self.say(f"Branched at ply {self.ply}. Played by: {printable(told(players or before))}")
        sealed = ["--code"] if code and replay.loaded.header.coded else []
        self.say(f"Go on with: {command('resume', new, *sealed)}")
