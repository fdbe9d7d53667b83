"""Help where Python keeps no docstrings (`python -OO`): it is read out of the source again."""

from __future__ import annotations

import ast
import inspect
import sys
from pathlib import Path
from types import FunctionType

import click


def helped(command: click.Command) -> None:
    """Give a command, and those below it, the help that they lack for want of docstrings."""
    if sys.flags.optimize < 2:
        return
    if not command.help and command.callback is not None:
        command.help = docstring(inspect.unwrap(command.callback))
    for below in getattr(command, "commands", {}).values():
        helped(below)


def docstring(function: FunctionType) -> str | None:
    """Read a function's docstring out of its file; None where there is no source.

    >>> print(docstring(helped))
    Give a command, and those below it, the help that they lack for want of docstrings.
    """
    code = function.__code__
    try:
        tree = ast.parse(Path(code.co_filename).read_text(encoding="utf-8"))
    except (OSError, SyntaxError):
        return None
    found = (
        ast.get_docstring(node)
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef) and node.name == code.co_name
    )
    return next(found, None)
