"""A served class in a real headless browser: keys that are pressed one by one, each when the last
one has been answered."""

from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from attrs import frozen

from wargame.ui.settings import BEATS
from wargame.ui.tui.screens.curtain import LIFTS

DEADLINE = 420.0
REPLY = 0.4
"""Seconds that an answer to a key is waited for; a key that means nothing has none."""
ENTER = "\ue007"
KEYS = (ENTER, LIFTS, ENTER, "0", "e", ENTER)
"""What is pressed again and again: it lifts curtains, lays nothing or passes, and seals."""
COUNTED = """
window.answers = 0;
const Plain = window.WebSocket;
window.WebSocket = class extends Plain {
  constructor(...words) { super(...words); this.addEventListener("message", () => answers++); }
};
"""
"""Counts what the server sends."""


def free_port() -> int:
    """Return a port of this machine that nobody listens at."""
    with socket.create_server(("127.0.0.1", 0)) as probe:
        return int(probe.getsockname()[1])


@contextmanager
def served(folder: Path, tables: int) -> Iterator[dict[str, str]]:
    """Serve a lesson in a process of its own; give the address of each table by its name, and find
    that ctrl-C ends it well."""
    command = [sys.executable, "-m", "wargame", "serve", str(folder), "--port", str(free_port())]
    quick = {**os.environ, BEATS: "off"}
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=quick) as server:
        assert server.stdout is not None
        lines = [server.stdout.readline() for _ in range(tables)]
        try:
            yield dict(re.findall(r"(\S+): (http://\S+)", "".join(lines)))
        finally:
            server.send_signal(signal.SIGINT)
            assert server.wait(30) == 0


@frozen
class Window:
    """A window of the browser in which a table is open."""

    browser: Any

    @classmethod
    def open(cls, browser: Any, address: str) -> Window:
        """Open a table and wait for its screen."""
        until = time.monotonic() + DEADLINE
        browser.execute_cdp_cmd("Page.addScriptToEvaluateOnNewDocument", {"source": COUNTED})
        browser.get(address)
        while "-first-byte" not in browser.execute_script("return document.body.className"):
            assert time.monotonic() < until, "no screen came"
        return cls(browser)

    def press(self, key: str) -> None:
        """Press a key, and wait until the screen answers it."""
        from selenium.webdriver import ActionChains

        before, until = self.answers, time.monotonic() + REPLY
        ActionChains(self.browser, duration=0).send_keys(key).perform()
        while self.answers == before and time.monotonic() < until:
            pass

    @property
    def answers(self) -> int:
        """How often the server has sent something."""
        return int(self.browser.execute_script("return window.answers"))

    def play(self, save: Path, done: Callable[[], bool]) -> None:
        """Press keys until a table is where it should be; find that its save only grows."""
        until, size = time.monotonic() + DEADLINE, 0
        while not done():
            for key in KEYS:
                self.press(key)
            assert time.monotonic() < until, "the game hangs"
            assert save.stat().st_size >= size, "a save only grows"
            size = save.stat().st_size
