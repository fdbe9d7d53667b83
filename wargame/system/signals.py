"""What a signal does before it ends or stops the program.

The rule of the house: **a signal restores the terminal first.** TERM, HUP, TSTP and their like run
no `finally`. A `WayOut` is open while a terminal shows text for one seat alone, or while its
settings are changed. It wipes that text, restores the settings, and then lets the signal take its
default effect, so that the exit status is the signal's own. Nothing has to be saved here: every
choice is on the disk once it is made.

The end of the input, a closed terminal and a failed write end the program too. The first is read as
`""`, the last raises `OSError`, and a closed terminal counts as a hang-up here, even where SIGHUP
is ignored, as under `nohup`.
"""

from __future__ import annotations

import os
import signal
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from types import FrameType
from typing import Any, TypeVar

T = TypeVar("T")
POSIX = sys.platform != "win32"
ENDING = tuple(
    getattr(signal, name)
    for name in ("SIGHUP", "SIGTERM", "SIGQUIT", "SIGBREAK", "SIGUSR1", "SIGUSR2", "SIGALRM",
                 "SIGVTALRM", "SIGPROF", "SIGXCPU", "SIGIO", "SIGPWR")
    if hasattr(signal, name)
)  # fmt: skip
"""The signals that end a program by default. Ctrl-C is handled elsewhere."""
PATIENCE = 2.0
"""The longest time, in seconds, that a terminal which accepts no output may delay the end."""
LOOK_SECONDS = 1.0
"""Seconds between two checks that the terminal is there, where the system does not report its
end."""


class Woken(BaseException):
    """The program was stopped and goes on: what was asked must be asked again.

    It is no `Exception`, so that a handler of failed questions does not catch it.
    """


class Ended(BaseException):
    """A signal ends the program, which must clean up first."""

    def __init__(self, number: int) -> None:
        self.number = number


@contextmanager
def ending() -> Iterator[None]:
    """Raise `Ended` where TERM or HUP would end the program, for work that must end its own
    processes first. Whoever catches it then calls `end_by`. A second signal is ignored
    meanwhile."""

    def stop(number: int, frame: FrameType | None) -> None:
        for heard in before:
            signal.signal(heard, signal.SIG_IGN)
        raise Ended(number)

    before: dict[int, Any] = {}
    if threading.current_thread() is threading.main_thread():
        for name in ("SIGTERM", "SIGHUP"):
            number = getattr(signal, name, None)
            if number is not None and signal.getsignal(number) is signal.SIG_DFL:
                before[number] = signal.signal(number, stop)
    try:
        yield
    finally:
        for number, what in before.items():
            if signal.getsignal(number) is stop:
                signal.signal(number, what)


def terminal_of(stream: Any) -> int | None:
    """Return the handle of the terminal that a stream goes to; None where it goes elsewhere."""
    try:
        handle = stream.fileno()
        return handle if os.isatty(handle) else None
    except (AttributeError, OSError, ValueError):
        return None


def gone(handle: int) -> bool:
    """Return whether a terminal has been closed at its other side."""
    if not POSIX:
        return False
    import termios

    try:
        termios.tcgetattr(handle)
    except termios.error:
        return True
    return False


def end_by(number: int) -> None:
    """End the program by the default action of a signal."""
    if POSIX:
        signal.signal(number, signal.SIG_DFL)
        signal.pthread_sigmask(signal.SIG_UNBLOCK, [number])
        os.kill(os.getpid(), number)
    os._exit(128 + number)


