"""The list of all that can be done on a screen, each action with its keys; a word narrows it.

Textual's own palette is off: its sentences and signs are not ours, and it is drawn over the screen
whose secrets it must not outlive.
"""

from __future__ import annotations

from textwrap import wrap
from typing import Any

from attrs import frozen
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.dom import DOMNode
from textual.widgets import Input, OptionList
from textual.widgets.option_list import Option

from wargame.ui.tui.keymap import mine
from wargame.ui.tui.keys import ACTIONS, KEYS, Key, bindings
from wargame.ui.tui.palette import BRIGHT, QUIET
from wargame.ui.tui.screens.base import Dialog, Page
from wargame.ui.tui.text import current_face, fit, say
from wargame.ui.tui.widgets.fields import Field
from wargame.ui.tui.widgets.rule import Rule

SIGNS = 17
"""Cells of the column of keys."""


@frozen
class Offer:
    """One action: its key, whose it is, and why it would do nothing now, or ""."""

    key: Key
    node: DOMNode
    why: str


def offers_of(screen: Page[Any] | Dialog[Any]) -> list[Offer]:
    """List the actions of a screen and of what has the focus there, in the order of its keys."""
    made: dict[str, Offer] = {}
    for node in (screen.focused or screen).ancestors_with_self:
        for bound in node._bindings.key_to_bindings.values():
            key = KEYS.get(bound[0].id or "")
            if key is not None and key is not ACTIONS and screen.check_action(key.id, ()):
                made.setdefault(key.id, Offer(mine(key), node, screen.refusal(key.id)))
    return list(made.values())


def said_of(key: Key) -> str:
    """Return all that is said of a key."""
    face = current_face()
    return f"{face.key_name(key.id)} {key.signs} {face.key_help(key.id)}"


class ActionsScreen(Dialog[Offer | None]):
    """Its result is the action that was chosen; None when it is left. What would do nothing now is
    grey, and cannot be chosen."""

    BINDINGS = bindings("actions")
    AUTO_FOCUS = "Input"
    offers = False

    def __init__(self, listed: list[Offer]) -> None:
        super().__init__()
        self.listed = listed
        self.fitting = listed

    def body(self) -> ComposeResult:
        """Yield the widgets of the screen."""
        with Vertical(classes="page"):
            yield Rule(current_face().actions_head())
            yield Field(placeholder=current_face().find_action(), classes="find")
            yield OptionList(markup=False, id="actions")

    def set_up(self) -> None:
        """Fill the widgets and set the focus."""
        self.list_fitting("")

    def list_fitting(self, word: str) -> None:
        """List the actions whose name, key or sentence holds a word."""
        wanted = word.casefold().strip()
        self.fitting = [offer for offer in self.listed if wanted in said_of(offer.key).casefold()]
        listing = self.query_one(OptionList)
        listing.set_options([self._row(offer) for offer in self.fitting])
        free = (at for at, offer in enumerate(self.fitting) if not offer.why)
        listing.highlighted = next(free, None)

    def _row(self, offer: Offer) -> Option:
        key, text = offer.key, current_face().key_help(offer.key.id)
        text = f"{text}: {offer.why}" if offer.why else text
        text = f"\n{' ' * SIGNS}".join(wrap(text, self.app.size.width - SIGNS - 4))
        label = say(fit(key.signs, SIGNS), QUIET if offer.why else BRIGHT)
        return Option(label + say(text, QUIET if offer.why else ""), disabled=bool(offer.why))

    def on_input_changed(self, event: Input.Changed) -> None:
        """List what fits the word."""
        self.list_fitting(event.value)

    def on_input_submitted(self) -> None:
        """Choose the action under the cursor."""
        self.query_one(OptionList).action_select()

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Close with the action."""
        event.stop()
        if not self.too_small:
            self.dismiss(self.fitting[event.option_index])

    def action_row_before(self) -> None:
        """Move one row up."""
        self.query_one(OptionList).action_cursor_up()

    def action_row_after(self) -> None:
        """Move one row down."""
        self.query_one(OptionList).action_cursor_down()

    def action_back(self) -> None:
        """Leave without an action."""
        self.dismiss(None)
