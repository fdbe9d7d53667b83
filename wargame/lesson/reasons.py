"""The reasons that seats typed, and what each of them explains.

A seat is asked once a sitting, after all of it, and the save holds the answer beside one choice of
that sitting. So a reason explains the sitting; one that was typed at the open table, its choice.
"""

from __future__ import annotations

from typing import Final

from attrs import frozen

from wargame.engine.game import Game
from wargame.rules.model.questions import field_name
from wargame.saves.replay.loaded import Loaded
from wargame.saves.replay.viewer import Viewer
from wargame.table.decision import Decision, Option

DOSSIER: Final = "fill"
"""The kind of question that a sitting of the Cabinet is about."""


@frozen
class Reason:
    """A reason of a seat. `chosen` is what it explains, each as (question, answer); the question is
    "" where the answer says enough. `plies` are all choices that it stands for."""

    turn: int
    seat: int
    phase: str
    chosen: tuple[tuple[str, str], ...]
    plies: tuple[int, ...]
    text: str


def reasons_of(loaded: Loaded, viewer: Viewer) -> list[Reason]:
    """List the reasons that a viewer may read, up to the last good ply."""
    sittings: dict[object, list[tuple[int, Decision, Option]]] = {}
    for ply, game in enumerate(loaded.timeline.games()):
        decision = game.decision
        if ply >= loaded.last_good or decision is None:
            break
        option = decision.option(loaded.choices[ply].key or "")
        if option is not None and viewer.holds(decision.seat):
            where = loaded.timeline.moment(ply)
            own = (where.turn, where.phase, decision.seat) if decision.private else ply
            sittings.setdefault(own, []).append((ply, decision, option))
    return [
        _reason(loaded, made, loaded.choices[ply].reason)
        for made in sittings.values()
        for ply, _, _ in made
        if loaded.choices[ply].reason
    ]


def _reason(loaded: Loaded, made: list[tuple[int, Decision, Option]], text: str) -> Reason:
    first, decision, _ = made[0]
    where = loaded.timeline.moment(first)
    chosen = _chosen(loaded.timeline.game, [(asked, option) for _, asked, option in made])
    plies = tuple(ply for ply, _, _ in made)
    return Reason(where.turn, decision.seat, where.phase, chosen, plies, text)


def _chosen(game: Game, made: list[tuple[Decision, Option]]) -> tuple[tuple[str, str], ...]:
    """Say what a sitting was about: what the dossier was filled with, or else its first answer."""
    filled = [(asked, option) for asked, option in made if asked.kind == DOSSIER]
    laid = tuple(("", option.label) for _, option in filled if not option.idle)
    if laid:
        return laid
    asked, option = (filled or made)[0]
    name = field_name(game.words, asked.question) if asked.private else ""
    return ((name, option.label),)
