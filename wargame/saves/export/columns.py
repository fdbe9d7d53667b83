"""The data dictionary of an export: each column once, for the writer and for the reader."""

from __future__ import annotations

from attrs import frozen

ALL = "all"


@frozen
class Column:
    """One column: the kinds of rows that have it, its type, unit, range, and what it means.

    `low` and `high` bound a whole number, `values` lists all values of a text; `referee` marks a
    column of the referee's export alone.
    """

    name: str
    kinds: str
    type: str
    unit: str
    meaning: str
    low: int | None = None
    high: int | None = None
    values: tuple[str, ...] = ()
    free: str = "any text in one line"
    referee: bool = False

    @property
    def range(self) -> str:
        """Say what the column can hold."""
        if self.values:
            return ", ".join(self.values)
        if self.type == "boolean":
            return "true, false"
        if self.type == "text":
            return self.free
        low = "−∞" if self.low is None else str(self.low)
        return f"{low} … {'∞' if self.high is None else self.high}"


KINDS = {
    "game": "the first row: which game, and who reads it",
    "seat": "a seat and who plays it",
    "event": "something that happened, as the log told the reader",
    "choice": "a choice that stands: the question and its answer",
    "note": "a note that was kept in the save, before the choice of its ply",
    "level": "a level at the end of a turn (turn 0: as it was dealt; an unfinished game's last "
    "turn: as it stands)",
    "end": "how the game ended",
    "score": "what it was worth to a seat",
    "line": "what a seat's points are made of",
}
_HALVES = "half points"
_PLACE = "choice event note"
_DIGEST = "hex digits"
SAVE = Column("save", ALL, "text", "", "which of several saves that were exported together",
              free="a file's name")  # fmt: skip
