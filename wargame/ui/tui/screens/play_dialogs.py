"""The dialogs over the table that are made from the game: hand, digest, board, refusals, cards."""

from __future__ import annotations

from textual.content import Content

from wargame.bots.search.explain import Advice
from wargame.content.gallery import gallery
from wargame.content.program import Program
from wargame.engine.game import Game
from wargame.engine.library import data
from wargame.engine.table_text import sealed_lines
from wargame.ui.session import Session, hint_lines
from wargame.ui.tui.faces import hand
from wargame.ui.tui.glance import board_lines, since_lines
from wargame.ui.tui.screens.ask import TextPrompt
from wargame.ui.tui.screens.gallery import GalleryScreen
from wargame.ui.tui.screens.reader import Reader
from wargame.ui.tui.text import rows, say
from wargame.ui.tui.widgets.board import ACCENT, QUIET
from wargame.ui.tui.widgets.odds import odds_bar, odds_legend
from wargame.ui.tui.widgets.panels import card_content

ODDS = 60
"""Cells of a bar of odds."""


def hand_parts(game: Game, seat: int) -> list[Content]:
    """Set a seat's hand, dossier and seals. Only for eyes that may see them."""
    parts: list[Content] = []
    for card in hand(game, seat):
        if card.place:
            parts.append(say(card.place, ACCENT))
        parts += [card_content(list(card.lines)), Content("")]
    home = game.book.homes[seat]
    if home is not None:
        parts.append(say(f"HOME: {home.title}, beside the hand", QUIET))
    sealed = sealed_lines(game.book, game.view(seat))
    return parts + [say(text, ACCENT) for text in sealed]


def hand_screen(game: Game, seat: int) -> Reader:
    """Show a seat's hand, dossier and seals. Only behind the curtain."""
    who = game.words.seat(seat)
    return Reader(f"Hand of {who}", rows(hand_parts(game, seat)), "enter closes it")


def reason_screen(session: Session) -> TextPrompt:
    """Ask the seat that is asked why it will choose as it will."""
    assert session.decision is not None
    who = session.game.words.seat(session.decision.seat)
    hint = "Kept sealed in the save with the next choice; nobody else reads it before the end."
    return TextPrompt(f"The reason of {who}", hint, value=session.reason)


def since_screen(session: Session, seat: int) -> Reader | None:
    """Show a seat what is new to it since its last sitting; None if nothing is."""
    own, moved = since_lines(session, seat)
    secret = session.own_briefing(seat)
    if not own and not moved and not secret:
        return None
    words = session.game.words
    parts: list[Content] = []
    if own or secret:
        parts.append(say(f"Only {words.seat(seat)} reads this", ACCENT))
        parts += [say(text, "#cfd8e1") for text in secret]
        parts += [Content("")] if own and secret else []
        parts += [say(line, "#e8edf2") for line in own]
    if moved:
        parts += [Content("")] if parts else []
        parts.append(say("The table has moved", ACCENT))
        parts += [say(line, "#b6c2cf") for line in moved]
    since = " since its last sitting" if seat in session.seen else ""
    title = f"New to {words.seat(seat)}{since}"
    return Reader(title, rows(parts), "enter goes on", unasked=True)


def turn_screen(game: Game) -> Reader | None:
    """Tell the table how the turn before this one ended, or the game, and the news since; None
    where no turn is over. All of it is public."""
    phases = [
        number
        for number, (_, kind, args, _) in enumerate(game.events)
        if kind == "phase" and args[0] == "reckoning"
    ]
    over = [args[0] for _, kind, args, _ in game.events if kind == "digest"]
    ended = game.decision is None
    if not phases or not (over or ended):
        return None
    parts: list[Content] = []
    for number, text in game.told(-1, phases[-1]):
        kind = game.events[number][1]
        if kind == "phase":
            parts += [Content("")] if parts else []
            parts.append(say(text, ACCENT))
        elif kind not in ("turn", "digest"):
            parts.append(say(text, "#e8edf2" if kind != "gained" else "#b6c2cf"))
    title = "The last Reckoning" if ended else f"Turn {over[-1]} is over"
    return Reader(title, rows(parts), "for all to read; enter goes on", unasked=True)


def board_screen(game: Game) -> Reader:
    """Show the whole public table."""
    return Reader("The table", rows([say(line, "#cfd8e1") for line in board_lines(game)]))


def briefing_screen(session: Session, note: str = "") -> Reader:
    """Show what was promised of the deal, the scenario's briefing, and the secret one of the seat
    that holds the machine."""
    game, holder = session.game, session.holder
    parts = [say(text, QUIET) for text in session.promises]
    parts += [say(text, "#cfd8e1") for text in game.program.briefing(-1)]
    if holder >= 0:
        parts += [Content(""), say(game.words.seat(holder), ACCENT)]
        parts += [say(text, "#cfd8e1") for text in game.program.briefing(holder)]
    title = f"Briefing: {game.program.scenario.name}"
    return Reader(title, rows(parts), note, unasked=bool(note))


def hint_screen(game: Game, advice: Advice) -> Reader:
    """Show what the search bot would try: the best options, each with its likely verdicts."""
    head, *rest = hint_lines(game, advice)
    parts = [say(head, ACCENT)]
    if rest:
        parts.append(odds_legend([advice.collapse or "collapse", *advice.tiers]))
    for tried, text in zip(advice.best, rest[:-1], strict=True):
        parts += [Content(""), odds_bar((tried.collapse, *tried.tiers), ODDS), say(text, "#e8edf2")]
    parts += [Content(""), say(rest[-1], QUIET)] if rest else []
    return Reader(game.words.hint_title(advice.seat), rows(parts))


def refused_screen(game: Game) -> Reader:
    """Show what was looked at for this question but cannot be chosen, and why."""
    parts = []
    for refusal in game.refused():
        parts.append(say(refusal.label, QUIET) + say(f"   {refusal.why}", "#e8edf2"))
    if not parts:
        parts = [say("Everything that was looked at can be chosen.", QUIET)]
    return Reader("Not now", rows(parts))


def gallery_screen(program: Program) -> GalleryScreen:
    """Show all cards of a program."""
    return GalleryScreen(list(gallery(program, data("cards"))))
