"""Rough hands and rough rules: storms of sizes, keys at a beat, a sitting that fits no screen."""

from __future__ import annotations

import shutil
from pathlib import Path
from random import Random

import pytest
from textual.pilot import Pilot

from tests.conftest import MICRO
from tests.screen.acts import Hands, at_rest, burst, resize
from tests.screen.conftest import calm, choices, driven, filled, rows, settled, table
from tests.screen.test_forms import on, reached
from tests.screen.test_tui import HUMANS, check_canaries, run
from wargame.content.load import Library
from wargame.engine.game import Game
from wargame.saves.format.pins import Pins
from wargame.saves.write.journal import Journal
from wargame.saves.write.lock import Busy, hold
from wargame.ui.drafts import Draft
from wargame.ui.session import Session
from wargame.ui.tui.door import REST_SECONDS
from wargame.ui.tui.keys import PLACES
from wargame.ui.tui.screens.beat_screen import BeatScreen
from wargame.ui.tui.screens.curtain import LIFTS
from wargame.ui.tui.screens.table_screen import TableScreen
from wargame.ui.tui.widgets.form_tabs import FormTabs
from wargame.ui.tui.widgets.option_picker import OptionPicker

# -- sizes --------------------------------------------------------------------------------------

STORM = ((1, 1), (200, 60), (80, 1), (1, 24), (79, 23), (120, 40), (2, 2), (80, 24))
FORMS = {"bid", "fill", "deal", "go"}
"""The questions that begin forms in the game that is played, each of another kind."""


async def storm(pilot: Pilot[int], *sizes: tuple[int, int]) -> None:
    """Send sizes faster than they can be drawn; but the smallest is drawn too."""
    for size in sizes:
        resize(pilot, *size)
        if size == (1, 1):
            await at_rest(pilot)
    await at_rest(pilot)


def test_a_storm_of_sizes_leaves_every_kind_of_form_as_it_was(tmp_path: Path) -> None:
    session, rng, met = table(tmp_path, 0), Random(0), set[str]()

    async def weather(pilot: Pilot[int], wanted: Draft) -> None:
        screen, draft = on(pilot)
        first = wanted.fields()[0].key
        await pilot.press(next(one.hotkey for one in choices(pilot) if one.key == first))
        await settled(pilot)
        before, given = rows(pilot), dict(draft.given)
        assert given
        await storm(pilot, *STORM)
        await settled(pilot)
        assert rows(pilot) == before
        assert screen.draft is draft
        assert draft.given == given

    async def play() -> None:
        async with driven(tmp_path, session) as pilot:
            screen = pilot.app.screen
            assert isinstance(screen, TableScreen)
            while session.decision is not None and not met >= FORMS:
                kind, draft = session.decision.kind, filled(session.game, rng)
                if kind not in met and draft.is_form:
                    met.add(kind)
                    if session.needs_curtain:
                        session.lift()
                    screen.show()
                    await at_rest(pilot)
                    await weather(pilot, draft)
                for key in draft.choices():
                    session.choose(key)

    run(play())
    assert met >= FORMS, met


# -- keys ---------------------------------------------------------------------------------------


