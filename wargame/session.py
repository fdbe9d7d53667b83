"""A sitting at the table: the game, its journal, its bots, and who holds the machine.

Line mode and screen are two faces of this. A session commits each choice before anybody is shown
what came of it, lets bots answer for their seats, and says when a curtain must come first.
"""

from __future__ import annotations

import secrets
from pathlib import Path

from attrs import define, field

from wargame.bots.bot import BOTS, Bot, answer
from wargame.engine.game import Decision, Game
from wargame.engine.library import library
from wargame.record import journal as journals
from wargame.record import saves
from wargame.record.journal import Journal
from wargame.record.pins import Pins

HUMAN = "human"
DEALS = 10**15
"""How many deals are drawn from: too many to be tried out, and whole in any reader's numbers."""


@define(eq=False)
class Session:
    """One sitting. `holder` is the seat that has the machine for itself, -1 while it lies open.

    `seen[seat]` is how many events there were when that seat last held the machine.
    """

    game: Game
    journal: Journal
    bots: dict[int, Bot] = field(factory=dict)
    holder: int = field(init=False, default=-1)
    seen: dict[int, int] = field(init=False, factory=dict)
    reason: str = field(init=False, default="")
    """What the seat that is asked has typed of its reasons; it is saved with its next choice."""

    @property
    def decision(self) -> Decision | None:
        """The question that waits; None at the end."""
        return self.game.decision

    @property
    def bot(self) -> Bot | None:
        """The bot that is asked now, if it is one."""
        pending = self.game.pending
        return None if pending is None else self.bots.get(pending.seat)

    @property
    def needs_curtain(self) -> bool:
        """Whether the machine must be handed over before the question is shown."""
        pending = self.game.pending
        return pending is not None and pending.private and pending.seat != self.holder

    @property
    def promises(self) -> list[str]:
        """What is said of the deal before the game: sealed with a digest, or open."""
        header = self.journal.header
        if header is None:
            return []
        if header.parent is not None and header.deal == "typed":
            return ["Open deal: this game branched from one whose cards can be known."]
        if header.deal == "typed":
            return ["Open deal: the seed was typed, and who knows it can know every card."]
        lines = [f"Sealed deal, digest {header.deal_promise[:16]}; it is opened at the end."]
        return [*lines, "The save is sealed with a code."] if header.coded else lines

    @property
    def opened(self) -> list[str]:
        """What is said of the deal after the game."""
        header = self.journal.header
        if header is None or header.deal == "typed" or self.decision is not None:
            return []
        return [f"The deal opened: seed {self.game.seed}, digest {header.deal_promise[:16]}."]

    def lift(self) -> None:
        """The seat that is asked has the machine now."""
        assert self.game.pending is not None
        self.holder = self.game.pending.seat

    def lower(self) -> None:
        """Nobody has the machine for itself any more."""
        if self.holder >= 0:
            self.seen[self.holder] = len(self.game.events)
            self.holder = -1

    def since(self, seat: int) -> list[str]:
        """Tell a seat what only it could see since it last held the machine."""
        start = self.seen.get(seat, 0)
        public = dict(self.game.told(-1, start))
        return [text for number, text in self.game.told(seat, start) if number not in public]

    def choose(self, key: str) -> None:
        """Answer and commit. The machine lies open again when the sitting is over.

        Raises `IllegalChoice` (nothing has happened) or `SaveFailed` (the choice has been made,
        but is not on the disk).
        """
        self.game.choose(key)
        reason, self.reason = self.reason, ""
        self.journal.choice(self.game, reason)
        if self.game.pending is None:
            self.journal.over(self.game)
        self._close_sitting()

    def undo(self) -> str:
        """Take back the last choice and write that down. Raises `CannotUndo`.

        The machine lies open again if that leads out of a sitting.
        """
        key = self.game.undo()
        self.reason = ""
        self.journal.undo(self.game)
        count = len(self.game.events)
        self.seen = {seat: min(seen, count) for seat, seen in self.seen.items()}
        self._close_sitting()
        return key

    def _close_sitting(self) -> None:
        pending = self.game.pending
        if pending is None or not pending.private or pending.seat != self.holder:
            self.lower()

    def let_bot_answer(self) -> str:
        """Let the bot that is asked answer; gives its key."""
        assert self.bot is not None
        key = answer(self.game, self.bot)
        self.choose(key)
        return key


def new_session(
    folder: Path,
    scenario: str,
    seed: int | None,
    players: dict[str, str],
    file: Path | None = None,
    code: str | None = None,
) -> Session:
    """Deal a scenario and begin its save; `seed` None draws one. Raises `SaveFailed`.

    A code seals the save: nobody can go on with it, or read it before its end, without.
    """
    typed = seed is not None
    if seed is None:
        seed = secrets.randbelow(DEALS)
    game = Game.of(library().program(scenario), seed=seed, seats=players)
    path = file or saves.new_file(folder, scenario, seed if typed else None)
    pins = Pins.of(library(), scenario)
    record = Journal.create(path, game, pins, typed=typed, code=code)
    return Session(game, record, bots_of(game))


def saved_session(path: Path, code: str | None = None) -> Session:
    """Bring back a saved game, under the content it was begun with.

    Raises `BadSave`, `CodeNeeded` and `SaveFailed`.
    """
    game, record = journals.resume(path, code)
    return Session(game, record, bots_of(game))


def bots_of(game: Game) -> dict[int, Bot]:
    """Make the bots that the game's header names."""
    found: dict[int, Bot] = {}
    for at, seat in enumerate(game.seats):
        who = game.players.get(seat, HUMAN).partition(":")[0]
        if who in BOTS:
            found[at] = BOTS[who][0](game.program)
    return found
