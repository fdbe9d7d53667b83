"""The standard streams: some are closed, some break, and not all can write every sign.

The rule of the house: what tells of a stream that has failed does not go through that stream, and
never fails itself (`last_words`).
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Any, TextIO

import click

from wargame.system import standard_input
from wargame.ui.printing import spell_output, write


class Unread(Exception):
    """Nobody reads the output any more."""


class Commands(click.Group):
    """Commands that may be cut short by their reader, as `head` does, which is no fault.

    Click would end them with code 1, and that says here that something wrong was found.
    """

    def make_context(self, *words: Any, **more: Any) -> click.Context:
        with _reader():
            return super().make_context(*words, **more)

    def invoke(self, ctx: click.Context) -> Any:
        with _reader():
            return super().invoke(ctx)


@contextmanager
def _reader() -> Iterator[None]:
    try:
        yield
    except BrokenPipeError:
        raise Unread from None


def open_streams() -> None:
    """Open what was closed, so that nothing else gets its number; let the output spell, and the
    input be what it is."""
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:
            setattr(sys, name, open(os.devnull, mode, encoding="utf-8"))  # noqa: SIM115
    spell_output()
    standard_input.hear()


def finish() -> None:
    """Hand all that was printed to its reader. Raises `Unread`, and `OSError` for a full disk."""
    with _reader():
        sys.stdout.flush()


def give_up(stream: TextIO | None = None) -> None:
    """Let what could not be printed go, so that Python does not try again when it ends; by
    default on the standard output."""
    with suppress(OSError, ValueError, AttributeError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), (stream or sys.stdout).fileno())


def last_words(text: str) -> None:
    """Say on the standard error why the program ends; where nobody can read that, say nothing."""
    try:
        write(text, err=True)
        sys.stderr.flush()
    except (OSError, ValueError):
        give_up(sys.stderr)
