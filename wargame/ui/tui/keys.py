"""Every key, by the place where it works; `FaceWords` has its name in the footer and its sentence.

`PLACES` defines all keys; a person may choose others (`keymap.py`). A screen takes those of its
place by `bindings`, its help lists them, and a key calls the screen's method `action_<id>`: a new
key is an entry here, its words in `FaceWords` and that method. `tests/screen/test_key_places.py`
finds a key without an action, an action without a key, a key without a sentence and a place that no
screen takes.

A letter key works with any keyboard layout: `meant` maps its sign to the key, and the app calls it
before it looks for a binding, but not while a text is typed.
"""

from __future__ import annotations

import unicodedata

from attrs import evolve, frozen
from textual.binding import Binding, BindingType

from wargame.ui.hotkeys import CARDS, NOTHING, ROWS


@frozen
class Key:
    """One key. `keys` are alternatives, with commas between them; the first is shown.

    `footer` says whether the footer names it, `first` whether it is asked before whatever has the
    focus.
    """

    id: str
    keys: str
    footer: bool = True
    first: bool = False

    @property
    def signs(self) -> str:
        """Its alternatives as help prints them, a space between them."""
        names = self.keys
        for name, sign in SIGNS:
            names = names.replace(name, sign)
        return names.replace(",", " ")


SIGNS = (
    ("shift+right,ctrl+right,right_square_bracket", "] shift+right"),
    ("shift+left,ctrl+left,left_square_bracket", "[ shift+left"),
    ("plus,equals_sign", "+"), ("minus,underscore", "−"), ("question_mark", "?"), ("slash", "/"),
)  # fmt: skip

STOP = Key("stop", "ctrl+c,ctrl+q", False, first=True)
QUIT = Key("quit", "q")
GIVE_UP = Key("give_up", "escape", False)
BACK = Key("back", "escape,q")
CLOSE = Key("close", "escape,enter,q")
FIELD_BEFORE = Key("field_before", "up", False)
FIELD_AFTER = Key("field_after", "down")
FIND = Key("find", "slash")
LOG = Key("log", "l")
WHY = Key("why", "w")
HELP = Key("help", "f1")
ACTIONS = Key("actions", "ctrl+p", False)
SETTINGS = Key("settings", "f3", False)
CHAIR = Key("chair", "f5", False)
LIFT = Key("lift", "x", False)

PLACES: dict[str, tuple[Key, ...]] = {
    "everywhere": (STOP, ACTIONS),
    "menu": (evolve(HELP, footer=False), evolve(SETTINGS, footer=True), QUIT, GIVE_UP),
    "setup": (
        BACK,
        FIELD_BEFORE,
        FIELD_AFTER,
        Key("begin", "f2"),
        evolve(HELP, footer=False),
    ),
    "curtain": (LIFT, Key("down", "escape", False), QUIT),
    "paused": (evolve(CHAIR, footer=True), QUIT, GIVE_UP),
    "table": (
        Key("tab_after", "tab,right"),
        Key("tab_before", "left", False),
        Key("tab_last", "e"),
        Key("put", "plus,equals_sign", False),
        Key("take_out", "minus,underscore", False),
        Key("undo", "u"),
        Key("hand", "h"),
        Key("hint", "t", False),
        Key("briefing", "i", False),
        Key("more", "space", False),
        Key("card", "c"),
        Key("reason", "y", False),
        Key("board", "b"),
        evolve(WHY, footer=False),  # no room at 80 columns
        LOG,
        Key("refused", "question_mark", False),
        Key("gallery", "g", False),
        Key("rules", "r", False),
        Key("bell", "f4", False),
        CHAIR,
        SETTINGS,
        HELP,
        QUIT,
        GIVE_UP,
    ),
    "beat": (Key("go_on", "escape,enter,space"), QUIT),
    "end": (
        Key("menu", "enter,escape"),
        Key("again", "r"),
        Key("same_deal", "d"),
        Key("another", "n"),
        LOG,
        WHY,
        evolve(HELP, footer=False),
        QUIT,
    ),
    "verdicts": (Key("scroll_down", "down"),),
    "settings": (
        BACK,
        evolve(HELP, footer=False),
        FIELD_BEFORE,
        FIELD_AFTER,
    ),
    "actions": (
        BACK,
        Key("row_before", "up", False),
        Key("row_after", "down"),
    ),
    "line": (Key("submit", "enter"),),
    "choice": (BACK, evolve(HELP, footer=False)),
    "reader": (CLOSE, evolve(HELP, footer=False)),
    "finder": (CLOSE, FIND, evolve(HELP, footer=False)),
    "table log": (Key("changes", "m"),),
    "library": (BACK, FIND, evolve(HELP, footer=False)),
    "compare": (
        CLOSE,
        evolve(HELP, footer=False),
        Key("page_before", "left", False),
        Key("page_after", "right"),
    ),
    "replay": (
        Key("replay_help", "question_mark,f1"),
        Key("step_on", "right"),
        Key("step_back", "left", False),
        Key("turn_on", "shift+right,ctrl+right,right_square_bracket", False),
        Key("turn_back", "shift+left,ctrl+left,left_square_bracket", False),
        Key("to_start", "home", False),
        Key("to_end", "end", False),
        Key("run", "space"),
        Key("jump", "g", False),
        Key("faster", "plus,equals_sign", False),
        Key("slower", "minus,underscore", False),
        Key("viewpoint", "v"),
        Key("knows", "k"),
        Key("see_table", "t"),
        Key("see_hand", "h", False),
        evolve(LOG, footer=False),  # no room at 80 columns; the table's footer has named it
        Key("note", "n", False),
        Key("branch", "b"),
        Key("leave", "escape"),
        evolve(QUIT, footer=False),
        Key("read_on", "down,pagedown", False),
        Key("read_back", "up,pageup", False),
    ),
}  # fmt: skip
"""The keys of each place, in the order of its footer and its help."""

