"""All cards of the game: a list with a filter, and the full card under the cursor."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from wargame.content.facts import known_facts
from wargame.content.gallery import CardPage
from wargame.engine.library import data
from wargame.ui.tui.keys import bindings
from wargame.ui.tui.palette import ACCENT, HEADING, QUIET, SOFT
from wargame.ui.tui.screens.base import Dialog
from wargame.ui.tui.screens.dialogs import Reader
from wargame.ui.tui.text import current_face, rows, say
from wargame.ui.tui.widgets.fields import Field
from wargame.ui.tui.widgets.panels import card_content
from wargame.ui.tui.widgets.rule import Rule


def card_page(card: CardPage) -> Content:
    """Return a card as content."""
    face, facts = current_face(), known_facts(data("cards"))
    text = [card.head, *("  " + line for line in card.text)]
    if card.flavour:
        text += ["", card.flavour]
    parts = [card_content(text)]
    if card.concept:
        parts += [Content(""), say(face.card_idea(card.concept), SOFT)]
    if card.sources:
        parts += [Content(""), say(face.card_sources(), ACCENT)]
        parts += [say(f"  {source}", QUIET) for source in card.sources]
    known = [facts[id] for id in card.facts if id in facts]
    if known:
        parts += [Content(""), say(face.card_facts(), ACCENT)]
        parts += [say(f"  {fact.id}  {fact.statement}", SOFT) for fact in known]
    return rows(parts)


def card_screen(card: CardPage) -> Reader:
    """Make the dialog of one card."""
    return Reader(current_face().card_head(), card_page(card), card.deck)


class GalleryScreen(Dialog[None]):
    """Shows every card of the game to everybody, but not where it is."""

    BINDINGS = bindings("library")
    AUTO_FOCUS = "#cards"

    def __init__(self, cards: list[CardPage]) -> None:
        super().__init__()
        self.cards = cards
        self.listed: list[CardPage | None] = []

    def body(self) -> ComposeResult:
        """Yield the widgets of the screen."""
        with Vertical(classes="page"):
            yield Rule(current_face().cards_head())
            yield Field(placeholder=current_face().find_card(), classes="find")
            with Horizontal():
                yield OptionList(id="cards", markup=False)
                with VerticalScroll(id="card", can_focus=False):
                    yield Static(id="card-text", classes="text")

    def set_up(self) -> None:
        """Fill the widgets and set the focus."""
        self.fill("")

    def fill(self, word: str) -> None:
        """List the cards whose text has a word, deck by deck."""
        word = word.casefold()
        self.listed, made, deck = [], [], ""
        for card in self.cards:
            held = " ".join((card.title, card.deck, *card.text, card.flavour)).casefold()
            if word not in held:
                continue
            if card.deck != deck:
                deck = card.deck
                self.listed.append(None)
                name = deck.replace("-", " ").title()
                made.append(Option(say(name, HEADING), disabled=True))
            self.listed.append(card)
            made.append(Option(say("  " + card.title)))
        cards = self.query_one("#cards", OptionList)
        cards.set_options(made)
        count = sum(card is not None for card in self.listed)
        self.query_one(Rule).tell(note=current_face().count_of(count, len(self.cards)))
        cards.highlighted = 1 if count else None
        if not count:
            self.query_one("#card-text", Static).update(say(current_face().no_card_found()))

    def on_option_list_option_highlighted(self, event: OptionList.OptionHighlighted) -> None:
        """Show the card under the cursor."""
        at = event.option_index
        card = self.listed[at] if at < len(self.listed) else None  # of the list before, if longer
        if card is not None:
            self.query_one("#card-text", Static).update(card_page(card))
            self.query_one("#card").scroll_home(animate=False)

    def on_input_changed(self, event: Input.Changed) -> None:
        """List the cards that have the typed word."""
        self.fill(event.value)

    def on_input_submitted(self) -> None:
        """Focus the list."""
        self.query_one("#cards").focus()

    def action_find(self) -> None:
        """Go to the filter."""
        self.query_one(Input).focus()

    def action_back(self) -> None:
        """Leave the filter first, then the gallery."""
        if self.query_one(Input).has_focus:
            self.query_one("#cards").focus()
        else:
            self.dismiss(None)
