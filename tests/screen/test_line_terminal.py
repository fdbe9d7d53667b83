"""Line mode as people have it: a whole game in a real pseudo-terminal, and words between answers.

After every line typed, everything on the terminal, scrollback included, is searched for what its
reader may not know.
"""

from __future__ import annotations

import io
import os
import signal
import sys
import time
from pathlib import Path
from random import Random

import pytest

from wargame.engine.table_text import sealed_lines

if sys.platform == "win32":
    pytest.skip("no pseudo-terminal here", allow_module_level=True)

import pexpect
import pyte

from tests.screen.conftest import check_seals, hidden_titles, table
from wargame.engine.game import Game
from wargame.engine.library import library
from wargame.saves.write import journal
from wargame.saves.write.journal import Journal
from wargame.system.private_page import MAIN, PrivatePage
from wargame.ui.line.line_table import LineTable
from wargame.ui.session import Session
from wargame.ui.words import ENGLISH

DEADLINE = 15.0
SEED = 7
ASKED = (b"Choose:\r\n", b"has the machine.\r\n", b"type hand, or quit.\r\n")
CALM = ("Pass", "Leave", "Wait", "No", "Keep", "Lay nothing")


def check(session: Session, reader: int, text: str, asked: str = "") -> dict[str, int]:
    """Find nothing in a text that its reader (-1: the table) may not know; `asked` are questions
    that the reader has been put."""
    flat = " ".join(text.split())
    log = " ".join([*session.game.log(reader), asked])
    for title in hidden_titles(session, reader):
        assert title not in flat or title in log, f"{title} can be read by {reader}:\n{text}"
    return check_seals(session.game, reader, text, asked)


class Lines:
    """Line mode in a pseudo-terminal, its screen with the scrollback, and the game it plays."""

    def __init__(self, folder: Path, rows: int = 450) -> None:
        self.save = folder / "game.jsonl"
        words = ["-m", "wargame", "--saves", str(folder), "play", "--plain", "--seed", str(SEED)]
        env = {**os.environ, "TERM": "xterm-256color", "PYTHONIOENCODING": "utf-8"}
        self.child = pexpect.spawn(
            sys.executable, [*words, "--save", str(self.save)], dimensions=(rows, 80), env=env,
            timeout=DEADLINE,
        )  # fmt: skip
        self.screen = pyte.HistoryScreen(80, rows, history=20_000, ratio=0.5)
        self.stream = pyte.ByteStream(self.screen)
        self.read_until(*ASKED)
        program = library().program("new-entente")
        self.session = Session(Game.of(program, seed=SEED), Journal(self.save))
        self.holder = -1
        self.asked = {-1: "", 0: "", 1: "", 2: ""}

    @property
    def text(self) -> str:
        """The scrollback and the rows; a line that is broken at the margin is whole again."""
        top = ["".join(row[at].data for at in range(80)) for row in self.screen.history.top]
        rows = [*top, *self.screen.display]
        return "".join(row if row[-1] != " " else row.rstrip() + "\n" for row in rows)

    def read_until(self, *ends: bytes) -> bytes:
        """Take in what is written until it ends so, or until the child ends."""
        data, end = b"", time.monotonic() + DEADLINE
        while not data.endswith(ends):
            assert time.monotonic() < end, f"waited in vain for {ends}:\n{self.text}"
            try:
                fresh = self.child.read_nonblocking(65536, 0.2)
            except pexpect.TIMEOUT:
                continue
            except pexpect.EOF:
                break
            data += fresh
            self.stream.feed(fresh)
        return data

    def type(self, line: str, *ends: bytes) -> bytes:
        """Type a line, wait for what follows, and bring the game here up to date."""
        self.child.sendline(line)
        data = self.read_until(*(ends or ASKED))
        game = self.session.game
        choices = journal.read(self.save)[1]
        if choices[: len(game.choices)] != game.choices:
            game = self.session.game = game.at(0)
        game.play(choices[len(game.choices) :])
        pending = game.decision
        if pending is None or not pending.private or pending.seat != self.holder:
            self.holder = -1
        return data

    def curtain(self) -> bool:
        """Say whether the machine is being handed over."""
        last = self.text.rstrip().splitlines()[-1]
        return "Type hand when" in last or "type hand, or quit" in last