KEYS = {key.id: key for keys in PLACES.values() for key in keys}
"""Every key by its id."""

LASTING = ("help", "replay_help", "quit", "back", "close", "leave")
"""Keys that the footer always has room for; of the others the last are left out first."""

DISPLAYED = {"enter": "enter", "escape": "esc", "right": "arrows", "down": "down"}
"""What the footer calls a key whose sign would be unclear, or is no letter."""


def bindings(place: str) -> list[BindingType]:
    """Return the bindings of a place. Raises `KeyError` for one that is not in `PLACES`."""
    return [
        Binding(
            key.keys,
            key.id,
            key.id,
            show=key.footer,
            key_display=DISPLAYED.get(key.keys.partition(",")[0]),
            id=key.id,
            priority=key.first,
        )
        for key in PLACES[place]
    ]


HOTKEYS: list[BindingType] = [
    Binding(sign, f"hotkey({sign!r})", show=False, id=f"hotkey.{sign}")
    for sign in dict.fromkeys(NOTHING + ROWS + CARDS)
]
"""A hotkey chooses the option that it stands before; see `drafts.answers`."""

LATIN = "qwertyuiopasdfghjklzxcvbnm"
LAYOUTS = (
    "ㅂㅈㄷㄱㅅㅛㅕㅑㅐㅔㅁㄴㅇㄹㅎㅗㅓㅏㅣㅋㅌㅊㅍㅠㅜㅡ",  # Korean, two sets
    "ㅃㅉㄸㄲㅆ   ㅒㅖ",
    "タテ スカンナニラセチトシハキクマノリツサソヒコミモ",  # Japanese, by kana
    "йцукенгшщзфывапролдячсмить",  # Russian
    ";ςερτυθιοπασδφγηξκλζχψωβνμ",  # Greek
)
"""What the keys of `LATIN` type in other layouts, a space where none or another meaning."""
OTHERS = {
    **dict(zip("ヌフヤユヨワメ", "127890/", strict=True)),
    **dict(zip("アイウエオ", "aiueo", strict=True)),
    "і": "s", "ў": "o", "σ": "s", "。": ".", "・": "/", "、": ",", "「": "[", "」": "]",
}  # fmt: skip
"""The rest of the kana keys. Five vowels mean the Latin letters by which they are typed, since
almost everybody types kana by Latin letters; a kana keyboard has them on 3 e 4 5 6."""
MEANT = {
    unicodedata.normalize("NFKC", sign): key
    for layout in LAYOUTS
    for sign, key in zip(layout, LATIN, strict=False)
    if sign.isalpha()
} | OTHERS
KANA = ord("ァ") - ord("ぁ")


def meant(sign: str) -> str:
    """Return the sign of a key that a typed sign stands for; one that stands for none is itself.

    Caps Lock, full-width letters and digits, and the letters that the same key types in a Korean,
    Japanese, Russian, Ukrainian or Greek layout are known.

    >>> [meant(sign) for sign in "QqㅂｑＱ１йたｈ?Σ"]
    ['q', 'q', 'q', 'q', 'q', '1', 'q', 'q', 'h', '?', 's']
    """
    plain = unicodedata.normalize("NFKC", sign)
    if len(plain) != 1:
        return sign
    plain = plain.lower() if len(plain.lower()) == 1 else plain
    if "ぁ" <= plain <= "ゖ":
        plain = chr(ord(plain) + KANA)
    return MEANT.get(plain, plain)
