"""Which scenario teaches the game, and whether it has been played to its end here.

That is remembered in a small file of the platform's state folder, or of the folder WARGAME_STATE.
Nothing depends on the file: where it is missing, broken or cannot be written, the lesson is offered
first once more.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Final

from platformdirs import user_state_dir

from wargame.engine.library import library
from wargame.saves.format.errors import SaveFailed
from wargame.saves.write import disk
from wargame.system.paths import BadPath, Wanted, from_environment, platform_folder
from wargame.ui.players import HUMAN

if TYPE_CHECKING:
    from wargame.content.specs import Scenario

STATE: Final = "WARGAME_STATE"
"""The variable that names the folder of the file."""
FILE: Final = "learned.json"
PARTNER: Final = "adaptive"
"""The bot that sits with somebody who learns alone."""
MOST_BYTES: Final = 10_000
LEARNERS: Final = (1, 3)
"""How many people may learn; the first is the usual one."""


def lesson() -> str:
    """Return the id of the scenario that has a guide."""
    return next(id for id, deal in library().scenarios.items() if deal.get("guide"))


def learners(people: int) -> dict[str, str]:
    """Return who plays the lesson: all seats people, or one person, who begins, and bots."""
    program = library().program(lesson())
    return {
        seat: HUMAN if people > 1 or at == program.scenario.first else PARTNER
        for at, seat in enumerate(program.book.layout.seats)
    }


def learned() -> bool:
    """Return whether the lesson has been played to its end here."""
    return lesson() in _played()


def remember(scenario: Scenario) -> None:
    """Remember that a scenario has been played to its end, if it teaches the game."""
    played = _played()
    if not scenario.guide or scenario.id in played:
        return
    try:
        path = _file()
        disk.folder(path.parent)
        disk.replace(path, (json.dumps([*played, scenario.id]) + "\n").encode())
    except (BadPath, SaveFailed):
        return


def _file() -> Path:
    named = from_environment(STATE, Wanted.FOLDER)
    return (named or platform_folder(user_state_dir, STATE)) / FILE


def _played() -> list[str]:
    try:
        with _file().open("rb") as file:
            read = json.loads(file.read(MOST_BYTES))
    except (BadPath, OSError, ValueError, RecursionError):
        return []
    return [id for id in read if isinstance(id, str)] if isinstance(read, list) else []
