"""The search bot in three strengths: the same bot with more imagined worlds."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from wargame.bots.search.search import Search
from wargame.content.program import Program

STRENGTHS: dict[str, tuple[int, str]] = {
    "search": (32, "tries its best options out in imagined worlds, and plays for the verdict"),
    "search-long": (128, "the same with four times as many worlds, and as much slower"),
    "search-deep": (512, "the same with sixteen times as many worlds; a choice may take a second"),
}
"""Iterations a question, and one line about each; the first takes about 20 ms a decision."""


def searchers() -> dict[str, tuple[Callable[[Program], Search], str]]:
    """List the search bots: word, maker and one line about each."""
    return {
        word: (partial(Search, iterations=count), about)
        for word, (count, about) in STRENGTHS.items()
    }
