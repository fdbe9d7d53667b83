"""The widgets of the public table: header, threats, relations, long-run tracks, seats, what stands,
and in a sitting the own flag.

What they say of stakes is never cut: a few words are shown whole, or left out after more important
ones. The key `b` shows everything.
"""

from __future__ import annotations

from collections.abc import Sequence

from attrs import frozen
from rich.cells import cell_len
from textual.content import Content
from textual.geometry import Size
from textual.widget import Widget

from wargame.engine.scoring import halves_text
from wargame.ui.stakes import COLLAPSE, FlagStake, TrackStake
from wargame.ui.tui.palette import (
    ACCENT,
    ALARM,
    BRIGHT,
    BROKEN,
    CALM,
    EMPTY,
    LIGHT,
    QUIET,
    SOFT,
    THREAT,
)
from wargame.ui.tui.table_model import Gauge, TableModel, shortened
from wargame.ui.tui.text import current_face, fit, flow, rows, say, spell, wrap

BARS = ((100, 20), (0, 10))
"""The cells of a threat's bar, from so many columns on."""
FOLDED = 3
"""A panel of so few rows sets its lines one after the other."""


class TableWidget(Widget):
    """A widget that draws a table model, again at each `show`."""

    seen: TableModel | None = None

    def show(self, seen: TableModel | None) -> None:
        """Set the model that is drawn; None draws nothing."""
        self.seen = seen
        self.refresh(layout=True)

    def render(self) -> Content:
        """Draw the widget."""
        if self.seen is None:
            return Content("")
        return self.draw(self.seen, self.size)

    def draw(self, seen: TableModel, size: Size) -> Content:
        """Draw a table model in so many cells."""
        raise NotImplementedError

    def need(self, seen: TableModel, width: int, height: int = 1000) -> int:
        """Return the rows that it takes to draw a model in so many columns and at most so many
        rows."""
        drawn = self.draw(seen, Size(width, height)).plain
        return drawn.count("\n") + 1 if drawn else 0

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """Return the rows that it takes, for a widget of automatic height."""
        return 0 if self.seen is None else self.need(self.seen, width)


class TableHeader(TableWidget):
    """One line: the turn, the phase, the clock, an alarm, who is asked, and whether the table lies
    open."""

    time = ""
    """What the soft clock says; "" without one."""

    def tell_time(self, time: str) -> None:
        """Set what the soft clock says."""
        if time != self.time:
            self.time = time
            self.refresh()

    def draw(self, seen: TableModel, size: Size) -> Content:
        """Draw a table model for a widget of this size."""
        left = say(f"{seen.turn}", BRIGHT) + say(f"  ·  {seen.phase}", QUIET)
        if self.time:
            left += say(f"  ·  {self.time}", ACCENT if self.time.startswith("+") else QUIET)
        alarm = self.alarm(seen, size.width - left.cell_length)
        if alarm.cell_length:
            left += Content("  ") + alarm
        if seen.asked < 0:
            return left
        tail = current_face().is_asked(seen.private)
        name, room = spell(seen.asked_name), size.width - left.cell_length - 2
        if cell_len(name) + cell_len(tail) > room:
            tail = current_face().is_asked_brief(seen.private)
            name = fit(name, min(cell_len(name), room - cell_len(tail)))
        right = say(name, BRIGHT) + say(tail, QUIET)
        gap = size.width - left.cell_length - right.cell_length
        return left + Content(" " * max(2, gap)) + right

    @staticmethod
    def alarm(seen: TableModel, room: int) -> Content:
        """Draw the longest form of the alarm beside which the seat that is asked can be named."""
        if not seen.stakes.banner:
            return Content("")
        tail = current_face().is_asked_brief(private=True)
        needs = cell_len(spell(seen.asked_name)) + cell_len(tail) + 4
        style = BROKEN if seen.stakes.alarm == COLLAPSE else ALARM
        forms = [say(f" {text} ", style) for text in seen.stakes.banner]
        return next((form for form in forms if form.cell_length + needs <= room), forms[-1])


