"""What other programs leave in the environment neither breaks nor freezes anything."""

from __future__ import annotations

import ast
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from tests.command_line import started
from tests.screen.test_commands import BOTS
from wargame.cli import main
from wargame.cli.terminal import REMOTE_CONTROLS, page, tidy
from wargame.saves.replay.loaded import load

SAMPLE = Path(__file__).parents[2] / "saves" / "samples" / "hide-plan-wait-random-1.jsonl"
ODD = {
    "COLUMNS": "0", "LINES": "many", "TERM": "nonsense", "NO_COLOR": "", "FORCE_COLOR": "1",
    "PYTHONWARNINGS": "error", "PYTHONDONTWRITEBYTECODE": "1", "TMPDIR": "/nowhere",
    "XDG_DATA_HOME": "relative", "XDG_CACHE_HOME": "relative", "MPLBACKEND": "nonsense",
    "PAGER": "no-such-pager", "MANPAGER": "false", "LESS": "-X", "TEXTUAL_PRESS": "q",
    "TEXTUAL_LOG": "log.txt", "TEXTUAL_FPS": "0", "TEXTUAL_DRIVER": "", "PYTHONOPTIMIZE": "2",
}  # fmt: skip
"""Each of these was seen to break some program."""


@pytest.mark.parametrize(
    "words",
    [
        ["verify", str(SAMPLE)],
        ["rules"],
        ["cards", "--deck", "seoul"],
        ["play", "--plain", "--seats", BOTS, "--save", "x.jsonl"],
        ["lab", "arena", "--bots", "random", "--games", "3", "--results", "g", "--svg", "p.svg"],
    ],
    ids=lambda words: words[0],
)
def test_odd_variables_do_no_harm(words: list[str], tmp_path: Path) -> None:
    run = started(*words, env=ODD, cwd=tmp_path)
    assert run.returncode == 0, run.stderr
    assert "Traceback" not in run.stderr
    assert not {"relative", "log.txt"} & {path.name for path in tmp_path.iterdir()}


def test_what_is_taken_out_of_the_environment() -> None:
    kept = {"TERM": "odd", "NO_COLOR": "", "PAGER": "cat", "TEXTUAL_THEME": "nord", "LANG": "C"}
    odd = dict.fromkeys(REMOTE_CONTROLS, "1")
    for size in ("", "0", "-1", "abc", "²", "99999", "9" * 400, "1e3", " 80"):
        found = {**kept, **odd, "COLUMNS": size, "LINES": size, "HOME": "", "XDG_DATA_HOME": "a/b"}
        tidy(found)
        assert {k: v for k, v in found.items() if k not in ("HOME", "XDG_DATA_HOME")} == kept
        assert sys.platform == "win32" or found == kept
    for driver in ("", "nonsense", "no_such_package.driver:Driver", ".:Driver", "textual.drivers:"):
        found = {**kept, "TEXTUAL_DRIVER": driver}
        tidy(found)
        assert found == kept
    web = "textual.drivers.web_driver:WebDriver"
    good = {
        **kept,
        "TEXTUAL_DRIVER": web,
        "COLUMNS": "100",
        "LINES": "40",
        "HOME": os.path.abspath("h"),
    }
    found = dict(good)
    tidy(found)
    assert found == good


def test_a_terminal_that_knows_its_size_is_believed(monkeypatch: pytest.MonkeyPatch) -> None:
    found = {"COLUMNS": "40", "LINES": "10"}
    monkeypatch.setattr(os, "get_terminal_size", lambda handle: os.terminal_size((0, 0)))
    tidy(found)
    assert found
    monkeypatch.setattr(os, "get_terminal_size", lambda handle: os.terminal_size((120, 40)))
    monkeypatch.setattr(sys.stdout, "fileno", lambda: 1)
    tidy(found)
    assert not found


def test_help_stands_without_docstrings() -> None:
    """`python -OO` takes them away: the help of every command is the same all the same."""
    script = (
        "from inspect import cleandoc\n"
        "from wargame.cli import main as cli\n"
        "from wargame.cli.group import fill_help\n"
        "fill_help(cli.commands)\n"
        "def tell(c):\n"
        "    print(repr(c.name), repr(cleandoc(c.help)))\n"
        "    [tell(b) for b in getattr(c, 'commands', {}).values()]\n"
        "tell(cli.commands)"
    )
    plain, bare = (
        subprocess.run([sys.executable, *flags, "-c", script], capture_output=True, check=True)
        for flags in ([], ["-OO"])
    )
    assert bare.stdout == plain.stdout
    assert b"Read the rulebook." in bare.stdout


