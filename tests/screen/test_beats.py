"""Beats: each public act in a short panel."""

from __future__ import annotations

import io
import re
from collections import Counter
from pathlib import Path
from statistics import median

import pytest

from tests.screen.conftest import driven, go_on, rows, shown, table
from tests.screen.test_tui import HUMANS, run
from wargame.bots.bot import answer, make
from wargame.content.program import Program
from wargame.engine.bell import turns_begun
from wargame.engine.game import Game
from wargame.engine.library import library
from wargame.rules.model.events import sentence
from wargame.saves.write.journal import Journal
from wargame.ui.beats import DRIFT, GROUPS, Beat, explained, next_beat
from wargame.ui.drafts import Draft
from wargame.ui.line.line_table import LineTable
from wargame.ui.session import Session
from wargame.ui.stakes import stakes, table_stake_parts
from wargame.ui.tui.screens.beat_screen import BeatScreen
from wargame.ui.tui.screens.curtain import Curtain
from wargame.ui.tui.screens.dialogs import Reader
from wargame.ui.tui.screens.table_dialogs import standing_screen
from wargame.ui.tui.screens.table_screen import TableScreen
from wargame.ui.tui.table_model import changes

LINES_A_TURN = 90
"""The most lines that a player must read in a turn, in the median."""


def told(game: Game) -> list[tuple[int, Beat]]:
    """Let bots play on to the end; list (turn, beat) as a table is shown them."""
    bots, since, made = [make("adaptive", game.program) for _ in game.seats], 0, []
    while True:
        while (beat := next_beat(game, since)) is not None:
            assert beat.until > since
            made.append((game.turn, beat))
            since = beat.until
        if game.decision is None:
            return made
        game.choose(answer(game, bots[game.decision.seat]))


@pytest.mark.parametrize("scenario", ["cracks", "new-entente", "clouds"])
def test_every_public_act_has_one_beat_in_the_words_of_the_public_log(scenario: str) -> None:
    game = Game.of(library().program(scenario), seed=6)
    beats = [beat for _, beat in told(game)]
    log, moved = set(game.log(-1)), []
    for beat in beats:
        said = [line for line in beat.lines if line in log]
        moved = [line for line in beat.lines if line not in log]
        assert len(moved) <= 1, beat
        assert said or beat.group == DRIFT or game.events[beat.first][1] == "moved"
    public = [e for e in game.events if e[0] >> len(game.seats) & 1 and e[1] in GROUPS]
    heads = Counter(e[1] for e in public)
    for kind, least in (("played_policy", 1), ("played_ops", 1), ("agreed", 0), ("refused", 0)):
        lines = [line for beat in beats for line in beat.lines]
        of_kind = [text for n, text in game.told(-1) if game.events[n][1] == kind]
        assert heads[kind] >= least
        assert Counter(of_kind) == Counter(line for line in lines if line in set(of_kind))


def test_the_move_of_a_crisis_card_stands_in_the_beat_of_its_card() -> None:
    game = Game.of(library().program("first-week"), seed=3)
    beat = next_beat(game, 0)
    assert beat is not None
    assert game.decision is not None
    assert "(crisis, " in beat.lines[0]
    assert beat.lines[1].startswith("Crisis: ")
    assert beat.moves == beat.lines[-1] == "Peninsula +3."


def test_an_act_that_takes_and_gives_of_one_level_tells_both(umbrella: Program) -> None:
    game = Game.of(umbrella, seed=6)
    capital = game.layout.levels.index("washington.capital")
    first = len(game.events)
    moved = [("moved", (capital, by, 4, "")) for by in (-1, 1)]
    for kind, args in (("played_policy", (0, 0, "A")), *moved, ("phase", ("reckoning",))):
        game.events.append((15, kind, args, True))
    beat = next_beat(game, first)
    assert beat is not None
    assert beat.moves == "Washington Capital −1, Washington Capital +1."


