"""Two games of the same deal side by side: where they first differ, their levels, their
verdicts."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from attrs import asdict, field, frozen

from wargame.engine.scoring import halves_text
from wargame.rules.model.language import Language
from wargame.saves.export.rows import Row, rows_of
from wargame.saves.format.errors import BadSave, printable
from wargame.saves.replay.loaded import Loaded
from wargame.saves.replay.viewer import PUBLIC, REFEREE, load_to_show, public_view_only

Pair = tuple[int | None, int | None]


@frozen
class Made:
    """A choice as it is shown; `ply` is None where only public facts may be shown."""

    seat: str
    turn: int
    phase: str
    prompt: str
    text: str
    key: str
    reason: str = ""
    ply: int | None = None


@frozen
class ComparedLevel:
    """One level at the end of a turn in both games; None where a game did not get there."""

    level: str
    name: str
    values: Pair

    @property
    def differs(self) -> bool:
        """Whether both games got there and the level differs."""
        one, other = self.values
        return one is not None and other is not None and one != other


@frozen
class Result:
    """A seat's result: its tier, half points, and the lines that add up to them."""

    tier: str
    halves: int
    lines: tuple[tuple[str, int], ...]
    agenda: str = ""
    best: bool = False


@frozen
class VerdictRow:
    """One row of the verdicts, a text for each game, None where that game has none.

    `kind` is `ending`, `seat` (tier and points) or `line` (one line of a seat's points).
    """

    kind: str
    name: str
    texts: tuple[str | None, str | None]

    @property
    def differs(self) -> bool:
        """Whether the games differ in it."""
        return self.texts[0] != self.texts[1]


@frozen
class Side:
    """One of the two games. `results` has a seat's result once the game is over."""

    file: str
    verdict: str
    sentence: str
    ending: str
    choices: int
    results: dict[str, Result]


@frozen
class Comparison:
    """Two games beside each other.

    `public`: one of them is unfinished and its code was not given, so that public facts alone are
    compared; a sealed choice that differs shows only by its effects. The first `same` choices are
    equal; `parted` are the next of each game, None where it has no
    more. `turns` are the levels turn by
    turn, `branched` says whether one game is known to be a branch of the other.
    """

    title: str
    seats: dict[str, str]
    public: bool
    sides: tuple[Side, Side]
    same: int
    parted: tuple[Made | None, Made | None]
    turns: dict[int, list[ComparedLevel]]
    words: Language = field(repr=False, eq=False)
    branched: str = ""
    shapes: Any = field(default=(), repr=False, eq=False)

    @property
    def alike(self) -> bool:
        """Whether no choice differs."""
        return self.parted == (None, None)

    @property
    def notice(self) -> str:
        """The sentence that public facts alone are compared; empty where all are."""
        return self.words.compare_public() if self.public else ""

    @property
    def parting(self) -> str:
        """The sentence that says where the games first differ."""
        made = self.parted[0] or self.parted[1]
        if made is None:
            return self.words.compare_same(self.same, self.public)
        return self.words.compare_differs(self.same, self.public, made.ply, made.turn, made.phase)

    def verdict_rows(self) -> Iterator[VerdictRow]:
        """Yield the row of the ending, then for each seat its result and the lines of its points.

        Yield nothing if neither game is over.
        """
        one, other = self.sides
        if not (one.results or other.results):
            return
        endings = (one.ending or None, other.ending or None)
        yield VerdictRow("ending", self.words.compare_ending(), endings)
        for seat, name in self.seats.items():
            mine, its = one.results.get(seat), other.results.get(seat)
            yield VerdictRow("seat", name, (_result(mine), _result(its)))
            lines = dict(mine.lines if mine else ()), dict(its.lines if its else ())
            for line in _merged(*map(list, lines)):
                points = [halves_text(of[line]) if line in of else None for of in lines]
                yield VerdictRow("line", line, (points[0], points[1]))

    def as_object(self) -> dict[str, Any]:
        """Return the whole comparison for `--json`."""
        whole = asdict(self, filter=lambda at, _: at.name not in ("shapes", "words"))
        whole["turns"] = [
            {
                "turn": turn,
                "levels": [
                    {"level": x.level, "name": x.name, "values": x.values, "differs": x.differs}
                    for x in levels
                ],
            }
            for turn, levels in self.turns.items()
        ]
        return whole


