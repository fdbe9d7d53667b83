"""The table as plain data for the widgets, computed from a session.

The table screen reads the game through `table_model` alone. For an open question it reads the
public view and the public log; it reads a seat's own view only while that seat holds the
machine. So no widget can show more than its reader may see.
"""

from __future__ import annotations

import re
from typing import cast

from attrs import evolve, frozen

from wargame.content.card_signs import SignedCard, ask_signs, signed_card
from wargame.content.gallery import CardPage, gallery
from wargame.engine import preview
from wargame.engine.bell import turns_begun
from wargame.engine.game import Game
from wargame.engine.library import data
from wargame.engine.table_text import emergencies, seal_lines, standing_brief
from wargame.engine.view import HIDDEN, SeatView
from wargame.rules.model import ledgers
from wargame.rules.model.language import Language
from wargame.rules.model.questions import column_head
from wargame.rules.model.rulebook import Rulebook
from wargame.table.layout import Scope
from wargame.ui.about import card_laid
from wargame.ui.describe import overreaching, standing_lines
from wargame.ui.drafts import Answer, Draft, Field
from wargame.ui.guide import guidance
from wargame.ui.hotkeys import CARDS, ROWS
from wargame.ui.question import question
from wargame.ui.session import Session
from wargame.ui.stakes import Stakes, own_stake_lines, public_stake_lines, stakes
from wargame.ui.tui.text import clean_name
from wargame.ui.words.face import FaceWords


@frozen
class Gauge:
    """A relation or a threat: `change` since the seat's last sitting, `alarm` at an emergency."""

    level: int
    label: str
    value: int
    change: int
    high: int
    threat: bool
    alarm: bool


@frozen
class ListedOption:
    """An option of the question, as a row of a list. `hotkey` chooses it; `why` says why it cannot
    be chosen now, or is empty; `held` says that it lies on the list. `card` is the card that it
    lays; `note` stands beside the label."""

    key: str
    label: str
    hotkey: str = ""
    why: str = ""
    held: bool = False
    card: SignedCard | None = None
    note: str = ""


@frozen
class FormModel:
    """A form as its screen shows it: the questions with their answers, and the one at the cursor.

    `tabs` are (name, answer, whether the seat gave it); the last one seals. `seals` says that the
    cursor stands on it. `done` is the step of the same act before it, which cannot be changed.
    `columns` are the lists that stand side by side, with their heads, and `column` is that of the
    cursor; `options` are its rows.
    """

    tabs: tuple[tuple[str, str, bool], ...]
    at: int
    prompt: str
    options: tuple[ListedOption, ...]
    chosen: int
    review: tuple[str, ...] = ()
    done: tuple[str, str] | None = None
    columns: tuple[tuple[str, tuple[ListedOption, ...]], ...] = ()
    column: int = 0

    @property
    def seals(self) -> bool:
        """Whether the cursor stands on the last tab."""
        return bool(self.tabs) and self.at == len(self.tabs) - 1


@frozen
class TableModel:
    """Everything that the table screen shows, as one reader may see it.

    `short` are seats' names and what is written for them where room is scarce; `tracks` are (name,
    abbreviation, numbers). A number of `seats` or `tracks` that drifts is followed by what it
    becomes: 9→6. The first `urgent` lines of `standing` must be seen.
    """

    view: SeatView
    words: Language
    stakes: Stakes
    short: tuple[tuple[str, str], ...]
    turn: str
    phase: str
    asked: int
    asked_name: str
    private: bool
    gauges: tuple[Gauge, ...]
    tracks: tuple[tuple[str, str, str], ...]
    columns: tuple[tuple[str, str], ...]
    seats: tuple[tuple[str, tuple[str, ...]], ...]
    standing: tuple[str, ...]
    urgent: int
    log: tuple[str, ...]
    undo: str = ""
    hand: tuple[Held, ...] = ()
    sealed: tuple[str, ...] = ()


TITLES = re.compile("(“[^”]*”)")


def player(game: Game, seat: int) -> str:
    """Return the name of the person or bot that plays a seat, fit to be shown; empty for none."""
    who, _, name = game.players.get(game.seats[seat], "").partition(":")
    return clean_name(name) or ("" if who in ("human", "") else clean_name(who))


def named(game: Game, seat: int) -> str:
    """Name a seat with its shape, and its player if that has a name."""
    name = player(game, seat)
    title = game.words.seat(seat)
    return f"{title} ({name})" if name else title


def turn_text(session: Session) -> str:
    """Say the turn, of how many, or that the game is closed after it."""
    game, face = session.game, session.face
    if session.closes_after == game.turn and game.decision is not None:
        return face.turn_closes(game.turn)
    return face.turn_of(game.turn, game.book.turns)


