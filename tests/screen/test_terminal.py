"""End to end in a real pseudo-terminal: from the menu to the verdicts, three humans, 80x24."""

from __future__ import annotations

import os
import re
import sys
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest

if sys.platform == "win32":
    pytest.skip("no pseudo-terminal here", allow_module_level=True)

import pexpect
import pyte
from attrs import define

from tests.screen.conftest import check_seals, hidden_titles
from wargame.engine.game import Game
from wargame.engine.library import library
from wargame.saves.write import journal
from wargame.saves.write.journal import Journal
from wargame.ui.drafts import Draft, Field
from wargame.ui.question import at_once, question
from wargame.ui.session import Session
from wargame.ui.tui.door import REST_SECONDS
from wargame.ui.tui.screens.curtain import LIFTS

DEADLINE = 15.0
CALM = ("Leave the place empty", "Lay nothing", "Keep the hand", "Pass", "No more", "Wait", "No",
        "Bid nothing", "Take the first", "Take the second", "Add nothing", "Stand back", "Comply",
        "No guess")  # fmt: skip

LIES = re.compile(r"· +(open|private)(?: table| sitting)? *$")
"""The end of the table's header, the longer or the shorter one."""


class Terminal:
    """A child in a pseudo-terminal, and what its screen shows."""

    def __init__(self, folder: Path, *arguments: str) -> None:
        env = {
            **os.environ,
            "TERM": "xterm-256color",
            "TEXTUAL_ANIMATIONS": "none",
            "PYTHONUTF8": "1",
        }
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
        """Wait until nothing has been written for longer than hands must have rested."""
        end = time.monotonic() + 1.2 * REST_SECONDS
        while (left := end - time.monotonic()) > 0:
            if self.read(left):
                end = time.monotonic() + 1.2 * REST_SECONDS

    @property
    def face(self) -> str:
        """The rows without footer and scrollbar, which are painted late."""
        return "\n".join(row[:76] for row in self.screen.display[:-1])

    def press(self, keys: str, what: str) -> str:
        """Press keys until the screen is another: what comes too soon is not heard."""
        self.until(lambda text: bool(self.screen.display[-1].strip()), f"the footer before {what}")
        before, end = self.face, time.monotonic() + DEADLINE
        while time.monotonic() < end:
            self.child.send(keys)
            again = time.monotonic() + 5 * REST_SECONDS
            while time.monotonic() < again:
                if not self.read(0.04) and self.face != before:
                    return self.text
        raise AssertionError(f"waited in vain for {what}:\n{self.text}")


@define
class Filled:
    """A form as the hands that fill it in know it, and where its cursor stands."""

    draft: Draft
    at: int = 0

    @property
    def fields(self) -> tuple[Field, ...]:
        """The questions."""
        return self.draft.fields()

    @property
    def question(self) -> str:
        """What is asked at the cursor."""
        if self.at == len(self.fields):
            return str(self.draft.game.words.form_review())
        return question(self.draft.before(self.at))

    @property
    def said(self) -> str:
        """All that the questions and answers of the form say themselves."""
        lines = [self.question]
        for at, asked in enumerate(self.fields):
            before = self.draft.before(at)
            lines += [asked.name, *(f"{one.label} {one.why}" for one in asked.answers)]
            lines += [at_once(before, option) for option in asked.decision.options]
        return "\n".join(lines)

    def answer(self, wishes: tuple[str, ...]) -> str:
        """Give the answer that is wished for most, else the first; gives the key to press."""
        if self.at == len(self.fields):
            return "\r"
        asked = self.fields[self.at]
        legal = [one for one in asked.answers if one.hotkey]
        fits = [one for word in wishes for one in legal if one.label.startswith(word)]
        one = (fits or legal)[0]
        self.draft.give(asked.slot, one.key)
        self.at = self.draft.next_open(self.at + 1)
        return one.hotkey


def lies(text: str) -> str:
    """Say how the table lies that a screen shows: open, private, or "" for another screen."""
    found = LIES.search(text.splitlines()[0])
    return found[1] if found else ""


def is_of(form: Filled | None, text: str) -> bool:
    """Whether a screen that asks asks what a form does: the save may be ahead of the paint."""
    if not lies(text):
        return True
    return form is not None and form.question[:40] in " ".join(text.split())


def reader_of(text: str, game: Game) -> int:
    """Say for whose eyes the screen is."""
    pending = game.decision
    if pending is not None and pending.private:
        if lies(text) == "private" or text.startswith("─ New to"):
            return pending.seat
    return -1


