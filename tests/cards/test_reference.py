"""The pages for authors: their reference is current, their examples do what they say."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.conftest import MICRO
from wargame.content.load import Library
from wargame.content.reference import BEGIN, NO_EXAMPLE, OLDER, pages, renewed
from wargame.engine.library import library
from wargame.rules.common.items import ITEMS
from wargame.rules.model.language import Language
from wargame.rules.model.verb import VERBS, Clause, SeatNeed, Verb, effect

TOP = Path(__file__).parents[2]
PAGES = ("cards/README.md", "rules/README.md")
BLOCK = re.compile(r"^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def blocks(page: str, kind: str) -> list[str]:
    """List the blocks of a kind in the part of a page that is written by hand."""
    text = (TOP / page).read_text(encoding="utf-8").partition(BEGIN)[0]
    return [inner for language, inner in BLOCK.findall(text) if language == kind]


@pytest.mark.parametrize("page", PAGES)
def test_the_reference_is_current(page: str) -> None:
    text = (TOP / page).read_text(encoding="utf-8")
    same = renewed(text, pages(library())[page]) == text
    assert same, f"{page} is not current; renew it: wargame check --reference"


def test_every_verb_and_item_stands_in_it_with_an_example() -> None:
    cards, rules = pages(library()).values()
    for name, cls in VERBS.items():
        page = cards if cls.effect else rules
        section = page.partition(f"### `{name}`\n")[2].partition("\n### ")[0]
        assert section, f"{name} is not in the reference"
        assert cls.older or "```toml" in section, f"{name} has no example: {NO_EXAMPLE}"
        assert cls.older is (OLDER in section), f"{name} is used, or no longer"
        assert not cls.effect or "It reads:" in section
    for name in ITEMS:
        assert f"### `{name}`\n" in cards


@pytest.fixture
def mumble() -> Iterator[str]:
    """Plant a verb that no card uses."""

    @dataclass(eq=False)
    class Mumble(Verb):
        """Say nothing, so many times."""

        times: int

        def run(self, state: object, seat: int, args: tuple[int, ...]) -> None:
            raise NotImplementedError

        def clauses(self, words: Language) -> Iterator[Clause]:
            yield 0, "Nothing."

        def seat_need(self) -> SeatNeed:
            return "none"

    effect("mumble", Mumble)
    yield Mumble.name
    del VERBS["mumble"]


def test_a_verb_that_is_added_makes_the_page_old_and_asks_for_an_example(mumble: str) -> None:
    text = (TOP / PAGES[0]).read_text(encoding="utf-8")
    now = pages(library())[PAGES[0]]
    assert renewed(text, now) != text
    section = now.partition(f"### `{mumble}`\n")[2].partition("\n### ")[0]
    assert "| `times` | whole number | needed |" in section
    assert NO_EXAMPLE in section


def test_the_reference_changes_no_game() -> None:
    ours = Library(MICRO / "cards", MICRO / "rules")
    before = len(ours.program("one-winter", basic=False).book.conditions)
    assert pages(ours)[PAGES[0]]
    assert len(ours.program("one-winter", basic=False).book.conditions) == before


def test_a_page_without_its_marks_is_named(tmp_path: Path) -> None:
    shutil.copytree(MICRO, tmp_path / "mine")
    (tmp_path / "mine" / "cards" / "README.md").write_text("# Mine\n", encoding="utf-8")
    run = subprocess.run(
        [sys.executable, "-m", "wargame", "check", str(tmp_path / "mine"), "--reference"],
        capture_output=True, text=True,
    )  # fmt: skip
    assert run.returncode == 2
    assert "README.md cannot be renewed: it lacks the line" in run.stderr
    assert BEGIN in run.stderr
    assert "Traceback" not in run.stderr


@pytest.fixture
def mine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Take the small game, as both pages begin."""
    shutil.copytree(MICRO, tmp_path / "mine")
    monkeypatch.chdir(tmp_path)
    return tmp_path / "mine"


def test_the_first_card_is_played_as_the_page_says(
    mine: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (card,), (program,) = blocks(PAGES[0], "toml"), blocks(PAGES[0], "python")
    with (mine / "cards" / "upper.toml").open("a", encoding="utf-8") as deck:
        deck.write("\n" + card)
    exec(compile(program, PAGES[0], "exec"), {})
    (said,) = blocks(PAGES[0], "text")
    assert capsys.readouterr().out.startswith(said)


def test_the_first_ruleset_is_played_as_the_page_says(
    mine: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (program,) = blocks(PAGES[1], "python")
    exec(compile(program, PAGES[1], "exec"), {})
    assert re.match(r"Spring|The Pass Closes", capsys.readouterr().out)
