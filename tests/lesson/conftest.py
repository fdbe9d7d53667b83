"""Games and folders for the tests of lessons, made once."""

from __future__ import annotations

from pathlib import Path
from random import Random

import pytest

from wargame.bots.bot import make
from wargame.engine.loop import asked_view
from wargame.lesson import folder as folders
from wargame.ui.session import Session, saved_session

SEED = 604_118_207
BOT = "tempered:interest=1.4"


def play_to(session: Session, turn: int, luck: int = 1) -> None:
    """Let bots play until a turn has begun, or the game is over."""
    bots = [make(BOT if luck % 2 else "adaptive", session.game.program) for _ in session.game.seats]
    rng = Random(luck)
    while session.decision is not None and session.game.turn < turn:
        view = asked_view(session.game.state, session.decision)
        session.choose(bots[session.decision.seat].choose(view, session.decision, rng))


def to_sitting(session: Session) -> None:
    """Answer what is asked on the open table, up to the next sitting."""
    while session.decision is not None and not session.decision.private:
        session.choose(session.decision.keys[0])


@pytest.fixture(scope="session")
def lesson(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make a lesson of three tables: two closed after turn 1, one played to its end."""
    folder = tmp_path_factory.mktemp("class") / "lesson"
    players = [{"washington": "human:Ann & Bo", "tokyo": "human", "seoul": "human:Cy"}] * 3
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(folders.secrets, "randbelow", lambda most: SEED)
        saves = folders.make(folder, "first-week", 45, players)
    for number, save in enumerate(saves):
        session = saved_session(save)
        play_to(session, 2 if number else 9, number)
        if number:
            session.close()
        session.journal.close()
    return folder
