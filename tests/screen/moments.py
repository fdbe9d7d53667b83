"""A game in a real pseudo-terminal that is ended at some moment, and what must hold afterwards.

The terminal here stays open at both sides, so that its settings can be read when the game is gone.
A moment is a place in a seeded game, so many answers typed on from there, and so many bytes of what
was written then: no clock decides it.
"""

from __future__ import annotations

import fcntl
import os
import re
import select
import signal
import struct
import subprocess
import sys
import tempfile
import termios
import time
from pathlib import Path
from random import Random

import pyte

from tests.screen.conftest import HUMANS, check_seals, hidden_titles
from wargame.engine.game import Game
from wargame.engine.library import library
from wargame.saves.replay.loaded import Verdict, load
from wargame.saves.write import journal
from wargame.saves.write.lock import hold
from wargame.ui.beats import next_beat
from wargame.ui.drafts import Draft
from wargame.ui.session import Session, new_session
from wargame.ui.settings import BEATS
from wargame.ui.words import ENGLISH

DEADLINE = 60.0
WAYS = ("TERM", "HUP", "KILL", "gone")
SEED = 7
UNHEARD = 10
"""After so many looks at a terminal on which nothing happens, what was typed had no effect."""
QUIET = 0.5
"""The most seconds that a curtain that has not heard a key is left alone."""
OFF = (1000, 1003, 1004, 1006, 1015, 1049, 2004, 2026, 2048)
ON = (7, 25)
LIFTS = re.compile(r"(\w+)\s+lifts the curtain")
LINE_ENDS = ("Choose:", "has the machine.", "type hand, or quit.", "then done.",
             "put the hand down.", ENGLISH.line_more())  # fmt: skip
SITTING = re.compile(r"private sitting|· private")
TICK = "✓"
"""What the tab of a question has that the seat has answered."""
KEYS = {"Enter": "\r", "Space": " "}


class Gone(Exception):
    """The child has ended by itself."""


class Child:
    """A command in a pseudo-terminal of its own."""

    def __init__(self, *words: str, rows: int = 24, **more: str) -> None:
        self.master, self.slave = os.openpty()
        size = struct.pack("HHHH", rows, 80, 0, 0)
        fcntl.ioctl(self.slave, termios.TIOCSWINSZ, size)
        self.settings = termios.tcgetattr(self.slave)
        env = {**os.environ, "TERM": "xterm-256color", "TEXTUAL_ANIMATIONS": "none",
               "PYTHONIOENCODING": "utf-8", **more}  # fmt: skip
        env.pop("WARGAME_PLAIN", None)
        env.setdefault("WARGAME_SAVES", str(Path(tempfile.gettempdir()) / "wargame-moments"))
        self.process = subprocess.Popen(
            [sys.executable, "-m", "wargame", *words], env=env, start_new_session=True,
            stdin=self.slave, stdout=self.slave, stderr=self.slave, preexec_fn=take_terminal,
        )  # fmt: skip
        self.screen = pyte.HistoryScreen(80, rows, history=20_000, ratio=0.5)
        self.stream = pyte.ByteStream(self.screen)
        self.data = b""
        self.waits = True
        """Whether nothing has been written since the start, or since the last keys."""

    def read(self, seconds: float, most: int = 65536) -> bytes:
        """Take in what has been written."""
        if self.master < 0 or not select.select([self.master], [], [], seconds)[0]:
            return b""
        fresh = os.read(self.master, most)
        self.data += fresh
        self.waits = False
        fresh = re.sub(rb"\x1b\](?!0;|2;)[^\x07\x1b]*(?:\x07|\x1b\\)|\x18", b"", fresh)
        self.stream.feed(re.sub(rb"\x1b\[[<>=?][0-9;]*(?:\$p|[a-z])", b"", fresh))
        return fresh

    @property
    def text(self) -> str:
        """The scrollback and the rows."""
        top = ["".join(row[at].data for at in range(80)) for row in self.screen.history.top]
        return "\n".join([*top, *self.screen.display])

    def rest(self, *ends: str) -> str:
        """Wait until nothing more is written, sooner where it ends so; gives the rows."""
        until = time.monotonic() + DEADLINE
        quiet = 0
        while True:
            assert time.monotonic() < until, f"it does not come to rest:\n{self.text}"
            if self.process.poll() is not None:
                raise Gone(self.text)
            fresh = self.read(0.1)
            shown = "\n".join(self.screen.display).rstrip()
            quiet = 0 if fresh or not self.data else quiet + 1
            done = not self.waits and (not ends or shown.endswith(ends))
            if quiet >= (1 if done else UNHEARD):
                return shown

    def send(self, keys: str) -> None:
        self.waits = True
        os.write(self.master, keys.encode())

    def end(self, way: str) -> None:
        """End it, and wait until it has ended."""
        if way == "gone":
            os.close(self.slave)
            os.close(self.master)
            self.master = self.slave = -1
        else:
            os.kill(self.process.pid, getattr(signal, f"SIG{way}"))
        until = time.monotonic() + DEADLINE
        while self.process.poll() is None:
            assert time.monotonic() < until, f"{way} does not end it"
            self.read(0.02)
            if self.master < 0:
                time.sleep(0.02)
        while self.read(0):
            pass

    def close(self) -> None:
        if self.process.poll() is None:
            self.process.kill()
            self.process.wait()
        for handle in (self.master, self.slave):
            if handle >= 0:
                os.close(handle)

    def restored(self) -> None:
        """Hold the terminal against what it was: its settings, and the modes of its screen."""
        assert termios.tcgetattr(self.slave) == self.settings, "the settings are others"
        for mode in (*OFF, *ON):
            set_to = re.findall(rb"\x1b\[\?%d([hl])" % mode, self.data)
            wanted = b"h" if mode in ON else b"l"
            assert not set_to or set_to[-1] == wanted, f"mode {mode} is left"
        assert self.data.count(b"\x1b[?1049h") <= self.data.count(b"\x1b[?1049l")


