"""The chronicle: rows told as Markdown, turn by turn, to be read by people.

It is made of an export's rows and of nothing else, so it can tell no more than they do.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from wargame.engine.scoring import halves_text
from wargame.record.rows import Row

BUILDING = {"deal", "deal_item", "deal_due", "demand_to", "demand_with", "demand_mark", "fill"}
"""Questions by which a proposal or a seal is put together; the log tells the whole of it."""
UNTOLD = {"turn", "phase", "digest"}
"""Events that are headings here."""
READERS = {"referee": "The referee's account: everything.", "public": "As the public saw it."}
_SIGNS = re.compile(r"([\\`*_\[\]<>|~#&])")
_FIRST = re.compile(r"^([-+=]|\d+(?=[.)]))")


def md(text: object) -> str:
    """Write a text so that Markdown reads nothing into it."""
    return _FIRST.sub(_first, _SIGNS.sub(r"\\\1", str(text)))


def _first(match: re.Match[str]) -> str:
    return f"&#{ord(match[1][0])};{match[1][1:]}"


def chronicle(rows: Sequence[Row]) -> str:
    """Tell rows as a Markdown text."""
    return "\n".join(_Telling(rows).lines()).rstrip() + "\n"


class _Telling:
    def __init__(self, rows: Sequence[Row]) -> None:
        self.rows = rows
        self.game = rows[0]
        self.names = {row["seat"]: md(row["text"]) for row in rows if row["kind"] == "seat"}
        self.before: dict[str, int] = {}

    def lines(self) -> Iterator[str]:
        yield from self.head()
        phase, moved = "", list[str]()
        for at, row in enumerate(self.rows):
            kind = row["kind"]
            if moved and (row.get("event") != "moved" or row["phase"] != phase):
                yield f"- {'; '.join(moved)}."
                moved = []
            if kind == "event" and row["event"] == "turn":
                yield from ("", f"## {md(row['text']).rstrip('.')}")
            if kind in ("event", "choice") and row["phase"] != phase:
                phase = str(row["phase"])
                yield from self.heading(row)
            if kind == "event" and row["event"] == "moved":
                moved.append(md(row["text"]).rstrip("."))
            elif kind == "event" and row["event"] not in UNTOLD:
                yield f"- {md(row['text'])}"
            elif kind == "choice":
                yield from self.choice(row, self.rows[at + 1 :])
            elif kind == "level" and self.rows[at - 1]["kind"] != "level":
                yield from self.table(list(_run(self.rows[at:], "level")))
                phase = ""
            elif kind == "end":
                yield from self.end(row)
        if self.rows[-1]["kind"] == "level":
            good = self.game["verdict"] in ("OPEN", "UNVERIFIED")
            yield from ("", "*The game goes on.*" if good else "*What follows is not good.*")

    def head(self) -> Iterator[str]:
        game = self.game
        reader = game["reader"]
        whose = READERS.get(str(reader)) or f"As {self.names[reader]} knew it."
        yield from (
            f"# {md(game['text'])}",
            "",
            f"*{whose}*",
            "",
            "| seat | played by |",
            "|---|---|",
        )
        for row in self.rows:
            if row["kind"] == "seat":
                yield f"| {md(row['text'])} | {md(row['player'])} |"
        began = f", begun {md(game['at'])}" if game["at"] else ""
        deal = "an open deal" if game["deal"] == "typed" else "a sealed deal"
        yield from ("", f"Verdict on the save: **{game['verdict']}**; {deal}{began}.")
        if why := game.get("why"):
            yield from ("", f"It rests on: {md(why)}.")
        if parent := game.get("parent"):
            yield from ("", f"It branched from {md(parent)} at ply {game['parent_ply']}.")

    def heading(self, row: Row) -> Iterator[str]:
        """Begin a phase, by the name that the log gives it."""
        name = md(row["phase"])
        if row.get("event") == "phase":
            name = md(str(row["text"]).strip("— "))
        if name:
            yield from ("", f"### {name[:1].upper()}{name[1:]}", "")

    def choice(self, row: Row, after: Sequence[Row]) -> Iterator[str]:
        """Tell a choice that was given a reason, or that the log says nothing of."""
        reason = row.get("reason")
        if not reason and (row["ask"] in BUILDING or _told(after)):
            return
        yield f"- {self.names[row['seat']]}, asked “{md(row['prompt'])}”: **{md(row['text'])}**"
        if reason:
            yield from ("", f"  > “{md(reason)}”", "")

    def table(self, rows: list[Row]) -> Iterator[str]:
        """Set the levels: those of the seats with a row a track, the others side by side."""
        turn = rows[0]["turn"]
        when = f"At the end of turn {turn}" if turn else "As dealt"
        if rows[-1] is self.rows[-1]:
            when = f"As it stands in turn {turn}"
        yield from ("", f"**{when}**")
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
        """Give a level, and by how much it has changed since the last table."""
        value = int(row["value"])
        by = value - self.before.get(str(row["level"]), value)
        sign = "+" if by > 0 else "−"
        return f"{value} ({sign}{abs(by)})" if by else str(value)

    def end(self, row: Row) -> Iterator[str]:
        """Tell the ending, the verdicts and what the points are made of."""
        yield from ("", f"## The end: {md(row['text']) or 'none'}", "", md(row["prompt"]))
        scores = [row for row in self.rows if row["kind"] == "score"]
        for score in scores:
            who = self.names[score["seat"]]
            points = halves_text(int(score["halves"]))
            yield from ("", f"### {who}: {md(score['text'])}, {points} points", "")
            lines = [r for r in self.rows if r["kind"] == "line" and r["seat"] == score["seat"]]
            told = [[md(line["text"]), halves_text(int(line["halves"]))] for line in lines]
            yield from _table([["line", "points"], *told, ["**together**", f"**{points}**"]])
            if "agenda" in score:
                yield from ("", f"Its true flag was “{md(score['agenda'])}”.")
            if score["overreach"]:
                yield from ("", "It overreached: its triumph left a partner behind.")
        best = [self.names[score["seat"]] for score in scores if score["best"]]
        yield from ("", f"**Best seat: {', '.join(best) or 'nobody'}.**")


def _told(after: Iterable[Row]) -> bool:
    """Say whether the log tells something other than moves before the next choice or table."""
    for row in after:
        if row["kind"] != "event" or row["event"] in UNTOLD:
            return False
        if row["event"] != "moved":
            return True
    return False


def _run(rows: Iterable[Row], kind: str) -> Iterator[Row]:
    for row in rows:
        if row["kind"] != kind:
            return
        yield row


def _table(rows: list[list[str]]) -> Iterator[str]:
    head, *body = rows
    yield f"| {' | '.join(head)} |"
    yield "|" + "---|" * len(head)
    for row in body:
        yield f"| {' | '.join(row)} |"
