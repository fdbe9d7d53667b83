"""Branching: a new save that continues another from any of its decisions, with the same luck."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from wargame.saves.format.errors import BadSave, CodeNeeded
from wargame.saves.format.header import Parent
from wargame.saves.replay.loaded import Loaded
from wargame.saves.replay.viewer import load_to_show, public_view_only
from wargame.saves.write.journal import Journal


def fork(
    path: Path, at: int, new: Path, code: str | None = None,
    players: Mapping[str, str] | None = None,
) -> Path:  # fmt: skip
    """Branch from the game in `path` before its choice number `at`; return the path of the new
    save.

    The new game holds the choices before that one, with their reasons and times; luck and content
    are the same, and so are the players, unless `players` names others, and the code, if there
    was one. Its header names parent and ply. `path` is only read, and `new` must not be there
    yet. A finished game has revealed its deal, so a branch from one is an open deal.

    Raises `BadSave` for a ply that cannot be branched from, `CodeNeeded` for a game that is not
    finished unless its code is given, and `SaveFailed`.
    """
    loaded = load_to_show(path, code)
    check(loaded, at, code)
    header, game = loaded.header, loaded.timeline.at(at, closed=False)
    if players is not None:
        game = game.seated_anew(players)
    Journal.create(
        new, game, header.pins, code=code if header.coded else None,
        typed=loaded.finished or header.deal == "typed", options=header.options,
        parent=Parent(loaded.chain_before(at), at, path.name), told=loaded.choices[:at],
        chair=header.chair,
        came_from=header.came_from or (header.format if header.format == 1 else 0),
    ).close()  # fmt: skip
    return new


def check(loaded: Loaded, at: int, code: str | None = None) -> None:
    """Raise `BadSave` or `CodeNeeded`, as `fork` does, if the game cannot be branched from."""
    if public_view_only(loaded, code):
        raise CodeNeeded(_unfinished(loaded))
    if code and loaded.header.coded and not loaded.header.opens_with(code):
        raise CodeNeeded(
            f"that is not the code of {loaded.path}; the branch would be sealed with it"
        )
    most, why = _most(loaded)
    if not 0 <= at <= most:
        raise BadSave(f"{loaded.path}: it cannot be branched from ply {_short(at)}; {why}")


def _most(loaded: Loaded) -> tuple[int, str]:
    """Return the last ply that can be branched from, and the reason in words."""
    good, game = loaded.last_good, loaded.timeline.game
    if good < loaded.script.plies or loaded.damage is not None:
        what = f"it is {loaded.verdict.name} and good up to ply {good}"
        if good == loaded.timeline.plies and game.decision is None:
            good -= 1
        return good, what
    if game.bell:
        return good, f"it has decisions at ply 0 to {good}, where it was closed at the bell"
    if game.decision is None:
        return good - 1, f"it has decisions at ply 0 to {good - 1}, and is over after that"
    return good, f"it has decisions at ply 0 to {good}"


def _unfinished(loaded: Loaded) -> str:
    what = "it is not finished"
    if loaded.damage is not None:
        what = f"line {loaded.damage.line} is bad and the end cannot be read, so it counts as open"
    coded = loaded.header.coded
    how = "give the code that it was sealed with: --code" if coded else "play it to its end first"
    return f"{loaded.path} cannot be branched from: {what}, and its cards would be told; {how}"


def _short(number: int) -> str:
    return str(number) if abs(number) < 10**12 else "beyond all bounds"
