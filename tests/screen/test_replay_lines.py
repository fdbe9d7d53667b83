"""The replay in lines: a transcript when piped, steps at a terminal, `--knowledge`."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pytest

from tests.command_line import wargame
from tests.golden.make_samples import SAMPLES
from tests.record.forge import forged
from tests.record.test_journal import played
from tests.record.test_replay import unfinished
from tests.record.test_strangers import set_key
from tests.screen.conftest import check_seals, hidden_titles
from tests.screen.test_replay import midgame
from wargame.saves.replay.knowledge import knowledge
from wargame.saves.replay.loaded import load
from wargame.saves.replay.replay import Replay
from wargame.saves.replay.viewer import PUBLIC, REFEREE, Viewer
from wargame.ui.line.line_replay import LineReplay, transcript

SAMPLE = min(SAMPLES.glob("first-week-*.jsonl"))


def stepped(replay: Replay, viewer: Viewer, *words: str) -> str:
    """Type words into a replay in lines; gives all that it printed."""
    typed, out = iter([*(word + "\n" for word in words)]), io.StringIO()
    lines = LineReplay(replay, viewer, read=lambda: next(typed, ""), out=out)
    assert lines.run() == 0
    return out.getvalue()


def test_a_whole_transcript_when_piped() -> None:
    run = wargame("replay", str(SAMPLE))
    assert run.returncode == 0, run.stderr
    replay = Replay.open(SAMPLE)
    said = run.stdout.splitlines()
    assert said == list(transcript(replay, REFEREE))
    assert said[0].startswith(f"Save: EXACT: {replay.last} choices, ending ")
    assert sum(line.startswith("Ply ") for line in said) == replay.last + 1
    assert sum(line.startswith("Verdict: ") for line in said) == 3
    for viewer in replay.viewers[1:]:
        told = [x.removeprefix("Event: ") for x in transcript(replay, viewer)
                if x.startswith("Event: ")]  # fmt: skip
        assert told == replay.game(replay.last).log(viewer.seat)


def test_steps_by_number_turn_and_word() -> None:
    replay = Replay.open(SAMPLE)
    said = stepped(
        replay, REFEREE, "", "", "back", "57", "turn 2", "[", "]", "end", "start", "as tokyo",
        "as tokio", "turn 9", "board", "hand", "knows", "log 3", "options", "?", "what",
    )  # fmt: skip
    places = [int(x.split()[1]) for x in said.splitlines() if x.startswith("Ply ")]
    second = next(ply for ply, turn in replay.turns if turn == 2)
    assert places == [0, 1, 2, 1, 57, second, 0, second, replay.last, 0, 0]
    for found in ("as referee", 'did you mean "tokyo"', "that can be shown are 1, 2",
                  "Board: Washington–Tokyo", "● Tokyo: nothing", "Expected a number", "Log: ",
                  "Replay (EXACT):"):  # fmt: skip
        assert found in said, found


def test_the_transcript_of_an_open_game_holds_no_hidden_title(tmp_path: Path) -> None:
    session = midgame(tmp_path)
    game, path = session.game, session.journal.path
    for words in (
        ["replay", str(path)],
        ["replay", str(path), "--as", "public", "--code", "any"],
        ["replay", str(path), "--knowledge", "public"],
        ["replay", str(path), "--knowledge", "public", "--json"],
    ):
        run = wargame(*words)
        assert run.returncode == 0, run.stderr
        text, log = run.stdout + run.stderr, " ".join(game.log(-1))
        assert "QUIETTHOUGHT" not in text
        for title in hidden_titles(session, -1):
            assert title not in text or title in log, title
        assert min(check_seals(game, -1, text).values()) > 0
    typed = ["board", "hand", "options", "knows", "log 999", "end", "hand", "options", "as seoul",
             "as referee", "play"]  # fmt: skip
    text = stepped(Replay.open(path), PUBLIC, *typed, *["", "options", "hand"] * 40)
    assert "QUIETTHOUGHT" not in text
    for title in hidden_titles(session, -1):
        assert title not in text or title in log, title
    for eyes in ("referee", "seoul"):
        for words in (["--as", eyes], ["--knowledge", eyes]):
            run = wargame("replay", str(path), *words)
            assert run.returncode == 2
            assert "public facts alone" in run.stderr
            assert not run.stdout


def test_a_sealed_game_tells_its_open_choices_without_its_code(tmp_path: Path) -> None:
    path = tmp_path / "coded.jsonl"
    game = unfinished(path, "first snow")
    run = wargame("replay", str(path), env={"WARGAME_CODE": ""})
    assert run.returncode in (0, 2)
    run = wargame("replay", str(path))
    assert run.returncode == 0
    assert "the code is needed" in run.stdout
    assert "--code" in run.stdout
    for choice in load(path).choices:
        if choice.private:
            key = game.choices[choice.ply]
            public = {c.key for c in load(path).choices}
            assert f": {key}\n" not in run.stdout or key in public
    run = wargame("replay", str(path), "--code", "no")
    assert run.returncode == 2
    assert "code" in run.stderr
    run = wargame("replay", str(path), "--code", "first snow", "--as", "upper")
    assert run.returncode == 0
    assert "Reason: " in run.stdout


def test_what_diverged_says_so_and_ends_at_the_last_good_ply(tmp_path: Path) -> None:
    played(tmp_path / "save.jsonl", seed=3)
    path = forged(tmp_path / "save.jsonl", set_key("never:legal"))
    run = wargame("replay", str(path))
    last = Replay.open(path).last
    assert run.stdout.startswith("Save: DIVERGED: ply ")
    assert f"up to ply {last}, the last good one" in run.stdout
    assert f"Ply {last} of {last}," in run.stdout
    assert "Verdict:" not in run.stdout
    path = forged(tmp_path / "save.jsonl", lambda x: x[0]["promises"].update(deal="0" * 64))
    run = wargame("replay", str(path))
    assert run.returncode == 2
    assert "never shows a game that did not happen" in run.stderr
    assert not run.stdout


def test_notes_in_lines_and_their_harmless_printing(tmp_path: Path) -> None:
    played(tmp_path / "save.jsonl", seed=3)
    path = tmp_path / "save.jsonl"
    said = stepped(Replay.open(path), REFEREE, "4", "note it \x1b[2J began", "4")
    assert "Noted in the file" in said
    assert "Note: it · began" in said
    assert all(line.isprintable() for line in transcript(Replay.open(path), REFEREE))

    def hostile(lines: list[dict[str, object]]) -> None:
        lines[0]["seats"]["upper"] = "human:\x1b[2J"  # type: ignore[index]

    path = forged(path, hostile) if not load(path).notes else path
    assert all(line.isprintable() for line in transcript(Replay.open(path), REFEREE))


def test_knowledge_as_text_and_as_objects() -> None:
    run = wargame("replay", str(SAMPLE), "--knowledge", "tokyo", "--json")
    whole = json.loads(run.stdout)
    found = knowledge(load(SAMPLE).timeline, "tokyo")
    assert whole["verdict"] == "EXACT"
    assert whole["seat"] == "tokyo"
    assert [thing["text"] for thing in whole["known"]] == [thing.text for thing in found]
    assert set(whole["known"][0]) == {"ply", "turn", "phase", "kind", "subject", "text", "own"}
    text = wargame("replay", str(SAMPLE), "--knowledge", "tokyo").stdout
    assert all(thing.text in text for thing in found)


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["nowhere.jsonl"], "is not there"),
        ([str(SAMPLE), "--as", "tokio"], 'did you mean "tokyo"'),
        ([str(SAMPLE), "--knowledge", "referee"], "the referee knows all"),
        ([str(SAMPLE), "--json"], "--knowledge"),
        ([], "FILE"),
    ],
)
def test_what_is_not_understood_gets_a_sentence_and_code_2(words: list[str], says: str) -> None:
    run = wargame("replay", *words)
    assert run.returncode == 2
    assert says in run.stderr
    assert "Traceback" not in run.stderr
