"""Under the pseudo-language the screen says no English and cuts nothing at 80x24.

Each widget's text is read as it is drawn. A sentence that is cut has `…`, or lacks the mark at its
end; one that no language says is plain.
"""

from __future__ import annotations

import asyncio
import re
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from random import Random
from typing import Any

from textual.pilot import Pilot
from textual.screen import Screen
from textual.widget import Widget
from textual.widgets import OptionList

from tests.architecture.test_pseudo import PLAIN, plain, pseudo
from tests.record.test_fork import plays_on
from tests.screen.conftest import HUMANS, opening, settled, shown
from wargame import Game
from wargame.bots.bot import BOTS
from wargame.content.text.pseudo import BEGIN, END
from wargame.engine.library import library
from wargame.saves.export.compare import compare
from wargame.saves.replay.loaded import Verdict
from wargame.saves.replay.replay import Replay
from wargame.saves.replay.viewer import PUBLIC, Viewer
from wargame.saves.write.fork import fork
from wargame.ui.beats import next_beat
from wargame.ui.players import HUMAN
from wargame.ui.session import Session, new_session
from wargame.ui.settings import SETTINGS, config_file
from wargame.ui.tui.app import WargameApp
from wargame.ui.tui.keys import DISPLAYED, KEYS
from wargame.ui.tui.screens import table_dialogs as dialogs
from wargame.ui.tui.screens.actions import ActionsScreen, offers_of
from wargame.ui.tui.screens.beat_screen import BeatScreen
from wargame.ui.tui.screens.compare_screen import Compare
from wargame.ui.tui.screens.curtain import LIFTS, Curtain
from wargame.ui.tui.screens.dialogs import TextPrompt, whose_hand
from wargame.ui.tui.screens.end import EndScreen
from wargame.ui.tui.screens.replay_screen import ReplayScreen, knowledge_screen
from wargame.ui.tui.screens.settings_screen import SettingsScreen
from wargame.ui.tui.screens.setup import FIELDS, Setup, who_learns
from wargame.ui.tui.screens.shelf import Shelf, judged_entry, shelf_entries
from wargame.ui.tui.widgets.fields import Cycle
from wargame.ui.tui.widgets.form_tabs import ROWS, FormTabs
from wargame.ui.tui.widgets.key_row import KeyRow
from wargame.ui.words import face_words

SIZE = (80, 24)
SIGNS = re.compile("[▏▌▐▁▂▃▄▅▆▇█│┃━─═╌▔]")
NAMES = {verdict.name for verdict in Verdict}
"""What no language says: the verdicts on a save."""
SIGNS_OF: dict[type[Widget], set[str]] = {
    KeyRow: {*DISPLAYED.values(), "tab", "space"},
    Cycle: {*BOTS, HUMAN, *(value for values in SETTINGS.values() for value in values)},
}
"""What no language says in a widget: what stands on keys; what is typed for a player and in the
file of settings."""


def drawn(screen: Screen[Any]) -> Iterator[tuple[Widget, str]]:
    """Yield each widget that draws itself, and its text, one row after the other."""
    rows = [strip.text for strip in screen._compositor.render_strips()]
    for widget, (region, clip) in screen._compositor.visible_widgets.items():
        where = region.intersection(clip)
        if isinstance(widget, OptionList):
            yield widget, " ".join(" ".join(str(one.prompt) for one in widget.options).split())
        elif not widget.children:
            parts = [row[where.x : where.right] for row in rows[where.y : where.bottom]]
            yield widget, " ".join(SIGNS.sub(" ", " ".join(parts)).split())


def scrolls(widget: Widget) -> bool:
    """Return whether a widget, or what it stands in, can be scrolled to what is not shown."""
    return any(
        isinstance(one, Widget) and one.max_scroll_y > 0 for one in widget.ancestors_with_self
    )


def check(screen: Screen[Any], words: Any, given: set[str]) -> int:
    """Find no English and nothing cut; return the number of sentences that were read."""
    sentences = 0
    for widget, text in drawn(screen):
        if isinstance(widget, FormTabs):
            check_tabs(widget, text, words)
            continue
        where = f"{type(screen).__name__}, {type(widget).__name__} {widget.id}: {text}"
        head, _, last = text.rpartition(BEGIN)
        bare = head if scrolls(widget) and END not in last else text
        known = (
            NAMES | given | next((v for k, v in SIGNS_OF.items() if isinstance(widget, k)), set())
        )
        for name in sorted(known, key=len, reverse=True):
            bare = re.sub(rf"(?<!\w){re.escape(name)}(?!\w)", "", bare)
        assert not plain(bare, words), f"English in {where}"
        assert "…" not in text, f"cut in {where}"
        sentences += text.count(BEGIN)
        assert text.count(BEGIN) == text.count(END) or scrolls(widget), f"cut in {where}"
    return sentences


def check_tabs(tabs: FormTabs, text: str, words: Any) -> None:
    """Find no English in the names of a form's tabs, which stand whole; of an answer a tab has as
    much as it has room for."""
    assert tabs.form is not None
    for (name, _, _), (line, _, _) in zip(tabs.form.tabs, tabs.spans, strict=True):
        assert not plain(name, words), f"English in a tab: {name}"
        assert name in text or not 0 <= line < ROWS, f"a tab is cut: {name} in {text}"


