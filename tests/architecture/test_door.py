"""The pages for newcomers speak of the house as it stands: each file, name, link and example."""

from __future__ import annotations

import re
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

import click
import pytest

import wargame
from tests.architecture.test_floors import FILES, TOP, module
from wargame.bots.bot import BOTS, TEMPERED
from wargame.cli.lab.commands import lab
from wargame.cli.main import commands
from wargame.ui.tui.screens.menu import Menu
from wargame.ui.words import ENGLISH

ROOT = Path(__file__).parents[2]
PAGES = (
    "README.md", "wargame/README.md", "cards/README.md", "rules/README.md", "tests/README.md",
)  # fmt: skip
PACKAGES = sorted(path.parent.name for path in TOP.glob("*/__init__.py"))
LINK = re.compile(r"\]\(([^)#:]+)(?:#[^)]*)?\)")
FILE = re.compile(
    r"(?<![\w/.])((?:[a-z_0-9-]+/)*[a-z_0-9-]+\.(?:py|toml|md|tsv|json|txt))(?![\w/])"
)
NAME = re.compile(r"\b([A-Z][A-Za-z]+(?:\.[a-z_]+)?|[a-z]+_[a-z_]+)\b")
PLACES = (
    "", "wargame", "wargame/rules", "wargame/ui/tui", "cards", "rules", "tests", "tests/cards",
    "tests/record", "tests/screen", "tests/golden", "tests/micro/cards",
)  # fmt: skip
OWN = {"first.py"}
"""Files that the reader of a page writes."""


def page(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


@pytest.mark.parametrize("name", PAGES)
def test_every_link_and_file_of_a_page_is_there(name: str) -> None:
    text = page(name)
    for link in LINK.findall(text):
        assert ((ROOT / name).parent / link).exists(), f"{name} links to {link}"
    for file in FILE.findall(text):
        if file in OWN or file.startswith("mine/"):
            continue
        found = any((ROOT / place / file).exists() for place in PLACES)
        assert found, f"{name} speaks of {file}, which is not there"


def test_the_house_is_drawn_with_the_rooms_that_it_has() -> None:
    drawn = re.findall(r"^\| `(\w+)` \|", page("wargame/README.md"), re.MULTILINE)
    assert sorted(drawn) == PACKAGES
    built = page("README.md").partition("## How it is built")[2].partition("\n## ")[0]
    assert [name for name in PACKAGES if f"`{name}`" not in built] == []
    for inner in TOP.glob("*/*/__init__.py"):
        where = inner.parent.name
        assert f"`{where}`" in page("wargame/README.md") or where in (
            "line",
            "tui",
            "lab",
            "studies",
        ), where


def test_every_name_on_the_four_ways_is_in_the_code() -> None:
    """Names in the pictures, with the method where one is named."""
    code = {path: path.read_text(encoding="utf-8") for path in FILES}
    pictures = re.findall(r"^```text\n(.*?)^```$", page("wargame/README.md"), re.M | re.S)
    assert len(pictures) == 5
    checked = 0
    for name in {name for picture in pictures[1:] for name in NAME.findall(FILE.sub("", picture))}:
        thing, _, method = name.partition(".")
        if name in WORDS:
            continue
        kind = rf"^\s*(?:async )?(?:class|def) {thing}\b" if not method else rf"^class {thing}\b"
        homes = [text for text in code.values() if re.search(kind, text, re.MULTILINE)]
        assert homes, f"wargame/README.md speaks of {name}, which is nowhere"
        if method:
            there = re.compile(rf"^    (?:async )?def {method}\b|^    {method}\b", re.MULTILINE)
            assert any(map(there.search, homes)), f"{thing} has no {method}"
        checked += 1
    assert checked > 40


WORDS = {
    "None", "Rulebook", "EXACT", "OPEN", "UNVERIFIED", "DIVERGED", "DAMAGED", "CSV", "JSON",
    "TOML", "Place", "Program",
}  # fmt: skip
"""Words in the pictures that are capital and are looked for nowhere."""


def test_the_examples_of_the_tests_page_hold() -> None:
    first = re.findall(r"^```python\n(.*?)^```$", page("tests/README.md"), re.M | re.S)[0]
    exec(compile(first, "tests/README.md", "exec"), {})


def test_the_page_speaks_of_the_checks_that_are_run() -> None:
    run = (ROOT / ".ci" / "run").read_text(encoding="utf-8")
    said = page("README.md").partition("## Contributing")[2]
    for check in ("ruff check wargame tests", "ruff format", "mypy", "pyrefly check",
                  "wargame check"):  # fmt: skip
        assert check in run
        assert check in said


def test_what_is_looked_for_would_be_missed() -> None:
    assert FILE.findall("see wargame/nowhere.py and cards/none.toml") == [
        "wargame/nowhere.py", "cards/none.toml",
    ]  # fmt: skip
    assert NAME.findall("Session.choose and taken_apart and words") == [
        "Session.choose", "taken_apart",
    ]  # fmt: skip
    assert not any((ROOT / place / "wargame/nowhere.py").exists() for place in PLACES)
    assert wargame.__doc__


def test_every_command_that_is_written_can_be_called() -> None:
    """A command is entered into its group by hand."""
    called = {id(command) for command in every_command(commands)}
    for path in FILES:
        if TOP / "cli" in path.parents:
            for name, thing in vars(import_module(module(path))).items():
                if isinstance(thing, click.Command):
                    assert id(thing) in called, f"{module(path)}.{name} is in no group"


def test_every_command_says_what_it_does() -> None:
    for command in every_command(commands):
        assert command.help, f"`{command.name}` has no help: its docstring is missing"


def every_command(group: click.Command) -> Iterator[click.Command]:
    """Walk a command and all below it."""
    yield group
    for below in getattr(group, "commands", {}).values():
        yield from every_command(below)


def test_the_readme_names_what_the_menu_holds() -> None:
    (row,) = re.findall(r"^\| `wargame` \| (.*) \|$", page("README.md"), re.MULTILINE)
    for item in Menu.ITEMS:
        label = ENGLISH.menu_item(item)
        assert label.lower() in row or item == "quit", f"README.md: the menu has {label} too"


def test_every_command_and_every_bot_stands_in_the_readme() -> None:
    said = page("README.md")
    for name in commands.commands:
        assert f"wargame {name}" in said, f"README.md does not say what `wargame {name}` does"
    for name in lab.commands:
        assert f"wargame lab {name}" in said or f"`{name}`" in said, f"lab {name}"
    for word in (*BOTS, TEMPERED):
        assert f"`{word}" in said, f"README.md does not say who `{word}` is"
