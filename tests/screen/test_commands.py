"""The commands: exit codes, and one clear sentence for whatever is wrong."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

BOTS = "washington=random,tokyo=random,seoul=random"


def wargame(
    *words: str, stdin: str = "", env: dict[str, str] | None = None, cwd: Path | None = None
) -> subprocess.CompletedProcess[str]:
    """Run the command line without a terminal."""
    environment = {**os.environ, "PYTHONIOENCODING": "utf-8", **(env or {})}
    return subprocess.run(
        [sys.executable, "-m", "wargame", *words], input=stdin, capture_output=True, text=True,
        encoding="utf-8", env=environment, cwd=cwd, check=False, timeout=120,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["play", "--scenario", "new-entent"], 'did you mean "new-entente"'),
        (["play", "--seats", "tokio=random"], 'did you mean "tokyo"'),
        (["play", "--seats", "tokyo=randm"], 'did you mean "random"'),
        (["play", "--seats", "tokyo=random,tokyo=human"], "named twice"),
        (["play", "--seed", "seven"], "not a valid integer"),
        (["cards", "--deck", "washingtn"], 'did you mean "washington"'),
        (["resume", "nowhere.jsonl"], "is not there"),
        (["rplay"], "No such command"),
        (["play", "--sed", "3"], "--seed"),
    ],
)
def test_a_word_that_is_not_understood_gets_a_sentence_and_code_2(
    words: list[str], says: str, tmp_path: Path
) -> None:
    run = wargame(*words, env={"WARGAME_SAVES": str(tmp_path)})
    assert run.returncode == 2, run.stdout + run.stderr
    assert says in run.stderr
    assert "Traceback" not in run.stderr
    assert not list(tmp_path.iterdir())


def test_no_save_to_resume(tmp_path: Path) -> None:
    run = wargame("resume", env={"WARGAME_SAVES": str(tmp_path / "none")})
    assert run.returncode == 2
    assert "there is no" in run.stderr


def test_a_folder_and_a_foreign_file_are_no_saves(tmp_path: Path) -> None:
    foreign = tmp_path / "letter.jsonl"
    foreign.write_text("Dear sir\n")
    for path in (tmp_path, foreign):
        run = wargame("resume", str(path))
        assert run.returncode == 2
        assert "Traceback" not in run.stderr
    assert foreign.read_text() == "Dear sir\n"


def test_saves_that_cannot_be_written(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    run = wargame("play", "--plain", "--seats", BOTS, "--save", str(tmp_path / "file" / "x.jsonl"))
    assert run.returncode == 2
    assert "cannot write" in run.stderr


def test_home_unset_and_nowhere_to_save_by_default(tmp_path: Path) -> None:
    env = {key: value for key, value in os.environ.items() if key not in ("HOME", "WARGAME_SAVES")}
    run = subprocess.run(
        [sys.executable, "-m", "wargame", "cards", "--json"], env=env, capture_output=True,
        text=True, encoding="utf-8", check=True, cwd=tmp_path,
    )  # fmt: skip
    assert json.loads(run.stdout)


def test_where_saves_go(tmp_path: Path) -> None:
    run = wargame("--saves", str(tmp_path / "a"), "play", "--plain", "--seats", BOTS,
                  env={"WARGAME_SAVES": str(tmp_path / "b")})  # fmt: skip
    assert run.returncode == 0
    assert [path.name for path in tmp_path.iterdir()] == ["a"]
    run = wargame("play", "--plain", "--seats", BOTS, env={"WARGAME_SAVES": str(tmp_path / "b")})
    assert run.returncode == 0
    assert len(list((tmp_path / "b").glob("*.jsonl"))) == 1


@pytest.mark.parametrize(("option", "basic"), [("--basic", True), ("--full", False)])
def test_the_basic_game_is_played_and_saved_as_such(
    option: str, basic: bool, tmp_path: Path
) -> None:
    path = tmp_path / "x.jsonl"
    words = ["--plain", "--seed", "3", "--seats", BOTS, "--scenario", "first-week"]
    assert wargame("play", option, *words, "--save", str(path)).returncode == 0
    assert json.loads(path.read_text("utf-8").splitlines()[0])["options"]["basic"] is basic


def test_the_end_of_the_input_keeps_the_game(tmp_path: Path) -> None:
    path = tmp_path / "x.jsonl"
    run = wargame("play", "--plain", "--seed", "3", "--save", str(path), stdin="hand\n1\n")
    assert run.returncode == 2
    assert "wargame resume" in run.stdout
    again = wargame("resume", str(path), stdin="quit\n")
    assert again.returncode == 0


def test_a_game_without_hints_and_its_resumption(tmp_path: Path) -> None:
    path = tmp_path / "x.jsonl"
    typed = "hint\nhand\nhint\nquit\n"
    run = wargame("play", "--plain", "--no-hints", "--save", str(path), stdin=typed)
    assert "No hint: this table has agreed to play without hints." in run.stdout
    again = wargame("resume", str(path), "--no-hints", stdin=typed)
    assert "No hint" in again.stdout


def test_names_of_players_do_no_harm(tmp_path: Path) -> None:
    nasty = "[/] [b] \x1b[31m" + "長" * 200
    run = wargame("play", "--plain", "--seed", "3", "--save", str(tmp_path / "x.jsonl"), "--seats",
                  f"washington=human:{nasty}", stdin="quit\nquit\n")  # fmt: skip
    assert run.returncode == 0, run.stderr
    assert "\x1b[31m" not in run.stdout
    assert "Traceback" not in run.stderr


def test_a_stdout_that_cannot_encode_shapes(tmp_path: Path) -> None:
    environment = {**os.environ, "PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0"}
    words = [sys.executable, "-m", "wargame", "play", "--plain", "--seats", BOTS, "--save",
             str(tmp_path / "x.jsonl")]  # fmt: skip
    run = subprocess.run(words, capture_output=True, env=environment, check=False)
    assert run.returncode == 0, run.stderr
    assert b"Verdict: ^ Washington" in run.stdout
    cards = [sys.executable, "-m", "wargame", "cards"]
    assert subprocess.run(cards, capture_output=True, env=environment, check=False).returncode == 0


def test_cards_as_json() -> None:
    run = wargame("cards", "--json")
    assert run.returncode == 0
    cards = json.loads(run.stdout)
    assert {"id", "deck", "title", "text", "facts", "sources"} <= set(cards[0])
    assert all(card["title"] and card["text"] and card["facts"] for card in cards)
    assert all(card["sources"] for card in cards)
    assert len({card["id"] for card in cards}) == len(cards)
    assert len({card["text"] for card in cards}) == len(cards)


def test_the_rulebook_check_version_and_help() -> None:
    assert wargame("rules").stdout.startswith("# ")
    assert wargame("check").stdout.strip() == "no fault found"
    assert "wargame" in wargame("--version").stdout
    for command in ([], ["play"], ["resume"], ["cards"], ["check"], ["rules"], ["fork"],
                    ["compare"], ["export"]):  # fmt: skip
        run = wargame(*command, "--help")
        assert run.returncode == 0
        assert "Usage" in run.stdout


def test_check_names_every_fault_of_a_folder(tmp_path: Path) -> None:
    run = wargame("check", str(tmp_path))
    assert run.returncode == 1
    assert "no such folder" in run.stdout


@pytest.mark.parametrize("words", [["--version"], ["play", "--plain", "--seats", BOTS]])
def test_no_screen_is_imported_without_need(words: list[str], tmp_path: Path) -> None:
    run = subprocess.run(
        [sys.executable, "-X", "importtime", "-m", "wargame", *words], capture_output=True,
        text=True, encoding="utf-8", errors="replace", check=True,
        env={**os.environ, "WARGAME_SAVES": str(tmp_path)},
    )  # fmt: skip
    imported = {line.rpartition("|")[2].strip() for line in run.stderr.splitlines()}
    assert "wargame.cli" in imported
    assert not imported & {"textual", "rich"}
