"""Many tables of one deal, side by side: as in duplicate bridge a seat is held against the same
seat at the other tables, which had the same cards.

Games that are over may be read whole; of one that is not, its turn is told and nothing else.
"""

from __future__ import annotations

import csv
import json
from collections import Counter
from collections.abc import Iterator, Sequence
from io import StringIO
from typing import Final

from attrs import asdict, frozen

from wargame.engine.game import Game
from wargame.engine.scoring import Score, halves_text
from wargame.lesson.accounts import Accounts, accounts_of
from wargame.lesson.document import Block, Document, Links, Section, Table, Text
from wargame.lesson.languages import class_words
from wargame.lesson.words import TableWords
from wargame.saves.format.errors import printable
from wargame.saves.replay.loaded import Loaded, Verdict
from wargame.saves.replay.viewer import REFEREE
from wargame.ui.players import player_name
from wargame.ui.story import Story


class OtherDeal(ValueError):
    """The tables did not all have the same deal; the message names two that differ."""


@frozen
class SeatResult:
    """One seat of one table, a line of the data. Points are in points, `above` in points above what
    is usual for the flag; `turn` is that after which the game was closed, 0 for its end.

    `demands`, `complied`, `refused`: what the seat asked for, and how it answered; `pledges`,
    `kept` and `broken`: what it promised. `chair`: acts of the chair that touched the game.
    """

    table: str
    seat: str
    ending: str
    turn: int
    tier: str
    points: float
    above: float
    best: bool
    flag: str
    flag_points: int
    demands: int
    complied: int
    refused: int
    pledges: int
    kept: int
    broken: int
    chair: int = 0
    name: str = ""


COLUMNS: Final = {
    "table": "the name of the save", "seat": "the id of the seat", "ending": "the id of the ending",
    "turn": "the turn after which the game was closed at the bell, 0 if it was played to its end",
    "tier": "the verdict in a word", "points": "points of the seat, flag and guess included",
    "above": "points above what is usual for the seat with its flag (par)",
    "best": "whether it is a best seat", "flag": "the id of its true flag, empty if it has none",
    "flag_points": "points of the flag: 0, 3 or 5", "demands": "demands that it turned up",
    "complied": "demands on it that it complied with or settled at the floor",
    "refused": "demands on it that it refused", "pledges": "pledges that it made",
    "kept": "of these kept", "broken": "of these broken",
    "chair": "acts of the chair that touched the game; statistics leave it out if there are any",
    "name": "who sat there; empty unless names were asked for",
}  # fmt: skip
"""The data dictionary."""


def same_deal(tables: Sequence[Loaded]) -> None:
    """Check that all tables have one deal. Raises `OtherDeal`.

    The seed of a game that is not over is not told, so only its scenario and option are compared.
    """
    first = tables[0]
    for other in tables[1:]:
        one, two = first.header, other.header
        apart = (one.scenario, one.basic, one.rules) != (two.scenario, two.basic, two.rules)
        if apart or (first.finished and other.finished and one.seed != two.seed):
            raise OtherDeal(
                f"{first.path.name} and {other.path.name} are not of the same deal, and cannot be "
                "held against each other"
            )


def results(tables: Sequence[Loaded], *, names: bool = False) -> list[SeatResult]:
    """Return a line for each seat of each table that is over."""
    found = []
    for loaded in tables:
        game = loaded.timeline.game
        if game.outcome is None:
            continue
        accounts, story = accounts_of(game, REFEREE), Story(game)
        for score in game.outcome.scores:
            found.append(_result(loaded, story, accounts, score, names))
    return found


def touched(loaded: Loaded) -> int:
    """Count the acts of the chair without which the game would have been another one."""
    return sum(one.act.touches for one in loaded.acts)


def _result(
    loaded: Loaded, story: Story, accounts: Accounts, score: Score, names: bool
) -> SeatResult:
    game, seat, outcome = story.game, score.seat, story.outcome
    own = [one for one in accounts.demands if one.addressed == seat]
    answers = Counter(one.answer for one in own)
    pledges = [one for one in accounts.pledges if one.by == seat]
    ends = Counter(one.end for one in pledges)
    return SeatResult(
        loaded.path.stem, game.seats[seat], outcome.ending, game.bell, score.tier,
        score.halves / 2, story.usual[seat].above / 100, seat in outcome.best,
        "" if score.agenda is None else game.book.agendas[score.agenda].id, score.grade,
        sum(one.asker == seat for one in accounts.demands),
        answers["complied"] + answers["counter_taken"], answers["refused"],
        len(pledges), ends["pledge_kept"], ends["pledge_broken"], touched(loaded),
        player_name(loaded.header.seats, game.seats[seat]) if names else "",
    )  # fmt: skip


def as_csv(rows: Sequence[SeatResult]) -> str:
    """Write results as CSV, with a line of heads."""
    out = StringIO()
    writer = csv.DictWriter(out, list(COLUMNS), lineterminator="\n")
    writer.writeheader()
    writer.writerows(asdict(row) for row in rows)
    return out.getvalue()


def as_lines(rows: Sequence[SeatResult]) -> str:
    """Write results as JSON lines, the data dictionary first."""
    first = json.dumps({"columns": COLUMNS}, ensure_ascii=False)
    return "".join(f"{line}\n" for line in (first, *(json.dumps(asdict(row)) for row in rows)))


@frozen
class Report:
    """A table's report, to click into: its file as seen from the page, "" if it is not there, and
    whether there are questions in it."""

    file: str = ""
    questions: bool = False