class Threats(TableWidget):
    """A line for each threat: value, change since the seat's last sitting, bar, what it drifts to,
    what that brings, and as far as there is room why."""

    def draw(self, seen: TableModel, size: Size) -> Content:
        """Draw a table model for a widget of this size."""
        threats = [gauge for gauge in seen.gauges if gauge.threat]
        label = max((cell_len(spell(gauge.label)) for gauge in threats), default=0)
        bar = next(cells for least, cells in BARS if size.width >= least)
        return rows([self.line(seen, gauge, label, bar, size.width) for gauge in threats])

    def line(self, seen: TableModel, gauge: Gauge, label: int, bar: int, width: int) -> Content:
        """Draw one threat, its label in `label` cells, its bar in `bar`."""
        stake = seen.stakes.track(gauge.level)
        assert stake is not None
        loud = bool(stake.alarm)
        value = f"{gauge.value}{'!' if loud else ''}"
        head = say(fit(gauge.label, label), ALARM if loud else SOFT)
        head += say(f" {fit(value, 3, right=True)}", ALARM if loud else BRIGHT)
        head += say(fit(change(gauge), 4), ACCENT) + self.bar(stake, bar)
        head += say(fit(arrow(stake), 6), ALARM if loud else BRIGHT)
        long = [*stake.why, *(note.text for note in stake.notes)]
        brief = [note.brief for note in stake.notes]
        return head + told(stake, long, brief, width - head.cell_length)

    @staticmethod
    def bar(stake: TrackStake, cells: int) -> Content:
        """Draw the level as a bar; it changes its shape in an alarm."""
        full = min(cells, cells * stake.now // max(1, stake.limit))
        sign, colour = ("═", ALARM) if stake.alarm else ("━", THREAT)
        return say(sign * full, colour) + say("╌" * (cells - full), EMPTY)


class Relations(TableWidget):
    """The relations side by side: value, change, what each drifts to, and what bears on it."""

    def draw(self, seen: TableModel, size: Size) -> Content:
        """Draw a table model for a widget of this size."""
        ties = [gauge for gauge in seen.gauges if not gauge.threat]
        most = max(1, min(len(ties), size.width // 24))
        cells = size.width // most
        lines = []
        for at in range(0, len(ties), most):
            line = Content("")
            for gauge in ties[at : at + most]:
                drawn = self.tie(seen, gauge, cells - 1)
                line += drawn + Content(" " * (cells - drawn.cell_length))
            lines.append(line)
        return rows(lines)

    def tie(self, seen: TableModel, gauge: Gauge, width: int) -> Content:
        """Draw one relation."""
        stake = seen.stakes.track(gauge.level)
        assert stake is not None
        head = say(f"{gauge.label} ", SOFT) + say(str(gauge.value), BRIGHT)
        head += say(change(gauge), ACCENT) + say(arrow(stake), BRIGHT)
        long = [*(note.text for note in stake.notes), *stake.why]
        brief = [note.brief for note in stake.notes]
        return head + told(stake, long, brief, width - head.cell_length)


def change(gauge: Gauge) -> str:
    """Write the change since the seat's last sitting, after a space; nothing if there is none."""
    return f" {gauge.change:+d}".replace("-", "−") if gauge.change else ""


def arrow(stake: TrackStake) -> str:
    """Write what a level drifts to; nothing if it stays."""
    return f" → {stake.after}" if stake.after != stake.now else ""


def told(stake: TrackStake, long: Sequence[str], brief: Sequence[str], room: int) -> Content:
    """Say the word of a stake and what explains it; where not all of it has room, the word, of the
    brief notes those that fit, and the reasons if all of them do: some would not add up."""
    style = BROKEN if stake.alarm == COLLAPSE else ALARM
    word, short = ("", "") if stake.word is None else (stake.word.text, stake.word.brief)
    for head in (word, short):
        drawn = beside(say(f" {head}", style) if head else Content(""), long)
        if drawn.cell_length <= room:
            return drawn
    drawn = say(f" {short}", style) if short else Content("")
    for texts in (*([text] for text in brief), stake.why):
        more = beside(drawn, texts)
        drawn = more if more.cell_length <= room else drawn
    return drawn


def beside(drawn: Content, texts: Sequence[str]) -> Content:
    """Add texts at the right of what is drawn."""
    for text in texts:
        drawn += say(("  " if drawn.cell_length else " ") + text, QUIET)
    return drawn


class Tracks(TableWidget):
    """The long-run tracks, in as few rows as they take."""

    def draw(self, seen: TableModel, size: Size) -> Content:
        """Draw a table model for a widget of this size."""
        ways = [self.line(seen, *way, size.width) for way in ((0, 3), (0, 2), (1, 2))]
        return rows(next((way for way in ways if len(way) <= 1), ways[-1]))

    @staticmethod
    def line(seen: TableModel, name: int, gap: int, width: int) -> list[Content]:
        """Set the tracks in rows, by their names (0) or their abbreviations (1)."""
        parts = [say(f"{track[name]} ", QUIET) + say(track[-1], LIGHT) for track in seen.tracks]
        return flow(parts, width, " " * gap)


@frozen
class Column:
    """A column of the seats' table: its head and a text for each seat, at the right or the left."""

    texts: tuple[str, ...]
    right: bool = True

    @property
    def cells(self) -> int:
        """The cells of its longest text."""
        return max(cell_len(spell(text)) for text in self.texts)


class Seats(TableWidget):
    """The seats' public numbers, a row each, with points, verdict so far and next vote.

    Where they do not fit, the numbers at the right of the row are left out first.
    """

    def draw(self, seen: TableModel, size: Size) -> Content:
        """Draw a table model for a widget of this size."""
        names = [
            ("▸" if at == seen.asked else " ") + name for at, (name, _) in enumerate(seen.seats)
        ]
        first = max(cell_len(spell(name)) for name in names)
        columns = self.fitting(seen, size.width - first)
        space = size.width - first - sum(column.cells for column in columns)
        gap = " " * max(1, min(3, space // max(1, len(columns))))
        drawn = []
        for row, name in enumerate(["", *names]):
            asked = row - 1 == seen.asked
            style = QUIET if not row else BRIGHT if asked else LIGHT
            cells = [gap + fit(c.texts[row], c.cells, right=c.right) for c in columns]
            line = say(fit(name, first), BRIGHT if asked else SOFT)
            drawn.append(line + say("".join(cells).rstrip(), style))
        return rows(drawn)

    def fitting(self, seen: TableModel, room: int) -> list[Column]:
        """Return the columns that fit, each with a cell before it."""
        numbers, stakes = self.numbers(seen, long=False), self.stakes(seen)
        ways = [[*self.numbers(seen, long=True), *stakes]]
        ways += [[*numbers[:count], *stakes] for count in range(len(numbers), -1, -1)]
        ways += [stakes[:count] for count in range(len(stakes) - 1, 0, -1)]
        fits = (way for way in ways if sum(column.cells + 1 for column in way) <= room)
        return next(fits, [])

    @staticmethod
    def numbers(seen: TableModel, long: bool) -> list[Column]:
        """Return the columns of numbers, with long or short heads."""
        return [
            Column((pair[long], *(row[at] for _, row in seen.seats)))
            for at, pair in enumerate(seen.columns)
        ]

    @staticmethod
    def stakes(seen: TableModel) -> list[Column]:
        """Return the columns of points, verdict and vote; none that is empty."""
        words, seats = seen.words, seen.stakes.seats
        columns = [
            Column((words.points_head(), *(halves_text(seat.halves) for seat in seats))),
            Column((words.verdict_head(), *(seat.tier for seat in seats)), right=False),
            Column((words.vote_head(), *(seat.vote for seat in seats)), right=False),
        ]
        return [column for column in columns if any(column.texts[1:])]


class OwnFlag(TableWidget):
    """The reader's true flag: what it brings, and what it asks for, the next grade first; then what
    it has under seal. Empty on the open table."""

    key = "b"

    def draw(self, seen: TableModel, size: Size) -> Content:
        """Draw a table model for a widget of this size."""
        own, pieces = seen.stakes.own, list[Content]()
        if own is not None and own.flag is not None and own.total is not None:
            flag = own.flag
            head = seen.words.flag_head(flag.title, flag.points, halves_text(own.total))
            pieces = [say(head, BRIGHT), *flag_pieces(seen, flag)]
        pieces += [say(text, ACCENT) for text in seen.sealed]
        return folded(seen, pieces, size, self.key)


def flag_pieces(seen: TableModel, flag: FlagStake) -> list[Content]:
    """Return what a flag asks for, ticked, the points of each grade before its first condition; a
    grade that is met comes last."""
    made = []
    for grade in sorted(flag.grades, key=lambda one: one.points <= flag.points):
        head = seen.words.grade_head(grade.points)
        for at, one in enumerate(grade.conditions):
            tick = say("✓ ", CALM) if one.holds else say("✗ ", ALARM)
            piece = tick + say(shortened(one.text, seen.short), SOFT if one.holds else LIGHT)
            made.append(piece if at else say(f"{head} ", ACCENT) + piece)
    return made


def folded(seen: TableModel, pieces: Sequence[Content], size: Size, key: str) -> Content:
    """Set pieces one after the other in so many rows; those without room are counted."""
    drawn = flow(pieces, size.width)
    for left in range(1, len(pieces) + 1):
        if len(drawn) <= max(1, size.height):
            break
        more = say(seen.words.more_by_key(left, key), QUIET)
        drawn = flow([*pieces[: len(pieces) - left], more], size.width)
    return rows(drawn)


class StandingPanel(TableWidget):
    """What is in force, the most pressing first; lines without room are counted."""

    rest = "b"
    """The key that shows all lines."""

    def draw(self, seen: TableModel, size: Size) -> Content:
        """Draw a table model for a widget of this size."""
        if not seen.standing:
            return say(current_face().nothing_stands(), QUIET)
        lines = self.lines(seen)
        apart = [indented(line, size.width) for line in lines]
        if sum(map(len, apart)) <= size.height:
            return rows([row for lines in apart for row in lines])
        if size.height <= FOLDED:
            return folded(seen, lines, size, self.rest)
        shown: list[Content] = []
        for at, broken in enumerate(apart):
            if len(shown) + len(broken) >= size.height:
                left = len(apart) - at
                return rows([*shown, say(seen.words.more_by_key(left, self.rest), QUIET)])
            shown += broken
        return rows(shown)

    @staticmethod
    def lines(seen: TableModel) -> list[Content]:
        """Return all lines, seats by their short names."""
        return [
            say(shortened(text, seen.short), ALARM if at < seen.urgent else SOFT)
            for at, text in enumerate(seen.standing)
        ]

    def least(self, seen: TableModel, width: int) -> int:
        """Return the rows that the first line takes, with the number of the others."""
        first, left = self.lines(seen)[:1], len(seen.standing) - 1
        more = [say(seen.words.more_by_key(left, self.rest))] if left > 0 else []
        return max(1, len(flow([*first, *more], width)))


def indented(line: Content, cells: int, by: int = 2) -> list[Content]:
    """Break a line into rows, those after the first indented."""
    if line.cell_length <= cells:
        return [line]
    first, *_ = wrap(line, cells)
    rest = line[len(first.plain) :]
    rest = rest[len(rest.plain) - len(rest.plain.lstrip()) :]
    return [first, *(Content(" " * by) + row for row in wrap(rest, cells - by))]
