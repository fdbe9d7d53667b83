"""The screen of a game in play: the public table, and below it the question and its options.

`advance` is the one place that decides what comes next: bots, the curtain, the question or the
end. Before anything is handed over the screen is veiled: its widgets are emptied, not covered.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from attrs import evolve
from textual import work
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.events import MouseDown

from wargame.engine.act import WAITS
from wargame.engine.act import Act as Deed
from wargame.engine.game import CannotUndo, Game, IllegalChoice
from wargame.saves.write.journal import SaveFailed
from wargame.table.flow import RulesetRunsAway
from wargame.ui.about import pane
from wargame.ui.beats import BRIEF, Beat, explained, next_beat, together
from wargame.ui.bell import ring
from wargame.ui.clock import clock_text, span_of
from wargame.ui.drafts import Draft
from wargame.ui.guide import consequence
from wargame.ui.players import player_name
from wargame.ui.question import terms, warning
from wargame.ui.session import NoHint, Session
from wargame.ui.settings import NEVER, OFF
from wargame.ui.stakes import COLLAPSE, EMERGENCY
from wargame.ui.tui.door import REPEAT, Act
from wargame.ui.tui.keys import bindings
from wargame.ui.tui.palette import seat_style
from wargame.ui.tui.screens import table_dialogs as dialogs
from wargame.ui.tui.screens.base import Stop
from wargame.ui.tui.screens.beat_screen import BeatScreen
from wargame.ui.tui.screens.chair_console import Console, PauseScreen
from wargame.ui.tui.screens.curtain import Curtain
from wargame.ui.tui.screens.dialogs import whose_hand
from wargame.ui.tui.screens.table_dialogs import TableDialogs
from wargame.ui.tui.table_model import (
    SEAL,
    ListedOption,
    TableModel,
    card_page_of,
    form_model,
    guide_lines,
    named,
    table_model,
    turn_text,
)
from wargame.ui.tui.text import spell
from wargame.ui.tui.widgets.board import (
    OwnFlag,
    Relations,
    Seats,
    StandingPanel,
    TableHeader,
    TableWidget,
    Threats,
    Tracks,
)
from wargame.ui.tui.widgets.form_tabs import FormTabs
from wargame.ui.tui.widgets.option_picker import OptionPicker
from wargame.ui.tui.widgets.panels import Detail, GuideStrip, Hand, Log, Prompt
from wargame.ui.tui.widgets.rule import Rule
from wargame.ui.tui.widgets.score_panel import ScorePanel

if TYPE_CHECKING:
    from wargame.bots.search.explain import Advice

FORM_KEYS = ("tab_after", "tab_before", "tab_last", "put", "take_out")
"""The actions that belong to a form."""
OPTION_ROWS = 7
"""The least rows of the options; on a high screen a quarter of its rows."""
LEAST_ASK = ((40, 4), (0, OPTION_ROWS))
"""The least rows of the options, and of what one of them brings, above a hand, from so many rows
on."""
COLUMN_ROWS = 12
"""The least rows of two lists side by side, with what the things on them bring."""
FIXED_ROWS = 3
"""Header, rule of the question, footer."""
HIGH = 30
"""From so many rows on the lines that stand have a rule of their own."""
SCORE_CELLS = ((200, 60), (120, 39), (0, 0))
"""The cells of the third column, from so many columns on."""
LOG_ROWS = ((60, 12), (40, 8), (28, 4), (0, 3))
"""The most rows of the log, from so many rows on."""
PROSE = 90
"""The longest line of prose."""
TICK = 1.0
"""The seconds between two looks at the soft clock."""


def shares(spare: int, wishes: dict[str, int], least: int, rule: int) -> dict[str, int]:
    """Divide spare rows among the own flag, what stands and the log, each up to its wish: first
    one, `least` and none, then two each, then three, then the rest. The log takes a row more for
    its rule, and so does what stands if `rule` is 1."""
    given = dict.fromkeys(wishes, 0)
    steps = (
        ("own-flag", 1), ("standing", least), ("own-flag", 2), ("log", 2), ("own-flag", 3),
        ("standing", 3), ("log", 3), ("own-flag", 9), ("standing", 99), ("log", 99),
    )  # fmt: skip
    for id, most in steps:
        while given[id] < min(most, wishes[id]):
            extra = given[id] == 0 and (1 if id == "log" else rule if id == "standing" else 0)
            if spare < 1 + extra:
                break
            spare -= 1 + extra
            given[id] += 1
    return given


class TableScreen(TableDialogs):
    """One sitting at the table. Its result is "over" when the game has ended."""

    BINDINGS = bindings("table")
    AUTO_FOCUS = None

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.asked = 0
        self.last_seat, self.fresh, self.giving_up = -1, False, False
        self.looks = False
        self.seen: TableModel
        """The table as its widgets show it."""
        self.shown_until = len(session.game.events) if session.game.choices else 0
        """The number of the first event that no beat has told; a resumed game has told all."""
        self.draft: Draft | None = None
        """The form of the question that is shown; it lives on this screen alone."""
        self.kept: Draft | None = None
        """An open form whose seat looks at its own hand. All have seen it on the table; nothing
        private is ever kept."""
        self.warned = (0, "")
        """The question and the answer of which the seat has been warned."""
        self.at = 0
        """The number of the form's question at the cursor; their count stands for the end."""
        self.column = 0
        """The list that has the cursor, of those side by side."""
        self.console = Console(session, self.heeded)
        self.told = session.game.turn + (session.game.decision is None)
        """The last turn whose end the table has been shown; one more when the game is over."""

    def body(self) -> ComposeResult:
        """Yield the widgets of the screen."""
        face = self.session.face
        with Vertical(classes="page"):
            yield TableHeader(id="header")
            yield Threats(id="threats")
            yield Relations(id="relations")
            yield Tracks(id="tracks")
            with Horizontal(id="middle"):
                with Vertical(id="left"):
                    yield Seats(id="seats")
                    yield OwnFlag(id="own-flag")
                    yield Rule(face.what_stands(), id="rule-standing")
                    yield StandingPanel(id="standing")
                    yield Rule(face.question_head(), id="rule-ask")
                    yield GuideStrip(id="guide")
                    yield FormTabs(id="form")
                    yield Prompt(id="prompt")
                    with Horizontal(id="ask"):
                        yield OptionPicker("options")
                        yield OptionPicker("gets", 1)
                        yield Detail(id="detail")
                    yield Rule(face.hand_head(), id="rule-hand")
                    yield Hand(id="hand")
                    yield Rule(face.log_head(), id="rule-log")
                    yield Log(id="log")
                yield ScorePanel(id="score")

    def set_up(self) -> None:
        """Fill the widgets and set the focus."""
        if self.session.clock is not None:
            self.set_interval(TICK, self.tick)
        header = self.session.journal.header
        if header is not None and header.chair is not None:
            self.set_interval(TICK, self.heed)
        if self.session.opens and not self.session.paused:
            self.veil()
            self.open(dialogs.briefing_screen(self.session, self.session.face.begins()), self.back)
        else:
            self.advance()

    # -- what comes next ----------------------------------------------------------------------

    def advance(self) -> None:
        """Go on to the next thing: a bot's answer, the curtain, the question, the end."""
        session = self.session
        if self.shown_until > len(session.game.events):
            self.shown_until = len(session.game.events) - 1  # the chair's word that it went back
        self.told = min(self.told, session.game.turn + (session.decision is None))
        if session.paused and session.decision is not None:
            self.veil()
            self.close_dialogs()
            self.open(PauseScreen(self.console))
        elif (beat := self.to_tell()) is not None:
            self.show_beat(beat)
        elif session.bot is not None and not self.turn_to_tell:
            self.veil()
            self.let_bots_answer()
        elif self.turn_to_tell:
            self.tell_turn()
        elif session.decision is None:
            self.veil()
            self.close_dialogs()
            self.dismiss("over")
        elif session.needs_curtain and len(session.people) == 1:
            self.veil()
            self.lifted(True)
        elif session.needs_curtain:
            self.raise_curtain()
        else:
            self.show()

    def next_beat(self, since: int) -> Beat | None:
        """Return the next public act from event number `since` on; None if no beats are wished."""
        if self.session.settings.beats == OFF or not self.session.people:
            return None
        return next_beat(self.session.game, since)

    def to_tell(self) -> Beat | None:
        """Return the beat to show now: one public act, or in brief all acts together, up to the
        next question or the end of the turn."""
        beats: list[Beat] = []
        brief, since = self.session.settings.beats == BRIEF, self.shown_until
        while (brief or not beats) and (beat := self.next_beat(since)) is not None:
            if self.turn_to_tell and beat.until > self.turn_ends:
                break
            beats.append(beat)
            since = beat.until
        if not beats:
            return None
        return together(self.session.game.words, beats) if brief else beats[0]

    def show_beat(self, beat: Beat) -> None:
        """Show a public act over the public table."""
        self.veil()
        self.close_dialogs()
        self.shown_until = beat.until
        words = self.session.game.words
        told = consequence(self.session, beat.first, beat.until)
        shown = explained(self.session.game, beat)
        self.open(BeatScreen(shown, words.beat_goes_on(), told), self.beat_read)

    def beat_read(self, held: bool | None) -> None:
        """Go on after a beat; after a held key past all that has happened."""
        while held and (beat := self.next_beat(self.shown_until)) is not None:
            self.shown_until = beat.until
        self.back()

    @property
    def turn_ends(self) -> int:
        """The number of the first event of the turn that the game is in."""
        events = self.session.game.events
        last = next((n for n in range(len(events) - 1, -1, -1) if events[n][1] == "turn"), 0)
        return last if self.session.decision is not None else len(events)

    @property
    def turn_to_tell(self) -> bool:
        """Whether a turn, or the game, has ended and the table has not been shown that yet."""
        game = self.session.game
        now = game.turn + (game.decision is None)
        return bool(self.session.people) and 0 < self.told < now

    def tell_turn(self) -> None:
        """Show the table how the turn ended, before anything else is asked."""
        self.veil()
        self.close_dialogs()
        game = self.session.game
        self.told = game.turn + (game.decision is None)
        if self.session.settings.beats != OFF:
            page = None if game.decision is None else dialogs.standing_screen(game)
        else:
            page = dialogs.turn_screen(game)
        if page is None:
            self.advance()
        else:
            self.open(page, self.back)

    def is_time_to_tell(self) -> bool:
        """Whether bots wait, since the table is shown something first: every act, or in brief what
        comes before the end of a turn."""
        if self.session.settings.beats == BRIEF:
            return self.turn_to_tell
        return self.next_beat(self.shown_until) is not None

    @work(exclusive=True)
    async def let_bots_answer(self) -> None:
        """Let bots answer, one a step of the event loop, so that the screen stays alive.

        A slow bot thinks on its own thread, where it changes nothing.
        """
        session = self.session
        try:
            while session.bot is not None:
                if session.bot_is_slow:
                    assert session.decision is not None
                    words = session.game.words
                    who = words.thinking(session.decision.seat)
                    self.query_one("#rule-ask", Rule).tell(note=who)
                    session.choose(await asyncio.to_thread(session.bot_key))
                else:
                    session.let_bot_answer()
                self.veil()
                await asyncio.sleep(0)
                if session.paused or self.is_time_to_tell():
                    break
        except (SaveFailed, RulesetRunsAway) as error:
            self.post_message(Stop(2, str(error)))
            return
        self.advance()

    def show(self) -> None:
        """Show the question to whoever may read it now."""
        self.asked += 1
        seen = table_model(self.session)
        pending = self.session.game.decision
        assert pending is not None
        self.fresh, self._rested = True, False
        self.unasked = not seen.private and pending.seat != self.last_seat
        self.last_seat, self.giving_up = pending.seat, False
        self.show_soon()
        # The new detail comes with a later message; the old one may belong to a finished sitting.
        self.card = ""
        self.query_one(Detail).tell([])
        if not seen.private:
            self.app.clear_notifications()
        self.show_table(seen)
        face = self.session.face
        self.query_one("#rule-ask", Rule).tell(face.question_asked(seen.private), seen.undo)
        log = face.log_of(seen.asked_name) if seen.private else face.log_head()
        self.query_one("#rule-log", Rule).tell(log)
        self.query_one(Hand).tell(seen.hand)
        self.set_class(seen.private, "-private")
        self.draft, self.at = self.kept_draft() or Draft(self.session.game), 0
        self.refresh_bindings()
        self.show_form()
        self.picker().focus()
        self.tick()

    def tick(self) -> None:
        """Look at the soft clock: it runs while a question is shown and nothing stands over it."""
        game, clock = self.session.game, self.session.clock
        if clock is not None:
            runs = self.on_top and self.draft is not None
            left = clock.look(self.door.clock(), span_of(game), runs=runs)
            self.query_one(TableHeader).tell_time("" if left is None else clock_text(left))

    def picker(self, column: int = 0) -> OptionPicker:
        """Return the options, or those of the second list beside them."""
        return self.query_one("#gets" if column else "#options", OptionPicker)

    def show_form(self) -> None:
        """Show the question of the form at the cursor, or what seals the form. Of a list the cursor
        stays where it is."""
        assert self.draft is not None
        self.asked += 1
        form = form_model(self.draft, self.at)
        self.query_one(FormTabs).tell(form)
        self.query_one(Prompt).tell(form.prompt)
        self.query_one(GuideStrip).tell(guide_lines(self.session, self.draft, self.at))
        self.set_class(len(form.columns) > 1, "-columns")
        self.set_class(form.seals, "-review")
        if form.seals:
            self.card = ""
            self.query_one(Detail).tell(list(form.review))
        if form.columns:
            for column, (head, listed) in enumerate(form.columns):
                picker = self.picker(column)
                picker.border_title = spell(head)
                picker.ask(listed, self.asked, self.row_of(picker, listed))
        else:
            self.picker().border_title = None
            self.picker().ask(form.options, self.asked, form.chosen)
        if len(form.columns) < 2:
            self.picker(1).ask((), self.asked)
        self.set_rows(self.seen)
        if self.draft.is_form or form.columns:
            self.refresh_bindings()
        self.column = form.column
        picker = self.picker(self.column)
        if not picker.has_focus:
            picker.focus()
            picker.look()

    def row_of(self, picker: OptionPicker, listed: tuple[ListedOption, ...]) -> int:
        """Return the row of a list on which its cursor stood; else the first that can be chosen."""
        at = picker.highlighted
        here = None if at is None or at >= len(picker.choices) else picker.choices[at].key
        rows = [n for n, one in enumerate(listed) if one.key == here and not one.why]
        first = next((n for n, one in enumerate(listed) if not one.why), 0)
        return next(iter(rows), first)

    def show_again(self) -> None:
        """Draw everything anew, since the signs have changed; the form stays as it is filled in."""
        super().show_again()
        if self.draft is None:
            self.show_table(table_model(self.session, veiled=True))
            return
        self.show_table(table_model(self.session))
        self.query_one(Hand).tell(self.seen.hand)
        self.show_form()

    def refusal(self, action: str) -> str:
        """Say why an action would do nothing now; empty if it would do something."""
        words, draft = self.session.game.words, self.draft
        asked = ("undo", "hint", "reason", "refused", "hand", "card", "bell")
        if action in asked and draft is None:
            return words.nothing_asked()
        if action in ("tab_after", "tab_before", "tab_last"):
            ahead = {"tab_after": 1, "tab_before": -1}.get(action, 0)
            last = -1 if draft is None or not draft.is_form else len(draft.fields())
            return "" if 0 <= self.at + ahead <= last else words.no_such_tab()
        if action == "undo" and draft is not None and not draft.given:
            return self.session.game.undo_refusal or ""
        if action == "chair":
            return self.console.door.refusal()
        if action == "card" and card_page_of(self.session.game, self.card) is None:
            return words.no_card_behind()
        return self.session.hint_refusal(self.asking()) if action == "hint" else ""

    @property
    def unsealed(self) -> str:
        """The sentence that says that answers which are not sealed are dropped; "" without any."""
        draft = self.draft
        return draft.game.words.form_dropped(draft.seat) if draft and draft.given else ""

    def kept_draft(self) -> Draft | None:
        """Return the form that its own seat has laid aside to look at its hand; None if another
        question has come since."""
        kept, self.kept = self.kept, None
        now = self.session.game
        return kept if kept is not None and now.decision is kept.game.decision else None

    def drop_draft(self) -> None:
        """Forget the answers that were not sealed, and say so."""
        if dropped := self.unsealed:
            self.notify(dropped, markup=False)
        self.draft, self.at = None, 0

    def veil(self) -> None:
        """Empty all widgets with a seat's question or secrets; keep the public table."""
        self.asked += 1
        self.card = ""
        seen = table_model(self.session, veiled=True)
        self.drop_draft()
        self.query_one(FormTabs).tell(None)
        self.query_one(Prompt).tell("")
        self.query_one(GuideStrip).tell(())
        self.show_table(seen)
        self.remove_class("-columns", "-review")
        for column in (0, 1):
            self.picker(column).ask((), self.asked)
        self.query_one(Detail).tell([])
        self.query_one(Hand).tell(())
        self.query_one("#rule-ask", Rule).tell(self.session.face.question_head(), "")
        self.query_one("#rule-log", Rule).tell(self.session.face.log_head())
        self.remove_class("-private")
        self.tick()

    def show_table(self, seen: TableModel) -> None:
        """Show a table model in all its widgets, and change the look of the screen in an alarm."""
        alarm = seen.stakes.alarm
        self.set_class(alarm >= EMERGENCY, "-alarm")
        self.set_class(alarm == COLLAPSE, "-collapse")
        for rule in self.query(Rule):
            rule.loud = alarm >= EMERGENCY
            rule.refresh()
        for widget in self.query(TableWidget):
            widget.show(seen)
        self.seen = seen
        self.set_rows(seen)

    def set_rows(self, seen: TableModel) -> None:
        """Divide the rows: the options have at least `OPTION_ROWS`, then come the own flag, what
        stands and the log, each with its least rows first; the options get what is left. On a
        terminal that is too small nothing of it is drawn."""
        if self.too_small:
            return
        width, height = self.app.size
        score = next(cells for least, cells in SCORE_CELLS if width >= least)
        self.query_one(ScorePanel).display = bool(score)
        self.query_one(ScorePanel).styles.width = score
        inner = width - score - 2
        prose = min(inner, PROSE)
        flag, standing = self.query_one(OwnFlag), self.query_one(StandingPanel)
        above = sum(
            widget.need(seen, cells)
            for widget, cells in (
                (self.query_one(Threats), width - 2),
                (self.query_one(Relations), width - 2),
                (self.query_one(Tracks), width - 2),
                (self.query_one(Seats), inner + 1),
            )
        )
        tabs = self.query_one(FormTabs).need(inner)
        self.query_one(FormTabs).styles.height = tabs
        above += self.query_one(Prompt).need(prose) + tabs
        above += self.query_one(GuideStrip).need(prose)
        spare = height - FIXED_ROWS - above
        spare -= self.set_ask(spare, inner, keep=0 if score else 1)
        wishes = {
            "own-flag": 0 if score else flag.need(seen, inner),
            "standing": standing.need(seen, prose),
            "log": next(rows for least, rows in LOG_ROWS if height >= least),
        }
        given = shares(spare, wishes, standing.least(seen, prose), 1 if height >= HIGH else 0)
        given["own-flag"] = min(given["own-flag"], flag.need(seen, inner, given["own-flag"]))
        given["standing"] = min(given["standing"], standing.need(seen, prose, given["standing"]))
        for id, count in given.items():
            self.query_one(f"#{id}").display = count > 0
            self.query_one(f"#{id}").styles.height = count
        self.query_one("#rule-log").display = given["log"] > 0
        self.query_one("#rule-standing").display = given["standing"] > 0 and height >= HIGH

    def set_ask(self, rows: int, cells: int, keep: int) -> int:
        """Give the question and the hand their rows, of so many that are free, and return how many
        they take; `keep` are for the own flag.

        Cards stand in the list of options in signs, over the whole width. Where the options are
        others, the hand stands below them, if all of it has room on single lines at least; all
        that can be chosen, and all of a review, comes before it.
        """
        picker, hand = self.picker(), self.query_one(Hand)
        height = self.app.size.height
        ask = max(COLUMN_ROWS if self.has_class("-columns") else OPTION_ROWS, height // 4)
        prose = min(cells, PROSE)
        self.set_class(picker.signed, "-cards")
        wanted = picker.least(cells // 2 - 1)
        if picker.signed:
            wanted = picker.need(prose - 1)
        elif self.has_class("-review"):
            wanted = picker.need(cells - 1) + self.query_one(Detail).need(cells)
        ask = max(ask, min(wanted, rows - keep))
        least = next(count for rows_from, count in LEAST_ASK if height >= rows_from)
        below = min(hand.need(prose), rows - max(least, wanted) - 1)
        shown = not picker.signed and below >= len(hand.cards) > 0 and height >= HIGH
        self.query_one("#rule-hand").display = hand.display = shown
        hand.styles.height = below
        if shown:
            hand.fill(prose, below)
            ask = max(OPTION_ROWS, min(ask, max(wanted, picker.need(cells // 2))))
            ask = min(ask, rows - below - 1) + below + 1
        return ask

    def raise_curtain(self, looks: int | None = None) -> None:
        """Hand the machine over: for a sitting of the seat that is asked, or to the seat that looks
        at its own hand."""
        self.app.clear_notifications()
        self.veil()
        self.close_dialogs()
        self.app._clipboard = ""
        game = self.session.game
        assert game.decision is not None
        seat = game.decision.seat if looks is None else looks
        seen = table_model(self.session, veiled=True)
        face = self.session.face
        why = face.private_follows() if looks is None else face.own_hand_follows()
        curtain = Curtain(
            game.words.seat(seat), player_name(game.players, game.seats[seat]), seat_style(seat),
            f"{game.program.scenario.name}  ·  {seen.turn}  ·  {seen.phase}", why,
            optional=looks is not None,
        )  # fmt: skip
        then = self.lifted if looks is None else partial(self.look_at_hand, looks)
        self.open(curtain, then)

    def cover(self) -> None:
        """Cover the hand that is shown: others may look when the program continues."""
        if self.session.decision is not None and (self.session.holder >= 0 or self.looks):
            self.looks = False
            self.session.put_down()
            self.close_dialogs()
            self.advance()

    def lifted(self, lifted: bool | None) -> None:
        """Begin the sitting behind the curtain: first show what is new to the seat."""
        if not lifted:
            return
        self.close_dialogs()
        seat = self.session.game.decision
        assert seat is not None
        digest = dialogs.since_screen(self.session, seat.seat)
        self.session.lift()
        self.show()
        if digest is not None:
            self.open(digest)

    def look_at_hand(self, seat: int, lifted: bool | None) -> None:
        """Show a seat its hand over the veiled table, and then the question again."""
        self.looks = bool(lifted)
        if lifted:
            self.open(dialogs.HandScreen(self.session.game, seat), self.back)
        else:
            self.back()

    def back(self, _: None = None) -> None:
        """Show the question, the first time or again."""
        self.looks = False
        self.app.clear_notifications()
        self.advance()

    # -- the chair ----------------------------------------------------------------------------

    def heed(self) -> None:
        """Take up what the chair has ordered; while bots answer, their choices do that."""
        session = self.session
        if session.decision is None or (session.bot is not None and not session.paused):
            return
        try:
            hidden = session.paused or isinstance(self.app.screen, Curtain)
            self.heeded(session.heed(free=hidden))
        except SaveFailed as error:
            self.veil()
            self.post_message(Stop(2, str(error)))

    def heeded(self, done: list[Deed]) -> None:
        """Go on where the table stands now, if the chair has paused it, or let it go on, or if
        there is another question than was shown."""
        if all(act.kind in (*WAITS, "time") for act in done):
            return
        self.looks, self.kept = False, None
        self.session.put_down()
        self.veil()
        self.close_dialogs()
        self.advance()

    def action_chair(self) -> None:
        """Open the console of the chair."""
        self.console.open_over(self)

    # -- choosing -----------------------------------------------------------------------------

    def hears(self, act: Act, quiet: float, again: bool, rest: float) -> bool:
        """Ignore input that was meant for the question before: a key that is still held down, the
        second of two clicks, and, if another seat was asked, everything before a pause in the
        input."""
        held = rest if isinstance(act, MouseDown) else REPEAT * rest
        if self.fresh and again and quiet < held:
            return False
        self.fresh = not super().hears(act, quiet, again, rest)
        return not self.fresh

    def on_option_picker_chosen(self, event: OptionPicker.Chosen) -> None:
        """Answer a question of the form, once; a form of one question is sealed by its answer."""
        draft = self.draft
        if event.asked != self.asked or self.too_small or not self.on_top or draft is None:
            return
        if event.key != SEAL or self.at < len(draft.fields()):
            if draft.fields()[self.at].many:
                self.list_chosen(draft, event.column, event.key, event.entered)
                return
            if not self.is_sure(draft, event.key):
                return
            draft.give(draft.fields()[self.at].slot, event.key)
            if draft.is_form:
                self.go_on(draft)
                return
        self.seal(draft)

    def go_on(self, draft: Draft) -> None:
        """Go to the next question of the form that has no answer, or to its end."""
        self.app.clear_notifications()
        self.at, self.fresh = draft.next_open(self.at + 1), True
        self.show_form()
        if self.at == len(draft.fields()):
            self.show_soon()

    def lists(self) -> list[int]:
        """Return the numbers of the questions whose lists stand side by side."""
        if self.draft is None or self.at >= len(self.draft.fields()):
            return []
        fields = self.draft.fields()
        kind = fields[self.at].slot[0]
        return [at for at, one in enumerate(fields) if one.many and one.slot[0] == kind]

    def list_chosen(self, draft: Draft, column: int, key: str, entered: bool) -> None:
        """Put something on a list, change what stands beside it, or take it out. What does nothing
        goes on to the next question, and so does the enter key on what lies there already."""
        self.at = self.lists()[column]
        one = draft.fields()[self.at]
        if key == one.decision.idle or (entered and key in one.held):
            if not one.held:
                draft.give(one.slot, key)
            self.go_on(draft)
            return
        draft.turn(one.slot, key)
        self.show_form()

    def seal(self, draft: Draft) -> None:
        """Make the choices of a form, and go on to what comes next; ask for a reason first where
        that is to be given."""
        if self.session.asks_why(draft.choices()):
            self.open(dialogs.ask_why_screen(self.session), partial(self.seal_with, draft))
        else:
            self.seal_with(draft)

    def seal_with(self, draft: Draft, reason: str | None = None) -> None:
        """Make the choices of a form, the first of them with a reason if one was typed. What was
        said of its questions goes with them."""
        self.app.clear_notifications()
        self.session.reason = reason or self.session.reason
        self.draft = None
        try:
            self.session.seal(draft)
        except IllegalChoice as error:
            self.show()
            self.notify(str(error), markup=False)
            return
        except (SaveFailed, RulesetRunsAway) as error:
            self.veil()
            self.post_message(Stop(2, str(error)))
            return
        self.advance()

    def is_sure(self, draft: Draft, key: str) -> bool:
        """Return whether an answer may count: one that loses something is asked for twice."""
        if self.session.settings.confirm == NEVER:
            return True
        game = draft.before(self.at)
        option = None if game.decision is None else game.decision.option(key)
        why = "" if option is None else warning(game, option)
        if not why or self.warned == (self.asked, key):
            return True
        self.warned = (self.asked, key)
        self.notify(game.words.sure(why), markup=False)
        return False

    def on_option_picker_looked(self, event: OptionPicker.Looked) -> None:
        """Show what stands behind the highlighted option."""
        if event.choice is None or event.choice not in self.picker(event.column).choices:
            return
        if self.draft is None or self.at >= len(self.draft.fields()):
            return
        one = self.draft.fields()[self.at]
        if one.many and one.slot[0] == "deal_item":
            if event.column == self.column:
                self.query_one(Detail).tell(terms(self.draft, one, event.choice.key))
            return
        game = self.asking()
        option = None if game.decision is None else game.decision.option(event.choice.key)
        if option is None:
            return
        seen = pane(game, option)
        self.card = seen.card
        signs = () if event.choice.card is not None else seen.signs
        self.query_one(Detail).tell(seen.text, seen.note, signs)

    def asking(self) -> Game:
        """Return the game as it stands before the question at the cursor; at the end of the form,
        before its last question."""
        if self.draft is None:
            return self.session.game
        before = self.draft.before(min(self.at, len(self.draft.fields()) - 1))
        own = before.decision is not None and before.decision.seat == self.draft.seat
        return before if own else self.session.game

    def action_tab_after(self) -> None:
        """Go to the next question of the form."""
        self.go_to(self.at + 1)

    def action_tab_before(self) -> None:
        """Go to the question before."""
        self.go_to(self.at - 1)

    def action_tab_last(self) -> None:
        """Go to the end of the form, where it is sealed; while an answer is missing, to that
        question. At the end seal it."""
        draft = self.draft
        if draft is None or not draft.is_form:
            return
        if draft.complete and self.at == len(draft.fields()):
            self.picker().pick(0)
        else:
            self.go_to(draft.lacks)

    def action_put(self) -> None:
        """Put what the cursor stands on on its list, or raise what stands beside it."""
        self.change(1)

    def action_take_out(self) -> None:
        """Lower what stands beside what the cursor stands on, or take it off its list."""
        self.change(-1)

    def change(self, by: int) -> None:
        """Put the thing at the cursor of a list (1) or take it out (-1)."""
        if self.draft is None or not self.lists() or not self.on_top:
            return
        one = self.draft.fields()[self.at]
        picker = self.picker(self.column)
        at = picker.highlighted
        choice = None if at is None or at >= len(picker.choices) else picker.choices[at]
        if choice is None or choice.why or choice.key == one.decision.idle:
            return
        if choice.held and not self.draft.step(one.slot, choice.key, by) and by < 0:
            self.draft.take_out(one.slot, choice.key)
        elif not choice.held and by > 0:
            self.draft.give(one.slot, choice.key)
        self.show_form()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Return whether a key means anything now: those of a form do while there is one."""
        if action in FORM_KEYS:
            return self.draft is not None and self.draft.is_form
        return super().check_action(action, parameters)

    def on_form_tabs_went(self, event: FormTabs.Went) -> None:
        """Go to the question whose tab was clicked."""
        if self.on_top and not self.too_small:
            self.go_to(event.at)

    def go_to(self, at: int) -> None:
        """Move the cursor of the form."""
        if self.draft is not None and self.draft.is_form and 0 <= at <= len(self.draft.fields()):
            self.app.clear_notifications()
            self.at = at
            self.show_form()

    async def action_give_up(self) -> None:
        """Leave on the second press: the first may have been meant to close a dialog."""
        if self.giving_up:
            await self.action_quit()
        self.giving_up = True
        self.notify(self.session.face.quits_again(), markup=False)

    def action_undo(self) -> None:
        """Drop the answer of the form that was given last; else take back the last choice, or say
        why not."""
        if not self.picker().choices:
            return
        if self.draft is not None and self.draft.take_back():
            self.app.clear_notifications()
            self.at = min(self.draft.next_open(0), len(self.draft.fields()) - 1)
            self.show_form()
            return
        try:
            self.session.undo()
        except CannotUndo as error:
            self.notify(self.session.face.line("undone", str(error)), markup=False)
            return
        except SaveFailed as error:
            self.veil()
            self.post_message(Stop(2, str(error)))
            return
        self.advance()

    # -- hints --------------------------------------------------------------------------------

    def action_hint(self) -> None:
        """Ask for a hint: for the holder in its sitting, else from what all may read."""
        if not self.picker().choices:
            return
        try:
            thought = self.session.hint_thought(self.asking())
        except NoHint as error:
            self.notify(self.session.face.line("unhinted", str(error)), markup=False)
            return
        self.think(thought, self.asked)

    @work(exclusive=True, group="hint")
    async def think(self, thought: Callable[[], Advice], asked: int) -> None:
        """Compute a hint off the event loop; show it if its question is still on top."""
        rule = self.query_one("#rule-ask", Rule)
        note, thinking = rule.note, self.session.game.words.hint_thinking()
        rule.tell(note=thinking)
        advice = await asyncio.to_thread(thought)
        if rule.note == thinking:
            rule.tell(note=note)
        if asked != self.asked:
            return
        self.open(dialogs.hint_screen(self.session.game, advice))

    def action_reason(self) -> None:
        """Ask for the reason of the next choice; in private only the seat that holds the
        machine."""
        if self.picker().choices:
            self.open(dialogs.reason_screen(self.session), self.reasoned)

    def reasoned(self, text: str | None) -> None:
        """Keep the reason for the next choice."""
        if text is not None:
            self.session.reason = text
            self.notify(self.session.face.reason_kept(bool(text.strip())), markup=False)

    def action_bell(self) -> None:
        """Ask whether the game is closed, now or after this turn."""
        if self.draft is not None:
            self.open(dialogs.bell_screen(self.session, self.unsealed), self.rung)

    def rung(self, way: str | None) -> None:
        """Close the game, or keep that it is closed after this turn."""
        try:
            told = ring(self.session, way or "")
        except SaveFailed as error:
            self.veil()
            self.post_message(Stop(2, str(error)))
            return
        if self.session.decision is None:
            self.draft = None
            self.advance()
        elif told:
            self.show_table(evolve(self.seen, turn=turn_text(self.session)))
            self.notify(told, markup=False)

    # -- looking ------------------------------------------------------------------------------

    def action_hand(self) -> None:
        """Show a hand: the holder's, or behind a curtain that of a seat to be chosen."""
        session = self.session
        pending, people = session.game.decision, session.people
        if pending is None or session.bot is not None:
            return
        if session.holder == pending.seat:
            self.open(dialogs.HandScreen(session.game, pending.seat))
        elif len(people) == 1:
            self.keep_draft(pending.seat)
            self.veil()
            self.look_at_hand(pending.seat, True)
        else:
            people.sort(key=lambda seat: seat != pending.seat)
            names = {seat: named(session.game, seat) for seat in people}
            self.open(whose_hand(names), self.seat_chosen)

    def seat_chosen(self, seat: str | None) -> None:
        """Raise the curtain before the seat that wants to look."""
        if seat is not None:
            self.keep_draft(int(seat))
            self.raise_curtain(int(seat))

    def keep_draft(self, seat: int) -> None:
        """Lay an open form aside while the seat that fills it in looks at its own hand."""
        draft, pending = self.draft, self.session.game.decision
        if draft is not None and pending is not None and not pending.private:
            if draft.given and pending.seat == seat:
                self.kept, self.draft = draft, None

    def on_resize(self) -> None:
        """Divide the rows anew; focus the options again when the terminal has grown."""
        if (seen := self.query_one(Threats).seen) is not None:
            self.set_rows(seen)
        if not self.too_small and self.picker().choices:
            self.picker(self.column).focus()
