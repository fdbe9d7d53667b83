"""How much processor time the program takes until it shows something, in a real pseudo-terminal.

Run with: python -m pytest tests/benchmarks/test_screen_speed.py -o addopts= -s
Every figure is the processor time of a child process, the best of seven, and has its yardstick in
the same run, in turn: a Textual app that shows one word for what is drawn, `import chess` for what
is imported.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pexpect
import pytest

from tests.screen.conftest import HUMANS
from wargame.engine.library import checkout
from wargame.ui.session import new_session

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="reads another process's clock")

TOP = checkout() or Path()
RUNS = 7
DEADLINE = 15
STILL = 0.06
"""A process is at rest when its clock has stood still for so many seconds."""
LOW, HIGH = (24, 80), (60, 200)
READY = "ready"
TRIVIAL = f"""
from textual.app import App
from textual.widgets import Static
class Trivial(App):
    def compose(self):
        yield Static("{READY}")
Trivial().run()
"""


def environment(**more: str) -> dict[str, str]:
    """Return the environment of a player: bytecode is kept, as an installed Python does."""
    own = {"PYTHONDONTWRITEBYTECODE", "PYTHONPYCACHEPREFIX", "WARGAME_PLAIN", "COLUMNS", "LINES"}
    kept = {name: value for name, value in os.environ.items() if name not in own}
    prefix = Path(tempfile.gettempdir()) / "wargame-benchmark-bytecode"
    return {**kept, "PYTHONPYCACHEPREFIX": str(prefix), "PYTHONPATH": str(TOP), **more}


def spent(pid: int) -> float:
    """Read the processor clock of another process, in milliseconds (`clock_getcpuclockid`)."""
    return time.clock_gettime((~pid << 3) | 2) * 1000


class Child:
    """A command in a pseudo-terminal."""

    def __init__(self, words: tuple[str, ...], size: tuple[int, int], folder: Path) -> None:
        env = environment(
            TERM="xterm-256color", WARGAME_SAVES=str(folder), WARGAME_BEATS="off",
            TEXTUAL_ANIMATIONS="none", WARGAME_STATE=str(folder / "state"),
            WARGAME_CONFIG=str(folder / "settings"),
        )  # fmt: skip
        self.terminal = pexpect.spawn(
            sys.executable, list(words), env=env, dimensions=size, timeout=DEADLINE, cwd=str(folder)
        )

    def until(self, text: str) -> float:
        """Wait until a text is shown; give the processor time that the process has taken."""
        self.terminal.expect_exact(text)
        return self.spent

    @property
    def spent(self) -> float:
        """The processor time that the process has taken."""
        return spent(self.terminal.pid)

    def rest(self) -> float:
        """Read on until the process is at rest; give the processor time that it has taken."""
        until, before = time.monotonic() + DEADLINE, -1.0
        while (now := self.spent) != before:
            assert time.monotonic() < until, "it does not come to rest"
            before = now
            end = time.monotonic() + STILL
            while (left := end - time.monotonic()) > 0:
                try:
                    self.terminal.read_nonblocking(65536, left)
                except pexpect.TIMEOUT:
                    break
        return before

    def press(self, keys: str) -> float:
        """Press keys; give the processor time until the process is at rest again."""
        before = self.rest()
        self.terminal.send(keys)
        while self.spent == before:
            time.sleep(0.001)
        return self.rest() - before

    @property
    def memory(self) -> float:
        """The most memory that the process has had, in megabytes."""
        status = Path(f"/proc/{self.terminal.pid}/status").read_text(encoding="utf-8")
        line = next(line for line in status.splitlines() if line.startswith("VmHWM:"))
        return int(line.split()[1]) / 1024


@contextmanager
def child(folder: Path, *words: str, size: tuple[int, int] = LOW) -> Iterator[Child]:
    """Start a command in a pseudo-terminal and end it afterwards."""
    made = Child(words, size, folder)
    try:
        yield made
    finally:
        made.terminal.close(force=True)


def best(*works: Callable[[], tuple[float, ...]]) -> list[tuple[float, ...]]:
    """Do works in turn, seven times; give the least of each of their figures."""
    found: list[list[tuple[float, ...]]] = [[] for _ in works]
    for _ in range(RUNS):
        for work, figures in zip(works, found, strict=True):
            figures.append(work())
    return [tuple(map(min, zip(*figures, strict=True))) for figures in found]


def framed(folder: Path, text: str, *words: str) -> Callable[[], tuple[float, float, float]]:
    """Return a work: start, wait for a text and for rest; time to both, and the memory."""

    def work() -> tuple[float, float, float]:
        with child(folder, *words) as started:
            return started.until(text), started.rest(), started.memory

    return work


def ran(*words: str) -> Callable[[], tuple[float]]:
    """Return a work: run Python to its end; its processor time in milliseconds."""

    def work() -> tuple[float]:
        process = subprocess.Popen(
            [sys.executable, *words], stdout=subprocess.DEVNULL, env=environment(), cwd=TOP
        )
        usage = os.wait4(process.pid, 0)[2]
        process.returncode = 0
        return ((usage.ru_utime + usage.ru_stime) * 1000,)

    return work


def printed(code: str) -> Callable[[], tuple[float, ...]]:
    """Return a work: run a script that prints seconds; these in milliseconds."""

    def work() -> tuple[float, ...]:
        run = subprocess.run(
            [sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=TOP,
            env=environment(),
        )  # fmt: skip
        return tuple(float(word) * 1000 for word in run.stdout.split())

    return work


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with one save, whose next question is open and has several answers."""
    made = tmp_path_factory.mktemp("saves")
    session = new_session(made, "new-entente", 7, HUMANS, made / "game.jsonl")
    while (asked := session.decision) is not None and (asked.private or len(asked.keys) < 4):
        session.choose(asked.keys[0])
    session.journal.close()
    return made


