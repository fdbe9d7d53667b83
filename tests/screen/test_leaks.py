"""Nobody reads what is another's. Whatever the faces can show is the same in all worlds that look
the same to its reader: at every kind of question and beat, with the form half filled in, for the
seat that is asked and for the table at the hand-over. Leaks are planted, and caught."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path
from random import Random
from typing import Any, get_args

import pytest

from tests.golden.scenes import Scene, filled, kept, names, recorded, session_of
from tests.screen.conftest import driven, go_on, table
from tests.screen.test_tui import reach_private, run
from tests.worlds import perturb
from wargame.content.program import Program
from wargame.engine.act import Act
from wargame.engine.chair import act, conditions
from wargame.engine.game import Game
from wargame.engine.view import SeatView
from wargame.rules.model.events import EventKind
from wargame.rules.model.ledgers import AGENDAS, SEALED
from wargame.table.event import Event, seen_by
from wargame.table.state import State
from wargame.ui import beats, question, stakes
from wargame.ui.about import pane
from wargame.ui.drafts import Draft
from wargame.ui.line.line_table import LineTable
from wargame.ui.session import Session
from wargame.ui.stakes import FlagStake
from wargame.ui.tui import table_model as models
from wargame.ui.tui.screens import table_dialogs as dialogs
from wargame.ui.tui.screens.curtain import Curtain
from wargame.ui.tui.screens.table_screen import TableScreen

SCENES = kept()
BEATS = {name: scene for name, scene in SCENES.items() if "beat-" in name}
QUESTIONS = {name: scene for name, scene in SCENES.items() if name not in BEATS}
TYPED = ("board", "?", "log 9", "why 1", "why 2", "brief", "form", "quit")
"""What is typed in line mode."""
RARE = {"deck_empty", "demand_back", "isolated", "penalty_prolonged", "returned"}
"""Events that no recorded game has."""
CHAIR = {kind for kind in get_args(EventKind) if kind.startswith("chair_")}
"""Events of games with a chair."""


# -- worlds -------------------------------------------------------------------------------------


def elsewhere(session: Session, reader: int, rng: Random) -> Session:
    """Seat the same people in another world, where all that the reader (-1: the table) may not know
    is otherwise: cards, seals, flags, the luck to come, and what only others were told."""
    game = session.game.copy()
    game.state = perturb(game.state, game.book, reader, rng)
    game.events = retold(game, reader, rng)
    game.state.events = game.events
    other = Session(game, session.journal, {}, settings=session.settings)
    other.holder = session.holder
    return other


def retold(game: Game, reader: int, rng: Random) -> list[Event]:
    """Exchange what was told in events that neither the reader nor the table saw, among those of a
    kind."""
    hidden: dict[tuple[Any, ...], list[int]] = {}
    for at, event in enumerate(game.events):
        if not seen_by(event, len(game.seats)) and not (reader >= 0 and seen_by(event, reader)):
            hidden.setdefault((event[0], event[1], event[3]), []).append(at)
    made = list(game.events)
    for places in hidden.values():
        for at, source in zip(places, rng.sample(places, len(places)), strict=True):
            made[at] = game.events[source]
    return made


def same(here: Iterator[Any], there: Iterator[Any]) -> None:
    """Hold what can be read in two worlds against each other."""
    for one, two in zip(here, there, strict=True):
        assert one == two, "this betrays what is hidden"


# -- what can be read ---------------------------------------------------------------------------


def pages(*made: Any) -> Iterator[tuple[str, str]]:
    """Give title and text of dialogs."""
    for page in made:
        if page is not None:
            yield page.heading, str(page.text)


def by_all(session: Session) -> Iterator[Any]:
    """Yield all that can be read while the machine is handed over."""
    game, decision = session.game, session.decision
    yield models.table_model(session, veiled=True)
    yield from pages(dialogs.standing_screen(game), dialogs.turn_screen(game))
    yield from pages(dialogs.board_screen(game, -1), dialogs.why_screen(game))
    yield game.log(-1)
    if decision is not None:
        yield models.named(game, decision.seat), game.words.form_dropped(decision.seat)


def beats_of(session: Session) -> Iterator[Any]:
    """Yield all beats up to now."""
    since = 0
    while (beat := beats.next_beat(session.game, since)) is not None:
        yield beat
        since = beat.until


def by_the_asked(session: Session, scene: Scene) -> Iterator[Any]:
    """Yield all that can be read at a question, and at each question of its form."""
    game, decision = session.game, session.decision
    assert decision is not None
    reader = session.holder
    yield models.table_model(session)
    yield game.log(reader)
    yield from pages(dialogs.board_screen(game, reader), dialogs.briefing_screen(session))
    if reader >= 0:
        yield from pages(dialogs.HandScreen(game, reader), dialogs.since_screen(session, reader))
    draft = filled(Draft(game), recorded(scene.game).keys[scene.ply :], scene.at)
    for at in range(len(draft.fields()) + draft.is_form):
        yield models.form_model(draft, at)
    for at in range(len(draft.fields())):
        ahead = draft.before(at)
        assert ahead.decision is not None
        yield question.question(ahead)
        yield from pages(dialogs.refused_screen(ahead))
        for option in ahead.decision.options:
            yield question.behind(ahead, option), question.warning(ahead, option)
            yield pane(ahead, option)
            yield question.at_once(ahead, option)


def in_lines(session: Session, *typed: str) -> Iterator[str]:
    """Yield what line mode prints."""
    words, holder = iter([f"{word}\n" for word in typed]), session.holder
    table = LineTable(session, read=lambda: next(words, ""))
    table.out = io.StringIO()
    table.play()
    session.holder = holder
    assert isinstance(table.out, io.StringIO)
    yield table.out.getvalue()


# -- at every question and beat -----------------------------------------------------------------


def look_at(folder: Path, scene: Scene, rng: Random) -> None:
    """Compare what can be read at a scene with what could be in other worlds: first what all may
    read at the hand-over, then what its question shows."""
    session = session_of(folder, scene)
    other = elsewhere(session, -1, rng)
    same(by_all(session), by_all(other))
    if session.decision is None:
        return
    if session.needs_curtain:
        same(in_lines(session, "quit"), in_lines(other, "quit"))
        session.lift()
        other = elsewhere(session, session.holder, rng)
        same(in_lines(session, "hand", *TYPED), in_lines(other, "hand", *TYPED))
    else:
        same(in_lines(session, *TYPED), in_lines(other, *TYPED))
    same(by_the_asked(session, scene), by_the_asked(other, scene))


@pytest.mark.parametrize("kind", QUESTIONS)
def test_a_question_betrays_nothing(tmp_path: Path, kind: str) -> None:
    look_at(tmp_path, QUESTIONS[kind], Random(1))


def test_a_beat_betrays_nothing(tmp_path: Path) -> None:
    for scene in BEATS.values():
        look_at_beats(tmp_path, scene)


def look_at_beats(folder: Path, scene: Scene) -> None:
    """Compare all beats up to a scene with those of other worlds."""
    session = session_of(folder, scene)
    same(beats_of(session), beats_of(elsewhere(session, -1, Random(1))))


def test_no_log_tells_of_an_event_that_its_reader_did_not_see() -> None:
    """Every kind of event, in whole games."""
    kinds: set[str] = set()
    for name in names():
        game = recorded(name).at(len(recorded(name).keys))
        kinds |= {event[1] for event in game.events}
        for reader in range(-1, len(game.seats)):
            other = game.copy()
            other.events = retold(game, reader, Random(reader))
            assert other.log(reader) == game.log(reader)
    assert kinds >= set(get_args(EventKind)) - RARE - CHAIR


def test_no_log_tells_what_the_chair_has_said_to_another_seat() -> None:
    """Every kind of event of a chair, in a game of its own: no recorded game has one."""
    game = Game.new("first-week", seed=3)
    for deed in (
        Act("news", title="Rain", text="It rains."), Act("words", seat="seoul", text="A secret."),
        Act("words", text="To all."), Act("condition", card=conditions(game)[0]),
        Act("track", level="threat.strait", to=4, text="A slip of the pen."),
    ):  # fmt: skip
        act(game, deed)
    while game.waiting:
        assert game.decision is not None
        game.choose(game.decision.keys[0])
    act(game, Act("seat", seat="tokyo", player="random"))
    game.take(Act("undo", to=len(game.choices) + 1))
    assert {event[1] for event in game.events} >= CHAIR
    for reader in range(-1, len(game.seats)):
        other = game.copy()
        other.events = retold(game, reader, Random(reader))
        assert other.log(reader) == game.log(reader)
        assert any("A secret." in line for line in game.log(reader)) == (reader == 2)


# -- at the hand-over ---------------------------------------------------------------------------


async def hand_over(folder: Path) -> tuple[str, list[str]]:
    """Type a reason, cut it out, have a message on the screen, and seal the sitting; gives what the
    clipboard holds at the curtain, and the messages there."""
    session = table(folder)
    async with driven(folder, session) as pilot:
        await reach_private(pilot, session)
        seat = session.holder
        await pilot.press("y", *"they bluff", "ctrl+a", "ctrl+x", "escape")
        if not pilot.app.clipboard:
            pilot.app.copy_to_clipboard("they bluff")
        pilot.app.notify("the loud one", markup=False)
        await pilot.press("e", "enter")
        while session.holder == seat:
            await go_on(pilot)
        assert isinstance(pilot.app.screen, Curtain)
        return pilot.app.clipboard, [toast.message for toast in pilot.app._notifications]


def test_clipboard_and_messages_are_empty_at_the_curtain(tmp_path: Path) -> None:
    async def play() -> None:
        assert await hand_over(tmp_path) == ("", [])

    run(play())


# -- planted leaks ------------------------------------------------------------------------------


def caught(folder: Path, *kinds: str) -> bool:
    """Whether looking at these scenes finds a leak."""
    for kind in kinds:
        try:
            look_at(folder, SCENES[kind], Random(1))
        except AssertionError:
            return True
    return False


def test_a_beat_that_names_a_hidden_card_is_caught(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(beats, "seen_by", lambda event, seat: True)
    monkeypatch.setattr(beats, "LEFT_OUT", ("moved", "phase", "turn"))
    with pytest.raises(AssertionError):
        test_a_beat_betrays_nothing(tmp_path)


def test_a_stake_by_the_true_flag_of_another_seat_is_caught(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The planted view knows its state, and shows nothing of it but to the stakes."""
    built, made, worlds = SeatView.__init__, stakes.flag_stake, dict[int, State]()

    def knowing(self: SeatView, state: State, seat: int, sitting: int = -1) -> None:
        built(self, state, seat, sitting)
        worlds[id(self)] = state

    def by_the_truth(
        program: Program, view: SeatView, seat: int, agenda: int, held: int | None
    ) -> FlagStake:
        flags = dict(row[:2] for row in worlds[id(view)].ledgers[AGENDAS])
        return made(program, view, seat, agenda, flags.get(seat, held))

    monkeypatch.setattr(SeatView, "__init__", knowing)
    assert not caught(tmp_path, "deal", "bid")
    monkeypatch.setattr(stakes, "flag_stake", by_the_truth)
    assert caught(tmp_path, "deal", "bid")


