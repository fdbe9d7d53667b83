"""What is at stake is never cut: ten games, each question as its reader sees it at 80 columns."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from random import Random

from rich.cells import cell_len
from textual.geometry import Size

from wargame.bots.bot import BOTS
from wargame.engine.loop import asked_view
from wargame.ui.session import Session, new_session
from wargame.ui.tui.table_model import TableModel, table_model
from wargame.ui.tui.widgets import board
from wargame.ui.tui.widgets.panels import Log
from wargame.ui.tui.widgets.score_panel import ScorePanel

COLUMNS, COLUMN, STEP = 80, 36, 14
"""The columns of the least screen, the cells of the column of points, and every how many questions
are looked at on the open table."""
GAMES = (
    *(("new-entente", seed, "random") for seed in range(4)), ("new-entente", 4, "adaptive"),
    *(("cracks", seed, "random") for seed in range(3)),
    ("limbo", 3, "random"), ("first-week", 1, "random"),
)  # fmt: skip


def told(seen: TableModel) -> Iterator[tuple[str, int]]:
    """Yield what the widgets draw of stakes, promises and crises, with the cells that each has; in
    few rows and in many."""
    width = COLUMNS - 2
    for widget, cells, heights in (
        (board.Threats(), width, (2,)),
        (board.Relations(), width, (1,)),
        (board.Tracks(), width, (1,)),
        (board.Seats(), width + 1, (4,)),
        (board.OwnFlag(), width, (2, 3)),
        (board.StandingPanel(), width, (1, 5)),
        (ScorePanel(), COLUMN, (33,)),
        (Log(), width, (1, 3)),
    ):
        for height in heights:
            yield widget.draw(seen, Size(cells, height)).plain, cells


def watched(folder: Path, scenario: str, seed: int, cast: str) -> Iterator[Session]:
    """Play a game among people, who answer as bots do; stop at some questions, as their readers
    see them, at each that comes behind a curtain, and in each alarm."""
    people = dict.fromkeys(("washington", "tokyo", "seoul"), "human")
    session = new_session(folder, scenario, seed, people)
    game = session.game
    rng, bot = Random(seed), BOTS[cast][0](game.program)
    while (decision := game.decision) is not None:
        before = session.holder
        session.holder = decision.seat if decision.private else -1
        if session.holder > before or len(game.choices) % STEP == 0:
            yield session
        game.choose(bot.choose(asked_view(game.state, decision), decision, rng))


def test_no_stake_promise_or_crisis_is_cut_at_80_columns(tmp_path: Path) -> None:
    shown = Counter[str]()
    for game in GAMES:
        for session in watched(tmp_path, *game):
            seen = table_model(session)
            for text, cells in told(seen):
                assert "…" not in text
                assert all(cell_len(row) <= cells for row in text.split("\n")), text
            shown += check_whole(seen)
    assert min(shown[what] for what in ("private", "alarm", "promise", "crisis", "vote")) > 20


def check_whole(seen: TableModel) -> Counter[str]:
    """Find the most pressing things whole; counts what there was to be found."""
    width = COLUMNS - 2
    threats = board.Threats().draw(seen, Size(width, 2)).plain
    for track in seen.stakes.tracks:
        assert track.word is None or track.word.brief in threats
        if track.after != track.now and track.label in threats:
            assert f"→ {track.after}" in threats
    seats = board.Seats().draw(seen, Size(width + 1, 4)).plain
    assert all(seat.vote in seats and seat.tier in seats for seat in seen.stakes.seats)
    flag = board.OwnFlag().draw(seen, Size(width, 2)).plain
    assert ("in all" in flag) == (seen.stakes.own is not None and bool(seen.stakes.own.flag))
    if seen.stakes.banner:
        assert seen.stakes.banner[-1] in board.TableHeader().draw(seen, Size(COLUMNS, 1)).plain
    panel = board.StandingPanel()
    if seen.standing:
        least = panel.draw(seen, Size(width, panel.least(seen, width))).plain
        assert " ".join(least.split()).startswith(panel.lines(seen)[0].plain)
    newest = " ".join(Log().draw(seen, Size(width, 3)).plain.split())
    whole = newest.endswith(" ".join(seen.log[-1].split()))
    assert whole or newest.endswith(f"more: key {Log.rest}")
    return Counter(
        private=seen.private,
        alarm=bool(seen.stakes.alarm),
        promise=any(line.startswith("Due") for line in seen.standing),
        crisis=any(line.startswith("Crisis") for line in seen.standing),
        vote=any(seat.vote for seat in seen.stakes.seats),
    )
