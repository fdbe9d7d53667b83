"""A sitting at the table: the game, its journal, its bots, and who holds the machine.

Line mode and screen are two faces of this. A session commits each choice before anybody is shown
what came of it, lets bots answer for their seats, and says when a curtain must come first.
"""

from __future__ import annotations

from attrs import define, field

from wargame.bots.bot import Bot, answer
from wargame.engine.game import Decision, Game
from wargame.record.journal import Journal


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
        self.journal.choice(self.game)
        if self.game.pending is None:
            self.journal.over(self.game)
        pending = self.game.pending
        if pending is None or not pending.private or pending.seat != self.holder:
            self.lower()

    def undo(self) -> str:
        """Take back the last choice and write that down. Raises `CannotUndo`."""
        key = self.game.undo()
        self.journal.undo(self.game)
        return key

    def let_bot_answer(self) -> str:
        """Let the bot that is asked answer; gives its key."""
        assert self.bot is not None
        key = answer(self.game, self.bot)
        self.choose(key)
        return key
