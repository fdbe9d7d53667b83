"""The keys that a person has chosen: `keys.toml` beside the file of settings.

A line gives an action other keys, by the id it has in `keys.py`: `undo = "f5"`, or several in a
list. Enter and escape stay with the actions that have them, and a few actions keep all their keys
(`FIXED`). A line with a fault has no effect; each fault is told with file, line and what was
probably meant.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, Final, cast

from attrs import evolve, frozen
from textual._context import active_app
from textual.keys import Keys, _character_to_key

from wargame.content.faults import nearest, short
from wargame.system.paths import BadPath
from wargame.ui.hotkeys import CARDS, NOTHING, ROWS
from wargame.ui.settings import config_file, place, read_toml
from wargame.ui.tui.keys import KEYS, PLACES, Key

NAME: Final = "keys.toml"
FIXED: Final = ("stop", "quit", "lift")
"""Actions that keep their keys: leaving works at any time, and nothing else has the curtain's."""
KEPT: Final = ("enter", "escape")
"""Keys that stay with the actions that have them: many sentences name them."""
ALIKE: Final = {"ctrl+m": "enter", "ctrl+i": "tab", "ctrl+h": "backspace", "ctrl+[": "escape",
                "ctrl+@": "ctrl+space"}  # fmt: skip
"""Keys that a terminal cannot tell from others."""
SILENT: Final = ("ctrl+s", "ctrl+z")
"""Keys that many terminals keep for themselves."""
CURSOR: Final = ("up", "down", "enter", "home", "end", "pageup", "pagedown")
"""Keys of a list with the cursor in it."""
LISTS: Final = ("menu", "table", "choice", "library")
"""Places with such a list."""
FIELDS: Final = ("setup", "settings")
"""Places with fields that are turned."""
TYPING: Final = ("setup", "actions", "line")
"""Places where text is typed."""
ASKING: Final = ("table", "choice")
"""Places where options have hotkeys."""
WITHIN: Final = {"end": ("verdicts",), "finder": ("table log",), "choice": ("line",)}
"""Places that are heard together with those within them."""
KNOWN: Final = frozenset(
    key.value
    for key in Keys
    if not key.value.startswith("<") and key.value not in ("ctrl-at", "return")
)
SIGNS: Final = frozenset(_character_to_key(chr(code)) for code in range(33, 127))


@frozen
class Keymap:
    """Other keys by the ids of their actions; what was wrong; the file, None where there can be
    none."""

    keys: Mapping[str, str] = {}
    faults: tuple[str, ...] = ()
    path: Path | None = None


def current_keys() -> Mapping[str, str]:
    """Return the keys that the person at the running app has chosen."""
    return cast("Mapping[str, str]", getattr(active_app.get(None), "chosen_keys", {}))


def mine(key: Key) -> Key:
    """Return a key as the person at the running app has it."""
    return evolve(key, keys=current_keys().get(key.id, key.keys))


def read_keymap() -> Keymap:
    """Read the keys that are kept."""
    try:
        path = config_file(NAME)
    except BadPath:
        return Keymap()
    found, text = read_toml(path)
    keys: dict[str, str] = {}
    wrong: dict[str, str] = {}
    for id, value in found.values.items():
        try:
            keys[id] = keys_of(id, value)
        except ValueError as error:
            wrong[id] = str(error)
    while clash := first_clash(keys):
        id, wrong[id] = clash
        del keys[id]
    faults = [f"{place(path, text, id)}: {wrong[id]}" for id in found.values if id in wrong]
    return Keymap(keys, (*found.faults, *faults), path)


def keys_of(id: str, value: Any) -> str:
    """Return the keys that a line gives an action, in Textual's names, with commas between them.

    Raises `ValueError` with a sentence.

    >>> keys_of("close", ["?", "F5"])
    'question_mark,f5,escape,enter'
    """
    if id not in KEYS:
        raise ValueError(f'there is no action "{id}"; {nearest(id, KEYS)}')
    if id in FIXED:
        raise ValueError(f"{id} keeps its key, {KEYS[id].signs}")
    names = value if isinstance(value, list) else [value]
    if not names:
        raise ValueError(f"{id} needs a key")
    kept = [key for key in KEYS[id].keys.split(",") if key in KEPT]
    return ",".join(dict.fromkeys([*map(key_named, names), *kept]))


def key_named(name: object) -> str:
    """Return Textual's name of a key. Raises `ValueError` with a sentence."""
    if not isinstance(name, str) or not name.strip():
        raise ValueError(f'{short(name)} is no key; a key is a text such as "f5", "ctrl+b" or "?"')
    key = name.strip().lower()
    if key in ALIKE:
        raise ValueError(f'a terminal cannot tell "{key}" from {ALIKE[key]}')
    if key in SILENT:
        raise ValueError(f'many terminals keep "{key}" for themselves')
    if len(key) == 1 and key.isprintable():
        return _character_to_key(key)
    if key not in KNOWN | SIGNS:
        raise ValueError(f'there is no key "{name}"; {nearest(key, KNOWN | SIGNS)}')
    return key


def first_clash(chosen: Mapping[str, str]) -> tuple[str, str] | None:
    """Find a chosen key that is taken where it would be heard: its action, and a sentence."""
    order = list(chosen)
    for spot in PLACES:
        taken = _taken(spot)
        owners: dict[str, str] = {}
        keys = [key for part in (spot, *WITHIN.get(spot, ())) for key in PLACES[part]]
        for key in sorted([*PLACES["everywhere"], *keys], key=lambda key: key.id in order):
            for sign in chosen.get(key.id, key.keys).split(","):
                own = key.id in chosen and sign not in key.keys.split(",")
                if own and sign in taken:
                    return key.id, f'"{sign}" {taken[sign]}; choose another for {key.id}'
                other = owners.setdefault(sign, key.id)
                if other != key.id and key.id in chosen:
                    return key.id, f'"{sign}" has {other} already; choose another for {key.id}'
    return None


def _taken(spot: str) -> Mapping[str, str]:
    """Return the keys that no action can have in a place, and why."""
    reserved: list[tuple[bool, Iterable[str], str]] = [
        (spot in LISTS, CURSOR, "moves the cursor, or chooses"),
        (spot in FIELDS, ("left", "right", "enter", "space"), "turns a field"),
        (spot in TYPING, SIGNS, "types a sign there"),
        (spot in ASKING, CARDS, "is the key of a card"),
        (spot in ASKING, NOTHING + ROWS, "is the key of an answer"),
        (spot != "curtain", KEYS["lift"].keys.split(","), "lifts the curtain alone"),
    ]
    return {sign: why for here, signs, why in reserved if here for sign in signs}
