"""Exports: what each reader is told, in words that no spreadsheet or terminal obeys."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable
from io import StringIO
from pathlib import Path
from random import Random

import pytest

from tests import worlds
from tests.conftest import micro_pins
from tests.golden.make_samples import SAMPLES
from tests.record.test_journal import played
from tests.record.test_sealed import unfinished
from wargame.content.program import Program
from wargame.engine.game import Game
from wargame.engine.library import checkout, library
from wargame.record.allowed import PUBLIC, REFEREE, opened, reader_of
from wargame.record.columns import ALL, COLUMNS, NAMES, dictionary
from wargame.record.errors import BadSave, CodeNeeded
from wargame.record.export import FORMS, export
from wargame.record.journal import Journal
from wargame.record.pins import Pins
from wargame.record.playing import Played
from wargame.record.reading import Loaded, load
from wargame.record.rows import as_dealt, rows_of
from wargame.record.timeline import Timeline

FILES = sorted(SAMPLES.glob("*.jsonl"))
WHEN = "2025-08-23T12:00:00Z"
CODE = "first snow"


def told(loaded: Loaded, reader: int) -> dict[str, str]:
    """Write a game in every form."""
    return {form: export(loaded, reader, form) for form in FORMS}


# -- what a seat cannot know ----------------------------------------------------------------------


def saved(path: Path, game: Game, pins: Pins) -> Loaded:
    """Save a game with a code and read it again."""
    path.unlink(missing_ok=True)
    Journal.create(path, game, pins, code=CODE, clock=lambda: WHEN).close()
    return opened(path, CODE)


def hidden_answers(game: Game, seat: int, rng: Random, like: tuple[str, ...] = ()) -> list[str]:
    """Let the others answer behind their curtains, by chance or mostly as another game did."""
    given = []
    while (asked := game.pending) is not None and asked.private and asked.seat != seat:
        known = [key for key in like if key in asked.keys]
        given.append(known[0] if known and rng.random() < 0.8 else rng.choice(asked.keys))
        game.choose(given[-1])
    return given


def looks(game: Game, seat: int) -> tuple[object, ...]:
    """Give all that a seat is shown of a game: view, log, question, end."""
    asked = game.decision
    question = None if asked is None else (asked.seat, asked.prompt, asked.private, asked.keys)
    log = [text for _, text in game.told(seat)]
    return game.view(seat).facts(), log, question, game.outcome


def same_to(seat: int, one: Game, rng: Random) -> tuple[Game, Game]:
    """Play two games of a deal on as long as a seat cannot tell them apart; gives both, then.

    What it sees answered is answered alike. What others answer behind their curtains is tried
    until it looks the same to the seat, with another number of answers if that can be.
    """
    other = one.copy()
    last = one.copy(), other.copy()
    while True:
        like = tuple(hidden_answers(one, seat, rng))
        shown = looks(one, seat)
        found = None
        for _ in range(400 if like else 1):
            twin = other.copy()
            hidden_answers(twin, seat, rng, like)
            if looks(twin, seat) == shown:
                found = twin
                if len(twin.choices) != len(one.choices):
                    break
        if found is None:
            return last
        other = found
        last = one.copy(), other.copy()
        if one.pending is None:
            return last
        key = rng.choice(one.pending.keys)
        one.choose(key)
        other.choose(key)


@pytest.mark.parametrize("seat", [-1, 0, 1, 2])
def test_games_that_a_seat_cannot_tell_apart_give_it_the_same_bytes(
    tmp_path: Path, umbrella: Program, seat: int
) -> None:
    pins = Pins.of(library(), "new-entente")
    compared = uneven = 0
    for seed in range(6):
        one, other = same_to(seat, Game.of(umbrella, seed=seed), Random(seed))
        a = saved(tmp_path / "a.jsonl", one, pins)
        b = saved(tmp_path / "b.jsonl", other, pins)
        assert told(a, seat) == told(b, seat)
        compared += one.choices != other.choices
        uneven += len(one.choices) != len(other.choices)
        assert rows_of(a, REFEREE) != rows_of(b, REFEREE) or one.choices == other.choices
    assert compared >= 2, "the games hardly ever differed in what the seat must not know"
    assert uneven >= 1, "no game had another number of hidden choices"


def test_the_test_of_equal_bytes_bites(
    tmp_path: Path, umbrella: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An export that told others' hidden choices would be found out."""
    pins = Pins.of(library(), "new-entente")
    one, other = same_to(1, Game.of(umbrella, seed=1), Random(1))
    a, b = saved(tmp_path / "a.jsonl", one, pins), saved(tmp_path / "b.jsonl", other, pins)
    assert told(a, 1) == told(b, 1)
    monkeypatch.setattr("wargame.record.rows._Telling.own", lambda *_: True)
    assert told(a, 1) != told(b, 1)


def perturbed(loaded: Loaded, game: Game) -> Loaded:
    """Put a game that began in another world in the place of the one that a save holds."""
    timeline = Timeline(game.copy())
    return Loaded(loaded.script, played=Played(timeline, []))


@pytest.mark.parametrize("seat", [-1, 0, 1])
def test_worlds_that_differ_in_what_is_hidden_give_the_same_bytes(
    tmp_path: Path, micro: Program, umbrella: Program, seat: int
) -> None:
    differed = 0
    for program, pins in ((micro, micro_pins()), (umbrella, Pins.of(library(), "new-entente"))):
        for seed in range(6):
            rng = Random(seed)
            here = Game.of(program, seed=seed)
            there = here.copy()
            there.state = worlds.perturb(here.state, program.book, seat, rng)
            there.state.events = there.events
            loaded = saved(tmp_path / "here.jsonl", here, pins)
            mine, its = told(perturbed(loaded, here), seat), told(perturbed(loaded, there), seat)
            assert mine == its
            differed += here.state.piles != there.state.piles
    assert differed


