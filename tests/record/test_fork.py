"""Branching: from any decision, with the same luck, and from nothing that is still secret."""

from __future__ import annotations

from pathlib import Path
from random import Random

import pytest
from click.testing import CliRunner

from tests.golden.make_samples import OLD, SAMPLES, write_old
from tests.record.forge import forged
from tests.record.test_journal import played
from tests.record.test_sealed import unfinished
from wargame.cli.main import commands
from wargame.saves.format.errors import BadSave, CodeNeeded, SaveFailed
from wargame.saves.replay.loaded import Verdict, load, verify
from wargame.saves.write.fork import fork
from wargame.saves.write.journal import recover, resume
from wargame.ui.players import BadPlayers
from wargame.ui.session import saved_session

GOLDEN = min(SAMPLES.glob("new-entente-*.jsonl"))


def plays_on(path: Path, rng: Random, keys: list[str] | None = None) -> str:
    """Play a save to its end, by given keys or by chance; gives the last fingerprint."""
    game, journal = resume(path)
    for at in range(10_000):
        if game.decision is None:
            break
        game.choose(keys[at] if keys is not None else rng.choice(game.decision.keys))
        journal.choice(game)
    journal.over(game)
    journal.close()
    return game.fingerprint()


def test_a_fork_at_every_tenth_ply_of_a_golden_game(tmp_path: Path) -> None:
    parent = load(GOLDEN)
    keys = parent.timeline.game.choices
    rng = Random(4)
    for at in range(0, len(keys), 10):
        new = fork(GOLDEN, at, tmp_path / f"{at}.jsonl")
        loaded = load(new)
        assert loaded.verdict is Verdict.OPEN
        assert loaded.timeline.game.fingerprint() == parent.timeline.at(at).fingerprint()
        named = loaded.header.parent
        assert named is not None
        assert (named.ply, named.name) == (at, GOLDEN.name)
        assert named.chain == parent.chain_before(at)
        assert loaded.header.deal == "typed"
        twin = tmp_path / f"{at}-twin.jsonl"
        twin.write_bytes(new.read_bytes())
        plays_on(new, rng)
        assert verify(new).verdict is Verdict.EXACT
        assert plays_on(twin, rng, keys[at:]) == parent.timeline.game.fingerprint()
        assert verify(twin).verdict is Verdict.EXACT


def test_a_fork_at_every_ply_of_a_small_game_keeps_reasons_and_players(tmp_path: Path) -> None:
    path = tmp_path / "parent.jsonl"
    game = played(path)
    parent = load(path)
    for at in range(len(game.choices)):
        new = fork(path, at, tmp_path / f"{at}.jsonl")
        loaded = load(new)
        assert [c.key for c in loaded.choices] == game.choices[:at]
        assert [c.reason for c in loaded.choices] == [c.reason for c in parent.choices[:at]]
        assert [c.at for c in loaded.choices] == [c.at for c in parent.choices[:at]]
        assert loaded.header.seats == parent.header.seats
        assert "because it snows" not in new.read_text(encoding="utf-8")
    lines = {c.chain for c in parent.script.choices()}
    chains = {parent.chain_before(at) for at in range(1, len(game.choices) + 1)}
    assert chains == lines
    session = saved_session(tmp_path / "0.jsonl")
    assert "branched" in session.promises[0]


def test_a_fork_of_a_fork(tmp_path: Path) -> None:
    path = tmp_path / "parent.jsonl"
    played(path)
    one = fork(path, 3, tmp_path / "one.jsonl")
    plays_on(one, Random(1))
    two = fork(one, 5, tmp_path / "two.jsonl")
    parent = load(two).header.parent
    assert parent is not None
    assert parent.name == "one.jsonl"


def test_plies_that_cannot_be_branched_from(tmp_path: Path) -> None:
    path = tmp_path / "parent.jsonl"
    plies = len(played(path).choices)
    for at in (-1, plies, plies + 1, 10**30):
        with pytest.raises(BadSave, match=f"decisions at ply 0 to {plies - 1}, and is over"):
            fork(path, at, tmp_path / "new.jsonl")
    assert not (tmp_path / "new.jsonl").exists()


def test_nothing_is_ever_overwritten(tmp_path: Path) -> None:
    path = tmp_path / "parent.jsonl"
    played(path)
    before = path.read_bytes()
    (tmp_path / "letter").write_text("Dear sir")
    for new in (path, tmp_path / "letter", tmp_path):
        with pytest.raises(SaveFailed):
            fork(path, 2, new)
    assert path.read_bytes() == before
    assert (tmp_path / "letter").read_text() == "Dear sir"


def test_an_unfinished_game_is_branched_from_with_its_code_alone(tmp_path: Path) -> None:
    new = tmp_path / "new.jsonl"
    unfinished(tmp_path / "open.jsonl")
    for code in (None, "any"):
        with pytest.raises(CodeNeeded, match="not finished"):
            fork(tmp_path / "open.jsonl", 0, new, code)
    coded = tmp_path / "coded.jsonl"
    game = unfinished(coded, "first snow")
    for wrong in (None, "", "last snow"):
        with pytest.raises(CodeNeeded):
            fork(coded, 0, new, wrong)
    assert not new.exists()
    fork(coded, len(game.choices), new, "first snow")
    loaded = load(new)
    assert loaded.locked  # the same code seals the branch
    whole = load(new, code="first snow")
    assert whole.verdict is Verdict.OPEN
    assert whole.header.deal == "drawn"
    assert [c.key for c in whole.choices] == game.choices
    with pytest.raises(BadSave, match=f"decisions at ply 0 to {len(game.choices)}"):
        fork(coded, len(game.choices) + 1, tmp_path / "beyond.jsonl", "first snow")