def take_terminal() -> None:
    """Make the pseudo-terminal that of the new session."""
    fcntl.ioctl(0, termios.TIOCSCTTY, 0)


def saved_game(folder: Path, rng: Random) -> Path:
    """Play a seeded game on to some place, and leave it there; gives its save."""
    path = folder / "game.jsonl"
    session = new_session(folder, "new-entente", SEED, HUMANS, path)
    for _ in range(rng.randrange(60)):
        if session.decision is None or session.game.turn > 4:
            break
        session.choose(rng.choice(session.decision.keys))
    session.journal.close()
    return path


def private_game(folder: Path) -> Path:
    """Play a seeded game on to its first private question, and leave it there; gives its save."""
    path = folder / "game.jsonl"
    session = new_session(folder, "new-entente", SEED, HUMANS, path)
    while session.decision is not None and not session.decision.private:
        session.choose(session.decision.keys[0])
    session.journal.close()
    return path


def act_game(folder: Path, rng: Random) -> tuple[Path, str]:
    """Play a game by chance on to an open question whose answer is shown as a beat, and leave it
    there; gives its save, and the hotkey of that answer."""
    path = folder / "game.jsonl"
    session = new_session(folder, "new-entente", SEED, HUMANS, path)
    least = rng.randrange(40)
    while session.decision is not None:
        game = session.game
        if len(game.choices) > least and not session.decision.private:
            draft = Draft(game)
            (asked, *_) = draft.fields()
            one = rng.choice([each for each in asked.answers if each.hotkey])
            draft.give(asked.slot, one.key)
            ahead = game.copy().play([one.key])
            if not draft.is_form and next_beat(ahead, len(game.events)):
                session.journal.close()
                return path, one.hotkey
        session.choose(rng.choice(session.decision.keys))
    raise AssertionError("no answer is shown as a beat")


def answer_lines(child: Child, rng: Random) -> None:
    """Type a line that goes on."""
    shown = child.rest(*LINE_ENDS)
    last = shown.splitlines()[-1]
    if last == ENGLISH.line_more():
        word = ""
    elif last == "Choose:":
        word = rng.choice(("1", "2", "1", "hand", "why 1"))
    else:
        word = rng.choice(("hand", "hand", "done"))
    child.send(word + "\n")


def answer_screen(child: Child, rng: Random) -> None:
    """Press a key that goes on."""
    shown = child.rest()
    lifts = LIFTS.search(shown)
    if lifts:
        child.send(KEYS.get(lifts[1], lifts[1][-1].lower()))
    else:
        child.send(rng.choice(("\r", "\r", "1", "0", "a", "s", "h", "e", "\t", "\x1b[B")))


def end_at(folder: Path, moment: int, plain: bool, way: str) -> str:
    """End a game at a moment and hold what is left against the rules; says where it was."""
    rng = Random(1000 * moment + 10 * plain + WAYS.index(way))
    save = saved_game(folder, rng)
    child = Child("resume", str(save), *(["--plain"] if plain else []))
    answer = answer_lines if plain else answer_screen
    try:
        child.rest(*(LINE_ENDS if plain else ()))
        for _ in range(rng.randrange(9)):
            answer(child, rng)
        some_bytes(child, rng)
        before = save.read_bytes()
        place = (
            "alone"
            if "· private" in child.text
            or "private sitting" in child.text
            or b"1049h" in child.data
            else "open"
        )
        child.end(way)
        if way != "gone":
            number = getattr(signal, f"SIG{way}")
            assert child.process.returncode == -number, child.text
        if way in ("TERM", "HUP"):
            child.restored()
            nothing_stands(child, save)
        kept(save, before)
    finally:
        child.close()
    return place