COLUMNS = (
    Column("kind", ALL, "text", "", "what the row is about; see above", values=tuple(KINDS)),
    Column("n", ALL, "integer", "rows", "the row's number in this export", 1),
    Column("turn", "choice event note level end", "integer", "turns",
           "the turn; 0 is before the first", 0),
    Column("phase", _PLACE, "text", "", "the phase of the ruleset; empty before the first",
           free="a phase's id, or empty"),
    Column("seat", "seat choice level score line", "text", "",
           "whose it is; empty for a level of no seat's", free="a seat's id"),
    Column("text", ALL, "text", "", "the row in words: name of the scenario, the seat, the level, "
           "the ending, the tier or the line of points; the answer; the sentence of the log"),
    Column("ask", "choice", "text", "", "the kind of question", free="an id"),
    Column("prompt", "choice end", "text", "", "the question in words; the ending's text"),
    Column("private", "choice", "boolean", "", "whether it was asked behind the curtain"),
    Column("options", "choice", "integer", "options", "how many answers were legal", 1, 100_000),
    Column("key", "choice", "text", "", "the answer's stable key", free="a key"),
    Column("reason", "choice", "text", "", "what the seat typed of its reasons; a seat's export "
           "holds its own alone", free="up to 500 characters in one line"),
    Column("event", "event", "text", "", "the kind of event; moved is a change of a level",
           free="an id"),
    Column("level", "event level", "text", "", "the level's id, such as tokyo.support",
           free="a level's id"),
    Column("track", "level", "text", "", "the track that the level is of, by its name"),
    Column("value", "event level", "integer", "steps", "the level, or what it was moved to",
           -1000, 1000),
    Column("by", "event", "integer", "steps", "by how much a level was moved", -2000, 2000),
    Column("cause", "event", "text", "", "what moved it: a phase, a rule or a card's id",
           free="an id, or empty"),
    Column("ending", "end", "text", "", "the ending's id", free="an id, or empty"),
    Column("halves", "score line", "integer", _HALVES, "points, doubled so that they are whole"),
    Column("tier", "score", "integer", "", "the verdict: −1 collapse, 0 the lowest, 3 the highest",
           -1, 3),
    Column("standing", "score", "integer", "hundredths of a spread",
           "points above the seat's par, in hundredths of its spread, rounded down"),
    Column("agenda", "score", "text", "", "the seat's true flag", free="a title"),
    Column("grade", "score", "integer", "points", "what the flag was worth", 0, 1000),
    Column("best", "score", "boolean", "", "whether it is a best seat"),
    Column("overreach", "score", "boolean", "", "whether its triumph left a partner behind"),
    Column("player", "seat note", "text", "",
           "who played it: human, human:NAME or a bot; who wrote the note"),
    Column("at", "game choice note", "text", "UTC", "the wall clock, an annotation",
           free="ISO 8601, or empty"),
    Column("export", "game", "integer", "", "the version of these columns", 1, 1),
    Column("reader", "game", "text", "", "whose knowledge this is", free="a seat, public, referee"),
    Column("scenario", "game", "text", "", "the scenario's id", free="an id"),
    Column("verdict", "game", "text", "", "how far the save can be believed; see README.md",
           values=("EXACT", "OPEN", "UNVERIFIED", "DIVERGED", "DAMAGED")),
    Column("finished", "game", "boolean", "", "whether the save has its closing line"),
    Column("deal", "game", "text", "", "typed is an open deal", values=("drawn", "typed")),
    Column("version", "game", "text", "", "the wargame that began the save", free="a version"),
    Column("epoch", "game", "integer", "", "the engine's epoch then", 0),
    Column("rules", "game", "text", _DIGEST, "the digest of all content that decides",
           free="SHA-256"),
    Column("words", "game", "text", _DIGEST, "the digest of all prose", free="SHA-256, or empty"),
    Column("why", "game", "text", "", "what the verdict rests on", referee=True),
    Column("chain", "game", "text", _DIGEST, "the chain of the save's last line",
           free="32 digits, or empty", referee=True),
    Column("seed", "game", "text", "", "the seed, once the game is finished",
           free="a whole number of up to 20 digits", referee=True),
    Column("parent", "game", "text", "", "the file that the game branched from",
           free="a file's name", referee=True),
    Column("parent_ply", "game", "integer", "plies", "the ply that it branched at", 0, 20_000,
           referee=True),
    Column("parent_chain", "game", "text", _DIGEST, "the parent's chain before that ply",
           free="32 digits, or empty", referee=True),
    Column("ply", "choice note", "integer", "plies", "the choice's number in the save", 0, 20_000,
           referee=True),
    Column("undone", "choice", "integer", "times",
           "how often a choice at this ply was taken back", 0, 60_000, referee=True),
    Column("seen_by", "event", "text", "", "who was told", referee=True,
           free="all, nobody, or seats and public, with spaces between"),
)  # fmt: skip
NAMES = tuple(column.name for column in COLUMNS)
INTRODUCTION = """\
# Exports

`wargame export FILE… --as SEAT|referee|public --format jsonl|csv|spreadsheet|md` writes saved games
as their reader knows them. `jsonl` is one object a row with the columns that the row has; `csv` has
all columns in every row, empty where they do not apply; `spreadsheet` is the same table for Excel
and LibreOffice; `md` is a chronicle to be read, made of the same rows. All are UTF-8 with a newline
after each row, whatever the terminal or the system says of itself: `wargame export FILE >out.jsonl`
gives the same bytes everywhere.

**Several saves** make one table, game after game; the column `save`, which no export of one save
has, stands first and names the file. The numbers of the rows begin anew with each. If one of them
cannot be read, nothing is written. A chronicle is of one game.

**A seat's export** holds what that seat knew: the choices it made, those that were made at the
open table, what the log told it, and the levels, which all can see. Two games that a seat cannot
tell apart give the same bytes. So its rows have numbers of their own, and nothing that counts
choices made behind another's curtain, and no digest of the whole game; other seats' typed reasons
are not in it. The end was told to all and is in every export. **The referee's** holds everything.

**An unfinished game** is told as the public knows it, whoever is named, unless it was sealed with
a code and that code is given. A game that is DAMAGED or DIVERGED is told up to its last good ply,
and its first row says so; one that has none is refused (see [README.md](README.md)).

**For a program** take `jsonl` or `csv`: every cell holds the text itself. **To be opened by hand**
take `--format spreadsheet --out FILE.csv`: it begins with a byte order mark, its lines end in CR
LF, and an apostrophe stands before a text that a spreadsheet would take for something else: for a
formula (it begins with `=`, `+`, `-` or `@`), a date, or a number whose digits it would change (a
seed). A plain `csv` opened by hand runs the formulas that somebody typed as a name or a reason.
Where Excel expects semicolons, take the file in by *Data, From Text*. Signs that a terminal could
obey are replaced by `·` in every format.

Columns that are marked *referee*, and notes, stand in the referee's export alone. This page is what
`wargame export --dictionary` prints.
"""


def dictionary() -> str:
    """Write the data dictionary as a Markdown page."""
    lines = [INTRODUCTION, "| kind | a row of it is |", "|---|---|"]
    lines += [f"| `{kind}` | {what} |" for kind, what in KINDS.items()]
    lines += [
        "",
        "| column | in rows of | type | unit | range | meaning |",
        "|---|---|---|---|---|---|",
    ]
    for c in (SAVE, *COLUMNS):
        kinds = c.kinds.replace(" ", ", ")
        what = f"*referee*: {c.meaning}" if c.referee else c.meaning
        lines.append(f"| `{c.name}` | {kinds} | {c.type} | {c.unit or '–'} | {c.range} | {what} |")
    return "\n".join(lines) + "\n"