def test_a_finished_game_needs_no_code_and_takes_no_wrong_one(tmp_path: Path) -> None:
    path = tmp_path / "over.jsonl"
    played(path, code="first snow")
    with pytest.raises(CodeNeeded, match="not the code"):
        fork(path, 2, tmp_path / "wrong.jsonl", "last snow")
    assert not (tmp_path / "wrong.jsonl").exists()
    assert not load(fork(path, 2, tmp_path / "bare.jsonl")).header.coded
    assert load(fork(path, 2, tmp_path / "sealed.jsonl", "first snow")).locked


def test_a_damaged_game_counts_as_unfinished(tmp_path: Path) -> None:
    path = tmp_path / "cut.jsonl"
    played(path)
    lines = path.read_bytes().splitlines(keepends=True)
    path.write_bytes(b"".join(lines[:12]) + b"{}\n" + b"".join(lines[12:]))
    with pytest.raises(CodeNeeded, match="line 13 is bad and the end cannot be read"):
        fork(path, 1, tmp_path / "new.jsonl")
    coded = tmp_path / "coded.jsonl"
    unfinished(coded, "first snow")
    lines = coded.read_bytes().splitlines(keepends=True)
    coded.write_bytes(b"".join(lines[:8]) + b"{}\n")
    good = load(coded, code="first snow").script.plies
    with pytest.raises(BadSave, match=f"DAMAGED and good up to ply {good}"):
        fork(coded, good + 1, tmp_path / "new.jsonl", "first snow")
    fork(coded, good, tmp_path / "new.jsonl", "first snow")
    assert load(tmp_path / "new.jsonl", code="first snow").verdict is Verdict.OPEN


def test_a_game_that_was_not_so_is_branched_from_before_it_was_not(tmp_path: Path) -> None:
    path = tmp_path / "parent.jsonl"
    played(path)
    public = [c for c in load(path).choices if not c.private and c.ply > 2]
    wanted = public[0].ply

    def lie(lines: list[dict[str, object]]) -> None:
        standing = load(path).choices[wanted].line - 1
        lines[standing]["key"] = "no-such-key"

    false = forged(path, lie)
    assert load(false).ply == wanted
    with pytest.raises(BadSave, match=f"DIVERGED and good up to ply {wanted}"):
        fork(false, wanted + 1, tmp_path / "new.jsonl")
    fork(false, wanted, tmp_path / "new.jsonl")
    assert load(tmp_path / "new.jsonl").verdict is Verdict.OPEN


def test_a_false_position_is_not_branched_from(tmp_path: Path) -> None:
    path = tmp_path / "parent.jsonl"
    played(path)
    marks = [entry for entry in load(path).entries if type(entry).__name__ == "Mark"]
    last = marks[-1]

    def lie(lines: list[dict[str, object]]) -> None:
        lines[last.line - 1]["fingerprint"] = "0" * 32

    false = forged(path, lie)
    loaded = load(false)
    assert loaded.verdict is Verdict.DIVERGED
    assert loaded.ply is not None
    with pytest.raises(BadSave, match="DIVERGED and good up to"):
        fork(false, loaded.ply + 1, tmp_path / "new.jsonl")


def test_an_old_format_stays_unverified(tmp_path: Path) -> None:
    old = tmp_path / "old.jsonl"
    write_old(old, load(GOLDEN).timeline.game)
    if load(old).verdict is Verdict.UNVERIFIED:
        new = fork(old, 12, tmp_path / "new.jsonl")
        assert load(new).verdict is Verdict.UNVERIFIED
        again = recover(old, tmp_path / "upgraded.jsonl")
        newer = fork(again.path, 12, tmp_path / "newer.jsonl")
        assert load(newer).verdict is Verdict.UNVERIFIED
    assert OLD.exists()


@pytest.mark.parametrize("what", ["nowhere.jsonl", ""])
def test_what_is_no_save_is_refused(tmp_path: Path, what: str) -> None:
    with pytest.raises(BadSave):
        fork(tmp_path / what, 0, tmp_path / "new.jsonl")


def test_other_players_stand_in_the_header_of_the_branch(tmp_path: Path) -> None:
    path = tmp_path / "parent.jsonl"
    game = played(path)
    others = dict.fromkeys(game.seats, "random") | {game.seats[0]: "human:Ann"}
    new = fork(path, 4, tmp_path / "new.jsonl", players=others)
    loaded = load(new)
    assert loaded.header.seats == others
    assert loaded.header.seats != load(path).header.seats
    assert loaded.verdict is Verdict.OPEN
    session = saved_session(new)
    assert session.game.players == others
    assert sorted(session.bots) == list(range(1, len(game.seats)))


def test_seats_at_the_command_line(tmp_path: Path) -> None:
    path, new = tmp_path / "parent.jsonl", tmp_path / "new.jsonl"
    first, second = played(path).seats[:2]
    before = load(path).header.seats
    words = ["fork", str(path), "--at", "3", "--save", str(new), "--no-play", "--seats"]
    for wrong, says in (
        (f"{first}x=human", "there is no seat"), (f"{first}=randm", 'did you mean "random"'),
        (f"{first}=random,{first}=human", "named twice"),
    ):  # fmt: skip
        run = CliRunner().invoke(commands, [*words, wrong])
        assert isinstance(run.exception, BadPlayers)
        assert says in str(run.exception)
        assert not new.exists()
    run = CliRunner().invoke(commands, [*words, f"{second}=random"])
    assert run.exit_code == 0, run.output
    assert load(new).header.seats == before | {second: "random"}
