"""The console of the chair, for the command, the served page and both faces: who is let in, what
can be done, what is filled in for it, what is prepared."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Final

import cattrs
import tomli
from attrs import evolve, frozen

from wargame.engine.act import BETWEEN, FIELDS, KINDS, WAITS, Act, ActKind
from wargame.engine.chair import CannotAct, act_refusal, conditions, phase_starts, said
from wargame.engine.game import Game
from wargame.saves.format.header import ChairSeat, Header
from wargame.saves.format.script import ChairAct
from wargame.saves.replay.loaded import Loaded
from wargame.saves.write.chair_box import orders, put
from wargame.ui.players import HUMAN, who_plays
from wargame.ui.words.face import FaceWords

TRIES: Final = 3
"""How many codes are tried before the door stays shut."""
ALL: Final = "all"
MOST_DIGITS: Final = 6
_READ = cattrs.Converter(forbid_extra_keys=True)


@frozen
class Inject:
    """A prepared act of the chair; `to` is `seat` where a seat has to be named yet."""

    id: str
    act: ActKind
    name: str
    title: str = ""
    text: str = ""
    card: str = ""
    to: str = ""

    def filled(self, seat: str = "") -> Act:
        """Return the act, said to a seat."""
        return Act(self.act, title=self.title, text=self.text, card=self.card, seat=seat)


@lru_cache(maxsize=1)
def prepared(rules: Path) -> tuple[Inject, ...]:
    """Read what is prepared; `rules` is the folder of rules."""
    text = (rules / "lessons" / "chair.toml").read_text(encoding="utf-8")
    return tuple(_READ.structure(tomli.loads(text)["inject"], list[Inject]))


class Door:
    """Lets in who knows the code of a table's chair; after three wrong ones nobody any more."""

    def __init__(self, seat: ChairSeat | None, face: FaceWords) -> None:
        self.seat, self.face = seat, face
        self.left = TRIES
        self.open = False

    def refusal(self) -> str:
        """Say why no code is asked for; "" if one is."""
        if self.seat is None:
            return self.face.chair_none()
        return "" if self.left else self.face.chair_shut()

    def opens(self, code: str) -> bool:
        """Return whether this is the code; it is not counted."""
        return self.seat is not None and self.seat.opens_with(code.strip())

    def knock(self, code: str) -> str:
        """Try a code; return why the door stays shut, "" once it is open."""
        if why := self.refusal():
            return why
        if not self.opens(code):
            self.left -= 1
            return self.face.chair_wrong(self.left) if self.left else self.face.chair_shut()
        self.left, self.open = TRIES, True
        return ""


@frozen
class ActField:
    """What is filled in for an act: its name, its label, and the ways to fill it in (value,
    label); none where it is typed."""

    name: str
    label: str
    ways: tuple[tuple[str, str], ...] = ()


def fields(game: Game, kind: ActKind, face: FaceWords) -> tuple[ActField, ...]:
    """List what is filled in for an act of a kind."""
    words, seats = game.words, game.seats
    named = tuple((id, words.seat(at)) for at, id in enumerate(seats))
    ways: dict[str, tuple[tuple[str, str], ...]] = {
        "seat": ((ALL, face.chair_all()), *named) if kind == "words" else named,
        "card": tuple(
            (id, words.card(game.layout.cards.index(id))) for id in conditions(game)
        ) if kind == "condition" else (),
        "level": tuple(
            (id, f"{words.level(at)} {game.state.levels[at]}")
            for at, id in enumerate(game.layout.levels)
            if game.layout.lows[at] < game.layout.highs[at]
        ),
    }  # fmt: skip
    if kind == "undo":
        ways["to"] = tuple(
            (str(start.ply), face.chair_place(start.turn, words.phase(start.phase)))
            for start in reversed(phase_starts(game))
        )
    return tuple(
        ActField(name, face.chair_field(kind, name), ways.get(name, ())) for name in FIELDS[kind]
    )


