"""The dialogs about a game in play, and the keys of the table that open them.

Nothing here changes the game.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from textual.content import Content
from textual.events import Key

from wargame.content.card_signs import signed_face
from wargame.content.card_text import face_lines
from wargame.content.gallery import gallery
from wargame.content.program import Program
from wargame.engine.bell import turns_begun
from wargame.engine.game import Game
from wargame.engine.library import data
from wargame.engine.retrace import retrace
from wargame.engine.table_text import sealed_lines
from wargame.engine.view import SeatView
from wargame.saves.replay.replay import Said
from wargame.ui.bell import bell_question
from wargame.ui.hotkeys import ROWS
from wargame.ui.session import Session, hint_lines
from wargame.ui.stakes import stakes, table_stake_parts
from wargame.ui.tui.keys import bindings
from wargame.ui.tui.palette import ACCENT, BRIGHT, INK, LIGHT, QUIET, SOFT, WARNING
from wargame.ui.tui.screens.base import Page
from wargame.ui.tui.screens.dialogs import Choice, Finder, Reader, TextPrompt
from wargame.ui.tui.screens.gallery_screen import GalleryScreen, card_screen
from wargame.ui.tui.screens.settings_screen import SettingsScreen
from wargame.ui.tui.table_model import (
    ListedOption,
    board_lines,
    card_page_of,
    hand,
    since_lines,
)
from wargame.ui.tui.text import current_face, rows, say
from wargame.ui.tui.widgets.odds import odds_bar, odds_legend
from wargame.ui.tui.widgets.option_picker import OptionPicker
from wargame.ui.tui.widgets.panels import Detail, Prompt, card_content, held_rows
from wargame.ui.tui.widgets.signed import INDENT, card_rows

if TYPE_CHECKING:
    from wargame.bots.search.explain import Advice

PROSE = 75
"""The cells of a card in the dialog of a hand: those of the least terminal, less its margins."""
ODDS = 60
"""Cells of a bar of odds."""


def hand_parts(game: Game, seat: int) -> list[Content]:
    """Return a seat's hand and dossier in full, and its seals. Only for viewers who may see
    them."""
    parts: list[Content] = []
    for held in hand(game, seat):
        if held.place:
            parts.append(say(held.place, ACCENT))
        parts += [card_content(face_lines(game.book, held.card.id)), Content("")]
    home = game.book.homes[seat]
    if home is not None:
        parts.append(say(current_face().home_beside(home.title), QUIET))
    return parts + seal_parts(game, seat)


def seal_parts(game: Game, seat: int) -> list[Content]:
    """Return what a seat has under seal."""
    return [say(text, ACCENT) for text in sealed_lines(game.book, game.view(seat))]


class HandScreen(Reader):
    """A seat's cards in signs, its HOME card among them; the hotkey of a card shows it whole."""

    def __init__(self, game: Game, seat: int) -> None:
        self.game = game
        self.held = hand(game, seat)
        parts = [row for held in self.held for row in held_rows(held, PROSE, whole=True)]
        home = game.book.homes[seat]
        if home is not None:
            signed = signed_face(game.book, home)
            parts += card_rows(say(f"{INDENT * ' '}{home.title}", LIGHT), signed, PROSE, whole=True)
        letters = " ".join(held.hotkey for held in self.held if held.hotkey)
        face, who = current_face(), game.words.seat(seat)
        note = face.closes_or_whole(letters) if letters else face.closes()
        super().__init__(face.hand_of(who), rows([*parts, *seal_parts(game, seat)]), note)

    def on_key(self, event: Key) -> None:
        """Show the card whole whose hotkey is pressed."""
        for held in self.held:
            if held.hotkey and held.hotkey == event.key:
                event.stop()
                card = card_page_of(self.game, held.card.id)
                if card is not None:
                    self.open(card_screen(card))


def reason_screen(session: Session) -> TextPrompt:
    """Return the dialog in which the asked seat types the reason for its next choice."""
    assert session.decision is not None
    who = session.game.words.seat(session.decision.seat)
    face = session.face
    return TextPrompt(face.reason_of(who), face.reason_hint(), value=session.reason)


def ask_why_screen(session: Session) -> TextPrompt:
    """Return the dialog that asks a seat why, once, before its sitting is sealed."""
    face, who = session.face, session.game.words.seat(session.holder)
    return TextPrompt(face.ask_why(who), face.ask_why_hint(escape=True), unasked=True)


def bell_screen(session: Session, unsealed: str) -> Choice:
    """Return the dialog that asks whether the game is closed; `unsealed` is the sentence on answers
    that are lost by it."""
    asked = bell_question(session)
    listed = tuple(
        ListedOption(way.id, way.label, "" if way.why else sign, way.why)
        for sign, way in zip(ROWS, asked.ways, strict=False)
    )
    return Choice(asked.title, " ".join(filter(None, [asked.text, unsealed])), listed)