@pytest.mark.skipif(sys.platform == "win32", reason="other pagers there")
@pytest.mark.parametrize(
    "pager", ["cat", "", "  ", "no-such-pager", "'unbalanced", "exit 127", None]
)
def test_a_long_text_is_shown_whatever_the_pager(
    pager: str | None, capfd: pytest.CaptureFixture[str]
) -> None:
    environ = {k: v for k, v in os.environ.items() if k not in ("PAGER", "LESS")}
    page(
        "\x1b[1mUnder\x1b[0m ● the Umbrella\n",
        environ | ({} if pager is None else {"PAGER": pager}),
    )
    sys.stdout.flush()
    assert "\x1b[1mUnder\x1b[0m ● the Umbrella" in capfd.readouterr().out


@pytest.mark.skipif(sys.platform == "win32", reason="other pagers there")
@pytest.mark.parametrize(("before", "after"), [(None, "FRX"), ("-i", "-R -i"), ("", "-R ")])
def test_less_is_told_to_show_colours(
    before: str | None, after: str, capfd: pytest.CaptureFixture[str]
) -> None:
    environ = {k: v for k, v in os.environ.items() if k != "LESS"}
    environ |= {"PAGER": 'cat >/dev/null; printf "<%s>" "$LESS"'} | (
        {} if before is None else {"LESS": before}
    )
    page("text", environ)
    assert f"<{after}>" in capfd.readouterr().out


@pytest.mark.skipif(shutil.which("less") is None, reason="no such pager here")
@pytest.mark.parametrize("less", [None, "-i"])
def test_the_rulebook_in_less_shows_no_escapes(
    less: str | None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    terminals = pytest.importorskip("tests.screen.test_terminal")
    monkeypatch.setenv("PAGER", "less")
    monkeypatch.delenv("LESS", raising=False)
    if less is not None:
        monkeypatch.setenv("LESS", less)
    terminal = terminals.Terminal(tmp_path, "rules")
    text = terminal.until(lambda text: "Under the Umbrella" in text, "the rulebook")
    terminal.child.send("q")
    terminal.child.close()
    assert "ESC[" not in text
    assert "[1m" not in text


def test_the_screen_opens_among_odd_variables(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    terminals = pytest.importorskip("tests.screen.test_terminal")
    for name, value in ODD.items():
        monkeypatch.setenv(name, value)
    monkeypatch.chdir(tmp_path)
    terminal = terminals.Terminal(tmp_path)
    text = terminal.until(lambda text: "New game" in text and "Quit" in text, "the menu")
    assert len(text.splitlines()) == 24

    def ended(text: str) -> bool:
        """Press q again: what comes before the menu is on show is not heard."""
        if terminal.child.isalive():
            terminal.child.send("q")
        return not terminal.child.isalive()

    terminal.until(ended, "the end")
    assert terminal.child.exitstatus == 0
    assert not (tmp_path / "log.txt").exists()


@pytest.mark.parametrize(
    ("words", "env", "says"),
    [
        (["--seed", "3", "--code", "abc"], {}, ["with or without the code", "sealed with a code."]),
        (["--code", "abc"], {}, ["Sealed deal", "sealed with a code."]),
        (["--seed", "3"], {"WARGAME_CODE": "abc"}, ["Open deal", "with the code in WARGAME_CODE."]),
        ([], {"WARGAME_CODE": "abc"}, ["Sealed deal", "sealed with the code in WARGAME_CODE."]),
        (["--seed", "3"], {"WARGAME_CODE": ""}, ["Open deal"]),
    ],
)
def test_a_game_says_what_it_is_sealed_with(
    words: list[str], env: dict[str, str], says: list[str], tmp_path: Path
) -> None:
    path = tmp_path / "x.jsonl"
    run = CliRunner().invoke(
        main.commands, ["play", "--plain", *words, "--seats", BOTS, "--save", str(path)], env=env
    )
    assert run.exit_code == 0, run.output
    deal = [line for line in run.output.splitlines() if line.startswith("Deal: ")]
    deal = [line for line in deal if "The deal opened" not in line]
    assert len(deal) == len(says)
    assert all(said in line for line, said in zip(deal, says, strict=True))
    assert load(path).header.coded is (len(says) == 2)


def test_the_variable_of_the_code_stands_in_the_help_and_the_readme() -> None:
    run = CliRunner().invoke(main.commands, ["play", "--help"])
    assert "WARGAME_CODE" in run.output
    assert "WARGAME_CODE" in (Path(__file__).parents[2] / "README.md").read_text(encoding="utf-8")


def test_no_refusal_rests_on_an_assert() -> None:
    """`python -O` leaves asserts out: what has a sentence for somebody is raised.

    Table and verbs name faults of the program itself in asserts.
    """
    for file in sorted(Path(main.__file__).parent.rglob("*.py")):
        if file.parent.name in ("table", "verbs"):
            continue
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            assert not (isinstance(node, ast.Assert) and node.msg), f"{file}:{node.lineno}"
