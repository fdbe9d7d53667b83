"""The chronicle: the rows of an export as Markdown, turn by turn, for people to read.

It is made of an export's rows and of nothing else, so it can reveal no more than they do.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import takewhile

from wargame.engine.scoring import halves_text
from wargame.rules.model.language import Language
from wargame.saves.export.rows import Row

BUILDING = {"deal", "deal_item", "deal_due", "demand_to", "demand_with", "demand_mark", "fill"}
"""Questions that make up one proposal or one seal; one event of the log tells the whole."""
UNTOLD = {"turn", "phase", "digest"}
"""Events that become headings."""
_SIGNS = re.compile(r"([\\`*_\[\]<>|~#&])")
_FIRST = re.compile(r"^([-+=]|\d+(?=[.)]))")


def md(text: object) -> str:
    """Return a text with its Markdown signs escaped."""
    return _FIRST.sub(_first, _SIGNS.sub(r"\\\1", str(text)))


def _first(match: re.Match[str]) -> str:
    return f"&#{ord(match[1][0])};{match[1][1:]}"


def chronicle(rows: Sequence[Row], words: Language) -> str:
    """Return rows as a Markdown text."""
    return "\n".join(_ChronicleWriter(rows, words).lines()).rstrip() + "\n"


class _ChronicleWriter:
    def __init__(self, rows: Sequence[Row], words: Language) -> None:
        self.rows = rows
        self.words = words
        self.game = rows[0]
        self.names = {row["seat"]: md(row["text"]) for row in rows if row["kind"] == "seat"}
        self.before: dict[str, int] = {}

    def lines(self) -> Iterator[str]:
        """Yield the lines of the chronicle."""
        yield from self.head()
        phase = ""
        heading: tuple[str, ...] = ()
        for at, row in enumerate(self.rows):
            kind = row["kind"]
            if kind == "event" and row["event"] == "turn":
                yield from ("", f"## {md(row['text']).rstrip('.')}")
            if "phase" in row and row["phase"] != phase:
                phase = str(row["phase"])
                heading = self.heading(row)
            lines = [*self.told(at, row)]
            if lines and kind in ("event", "choice", "note"):
                yield from heading
                heading = ()
            yield from lines
        if self.rows[-1]["kind"] == "level":
            good = self.game["verdict"] in ("OPEN", "UNVERIFIED")
            words = self.words
            end = words.chronicle_goes_on() if good else words.chronicle_not_good()
            yield from ("", f"*{end}*")

    def told(self, at: int, row: Row) -> Iterator[str]:
        """Yield the lines of one row; consecutive moves are written together at the first of
        them."""
        before, kind = self.rows[at - 1], row["kind"]
        if kind == "event" and row["event"] == "moved":
            if before.get("event") != "moved" or before["phase"] != row["phase"]:
                moves = [md(r["text"]).rstrip(".") for r in self.run(at, "event", "phase")]
                yield f"- {'; '.join(moves)}."
        elif kind == "event" and row["event"] not in UNTOLD:
            yield f"- {md(row['text'])}"
        elif kind == "choice":
            yield from self.choice(row, at)
        elif kind == "note":
            yield f"- *{self.words.chronicle_note(md(row['player']))}* {md(row['text'])}"
        elif kind == "level" and before["kind"] != "level":
            yield from self.table(list(self.run(at, "kind")))
        elif kind == "end":
            yield from self.end(row)

    def since(self, at: int) -> Iterator[Row]:
        """Yield the rows from number `at` on."""
        return (self.rows[n] for n in range(at, len(self.rows)))

    def run(self, at: int, *same: str) -> Iterator[Row]:
        """Yield the rows from number `at` on that have the same values as that one."""
        first = [self.rows[at].get(name) for name in same]
        return takewhile(lambda row: [row.get(name) for name in same] == first, self.since(at))

    def head(self) -> Iterator[str]:
        """Yield the title, the table of players and the notes on the save."""
        game, words = self.game, self.words
        match reader := game["reader"]:
            case "referee":
                whose = words.chronicle_referee()
            case "public":
                whose = words.chronicle_public()
            case _:
                whose = words.chronicle_seat(self.names[reader])
        yield from (
            f"# {md(game['text'])}",
            "",
            f"*{whose}*",
            "",
            f"| {words.chronicle_seat_column()} | {words.chronicle_player_column()} |",
            "|---|---|",
        )
        for row in self.rows:
            if row["kind"] == "seat":
                yield f"| {md(row['text'])} | {md(row['player'])} |"
        typed, begun = game["deal"] == "typed", md(game["at"])
        yield from ("", words.chronicle_verdict(str(game["verdict"]), typed, begun))
        if why := game.get("why"):
            yield from ("", words.chronicle_rests_on(md(why)))
        if parent := game.get("parent"):
            yield from ("", words.chronicle_branched(md(parent), int(game["parent_ply"])))

    def heading(self, row: Row) -> tuple[str, ...]:
        """Name a phase as the log does."""
        phase = str(row["phase"])
        name = md(self.words.phase(phase) if row.get("event") == "phase" else phase)
        return ("", f"### {name[:1].upper()}{name[1:]}", "") if name else ()

    def choice(self, row: Row, at: int) -> Iterator[str]:
        """Yield the lines of a choice that has a reason, or that no event of the log tells."""
        reason = row.get("reason")
        if not reason and (row["ask"] in BUILDING or _told(self.since(at + 1))):
            return
        yield f"- {md(row['prompt'])} {self.names[row['seat']]}: **{md(row['text'])}**"
        if reason:
            yield from ("", f"  > “{md(reason)}”", "")

    def table(self, rows: list[Row]) -> Iterator[str]:
        """Yield the tables of levels: one row a track for those of seats, the others side by
        side."""
        turn = rows[0]["turn"]
        stopped = rows[-1] is self.rows[-1]
        yield from ("", f"**{self.words.chronicle_levels(int(turn), stopped)}**")
        shared = [row for row in rows if "seat" not in row]
        if shared:
            yield from (
                "",
                *_table([[md(r["text"]) for r in shared], [self.level(r) for r in shared]]),
            )
        tracks: dict[str, dict[str, str]] = {}
        for row in rows:
            if "seat" in row:
                tracks.setdefault(md(row["track"]), {})[str(row["seat"])] = self.level(row)
        if tracks:
            body = [
                [name, *(of.get(str(s), "–") for s in self.names)] for name, of in tracks.items()
            ]
            yield from ("", *_table([["", *self.names.values()], *body]))
        self.before = {str(row["level"]): int(row["value"]) for row in rows}

    def level(self, row: Row) -> str:
        """Return a level, and its change since the last table."""
        value = int(row["value"])
        by = value - self.before.get(str(row["level"]), value)
        sign = "+" if by > 0 else "−"
        return f"{value} ({sign}{abs(by)})" if by else str(value)

    def end(self, row: Row) -> Iterator[str]:
        """Yield the ending, the verdicts and the lines of the points."""
        words = self.words
        yield from ("", f"## {words.chronicle_end(md(row['text']))}", "", md(row["prompt"]))
        scores = [row for row in self.rows if row["kind"] == "score"]
        for score in scores:
            who = self.names[score["seat"]]
            points = halves_text(int(score["halves"]))
            yield from ("", f"### {words.chronicle_score(who, md(score['text']), points)}", "")
            lines = [r for r in self.rows if r["kind"] == "line" and r["seat"] == score["seat"]]
            told = [[md(line["text"]), halves_text(int(line["halves"]))] for line in lines]
            columns = [words.chronicle_line_column(), words.chronicle_points_column()]
            together = [f"**{words.chronicle_together()}**", f"**{points}**"]
            yield from _table([columns, *told, together])
            if "agenda" in score:
                yield from ("", words.chronicle_true_flag(md(score["agenda"])))
            if score["overreach"]:
                yield from ("", words.chronicle_overreached())
        best = [self.names[score["seat"]] for score in scores if score["best"]]
        yield from ("", f"**{words.chronicle_best(best)}**")


def _told(after: Iterable[Row]) -> bool:
    """Return whether the log has an event other than a move before the next choice or table."""
    for row in after:
        if row["kind"] != "event" or row["event"] in UNTOLD:
            return False
        if row["event"] != "moved":
            return True
    return False


def _table(rows: list[list[str]]) -> Iterator[str]:
    head, *body = rows
    yield f"| {' | '.join(head)} |"
    yield "|" + "---|" * len(head)
    for row in body:
        yield f"| {' | '.join(row)} |"