def test_a_finished_game_tells_a_seat_its_own_reasons_alone(tmp_path: Path) -> None:
    rng = Random(3)
    game = Game.of(micro_pins().program(), seed=3)
    path = tmp_path / "over.jsonl"
    journal = Journal.create(path, game, micro_pins())
    while game.pending is not None:
        seat = game.seats[game.pending.seat]
        game.choose(rng.choice(game.pending.keys))
        journal.choice(game, f"a thought of {seat}")
    journal.over(game)
    loaded = load(path)
    for at, seat in enumerate(game.seats):
        for text in told(loaded, at).values():
            assert f"a thought of {seat}" in text
            assert all(f"a thought of {other}" not in text for other in game.seats if other != seat)
    assert all("a thought" not in text for text in told(loaded, PUBLIC).values())
    for text in told(loaded, REFEREE).values():
        assert all(f"a thought of {seat}" in text for seat in game.seats)


@pytest.mark.parametrize("path", FILES[:4], ids=lambda path: path.stem)
def test_a_seat_s_export_names_no_card_that_it_never_saw(path: Path) -> None:
    loaded = load(path)
    game = loaded.timeline.game
    state, book = game.state, game.program.book
    for seat in range(-1, len(game.seats)):
        bit = 1 << seat if seat >= 0 else 1 << book.seats
        text = export(loaded, seat, "jsonl").partition("\n")[2]
        for at, pile in enumerate(state.layout.piles):
            if pile.sight.value == "open":
                continue
            for card in state.piles[at]:
                if not state.knows[card] & bit and not worlds.was_seen(game, card, bit):
                    assert book.title(card) not in text
                    assert f":{book.layout.cards[card]}" not in text


def test_a_seat_is_not_told_how_many_choices_there_were() -> None:
    for seat in range(-1, 3):
        rows = rows_of(load(FILES[0]), seat)
        for row in rows:
            assert not {c.name for c in COLUMNS if c.referee} & set(row)
        assert [row["n"] for row in rows] == list(range(1, len(rows) + 1))
        assert all(row["seat"] == load(FILES[0]).timeline.game.seats[seat] for row in rows
                   if row["kind"] == "choice" and row["private"])  # fmt: skip


# -- who is told what -----------------------------------------------------------------------------


def hidden_words(game: Game) -> set[str]:
    """List what nobody may read of an unfinished game: cards unknown to the public, and seals."""
    book, view = game.program.book, game.view(-1)
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
            opened(path)
        with pytest.raises(CodeNeeded):
            opened(path, "wrong")
        loaded = opened(path, code)
        assert reader_of(loaded, "referee", code) == REFEREE
        assert reader_of(loaded, game.seats[0], code) == 0
        assert reader_of(loaded, "referee", None) == PUBLIC
        return
    loaded = opened(path)
    for who in ("referee", "public", *game.seats):
        for given in (None, "any"):
            assert reader_of(loaded, who, given) == PUBLIC
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
        assert game.pending is not None
        game.choose(rng.choice(game.pending.keys))
        if at % 30 == 29:
            path = tmp_path / f"{at}.jsonl"
            Journal.create(path, game, Pins.of(library(), "new-entente")).close()
            loaded = opened(path)
            words = hidden_words(game)
            assert len(words) > 20
            for text in told(loaded, reader_of(loaded, "referee")).values():
                assert not {word for word in words if word in text}


def test_a_reader_that_there_is_not() -> None:
    with pytest.raises(BadSave, match='did you mean "tokyo"'):
        reader_of(load(FILES[0]), "tokio")
    assert reader_of(load(FILES[0]), " Tokyo ") == 1


# -- rows, columns, words -------------------------------------------------------------------------


def test_every_column_is_in_the_dictionary_and_holds_what_that_says() -> None:
    columns = {column.name: column for column in COLUMNS}
    kinds: dict[str, Callable[[object], bool]] = {
        "text": lambda it: isinstance(it, str),
        "boolean": lambda it: isinstance(it, bool),
        "integer": lambda it: type(it) is int,
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
            assert cells[name] in (shown, f"'{shown}")
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
    while game.pending is not None:
        game.choose(rng.choice(game.pending.keys))
        journal.choice(game, nasty)
    journal.over(game)
    text = told(load(path), REFEREE)
    for said in text.values():
        assert all(c == "\n" or c.isprintable() for c in said)
    for row in csv.reader(StringIO(text["csv"])):
        assert len(row) == len(NAMES)
        for value in row:
            number = value.removeprefix("-").isdigit()
            assert number or not value.lstrip().startswith(tuple("=+-@＝＋－＠")), value
    for sign in ("<script>", "[x](", "`code`", "*bold*", "| cell", "\n# head"):
        assert sign not in text["md"].replace("\\|", "")
    heads = [line for line in text["md"].splitlines() if line.startswith("|")]
    assert all(line.replace("\\|", "").count("|") >= 3 for line in heads)


def test_a_game_without_a_choice_is_told(tmp_path: Path) -> None:
    game = Game.of(micro_pins().program(), seed=5)
    path = tmp_path / "empty.jsonl"
    Journal.create(path, game, micro_pins()).close()
    for text in told(opened(path), PUBLIC).values():
        assert text.endswith("\n")
    kinds = {row["kind"] for row in rows_of(opened(path), PUBLIC)}
    assert kinds == {"game", "seat", "event", "level"}
    assert "The game goes on." in export(opened(path), PUBLIC, "md")


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
