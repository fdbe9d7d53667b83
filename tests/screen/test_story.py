"""The end as a story: its sums, verdicts and reasons are those of the outcome, everywhere."""

from __future__ import annotations

import asyncio
import io
import re
import time
from fractions import Fraction
from functools import cache
from pathlib import Path
from random import Random

import pytest
from attrs import evolve
from rich.cells import cell_len

from tests.architecture.test_pseudo import check, pseudo
from tests.conftest import micro_library
from tests.screen.conftest import driven, rows
from tests.screen.test_tui import check_frame
from wargame.bots.bot import BOTS
from wargame.content.program import Program
from wargame.engine.game import Game
from wargame.engine.library import library
from wargame.engine.loop import asked_view
from wargame.engine.retrace import retrace
from wargame.engine.scoring import Outcome, Score, halves_text, public_lines, verdict_of
from wargame.rules.model.ledgers import AGENDAS
from wargame.ui.line.line_table import PROSE, LineTable
from wargame.ui.session import Session, new_session
from wargame.ui.story import TURNING, Story, grid_lines
from wargame.ui.telling import Told
from wargame.ui.tui.app import WargameApp
from wargame.ui.tui.screens.curtain import Curtain
from wargame.ui.tui.screens.dialogs import Reader
from wargame.ui.tui.screens.end import EndScreen, Verdicts
from wargame.ui.tui.screens.menu import Menu
from wargame.ui.tui.screens.replay_screen import ReplayScreen
from wargame.ui.tui.screens.setup import Setup
from wargame.ui.tui.screens.table_screen import TableScreen

SEATS = ("washington", "tokyo", "seoul")
NUMBER = re.compile(r"([−+]?)(\d*)(½?)(\.\d+)?$")


def finished(program: Program, seed: int, cast: str) -> Game:
    rng, bot = Random(seed), BOTS[cast][0](program)
    game = Game.of(program, seed=seed)
    while game.decision is not None:
        view = asked_view(game.state, game.decision)
        game.choose(bot.choose(view, game.decision, rng))
    return game


@cache
def stories() -> tuple[Story, ...]:
    """Play games of bots: several seeds and scenarios, collapses among them, and the villages."""
    deals = [(id, seed, cast) for id in ("new-entente", "cracks", "first-week", "long-year")
             for seed, cast in ((1, "co-operator"), (2, "random"), (3, "adaptive"))]  # fmt: skip
    deals += [("first-week", seed, "co-operator") for seed in range(4, 12)]
    made = [Story(finished(library().program(id), seed, cast)) for id, seed, cast in deals]
    villages = micro_library().program("one-winter")
    return (*made, *(Story(finished(villages, seed, "random")) for seed in range(3)))


def told(story: Story, kind: str) -> list[Told]:
    return [row for section in story.sections() for row in section.rows if row.kind == kind]


def hundredths(text: str) -> int:
    """Read a figure: −2½, 17.3, +0.8."""
    found = NUMBER.match(text)
    assert found, text
    sign, whole, half, rest = found.groups()
    value = int(whole or 0) * 100 + (50 if half else 0) + round(100 * float(rest or 0))
    return -value if sign == "−" else value


def with_outcome(story: Story, outcome: Outcome) -> Story:
    """Tell the same game as if it had ended so."""
    other = Story(story.game)
    other.outcome = outcome
    return other


def scored(story: Story, *changed: Score, **more: object) -> Story:
    by_seat = {score.seat: score for score in changed}
    scores = tuple(by_seat.get(score.seat, score) for score in story.outcome.scores)
    return with_outcome(story, evolve(story.outcome, scores=scores, **more))  # type: ignore[arg-type]


def test_the_games_hold_what_the_tests_need() -> None:
    outcomes = [story.outcome for story in stories()]
    assert any(outcome.collapsed for outcome in outcomes)
    assert any(not outcome.best and not outcome.collapsed for outcome in outcomes)
    assert len({score.tier for outcome in outcomes for score in outcome.scores}) > 4
    assert any(told(story, "more") for story in stories())
    assert any(told(story, "guess") for story in stories())


