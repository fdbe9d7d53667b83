"""Every key, by the place where it works: the key, its name in the footer, its sentence in help.

`PLACES` defines all keys; a person may choose others (`keymap.py`). A screen takes those of its
place by `bindings`, its help lists them, and a key calls the screen's method `action_<id>`: a new
key is an entry here and that method. `tests/screen/test_key_places.py` finds a key without an
action, an action without a key, a key without a sentence and a place that no screen takes.

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

    `label` is its name in the footer, `tooltip` its sentence in the help, `footer` whether the
    footer names it, `first` whether it is asked before whatever has the focus.
    """

    id: str
    keys: str
    label: str
    tooltip: str
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

STOP = Key("stop", "ctrl+c,ctrl+q", "Stop", "Stop at once, wherever you are", False, first=True)
QUIT = Key("quit", "q", "Quit", "Stop; every choice is saved already")
GIVE_UP = Key("give_up", "escape", "Quit", "Stop; at the table pressed twice", False)
BACK = Key("back", "escape,q", "Back", "Go back")
CLOSE = Key("close", "escape,enter,q", "Close", "Go back to the table")
FIELD_BEFORE = Key("field_before", "up", "Field before", "The field before this one", False)
FIELD_AFTER = Key("field_after", "down", "Next field", "Move")
FIND = Key("find", "slash", "Find", "Show only what holds a word")
LOG = Key("log", "l", "Log", "What has happened, as far as it may be read now")
WHY = Key("why", "w", "Why", "What moved each level, and when")
HELP = Key("help", "f1", "Help", "The words under the cursor, the keys, all words of the rulebook")
ACTIONS = Key("actions", "ctrl+p", "Actions", "All that can be done here, with its keys", False)
SETTINGS = Key("settings", "f3", "Settings", "Colours, signs, what is shown by itself", False)
LIFT = Key("lift", "x", "Lift", "Lift the curtain; nothing else has this key", False)