def to_a_hand(lines: Lines) -> int:
    """Go on calmly until somebody has a hand up; gives the seat."""
    while not lines.curtain():
        lines.type("1")
    pending = lines.session.game.decision
    assert pending is not None
    lines.holder = pending.seat
    lines.type("hand")
    assert card_of(lines.session.game, pending.seat) in lines.text
    return pending.seat


def card_of(game: Game, seat: int) -> str:
    """Name a card of a seat's hand."""
    book = game.book
    return book.title(game.state.piles[book.piles.hand[seat]][0])


def answer(game: Game, rng: Random, secrets: dict[str, int]) -> str:
    """Answer calmly mostly, by number or label; but some demands and bids must be sealed."""
    assert game.decision is not None
    labels = [option.label for option in game.decision.options]
    demands = [at for at, label in enumerate(labels) if label.startswith("Demand with")]
    quiet = [at for at, label in enumerate(labels) if label.startswith(CALM)]
    at = rng.choice((demands if secrets["marks"] < 40 else []) or quiet or range(len(labels)))
    whole = labels.count(labels[at]) == 1 and labels[at].isascii() and rng.random() < 0.3
    return labels[at] if whole and not labels[at].isdecimal() else str(at + 1)


def test_three_humans_in_lines_and_nothing_stands_that_its_reader_may_not_know(
    tmp_path: Path,
) -> None:
    lines, rng = Lines(tmp_path), Random(4)
    secrets = dict.fromkeys(("bids", "marks", "agendas"), 0)
    sittings = looks = 0

    def search(reader: int) -> None:
        asked = lines.asked[-1] + (lines.asked[reader] if reader >= 0 else "")
        for kind, count in check(lines.session, reader, lines.text, asked).items():
            secrets[kind] += count

    for _ in range(1500):
        game = lines.session.game
        pending = game.decision
        if pending is None:
            break
        search(lines.holder)
        if lines.curtain():
            assert pending.private
            lines.type(rng.choice(("", "1", "board", "log 9", "HANDS")))
            assert lines.curtain()
            search(-1)
            lines.holder = pending.seat
            lines.type("hand")
            sittings += 1
            continue
        assert not pending.private or pending.seat == lines.holder
        assert game.decision is not None
        put = [game.prompt, *(option.label for option in game.decision.options)]
        lines.asked[lines.holder] += "\n".join(["", *put])
        for word in ("?", "board", "log 400", "why 1", "why 2", "nonsense", "save", "²"):
            # On the open table most of all: there nobody's secrets may be read.
            if rng.random() < (0.06 if pending.private else 0.25):
                lines.type(word)
                search(lines.holder)
        if not pending.private and rng.random() < 0.2:
            looks += 1
            lines.type("hand", b"then done.\r\n")
            lines.child.sendline("hand")
            wait_for_hand(lines, pending.seat)
            search(pending.seat)
            assert MAIN.encode() in lines.type("done")
            # The question stands there again, and nothing of the hand.
            assert game.prompt in lines.text
            search(-1)
        holder = lines.holder
        data = lines.type(answer(game, rng, secrets))
        if holder >= 0 and lines.holder < 0:
            lines.asked[holder] = ""
            assert MAIN.encode() in data, "a sitting is over, and nothing was wiped"
    assert lines.session.game.decision is None
    assert "Verdict: " in lines.text
    assert "the true flag is" in lines.text
    assert min(secrets.values()) > 0, f"a canary that was never there: {secrets}"
    assert min(sittings, looks) >= 3, (sittings, looks)
    lines.child.close()
    assert lines.child.exitstatus == 0


def wait_for_hand(lines: Lines, seat: int) -> None:
    """Wait until the seat's hand has been printed down to its true flag."""
    game = lines.session.game
    last = sealed_lines(game.book, game.view(seat))
    lines.read_until(last[-1].encode() + b"\r\n" if last else b"\r\n")


@pytest.mark.parametrize("way", ["quit", "interrupt", "end"])
def test_who_stops_with_a_hand_up_leaves_no_hand_behind(tmp_path: Path, way: str) -> None:
    lines = Lines(tmp_path)
    seat = to_a_hand(lines)
    if way == "quit":
        lines.child.sendline("quit")
    elif way == "end":
        lines.child.sendeof()
    else:
        lines.child.kill(signal.SIGINT)
    lines.read_until(b"never")
    lines.child.close()
    assert lines.child.exitstatus == {"quit": 0, "end": 2, "interrupt": 130}[way]
    assert card_of(lines.session.game, seat) not in lines.text
    assert ("saved" if way != "interrupt" else "Every choice") in lines.text
    check(lines.session, -1, lines.text)