def since_screen(session: Session, seat: int) -> Reader | None:
    """Return the dialog of what is new to a seat since its last sitting; None if nothing is."""
    own, moved = since_lines(session, seat)
    secret = session.own_briefing(seat)
    if not own and not moved and not secret:
        return None
    face, who = session.face, session.game.words.seat(seat)
    parts: list[Content] = []
    if own or secret:
        parts.append(say(face.only_reads(who), ACCENT))
        parts += [say(text, INK) for text in secret]
        parts += [Content("")] if own and secret else []
        parts += [say(line, LIGHT) for line in own]
    if moved:
        parts += [Content("")] if parts else []
        parts.append(say(face.table_moved(), ACCENT))
        parts += [say(line, SOFT) for line in moved]
    title = face.new_to(who, session.sat(seat) is not None)
    return Reader(title, rows(parts), face.goes_on(), unasked=True)


def standing_screen(game: Game) -> Reader:
    """Return the public dialog of danger, points and standing as the last turn left them."""
    words, until = game.words, turns_begun(game)[-1]
    ended = retrace(game, {until}).facts[until]
    seen = stakes(game.program, SeatView(ended, -1))
    danger, points, ending = table_stake_parts(words, seen)
    alarms = len(seen.banner[:1])
    lines = [
        *(say(text, WARNING) for text in danger[:alarms]),
        *(say(text, INK) for text in danger[alarms:]),
        Content(""),
        *(say(text, INK) for text in points),
        Content(""),
        *(say(text, ACCENT) for text in ending[:1]),
        *(say(text, INK) for text in ending[1:]),
    ]
    title = words.turn_is_over(ended.turn)
    return Reader(title, rows(lines), words.page_for_all(), unasked=True)


def turn_screen(game: Game) -> Reader | None:
    """Return the public dialog on how the last turn, or the game, ended, and the news since; None
    if no turn is over."""
    phases = [
        number
        for number, (_, kind, args, _) in enumerate(game.events)
        if kind == "phase" and args[0] == "reckoning"
    ]
    over = [args[0] for _, kind, args, _ in game.events if kind == "digest"]
    ended = game.decision is None
    if not phases or not (over or ended):
        return None
    parts: list[Content] = []
    for number, text in game.told(-1, phases[-1]):
        kind = game.events[number][1]
        if kind == "phase":
            parts += [Content("")] if parts else []
            parts.append(say(text, ACCENT))
        elif kind not in ("turn", "digest"):
            parts.append(say(text, LIGHT if kind != "gained" else SOFT))
    words = game.words
    title = current_face().last_reckoning() if ended else words.turn_is_over(over[-1])
    return Reader(title, rows(parts), words.page_for_all(), unasked=True)


def board_screen(game: Game, reader: int) -> Reader:
    """Show the whole public table and all stakes; those of a reader's own seat only in its
    sitting."""
    lines = [say(line, INK) for line in board_lines(game, reader)]
    return Reader(current_face().table_head(), rows(lines))


def briefing_screen(session: Session, note: str = "") -> Reader:
    """Return the dialog of the deal's commitment, the scenario's briefing, and the secret briefing
    of the seat that holds the machine."""
    game, holder = session.game, session.holder
    opening = bool(note)
    parts = [say(text, INK) for text in game.program.briefing(-1)]
    if not opening:
        parts += [say(text, INK) for text in game.program.details()]
    parts += [say(text, QUIET) for text in session.promises]
    if holder >= 0:
        parts += [Content(""), say(game.words.seat(holder), ACCENT)]
        parts += [say(text, INK) for text in game.program.briefing(holder)]
    title = session.face.briefing_of(game.program.scenario.name)
    return Reader(title, rows(parts), note, unasked=bool(note))


def hint_screen(game: Game, advice: Advice) -> Reader:
    """Return the dialog of a hint: the search bot's best options, each with its likely verdicts."""
    head, *rest = hint_lines(game, advice)
    parts = [say(head, ACCENT)]
    if rest:
        parts.append(odds_legend([advice.collapse or game.words.collapse(), *advice.tiers]))
    for tried, text in zip(advice.best, rest[:-1], strict=True):
        parts += [Content(""), odds_bar((tried.collapse, *tried.tiers), ODDS), say(text, LIGHT)]
    parts += [Content(""), say(rest[-1], QUIET)] if rest else []
    return Reader(game.words.hint_title(advice.seat), rows(parts))


