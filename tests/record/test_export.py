"""Exports: what each reader is told, in words that no spreadsheet or terminal obeys."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable
from io import StringIO
from pathlib import Path
from random import Random

import pytest

from tests.conftest import micro_pins
from tests.record.test_apart import CODE, FILES, told
from tests.record.test_journal import played
from tests.record.test_sealed import unfinished
from wargame.content.program import Program
from wargame.engine.game import Game
from wargame.engine.library import checkout, library
from wargame.saves.export.columns import ALL, COLUMNS, NAMES, dictionary
from wargame.saves.export.export import BYTE_ORDER_MARK, cell, export
from wargame.saves.export.rows import as_dealt, rows_of
from wargame.saves.format.errors import CodeNeeded
from wargame.saves.format.pins import Pins
from wargame.saves.replay.loaded import load
from wargame.saves.replay.viewer import (
    PUBLIC,
    REFEREE,
    UnknownViewer,
    Viewer,
    all_viewers,
    load_to_show,
    viewer_named,
    viewers_of,
)
from wargame.saves.write.journal import Journal, annotate
from wargame.system.signs import one_line


def hidden_words(game: Game) -> set[str]:
    """List what nobody may read of an unfinished game: cards unknown to the public, and seals."""
    book, view = game.book, game.view(-1)
    known = {card for pile in view.piles for card in pile if card >= 0}
    log = "\n".join(game.log(-1))
    titles = {book.title(card) for card in range(len(book.cards)) if card not in known}
    titles |= {agenda.title for agenda in book.agendas}
    private = {line for seat in range(len(game.seats)) for line in game.log(seat)}
    private -= set(game.log(-1))
    return {word for word in (titles | private) if word and word not in log}


@pytest.mark.parametrize("code", [None, CODE])
def test_an_unfinished_game_is_told_as_the_public_knows_it(
    tmp_path: Path, code: str | None
) -> None:
    path = tmp_path / "open.jsonl"
    game = unfinished(path, code)
    if code is not None:
        with pytest.raises(CodeNeeded, match="--code"):
            load_to_show(path)
        with pytest.raises(CodeNeeded):
            load_to_show(path, "wrong")
        loaded = load_to_show(path, code)
        assert viewers_of(loaded, code) == all_viewers(game.seats)
        assert viewers_of(loaded, None) == (PUBLIC,)
        return
    loaded = load_to_show(path)
    for given in (None, "any"):
        assert viewers_of(loaded, given) == (PUBLIC,)
    words = hidden_words(game)
    assert words
    for text in told(loaded, PUBLIC).values():
        assert not {word for word in words if word in text}
        assert "quiet thought" not in text


def test_an_unfinished_game_of_the_whole_rulebook_keeps_its_cards(
    tmp_path: Path, umbrella: Program
) -> None:
    rng = Random(1)
    game = Game.of(umbrella, seed=4)
    for at in range(90):
        assert game.decision is not None
        game.choose(rng.choice(game.decision.keys))
        if at % 30 == 29:
            path = tmp_path / f"{at}.jsonl"
            Journal.create(path, game, Pins.of(library(), "new-entente")).close()
            loaded = load_to_show(path)
            words = hidden_words(game)
            assert len(words) > 20
            (viewer,) = viewers_of(loaded)
            for text in told(loaded, viewer).values():
                assert not {word for word in words if word in text}


def test_a_word_that_names_no_viewer() -> None:
    seats = load(FILES[0]).timeline.game.seats
    with pytest.raises(UnknownViewer, match='no seat "tokio"; did you mean "tokyo"'):
        viewer_named("tokio", seats)
    with pytest.raises(UnknownViewer, match='did you mean "referee"'):
        viewer_named("refere", seats)
    assert viewer_named(" Tokyo ", seats) == Viewer("tokyo", 1)
    assert [viewer_named(viewer.id, seats) for viewer in all_viewers(seats)] == [
        *all_viewers(seats)
    ]


def test_a_seat_that_is_called_like_the_referee_is_not_the_referee() -> None:
    seats = ("referee", "public")
    for at, seat in enumerate(seats):
        impostor = Viewer(seat, at)
        assert impostor in all_viewers(seats)
        assert not impostor.referee
        assert not impostor.holds(1 - at)
        assert viewer_named(seat, seats) != impostor


# -- rows, columns, words -------------------------------------------------------------------------


def test_every_column_is_in_the_dictionary_and_holds_what_that_says() -> None:
    columns = {column.name: column for column in COLUMNS}
    kinds: dict[str, Callable[[object], bool]] = {
        "text": lambda args: isinstance(args, str),
        "boolean": lambda args: isinstance(args, bool),
        "integer": lambda args: type(args) is int,
    }
    seen = set()
    for path in FILES:
        for row in rows_of(load(path), REFEREE):
            for name, value in row.items():
                column = columns[name]
                seen.add(name)
                assert column.kinds == ALL or str(row["kind"]) in column.kinds.split(), name
                assert kinds[column.type](value), name
                if column.values:
                    assert value in column.values
                if isinstance(value, int):
                    assert column.low is None or value >= column.low, name
                    assert column.high is None or value <= column.high, name
    assert set(NAMES) - seen <= {"parent", "parent_ply", "parent_chain"}


def test_the_page_on_exports_is_what_the_command_prints() -> None:
    top = checkout()
    assert top is not None
    assert (top / "saves" / "EXPORT.md").read_text(encoding="utf-8") == dictionary()


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_levels_and_points_are_those_of_the_game(path: Path) -> None:
    loaded = load(path)
    game = loaded.timeline.game
    rows = rows_of(loaded, PUBLIC)
    last = {row["level"]: row["value"] for row in rows if row["kind"] == "level"}
    for name, value in zip(game.state.layout.levels, game.state.levels, strict=True):
        assert last.get(name, value) == value
    for turn in range(2, game.turn + 1):
        moment = next(m for m in loaded.timeline.moments if m.turn == turn)
        before = loaded.timeline.at(moment.ply)
        levels = as_dealt(before)
        for _, kind, args, _ in before.events:
            if kind == "turn" and args[0] == turn:
                break
            if kind == "moved":
                levels[args[0]] = args[2]  # type: ignore[index, call-overload]
        told_then = {r["level"]: r["value"] for r in rows
                     if r["kind"] == "level" and r["turn"] == turn - 1}  # fmt: skip
        for name, level in zip(game.state.layout.levels, levels, strict=True):
            assert told_then.get(name, level) == level
    assert game.outcome is not None
    halves = [row["halves"] for row in rows if row["kind"] == "score"]
    assert halves == [score.halves for score in game.outcome.scores]


def test_json_lines_and_csv_hold_the_same(tmp_path: Path) -> None:
    path = tmp_path / "over.jsonl"
    played(path)
    text = told(load(path), REFEREE)
    lines = [json.loads(line) for line in text["jsonl"].splitlines()]
    table = list(csv.DictReader(StringIO(text["csv"])))
    assert len(lines) == len(table)
    for row, cells in zip(lines, table, strict=True):
        for name, value in row.items():
            shown = str(value).lower() if isinstance(value, bool) else str(value)
            assert cells[name] == shown
        assert all(not cells[name] for name in NAMES if name not in row)


NASTY = ["=HYPERLINK(\"http://x\",\"y\")", "+1+cmd|' /C calc'!A0", "-2+3", "@SUM(A1)", " =1",
         "＝1", "a,\"b\";c|d", "\x1b[31mred\x1b]0;t\x07", "a\u202eb", "# head", "[x](javascript:1)",
         "<script>alert(1)</script>", "`code` *bold* _it_ | cell"]  # fmt: skip


@pytest.mark.parametrize("nasty", NASTY)
def test_what_somebody_typed_is_text_and_nothing_else(tmp_path: Path, nasty: str) -> None:
    game = Game.of(micro_pins().program(), seed=5, seats={"upper": f"human:{nasty}"})
    game.players["lower"] = nasty
    path = tmp_path / "nasty.jsonl"
    journal = Journal.create(path, game, micro_pins())
    rng = Random(5)
    while game.decision is not None:
        game.choose(rng.choice(game.decision.keys))
        journal.choice(game, nasty)
    journal.over(game)
    text = told(load(path), REFEREE)
    for form, said in text.items():
        plain = said.removeprefix(BYTE_ORDER_MARK) if form == "spreadsheet" else said
        assert all(c == "\n" or c.isprintable() for c in plain.replace("\r\n", "\n")), form
    exact = list(csv.reader(StringIO(text["csv"])))
    assert {one_line(nasty)} <= {cell for row in exact for cell in row}
    for row in csv.reader(StringIO(text["spreadsheet"].removeprefix(BYTE_ORDER_MARK))):
        assert len(row) == len(NAMES)
        for value in row:
            number = value.removeprefix("-").isdigit()
            assert number or not value.lstrip().startswith(tuple("=+-@＝＋－＠")), value
    for sign in ("<script>", "[x](", "`code`", "*bold*", "| cell", "\n# head"):
        assert sign not in text["md"].replace("\\|", "")
    heads = [line for line in text["md"].splitlines() if line.startswith("|")]
    assert all(line.replace("\\|", "").count("|") >= 3 for line in heads)


@pytest.mark.parametrize(
    ("value", "written"),
    [
        ("-9223372036854775808", "'-9223372036854775808"), ("9223372036854775807", None),
        ("0012", None), ("1E07", None), ("3-4", None), ("1/2", None), ("12:30", None),
        ("7", "7"), (-7, "-7"), (True, "true"), ("E07", "E07"), ("Pass", "Pass"), ("", ""),
        ("=1", "'=1"), ("kim", "kim"), ("2026-11-30T01:59:45Z", "2026-11-30T01:59:45Z"),
    ],
)  # fmt: skip
def test_a_spreadsheet_takes_a_text_for_nothing_else(
    value: str | int | bool, written: str | None
) -> None:
    assert cell(value) == (f"'{value}" if written is None else written)


def test_a_spreadsheet_s_file_is_known_by_its_first_and_last_bytes(tmp_path: Path) -> None:
    path = tmp_path / "over.jsonl"
    played(path)
    text = told(load(path), REFEREE)
    raw = text["spreadsheet"].encode()
    assert raw.startswith(b"\xef\xbb\xbfkind,n,")
    assert raw.count(b"\n") == raw.count(b"\r\n") == text["csv"].count("\n")
    for one, other in zip(
        csv.reader(StringIO(text["csv"])), csv.reader(StringIO(raw.decode("utf-8-sig"))),
        strict=True,
    ):  # fmt: skip
        assert one == [it.removeprefix("'") for it in other]


def test_a_game_without_a_choice_is_told(tmp_path: Path) -> None:
    game = Game.of(micro_pins().program(), seed=5)
    path = tmp_path / "empty.jsonl"
    Journal.create(path, game, micro_pins()).close()
    for text in told(load_to_show(path), PUBLIC).values():
        assert text.endswith("\n")
    kinds = {row["kind"] for row in rows_of(load_to_show(path), PUBLIC)}
    assert kinds == {"game", "seat", "event", "level"}
    assert "The game goes on." in export(load_to_show(path), PUBLIC, "md")


def test_notes_are_the_referee_s(tmp_path: Path) -> None:
    path = tmp_path / "over.jsonl"
    played(path)
    annotate(path, 3, "=a turning <b>point", "Ann")
    loaded = load(path)
    for form, text in told(loaded, REFEREE).items():
        assert "turning" in text, form
    assert "*Note by Ann:* &#61;a turning \\<b\\>point" in export(loaded, REFEREE, "md")
    for viewer in all_viewers(loaded.timeline.game.seats)[1:]:
        assert all("turning" not in text for text in told(loaded, viewer).values())


def test_a_chronicle_reads_turn_by_turn() -> None:
    loaded = load(FILES[-1])
    game = loaded.timeline.game
    assert game.outcome is not None
    text = export(loaded, REFEREE, "md")
    assert text.count("\n## Turn ") == game.turn
    assert text.count("**At the end of turn") == game.turn
    assert "> “so that a reason is kept”" in text
    assert f"## The end: {game.outcome.ending_name}" in text
    for score in game.outcome.scores:
        assert f"{score.tier}, {game.outcome.points(score.seat)} points" in text
    assert "\n\n\n\n" not in text