def page(tables: Sequence[Loaded], reports: Sequence[Report]) -> Document:
    """Write the page of all tables, to project: no name of a student stands on it.

    `reports` are those of the tables; empty if none are to be linked.
    """
    return _TablesWriter(tables, reports).document()


class _TablesWriter:
    def __init__(self, tables: Sequence[Loaded], reports: Sequence[Report]) -> None:
        self.tables = tables
        self.reports = reports
        self.words: TableWords = class_words(tables[0].language).tables
        self.rows = results(tables)
        self.left_out = {one.path.stem for one in tables if touched(one)}
        """The tables that the chair has touched: they are held against no other."""
        self.game = tables[0].timeline.game

    def document(self) -> Document:
        """Write the whole page."""
        made = (
            ("side", self.side()), ("seats", self.seats()), ("parting", self.parting()),
            ("word", self.word()), ("reports", self.links()),
        )  # fmt: skip
        sections = tuple(
            Section(id, self.words.head(id), blocks)
            for id, listed in made
            if (blocks := tuple(listed))
        )
        title = self.words.title(self.game.program.scenario.name)
        return Document(title, self.words.under(len(self.tables)), sections)

    def name(self, seat: str) -> str:
        """Name a seat as the table does."""
        return self.game.words.seat(self.game.seats.index(seat)).replace(" ", "\u00a0")

    def side(self) -> Iterator[Block]:
        """Every table in a row: its ending and what became of each seat."""
        rows = []
        for loaded in self.tables:
            stem, game = loaded.path.stem, loaded.timeline.game
            own = [row for row in self.rows if row.table == stem]
            if not own:
                good = loaded.verdict in (Verdict.EXACT, Verdict.OPEN)
                turn = loaded.timeline.at(loaded.last_good).turn
                state = (
                    self.words.not_over(turn) if good
                    else self.words.holds(loaded.verdict.name, turn)
                )  # fmt: skip
                rows.append((printable(stem), state, *("" for _ in game.seats)))
                continue
            assert game.outcome is not None
            ending = self.words.ending(game.outcome.ending_name, game.bell)
            rows.append((printable(stem), ending, *map(self.result, own)))
        heads = self.words.side_heads([self.name(seat) for seat in self.game.seats])
        yield Table(self.words.head("side"), heads, tuple(rows))
        if self.rows:
            first = self.game.seats[0]
            endings = Counter(row.ending for row in self.compared if row.seat == first)
            names = {one.id: one.name for one in self.game.program.ruleset.ending}
            counted = [(names.get(id, id), count) for id, count in endings.most_common()]
            if counted:
                yield Text(self.words.endings(counted))
        if self.left_out:
            yield Text(self.words.left_out(sorted(map(printable, self.left_out))), "note")

    @property
    def compared(self) -> list[SeatResult]:
        """The results that are held against each other."""
        return [row for row in self.rows if row.table not in self.left_out]

    def result(self, one: SeatResult) -> str:
        """Say what became of a seat."""
        return self.words.result(one.tier, halves_text(int(one.points * 2)), one.best)

    def seats(self) -> Iterator[Block]:
        """Each seat against the same seat at the other tables, the farthest above par first."""
        for seat in self.game.seats:
            own = sorted((r for r in self.compared if r.seat == seat), key=lambda r: -r.above)
            if not own:
                continue
            rows = tuple(
                (printable(one.table), one.tier, halves_text(int(one.points * 2)),
                 self.words.above(one.above))
                for one in own
            )  # fmt: skip
            caption = self.words.against(self.name(seat), own[0].above - own[-1].above)
            yield Table(caption, self.words.seat_heads(), rows, (2, 3))

    def parting(self) -> Iterator[Block]:
        """The first decision at which the tables part."""
        finished = [
            one for one in self.tables if one.finished and one.path.stem not in self.left_out
        ]
        games = [loaded.timeline.game for loaded in finished]
        if len(games) < 2:
            return
        shortest = min(len(game.choices) for game in games)
        ply = next(
            (at for at in range(shortest) if len({game.choices[at] for game in games}) > 1), None
        )
        if ply is None:
            yield Text(self.words.no_parting(shortest))
            return
        asked = finished[0].timeline.at(ply)
        assert asked.decision is not None
        when = self.words.when(
            asked.turn, asked.words.phase(finished[0].timeline.moment(ply).phase)
        )
        yield Text(self.words.parted(self.name(asked.seats[asked.decision.seat]), when), "lead")
        yield Text(printable(asked.prompt))
        rows = tuple(
            (
                printable(loaded.path.stem),
                printable(_label(asked, loaded.timeline.game.choices[ply])),
            )
            for loaded in finished
        )
        yield Table(self.words.head("parting"), self.words.parting_heads(), rows)

    def word(self) -> Iterator[Block]:
        """Demands and promises by table and seat."""
        rows = tuple(
            (printable(one.table), self.name(one.seat), *map(str, (
                one.demands, one.complied, one.refused, one.pledges, one.kept, one.broken)))
            for one in self.rows
        )  # fmt: skip
        if rows:
            yield Table(self.words.head("word"), self.words.word_heads(), rows, tuple(range(2, 8)))

    def links(self) -> Iterator[Block]:
        """The reports, to click into, and the tables that have none."""
        if not self.reports:
            return
        there, missing = [], []
        for report, loaded in zip(self.reports, self.tables, strict=True):
            table = printable(loaded.path.stem)
            if report.file:
                there.append((report.file, table, self.words.report(report.questions)))
            else:
                missing.append(table)
        if there:
            yield Links(tuple(there))
        if missing:
            yield Text(self.words.no_report(missing), "note")


def _label(game: Game, key: str) -> str:
    assert game.decision is not None
    option = game.decision.option(key)
    return key if option is None else option.label