def test_undo_out_of_a_sitting_wipes_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    undo = Session.undo

    def undo_and_lower(session: Session) -> str:
        # As if the question before had been one on the open table.
        key = undo(session)
        session.put_down()
        return key

    monkeypatch.setattr(Session, "undo", undo_and_lower)
    words, out = iter(["1\n", "hand\n", "8\n", "undo\n"]), io.StringIO()

    def read() -> str:
        return "\n" if out.getvalue().endswith(ENGLISH.line_more() + "\n") else next(words, "")

    made = LineTable(table(tmp_path, SEED), read=read, out=out, page=PrivatePage(-1))
    assert made.play() == 2
    before, _, left = out.getvalue().rpartition(MAIN)
    assert left.startswith("Taken back.")
    assert "Pass to" in left
    check(made.session, -1, left)
    assert made.game.decision is not None
    assert card_of(made.game, made.game.decision.seat) in before


# -- words between answers, from a script ---------------------------------------------------------


def transcript(folder: Path, words: list[str], seed: int = SEED) -> tuple[LineTable, list[str]]:
    """Play scripted lines; gives the table and what was said after each of them."""
    folder.mkdir(exist_ok=True)
    out = io.StringIO()
    said: list[str] = []

    script = iter(words)

    def read() -> str:
        said.append(out.getvalue())
        out.seek(0)
        out.truncate()
        word = next(script, None)
        return "" if word is None else word + "\n"

    made = LineTable(table(folder, seed), read=read, out=out)
    assert made.play() == 2
    return made, [*said[1:], out.getvalue()]


def test_words_on_an_open_question_cost_nothing_and_show_only_what_is_public(
    tmp_path: Path,
) -> None:
    words = ["log 2", "log", "log 0", "log ²", "why 1", "why 9", "why ²", "board", "undo", "?"]
    words += ["hand", "no", "hand", "hand", "quit", "done", "9" * 5000]
    made, said = transcript(tmp_path, words)
    game = made.game
    assert game.choices == []
    assert game.decision is not None
    assert not game.decision.private
    public = game.log(-1)
    log = [line for line in said[0].splitlines() if line.startswith("Log: ")]
    assert log == [f"Log: {line}" for line in public[-2:]]
    assert said[1].count("Log: ") == min(10, len(public))
    first = game.decision.options[0]
    assert said[4].startswith(f"Why: {first.label} (key {first.key})")
    assert said[5] == said[6]
    assert "takes the number of an option" in said[5]
    assert said[7].count("Board: ") >= 5
    assert said[8].startswith("No undo: ")
    assert said[9].startswith("Answer with a number")
    assert said[10].startswith("Only ")
    assert said[11].startswith("The hand stays down.")
    assert said[14].startswith("Type done")
    assert game.prompt in said[15]
    assert "Expected a number from 1 to" in said[16]
    for at, text in enumerate(said):
        check(made.session, game.decision.seat if at == 13 else -1, text)


def test_words_in_a_sitting_and_undo_in_it(tmp_path: Path) -> None:
    made, said = transcript(tmp_path, ["1", "hand", "8", "undo", "hand", "log 50", "why 1", "?"])
    game = made.game
    assert len(game.choices) == 1
    assert game.decision is not None
    assert game.decision.private
    seat = game.decision.seat
    assert "Pass to" in said[0]
    check(made.session, -1, said[0])
    assert said[3].startswith("Taken back.")
    assert game.prompt in said[3]
    title = card_of(game, seat)
    assert title in said[1]
    assert title in said[4]
    assert title in said[5]
    for text in said[1:]:
        check(made.session, seat, text)


def test_a_script_and_a_seed_give_the_same_lines(tmp_path: Path) -> None:
    words = ["1", "hand", "1", "1", "2", "3", "hand", "log 5", "board"]
    first = [text.replace("/one/", "/") for text in transcript(tmp_path / "one", words)[1]]
    again = [text.replace("/two/", "/") for text in transcript(tmp_path / "two", words)[1]]
    assert first == again
