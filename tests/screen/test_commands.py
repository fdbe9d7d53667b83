"""The commands: exit codes, and one clear sentence for whatever is wrong."""

from __future__ import annotations

import io
import json
import os
import re
import subprocess
import sys
from functools import cache
from pathlib import Path

import pytest

from tests.command_line import wargame
from wargame import __main__ as top
from wargame.cli import main, playing
from wargame.cli.group import Interrupted
from wargame.cli.show import table as tables
from wargame.ui import printing
from wargame.ui.line.line_table import LineTable

BOTS = "washington=random,tokyo=random,seoul=random"


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


@cache
def unknown_signs(encoding: str, *words: str) -> int:
    """Count the signs that an output of an encoding could not spell."""
    run = wargame(*words, encoding=encoding)
    assert run.returncode in (0, 1), run.stderr
    assert "Traceback" not in run.stderr
    return run.stdout.count("?")


@pytest.mark.parametrize("words", [["cards"], ["lab", "cards", "--bots", "random", "--games", "6"]])
@pytest.mark.parametrize("encoding", ["cp1252", "latin-1", "ascii"])
def test_signs_that_an_output_lacks_are_spelled(
    words: list[str], encoding: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("WARGAME_LAB", str(tmp_path))
    assert unknown_signs(encoding, *words) == unknown_signs("utf-8", *words)


def test_a_terminal_that_lacks_signs_gets_them_spelled(monkeypatch: pytest.MonkeyPatch) -> None:
    class Terminal(io.TextIOWrapper):
        def isatty(self) -> bool:
            return True

    raw = io.BytesIO()
    monkeypatch.setattr(sys, "stdout", Terminal(raw, encoding="cp1252"))
    printing.spell_output()
    tables.show(tables.Table("Change", ("card", "sd"), [("“A” ▲ → é", "−0.80")]))
    sys.stdout.flush()
    assert "“A” ^ -> é" in raw.getvalue().decode("cp1252")
    assert "-0.80" in raw.getvalue().decode("cp1252")


@pytest.mark.skipif(sys.platform == "win32", reason="other pipes there")
@pytest.mark.parametrize(
    "words", [["rules"], ["--help"], ["lab", "arena", "--bots", "random", "--games", "3"]]
)
def test_a_reader_that_has_gone_is_no_fault(words: list[str], tmp_path: Path) -> None:
    reader, writer = os.pipe()
    os.close(reader)
    run = subprocess.run([sys.executable, "-m", "wargame", *words], stdout=writer,
                         stderr=subprocess.PIPE, check=False,
                         env={**os.environ, "WARGAME_LAB": str(tmp_path)})  # fmt: skip
    os.close(writer)
    assert (run.returncode, run.stderr) == (0, b"")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no such device")
def test_a_full_disk_is_told_in_a_sentence() -> None:
    with open("/dev/full", "wb") as full:
        run = subprocess.run([sys.executable, "-m", "wargame", "rules"], stdout=full,
                             stderr=subprocess.PIPE, text=True, check=False)  # fmt: skip
    assert run.returncode == 2
    assert run.stderr == "wargame: the output cannot be written: No space left on device\n"


@pytest.mark.skipif(sys.platform == "win32", reason="no such shell there")
@pytest.mark.parametrize("words", [["rules"], ["lab", "arena", "--bots", "random", "--games", "3"]])
def test_closed_streams_do_no_harm(words: list[str], tmp_path: Path) -> None:
    command = [sys.executable, "-m", "wargame", *words]
    env = {**os.environ, "WARGAME_LAB": str(tmp_path)}
    for closed in (">&-", ">&- 2>&- <&-"):
        run = subprocess.run(["sh", "-c", f'"$@" {closed}', "sh", *command], env=env,
                             capture_output=True, check=False)  # fmt: skip
        assert (run.returncode, run.stderr) == (0, b"")


def test_an_interrupt_is_told_as_what_it_is(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Only a game has saved its choices; while the program is imported there is nothing to say."""

    def stop(*given: object, **more: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(LineTable, "play", stop)
    with pytest.raises(Interrupted, match="Every choice made is saved") as game:
        playing.in_lines(None)  # type: ignore[arg-type]
    assert game.value.exit_code == 130
    monkeypatch.setattr(main.commands, "main", stop)
    assert main.outcome() == 130
    assert capsys.readouterr().err == "Interrupted.\n"
    monkeypatch.setattr(main, "main", stop)
    with pytest.raises(SystemExit) as left:
        top.main()
    assert left.value.code == 130


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


def test_what_was_given_is_quoted_without_what_a_terminal_obeys(tmp_path: Path) -> None:
    evil = "x\x1b]52;c;aGk=\x07\u202e"
    for name in ("cards", "rules", "rules/scenarios"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "evil.toml").write_text(
            '"a\\u001b]52;c;aGk=\\u0007" = 1\nid = "b\\u001b[2J"\n', encoding="utf-8"
        )
    for words in (
        ["verify", f"{tmp_path}/{evil}"], ["replay", evil], ["replay", "a", evil], ["fork", evil],
        [evil], ["play", "--scenario", evil], ["play", f"--{evil}"], ["play", "--seats", evil],
        ["check", str(tmp_path)], ["lab", "arena", "--bots", evil], ["lab", evil],
        ["play", "--plain", "--save", f"{tmp_path}/{evil}"],
    ):  # fmt: skip
        said = wargame(*words)
        text = said.stdout + said.stderr
        assert text
        assert "\x1b" not in text, (words, text)
        assert "\u202e" not in text, (words, text)


@pytest.mark.parametrize("words", [["--version"], ["play", "--plain", "--seats", BOTS]])
def test_no_screen_is_imported_without_need(words: list[str], tmp_path: Path) -> None:
    run = subprocess.run(
        [sys.executable, "-X", "importtime", "-m", "wargame", *words], capture_output=True,
        text=True, encoding="utf-8", errors="replace", check=True,
        env={**os.environ, "WARGAME_SAVES": str(tmp_path)},
    )  # fmt: skip
    imported = {line.rpartition("|")[2].strip() for line in run.stderr.splitlines()}
    assert "wargame.cli.main" in imported
    assert not imported & {"textual", "rich"}


def test_the_help_lists_what_each_command_says_and_imports_none() -> None:
    """The list is read out of the sources; a command that is imported says the same."""
    code = (
        "import sys\n"
        "from wargame.cli.main import commands\n"
        "commands.main(['--help'], standalone_mode=False)\n"
        "heavy = {'wargame.cli.playing', 'wargame.engine.game'}\n"
        "print('imported:', *heavy & {*sys.modules})"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    listed, _, imported = run.stdout.partition("imported:")
    assert imported.strip() == ""
    for name, command in main.commands.commands.items():
        text = " ".join(command.get_short_help_str(200).split())
        row = re.search(rf"^  {name} +(.*)$", listed, re.MULTILINE)
        assert row is not None, f"{name} is not in the help"
        assert row[1], f"{name} has no sentence in the help"
        assert text.startswith(row[1].removesuffix("...")), (name, row[1], text)
