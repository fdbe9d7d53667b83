"""A whole first week in a real headless browser: served, played by keys, saved.

Skipped where there is no Chromium with its driver.
"""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from wargame.lesson.folder import make
from wargame.saves.replay.loaded import Verdict, load

BROWSER, DRIVER = shutil.which("chromium"), shutil.which("chromedriver")
DEADLINE = 420.0
ENTER, TAB = "\ue007", "\ue004"


@pytest.fixture
def page(tmp_path: Path) -> Iterator[tuple[str, Path]]:
    """Serve one table with a person and two bots; gives its address and its save."""
    players = [{"washington": "human:Ann", "tokyo": "adaptive", "seoul": "adaptive"}]
    (save,) = make(tmp_path / "class", "first-week", 20, players)
    command = [sys.executable, "-m", "wargame", "serve", str(tmp_path / "class"), "--port", "8799"]
    server = subprocess.Popen(
        command, stdout=subprocess.PIPE, text=True, env={**os.environ, "PYTHONUNBUFFERED": "1"}
    )
    assert server.stdout is not None
    line = server.stdout.readline()
    found = re.search(r"http://\S+", line)
    assert found, line
    yield found[0], save
    server.send_signal(signal.SIGINT)
    assert server.wait(30) == 0


@pytest.mark.skipif(not (BROWSER and DRIVER), reason="there is no chromium with its driver here")
def test_a_whole_first_week_is_played_in_a_browser(page: tuple[str, Path]) -> None:
    webdriver = pytest.importorskip("selenium.webdriver")
    address, save = page
    options = webdriver.ChromeOptions()
    options.binary_location = BROWSER
    for word in ("--headless=new", "--no-sandbox", "--disable-gpu", "--window-size=1280,800"):
        options.add_argument(word)
    browser = webdriver.Chrome(
        options=options, service=webdriver.chrome.service.Service(DRIVER)
    )  # fmt: skip
    until = time.monotonic() + DEADLINE
    try:
        browser.get(address)
        while "-first-byte" not in browser.execute_script("return document.body.className"):
            assert time.monotonic() < until, "no screen came"
        browser.find_element("css selector", ".textual-terminal").click()
        size = 0
        while load(save).verdict is not Verdict.EXACT:
            assert time.monotonic() < until, f"the game hangs: {load(save).sentence}"
            keys = webdriver.ActionChains(browser)
            keys.send_keys(ENTER).pause(0.2).send_keys("x").pause(0.2).perform()
            size = max(size, save.stat().st_size)
            assert save.stat().st_size == size, "a save only grows"
        assert not re.search(r"Ann|hand|flag", browser.page_source)
        assert "Ann" not in browser.title
    finally:
        browser.quit()
    assert load(save).choices
