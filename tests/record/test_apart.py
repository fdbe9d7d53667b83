"""Games that a reader cannot tell apart give it the same bytes, in every form."""

from __future__ import annotations

from pathlib import Path
from random import Random

import pytest

from tests import worlds
from tests.conftest import micro_pins
from tests.golden.make_samples import SAMPLES
from wargame.content.program import Program
from wargame.engine.game import Game
from wargame.engine.library import library
from wargame.saves.export.columns import COLUMNS
from wargame.saves.export.export import FORMS, export
from wargame.saves.export.rows import rows_of
from wargame.saves.format.pins import Pins
from wargame.saves.replay.loaded import Loaded, load
from wargame.saves.replay.timeline import Timeline
from wargame.saves.replay.verifier import Verified
from wargame.saves.replay.viewer import PUBLIC, REFEREE, Viewer, all_viewers, load_to_show
from wargame.saves.write.journal import Journal

FILES = sorted(SAMPLES.glob("*.jsonl"))
WHEN = "2025-08-23T12:00:00Z"
CODE = "first snow"


def eyes(loaded: Loaded, seat: int) -> Viewer:
    """Return the viewer that a seat's number (-1: the public) stands for."""
    return all_viewers(loaded.timeline.game.seats)[1:][seat]


def told(loaded: Loaded, viewer: Viewer) -> dict[str, str]:
    """Write a game in every form."""
    return {form: export(loaded, viewer, form) for form in FORMS}


def saved(path: Path, game: Game, pins: Pins) -> Loaded:
    """Save a game with a code and read it again."""
    path.unlink(missing_ok=True)
    Journal.create(path, game, pins, code=CODE, clock=lambda: WHEN).close()
    return load_to_show(path, CODE)


def hidden_answers(game: Game, seat: int, rng: Random, like: tuple[str, ...] = ()) -> list[str]:
    """Let the others answer behind their curtains, by chance or mostly as another game did."""
    given = []
    while (asked := game.decision) is not None and asked.private and asked.seat != seat:
        known = [key for key in like if key in asked.keys]
        given.append(known[0] if known and rng.random() < 0.8 else rng.choice(asked.keys))
        game.choose(given[-1])
    return given


def looks(game: Game, seat: int) -> tuple[object, ...]:
    """Give all that a seat is shown of a game: view, log, question, end."""
    asked = game.decision
    question = None if asked is None else (asked.seat, game.prompt, asked.private, asked.keys)
    log = [text for _, text in game.told(seat)]
    return game.view(seat).facts(), log, question, game.outcome


def same_to(seat: int, one: Game, rng: Random, *, open_still: bool = False) -> tuple[Game, Game]:
    """Play two games of a deal on as long as a seat cannot tell them apart; gives both, then.

    What it sees answered is answered alike. What others answer behind their curtains is tried
    until it looks the same to the seat, with another number of answers if that can be.
    `open_still` gives them as they were when they last differed in that number and were not over.
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
        uneven = len(one.choices) != len(other.choices)
        if not open_still or (one.decision is not None and uneven):
            last = one.copy(), other.copy()
        if one.decision is None:
            return last
        key = rng.choice(one.decision.keys)
        one.choose(key)
        other.choose(key)


@pytest.mark.parametrize("seat", [-1, 0, 1, 2])
def test_games_that_a_seat_cannot_tell_apart_give_it_the_same_bytes(
    tmp_path: Path, umbrella: Program, micro: Program, seat: int
) -> None:
    compared = uneven = 0
    games = [(umbrella, Pins.of(library(), "new-entente"), seed) for seed in range(6)]
    games += [(micro, micro_pins(), seed) for seed in range(6) if seat < len(micro.ruleset.seat)]
    for program, pins, seed in games:
        one, other = same_to(seat, Game.of(program, seed=seed), Random(seed))
        a = saved(tmp_path / "a.jsonl", one, pins)
        b = saved(tmp_path / "b.jsonl", other, pins)
        viewer = eyes(a, seat)
        assert told(a, viewer) == told(b, viewer)
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
    viewer = eyes(a, 1)
    assert told(a, viewer) == told(b, viewer)
    monkeypatch.setattr("wargame.saves.export.rows._RowWriter.own", lambda *_: True)
    assert told(a, viewer) != told(b, viewer)


def perturbed(loaded: Loaded, game: Game) -> Loaded:
    """Put a game that began in another world in the place of the one that a save holds."""
    timeline = Timeline(game.copy())
    return Loaded(loaded.script, played=Verified(timeline, []))


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
            viewer = eyes(loaded, seat)
            mine = told(perturbed(loaded, here), viewer)
            assert mine == told(perturbed(loaded, there), viewer)
            differed += here.state.piles != there.state.piles
    assert differed


def test_a_finished_game_tells_a_seat_its_own_reasons_alone(tmp_path: Path) -> None:
    rng = Random(3)
    game = Game.of(micro_pins().program(), seed=3)
    path = tmp_path / "over.jsonl"
    journal = Journal.create(path, game, micro_pins())
    while game.decision is not None:
        seat = game.seats[game.decision.seat]
        game.choose(rng.choice(game.decision.keys))
        journal.choice(game, f"a thought of {seat}")
    journal.over(game)
    loaded = load(path)
    for at, seat in enumerate(game.seats):
        for text in told(loaded, eyes(loaded, at)).values():
            assert f"a thought of {seat}" in text
            assert all(f"a thought of {other}" not in text for other in game.seats if other != seat)
    assert all("a thought" not in text for text in told(loaded, PUBLIC).values())
    for text in told(loaded, REFEREE).values():
        assert all(f"a thought of {seat}" in text for seat in game.seats)


@pytest.mark.parametrize("path", FILES[:4], ids=lambda path: path.stem)
def test_a_seat_s_export_names_no_card_that_it_never_saw(path: Path) -> None:
    loaded = load(path)
    game = loaded.timeline.game
    state, book = game.state, game.book
    for seat in range(-1, len(game.seats)):
        bit = 1 << seat if seat >= 0 else 1 << book.seats
        text = export(loaded, eyes(loaded, seat), "jsonl").partition("\n")[2]
        for at, pile in enumerate(state.layout.piles):
            if pile.sight.value == "open":
                continue
            for card in state.piles[at]:
                if not state.known_by[card] & bit and not worlds.was_seen(game, card, bit):
                    assert book.title(card) not in text
                    assert f":{book.layout.cards[card]}" not in text


def test_a_seat_is_not_told_how_many_choices_there_were() -> None:
    loaded = load(FILES[0])
    for seat in range(-1, 3):
        rows = rows_of(loaded, eyes(loaded, seat))
        for row in rows:
            assert not {c.name for c in COLUMNS if c.referee} & set(row)
        assert [row["n"] for row in rows] == list(range(1, len(rows) + 1))
        assert all(row["seat"] == loaded.timeline.game.seats[seat] for row in rows
                   if row["kind"] == "choice" and row["private"])  # fmt: skip
