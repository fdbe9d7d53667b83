"""A lesson's folder, its roster, and its tables side by side."""

from __future__ import annotations

import csv
import json
import re
import shlex
from io import StringIO
from pathlib import Path

import pytest
from click.testing import CliRunner

from tests.lesson.test_report import OUTSIDE
from wargame.cli.main import commands
from wargame.engine.library import data, library
from wargame.lesson.board import board
from wargame.lesson.document import Table
from wargame.lesson.folder import make
from wargame.lesson.plan import plan
from wargame.lesson.roster import BadRoster, read_roster
from wargame.lesson.tables import COLUMNS, OtherDeal, as_csv, as_lines, page, results, same_deal
from wargame.saves.replay.loaded import load
from wargame.ui.session import new_session

SEATS = ("washington", "tokyo", "seoul")
PLAN = plan(data("rules"))


def tables(lesson: Path) -> list[Path]:
    return sorted((lesson / "tables").glob("table-*.jsonl"))


def test_one_command_makes_a_folder_and_says_three_lines(tmp_path: Path) -> None:
    run = CliRunner().invoke
    words = ["lesson", str(tmp_path / "class"), "--minutes", "20", "--tables", "2"]
    first = run(commands, words, standalone_mode=False)
    assert first.exception is None
    assert len(first.output.splitlines()) == 3
    assert len(tables(tmp_path / "class")) == 2
    again = run(commands, words, standalone_mode=False)
    assert "not empty" in str(again.exception)


def test_pdf_says_which_pages_a_browser_prints(tmp_path: Path) -> None:
    folder = tmp_path / "class"
    words = ["lesson", str(folder), "--minutes", "20", "--pdf"]
    said = CliRunner().invoke(commands, words, standalone_mode=False).output
    without = {page.name for page in folder.glob("*.html")} - {
        f"{page.stem}.html" for page in folder.glob("*.pdf")
    }
    assert len(without) == 3
    (line,) = (line for line in said.splitlines() if "have no PDF" in line)
    assert all(page in line for page in without)


def test_all_tables_have_one_deal_which_no_file_name_tells(lesson: Path) -> None:
    loaded = [load(path) for path in tables(lesson)]
    same_deal(loaded)
    assert len({one.header.seed for one in loaded}) == 1
    assert len({one.header.deal_promise for one in loaded}) == 3, "each has a secret of its own"
    assert {one.header.deal for one in loaded} == {"sealed"} or all(
        one.header.deal != "typed" for one in loaded
    )


@pytest.mark.parametrize("name", sorted(
    ["index", "briefing", "guide", "quiz", "quiz-answers", "rubric", "rules", "cards", "board",
     *(f"role-{seat}" for seat in SEATS)]))  # fmt: skip
def test_every_page_opens_from_the_disk_and_links_to_pages_that_are_there(
    lesson: Path, name: str
) -> None:
    text = (lesson / f"{name}.html").read_text(encoding="utf-8")
    assert not OUTSIDE.search(text)
    for link in re.findall(r'href="([^"#]+)"', text):
        assert (lesson / link).exists(), link


def test_a_secret_sheet_tells_its_own_seat_alone(lesson: Path) -> None:
    program = library().program("first-week")
    for at, seat in enumerate(SEATS):
        text = (lesson / f"role-{seat}.html").read_text(encoding="utf-8")
        for other in range(3):
            told = program.briefing(other)[0][:40].replace("'", "&#39;")
            assert (told in text) is (other == at)
        for public in ("index", "briefing", "rules"):
            page_text = (lesson / f"{public}.html").read_text(encoding="utf-8")
            assert program.briefing(at)[0][:40].replace("'", "&#39;") not in page_text


def test_the_board_shows_every_level_as_it_is_dealt() -> None:
    for scenario in library().scenarios:
        program = library().program(scenario)
        layout, dealt = program.book.layout, program.deal(3).levels
        rows = [row for part in board(program, "all") for row in part.rows]
        shown = [
            level for track in layout.in_play
            for level in range(track.base, track.base + track.size)
            if not track.owners or level - track.base in track.owners
        ]  # fmt: skip
        assert sorted(row.start for row in rows) == sorted(dealt[level] for level in shown)
        assert all(not row.numbers or row.start in row.numbers for row in rows)
        assert sum(len(row.numbers) for row in rows) > 100


def test_a_run_sheet_has_every_minute_once() -> None:
    for run in PLAN.run:
        assert run.steps[0].begins == 0
        assert run.steps[-1].ends == run.minutes
        assert all(
            one.ends == two.begins for one, two in zip(run.steps, run.steps[1:], strict=False)
        )
        assert run.scenario in library().scenarios
    assert [run.minutes for run in PLAN.run] == [20, 45, 90]


