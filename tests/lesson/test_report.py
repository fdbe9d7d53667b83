"""The after-action report: its figures are those of the replay, its links stay inside, and a seat's
report holds what that seat knew."""

from __future__ import annotations

import re
from functools import cache
from html.parser import HTMLParser
from importlib.resources import files
from pathlib import Path
from random import Random

import pytest
from attrs import evolve
from click.testing import CliRunner

from tests.conftest import micro_pins
from tests.golden.make_samples import SAMPLES
from tests.record.test_apart import eyes, same_to, saved
from wargame.cli.lab.studies import course_of
from wargame.cli.main import commands
from wargame.content.program import Program
from wargame.engine.game import Game
from wargame.engine.library import data, library
from wargame.engine.scoring import halves_text
from wargame.lab.intervals import Figure
from wargame.lab.studies import turning_points
from wargame.lab.studies.position_course import Belief, ChoicePoint, Course, Played, TurningPoint
from wargame.lesson import reasons
from wargame.lesson.accounts import accounts_of
from wargame.lesson.document import Chart, Document, Points, Table, Text
from wargame.lesson.html import page
from wargame.lesson.languages import ENGLISH
from wargame.lesson.markdown import markdown
from wargame.lesson.reasons import reasons_of
from wargame.lesson.report import QUESTIONS, report
from wargame.saves.format.pins import Pins
from wargame.saves.replay.loaded import Loaded, load
from wargame.saves.replay.viewer import PUBLIC, REFEREE, Viewer
from wargame.saves.write.journal import Journal

CARDS = data("cards")
FILES = [SAMPLES / f"{name}.jsonl" for name in ("cracks-adaptive-1", "long-year-adaptive-3",
         "clouds-random-1", "first-week-random-1")]  # fmt: skip
MOST_BYTES = 200_000
SHAPED = ("▲ Washington", "● Tokyo", "■ Seoul")
OUTSIDE = re.compile(r"https?:|//[a-z]|@import|url\(|<script|<link|<img|<iframe", re.IGNORECASE)


@cache
def made(path: Path, viewer: Viewer = REFEREE) -> Document:
    return report(load(path), viewer, CARDS)


def blocks(doc: Document, section: str) -> list[Text | Points | Table | Chart]:
    return [block for one in doc.sections if one.id == section for block in one.blocks]


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_every_figure_is_that_of_the_replay(path: Path) -> None:
    doc, loaded = made(path), load(path)
    outcome = loaded.timeline.game.outcome
    assert outcome is not None
    (table,) = (block for block in blocks(doc, "points") if isinstance(block, Table))
    assert table.rows[-1][1:] == tuple(halves_text(score.halves) for score in outcome.scores)
    summaries = loaded.timeline.summaries
    ends = [summaries[ply - 1].turn for ply in range(1, len(summaries))]
    layout = loaded.timeline.game.layout
    names = {loaded.timeline.game.words.level(level): level for level in range(len(layout.levels))}
    charts = [block for block in blocks(doc, "course") if isinstance(block, Chart)]
    told = [(line, chart) for chart in charts for line in chart.lines if line.name in names]
    assert told
    for line, chart in told:
        level = names[line.name]
        assert line.values[-1] == loaded.timeline.game.state.levels[level]
        assert line.values[0] == loaded.timeline.game.program.deal(0).levels[level]
        column = chart.table.heads.index(line.name)
        assert tuple(float(row[column]) for row in chart.table.rows) == line.values
        assert len(line.values) == max(ends) + 1 == len(chart.labels)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_page_asks_for_nothing_from_outside_and_is_small(path: Path) -> None:
    text = page(made(path))
    assert not OUTSIDE.search(text)
    assert len(text.encode()) < MOST_BYTES
    ids = re.findall(r'\bid="([^"]+)"', text)
    assert len(ids) == len(set(ids))
    assert set(re.findall(r'href="#([^"]+)"', text)) <= set(ids)
    assert set(" ".join(re.findall(r'aria-labelledby="([^"]+)"', text)).split()) <= set(ids)


def test_a_wide_table_takes_the_width_that_there_is_and_paper_cuts_no_column() -> None:
    sheet = (files("wargame.lesson") / "templates" / "page.css").read_text(encoding="utf-8")
    screen, paper = sheet.split("@media print")
    (on_screen,) = re.findall(r"^ *\.wide \{([^}]+)\}", screen, re.MULTILINE)
    assert "width: max-content" in on_screen
    assert re.search(r"max-width:[^;]*100vw", on_screen)
    (on_paper,) = re.findall(r"^ *\.wide \{([^}]+)\}", paper, re.MULTILINE)
    assert {"overflow: visible", "transform: none", "width: auto"} <= {
        rule.strip() for rule in on_paper.split(";")
    }


