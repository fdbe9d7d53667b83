"""Textual's terminal drivers, corrected: they read any bytes, and end by `system.signals`.

**Reading.** Textual's input thread ends the app, with exit code 0, on the first thing that it
cannot read. So the two readers that it uses are replaced: a decoder that leaves out bytes which are
no UTF-8, and a parser that leaves out sequences which name no key.

**Leaving.** Textual does not handle TERM and HUP. It stops for TSTP, but then shows the same screen
again, and after a SIGSTOP it takes the raw state of the terminal for the original one. Here the
screen is covered first, then suspended, and the game continues behind the
curtain. In a browser the end of the input
is the end of the connection.
"""

from __future__ import annotations

import codecs
import importlib
import os
import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from typing import Any

from textual import events
from textual._xterm_parser import XTermParser
from textual.app import App
from textual.driver import Driver
from textual.message import Message

from wargame.system.signals import POSIX, WayOut, hang_up, terminal_of

READERS = ("textual.drivers.linux_driver", "textual.drivers.web_driver")


class Parser(XTermParser):
    """Reads keys; a sequence with an impossible number in it is no key."""

    def _sequence_to_key_events(self, sequence: str, alt: bool = False) -> list[events.Key]:
        try:
            return list(super()._sequence_to_key_events(sequence, alt))
        except (ValueError, OverflowError):
            return []

    def parse_mouse_code(self, code: str) -> Message | None:
        """Return the event of a mouse code; None for an impossible one."""
        try:
            return super().parse_mouse_code(code)
        except (ValueError, OverflowError, ZeroDivisionError):
            return None


def lenient_decoder(encoding: str) -> Callable[[], codecs.IncrementalDecoder]:
    """Return the maker of a decoder that leaves out what it cannot decode.

    >>> lenient_decoder("utf-8")().decode(bytes([0x71, 0xFF, 0x68]))
    'qh'
    """
    return partial(codecs.getincrementaldecoder(encoding), errors="ignore")


LENIENT = {"getincrementaldecoder": lenient_decoder, "XTermParser": Parser}


def read_without_trust() -> None:
    """Replace the readers of Textual's drivers by lenient ones; skip drivers that this system
    lacks."""
    for name in READERS:
        try:
            driver = importlib.import_module(name)
        except ImportError:
            continue
        for reader, lenient in LENIENT.items():
            if hasattr(driver, reader):
                setattr(driver, reader, lenient)


RESTORED = (
    "\x18\x1b[?2026l\x1b[?2004l\x1b[?7h\x1b[?2048l\x1b[?1000l\x1b[?1002l\x1b[?1003l\x1b[?1015l"
    "\x1b[?1006l\x1b[?1016l\x1b[?1004l\x1b[<u\x1b[?1049l\x1b[?25h\x1b[m"
)
"""Ends a sequence that was cut short, and then switches off all modes that Textual has set."""


def erased() -> str:
    """Return the text that erases every row on its own. Without it a terminal that has no alternate
    screen keeps the text, and some terminals copy a screen cleared at once into their
    scrollback."""
    try:
        rows = os.get_terminal_size(sys.__stderr__.fileno()).lines if sys.__stderr__ else 0
    except (OSError, ValueError):
        rows = 0
    return "\x1b[m" + "".join(f"\x1b[{row};1H\x1b[K" for row in range(rows or 200, 0, -1))


@contextmanager
def way_out(app: App[Any], said: str) -> Iterator[None]:
    """Keep a `WayOut` open while an app runs on a terminal; when it is taken, `said` is printed."""
    handle = terminal_of(sys.__stdin__)
    if handle is None or app.driver_class.__name__ != Terminal.NAME:
        yield
        return

    def last() -> str:
        drawn = getattr(app._driver, "drawn", False)
        return "\x18" + erased() + RESTORED + said + "\r\n" if drawn else ""

    stream = terminal_of(sys.__stderr__)
    names = ("SIGTSTP", "SIGCONT", "SIGWINCH")
    before = {name: signal.getsignal(getattr(signal, name)) for name in names}
    quiet = () if stream is None else (stream,)
    with WayOut(handle, last, quiet=quiet, interrupted=True) as way:
        way.watch()
        try:
            yield
        finally:
            for name, what in before.items():
                signal.signal(getattr(signal, name), what)


def driver_with_way_out(driver: type[Driver]) -> type[Driver]:
    """Return a driver that can be left on signals; one for neither a terminal nor a browser is
    unchanged."""
    if POSIX and hasattr(driver, "_sigtstp_application"):
        return type(Terminal.NAME, (Terminal, driver), {})
    if hasattr(driver, "write_meta"):
        return type("Browser", (Browser, driver), {})
    return driver


class Terminal:
    """Mixed into the driver of a terminal. `drawn` is true while Textual draws on the terminal."""

    NAME = "TerminalWithWayOut"
    drawn = False
    resumed = False

    def start_application_mode(self: Any) -> None:
        """Start to draw, and record that."""
        self.drawn = True
        super().start_application_mode()  # type: ignore[misc]

    def stop_application_mode(self: Any) -> None:
        """Stop drawing, and record that."""
        if not self.drawn:
            return
        self.write(erased())
        super().stop_application_mode()  # type: ignore[misc]
        self.drawn = False

    def _sigtstp_application(self: Any, *_: object) -> None:
        self._loop.call_soon_threadsafe(self._app.call_later, self._stop)

    def _sigcont_application(self: Any, *_: object) -> None:
        self._loop.call_soon_threadsafe(self._app.call_later, self._go_on)

    def _stop(self: Any) -> None:
        """Cover the screen, restore the terminal and stop; return when the program continues."""
        self._app.cover()
        if self.drawn:
            self.suspend_application_mode()
        self.resumed = True
        os.kill(os.getpid(), signal.SIGSTOP)
        self._start_again()

    def _go_on(self: Any) -> None:
        """Continue after a SIGSTOP, which cannot be caught."""
        if self.resumed:
            self.resumed = False
            return
        self._app.cover()
        self.suspend_application_mode()
        self._start_again()

    def _start_again(self: Any) -> None:
        self._must_signal_resume = True
        self.resume_application_mode()
        self._app.refresh(layout=True)


class Browser:
    """Mixed into the driver of a browser's terminal."""

    def run_input_thread(self: Any) -> None:
        """Read until the connection ends; if the app has not ended itself, hang up."""
        super().run_input_thread()  # type: ignore[misc]
        if not self.exit_event.is_set():
            hang_up()
