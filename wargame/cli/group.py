"""The click group of the commands, the exceptions that refuse one, and help where there are no
docstrings."""

from __future__ import annotations

import ast
import inspect
import sys
from pathlib import Path
from types import FunctionType
from typing import Any

import click

from wargame.cli.terminal import reader_may_leave
from wargame.saves.format.errors import printable
from wargame.ui.printing import write


class Refused(Exception):
    """What was asked for cannot be done; the message says why. It ends a command with code 2."""

    def __init__(self, sentence: str) -> None:
        super().__init__(printable(sentence))


class Interrupted(click.ClickException):
    """Ctrl-C in a game."""

    exit_code = 130

    def show(self, file: Any = None) -> None:
        """Print the sentence on the standard error."""
        write(f"\n{self.message}", err=True)


class Commands(click.Group):
    """A group that ends with code 0 when its reader closes the output, as `head` does.

    Click would end with code 1, which here means that something wrong was found.
    """

    def make_context(self, *words: Any, **more: Any) -> click.Context:
        """Parse the arguments; a reader may close the output of the help."""
        with reader_may_leave():
            return super().make_context(*words, **more)

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command; a reader may close its output."""
        with reader_may_leave():
            return super().invoke(ctx)


def fill_help(command: click.Command) -> None:
    """Set the help of a command and of those below it where Python keeps no docstrings.

    `python -OO` drops them; they are read out of the source again.
    """
    if sys.flags.optimize < 2:
        return
    if not command.help and command.callback is not None:
        command.help = docstring(inspect.unwrap(command.callback))
    for below in getattr(command, "commands", {}).values():
        fill_help(below)


def docstring(function: FunctionType) -> str | None:
    """Read a function's docstring out of its file; None where there is no source.

    >>> (docstring(fill_help) or "").splitlines()[0]
    'Set the help of a command and of those below it where Python keeps no docstrings.'
    """
    code = function.__code__
    try:
        tree = ast.parse(Path(code.co_filename).read_text(encoding="utf-8"))
    except (OSError, SyntaxError):
        return None
    docstrings = (
        ast.get_docstring(node)
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef) and node.name == code.co_name
    )
    return next(docstrings, None)
