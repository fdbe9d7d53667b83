"""What may be told of a save, to whom, and how far it is good: for whatever reads saves aloud."""

from __future__ import annotations

from pathlib import Path

from wargame.content.faults import nearest
from wargame.saves.format.errors import BadSave, CodeNeeded
from wargame.saves.format.sealing import keyed_digest
from wargame.saves.replay.load import Loaded, load, public_view_only
from wargame.saves.replay.verifier import STATE_DIGITS

REFEREE = -2
PUBLIC = -1


def opened(path: Path, code: str | None = None) -> Loaded:
    """Read a save that can be played through. Raises `BadSave`, and `CodeNeeded` for a locked one.

    Of a locked game there is not even a public view: its sealed choices are needed to play it.
    """
    loaded = load(path, code=code)
    if loaded.locked:
        raise CodeNeeded(
            f"{path} is sealed with a code, and its end cannot be read; nothing of it can be "
            "shown without: --code"
        )
    return loaded


def reader_of(loaded: Loaded, who: str, code: str | None = None) -> int:
    """Give the reader that `who` may be: a seat, REFEREE or PUBLIC.

    While a game is unfinished everybody is the public, unless it was sealed with a code and that
    code is given. Raises `BadSave` for a seat that the game does not have.
    """
    seats = loaded.timeline.game.seats
    known = {"referee": REFEREE, "public": PUBLIC, **{seat: at for at, seat in enumerate(seats)}}
    name = who.strip().lower()
    if name not in known:
        raise BadSave(f'there is no seat "{who[:40]}"; {nearest(name, known)}')
    return PUBLIC if public_view_only(loaded, code) else known[name]


def last_good(loaded: Loaded) -> int:
    """Give the last ply whose position is the one that was recorded; -1 if there is none.

    Where the choice at the first ply that differs was made in the recorded position, that ply is
    good still; where the position itself differs, the ply before it is the last.
    """
    ply, timeline = loaded.played.ply, loaded.timeline
    if ply is None:
        return timeline.plies
    made = loaded.script.choices()
    secret = loaded.header.secret
    if ply < len(made) and made[ply].state and secret is not None and ply <= timeline.plies:
        here = keyed_digest(secret, timeline.at(ply).fingerprint(), STATE_DIGITS)
        return ply if here == made[ply].state else ply - 1
    return ply if loaded.header.format == 1 else ply - 1