def phase(game: Game) -> str:
    """Name the phase that the game is in."""
    for _, kind, args, _ in reversed(game.events):
        if kind == "phase":
            words = game.words
            return words.upper(words.phase(args[0]))
    return ""


def changes(game: Game, since: int) -> dict[int, int]:
    """Return the change of each level from event `since` on."""
    moved: dict[int, int] = {}
    for _, kind, args, _ in game.events[since:]:
        if kind == "moved":
            level, by = cast("tuple[int, int]", args[:2])
            moved[level] = moved.get(level, 0) + by
    return moved


def last_sitting(session: Session, seat: int) -> int:
    """Return the number of the first event that is new to a seat: it follows the seat's last
    sitting, or before its first the start of the turn."""
    sat = session.sat(seat)
    return turns_begun(session.game)[-1] if sat is None else sat


def table_model(session: Session, *, veiled: bool = False) -> TableModel:
    """Return the table as it may be seen now; `veiled` leaves out the question and all that is
    private."""
    game = session.game
    decision = None if veiled else session.decision
    asked = -1 if session.decision is None else session.decision.seat
    holder = -1
    if decision is not None and decision.private:
        # A private question is never read before its curtain has been lifted.
        holder = session.holder
        if holder != decision.seat:
            decision, holder = None, -1
    view = game.view(holder)
    return TableModel(
        view=view,
        words=game.words,
        stakes=stakes(game.program, view),
        short=short_names(game),
        turn=turn_text(session),
        phase=phase(game),
        asked=asked,
        asked_name="" if asked < 0 else named(game, asked),
        private=holder >= 0,
        gauges=gauges(game, view, changes(game, last_sitting(session, asked))),
        tracks=tracks(game, view),
        columns=columns(game, session.face),
        seats=seat_rows(game, view),
        standing=tuple(what_stands(game, view)),
        urgent=urgent(game, view),
        log=tuple(game.log(holder)),
        undo="" if decision is None else undo_line(game, session.face),
        hand=hand(game, holder) if holder >= 0 else (),
        sealed=tuple(seal_lines(game.book, view)) if holder >= 0 else (),
    )  # fmt: skip


SEAL = "seal"
"""The key of the one row that seals a form."""


def form_model(draft: Draft, at: int) -> FormModel:
    """Return a form with the cursor on question number `at`; the number of questions stands for
    the tab that seals it. A form of one question has no tabs."""
    fields = draft.fields()
    words = draft.game.words
    tabs = [(one.name, brief(one), one.given) for one in fields] if draft.is_form else []
    if tabs:
        tabs.append((words.form_seal(fields[0].decision.kind), "", not draft.refusal))
    done = step_before(draft) if tabs else None
    if at < len(fields):
        one = fields[at]
        game = draft.before(at)
        asked, rows = one.prompt or question(game), listed(one, game)
        wanted = [n for n, row in enumerate(rows) if row.key == one.key and one.given]
        chosen = next(iter(wanted), next((n for n, row in enumerate(rows) if not row.why), 0))
        columns = [each for each in fields if each.many and each.slot[0] == one.slot[0]]
        sides = [
            (column_head(words, each.decision.question), listed(each, game)) for each in columns
        ]
        return FormModel(
            tuple(tabs), at, asked, rows, chosen, done=done, columns=tuple(sides) * one.many,
            column=columns.index(one) if one.many else 0,
        )  # fmt: skip
    row = ListedOption(SEAL, tabs[-1][0], "", draft.refusal)
    return FormModel(tuple(tabs), at, words.form_review(), (row,), 0, tuple(review(draft)), done)


def step_before(draft: Draft) -> tuple[str, str] | None:
    """Return the name of the step that this form goes on from, and the card that it turned up."""
    decision = draft.game.decision
    if decision is None or not draft.goes_on:
        return None
    words = draft.game.words
    return words.field("go"), draft.game.book.title(decision.about[0])


def listed(asked: Field, game: Game) -> tuple[ListedOption, ...]:
    """Return the rows of a question that a game asks. What cannot be chosen stands last; on a list
    with things put on it each keeps its row while it can lie there."""
    last = sorted(asked.answers, key=lambda one: not one.hotkey if asked.many else bool(one.why))
    return tuple(row_of(one, game) for one in last)


def guide_lines(session: Session, draft: Draft, at: int) -> tuple[tuple[str, str], ...]:
    """Return what a learner is told at question number `at` of a form: lines with their roles,
    "meant", "say", "word" and "do"."""
    told = guidance(session, draft, at)
    if told is None:
        return ()
    words, fields = session.game.words, draft.fields()
    sign, label = ROWS[0], words.form_seal(fields[0].decision.kind)
    if told.advised is not None:
        [listed] = [one for one in fields[at].answers if one.key == told.advised.key]
        sign, label = listed.hotkey, listed.label
    do = words.guide_press(told.do, sign, label)
    lines = [(told.meant, "meant"), (told.say, "say"), *((word, "word") for word in told.words)]
    return tuple((line, role) for line, role in (*lines, (do, "do")) if line)