def test_what_drifts_is_told_with_its_reasons(umbrella: Program) -> None:
    """They add up to what has moved, unless the track ends there."""
    game, lines = Game.of(umbrella, seed=6), list[str]()
    for _, beat in told(game):
        said = explained(game, beat)
        if beat.group != DRIFT:
            assert said is beat
            continue
        for line in said.lines:
            found = re.fullmatch(r".+ ([+−]\d+), now (\d+): (.+)\.", line)
            assert found is not None, line
            by, now, why = found.groups()
            reasons = [int(one.replace("−", "-")) for one in re.findall(r"[+−]\d+", why)]
            assert sum(reasons) == int(by.replace("−", "-")) or now in ("0", "10"), line
            lines.append(line)
    assert len(lines) > 8


def test_who_says_yes_to_a_backstop_says_to_what(umbrella: Program) -> None:
    said = sentence(umbrella.book.words, (-1, "said_yes", (1,), False))
    assert "2 seats" in said
    assert "3 Capital" in said
    assert "falls by 2" in said


def test_an_act_has_no_beat_before_it_is_done(umbrella: Program) -> None:
    game, bot, since = Game.of(umbrella, seed=3), make("adaptive", umbrella), 0
    inner = 0
    while game.decision is not None:
        key = answer(game, bot)
        seat = game.decision.seat
        game.choose(key)
        now = game.decision
        if now is not None and now.kind in ("which", "ops") and now.seat == seat:
            inner += 1
            assert next_beat(game, since) is None or game.events[since][1] != "played_ops"
        while (beat := next_beat(game, since)) is not None:
            since = beat.until
    assert inner


def test_what_a_player_must_read_in_a_turn(umbrella: Program) -> None:
    """Beats, the page between turns, what is new at a sitting and its form; not the full texts."""
    counts: list[int] = []
    for scenario in ("cracks", "new-entente", "limbo"):
        for seed in range(3):
            game = Game.of(library().program(scenario), seed=seed)
            bots = [make("adaptive", game.program) for _ in game.seats]
            since, lines, turn = 0, Counter[int](), 1
            while game.decision is not None:
                draft = Draft(game)
                if game.decision.private and draft.is_form and game.decision.seat == 0:
                    lines[game.turn] += len(draft.fields())
                game.choose(answer(game, bots[game.decision.seat]))
                while (beat := next_beat(game, since)) is not None:
                    lines[turn] += len(beat.lines)
                    since = beat.until
                if game.turn > turn:
                    turn = game.turn
                    seen = stakes(game.program, game.view(-1))
                    lines[turn] += sum(map(len, table_stake_parts(game.words, seen)))
            counts += lines.values()
    assert median(counts) <= LINES_A_TURN


def next_turn(scenario: str, seed: int) -> Game:
    """Let bots play to the first question after turn 1."""
    game = Game.of(library().program(scenario), seed=seed)
    bots = [make("adaptive", game.program) for _ in game.seats]
    while game.turn == 1:
        assert game.decision is not None
        game.choose(answer(game, bots[game.decision.seat]))
    return game


@pytest.mark.parametrize("scenario", ["clouds", "new-entente", "long-year"])
def test_no_beat_reaches_beyond_its_turn(scenario: str) -> None:
    for seed in range(2):
        game = Game.of(library().program(scenario), seed=seed)
        for _, beat in told(game):
            within = [event[1] for event in game.events[beat.first : beat.until]]
            assert not {"turn", "phase", "digest"} & set(within), beat


@pytest.mark.parametrize("scenario", ["clouds", "new-entente", "cracks", "long-year"])
def test_all_that_moves_outside_the_cabinet_stands_in_one_beat(scenario: str) -> None:
    """What was paid for something stands with it, and what another seat chose comes after it."""
    for seed in range(3):
        game = Game.of(library().program(scenario), seed=seed)
        beats, phase = [beat for _, beat in told(game)], ""
        times = Counter(number for beat in beats for number in range(beat.first, beat.until))
        for number, event in enumerate(game.events):
            phase = event[2][0] if event[1] == "phase" else phase
            if event[1] == "moved" and phase != "cabinet":
                assert times[number] == 1, game.log(-1)[-3:]


