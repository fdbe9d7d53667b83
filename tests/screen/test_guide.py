"""The first game leads the menu until it is played, and tells at each question what goes on."""

from __future__ import annotations

import asyncio
import io
import re
from collections import Counter
from pathlib import Path
from random import Random
from typing import get_args

import pytest
from textual.pilot import Pilot
from textual.widgets import OptionList

from tests.screen.conftest import driven, rows
from tests.screen.test_tui import check_frame
from wargame.bots.bot import BOTS, DIFFICULTY
from wargame.cli import playing
from wargame.content.checks import unplayable
from wargame.content.read import read
from wargame.engine.library import library
from wargame.rules.model.questions import QuestionKind
from wargame.system.private_page import PrivatePage
from wargame.ui.drafts import Draft
from wargame.ui.guide import consequence, guidance, meaning
from wargame.ui.learned import FILE, STATE, learned, learners, lesson, remember
from wargame.ui.line.line_table import LineTable
from wargame.ui.session import Session, new_session
from wargame.ui.terms import NoTerm, find, found_in, read_section, sections, terms
from wargame.ui.tui.screens.dialogs import HelpScreen
from wargame.ui.tui.screens.end import EndScreen
from wargame.ui.tui.screens.setup import Setup
from wargame.ui.tui.screens.table_screen import TableScreen
from wargame.ui.tui.table_model import form_model, guide_lines
from wargame.ui.tui.text import say, wrap
from wargame.ui.words import ENGLISH
from wargame.ui.words.en_tables import FIELDS

NAMES = {"esc": "escape"}
"""Keys whose name in a footer is not their name here."""
CELLS, ROWS = 78, 7
"""The width of the guidance at 80 columns, and the most rows that leave room for the options."""

MOST = 40
"""The most answers that a form takes before it is turned down."""


def named_key(pilot: Pilot[int]) -> str:
    """Find the key that the screen names: in its guidance, else first in its footer."""
    seen = rows(pilot)
    advice = re.search(r" Press (\S+): ", " ".join(" ".join(seen).split()))
    sign = advice[1] if advice else seen[-1].split()[0]
    return NAMES.get(sign, sign)


def first_week(folder: Path, seed: int, *, people: int = 3) -> Session:
    players = learners(people)
    bots = {seat: "random" if who != "human" else who for seat, who in players.items()}
    return new_session(folder, lesson(), seed, bots, folder / f"{seed}.jsonl")


