"""What a programmer sees and copies of the objects of a game: one line each, and no rulebook."""

import copy
import pickle
import subprocess
import sys
from pathlib import Path
from random import Random

import pytest

from wargame.content.load import Library
from wargame.engine.game import Game, IllegalChoice
from wargame.engine.library import data, library

LINE = 240


def played(program=None, plies: int = 60, seed: int = 7) -> Game:
    program = program or library().program("new-entente")
    game, rng = Game.of(program, seed=seed, seats={"tokyo": "random"}), Random(seed)
    for _ in range(plies):
        game.choose(rng.choice(game.decision.keys))
    return game


def test_the_repr_of_every_object_of_a_game_is_one_short_line_at_every_ply() -> None:
    game, rng = Game.new("new-entente", seed=3), Random(3)
    content = [game.program, game.book, game.layout, *game.book.luck]
    kinds = set()
    while game.decision is not None:
        kinds.add(game.decision.kind)
        views = [game.view(seat) for seat in range(-1, len(game.seats))]
        options = game.decision.candidates
        for thing in (game, game.state, game.decision, *views, *options, *content):
            shown = repr(thing)
            assert shown.startswith("<"), shown
            assert "\n" not in shown, shown
            assert len(shown) < LINE, shown
        game.choose(rng.choice(game.decision.keys))
    assert repr(game).endswith(": over>")
    assert len(kinds) > 12


def test_the_repr_of_a_game_says_where_it_stands() -> None:
    game = Game.new("new-entente", seed=7)
    assert repr(game) == (
        f"<Game new-entente, seed 7, turn 1, ply 0: tokyo is asked {game.decision.kind}>"
    )
    assert repr(game.view("seoul")) == "<SeatView of seoul, turn 1>"
    assert repr(game.view(-1)) == "<SeatView of the public, turn 1>"


def test_a_view_shows_no_card_and_no_seed_in_its_repr() -> None:
    assert "seed" not in repr(played().view("tokyo"))


@pytest.mark.parametrize("how", [copy.copy, copy.deepcopy, Game.copy])
def test_a_copy_of_a_game_shares_the_rulebook_and_goes_its_own_way(how) -> None:
    game = played()
    before, keys, events = game.fingerprint(), game.choices[:], len(game.events)
    twin = how(game)
    assert twin.program is game.program
    assert twin.fingerprint() == before
    assert twin.log(-1) == game.log(-1)
    for _ in range(20):
        twin.choose(twin.decision.keys[0])
    assert (game.fingerprint(), game.choices, len(game.events)) == (before, keys, events)
    assert len(twin.events) > events


def test_copies_of_a_state_a_view_and_a_decision_share_the_content() -> None:
    game = played()
    state = copy.deepcopy(game.state)
    assert state.layout is game.layout
    assert state.fingerprint() == game.state.fingerprint()
    state.levels[0] += 1
    assert state.fingerprint() != game.state.fingerprint()
    view = game.view("tokyo")
    assert copy.deepcopy(view) == view
    decision = copy.deepcopy(game.decision)
    assert all(a is b for a, b in zip(decision.options, game.decision.options, strict=True))


@pytest.mark.parametrize("basic", [False, True])
def test_a_pickled_game_is_played_again_from_its_header_and_keys(basic: bool) -> None:
    game = played(library().program("new-entente", basic=basic))
    written = pickle.dumps(game)
    assert len(written) < 4_000
    read = pickle.loads(written)
    assert read.program is game.program
    assert read.fingerprint() == game.fingerprint()
    assert (read.choices, read.players, read.seed) == (game.choices, game.players, game.seed)
    assert read.log("seoul") == game.log("seoul")


def test_a_pickled_game_opens_in_another_process(tmp_path: Path) -> None:
    game = played()
    file = tmp_path / "game.pickle"
    file.write_bytes(pickle.dumps(game))
    code = "import pickle, sys; print(pickle.load(open(sys.argv[1], 'rb')).fingerprint())"
    done = subprocess.run(
        [sys.executable, "-c", code, str(file)], capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == game.fingerprint()


def test_a_pickled_game_is_refused_where_the_rules_are_others(monkeypatch) -> None:
    written = pickle.dumps(played())
    monkeypatch.setattr(Library, "digest", lambda self: "other")
    with pytest.raises(ValueError, match="played with other cards or rules"):
        pickle.loads(written)


def test_a_game_of_content_of_ones_own_names_the_save_when_it_is_pickled() -> None:
    own = Library(data("cards"), data("rules")).program("new-entente")
    with pytest.raises(TypeError, match="write a save"):
        pickle.dumps(played(own))


def test_content_and_what_leads_to_it_names_the_game_when_it_is_pickled() -> None:
    game = played()
    for thing in (game.state, game.view(-1), game.decision, game.program, game.book):
        with pytest.raises(TypeError, match="pickle a Game"):
            pickle.dumps(thing)


def test_a_choice_that_is_not_legal_is_told_once_what_is() -> None:
    game = Game.new("new-entente", seed=7)
    with pytest.raises(IllegalChoice) as error:
        game.choose("nonsense")
    legal = ", ".join(game.decision.keys)
    assert str(error.value) == f'"nonsense" cannot be chosen now. Legal: {legal}.'
    with pytest.raises(IllegalChoice, match=f'Did you mean "{game.decision.keys[0]}"'):
        game.choose(game.decision.keys[0] + "x")


def test_words_are_not_said_while_a_game_is_played(monkeypatch) -> None:
    """Prompts and log lines are said when somebody reads them, and not before."""
    said = []
    game = Game.new("new-entente", seed=7)
    language = type(game.words)
    for name in [name for name in dir(language) if name.startswith(("ask_", "event_", "needs"))]:
        method = getattr(language, name)

        def spy(*args, _name=name, _method=method, **named):
            said.append(_name)
            return _method(*args, **named)

        monkeypatch.setattr(language, name, spy)
    rng = Random(7)
    while game.decision is not None:
        game.choose(rng.choice(game.decision.keys))
    assert said == []
    assert game.log(-1)
    assert said


def test_an_illegal_choice_reads_the_same_in_another_process() -> None:
    """A pool of processes would hang on an error that cannot be unpickled."""
    with pytest.raises(IllegalChoice) as raised:
        Game.new("new-entente", seed=1).choose("zz")
    for again in (pickle.loads(pickle.dumps(raised.value)), copy.copy(raised.value)):
        assert (again.key, again.legal) == (raised.value.key, raised.value.legal)
        assert str(again) == str(raised.value)


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        (lambda game: game.choose(1), "a choice is a key"),
        (lambda game: game.view(3), 'there is no seat "3"'),
        (lambda game: game.log(3), 'there is no seat "3"'),
        (lambda game: game.view(-2), 'there is no seat "-2"'),
        (lambda game: game.view(None), 'there is no seat "None"'),
        (lambda game: Game.new("new-entente", seed="7"), "a seed is a whole number"),
        (lambda game: Game.new("new-entente", seed=7.5), "a seed is a whole number"),
    ],
)
def test_a_wrong_argument_is_named(wrong, says: str) -> None:
    with pytest.raises((TypeError, ValueError), match=says):
        wrong(Game.new("new-entente", seed=7))