def row_of(answer: Answer, game: Game) -> ListedOption:
    """Return an answer as a row; one that lays a card of the hand shows it in signs."""
    option = None if game.decision is None else game.decision.option(answer.key)
    label = f"{answer.label}, {answer.note}" if answer.note else answer.label
    hotkey = "" if answer.why else answer.hotkey
    row = ListedOption(answer.key, label, hotkey, answer.why, answer.held)
    if option is None:
        return row
    if (card := card_laid(game, option)) is not None:
        return evolve(row, card=signed_card(game.book, card))
    word, _, id = answer.key.partition(":")
    if word == "demand" and id in game.layout.cards:
        return evolve(row, note=ask_signs(game.book, game.layout.cards.index(id)))
    return row


def brief(asked: Field) -> str:
    """Return an answer in a word or two: what its label quotes, or the label; nothing for one that
    does nothing."""
    if asked.key and asked.key == asked.decision.idle:
        return "" if not asked.given else "–"
    _, quoted, rest = asked.label.partition("“")
    return rest.partition("”")[0] if quoted and not asked.many else asked.label


def review(draft: Draft) -> list[str]:
    """Say what a form holds."""
    return [draft.game.words.form_line(one.name, one.label) for one in draft.fields()]


def undo_line(game: Game, face: FaceWords) -> str:
    """Say how many of the last choices can be taken back, or why none can."""
    steps = game.undo_steps
    if steps and game.undo_refusal is None:
        return face.undo_steps(steps)
    return face.no_undo(game.undo_refusal or "")


def gauges(game: Game, view: SeatView, moved: dict[int, int]) -> tuple[Gauge, ...]:
    """List relations and threats with their changes."""
    book = game.book
    standing = {row[1] for row in view.ledgers[ledgers.TURN] if row[0] == ledgers.EMERGENCY}
    made = []
    for track in book.layout.in_play:
        if track.scope not in (Scope.PAIR, Scope.THEATRE):
            continue
        threat = track.scope is Scope.THEATRE
        labels = [book.words.level(at) for at in range(track.base, track.base + track.size)]
        if not threat:
            labels = [shortened(label, short_names(game)) for label in labels]
        for offset, label in enumerate(labels):
            value = view.levels[track.base + offset]
            warned = threat and offset in standing
            change = moved.get(track.base + offset, 0)
            made.append(
                Gauge(track.base + offset, label, value, change, track.high, threat, warned)
            )
    return tuple(made)


def short_names(game: Game) -> tuple[tuple[str, str], ...]:
    """Pair each seat's names, the longer first, with its shape and letter."""
    return tuple(
        (name, f"{spec.shape}{spec.letter}")
        for spec in game.program.ruleset.seat
        for name in (f"{spec.shape} {spec.name}", spec.name)
    )


def shortened(text: str, short: tuple[tuple[str, str], ...]) -> str:
    """Write a text with the short names of seats; titles, between quotation marks, stay."""
    parts = TITLES.split(text)
    for name, sign in short:
        parts[::2] = [part.replace(name, sign) for part in parts[::2]]
    return "".join(parts)


def drifting(game: Game, view: SeatView) -> dict[int, int]:
    """Return the levels that will drift this turn, with what they become."""
    moved = preview.drift(game.program, view)
    return {level: view.levels[level] + by for level, by in moved}


def number(view: SeatView, level: int, drifts: dict[int, int]) -> str:
    """Write a level, and what it becomes if it drifts."""
    now = str(view.levels[level])
    return f"{now}→{drifts[level]}" if level in drifts else now


def tracks(game: Game, view: SeatView) -> tuple[tuple[str, str, str], ...]:
    """List the long-run tracks: shared ones, and those that only some seats have."""
    book, specs, drifts = game.book, game.program.ruleset.seat, drifting(game, view)
    values_by_track = []
    for track in book.layout.in_play:
        name = book.words.track(track)
        short = book.words.track_short(track) or name
        if track.scope is Scope.SHARED:
            values_by_track.append((name, short, number(view, track.base, drifts)))
        elif track.scope is Scope.SEAT and track.owners:
            values = [
                f"{specs[o].shape}{number(view, track.base + o, drifts)}" for o in track.owners
            ]
            values_by_track.append((name, short, " ".join(values)))
    return tuple(values_by_track)


