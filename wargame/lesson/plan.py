"""What a teacher gets besides the game, as `rules/lessons/class.toml` states it."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

import cattrs
import tomli
from attrs import field, frozen
from attrs.validators import and_, ge, le

from wargame.ui.options import MOST_MINUTES

_READ = cattrs.Converter(forbid_extra_keys=True)
_MINUTES = and_(ge(1), le(MOST_MINUTES))


@frozen
class Step:
    """A part of a lesson, from one minute to another: what happens, what the teacher does."""

    begins: int
    ends: int
    what: str
    do: str


@frozen
class Run:
    """The run sheet of a lesson of so many minutes, and the scenario that fits it; the clock of its
    tables has `sitting` minutes for a Cabinet sitting and `phase` for a phase that all play."""

    minutes: int
    sitting: int = field(validator=_MINUTES)
    phase: int = field(validator=_MINUTES)
    plan: str
    scenario: str
    steps: tuple[Step, ...]


@frozen
class Chapter:
    """A part of the teacher's guide."""

    title: str
    text: tuple[str, ...]


@frozen
class Question:
    """A question of the quiz; `right` is the number of the right option, counted from 1."""

    question: str
    options: tuple[str, ...]
    right: int
    why: str


@frozen
class Criterion:
    """A line of the rubric: its share of the mark, and what earns all or half of it."""

    criterion: str
    percent: int
    full: str
    half: str


@frozen
class Plan:
    """Everything for a teacher. `openers` are three sentences to begin a bargain with, by seat."""

    run: tuple[Run, ...]
    guide: tuple[Chapter, ...]
    quiz: tuple[Question, ...]
    rubric: tuple[Criterion, ...]
    openers: dict[str, tuple[str, ...]] = field(factory=dict)


@lru_cache(maxsize=1)
def plan(rules: Path) -> Plan:
    """Read the plan beside the rules. Raises an error of cattrs for a table of another shape."""
    text = (rules / "lessons" / "class.toml").read_text(encoding="utf-8")
    return _READ.structure(tomli.loads(text), Plan)


def run_for(plan: Plan, minutes: int) -> Run:
    """Return the run sheet of a lesson of so many minutes; one of `plan.run` has them."""
    return next(run for run in plan.run if run.minutes == minutes)
