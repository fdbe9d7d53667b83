"""The third column of a wide table: what scores, the own flag, the coming ending, all flags."""

from __future__ import annotations

from collections.abc import Iterator

from rich.cells import cell_len
from textual.content import Content
from textual.geometry import Size

from wargame.engine.scoring import halves_text
from wargame.ui.tui.palette import ACCENT, BRIGHT, CALM, LIGHT, QUIET, SOFT
from wargame.ui.tui.table_model import TableModel, shortened
from wargame.ui.tui.text import fit, flow, rows, say, spell
from wargame.ui.tui.widgets.board import TableWidget, flag_pieces, indented

KEY = "b"
"""The key that shows everything."""
NUMBER = 6
"""The cells of a column of points."""


class ScorePanel(TableWidget):
    """Points by their parts, flags with ticks, the ending as things stand; what has no room is
    counted, the least important first."""

    def draw(self, seen: TableModel, size: Size) -> Content:
        """Draw a table model for a widget of this size."""
        for zeros, gap in ((True, 1), (False, 1), (False, 0)):
            first, *rest = self.parts(seen, size.width, zeros)
            lines = first + [row for part in rest for row in (*[Content("")] * gap, *part)]
            if len(lines) <= size.height:
                return rows(lines)
        kept = max(0, size.height - 1)
        more = seen.words.more_by_key(len(lines) - kept, KEY)
        return rows([*lines[:kept], say(more, QUIET)])

    def parts(self, seen: TableModel, width: int, zeros: bool) -> Iterator[list[Content]]:
        """Yield the parts of the column, the most important first; `zeros` tells of lines that
        bring nobody anything."""
        own = seen.stakes.own
        yield self.points(seen, width, zeros)
        if own is not None and own.flag is not None and own.total is not None:
            head = seen.words.flag_now(own.flag.title, own.flag.points)
            pieces = flag_pieces(seen, own.flag)
            asked = [row for piece in pieces for row in indented(piece, width)]
            yield [*indented(say(head, ACCENT), width), *asked]
        if seen.sealed:
            lines = [row for text in seen.sealed for row in indented(say(text, SOFT), width)]
            yield [say(seen.words.seals_head(), ACCENT), *lines]
        yield self.ending(seen, width)
        if any(seat.flags for seat in seen.stakes.seats):
            yield self.flags(seen, width)

    def points(self, seen: TableModel, width: int, zeros: bool) -> list[Content]:
        """Draw the parts of the points, a column for each seat."""
        words, seats = seen.words, seen.stakes.seats
        names: dict[str, None] = {}
        for seat in seats:
            names.update(dict.fromkeys(name for name, _ in seat.parts))
        first = min(
            max(cell_len(spell(name)) for name in [*names, words.with_flag_head()]),
            width - NUMBER * len(seats),
        )
        own = seen.stakes.reader
        head = say(fit(words.score_head(own >= 0), first), ACCENT)
        for at, seat in enumerate(seats):
            head += say(fit(seat.shape, NUMBER, right=True), BRIGHT if at == own else QUIET)
        made = [head]
        for name in names:
            row = [dict(seat.parts).get(name) for seat in seats]
            if zeros or any(row):
                made += self.row(name, row, first, own, SOFT)
        made += self.row(words.together_head(), [s.halves for s in seats], first, own, BRIGHT)
        if (mine := seen.stakes.own) is not None and mine.total is not None and mine.flag:
            row = [seat.total for seat in seats]
            made += self.row(words.with_flag_head(), row, first, own, BRIGHT)
        return made

    @staticmethod
    def row(
        name: str, halves: list[int | None] | list[int], first: int, own: int, style: str
    ) -> list[Content]:
        """Draw one line of the points, its name in as many rows as it takes."""
        *above, last = indented(say(name, style), first)
        line = last + Content(" " * (first - last.cell_length))
        for at, points in enumerate(halves):
            text = "" if points is None else halves_text(points)
            line += say(fit(text, NUMBER, right=True), BRIGHT if at == own else style)
        return [*above, line]

    @staticmethod
    def ending(seen: TableModel, width: int) -> list[Content]:
        """Draw the ending that comes as things stand, and what each asks for."""
        words, stakes = seen.words, seen.stakes
        made: list[Content] = []
        if stakes.ending is not None:
            text = words.stake_ending(stakes.ending.name, stakes.ending.points)
            made += indented(say(shortened(text, seen.short), ACCENT), width)
        for ending in stakes.endings:
            if not ending.conditions:
                continue
            name = say(ending.name, BRIGHT if ending.comes else SOFT)
            pieces = []
            for one in ending.conditions:
                tick = say("✓ ", CALM) if one.holds else say("✗ ", QUIET)
                pieces.append(tick + say(shortened(one.text, seen.short), SOFT))
            asked = flow([name, *pieces], width)
            if max(row.cell_length for row in (name + Content("  ") + pieces[0], *asked)) > width:
                asked = [name, *flow(pieces, width)]
            made += asked
        return made

    @staticmethod
    def flags(seen: TableModel, width: int) -> list[Content]:
        """Draw every flag with the points that it would bring now."""
        made = indented(say(seen.words.flags_head(), ACCENT), width)
        for seat in seen.stakes.seats:
            pieces = [
                say(f"{flag.title} ", BRIGHT if flag.true else SOFT)
                + say(str(flag.points), LIGHT if flag.points else QUIET)
                for flag in seat.flags
            ]
            if pieces:
                made += flow([say(f"{seat.shape} ", QUIET) + pieces[0], *pieces[1:]], width)
        return made
