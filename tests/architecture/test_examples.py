"""The examples in docstrings and README run, in the project's root, where its samples lie."""

from __future__ import annotations

import doctest
import re
from importlib import import_module
from pathlib import Path
from textwrap import dedent

import pytest

ROOT = Path(__file__).parents[2]
SHOWING = sorted(
    ".".join(path.relative_to(ROOT).with_suffix("").parts)
    for path in (ROOT / "wargame").rglob("*.py")
    if ">>> " in path.read_text(encoding="utf-8")
)


@pytest.mark.parametrize("name", SHOWING)
def test_examples(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    found = doctest.testmod(import_module(name))
    assert found.attempted
    assert not found.failed


def test_the_program_in_readme_runs(capsys: pytest.CaptureFixture[str]) -> None:
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    found = re.search(r"^    from wargame import .*\n(?:(?:    .*)?\n)*", text, re.MULTILINE)
    assert found is not None
    exec(compile(dedent(found[0]), "README.md", "exec"), {})
    assert "Outcome(" in capsys.readouterr().out
