"""No peeping: what an unfinished game's file does not tell, and what opens it."""

from __future__ import annotations

import base64
import json
import os
import subprocess
import sys
from pathlib import Path
from random import Random
from typing import Any

import pytest
from click.testing import CliRunner

from tests.conftest import micro_pins
from tests.record.forge import forged, lines_of
from tests.record.test_journal import played
from wargame.cli.main import commands
from wargame.engine.game import Game
from wargame.saves.format.errors import CodeNeeded, SaveFailed
from wargame.saves.format.sealing import commitment, deal_commitment, decrypt, encrypt
from wargame.saves.replay.loaded import Verdict, load, verify
from wargame.saves.replay.viewer import public_view_only
from wargame.saves.write.journal import Journal, read, resume
from wargame.saves.write.lock import Busy
from wargame.ui.session import new_session

SEED = 918273645


def unfinished(path: Path, code: str | None = None) -> Game:
    """Play until five sealed choices have been made, each with a reason."""
    rng = Random(2)
    game = Game.of(micro_pins().program(), seed=SEED)
    journal = Journal.create(path, game, micro_pins(), code=code)
    count = 0
    while count < 5:
        assert game.decision is not None
        count += game.decision.private
        game.choose(rng.choice(game.decision.keys))
        journal.choice(game, "a quiet thought")
    return game


def sealed_keys(path: Path, game: Game) -> list[str]:
    entries = load(path).script.choices()
    return [game.choices[entry.ply] for entry in entries if entry.private]


@pytest.mark.parametrize("code", [None, "first snow"])
def test_the_file_tells_no_seed_no_sealed_choice_and_no_reason(
    tmp_path: Path, code: str | None
) -> None:
    path = tmp_path / "open.jsonl"
    game = unfinished(path, code)
    text = path.read_text(encoding="utf-8")
    assert str(SEED) not in text + path.name
    assert "quiet thought" not in text
    assert "first snow" not in text
    open_keys = {c.key for c in load(path).script.choices() if not c.private}
    for key in sealed_keys(path, game):
        assert f'"{key}"' not in text or key in open_keys


def test_sealed_text_has_the_length_of_its_class_alone(tmp_path: Path) -> None:
    path = tmp_path / "open.jsonl"
    unfinished(path)
    lengths = {len(line["sealed"]) for line in lines_of(path)[1:] if "sealed" in line}
    assert lengths == {108}


def test_two_games_that_go_on_from_a_copy_share_no_stream(tmp_path: Path) -> None:
    """Who has both files XORs their texts; with one stream that would be both choices in plain."""
    whole = tmp_path / "open.jsonl"
    unfinished(whole, "first snow")
    texts, promises, plain = [], set(), set()
    for copy in ("one.jsonl", "other.jsonl"):
        path = tmp_path / copy
        path.write_bytes(whole.read_bytes())
        game, journal = resume(path, "first snow")
        while not (game.decision and game.decision.private):
            assert game.decision is not None
            game.choose(game.decision.keys[0])
            journal.choice(game)
        game.choose(game.decision.keys[0])
        journal.choice(game)
        journal.close()
        choice = load(path, code="first snow").choices[-1]
        line = next(x for x in reversed(raw_lines_of(path)) if "sealed" in x)
        assert choice.key == game.choices[-1]
        plain.add(choice.key)
        texts.append(base64.b64decode(line["sealed"]))
        promises.add(line["promise"])
        assert load(path, code="first snow").verdict is Verdict.OPEN
    assert len(plain) == 1
    one, other = texts
    assert sum(a == b for a, b in zip(one, other, strict=True)) < 8  # of 80 bytes, by chance
    assert len(promises) == 2


