"""What all tests share: Hypothesis profiles, and the programs of the games they play."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from wargame.content.load import Library
from wargame.content.program import Program

MICRO = Path(__file__).parent / "micro"

settings.register_profile(
    "ci", derandomize=True, deadline=None, max_examples=40, database=None,
    suppress_health_check=list(HealthCheck),
)  # fmt: skip
settings.register_profile("long", settings.get_profile("ci"), derandomize=False, max_examples=2000)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "ci"))


def micro_library() -> Library:
    """Read the micro ruleset."""
    return Library(MICRO / "cards", MICRO / "rules")


@pytest.fixture(scope="session")
def micro() -> Program:
    """The two villages."""
    return micro_library().program("one-winter")
