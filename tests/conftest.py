"""What all tests share: Hypothesis profiles, and the programs of the games they play."""

from __future__ import annotations

import os
import shutil
import signal
from functools import lru_cache
from itertools import count
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from tests.rules.bench import Bench
from wargame.content.convert import TomlConverter
from wargame.content.load import Library
from wargame.content.program import Program
from wargame.engine.library import data, library
from wargame.saves.format.pins import Pins
from wargame.system.form import FORM
from wargame.ui.learned import STATE
from wargame.ui.settings import CONFIG

for number, way in (
    (signal.SIGINT, signal.default_int_handler),
    (getattr(signal, "SIGHUP", signal.SIGINT), signal.SIG_DFL),
):
    # A run in the background may have been told to ignore them; the programs under test inherit
    # that, and are to hear them.
    if signal.getsignal(number) is signal.SIG_IGN:
        signal.signal(number, way)

TESTS = count()


@pytest.fixture(scope="session", autouse=True)
def own_folders(tmp_path_factory: pytest.TempPathFactory) -> None:
    """Keep what is remembered from game to game out of the home folder, and its settings out of
    the tests."""
    os.environ[STATE] = str(tmp_path_factory.mktemp("state"))
    os.environ[CONFIG] = str(tmp_path_factory.mktemp("settings"))


@pytest.fixture(autouse=True)
def own_settings(monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory) -> None:
    """Let no test read the settings that another one has made."""
    monkeypatch.setenv(CONFIG, str(tmp_path_factory.getbasetemp() / f"settings-{next(TESTS)}"))


MICRO = Path(__file__).parent / "micro"

settings.register_profile(
    "ci", derandomize=True, deadline=None, max_examples=40, database=None,
    suppress_health_check=list(HealthCheck),
)  # fmt: skip
settings.register_profile("long", settings.get_profile("ci"), derandomize=False, max_examples=2000)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "ci"))


bends_classes = pytest.mark.skipif(
    FORM == "compiled", reason="compiled modules call one another directly, and cannot be bent"
)


def micro_library() -> Library:
    """Read the micro ruleset."""
    return Library(MICRO / "cards", MICRO / "rules")


@lru_cache(maxsize=1)
def micro_pins() -> Pins:
    """Pin the micro ruleset."""
    return Pins.of(micro_library(), "one-winter")


@pytest.fixture(scope="session")
def micro() -> Program:
    """The two villages."""
    return micro_library().program("one-winter")


@pytest.fixture(scope="session")
def umbrella() -> Program:
    """The default scenario."""
    return library().program("new-entente")


@pytest.fixture(scope="session")
def box() -> Program:
    """A scenario that leaves no card in the box."""
    program = library().program("first-week", basic=False)
    assert not program.scenario.without
    return program


OLDER = {
    "numbers": "isolation_relief = 2",
    "verdict": "isolated_at_most = 0",
    "item": """
  { item = "deed", id = "bid-2", family = "bid", deed = { bid = 2 } },
  { item = "deed", id = "bid-3", family = "bid", deed = { bid = 3 } },
  { item = "deed", id = "bid-4", family = "bid", deed = { bid = 4 } },
  { item = "deed", id = "raise-west", family = "west", deed = { raise = "west" } },
  { item = "comply", id = "comply-all", family = "comply" },
  { item = "restraint", id = "no-latency", family = "no-latency", no = "latency", ALLIES },
  { item = "restraint", id = "no-accommodation", no = "accommodation", family = "no-step", ALLIES },
""",
    "demands": "firm_support_again = 2",
    "digest": """
[[turn.steps]]
do = "isolation"
at = 0
closer = 2
""",
}
"""Rules of version 1 that the ruleset no longer asks for, by where they stood. Saves pin them."""


@pytest.fixture(scope="session")
def older(tmp_path_factory: pytest.TempPathFactory) -> Program:
    """The default scenario with the rules of `OLDER` as well."""
    folder = tmp_path_factory.mktemp("older")
    shutil.copytree(data("cards"), folder / "cards")
    shutil.copytree(data("rules"), folder / "rules")
    file = folder / "rules" / "umbrella.toml"
    text = file.read_text(encoding="utf-8")
    for before, added in (
        ("[numbers]\n", OLDER["numbers"] + "\n"),
        ("[verdict]\n", OLDER["verdict"] + "\n"),
        ("item = [\n", OLDER["item"].lstrip("\n").replace("ALLIES", 'seats = ["tokyo", "seoul"]')),
        ('do = "demands"\n', OLDER["demands"] + "\n"),
    ):
        assert text.count(before) == 1
        text = text.replace(before, before + added)
    last = '\n[[turn.steps]]\ndo = "digest"\n'
    assert text.count(last) == 1
    file.write_text(text.replace(last, OLDER["digest"] + last), encoding="utf-8", newline="\n")
    return Library(folder / "cards", folder / "rules").program("new-entente")


@pytest.fixture
def older_bench(older: Program) -> Bench:
    """A state under the rules of `OLDER`, to be set up by hand."""
    return Bench(older)


@pytest.fixture
def bench(umbrella: Program) -> Bench:
    """A state of the default scenario, to be set up by hand."""
    return Bench(umbrella)


@lru_cache(maxsize=4)
def umbrella_names(program: Program) -> TomlConverter:
    """Make the converter that reads effects for a program's table."""
    book = program.book
    return TomlConverter(
        book.layout,
        own_theatre=book.own_theatre,
        relation=program.ruleset.roles.get("relation"),
        threat=program.ruleset.roles.get("threat"),
        penalties=tuple(penalty.id for penalty in book.penalties),
        lanes=tuple(lane.id for lane in program.ruleset.lane),
        kinds=book.kinds,
        lines=[line.id for line in book.ops],
        cards=True,
    )
