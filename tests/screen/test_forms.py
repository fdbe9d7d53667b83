"""Forms on the screen: keys, refusals, what becomes of answers that are not sealed, and that no
other seat ever reads them."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from pathlib import Path
from random import Random
from typing import Any

import pytest
from textual.pilot import Pilot

from tests.screen.conftest import choices, driven, rows, settled, table, whole
from tests.screen.test_tui import check_canaries, reach_private, run
from tests.worlds import perturb
from wargame.content.program import Program
from wargame.engine.game import Game
from wargame.ui import drafts
from wargame.ui.drafts import CARDS, NOTHING, Answer, Draft
from wargame.ui.session import Session
from wargame.ui.tui.palette import QUIET
from wargame.ui.tui.screens.curtain import LIFTS, Curtain
from wargame.ui.tui.screens.dialogs import Reader
from wargame.ui.tui.screens.table_screen import TableScreen
from wargame.ui.tui.widgets.form_tabs import FormTabs
from wargame.ui.tui.widgets.option_picker import OptionPicker
from wargame.ui.tui.widgets.panels import Hand, Prompt
from wargame.ui.tui.widgets.rule import Rule


def on(pilot: Pilot[int]) -> tuple[TableScreen, Draft]:
    """Give the table on top, and its form."""
    screen = pilot.app.screen
    assert isinstance(screen, TableScreen)
    assert screen.draft is not None
    return screen, screen.draft


def hotkey(pilot: Pilot[int], begins: str) -> str:
    """Find the hotkey of the first option whose label begins so."""
    return next(
        one.hotkey for one in choices(pilot) if one.label.startswith(begins) and not one.why
    )


def reached(folder: Path, seen: Callable[[Game], bool], seeds: int = 40) -> Session:
    """Play a table of humans by chance until something holds of its question."""
    for seed in range(seeds):
        game, rng = table(folder / f"{seed}", seed), Random(seed)
        while game.decision is not None:
            if seen(game.game):
                return game
            game.choose(rng.choice(game.decision.keys))
        game.journal.close()
    raise AssertionError("no game comes to such a question")


async def second_sitting(pilot: Pilot[int], session: Session) -> None:
    """Seal the first sitting as it is, and lift the curtain of the second: now another seat has a
    hand."""
    await reach_private(pilot, session)
    await pilot.press("e", "enter", LIFTS)
    while isinstance(pilot.app.screen, Reader):
        await pilot.press("enter")


# -- keys ---------------------------------------------------------------------------------------


def test_the_same_hotkey_names_the_same_card_in_a_whole_sitting(tmp_path: Path) -> None:
    session = table(tmp_path)
    meant: dict[str, list[str]] = {}

    async def play() -> None:
        async with driven(tmp_path, session) as pilot:
            await second_sitting(pilot, session)
            screen, draft = on(pilot)
            for at in range(len(draft.fields())):
                assert screen.at == at
                for one in choices(pilot):
                    if one.hotkey in CARDS and one.hotkey:
                        meant.setdefault(one.hotkey, []).append(one.key.partition(":")[2])
                await pilot.press("right")

    run(play())
    assert len(meant) == 5
    assert all(len(set(cards)) == 1 and len(cards) > 1 for cards in meant.values()), meant


@pytest.mark.parametrize("seals", ["enter", "1"])
def test_a_sitting_is_sealed_at_its_end(tmp_path: Path, seals: str) -> None:
    session = table(tmp_path)

    async def play() -> None:
        async with driven(tmp_path, session) as pilot:
            await reach_private(pilot, session)
            _, draft = on(pilot)
            seat, count = session.holder, len(session.game.choices)
            await pilot.press(CARDS[1], "e")
            assert len(session.game.choices) == count
            assert any("The whole form. Seal it?" in row for row in rows(pilot))
            wanted = draft.choices()
            await pilot.press(seals)
            assert session.game.choices[count:] == wanted
            assert session.decision is not None
            assert session.decision.seat != seat
            assert isinstance(pilot.app.screen, Curtain)

    run(play())


def test_enter_alone_goes_through_a_form_and_seals_it(tmp_path: Path) -> None:
    session = table(tmp_path)

    async def play() -> None:
        async with driven(tmp_path, session) as pilot:
            await reach_private(pilot, session)
            count, pressed = len(session.game.choices), 0
            while len(session.game.choices) == count:
                await pilot.press("enter")
                pressed += 1
            assert pressed == len(session.game.choices) - count + 1

    run(play())


def test_a_form_that_lacks_an_answer_says_which_and_cannot_be_sealed(tmp_path: Path) -> None:
    session = table(tmp_path)

    async def play() -> None:
        async with driven(tmp_path, session) as pilot:
            await reach_private(pilot, session)
            count = len(session.game.choices)
            await pilot.press(hotkey(pilot, "Demand with"), "e")
            assert any("To whom?" in row for row in rows(pilot))
            await pilot.press("right")
            assert any("Seal: To has no answer yet" in row for row in rows(pilot))
            (row,) = choices(pilot)
            assert (row.hotkey, row.why) == ("", "To has no answer yet")
            for key in ("enter", "1", NOTHING, "down", "enter"):
                await pilot.press(key)
                assert len(session.game.choices) == count
            await pilot.press("left")
            await pilot.press(hotkey(pilot, "● "))
            while on(pilot)[0].at < len(on(pilot)[1].fields()):
                await pilot.press("enter")
            await pilot.press("enter")
            assert len(session.game.choices) > count

    run(play())


def test_left_and_right_keep_the_answers(tmp_path: Path) -> None:
    session = table(tmp_path)

    async def play() -> None:
        async with driven(tmp_path, session) as pilot:
            await reach_private(pilot, session)
            screen, draft = on(pilot)
            await pilot.press("right", CARDS[2], "left", "left", CARDS[0])
            given = dict(draft.given)
            assert len(given) == 2
            for key in ("left", "left", "left", "right", "tab", "e", "left", "right"):
                await pilot.press(key)
                assert draft.given == given
                assert 0 <= screen.at <= len(draft.fields())
            while screen.at:
                await pilot.press("left")
            options = screen.query_one(OptionPicker)
            assert options.highlighted is not None
            assert options.choices[options.highlighted].key == draft.fields()[0].key
            await pilot.press(CARDS[3])
            assert draft.fields()[0].key == draft.fields()[0].answers[3].key
            assert draft.fields()[1].key == next(iter(given.values()))

    run(play())


def refusing(game: Game) -> bool:
    """Whether the first question of a form has something that cannot be chosen, and two others."""
    if game.decision is None or not game.decision.private:
        return False
    draft = Draft(game)
    listed = draft.fields()[0].answers
    return draft.is_form and any(one.why for one in listed) and len(listed) < 9


def test_what_is_refused_is_greyed_with_its_reason_and_chosen_by_nothing(tmp_path: Path) -> None:
    session = reached(tmp_path, refusing)

    async def play() -> None:
        async with driven(tmp_path, session, (120, 40)) as pilot:
            await pilot.press(LIFTS, "enter")
            while isinstance(pilot.app.screen, Reader):
                await pilot.press("enter")
            await settled(pilot)
            screen, draft = on(pilot)
            options = screen.query_one(OptionPicker)
            refused = [at for at, one in enumerate(options.choices) if one.why]
            assert refused
            for at in refused:
                one, row = options.choices[at], options.get_option_at_index(at)
                assert (one.hotkey, row.disabled) == ("", True)
                assert str(row.prompt).split()[0] == "·"
                assert " ".join(f"{one.label}: {one.why}".split()) in " ".join(
                    str(row.prompt).split()
                )
                assert {str(span.style) for span in row.prompt.spans} == {QUIET}  # type: ignore[union-attr]
            for key in ["down"] * len(options.choices) * 2 + ["up"] * len(options.choices) * 2:
                await pilot.press(key)
                assert options.highlighted not in refused
            for at in refused:
                options.pick(at)
            await pilot.pause()
            keys = {options.choices[at].key for at in refused}
            assert not keys & {*draft.given.values(), *session.game.choices[-1:]}
            listed = [one for one in options.choices if one.hotkey]
            assert len({one.hotkey for one in listed}) == len(listed)

    run(play())


def asks(game: Game) -> bool:
    """Whether a deal may be proposed now."""
    return game.decision is not None and game.decision.kind == "deal"


def points(game: Game) -> bool:
    """Whether a card with two points of OPS, or more, lies open and is to be used."""
    decision = game.decision
    if decision is None or decision.kind != "use" or "ops" not in decision.keys:
        return False
    return game.book.play_card(decision.about[0]).ops == 2


async def pressed(folder: Path, session: Session, keys: list[str], choices: int) -> int:
    """Press keys at a question, labels of options standing for their hotkeys; the last one must
    make all choices of the form at once. Give how many keys there were."""
    async with driven(folder, session) as pilot:
        count = len(session.game.choices)
        for at, key in enumerate(keys):
            assert len(session.game.choices) == count, keys[:at]
            screen = on(pilot)[0]
            named = [
                one.hotkey
                for one in screen.picker(screen.column).choices
                if len(key) > 5 and one.label.startswith(key) and one.hotkey
            ]
            await pilot.press(*named[:1] or [key])
        assert len(session.game.choices) == count + choices
    return len(keys)


def test_a_deal_with_one_pledge_takes_six_keys(tmp_path: Path) -> None:
    session = reached(tmp_path, asks)
    keys = ["Propose", "pledge", "right", "2 Capital", "e", "e"]
    assert asyncio.run(pressed(tmp_path, session, keys, 6)) == 6
    assert session.decision is not None
    assert session.decision.kind == "deal_reply"


def test_enter_alone_proposes_a_deal(tmp_path: Path) -> None:
    """Enter puts a thing on its list, and on what lies there it goes on."""
    session = reached(tmp_path, asks)
    assert asyncio.run(pressed(tmp_path, session, ["enter"] * 6, 5)) == 6
    assert session.decision is not None
    assert session.decision.kind == "deal_reply"


def test_a_card_of_two_points_takes_four_keys(tmp_path: Path) -> None:
    session = reached(tmp_path, points)
    keys = ["OPS: spend", "Gain 1 Capital", "e", "e"]
    assert asyncio.run(pressed(tmp_path, session, keys, 3)) == 4


def lying(pilot: Pilot[int], column: int) -> list[str]:
    """List what lies on a list on the screen."""
    return [one.label for one in on(pilot)[0].picker(column).choices if one.held]


def test_a_deal_is_filled_in_from_either_side_and_things_are_taken_out(tmp_path: Path) -> None:
    session = reached(tmp_path, asks)

    async def play() -> None:
        async with driven(tmp_path, session, (120, 40)) as pilot:
            await pilot.press(hotkey(pilot, "Propose a deal to"), "right", "1")
            assert (lying(pilot, 0), lying(pilot, 1)) == ([], ["1 Capital"])
            assert not on(pilot)[1].complete
            await pilot.press("left", hotkey(pilot, "pledge"))
            (pledge,) = lying(pilot, 0)
            assert pledge.endswith("due next turn")
            await pilot.press("plus")
            assert lying(pilot, 0) != [pledge]
            await pilot.press("minus")
            assert lying(pilot, 0) == [pledge]
            assert on(pilot)[1].complete
            await pilot.press(*["minus"] * 2)
            assert (lying(pilot, 0), lying(pilot, 1)) == ([], ["1 Capital"])
            await pilot.press("plus", "right", "1")
            assert (lying(pilot, 0), lying(pilot, 1)) == ([pledge], [])
            assert not session.game.choices or session.decision is not None

    run(play())


def test_a_changed_deal_begins_with_the_offer_that_it_answers(tmp_path: Path) -> None:
    def replies(game: Game) -> bool:
        return game.decision is not None and "change" in game.decision.keys

    session = reached(tmp_path, replies)
    assert session.decision is not None
    _, gives, takes = session.decision.about
    items = session.game.book.items
    draft = Draft(session.game)
    draft.give(draft.fields()[0].slot, "change")
    _, give, get = draft.fields()
    assert set(give.held) == {f"give:{items[at].id}" for at, _ in takes}
    assert set(get.held) == {f"take:{items[at].id}" for at, _ in gives}
    draft.give(draft.fields()[0].slot, "no")
    assert draft.choices()[0] == "no"


def test_a_sitting_that_does_nothing_takes_two_keys(tmp_path: Path) -> None:
    session = table(tmp_path)

    async def play() -> None:
        async with driven(tmp_path, session) as pilot:
            await reach_private(pilot, session)
            seat = session.holder
            await pilot.press("e", "enter")
            assert session.decision is not None
            assert session.decision.seat != seat

    run(play())


def test_hint_and_not_now_speak_of_the_question_at_the_cursor(tmp_path: Path) -> None:
    session = table(tmp_path)
    session.hint_worlds = 6

    async def play() -> None:
        async with driven(tmp_path, session, (120, 40)) as pilot:
            await reach_private(pilot, session)
            screen, draft = on(pilot)
            before = screen.query_one("#rule-ask", Rule).note
            await pilot.press(CARDS[0])
            last = len(draft.fields()) - 1
            for at in (1, 2, last):
                asked = screen.asking().decision
                assert asked is not None
                assert (asked.kind, *asked.about) == draft.fields()[at].slot[:-1]
                await pilot.press("tab" if at < 2 else "e" if at < last else "left")
            await pilot.press("t")
            await pilot.app.workers.wait_for_complete()
            await settled(pilot)
            labels = [one.label for one in draft.fields()[-1].answers]
            assert any(f"{label}. About" in row for label in labels for row in rows(pilot))
            await pilot.press("escape")
            screen.think(session.hint_thought(), screen.asked)
            await pilot.press("left")
            await pilot.app.workers.wait_for_complete()
            await settled(pilot)
            assert pilot.app.screen is screen
            assert screen.query_one("#rule-ask", Rule).note == before
            check_canaries(pilot, session)

    run(play())


# -- what is not sealed -------------------------------------------------------------------------


def unsealed(session: Session) -> str:
    """Give the sentence on a form that is dropped."""
    assert session.decision is not None
    return str(session.game.words.form_dropped(session.decision.seat))


async def answered(pilot: Pilot[int], session: Session, at: int = 0) -> Draft:
    """Answer three questions of the first sitting, by cards from number `at` on."""
    await reach_private(pilot, session)
    _, draft = on(pilot)
    await pilot.press(CARDS[at], CARDS[at + 1])
    assert len(draft.given) == 2
    return draft


def nothing_of_it(pilot: Pilot[int], session: Session) -> None:
    """Find nothing of a form on the screens, and nothing of it behind them."""
    check_canaries(pilot, session)
    for screen in pilot.app.screen_stack:
        if isinstance(screen, TableScreen):
            assert screen.draft is None, "the answers are still there"
            assert screen.query_one(FormTabs).form is None
            assert screen.query_one(Prompt).text == ""
            assert screen.query_one(OptionPicker).choices == ()
            assert screen.card == ""
            assert not screen.query_one(Hand).query_one("#hand-text").visual.plain  # type: ignore[attr-defined]
    said = [toast.message for toast in pilot.app._notifications]
    assert said == [unsealed(session)]


async def under_cover(folder: Path, at: int = 0) -> str:
    """Answer some of a form and cover it, as a stop of the program does; gives what can be read."""
    session = table(folder)
    async with driven(folder, session) as pilot:
        await answered(pilot, session, at)
        pilot.app.cover()  # type: ignore[attr-defined]
        await settled(pilot)
        assert isinstance(pilot.app.screen, Curtain)
        nothing_of_it(pilot, session)
        for key in ("ctrl+p", "tab", "e", "left", CARDS[0], "enter"):
            await pilot.press(key)
            assert isinstance(pilot.app.screen, Curtain)
            nothing_of_it(pilot, session)
        await settled(pilot)
        text = whole(pilot)
        await pilot.press(LIFTS)
        while isinstance(pilot.app.screen, Reader):
            await pilot.press("enter")
        assert not on(pilot)[1].given
    return text


def test_what_a_cover_hides_is_dropped_and_said_to_be(tmp_path: Path) -> None:
    async def play() -> None:
        first = await under_cover(tmp_path / "a", 0)
        assert first == await under_cover(tmp_path / "b", 2)
        assert "was not sealed, and is dropped." in first

    run(play())


@pytest.mark.parametrize("own", [True, False])
def test_a_look_at_a_hand_keeps_the_open_form_of_the_seat_that_looks(
    tmp_path: Path, own: bool
) -> None:
    session = reached(tmp_path, asks)

    async def play() -> None:
        async with driven(tmp_path, session) as pilot:
            await pilot.press(hotkey(pilot, "Propose a deal to"))
            given = dict(on(pilot)[1].given)
            await pilot.press("h", "1" if own else "2")
            assert isinstance(pilot.app.screen, Curtain)
            if not own:
                nothing_of_it(pilot, session)
            await pilot.press("escape")
            assert on(pilot)[1].given == (given if own else {})
            check_canaries(pilot, session)

    run(play())


def test_a_form_is_in_no_report_of_a_failure(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    session, titles = table(tmp_path), list[str]()

    def fails(self: TableScreen) -> None:
        draft = self.draft
        raise RuntimeError(repr(draft))

    async def play() -> None:
        async with driven(tmp_path, session) as pilot:
            draft = await answered(pilot, session)
            titles.extend(
                draft.game.book.title(card) for card in range(len(session.game.book.cards))
            )
            assert pilot.app.title == "Under the Umbrella"
            assert pilot.app.sub_title == ""
            assert pilot.app.clipboard == ""
            monkeypatch.setattr(TableScreen, "action_board", fails)
            await pilot.press("b")

    with pytest.raises(RuntimeError):
        run(play())
    (report,) = tmp_path.glob("crash-*.txt")
    out = capfd.readouterr()
    for text in (report.read_text(encoding="utf-8"), out.out + out.err):
        assert not [title for title in titles if title in text]
        assert "act:" not in text


def test_the_next_seat_reads_nothing_of_the_form_before(tmp_path: Path) -> None:
    session = table(tmp_path)

    async def play() -> None:
        async with driven(tmp_path, session) as pilot:
            await answered(pilot, session)
            first = session.holder
            await pilot.press("e", "enter")
            check_canaries(pilot, session)
            assert not pilot.app._notifications
            await pilot.press(LIFTS)
            while isinstance(pilot.app.screen, Reader):
                check_canaries(pilot, session)
                await pilot.press("enter")
            assert session.holder not in (first, -1)
            for key in ("right", "e", "left", "c", "escape", "question_mark", "escape"):
                await pilot.press(key)
                check_canaries(pilot, session)

    run(play())


# -- the same in all worlds ---------------------------------------------------------------------


def facts(game: Game, rng: Random) -> list[object]:
    """Fill in a form by chance; give all that its screen shows of its fields."""
    draft, shown = Draft(game), list[object]()
    for _ in range(8):
        fields = draft.fields()
        shown.append([(one.name, one.key, one.answers) for one in fields])
        shown.append(draft.complete)
        one = rng.choice(fields)
        if free := [answer.key for answer in one.answers if not answer.why]:
            draft.give(one.slot, rng.choice(free))
    return shown


def told_apart(program: Program, seed: int, *, open_only: bool = False) -> int:
    """Compare the forms of a game with those of worlds that look the same to their reader; gives
    how many had something refused in them."""
    game, rng, refused = Game.of(program, seed=seed), Random(seed), 0
    while game.decision is not None:
        reader = game.decision.seat if game.decision.private else -1
        if rng.random() < 0.3 and (reader < 0 or not open_only):
            luck = rng.random()
            here = facts(game, Random(luck))
            other = game.copy()
            other.state = perturb(game.state, game.book, reader, rng)
            assert facts(other, Random(luck)) == here, game
            refused += "why='" in repr(here).replace("why=''", "")
        game.choose(rng.choice(game.decision.keys))
    return refused


@pytest.mark.parametrize("seed", range(4))
def test_a_form_and_its_refusals_are_the_same_in_worlds_that_look_the_same(
    umbrella: Program, seed: int
) -> None:
    assert told_apart(umbrella, seed)


# -- planted faults -----------------------------------------------------------------------------


def others_hand(game: Game, seat: int) -> tuple[str, ...]:
    """List the cards of the other seats' hands: what a form must never be built from."""
    book = game.book
    hands = [book.piles.hand[other] for other in range(3) if other != seat]
    return tuple(book.layout.cards[card] for hand in hands for card in game.state.piles[hand])


