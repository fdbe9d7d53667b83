"""The lines of a save as bytes, for `journal.py` to put on the disk. Nothing is written here."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from typing import Any

from attrs import define, field

from wargame.engine.act import Act
from wargame.engine.game import Game
from wargame.saves.format.epoch import EPOCH
from wargame.saves.format.errors import SaveFailed
from wargame.saves.format.header import SEED_DIGITS, ChairSeat, Header, Parent
from wargame.saves.format.lines import chained
from wargame.saves.format.pins import Pins
from wargame.saves.format.script import Choice
from wargame.saves.format.sealing import (
    FRESH,
    SALT,
    SECRET,
    choice_commitment,
    commitment,
    deal_commitment,
    encrypt,
    key_of,
    mark_digest,
    state_digest,
)
from wargame.saves.replay.timeline import PhaseStart, moment_of, place_of
from wargame.system.signs import one_line

MOST_REASON = 500
ACT_ID = 8
"""How many random bytes tell an act of the chair from all others."""


def now() -> str:
    """Return the time as "2026-11-30T08:15:00Z" (UTC); no verdict rests on it."""
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def clean(text: str, most: int) -> str:
    """Return typed text as one printable line of at most `most` characters."""
    return one_line(text)[:most]


@define(eq=False)
class Writer:
    """Composes lines one after the other; each method returns bytes and advances the chain.

    `state` and `private` describe the question that the next choice answers, `since` is the number
    of events before it.
    """

    secret: bytes = field(repr=False)
    seed: int = field(repr=False)
    chain: str
    clock: Callable[[], str] = now
    entropy: Callable[[int], bytes] = secrets.token_bytes
    state: str = ""
    private: bool = False
    since: int = 0

    def look(self, game: Game) -> PhaseStart | None:
        """Remember the position of the next choice; return the turn or phase that begins there."""
        moment = moment_of(game, self.since)
        self.state = state_digest(self.secret, game.fingerprint())
        self.private = game.decision is not None and game.decision.private
        self.since = len(game.events)
        return moment

    def begin(self, game: Game) -> bytes:
        """Return the mark of the first ply, if a turn begins there."""
        return self._mark(game, self.look(game))

    def choice(self, game: Game, reason: str = "", at: str | None = None) -> bytes:
        """Return the line of the game's last choice, and a mark if a turn or phase begins there."""
        key, before, fresh = game.choices[-1], self.chain, self.entropy(FRESH)
        line: dict[str, Any] = {
            "ply": len(game.choices) - 1,
            "seat": game.seats[game.chooser],
            "state": self.state,
            "at": self.clock() if at is None else at,
        }
        hidden: dict[str, str] = {}
        if self.private:
            hidden["key"] = key
            line["promise"] = choice_commitment(self.secret, before + fresh.hex(), key)
        else:
            line["key"] = key
        if reason := clean(reason, MOST_REASON):
            hidden["why"] = reason
        if hidden:
            line["sealed"] = encrypt(self.secret, before, hidden, fresh)
        return self._line(line) + self._mark(game, self.look(game))

    def act(self, game: Game, act: Act, id: str = "") -> bytes:
        """Return the line of an act that the chair is about to do in a game."""
        place, before, parts = place_of(game), self.chain, act.parts
        line: dict[str, Any] = {
            "chair": len(game.choices),
            "turn": place.turn,
            "phase": place.phase,
            "act": act.kind,
            "id": id or self.entropy(ACT_ID).hex(),
            "at": self.clock(),
        }
        if act.kind == "words" and act.seat:
            hidden = {"text": parts.pop("text")}
            parts["sealed"] = encrypt(self.secret, before, hidden, self.entropy(FRESH))
        return self._line({**line, **parts})

    def undo(self, game: Game) -> bytes:
        """Return the line that says that the choice after the game's last was taken back."""
        data = self._line({"undo": len(game.choices), "at": self.clock()})
        self.since = len(game.events)
        self.look(game)
        return data

    def over(self, game: Game) -> bytes:
        """Return the closing line of a game that is over: ending, points, seed and secret."""
        outcome = game.outcome
        assert outcome is not None
        bell = {"bell": game.bell} if game.bell else {}
        return self._line(
            {
                "over": outcome.ending,
                **bell,
                "plies": len(game.choices),
                "halves": {game.seats[score.seat]: score.halves for score in outcome.scores},
                "fingerprint": game.fingerprint(),
                "seed": str(self.seed),
                "secret": self.secret.hex(),
                "at": self.clock(),
            }
        )

    def mark(self, game: Game, moment: PhaseStart) -> bytes:
        """Return a mark that is missing."""
        return self._mark(game, moment)

    def _mark(self, game: Game, moment: PhaseStart | None) -> bytes:
        if moment is None:
            return b""
        return self._line(
            {
                "mark": moment.ply,
                "turn": moment.turn,
                "phase": moment.phase,
                "fingerprint": mark_digest(self.secret, game.fingerprint()),
            }
        )

    def _line(self, line: dict[str, Any]) -> bytes:
        data, self.chain = chained(self.chain, line)
        return data