class Balanced(HTMLParser):
    """Checks that every element that is opened is closed, in order."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []

    def handle_starttag(self, tag: str, attrs: object) -> None:
        if tag not in ("meta", "br", "path", "circle", "polyline"):
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag not in ("path", "circle", "polyline"):
            assert self.open.pop() == tag


def test_a_page_is_whole() -> None:
    parser = Balanced()
    parser.feed(page(made(FILES[0])))
    assert not parser.open


def test_a_report_has_all_its_parts_and_ten_questions() -> None:
    doc = made(FILES[0])
    assert [section.id for section in doc.sections] == [
        "end", "points", "course", "turning", "reasons", "demands", "pledges", "crises",
            "flags", "knew",
        "concepts", "questions", "sources", "about",
    ]  # fmt: skip
    (asked,) = blocks(doc, "questions")
    assert isinstance(asked, Points)
    assert len(asked.items) == QUESTIONS
    kinds = [item.partition(".")[0] for item in asked.items]
    assert kinds == ["Reactions"] * 2 + ["Description"] * 2 + ["Analysis"] * 4 + ["Transfer"] * 2


def test_every_idea_of_the_rules_is_explained() -> None:
    ruleset = library().program("new-entente").ruleset
    assert set(ruleset.theory) == set(ruleset.concepts)


def test_nothing_has_no_sign_and_one_is_no_number_of_many() -> None:
    assert ENGLISH.tables.above(-0.04) == "0.0"
    assert ENGLISH.tables.above(-1.26) == "−1.3"
    assert "by ±0 tiers." in ENGLISH.report.swing("Agreed?", "Yes", "Seoul", -0.001, sure=False)
    assert "by −0.50 tiers, worse for certain" in ENGLISH.report.swing("", "", "", -0.5, sure=True)
    assert "One pledge was made and not broken" in ENGLISH.report.q_kept(1)
    assert "no seat is best" in ENGLISH.report.q_feel("Drift", [])


def test_names_and_reasons_cannot_write_a_page(tmp_path: Path) -> None:
    nasty = "<script>alert(1)</script> [/] \x1b[2J &amp; | *x*"
    game = Game.of(micro_pins().program(), seed=3, seats={"upper": f"human:{nasty}"})
    journal = Journal.create(tmp_path / "a.jsonl", game, micro_pins())
    rng = Random(3)
    while game.decision is not None:
        game.choose(rng.choice(game.decision.keys))
        journal.choice(game, nasty)
    journal.over(game)
    doc = report(load(tmp_path / "a.jsonl"), REFEREE, CARDS)
    text = page(doc)
    assert "<script" not in text
    assert "\x1b" not in text
    assert "\x1b" not in markdown(doc)


@pytest.mark.parametrize("seat", [-1, 0, 2])
def test_games_that_a_seat_cannot_tell_apart_give_it_the_same_report(
    tmp_path: Path, umbrella: Program, seat: int
) -> None:
    compared = 0
    for seed in range(3):
        one, other = same_to(seat, Game.of(umbrella, seed=seed), Random(seed))
        pins = Pins.of(library(), "new-entente")
        a, b = saved(tmp_path / "a.jsonl", one, pins), saved(tmp_path / "b.jsonl", other, pins)
        viewer = eyes(a, seat)
        assert page(report(a, viewer, CARDS)) == page(report(b, viewer, CARDS))
        compared += one.choices != other.choices
    assert compared


def test_a_seat_reads_its_own_reasons_alone(tmp_path: Path, umbrella: Program) -> None:
    game, rng = Game.of(umbrella, seed=3), Random(3)
    journal = Journal.create(tmp_path / "a.jsonl", game, Pins.of(library(), "new-entente"))
    while game.decision is not None:
        seat = game.seats[game.decision.seat]
        game.choose(rng.choice(game.decision.keys))
        journal.choice(game, f"a thought of {seat}")
    journal.over(game)
    loaded = load(tmp_path / "a.jsonl")
    for at, seat in enumerate(game.seats):
        text = page(report(loaded, eyes(loaded, at), CARDS))
        assert f"a thought of {seat}" in text
        assert all(f"a thought of {other}" not in text for other in game.seats if other != seat)
    assert "a thought" not in page(report(loaded, PUBLIC, CARDS))


def retold(path: Path, typed: dict[int, str]) -> Loaded:
    """Load a save as if these reasons had been typed, by ply."""
    loaded = load(path)
    loaded.choices[:] = [evolve(one, reason=typed.get(one.ply, "")) for one in loaded.choices]
    return loaded


@pytest.mark.parametrize("kind", ["fill", "lay_offer", "shelve", "guess"])
def test_a_reason_names_what_its_sitting_was_about(kind: str) -> None:
    """Whichever choice of the sitting the save holds it beside."""
    laid: dict[tuple[int, int], list[str]] = {}
    typed: dict[int, tuple[int, int]] = {}
    games = load(FILES[0]).timeline.games()
    for ply, (game, choice) in enumerate(zip(games, load(FILES[0]).choices, strict=False)):
        decision = game.decision
        assert decision is not None
        option = decision.option(choice.key or "")
        assert option is not None
        if decision.kind == "fill" and not option.idle:
            laid.setdefault((game.turn, decision.seat), []).append(option.label)
        if decision.kind == kind:
            typed[ply] = game.turn, decision.seat
    doc = report(retold(FILES[0], {ply: f"why {ply}" for ply in typed}), REFEREE, CARDS)
    (table,) = blocks(doc, "reasons")
    assert isinstance(table, Table)
    assert typed
    assert table.rows == tuple(
        (str(turn), f"{SHAPED[seat]}, Cabinet ({'; '.join(laid[turn, seat])}): why {ply}")
        for ply, (turn, seat) in typed.items()
    )


def test_a_sitting_without_a_dossier_is_named_by_its_first_question_and_an_open_choice_by_itself(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    loaded = retold(FILES[0], {0: "a", 6: "b", 69: "c"})
    named = [one.chosen for one in reasons_of(loaded, REFEREE)]
    assert named == [
        (("", "Bend, and ship again"),),
        (("", "Demand with “A Common Front”"),),
        (("", "HOME “Open Line”: Untold, cost 1"),),
    ]
    monkeypatch.setattr(reasons, "DOSSIER", "nothing")
    assert reasons_of(loaded, REFEREE)[1].chosen == (("Place 1", "Demand with “A Common Front”"),)


def test_a_measured_turning_point_has_the_reason_of_its_sitting() -> None:
    loaded = retold(FILES[0], {6: "to be heard"})
    even = Figure(0.5, 0.4, 0.6, 9)
    belief = Belief(((1.0,),) * 3, (0.0,) * 3, (0.0,) * 3, 9)
    points = tuple(
        ChoicePoint(ply, 1, 2, "", "What?", "", f"choice {ply}", 2, belief, belief, 0, 0)
        for ply in range(12)
    )
    swings = tuple(TurningPoint(ply, belief, belief, 0.5, even, 0, None) for ply in (2, 7))
    course = Course(Played("cracks", 1, ()), (), (), "", 9, points, swings, (), belief)
    told = [one for one in blocks(report(loaded, REFEREE, CARDS, course), "turning")
            if isinstance(one, Text)]  # fmt: skip
    measured = told[next(at for at, one in enumerate(told) if one.head == "Measured.") :]
    quotes = [one.text for one in measured if one.kind == "quote"]
    assert quotes == ["■ Seoul, Cabinet (Demand with “A Common Front”): to be heard"]
    assert "choice 2" in measured[1].text
    assert measured[2].kind == "quote"


def test_a_seal_that_was_never_shown_is_told_to_its_own_seat_and_the_referee(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    loaded = load(FILES[0])
    game = loaded.timeline.game
    (hidden,) = (one for one in accounts_of(game, REFEREE).demands if not one.shown)

    def marks() -> list[bool | None]:
        viewers = (PUBLIC, eyes(loaded, hidden.asker), eyes(loaded, 1))
        told = [accounts_of(game, viewer).demands for viewer in viewers]
        return [one.firm for demands in told for one in demands if one.card == hidden.card]

    assert marks() == [None, hidden.firm, None]
    assert "(never shown)" in page(report(loaded, eyes(loaded, hidden.asker), CARDS))
    assert "(never shown)" not in page(report(loaded, PUBLIC, CARDS))
    monkeypatch.setattr(Viewer, "sees", lambda *_: True)
    assert marks() == [hidden.firm] * 3, "a report that read all events would be found out"


def test_measured_turning_points_stand_in_the_referee_s_report_of_a_closed_game(
    lesson: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(turning_points, "NOMINEES", 2)
    monkeypatch.setattr(turning_points, "AGAIN", 1)
    monkeypatch.setattr(turning_points, "LARGEST", 1)
    save, run = str(lesson / "tables" / "table-2.jsonl"), CliRunner().invoke
    words = ["report", save, "--playouts", "3", "--format", "md", "--out", str(tmp_path)]
    assert run(commands, words, standalone_mode=False).exception is None
    course = course_of(Path(save), 3)
    text = (tmp_path / "table-2-report.md").read_text(encoding="utf-8")
    assert "Bots played 3 futures from each choice" in text
    assert text.count("expected verdict by") == len(course.swings) > 0
    seat = run(commands, [*words, "--as", "tokyo"], standalone_mode=False)
    assert "for the referee" in str(seat.exception)


def test_the_command_writes_pages_and_spares_other_files(tmp_path: Path) -> None:
    run = CliRunner().invoke
    words = ["report", str(FILES[0]), "--out", str(tmp_path)]
    first = run(commands, words, standalone_mode=False)
    target = tmp_path / "cracks-adaptive-1-report.html"
    assert first.output.strip() == str(target)
    assert run(commands, words, standalone_mode=False).exception is None, "an older report"
    target.write_text("mine")
    again = run(commands, words, standalone_mode=False)
    assert "no report" in str(again.exception)
    assert target.read_text() == "mine"
    seat = run(commands, [*words, "--as", "tokyo", "--format", "md"], standalone_mode=False)
    assert (tmp_path / "cracks-adaptive-1-report-tokyo.md").exists(), seat.output