PLACES: dict[str, tuple[Key, ...]] = {
    "everywhere": (STOP, ACTIONS),
    "menu": (evolve(HELP, footer=False), evolve(SETTINGS, footer=True), QUIT, GIVE_UP),
    "setup": (
        BACK,
        FIELD_BEFORE,
        FIELD_AFTER,
        Key("begin", "f2", "Begin", "Deal the cards"),
        evolve(HELP, footer=False),
    ),
    "curtain": (LIFT, Key("down", "escape", "Back", "Leave the curtain down", False), QUIT),
    "table": (
        Key("tab_after", "tab,right", "Next", "The next question of the form"),
        Key("tab_before", "left", "Before", "The question before it", False),
        Key("tab_last", "e", "Seal", "To the end of the form, where it is sealed"),
        Key("put", "plus,equals_sign", "Add", "Put it on the list, or let it be due later", False),
        Key("take_out", "minus,underscore", "Take out",
            "Let it be due sooner, or take it off the list", False),
        Key("undo", "u", "Undo", "Drop the last answer of the form, or take back a choice"),
        Key("hand", "h", "Hand", "Look at the hand of the seat that is asked, behind a curtain"),
        Key("hint", "t", "Hint", "What the search bot would try, from what may be read now", False),
        Key("briefing", "i", "Briefing",
            "The briefing; in a private sitting the seat's own too", False),
        Key("more", "space", "More", "Read on in the text beside the options", False),
        Key("card", "c", "Card", "The card of the highlighted option: text, source, facts"),
        Key("reason", "y", "Reason",
            "Type why, for the choice to come; secret until the end", False),
        Key("board", "b", "Board",
            "The whole table: every level, everything that stands, all that is at stake"),
        evolve(WHY, footer=False),  # no room at 80 columns
        LOG,
        Key("refused", "question_mark", "Not now", "What cannot be chosen now, and why", False),
        Key("bell", "f4", "Close", "Close the game, now or after this turn: it is scored as it "
            "stood after a whole turn", False),
        Key("gallery", "g", "Cards", "All cards of the game, with their sources", False),
        Key("rules", "r", "Rules", "The rulebook", False),
        SETTINGS,
        HELP,
        QUIT,
        GIVE_UP,
    ),
    "beat": (Key("go_on", "escape,enter,space", "Go on", "Go on, as any other key does"), QUIT),
    "end": (
        Key("menu", "enter,escape", "Menu", "Back to the menu"),
        Key("again", "r", "Replay", "The game again, step by step, from its beginning"),
        Key("same_deal", "d", "Same deal", "A new game with the same cards and the same players"),
        Key("another", "n", "Another", "A new game: another scenario, other players"),
        LOG,
        WHY,
        evolve(HELP, footer=False),
        QUIT,
    ),
    "verdicts": (Key("scroll_down", "down", "More", "Read on, with up and page keys too"),),
    "settings": (
        BACK,
        evolve(HELP, footer=False),
        FIELD_BEFORE,
        FIELD_AFTER,
    ),
    "actions": (
        BACK,
        Key("row_before", "up", "Row before", "The row before this one", False),
        Key("row_after", "down", "Next row", "Move; enter does what the row says"),
    ),
    "line": (Key("submit", "enter", "Done", "Take what was typed"),),
    "choice": (BACK, evolve(HELP, footer=False)),
    "reader": (CLOSE, evolve(HELP, footer=False)),
    "finder": (CLOSE, FIND, evolve(HELP, footer=False)),
    "table log": (Key("changes", "m", "Moves", "Only what moved a level, or everything"),),
    "library": (BACK, FIND, evolve(HELP, footer=False)),
    "compare": (
        CLOSE,
        evolve(HELP, footer=False),
        Key("page_before", "left", "Page", "The page before this one", False),
        Key("page_after", "right", "Page", "The page after this one, with left the one before"),
    ),
    "replay": (
        Key("replay_help", "question_mark,f1", "Help", "The keys, and the verdict in full"),
        Key("step_on", "right", "Step", "One step on"),
        Key("step_back", "left", "Back", "One step back", False),
        Key("turn_on", "shift+right,ctrl+right,right_square_bracket", "Turn",
            "The next turn", False),
        Key("turn_back", "shift+left,ctrl+left,left_square_bracket", "Turn",
            "The beginning of this turn, or of the one before", False),
        Key("to_start", "home", "Start", "The beginning of the game", False),
        Key("to_end", "end", "End", "The end, or the last good ply", False),
        Key("run", "space", "Play", "Play on by itself, or pause"),
        Key("jump", "g", "Jump", "Go to a ply, or with t and a number to a turn", False),
        Key("faster", "plus,equals_sign", "Faster", "Play faster", False),
        Key("slower", "minus,underscore", "Slower", "Play slower", False),
        Key("viewpoint", "v", "View", "Through whose eyes: referee, each seat, the public"),
        Key("knows", "k", "Knows", "What the viewer knows by now, and since when"),
        Key("see_table", "t", "Table", "The whole table: every level and everything that stands"),
        Key("see_hand", "h", "Hands", "The cards that the viewer sees, whole", False),
        evolve(LOG, footer=False),  # no room at 80 columns; the table's footer has named it
        Key("note", "n", "Note", "Write a note at this ply, in the file", False),
        Key("branch", "b", "Branch", "Go on playing from here, with the same luck, in a new save"),
        Key("leave", "escape", "Back", "Leave the replay"),
        evolve(QUIT, footer=False),
        Key("read_on", "down,pagedown", "More", "Read on in the step", False),
        Key("read_back", "up,pageup", "Less", "Read back in the step", False),
    ),
}  # fmt: skip
"""The keys of each place, in the order of its footer and its help."""

KEYS = {key.id: key for keys in PLACES.values() for key in keys}
"""Every key by its id."""

DISPLAYED = {"enter": "enter", "escape": "esc", "right": "arrows", "down": "down"}
"""What the footer calls a key whose sign would be unclear, or is no letter."""


def bindings(place: str) -> list[BindingType]:
    """Return the bindings of a place. Raises `KeyError` for one that is not in `PLACES`."""
    return [
        Binding(
            key.keys,
            key.id,
            key.label,
            show=key.footer,
            key_display=DISPLAYED.get(key.keys.partition(",")[0]),
            tooltip=key.tooltip,
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