def test_a_reason_for_grey_that_tells_a_partners_hand_is_caught(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = Game.refused

    def leaking(self: Game) -> list[Any]:
        made = real(self)
        asked = self.decision.seat if self.decision is not None else 0
        held = self.state.piles[self.book.piles.hand[(asked + 1) % len(self.seats)]]
        return [type(one)(one.key, one.label, f"{one.why} {sorted(held)}") for one in made]

    refusing = ("answer", "go", "penalty")
    assert all(session_of(tmp_path, SCENES[kind]).game.refused() for kind in refusing)
    assert not caught(tmp_path, *refusing)
    monkeypatch.setattr(Game, "refused", leaking)
    assert caught(tmp_path, *refusing)


def test_a_preview_that_reads_a_sealed_mark_is_caught(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The answer to a demand shows what comes of FIRM and of BLUFF, and not which it is."""
    real = question.at_once

    def leaking(game: Game, option: Any) -> str:
        marks = [row[4] for row in game.state.ledgers[SEALED]]
        return f"{real(game, option)} {marks}"

    monkeypatch.setattr(question, "at_once", leaking)
    assert caught(tmp_path, "answer")


def test_a_log_of_the_wrong_seat_is_caught_in_lines(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = Game.told

    def leaking(self: Game, seat: Any, since: int = 0) -> Any:
        return real(self, 0 if seat == -1 else seat, since)

    monkeypatch.setattr(Game, "told", leaking)
    assert caught(tmp_path, "deal", "go")


def test_a_digest_for_another_seat_is_caught(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = dialogs.since_lines

    def leaking(session: Session, seat: int) -> Any:
        other = seat - 1 if seat else len(session.game.seats) - 1
        return [text for _, text in session.game.told(other)], real(session, seat)[1]

    monkeypatch.setattr(dialogs, "since_lines", leaking)
    assert caught(tmp_path, "bid-after-others")


def test_a_hand_over_that_keeps_the_clipboard_is_caught(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(TableScreen, "raise_curtain", keeping(TableScreen.raise_curtain))

    async def play() -> None:
        clipboard, messages = await hand_over(tmp_path)
        assert clipboard
        assert messages

    run(play())


def keeping(raises: Any) -> Any:
    """Give a hand-over that keeps clipboard and messages."""

    def planted(self: TableScreen, looks: int | None = None) -> None:
        text = self.app.clipboard
        raises(self, looks)
        self.app._clipboard = text
        self.app.notify("the loud one", markup=False)

    return planted
