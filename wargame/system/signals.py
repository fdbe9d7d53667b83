"""What a signal does before it ends or stops the program.

The rule of the house: **a signal restores the terminal first.** TERM, HUP, TSTP and their like run
no `finally`. While something stands on a terminal that only one seat may read, or the terminal is
in another state than it was found in, a `WayOut` is open: it writes what wipes and restores, puts
the terminal's settings back, and lets the signal do then what it would have done. So the exit
status is the signal's own. Nothing has to be saved on the way: a choice is on the disk when it
has been made.

The end of the input, a terminal that is gone and a write that fails are ends too: they go up as
`""`, `OSError`, and here as a hang-up, also where SIGHUP is ignored, as `nohup` does.
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
"""The signals that end a program which does not ask for them. Ctrl-C is heard elsewhere."""
PATIENCE = 2.0
"""So many seconds a terminal that takes nothing may hold up the end."""
LOOK_SECONDS = 1.0
"""How often it is looked whether the terminal is still there, where the system does not say."""


class Woken(BaseException):
    """The program was stopped and goes on: what was asked must be asked again.

    No `Exception`: what answers for a failed question must not answer for this.
    """


class Ended(BaseException):
    """A signal ends the program, which has something to put away first."""

    def __init__(self, number: int) -> None:
        self.number = number


@contextmanager
def ending() -> Iterator[None]:
    """Raise `Ended` where TERM or HUP would end the program: for work that has processes of its own
    to end. Whoever catches it ends by `end_by`. A second signal is not heard meanwhile."""

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
    """End as a signal ends a program that does not ask for it."""
    if POSIX:
        signal.signal(number, signal.SIG_DFL)
        signal.pthread_sigmask(signal.SIG_UNBLOCK, [number])
        os.kill(os.getpid(), number)
    os._exit(128 + number)


class WayOut:
    """A way out of what stands on a terminal, open as a context.

    `last` gives what must be written before the program ends or stops; it is called within a
    signal handler, so it may neither print nor wait. `quiet` lists streams that somebody else may
    still be writing to: they lead nowhere once the end has begun. `interrupted` ends by ctrl-C
    too. Not on the main thread, it does nothing: there no signal can be heard.
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
        """Let a signal do something until the way out is closed."""
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
        """Write what wipes, and put the settings back. Not in the background, where the terminal
        belongs to somebody else; not once it is gone."""
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
    """End as the hang-up of the terminal does, from any thread, whether SIGHUP is ignored or not.

    The main thread is given time to end by itself; one that waits for a terminal which takes
    nothing any more is ended from here.
    """
    number = getattr(signal, "SIGHUP", signal.SIGTERM)
    os.kill(os.getpid(), number)
    threading.Event().wait(PATIENCE)
    os._exit(128 + number)


def _is_hang_up(number: int) -> bool:
    return number == getattr(signal, "SIGHUP", None)


class LineWayOut(WayOut):
    """The way out of line mode: it can also be stopped, and asks again when it goes on.

    `bare` says whether something stands there that only one seat may read.
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
        # What is being printed for one seat is printed to its end, or it would follow the wipe.
        if self.bare() and not self.listening:
            self.stop_waits = True
            return
        self.stop()
        if self.listening:
            raise Woken

    def stop(self) -> None:
        """Restore the terminal and really stop; comes back when the program goes on."""
        self.stop_waits, self.stopping = False, True
        self.restore()
        os.kill(os.getpid(), signal.SIGSTOP)
        self.stopping = False

    def _go_on(self, number: int, frame: FrameType | None) -> None:
        # After a SIGSTOP, which nobody hears, all still stands there and nothing was asked.
        if self.listening and not self.stopping:
            self.restore()
            raise Woken
