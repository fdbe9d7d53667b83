"""The click group of the commands, the exceptions that refuse one, and help where there are no
docstrings."""

from __future__ import annotations

import ast
import inspect
import sys
from collections.abc import Iterator, Mapping, MutableMapping
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import click

from wargame.cli.terminal import reader_may_leave
from wargame.saves.format.errors import printable
from wargame.system.told import Told
from wargame.ui.printing import write


class Refused(Told):
    """What was asked for cannot be done; the message says why. It ends a command with code 2."""

    def __init__(self, sentence: str) -> None:
        super().__init__(printable(sentence))


class Interrupted(click.ClickException):
    """Ctrl-C in a game."""

    exit_code = 130

    def show(self, file: Any = None) -> None:
        """Print the sentence on the standard error."""
        write(f"\n{self.message}", err=True)


class Homes(MutableMapping[str, click.Command]):
    """Commands by their names. `homes` says where each is (`module:name`); it is imported when it
    is asked for."""

    def __init__(self, homes: Mapping[str, str]) -> None:
        self.homes = dict(homes)
        self.imported: dict[str, click.Command] = {}

    def __getitem__(self, word: str) -> click.Command:
        if word not in self.imported:
            module, _, name = self.homes[word].partition(":")
            self.imported[word] = getattr(import_module(module), name)
        return self.imported[word]

    def __setitem__(self, word: str, command: click.Command) -> None:
        self.imported[word] = command

    def __delitem__(self, word: str) -> None:
        del self.homes[word]

    def __iter__(self) -> Iterator[str]:
        return iter({**self.homes, **self.imported})

    def __len__(self) -> int:
        return len({**self.homes, **self.imported})

    def about(self, word: str) -> str:
        """Return the docstring of a command, which is not imported for it."""
        module, _, name = self.homes[word].partition(":")
        spec = find_spec(module)
        found = docstring(Path(spec.origin), name) if spec and spec.origin else None
        return found or self[word].help or ""


class Commands(click.Group):
    """The group of all commands. It ends with code 0 when its reader closes the output, as `head`
    does.

    Click would end with code 1, which here means that something wrong was found.
    """

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """List the commands with the first sentence of each, as click does, but import none."""
        homes = self.commands
        assert isinstance(homes, Homes)
        room = formatter.width - 6 - max(map(len, homes))
        rows = [
            (word, click.Command(word, help=homes.about(word)).get_short_help_str(room))
            for word in sorted(homes)
        ]
        with formatter.section("Commands"):
            formatter.write_dl(rows)

    def make_context(self, *words: Any, **more: Any) -> click.Context:
        """Parse the arguments; a reader may close the output of the help."""
        fill_help(self)
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
        code = inspect.unwrap(command.callback).__code__
        command.help = docstring(Path(code.co_filename), code.co_name)
    for below in getattr(command, "commands", {}).values():
        fill_help(below)


def docstring(path: Path, name: str) -> str | None:
    """Read the docstring of a function out of its file; None where there is no source.

    >>> (docstring(Path(__file__), "fill_help") or "").splitlines()[0]
    'Set the help of a command and of those below it where Python keeps no docstrings.'
    """
    try:
        tree = ast.parse(path.read_text(encoding="utf-8"))
    except (OSError, SyntaxError):
        return None
    docstrings = (
        ast.get_docstring(node)
        for node in tree.body
        if isinstance(node, ast.FunctionDef) and node.name == name
    )
    return next(docstrings, None)