def test_the_verdict_counts_at_most_a_twentieth_and_each_question_has_its_answer() -> None:
    assert sum(one.percent for one in PLAN.rubric) == 100
    assert next(one.percent for one in PLAN.rubric if "verdict" in one.criterion) <= 5
    assert all(1 <= one.right <= len(one.options) for one in PLAN.quiz)
    assert set(PLAN.openers) == set(SEATS)
    assert all(len(lines) == 3 for lines in PLAN.openers.values())


# -- the roster -----------------------------------------------------------------------------------


def roster(folder: Path, text: str) -> Path:
    path = folder / "roster.csv"
    path.write_text(text, encoding="utf-8")
    return path


def test_a_roster_puts_teams_on_seats(tmp_path: Path) -> None:
    path = roster(tmp_path, "table;seat;name\n1;Tokyo;Ann\n1;tokyo;Bo\n2;seoul;金 유나\n")
    one, two = read_roster(path, 2, SEATS)
    assert one == {"washington": "human", "tokyo": "human:Ann & Bo", "seoul": "human"}
    assert two["seoul"] == "human:金 유나"


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        ("3,tokyo,Ann", 'line 2: "3" is no table from 1 to 2'),
        ("1,tokio,Ann", "tokyo"),
        ("1,tokyo,", "the name is missing"),
        ("1,tokyo,Ann\n1,seoul,Ann", "line 3: Ann sits at table 1 already"),
        ("1,tokyo,A\n1,tokyo,B\n1,tokyo,C\n1,tokyo,D", "has 3 people already"),
        ("1,tokyo," + "x" * 50, "at most 40 letters"),
        ("x,tokyo,Ann", "is no table"),
    ],
)
def test_a_bad_roster_is_told_by_its_line(tmp_path: Path, lines: str, said: str) -> None:
    with pytest.raises(BadRoster, match=re.escape(said)):
        read_roster(roster(tmp_path, f"table,seat,name\n{lines}\n"), 2, SEATS)


@pytest.mark.parametrize(
    ("head", "line", "said"),
    [
        ("table,seat,name", "1,tokyo,Müller, Jörg",
         'line 2: "Jörg" stands in no column; a name with a comma stands in quotes'),
        ("table,seat,name,", "1,tokyo,Müller, Jörg", 'line 2: "Jörg" stands in no column'),
        ("table;seat;name", "1;tokyo;A; B", "a name with a semicolon stands in quotes"),
    ],
)  # fmt: skip
def test_a_roster_line_with_a_column_too_many_is_told(
    tmp_path: Path, head: str, line: str, said: str
) -> None:
    with pytest.raises(BadRoster, match=re.escape(said)):
        read_roster(roster(tmp_path, f"{head}\n{line}\n"), 1, SEATS)


def test_a_name_with_a_comma_stands_in_quotes_and_empty_columns_hold_nothing(
    tmp_path: Path,
) -> None:
    path = roster(tmp_path, 'table,seat,name\n1,tokyo,"Müller, Jörg"\n1,seoul,Ann,,\n')
    (one,) = read_roster(path, 1, SEATS)
    assert (one["tokyo"], one["seoul"]) == ("human:Müller, Jörg", "human:Ann")


def test_a_file_that_is_no_roster_is_told(tmp_path: Path) -> None:
    with pytest.raises(BadRoster, match="no table and no name"):
        read_roster(roster(tmp_path, "seat\ntokyo\n"), 1, SEATS)
    path = tmp_path / "bytes.csv"
    path.write_bytes(b"\xff\xfe\x00")
    with pytest.raises(BadRoster, match="no text"):
        read_roster(path, 1, SEATS)


# -- tables side by side --------------------------------------------------------------------------


def test_the_data_hold_a_line_for_each_seat_and_no_name_unless_asked(lesson: Path) -> None:
    loaded = [load(path) for path in tables(lesson)]
    rows = list(csv.DictReader(StringIO(as_csv(results(loaded)))))
    assert len(rows) == 9
    assert list(rows[0]) == list(COLUMNS)
    assert all(not row["name"] for row in rows)
    for row in rows:
        game = next(one for one in loaded if one.path.stem == row["table"]).timeline.game
        assert game.outcome is not None
        score = game.outcome.scores[game.seats.index(row["seat"])]
        assert float(row["points"]) == score.halves / 2
        assert (row["tier"], int(row["turn"])) == (score.tier, game.bell)
    named = as_lines(results(loaded, names=True)).splitlines()
    assert json.loads(named[0])["columns"] == COLUMNS
    assert json.loads(named[1])["name"] == "Ann & Bo"


