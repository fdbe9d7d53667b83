"""End to end in a real pseudo-terminal: from the menu to the verdicts, three humans, 80x24."""

from __future__ import annotations

import os
import re
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

if sys.platform == "win32":
    pytest.skip("no pseudo-terminal here", allow_module_level=True)

import pexpect
import pyte

from tests.screen.conftest import check_seals, hidden_titles
from wargame.engine.game import Game
from wargame.engine.library import library
from wargame.saves.write import journal
from wargame.saves.write.journal import Journal
from wargame.ui.session import Session
from wargame.ui.tui.screens.curtain import DEAF_SECONDS

DEADLINE = 15.0
CALM = ("Leave the place empty", "Lay nothing", "Keep the hand", "Pass", "No more", "Wait", "No",
        "Bid nothing", "Take the first", "Take the second", "Add nothing", "Stand back", "Comply",
        "No guess")  # fmt: skip
OPTION = re.compile(r"^ *(\d+)  (.+?) *(?:▏.*|[▁-█] ▏.*)?$")


class Terminal:
    """A child in a pseudo-terminal, and what its screen shows."""

    def __init__(self, folder: Path, *arguments: str) -> None:
        env = {**os.environ, "TERM": "xterm-256color", "TEXTUAL_ANIMATIONS": "none"}
        env.pop("WARGAME_PLAIN", None)
        command = ["-m", "wargame", "--saves", str(folder), *arguments]
        self.child = pexpect.spawn(
            sys.executable, command, dimensions=(24, 80), env=env, timeout=DEADLINE
        )
        self.screen = pyte.Screen(80, 24)
        self.stream = pyte.ByteStream(self.screen)
        self.titles: set[str] = set()

    @property
    def text(self) -> str:
        """The screen's rows."""
        return "\n".join(self.screen.display)

    def read(self, seconds: float) -> bool:
        """Take in what has been written, waiting for it at most so long."""
        try:
            data = self.child.read_nonblocking(65536, seconds)
        except (pexpect.TIMEOUT, pexpect.EOF):
            return False
        # pyte cannot read the sequences of newer protocols for keyboard, mouse and pointer.
        data = re.sub(rb"\x1b\](?!0;|2;)[^\x07\x1b]*(?:\x07|\x1b\\)", b"", data)
        self.stream.feed(re.sub(rb"\x1b\[[<>=?][0-9;]*(?:\$p|[a-z])", b"", data))
        self.titles.add(self.screen.title)
        return True

    def until(self, seen: Callable[[str], bool], what: str) -> str:
        """Wait for a state of the screen that is at rest; fails at the deadline."""
        end = time.monotonic() + DEADLINE
        while time.monotonic() < end:
            arrived = self.read(0.04)
            if not arrived and seen(self.text):
                return self.text
        raise AssertionError(f"waited in vain for {what}:\n{self.text}")

    def rest(self) -> None:
        """Wait until nothing has been written for longer than another seat's keys are not heard."""
        end = time.monotonic() + 1.2 * DEAF_SECONDS
        while (left := end - time.monotonic()) > 0:
            if self.read(left):
                end = time.monotonic() + 1.2 * DEAF_SECONDS

    def press(self, keys: str, what: str) -> str:
        """Press keys and wait until the screen is another."""
        before = self.text
        self.child.send(keys)
        return self.until(lambda text: text != before, what)


def reader_of(text: str, game: Game) -> int:
    """Say for whose eyes the screen is."""
    pending = game.decision
    if pending is not None and pending.private:
        if "private sitting" in text or text.startswith("─ New to"):
            return pending.seat
    return -1


def test_three_humans_from_the_menu_to_the_verdicts(tmp_path: Path) -> None:
    terminal = Terminal(tmp_path)
    terminal.until(lambda text: "New game" in text and "Quit" in text, "the menu")
    terminal.press("\r", "setup")
    terminal.press("\x1b[A", "the field of the seed")
    terminal.press("3", "the seed")
    text = terminal.press("\r", "the briefing")
    assert text.startswith("─ Briefing: ")
    (save,) = tmp_path.glob("*.jsonl")
    session = Session(Game.of(library().program("new-entente"), seed=3), Journal(save))
    secrets, asked = dict.fromkeys(("bids", "marks", "agendas"), 0), ""
    for _ in range(600):
        if (line := text.splitlines()[0]) != asked:
            terminal.rest()
            asked, text = line, terminal.text
        choices = journal.read(save)[1]
        game = session.game.play(choices[len(session.game.choices) :])
        if ": the end" in text:
            break
        reader = reader_of(text, game)
        log = " ".join(game.log(reader))
        flat = " ".join(text.replace("▏", " ").split())
        for title in hidden_titles(session, reader):
            assert title not in flat or title in log, f"{title} can be read by {reader}:\n{text}"
        for kind, count in check_seals(game, reader, text).items():
            secrets[kind] += count
        assert terminal.titles <= {"", "Under the Umbrella"}
        if "Pass the machine to" in text:
            # The curtain is deaf at first: knock until it lifts.
            end = time.monotonic() + DEADLINE
            while "Pass the machine to" in terminal.text and time.monotonic() < end:
                terminal.child.send("\r")
                terminal.until(lambda text: True, "rest")
            text = terminal.until(lambda text: "Pass the machine" not in text, "the sitting")
        elif text.startswith(("─ Briefing", "─ New to", "─ Turn ", "─ The last")):
            text = terminal.press("\r", "the question")
        else:
            # A demand first, so that there is a mark to be hidden; then calm.
            keys = calm(text, CALM if secrets["marks"] else ("Demand with", *CALM))
            assert game.decision is not None
            if len(game.decision.options) > 9:
                keys += "\r"
            text = terminal.press(keys, "the next question")
    assert ": the end" in text
    assert "points" in text
    assert game.decision is None
    assert min(secrets.values()) > 0, f"a canary that was never there: {secrets}"
    terminal.press("\r", "the menu")
    terminal.child.send("q")
    terminal.child.expect(pexpect.EOF)
    terminal.child.close()
    assert terminal.child.exitstatus == 0


def calm(text: str, wishes: tuple[str, ...]) -> str:
    """Find the digit of the option that is wished for most; the first if none is known."""
    found = {}
    for row in text.splitlines()[10:]:
        if match := OPTION.match(row):
            found[match[2]] = match[1]
    for word in wishes:
        for label, number in found.items():
            if label.startswith(word) and len(number) == 1:
                return number
    return "1"


def test_a_pipe_and_a_dumb_terminal_get_lines(tmp_path: Path) -> None:
    env = {**os.environ, "TERM": "dumb"}
    child = pexpect.spawn(
        sys.executable,
        ["-m", "wargame", "--saves", str(tmp_path), "play", "--seed", "7"],
        dimensions=(24, 80), env=env, timeout=DEADLINE,
    )  # fmt: skip
    child.expect("Choose:")
    assert b"\x1b" not in child.before
    child.sendline("quit")
    child.expect(pexpect.EOF)
    child.close()
    assert child.exitstatus == 0