def act_of(game: Game, kind: str, values: Mapping[str, str], face: FaceWords) -> Act:
    """Make an act of what was filled in. Raises `CannotAct`, and `BadPlayers` for nobody's name."""
    known = next((one for one in KINDS if one == kind), None)
    if known is None:
        raise CannotAct(face.chair_no_act(kind, KINDS))
    given: dict[str, str | int] = {}
    for name in FIELDS[known]:
        text = values.get(name, "").strip()
        if name in ("to", "minutes"):
            if not text.isdecimal() or len(text) > MOST_DIGITS:
                raise CannotAct(face.chair_no_number(face.chair_field(known, name), text))
            given[name] = int(text)
        else:
            given[name] = "" if name == "seat" and known == "words" and text == ALL else text
            if name == "level":
                given[name] = level_named(game, text)
    act = Act(known, **given)  # type: ignore[arg-type]
    refuse(game, act)
    if known == "seat":
        who = who_plays(f"{act.seat}={act.player or HUMAN}", game.seats)
        act = evolve(act, player=who[act.seat])
    return act


def level_named(game: Game, text: str) -> str:
    """Return the id of the level that is meant, as cards name it too: `strait` is `threat.strait`.
    What names none, or more than one, is returned as it is."""
    named = [id for id in game.layout.levels if text == id or id.endswith(f".{text}")]
    return named[0] if len(named) == 1 else text


def refuse(game: Game, act: Act) -> None:
    """Raise `CannotAct` if the chair cannot do an act as the game stands."""
    if why := act_refusal(game, act):
        raise CannotAct(why)


def order(save: Path, header: Header, game: Game, act: Act, face: FaceWords) -> str:
    """Put an act into the box of a table and say so. Raises `CannotAct`, also where another order
    waits that it does not go with, and `SaveFailed`."""
    refuse(game, act)
    waiting = [one.act for one in orders(save, header) if not one.settled]
    if act in waiting:
        raise CannotAct(face.chair_waits_already())
    if any(one.kind == "close" for one in waiting):
        raise CannotAct(face.chair_closes_already())
    if act.kind in ("undo", "seat") and any(
        (one.kind, one.seat) == (act.kind, act.seat) for one in waiting
    ):
        raise CannotAct(face.chair_other_waits(face.chair_kind(act.kind)))
    put(save, header, act)
    waits = act.kind in (*WAITS, *BETWEEN)
    return face.chair_ordered(said_openly(game, act), waits, act.touches)


def waiting(save: Path, header: Header, game: Game, face: FaceWords) -> list[str]:
    """Say what waits, at the table for its next phase or still in the box, and what the table could
    not do."""
    lines = [face.chair_waits(said_openly(game, act)) for act in game.waiting]
    for one in orders(save, header):
        if not one.settled:
            lines.append(face.chair_waits(said_openly(game, one.act)))
        elif one.why:
            lines.append(face.chair_refused(said_openly(game, one.act), one.why))
    return lines


def acts_done(loaded: Loaded) -> list[ChairAct]:
    """List the chair's acts that have come into force at a table."""
    left = len(loaded.timeline.game.waiting)
    waits = [one for one in loaded.acts if one.act.kind in WAITS]
    later = waits[len(waits) - left :]
    return [one for one in loaded.acts if one not in later]


def standing(game: Game) -> str:
    """Say how a table stands, in what all may read: turn and phase, and who is waited for."""
    words, starts = game.words, phase_starts(game)
    phase = words.phase(starts[-1].phase) if starts else ""
    if game.decision is None:
        return words.chair_stands(game.turn, phase, -1)
    return words.chair_stands(game.turn, phase, game.decision.seat)


def said_openly(game: Game, act: Act) -> str:
    """Say an act so that all may read it: words to one seat stay with that seat. A box may hold
    anything; of what this game has not, the kind is said."""
    try:
        if act.kind == "words" and act.seat:
            return game.words.chair_whispers(game.layout.seats.index(act.seat))
        return said(game, act)
    except ValueError:
        return act.kind
