"""Saves made by strangers, opened in a real pseudo-terminal: no byte of theirs is obeyed.

Every text that a stranger can write (all prose of the content, names, reasons, notes, the header)
ends in sequences that write the clipboard, retitle the window, turn the line, or are markup. All
bytes that reach the terminal are kept and looked through.
"""

from __future__ import annotations

import io
import json
import os
import re
import sys
from collections.abc import Callable
from pathlib import Path
from random import Random
from typing import Any

import pytest

if sys.platform == "win32":
    pytest.skip("no pseudo-terminal here", allow_module_level=True)

import pexpect

from tests.record.forge import lines_of, repack, write
from tests.screen.test_terminal import Terminal
from wargame.content.load import PROSE
from wargame.engine.game import Game
from wargame.engine.library import library
from wargame.saves.format.pins import SHOWN, Pins, unpacked
from wargame.saves.replay.loaded import Verdict, load, verify
from wargame.saves.write import journal as journals
from wargame.saves.write import writer
from wargame.saves.write.journal import Journal, annotate

CANARY = "UEFZTE9BRA"
MARKUP = "[/][@click=app.quit][link=http://x]"
EVIL = (
    f"\x1b]52;c;{CANARY}\x1b\\\x1b]0;{CANARY}\x07\x9d52;c;{CANARY}\x9c\x1bP+q{CANARY}\x1b\\"
    f"\x1b[31m\x9b5n\x1bc\r\x08\u202e\u2066\u200d\u2028\ue000{MARKUP}"
)
SCENARIO = "new-entente"
WIPES = re.compile(rb"\x1b\[[23]J|\x1b\[H|\x1b\[\?1049[hl]")
"""What line mode says itself: it wipes what one seat has read."""
OSC = re.compile(rb"\x1b\][^\x07\x1b]*")
OWN_OSC = re.compile(rb"\x1b\](?:0;|2;)(?:Under the Umbrella)?|\x1b\]22;[a-z-]*")
"""What the screen says itself: the title of the window, and the shape of the pointer."""


def poisoned(node: Any, key: str = "") -> Any:
    """Put the sequences after every text that people read."""
    if isinstance(node, dict):
        return {name: poisoned(part, key if key in SHOWN else name) for name, part in node.items()}
    if isinstance(node, list):
        return [poisoned(part, key) for part in node]
    if isinstance(node, str) and key in SHOWN | {"letter"} and key not in ("file", "facts"):
        return node + EVIL + "\ud800"
    return node


def bad_looks(whole: dict[str, Any]) -> None:
    """Give the seats looks that cannot be drawn."""
    one, two, three = whole["ruleset"]["seat"]
    one.update(shape=EVIL, ascii=EVIL, colour=EVIL)
    two.update(shape="", ascii="", colour="no colour")
    three.update(shape="金", ascii="ab", colour="#12", letter="")


def stranger(path: Path, *, over: bool, seed: int = 3) -> Path:
    """Play a game with evil names and reasons, and put evil content into its save."""
    program = library().program(SCENARIO)
    rng = Random(seed)
    players = {"washington": f"human:Eve{EVIL}", "tokyo": "human", "seoul": "human"}
    game = Game.of(program, seed=seed, seats=players)
    journal = Journal.create(path, game, Pins.of(library(), SCENARIO))
    while game.decision is not None and (over or game.turn < 2):
        game.choose(rng.choice(game.decision.keys))
        journal.choice(game, f"why{EVIL}" if rng.random() < 0.2 else "")
    if over:
        journal.over(game)
    journal.close()
    lines = lines_of(path)
    header = lines[0]
    whole = poisoned(unpacked(header["content"]).whole)
    bad_looks(whole)
    header.update(at=f"2026{EVIL}", version=f"0.1{EVIL}")
    repack(header, whole)
    write(path, lines)
    annotate(path, 3, f"note{EVIL}", f"Ann{EVIL}")
    return path