class WayOut:
    """Restores the terminal before a signal ends or stops the program; used as a context manager.

    `last` returns what must be written before the program ends or stops; it is called within a
    signal handler, so it may neither print nor wait. `quiet` lists streams that another thread may
    still write to: they discard their output once the end has begun. With `interrupted` ctrl-C ends
    the program too. On other threads than the main one it does nothing, since they cannot handle
    signals.
    """

    def __init__(
        self,
        handle: int,
        last: Callable[[], str],
        *,
        quiet: tuple[int, ...] = (),
        interrupted: bool = False,
    ) -> None:
        self.last, self.quiet = last, quiet
        self.ending = (*ENDING, signal.SIGINT) if interrupted else ENDING
        self.handle = os.dup(handle)
        self.attributes: list[Any] | None = None
        self.before: dict[int, Any] = {}
        self.is_open = False

    def __enter__(self) -> WayOut:
        if POSIX:
            import termios

            with suppress(termios.error):
                self.attributes = termios.tcgetattr(self.handle)
        if threading.current_thread() is threading.main_thread():
            self.is_open = True
            for number in self.ending:
                before = signal.getsignal(number)
                if before is not None and (before is not signal.SIG_IGN or _is_hang_up(number)):
                    self.hear(number, self._end)
        return self

    def __exit__(self, *_: object) -> None:
        self.is_open = False
        for number, before in self.before.items():
            signal.signal(number, before)
        self.before.clear()
        os.close(self.handle)

    def hear(self, number: int, what: Callable[[int, FrameType | None], Any]) -> None:
        """Set the handler of a signal until the way out is closed."""
        before = signal.signal(number, what)
        self.before.setdefault(number, before)

    def _end(self, number: int, frame: FrameType | None) -> None:
        ignored = self.before.get(number) is signal.SIG_IGN
        if ignored and not gone(self.handle):
            return
        self.end(number)

    def end(self, number: int) -> None:
        """Restore the terminal and end by a signal."""
        if hasattr(signal, "setitimer"):
            signal.signal(signal.SIGALRM, signal.SIG_DFL)
            signal.setitimer(signal.ITIMER_REAL, PATIENCE)
        self.restore()
        end_by(number)

    def restore(self) -> None:
        """Write the text that wipes the terminal, and put its settings back. Do nothing in the
        background, where the terminal belongs to another program, or once it is gone."""
        if not POSIX:
            with suppress(OSError):
                os.write(self.handle, self.last().encode())
            return
        import termios

        with suppress(OSError):
            if os.tcgetpgrp(self.handle) != os.getpgrp():
                return
        if self.quiet:
            nowhere = os.open(os.devnull, os.O_WRONLY)
            for stream in self.quiet:
                os.dup2(nowhere, stream)
        with suppress(OSError, termios.error):
            termios.tcflow(self.handle, termios.TCOON)
            termios.tcflush(self.handle, termios.TCOFLUSH)
        with suppress(OSError):
            data = self.last().encode()
            while data:
                data = data[os.write(self.handle, data) :]
        if self.attributes is not None:
            with suppress(termios.error):
                termios.tcsetattr(self.handle, termios.TCSAFLUSH, self.attributes)

    def watch(self) -> None:
        """Watch the terminal on a thread of its own, and end by a hang-up when it is gone."""
        if POSIX:
            threading.Thread(target=self._watch, name="terminal-watch", daemon=True).start()

    def _watch(self) -> None:
        import select

        poll = select.poll()
        poll.register(self.handle, 0)
        while self.is_open:
            with suppress(OSError):
                poll.poll(LOOK_SECONDS * 1000)
            if self.is_open and gone(self.handle):
                hang_up()
                return


def hang_up() -> None:
    """End the program as a hang-up of its terminal does, on any thread, even if SIGHUP is ignored.

    The main thread has `PATIENCE` seconds to end by
    itself. If it still waits for a terminal that accepts
    no output, it is ended from here.
    """
    number = getattr(signal, "SIGHUP", signal.SIGTERM)
    os.kill(os.getpid(), number)
    threading.Event().wait(PATIENCE)
    os._exit(128 + number)


def _is_hang_up(number: int) -> bool:
    return number == getattr(signal, "SIGHUP", None)


class LineWayOut(WayOut):
    """The way out of line mode: the program can also be stopped, and asks again when it continues.

    `bare` says whether the terminal shows text for one seat alone.
    """

    def __init__(self, handle: int, last: Callable[[], str], bare: Callable[[], bool]) -> None:
        super().__init__(handle, last)
        self.bare = bare
        self.listening = self.stop_waits = self.stopping = False

    def __enter__(self) -> LineWayOut:
        super().__enter__()
        if POSIX and self.is_open:
            if signal.getsignal(signal.SIGTSTP) is signal.SIG_DFL:
                self.hear(signal.SIGTSTP, self._stop)
            self.hear(signal.SIGCONT, self._go_on)
        return self

    def listen(self, read: Callable[[], str]) -> str:
        """Read a line. Raises `Woken` when the program was stopped meanwhile."""
        if self.stop_waits:
            self.stop()
            raise Woken
        self.listening = True
        try:
            return read()
        finally:
            self.listening = False

    def _stop(self, number: int, frame: FrameType | None) -> None:
        # Let the text for one seat be printed to its end first; else it would appear after the
        # wipe.
        if self.bare() and not self.listening:
            self.stop_waits = True
            return
        self.stop()
        if self.listening:
            raise Woken

    def stop(self) -> None:
        """Restore the terminal and stop the process; return when the program continues."""
        self.stop_waits, self.stopping = False, True
        self.restore()
        os.kill(os.getpid(), signal.SIGSTOP)
        self.stopping = False

    def _go_on(self, number: int, frame: FrameType | None) -> None:
        # SIGSTOP cannot be caught: after it the text is still on the terminal, and is wiped now.
        if self.listening and not self.stopping:
            self.restore()
            raise Woken
