"""A class of five tables, from nothing to the page of all tables: three are played by bots, one in
lines, one in a headless browser; the bell rings in turn 3.

It prints its minutes. Skipped where there is no Chromium with its driver.
"""

from __future__ import annotations

import csv
import re
import time
from collections.abc import Iterator
from io import StringIO
from itertools import takewhile
from pathlib import Path
from random import Random
from typing import Any

import pytest

from tests.command_line import started, wargame
from tests.lesson.conftest import play_to
from tests.long.browsing import Window, served
from tests.screen.test_line_game import script
from wargame.engine.game import Game
from wargame.engine.scoring import halves_text
from wargame.lesson import folder as folders
from wargame.saves.replay.loaded import Verdict, load
from wargame.ui.session import saved_session

SEED, TURN = 7, 3
ROSTER = "table,seat,name\n4,tokyo,Ann\n4,tokyo,Bo\n5,seoul,Cy\n"
REASON = "to be safe first"


def done(*words: object) -> str:
    """Run a command that ends well; return what it printed."""
    run = wargame(*map(str, words))
    assert run.returncode == 0, run.stderr
    return run.stdout


def bots_play(save: Path, luck: int) -> None:
    """Let bots play a table to the turn of the bell."""
    session = saved_session(save)
    play_to(session, TURN, luck)
    session.journal.close()


def typed(save: Path) -> Iterator[str]:
    """Yield the lines that play a table to the turn of the bell, with a reason in each sitting."""
    header = load(save).header
    assert header.seed is not None
    game = Game.new(header.scenario, seed=header.seed, basic=header.basic, seats=header.seats)
    for line in takewhile(lambda _: game.turn < TURN, script(game, Random(7))):
        yield line
        if line == "hand":
            yield f"because {REASON}"


def test_a_class_of_five_tables(
    browser: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Any
) -> None:
    began, lesson = time.monotonic(), tmp_path / "class"
    (tmp_path / "roster.csv").write_text(ROSTER, encoding="utf-8")
    words = ("--minutes", 45, "--tables", 5, "--roster", tmp_path / "roster.csv")
    monkeypatch.setattr(folders.secrets, "randbelow", lambda most: SEED)
    assert len(done("lesson", lesson, *words).splitlines()) == 3
    saves = sorted((lesson / "tables").glob("*.jsonl"))
    bots, lines, window = saves[:3], saves[3], saves[4]

    with served(lesson, len(saves)) as addresses:
        assert list(addresses) == [save.stem for save in saves]
        for luck, save in enumerate(bots):
            bots_play(save, luck)
        said = started("--plain", "resume", str(lines), stdin="\n".join([*typed(lines), "quit\n"]))
        assert said.returncode == 0, said.stdout[-2000:]
        assert "Not done" not in said.stdout
        open_window = Window.open(browser, addresses[window.stem])
        open_window.play(window, lambda: load(window).timeline.game.turn >= TURN)

    assert done("close", *saves).count(f"closed after turn {TURN - 1}") == len(saves)
    assert done("verify", *saves).count(Verdict.EXACT.name) == len(saves)
    reports = lesson / "reports"
    assert len(done("report", *saves, "--out", reports).splitlines()) == len(saves)
    page = lesson / "tables.html"
    done("tables", *saves, "--reports", reports, "--out", page)
    rows = list(csv.DictReader(StringIO(done("tables", *saves, "--format", "csv"))))

    games = {save.stem: load(save).timeline.game for save in saves}
    assert len({game.seed for game in games.values()}) == 1
    assert len(rows) == 3 * len(saves)
    told = {save.stem: (reports / f"{save.stem}-report.html").read_text() for save in saves}
    for row in rows:
        game = games[row["table"]]
        assert game.outcome is not None
        score = game.outcome.scores[game.seats.index(row["seat"])]
        assert (float(row["points"]), row["tier"]) == (score.halves / 2, score.tier)
        assert f'<td class="r">{halves_text(score.halves)}' in told[row["table"]]
    assert [table for table, text in told.items() if REASON in text] == [lines.stem]
    links = re.findall(r'href="([^"#]+)"', page.read_text())
    assert links == [f"reports/{save.stem}-report.html" for save in saves]
    with capsys.disabled():
        print(f"\na class of five tables: {(time.monotonic() - began) / 60:.1f} minutes")