def test_a_literal_reader_finishes_the_first_week(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whoever presses only keys that the screen names comes to the end at 80x24."""
    monkeypatch.setenv(STATE, str(tmp_path / "state"))
    session = first_week(tmp_path, 7, people=1)
    pressed: list[str] = []

    async def play() -> None:
        async with driven(tmp_path, session) as pilot:
            while not isinstance(pilot.app.screen, EndScreen):
                assert len(pressed) < 150, rows(pilot)
                if len(pressed) == 3:
                    await check_frame("guide", pilot)
                pressed.append(named_key(pilot))
                await pilot.press(pressed[-1])
                while isinstance(pilot.app.screen, TableScreen) and session.bot is not None:
                    await pilot.pause()

    assert not learned()
    asyncio.run(play())
    assert session.decision is None
    assert learned()


@pytest.mark.parametrize("seed", range(6))
def test_the_guide_has_a_word_at_every_question_of_a_game(tmp_path: Path, seed: int) -> None:
    """It names an answer that can be given with the key before it, and leaves room for the rest;
    whoever follows it comes to the end."""
    session, rng, told = first_week(tmp_path, seed), Random(seed), Counter[str]()
    while session.decision is not None:
        draft, left = Draft(session.game), MOST
        while not draft.complete or draft.next_open(0) < len(draft.fields()):
            at = draft.next_open(0)
            left -= 1
            if at == len(draft.fields()) or not left:
                assert draft.refusal, "only a deal in which nothing is changed is left open"
                draft = Draft(session.game)
                draft.give(draft.fields()[0].slot, "no")
                break
            field, form = draft.fields()[at], form_model(draft, at)
            lines = guide_lines(session, draft, at)
            assert [role for _, role in lines][-1] == "do"
            assert sum(len(wrap(say(text), CELLS)) for text, _ in lines) <= ROWS, lines
            sign = re.search(r"Press (\S+): ", lines[-1][0])
            assert sign is not None
            [row] = [row for row in form.options if row.hotkey == sign[1]]
            assert lines[-1][0].endswith(f": {row.label}")
            told[field.decision.kind] += 1
            given = [one.key for one in field.answers if not one.why and not one.held]
            key = row.key if seed % 2 else rng.choice(given)
            draft.give(field.slot, key)
        assert guide_lines(session, draft, len(draft.fields()))[-1][0].startswith("Nothing counts")
        session.seal(draft)
    assert len(told) > 8, told
    session.journal.close()


def test_the_guide_is_that_of_its_scenario_and_of_a_table_with_hints(tmp_path: Path) -> None:
    session = first_week(tmp_path, 1)
    draft = Draft(session.game)
    assert guidance(session, draft, 0) is not None
    session.hints = False
    assert guidance(session, draft, 0) is None
    assert guide_lines(session, draft, 0) == ()
    session.hints = True
    other = new_session(tmp_path, "new-entente", 1, dict.fromkeys(learners(3), "human"))
    assert guidance(other, Draft(other.game), 0) is None


def test_an_answer_is_told_by_its_longest_beginning(tmp_path: Path) -> None:
    session = first_week(tmp_path, 7)
    while session.decision is not None and session.decision.kind != "bid":
        session.choose(session.decision.keys[0])
    assert session.decision is not None
    nothing, some = (meaning(session, session.decision, key) for key in ("bid:0", "bid:2"))
    assert "blamed" in nothing
    assert some not in (nothing, "")


def test_a_thing_put_on_a_deal_is_told_what_it_means_and_no_advice_repeats_it(
    tmp_path: Path,
) -> None:
    session = first_week(tmp_path, 7)
    while session.decision is not None and session.decision.kind != "deal":
        session.choose(session.decision.keys[0])
    draft = Draft(session.game)
    draft.give(draft.fields()[0].slot, draft.fields()[0].decision.keys[0])
    for at, word in ((1, "handed over at once"), (2, "The partner promises it")):
        told = guidance(session, draft, at)
        assert told is not None
        assert told.advised is not None
        draft.give(draft.fields()[at].slot, told.advised.key)
        after = guidance(session, draft, at)
        assert after is not None
        assert after.advised is not None
        assert word in after.meant
        assert after.advised.idle
    assert draft.complete
    beside = next(iter(draft.fields()[2].beside.values()), None)
    if beside is not None:
        draft.set_beside(beside, beside.answers[-1].key)
        changed = guidance(session, draft, 2)
        assert changed is not None
        assert "promises" in changed.meant


def test_a_consequence_is_told_once_a_turn_of_what_all_have_seen(tmp_path: Path) -> None:
    session = first_week(tmp_path, 3)
    game, rng, bot = session.game, Random(3), BOTS["random"][0](session.game.program)
    while game.decision is not None:
        game.choose(bot.choose(game.view(game.decision.seat), game.decision, rng))
    said = {one.say: one.of for one in game.program.scenario.consequences}
    turn, told = 0, Counter[tuple[int, str]]()
    for at, event in enumerate(game.events):
        turn += event[1] == "turn"
        if text := consequence(session, at, at + 1):
            assert said[text] == event[1]
            assert event[0] == -1, "only what the table has seen"
            told[turn, text] += 1
    assert {turn for turn, _ in told} == {1, 2}
    assert set(told.values()) == {1}


def faults(**changes: object) -> list[str]:
    content = library()
    deal = {**content.scenarios[lesson()], **changes}
    found = read(content.ruleset_of(deal), deal, content.documents, True)
    assert not found.faults
    return [fault.what for fault in unplayable(found, ())]


def test_the_linter_finds_what_a_guide_never_or_wrongly_says() -> None:
    guide = library().scenarios[lesson()]["guide"]
    assert faults() == []
    assert faults(guide=[one for one in guide if one["at"] != "bid"]) == [
        "no moment fits every bid"
    ]
    more = {"at": "go", "say": "x", "do": "y"}
    assert faults(guide=[*guide, more]) == ["never told: one before it fits every go"]
    for change, what in (
        ({"at": "bet"}, 'no question is a "bet"'), ({"at": "bid", "part": 1}, "have parts"),
        ({"at": "bid", "turn": 3}, "not among turns"),
        ({"at": "bid", "turn": 1, "say": " "}, "it says"),
    ):  # fmt: skip
        [fault] = faults(guide=[{**more, **change}, *guide])
        assert what in fault
    [fault] = faults(consequences=[{"of": "bid_showed", "say": "x"}])
    assert '"bid_shown"' in fault


def test_the_guide_explains_only_words_of_the_rulebook_and_those_that_come_first() -> None:
    guide = library().program(lesson()).scenario.guide
    words = {word for moment in guide for word in moment.words}
    assert all(find(word).name == word for word in words)
    assert words >= {"Capital", "Support", "bid", "Demand", "FIRM", "Flag", "Pledge", "OPS"}
    assert {moment.at for moment in guide} == {*get_args(QuestionKind), "seal"}


# -- what is remembered ----------------------------------------------------------------------------


@pytest.mark.parametrize("text", [None, "", "[", "{}", "17", "[[1]]", "[" * 5000, "\xff\x00"])
def test_a_missing_or_broken_memory_does_no_harm(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, text: str | None
) -> None:
    monkeypatch.setenv(STATE, str(tmp_path))
    if text is not None:
        (tmp_path / FILE).write_bytes(text.encode("latin-1"))
    assert not learned()
    remember(library().program("new-entente").scenario)
    assert not learned(), "no lesson was played"
    remember(library().program(lesson()).scenario)
    assert learned()


def test_a_memory_that_cannot_be_kept_is_none(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").touch()
    monkeypatch.setenv(STATE, str(tmp_path / "file" / "folder"))
    remember(library().program(lesson()).scenario)
    assert not learned()


def test_a_table_of_bots_learns_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(STATE, str(tmp_path / "state"))
    for players, knows in ((dict.fromkeys(learners(1), "random"), False), (learners(3), True)):
        session = new_session(tmp_path, lesson(), 5, players)
        rng = Random(5)
        while session.decision is not None:
            session.choose(rng.choice(session.decision.keys))
        session.journal.close()
        assert learned() is knows


def test_the_menu_leads_with_the_lesson_until_it_is_played(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert f" {library().program(lesson()).scenario.minutes} " in ENGLISH.menu_item("learn")

    async def items() -> list[str]:
        async with driven(tmp_path, None) as pilot:
            listed = pilot.app.screen.query_one(OptionList)
            found = [str(option.id) for option in listed.options]
            if found[0] == "learn":
                await pilot.press("enter", "enter")
                session = pilot.app.session  # type: ignore[attr-defined]
                assert session.game.players == learners(1)
                assert session.people == [0]
            return found

    before = asyncio.run(items())
    monkeypatch.setenv(STATE, str(tmp_path / "state"))
    fresh = asyncio.run(items())
    assert sorted(before) == sorted(fresh)
    assert (fresh[0], before[0]) == ("learn", "new")
    assert before.index("learn") > 1


def test_the_menu_in_lines_leads_with_it_too(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO("2\n\n"))
    session = playing.plain_menu(tmp_path)
    assert session is not None
    assert session.game.players == learners(1)
    assert "2. Learn in 20 minutes" in capsys.readouterr().out
    monkeypatch.setenv(STATE, str(tmp_path / "state"))
    monkeypatch.setattr("sys.stdin", io.StringIO("1\n2\n"))
    session = playing.plain_menu(tmp_path / "other")
    assert session is not None
    assert session.game.players == learners(3)


# -- words -----------------------------------------------------------------------------------------


def test_every_entry_of_the_glossary_can_be_asked_for() -> None:
    entries = re.findall(r"^- \*\*(.+?)\*\*: (.+)$", sections()["Glossary"], re.MULTILINE)
    assert len(entries) > 15
    for names, said in entries:
        for name in names.split(", "):
            assert said in find(name).meaning
            assert find(f"a {name.upper()}") == find(name)
    for track in library().program("new-entente").ruleset.track:
        assert find(track.name).meaning
    for word in terms():
        assert not re.search(r"[*◊`|]", terms()[word].meaning), word


def test_a_word_that_is_none_is_told_the_nearest() -> None:
    with pytest.raises(NoTerm, match='did you mean "support"'):
        find("Suport")
    assert [term.name for term in found_in(["two Bids, FIRM", "a wood"])] == ["bid", "FIRM"]
    assert read_section("4")[0] == "4 Demands"
    assert read_section("crises")[0] == "6 Crises and danger"
    with pytest.raises(NoTerm, match="rulebook"):
        read_section("zzz")


def test_f1_explains_what_is_under_the_cursor_and_finds_any_word(tmp_path: Path) -> None:
    session = first_week(tmp_path, 7, people=1)

    async def play() -> None:
        async with driven(tmp_path, session, (120, 40)) as pilot:
            await pilot.press("2", "escape", "f1")
            screen = pilot.app.screen
            assert isinstance(screen, HelpScreen)
            assert {term.name for term in screen.found} >= {"bid", "Crisis", "Deterrence"}
            assert "Words here" in [row.strip() for row in rows(pilot)]
            await pilot.press("f1")
            assert pilot.app.screen is screen
            await pilot.press("slash", *"suport")
            assert any('did you mean "support"' in row for row in rows(pilot))
            await pilot.press(*["backspace"] * 6, *"FAIR")
            assert any(row.strip().startswith("Fair  worth 2") for row in rows(pilot))

    asyncio.run(play())


def test_every_field_of_the_set_up_says_what_it_is_for(tmp_path: Path) -> None:
    async def play() -> None:
        async with driven(tmp_path, None) as pilot:
            await pilot.press("enter")
            screen = pilot.app.screen
            assert isinstance(screen, Setup)
            said = set()
            for field in screen.query("Cycle, Input, Button"):
                field.visible = True
                field.focus()
                await pilot.pause()
                said.add(about := str(screen.query_one("#about").render()))  # type: ignore[attr-defined]
                assert about.strip(), field.id
            assert said >= {about for _, about in FIELDS.values()}
            assert all(len(text) <= 76 for text in said), said
            text = " ".join(rows(pilot))
            assert "human" in text

    asyncio.run(play())
    assert next(iter(DIFFICULTY)) == "adaptive"
    assert set(DIFFICULTY) < set(BOTS)


# -- in lines --------------------------------------------------------------------------------------


def played(session: Session, *typed: str, page: bool = False) -> str:
    """Type lines into line mode; `{}` stands for what the guide advises."""
    out, words = io.StringIO(), iter(typed)

    def line() -> str:
        word = next(words, "")
        if word == "{}":
            word = re.findall(r"Type (\d+): ", out.getvalue())[-1]
        return f"{word}\n" if word else ""

    table = LineTable(session, read=line, out=out, page=PrivatePage(-1) if page else None)
    table.play()
    return out.getvalue()


def test_a_literal_reader_finishes_the_first_week_in_lines(tmp_path: Path) -> None:
    session = first_week(tmp_path, 7, people=1)
    text = played(session, *["{}"] * 200)
    assert session.decision is None
    assert "Pass to" not in text
    assert "type hand" not in text.lower()
    assert "Guide: Support: standing at home" in text
    said = [one.say for one in session.game.program.scenario.consequences]
    assert sum(f"Guide: {one}\n" in text for one in said) > 3


def test_words_and_rules_can_be_asked_for_in_lines(tmp_path: Path) -> None:
    session = first_week(tmp_path, 7)
    text = played(session, "what is a bid?", "? suport", "words", "rules", "rules 4", "2", "? firm")
    assert "bid: A bid is Capital" not in text
    assert "A bid is Capital against the crisis that stands." in text
    assert 'did you mean "support"' in text
    assert "Words: Accommodation" in text
    assert "Rules: 4 Demands\nRules: A demand has a price" in text
    assert text.index("Pass to ") < text.index("FIRM, BLUFF: the secret mark"), "behind the curtain"


def test_a_word_typed_where_a_page_is_full_is_the_next_command(tmp_path: Path) -> None:
    session = first_week(tmp_path, 7)
    text = played(session, "2", "hand", "board", page=True)
    after = text[text.index(ENGLISH.line_more()) :]
    assert after.count(ENGLISH.line_more()) > 1, "the board fills a page as well"
    left_out, asked, _ = after.partition("seal a bid")
    assert asked
    assert "Washington: " not in left_out.replace("▲ Washington: ", "")
    assert after.index("Choose:") < after.index("Board: ")
