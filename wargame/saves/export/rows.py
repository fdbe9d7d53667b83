"""A game as rows, as one reader may know it. Every export is made of them.

A seat's rows hold its own choices and those of open questions, its events of the log, and levels.
They have numbers of their own: a ply, a digest or the number of choices would reveal how many
private questions other seats were asked. `columns.py` says what each column means.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import TypeAlias

from wargame.engine.game import Game
from wargame.rules.model.events import sentence
from wargame.saves.format.script import Choice, Undo
from wargame.saves.replay.loaded import Loaded
from wargame.saves.replay.viewer import Viewer
from wargame.system.signs import one_line
from wargame.table.event import Event
from wargame.table.layout import Scope

Row: TypeAlias = dict[str, str | int | bool]
FORMAT = 1


def rows_of(loaded: Loaded, viewer: Viewer) -> list[Row]:
    """Return the rows of a game as a viewer knows it, up to the last good ply.

    The caller must check with `viewer.viewers_of` that this viewer may read the game. Raises
    `NothingToShow` where no ply is good.
    """
    rows: list[Row] = []
    for number, row in enumerate(_RowWriter(loaded, viewer).rows(), 1):
        told = {k: one_line(value) if isinstance(value, str) else value for k, value in row.items()}
        rows.append({"kind": told.pop("kind"), "n": number, **told})
    return rows


class _RowWriter:
    """Writes the rows of one game. `levels` holds the levels after the last event written."""

    def __init__(self, loaded: Loaded, viewer: Viewer) -> None:
        self.loaded = loaded
        self.viewer = viewer
        self.program = loaded.timeline.game.program
        self.words = self.program.book.words
        self.layout = self.program.book.layout
        self.levels: list[int] = []
        self.turn = 0
        self.phase = ""

    def rows(self) -> Iterator[Row]:
        """Yield all rows, in the order of the game."""
        loaded, last, since = self.loaded, self.loaded.last_good, 0
        yield self.head()
        yield from self.seats()
        undone = Counter(e.ply for e in loaded.entries if isinstance(e, Undo))
        for one in loaded.acts:
            if one.act.kind == "undo":
                undone.update(range(one.act.to, one.ply))
        for ply, game in enumerate(loaded.timeline.games()):
            if ply == 0:
                self.levels = as_dealt(game)
                yield from self.level_rows()
            for event in game.events[since:]:
                yield from self.event(event)
            since = len(game.events)
            if self.viewer.referee:
                yield from self.notes(ply)
            if ply >= last:
                break
            choice = loaded.choices[ply]
            if self.viewer.referee:
                yield {**self.choice(game, choice), "ply": ply, "undone": undone[ply]}
            elif not choice.private or self.own(choice):
                yield self.choice(game, choice)
        yield from self.level_rows()
        if game.outcome is not None:
            yield from self.end(game)

    def head(self) -> Row:
        """Return the row of the game."""
        loaded, header = self.loaded, self.loaded.header
        row: Row = {
            "kind": "game",
            "export": FORMAT,
            "reader": self.viewer.id,
            "scenario": header.scenario,
            "text": self.program.scenario.name,
            "verdict": loaded.verdict.name,
            "finished": loaded.finished,
            "deal": header.deal,
            "version": header.version,
            "epoch": header.epoch,
            "rules": header.rules,
            "words": header.words,
            "at": header.at,
        }
        if self.viewer.referee:
            row["why"] = loaded.sentence
            row["chain"] = loaded.script.chain
            if loaded.finished:
                row["seed"] = str(header.seed)
            if header.parent is not None:
                row["parent"] = header.parent.name
                row["parent_ply"] = header.parent.ply
                row["parent_chain"] = header.parent.chain
        return row

    def seats(self) -> Iterator[Row]:
        """Yield a row for each seat."""
        for at, seat in enumerate(self.layout.seats):
            player = self.loaded.header.seats.get(seat, "human")
            yield {"kind": "seat", "seat": seat, "text": self.seat(at), "player": player}

    def own(self, choice: Choice) -> bool:
        """Return whether the viewer sees the secrets of the seat that made a choice."""
        return self.viewer.holds(self.layout.seats.index(choice.seat))

    def seat(self, seat: int) -> str:
        """Return the name of a seat."""
        return self.words.seat(seat)

    def event(self, event: Event) -> Iterator[Row]:
        """Yield the row of an event, if the viewer saw it; follow the change of a level."""
        mask, kind, args, _ = event
        if kind == "turn":
            if self.turn:
                yield from self.level_rows()
            self.turn, self.phase = int(str(args[0])), ""
        elif kind == "phase":
            self.phase = str(args[0])
        elif kind == "moved":
            self.levels[int(str(args[0]))] = int(str(args[2]))
        text = sentence(self.words, event)
        if not text or not self.viewer.sees(event, len(self.layout.seats)):
            return
        row = self.placed({"kind": "event", "event": kind, "text": text})
        if kind == "moved":
            row["level"] = self.layout.levels[int(str(args[0]))]
            row["by"], row["value"] = int(str(args[1])), int(str(args[2]))
            row["cause"] = str(args[3])
        if self.viewer.referee:
            row["seen_by"] = self.seen(mask)
        yield row

    def seen(self, mask: int) -> str:
        """Name those who saw an event: "all", or seats and the public."""
        who = [*self.layout.seats, "public"]
        saw = [name for at, name in enumerate(who) if mask >> at & 1]
        return "all" if len(saw) == len(who) else " ".join(saw) or "nobody"

    def choice(self, game: Game, choice: Choice) -> Row:
        """Return the row of a choice."""
        decision = game.decision
        assert decision is not None
        labels = [option.label for option in decision.options if option.key == choice.key]
        row = self.placed(
            {
                "kind": "choice",
                "seat": game.seats[decision.seat],
                "ask": decision.kind,
                "prompt": game.prompt,
                "private": decision.private,
                "options": len(decision.options),
                "key": choice.key or "",
                "text": "".join(labels[:1]),
                "at": choice.at,
            }
        )
        if choice.reason and self.viewer.holds(decision.seat):
            row["reason"] = choice.reason
        return row

    def notes(self, ply: int) -> Iterator[Row]:
        """Yield a row for each note of a ply."""
        for note in self.loaded.notes:
            if note.ply == ply:
                row: Row = {"kind": "note", "text": note.text, "player": note.by, "at": note.at}
                yield {**self.placed(row), "ply": ply}

    def placed(self, row: Row) -> Row:
        """Return a row with its turn and phase."""
        row["turn"], row["phase"] = self.turn, self.phase
        return row

    def level_rows(self) -> Iterator[Row]:
        """Return the rows of all levels now, in the order of the table."""
        for track in self.layout.in_play:
            for offset in range(track.size):
                if track.owners and offset not in track.owners:
                    continue
                level = track.base + offset
                row: Row = {
                    "kind": "level",
                    "turn": self.turn,
                    "level": self.layout.levels[level],
                    "track": self.words.track(track),
                    "text": self.words.level(level),
                    "value": self.levels[level],
                }
                if track.scope is Scope.SEAT:
                    row["seat"] = self.layout.seats[offset]
                yield row

    def end(self, game: Game) -> Iterator[Row]:
        """Yield the rows of the outcome."""
        outcome, seats = game.outcome, self.layout.seats
        assert outcome is not None
        yield {
            "kind": "end",
            "turn": self.turn,
            "ending": outcome.ending,
            "text": outcome.ending_name,
            "prompt": outcome.ending_text,
        }
        for score in outcome.scores:
            row: Row = {
                "kind": "score",
                "seat": seats[score.seat],
                "halves": score.halves,
                "text": score.tier,
                "tier": score.verdict,
                "standing": score.standing,
                "best": score.seat in outcome.best,
                "overreach": score.seat in outcome.overreach,
            }
            if score.agenda is not None:
                row["agenda"] = self.program.book.agendas[score.agenda].title
                row["grade"] = score.grade
            yield row
            for name, halves in score.lines:
                yield {
                    "kind": "line", "seat": seats[score.seat], "text": name,
                    "halves": halves,
                }  # fmt: skip


def as_dealt(game: Game) -> list[int]:
    """Return the levels before the first change, from a game at ply 0."""
    levels = game.state.levels[:]
    for _, kind, args, _ in reversed(game.events):
        if kind == "moved":
            levels[int(str(args[0]))] = int(str(args[2])) - int(str(args[1]))
    return levels
