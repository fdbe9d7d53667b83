"""Golden frames of everything that the app shows, each question and beat among it, and the pictures
of the README."""

from __future__ import annotations

import asyncio
import os
import re
from pathlib import Path

import pytest

from tests.golden.drawing import SIZES, State, show, stage, states, text_of
from tests.golden.make_pictures import PICTURES, SHOWN, pictures
from tests.golden.make_samples import questions
from tests.golden.scenes import MICRO, kept, names, recorded, write
from tests.screen.test_tui import FRAMES
from wargame.ui.beats import CHAIR, DRIFT, GROUPS

README = Path(__file__).parent.parent.parent / "README.md"
LEAST = SIZES[0]
"""The larger frames, and those of the two villages, are drawn in `tests/long`."""


@pytest.fixture(autouse=True)
def drawn_at_rest() -> None:
    """Draw every screen as the app does: a dialog shows what lies below it."""


def held(path: Path, text: str) -> list[str]:
    """Compare with a golden file, or write it; gives its name if it differs."""
    if os.environ.get("WARGAME_GOLDEN") == "write":
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="\n")
    same = path.is_file() and path.read_text(encoding="utf-8") == text
    return [] if same else [path.name]


def check_frames(folder: Path, size: tuple[int, int], wanted: dict[str, State]) -> None:
    """Draw states in one size, and hold each against its frame."""
    differ = list[str]()

    async def draw() -> None:
        async with stage(folder, size) as pilot:
            for name, state in wanted.items():
                await show(pilot, folder, state)
                path = FRAMES / f"{name}-{size[0]}x{size[1]}.txt"
                differ.extend(held(path, text_of(pilot.app)))

    asyncio.run(draw())
    assert not differ, "these frames differ; WARGAME_GOLDEN=write writes them anew"


def test_every_kind_of_question_and_beat_has_a_frame() -> None:
    if os.environ.get("WARGAME_GOLDEN") == "write":
        write()
    scenes = kept()
    assert set(scenes) >= questions()
    assert {name.removeprefix("beat-") for name in scenes if name.startswith("beat-")} == {
        DRIFT, *GROUPS.values()
    } - {CHAIR}, "a chair sits in no recorded game"  # fmt: skip
    villages = {
        f"{MICRO}{game.decision.kind}"
        for name in names() if name.startswith(MICRO)
        for game in recorded(name).timeline.games() if game.decision is not None
    }  # fmt: skip
    assert set(scenes) >= villages
    for name, scene in scenes.items():
        if name.removeprefix(MICRO) in questions():
            game = recorded(scene.game).at(scene.ply + scene.at)
            assert game.decision is not None
            assert game.decision.kind == name.removeprefix(MICRO)


def test_golden_frames_of_all_states_at_the_least_size(tmp_path: Path) -> None:
    own = {name: state for name, state in states().items() if not name.startswith(MICRO)}
    check_frames(tmp_path, LEAST, own)


def test_golden_pictures_of_the_readme_are_what_the_command_draws(tmp_path: Path) -> None:
    drawn = asyncio.run(pictures(tmp_path))
    differ = [name for key, svg in drawn.items() for name in held(PICTURES / f"{key}.svg", svg)]
    assert not differ, "draw them anew: python -m tests.golden.make_pictures"
    linked = re.findall(r"!\[.+\]\((\S+)\)", README.read_text(encoding="utf-8"))
    assert linked == [f"tests/golden/pictures/{name}.svg" for name in SHOWN]
    assert {path.stem for path in PICTURES.iterdir()} == set(SHOWN)
    for svg in drawn.values():
        assert "url(" not in re.sub(r"url\(#[\w-]+\)", "", svg), "a picture needs something else"
        assert len(svg.encode()) < 120_000
