"""Every key in one place: its id, the key, what the footer calls it, and what it does.

A screen takes the bindings it answers to by their ids; the action has the id's name. A letter key
means its key whatever the keyboard is set to: `meant` knows which one, and the app asks it before
it looks for a binding, never where a text is typed.
"""

from __future__ import annotations

import unicodedata

from attrs import frozen
from textual.binding import Binding, BindingType


@frozen
class Key:
    """One binding. `keys` are alternatives, the first is shown; `footer` says whether at all.
    `first` says whether it is asked before whatever has the focus."""

    id: str
    keys: str
    label: str
    tooltip: str
    footer: bool = True
    first: bool = False


KEYS = {
    key.id: key
    for key in (
        Key("undo", "u", "Undo", "Take back the last choice, if nobody has been shown anything"),
        Key("hand", "h", "Hand", "Look at the hand of the seat that is asked, behind a curtain"),
        Key("board", "b", "Board", "The whole table: every level and everything that stands"),
        Key("log", "l", "Log", "What has happened, as far as it may be read now"),
        Key("card", "c", "Card", "The card of the highlighted option: text, source, facts"),
        Key("why", "w", "Why", "What moved each level, and when"),
        Key("refused", "question_mark", "Not now", "What cannot be chosen now, and why"),
        Key(
            "briefing",
            "i",
            "Briefing",
            "The briefing; in a private sitting the seat's own too",
            False,
        ),
        Key("hint", "t", "Hint", "What the search bot would try, from what may be read now", False),
        Key("more", "space", "More", "Read on in the text beside the options", False),
        Key("gallery", "g", "Cards", "All cards of the game, with their sources", False),
        Key("rules", "r", "Rules", "The rulebook", False),
        Key("help", "f1", "Help", "The keys, and how the game is played here"),
        Key("quit", "q", "Quit", "Stop; every choice is saved already"),
        Key("stop", "ctrl+c,ctrl+q", "Stop", "Stop at once, wherever you are", False, first=True),
        Key("give_up", "escape", "Quit", "Stop; at the table pressed twice", False),
        Key("down", "escape", "Back", "Leave the curtain down", False),
        Key("close", "escape,enter,q", "Close", "Go back to the table"),
        Key("back", "escape,q", "Back", "Go back"),
        Key("submit", "enter", "Done", "Take what was typed"),
        Key("scroll_down", "down", "More", "Read on, with up and page keys too"),
        Key("lift", "x", "Lift", "Lift the curtain; nothing else has this key", False),
        Key("find", "slash", "Find", "Show only what holds a word"),
        Key("page_before", "left", "Page", "The page before this one", False),
        Key("page_after", "right", "Page", "The page after this one, with left the one before"),
        Key("changes", "m", "Moves", "Only what moved a level, or everything"),
        Key(
            "reason", "y", "Reason", "Type why, for the choice to come; secret until the end", False
        ),
        Key("step_on", "right", "Step", "One step on"),
        Key("step_back", "left", "Back", "One step back", False),
        Key(
            "turn_on", "shift+right,ctrl+right,right_square_bracket", "Turn", "The next turn", False
        ),
        Key(
            "turn_back",
            "shift+left,ctrl+left,left_square_bracket",
            "Turn",
            "The beginning of this turn, or of the one before",
            False,
        ),
        Key("to_start", "home", "Start", "The beginning of the game", False),
        Key("to_end", "end", "End", "The end, or the last good ply", False),
        Key("run", "space", "Play", "Play on by itself, or pause"),
        Key("jump", "g", "Jump", "Go to a ply, or with t and a number to a turn", False),
        Key("faster", "plus,equals_sign", "Faster", "Play faster", False),
        Key("slower", "minus,underscore", "Slower", "Play slower", False),
        Key("viewpoint", "v", "View", "Through whose eyes: referee, each seat, the public"),
        Key("note", "n", "Note", "Write a note at this ply, in the file", False),
        Key("branch", "b", "Branch", "Go on playing from here, with the same luck, in a new save"),
        Key("knows", "k", "Knows", "What the viewer knows by now, and since when"),
        Key("read_on", "down,pagedown", "More", "Read on in the step", False),
        Key("read_back", "up,pageup", "Less", "Read back in the step", False),
        Key("see_hand", "h", "Hands", "The cards that the viewer sees, whole", False),
        Key("see_table", "t", "Table", "The whole table: every level and everything that stands"),
        Key("replay_help", "question_mark,f1", "Help", "The keys, and the verdict in full"),
        Key("leave", "escape", "Back", "Leave the replay"),
        Key("again", "r", "Replay", "The game again, step by step, from its beginning"),
        Key("menu", "enter,escape", "Menu", "Back to the menu"),
    )
}

DISPLAYED = {"enter": "enter", "escape": "esc", "right": "arrows", "down": "down"}
"""What the footer calls a key whose sign would be unclear, or is no letter."""


def bindings(*ids: str) -> list[BindingType]:
    """Give the bindings with these ids."""
    made: list[BindingType] = []
    for id in ids:
        key = KEYS[id]
        for at, one in enumerate(key.keys.split(",")):
            made.append(
                Binding(
                    one,
                    id,
                    key.label,
                    show=key.footer and at == 0,
                    key_display=DISPLAYED.get(one),
                    tooltip=key.tooltip,
                    id=f"{id}.{at}",
                    priority=key.first,
                )
            )
    return made


DIGITS: list[BindingType] = [
    Binding(str(n), f"digit({n})", show=False, id=f"digit.{n}") for n in range(10)
]
"""A digit chooses an option; in a list of more than nine digits move to it."""

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
"""The rest of the kana keys. Five vowels stand for the letters that are typed for them, since
kana are typed by Latin letters almost everywhere; a kana keyboard has them on 3 e 4 5 6."""
MEANT = {
    unicodedata.normalize("NFKC", sign): key
    for layout in LAYOUTS
    for sign, key in zip(layout, LATIN, strict=False)
    if sign.isalpha()
} | OTHERS
KANA = ord("ァ") - ord("ぁ")


def meant(sign: str) -> str:
    """Give the sign of a key that a typed sign stands for; one that stands for none is itself.

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
