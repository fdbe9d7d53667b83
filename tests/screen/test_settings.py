"""Settings: their file, its faults, the command, the screen, the keys that people choose."""

from __future__ import annotations

import asyncio
import io
import json
import os
import re
import signal
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from itertools import combinations
from pathlib import Path

import pytest
from attrs import evolve
from textual.binding import Binding
from textual.color import Color
from textual.pilot import Pilot
from textual.screen import Screen

from tests.screen.conftest import HUMANS, driven, hidden_titles, rows, table
from tests.screen.test_key_places import own_screens
from tests.screen.test_sure import reach
from wargame.bots.bot import answer, make
from wargame.cli import main, opening, playing
from wargame.content.program import Program
from wargame.engine.game import Game
from wargame.engine.library import library
from wargame.saves.format.errors import SaveFailed
from wargame.saves.write import disk
from wargame.system.paths import BadPath
from wargame.ui import settings
from wargame.ui.beats import BRIEF, Beat, next_beat, together
from wargame.ui.drafts import CARDS, NOTHING, ROWS
from wargame.ui.line.line_table import LineTable
from wargame.ui.session import Session, new_session
from wargame.ui.settings import (
    BEATS,
    CONFIG,
    SETTINGS,
    BadSetting,
    Settings,
    chosen,
    keep,
    kept,
    setting_lines,
)
from wargame.ui.tui import keymap, palette
from wargame.ui.tui.app import WargameApp
from wargame.ui.tui.keymap import Keymap, first_clash, read_keymap
from wargame.ui.tui.keys import KEYS, PLACES
from wargame.ui.tui.screens.actions import ActionsScreen, offers_of
from wargame.ui.tui.screens.beat_screen import BeatScreen
from wargame.ui.tui.screens.chair_console import PauseScreen
from wargame.ui.tui.screens.curtain import Curtain
from wargame.ui.tui.screens.dialogs import HelpScreen, Reader
from wargame.ui.tui.screens.settings_screen import SettingsScreen
from wargame.ui.tui.screens.table_screen import FORM_KEYS, TableScreen
from wargame.ui.tui.widgets.fields import Cycle, Field
from wargame.ui.words import ENGLISH

SEATS = ("#66CCEE", "#CCBB44", "#EE6677")


