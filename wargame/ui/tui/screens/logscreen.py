"""The log, as far as it may be read now, and what moved each level."""

from __future__ import annotations

from textual.content import Content

from wargame.engine.game import Game
from wargame.ui.tui.keys import bindings
from wargame.ui.tui.screens.reader import Finder, Reader
from wargame.ui.tui.text import rows, say
from wargame.ui.tui.widgets.board import BRIGHT, QUIET


class LogScreen(Finder):
    """The log of one reader; `m` leaves only what moved a level."""

    BINDINGS = bindings("changes")

    def __init__(self, game: Game, seat: int, title: str) -> None:
        told = [(game.events[number][1], text) for number, text in game.told(seat)]
        super().__init__(title, [text for _, text in told], newest_last=True)
        self.moves = [text for kind, text in told if kind in ("moved", "turn", "phase")]
        self.only_moves = False

    def chosen(self) -> list[str]:
        return self.moves if self.only_moves else self.lines

    def action_changes(self) -> None:
        """Show only what moved a level, or everything."""
        self.only_moves = not self.only_moves
        self.show()
        self.later(self.to_end)


def why_screen(game: Game) -> Reader:
    """Show for each level what has moved it; all of it is public."""
    words = game.words
    view = game.view(-1)
    moves: dict[int, list[str]] = {}
    turn = 0
    for mask, kind, args, _ in game.events:
        if kind == "turn":
            turn = int(str(args[0]))
        elif kind == "moved" and mask == -1:
            level, by, now, cause = args
            assert isinstance(level, int)
            assert isinstance(by, int)
            said = words.cause(cause) if cause else ""
            moves.setdefault(level, []).append(
                f"  turn {turn}   {words.signed(by):>3}, now {now:>2}   {said}"
            )
    parts: list[Content] = []
    for level in range(len(view.levels)):
        if level in moves:
            parts.append(say(f"{words.level(level)} {view.levels[level]}", BRIGHT))
            parts += [say(line, "#b6c2cf") for line in moves[level]]
    text = rows(parts) if parts else say("No level has moved yet.", QUIET)
    return Reader("Why: what moved each level", text)