def compare(one: Path, other: Path, code: str | None = None, language: str = "en") -> Comparison:
    """Compare two saves of the same deal. Raises `BadSave`, also if their deals differ.

    The code opens each of them that was sealed with it; texts are in `language`.
    """
    try:
        same = one.samefile(other)
    except OSError:
        same = one == other
    if same:
        raise BadSave(f"{one} and {other} are the same file; there is nothing to compare")
    pair = load_to_show(one, code, language), load_to_show(other, code, language)
    if odd := unlike(*pair):
        raise BadSave(f"{one} and {other} are not of the same deal: {odd}")
    public = any(public_view_only(loaded, code) for loaded in pair)
    told = [rows_of(loaded, PUBLIC if public else REFEREE) for loaded in pair]
    made = [[row for row in rows if row["kind"] == "choice"] for rows in told]
    count = _alike(*made)
    program = pair[0].timeline.game.program
    return Comparison(
        title=str(told[0][0]["text"]),
        seats={str(r["seat"]): str(r["text"]) for r in told[0] if r["kind"] == "seat"},
        public=public,
        sides=(_side(pair[0], told[0]), _side(pair[1], told[1])),
        same=count,
        parted=(_made(made[0], count), _made(made[1], count)),
        turns=_turns(*told),
        words=program.book.words,
        branched=_branched(*pair, public=public),
        shapes=program.ruleset.seat,
    )


def _result(result: Result | None) -> str | None:
    return None if result is None else f"{result.tier}, {halves_text(result.halves)}"


def _merged(one: list[str], other: list[str]) -> list[str]:
    """Return the names of both lists, each once, in an order that fits both if there is one."""
    names = one[:]
    for at, name in enumerate(other):
        if name not in names:
            names.insert(names.index(other[at - 1]) + 1 if at else 0, name)
    return names


def unlike(one: Loaded, other: Loaded) -> str:
    """Return the reason why two games are of different deals; empty if they are of the same one.

    The reason names no seed: that of an unfinished game is secret.
    """
    mine, its = one.header, other.header
    if mine.scenario != its.scenario:
        return f"{mine.scenario[:40]} and {its.scenario[:40]}"
    book, other_book = one.timeline.game.book, other.timeline.game.book
    if book.basic != other_book.basic:
        return "one is the basic game"
    if mine.pins.meaning != its.pins.meaning:
        return (
            "their cards or rules have changed in between "
            f"(digests {mine.pins.rules[:8]} and {its.pins.rules[:8]})"
        )
    return "" if mine.seed == its.seed else "their seeds differ"


def _alike(one: list[Row], other: list[Row]) -> int:
    """Count the equal choices before the first difference."""
    count = 0
    for mine, its in zip(one, other, strict=False):
        if any(mine[name] != its[name] for name in ("seat", "prompt", "key", "turn", "phase")):
            break
        count += 1
    return count


def _made(rows: list[Row], at: int) -> Made | None:
    if at >= len(rows):
        return None
    row = rows[at]
    ply = row.get("ply")
    return Made(
        str(row["seat"]), int(row["turn"]), str(row["phase"]), str(row["prompt"]),
        str(row["text"]), str(row["key"]), str(row.get("reason", "")),
        None if ply is None else int(ply),
    )  # fmt: skip


def _turns(one: list[Row], other: list[Row]) -> dict[int, list[ComparedLevel]]:
    """Return the levels of both games for each turn, in the order of the table."""
    places: dict[tuple[int, str], list[int | None]] = {}
    names: dict[str, str] = {}
    for side, rows in enumerate((one, other)):
        over = any(row["kind"] == "end" for row in rows)
        last = max(int(row["turn"]) for row in rows if row["kind"] == "level")
        for row in rows:
            # The turn in progress has no end yet that could be compared.
            if row["kind"] == "level" and (over or int(row["turn"]) < last or not last):
                place = places.setdefault((int(row["turn"]), str(row["level"])), [None, None])
                place[side] = int(row["value"])
                names[str(row["level"])] = str(row["text"])
    turns: dict[int, list[ComparedLevel]] = {}
    for (turn, level), (mine, its) in sorted(places.items(), key=lambda item: item[0][0]):
        turns.setdefault(turn, []).append(ComparedLevel(level, names[level], (mine, its)))
    return turns


def _side(loaded: Loaded, rows: list[Row]) -> Side:
    end = [row for row in rows if row["kind"] == "end"]
    lines: dict[str, list[tuple[str, int]]] = {}
    for row in rows:
        if row["kind"] == "line":
            lines.setdefault(str(row["seat"]), []).append((str(row["text"]), int(row["halves"])))
    results = {
        str(row["seat"]): Result(
            str(row["text"]), int(row["halves"]), tuple(lines.get(str(row["seat"]), ())),
            str(row.get("agenda", "")), bool(row["best"]),
        )
        for row in rows
        if row["kind"] == "score"
    }  # fmt: skip
    return Side(
        printable(loaded.path.name), loaded.verdict.name, loaded.sentence,
        str(end[0]["text"] or "none") if end else "", sum(r["kind"] == "choice" for r in rows),
        results,
    )  # fmt: skip


def _branched(one: Loaded, other: Loaded, public: bool) -> str:
    """Return whether one game names the other as its parent, and its chain is found there."""
    for parent, child, names in ((one, other, "BA"), (other, one, "AB")):
        named = child.header.parent
        if named is None or not named.chain or not 0 <= named.ply <= len(parent.choices):
            continue
        if parent.chain_before(named.ply) == named.chain:
            words, ply = parent.timeline.game.words, None if public else named.ply
            return words.compare_branched(names[0], names[1], ply)
    return ""