def to_sitting(child: Child) -> None:
    """Lift the curtain of the screen, and read what is new."""
    until = time.monotonic() + DEADLINE
    while not SITTING.search((shown := child.rest()).partition("\n")[0]):
        assert time.monotonic() < until, child.text
        if lifts := LIFTS.search(shown):
            child.send(KEYS.get(lifts[1], lifts[1][-1].lower()))
            child.read(QUIET)  # a curtain hears no key before it has stood for a while
        elif "─ New" in shown:
            child.send("\r")


def some_bytes(child: Child, rng: Random) -> None:
    """Read so much of what is written and no more."""
    left = rng.choice((0, rng.randrange(1, 3000)))
    while left > 0 and (fresh := child.read(0.2, left)):
        left -= len(fresh)


def end_in_draft(folder: Path, moment: int, way: str = "KILL") -> tuple[int, int]:
    """End a game in the middle of a sitting that is being filled in, or sealed at this moment; give
    how many answers had been given, and how many of them are in the save."""
    rng = Random(1000 * moment + WAYS.index(way))
    save = private_game(folder)
    before = journal.read(save)[1]
    draft = Draft(Game.of(library().program("new-entente"), seed=SEED).play(before))
    child = Child("resume", str(save))
    try:
        to_sitting(child)
        for _ in range(rng.randrange(1, 5)):
            asked = draft.fields()[draft.next_open(0)]
            one = rng.choice([each for each in asked.answers if each.hotkey])
            draft.give(asked.slot, one.key)
            child.send(one.hotkey)
            child.rest()
        given = len(draft.given)
        assert TICK in "\n".join(child.screen.display)
        if draft.complete and rng.random() < 0.5:
            child.send("e")
            child.rest()
            child.send("\r")
        else:
            child.send(rng.choice(("u", "\t", "\x1b[D", "?", "e")))
        some_bytes(child, rng)
        written = save.read_bytes()
        child.end(way)
        kept(save, written)
    finally:
        child.close()
    made = journal.read(save)[1]
    assert made[: len(before)] == before
    sealed = made[len(before) :]
    assert sealed == ([] if draft.refusal else draft.choices()[: len(sealed)])
    return given, len(sealed)


def end_in_beat(folder: Path, moment: int, way: str = "KILL") -> None:
    """End a game while what a seat has done is shown: that is in the save by then."""
    rng = Random(1000 * moment + WAYS.index(way))
    save, hotkey = act_game(folder, rng)
    before = journal.read(save)[1]
    game = Game.of(library().program("new-entente"), seed=SEED).play(before)
    key = next(one.key for one in Draft(game).fields()[0].answers if one.hotkey == hotkey)
    goes_on = str(game.words.beat_goes_on())[:20]
    child = Child("resume", str(save), **{BEATS: "on"})
    try:
        until = time.monotonic() + DEADLINE
        while goes_on not in child.rest():
            assert time.monotonic() < until, child.text
            child.send(hotkey)
        for _ in range(rng.randrange(3)):
            child.send(rng.choice((" ", "1", "e", "?")))
        some_bytes(child, rng)
        written = save.read_bytes()
        child.end(way)
        kept(save, written)
    finally:
        child.close()
    made = journal.read(save)[1]
    assert made[: len(before) + 1] == [*before, key]


def nothing_stands(child: Child, save: Path) -> None:
    """Find nothing on the terminal, scrollback included, that one seat alone may read."""
    game = Game.of(library().program("new-entente"), seed=SEED).play(journal.read(save)[1])
    session = Session(game, journal.Journal(save))
    text = child.text
    flat, log = " ".join(text.split()), " ".join(game.log(-1))
    for title in hidden_titles(session, -1):
        assert title not in flat or title in log, f"{title} is left:\n{text}"
    check_seals(game, -1, text)


def kept(save: Path, before: bytes) -> None:
    """Find every choice that had been committed, a save that goes on, and no lock on it."""
    after = save.read_bytes()
    assert after.startswith(before[: before.rfind(b"\n") + 1])
    hold(save, alone=True).close()
    journal.resume(save)[1].close()
    assert load(save).verdict in (Verdict.EXACT, Verdict.OPEN)