def test_the_page_to_project_names_nobody_and_says_where_tables_parted(lesson: Path) -> None:
    loaded = [load(path) for path in tables(lesson)]
    doc = page(loaded, [])
    text = repr(doc)
    assert "Ann" not in text
    assert [section.id for section in doc.sections] == ["side", "seats", "parting", "word"]
    games = [one.timeline.game for one in loaded]
    ply = next(at for at in range(999) if len({game.choices[at] for game in games}) > 1)
    asked = loaded[0].timeline.at(ply)
    assert asked.prompt in text


def test_what_a_seat_answered_stands_apart_from_what_it_demanded(lesson: Path) -> None:
    doc = page([load(path) for path in tables(lesson)], [])
    (table,) = (one.blocks[0] for one in doc.sections if one.id == "word")
    assert isinstance(table, Table)
    on_it = [head for head in table.heads if head.startswith("Demands on it")]
    assert on_it == list(table.heads[3:5])
    assert table.heads[2] == "Demands it made"
    assert all(len(row) == len(table.heads) for row in table.rows)


def test_tables_of_other_deals_are_refused(lesson: Path, tmp_path: Path) -> None:
    other = new_session(tmp_path, "cracks", 1, {}, tmp_path / "other.jsonl")
    other.journal.close()
    with pytest.raises(OtherDeal, match="not of the same deal"):
        same_deal([load(tables(lesson)[0]), load(tmp_path / "other.jsonl")])


def test_a_class_from_nothing_to_the_page_of_all_tables(lesson: Path, tmp_path: Path) -> None:
    saves = [str(path) for path in tables(lesson)]
    run = CliRunner().invoke
    made = run(commands, ["report", *saves, "--out", str(tmp_path)], standalone_mode=False)
    assert len(made.output.splitlines()) == 3
    target = tmp_path / "tables.html"
    words = ["tables", *saves, "--reports", str(tmp_path), "--out", str(target)]
    assert run(commands, words, standalone_mode=False).exception is None
    links = re.findall(r'href="([^"#]+)"', target.read_text(encoding="utf-8"))
    assert links == [f"table-{number}-report.html" for number in (1, 2, 3)]
    assert all((tmp_path / link).exists() for link in links)
    told = run(commands, ["tables", *saves, "--format", "csv"], standalone_mode=False)
    assert [row["table"] for row in csv.DictReader(StringIO(told.output))] == [
        f"table-{number}" for number in (1, 2, 3) for _ in SEATS
    ]


def test_reports_that_are_not_there_are_named_and_not_linked(lesson: Path, tmp_path: Path) -> None:
    """And one of a game that was not over promises no questions."""
    saves = tables(lesson)
    session = new_session(tmp_path, "first-week", load(saves[0]).header.seed, {},
                          tmp_path / "begun.jsonl")  # fmt: skip
    session.journal.close()
    run, reports = CliRunner().invoke, tmp_path / "re ports"
    done = [str(session.journal.path), str(saves[0])]
    run(commands, ["report", *done, "--out", str(reports)], standalone_mode=False)
    target = tmp_path / "tables.html"
    words = ["tables", *done, *map(str, saves[1:]), "--reports", str(reports)]
    said = run(commands, [*words, "--out", str(target)], standalone_mode=False)
    text = target.read_text(encoding="utf-8")
    links = re.findall(r'<a href="([^"#]+)">[^<]+</a>: ([^<]+)', text)
    assert links == [
        ("re%20ports/begun-report.html", "what happened there"),
        ("re%20ports/table-1-report.html", "what happened there, and ten questions"),
    ]
    assert "No report lies there yet: table-2, table-3." in text
    _, told = said.output.splitlines()
    assert told.startswith(f"No report of table-2, table-3 lies in {reports}; this writes what")
    assert run(commands, shlex.split(told.partition("missing: ")[2])[1:], standalone_mode=False)
    again = run(commands, [*words, "--out", str(target)], standalone_mode=False)
    assert again.output.strip() == str(target)


def test_the_cards_of_a_full_game_stand_with_the_names_of_their_decks(tmp_path: Path) -> None:
    """HOME cards and flags among them, which a basic game has not."""
    make(tmp_path / "class", "cracks", 45, [{}])
    page = (tmp_path / "class" / "cards.html").read_text(encoding="utf-8")
    for title, deck in (("Own Shield", "Flag"), ("Open Line", "HOME card")):
        assert title in page
        assert deck in page
