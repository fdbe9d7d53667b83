"""The keys, and how a sitting goes."""

from __future__ import annotations

from textual.content import Content

from wargame.ui.tui.keys import KEYS
from wargame.ui.tui.screens.reader import Reader
from wargame.ui.tui.text import fit, rows, say
from wargame.ui.tui.widgets.board import ACCENT, BRIGHT

SITTING = (
    "The table lies open to all. A private question comes behind a curtain: pass the machine to "
    f"the seat that is named; it lifts the curtain with {KEYS['lift'].keys}, pressed on purpose: "
    "after a moment in which no key is touched.",
    "Every choice is saved as it is made. Undo takes back only what has shown nobody anything.",
    "A figure after a level is its change since the asked seat’s last sitting; ! is an emergency "
    "that holds.",
    "Cap Capital · Sup Support · Crd Credibility · Int Interest · Prs Prestige · Blm Blame · "
    "Vot votes passed · Hnd cards in hand. West is West-minus-one, Accom. Accommodation.",
)


SHOWN = (
    "undo", "hand", "hint", "briefing", "more", "card", "refused", "reason", "board", "why", "log",
    "gallery", "rules", "help", "quit", "stop", "lift",
)  # fmt: skip


def help_screen() -> Reader:
    """Make the dialog of keys."""
    parts: list[Content] = [say("How it goes", ACCENT)]
    parts += [say(line, "#cfd8e1") for line in SITTING]
    parts += [Content(""), say("Keys", ACCENT)]
    parts.append(say(fit("up down", 12), BRIGHT) + say("Move; page up and down, home, end too"))
    parts.append(say(fit("enter 1-9", 12), BRIGHT) + say("Choose the option under the cursor"))
    for id in SHOWN:
        key = KEYS[id]
        shown = key.keys.replace("question_mark", "?").replace(",", " ")
        parts.append(say(fit(shown, 12), BRIGHT) + say(key.tooltip))
    return Reader("Help", rows(parts))