@pytest.fixture
def sealed(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """The seats of people whose answers have counted, as they count."""
    seats, seal = list[int](), Session.seal

    def noted(self: Session, draft: Draft) -> None:
        seats.append(draft.seat)
        seal(self, draft)

    monkeypatch.setattr(Session, "seal", noted)
    return seats


def with_a_bot(folder: Path) -> Session:
    """A table of two people and a bot."""
    return table(folder, players={**HUMANS, "washington": "adaptive"})


async def to_a_beat(hands: Hands) -> BeatScreen:
    """Answer calmly what is asked, until a beat is shown."""
    while not isinstance(screen := hands.pilot.app.screen, BeatScreen):
        await hands.press(calm(screen), 1.5)
    return screen


def test_keys_at_a_beat_answer_nothing_and_lift_nothing(tmp_path: Path, sealed: list[int]) -> None:
    session = with_a_bot(tmp_path)

    async def play() -> None:
        async with driven(tmp_path, session, beats=True) as pilot:
            hands = Hands(pilot, REST_SECONDS)
            for keys in ("1\r1", LIFTS + "\r", "e\r", "0", "h1", "bu"):
                screen, count = await to_a_beat(hands), len(sealed)
                for wait, heard in ((0.1, False), (1.0, True)):
                    hands.now += wait
                    burst(pilot, keys)
                    await at_rest(pilot)
                    assert (pilot.app.screen is not screen) is heard, f"{keys!r} after {wait} s"
                    assert len(sealed) == count, f"{keys!r} has answered"
                    check_canaries(pilot, session)
                    assert session.holder == -1

    run(play())


def test_a_key_held_through_beats_stops_at_the_question(tmp_path: Path, sealed: list[int]) -> None:
    session = with_a_bot(tmp_path)

    async def play() -> None:
        async with driven(tmp_path, session, beats=True) as pilot:
            hands = Hands(pilot, REST_SECONDS)
            for key in ("enter", "1"):
                await to_a_beat(hands)
                count = len(sealed)
                await hands.press(key, 1.0)
                for _ in range(40):
                    await hands.press(key, 0.03)
                assert len(sealed) == count
                assert session.holder == -1

    run(play())


# -- a deal that becomes impossible -------------------------------------------------------------

ELSEWHERE = {
    "undo",
    "put",
    "take_out",
    "quit",
    "give_up",
    "hand",
    "tab_last",
    "hint",
    "gallery",
    "rules",
    "help",
}
"""The keys that drop a form or leave it, and pages that know no game; they are tested elsewhere."""


def test_nothing_changes_the_game_while_a_form_is_open(tmp_path: Path) -> None:
    """So no deal becomes impossible while it is written: no key of the table changes the game but
    what seals a form, and no other program may write to its save."""

    def asks(game: Game) -> bool:
        return game.decision is not None and game.decision.kind == "deal"

    session = reached(tmp_path, asks)

    async def play() -> None:
        async with driven(tmp_path, session) as pilot:
            _, draft = on(pilot)
            await pilot.press(next(one.hotkey for one in choices(pilot)[1:] if one.hotkey))
            given, before = dict(draft.given), session.game.fingerprint()
            assert given
            for key in PLACES["table"]:
                if key.id in ELSEWHERE:
                    continue
                await pilot.press(key.keys.split(",")[0])
                while not isinstance(pilot.app.screen, TableScreen):
                    await pilot.press("escape")
                assert session.game.fingerprint() == before, key.id
                assert draft.game is session.game
                assert (on(pilot)[1], draft.given) == (draft, given), key.id
            with pytest.raises(Busy):
                hold(session.journal.path, alone=True)

    run(play())


# -- a sitting longer than the screen -----------------------------------------------------------

PLACES_FOR_ACTS, HAND = 16, 24


def long_sitting(folder: Path) -> Session:
    """Deal a game of the two villages in which a seat holds many cards and fills many places."""
    shutil.copytree(MICRO, folder / "content")
    for name in ("upper", "lower"):
        file = folder / "content" / "cards" / f"{name}.toml"
        letter = name[0].upper()
        more = "".join(
            f'\n[[card]]\nid = "{letter}X{n}"\ntitle = "Errand number {n}"\nops = 1\nbranch = ['
            '{ name = "Go", effects = [{ do = "shift", level = "self.wool", by = 1 }] }]\n'
            for n in range(HAND)
        )
        file.write_text(file.read_text("utf-8") + more, "utf-8")
    file = folder / "content" / "rules" / "micro.toml"
    text = file.read_text("utf-8").replace("places = 2", f"places = {PLACES_FOR_ACTS}")
    file.write_text(text.replace("ministry = 3", f"ministry = {HAND}"), "utf-8")
    made = Library(folder / "content" / "cards", folder / "content" / "rules")
    game = Game.of(made.program("one-winter"), seed=3)
    journal = Journal.create(folder / "long.jsonl", game, Pins.of(made, "one-winter"))
    return Session(game, journal)


def test_a_sitting_longer_than_the_screen_is_filled_in_and_sealed(tmp_path: Path) -> None:
    session = long_sitting(tmp_path)
    while session.decision is not None and not session.decision.private:
        session.choose(session.decision.keys[0])

    async def play() -> None:
        async with driven(tmp_path, session) as pilot:
            await pilot.press(LIFTS)
            while not isinstance(pilot.app.screen, TableScreen):
                await pilot.press("enter")
            screen, draft = on(pilot)
            count = len(draft.fields())
            assert count >= PLACES_FOR_ACTS
            options, tabs = screen.query_one(OptionPicker), screen.query_one(FormTabs)
            for at in range(count):
                field = draft.fields()[at]
                (marked,) = [row for row in rows(pilot) if "▐" in row]
                assert field.name in marked[marked.index("▐") : marked.index("▌")]
                assert len(field.answers) < 9 or len(choices(pilot)) > options.size.height
                await pilot.press("end")
                assert options.highlighted == max(
                    n for n, one in enumerate(choices(pilot)) if not one.why
                )
                last = choices(pilot)[options.highlighted]
                assert any(last.label[:20] in row for row in rows(pilot))
                await pilot.press("enter")
                assert draft.fields()[at].key == last.key
            (marked,) = [row for row in rows(pilot) if "▐" in row]
            assert tabs.form is not None
            assert tabs.form.tabs[-1][0] in marked
            wanted, made = draft.choices(), len(session.game.choices)
            await pilot.press("enter")
            assert session.game.choices[made:] == wanted

    run(play())