@pytest.fixture(scope="module")
def saves(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with two finished games of a deal and an open one, all by a stranger."""
    folder = tmp_path_factory.mktemp("strangers")
    with pytest.MonkeyPatch.context() as patch:
        for module in (writer, journals):
            patch.setattr(module, "clean", lambda text, most: text)
        for name in ("one", "two"):
            stranger(folder / f"{name}.jsonl", over=True)
        stranger(folder / "open.jsonl", over=False)
    return folder


def harmless(raw: bytes, own: re.Pattern[bytes] | None = None) -> None:
    """Look for sequences, signs and payload that came from a stranger."""
    assert raw
    text = raw.decode("utf-8")
    assert CANARY not in text
    found = [one for one in OSC.findall(raw) if own is None or not own.fullmatch(one)]
    assert not found, found[:3]
    assert not re.search(rb"\x1b[PX^_c]", raw)
    assert not re.search(rb"\x1b\[[0-9;]*[nc]", raw)
    assert not re.search(
        "[\x80-\x9f\u202a-\u202e\u2066-\u2069\u200b-\u200f\u2028\u2029\ue000]", text
    )
    assert b"\x08" not in raw


def spawned(saves: Path, *words: str) -> tuple[Any, io.BytesIO]:
    """Run Python in a pseudo-terminal of its own, in line mode, and keep all bytes."""
    env = {
        **os.environ, "TERM": "xterm-256color", "WARGAME_PLAIN": "1", "PYTHONUTF8": "1",
        "WARGAME_SAVES": str(saves), "WARGAME_LAB": str(saves / "lab"),
    }  # fmt: skip
    child = pexpect.spawn(
        sys.executable, list(words), env=env, timeout=60, dimensions=(24, 120), echo=False
    )
    child.logfile_read = io.BytesIO()
    return child, child.logfile_read


def ended(child: Any) -> str:
    """Wait for the end of a child; gives what it wrote."""
    child.expect(pexpect.EOF)
    child.close()
    raw: bytes = child.logfile_read.getvalue()
    said = raw.decode("utf-8")
    assert "Traceback" not in said, said[said.index("Traceback") :]
    assert child.signalstatus is None
    return said


@pytest.fixture
def copies(saves: Path, tmp_path: Path) -> Path:
    """The saves, to be written to."""
    for save in saves.glob("*.jsonl"):
        (tmp_path / save.name).write_bytes(save.read_bytes())
    return tmp_path


def test_the_saves_are_what_they_should_be(saves: Path) -> None:
    for name, verdict in (("one", Verdict.EXACT), ("two", Verdict.EXACT), ("open", Verdict.OPEN)):
        loaded = load(saves / f"{name}.jsonl")
        assert loaded.verdict is verdict, loaded.sentence
        assert CANARY in json.dumps(loaded.header.pins.whole)
        assert CANARY in loaded.header.seats["washington"]
        assert any(CANARY in choice.reason for choice in loaded.choices)
        assert CANARY in loaded.notes[0].text
        assert CANARY not in json.dumps(loaded.timeline.game.book.title(0))
    assert PROSE <= SHOWN


PRINTING = """\
verify {0}/one.jsonl {0}/open.jsonl
verify --json {0}/one.jsonl
verify --rules current {0}/one.jsonl
verify {0}/one.jsonl --recover {0}/new.jsonl
replay {0}/one.jsonl --knowledge tokyo
replay {0}/one.jsonl --knowledge tokyo --json
export {0}/one.jsonl
export {0}/one.jsonl --format csv
export {0}/one.jsonl --format spreadsheet
export {0}/one.jsonl --format md
export {0}/open.jsonl --format md
compare {0}/one.jsonl {0}/two.jsonl --text
compare {0}/one.jsonl {0}/two.jsonl --json
fork {0}/one.jsonl --at 20 --save {0}/fork.jsonl --no-play
"""
SCRIPT = """\
import sys
from wargame.cli import main as cli
from wargame.cli.terminal import open_streams
open_streams()
for line in sys.argv[1].splitlines():
    print(">>>>", line)
    sys.argv[1:] = line.split()
    assert cli.outcome() in (0, 1), line
"""


def test_what_commands_print_is_obeyed_by_no_terminal(copies: Path) -> None:
    child, _ = spawned(copies, "-c", SCRIPT, PRINTING.format(copies))
    said = ended(child).split(">>>>")[1:]
    assert len(said) == len(PRINTING.splitlines())
    for one in said:
        assert len(one) > 150, one
        harmless(one.encode())
    assert sum(MARKUP in one.replace("\\", "") for one in said) >= 9
    assert verify(copies / "new.jsonl").verdict is Verdict.EXACT
    assert verify(copies / "fork.jsonl").verdict is Verdict.OPEN


PLAYED = (
    "board\nlog 400\nwhy 1\nbrief\n?\nhand\nhand\n"
    + 8 * "done\n"  # a hand is longer than a page
    + "board\n1\nlog\n?\nquit\ndone\nquit\nquit\n"
)
STEPPED = "board\nhand\noptions\nknows\nlog 500\nturn 2\n\n\n?\nas tokyo\nplay\nquit\n"
IN_LINES = {
    "resume": (["resume", "{}/open.jsonl"], PLAYED),
    "resume-ascii": (["--ascii", "resume", "{}/open.jsonl"], PLAYED),
    "replay": (["replay", "{}/one.jsonl"], STEPPED),
    "menu": ([], f"1\n{PLAYED}"),
}


@pytest.mark.parametrize("what", IN_LINES)
def test_what_lines_say_is_obeyed_by_no_terminal(copies: Path, what: str) -> None:
    words, typed = IN_LINES[what]
    child, raw = spawned(copies, "-m", "wargame", *(word.format(copies) for word in words))
    child.send(typed)
    said = ended(child)
    assert MARKUP in said
    harmless(WIPES.sub(b"", raw.getvalue()))
    assert what != "resume-ascii" or said.isascii()


def shown(saves: Path, *words: str) -> tuple[Terminal, io.BytesIO]:
    """Open the screen and keep all bytes."""
    terminal, raw = Terminal(saves, *words), io.BytesIO()
    terminal.child.logfile_read = raw
    return terminal, raw


def walk(terminal: Terminal, keys: list[str]) -> None:
    """Press keys one after the other, each once the screen is at rest."""
    for key in keys:
        terminal.child.send(key)
        terminal.until(lambda text: True, f"rest after {key!r}")
        assert terminal.child.isalive(), key


ESC = "\x1b"
RIGHT, END = "\x1b[C", "\x1b[F"
WALKS: dict[str, tuple[list[str], Callable[[str], bool], list[str]]] = {
    "replay": (
        ["replay", "{}/one.jsonl"],
        lambda text: "EXACT" in text,
        [*[RIGHT] * 6, "]", "]", "k", ESC, "t", ESC, "h", "?", ESC, "v", "v", "b", ESC, END],
    ),
    "resume": (
        ["resume", "{}/open.jsonl"],
        lambda text: "1" in text,
        [
            "b",
            ESC,
            "l",
            ESC,
            "w",
            ESC,
            "c",
            ESC,
            "?",
            ESC,
            "i",
            ESC,
            "g",
            ESC,
            "\r",
            "0",
            "\t",
            "e",
        ],
    ),
    "menu": (
        [],
        lambda text: "Resume" in text and "Quit" in text,
        ["\x1b[B", "\x1b[B", "\r", "\x1b[B", "\x1b[B", "\r", RIGHT, RIGHT, ESC],
    ),
    "compare": (
        ["compare", "{}/one.jsonl", "{}/two.jsonl", "--screen"],
        lambda text: "A" in text,
        [RIGHT, RIGHT],
    ),
}


@pytest.mark.parametrize("what", WALKS)
def test_what_a_screen_shows_is_obeyed_by_no_terminal(copies: Path, what: str) -> None:
    words, begins, keys = WALKS[what]
    terminal, raw = shown(copies, *(word.format(copies) for word in words))
    try:
        terminal.until(begins, what)
        walk(terminal, keys)
    finally:
        terminal.child.close(force=True)
    harmless(raw.getvalue(), OWN_OSC)
    assert MARKUP[:4] in raw.getvalue().decode("utf-8"), "no text of the stranger was shown"