class Walk:
    """Opens screens one after the other over an app that speaks the pseudo-language."""

    def __init__(self, pilot: Pilot[int], game: Game) -> None:
        self.pilot, self.app = pilot, pilot.app
        self.words = pseudo(game)
        names = [spec.name.upper() for spec in game.program.ruleset.seat]
        self.given = {*game.program.briefing(-1), *game.program.details(), *names}

    async def look(self) -> None:
        """Read the screen on top."""
        await shown(self.pilot)
        await settled(self.pilot)
        assert check(self.app.screen, self.words, self.given), f"{self.app.screen} says nothing"

    async def over(self, *makes: Callable[[], Screen[Any]]) -> None:
        """Open screens, read each and close it."""
        for make in makes:
            with self.app._context():
                screen = make()
            self.app.push_screen(screen)
            await self.look()
            self.app.pop_screen()


def walk(app: WargameApp, game: Game, way: Callable[[Walk], Any]) -> None:
    async def run() -> None:
        async with app.run_test(size=SIZE, notifications=True, tooltips=True) as pilot:
            await way(Walk(pilot, game))

    asyncio.run(run())


def begun(folder: Path, seed: int) -> Session:
    session = new_session(folder, "new-entente", seed, HUMANS, language="pseudo")
    session.settings = session.settings.having("beats", "off")
    return session


def test_a_table_says_no_english_and_cuts_nothing(tmp_path: Path) -> None:
    session = begun(tmp_path, opening())
    game = session.game

    async def way(walk: Walk) -> None:
        await walk.look()
        await walk.pilot.press("enter")
        await walk.look()
        beat = next_beat(game, 0)
        assert beat is not None
        await walk.over(
            lambda: BeatScreen(beat, game.words.beat_goes_on()),
            lambda: dialogs.why_screen(game),
            lambda: dialogs.refused_screen(game),
            lambda: dialogs.reason_screen(session),
            lambda: dialogs.LogScreen(game, -1, session.face.log_head()),
            lambda: dialogs.standing_screen(game),
            lambda: whose_hand({0: game.words.seat(0)}),
        )
        while not isinstance(walk.app.screen, Curtain):
            await walk.pilot.press("enter")
            await walk.pilot.pause()
        await walk.look()
        await walk.pilot.press(LIFTS)
        await shown(walk.pilot)
        walk.given |= {*game.program.briefing(session.holder)}
        await walk.look()
        await walk.pilot.press("enter")
        await walk.look()
        await walk.over(lambda: dialogs.HandScreen(game, session.holder))

    walk(WargameApp(tmp_path, session, rest=0.0), game, way)


def test_end_replay_comparison_and_shelf_say_no_english(tmp_path: Path) -> None:
    session = begun(tmp_path, 4)
    game, rng = session.game, Random(2)
    while session.decision is not None:
        session.choose(rng.choice(session.decision.keys))
    session.journal.close()
    path = session.journal.path
    branch = fork(path, 30, tmp_path / "b.jsonl")
    plays_on(branch, Random(1))
    replay = Replay.open(path, language="pseudo")
    both = compare(path, branch, language="pseudo")
    tokyo = Viewer("tokyo", 1)
    letter = tmp_path / "letter.jsonl"
    letter.write_text("Dear sir\n")
    app = WargameApp(tmp_path, language="pseudo", rest=0.0)
    app.seat_colours(game.program.ruleset.seat)

    async def way(walk: Walk) -> None:
        said = {one.sentence for one in shelf_entries(tmp_path) if one.sentence}
        said |= {judged_entry(file).sentence for file in (path, branch)}
        walk.given |= {path.name, branch.name, letter.name, game.program.scenario.id, *said}
        await walk.over(
            lambda: EndScreen(game, session.opened),
            partial(ReplayScreen, replay),
            partial(ReplayScreen, replay, tokyo, 57),
            partial(ReplayScreen, replay, None, replay.last),
            partial(knowledge_screen, replay, replay.viewers[0], 57),
            partial(knowledge_screen, replay, tokyo, 57),
            partial(knowledge_screen, replay, PUBLIC, 57),
            partial(Compare, both),
            partial(Shelf, tmp_path),
        )

    walk(app, game, way)


def test_menu_set_up_settings_and_help_say_no_english(tmp_path: Path) -> None:
    app = WargameApp(tmp_path, language="pseudo", rest=0.0)
    program = app.program
    game = Game.new(program.scenario.id, seed=1, language="pseudo")

    async def way(walk: Walk) -> None:
        walk.given |= {app.heading.upper(), "a.jsonl"}
        await walk.look()
        offers = offers_of(walk.app.screen)  # type: ignore[arg-type]
        both = [library().program(id, language="pseudo") for id in library().scenarios]
        walk.given |= {one.scenario.premise for one in both} | {one.scenario.name for one in both}
        walk.given |= {str(config_file("")), "keys.toml", "settings.toml"}
        walk.given |= {'undo = "f5"', *(" ".join(key.signs.split()) for key in KEYS.values())}
        await walk.over(
            who_learns,
            partial(TextPrompt, app.face.ask_code("a.jsonl"), app.face.ask_code_hint()),
            partial(SettingsScreen, app),
            partial(ActionsScreen, offers),
        )
        with walk.app._context():
            screen = Setup([(one.scenario, one.ruleset) for one in both])
        walk.app.push_screen(screen)
        await walk.look()
        for _ in screen.query(f"{FIELDS}, Button"):
            await walk.pilot.press("down")
            await walk.look()
        for fault in (app.face.code_twice(), app.face.seed_expected(19)):
            screen.refuse(fault, "#seed")
            await walk.look()
        walk.app.pop_screen()

    walk(app, game, way)


def test_help_says_no_english_but_the_rulebook() -> None:
    """The words of the rulebook are read from it as they are written."""
    face = face_words("pseudo")
    for id in KEYS:
        assert not PLAIN.findall(face.key_name(id) + face.key_help(id)), id
    for part in ("here", "how", "signs", "keys", "words"):
        assert not PLAIN.findall(face.help_part(part))
