"""A whole first week in a real headless browser: served, played by keys, saved.

Skipped where there is no Chromium with its driver.
"""

from __future__ import annotations

import re
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from wargame.cli.main import commands
from wargame.lesson.folder import make
from wargame.saves.replay.loaded import Verdict, load
from wargame.ui.session import saved_session

BROWSER, DRIVER = shutil.which("chromium"), shutil.which("chromedriver")
DEADLINE = 420.0
ENTER = "\ue007"
SEATS = ("washington", "tokyo", "seoul")


@pytest.fixture
def page(tmp_path: Path) -> Iterator[tuple[str, Path]]:
    """Serve one table with a person and two bots; gives its address and its save."""
    players = [{"washington": "human:Ann", "tokyo": "adaptive", "seoul": "adaptive"}]
    (save,) = make(tmp_path / "class", "first-week", 20, players)
    command = [sys.executable, "-m", "wargame", "serve", str(tmp_path / "class"), "--port", "8799"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as server:
        assert server.stdout is not None
        found = re.search(r"http://\S+", server.stdout.readline())
        assert found
        yield found[0], save
        server.send_signal(signal.SIGINT)
        assert server.wait(30) == 0


@pytest.fixture
def browser() -> Iterator[Any]:
    """Open a headless browser."""
    webdriver = pytest.importorskip("selenium.webdriver")
    if not (BROWSER and DRIVER):
        pytest.skip("there is no chromium with its driver here")
    options = webdriver.ChromeOptions()
    options.binary_location = BROWSER
    for word in ("--headless=new", "--no-sandbox", "--disable-gpu", "--window-size=1280,800"):
        options.add_argument(word)
    service = webdriver.chrome.service.Service(DRIVER)
    opened = webdriver.Chrome(options=options, service=service)
    yield opened
    opened.quit()


def test_a_whole_first_week_is_played_in_a_browser(page: tuple[str, Path], browser: Any) -> None:
    from selenium.webdriver import ActionChains

    address, save = page
    until = time.monotonic() + DEADLINE
    browser.get(address)
    while "-first-byte" not in browser.execute_script("return document.body.className"):
        assert time.monotonic() < until, "no screen came"
    browser.find_element("css selector", ".textual-terminal").click()
    size = 0
    while load(save).verdict is not Verdict.EXACT:
        assert time.monotonic() < until, f"the game hangs: {load(save).sentence}"
        ActionChains(browser).send_keys(ENTER, "x", ENTER, "0", "e", ENTER).perform()
        size = max(size, save.stat().st_size)
        assert save.stat().st_size == size, "a save only grows"
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
    assert len(pages) == 13
    for path in pages:
        browser.get(path.as_uri())
        found = axe.Axe().run(browser)["violations"]
        assert not found, f"{path.name}: {[one['id'] for one in found]}"