def columns(game: Game, face: FaceWords) -> tuple[tuple[str, str], ...]:
    """Name the columns of the seats' public numbers, short and long."""
    book = game.book
    heads = [
        (book.words.track_short(track) or track.id[:3].title(), track_name(game, track.id, face))
        for track in book.layout.in_play
        if track.scope is Scope.SEAT and not track.owners
    ]  # fmt: skip
    heads.append((face.hand_column(), face.hand_head()))
    return tuple(heads)


def short_heads(book: Rulebook, face: FaceWords) -> list[str]:
    """Say what the short names of tracks mean."""
    words, tracks = book.words, book.layout.in_play
    named = [(words.track_short(track), words.track(track)) for track in tracks]
    named = [(short, name) for short, name in named if short and short != name]
    named.append((face.hand_column(), face.hand_in_help()))
    return [" · ".join(f"{short} {name}" for short, name in named)]


def track_name(game: Game, id: str, face: FaceWords) -> str:
    """Name a track in a column's head."""
    track = game.layout.track_index[id]
    name = game.words.track(track)
    return face.votes_head() if id == "votes" else name[:1].upper() + name[1:]


def what_stands(game: Game, view: SeatView) -> list[str]:
    """Say what is in force in short lines; an overreach that can still be avoided comes first."""
    return [
        *overreaching(game),
        *standing_brief(game.book, view, preview.crisis(game.program, view)),
    ]


def urgent(game: Game, view: SeatView) -> int:
    """Return how many of the first lines of `what_stands` tell of an overreach, an emergency or the
    crisis."""
    crisis = preview.crisis(game.program, view)
    return len(overreaching(game)) + len(emergencies(view)) + (crisis is not None)


def seat_rows(game: Game, view: SeatView) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """List the seats' public numbers, in the order of `columns`."""
    book, drifts = game.book, drifting(game, view)
    rows = []
    for seat in range(book.seats):
        row = [
            number(view, track.base + seat, drifts)
            for track in book.layout.in_play
            if track.scope is Scope.SEAT and not track.owners
        ]
        row.append(str(len(view.piles[book.piles.hand[seat]])))
        rows.append((book.words.seat(seat), tuple(row)))
    return tuple(rows)


def since_lines(session: Session, seat: int) -> tuple[list[str], list[str]]:
    """Return what is new to a seat since its last sitting: the lines that only it may read, and the
    changes of levels. Only for that seat."""
    game = session.game
    words, start = game.words, last_sitting(session, seat)
    public = dict(game.told(-1, start))
    own = [text for number, text in game.told(seat, start) if number not in public]
    levels = game.view(-1).levels
    moved = [
        session.face.now_stands(words.level(level), words.signed(by), levels[level])
        for level, by in sorted(changes(game, start).items())
        if by
    ]
    return own, moved


def board_lines(game: Game, reader: int = -1) -> list[str]:
    """Return the whole public table in lines: every level, everything that is in force and all that
    is at stake. `reader` is a seat that reads its own flag and total too, in its sitting."""
    book, words = game.book, game.words
    view = game.view(-1)
    lines = []
    for track in book.layout.in_play:
        name = words.upper(words.track(track))
        if track.scope is Scope.SEAT:
            owners = track.owners or range(len(book.layout.seats))
            values = [f"{words.seat(o)} {view.levels[track.base + o]}" for o in owners]
        else:
            places = range(track.base, track.base + track.size)
            values = [f"{words.level(at)} {view.levels[at]}" for at in places]
            if track.scope is Scope.SHARED:
                values = [str(view.levels[track.base])]
        ends = f"  ({track.low}–{track.high})" if track.high < 99 else ""
        lines.append(f"{name}: " + ", ".join(values) + ends)
    seen = stakes(game.program, game.view(reader))
    own, public = own_stake_lines(words, seen), public_stake_lines(words, seen)
    return [*lines, "", *standing_lines(game), "", *own, *public]


@frozen
class Held:
    """A card of a seat in signs, its hotkey, and its place (empty: in the hand)."""

    card: SignedCard
    hotkey: str = ""
    place: str = ""


def hand(game: Game, seat: int) -> tuple[Held, ...]:
    """List a seat's own cards: hand, then dossier. Only for that seat."""
    book, view = game.book, game.view(seat)
    cards = []
    for at, card in enumerate(view.piles[book.piles.hand[seat]]):
        assert card != HIDDEN
        cards.append(Held(signed_card(book, card), CARDS[at] if at < len(CARDS) else ""))
    for place, pile in enumerate(book.piles.dossier[seat]):
        for card in view.piles[pile]:
            where = book.words.dossier_place(place)
            cards.append(Held(signed_card(book, card), "", where))
    return tuple(cards)


def card_page_of(game: Game, id: str) -> CardPage | None:
    """Find a card in the gallery by its id, with sources and facts."""
    return next((c for c in gallery(game.program, data("cards")) if c.id == id), None)