def test_answers_that_the_veil_does_not_drop_are_caught(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(TableScreen, "drop_draft", lambda self: None)
    with pytest.raises(AssertionError, match="the answers are still there"):
        run(play_under_cover(tmp_path))


def test_tabs_that_the_veil_leaves_are_caught(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = FormTabs.tell
    monkeypatch.setattr(FormTabs, "tell", lambda self, form: real(self, form or self.form))
    with pytest.raises(AssertionError):
        run(play_under_cover(tmp_path))


async def play_under_cover(folder: Path) -> None:
    """Cover a form, for its checks alone."""
    await under_cover(folder)


def test_a_form_built_from_another_hand_is_caught_in_its_hotkeys(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(drafts, "own_cards", others_hand)
    with pytest.raises(AssertionError):
        test_the_same_hotkey_names_the_same_card_in_a_whole_sitting(tmp_path)


def test_a_form_that_lists_another_hand_is_caught(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real, games = drafts.Walker.walk, list[Game]()

    def walks(self: drafts.Walker) -> Any:
        games[:] = [self.draft.game]
        return real(self)

    def listed(*args: Any) -> tuple[Answer, ...]:
        (game,) = games
        asked = args[0]
        made = drafts_answers(*args)
        if not asked.private:
            return made
        book, ids = game.book, others_hand(game, asked.seat)
        titles = [book.title(book.layout.cards.index(id)) for id in ids]
        return (*(Answer("", title, "", "held elsewhere") for title in titles), *made)

    drafts_answers = drafts.answers
    monkeypatch.setattr(drafts.Walker, "walk", walks)
    monkeypatch.setattr(drafts, "answers", listed)
    session = table(tmp_path)

    async def play() -> None:
        async with driven(tmp_path, session, (120, 40)) as pilot:
            await second_sitting(pilot, session)
            assert others_hand(session.game, session.holder)
            check_canaries(pilot, session)

    with pytest.raises(AssertionError, match="can be read by"):
        run(play())


def test_refusals_by_hidden_cards_are_caught(
    umbrella: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = Game.refused

    def leaking(self: Game) -> Any:
        made = real(self)
        held = self.state.piles[self.book.piles.hand[0]]
        return [type(one)(one.key, one.label, f"{one.why} {held}") for one in made]

    monkeypatch.setattr(Game, "refused", leaking)
    with pytest.raises(AssertionError):
        told_apart(umbrella, 1, open_only=True)