def composed(
    game: Game,
    pins: Pins,
    *,
    version: str,
    code: str | None = None,
    typed: bool = False,
    options: dict[str, Any] | None = None,
    parent: Parent | None = None,
    chair: ChairSeat | None = None,
    came_from: int = 0,
    told: Sequence[Choice] = (),
    entropy: Callable[[int], bytes] = secrets.token_bytes,
    clock: Callable[[], str] = now,
) -> tuple[bytes, Writer, Header]:
    """Compose a whole save of a game as it stands: header, marks, its choices, the chair's acts
    that stand, its end.

    `told` may give the reasons and times of the choices. Raises `SaveFailed` for a seed with too
    many digits, and for an empty code, which would seal nothing.
    """
    if code is not None and not code.strip():
        raise SaveFailed("a code that is empty seals nothing; give one, or leave it out")
    if len(str(abs(game.seed))) > SEED_DIGITS:
        raise SaveFailed(f"a seed that is saved has at most {SEED_DIGITS} digits")
    salt, secret = entropy(SALT), entropy(SECRET)
    hidden = {"seed": str(game.seed), "secret": secret.hex()}
    seats = {seat: clean(game.dealt_to.get(seat, "human"), 200) for seat in game.seats}
    header = Header(
        scenario=game.program.scenario.id,
        seats=seats,
        deal="typed" if typed else "drawn",
        options={"basic": game.book.basic, **(options or {})},
        version=version,
        epoch=EPOCH,
        rules=pins.rules,
        words=pins.words,
        at=clock(),
        salt=salt,
        coded=code is not None,
        content=pins.packed(),
        sealed=encrypt(key_of(salt, code), "header", hidden),
        deal_promise=deal_commitment(secret, game.seed, pins.rules),
        secret_promise=commitment(secret),
        parent=parent,
        chair=chair,
        came_from=came_from,
        seed=game.seed,
        secret=secret,
    )
    data, chain = chained("", header.line())
    writer = Writer(secret, game.seed, chain, clock, entropy)
    again = game.at(0)
    lines = [data, writer.begin(again)]
    acts: dict[int, list[Act]] = {}
    for ply, act in game.acts:
        acts.setdefault(ply, []).append(act)
    for ply in range(len(game.choices) + 1):
        for act in acts.get(ply, ()):
            lines.append(writer.act(again, act))
            again.take(act)
            writer.look(again)
        if ply == len(game.choices):
            break
        again.choose(game.choices[ply])
        note = told[ply] if ply < len(told) else None
        lines.append(writer.choice(again, note.reason, note.at) if note else writer.choice(again))
    if game.choices and again.decision is None:
        lines.append(writer.over(again))
    return b"".join(lines), writer, header
