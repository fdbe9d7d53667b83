"""A whole first week in a real headless browser: served, played by keys, saved; and a check there
that every page is accessible.

Skipped where there is no Chromium with its driver.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from tests.long.browsing import Window, served
from wargame.cli.main import commands
from wargame.lesson.folder import make
from wargame.saves.replay.loaded import Verdict, load
from wargame.ui.session import saved_session

SEATS = ("washington", "tokyo", "seoul")


def test_a_whole_first_week_is_played_in_a_browser(browser: Any, tmp_path: Path) -> None:
    players = [{"washington": "human:Ann", "tokyo": "adaptive", "seoul": "adaptive"}]
    (save,) = make(tmp_path / "class", "first-week", 20, players)
    with served(tmp_path / "class", 1) as addresses:
        window = Window.open(browser, addresses["table-1"])
        assert "xterm-helper-textarea" in browser.switch_to.active_element.get_attribute("class")
        window.play(save, lambda: load(save).verdict is Verdict.EXACT)
        assert load(save).choices
        assert not re.search(r"Ann|hand|flag", browser.page_source + browser.title)


def test_every_page_passes_the_accessibility_check(browser: Any, tmp_path: Path) -> None:
    axe = pytest.importorskip("axe_core_python.selenium")
    (save,) = make(tmp_path / "class", "cracks", 45, [dict.fromkeys(SEATS, "adaptive")])
    session = saved_session(save)
    while session.bot is not None:
        session.let_bot_answer()
    session.journal.close()
    words = ["report", str(save), "--out", str(tmp_path / "class")]
    CliRunner().invoke(commands, words, standalone_mode=False)
    words = ["tables", str(save), "--out", str(tmp_path / "class" / "tables.html")]
    CliRunner().invoke(commands, words, standalone_mode=False)
    pages = sorted((tmp_path / "class").glob("*.html"))
    assert len(pages) == 14
    for path in pages:
        browser.get(path.as_uri())
        found = axe.Axe().run(browser)["violations"]
        assert not found, f"{path.name}: {[one['id'] for one in found]}"
