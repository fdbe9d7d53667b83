"""The bell at the table: what is asked before a game is closed, for both faces."""

from __future__ import annotations

from typing import Final

from attrs import frozen

from wargame.engine.bell import close_refusal, close_refusal_after, whole_turns
from wargame.ui.session import Session

NOW: Final = "now"
LATER: Final = "later"
NOT: Final = "not"


@frozen
class Way:
    """A way to answer; `why` says why it cannot be chosen now, or is empty."""

    id: str
    label: str
    why: str = ""


@frozen
class BellQuestion:
    """What is asked: a title, what closing means, the ways to answer."""

    title: str
    text: str
    ways: tuple[Way, ...]


def bell_question(session: Session) -> BellQuestion:
    """Ask whether the game is closed: now, after this turn, or, if that was wished, no more."""
    game = session.game
    words = game.words
    later = Way(LATER, words.close_later(game.turn), close_refusal_after(game) or "")
    ways = (
        Way(NOW, words.close_now(), close_refusal(game) or ""),
        Way(NOT, words.close_not()) if session.closes_after else later,
    )
    return BellQuestion(words.close_title(), words.close_ask(whole_turns(game)), ways)


def ring(session: Session, way: str) -> str:
    """Do what was answered, and return the sentence on it; "" where the game has ended or nothing
    was done. Raises `SaveFailed`."""
    if way == NOW:
        session.close()
        return ""
    if way not in (LATER, NOT):
        return ""
    session.closes_after = session.game.turn if way == LATER else 0
    return session.game.words.close_set(session.closes_after)
