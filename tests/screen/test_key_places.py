"""The screen's tables and its classes name each other rightly: keys, selectors, colours."""

from __future__ import annotations

import re
from importlib import import_module
from pathlib import Path

import pytest
import textual.widgets
from textual.binding import Binding
from textual.dom import DOMNode
from textual.screen import ModalScreen, Screen

from wargame.ui import tui
from wargame.ui.drafts import CARDS, NOTHING, ROWS
from wargame.ui.tui.keys import KEYS, PLACES, Key
from wargame.ui.tui.screens.dialogs import HelpScreen
from wargame.ui.words import ENGLISH

TOP = Path(str(tui.__file__)).parent
SOURCES = [path for path in sorted(TOP.rglob("*.py")) if path.name != "__init__.py"]
WITH_PARAMETER = {"hotkey", "turn"}
"""Actions of a widget's own bindings, which say the parameter: a sign, the way to turn."""


def classes() -> list[type[DOMNode]]:
    """List the classes of the screen."""
    found = []
    for path in SOURCES:
        parts = path.relative_to(TOP).with_suffix("").parts
        module = import_module(".".join(("wargame.ui.tui", *parts)))
        for thing in vars(module).values():
            if isinstance(thing, type) and thing.__module__ == module.__name__:
                found.append(thing)
    return found


def bound(cls: type) -> set[str]:
    """List the ids of the keys that a class takes itself."""
    own = vars(cls).get("BINDINGS", [])
    return {b.id.partition(".")[0] for b in own if isinstance(b, Binding) and b.id}


@pytest.mark.parametrize("place", PLACES)
def test_each_place_has_a_taker_that_can_do_all_its_keys(place: str) -> None:
    ids = {key.id for key in PLACES[place]}
    takers = [cls for cls in classes() if bound(cls) == ids]
    assert takers, f"no class takes the keys of {place!r}"
    for cls in takers:
        for id in ids:
            assert hasattr(cls, f"action_{id}"), f"{cls.__name__} has no action_{id}"


def test_each_action_has_a_key() -> None:
    """One of ours, or one that the widget has from Textual."""
    for cls in classes():
        bound = [b for base in cls.__mro__ for b in vars(base).get("BINDINGS", ())]
        known = {*KEYS, *WITH_PARAMETER, *(b.action for b in bound if isinstance(b, Binding))}
        for name in vars(cls):
            id = name.removeprefix("action_")
            if id != name:
                assert id in known, f"no key does {cls.__name__}.{name}"


def heard(cls: type) -> set[str]:
    """List the keys that a screen takes, itself or as one of its kind."""
    bindings = [b for base in cls.__mro__ for b in vars(base).get("BINDINGS", ())]
    return {key for b in bindings if isinstance(b, Binding) for key in b.key.split(",")}


def own_screens() -> list[type[Screen[object]]]:
    """List the screens that are opened, which those that only others are made of are not."""
    screens = [cls for cls in classes() if issubclass(cls, Screen)]
    kinds = {base for cls in screens for base in cls.__mro__[1:]}
    return [cls for cls in screens if cls not in kinds]


def test_each_screen_has_a_way_out() -> None:
    for cls in own_screens():
        assert "escape" in heard(cls), f"{cls.__name__} takes no key of a place that leaves it"


def test_each_screen_is_opened_somewhere() -> None:
    text = "\n".join(path.read_text("utf-8") for path in SOURCES)
    for cls in own_screens():
        assert re.search(rf"(?<!class )\b{cls.__name__}\(", text), f"nothing opens {cls.__name__}"


@pytest.mark.parametrize("place", PLACES)
def test_each_key_of_a_place_has_a_sentence_and_a_sign_of_its_own(place: str) -> None:
    signs = [sign for key in PLACES[place] for sign in key.keys.split(",")]
    assert len(signs) == len(set(signs))
    for key in PLACES[place]:
        assert ENGLISH.key_name(key.id), key.id
        assert ENGLISH.key_help(key.id)[:1].isupper(), key.id


def test_no_hotkey_of_an_option_is_a_key_of_its_screen_or_of_the_curtain() -> None:
    hotkeys = [*NOTHING, *CARDS, *ROWS]
    assert len(hotkeys) == len(set(hotkeys))
    for place in ("table", "curtain", "choice", "everywhere"):
        for key in PLACES[place]:
            assert not {*key.keys.split(",")} & {*hotkeys}, key.id


def test_a_key_means_one_thing_wherever_it_is_heard() -> None:
    for keys in PLACES.values():
        for key in keys:
            other: Key = KEYS[key.id]
            assert key.keys == other.keys


def test_the_help_of_the_table_tells_of_each_of_its_keys() -> None:
    text = HelpScreen(()).content("").plain
    for sign in (*NOTHING, *CARDS, *ROWS[9:]):
        assert re.search(rf"\b{sign}\b", text.partition("Keys\n")[2].partition("tab right")[0])
    for key in PLACES["table"]:
        line = rf"^{re.escape(key.signs)} +{re.escape(ENGLISH.key_help(key.id))}$"
        assert re.search(line, text, re.M), key.id


def test_the_style_sheet_names_classes_that_exist() -> None:
    """A class that was renamed alone would lose its style without a word."""
    known = {cls.__name__ for cls in (*classes(), Screen, ModalScreen)}
    known |= set(textual.widgets.__all__) | {"Toast"}
    sheet = re.sub(r"/\*.*?\*/|\{.*?\}", " ", (TOP / "theme.tcss").read_text("utf-8"), flags=re.S)
    named = set(re.findall(r"(?<![\w.#:-])[A-Z]\w*", sheet))
    assert {"ReplayHeader", "VerdictLine"} <= named
    assert named <= known


def test_no_colour_is_written_but_in_the_palette() -> None:
    for path in (*SOURCES, TOP / "theme.tcss"):
        found = re.findall(r"#[0-9a-fA-F]{6}\b", path.read_text("utf-8"))
        assert not found or path.name == "palette.py", f"{path.name}: {found}"
