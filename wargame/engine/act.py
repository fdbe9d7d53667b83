"""An act of the chair, and how one that touches the game comes into force.

Theory of operation. No question may change under a player's hand. So what an act tells or moves
waits until a phase is over: the machine is stopped where the next step is one of the turn's, the
acts are carried out there, and the machine goes on into the phase. Between two questions nothing of
an act lies in State: no view, no bot and no hint knows of one that waits.
"""

from __future__ import annotations

from typing import Final, Literal, TypeAlias, get_args

from attrs import asdict, field, frozen

from wargame.rules.common.relations import press_down
from wargame.rules.model.cards import EventCard
from wargame.rules.model.events import EventKind, emit
from wargame.rules.model.rulebook import Rulebook
from wargame.system.signs import one_line
from wargame.table.decision import Decision, Option
from wargame.table.event import ALL
from wargame.table.flow import advance, answer, push
from wargame.table.moves import move_card, set_actor, set_level
from wargame.table.state import State

ActKind: TypeAlias = Literal[
    "news", "words", "condition", "track", "seat", "undo", "close", "pause", "go-on", "time"
]
KINDS: Final[tuple[ActKind, ...]] = get_args(ActKind)
FIELDS: Final[dict[ActKind, tuple[str, ...]]] = {
    "news": ("title", "text"), "words": ("seat", "text"), "condition": ("card",),
    "track": ("level", "to", "text"), "seat": ("seat", "player"), "undo": ("to",), "close": (),
    "pause": (), "go-on": (), "time": ("minutes",),
}  # fmt: skip
"""What an act of each kind has; words to all have no seat."""
WAITS: Final = ("news", "words", "condition", "track")
"""The kinds that come into force with the next phase."""
GAME: Final = (*WAITS, "seat", "undo")
"""The kinds that are part of the game, which is then not as its players alone would have had it. A
pause and more time are not, and `close` ends it, as the bell does."""
BETWEEN: Final = ("seat", "undo", "close")
"""The kinds that change what is asked, or of whom; they come while no question is in sight."""
CAUSE: Final = "chair"
"""What events name as the cause of a level that the chair has moved."""


@frozen
class Act:
    """One act of the chair. `FIELDS` says what is used of it.

    `to` is what a level is set to, or the ply that is gone back to. Texts are cleaned.
    """

    kind: ActKind
    title: str = field(default="", converter=one_line)
    text: str = field(default="", converter=one_line)
    seat: str = field(default="", converter=one_line)
    card: str = field(default="", converter=one_line)
    level: str = field(default="", converter=one_line)
    player: str = field(default="", converter=one_line)
    to: int = 0
    minutes: int = 0

    @property
    def parts(self) -> dict[str, str | int]:
        """What the act consists of, by name."""
        whole = asdict(self)
        return {name: whole[name] for name in FIELDS[self.kind]}

    @property
    def touches(self) -> bool:
        """Whether a game with it is another game than its players' alone."""
        return self.kind in GAME


def receive(state: State, act: Act, waiting: list[Act]) -> None:
    """Take an act of a game: it waits for the next phase, or is told at once."""
    if act.kind in WAITS:
        waiting.append(act)
    else:
        tell(state, act)


def answered(
    state: State, book: Rulebook, asked: Decision, option: Option, waiting: list[Act]
) -> Decision | None:
    """Carry out an answer and run to the next question; acts that wait come into force where a
    phase begins, and wait no longer."""
    if not waiting:
        return answer(state, asked, option)
    decision = answer(state, asked, option, book.turn)
    if decision is not None or not state.frames:
        return decision
    for act in waiting:
        _carry_out(state, book, act)
        odd = advance(state, book.turn)
        assert odd is None, "what the chair brings asks nobody"
    waiting.clear()
    return advance(state)


def tell(state: State, act: Act) -> None:
    """Report an act to those who are to know of it."""
    seats = state.layout.seats
    seat = seats.index(act.seat) if act.seat else -1
    mask: int = ALL
    kind: EventKind
    args: tuple[object, ...]
    match act.kind:
        case "news":
            kind, args = "chair_news", (act.title, act.text)
        case "words":
            mask = ALL if seat < 0 else 1 << seat
            kind, args = "chair_words", (seat, act.text)
        case "condition":
            kind, args = "chair_condition", (state.layout.cards.index(act.card),)
        case "track":
            level = state.layout.levels.index(act.level)
            kind, args = "chair_track", (level, act.to, act.text)
        case "seat":
            kind, args = "chair_seat", (seat, act.player)
        case "undo":
            kind, args = "chair_undo", ()
        case _:
            return
    emit(state, mask, kind, *args)


def lane_of(state: State, book: Rulebook, card: int) -> int | None:
    """Return the lane in which an event still lies; None once it has come up."""
    return next((lane for lane in book.piles.lane if card in state.piles[lane]), None)


def is_condition(book: Rulebook, card: int) -> bool:
    """Return whether a card starts a condition and asks nobody."""
    face = book.cards[card]
    return isinstance(face, EventCard) and face.event == "condition" and face.asks is None


def _carry_out(state: State, book: Rulebook, act: Act) -> None:
    if act.kind == "condition":
        card = state.layout.cards.index(act.card)
        lane = lane_of(state, book, card)
        if lane is None:
            return
        set_actor(state, -1, act.card)
        tell(state, act)
        move_card(state, card, lane, book.piles.news)
        emit(state, ALL, "event", card)
        for branch in reversed(book.event_card(card).branch):
            push(state, branch.effects, state.first)
        return
    set_actor(state, -1, CAUSE)
    tell(state, act)
    if act.kind == "track":
        set_level(state, state.layout.levels.index(act.level), act.to)
        press_down(state, book)
