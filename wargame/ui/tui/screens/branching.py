"""The questions before a branch is played: its name and, where only bots played, who plays."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from attrs import frozen

from wargame.saves.format.errors import BadSave, SaveFailed, printable
from wargame.saves.replay.replay import Replay
from wargame.saves.write import locations
from wargame.saves.write.fork import check, fork
from wargame.ui.players import PEOPLE, SYNTAX, BadPlayers, bots_alone, told, who_plays
from wargame.ui.tui.screens.base import Page
from wargame.ui.tui.screens.dialogs import TextPrompt
from wargame.ui.tui.text import current_face


@frozen
class Branching:
    """The dialogs for one branch. `done` gets its save; it is not called if the branch is given
    up."""

    replay: Replay
    ply: int
    folder: Path
    over: Page[Any]
    done: Callable[[Path], object]

    def ask(self) -> None:
        """Ask for the name of the save, or say why there can be no branch here."""
        try:
            check(self.replay.loaded, self.ply, self.replay.code)
        except BadSave as error:
            self.refuse(error)
            return
        self.ask_name(locations.branch_name(self.folder, self.replay.loaded.path, self.ply))

    def ask_name(self, value: str) -> None:
        """Ask for the name; ask again after a name that cannot be used."""
        hint = current_face().branch_hint(printable(str(self.folder)))
        title = current_face().branch_from(self.replay.label(self.ply, self.replay.viewers[0]))
        self.over.open(TextPrompt(title, hint, value=value), self.name_given)

    def name_given(self, name: str | None) -> None:
        """Take the name."""
        if name is None:
            return
        try:
            new = locations.named(self.folder, name)
        except SaveFailed as error:
            self.refuse(error)
            self.ask_name(name)
            return
        loaded = self.replay.loaded
        if bots_alone(loaded.header.seats, self.replay.names):
            self.ask_players(new, told(who_plays("", self.replay.names)))
        else:
            self.make(new, None)

    def ask_players(self, new: Path, value: str) -> None:
        """Ask who plays."""
        before = printable(told(self.replay.loaded.header.seats))
        hint = current_face().branch_players_hint(SYNTAX, PEOPLE, before)
        ask = TextPrompt(current_face().branch_players(), hint, value=value)
        self.over.open(ask, lambda text: self.seated(new, text))

    def seated(self, new: Path, text: str | None) -> None:
        """Take the players."""
        if text is None:
            return
        try:
            players = who_plays(text, self.replay.names)
        except BadPlayers as error:
            self.refuse(error)
            self.ask_players(new, text)
            return
        self.make(new, players)

    def make(self, new: Path, players: dict[str, str] | None) -> None:
        """Write the branch."""
        try:
            fork(self.replay.loaded.path, self.ply, new, self.replay.code, players)
        except (BadSave, SaveFailed) as error:
            self.refuse(error)
        else:
            self.done(new)

    def refuse(self, error: Exception) -> None:
        """Say why not."""
        text = printable(str(error))
        self.over.notify(current_face().no_branch(text), markup=False, severity="error", timeout=10)