def test_first_frames_against_a_trivial_app(folder: Path, tmp_path: Path) -> None:
    trivial, menu, play, table = best(
        framed(tmp_path, READY, "-c", TRIVIAL),
        framed(tmp_path, "New game", "-m", "wargame"),
        framed(folder, "Briefing", "-m", "wargame", "play", "--seed", "7"),
        framed(folder, "Open question", "-m", "wargame", "resume", str(folder / "game.jsonl")),
    )
    print(f"\ntrivial app: first frame {trivial[0]:.0f} ms, at rest {trivial[1]:.0f} ms, "
          f"{trivial[2]:.0f} MB")  # fmt: skip
    for name, figures in (("menu", menu), ("play", play), ("table, resumed", table)):
        first, rest = figures[0] / trivial[0], figures[1] / trivial[1]
        print(
            f"{name}: first frame {figures[0]:.0f} ms, {first:.2f} of trivial (wanted 1.5, at most "
            f"2); at rest {figures[1]:.0f} ms, {rest:.2f} of trivial; {figures[2]:.0f} MB (120)"
        )
        assert figures[2] < 120


KEYS = {"down": "\x1b[B", "up": "\x1b[A", "right": "\t", "left": "\x1b[D"}


def test_a_key_at_200_by_60(folder: Path, tmp_path: Path) -> None:
    def pressed(words: tuple[str, ...], text: str, start: str, *keys: str):
        with child(folder, *words, size=HIGH) as started:
            started.until(text)
            started.rest()
            for key in start:
                started.press(key)
            times = []
            for _ in range(RUNS):
                times.append([started.press(key) for key in keys])
            memory = started.memory
        columns = [sorted(column)[RUNS // 2] for column in zip(*times, strict=True)]
        return columns, memory

    resume = ("-m", "wargame", "resume", str(folder / "game.jsonl"))
    (down, up), memory = pressed(resume, "Open question", "", KEYS["down"], KEYS["up"])
    print(f"\nat an open question: down {down:.0f} ms, up {up:.0f} ms; {memory:.0f} MB")
    assert memory < 120
    assert max(down, up) < 50


def test_the_rulebook_opens(folder: Path, tmp_path: Path) -> None:
    def opened() -> tuple[float, float]:
        with child(tmp_path, "-m", "wargame", size=HIGH) as menu:
            menu.until("New game")
            for _ in ("learn", "new", "replay", "cards"):
                menu.press(KEYS["down"])
            before = menu.rest()
            menu.terminal.send("\r")
            first = menu.until("start, look up the rest") - before
            return first, menu.rest() - before

    ((first, rest),) = best(opened)
    print(f"\nthe rulebook is read after {first:.0f} ms, at rest after {rest:.0f} ms (wanted 300)")
    assert first < 300


def test_commands_and_imports(tmp_path: Path) -> None:
    game = "import time\nstart = time.process_time()\nfrom wargame import Game\n" \
           "then = time.process_time()\nGame.new('new-entente')\n" \
           "print(then - start, time.process_time() - then)"  # fmt: skip
    python, chess, help, version, (imported, dealt) = best(
        ran("-c", "pass"),
        printed("import time\nstart = time.process_time()\nimport chess\n"
                "print(time.process_time() - start)"),
        ran("-m", "wargame", "--help"),
        ran("-m", "wargame", "--version"),
        printed(game),
    )  # fmt: skip
    yard = chess[0]
    print(f"\npython {python[0]:.0f} ms, import chess {yard:.0f} ms")
    for name, figure in (
        ("wargame --help", help[0]), ("wargame --version", version[0]),
        ("from wargame import Game", imported), ("first Game.new", dealt),
    ):  # fmt: skip
        print(f"{name}: {figure:.0f} ms (wanted 150), {figure / yard:.2f} of chess")