def refused_screen(game: Game) -> Reader:
    """Return the dialog of the candidates of this question that cannot be chosen, and why."""
    parts = []
    for refusal in game.refused():
        parts.append(say(refusal.label, QUIET) + say(f"   {refusal.why}", LIGHT))
    if not parts:
        parts = [say(current_face().all_can_be_chosen(), QUIET)]
    return Reader(current_face().refused_head(), rows(parts))


def gallery_screen(program: Program) -> GalleryScreen:
    """Show all cards of a program."""
    return GalleryScreen(list(gallery(program, data("cards"))))


class LogScreen(Finder):
    """The log of one reader; `m` leaves only what moved a level."""

    BINDINGS = bindings("table log")

    def __init__(self, game: Game, seat: int, title: str) -> None:
        told = [Said(game.events[number][1], text) for number, text in game.told(seat)]
        super().__init__(title, told, newest_last=True)
        self.moves = [one for one in told if one.kind in ("moved", "turn", "phase")]
        self.only_moves = False

    def chosen(self) -> Sequence[Said]:
        """Return the sentences of the log, or of the moves alone."""
        return self.moves if self.only_moves else self.told

    def action_changes(self) -> None:
        """Show only what moved a level, or everything."""
        self.only_moves = not self.only_moves
        self.show()
        self.later(self.to_end)


def why_screen(game: Game) -> Reader:
    """Return the dialog of what has moved each level; all of it is public."""
    words, face = game.words, current_face()
    view = game.view(-1)
    moves: dict[int, list[str]] = {}
    turn = 0
    for mask, kind, args, _ in game.events:
        if kind == "turn":
            turn = int(str(args[0]))
        elif kind == "moved" and mask == -1:
            level, by, now, cause = args
            assert isinstance(level, int)
            assert isinstance(by, int)
            source = words.cause(cause) if cause else ""
            said = face.why_line(turn, words.signed(by), now, source)
            moves.setdefault(level, []).append(said)
    parts: list[Content] = []
    for level in range(len(view.levels)):
        if level in moves:
            parts.append(say(f"{words.level(level)} {view.levels[level]}", BRIGHT))
            parts += [say(line, SOFT) for line in moves[level]]
    text = rows(parts) if parts else say(face.no_level_moved(), QUIET)
    return Reader(face.why_head(), text)


class TableDialogs(Page[str]):
    """A page with the keys that open dialogs about its table.

    `card` is the id of the card behind the highlighted option, or empty.
    """

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.session = session
        self.card = ""

    def asking(self) -> Game:
        """Return the game as it stands before the question that is shown."""
        return self.session.game

    def action_briefing(self) -> None:
        """Show the briefing, and the secret one of the seat that holds the machine."""
        self.open(briefing_screen(self.session))

    def action_more(self) -> None:
        """Scroll the text beside the options; at its end, go back to the top."""
        detail = self.query_one(Detail)
        if detail.scroll_y >= detail.max_scroll_y:
            detail.scroll_home(animate=False)
        else:
            detail.scroll_page_down(animate=False)

    def action_board(self) -> None:
        """Show the whole public table and all stakes; in a sitting its seat's own too."""
        self.open(board_screen(self.session.game, self.session.holder))

    def action_log(self) -> None:
        """Show the log as far as it may be read now."""
        seat, face = self.session.holder, self.session.face
        who = self.session.game.words.seat(seat) if seat >= 0 else ""
        title = face.log_of(who) if who else face.log_head()
        self.open(LogScreen(self.session.game, seat, title))

    def action_why(self) -> None:
        """Show what moved each level."""
        self.open(why_screen(self.session.game))

    def action_card(self) -> None:
        """Show the card of the highlighted option whole."""
        card = card_page_of(self.session.game, self.card) if self.card else None
        if card is None:
            words = self.session.game.words
            self.notify(f"{words.upper(words.no_card_behind())}.", markup=False)
        else:
            self.open(card_screen(card))

    def action_refused(self) -> None:
        """Show what cannot be chosen now, and why."""
        if self.query_one(OptionPicker).choices:
            self.open(refused_screen(self.asking()))

    def action_gallery(self) -> None:
        """Show all cards."""
        self.open(gallery_screen(self.session.game.program))

    def action_rules(self) -> None:
        """Show the rulebook."""
        from wargame.ui.tui.screens.rulebook_screen import RulebookScreen

        self.open(RulebookScreen())

    def action_settings(self) -> None:
        """Open the settings."""
        self.open(SettingsScreen(self.app))

    def here(self) -> list[str]:
        """Return the texts under the cursor: the highlighted option, its question, the tracks."""
        picker = self.query_one(OptionPicker)
        at = picker.highlighted
        option = [] if at is None or at >= len(picker.choices) else [picker.choices[at].label]
        words, layout = self.session.game.words, self.session.game.layout
        return [*option, self.query_one(Prompt).text, *map(words.track, layout.in_play)]
