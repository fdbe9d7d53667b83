"""What is printed: data exact whatever the terminal, prose in signs that it has."""

from __future__ import annotations

import csv
import io
import json
import os
import subprocess
import sys
from pathlib import Path
from random import Random

import pytest

from tests.record.test_apart import FILES
from wargame.cli.main import commands
from wargame.engine.game import Game
from wargame.engine.library import library
from wargame.saves.export.columns import NAMES, dictionary
from wargame.saves.export.export import FORMS, export
from wargame.saves.format.pins import Pins
from wargame.saves.replay.loaded import load
from wargame.saves.replay.viewer import REFEREE
from wargame.saves.write.journal import Journal
from wargame.ui.describe import standings_lines, table_lines
from wargame.ui.printing import data, encoded, prose, spell_output, write

TYPED = "café “Łódź” 金 − ½"
PLAIN = 'cafe "Lodz" ? - .5'
TERMINALS = {
    "utf-8": {"PYTHONUTF8": "1"},
    "ascii": {"PYTHONIOENCODING": "ascii"},
    "latin-1": {"PYTHONIOENCODING": "latin-1:strict"},
    "LANG=C": {"LC_ALL": "C", "LANG": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
}
DATA = [
    ["--ascii", "export", "{}/typed.jsonl"],
    *(["export", "{}/typed.jsonl", "--format", form] for form in FORMS if form != "md"),
    ["export", "{}/typed.jsonl", "--format", "md"],
    ["export", "--dictionary"],
    ["verify", "--json", "{}/typed.jsonl"],
    ["compare", "--json", "{}/typed.jsonl", "{}/other.jsonl"],
    ["replay", "{}/typed.jsonl", "--knowledge", "washington", "--json"],
    ["--ascii", "replay", "{}/typed.jsonl", "--knowledge", "washington", "--json"],
    ["cards", "--json"],
    *(["tables", "{}/typed.jsonl", "--format", form] for form in ("csv", "jsonl")),
    ["settings", "--json"],
    ["lab", "arena", "--bots", "random", "--games", "3", "--json"],
    ["lab", "arena", "--bots", "random", "--games", "3", "--csv"],
]
SCRIPT = """
import json, sys
from wargame.cli import main as cli
from wargame.cli.terminal import open_streams
for words in json.loads(sys.argv[1]):
    open_streams()
    sys.argv[1:] = words
    assert cli.outcome() == 0, words
    sys.stdout.flush()
    sys.stdout.buffer.write(b"@@@")
"""


def printed(folder: Path, words: list[list[str]], env: dict[str, str]) -> list[bytes]:
    """Give what commands write to a pipe, one after the other."""
    given = {name: it for name, it in os.environ.items() if not name.startswith(("LC_", "LANG"))}
    run = subprocess.run(
        [sys.executable, "-c", SCRIPT, json.dumps(words)], capture_output=True, check=False,
        env={**given, "WARGAME_SAVES": str(folder), "WARGAME_LAB": str(folder / "lab"), **env},
    )  # fmt: skip
    assert run.returncode == 0, run.stderr.decode(errors="replace")[-2000:]
    return run.stdout.split(b"@@@")[:-1]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a finished game, whose player has typed more than ASCII."""
    path = tmp_path_factory.mktemp("typed") / "typed.jsonl"
    whole = load(FILES[0])
    seats = {"washington": f"human:{TYPED}", "tokyo": "human", "seoul": "human"}
    header = whole.header
    game = Game.of(library().program(header.scenario), seed=5, seats=seats)
    journal = Journal.create(path, game, Pins.of(library(), header.scenario))
    rng = Random(5)
    while game.decision is not None:
        game.choose(rng.choice(game.decision.keys))
        journal.choice(game, TYPED)
    journal.over(game)
    journal.close()
    path.with_name("other.jsonl").write_bytes(path.read_bytes())
    return path.parent


def test_each_command_that_prints_data_is_among_them() -> None:
    """Those of the lab have one way to print theirs; `arena` stands for all. `report` writes pages
    into files."""
    for name, command in commands.commands.items():
        words = {word for option in command.params for word in option.opts}
        if name != "report" and words & {"--json", "--csv", "--format"}:
            assert any(name in line for line in DATA), f"`{name}` prints data: name it in DATA"


def test_data_is_the_same_bytes_whatever_the_terminal(folder: Path) -> None:
    words = [[word.format(folder) for word in one] for one in DATA]
    wanted = printed(folder, words, TERMINALS["utf-8"])
    assert len(wanted) == len(DATA)
    for one, said in zip(DATA, wanted, strict=True):
        assert "--json" not in one or json.loads(said), f"{one} prints no JSON"
    for name, first in (("ascii", 0), ("latin-1", len(DATA) - 7), ("LANG=C", len(DATA) - 7)):
        others = printed(folder, words[first:], TERMINALS[name])
        for one, said, other in zip(DATA[first:], wanted[first:], others, strict=True):
            assert other == said, (name, one)
    loaded = load(folder / "typed.jsonl")
    found = dict(zip(map(" ".join, DATA), wanted, strict=True))
    for form in FORMS:
        said = found[f"export {{}}/typed.jsonl --format {form}"]
        assert said == export(loaded, REFEREE, form).encode()
        assert ("café" in said.decode("utf-8")) is True
    assert found["--ascii export {}/typed.jsonl"] == found["export {}/typed.jsonl --format jsonl"]
    assert found["export --dictionary"] == dictionary().encode()
    rows = [json.loads(line) for line in found["--ascii export {}/typed.jsonl"].splitlines()]
    assert any(row.get("reason") == TYPED for row in rows)
    text = found["export {}/typed.jsonl --format csv"].decode("utf-8")
    assert all(len(row) == len(NAMES) for row in csv.reader(io.StringIO(text)))
    for words_, said in found.items():
        if "--json" in words_:
            json.loads(said.decode("utf-8"))


@pytest.mark.skipif(sys.platform in ("win32", "darwin"), reason="names are text there")
def test_a_name_that_is_no_text_comes_back_exactly(folder: Path, tmp_path: Path) -> None:
    name = os.fsencode(tmp_path) + b"/fin\xe9.jsonl"
    Path(os.fsdecode(name)).write_bytes((folder / "typed.jsonl").read_bytes())
    run = subprocess.run([sys.executable, "-m", "wargame", "verify", "--json", name],
                         capture_output=True, check=True)  # fmt: skip
    (found,) = json.loads(run.stdout)
    assert os.fsencode(found["file"]) == name


def test_data_goes_past_line_ends_and_encoding(monkeypatch: pytest.MonkeyPatch) -> None:
    raw = io.BytesIO()
    stream = io.TextIOWrapper(raw, encoding="ascii", newline="\r\n")
    monkeypatch.setattr(sys, "stdout", stream)
    spell_output()
    write("− prose")
    data("− data \udce9\n")
    write("prose")
    stream.flush()
    assert raw.getvalue() == b"- prose\r\n\xe2\x88\x92 data \\udce9\nprose\r\n"
    assert json.loads(encoded(json.dumps("\udce9", ensure_ascii=False))) == "\udce9"


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        (TYPED, PLAIN), ("Zoë Ångström Straße Þór e\u0301", "Zoe Angstrom Strasse Thor e"),
        ("▲ Washington → “x”…", '^ Washington -> "x"...'), ("\x1b[31mred", "-red"),
        ("one\ntwo", "one\ntwo"), ("한국", "??"),
    ],
)  # fmt: skip
def test_prose_is_spelled_plainly(text: str, plain: str) -> None:
    stream = io.TextIOWrapper(io.BytesIO(), encoding="ascii")
    assert prose(text, stream, library().program("new-entente").ruleset.seat) == plain


def test_ascii_holds_from_the_first_line_of_a_game_to_the_last(tmp_path: Path) -> None:
    def said(*words: str, typed: str = "") -> str:
        run = subprocess.run(
            [sys.executable, "-m", "wargame", "--saves", str(tmp_path),
             *(os.fsdecode(word.encode()) for word in words)], check=False,
            input=typed.encode(), capture_output=True, env={**os.environ, "PYTHONUTF8": "1"},
        )  # fmt: skip
        assert run.returncode in (0, 2), run.stderr
        assert run.stderr.isascii(), run.stderr
        assert run.stdout.isascii(), [x for x in run.stdout.splitlines() if not x.isascii()][:3]
        return run.stdout.decode()

    seats = f"washington=human:{TYPED},tokyo=random,seoul=random".replace(" ", "_")
    save = tmp_path / "é.jsonl"
    begins = f"brief\nboard\n?\nwhy 1\nlog\nbecause {TYPED}\n"
    every = f"hand\nboard\n?\nwhy 1\n1\nundo\nbecause {TYPED}\n1\n1\n"
    game = said("play", "--plain", "--ascii", "--seed", "7", "--save", str(save), "--seats", seats,
                typed=begins + every * 4)  # fmt: skip
    assert "^ Washington" in game
    assert "The game is saved" in game
    rng = Random(7)
    numbers = "".join(f"hand\nx\n{rng.randint(1, 8)}\n" for _ in range(900))
    rest = said("--ascii", "resume", "--plain", str(save), typed=numbers)
    assert "Verdict: ^ Washington" in rest
    replay = said("replay", "--plain", "--ascii", str(save))
    assert f"Reason: ^ Washington: {PLAIN}" in replay
    assert "^ Washington" in said("--ascii", "replay", "--knowledge", "tokyo", str(save))
    assert "EXACT" in said("--ascii", "verify", str(save))
    branch = tmp_path / "ö.jsonl"
    assert "branched from" in said("--ascii", "fork", str(save), "--at", "9", "--no-play", "--save",
                                   str(branch))  # fmt: skip
    assert "^ Washington" in said("compare", "--text", "--ascii", str(save), str(branch))
    assert said("--ascii", "check") == "no fault found\n"
    assert "Resume" not in said("--ascii", "cards", "--deck", "region")


def test_lines_tell_the_standings_as_the_screen_does() -> None:
    from wargame.ui.describe import standings
    from wargame.ui.tui.table_model import what_stands

    game = Game.new("new-entente", seed=7)
    assert standings_lines(game) == []
    seen = 0
    while game.decision is not None:
        game.choose(game.decision.keys[0])
        if game.decision is None:
            break
        on_screen = standings(game)
        in_lines = table_lines(game)
        assert (on_screen in in_lines) is bool(on_screen)
        seen += bool(on_screen)
        warned = [line for line in what_stands(game, game.view(-1)) if "overreach" in line.lower()]
        assert set(warned) <= set(in_lines)
    assert seen > 5
