"""Cards and rules are found from a checkout, an editable install and an installed wheel alike."""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

import wargame

TOP = Path(__file__).parent.parent.parent
SCRIPT = """
import wargame
from wargame.engine.library import data
game = wargame.Game.new("new-entente", seed=1)
print(len(game.book.cards), data("RULES.md").is_file(), wargame.__file__)
"""


def say(cwd: Path, path: Path | None = None, **env: str) -> str:
    """Start a new Python elsewhere and let it deal a game."""
    environment = {k: v for k, v in os.environ.items() if not k.startswith(("PYTHON", "WARGAME"))}
    environment.update(env)
    if path is not None:
        environment["PYTHONPATH"] = str(path)
    run = subprocess.run(
        [sys.executable, "-c", SCRIPT], cwd=cwd, env=environment, capture_output=True, text=True,
        check=True,
    )  # fmt: skip
    return run.stdout


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the wheel and unpack it, as an install would."""
    folder = tmp_path_factory.mktemp("wheel")
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)],
        cwd=TOP, check=True, capture_output=True,
    )  # fmt: skip
    (built,) = folder.glob("*.whl")
    with zipfile.ZipFile(built) as archive:
        archive.extractall(folder / "site")
    return folder / "site"


def test_from_an_installed_wheel(wheel: Path, tmp_path: Path) -> None:
    cards, rules, where = say(tmp_path, wheel).split()
    assert where.startswith(str(wheel))
    assert rules == "True"
    assert int(cards) > 50
    assert not (wheel / "cards").exists()


def test_from_a_checkout_and_from_this_install(wheel: Path, tmp_path: Path) -> None:
    assert say(tmp_path, TOP).split()[:2] == say(tmp_path, wheel).split()[:2]
    assert say(tmp_path).split()[1] == "True"


def test_from_a_wheel_that_cannot_be_written_to(wheel: Path, tmp_path: Path) -> None:
    for path in wheel.rglob("*"):
        path.chmod(0o555 if path.is_dir() else 0o444)
    try:
        assert say(tmp_path, wheel, HOME="/nonexistent", PYTHONDONTWRITEBYTECODE="1")
    finally:
        for path in wheel.rglob("*"):
            path.chmod(0o755 if path.is_dir() else 0o644)


def test_the_articles_do_not_ship(wheel: Path) -> None:
    names = [path.name for path in wheel.rglob("*") if path.is_file()]
    assert "facts.tsv" in names
    assert not [name for name in names if name.endswith(".txt") and name[:3].isdigit()]


def test_a_wheel_is_pure_unless_the_compiled_form_is_asked_for(wheel: Path) -> None:
    assert [path for path in wheel.rglob("*") if path.suffix in (".so", ".pyd")] == []
    where = {"PYTHONPATH": str(wheel), "PATH": os.environ["PATH"]}
    run = subprocess.run(
        [sys.executable, "-m", "wargame", "--version"], cwd=wheel, env=where,
        capture_output=True, text=True, check=True, timeout=60,
    )  # fmt: skip
    assert run.stdout.strip() == f"wargame, version {wargame.__version__} (pure)"


@pytest.mark.parametrize(
    ("words", "sentence"),
    [(("wheel",), "needs a C compiler"), (("wheel:editable",), "editable")],
)
def test_what_cannot_be_compiled_is_refused_in_a_sentence(
    tmp_path: Path, words: tuple[str, ...], sentence: str
) -> None:
    asked = {**os.environ, "WARGAME_COMPILED": "1", "CC": str(tmp_path / "no-compiler")}
    run = subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-d", str(tmp_path), "-t", *words],
        cwd=TOP, env=asked, capture_output=True, text=True, timeout=120,
    )  # fmt: skip
    assert run.returncode == 1
    told = run.stdout + run.stderr
    assert sentence in told
    assert "Traceback" not in told
    assert list(tmp_path.glob("*.whl")) == []
