"""The base of exceptions whose sentence is for the user."""

from __future__ import annotations


class Told(Exception):
    """It ends a command with its sentence and exit code 2, unless somebody below handles it."""