def raw_lines_of(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def test_text_sealed_before_it_had_bytes_of_its_own_is_read(tmp_path: Path) -> None:
    path = tmp_path / "save.jsonl"
    played(path, seed=3)
    old = forged(path, lambda lines: None)  # a forger seals as it was done then
    lengths = {len(x["sealed"]) for x in raw_lines_of(old)[1:] if "sealed" in x}
    assert lengths == {88}
    assert verify(old).verdict is Verdict.EXACT
    assert [c.key for c in load(old).choices] == [c.key for c in load(path).choices]


def test_an_empty_code_is_refused(tmp_path: Path) -> None:
    for code in ("", " ", "\t\u3000"):
        with pytest.raises(SaveFailed, match="empty seals nothing"):
            new_session(tmp_path, "new-entente", None, {}, code=code)
    assert list(tmp_path.iterdir()) == []
    save = str(tmp_path / "x.jsonl")
    for words in (["play", "--save", save], ["resume", save], ["replay", save], ["verify", save],
                  ["export", save], ["compare", save, save],
                  ["fork", save, "--at", "0", "--save", save]):  # fmt: skip
        run = CliRunner().invoke(commands, [*words, "--code", ""])
        assert run.exit_code == 2
        assert "an empty code seals nothing" in run.output
    assert list(tmp_path.iterdir()) == []


def test_a_code_is_needed_to_go_on_to_read_and_to_verify(tmp_path: Path) -> None:
    path = tmp_path / "coded.jsonl"
    game = unfinished(path, "first snow")
    loaded = load(path)
    assert loaded.locked
    assert loaded.verdict is Verdict.UNVERIFIED
    assert loaded.header.seed is None
    assert all((choice.key is None) == choice.private for choice in loaded.choices)
    assert not any(choice.reason for choice in loaded.choices)
    assert public_view_only(loaded)
    with pytest.raises(CodeNeeded, match="--code"):
        _ = loaded.timeline
    for wrong in ("", "First snow", "x" * 1000):
        with pytest.raises(CodeNeeded):
            resume(path, wrong)
    with pytest.raises(CodeNeeded):
        load(path, code="no")
    whole = load(path, code="first snow")
    assert whole.verdict is Verdict.OPEN
    assert not public_view_only(whole, "first snow")
    assert public_view_only(whole, None)
    assert public_view_only(whole, "no")
    assert [choice.key for choice in whole.choices] == game.choices
    assert read(path, "first snow")[1] == game.choices


def test_without_a_code_an_open_game_is_public_alone_and_an_ended_one_all(tmp_path: Path) -> None:
    unfinished(tmp_path / "open.jsonl")
    loaded = load(tmp_path / "open.jsonl")
    assert public_view_only(loaded)
    assert public_view_only(loaded, "any code")
    for code in (None, "first snow"):
        path = tmp_path / f"over-{code}.jsonl"
        game = played(path, code=code)
        loaded = load(path)
        assert loaded.verdict is Verdict.EXACT
        assert not public_view_only(loaded)
        assert [choice.key for choice in loaded.choices] == game.choices
        assert "because it snows" in {choice.reason for choice in loaded.choices}


def test_the_end_opens_what_was_promised(tmp_path: Path) -> None:
    path = tmp_path / "over.jsonl"
    played(path)
    header, closing = load(path).header, load(path).closing
    assert closing is not None
    assert closing.secret is not None
    assert closing.seed is not None
    assert commitment(closing.secret) == header.secret_promise
    assert deal_commitment(closing.secret, closing.seed, header.rules) == header.deal_promise


def test_sealing_is_turned_back_by_the_same_key_alone() -> None:
    text = encrypt(b"k" * 32, "nonce", {"key": "bid:3"})
    assert decrypt(b"k" * 32, "nonce", text) == {"key": "bid:3"}
    for key, nonce in ((b"l" * 32, "nonce"), (b"k" * 32, "other")):
        with pytest.raises(ValueError, match=r"."):
            decrypt(key, nonce, text)


def test_a_drawn_seed_is_not_in_the_name_of_the_file(tmp_path: Path) -> None:
    session = new_session(tmp_path, "new-entente", None, {})
    assert str(session.game.seed) not in session.journal.path.name
    assert "Sealed deal" in session.promises[0]
    session = new_session(tmp_path, "new-entente", 77, {})
    assert "Open deal" in session.promises[0]


def test_the_deal_is_opened_when_the_game_has_ended(tmp_path: Path) -> None:
    bots = dict.fromkeys(("washington", "tokyo", "seoul"), "random")
    session = new_session(tmp_path, "first-week", None, bots)
    digest = session.promises[0].partition("digest ")[2].partition(";")[0]
    assert session.opened == []
    while session.decision is not None:
        session.let_bot_answer()
    assert session.opened == [f"The deal opened: seed {session.game.seed}, digest {digest}."]
    loaded = load(session.journal.path)
    assert loaded.verdict is Verdict.EXACT
    assert loaded.header.deal_promise.startswith(digest)
    assert loaded.header.deal == "drawn"


PLAYING = """
import sys
from pathlib import Path
from wargame.saves.write.journal import resume
held = resume(Path(sys.argv[1]))
print("held", flush=True)
sys.stdin.readline()
"""


def test_two_at_one_file(tmp_path: Path) -> None:
    path = tmp_path / "open.jsonl"
    unfinished(path)
    before = path.read_bytes()
    with subprocess.Popen(
        [sys.executable, "-c", PLAYING, str(path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as other:
        assert other.stdout is not None
        assert other.stdout.readline().strip() == b"held"
        with pytest.raises(Busy, match="being played by another wargame"):
            resume(path)
        assert verify(path).verdict is Verdict.OPEN  # it can be read
        other.kill()
        other.wait()
    game, journal = resume(path)  # a dead process locks nobody out
    assert path.read_bytes() == before
    again, _ = resume(path)  # and one process may open it twice
    assert again.choices == game.choices
    journal.close()


def test_a_copy_of_the_content_is_all_that_is_needed(tmp_path: Path) -> None:
    """A file alone is enough: it is read where the micro ruleset has never been heard of."""
    path = tmp_path / "over.jsonl"
    played(path)
    script = "import sys; from wargame.cli.saves import verify_command as v; v()"
    run = subprocess.run(
        [sys.executable, "-c", script, str(path)], capture_output=True, text=True, check=False,
        cwd=tmp_path, env={**os.environ, "WARGAME_CODE": ""},
    )  # fmt: skip
    assert run.stdout.startswith("EXACT"), run.stderr