def reader_may_read(form: Filled, reader: int) -> bool:
    """Whether a form is shown to a reader: the table reads an open one, a seat its own."""
    pending = form.draft.game.decision
    return pending is not None and (not pending.private or pending.seat == reader)


def test_three_humans_from_the_menu_to_the_verdicts(tmp_path: Path) -> None:
    terminal = Terminal(tmp_path)
    terminal.until(lambda text: "New game" in text and "Quit" in text, "the menu")
    terminal.press("\r", "setup")
    terminal.until(lambda text: "f2 Begin" in text, "its footer")
    terminal.rest()
    for key in ("\x1b[A", "3"):
        terminal.child.send(key)
        terminal.rest()
    terminal.until(lambda text: "Seed            3 " in text, "the seed")
    terminal.press("\r", "the briefing")
    text = terminal.until(lambda text: text.startswith("─ Briefing: "), "the briefing")
    (save,) = tmp_path.glob("*.jsonl")
    session = Session(Game.of(library().program("new-entente"), seed=3), Journal(save))
    secrets, asked = dict.fromkeys(("bids", "marks", "agendas"), 0), ""
    form: Filled | None = None
    for _ in range(600):
        if (line := text.splitlines()[0]) != asked:
            terminal.rest()
            asked, text = line, terminal.text
        choices = journal.read(save)[1]
        made = len(session.game.choices)
        game = session.game.play(choices[made:])
        if made < len(choices) or form is None:
            form = None if game.decision is None else Filled(Draft(game))
        text = terminal.until(partial(is_of, form), "the question of the save")
        if ": the end" in text:
            break
        reader = reader_of(text, game)
        log = " ".join(game.log(reader))
        flat = " ".join(text.replace("▏", " ").split())
        for title in hidden_titles(session, reader):
            assert title not in flat or title in log, f"{title} can be read by {reader}:\n{text}"
        own = form.said if form is not None and reader_may_read(form, reader) else ""
        for kind, count in check_seals(game, reader, text, own).items():
            secrets[kind] += count
        assert terminal.titles <= {"", "Under the Umbrella"}
        if "Pass the machine to" in text:
            text = terminal.press(LIFTS, "the sitting")
        elif text.startswith(("─ Briefing", "─ New to", "─ Turn ", "─ The last")):
            text = terminal.press("\r", "the question")
        else:
            # A demand first, so that there is a mark to be hidden; then calm.
            assert form is not None
            key = form.answer(CALM if secrets["marks"] else ("Demand with", *CALM))
            text = terminal.press(key, "the next question")
    assert ": the end" in text
    assert "points" in text
    assert game.decision is None
    assert min(secrets.values()) > 0, f"a canary that was never there: {secrets}"
    terminal.press("\r", "the menu")
    terminal.child.send("q")
    terminal.child.expect(pexpect.EOF)
    terminal.child.close()
    assert terminal.child.exitstatus == 0


def test_bytes_that_are_no_text_are_ignored(tmp_path: Path) -> None:
    terminal = Terminal(tmp_path, "play", "--seed", "3")
    terminal.until(lambda text: text.startswith("─ Briefing: "), "the briefing")
    for junk in (b"\xff", b"\xc3", b"\x1b[99999999u", b"\xed\xa0\x80\xfe", b"\x1b[<9;99999;1M"):
        terminal.child.send(junk)
    terminal.rest()
    terminal.press("\r", "the question")
    terminal.until(lambda text: bool(lies(text)), "the question")
    terminal.child.send(b"\xff\x03")
    terminal.child.expect(pexpect.EOF)
    terminal.child.close()
    assert terminal.child.exitstatus == 0
    assert b"Traceback" not in terminal.child.before


@pytest.mark.parametrize("keys", ["b\r\r\r\r", "1" + LIFTS, "h1" + LIFTS + "\r"])
def test_one_write_of_keys_shows_no_hand(tmp_path: Path, keys: str) -> None:
    terminal = Terminal(tmp_path, "play", "--seed", "3")
    terminal.until(lambda text: text.startswith("─ Briefing: "), "the briefing")
    terminal.rest()
    terminal.press("\r", "the question")
    terminal.until(lambda text: bool(lies(text)), "the question")
    (save,) = tmp_path.glob("*.jsonl")
    terminal.rest()
    terminal.child.send(keys)
    terminal.rest()
    game = Game.of(library().program("new-entente"), seed=3).play(journal.read(save)[1])
    for title in hidden_titles(Session(game, Journal(save)), -1):
        assert title not in terminal.text or title in " ".join(game.log(-1))
    assert lies(terminal.text) != "private"
    terminal.child.send("\x03")
    terminal.child.expect(pexpect.EOF)
    terminal.child.close()
    assert terminal.child.exitstatus == 0


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