@pytest.fixture(autouse=True)
def config(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of settings of its own, and nothing in the environment."""
    folder = tmp_path / "config"
    monkeypatch.setenv(CONFIG, str(folder))
    monkeypatch.delenv(BEATS)
    return folder


def written(config: Path, text: str, name: str = settings.NAME) -> Path:
    config.mkdir(exist_ok=True)
    path = config / name
    path.write_text(text, encoding="utf-8", newline="\n")
    return path


# -- the file -------------------------------------------------------------------------------------


def test_the_defaults_are_the_first_values_and_each_value_has_a_meaning() -> None:
    assert Settings().values == {id: values[0] for id, values in SETTINGS.items()}
    for id, values in SETTINGS.items():
        assert ENGLISH.setting_about(id).endswith(".")
        for value in values:
            meaning = ENGLISH.setting_value(f"{id}.{value}")
            assert 0 < len(meaning) < 58 - len(f"{value}: "), "80 columns have no room for more"


def test_a_setting_is_kept_and_read_again(config: Path) -> None:
    assert kept().settings == Settings()
    assert not config.exists()
    for id, values in SETTINGS.items():
        for value in values:
            assert keep(id, value) is None
            assert kept().settings.values[id] == value
    found = kept()
    assert not found.faults
    assert tomllib.loads((config / settings.NAME).read_text("utf-8")) == found.settings.values


def test_what_a_person_wrote_in_the_file_stays(config: Path) -> None:
    path = written(config, '# mine\nbeats = "brief"  # calm\n\nascii = true\n')
    assert kept().settings == Settings(beats="brief", ascii="on")
    keep("beats", "off")
    keep("theme", "light")
    assert path.read_text("utf-8") == (
        '# mine\nbeats = "off"  # calm\n\nascii = true\ntheme = "light"\n'
    )


BROKEN = [
    ('theme = "dark"\nbeats = [\n', "line 2: "),
    ('theme = "dark"\nbeats = off\n', "line 2: "),
    ("theme = 'dark'\ntheme = 'light'\n", "line 2: "),
    ('ascii = "on"\nbeets = "off"\n', 'line 2: there is no setting "beets"; did you mean "beats"?'),
    (
        'theme = "drak"\n',
        'line 1: theme cannot be "drak"; it is one of dark, light, contrast, ansi',
    ),
    ("# x\nhints = 3\n", "line 2: hints cannot be 3; it is one of on, off"),
    ('beats = ["all"]\n', "line 1: beats cannot be ['all']; it is one of all, brief, off"),
    ("[theme]\nof = 1\n", "line 1: theme cannot be"),
    ("theme = 2026-01-01\n", "line 1: theme cannot be"),
]


@pytest.mark.parametrize(("text", "told"), BROKEN, ids=range(len(BROKEN)))
def test_a_fault_is_told_and_the_file_kept_aside(config: Path, text: str, told: str) -> None:
    path = written(config, text)
    [fault] = kept().faults
    assert fault.startswith(f"{path}")
    assert told in fault
    assert path.read_text("utf-8") == text, "reading writes nothing"
    aside = config / "settings-broken-1.toml"
    assert keep("confirm", "never") == aside
    assert aside.read_text("utf-8") == text
    assert not kept().faults
    assert kept().settings.confirm == "never"


def test_what_is_right_beside_a_fault_holds(config: Path) -> None:
    written(config, 'theme = "light"\nbeats = "loud"\n')
    assert kept().settings == Settings(theme="light")
    keep("hints", "off")
    assert kept().settings == Settings(theme="light", hints="off")


@pytest.mark.parametrize("raw", [b"\xff\xfe", b"\0", b"a" * 200_000, b"x = " + b"[" * 50_000])
def test_bytes_that_are_no_settings_are_a_fault(config: Path, raw: bytes) -> None:
    written(config, "").write_bytes(raw)
    assert kept().settings == Settings()
    assert len(kept().faults) == 1
    written(config, "", keymap.NAME).write_bytes(raw)
    assert read_keymap().keys == {}
    assert len(read_keymap().faults) == 1


def test_a_folder_or_a_lost_link_in_the_place_of_the_file_is_a_fault(config: Path) -> None:
    (config / settings.NAME).mkdir(parents=True)
    assert "is a folder" in kept().faults[0]
    keep("ascii", "on")
    assert (config / "settings-broken-1.toml").is_dir()
    assert kept().settings.plain_signs


def test_nothing_is_kept_and_nothing_lost_if_the_disk_refuses(
    config: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = written(config, 'beats = "off"\n')

    def full(handle: int, data: bytes) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(disk, "write", full)
    with pytest.raises(SaveFailed, match="No space left"):
        keep("theme", "light")
    assert path.read_text("utf-8") == 'beats = "off"\n'
    assert os.listdir(config) == [path.name]


@pytest.mark.skipif(os.name != "posix", reason="kill -9")
def test_kill_9_leaves_the_old_file_or_the_new_one(config: Path) -> None:
    path = written(config, "theme = 'light'\n")
    script = (
        "import sys\nfrom wargame.ui.settings import keep\nprint('go', flush=True)\n"
        "while True:\n keep('beats', 'off')\n keep('beats', 'brief')\n"
    )
    for _ in range(4):
        run = subprocess.Popen([sys.executable, "-c", script], stdout=subprocess.PIPE, text=True)
        assert run.stdout is not None
        assert run.stdout.readline() == "go\n"
        while path.read_text("utf-8").count("\n") == 1:
            assert run.poll() is None
        run.send_signal(signal.SIGKILL)
        run.wait()
        run.stdout.close()
        found = kept()
        assert not found.faults
        assert found.settings.theme == "light"
        assert found.settings.beats in ("off", "brief")


def test_without_a_home_folder_the_defaults_hold_and_keeping_says_why(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.delenv(CONFIG)
    monkeypatch.setattr(settings, "user_config_dir", lambda *_: "")
    assert kept() == settings.Kept(Settings(), None)
    assert read_keymap() == Keymap()
    with pytest.raises(BadPath, match="WARGAME_CONFIG"):
        keep("theme", "light")


def test_the_environment_wins_over_the_file(config: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    written(config, 'beats = "brief"\n')
    assert chosen().beats == "brief"
    for word, beats in (("off", "off"), ("all", "all"), ("", "brief"), ("loud", "brief")):
        monkeypatch.setenv(BEATS, word)
        assert chosen().beats == beats


# -- the command ----------------------------------------------------------------------------------


def run(*words: str) -> int:
    return int(main.commands.main(list(words), standalone_mode=False) or 0)


def test_the_command_shows_and_sets(config: Path, capfd: pytest.CaptureFixture[str]) -> None:
    assert run("settings") == 0
    shown = capfd.readouterr().out
    for id, default in Settings().values.items():
        assert f"{id} = {default}: {ENGLISH.setting_value(f'{id}.{default}')}" in shown
    assert f"Settings: {config / settings.NAME}" in shown
    assert f"Keys: {config / keymap.NAME}" in shown
    assert run("settings", "beats", "brief") == 0
    assert capfd.readouterr().out.startswith("beats = brief: ")
    assert run("settings", "--json") == 0
    told = json.loads(capfd.readouterr().out)
    assert told["values"] == Settings(beats="brief").values
    assert told["files"]["settings"] == str(config / settings.NAME)
    assert told["faults"] == []


def test_the_command_refuses_what_is_not_there(config: Path) -> None:
    with pytest.raises(BadSetting, match='no setting "them"; did you mean "theme"'):
        run("settings", "them", "light")
    with pytest.raises(BadSetting, match="one of all, brief, off"):
        run("settings", "beats", "loud")
    assert not config.exists()


def test_the_command_tells_of_faults_in_both_files(
    config: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    written(config, "theme = 1\n")
    written(config, 'undoo = "f5"\n', keymap.NAME)
    assert run("settings") == 1
    err = capfd.readouterr().err
    assert "settings.toml, line 1: " in err
    assert 'keys.toml, line 1: there is no action "undoo"; did you mean "undo"' in err


def test_plain_signs_of_the_file_hold_for_what_is_printed_and_the_command_line_wins(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    asked: list[bool] = []
    monkeypatch.setattr(main, "spell_output", lambda ascii_signs=False: asked.append(ascii_signs))
    monkeypatch.setattr(main, "screen_wanted", lambda plain: True)
    monkeypatch.setattr(opening, "on_screen", lambda *words: asked.append(words[2]) or 0)
    keep("ascii", "on")
    run("settings")
    run("--no-ascii", "settings")
    run()
    run("--no-ascii")
    keep("ascii", "off")
    run("settings")
    run("--ascii", "settings")
    run()
    assert asked == [True, True, False, True, False]


def test_the_command_line_wins_over_kept_beats_and_hints(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun: list[Session] = []
    monkeypatch.setattr(playing, "in_lines", lambda session: begun.append(session) or 0)
    keep("beats", "brief")
    keep("hints", "off")
    play = ["--saves", str(tmp_path), "--plain", "play", "--scenario", "first-week"]
    for more in ([], ["--no-beats", "--hints"]):
        run(*play, *more)
    assert [s.settings.beats for s in begun] == ["brief", "off"]
    assert [s.hints for s in begun] == [False, True]


# -- colours --------------------------------------------------------------------------------------

MACHADO = {
    "protan": ((0.152286, 1.052583, -0.204868), (0.114503, 0.786281, 0.099216),
               (-0.003882, -0.048116, 1.051998)),
    "deutan": ((0.367322, 0.860646, -0.227968), (0.280085, 0.672501, 0.047413),
               (-0.011820, 0.042940, 0.968881)),
    "tritan": ((1.255528, -0.076749, -0.178779), (-0.078411, 0.930809, 0.147602),
               (0.004733, 0.691367, 0.303900)),
}  # fmt: skip
"""How linear colours look to the colour blind (Machado, Oliveira, Fernandes 2009, severity 1)."""
XYZ = ((0.4124, 0.3576, 0.1805), (0.2126, 0.7152, 0.0722), (0.0193, 0.1192, 0.9505))
WHITE = (0.95047, 1.0, 1.08883)


def times(matrix: tuple[tuple[float, ...], ...], vector: list[float]) -> list[float]:
    return [sum(w * v for w, v in zip(row, vector, strict=True)) for row in matrix]


def lab(colour: str, eyes: str) -> tuple[float, float, float]:
    """Give a colour in CIE L*a*b*, as somebody with these eyes sees it."""
    parts = Color.parse(colour).normalized
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    if eyes:
        linear = [min(1.0, max(0.0, part)) for part in times(MACHADO[eyes], linear)]
    scaled = [v / w for v, w in zip(times(XYZ, linear), WHITE, strict=True)]
    x, y, z = (t ** (1 / 3) if t > 0.008856 else 7.787 * t + 16 / 116 for t in scaled)
    return 116 * y - 16, 500 * (x - y), 200 * (y - z)


COMPUTED = [theme for theme in palette.THEMES if theme != "ansi"]
PAIRS = ("white focus", "white cursor", "ink alert", "threat ground", "below-par ground",
         "ground warning")  # fmt: skip
"""Other colours and what they stand on."""
TEXT = ("quiet", "caption", "soft", "ink", "light", "accent", "warning", "calm")


@pytest.mark.parametrize("theme", COMPUTED)
def test_text_and_seats_can_be_read_in_each_theme(theme: str) -> None:
    shade = palette.shades(theme)
    shown = [shade[name] for name in TEXT] + [*palette.seat_shades(theme, SEATS).values()]
    for ground in ("ground", "surface", "panel"):
        for colour in shown:
            assert palette.contrast(colour, shade[ground]) >= palette.CONTRAST, (colour, ground)
    for pair in PAIRS:
        colour, ground = pair.split()
        assert palette.contrast(shade[colour], shade[ground]) >= palette.CONTRAST, (colour, ground)


@pytest.mark.parametrize("theme", COMPUTED)
@pytest.mark.parametrize("eyes", ["", *MACHADO])
def test_seats_differ_in_colour_for_every_eye(theme: str, eyes: str) -> None:
    for one, other in combinations(palette.seat_shades(theme, SEATS).values(), 2):
        apart = sum((a - b) ** 2 for a, b in zip(lab(one, eyes), lab(other, eyes), strict=True))
        assert apart**0.5 >= 20, (one, other)


def test_the_terminals_own_colours_are_its_own() -> None:
    shade = palette.shades("ansi") | palette.seat_shades("ansi", SEATS)
    assert all(colour.startswith("ansi_") for colour in shade.values())
    assert palette.theme_named("ansi").ansi


def test_seats_are_told_apart_without_colours() -> None:
    for ruleset in library().rulesets.values():
        for sign in ("shape", "ascii", "letter", "name"):
            assert len({seat[sign] for seat in ruleset["seat"]}) == len(ruleset["seat"])


def painted(pilot: Pilot[int]) -> Iterator[tuple[str, str, str]]:
    """Give what is on the screen, piece by piece: text, its colour and its ground."""
    for strip in pilot.app.screen._compositor.render_strips():
        for text, style, _ in strip:
            if text.strip() and style is not None and style.color and style.bgcolor:
                ink, ground = style.color.get_truecolor(), style.bgcolor.get_truecolor(None, False)
                ink, ground = (ground, ink) if style.reverse else (ink, ground)
                yield text, ink.hex, ground.hex


def test_a_theme_shows_at_once_and_can_be_read_all_over_the_table(tmp_path: Path) -> None:
    decoration = re.compile(r"[\s━═╌─│┃|=.\u2580-\u259f-]+")  # lines, gauges and scroll bars

    async def look() -> None:
        async with driven(tmp_path, table(tmp_path)) as pilot:
            app = pilot.app
            assert isinstance(app, WargameApp)
            before = rows(pilot)
            for theme in ("ansi", "light", "contrast", "dark"):
                app.use(evolve(app.settings, theme=theme))
                await pilot.pause()
                assert rows(pilot) == before
                if theme == "ansi":
                    continue
                shade, grounds = palette.shades(theme), set()
                for text, ink, ground in painted(pilot):
                    grounds.add(ground)
                    if not decoration.fullmatch(text):
                        assert palette.contrast(ink, ground) >= 4.5, (theme, text, ink, ground)
                assert shade["ground"] in grounds
                if theme == "light":
                    assert all(palette.contrast(ground, "#000000") > 10 for ground in grounds)

    asyncio.run(look())


# -- what the settings do -------------------------------------------------------------------------


def test_a_change_on_the_screen_holds_at_once_and_is_kept(tmp_path: Path, config: Path) -> None:
    session = table(tmp_path)

    async def change() -> None:
        async with driven(tmp_path, session) as pilot:
            app = pilot.app
            assert isinstance(app, WargameApp)
            table_screen = app.screen
            assert isinstance(table_screen, TableScreen)
            assert any("▲" in row for row in rows(pilot))
            await pilot.press(*KEYS["settings"].keys.split(","))
            assert isinstance(app.screen, SettingsScreen)
            for id in SETTINGS:
                text = " ".join(" ".join(rows(pilot)).split())
                assert ENGLISH.setting_name(id) in text
                assert ENGLISH.setting_about(id) in text
                before = app.settings.values[id]
                await pilot.press("right")
                turned = app.screen.query_one(f"#{id}", Cycle).value
                assert turned != before
                assert app.settings.values[id] == turned == kept().settings.values[id]
                await pilot.press("down")
            assert session.settings == app.settings
            assert str(config / settings.NAME) in "".join(row.strip() for row in rows(pilot))
            assert "".join(rows(pilot)).isascii()
            await pilot.press("escape")
            assert app.screen is table_screen
            assert [sign for sign in "".join(rows(pilot)) if not sign.isascii()] == []
            assert table_screen.draft is not None

    asyncio.run(change())


def test_never_asking_twice_takes_an_answer_at_once(tmp_path: Path) -> None:
    session = table(tmp_path, seed=3)
    hotkey = reach(session, "take-back")

    async def play() -> None:
        async with driven(tmp_path, session) as pilot:
            session.settings = session.settings.having("confirm", "never")
            before = len(session.game.choices)
            await pilot.press(hotkey)
            assert session.game.choices[before].startswith("take-back")

    asyncio.run(play())


def played(program: Program) -> list[Beat]:
    """Let bots play; list the beats of the game."""
    game, bot = Game.of(program, seed=6), make("adaptive", program)
    while game.decision is not None:
        game.choose(answer(game, bot))
    beats, since = [], 0
    while (beat := next_beat(game, since)) is not None:
        beats.append(beat)
        since = beat.until
    return beats


def test_beats_in_brief_have_a_line_each_with_all_that_moved(umbrella: Program) -> None:
    beats = played(umbrella)
    words = Game.of(umbrella, seed=6).words
    made = together(words, beats)
    assert (made.first, made.until) == (beats[0].first, beats[-1].until)
    assert len(made.lines) == len(beats)
    for line, beat in zip(made.lines, beats, strict=True):
        assert line.startswith(beat.lines[0])
        assert line.endswith(beat.moves)
        assert "\n" not in line
    assert sum(bool(beat.moves) for beat in beats) > 10


def test_brief_shows_one_panel_up_to_the_next_question(tmp_path: Path) -> None:
    players = {"washington": "human", "tokyo": "random", "seoul": "random"}
    session = new_session(tmp_path, "first-week", 3, players)

    async def play() -> None:
        async with driven(tmp_path, session) as pilot:
            session.settings = session.settings.having("beats", "brief")
            turn, many = session.game.turn, 0
            while session.game.turn == turn and not many:
                asked = len(session.game.choices)
                bot = make("random", session.game.program)
                while session.bot is None and session.game.turn == turn:
                    session.choose(answer(session.game, bot))
                screen = pilot.app.screen
                assert isinstance(screen, TableScreen)
                screen.advance()
                await pilot.pause()
                if not isinstance(pilot.app.screen, BeatScreen):
                    break
                beat = pilot.app.screen.beat
                many += len(beat.lines) > 1
                assert beat.group == BRIEF
                await pilot.press("space")
                assert not isinstance(pilot.app.screen, BeatScreen)
                assert len(session.game.choices) >= asked
            assert many

    asyncio.run(play())


def test_lines_tell_each_act_in_one_line_in_brief(tmp_path: Path) -> None:
    told = {}
    for beats in ("all", "brief"):
        bots = {"washington": "adaptive", "tokyo": "adaptive", "seoul": "adaptive"}
        session = new_session(tmp_path, "first-week", 5, bots)
        session.settings = session.settings.having("beats", beats)
        said = io.StringIO()
        LineTable(session, read=lambda: "", out=said).play()
        told[beats] = [x for x in said.getvalue().splitlines() if x.startswith("Event: ")]
    assert 0 < len(told["brief"]) < len(told["all"]) / 2
    game, since = session.game, 0
    while (beat := next_beat(game, since)) is not None:
        assert f"Event: {beat.brief}" in told["brief"]
        since = beat.until


def test_settings_can_be_seen_and_set_in_lines(tmp_path: Path) -> None:
    typed = iter(["settings\n", "settings beats brief\n", "settings beats loud\n", "quit\n"])
    session, said = new_session(tmp_path, "first-week", 5, HUMANS), io.StringIO()
    table_of_lines = LineTable(session, read=lambda: next(typed, ""), out=said)
    decision = session.decision
    assert decision is not None
    for _ in range(3):
        table_of_lines.command(table_of_lines.line(), decision)
    lines = said.getvalue().splitlines()
    assert lines[:2] == [f"Setting: {line}" for line in setting_lines(ENGLISH, Settings())][:2]
    assert 'Not done: beats cannot be "loud"; it is one of all, brief, off.' in lines
    assert session.settings.beats == kept().settings.beats == "brief"


# -- keys -----------------------------------------------------------------------------------------

WRONG = [
    ('undoo = "f5"', 'there is no action "undoo"; did you mean "undo"'),
    ('undo = "f55"', 'there is no key "f55"; did you mean "f5"'),
    ('undo = "ctrl+i"', 'a terminal cannot tell "ctrl+i" from tab'),
    ('undo = "ctrl+s"', 'many terminals keep "ctrl+s" for themselves'),
    ("undo = 5", '5 is no key; a key is a text such as "f5"'),
    ("undo = []", "undo needs a key"),
    ('lift = "f5"', "lift keeps its key, x"),
    ('undo = "x"', '"x" lifts the curtain alone; choose another for undo'),
    ('undo = "a"', '"a" is the key of a card; choose another for undo'),
    ('undo = "7"', '"7" is the key of an answer; choose another for undo'),
    ('undo = "pagedown"', '"pagedown" moves the cursor, or chooses; choose another for undo'),
    ('undo = "h"', '"h" has hand already; choose another for undo'),
    ('undo = "ctrl+q"', '"ctrl+q" has stop already; choose another for undo'),
    ('begin = "b"', '"b" types a sign there; choose another for begin'),
    ('begin = "right"', '"right" turns a field; choose another for begin'),
]


@pytest.mark.parametrize(("line", "told"), WRONG, ids=[line for line, _ in WRONG])
def test_a_wrong_line_of_the_keymap_is_told_and_has_no_effect(
    config: Path, line: str, told: str
) -> None:
    path = written(config, f'# keys\n{line}\nboard = "f6"\n', keymap.NAME)
    found = read_keymap()
    [fault] = found.faults
    assert fault.startswith(f"{path}, line 2: {told}")
    assert found.keys == {"board": "f6"}


def test_a_right_line_gives_an_action_other_keys(config: Path) -> None:
    lines = [
        'undo = "h"',
        'hand = "u"',
        'help = ["f8", "F9"]',
        'refused = ["f1", "!"]',
        'close = "ctrl+g"',
    ]
    written(config, "\n".join(lines), keymap.NAME)
    found = read_keymap()
    assert not found.faults
    assert found.keys == {
        "undo": "h", "hand": "u", "help": "f8,f9", "refused": "f1,exclamation_mark",
        "close": "ctrl+g,escape,enter",
    }  # fmt: skip


def test_two_lines_with_one_key_cost_only_one_of_them(config: Path) -> None:
    written(config, 'undo = "f7"\nboard = "f7"\n', keymap.NAME)
    found = read_keymap()
    assert len(found.keys) == len(found.faults) == 1


def test_the_keys_of_the_game_clash_nowhere() -> None:
    assert first_clash({}) is None
    assert first_clash({key.id: key.keys for key in KEYS.values()}) is None


def test_a_hotkey_of_an_option_is_never_given_away() -> None:
    for sign in (*NOTHING, *CARDS, *ROWS):
        for key in PLACES["table"]:
            assert first_clash({key.id: sign}) is not None, (sign, key.id)


def test_chosen_keys_are_pressed_shown_and_explained(tmp_path: Path, config: Path) -> None:
    written(config, 'board = "f6"\nhelp = "f9"\nlog = "x"\n', keymap.NAME)

    async def press() -> None:
        async with driven(tmp_path, None) as pilot:
            [toast] = pilot.app._notifications
            assert "keys.toml, line 3: " in toast.message
        async with driven(tmp_path, table(tmp_path)) as pilot:
            app = pilot.app
            here = app.screen
            assert "f6 Board" in rows(pilot)[-1]
            await pilot.press("b")
            assert app.screen is here
            await pilot.press("f6")
            assert rows(pilot)[0].startswith("─ The table ")
            await pilot.press("escape", "f9")
            assert isinstance(app.screen, HelpScreen)
            assert re.search(r"^f6 +The whole table", app.screen.content("").plain, re.M)

    asyncio.run(press())


# -- all actions ----------------------------------------------------------------------------------


def test_the_list_has_each_key_of_each_screen_and_does_what_it_says(tmp_path: Path) -> None:
    session = table(tmp_path)

    async def look() -> None:
        async with driven(tmp_path, session) as pilot:
            app = pilot.app
            screen = app.screen
            assert isinstance(screen, TableScreen)
            offers = offers_of(screen)
            ids = {offer.key.id for offer in offers}
            known = {key.id for key in (*PLACES["table"], *PLACES["everywhere"])}
            assert ids == known - {"actions", *FORM_KEYS}, "the question is no form"
            why = {offer.key.id: offer.why for offer in offers}
            assert why["undo"] == session.game.undo_refusal
            assert not why["board"]
            await pilot.press("ctrl+p")
            listing = app.screen
            assert isinstance(listing, ActionsScreen)
            assert secrets_shown(session, pilot) == []
            field = listing.query_one(Field)
            field.value = "undo"
            await pilot.pause()
            shown = " ".join(" ".join(rows(pilot)).split())
            assert session.game.undo_refusal
            assert session.game.undo_refusal in shown
            await pilot.press("enter")
            assert app.screen is listing, "what is refused cannot be chosen"
            field.value = "whole t"
            await pilot.press("enter")
            await pilot.pause()
            assert rows(pilot)[0].startswith("─ The table ")
            reader = app.screen
            assert isinstance(reader, Reader)
            assert {o.key.id for o in offers_of(reader)} == {"stop", "close", "help"}

    asyncio.run(look())


def test_what_the_list_offers_is_not_refused_and_what_it_refuses_does_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    session = table(tmp_path)

    async def try_all() -> None:
        async with driven(tmp_path, session) as pilot:
            screen = pilot.app.screen
            assert isinstance(screen, TableScreen)
            done: list[str] = []
            monkeypatch.setattr(screen, "open", lambda *_: done.append("opened"))
            monkeypatch.setattr(screen, "raise_curtain", lambda *_: done.append("opened"))
            monkeypatch.setattr(screen, "notify", lambda text, **_: done.append(text))
            monkeypatch.setattr(screen, "think", lambda *_: done.append("opened"))
            monkeypatch.setattr(Session, "hint_thought", lambda *_: None)
            for offer in offers_of(screen):
                if offer.key.id not in ("stop", "quit", "give_up", "more", "help"):
                    done.clear()
                    at = screen.at
                    await screen.run_action(offer.key.id)
                    said = done or (["opened"] if screen.at != at else [])
                    assert (said == ["opened"]) is not bool(offer.why), (offer.key.id, said)

    asyncio.run(try_all())


def test_there_is_no_list_behind_a_curtain_or_a_beat() -> None:
    assert not Curtain.offers
    assert not BeatScreen.offers
    assert not PauseScreen.offers
    for cls in own_screens():
        offers = getattr(cls, "offers", False)
        assert offers or cls in (Curtain, BeatScreen, PauseScreen, ActionsScreen), cls


@pytest.mark.parametrize("cls", own_screens(), ids=lambda cls: cls.__name__)
def test_every_key_of_a_screen_is_one_that_the_list_knows(cls: type[Screen[object]]) -> None:
    for base in cls.__mro__:
        for bound in vars(base).get("BINDINGS", ()):
            if isinstance(bound, Binding) and base.__module__.startswith("wargame"):
                assert bound.id in KEYS, (cls, bound)
                assert ENGLISH.key_help(bound.id)


def secrets_shown(session: Session, pilot: Pilot[int]) -> list[str]:
    """List the titles of hidden cards on the screen on top."""
    text = " ".join(" ".join(rows(pilot)).split())
    return [title for title in hidden_titles(session, -1) if title in text]
