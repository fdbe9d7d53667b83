"""A game as rows, as one reader knows it: what every export is made of.

A seat's rows hold its own choices and those of open questions, what the log told it, and levels.
They are numbered by themselves: a ply, a digest or the number of choices would tell how many
questions others were asked behind their curtains. `columns.py` says what each column means.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import TypeAlias

from wargame.engine.game import Game
from wargame.rules.model.events import sentence
from wargame.saves.format.errors import BadSave
from wargame.saves.format.script import Choice, Undo
from wargame.saves.replay.load import Loaded
from wargame.saves.replay.viewer import PUBLIC, REFEREE, last_good
from wargame.system.signs import one_line
from wargame.table.event import Event, seen_by
from wargame.table.layout import Scope

Row: TypeAlias = dict[str, str | int | bool]
FORMAT = 1


def rows_of(loaded: Loaded, reader: int) -> list[Row]:
    """List the rows of a game as a seat, the public or the referee knows it.

    Ask `allowed.reader_of` first who a reader may be. A game that was not as it is written is told
    up to its last good ply. Raises `BadSave` if none is good.
    """
    if last_good(loaded) < 0:
        raise BadSave(
            f"{loaded.path} is {loaded.verdict.name}, and no ply is good: nothing to tell"
        )
    found = []
    for number, row in enumerate(_Telling(loaded, reader).rows(), 1):
        said = {k: one_line(value) if isinstance(value, str) else value for k, value in row.items()}
        found.append({"kind": said.pop("kind"), "n": number, **said})
    return found


class _Telling:
    """One walk through a game. `levels` follows what was moved, event by event."""

    def __init__(self, loaded: Loaded, reader: int) -> None:
        self.loaded = loaded
        self.reader = reader
        self.program = loaded.timeline.game.program
        self.words = self.program.book.words
        self.layout = self.program.book.layout
        self.bit = len(self.layout.seats) if reader == PUBLIC else reader
        self.levels: list[int] = []
        self.turn = 0
        self.phase = ""

    def rows(self) -> Iterator[Row]:
        loaded = self.loaded
        yield self.head()
        yield from self.seats()
        undone = Counter(e.ply for e in loaded.entries if isinstance(e, Undo))
        last, since = last_good(loaded), 0
        for ply, game in enumerate(loaded.timeline.games()):
            if ply == 0:
                self.levels = as_dealt(game)
                yield from self.level_rows()
            for event in game.events[since:]:
                yield from self.event(event)
            since = len(game.events)
            if self.reader == REFEREE:
                yield from self.notes(ply)
            if ply >= last:
                break
            choice = loaded.choices[ply]
            if self.reader == REFEREE:
                yield {**self.choice(game, choice), "ply": ply, "undone": undone[ply]}
            elif not choice.private or self.own(choice):
                yield self.choice(game, choice)
        yield from self.level_rows()
        if game.outcome is not None:
            yield from self.end(game)

    def head(self) -> Row:
        loaded, header = self.loaded, self.loaded.header
        names = {PUBLIC: "public", REFEREE: "referee"}
        row: Row = {
            "kind": "game",
            "export": FORMAT,
            "reader": names.get(self.reader) or self.layout.seats[self.reader],
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
        if self.reader == REFEREE:
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
        for at, seat in enumerate(self.layout.seats):
            player = self.loaded.header.seats.get(seat, "human")
            yield {"kind": "seat", "seat": seat, "text": self.seat(at), "player": player}

    def own(self, choice: Choice) -> bool:
        return self.reader >= 0 and self.layout.seats[self.reader] == choice.seat

    def seat(self, seat: int) -> str:
        return self.words.seat(seat)

    def event(self, event: Event) -> Iterator[Row]:
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
        if not text or (self.reader != REFEREE and not seen_by(event, self.bit)):
            return
        row = self.placed({"kind": "event", "event": kind, "text": text})
        if kind == "moved":
            row["level"] = self.layout.levels[int(str(args[0]))]
            row["by"], row["value"] = int(str(args[1])), int(str(args[2]))
            row["cause"] = str(args[3])
        if self.reader == REFEREE:
            row["seen_by"] = self.seen(mask)
        yield row

    def seen(self, mask: int) -> str:
        """Say who saw an event: all, or the seats (the public sees what lies open)."""
        who = [*self.layout.seats, "public"]
        found = [name for at, name in enumerate(who) if mask >> at & 1]
        return "all" if len(found) == len(who) else " ".join(found) or "nobody"

    def choice(self, game: Game, choice: Choice) -> Row:
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
        if choice.reason and self.reader in (REFEREE, decision.seat):
            row["reason"] = choice.reason
        return row

    def notes(self, ply: int) -> Iterator[Row]:
        for note in self.loaded.notes:
            if note.ply == ply:
                row: Row = {"kind": "note", "text": note.text, "player": note.by, "at": note.at}
                yield {**self.placed(row), "ply": ply}

    def placed(self, row: Row) -> Row:
        row["turn"], row["phase"] = self.turn, self.phase
        return row

    def level_rows(self) -> Iterator[Row]:
        """Give every level as it stands, in the order of the table."""
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
    """Give the levels before anything was moved, from a game at ply 0."""
    levels = game.state.levels[:]
    for _, kind, args, _ in reversed(game.events):
        if kind == "moved":
            levels[int(str(args[0]))] = int(str(args[2])) - int(str(args[1]))
    return levels
