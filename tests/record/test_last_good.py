"""How far a save is good: one answer, for whatever shows it or goes on from it."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.record.forge import Change, forged, lines_of, write
from tests.record.test_journal import played
from tests.record.test_verify import run
from wargame.engine.game import Game
from wargame.saves.export.rows import rows_of
from wargame.saves.format import lines
from wargame.saves.format.errors import NothingToShow
from wargame.saves.replay import loaded as loading
from wargame.saves.replay.loaded import Verdict, load
from wargame.saves.replay.replay import Replay
from wargame.saves.replay.viewer import REFEREE
from wargame.saves.write.fork import fork
from wargame.saves.write.journal import recover

SAYS = "No part of it can be shown or gone on from: wargame never shows a game that did not happen"


def first_choice(**change: str) -> Change:
    """Change the first choice of a save."""
    return lambda lines: next(line for line in lines if "ply" in line).update(change)


@pytest.mark.parametrize(
    "change",
    [
        first_choice(seat="nobody"),
        first_choice(state="0" * 8, seat="nobody"),
        lambda lines: lines[0]["promises"].update(deal="0" * 64),
        lambda lines: lines[-1].update(secret="00" * 32),
    ],
)
def test_a_game_of_which_no_ply_is_good_is_refused_everywhere_alike(
    tmp_path: Path, change: Change
) -> None:
    played(tmp_path / "save.jsonl", seed=3)
    path, new = forged(tmp_path / "save.jsonl", change), tmp_path / "new.jsonl"
    loaded = load(path)
    assert (loaded.verdict, loaded.ply) == (Verdict.DIVERGED, 0)
    whole = f"{path} is DIVERGED: {loaded.sentence}. {SAYS}"
    words = (
        ["replay", "--plain"], ["replay", "--knowledge", "public"],
        ["fork", "--at", "0", "--no-play"],
        *(["export", "--format", form] for form in ("jsonl", "csv", "spreadsheet", "md")),
        ["compare", str(tmp_path / "save.jsonl")], ["verify", "--recover", str(new)],
    )  # fmt: skip
    for command, *more in words:
        more += ["--save", str(new)] if command == "fork" else []
        said = run(command, str(path), *more)
        assert str(said.exception) == whole, command
        assert not said.stdout, command
    calls: list[Callable[[], object]] = [
        lambda: Replay.open(path), lambda: rows_of(load(path), REFEREE),
        lambda: fork(path, 0, new), lambda: recover(path, new),
    ]  # fmt: skip
    for call in calls:
        with pytest.raises(NothingToShow):
            call()
    assert not new.exists()


def test_all_agree_how_far_a_game_is_good_whose_positions_were_never_so(tmp_path: Path) -> None:
    """Only the second mark says that the positions between two marks were others."""
    path = tmp_path / "save.jsonl"
    played(path, seed=3)
    save = lines_of(path)
    marks = [n for n, line in enumerate(save) if "mark" in line]
    one, two = next((a, b) for a, b in itertools.pairwise(marks) if b - a > 5)
    changed = [line for line in save[one + 3 : two] if "ply" in line]
    for line in changed:
        line["state"] = "0" * 8
    save[two]["fingerprint"] = "0" * 32
    write(path, save)
    loaded, good = load(path), int(changed[0]["ply"]) - 1
    assert loaded.timeline.plies > good
    assert loaded.last_good == Replay.open(path).last == good
    told = [row for row in rows_of(loaded, REFEREE) if row["kind"] == "choice"]
    assert [row["ply"] for row in told] == list(range(good))
    made = recover(path, tmp_path / "new.jsonl")
    assert (made.verdict, made.timeline.plies) == (Verdict.OPEN, good)
    with pytest.raises(Exception, match=f"good up to ply {good}"):
        fork(path, good + 1, tmp_path / "branch.jsonl")


def test_a_save_is_opened_once_and_played_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "save.jsonl"
    played(path, seed=3)
    opened: list[Path] = []
    chosen: list[str] = []
    choose = Game.choose

    def counted(game: Game, key: str) -> None:
        chosen.append(key)
        choose(game, key)

    def noted(path: Path) -> object:
        opened.append(path)
        return lines.open_plain(path)

    monkeypatch.setattr(loading, "open_plain", noted)
    monkeypatch.setattr(Game, "choose", counted)
    plies = load(path).timeline.plies
    once = chosen[:]
    chosen.clear()
    opened.clear()
    assert len(Replay.open(path).summaries) == plies + 1
    assert opened == [path]
    assert chosen == once
