"""Reads lines of text from the standard input, whatever bytes they hold.

The rule of the house: standard input is read here and nowhere else, the prompts of `click`
included (`hear`). Bytes that are not text become a sign that matches no answer; a byte order mark
is dropped; digits and letters of full width, as input methods for Chinese, Japanese and Korean type
them, mean the plain ones. The end of the input and a closed terminal are read as `""`.
"""

from __future__ import annotations

import codecs
import io
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext

import click

from wargame.system.signals import POSIX, LineWayOut, Woken, terminal_of
from wargame.system.told import Told

_PLAIN = {0xFF01 + at: 0x21 + at for at in range(94)} | {0x3000: 0x20}


class EndOfInput(Told):
    """Something was asked, and the input has ended; the message says what was asked."""


def hear() -> None:
    """Make all readers of the standard input, click included, follow the rules of this module."""
    if isinstance(sys.stdin, io.TextIOWrapper):
        sys.stdin.reconfigure(errors="replace")
    click.termui.visible_prompt_func = _answer
    if POSIX:
        setattr(click.termui, "hidden_prompt_func", _secret)  # noqa: B010


def line() -> str:
    """Read a line with its newline; "" at the end of the input, and where the terminal is gone."""
    try:
        text = sys.stdin.readline()
    except OSError:
        return ""
    mark = codecs.BOM_UTF8.decode(getattr(sys.stdin, "encoding", None) or "utf-8", "replace")
    return text.removeprefix("\ufeff").removeprefix(mark)


def plain(text: str) -> str:
    """Return a text with signs of full width as plain ones, sign for sign.

    >>> plain("ｗｈｙ　３")
    'why 3'
    """
    return text.translate(_PLAIN)


def number_in(text: str, most: int) -> int:
    """Read a number from 1 to `most`, in the digits of any script; 0 for anything else.

    >>> number_in("３", 9), number_in("²", 9), number_in("12", 9)
    (3, 0, 0)
    """
    digits = text.isdecimal() and len(text) < 10
    return int(text) if digits and 1 <= int(text) <= most else 0


def _answer(prompt: str) -> str:
    """Ask a question whose answer may be seen. Raises `EndOfInput`."""
    return _asked(prompt, secret=False)


def _secret(prompt: str) -> str:
    """Ask a question whose answer is not shown on a terminal. Raises `EndOfInput`."""
    return _asked(prompt, secret=True)


def _asked(prompt: str, secret: bool) -> str:
    """Ask a question, and ask it again if the program was stopped meanwhile."""
    handle = terminal_of(sys.stdin)
    if handle is None:
        return _heard(prompt, line)
    with LineWayOut(handle, lambda: "", lambda: False) as way_out:
        while True:
            try:
                with echo_off(handle) if secret else nullcontext():
                    return _heard(prompt, lambda: way_out.listen(line))
            except Woken:
                continue


def _heard(prompt: str, read: Callable[[], str]) -> str:
    sys.stdout.write(prompt)
    sys.stdout.flush()
    text = read()
    if not text:
        raise EndOfInput("the input has ended before the question was answered")
    return plain(text.rstrip("\r\n"))


@contextmanager
def echo_off(handle: int) -> Iterator[None]:
    """Stop a terminal from showing what is typed. If a signal ends the program, `LineWayOut`
    restores it."""
    import termios

    before = termios.tcgetattr(handle)
    silent = termios.tcgetattr(handle)
    silent[3] &= ~termios.ECHO
    try:
        termios.tcsetattr(handle, termios.TCSAFLUSH, silent)
        yield
        sys.stdout.write("\n")
    finally:
        termios.tcsetattr(handle, termios.TCSAFLUSH, before)
