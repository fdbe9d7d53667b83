"""Line mode: the whole game in lines, hands only after the word `hand`."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path
from random import Random

import pytest

from tests.conftest import micro_library, micro_pins
from wargame.bots.bot import RandomBot
from wargame.content.card_signs import signed_card
from wargame.content.card_text import face_lines
from wargame.engine.game import Game
from wargame.engine.library import library
from wargame.saves.format.pins import Pins
from wargame.saves.write.journal import Journal, resume
from wargame.system.private_page import PrivatePage
from wargame.ui.describe import table_lines
from wargame.ui.hotkeys import CARDS
from wargame.ui.line.line_table import PROSE, LineTable
from wargame.ui.session import Session


def table(path: Path, words: Iterator[str], bots: dict[int, RandomBot], seed: int = 3) -> LineTable:
    library = micro_library()
    game = Game.of(library.program("one-winter"), seed=seed)
    journal = Journal.create(path, game, micro_pins())
    made = LineTable(Session(game, journal, dict(bots)), read=lambda: next(words, ""))
    made.out = io.StringIO()
    return made


def players(made: list[LineTable], rng: Random) -> Iterator[str]:
    """Type like three people: the word hand when asked for it, else any number."""
    while True:
        shown = made[0].out.getvalue().splitlines()  # type: ignore[attr-defined]
        if "Type hand" in shown[-1]:
            yield "hand\n"
        else:
            game = made[0].game
            assert game.decision is not None
            yield f"{rng.randrange(len(game.decision.options)) + 1}\n"


def test_a_whole_game_in_lines_and_no_hand_before_its_word(tmp_path: Path) -> None:
    made: list[LineTable] = []
    made.append(table(tmp_path / "a.jsonl", players(made, Random(1)), {}))
    assert made[0].play() == 0
    out = made[0].out.getvalue()  # type: ignore[attr-defined]
    assert "Verdict: ▲ Upper Village" in out
    # Between "Pass to" and the end of a sitting only the holder's lines are private.
    holder = None
    for line in out.splitlines():
        if line.startswith("Pass to"):
            holder = line.split("Type hand when ")[1].split(" has")[0]
        if line.startswith(("Upper Village:", "Lower Village:")):
            assert line.startswith(f"{holder}:")


def test_bad_input_is_answered_and_costs_nothing(tmp_path: Path) -> None:
    words = ["nonsense", "hand", "0", "99", "why 9", "why 1", "log 2", "board", "?", "", "\x1b[2J"]
    made = table(tmp_path / "b.jsonl", iter([w + "\n" for w in words]), {1: RandomBot()})
    assert made.play() == 2
    out = made.out.getvalue()  # type: ignore[attr-defined]
    assert "Expected a number from 1 to" in out
    assert "The game is saved" in out
    assert made.game.choices == ["branch:2"]  # the bot below had answered the news


def test_quit_and_resume_go_on_at_the_same_question(tmp_path: Path) -> None:
    path = tmp_path / "c.jsonl"
    made = table(path, iter(["hand\n", "1\n", "quit\n"]), {1: RandomBot()})
    assert made.play() == 0
    game, _ = resume(path)
    assert game.choices == made.game.choices
    assert game.fingerprint() == made.game.fingerprint()


def test_a_stream_that_cannot_encode_shapes_gets_plain_signs(tmp_path: Path) -> None:
    made = table(tmp_path / "d.jsonl", iter(()), {})
    raw = io.BytesIO()
    made.out = io.TextIOWrapper(raw, encoding="ascii")
    made.play()
    made.out.flush()
    assert b"o Lower Village" in raw.getvalue()


def test_the_board_lists_a_track_with_its_owners_alone() -> None:
    lines = table_lines(Game.new("new-entente", seed=1))
    owners = {
        track: [line.split(":")[0] for line in lines if f"{track} " in line and ":" in line]
        for track in ("Capital", "Latency", "Command")
    }
    assert owners["Capital"] == ["▲ Washington", "● Tokyo", "■ Seoul"]
    assert owners["Latency"] == ["● Tokyo", "■ Seoul"]
    assert owners["Command"] == ["■ Seoul"]


def test_a_bid_is_asked_for_with_what_bids_must_bring(tmp_path: Path) -> None:
    game = Game.new("new-entente", seed=77)
    words = iter(["1\n"] * 12)
    said = io.StringIO()

    def read() -> str:
        return "hand\n" if "Type hand when" in said.getvalue()[-60:] else next(words, "")

    path = tmp_path / "f.jsonl"
    session = Session(game, Journal.create(path, game, Pins.of(library(), "new-entente")))
    LineTable(session, read=read, out=said).play()
    asked = [line for line in said.getvalue().splitlines() if ": seal a bid." in line]
    assert asked
    for line in asked:
        assert line.endswith("Deterrence gives 2 as things stand, bids must bring 7.")


def test_a_deal_that_is_to_be_changed_does_not_go_back_as_it_was(tmp_path: Path) -> None:
    """Neither in one line nor answer by answer."""
    game = Game.new("new-entente", seed=77)
    while game.decision is not None and game.decision.kind != "deal":
        game.choose(game.decision.keys[0])
    keys = ["deal:tokyo", "give:capital-2", "no-more", "take:interest-1", "no-more"]
    words = ["change, send", "change", "give:interest-1", "no-more", "take:capital-2", "no-more"]
    path, said = tmp_path / "i.jsonl", io.StringIO()
    session = Session(game, Journal.create(path, game, Pins.of(library(), "new-entente")))
    for key in keys:
        session.choose(key)
    read = iter([f"{word}\n" for word in (*words, "undo", "take:capital-1", "no-more")])
    LineTable(session, read=lambda: next(read, ""), out=said).play()
    assert said.getvalue().count("Not done: this is the deal as it was offered") == 2
    taken = ["take:capital-1", "no-more"]
    assert game.choices[-len(words) + 1 :] == [*words[1:-2], *taken]


def test_any_seat_that_a_person_plays_may_look_at_its_hand(tmp_path: Path) -> None:
    game, path = Game.new("new-entente", seed=77), tmp_path / "g.jsonl"
    assert game.decision is not None
    assert (game.decision.seat, game.decision.private) == (1, False)
    words = iter(
        ["hand tokio\n", "hand washington\n", "hand seoul\n", "hand\n", "done\n", "quit\n"]
    )
    said = io.StringIO()
    journal = Journal.create(path, game, Pins.of(library(), "new-entente"))
    session = Session(game, journal, {0: RandomBot()})
    LineTable(session, read=lambda: next(words, ""), out=said).play()
    lines = said.getvalue().splitlines()
    assert sum("hand takes one of tokyo, seoul" in line for line in lines) == 2
    looks = next(at for at, line in enumerate(lines) if "Only ■ Seoul looks now." in line)
    private = [line for line in lines if line.startswith(("Washington: ", "Tokyo: ", "Seoul: "))]
    assert private
    assert all(line.startswith("Seoul: ") for line in private)
    assert lines.index(private[0]) > looks


def test_a_hand_is_read_in_signs_and_each_card_whole_by_its_letter(tmp_path: Path) -> None:
    """A card on the open table has no letter: only who sits there may ask."""
    path = tmp_path / "f.jsonl"
    game = Game.of(library().program("new-entente"), seed=3)
    words = iter(["show a\n", *["1\n"] * 9])
    said, asked = io.StringIO(), [0]

    def read() -> str:
        last = said.getvalue().splitlines()[-1]
        if "Type hand when" in last:
            return "hand\n"
        decision = game.decision
        if decision is not None and decision.kind == "fill":
            asked[0] += 1
            return ("hand\n", "show s\n", "show zz\n", "signs\n", "quit\n")[asked[0] - 1]
        return next(words, "")

    journal = Journal.create(path, game, Pins.of(library(), "new-entente"))
    LineTable(Session(game, journal), read=read, out=said).play()
    shown = said.getvalue()
    decision = game.decision
    assert decision is not None
    book, seat = game.book, decision.seat
    name = game.program.ruleset.seat[seat].name
    hand = game.view(seat).piles[book.piles.hand[seat]]
    refused = "show takes the letter or the name of a card of your hand, in your sitting."
    assert shown.count(refused) == 2
    for letter, card in zip(CARDS, hand, strict=False):
        signed = signed_card(book, card)
        head = f"{name}: {letter}  {signed.title}   {' · '.join(signed.marks)}"
        assert shown.count("\n".join([head, *(f"{name}:      {one}" for one in signed.lines)])) == 2
    whole = [f"{name}: {line}".rstrip() for line in face_lines(book, book.layout.cards[hand[1]])]
    assert shown.count("\n".join(whole)) == 1
    assert all(f"Signs: {line}" in shown for line in game.words.signs.legend().splitlines())


@pytest.mark.parametrize(("columns", "longest"), [(200, PROSE), (80, 10_000)])
def test_prose_is_wrapped_where_a_terminal_is_wide(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, columns: int, longest: int
) -> None:
    monkeypatch.setattr(PrivatePage, "size", (columns, 60))
    made = table(tmp_path / "a.jsonl", iter(["rules 3\n", "board\n", "quit\n"]), {})
    made.page = PrivatePage(-1)
    made.play()
    lines = made.out.getvalue().splitlines()  # type: ignore[attr-defined]
    assert max(map(len, lines)) <= longest
    assert (max(map(len, lines)) > PROSE) is (longest > PROSE)