def test_the_parts_add_up_to_the_points() -> None:
    for story in stories():
        for score, row in zip(story.outcome.scores, told(story, "parts"), strict=True):
            head, _, parts = row.text.removesuffix(".").partition(": ")
            assert hundredths(head.split()[0]) == score.halves * 50
            worth = [hundredths(part.rsplit(" ", 1)[1]) for part in parts.split(", ") if part]
            assert sum(worth) == score.halves * 50
        section = next(one for one in story.sections() if one.id == "points")
        *parts_of, together = section.grid[1:]
        for at, score in enumerate(story.outcome.scores, start=1):
            column = [hundredths(row[at]) for row in parts_of if row[at]]
            assert sum(column) == hundredths(together[at]) == score.halves * 50


def test_each_verdict_follows_from_the_figures_that_are_told() -> None:
    judged = 0
    for story in stories():
        tiers, outcome = story.program.ruleset.verdict.tiers, story.outcome
        verdicts = told(story, "verdict")
        for score, row in zip(outcome.scores, verdicts, strict=True):
            assert row.text.startswith(f"{score.tier}, {halves_text(score.halves)} point")
            assert outcome.collapsed == ("usual" not in row.text)
        for score, row in zip(outcome.scores, told(story, "sum") or [None] * 9, strict=False):
            if row is None or outcome.collapsed:
                assert row is None or "usual" not in row.text
                continue
            par = hundredths(re.search(r"([^ ]+) \(par\)", row.text)[1])  # type: ignore[index]
            spread = hundredths(re.search(r"±([^ ]+) is", row.text)[1])  # type: ignore[index]
            above = re.search(r"So (?:(just at)|([^ ]+) (above|below)) what is usual", row.text)
            assert above
            by = 0 if above[1] else hundredths(above[2]) * (1 if above[3] == "above" else -1)
            assert by == score.halves * 50 - par
            tier = tiers[verdict_of(by * 100 // spread)]
            assert row.text.endswith(f": {tier}.")
            assert tier == score.tier
            judged += 1
    assert judged > 30


def test_the_best_seat_is_farthest_above_by_the_figures_that_are_told() -> None:
    for story in stories():
        outcome, least = story.outcome, story.program.ruleset.verdict.best_at_least
        best = told(story, "best")[0].text
        assert best == (story.game.words.seats(list(outcome.best)) if outcome.best else "nobody")
        assert told(story, "reason"), "best or not, the reason is said"
        able = [
            score.seat for score in outcome.scores
            if score.verdict >= least and score.seat not in outcome.overreach
        ]  # fmt: skip
        if outcome.best:
            top = max(story.usual[seat].share for seat in able)
            assert all(story.usual[seat].share == top for seat in outcome.best)
            shown = {
                seat: Fraction(text.replace("−", "-")) for seat, text in enumerate(story.shares)
            }
            assert all(shown[seat] == max(shown[one] for one in able) for seat in outcome.best)
        if outcome.collapsed:
            assert "collapsed" in told(story, "reason")[0].text


def test_a_reason_is_said_exactly_where_another_seat_has_more_points() -> None:
    said = 0
    for story in stories():
        best = story.outcome.best
        least = min((story.outcome.scores[seat].halves for seat in best), default=10**9)
        more = [
            story.game.words.seat(score.seat) for score in story.outcome.scores
            if score.halves > least and score.seat not in best
        ]  # fmt: skip
        rows_of = told(story, "more")
        assert [row.who for row in rows_of] == more
        assert all(row.text.startswith("has more points, ") for row in rows_of)
        said += len(rows_of)
    assert said > 3


def base() -> Story:
    return next(
        story for story in stories()
        if len(story.outcome.scores) == 3 and not story.outcome.collapsed and story.outcome.best
    )  # fmt: skip


def test_overreach_isolation_and_nobody_are_told_with_their_reasons() -> None:
    story = base()
    tiers = story.program.ruleset.verdict.tiers
    first, second, third = story.outcome.scores
    high = evolve(first, verdict=3, tier=tiers[3], standing=150, halves=90)
    low = evolve(second, verdict=0, tier=tiers[0], standing=-150)
    middle = evolve(third, verdict=2, tier=tiers[2], standing=50, halves=60)
    over = scored(story, high, low, middle, best=(2,), overreach=(0,))
    over.__dict__["grain"] = 1
    text = " ".join(row.text for section in over.sections() for row in section.rows)
    assert f"overreaches: its {tiers[3]} left ● Tokyo in {tiers[0]}" in text
    assert "has more points, 45, but it overreaches." in text
    nobody = scored(story, high, low, evolve(third, verdict=1, standing=-20), best=(),
                    overreach=(0,))  # fmt: skip
    nobody.__dict__["grain"] = 1
    assert "▲ Washington overreaches, and no other seat reached Success." in [
        row.text for row in told(nobody, "reason")
    ]
    alone = scored(story, evolve(first, verdict=0, tier=tiers[0], standing=150, halves=90),
                   best=(2,), overreach=())  # fmt: skip
    alone.__dict__["grain"] = 1
    assert any(f"stands alone: {tiers[0]} at most" in row.text for row in told(alone, "sum"))
    assert any(f"its verdict is {tiers[0]}" in row.text for row in told(alone, "more"))


def test_a_tie_is_told_with_what_decides_it() -> None:
    story = base()
    first, second, _ = story.outcome.scores
    tied = scored(story, best=(0,), overreach=())
    usual = [
        evolve(story.usual[0], above=100, spread=200),
        evolve(story.usual[0], above=200, spread=400),
    ]
    tied.__dict__["usual"] = (*usual, evolve(story.usual[2], above=-100))
    tied.outcome = evolve(tied.outcome, scores=(
        evolve(first, verdict=2), evolve(second, verdict=2, halves=first.halves + 4),
        *tied.outcome.scores[2:],
    ))  # fmt: skip
    assert told(tied, "tie")[0].text.startswith("is as far above: ")
    assert "no farther above" in told(tied, "more")[0].text


def test_each_flag_and_guess_is_turned_up_with_its_conditions() -> None:
    for story in stories():
        scores = [score for score in story.outcome.scores if score.agenda is not None]
        flags = told(story, "flag")
        assert len(flags) == len(scores)
        for score, row in zip(scores, flags, strict=True):
            assert score.agenda is not None
            assert f"{story.game.words.agenda(score.agenda)}: {score.grade} point" in row.text
        name = story.game.words.guess_points()
        brought = [dict(score.lines)[name] // 2 for score in story.outcome.scores
                   if name in dict(score.lines)]  # fmt: skip
        guesses = [*story.guesses()]
        assert [guess.points for guess in guesses] == brought
        held = {row[0]: row[1] for row in story.game.state.ledgers[AGENDAS]}
        for guess, row in zip(guesses, told(story, "guess"), strict=True):
            assert guess.right == (held[guess.partner] == guess.agenda)
            assert (": right, " in row.text) == guess.right
            assert row.text.endswith(f"{story.game.words.signed(guess.points)}.")


def test_three_turning_points_in_order_the_same_each_time() -> None:
    for story in stories():
        again = Story(Game.of(story.program, seed=story.game.seed).play(story.game.choices))
        plies = [point.ply for point in story.turning]
        assert story.turning == again.turning
        assert len(plies) == TURNING
        assert plies == sorted(set(plies))
        assert 0 <= plies[0] <= plies[-1] <= len(story.game.choices)
        for point, row in zip(story.turning, told(story, "turning"), strict=True):
            assert point.size > 0
            assert row.who.startswith(f"Turn {point.turn}")
        if story.outcome.collapsed:
            assert story.turning[-1].after == "collapse"


def test_a_turning_point_moved_the_points_as_it_says() -> None:
    for story in stories()[:4]:
        for point in story.turning:
            facts = [story.trace.facts[n] for n in (point.beat.first, point.beat.until)]
            for seat, by in enumerate(point.gains):
                before, after = (
                    sum(halves for _, halves in public_lines(story.program, one, seat))
                    for one in facts
                )
                assert after - before == by


def test_courses_end_in_the_public_points_and_the_threats() -> None:
    for story in stories():
        game, courses = story.game, story.courses()
        assert len(courses[0].points) == game.turn + 1
        seats = len(game.seats)
        for seat, course in enumerate(courses[:seats]):
            public = sum(halves for _, halves in public_lines(story.program, game.state, seat))
            assert course.points[-1] == public
        threats = {
            game.words.level(level): game.state.levels[level]
            for level in story.program.book.threats
        }
        assert {course.label: course.points[-1] for course in courses[seats:]} == threats


def test_a_retraced_game_is_the_game() -> None:
    for story in stories()[:3]:
        game, trace = story.game, story.trace
        assert trace.facts[len(game.events)].levels == game.state.levels
        assert trace.facts[len(game.events)].ledgers == game.state.ledgers
        half = len(game.choices) // 2
        at = game.at(half)
        assert trace.before[half] == len(at.events)
        facts = retrace(game, [len(at.events)]).facts[len(at.events)]
        assert facts.levels == at.state.levels


def test_word_and_demands_are_counted_as_the_log_tells_them() -> None:
    for story in stories():
        log = story.game.log(-1)
        for seat, one in enumerate(story.answers()):
            name = story.game.words.seat(seat)
            assert one.kept == sum(line.startswith(f"{name} keeps its word") for line in log)
            assert len(one.broken) == sum(
                line.startswith(f"{name} breaks its word") for line in log
            )
            assert one.complied == sum(line.startswith(f"{name} complies") for line in log)
            refused = [line for line in log if line.startswith(f"{name} refuses")]
            assert one.refused == sum("It was FIRM" in line for line in refused)
            assert one.called == sum("It was a BLUFF" in line for line in refused)


def test_a_story_takes_little_time() -> None:
    game = stories()[0].game
    begun = time.process_time()
    Story(game).sections()
    assert time.process_time() - begun < 0.5


@pytest.mark.parametrize("cast", ["co-operator", "random"])
def test_a_story_told_in_another_language_says_no_english(cast: str) -> None:
    for id in ("new-entente", "first-week"):
        game = finished(library().program(id, language="pseudo"), 2, cast)
        story = Story(game)
        for section in story.sections():
            check([section.title, *(row.text for row in section.rows if row.kind != "best")],
                  pseudo(game))  # fmt: skip


# -- line mode and the screen -------------------------------------------------------------------


def session_of(folder: Path, story: Story, players: dict[str, str] | None = None) -> Session:
    """Write a game to the disk, over by its own choices."""
    game = story.game
    session = new_session(folder, game.program.scenario.id, game.seed, players or {})
    for key in game.choices:
        session.choose(key)
    return session


def test_line_mode_prints_all_of_it(tmp_path: Path) -> None:
    for story in stories()[:12]:
        session = session_of(tmp_path, story)
        out = io.StringIO()
        LineTable(session, out=out).end()
        flat = " ".join(out.getvalue().split())
        for section in story.sections():
            for row in section.rows:
                assert " ".join(row.text.split()) in flat
        course = next(section for section in story.sections() if section.id == "course")
        for line in grid_lines(course.grid):
            assert f"  {line}\n" in out.getvalue()
        commands = ("Replay: ", "The same deal: ", "Another: ")
        for line in out.getvalue().splitlines():
            assert cell_len(line) <= PROSE or line.startswith(commands), line
        assert f"--seed {story.game.seed}" in out.getvalue()
        session.journal.close()


@pytest.mark.parametrize("size", [(80, 24), (120, 40), (200, 60)], ids=lambda size: f"{size[0]}")
@pytest.mark.parametrize("at", [0, 1, 6])
def test_the_end_page_shows_all_of_it_and_cuts_nothing(
    tmp_path: Path, size: tuple[int, int], at: int
) -> None:
    story = stories()[at]

    async def show() -> None:
        people = dict.fromkeys(SEATS, "human:Somebody With A Long Name")
        async with driven(tmp_path, session_of(tmp_path, story, people), size) as pilot:
            await pilot.pause()
            assert isinstance(pilot.app.screen, EndScreen)
            page = pilot.app.screen.query_one(Verdicts)
            first = "\n".join(rows(pilot))
            assert story.outcome.ending_name in first
            assert "Best seat: " in first
            seen = set(rows(pilot))
            while page.scroll_y < page.max_scroll_y:
                await pilot.press("down")
                await pilot.pause()
                seen |= set(rows(pilot))
            assert not any("…" in row for row in seen)
            text = "\n".join(seen)
            for section in story.sections():
                assert section.title in text or section.id == "ending"

    asyncio.run(show())


def test_in_plain_signs_the_course_is_a_table_too(tmp_path: Path) -> None:
    async def show() -> None:
        session = session_of(tmp_path, stories()[0])
        async with driven(tmp_path, session, (200, 60), ascii_signs=True) as pilot:
            await pilot.pause()
            text = "\n".join(rows(pilot))
            words = "".join(row[:-1] for row in text.splitlines() if len(row) > 199)
            assert not {sign for sign in words if not sign.isascii()}
            assert re.search(r"^ *.* turn +\^ Washington +o Tokyo", text, re.M)

    asyncio.run(show())


def test_the_same_deal_again_and_another_scenario(tmp_path: Path) -> None:
    people = {seat: f"human:{seat.title()}" for seat in SEATS}
    session = session_of(tmp_path, stories()[0], people)

    async def play() -> None:
        async with driven(tmp_path, session, (120, 40)) as pilot:
            app = pilot.app
            assert isinstance(app, WargameApp)
            await pilot.press("d")
            await pilot.pause()
            assert isinstance(app.screen, TableScreen | Curtain | Reader)
            new = app.session
            assert new is not None
            assert new is not session
            assert new.game.seed == session.game.seed
            assert new.game.players == people
            assert new.game.choices == []
            begun = Game.of(session.game.program, seed=session.game.seed)
            assert new.game.fingerprint() == begun.fingerprint()
            header = new.journal.header
            assert header is not None
            assert header.deal == "typed"

    asyncio.run(play())

    async def other() -> None:
        async with driven(tmp_path, session, (120, 40)) as pilot:
            await pilot.press("n")
            await pilot.pause()
            assert isinstance(pilot.app.screen, Setup)
            await pilot.press("escape")
            await pilot.pause()
            assert isinstance(pilot.app.screen, Menu)

    asyncio.run(other())


def test_the_replay_comes_back_to_the_end(tmp_path: Path) -> None:
    async def show() -> None:
        async with driven(tmp_path, session_of(tmp_path, stories()[6]), (120, 40)) as pilot:
            await pilot.press("r")
            await pilot.pause()
            assert isinstance(pilot.app.screen, ReplayScreen)
            await pilot.press("escape")
            await pilot.pause()
            assert isinstance(pilot.app.screen, EndScreen)

    asyncio.run(show())


@pytest.mark.parametrize("size", [(80, 24), (120, 40)], ids=lambda size: f"{size[0]}x{size[1]}")
def test_golden_frames_of_a_story(tmp_path: Path, size: tuple[int, int]) -> None:
    async def show() -> None:
        async with driven(tmp_path, session_of(tmp_path, stories()[6]), size) as pilot:
            await pilot.pause()
            await check_frame("story", pilot)

    asyncio.run(show())
