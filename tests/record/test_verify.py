"""`wargame verify`: a line a file, exit codes, JSON, recovery; the code on the command line."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from tests.record.test_journal import played
from tests.record.test_sealed import unfinished
from wargame.cli.main import commands


def run(*words: str, stdin: str | None = None) -> Result:
    return CliRunner().invoke(commands, list(words), input=stdin, standalone_mode=False)


@pytest.fixture
def files(tmp_path: Path) -> dict[str, str]:
    """One file of each verdict, and one that is no save."""
    whole = tmp_path / "whole.jsonl"
    played(whole, seed=3)
    unfinished(tmp_path / "open.jsonl")
    bad = tmp_path / "bad.jsonl"
    lines = whole.read_bytes().splitlines(keepends=True)
    bad.write_bytes(b"".join([*lines[:7], *lines[8:]]))
    return {
        "EXACT": str(whole), "OPEN": str(tmp_path / "open.jsonl"), "DAMAGED": str(bad),
        "REFUSED": str(tmp_path),
    }  # fmt: skip


def test_a_line_a_file_and_the_exit_code_of_the_worst(files: dict[str, str]) -> None:
    result = run("verify", *files.values())
    assert result.return_value == 1
    assert [line.split()[0] for line in result.output.splitlines()] == list(files)
    assert "line 8" in result.output
    assert run("verify", files["EXACT"], files["OPEN"]).return_value == 0
    for name in ("DAMAGED", "REFUSED"):
        assert run("verify", files["EXACT"], files[name]).return_value == 1


def test_json(files: dict[str, str]) -> None:
    found = json.loads(run("verify", "--json", *files.values()).output)
    assert [entry["verdict"] for entry in found] == list(files)
    assert [entry["line"] for entry in found] == [None, None, 8, None]
    assert found[0]["ending"] == "spring"
    assert found[1]["ending"] is None


def test_recover(files: dict[str, str], tmp_path: Path) -> None:
    before = Path(files["DAMAGED"]).read_bytes()
    new = tmp_path / "new.jsonl"
    result = run("verify", files["DAMAGED"], "--recover", str(new))
    assert result.output.startswith("OPEN")
    assert Path(files["DAMAGED"]).read_bytes() == before
    again = run("verify", files["DAMAGED"], "--recover", str(new))
    assert again.exception is not None
    assert "is there already" in str(again.exception)


def test_the_code_is_asked_for_and_not_shown(tmp_path: Path) -> None:
    unfinished(tmp_path / "coded.jsonl", "first snow")
    path = str(tmp_path / "coded.jsonl")
    assert run("verify", path).output.startswith("UNVERIFIED")
    assert run("verify", path, "--code", "first snow").output.startswith("OPEN")
    assert run("verify", path, "--code", "last snow").output.startswith("REFUSED")
    asked = run("verify", path, "--code", stdin="first snow\n")
    assert "first snow" not in asked.output
    assert "OPEN" in asked.output


def test_rules_current_where_the_scenario_is_not_known(files: dict[str, str]) -> None:
    result = run("verify", "--rules", "current", files["EXACT"])
    assert "no scenario" in result.output
    assert result.return_value == 1


def test_a_newest_save_that_is_sealed_is_resumed_with_its_code(tmp_path: Path) -> None:
    words = ("--saves", str(tmp_path), "--plain")
    result = run(*words, "play", "--plain", "--code", "snow", stdin="quit\n")
    assert "sealed with a code" in result.output
    assert "Sealed deal, digest" in result.output
    refused = run(*words, "resume", "--plain")
    assert "is sealed with a code; give it" in str(refused.exception)
    again = run(*words, "resume", "--plain", "--code", "snow", stdin="quit\n")
    assert again.exception is None
    assert "Sealed deal, digest" in again.output