def test_the_crisis_says_what_each_bid_and_each_top_up_has_cost(umbrella: Program) -> None:
    paid = Counter[str]()
    for seed in range(6):
        game = Game.of(umbrella, seed=seed)
        for _, beat in told(game):
            if beat.group != "crisis":
                continue
            cost = Counter[int]()
            for _, kind, args, _ in game.events[beat.first : beat.until]:
                if kind == "bid_shown":
                    cost[args[0]] += args[2]
                    paid[kind] += args[2]
                elif kind == "topped_up":
                    cost[args[0]] += 2 * args[1]
                    paid[kind] += args[1]
            words, capital = game.words, game.book.roles.capital
            for seat, by in cost.items():
                assert not by or words.moves([(capital + seat, -by)]) in beat.moves
    assert paid["bid_shown"]
    assert paid["topped_up"]


@pytest.mark.parametrize("scenario", ["clouds", "new-entente"])
def test_the_page_between_turns_shows_the_table_as_the_last_turn_left_it(scenario: str) -> None:
    differ = 0
    for seed in range(4):
        game = next_turn(scenario, seed)
        text = standing_screen(game).text.plain
        assert standing_screen(game).heading == "Turn 1 is over"
        assert "after drift" not in text
        over = turns_begun(game)[-1]
        since = changes(game, over)
        for level in game.book.threats:
            then = game.state.levels[level] - since.get(level, 0)
            assert re.search(rf"{game.words.level(level)} {then}\b", text), text
            differ += level in since
    assert differ


def test_the_screen_shows_all_of_a_turn_then_its_end_then_the_news(tmp_path: Path) -> None:
    bots = {"washington": "adaptive", "tokyo": "adaptive"}
    session = table(tmp_path, seed=1, players={**HUMANS, **bots})
    bot, game = make("adaptive", session.game.program), session.game
    shown_until, pages = list[int](), list[int]()

    async def play() -> None:
        async with driven(tmp_path, session, beats=True) as pilot:
            while game.turn == 1 or not pages or shown_until[-1] < pages[0]:
                screen = pilot.app.screen
                if isinstance(screen, BeatScreen):
                    shown_until.append(screen.beat.until)
                elif isinstance(screen, Reader) and "is over" in screen.heading:
                    pages.append(turns_begun(game)[-1])
                    beat = next_beat(game, shown_until[-1])
                    assert shown_until[-1] <= pages[-1]
                    assert beat is not None
                    assert beat.first > pages[-1]
                elif isinstance(screen, TableScreen):
                    assert game.decision is not None
                    session.choose(answer(game, bot))
                    screen.advance()
                    await shown(pilot)
                    continue
                await go_on(pilot)
                await shown(pilot)

    run(play())
    assert len(pages) == 1
    assert shown_until == sorted(shown_until)


def test_lines_tell_why_levels_drift_before_the_news(tmp_path: Path) -> None:
    game = next_turn("new-entente", 11)
    over = turns_begun(game)[-1]
    lines = LineTable(Session(game, Journal(tmp_path / "a.jsonl")), out=io.StringIO())
    lines.tell()
    said = lines.out.getvalue().splitlines()  # type: ignore[attr-defined]
    turn = dict(game.told(-1))[over]
    drifted = [n for n, line in enumerate(said) if line.startswith("Drift: ")]
    assert drifted
    assert max(drifted) < next(n for n, line in enumerate(said) if line.endswith(turn))


def test_a_bots_act_is_shown_and_any_key_goes_on(tmp_path: Path) -> None:
    session = table(tmp_path, players={**HUMANS, "tokyo": "adaptive", "washington": "adaptive"})

    async def play() -> None:
        async with driven(tmp_path, session, beats=True) as pilot:
            seen = 0
            while session.holder < 0:
                if isinstance(pilot.app.screen, BeatScreen):
                    text = "\n".join(rows(pilot))
                    assert pilot.app.screen.beat.title in text
                    seen += 1
                    await pilot.press("space")
                elif isinstance(pilot.app.screen, TableScreen):
                    await pilot.press("enter")
                await shown(pilot)
            assert seen

    run(play())


def test_a_resumed_game_shows_no_beat_again(tmp_path: Path) -> None:
    session = table(tmp_path)
    session.choose(session.decision.keys[0])  # type: ignore[union-attr]

    async def play() -> None:
        async with driven(tmp_path, session, beats=True) as pilot:
            assert isinstance(pilot.app.screen, TableScreen | Curtain)

    run(play())
